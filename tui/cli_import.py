"""`pingyi import FILE`: a roster file into the book, previewed, all at once or nothing."""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.acts.roster_import import Imported, commit_import, replaced_text
from db.acts.roster_plan import ImportPlan, plan_import
from db.book import open_book
from db.errors import Refused
from db.imports.columns import FIELDS, PRIVATE_FIELDS
from db.imports.roster import read_roster
from db.place import is_file
from db.rules.names import school_named
from tui.errors import Usage
from tui.present.roster import FIELD_WORDS, imported_text, plan_headline, plan_notes, plan_rows

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from db.book import Book
    from tui.usage import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument("file", metavar="文件", type=Path, help="名册文件：xlsx、xls、csv 或网页表格")
    parser.add_argument("--yes", action="store_true", help="直接写入；不写这一项只预览")
    parser.add_argument(
        "--skip-bad", action="store_true", help="跳过有误的行；不写这一项，一行有误就全部不导入"
    )
    parser.add_argument(
        "--replace-secretary", action="store_true", help="表里另有书记时，名册中的书记不再任书记"
    )
    parser.add_argument("--branch", metavar="支部", help="表里有几个支部时，只导入这一个")
    parser.add_argument("--sheet", metavar="工作表", help="文件里有几张工作表时，读这一张")
    parser.add_argument(
        "--column",
        metavar="项目=列名",
        action="append",
        default=[],
        help="没认出或认错的列，如：--column 工作岗位=所在处室；“项目=”后面空着就不读这一项；可写多次",
    )
    parser.add_argument("--private", action="store_true", help="连同证件号码和住址一起读")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，供程序读取")


def run(arguments: argparse.Namespace, book_path: Path) -> int:
    """Preview the file, or write it with `--yes`.

    Raises:
        BadInput: the file cannot be read.
        Refused: rows have faults and are not to be skipped; nothing was written.
    """
    if not is_file(book_path):
        # A refused file, or a preview alone, makes no book.
        with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "预览.db") as book:
            plan = _plan(arguments, book)
            if not arguments.yes:
                return _preview(arguments, plan)
            _refuse_unless_clear(arguments, plan)
    with open_book(book_path) as book:
        plan = _plan(arguments, book)
        return _commit(arguments, book, plan) if arguments.yes else _preview(arguments, plan)


def _plan(arguments: argparse.Namespace, book: Book) -> ImportPlan:
    roster = read_roster(
        arguments.file,
        sheet=arguments.sheet,
        branch=arguments.branch,
        mapping=_mapping(arguments.column, is_private_read=arguments.private),
        private=arguments.private,
        today=date.fromisoformat(book.today()),
    )
    return plan_import(book, roster)


def _mapping(typed: Sequence[str], *, is_private_read: bool) -> dict[str, str | None]:
    """The columns as said by hand, by field; None for a field that is not to be read."""
    found: dict[str, str | None] = {}
    for one in typed:
        word, sign, title = (part.strip() for part in one.replace("＝", "=").partition("="))
        field = next((field for field in FIELDS if FIELD_WORDS[field] == word), None)
        if not sign or field is None:
            words = "、".join(FIELD_WORDS[field] for field in FIELDS)
            raise Usage(f"--column 要写成“项目=列名”，项目可以是：{words}。写的是“{one}”。")
        if field in PRIVATE_FIELDS and title and not is_private_read:
            raise Usage(f"{word}一般不读。确实要读，请同时加 --private。")
        found[field] = "".join(title.split()) or None
    return found


def _refuse_unless_clear(arguments: argparse.Namespace, plan: ImportPlan) -> None:
    is_faulty = bool(plan.faults) and not arguments.skip_bad
    is_replacing = bool(plan.replaced) and not arguments.replace_secretary
    if arguments.json and (is_faulty or is_replacing):
        print(json.dumps(_as_json(plan, None), ensure_ascii=False, indent=2))
    if is_faulty:
        raise Refused(_faulty_text(plan), title="名册未导入")
    if is_replacing:
        raise Refused(
            f"{replaced_text(plan.replaced)}同意更换就加 --replace-secretary 再导入。", title="名册未导入"
        )


def _faulty_text(plan: ImportPlan) -> str:
    rows = len(plan.roster.faulty_rows)
    listed = "\n".join(str(fault) for fault in plan.faults)
    return (
        f"{plan.roster.file}有{rows}行有误，全部未导入。改正后再导入，或加 --skip-bad 跳过这些行。\n{listed}"
    )


def _commit(arguments: argparse.Namespace, book: Book, plan: ImportPlan) -> int:
    _refuse_unless_clear(arguments, plan)
    school = school_named(arguments.config.rules().name_order)
    done = commit_import(
        book,
        plan,
        skip_bad=arguments.skip_bad,
        replace_secretary=arguments.replace_secretary,
        school=school,
    )
    if arguments.json:
        print(json.dumps(_as_json(plan, done), ensure_ascii=False, indent=2))
        return 0
    for fault in plan.faults:
        sys.stderr.write(f"已跳过：{fault}\n")
    print(imported_text(done))
    for notice in plan.roster.notices:
        sys.stderr.write(f"提示：{notice}\n")
    return 0


def _preview(arguments: argparse.Namespace, plan: ImportPlan) -> int:
    if arguments.json:
        print(json.dumps(_as_json(plan, None), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_preview_lines(plan)))
    return 0


def _preview_lines(plan: ImportPlan) -> Iterator[str]:
    yield f"预览（未写入）：{plan.roster.file} {plan.roster.sheet}"
    yield plan_headline(plan)
    for row in plan_rows(plan):
        number, name, outcome, details = (str(cell) for cell in row.cells)
        yield f"第{number}行\t{outcome}\t{name}\t{details}"
    notes = plan_notes(plan)
    if notes:
        yield notes
    agreed = " --replace-secretary" if plan.replaced else ""
    if plan.replaced:
        yield replaced_text(plan.replaced)
    if plan.faults:
        yield f"改正后再导入，或加 --yes --skip-bad{agreed} 跳过有误的行。"
    else:
        yield f"加 --yes{agreed} 写入。"


def _as_json(plan: ImportPlan, done: Imported | None) -> dict[str, Any]:
    """What a script may want to know; `written` says whether the book was."""
    counts = {"added": plan.count("new"), "changed": plan.count("changed"), "unchanged": plan.count("same")}
    return {
        "file": plan.roster.file,
        "sheet": plan.roster.sheet,
        "columns": {
            FIELD_WORDS[field]: plan.roster.columns.title_of(field) for field in plan.roster.columns.places
        },
        "unread": list(plan.roster.columns.unread),
        "written": done is not None,
        **counts,
        "gone": plan.count("gone"),
        "skipped": done.skipped if done else 0,
        "branches": list(plan.roster.branches),
        "faults": [dataclasses.asdict(fault) for fault in plan.faults],
        "notices": [dataclasses.asdict(notice) for notice in plan.roster.notices],
        "changes": [
            {
                "row": row.person.row,
                "name": row.person.name,
                "member": row.member_id,
                "fields": [dataclasses.asdict(change) for change in row.changes],
            }
            for row in plan.rows
            if row.changes
        ],
        "absent": list(plan.absent),
        "replaced": [dataclasses.asdict(one) for one in plan.replaced],
    }
