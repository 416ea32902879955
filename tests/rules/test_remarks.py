"""Person by person: order, matrix, what comes next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.rules.remarks import (
    Kind,
    Remark,
    Speaker,
    Step,
    item_steps,
    moved,
    next_steps,
    not_criticised,
    not_spoken,
    owing_response,
    speaking_order,
    standings,
    why_not_remark,
)

FOUR = (Speaker(1), Speaker(2, is_secretary=True), Speaker(3), Speaker(4, is_present=False))
IDS = st.integers(1, 6)
MEMBERS = st.lists(
    st.builds(Speaker, IDS, st.booleans(), st.booleans()), unique_by=lambda member: member.id, max_size=6
)
REMARKS = st.lists(st.builds(Remark, st.sampled_from(Kind), st.none() | IDS, st.none() | IDS), max_size=20)


def review(member: int) -> Remark:
    return Remark(Kind.SELF_REVIEW, member, member)


def criticism(speaker: int | None, about: int | None) -> Remark:
    return Remark(Kind.CRITICISM, speaker, about)


def response(member: int) -> Remark:
    return Remark(Kind.RESPONSE, member, member)


def suggested(*remarks: Remark, members: tuple[Speaker, ...] = FOUR) -> tuple[Step, ...]:
    return next_steps(speaking_order(members), standings(members, remarks), remarks)


def test_the_secretary_speaks_first_then_the_order_of_strokes() -> None:
    assert speaking_order(FOUR) == (2, 1, 3, 4)


def test_a_chosen_order_comes_after_the_secretary_and_before_the_rest() -> None:
    assert speaking_order(FOUR, (4, 3)) == (2, 4, 3, 1)


def test_a_chair_may_put_the_secretary_elsewhere() -> None:
    assert speaking_order(FOUR, (3, 2)) == (3, 2, 1, 4)


@given(MEMBERS, st.lists(IDS))
def test_everybody_is_called_exactly_once(members: list[Speaker], chosen: list[int]) -> None:
    assert sorted(speaking_order(members, chosen)) == sorted(member.id for member in members)


@given(st.lists(IDS, unique=True), IDS, st.integers(-7, 7))
def test_moving_one_keeps_the_others_in_order(order: list[int], member: int, by: int) -> None:
    assert [x for x in moved(order, member, by) if x != member] == [x for x in order if x != member]


def test_one_step_earlier_changes_places_with_the_one_before() -> None:
    assert moved((1, 2, 3), 3, -1) == (1, 3, 2)


def test_a_review_of_the_branch_is_nobodys_own_review() -> None:
    assert not_spoken(standings(FOUR, [Remark(Kind.SELF_REVIEW, 2, None)])) == (1, 2, 3, 4)


def test_who_has_reviewed_is_no_longer_listed() -> None:
    assert not_spoken(standings(FOUR, [review(2), review(4)])) == (1, 3)


def test_criticism_by_a_guest_counts_for_whom_it_is_about() -> None:
    assert not_criticised(standings(FOUR, [criticism(None, 3)])) == (1, 2, 4)


def test_whom_each_has_criticised_is_listed_once() -> None:
    assert standings(FOUR, [criticism(1, 3), criticism(1, 2), criticism(1, 3)])[0].given == (3, 2)


def test_criticism_of_the_branch_is_owed_by_nobody() -> None:
    assert owing_response(standings(FOUR, [criticism(1, None)])) == ()


def test_a_later_criticism_asks_for_another_answer() -> None:
    assert owing_response(standings(FOUR, [criticism(1, 2), response(2), criticism(3, 2)])) == (2,)


@given(MEMBERS, REMARKS)
def test_every_member_has_one_line_in_the_order_given(members: list[Speaker], remarks: list[Remark]) -> None:
    assert [line.member_id for line in standings(members, remarks)] == [member.id for member in members]


@given(MEMBERS, REMARKS)
def test_criticisms_received_are_those_about_members(members: list[Speaker], remarks: list[Remark]) -> None:
    known = {member.id for member in members}
    about = [r for r in remarks if r.kind is Kind.CRITICISM and r.about_id in known]
    assert sum(line.received for line in standings(members, remarks)) == len(about)


@given(MEMBERS, REMARKS)
def test_nobody_owes_an_answer_to_nothing(members: list[Speaker], remarks: list[Remark]) -> None:
    lines = standings(members, remarks)
    assert not set(owing_response(lines)) & set(not_criticised(lines))


@given(MEMBERS, REMARKS, IDS)
def test_an_answer_at_the_end_settles_it(members: list[Speaker], remarks: list[Remark], member: int) -> None:
    assert member not in owing_response(standings(members, [*remarks, response(member)]))


def test_it_begins_with_the_secretary() -> None:
    assert suggested()[0] == Step(Kind.SELF_REVIEW, 2, 2)


def test_after_a_review_the_others_criticise() -> None:
    assert suggested(review(2)) == (Step(Kind.CRITICISM, None, 2), Step(Kind.SELF_REVIEW, 1, 1))


def test_after_one_criticism_there_may_be_another_or_the_answer() -> None:
    assert suggested(review(2), criticism(1, 2))[:2] == (
        Step(Kind.CRITICISM, None, 2),
        Step(Kind.RESPONSE, 2, 2),
    )


def test_after_the_usual_criticisms_the_answer_comes_first() -> None:
    assert suggested(review(2), criticism(1, 2), criticism(3, 2))[0] == Step(Kind.RESPONSE, 2, 2)


def test_after_the_answer_the_next_member_has_the_floor() -> None:
    assert suggested(review(2), criticism(1, 2), response(2)) == (Step(Kind.SELF_REVIEW, 1, 1),)


def test_the_absent_come_last_in_writing() -> None:
    said = [
        turn for member in (2, 1, 3) for turn in (review(member), criticism(None, member), response(member))
    ]
    assert suggested(*said) == (Step(Kind.SELF_REVIEW, 4, 4, is_written=True),)


def test_when_all_have_spoken_the_summary_comes() -> None:
    said = [
        turn
        for member in (2, 1, 3, 4)
        for turn in (review(member), criticism(None, member), response(member))
    ]
    assert suggested(*said) == (Step(Kind.SUMMARY, None, None),)


def test_before_the_summary_come_those_who_owe_and_those_left_out() -> None:
    said = [review(2), review(1), criticism(2, 1), review(3), criticism(None, 3), response(3), review(4)]
    assert suggested(*said) == (
        Step(Kind.CRITICISM, None, 4),
        Step(Kind.RESPONSE, 1, 1),
        Step(Kind.CRITICISM, None, 2),
        Step(Kind.SUMMARY, None, None),
    )


@given(MEMBERS, REMARKS)
def test_there_is_always_something_next_and_nothing_twice(
    members: list[Speaker], remarks: list[Remark]
) -> None:
    steps = next_steps(speaking_order(members), standings(members, remarks), remarks)
    assert steps
    assert len(set(steps)) == len(steps)


@given(MEMBERS, REMARKS)
def test_no_step_is_against_the_rules(members: list[Speaker], remarks: list[Remark]) -> None:
    for step in next_steps(speaking_order(members), standings(members, remarks), remarks):
        fault = why_not_remark(
            step.kind, speaker_id=step.speaker_id, speaker="某人", about_id=step.about_id, reader_id=None
        )
        assert not fault


@given(st.lists(IDS, unique=True, min_size=1).map(lambda ids: [Speaker(member) for member in ids]))
def test_taking_the_last_step_each_time_lets_everybody_speak(members: list[Speaker]) -> None:
    said: list[Remark] = []
    while not_spoken(standings(members, said)):
        step = next_steps(speaking_order(members), standings(members, said), said)[-1]
        said.append(Remark(step.kind, step.speaker_id, step.about_id))
    assert len(said) == len(members)


def why_not(
    kind: Kind, speaker: int | None, about: int | None, reader: int | None = None, name: str = ""
) -> str:
    return why_not_remark(kind, speaker_id=speaker, speaker=name, about_id=about, reader_id=reader)


def test_somebody_has_to_speak() -> None:
    assert "发言人" in why_not(Kind.COMMENT, None, None)


def test_a_guest_may_criticise() -> None:
    assert why_not(Kind.CRITICISM, None, 1, name="赵部长") == ""


def test_a_guest_gives_no_self_review() -> None:
    assert "本支部党员" in why_not(Kind.SELF_REVIEW, None, None, name="赵部长")


def test_nobody_criticises_himself() -> None:
    assert "本人" in why_not(Kind.CRITICISM, 1, 1)


def test_nobody_reviews_another() -> None:
    assert "本人或支部" in why_not(Kind.SELF_REVIEW, 1, 2)


def test_the_secretary_reviews_for_the_branch() -> None:
    assert why_not(Kind.SELF_REVIEW, 1, None) == ""


def test_a_written_statement_is_read_by_another() -> None:
    assert "代读人" in why_not(Kind.SELF_REVIEW, 1, 1, reader=1)


def test_the_work_report_asks_for_the_secretary_twice() -> None:
    assert [step.kind for step in item_steps("work_report", 2, [])] == [Kind.REPORT, Kind.SELF_REVIEW]


def test_what_was_reported_is_not_asked_for_again() -> None:
    assert [step.kind for step in item_steps("work_report", 2, [Remark(Kind.REPORT, 2)])] == [
        Kind.SELF_REVIEW
    ]


def test_ones_own_review_is_not_the_branchs() -> None:
    assert len(item_steps("work_report", 2, [review(2)])) == 2


def test_the_branch_may_be_criticised_by_many() -> None:
    assert item_steps("committee_review", 2, [criticism(1, None)]) == (Step(Kind.CRITICISM, None, None),)


def test_the_turns_ask_for_nothing_more() -> None:
    assert item_steps("self_review", 2, []) == ()


@given(st.sampled_from(["", "work_report", "committee_review", "summary"]), st.none() | IDS, REMARKS)
def test_no_item_asks_for_what_is_against_the_rules(
    kind: str, head: int | None, remarks: list[Remark]
) -> None:
    for step in item_steps(kind, head, remarks):
        assert not why_not_remark(
            step.kind, speaker_id=step.speaker_id, speaker="某人", about_id=step.about_id, reader_id=None
        )
