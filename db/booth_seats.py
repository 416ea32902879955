"""Which booths somebody's process stands behind: a lock of the operating system on a file a booth.

The lock falls away with the process, so that a booth which crashed or was switched off is told from one that waits.
The file's name holds the number of the poll and of the booth, and nothing else is in it. Whoever crashed leaves it lying;
`sweep` takes it away.
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
    path = _path(book, f"{poll_id}-{number}")
    while True:
        try:
            file = path.open("a+b")
        except OSError as error:
            text = f"“{book.parent}”不能写入。请换一个可以写入的文件夹，或检查权限。"
            raise BookError(text, title="不能写入") from error
        try:
            hold(file)
        except OSError:
            file.close()
            return None
        # Whoever had the place, or swept it, may have unlinked the file between the two lines above: then try again.
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return BoothSeat(path, file)
        file.close()


def is_taken(book: Path, poll_id: int, number: int) -> bool:
    """Whether a running process stands behind a booth."""
    path = _path(book, f"{poll_id}-{number}")
    try:
        with path.open("r+b") as file:
            hold(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def sweep(book: Path) -> None:
    """Take away the files of booths that no process stands behind; one that is held, or cannot be removed, stays."""
    beginning = _path(book, "").name
    with contextlib.suppress(OSError):
        for path in [path for path in book.parent.iterdir() if path.name.startswith(beginning)]:
            _sweep_one(path)


def _sweep_one(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("r+b") as file:
        hold(file)
        # Held by nobody, then; whoever opened it meanwhile finds that it is gone and makes a new one.
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):
            path.unlink()


def _path(book: Path, place: str) -> Path:
    return book.with_name(f".{book.name}.投票台{place}")
