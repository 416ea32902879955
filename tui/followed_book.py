"""A book that is only read and may come, go and change: opened when it is there, read when another process has committed.

A display and a locked booth stand on one. They are started before there is a book, outlive it, and may be pointed at one
of another version: whatever goes wrong, the book is let go and tried again later, and no error ends the process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.book import open_reader
from db.errors import OtherVersion
from tui.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.book import Reader

RETRY_SECONDS = 0.5
"""How often to call `look_after`."""


class FollowedBook:
    """The book at a path, which need not be there yet."""

    def __init__(self, path: Path, *, read: Callable[[Reader], None], lost: Callable[[bool], None]) -> None:
        """`read` gets the book at first and after each commit; `lost` hears whether it is of another version."""
        self._path = path
        self._read = read
        self._lost = lost
        self._file: tuple[int, int] | None = None
        self._watch: Watch | None = None
        self.reader: Reader | None = None

    def look_after(self) -> None:
        """Open the book if there is one; let it go if its file is another one by now."""
        if self.reader is not None and self._file != _identity(self._path):
            self._let_go(is_other_version=False)
        if self.reader is None:
            self._open()

    def _open(self) -> None:
        try:
            self._file = _identity(self._path)
            self.reader = open_reader(self._path)
            self._watch = Watch(self.reader.version, self.read)
            self._watch.failed = self._failed
            self._watch.start()
            self._read(self.reader)
        except Exception as error:
            self._failed(error)

    def read(self) -> None:
        """Read what is there now; on any error let the book go."""
        if self.reader is None:
            return
        try:
            self._read(self.reader)
        except Exception as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._let_go(is_other_version=isinstance(error, OtherVersion))

    def _let_go(self, *, is_other_version: bool) -> None:
        self.close()
        self._lost(is_other_version)

    def close(self) -> None:
        """Ask no more, and close the book."""
        if self._watch is not None:
            self._watch.stop()
        if self.reader is not None:
            self.reader.close()
        self._watch = self.reader = None


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path; None where none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
