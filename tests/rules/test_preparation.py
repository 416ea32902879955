from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.rules.preparation import (
    CODES,
    MATERIALS,
    OPINIONS,
    REPORTED,
    STUDY,
    TALKS,
    Preparation,
    checklist_sentence,
    is_enough,
    missing,
    needed_by_default,
    notice_by,
)

lines = st.lists(
    st.builds(
        Preparation,
        code=st.sampled_from(CODES),
        name=st.just("学习"),
        unit=st.just("次"),
        count=st.none() | st.integers(0, 99),
        needed=st.integers(0, 99),
        is_done=st.booleans(),
    ),
    max_size=8,
)


@given(lines)
def test_missing_lines_are_exactly_those_not_done(checklist: list[Preparation]) -> None:
    assert len(missing(checklist)) == sum(not line.is_done for line in checklist)


@given(lines)
def test_sentence_never_says_none(checklist: list[Preparation]) -> None:
    assert "None" not in checklist_sentence(checklist)


@given(st.integers(0, 999), st.integers(0, 99))
def test_more_is_enough_where_less_was(needed: int, count: int) -> None:
    assert not is_enough(count, needed) or is_enough(count + 1, needed)


def test_nothing_is_never_enough() -> None:
    assert not is_enough(0, 0)


def test_an_unknown_count_is_not_enough() -> None:
    assert not is_enough(None, 0)


def test_a_statement_is_due_from_every_member() -> None:
    assert needed_by_default(MATERIALS, 26) == 26


def test_no_number_of_opinions_is_prescribed() -> None:
    assert needed_by_default(OPINIONS, 26) == 0


def test_sentence_of_the_preparation() -> None:
    checklist = [
        Preparation(STUDY, "集中学习", "次", 2),
        Preparation(OPINIONS, "征求意见", "条", 31),
        Preparation(TALKS, "谈心谈话", "人次", 26),
        Preparation(MATERIALS, "对照检查材料", "份", 25, 26),
        Preparation(REPORTED, "方案报上级", "次", 1),
    ]
    expected = "集中学习2次，征求意见31条，谈心谈话26人次，收到对照检查材料25份，方案已报上级。"
    assert checklist_sentence(checklist) == expected


def test_lines_that_were_only_ticked_are_named_together() -> None:
    checklist = [
        Preparation(STUDY, "集中学习", "次", is_done=True),
        Preparation(OPINIONS, "征求意见", "条", 31),
        Preparation(TALKS, "谈心谈话", "人次", is_done=True),
        Preparation(REPORTED, "方案报上级", "次", is_done=True),
    ]
    assert checklist_sentence(checklist) == "征求意见31条，集中学习、谈心谈话已完成，方案已报上级。"


def test_line_ticked_without_a_count_is_still_said() -> None:
    assert checklist_sentence([Preparation(TALKS, "谈心谈话", "人次", is_done=True)]) == "谈心谈话已完成。"


def test_nothing_done_says_nothing() -> None:
    assert checklist_sentence([Preparation(code, code) for code in CODES]) == ""


def test_notice_goes_out_so_many_days_before() -> None:
    assert notice_by(date(2026, 1, 3), 7) == date(2025, 12, 27)
