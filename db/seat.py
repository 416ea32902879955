"""One console a book: whoever opens a second one is told so. Commands and the display may still come and go.

A lock of the operating system on a file beside the book: it falls away with the process, so that a crash locks nobody out.
"""

from __future__ import annotations

import contextlib
import sys
from typing import IO, TYPE_CHECKING, Any

from db.errors import BookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def taken(book: Path) -> Iterator[None]:
    """Hold the console's seat at a book.

    Raises:
        BookError: another console holds it, or the folder cannot be written.
    """
    path = book.with_name(f".{book.name}.主控台")
    try:
        file = path.open("a+b")
    except OSError as error:
        raise BookError(
            f"“{book.parent}”不能写入。请换一个可以写入的文件夹，或检查权限。", title="不能写入"
        ) from error
    with file:
        try:
            hold(file)
        except OSError as error:
            text = f"“{book.name}”已经在另一个主控台窗口里打开。请回到那个窗口，或先关闭它。"
            raise BookError(text, title="已经打开") from error
        try:
            yield
        finally:
            # Unlinked while still held: whoever opens it next makes a new file and finds it free.
            with contextlib.suppress(OSError):
                path.unlink()


def hold(file: IO[Any]) -> None:
    """Lock a file, without waiting, until it is closed or the process ends.

    Raises:
        OSError: another process holds it.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
