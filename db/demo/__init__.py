"""The sample branch: 26 members, one meeting held and closed, one ready to run; built through the acts themselves."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from db.book import open_book, open_reader, utc_now
from db.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.book import Book

SINCE = timedelta(days=410)
"""How long the sample book has been kept: since before last year's meeting, so that this year's registers are followed."""
MADE = "demo.made"
"""The event that tells a sample book from a branch's own."""


class Clock:
    """The sample's own time: it stands where it is put, though never after `latest`, and moves on when told."""

    def __init__(self, moment: datetime, latest: datetime | None = None) -> None:
        self.moment = moment
        self._latest = latest

    def __call__(self) -> datetime:
        """The moment."""
        return self.moment

    def set(self, day: date, hour: int, minute: int = 0) -> None:
        """Go to a local time of a day."""
        moment = datetime(day.year, day.month, day.day, hour, minute).astimezone()
        self.moment = min(moment, self._latest) if self._latest else moment

    def move(self, seconds: float) -> None:
        """Let some time pass."""
        self.moment += timedelta(seconds=seconds)


def make_demo(path: Path, *, is_fresh: bool = False, now: Callable[[], datetime] = utc_now) -> bool:
    """Make the sample book, unless it is there; returns whether it was made.

    It grows under another name and is moved into place whole.

    Args:
        path: Where the book is to stand.
        is_fresh: Make it anew, whatever was done in it.
        now: The moment from which the two meetings are dated.

    Raises:
        Refused: what stands there is a branch's own book.
        BookError: the place cannot be written, or what stands there is no book.
    """
    if path.exists():
        _refuse_unless_demo(path)
        if not is_fresh:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.parent / f".{path.stem}-建立中"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        clock = Clock(now() - SINCE, latest=now())
        with open_book(building / path.name, clock=clock) as book:
            build(book, clock, now().astimezone().date())
        _remove(path)
        (building / path.name).rename(path)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return True


def build(book: Book, clock: Clock, today: date) -> None:
    """Fill an empty book: the roster, last year's meeting from planning to closing, this year's ready to run."""
    from db.demo import branch, held, planned

    # The file is moved into place when it is whole, so only the poll, which asks for it, is written durably.
    book.conn.execute("PRAGMA synchronous = OFF")
    ready_on = today + timedelta(days=(7 - today.weekday()) % 7 if today.weekday() > 4 else 0)
    held_on = ready_on - timedelta(weeks=51)
    clock.set(held_on - timedelta(days=45), 9)
    with book.write(MADE) as writing:
        writing.about(book=book.value("SELECT uid FROM book"))
    people = branch.add_people(book, held_on)
    held.hold(book, clock, people, held_on)
    planned.plan(book, clock, people, ready_on, today)
    book.conn.execute("PRAGMA synchronous = FULL")


def _refuse_unless_demo(path: Path) -> None:
    with open_reader(path) as reader:
        is_demo = reader.one("SELECT 1 FROM event WHERE kind = ?", (MADE,)) is not None
    if not is_demo:
        raise Refused(f"“{path}”不是示例簿册，未作任何改动。示例请另用一个文件名。")


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(path.parent / f"{path.stem}-备份", ignore_errors=True)
