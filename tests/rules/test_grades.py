from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.grades import cap_counter, cap_warning, excellent_cap, excellent_limit, read_share

THIRD = Fraction(1, 3)


@pytest.mark.parametrize(("base", "limit"), [(17, 5), (14, 4), (9, 3), (8, 2), (2, 0), (0, 0), (26, 8)])
def test_a_third_rounded_down_never_exceeds_a_third(base: int, limit: int) -> None:
    assert excellent_limit(base, THIRD) == limit


@pytest.mark.parametrize(("rounding", "limit"), [("floor", 4), ("round", 5), ("ceil", 5)])
def test_a_third_of_fourteen_by_each_rounding(rounding: str, limit: int) -> None:
    assert excellent_limit(14, THIRD, rounding) == limit  # type: ignore[arg-type]


def test_a_half_rounds_up() -> None:
    assert excellent_limit(5, Fraction(1, 2), "round") == 3


def test_a_tiny_branch_may_be_allowed_one() -> None:
    assert excellent_limit(2, THIRD, at_least_one=True) == 1
    assert excellent_limit(0, THIRD, at_least_one=True) == 0


@given(st.integers(0, 10**6), st.fractions(0, 1), st.sampled_from(["floor", "round", "ceil"]), st.booleans())
def test_a_limit_is_never_above_the_number_of_people(
    base: int, share: Fraction, rounding: str, at_least_one: bool
) -> None:
    limit = excellent_limit(base, share, rounding, at_least_one=at_least_one)  # type: ignore[arg-type]
    assert 0 <= limit <= base


@given(st.integers(0, 10**6), st.fractions(0, 1))
def test_rounding_orders_the_limits(base: int, share: Fraction) -> None:
    low, middle, high = (excellent_limit(base, share, rounding) for rounding in ("floor", "round", "ceil"))
    assert low <= middle <= high <= low + 1


@pytest.mark.parametrize(
    ("text", "share"), [("1/3", THIRD), ("15%", Fraction(15, 100)), ("0.3", Fraction(3, 10)), ("none", None)]
)
def test_a_share_is_written_in_several_ways(text: str, share: Fraction | None) -> None:
    assert read_share(text) == share


@pytest.mark.parametrize("text", ["三分之一", "4/3", "-1", "1/0"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_share(text)


def test_the_warning_comes_with_the_first_one_above_the_limit() -> None:
    cap = excellent_cap(17, "full", THIRD)
    assert cap_warning(5, cap) is None
    assert cap_warning(6, cap) == "优秀已有6名，超过正式党员17名的1/3（5名），多1名。请写明理由，或者调整。"


def test_a_branch_without_a_limit_is_never_warned() -> None:
    assert cap_warning(99, excellent_cap(17, "full", None)) is None


def test_the_counter_shows_the_limit_beside_the_number() -> None:
    assert cap_counter(4, excellent_cap(17, "full", THIRD)) == "优秀 4/5"
    assert cap_counter(4, None) == "优秀 4"


def test_the_rule_is_said_with_its_base_and_number() -> None:
    cap = excellent_cap(17, "full", THIRD)
    assert cap is not None
    assert cap.sentence == "优秀名额：正式党员17名的1/3，不超过5名"
