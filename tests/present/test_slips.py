from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.rules.ballot import APPRAISAL_SCALE, BallotForm, Part
from db.rules.poll_kinds import CRITERION_SCALE, NOMINATION_SCALE, SATISFACTION_SCALE
from tui.console.ballot import calls_state, slip_state
from tui.present import calls, fitting, slip_columns
from tui.present.strokes import fitted, strokes

PROBLEMS = BallotForm(APPRAISAL_SCALE, problems=tuple("甲乙丙"))


@given(st.integers(0, 400))
def test_strokes_say_the_number(count: int) -> None:
    drawn = strokes(count)
    worth = {"正": 5, "止": 4, "下": 3, "丅": 2, "一": 1}
    assert sum(worth[glyph] for glyph in drawn) == count


@given(st.integers(1, 9999), st.integers(4, 60))
def test_strokes_never_outgrow_their_column(count: int, width: int) -> None:
    assert 0 < cell_len(fitted(count, width)) <= width


def test_strokes_too_many_for_a_column_are_told_in_short() -> None:
    assert (fitted(23, 20), fitted(23, 10), fitted(23, 6), fitted(23, 4)) == (
        "正正正正下 23",
        "正正正正下",
        "4正下",
        "23",
    )


@given(st.integers(1, 300))
def test_the_keys_of_names_are_all_different_and_none_begins_another(count: int) -> None:
    keys = [calls_state.key_of(number, count) for number in range(1, count + 1)]
    assert len(set(keys)) == count
    assert all(int(key) == number for number, key in enumerate(keys, 1))
    assert all(len(key) == calls_state.keys_needed(int(key[0]), count) for key in keys)


@pytest.mark.parametrize(
    ("typed", "named"), [([3], [3]), ([0, 3], [3]), ([1], [1]), ([1, 0], [10]), ([0], []), ([2, 1], [1, 2])]
)
def test_a_digit_typed_alone_is_the_number_of_the_problem(typed: list[int], named: list[int]) -> None:
    """Of ten problems; whoever types 3 and goes on meant 03, and is not left with nothing named."""
    form = BallotForm(APPRAISAL_SCALE, problems=tuple("甲乙丙丁戊己庚辛壬癸"))
    slip = slip_state.naming(slip_state.new_slip(form, 1))
    for number in typed:
        assert slip is not None
        slip = slip_state.typed_digit(slip, number)
    assert slip is not None
    mask = slip_state.named(slip).problems[0]
    assert [number for number in range(1, 11) if mask >> (number - 1) & 1] == named


def test_up_to_nine_names_one_digit_each() -> None:
    assert [calls_state.key_of(number, 9) for number in range(1, 10)] == list("123456789")


def test_of_twenty_six_names_seven_have_one_digit() -> None:
    keys = [calls_state.key_of(number, 26) for number in range(1, 27)]
    assert [key for key in keys if len(key) == 1] == list("3456789")
    assert keys[0] == "01"


@pytest.mark.parametrize("width", [78, 118, 158])
@given(parts=st.integers(1, 30), at=st.integers(0, 30), label=st.integers(0, 90))
def test_the_judgement_under_the_cursor_is_always_laid_out(
    width: int, parts: int, at: int, label: int
) -> None:
    form = BallotForm(
        APPRAISAL_SCALE, tuple(Part(f"c{n}", f"第{n}项", CRITERION_SCALE) for n in range(parts))
    )
    place = at % len(form.parts)
    shape = slip_columns.layout(form, width, place, label)
    assert shape.first <= place < shape.first + shape.count
    columns = slip_columns.columns(form, shape, "姓名")
    assert sum(column.width for column in columns) + 2 * (len(columns) - 1) + 2 <= width


CRITERIA = tuple(
    Part(f"c{place}", name, CRITERION_SCALE)
    for place, name in enumerate(("政治合格", "执行纪律合格", "品德合格", "发挥作用合格"))
)


@pytest.mark.parametrize("width", [78, 118, 158])
@given(parts=st.integers(2, 20), label=st.integers(0, 60), has_problems=st.booleans())
def test_no_grade_is_cut_on_a_slip(width: int, parts: int, label: int, has_problems: bool) -> None:
    criteria = tuple(Part(f"c{n}", f"第{n}项要求合格", CRITERION_SCALE) for n in range(parts))
    form = BallotForm(APPRAISAL_SCALE, criteria, problems=tuple("甲乙") if has_problems else ())
    shape = slip_columns.layout(form, width, 0, label)
    grades = (part.scale.names for part in form.parts)
    assert not shape.is_named or all(
        cell_len(name) <= cells for names, cells in zip(grades, shape.parts, strict=True) for name in names
    )


def test_criteria_of_the_field_fit_eighty_cells_beside_a_namesake_and_problems() -> None:
    form = BallotForm(APPRAISAL_SCALE, CRITERIA, problems=tuple("甲乙"))
    shape = slip_columns.layout(form, 78, 0, cell_len("王芳（第一党小组）"))
    titles = [column.title for column in slip_columns.columns(form, shape, "姓名")]
    assert titles == ["序号", "姓名", "政治", "执行纪律", "品德", "发挥作用", "总评", "问题"]
    assert shape.name == cell_len("王芳（第一党小组）")


@given(st.lists(st.text("甲乙丙合格12", min_size=1, max_size=6), min_size=1, max_size=12), st.integers(2, 12))
def test_no_two_heads_of_a_slip_are_alike(names: list[str], width: int) -> None:
    form = BallotForm(
        APPRAISAL_SCALE, tuple(Part(f"c{n}", name, CRITERION_SCALE) for n, name in enumerate(names))
    )
    found = fitting.heads(form, 0, (width,) * len(form.parts))
    assert len(set(found)) == len(found)
    assert all(cell_len(head) <= width for head in found)


def test_a_line_too_long_keeps_its_judgement_and_shows_its_cut() -> None:
    form = BallotForm(APPRAISAL_SCALE, CRITERIA)
    labels = ("王芳（第一党小组）",)
    assert [fitting.fitted_cell_name(form, labels, 1, width) for width in (31, 27, 20)] == [
        "王芳（第一党小组） 执行纪律合格",
        "王芳（第一党小组） 执行纪律",
        "王芳（第.. 执行纪律",
    ]


@pytest.mark.parametrize("width", [78, 158])
@given(label=st.integers(2, 60), total=st.integers(1, 300))
def test_strokes_leave_the_name_the_room_that_they_do_not_need(width: int, label: int, total: int) -> None:
    form = BallotForm(SATISFACTION_SCALE)
    shape = calls.layout(form, width, label, total)
    columns = calls.columns(form, shape, "内容")
    assert sum(column.width for column in columns) + 2 * (len(columns) - 1) + 2 <= width
    assert cell_len(fitted(total, shape.strokes)) <= shape.strokes
    assert all(cell_len(column.title) <= column.width for column in columns)
    assert shape.name == label or shape.strokes <= 6 or label < 10


def test_a_problem_pressed_twice_is_not_named() -> None:
    slip = slip_state.naming(slip_state.new_slip(PROBLEMS, 2))
    assert slip is not None
    once = slip_state.typed_digit(slip, 2)
    assert once is not None
    twice = slip_state.typed_digit(once, 2)
    assert twice is not None
    assert (once.problems, twice.problems) == ((2, 0), (0, 0))


def test_undo_while_problems_are_named_takes_those_and_no_mark() -> None:
    slip = slip_state.typed_digit(slip_state.new_slip(PROBLEMS, 2), 1)
    assert slip is not None
    naming = slip_state.naming(slip)
    assert naming is not None
    named = slip_state.typed_digit(naming, 3)
    assert named is not None
    undone = slip_state.undone(named)
    assert (undone.problems, undone.marks) == ((0, 0), (1, None))


def test_a_void_slip_keeps_nothing_of_what_was_typed() -> None:
    slip = slip_state.typed_digit(slip_state.new_slip(PROBLEMS, 1), 1)
    assert slip is not None
    ballot = slip_state.with_notes(slip_state.toggled_void(slip), ("张三",), "意见").ballot()
    assert (ballot.marks, ballot.problems, ballot.others, ballot.text) == ((0,), (0,), (), "")


@given(st.lists(st.sampled_from([*range(10), "void", "undo", "up"]), max_size=60))
def test_the_count_of_typed_cells_is_what_is_typed(keys: list[int | str]) -> None:
    form = BallotForm(APPRAISAL_SCALE, criteria=(Part("a", "甲", CRITERION_SCALE),))
    slip = slip_state.new_slip(form, 4, frozenset({3}))
    for key in keys:
        if isinstance(key, int):
            slip = slip_state.typed_digit(slip, key) or slip
        elif key == "void":
            slip = slip_state.void_row(slip) or slip
        else:
            slip = slip_state.undone(slip) if key == "undo" else slip_state.moved(slip, slip.cursor - 1)
    assert slip.typed == sum(mark is not None for mark in slip.marks) - 1
    assert slip.wanted == 7


def test_a_chosen_name_is_not_called_twice() -> None:
    form = BallotForm(NOMINATION_SCALE, most_chosen=2)
    once = slip_state.called(slip_state.new_slip(form, 3), 1)
    assert once is not None
    assert slip_state.called(once, 1) is None


@pytest.mark.parametrize("state", ["typed", "void"])
def test_no_state_says_in_its_name_what_is_on_the_slip(state: str) -> None:
    slip = slip_state.typed_digit(slip_state.new_slip(PROBLEMS, 2), 4)
    assert slip is not None
    shown = slip if state == "typed" else slip_state.toggled_void(slip)
    assert repr(shown) == "<SlipState of 2 cells>"


@pytest.mark.parametrize(
    ("form", "head"),
    [(BallotForm(NOMINATION_SCALE, most_chosen=2), "键"), (BallotForm(SATISFACTION_SCALE), "序号")],
)
def test_a_number_is_called_a_key_only_where_it_calls_a_name(form: BallotForm, head: str) -> None:
    shape = calls.layout(form, 78, 10, 9)
    assert calls.columns(form, shape, "姓名")[0].title == head
