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
    (1, 1, 2, Finding.WAIT),  # both out, but he who is voting may cast at any moment
    (1, 1, 1, Finding.WAIT),  # the one at work has cast and not left, or the broken one cast
    (1, 1, 0, Finding.WAIT),
    (1, 2, 2, Finding.WAIT),
    (2, 0, 0, Finding.IN),  # both broke off after their casts
    (2, 0, 2, Finding.OUT),  # both with the ballot in hand
    (2, 0, 1, Finding.MIXED),  # one of the two is in: only they know which
    (2, 1, 1, Finding.WAIT),
    (3, 0, 1, Finding.MIXED),
    (3, 0, 2, Finding.MIXED),
    (1, 0, 2, Finding.MIXED),  # a box was taken out of the file
    (1, 0, -1, Finding.MIXED),  # a box was put in
]


@pytest.mark.parametrize(("broken", "at_work", "outstanding", "known"), CASES)
def test_what_the_numbers_tell(broken: int, at_work: int, outstanding: int, known: Finding) -> None:
    assert finding(broken, at_work, outstanding) is known


@pytest.mark.parametrize("broken", range(1, 5))
def test_what_is_said_is_so_whichever_ballots_are_in(broken: int) -> None:
    """Every way in which the ballots of so many booths may be in or out."""
    for is_in in product([True, False], repeat=broken):
        known = finding(broken, 0, is_in.count(False))
        assert known is {broken: Finding.IN, 0: Finding.OUT}.get(sum(is_in), Finding.MIXED)
