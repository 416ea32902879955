"""Which booths somebody's process stands behind: a lock of the operating system on a file a booth.

The lock falls away with the process, so that a booth which crashed or was switched off is told from one that waits.
The file's name holds the number of the poll and of the booth, and nothing else is in it.
"""

from __future__ import annotations

import contextlib
import os
from typing import IO, TYPE_CHECKING, Any

from db.errors import BookError
from db.seat import hold

if TYPE_CHECKING:
    from pathlib import Path


class BoothSeat:
    """A booth's place, held until it is let go or the process ends."""

    def __init__(self, path: Path, file: IO[Any]) -> None:
        self._path = path
        self._file = file

    def release(self) -> None:
        """Let the place go."""
        # Unlinked while still held: whoever opens it next makes a new file and finds it free.
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._file.close()


def take(book: Path, poll_id: int, number: int) -> BoothSeat | None:
    """Take a booth's place; None where another process has it.

    Raises:
        BookError: the folder cannot be written.
    """
    path = _path(book, poll_id, number)
    try:
        file = path.open("a+b")
    except OSError as error:
        text = f"“{book.parent}”不能写入。请换一个可以写入的文件夹，或检查权限。"
        raise BookError(text, title="不能写入") from error
    try:
        hold(file)
        # Whoever had the place may have unlinked the file between the two lines above: then it is nobody's place.
        is_there = os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        is_there = False
    if not is_there:
        file.close()
        return None
    return BoothSeat(path, file)


def is_taken(book: Path, poll_id: int, number: int) -> bool:
    """Whether a running process stands behind a booth."""
    path = _path(book, poll_id, number)
    try:
        with path.open("r+b") as file:
            hold(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _path(book: Path, poll_id: int, number: int) -> Path:
    return book.with_name(f".{book.name}.投票台{poll_id}-{number}")
