from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.meeting import (
    State,
    planned_moment,
    round_year,
    time_of_day,
    why_not_adjourn,
    why_not_change,
    why_not_close,
    why_not_open,
    why_not_plan,
    why_not_run,
)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-22 14:30",
        "2026-11-22T14:30",
        "2026.11.22 14:30",
        "2026/11/22 14：30",
        "2026年11月22日14时30分",
        "２０２６-１１-２２ １４:３０",
    ],
)
def test_planned_time_is_read_as_people_type_it(typed: str) -> None:
    assert planned_moment(typed) == "2026-11-22T14:30"


def test_date_alone_is_a_plan_too() -> None:
    assert planned_moment("2026年11月22日") == "2026-11-22"


def test_nothing_typed_is_no_plan() -> None:
    assert planned_moment("  ") == ""


@pytest.mark.parametrize("typed", ["下周二", "2026-13-01", "2026-02-30 9:00", "26-11-22", "2026-11-22 25:00"])
def test_what_is_no_date_is_not_guessed(typed: str) -> None:
    assert planned_moment(typed) is None


@given(st.datetimes(datetime(1949, 1, 1), datetime(2199, 12, 31)))  # noqa: DTZ001
def test_stored_plan_is_read_back_unchanged(moment: datetime) -> None:
    stored = moment.strftime("%Y-%m-%dT%H:%M")
    assert planned_moment(stored) == stored


@given(st.text(max_size=24))
def test_any_text_is_read_without_fault(typed: str) -> None:
    assert planned_moment(typed) is None or isinstance(planned_moment(typed), str)


@pytest.mark.parametrize(("typed", "read"), [("9:05", (9, 5)), ("14：30", (14, 30)), ("14点30分", (14, 30))])
def test_time_of_day_is_read(typed: str, read: tuple[int, int]) -> None:
    assert time_of_day(typed) == read


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "九点"])
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert time_of_day(typed) is None


@given(st.sampled_from(State))
def test_only_one_step_is_open_at_a_time(state: State) -> None:
    steps = [not why_not_adjourn(state), not why_not_close(state), not why_not_run(state)]
    assert (
        steps.count(True) == {State.PLANNED: 0, State.RUNNING: 2, State.ADJOURNED: 1, State.CLOSED: 0}[state]
    )


def test_planned_and_adjourned_meetings_can_be_opened() -> None:
    assert [state.value for state in State if not why_not_open(state)] == ["planned", "adjourned"]


@pytest.mark.parametrize("check", [why_not_adjourn, why_not_close])
def test_an_uncounted_ballot_holds_the_meeting(check: object) -> None:
    state = State.RUNNING if check is why_not_adjourn else State.ADJOURNED
    assert "民主测评" in check(state, open_poll="民主测评")  # type: ignore[operator]


def test_only_a_closed_meeting_no_longer_changes() -> None:
    assert [state.value for state in State if why_not_change(state)] == ["closed"]


def test_complete_plan_is_taken() -> None:
    assert why_not_plan("组织生活会", 2026, "2026-11-22") == ""


@pytest.mark.parametrize(
    ("today", "year"), [(date(2026, 12, 20), 2026), (date(2027, 1, 20), 2026), (date(2027, 4, 1), 2027)]
)
def test_a_round_runs_on_into_march(today: date, year: int) -> None:
    assert round_year(today) == year
