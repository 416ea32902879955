from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.scheme import Target
from db.rules.targets import State, needed, next_target, percent, state, subject_code

HALF = Target(code="half", what="党组织达标", subject="organisation", share=50, by="2010-12-31")
MORE = Target(code="more", what="党组织达标", subject="organisation", share=70, by="2011-12-31")
ALL = Target(code="all", what="党组织达标", subject="organisation", share=100, by="2012-12-31")
WALL = Target(code="wall", what="上墙上桌", subject="organisation", share=100, by="2010-12-31")
RISES = Target(code="best", what="先进比例提高", subject="member", share=0, by="", rises=True)


@pytest.mark.parametrize(
    ("up", "total", "today", "expected"),
    [
        (2, 3, "2010-06-01", State.REACHED),
        (1, 3, "2010-12-31", State.RUNNING),
        (1, 3, "2011-01-01", State.MISSED),
        (2, 3, "2011-01-01", State.REACHED),
        (0, 0, "2010-06-01", State.UNKNOWN),
    ],
)
def test_a_share_by_a_day_stands(up: int, total: int, today: str, expected: State) -> None:
    assert state(HALF, up, total, today) is expected


@pytest.mark.parametrize(
    ("up", "before", "expected"),
    [
        (6, (5, 26), State.REACHED),
        (5, (5, 26), State.RUNNING),
        (5, (5, 30), State.REACHED),
        (5, None, State.UNKNOWN),
    ],
)
def test_a_rising_share_is_compared_with_the_beginning(
    up: int, before: tuple[int, int] | None, expected: State
) -> None:
    assert state(RISES, up, 26, "2011-01-01", before) is expected


@given(st.integers(1, 100), st.integers(1, 400))
def test_what_is_needed_makes_the_share_and_one_less_does_not(share: int, total: int) -> None:
    count = needed(share, total)
    assert count * 100 >= share * total > (count - 1) * 100


@given(st.integers(0, 400), st.integers(1, 400))
def test_all_is_said_of_all_only(part: int, total: int) -> None:
    assert (percent(min(part, total), total) == 100) == (part >= total)


def test_targets_of_the_same_thing_share_their_placements() -> None:
    targets = (HALF, WALL, MORE, ALL)
    assert [subject_code(targets, one) for one in targets] == ["half", "wall", "half", "half"]


@pytest.mark.parametrize(
    ("today", "code"), [("2010-12-31", "half"), ("2011-01-01", "more"), ("2013-01-01", "all")]
)
def test_the_next_target_is_the_one_whose_day_comes(today: str, code: str) -> None:
    found = next_target((ALL, HALF, MORE, RISES), today)
    assert found is not None
    assert found.code == code


def test_without_a_day_there_is_no_next_target() -> None:
    assert next_target((RISES,), "2011-01-01") is None
