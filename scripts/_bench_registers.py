"""Registers: 300 members, 20 requirements, a year of entries; each figure beside the same sums in bare SQL."""

from __future__ import annotations

import dataclasses
import random
import secrets
import sqlite3
import statistics
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import _bench_book as fixture

from db.acts import registers as acts
from db.book import open_book
from db.rules.scheme import Requirement
from db.scheme import load_scheme
from db.views import register_sheet, registers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.book import Book
    from db.rules.periods import Every
    from db.rules.scheme import Scheme

DAY = date(2026, 12, 31)
RHYTHMS: dict[Every, tuple[int, int]] = {
    "day": (1, 1), "week": (1, 7), "month": (8, 30), "quarter": (6, 91), "half": (2, 182), "year": (2, 365),
}  # fmt: skip
"""How many requirements of a rhythm, and the days between two entries."""
SHARE = 0.9
MATRIX_FLOOR = (
    "SELECT requirement, member_id, sum(amount) FROM register_entry WHERE withdrawn_at IS NULL "
    "GROUP BY requirement, member_id"
)
SHEET_FLOOR = (
    "SELECT member_id, counts_on, sum(amount) FROM register_entry WHERE withdrawn_at IS NULL AND requirement = 'month0' "
    "GROUP BY member_id, counts_on"
)


def measure(folder: Path, rounds: int) -> Iterator[tuple[str, float, float]]:
    """Yield the name of each figure, ours and the floor, in milliseconds."""
    path = folder / "registers.db"
    members = fixture.make(path, with_points=False)
    scheme = _scheme()
    with open_book(path) as book:
        print(f"{'':15} {_fill(book, scheme, members)} register entries")
        screens: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "matrix": (lambda: registers.matrix(book, scheme, DAY), lambda: book.rows(MATRIX_FLOOR)),
            "sheet": (
                lambda: register_sheet.sheet(book, scheme, "month0", DAY),
                lambda: book.rows(SHEET_FLOOR),
            ),
        }
        for name, (ours, base) in screens.items():
            yield name, _median(ours, rounds), _median(base, rounds)
        yield "tick", *_tick(book, scheme, folder / "registers.floor.db", rounds)


def _scheme() -> Scheme:
    """The default scheme with twenty requirements of every rhythm."""
    made = tuple(
        Requirement(code=f"{every}{number}", name=f"要求{every}{number}", register="台账", period=every)
        for every, (count, _) in RHYTHMS.items()
        for number in range(count)
    )
    return dataclasses.replace(load_scheme("branch-default"), begins="", ends="", requirements=made)


def _fill(book: Book, scheme: Scheme, members: list[int]) -> int:
    """A year in which nine of ten keep each register, in no order."""
    chance = random.Random(7)
    rows: list[tuple[object, ...]] = []
    for one in scheme.requirements:
        day = date(DAY.year, 1, 2)
        while day <= DAY:
            rows.extend(
                (secrets.token_hex(8), one.code, member, day.isoformat(), day.isoformat())
                for member in members
                if chance.random() < SHARE
            )
            day += timedelta(days=RHYTHMS[one.period][1])
    chance.shuffle(rows)
    book.conn.execute("PRAGMA synchronous = OFF")
    with book.quiet() as db:
        db.execute("UPDATE book SET created_at = ?", (f"{DAY.year}-01-01T00:00:00.000+00:00",))
        db.execute("UPDATE member SET added_at = (SELECT created_at FROM book)")
        db.conn.executemany(
            "INSERT INTO register_entry (uid, requirement, member_id, day, counts_on, entered_at) "
            "VALUES (?, ?, ?, ?, ?, '2000-01-01')",
            rows,
        )
    book.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(rows)


def _tick(book: Book, scheme: Scheme, plain: Path, rounds: int) -> tuple[float, float]:
    """Enter one member and read his line again, against a bare durable commit of one row; the two by turns.

    The tick must write an entry with three indexes and a chained event with one, the floor writes one row: most of what
    either takes is the same wait for the disk, which is why the floor is not as many rows.
    """
    requirement = scheme.requirements[-1]
    writer = sqlite3.connect(plain, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("PRAGMA synchronous = FULL")
    writer.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, status TEXT)")
    book.conn.execute("PRAGMA synchronous = FULL")
    sheet = register_sheet.sheet(book, scheme, requirement.code, date.fromisoformat(book.today()))
    assert sheet is not None

    times: list[tuple[float, float]] = []
    for line in sheet.lines[: rounds + 1]:
        began = time.perf_counter()
        acts.file(book, scheme, requirement, [line.who.owner])
        register_sheet.refreshed(book, sheet, [line.who])
        ticked = time.perf_counter()
        writer.execute("INSERT INTO mark (status) VALUES ('完成')")
        times.append((ticked - began, time.perf_counter() - ticked))
    ours, base = zip(*times[1:], strict=True)
    return statistics.median(ours) * 1e3, statistics.median(base) * 1e3


def _median(run: Callable[[], object], rounds: int) -> float:
    run()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        times.append((time.perf_counter() - began) * 1e3)
    return statistics.median(times)
