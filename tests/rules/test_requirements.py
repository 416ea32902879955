from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.periods import RECURRING
from db.rules.requirements import (
    EVERYBODY,
    Duty,
    Holder,
    Midway,
    PeriodStanding,
    Standing,
    State,
    due_periods,
    needed,
    period_standings,
    state,
    summed,
)
from db.rules.spans import ALWAYS, Span, period_at

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
MONTHLY = Duty("notes", "month", YEAR)
DAYS = st.dates(date(2009, 6, 1), date(2013, 6, 30))
EVERY_MIDWAY: tuple[Midway, ...] = get_args(Midway)
MIDWAYS = st.sampled_from(EVERY_MIDWAY)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(DAYS)
    return Span(first, first + timedelta(days=draw(st.integers(0, 900))))


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    every = draw(st.sampled_from(["once", *RECURRING[1:]]))
    return Duty("d", every, draw(spans()), draw(st.integers(0, 12)))


@st.composite
def holders(draw: st.DrawFn) -> Holder:
    return Holder(draw(spans() | st.just(ALWAYS)), tuple(draw(st.lists(spans(), max_size=2))))


def upto(day: date) -> Span:
    return Span(date.min, day)


def each_period(
    duty: Duty, day: date, done: dict[str, int], holder: Holder = EVERYBODY
) -> tuple[PeriodStanding, ...]:
    wanted = [(period, needed(duty, period, holder)) for period in due_periods(duty, upto(day))]
    return period_standings(duty, wanted, done, day)


def lines(duty: Duty, day: date, done: dict[str, int], holder: Holder = EVERYBODY) -> Standing:
    return summed(each_period(duty, day, done, holder))


# Which periods are due


def test_a_monthly_duty_is_due_from_its_first_month_to_the_date() -> None:
    found = due_periods(MONTHLY, Span(date(2026, 1, 1), date(2026, 3, 1)))
    assert [period.key for period in found] == ["2026-01", "2026-02", "2026-03"]


def test_a_duty_that_has_not_begun_asks_nothing() -> None:
    assert due_periods(MONTHLY, upto(date(2025, 12, 31))) == ()


def test_a_window_leaves_out_what_ended_before_it() -> None:
    found = due_periods(MONTHLY, Span(date(2026, 11, 22), date(2026, 11, 28)))
    assert [period.key for period in found] == ["2026-11"]


def test_a_duty_that_falls_due_once_has_one_period() -> None:
    once = Duty("idea", "by", Span(date(2010, 5, 1), date(2010, 6, 20)))
    assert [period.label for period in due_periods(once, upto(date(2012, 1, 1)))] == ["2010年6月20日前"]


def test_a_duty_without_an_end_has_no_deadline_in_its_name() -> None:
    once = Duty("box", "once", Span(date(2010, 5, 1), date.max))
    assert due_periods(once, upto(date(2012, 1, 1)))[0].label == "长期"


@given(duties(), DAYS)
def test_whatever_is_due_has_begun(duty: Duty, day: date) -> None:
    assert all(period.span.begins <= day for period in due_periods(duty, upto(day)))


@given(duties(), DAYS, st.integers(0, 400))
def test_what_was_due_stays_due(duty: Duty, day: date, more: int) -> None:
    before = due_periods(duty, upto(day))
    assert due_periods(duty, upto(day + timedelta(days=more)))[: len(before)] == before


# How many are owed


@pytest.mark.parametrize(
    ("joined", "share", "full", "whole"),
    [
        (date(2026, 11, 1), 4, 4, 4),
        (date(2026, 11, 2), 4, 4, 0),
        (date(2026, 11, 16), 2, 4, 0),
        (date(2026, 11, 30), 0, 4, 0),
        (date(2026, 12, 1), 0, 0, 0),
    ],
)
def test_who_joins_within_a_month_owes_as_the_setting_says(
    joined: date, share: int, full: int, whole: int
) -> None:
    duty, november = Duty("d", "month", YEAR, 4), period_at("month", date(2026, 11, 1))
    holder = Holder(Span(joined, date.max))
    assert [needed(duty, november, holder, midway) for midway in EVERY_MIDWAY] == [share, full, whole]


def test_half_a_month_owes_one() -> None:
    november = period_at("month", date(2026, 11, 1))
    assert needed(MONTHLY, november, Holder(Span(date.min, date(2026, 11, 15)))) == 1
    assert needed(MONTHLY, november, Holder(Span(date.min, date(2026, 11, 14)))) == 0


def test_a_duty_that_begins_within_a_month_asks_by_its_share() -> None:
    duty = Duty("d", "month", Span(date(2010, 5, 20), date(2012, 12, 31)))
    assert needed(duty, period_at("month", date(2010, 5, 20))) == 0


def test_who_is_excused_owes_nothing() -> None:
    excused = Holder(ALWAYS, (Span(date(2026, 11, 1), date(2026, 11, 30)),))
    assert needed(MONTHLY, period_at("month", date(2026, 11, 5)), excused) == 0


@given(duties(), DAYS, holders(), MIDWAYS)
def test_nobody_owes_more_than_is_asked(duty: Duty, day: date, holder: Holder, midway: Midway) -> None:
    for period in due_periods(duty, upto(day)):
        assert 0 <= needed(duty, period, holder, midway) <= duty.how_many


@given(duties(), DAYS, holders(), spans(), MIDWAYS)
def test_more_absence_never_owes_more(
    duty: Duty, day: date, holder: Holder, away: Span, midway: Midway
) -> None:
    gone = Holder(holder.held, (*holder.away, away))
    for period in due_periods(duty, upto(day)):
        assert needed(duty, period, gone, midway) <= needed(duty, period, holder, midway)


@given(duties(), DAYS, holders())
def test_the_share_lies_between_all_and_nothing(duty: Duty, day: date, holder: Holder) -> None:
    for period in due_periods(duty, upto(day)):
        least, share, most = (needed(duty, period, holder, way) for way in ("whole", "share", "full"))
        assert least <= share <= most


# How it stands


@pytest.mark.parametrize(
    ("wanted", "done", "today", "expected"),
    [
        (0, 0, date(2026, 12, 1), State.NONE),
        (2, 2, date(2026, 12, 1), State.DONE),
        (2, 3, date(2026, 11, 1), State.DONE),
        (2, 1, date(2026, 11, 30), State.OWED),
        (2, 1, date(2026, 12, 1), State.LATE),
    ],
)
def test_a_period_stands(wanted: int, done: int, today: date, expected: State) -> None:
    assert state(wanted, done, date(2026, 11, 30), today) is expected


def test_late_weighs_more_than_owed_and_owed_more_than_done() -> None:
    assert lines(MONTHLY, date(2026, 3, 5), {"2026-01": 1, "2026-02": 1, "2026-03": 1}).state is State.DONE
    assert lines(MONTHLY, date(2026, 3, 5), {"2026-01": 1, "2026-02": 1}).state is State.OWED
    assert lines(MONTHLY, date(2026, 3, 5), {"2026-02": 1}).state is State.LATE


def test_the_deadline_of_a_duty_cuts_its_last_period() -> None:
    duty = Duty("d", "month", Span(date(2026, 1, 1), date(2026, 3, 20)))
    assert lines(duty, date(2026, 3, 20), {"2026-01": 1, "2026-02": 1}).state is State.OWED
    assert lines(duty, date(2026, 3, 21), {"2026-01": 1, "2026-02": 1}).state is State.LATE


def test_nothing_asked_is_no_state() -> None:
    assert Standing().state is State.NONE


COUNTS = st.dictionaries(
    st.sampled_from([f"2010-{m:02d}" for m in range(1, 13)] + ["once", "2010"]), st.integers(0, 13)
)


@given(duties(), DAYS, COUNTS, holders())
def test_the_periods_of_a_standing_add_up(
    duty: Duty, day: date, done: dict[str, int], holder: Holder
) -> None:
    each = each_period(duty, day, done, holder)
    total = summed(each)
    running = sum(line.state is State.OWED for line in each)
    assert total.periods_done + total.late + running == total.periods_due


@given(duties(), DAYS, COUNTS, holders(), st.integers(1, 5))
def test_one_more_entry_never_makes_it_worse(
    duty: Duty, day: date, done: dict[str, int], holder: Holder, more: int
) -> None:
    before = lines(duty, day, done, holder)
    for period in due_periods(duty, upto(day))[:5]:
        added = {**done, period.key: done.get(period.key, 0) + more}
        after = lines(duty, day, added, holder)
        assert after.late <= before.late
        assert after.owed <= before.owed
        assert after.periods_done >= before.periods_done


@given(duties(), DAYS, COUNTS, st.integers(0, 200))
def test_time_alone_never_pays_what_is_late(duty: Duty, day: date, done: dict[str, int], more: int) -> None:
    assert lines(duty, day + timedelta(days=more), done).late >= lines(duty, day, done).late


@given(spans(), DAYS)
def test_a_duty_without_a_number_asks_nothing(held: Span, day: date) -> None:
    assert lines(Duty("d", "month", held, 0), day, {}).state is State.NONE
