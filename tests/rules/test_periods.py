"""Recurring periods: which one holds a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.periods import RECURRING, Every, stretch_of

days = st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(date.isoformat)


@pytest.mark.parametrize(
    ("day", "every", "expected"),
    [
        ("2026-11-22", "day", ("2026-11-22", "11月22日", "2026-11-22", "2026-11-22")),
        ("2026-11-22", "week", ("2026W47", "2026年第47周", "2026-11-16", "2026-11-22")),
        ("2027-01-01", "week", ("2026W53", "2026年第53周", "2026-12-28", "2027-01-03")),
        ("2024-02-10", "month", ("2024-02", "2024年2月", "2024-02-01", "2024-02-29")),
        ("2026-11-22", "quarter", ("2026Q4", "2026年第四季度", "2026-10-01", "2026-12-31")),
        ("2026-06-30", "half", ("2026H1", "2026年上半年", "2026-01-01", "2026-06-30")),
        ("2026-07-01", "half", ("2026H2", "2026年下半年", "2026-07-01", "2026-12-31")),
        ("2026-11-22", "year", ("2026", "2026年", "2026-01-01", "2026-12-31")),
    ],
)
def test_the_period_of_a_day(day: str, every: Every, expected: tuple[str, ...]) -> None:
    found = stretch_of(day, every)
    assert (found.key, found.label, found.begins, found.ends) == expected


@pytest.mark.parametrize("every", ["once", "by"])
def test_what_does_not_come_again_has_no_period(every: Every) -> None:
    with pytest.raises(ValueError, match="does not come again"):
        stretch_of("2026-11-22", every)


@given(days, st.sampled_from(RECURRING))
def test_a_day_lies_in_its_period(day: str, every: Every) -> None:
    found = stretch_of(day, every)
    assert found.begins <= day <= found.ends


@given(days, st.sampled_from(RECURRING))
def test_every_day_of_a_period_has_the_same_period(day: str, every: Every) -> None:
    found = stretch_of(day, every)
    assert stretch_of(found.begins, every) == stretch_of(found.ends, every) == found
