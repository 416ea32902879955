"""`pingyi members`: who is on the roster, in 姓氏笔画 order."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from db.book import open_reader
from db.views.roster import branches, members
from db.words import MEMBER_KIND_SHORT

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from tui.usage import Parser

_COMPUTED = ("sort_key", "initials")
"""Columns that say nothing to a person."""


def add_arguments(parser: Parser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，供程序读取")


def run(arguments: argparse.Namespace, book_path: Path) -> int:
    """Print every member, one a line or as JSON."""
    with open_reader(book_path) as reader, reader.snapshot():
        found = members(reader)
        where = {
            row.id: branch.name
            for branch in branches(reader)
            for row in members(reader, organisation_id=branch.id)
        }
    if arguments.json:
        plain = [
            {key: value for key, value in dataclasses.asdict(row).items() if key not in _COMPUTED}
            | {"branch": where.get(row.id, "")}
            for row in found
        ]
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return 0
    for number, row in enumerate(found, 1):
        facts = (MEMBER_KIND_SHORT[row.kind], row.post, row.group)
        print(f"{number}\t{row.shown_name}\t{chr(9).join(facts)}".rstrip())
    if not found:
        print("名册还是空的。")
    return 0
