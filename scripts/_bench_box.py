"""The box: a cast beside a bare durable commit, the count beside the bare decryption, two booths under contention."""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import _bench_book as fixture
from nacl.bindings import crypto_box_seal, crypto_box_seal_open, crypto_box_seed_keypair

from db import sealing
from db.acts import booths, counting, poll_locks, polls
from db.book import open_book
from db.rules.ballot import Ballot

if TYPE_CHECKING:
    from _bench import Bench

    from db.book import Book

PEOPLE, ROWS = 60, 60
BOOTHS, EACH = 2, 60
HOLD_SECONDS = 0.02
"""How long another program holds the book each time."""


def cast(bench: Bench) -> None:
    """A ballot acknowledged, beside a one-row commit that is synced, in the same folder and by turns."""
    path = bench.book("cast")
    fixture.open_booths(path, PEOPLE, ROWS, booths=1)
    plain = sqlite3.connect(bench.folder / "cast.floor.db", isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("CREATE TABLE box (key BLOB PRIMARY KEY, box BLOB) WITHOUT ROWID")
    times: dict[str, list[float]] = {"floor": [], "ours": []}
    ballot = Ballot((1,) * ROWS)
    with open_book(path) as book:
        sealer = _sealer(book)
        size = int(book.value("SELECT box_bytes FROM poll"))
        for number in range(PEOPLE):
            began = time.perf_counter()
            plain.execute("INSERT INTO box VALUES (?, ?)", (number.to_bytes(16, "big"), bytes(size)))
            times["floor"].append(time.perf_counter() - began)
            booths.admit(book, 1, 1)
            began = time.perf_counter()
            booths.cast(book, 1, sealer, 1, ballot)
            times["ours"].append(time.perf_counter() - began)
            booths.leave(book, 1, 1)
    plain.close()
    bench.say("cast", statistics.median(times["ours"]) * 1e3, statistics.median(times["floor"]) * 1e3, "ms")


def count(bench: Bench) -> None:
    """Unsealing, checking and counting 60 ballots of 60 rows, beside opening as many boxes of that length."""
    path = bench.book("count")
    fixture.open_booths(path, PEOPLE, ROWS, booths=1)
    public, private = crypto_box_seed_keypair(b"\1" * 32)
    times: dict[str, list[float]] = {"floor": [], "ours": []}
    with open_book(path) as book:
        sealer = _sealer(book)
        for number in range(PEOPLE):
            booths.admit(book, 1, 1)
            booths.cast(book, 1, sealer, 1, Ballot(tuple((row + number) % 5 for row in range(ROWS))))
            booths.leave(book, 1, 1)
        polls.count_booth(book, 1, PEOPLE, PEOPLE)
        polls.close_poll(book, 1)
        work = counting.work_of(book, 1)
        size = work.context.box_bytes
        bare = [crypto_box_seal(bytes(size - 48), public) for _ in range(PEOPLE)]
        for _ in range(bench.rounds):
            began = time.perf_counter()
            for box in bare:
                crypto_box_seal_open(box, public, private)
            middle = time.perf_counter()
            counting.unseal(work, fixture.CODES)
            times["floor"].append(middle - began)
            times["ours"].append(time.perf_counter() - middle)
    bench.say("count", statistics.median(times["ours"]) * 1e3, statistics.median(times["floor"]) * 1e3, "ms")


def crowd(bench: Bench) -> None:
    """Two booths cast sixty each while a third program takes the book again and again: none refused, none lost."""
    path = bench.book("crowd")
    fixture.open_booths(path, BOOTHS * EACH, ROWS, booths=BOOTHS)
    began = time.perf_counter()
    workers = [
        subprocess.Popen(
            [sys.executable, __file__, str(path), str(number)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent,
        )
        for number in range(1, BOOTHS + 1)
    ]
    while any(worker.poll() is None for worker in workers):
        with open_book(path) as other:
            other.conn.execute("BEGIN IMMEDIATE")
            time.sleep(HOLD_SECONDS)
            other.conn.execute("ROLLBACK")
        time.sleep(HOLD_SECONDS)
    said = [int(worker.communicate()[0] or 0) for worker in workers]
    with open_book(path) as book:
        boxes = int(book.value("SELECT count(*) FROM poll_box"))
    is_whole = boxes == sum(said) == BOOTHS * EACH
    bench.is_within &= is_whole
    took = time.perf_counter() - began
    print(
        f"{'crowd':14} {boxes} of {BOOTHS * EACH} casts in {took:.1f} s, refused {BOOTHS * EACH - sum(said)}, "
        f"lost {sum(said) - boxes}  {'within' if is_whole else 'OVER'}"
    )


def vote(path: Path, number: int) -> int:
    """Cast sixty ballots at one booth; returns how many were acknowledged."""
    acknowledged = 0
    with open_book(path) as book:
        sealer = _sealer(book)
        for turn in range(EACH):
            booths.admit(book, 1, number)
            booths.cast(book, 1, sealer, number, Ballot((1 + turn % 4,) * ROWS))
            acknowledged += 1
            booths.leave(book, 1, number)
    return acknowledged


def _sealer(book: Book) -> sealing.Sealer:
    lock, context = poll_locks.context_of(book, 1)
    return sealing.unlock_sealer(lock, context, fixture.CODES)


if __name__ == "__main__":
    print(vote(Path(sys.argv[1]), int(sys.argv[2])))
