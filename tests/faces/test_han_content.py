"""Chinese sentences in a Static break where a printer would break them."""

import pytest
from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import Static

from tests.faces.screen import screen_text
from tui.present.wrap import NEVER_FIRST
from tui.widgets.dialogs import Confirm, Field, Form, Notice
from tui.widgets.han_content import HanContent

SENTENCE = "所有内容都已保存，下次打开会回到现在的状态。确定退出吗？"


@pytest.mark.parametrize("width", range(4, 60))
def test_no_line_begins_with_a_mark(width: int) -> None:
    broken = HanContent(SENTENCE).broken(width).plain.split("\n")
    assert not [line for line in broken if line[0] in NEVER_FIRST]


@pytest.mark.parametrize("width", range(2, 60))
def test_nothing_but_blanks_is_lost(width: int) -> None:
    text = "在正文里按 Esc 记完返回，按 F3 记完并找下一位；[/x]。\n\n  1 第二段  2 第三段的字多一些   4 完  "
    broken = HanContent(text).broken(width).plain
    assert "".join(broken.split()) == "".join(text.split())


def test_a_latin_word_does_not_end_the_line_before_its_time() -> None:
    text = HanContent("在正文里按 Esc 记完返回，按 F3 记完并找下一位；正文随写随存。")
    assert text.broken(40).plain.split("\n")[0] == "在正文里按 Esc 记完返回，按 F3 记完并找"


def test_entries_set_apart_by_two_blanks_stay_whole() -> None:
    hint = HanContent("0 其他  F3 找人  F7 撤销  - + 调先后")
    assert hint.broken(30).plain.split("\n") == ["0 其他  F3 找人  F7 撤销", "- + 调先后"]


def test_an_entry_longer_than_a_line_is_broken_like_a_sentence() -> None:
    facts = HanContent("积分：100分  批评意见：遇到矛盾有畏难情绪，不敢较真")
    assert facts.broken(20).plain.split("\n") == ["积分：100分", "批评意见：遇到矛盾有", "畏难情绪，不敢较真"]


def test_blank_lines_and_indents_stay() -> None:
    assert HanContent("还缺：\n\n  上官明").broken(20).plain == "还缺：\n\n  上官明"


def test_styles_stay_with_their_words() -> None:
    text = Text("一二三四五六七八").append("要紧", "bold")
    broken = HanContent.of_text(text).broken(8)
    assert [broken.plain[span.start : span.end] for span in broken.spans] == ["要紧"]


class Told(App[None]):
    """A static of a width that is too narrow for its text."""

    CSS = "Static { width: 8; } #one { text-wrap: nowrap; text-overflow: ellipsis; }"

    def compose(self) -> ComposeResult:
        yield Static(HanContent("一二三四，五六七八。"), id="many")
        yield Static(HanContent("一二三四，五六七八。"), id="one")


class Dialogs(App[None]):
    """An app that looks as every face does."""

    CSS_PATH = ["../../tui/styles/base.tcss"]  # noqa: RUF012


async def test_the_widget_is_as_high_as_its_broken_lines() -> None:
    app = Told()
    async with app.run_test():
        assert [app.query_one("#many").size.height, app.query_one("#one").size.height] == [3, 1]


@pytest.mark.parametrize(
    "dialog",
    [
        Confirm("退出", "所有内容都已保存，下次打开会回到现在的状态。确定退出吗？"),
        Form(
            "写明理由",
            (Field("why", "理由"),),
            note="优秀已有9名，超过正式党员24名的1/3（8名），多1名。请写明理由，或者调整。",
        ),
        Notice("帮助", "可以再改，直到会议记录定稿；删去的可以恢复。发言内容不会出现在大屏上。" * 2),
    ],
)
async def test_no_line_of_a_dialog_begins_with_a_mark(dialog: Confirm) -> None:
    app = Dialogs()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(dialog)
        await pilot.pause()
        begun = [line.strip(" ┃")[:1] for line in screen_text(app).splitlines()]
        assert not [char for char in begun if char and char in NEVER_FIRST]
