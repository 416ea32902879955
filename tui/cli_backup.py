"""`pingyi backup`: a copy of the whole book."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from db.backup import copy_to
from db.book import open_book

if TYPE_CHECKING:
    import argparse

    from tui.usage import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument(
        "--out", metavar="文件", type=Path, help="备份存到哪里；不写时放在簿册旁边，以时间命名"
    )


def run(arguments: argparse.Namespace, book_path: Path) -> int:
    """Copy the book and name the copy on stdout."""
    moment = datetime.now(timezone.utc).astimezone()
    beside = book_path.with_name(f"{book_path.stem}-{moment:%Y%m%d-%H%M%S}.db")
    target: Path = arguments.out or beside
    with open_book(book_path, create=False) as book:
        copy_to(book, target)
    print(f"已备份到 {target}")
    return 0
