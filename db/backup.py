"""Copies of the book: by command, before a migration, when a meeting closes."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from typing import TYPE_CHECKING

from db.errors import BookError, Refused
from db.place import why_not
from db.polling import refuse_while_polling

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
    _witness(book)
    _vacuum_into(book, target)


def automatic(book: Book, reason: str) -> Path:
    """Make a copy beside the book, named by moment and reason; of such copies the last ten stay.

    Raises:
        Refused: a secret poll is open.
        BookError: the copy could not be written.
    """
    _witness(book)
    return _automatic(book, reason)


def before_migration(book: Book) -> Path:
    """The copy before the schema changes; an old schema may have no polls yet, and takes no event of today's form.

    Raises:
        BookError: a secret poll is open, which the older program must count first; or the copy could not be written.
            The schema must not be changed then.
    """
    if book.one("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'poll'"):
        try:
            refuse_while_polling(book, "备份")
        except Refused as refused:
            text = "升级簿册要先备份。请用原来版本的评议台打开，完成计票后再升级。"
            raise BookError(f"{refused.message}{text}", title="先完成计票") from refused
    return _automatic(book, BEFORE_MIGRATION)


def _witness(book: Book) -> None:
    """Tell the log of a copy before its first byte is written: after a poll, the log shows that none was made.

    The poll is asked about in the same transaction, so that none can open in between.
    """
    with book.write("backup.made"):
        refuse_while_polling(book, "备份")


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
