from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.designations import State, check_is_due, missing, state, term_end, why_not_another, why_not_end
from db.rules.scheme import Designation

YEARLY = Designation(code="m", name="党员示范岗", least=1, most=2, check="quarter", term_months=12)
FREE = Designation(code="z", name="党员责任区")


@pytest.mark.parametrize(
    ("ends", "ended_on", "today", "expected"),
    [
        ("", None, "2026-01-01", State.RUNNING),
        ("2026-06-30", None, "2026-06-30", State.RUNNING),
        ("2026-06-30", None, "2026-07-01", State.EXPIRED),
        ("2026-06-30", "2026-03-01", "2026-03-01", State.ENDED),
        ("2026-06-30", "2026-03-01", "2026-02-28", State.RUNNING),
        ("", None, "2025-12-31", State.COMING),
    ],
)
def test_a_designation_stands(ends: str, ended_on: str | None, today: str, expected: State) -> None:
    assert state("2026-01-01", ends, ended_on, today) is expected


@given(st.integers(0, 5))
def test_there_is_room_up_to_the_most_and_none_beyond(running: int) -> None:
    assert bool(why_not_another(YEARLY, running)) == (running >= 2)
    assert why_not_another(FREE, running) == ""


@given(st.integers(0, 5))
def test_what_is_missing_fills_up_to_the_least(running: int) -> None:
    assert missing(YEARLY, running) + running >= 1
    assert missing(FREE, running) == 0


@given(st.dates(date(2009, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_a_term_ends_the_day_before_its_months_are_over(begins: date, months: int) -> None:
    end = term_end(Designation(code="m", name="m", term_months=months), begins)
    assert end is not None
    after = end + timedelta(days=1)
    assert (after.year - begins.year) * 12 + after.month - begins.month == months
    assert after.day <= begins.day


def test_without_a_term_it_runs_on() -> None:
    assert term_end(FREE, date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("begins", "last", "today", "expected"),
    [
        ("2026-01-15", "", "2026-03-31", False),
        ("2026-01-15", "", "2026-04-01", True),
        ("2026-01-15", "2026-03-31", "2026-04-01", True),
        ("2026-01-15", "2026-04-01", "2026-06-30", False),
    ],
)
def test_a_check_falls_due_each_period_after_the_first(
    begins: str, last: str, today: str, expected: bool
) -> None:
    assert check_is_due(YEARLY, begins, last, today) is expected


def test_without_a_rhythm_no_check_falls_due() -> None:
    assert not check_is_due(FREE, "2020-01-01", "", "2026-01-01")


@pytest.mark.parametrize(
    ("begins", "on", "complaint"),
    [
        ("2026-01-15", "2026-11-22", ""),
        ("2026-01-15", "2026-01-15", ""),
        ("2026-01-15", "2026-01-14", "2026-01-14 早于开始日期 2026-01-15。"),
        ("2026-01-15", "2026-11-23", "2026-11-23 还没有到，不能先行撤下。"),
        ("2026-12-01", "2026-11-22", ""),
        ("2026-12-01", "2026-11-21", "2026-11-21 早于开始日期 2026-12-01。"),
    ],
)
def test_a_designation_ends_between_its_beginning_and_today(begins: str, on: str, complaint: str) -> None:
    assert why_not_end(begins, on, "2026-11-22") == complaint
