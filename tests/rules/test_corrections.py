from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.corrections import (
    Correction,
    State,
    carried_sentence,
    due_date,
    is_overdue,
    why_not_add,
    why_not_strike,
)

TODAY = date(2026, 1, 20)
corrections = st.builds(
    Correction, st.sampled_from(State), st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))
)


@given(corrections)
def test_struck_correction_is_never_overdue(line: Correction) -> None:
    assert not (line.state is State.STRUCK_OFF and is_overdue(line, TODAY))


@given(corrections, st.integers(0, 400))
def test_overdue_stays_overdue(line: Correction, days: int) -> None:
    assert is_overdue(line, TODAY + timedelta(days=days)) or not is_overdue(line, TODAY)


def test_the_day_itself_is_in_time() -> None:
    assert not is_overdue(Correction(due=TODAY), TODAY)


def test_the_day_after_is_not() -> None:
    assert is_overdue(Correction(due=TODAY), TODAY + timedelta(days=1))


def test_correction_without_date_is_never_overdue() -> None:
    assert not is_overdue(Correction(), date(2099, 1, 1))


@given(st.dates())
def test_a_whole_date_is_its_own_last_day(day: date) -> None:
    assert due_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-06", date(2026, 6, 30)), ("2028-02", date(2028, 2, 29)), ("2026", date(2026, 12, 31))],
)
def test_a_month_or_a_year_is_due_on_its_last_day(text: str, day: date) -> None:
    assert due_date(text) == day


@given(st.text(max_size=12))
def test_any_wording_is_read_without_fault(text: str) -> None:
    assert due_date(text) is None or text.strip()[:4].isdecimal()


@pytest.mark.parametrize("text", ["", "长期坚持", "2026-13", "2026-02-30", "26-06", "2026-6-1-1"])
def test_other_wording_has_no_last_day(text: str) -> None:
    assert due_date(text) is None


@pytest.mark.parametrize(
    ("problem", "measure", "owner", "named"),
    [("", "措施", "张三", "存在问题"), ("问题", " ", "张三", "整改措施"), ("问题", "措施", "", "责任人")],
)
def test_refusal_names_what_is_missing(problem: str, measure: str, owner: str, named: str) -> None:
    assert named in why_not_add(problem, measure, owner)


def test_complete_correction_is_taken() -> None:
    assert why_not_add("学习不深", "每月自学", "张三") == ""


def test_striking_off_needs_a_result() -> None:
    assert why_not_strike(Correction(), " ") != ""


def test_striking_off_twice_is_refused() -> None:
    assert why_not_strike(Correction(State.STRUCK_OFF), "已完成") != ""


def test_striking_off_with_a_result_is_allowed() -> None:
    assert why_not_strike(Correction(), "已完成") == ""


def test_sentence_on_the_last_list() -> None:
    lines = [Correction(State.STRUCK_OFF)] * 3 + [Correction(due=date(2025, 12, 1)), Correction()]
    assert carried_sentence(lines, TODAY) == "上次整改事项5项，已销号3项，未完成2项（逾期1项）。"


def test_sentence_when_all_is_struck_off() -> None:
    assert carried_sentence([Correction(State.STRUCK_OFF)], TODAY) == "上次整改事项1项，已销号1项。"


def test_no_list_no_sentence() -> None:
    assert carried_sentence([], TODAY) == ""
