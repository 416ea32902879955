from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.ballot import (
    NAME_BYTES,
    VOID_ROW,
    Ballot,
    BallotForm,
    Grade,
    Part,
    RowTotals,
    Scale,
    blank_ballot,
    fits_form,
    is_counted,
    is_over_chosen,
)
from db.rules.ballot_bytes import (
    NoteTotals,
    ballot_bytes,
    decode_ballot,
    decode_note,
    decode_totals,
    encode_ballot,
    encode_note,
    encode_totals,
    notes_of_totals,
    totals_bytes,
)
from db.rules.poll_kinds import CRITERION_SCALE, KINDS, NOMINATION_SCALE
from db.rules.settling import differences
from db.rules.tally import Slips, is_withheld, note_faults, tally, tally_faults, tally_of_totals, withheld

TARGETS = 3
FULL = BallotForm(
    Scale((Grade("a", "优秀"), Grade("b", "合格"))),
    criteria=(Part("c1", "理想信念", CRITERION_SCALE),),
    problems=("缺勤", "拖欠党费", "推诿"),
    text_bytes=40,
)
CHOICE = BallotForm(NOMINATION_SCALE, most_chosen=2, write_ins=2, blank_name="未选")
marks = st.tuples(*[st.sampled_from([0, 1, 2, 3, VOID_ROW]), st.sampled_from([0, 1, 2, VOID_ROW])] * TARGETS)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=10)
full_ballots = st.builds(
    Ballot, marks, st.just(False), st.tuples(*[st.integers(0, 7)] * TARGETS), st.just(()), texts
)
names = st.lists(st.text("王李张赵[/x]", min_size=1, max_size=5), max_size=2, unique=True).map(tuple)
choices = st.builds(
    Ballot, st.tuples(*[st.sampled_from([0, 1])] * TARGETS), st.booleans(), st.just(()), names
)


@given(full_ballots)
def test_a_ballot_with_criteria_problems_and_text_reads_back(ballot: Ballot) -> None:
    assert decode_ballot(encode_ballot(ballot, FULL), FULL, TARGETS) == ballot


@given(choices, choices)
def test_ballots_of_a_form_have_one_length_whatever_is_written_in(one: Ballot, other: Ballot) -> None:
    lengths = {len(encode_ballot(ballot, CHOICE)) for ballot in (one, other)}
    assert lengths == {ballot_bytes(CHOICE, TARGETS)}


def test_a_mark_that_another_criterion_has_is_not_read() -> None:
    data = bytearray(encode_ballot(Ballot((1, 1) * TARGETS, problems=(0,) * TARGETS), FULL))
    data[2] = 3  # the overall grade of the first target has two grades
    assert decode_ballot(bytes(data), FULL, TARGETS) is None


def test_a_problem_that_the_form_does_not_list_is_not_read() -> None:
    ballot = Ballot((1, 1) * TARGETS, problems=(8, 0, 0))
    assert decode_ballot(encode_ballot(ballot, FULL), FULL, TARGETS) is None


@pytest.mark.parametrize("others", [("王" * (NAME_BYTES // 3 + 1),), ("一", "二", "三")])
def test_a_name_too_long_or_too_many_is_refused(others: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"too long|more names"):
        encode_ballot(Ballot((0,) * TARGETS, others=others), CHOICE)


def test_choosing_more_than_may_be_chosen_voids_the_slip() -> None:
    ballot = Ballot((1, 1, 0), others=("张三",))
    assert is_over_chosen(ballot, CHOICE)
    assert not is_counted(ballot, CHOICE, "row")


@given(st.lists(choices, max_size=20), st.randoms())
def test_names_written_in_are_counted_whatever_the_order(deck: list[Ballot], chance: object) -> None:
    turned = list(reversed(deck))
    assert tally(deck, CHOICE, TARGETS) == tally(turned, CHOICE, TARGETS)


@given(st.lists(st.one_of(choices), min_size=1, max_size=20))
def test_a_deck_of_choices_keeps_every_identity(deck: list[Ballot]) -> None:
    result = tally(deck, CHOICE, TARGETS)
    slips = Slips(len(deck), len(deck), len(deck))
    assert tally_faults(result, CHOICE, slips, ("甲", "乙", "丙")) == ()


def test_texts_come_out_sorted_by_content() -> None:
    deck = [Ballot((0, 0) * TARGETS, problems=(0,) * TARGETS, text=text) for text in ("乙", "", "甲")]
    assert tally(deck, FULL, TARGETS).texts == tuple(sorted(("乙", "甲")))


def test_what_is_written_on_a_void_slip_counts_for_nothing() -> None:
    deck = [Ballot((1, 1) * TARGETS, is_void=True, problems=(7, 7, 7), text="意见")]
    result = tally(deck, FULL, TARGETS)
    assert (result.problems, result.texts) == (((0, 0, 0),) * TARGETS, ())


@given(st.lists(full_ballots, min_size=1, max_size=12))
def test_totals_of_a_whole_form_lead_to_the_tally_of_its_slips(deck: list[Ballot]) -> None:
    result = tally(deck, FULL, TARGETS)
    rows = []
    for cell, row in enumerate(result.rows):
        named = result.problems[FULL.target_of(cell)] if cell % 2 == 0 else ()
        totals = RowTotals(result.valid, result.void, row.grades, row.blank, row.void_rows, named)
        data = encode_totals(totals, FULL)
        back = decode_totals(data, FULL, cell)
        assert (back, len(data)) == (totals, totals_bytes(FULL))
        rows.append(totals)
    notes = [NoteTotals(result.valid, result.void, 1, text) for text in result.texts]
    assert [decode_note(encode_note(note, FULL), FULL) for note in notes] == notes
    assert tally_of_totals(rows, FULL, (), notes) == result


def test_more_names_than_slips_can_hold_are_a_fault() -> None:
    result = tally([Ballot((0, 0, 0), others=("张三", "李四"))], CHOICE, TARGETS)
    wrong = type(result)(result.valid, result.void, result.rows, (), (("张三", 2), ("李四", 1)))
    assert note_faults(result, CHOICE) == ()
    assert next(fault.brief for fault in note_faults(wrong, CHOICE)) == "另选的票数多于有效票。"


@given(st.lists(full_ballots, min_size=1, max_size=8))
def test_two_entries_that_agree_have_no_differences(deck: list[Ballot]) -> None:
    stack = dict(enumerate(deck, 1))
    assert differences(stack, dict(stack), FULL, TARGETS) == ()


def test_differences_name_the_slip_and_what_differs() -> None:
    first = {1: Ballot((1, 1, 0, 0, 0, 0), problems=(1, 0, 0)), 2: Ballot((0,) * 6, problems=(0,) * 3)}
    second = {
        1: Ballot((1, 2, 0, 0, 0, 0), problems=(0, 0, 0), text="意见"),
        2: Ballot((0,) * 6, is_void=True, problems=(0,) * 3),
    }
    one, two = differences(first, second, FULL, TARGETS)
    assert (one.slip, one.cells, one.problems, one.differs_notes, one.differs_void) == (
        1,
        (1,),
        (0,),
        True,
        False,
    )
    assert (two.slip, two.cells, two.differs_void) == (2, (), True)


def test_of_a_pool_under_three_only_the_numbers_of_slips_are_kept() -> None:
    result = tally([Ballot((0,) * TARGETS)] * 2, CHOICE, TARGETS)
    assert is_withheld(result, is_pool=True)
    assert not is_withheld(result, is_pool=False)
    assert withheld(result).rows == ()


@pytest.mark.parametrize(("valid", "is_kept_back"), [(0, True), (1, True), (2, True), (3, False)])
def test_void_slips_hide_nobody_in_a_pool(valid: int, is_kept_back: bool) -> None:
    void = Ballot((0,) * TARGETS, is_void=True)
    result = tally([*[Ballot((0,) * TARGETS)] * valid, *[void] * 3], CHOICE, TARGETS)
    assert is_withheld(result, is_pool=True) is is_kept_back


def test_every_kind_of_poll_has_a_name_and_a_form() -> None:
    assert {kind.code for kind in KINDS.values()} == set(KINDS)
    assert all(kind.name and kind.slip and kind.form.scale.grades for kind in KINDS.values())


@given(full_ballots)
def test_what_a_form_asks_for_fits_it(ballot: Ballot) -> None:
    assert fits_form(ballot, FULL, TARGETS)


@pytest.mark.parametrize(
    "wrong",
    [
        Ballot((1, 1) * 2, problems=(0,) * TARGETS),
        Ballot((1, 3) * TARGETS, problems=(0,) * TARGETS),
        Ballot((1, 1) * TARGETS, problems=(8, 0, 0)),
        Ballot((1, 1) * TARGETS),
        Ballot((1, 1) * TARGETS, problems=(0,) * TARGETS, others=("张三",)),
        Ballot((1, 1) * TARGETS, problems=(0,) * TARGETS, text="长" * 14),
    ],
    ids=["rows", "grade", "problem", "no problems", "name", "text"],
)
def test_what_a_form_does_not_ask_for_does_not_fit(wrong: Ballot) -> None:
    assert not fits_form(wrong, FULL, TARGETS)


def test_a_blank_ballot_fits_its_form() -> None:
    assert fits_form(blank_ballot(FULL, TARGETS), FULL, TARGETS)


@pytest.mark.parametrize(
    ("returned", "write_ins", "room"), [(30, 0, 0), (3, 2, 6), (30, 1, 30), (300, 9, 60)]
)
def test_the_totals_have_room_for_as_many_names_as_the_slips_may_bring(
    returned: int, write_ins: int, room: int
) -> None:
    form = BallotForm(NOMINATION_SCALE, most_chosen=max(1, write_ins), write_ins=write_ins)
    assert notes_of_totals(form, returned) == (room, 0)
