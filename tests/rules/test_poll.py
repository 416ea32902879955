from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.ballot import APPRAISAL_FORM, Ballot, BallotForm, Grade, Scale
from db.rules.poll import (
    Preparation,
    Question,
    Target,
    Told,
    fingerprint,
    grouped,
    poll_sentence,
    preflight,
    salted_hash,
)
from db.rules.poll_rounds import rerun_refusal
from db.rules.tally import Slips, tally

TARGETS = (Target("a", "王志"), Target("b", "李四", is_graded=False))
UIDS = ("a", "b")
QUESTION = Question(TARGETS, APPRAISAL_FORM, "row", frozenset(f"m{n}" for n in range(24)))
READY = Preparation(QUESTION, due=26, scrutineers=("赵一",), tellers=("钱二",))
people = st.frozensets(st.integers(0, 60).map(str), max_size=40)


def test_the_fingerprint_is_sixteen_digits() -> None:
    assert len(fingerprint(QUESTION)) == 16
    assert set(fingerprint(QUESTION)) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "changed",
    [
        replace(QUESTION, targets=TARGETS[::-1]),
        replace(QUESTION, targets=(replace(TARGETS[0], label="王志远"), TARGETS[1])),
        replace(QUESTION, targets=(replace(TARGETS[0], is_graded=False), TARGETS[1])),
        replace(QUESTION, form=BallotForm(Scale((Grade("good", "好"), Grade("bad", "差"))))),
        replace(QUESTION, form=replace(APPRAISAL_FORM, most_chosen=2)),
        replace(QUESTION, form=replace(APPRAISAL_FORM, most_chosen=2, write_ins=1)),
        replace(QUESTION, scope="ballot"),
        replace(QUESTION, electors=QUESTION.electors - {"m3"}),
    ],
    ids=["order", "label", "graded", "scale", "most chosen", "written in", "rule", "electorate"],
)
def test_the_fingerprint_covers_everything_that_is_asked_and_of_whom(changed: Question) -> None:
    assert fingerprint(changed) != fingerprint(QUESTION)


def test_the_fingerprint_of_the_same_question_is_the_same() -> None:
    again = replace(QUESTION, electors=frozenset(sorted(QUESTION.electors, reverse=True)))
    assert fingerprint(again) == fingerprint(QUESTION)


def test_a_poll_that_is_ready_may_open_without_a_word() -> None:
    assert preflight(READY).may_open
    assert preflight(READY).warnings == ()


def test_one_person_cannot_be_both_scrutineer_and_teller() -> None:
    result = preflight(replace(READY, tellers=("钱二", "赵一")))
    assert result.refusals == ("赵一既是监票人又是计票人。监票人、计票人不能是同一人。",)


def test_both_roles_are_needed_unless_the_branch_says_otherwise() -> None:
    nobody = replace(READY, scrutineers=(), tellers=())
    assert len(preflight(nobody).refusals) == 2
    assert preflight(replace(nobody, needs_roles=False)).may_open


def test_nothing_to_ask_and_nobody_to_ask_stop_a_poll() -> None:
    empty = replace(QUESTION, targets=(), electors=frozenset())
    refusals = preflight(replace(READY, question=empty)).refusals
    assert refusals == ("票面没有内容。请先确定票面。", "没有实到参加投票的人员。请先签到。")


@pytest.mark.parametrize(
    ("most", "others", "may_open"), [(2, 0, True), (3, 0, False), (3, 1, True), (4, 1, False)]
)
def test_no_more_may_be_chosen_than_stand_and_may_be_written_in(
    most: int, others: int, may_open: bool
) -> None:
    form = replace(APPRAISAL_FORM, most_chosen=most, write_ins=others)
    asked = replace(READY, question=replace(QUESTION, form=form))
    assert preflight(asked).may_open == may_open


def test_few_present_are_warned_about_but_do_not_stop_a_poll() -> None:
    few = replace(READY, question=replace(QUESTION, electors=frozenset("abcd")))
    result = preflight(few)
    assert result.may_open
    assert len(result.warnings) == 2


def test_exactly_half_present_is_not_warned_about() -> None:
    half = replace(READY, question=replace(QUESTION, electors=frozenset(map(str, range(13)))))
    assert preflight(half).warnings == ()


@pytest.mark.parametrize("changed", [1, 2, 3, 4])
def test_a_second_count_may_not_be_subtracted_from_the_first(changed: int) -> None:
    now = QUESTION.electors - set(sorted(QUESTION.electors)[:changed])
    refusal = rerun_refusal(now, [QUESTION.electors], k=5)
    assert refusal is not None
    assert f"相差{changed}人" in refusal


def test_the_same_people_or_enough_other_people_may_rate_again() -> None:
    assert rerun_refusal(QUESTION.electors, [QUESTION.electors], k=5) is None
    fewer = QUESTION.electors - set(sorted(QUESTION.electors)[:5])
    assert rerun_refusal(fewer, [QUESTION.electors], k=5) is None


def test_every_earlier_count_is_looked_at() -> None:
    first = QUESTION.electors - set(sorted(QUESTION.electors)[:1])
    assert rerun_refusal(QUESTION.electors, [QUESTION.electors, first], k=5) is not None


@given(people, people, st.integers(0, 10))
def test_a_rerun_is_refused_just_when_one_to_k_less_one_people_differ(
    now: frozenset[str], before: frozenset[str], k: int
) -> None:
    few = 1 <= len(now ^ before) < max(3, k)
    assert (rerun_refusal(now, [before], k) is not None) == few


def test_the_chair_reads_the_four_numbers_and_no_other() -> None:
    result = tally([Ballot((1, 1))] * 23 + [Ballot((0, 0), is_void=True)], APPRAISAL_FORM, 2)
    assert poll_sentence(Slips(24, 24, 24), result) == (
        "大会以无记名方式进行民主测评，发出测评票24张，收回24张，其中有效票23张，废票1张。"
        "收回的测评票与发出的测评票相等，测评有效。"
    )


def test_slips_not_returned_are_said_not_to_exceed_the_issued() -> None:
    result = tally([Ballot((1, 1))] * 23, APPRAISAL_FORM, 2)
    assert "收回的测评票没有超过发出的测评票" in poll_sentence(Slips(24, 24, 23), result)


def test_a_title_that_says_what_is_done_is_read_without_saying_it_twice() -> None:
    told = Told("推荐", "推荐票", "推荐优秀共产党员")
    read = poll_sentence(Slips(24, 24, 24), tally([Ballot((1, 1))] * 24, APPRAISAL_FORM, 2), told)
    assert read.startswith("大会以无记名方式推荐优秀共产党员，发出推荐票24张，收回24张")


def test_the_salted_hash_follows_salt_and_every_count() -> None:
    one = tally([Ballot((1, 1))], APPRAISAL_FORM, 2)
    other = tally([Ballot((1, 2))], APPRAISAL_FORM, 2)
    assert salted_hash("s", one, UIDS) == salted_hash("s", one, UIDS)
    assert len({salted_hash("s", one, UIDS), salted_hash("t", one, UIDS), salted_hash("s", other, UIDS)}) == 3


def test_digits_are_grouped_as_people_read_them() -> None:
    assert grouped("123456789012") == "1234 5678 9012"
