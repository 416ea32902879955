"""`pingyi points`: every member's points of a 年度, and what waits for 审核认定."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.book import open_reader
from db.rules.ledger import format_tenths
from db.views.meetings import current_meeting
from db.views.points import standings
from db.views.schemes import rules_in_force
from tui.usage import integer

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from db.book import Reader
    from db.config import Config
    from db.rules.settings import Rules
    from db.views.points import Standing
    from tui.usage import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，供程序读取")
    parser.add_argument("--year", type=integer, metavar="年度", help="哪个年度；不写时为当前会议的年度")
    parser.add_argument("--rank", action="store_true", help="按名次排列；不写时按配置（默认姓氏笔画）")


def run(arguments: argparse.Namespace, book_path: Path) -> int:
    """Print every member's points, one a line or as JSON."""
    with open_reader(book_path) as reader, reader.snapshot():
        year, rules = _in_force(reader, arguments.config, arguments.year)
        found = standings(reader, year, rules, order="rank" if arguments.rank else "")
    if arguments.json:
        plain = {"year": year, "base": rules.points_base / 10, "members": [_plain(one) for one in found]}
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return 0
    for number, one in enumerate(found, 1):
        total = format_tenths(one.total) if one.counts else "免计"
        waiting = f"待审核{one.waiting}笔" if one.waiting else ""
        rank = f"第{one.rank}名" if one.rank else ""
        print("\t".join((str(number), one.shown_name, total, rank, one.group, waiting)).rstrip())
    if not found:
        print("名册还是空的。")
    return 0


def _in_force(reader: Reader, config: Config, year: int | None) -> tuple[int, Rules]:
    """The 年度 asked for or going on, and its rules: those of its meeting once that has begun."""
    meeting = current_meeting(reader)
    if year is None:
        year = meeting.year if meeting else int(reader.value("SELECT strftime('%Y', 'now', 'localtime')"))
    if meeting is not None and meeting.year == year and meeting.state != "planned":
        return year, meeting.rules
    return year, rules_in_force(reader, config)


def _plain(one: Standing) -> dict[str, object]:
    return {
        "id": one.member_id,
        "name": one.shown_name,
        "group": one.group,
        "counts": one.counts,
        "points": one.total / 10,
        "moved": one.moved / 10,
        "rank": one.rank or None,
        "waiting": one.waiting,
    }
