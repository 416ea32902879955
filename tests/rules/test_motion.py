from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.motion import (
    Attendance,
    HandCount,
    count_faults,
    count_notes,
    decide,
    has_quorum,
    opening_warning,
    quorum_needed,
    voices,
    votes_needed,
)
from db.rules.settings import Rules

TODAY = Rules()
OLDER = Rules(quorum_motion="more_than_half")
PRESENT = Rules(majority_base="present")
BRANCHES = range(1, 201)


@pytest.mark.parametrize("due", BRANCHES)
def test_quorum_is_the_smallest_number_that_is_at_least_half(due: int) -> None:
    enough = [present for present in range(1, due + 1) if Fraction(present) >= Fraction(due, 2)]
    assert quorum_needed(due, TODAY) == enough[0]


@pytest.mark.parametrize("due", BRANCHES)
def test_older_quorum_is_the_smallest_number_above_half(due: int) -> None:
    enough = [present for present in range(1, due + 1) if Fraction(present) > Fraction(due, 2)]
    assert quorum_needed(due, OLDER) == enough[0]


@pytest.mark.parametrize("due", BRANCHES)
def test_pass_is_the_smallest_number_above_half_of_those_due(due: int) -> None:
    enough = [votes for votes in range(due + 1) if Fraction(votes) > Fraction(due, 2)]
    assert votes_needed(Attendance(due, due), TODAY) == enough[0]


@pytest.mark.parametrize("due", BRANCHES)
def test_every_turnout_says_rightly_whether_something_can_pass(due: int) -> None:
    said = [not opening_warning(Attendance(due, present)) for present in range(due + 1)]
    assert said == [2 * present > due for present in range(due + 1)]


@pytest.mark.parametrize(
    ("due", "quorum", "needed"), [(1, 1, 1), (2, 1, 2), (9, 5, 5), (10, 5, 6), (11, 6, 6), (26, 13, 14)]
)
def test_the_examples_of_the_regulation(due: int, quorum: int, needed: int) -> None:
    assert (quorum_needed(due), votes_needed(Attendance(due, due))) == (quorum, needed)


def test_ten_due_and_five_present_are_warned_that_nothing_can_pass() -> None:
    assert "即使全部赞成也不能通过" in opening_warning(Attendance(10, 5))


def test_ten_due_and_six_present_need_no_warning() -> None:
    assert opening_warning(Attendance(10, 6)) == ""


def test_too_few_present_are_told_how_many_are_needed() -> None:
    assert "不足5名，不符合规定人数" in opening_warning(Attendance(10, 4))


def test_nobody_with_a_vote_is_no_quorum() -> None:
    assert opening_warning(Attendance(0, 0)) == "没有应到会有表决权党员，不能表决。"


def test_the_sentence_of_a_motion_that_passes() -> None:
    sentence = decide(Attendance(25, 23), HandCount(21, 1, 1)).sentence
    assert sentence == (
        "应到会有表决权党员25名，实到23名，符合规定人数。赞成21票，反对1票，弃权1票。"
        "赞成票超过应到会有表决权党员的半数，通过。"
    )


def test_the_sentence_of_a_motion_that_fails() -> None:
    sentence = decide(Attendance(10, 8), HandCount(5, 2, 1)).sentence
    assert sentence.endswith("赞成票未超过应到会有表决权党员的半数，未获通过。")


def test_half_of_those_present_is_enough_where_the_branch_says_so() -> None:
    assert decide(Attendance(10, 6), HandCount(4, 2, 0), PRESENT).is_passed


def test_half_of_those_present_is_not_enough_by_default() -> None:
    assert not decide(Attendance(10, 6), HandCount(4, 2, 0)).is_passed


def test_the_sentence_names_the_base_that_was_used() -> None:
    assert "超过实到会有表决权党员的半数" in decide(Attendance(10, 6), HandCount(4, 2, 0), PRESENT).sentence


def test_more_voices_than_people_are_refused_with_the_difference() -> None:
    assert "合计7，比可以表决的6名多1" in count_faults(Attendance(10, 6), HandCount(5, 1, 1))[0]


def test_fewer_voices_than_people_are_explained() -> None:
    assert count_notes(Attendance(10, 6), HandCount(4, 0, 0)) == ("合计4票，比可以表决的6名少2：2名未表决。",)


def test_fewer_voices_are_in_the_sentence() -> None:
    assert "弃权0票，未表决2名。" in decide(Attendance(10, 8), HandCount(6, 0, 0)).sentence


def test_as_many_voices_as_people_need_no_explanation() -> None:
    assert count_notes(Attendance(10, 6), HandCount(4, 1, 1)) == ()


def test_more_present_than_due_is_refused() -> None:
    assert "多于应到的5名" in count_faults(Attendance(5, 6), HandCount(5, 0, 0))[0]


def test_a_negative_count_is_refused() -> None:
    assert count_faults(Attendance(5, 5), HandCount(-1, 0, 0)) == ("票数不能为负数。",)


def test_deciding_without_a_quorum_is_refused() -> None:
    with pytest.raises(ValueError, match="不符合规定人数"):
        decide(Attendance(10, 4), HandCount(4, 0, 0))


def test_written_opinions_do_not_count_by_default() -> None:
    assert count_faults(Attendance(10, 6, written=2), HandCount(8, 0, 0))


def test_written_opinions_count_where_the_vote_allows_them() -> None:
    rules = replace(TODAY, written_opinion_counts=True)
    assert decide(Attendance(10, 5, written=2), HandCount(7, 0, 0), rules).is_passed


def test_written_opinions_never_make_a_quorum() -> None:
    rules = replace(TODAY, written_opinion_counts=True)
    assert not has_quorum(Attendance(10, 4, written=4), rules)


@st.composite
def turnouts(draw: st.DrawFn) -> Attendance:
    due = draw(st.integers(1, 400))
    return Attendance(due, draw(st.integers(0, due)))


@given(turnouts(), st.data())
def test_what_passes_has_more_than_half_of_those_due(turnout: Attendance, data: st.DataObject) -> None:
    if not has_quorum(turnout):
        return
    yes = data.draw(st.integers(0, turnout.present))
    no = data.draw(st.integers(0, turnout.present - yes))
    assert decide(turnout, HandCount(yes, no, 0)).is_passed == (2 * yes > turnout.due)


@given(turnouts())
def test_a_warning_is_given_exactly_when_nothing_can_pass(turnout: Attendance) -> None:
    can_pass = has_quorum(turnout) and voices(turnout) >= votes_needed(turnout)
    assert (opening_warning(turnout) == "") == can_pass


@given(turnouts(), st.sampled_from([TODAY, OLDER, PRESENT]))
def test_who_can_pass_something_has_a_quorum(turnout: Attendance, rules: Rules) -> None:
    assert has_quorum(turnout, rules) or opening_warning(turnout, rules)


@given(turnouts())
def test_one_more_person_never_takes_the_quorum_away(turnout: Attendance) -> None:
    more = Attendance(turnout.due, min(turnout.due, turnout.present + 1))
    assert has_quorum(more) >= has_quorum(turnout)
