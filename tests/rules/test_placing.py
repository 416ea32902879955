from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.placing import combined, standings
from db.rules.tally import RowCount, Tally

votes = st.lists(st.integers(0, 30), max_size=40)
places = st.integers(0, 40)


@pytest.mark.parametrize(
    ("given_votes", "most", "expected"),
    [
        ((5, 3, 1), 2, ("in", "in", "out")),
        ((5, 3, 3), 2, ("in", "tied", "tied")),
        ((3, 3, 3), 3, ("in", "in", "in")),
        ((5, 0, 0), 2, ("in", "out", "out")),
        ((1, 5, 3), 1, ("out", "in", "out")),
        ((4, 4), 0, ("out", "out")),
        ((4, 2), 9, ("in", "in")),
        ((), 3, ()),
    ],
)
def test_the_line_falls_after_the_places(
    given_votes: tuple[int, ...], most: int, expected: tuple[str, ...]
) -> None:
    assert standings(given_votes, most) == expected


@given(votes, places)
def test_no_more_than_the_places_are_above_the_line(given_votes: list[int], most: int) -> None:
    assert standings(given_votes, most).count("in") <= most


@given(votes, places)
def test_equal_votes_stand_alike(given_votes: list[int], most: int) -> None:
    found = dict(zip(given_votes, standings(given_votes, most), strict=True))
    assert standings(given_votes, most) == tuple(found[vote] for vote in given_votes)


def count(valid: int, void: int = 0) -> Tally:
    return Tally(valid, void, (RowCount((valid, 0), 0, 0),), texts=("意见",))


def test_pools_are_added_up_row_by_row() -> None:
    total = combined([count(5), count(3, 1)])
    assert total == Tally(8, 1, (RowCount((8, 0), 0, 0),))


@pytest.mark.parametrize(
    "tallies",
    [[count(5)], [], [count(5), count(2)], [count(5), count(2, 4)], [count(5), Tally(4, 0, ())]],
    ids=str,
)
def test_a_pool_too_small_to_show_is_never_in_a_total(tallies: list[Tally]) -> None:
    assert combined(tallies) is None
