"""Victim: gives points, deducts, approves and undoes. `points BOOK COUNT SEED`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from db.acts import points
from db.book import Book, open_book
from db.scheme import load_scheme
from db.views import point_ledger
from tests.kill import victim


def run(book: Book, count: int, seed: int) -> None:
    """One act after another; acknowledges each with the sum of the balances that it left."""
    chance, scheme = random.Random(seed), load_scheme("branch-default")
    members = [row[0] for row in book.rows("SELECT id FROM member ORDER BY id")]
    victim.arm(book.conn)
    for number in range(count):
        kind = number % 5
        if kind == 3 and point_ledger.pending_count(book):
            points.approve(book, [point_ledger.pending(book)[0].id], approver="上级党委")
        elif kind == 4 and (last := point_ledger.last_act(book)) is not None:
            points.undo(book, last.entry_ids)
        elif kind == 2:
            points.give_by_hand(book, [chance.choice(members)], -5, "迟到", scheme=scheme)
        elif kind == 1:
            points.give_by_rule(book, members[:9], scheme.points.rules[5], scheme=scheme)
        else:
            points.give_by_hand(book, [chance.choice(members)], 15, "帮扶", scheme=scheme)
        row = book.one("SELECT count(*), (SELECT count(*) FROM point_approval) FROM point_entry")
        assert row is not None
        victim.acknowledge(f"{row[0]} {row[1]}")


def main(arguments: list[str]) -> None:
    """Give the points."""
    path, number, seed = arguments
    with open_book(Path(path)) as opened:
        run(opened, int(number), int(seed))


if __name__ == "__main__":
    main(sys.argv[1:])
