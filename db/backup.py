"""Copies of the book: by command, before a migration, when a meeting closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.book import refuse_while_polling

if TYPE_CHECKING:
    from pathlib import Path

    from db.book import Book

KEPT = 10
"""How many automatic copies stay beside the book."""


def folder(book: Book) -> Path:
    """Where automatic copies go: beside the book."""
    return book.path.parent / f"{book.path.stem}-备份"


def copy_to(book: Book, target: Path) -> None:
    """`VACUUM INTO` a new file.

    Raises:
        Refused: a secret poll is open.
    """
    refuse_while_polling(book, "备份")
    target.parent.mkdir(parents=True, exist_ok=True)
    book.conn.execute("VACUUM INTO ?", (str(target),))


def automatic(book: Book, reason: str) -> Path:
    """A copy named by date and reason; the oldest beyond `KEPT` go. Returns the file."""
    moment = book.clock().astimezone()
    target = folder(book) / f"{moment:%Y%m%d-%H%M%S-%f}-{reason}.db"
    copy_to(book, target)
    for old in sorted(folder(book).glob("*.db"))[:-KEPT]:
        old.unlink()
    return target


def before_migration(book: Book) -> Path:
    """A copy before the schema changes; the poll table may not exist yet, so no poll is asked about."""
    moment = book.clock().astimezone()
    target = folder(book) / f"{moment:%Y%m%d-%H%M%S-%f}-升级前.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    book.conn.execute("VACUUM INTO ?", (str(target),))
    return target
