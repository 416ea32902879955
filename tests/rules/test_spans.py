from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.periods import RECURRING, Every
from db.rules.spans import ALWAYS, Span, covered, period_at, periods, span_of

DAYS = st.dates(date(2009, 1, 1), date(2013, 12, 31))
ANY_RECURRING = st.sampled_from(RECURRING)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(DAYS)
    return Span(first, first + timedelta(days=draw(st.integers(-3, 500))))


def each_day(span: Span) -> set[date]:
    return {span.begins + timedelta(days=number) for number in range(span.days)}


@pytest.mark.parametrize(
    ("every", "key", "label"),
    [
        ("day", "2026-11-22", "11月22日"),
        ("week", "2026W47", "2026年第47周"),
        ("month", "2026-11", "2026年11月"),
        ("quarter", "2026Q4", "2026年第四季度"),
        ("half", "2026H2", "2026年下半年"),
        ("year", "2026", "2026年"),
    ],
)
def test_a_period_is_named(every: Every, key: str, label: str) -> None:
    found = period_at(every, date(2026, 11, 22))
    assert (found.key, found.label) == (key, label)


@pytest.mark.parametrize(
    ("every", "begins", "ends"),
    [
        ("week", date(2010, 12, 27), date(2011, 1, 2)),
        ("month", date(2011, 1, 1), date(2011, 1, 31)),
        ("quarter", date(2011, 1, 1), date(2011, 3, 31)),
        ("half", date(2011, 1, 1), date(2011, 6, 30)),
    ],
)
def test_new_year_belongs_to_its_period(every: Every, begins: date, ends: date) -> None:
    assert period_at(every, date(2011, 1, 1)).span == Span(begins, ends)


def test_a_leap_day_belongs_to_february() -> None:
    assert period_at("month", date(2012, 2, 1)).span.ends == date(2012, 2, 29)


@given(ANY_RECURRING, DAYS)
def test_every_day_of_a_period_names_the_same_period(every: Every, day: date) -> None:
    found = period_at(every, day)
    assert day in found.span
    assert period_at(every, found.span.begins) == period_at(every, found.span.ends) == found


@given(ANY_RECURRING, spans())
def test_the_periods_of_a_span_part_it_without_gap_or_overlap(every: Every, span: Span) -> None:
    found = periods(every, span)
    assert bool(found) == bool(span.days)
    for before, after in itertools.pairwise(found):
        assert after.span.begins - before.span.ends == timedelta(days=1)
    if found:
        assert span.begins in found[0].span
        assert span.ends in found[-1].span


def test_an_empty_day_leaves_a_span_open() -> None:
    assert span_of("", "") == ALWAYS
    assert span_of("2010-05-01", "").begins == date(2010, 5, 1)


@given(spans(), spans(), st.lists(spans(), max_size=4))
def test_the_days_covered_are_those_counted_one_by_one(period: Span, held: Span, away: list[Span]) -> None:
    left = each_day(period) & each_day(held)
    for span in away:
        left -= each_day(span)
    assert covered(period, held, away) == len(left)


@given(spans())
def test_a_period_always_held_is_covered_whole(period: Span) -> None:
    assert covered(period, ALWAYS) == period.days


def test_somebody_excused_for_ever_covers_nothing() -> None:
    assert covered(period_at("month", date(2026, 1, 1)).span, ALWAYS, [ALWAYS, ALWAYS]) == 0
