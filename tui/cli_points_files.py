"""`pingyi points --table` and `--import`: the tables as workbooks, and a sheet of points into the book."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.acts.points_import import commit_points, faults_text, plan_points
from db.book import open_book
from db.errors import BadInput, Refused
from db.export.files import save_new, save_numbered
from db.export.point_sheets import NAMES, Subject, order
from db.imports.points import read_points
from db.views.publicity import posted
from db.views.roster import members
from db.views.schemes import scheme_in_force
from tui.present.point_import import imported_text, plan_headline, plan_notes, plan_rows

if TYPE_CHECKING:
    import argparse

    from db.acts.points_import import PointsPlan
    from db.book import Book, Reader
    from db.rules.settings import Rules


def write_table(arguments: argparse.Namespace, reader: Reader, year: int, rules: Rules) -> int:
    """Make a workbook and name the file on stdout.

    Raises:
        Refused: there is nothing to make it of, or nobody and no list of that name.
        FileError: the file cannot be written.
    """
    what = arguments.table
    subject = Subject(
        year,
        rules,
        member_id=_member(reader, arguments.member) if what == "record" else None,
        publicity_id=_posted(reader, year, arguments.quarter) if what == "publicity" else None,
        order="rank" if arguments.rank else "",
    )
    document = order(reader, what, subject)
    data = document.make()
    path = save_new(arguments.out, data) if arguments.out else save_numbered(Path(), document.name, data)
    print(f"已导出{NAMES[what]}：{path}")
    return 0


def _member(reader: Reader, name: str | None) -> int:
    if not name:
        raise Refused("一人的记录表要写明是谁：再加 --member 姓名；全体的用 --table records。")
    found = [one for one in members(reader) if name in (one.shown_name, one.name)]
    if len(found) != 1:
        known = "、".join(one.shown_name for one in found)
        raise Refused(
            f"有几个“{name}”，请写成{known}。" if found else f"名册里没有“{name}”。用 members 列出党员。"
        )
    return found[0].id


def _posted(reader: Reader, year: int, quarter: int | None) -> int:
    found = [
        one for one in posted(reader, year) if not one.withdrawn_reason and quarter in (None, one.quarter)
    ]
    if not found:
        season = f"第{quarter}季度" if quarter else ""
        raise Refused(f"{year}年度{season}还没有公示过。请先在主控台的“积分表册”里公示。")
    return found[-1].id


def import_sheet(arguments: argparse.Namespace, book_path: Path, year: int | None) -> int:
    """Preview a sheet of points, or write it with `--yes`.

    Raises:
        BadInput: the file cannot be read, or rows have faults and are not to be skipped; nothing was written.
        Refused: there is nothing to write.
    """
    with open_book(book_path, create=False) as book:
        scheme = scheme_in_force(book, arguments.config)
        sheet = read_points(arguments.sheet_file, today=book.today())
        plan = plan_points(book, sheet, year or int(book.today()[:4]), scheme)
        if not arguments.yes:
            return _preview(arguments, plan)
        if plan.faults and not arguments.skip_bad:
            if arguments.json:
                print(json.dumps(_plain(plan, is_written=False), ensure_ascii=False, indent=2))
            raise BadInput(faults_text(plan, shown=len(plan.faults)), title="积分表未导入")
        return _commit(arguments, book, plan)


def _commit(arguments: argparse.Namespace, book: Book, plan: PointsPlan) -> int:
    done = commit_points(
        book, plan, scheme=scheme_in_force(book, arguments.config), skip_bad=arguments.skip_bad
    )
    if arguments.json:
        print(json.dumps(_plain(plan, is_written=True), ensure_ascii=False, indent=2))
        return 0
    for fault in plan.faults:
        sys.stderr.write(f"已跳过：{fault}\n")
    print(imported_text(done))
    return 0


def _preview(arguments: argparse.Namespace, plan: PointsPlan) -> int:
    if arguments.json:
        print(json.dumps(_plain(plan, is_written=False), ensure_ascii=False, indent=2))
        return 0
    print(f"预览（未写入）：{plan.sheet.file} {plan.sheet.sheet}")
    print(plan_headline(plan))
    for row in plan_rows(plan):
        number, name, outcome, details = (str(cell) for cell in row.cells)
        print(f"第{number}行\t{outcome}\t{name}\t{details}")
    print(plan_notes(plan))
    print("改正后再导入，或加 --yes --skip-bad 跳过有误的行。" if plan.faults else "加 --yes 写入。")
    return 0


def _plain(plan: PointsPlan, *, is_written: bool) -> dict[str, Any]:
    return {
        "file": plan.sheet.file,
        "sheet": plan.sheet.sheet,
        "year": plan.year,
        "written": is_written,
        "given": plan.count("given"),
        "waiting": plan.count("waits"),
        "unchanged": plan.count("same"),
        "faults": [dataclasses.asdict(fault) for fault in plan.faults],
    }
