"""`pingyi scheme`: list the schemes, show one, check a file of one's own, copy one to start from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from db.book import open_reader, utc_now
from db.place import is_file
from db.scheme import load_scheme, packaged, path_of
from db.scheme.copying import copy_scheme
from db.toml_file import is_day
from db.views.schemes import in_force
from tui.errors import Usage
from tui.present.scheme_page import page_lines
from tui.present.scheme_plain import plain_scheme
from tui.present.scheme_words import span_words

if TYPE_CHECKING:
    import argparse

    from db.rules.scheme import Scheme
    from tui.usage import Parser

ACTIONS = ("list", "show", "check", "copy")
NEEDS = {"show": "方案的名称或文件", "check": "方案文件", "copy": "方案的名称和新文件"}
WIDTH = 84
IN_USE = "正在采用"
NOTHING_WRONG = "{path}：没有错误。标准{standards}项、阶段{stages}个、台账{requirements}项、积分{rules}项、会议{meetings}种。"


def add_arguments(parser: Parser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument(
        "action", choices=ACTIONS, metavar="动作", help="list 列出，show 显示，check 核对，copy 复制"
    )
    parser.add_argument(
        "names", nargs="*", metavar="方案", help="方案的名称或 .toml 文件；copy 后面再写新文件"
    )
    parser.add_argument("--json", action="store_true", help="show、list 以 JSON 输出，供程序读取")
    parser.add_argument("--begins", metavar="日期", default="", help="show 从这一天起实行，如 2026-05-01")


def run(arguments: argparse.Namespace, book_path: Path) -> int:
    """Do one of the four."""
    action, names = arguments.action, arguments.names
    wanted = {"list": 0, "copy": 2}.get(action, 1)
    if len(names) != wanted:
        raise Usage(
            f"scheme {action} 后面要写{NEEDS[action]}；scheme list 列出程序自带的。"
            if len(names) < wanted
            else f"scheme {action} 后面写多了。用 pingyi scheme --help 查看写法。"
        )
    if action == "list":
        return _list(arguments, book_path)
    if action == "show":
        return _show(load_scheme(names[0], begins=_day(arguments.begins)), is_json=arguments.json)
    return _check(names[0]) if action == "check" else _copy(names[0], names[1])


def _day(text: str) -> str:
    if text and not is_day(text):
        raise Usage(f"--begins：{text} 不是日期，请写成 2026-05-01。")
    return text


def _list(arguments: argparse.Namespace, book_path: Path) -> int:
    known = {name: load_scheme(name) for name in packaged()}
    current = ""
    if is_file(book_path):
        with open_reader(book_path) as reader:
            # As the branch works by it: moved to its own first day, or a file of its own.
            scheme = in_force(reader, arguments.config).scheme
        current = scheme.id
        known[current] = scheme
    if arguments.json:
        plain = [
            {"id": one.id, "title": one.title, "issuer": one.issuer, "in_force": one.id == current}
            for one in known.values()
        ]
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return 0
    for one in known.values():
        runs = span_words(one.begins, one.ends) if one.ends else ""
        state = IN_USE if one.id == current else ""
        print("\t".join((one.id, one.issuer, one.title, runs, state)).rstrip())
    return 0


def _show(scheme: Scheme, *, is_json: bool) -> int:
    if is_json:
        print(json.dumps(plain_scheme(scheme), ensure_ascii=False, indent=2))
        return 0
    for line in page_lines(scheme, utc_now().astimezone().date().isoformat(), WIDTH, has_bars=False):
        print(line.text.rstrip())
    return 0


def _check(name: str) -> int:
    path = path_of(name)
    one = load_scheme(name)
    criteria = sum(len(standard.criteria) for standard in one.standards)
    print(
        NOTHING_WRONG.format(
            path=path,
            standards=criteria,
            stages=len(one.stages),
            requirements=len(one.requirements),
            rules=len(one.points.rules),
            meetings=len(one.meetings),
        )
    )
    return 0


def _copy(name: str, to: str) -> int:
    path = Path(to).expanduser()
    copy_scheme(load_scheme(name), path)
    print(f"已复制到 {path}。改好后用 pingyi scheme check {path} 核对。")
    return 0
