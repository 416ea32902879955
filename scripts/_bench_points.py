"""A million entries: what every points screen asks, and an append, each beside its floor of the same run."""

from __future__ import annotations

import random
import secrets
import sqlite3
import statistics
import time
from typing import TYPE_CHECKING

import _bench_book as fixture

from db.acts import points as acts
from db.book import open_book, open_reader
from db.rules.settings import Rules
from db.rules.stage import SceneSpec
from db.scheme import load_scheme
from db.views import point_ledger
from db.views import point_tables as tables
from db.views import points as view
from db.views.scene import scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.book import Reader

ENTRIES = 1_000_000
RULES, CATEGORIES = 15, ("基础", "贡献", "奖励", "扣分")
APPENDS = 300
ROUNDS = 9
PAGE = 40


def make(path: Path) -> tuple[list[int], int]:
    """A book of 300 members with the entries of one year, every one approved. Returns the ids and the 年度."""
    ids = fixture.make(path, with_points=False)
    fixture.start_meeting(path)
    with open_book(path) as book:
        book.conn.execute("PRAGMA synchronous = OFF")
        now = book.now()
        year = int(now[:4])
        with book.quiet() as db:
            db.conn.executemany(
                "INSERT INTO point_entry (id, uid, member_id, year, day, rule, category, tenths, asked, reason,"
                " entered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '测速', '2000-01-01')",
                _entries(ids, year),
            )
            db.conn.executemany(
                "INSERT INTO point_approval (entry_id, decision, approver, at)"
                " VALUES (?, 'approved', '支部书记', '2000-01-01')",
                ((number,) for number in range(1, ENTRIES + 1)),
            )
    return ids, year


def _entries(ids: list[int], year: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(11)
    for number in range(1, ENTRIES + 1):
        rule = chance.randrange(RULES)
        tenths = chance.choice((5, 10, 20)) * (-1 if rule % 4 == 3 else 1)
        day = f"{year}-{chance.randrange(12) + 1:02}-{chance.randrange(28) + 1:02}"
        yield (
            number,
            secrets.token_hex(16),
            chance.choice(ids),
            year,
            day,
            f"r{rule}",
            CATEGORIES[rule % 4],
            tenths,
            tenths,
        )


def raw_group_by(path: Path, floor: Path) -> Callable[[], object]:
    """The floor of a screen: GROUP BY over a covering index of the same entries, in a file of their own."""
    conn = sqlite3.connect(floor, isolation_level=None)
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute("CREATE TABLE entry (year INTEGER, member_id INTEGER, tenths INTEGER)")
    conn.execute(f"ATTACH '{path}' AS book")
    conn.execute("INSERT INTO entry SELECT year, member_id, tenths FROM book.point_entry")
    conn.execute("CREATE INDEX covering ON entry (year, member_id, tenths)")
    sql = "SELECT member_id, sum(tenths) FROM entry WHERE year = ? GROUP BY member_id"
    year = conn.execute("SELECT max(year) FROM entry").fetchone()[0]
    return lambda: conn.execute(sql, (year,)).fetchall()


def screens(reader: Reader, ids: list[int], year: int) -> dict[str, Callable[[], object]]:
    """What each screen asks of the book."""
    rules = Rules()
    page = view.standings(reader, year, rules)
    return {
        "totals": lambda: view.standings(reader, year, rules, since="2001-01-01"),
        "months, a page": lambda: tables.month_lines(reader, year, page[:PAGE]),
        "months, all": lambda: tables.month_lines(reader, year, page),
        "groups": lambda: tables.group_lines(reader, year, page),
        "categories": lambda: tables.category_sums(reader, year),
        "trend": lambda: tables.month_sums(reader, year),
        "last entries": lambda: point_ledger.last_entries(reader, PAGE, year=year),
        "one record": lambda: tables.record(reader, ids[7], year, rules.points_base),
        "wall, totals": lambda: scene(reader, SceneSpec("points")),
        "wall, bars": lambda: scene(reader, SceneSpec("points_categories")),
        "wall, gains": lambda: scene(reader, SceneSpec("points_latest")),
    }


def timed(ask: Callable[[], object]) -> float:
    """Seconds of one asking, the median of some."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def appending(path: Path, floor: Path, ids: list[int]) -> tuple[float, float]:
    """Medians of giving one member a rule that has a cap, and of a bare durable commit of one row, by turns."""
    scheme = load_scheme("branch-default")
    conn = sqlite3.connect(floor, isolation_level=None)
    for line in (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "CREATE TABLE mark (id INTEGER PRIMARY KEY, text TEXT)",
    ):
        conn.execute(line)
    ours, bare = [], []
    with open_book(path) as book:
        for number in range(APPENDS):
            began = time.perf_counter()
            conn.execute("INSERT INTO mark (text) VALUES ('测速')")
            middle = time.perf_counter()
            acts.give_by_rule(book, [ids[number % len(ids)]], scheme.points.rules[0], scheme=scheme)
            ours.append(time.perf_counter() - middle)
            bare.append(middle - began)
    return statistics.median(ours), statistics.median(bare)


def measure(folder: Path) -> Iterator[tuple[str, float, float]]:
    """Every figure with its floor, in milliseconds."""
    path = folder / "points.db"
    ids, year = make(path)
    ask_raw = raw_group_by(path, folder / "points.floor.db")
    with open_reader(path) as reader:
        for name, ask in screens(reader, ids, year).items():
            yield name, timed(ask) * 1e3, timed(ask_raw) * 1e3
    ours, bare = appending(path, folder / "append.floor.db", ids)
    yield "append", ours * 1e3, bare * 1e3
