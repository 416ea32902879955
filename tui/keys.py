"""Every key once: feeds bindings, footer, help, menu, palette and the README's table."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.events import Key


@dataclass(frozen=True)
class KeySpec:
    """One key: the name Textual gives it, how people write it, and what it does in each face, and while slips are typed in."""

    key: str
    label: str
    short: str
    console: str
    entry: str = ""
    display: str = ""
    booth: str = ""


KEYS: tuple[KeySpec, ...] = (
    KeySpec("f1", "F1", "帮助", "讲解当前位置", "讲解当前位置", booth="怎样投票"),
    KeySpec("f2", "F2", "菜单", "列出这里能做的一切", "列出这里能做的一切"),
    KeySpec("f3", "F3", "查找", "按汉字、拼音首字母或序号查找", "重录某一张"),
    KeySpec("f4", "F4", "编辑", "填写事由、编辑", "整票作废", booth="存在问题"),
    KeySpec("f5", "F5", "上屏", "把备播画面投到大屏", "把备播画面投到大屏"),
    KeySpec("f6", "F6", "换栏", "换到下一栏", "另选、意见"),
    KeySpec(
        "f7",
        "F7",
        "撤销",
        "撤销上一步（另作一笔冲销，并写明撤销了什么）",
        "撤销本行；唱票时退一步",
        booth="清空整张票（先询问）",
    ),
    KeySpec("f8", "F8", "黑屏", "大屏黑屏／恢复", "大屏黑屏／恢复"),
    KeySpec("f9", "F9", "计时", "议程计时开始／暂停"),
    KeySpec(
        "f12",
        "F12",
        "命令",
        "按名称或拼音首字母找任何操作（也可按 ctrl+p）",
        booth="退出投票台（要两个密码）",
    ),
    KeySpec(
        "enter", "Enter", "确定", "默认操作；下一栏；正文中换行", "下一张票", booth="检查整张票；再按投入票箱"
    ),
    KeySpec("escape", "Esc", "返回", "退回上一层，不丢内容", "询问后退出", booth="检查时返回修改"),
    KeySpec(
        "digit",
        "0–9",
        "选择",
        "选择（状态、规则、菜单项）并移到下一个",
        "填等次；0 弃权",
        booth="填等次；0 空着",
    ),
    KeySpec("minus", "-", "废行", "", "本行作废"),
    KeySpec("plus", "+", "问题", "", "填存在问题的编号"),
    KeySpec("arrows", "方向键", "移动", "移动光标；Tab 换输入框", "移动光标", "← → 翻页", booth="移动、翻页"),
    KeySpec("space", "空格", "停留", "", "", "停止或恢复自动翻页"),
    KeySpec("ctrl+l", "ctrl+l", "遮盖", "遮盖主控台，什么也看不见（连按两次 Enter 恢复）"),
    KeySpec("ctrl+q", "ctrl+q", "退出", "退出程序（先询问）", "", "退出（先询问）"),
)
"""In the order in which help lists them. F10 and F11 belong to the terminal."""

BY_KEY = {spec.key: spec for spec in KEYS}

FOOTER = ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f12", "escape")
"""What the console's last line lists where it applies."""


def plain(event: Key) -> str:
    """The key as pressed, with full-width forms read as plain ones: １ is 1, ？ is question_mark."""
    if event.character and len(event.character) == 1 and ord(event.character) > 0x7F:
        folded = unicodedata.normalize("NFKC", event.character)
        names = {
            "?": "question_mark",
            "-": "minus",
            "+": "plus",
            ".": "full_stop",
            " ": "space",
            "—": "minus",
            "－": "minus",
        }
        return names.get(folded, folded)
    return event.key


def digit(event: Key) -> int | None:
    """The digit pressed, half-width or full-width, or None."""
    key = plain(event)
    return int(key) if len(key) == 1 and key in "0123456789" else None
