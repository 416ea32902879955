"""演练: a walk through a meeting on a copy of the book, which is gone afterwards.

The copy stands in a folder of its own beside the book, so that whatever is made during the rehearsal (papers, backups,
write-ahead log) is deleted with it. A lock file held for as long as it lasts tells a rehearsal that is going on from
one that ended with the power.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from typing import TYPE_CHECKING

from db.backup import copy_to
from db.book import open_book
from db.errors import Refused
from db.polling import refuse_while_polling
from db.seat import hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.book import Book

LOCK_NAME = "演练中"
BEGAN = "rehearsal.began"


@contextlib.contextmanager
def rehearsal(book: Book) -> Iterator[Book]:
    """Open a marked copy of the book for the length of the block, then delete it and all that was made beside it.

    Raises:
        Refused: a secret poll is open, or the book is itself a rehearsal's copy.
        BookError: the copy cannot be written.
    """
    if book.value("SELECT rehearsal FROM book"):
        raise Refused("现在已经在演练中。")
    refuse_while_polling(book, "演练")
    folder = book.path.parent / f"{_prefix(book.path)}{secrets.token_hex(4)}"
    try:
        copy_to(book, folder / book.path.name)
        with (folder / LOCK_NAME).open("w", encoding="utf-8") as lock:
            hold(lock)
            with open_book(folder / book.path.name, clock=book.clock) as copy:
                # The event tells whoever checks an archive, even one whose own mark was taken off.
                with copy.write(BEGAN) as writing:
                    writing.db.execute("UPDATE book SET rehearsal = 1")
                yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(path: Path) -> int:
    """Delete what rehearsals of this book left that ended without leaving; returns how many there were."""
    swept = 0
    for folder in path.parent.glob(f"{_prefix(path)}*"):
        if not (folder / path.name).exists() or _is_held(folder / LOCK_NAME):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        swept += 1
    return swept


def _prefix(path: Path) -> str:
    return f"{path.stem}-演练-"


def _is_held(lock: Path) -> bool:
    try:
        with lock.open("r+", encoding="utf-8") as file:
            hold(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
