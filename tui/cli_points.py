"""`pingyi points`: every member's points of a 年度, and what waits for 审核认定."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.book import open_reader
from db.rules.ledger import format_tenths
from db.views.meetings import current_meeting
from db.views.points import standings
from db.views.schemes import rules_in_force
from tui.usage import integer

if TYPE_CHECKING:
    import argparse

    from db.book import Reader
    from db.config import Config
    from db.rules.settings import Rules
    from db.views.points import Standing
    from tui.usage import Parser


TABLES = {
    "record": "平时积分记录表",
    "records": "平时积分记录表（全体）",
    "months": "积分分月登记表",
    "year": "年度积分汇总表",
    "groups": "党小组积分汇总表",
    "publicity": "季度积分公示表",
}
"""As `db.export.point_sheets.NAMES`, repeated so that a list of points loads no exporter."""


def add_arguments(parser: Parser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，供程序读取")
    parser.add_argument("--year", type=integer, metavar="年度", help="哪个年度；不写时为当前会议的年度")
    parser.add_argument("--rank", action="store_true", help="按名次排列；不写时按配置（默认姓氏笔画）")
    listed = "、".join(f"{what} {name}" for what, name in TABLES.items())
    parser.add_argument("--table", metavar="表", choices=tuple(TABLES), help=f"导出一张表（xlsx）：{listed}")
    parser.add_argument("--member", metavar="姓名", help="导出哪名党员的平时积分记录表")
    parser.add_argument(
        "--quarter", metavar="季度", type=integer, help="导出哪个季度的公示表；不写时为最近一次"
    )
    parser.add_argument("--out", metavar="文件", type=Path, help="存成什么文件；不写时存在当前文件夹")
    parser.add_argument(
        "--import", metavar="文件", type=Path, dest="sheet_file", help="导入积分表（xlsx、csv），先预览"
    )
    parser.add_argument("--yes", action="store_true", help="导入时直接写入；不写这一项只预览")
    parser.add_argument(
        "--skip-bad", action="store_true", help="导入时跳过有误的行；不写时一行有误就全部不导入"
    )


def run(arguments: argparse.Namespace, book_path: Path) -> int:
    """Print every member's points, one a line or as JSON; or write a table, or import a sheet."""
    if arguments.sheet_file is not None:
        from tui.cli_points_files import import_sheet

        return import_sheet(arguments, book_path, arguments.year)
    with open_reader(book_path) as reader, reader.snapshot():
        year, rules = _in_force(reader, arguments.config, arguments.year)
        if arguments.table:
            from tui.cli_points_files import write_table

            return write_table(arguments, reader, year, rules)
        found = standings(reader, year, rules, order="rank" if arguments.rank else "")
    if arguments.json:
        plain = {"year": year, "base": rules.points_base / 10, "members": [_plain(one) for one in found]}
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return 0
    for number, one in enumerate(found, 1):
        total = format_tenths(one.total) if one.counts else "免计"
        waiting = "一票否决" if one.veto else f"待审核{one.waiting}笔" if one.waiting else ""
        rank = f"第{one.rank}名" if one.rank else ""
        print("\t".join((str(number), one.shown_name, total, rank, one.group, waiting)).rstrip())
    if not found:
        print("名册还是空的。")
    return 0


def _in_force(reader: Reader, config: Config, year: int | None) -> tuple[int, Rules]:
    """The 年度 asked for or going on, and its rules: those of its meeting once that has begun."""
    meeting = current_meeting(reader)
    if year is None:
        year = meeting.year if meeting else date.fromisoformat(reader.today()).year
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
        "veto": one.veto,
        "exempt": one.exempt,
    }
