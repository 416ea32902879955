from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.clock import (
    Clock,
    Pace,
    clock_text,
    elapsed,
    elapsed_ms,
    expected_end,
    minutes_text,
    mmss,
    overrun,
    overrun_text,
    pace,
    pause,
    planned_total,
    remaining,
    start,
)

START = datetime(2026, 1, 20, 14, tzinfo=timezone.utc)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


gaps = st.lists(st.integers(0, 7_200_000), max_size=12)
moments = st.integers(0, 20_000).map(after)
clocks = st.builds(
    Clock,
    planned=st.integers(0, 36_000),
    spent_ms=st.integers(0, 36_000_000),
    running_since=st.none() | moments,
)


@given(gaps)
def test_elapsed_is_the_sum_of_the_runs_and_of_nothing_else(lengths: list[int]) -> None:
    clock, now, ran = Clock(planned=600), START, 0
    for index, length in enumerate(lengths):
        later = now + timedelta(milliseconds=length)
        if index % 2 == 0:
            clock, ran = pause(start(clock, now), later), ran + length
        now = later
    assert elapsed_ms(clock, now) == ran


@given(clocks, moments)
def test_pausing_keeps_what_was_measured(clock: Clock, now: datetime) -> None:
    assert elapsed_ms(pause(clock, now), after(99_999)) == elapsed_ms(clock, now)


@given(clocks, moments)
def test_starting_a_running_clock_changes_nothing(clock: Clock, now: datetime) -> None:
    running = start(clock, now)
    assert start(running, after(99_999)) == running


@given(clocks, moments)
def test_pausing_twice_is_pausing_once(clock: Clock, now: datetime) -> None:
    once = pause(clock, now)
    assert pause(once, after(99_999)) == once


@given(clocks, st.integers(0, 20_000), st.integers(0, 20_000))
def test_elapsed_never_falls_as_time_goes_on(clock: Clock, one: int, two: int) -> None:
    early, late = sorted((one, two))
    assert elapsed_ms(clock, after(early)) <= elapsed_ms(clock, after(late))


@given(clocks, moments)
def test_what_is_left_and_what_is_over_are_never_both(clock: Clock, now: datetime) -> None:
    assert remaining(clock, now) * overrun(clock, now) == 0


@given(clocks.filter(lambda clock: clock.planned > 0), moments)
def test_plan_is_spent_plus_left_minus_over(clock: Clock, now: datetime) -> None:
    assert clock.planned == elapsed(clock, now) + remaining(clock, now) - overrun(clock, now)


@given(st.lists(clocks, max_size=8), moments)
def test_meeting_never_ends_in_the_past(unfinished: list[Clock], now: datetime) -> None:
    assert expected_end(now, unfinished) >= now


@given(st.lists(st.integers(0, 36_000), max_size=8))
def test_before_it_opens_the_meeting_lasts_as_planned(lengths: list[int]) -> None:
    plan = [Clock(planned=length) for length in lengths]
    assert expected_end(START, plan) - START == timedelta(seconds=planned_total(plan))


@given(st.integers(0, 359_999))
def test_a_duration_can_be_read_back_from_its_text(seconds: int) -> None:
    minutes, rest = mmss(seconds).split(":")
    assert int(minutes) * 60 + int(rest) == seconds


def test_clock_set_back_takes_nothing_away() -> None:
    assert elapsed(Clock(spent_ms=5000, running_since=after(60)), START) == 5


def test_an_item_without_plan_never_overruns() -> None:
    assert overrun(Clock(running_since=START), after(9999)) == 0


def test_overrunning_item_does_not_shorten_the_others() -> None:
    over = Clock(planned=60, running_since=START)
    assert expected_end(after(600), [over, Clock(planned=300)]) == after(900)


@pytest.mark.parametrize(
    ("planned", "spent", "expected"),
    [
        (0, 999, Pace.UNTIMED),
        (600, 0, Pace.AHEAD),
        (600, 539, Pace.AHEAD),
        (600, 540, Pace.CLOSING),
        (600, 600, Pace.CLOSING),
        (600, 601, Pace.OVER),
        (60, 40, Pace.AHEAD),
        (60, 45, Pace.CLOSING),
    ],
)
def test_pace_of_an_item(planned: int, spent: int, expected: Pace) -> None:
    assert pace(Clock(planned=planned, spent_ms=spent * 1000), START) is expected


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0秒"), (40, "40秒"), (60, "1分"), (199, "3分"), (3600, "1小时"), (5700, "1小时35分")],
)
def test_durations_in_the_words_of_the_minutes(seconds: int, text: str) -> None:
    assert minutes_text(seconds) == text


def test_overrun_is_said_in_minutes() -> None:
    assert overrun_text(Clock(planned=600, running_since=START), after(600 + 185)) == "超时 3分"


def test_nothing_is_said_while_the_plan_holds() -> None:
    assert overrun_text(Clock(planned=600, running_since=START), after(600)) == ""


def test_clock_shows_spent_against_planned() -> None:
    assert clock_text(Clock(planned=1200, running_since=START), after(725)) == "12:05 / 20:00"


def test_clock_without_plan_shows_spent_alone() -> None:
    assert clock_text(Clock(running_since=START), after(65)) == "01:05"


def test_minutes_go_on_past_the_hour() -> None:
    assert mmss(5700) == "95:00"
