"""Copies of the book: by command, before a migration, when a meeting closes."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from typing import TYPE_CHECKING

from db.book import refuse_while_polling
from db.errors import BookError
from db.place import why_not

if TYPE_CHECKING:
    from pathlib import Path

    from db.book import Book

KEPT = 10
"""How many automatic copies stay beside the book."""
BEFORE_MIGRATION = "升级前"
_AUTOMATIC = re.compile(r"\d{8}-\d{6}-\d{6}-.+\.db")


def folder(book: Book) -> Path:
    """Where automatic copies go: beside the book."""
    return book.path.parent / f"{book.path.stem}-备份"


def copy_to(book: Book, target: Path) -> None:
    """Copy the whole book, write-ahead log included, into a new file that a plain file copy can be made of.

    Raises:
        Refused: a secret poll is open.
        BookError: the target exists already or cannot be written; no part of it is left behind.
    """
    refuse_while_polling(book, "备份")
    _vacuum_into(book, target)


def automatic(book: Book, reason: str) -> Path:
    """Make a copy beside the book, named by moment and reason; of such copies the last ten stay.

    Raises:
        Refused: a secret poll is open.
        BookError: the copy could not be written.
    """
    refuse_while_polling(book, "备份")
    return _automatic(book, reason)


def before_migration(book: Book) -> Path:
    """The copy before the schema changes; the poll table may not exist yet, so no poll is asked about.

    Raises:
        BookError: the copy could not be written; the schema must not be changed then.
    """
    return _automatic(book, BEFORE_MIGRATION)


def _automatic(book: Book, reason: str) -> Path:
    moment = book.clock().astimezone()
    target = folder(book) / f"{moment:%Y%m%d-%H%M%S-%f}-{reason}.db"
    _vacuum_into(book, target)
    copies = sorted(path for path in folder(book).iterdir() if _AUTOMATIC.fullmatch(path.name))
    for old in copies[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def _vacuum_into(book: Book, target: Path) -> None:
    """`VACUUM INTO` under another name, made durable, then renamed: a copy is whole or it is not there."""
    if target.exists():
        raise BookError(f"“{target}”已经存在，不会覆盖。请换一个文件名。", title="文件已存在")
    unfinished = target.with_name(f".{target.name}.未完成")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        book.conn.execute("VACUUM INTO ?", (str(unfinished),))
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.rename(target)
    except (sqlite3.Error, OSError) as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        why = why_not(error) if isinstance(error, OSError) else "磁盘已满或写入失败"
        raise BookError(
            f"备份写不到“{target}”（{why}），簿册本身未受影响。请换一个位置再试。", title="备份失败"
        ) from error
