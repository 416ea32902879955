from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.rules.preparation import (
    Preparation,
    Task,
    checklist_sentence,
    missing,
    needed_by_default,
    notice_by,
)

lines = st.lists(
    st.builds(Preparation, st.sampled_from(Task), st.integers(0, 99), st.integers(1, 99)), max_size=8
)


@given(lines)
def test_missing_lines_are_exactly_the_incomplete(checklist: list[Preparation]) -> None:
    short = missing(checklist)
    assert all(line.done < line.needed for line in short)
    assert len(short) + sum(line.is_complete for line in checklist) == len(checklist)


@given(st.sampled_from(Task), st.integers(0, 500))
def test_at_least_one_is_due_of_everything(task: Task, members: int) -> None:
    assert needed_by_default(task, members) >= 1


def test_a_statement_is_due_from_every_member() -> None:
    assert needed_by_default(Task.MATERIALS, 26) == 26


def test_one_round_of_study_is_due() -> None:
    assert needed_by_default(Task.STUDY, 26) == 1


def test_sentence_of_the_preparation() -> None:
    checklist = [
        Preparation(Task.STUDY, 2),
        Preparation(Task.OPINIONS, 31),
        Preparation(Task.TALKS, 26, 26),
        Preparation(Task.MATERIALS, 25, 26),
        Preparation(Task.REPORT_UP, 1),
    ]
    expected = "集中学习2次，征求意见31条，谈心谈话26人次，收到对照检查材料25份，方案已报上级。"
    assert checklist_sentence(checklist) == expected


def test_nothing_done_says_nothing() -> None:
    assert checklist_sentence([Preparation(task) for task in Task]) == ""


def test_notice_goes_out_so_many_days_before() -> None:
    assert notice_by(date(2026, 1, 3), 7) == date(2025, 12, 27)
