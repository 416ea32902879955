"""Every case of booths that broke off with a voter, as a table, and that the numbers are read no further than they go."""

from __future__ import annotations

from itertools import product

import pytest

from db.rules.broken_booths import Finding, finding

CASES = [
    # broken, at work, outstanding: what is known
    (0, 0, 0, Finding.NOTHING),  # everybody has gone
    (0, 1, 1, Finding.NOTHING),  # somebody is voting
    (0, 1, 0, Finding.NOTHING),  # he has just cast
    (0, 2, 1, Finding.NOTHING),
    (1, 0, 0, Finding.IN),  # broke off between cast and leaving
    (1, 0, 1, Finding.OUT),  # broke off with the ballot in hand
    (1, 1, 2, Finding.OUT),  # nobody has cast
    (1, 1, 1, Finding.WAIT),  # the one at work has cast and not left, or the broken one cast
    (1, 1, 0, Finding.IN),  # everybody has cast, the one at work is leaving
    (1, 2, 2, Finding.WAIT),
    (1, 2, 3, Finding.OUT),
    (2, 0, 0, Finding.IN),  # both broke off after their casts
    (2, 0, 2, Finding.OUT),  # both with the ballot in hand
    (2, 0, 1, Finding.MIXED),  # one of the two is in: only they know which
    (2, 1, 1, Finding.WAIT),
    (2, 1, 2, Finding.WAIT),  # one of the three has cast
    (2, 1, 3, Finding.OUT),
    (3, 0, 1, Finding.MIXED),
    (3, 0, 2, Finding.MIXED),
    (1, 0, 2, Finding.IMPOSSIBLE),  # a box was taken out of the file
    (1, 0, -1, Finding.IMPOSSIBLE),  # a box was put in
    (2, 0, 3, Finding.IMPOSSIBLE),
    (1, 1, 3, Finding.IMPOSSIBLE),
]


@pytest.mark.parametrize(("broken", "at_work", "outstanding", "known"), CASES)
def test_what_the_numbers_tell(broken: int, at_work: int, outstanding: int, known: Finding) -> None:
    assert finding(broken, at_work, outstanding) is known


@pytest.mark.parametrize(("broken", "at_work"), product(range(1, 5), range(3)))
def test_what_is_said_is_so_whichever_ballots_are_in(broken: int, at_work: int) -> None:
    """Every way in which the ballots of so many booths may be in or out: never said of a booth what another way denies."""
    told: dict[int, set[int]] = {}
    for is_in in product([True, False], repeat=broken + at_work):
        told.setdefault(is_in.count(False), set()).add(is_in[:broken].count(True))
    for outstanding, may_be_in in told.items():
        known = {frozenset({broken}): Finding.IN, frozenset({0}): Finding.OUT}.get(frozenset(may_be_in))
        unknown = Finding.WAIT if at_work else Finding.MIXED
        assert finding(broken, at_work, outstanding) is (known or unknown)
