from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts import motions
from db.acts.motions import MotionDraft
from db.errors import Refused
from db.rules.motion import HandCount, Nominee
from db.rules.settings import Rules
from db.store.polls import role_names
from db.views import motions as view
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch


@pytest.fixture
def meeting(branch: Branch) -> Branch:
    sample.all_present(branch.book, branch.meeting)
    return branch


def away(branch: Branch, *names: str) -> None:
    with branch.book.quiet() as db:
        for name in names:
            db.execute(
                "UPDATE attendance SET in_room = 0, status = 'leave' WHERE member_id = ?",
                (branch.members[sample.NAMES.index(name)],),
            )


def nominee(branch: Branch, role: str, name: str) -> Nominee:
    return Nominee(role, branch.members[sample.NAMES.index(name)], name)


def crew(branch: Branch) -> tuple[Nominee, ...]:
    return (
        nominee(branch, "scrutineer", "王伟"),
        nominee(branch, "scrutineer", "刘芳"),
        nominee(branch, "teller", "石磊"),
    )


def put(branch: Branch, title: str = "通过2026年度工作计划", **more: bool) -> int:
    return motions.put(branch.book, branch.meeting, MotionDraft(title, **more))  # type: ignore[arg-type]


def one(branch: Branch, poll_id: int) -> view.MotionRow:
    found = view.motion(branch.book, poll_id)
    assert found is not None
    return found


def test_the_sentence_counts_only_those_with_a_vote(meeting: Branch) -> None:
    poll = put(meeting)
    motions.record(meeting.book, poll, HandCount(23, 1, 1))
    assert one(meeting, poll).sentence == (
        "应到会有表决权党员25名，实到25名，符合规定人数。赞成23票，反对1票，弃权1票。"
        "赞成票超过应到会有表决权党员的半数，通过。"
    )


def test_a_motion_with_half_of_the_votes_fails(meeting: Branch) -> None:
    poll = put(meeting)
    motions.record(meeting.book, poll, HandCount(12, 13, 0))
    assert not one(meeting, poll).is_passed


def test_the_record_keeps_the_turnout_of_the_moment(meeting: Branch) -> None:
    poll = put(meeting)
    motions.record(meeting.book, poll, HandCount(25, 0, 0))
    away(meeting, "丁一", "王伟")
    assert one(meeting, poll).present == 25


def test_without_a_quorum_nothing_is_recorded(meeting: Branch) -> None:
    poll = put(meeting)
    away(meeting, *sample.NAMES[:14])
    with pytest.raises(Refused, match="不符合规定人数"):
        motions.record(meeting.book, poll, HandCount(11, 0, 0))
    assert one(meeting, poll).state == "draft"


def test_more_hands_than_people_are_refused(meeting: Branch) -> None:
    poll = put(meeting)
    with pytest.raises(Refused, match="合计26，比可以表决的25名多1"):
        motions.record(meeting.book, poll, HandCount(26, 0, 0))


def test_fewer_hands_are_recorded_and_explained(meeting: Branch) -> None:
    poll = put(meeting)
    motions.record(meeting.book, poll, HandCount(20, 0, 0))
    assert one(meeting, poll).notes == ("合计20票，比可以表决的25名少5：5名未表决。",)


def test_nobody_is_told_in_advance_when_all_is_well(meeting: Branch) -> None:
    assert view.turnout(meeting.book, meeting.meeting).warning == ""


def test_the_chair_is_warned_when_nothing_can_pass(meeting: Branch) -> None:
    with meeting.book.quiet() as db:
        db.execute(
            "UPDATE attendance SET is_due = 0 WHERE member_id NOT IN "
            "(SELECT member_id FROM attendance WHERE has_vote ORDER BY member_id LIMIT 10)"
        )
    away(meeting, *sample.NAMES[:5])
    assert "即使全部赞成也不能通过" in view.turnout(meeting.book, meeting.meeting).warning


def test_written_opinions_count_only_where_the_vote_says_so(meeting: Branch) -> None:
    away(meeting, "丁一", "刘芳")
    plain, admission = put(meeting), put(meeting, "接收王伟为预备党员", counts_written=True)
    motions.record(meeting.book, admission, HandCount(25, 0, 0), written=2)
    with pytest.raises(Refused, match="比可以表决的23名多2"):
        motions.record(meeting.book, plain, HandCount(25, 0, 0), written=2)


def test_the_rules_of_the_meeting_are_frozen_into_the_motion(meeting: Branch) -> None:
    with meeting.book.quiet() as db:
        db.execute("UPDATE meeting SET rules = ?", (Rules(majority_base="present").to_json(),))
    away(meeting, *sample.NAMES[3:12])
    poll = put(meeting)
    with meeting.book.quiet() as db:
        db.execute("UPDATE meeting SET rules = '{}'")
    assert motions.record(meeting.book, poll, HandCount(9, 7, 0)).is_passed


def test_the_choice_of_the_crew_words_itself(meeting: Branch) -> None:
    poll = motions.put(meeting.book, meeting.meeting, MotionDraft(nominees=crew(meeting)))
    assert one(meeting, poll).title == "推选王伟、刘芳为监票人，石磊为计票人"


def test_the_crew_holds_office_once_it_is_chosen(meeting: Branch) -> None:
    poll = motions.put(meeting.book, meeting.meeting, MotionDraft(nominees=crew(meeting)))
    motions.record(meeting.book, poll, HandCount(25, 0, 0))
    assert (
        role_names(meeting.book, meeting.meeting, "scrutineer"),
        role_names(meeting.book, meeting.meeting, "teller"),
    ) == (
        ("王伟", "刘芳"),
        ("石磊",),
    )


def test_a_crew_that_is_voted_down_holds_no_office(meeting: Branch) -> None:
    poll = motions.put(meeting.book, meeting.meeting, MotionDraft(nominees=crew(meeting)))
    motions.record(meeting.book, poll, HandCount(3, 22, 0))
    assert view.roles(meeting.book, meeting.meeting) == ()


def test_a_later_choice_replaces_the_earlier(meeting: Branch) -> None:
    for name in ("王伟", "刘芳"):
        draft = MotionDraft(nominees=(nominee(meeting, "scrutineer", name),))
        motions.record(meeting.book, motions.put(meeting.book, meeting.meeting, draft), HandCount(25, 0, 0))
    assert role_names(meeting.book, meeting.meeting, "scrutineer") == ("刘芳",)


def test_nobody_holds_two_roles(meeting: Branch) -> None:
    both = (nominee(meeting, "scrutineer", "王伟"), nominee(meeting, "teller", "王伟"))
    with pytest.raises(Refused, match="不能兼任"):
        motions.put(meeting.book, meeting.meeting, MotionDraft(nominees=both))


def test_who_is_not_in_the_room_is_not_nominated(meeting: Branch) -> None:
    away(meeting, "王伟")
    with pytest.raises(Refused, match="王伟现在不在会场"):
        motions.put(meeting.book, meeting.meeting, MotionDraft(nominees=crew(meeting)))


def test_a_motion_needs_words(meeting: Branch) -> None:
    with pytest.raises(Refused, match="请写明表决的事项"):
        put(meeting, "  ")


def test_a_result_is_recorded_once(meeting: Branch) -> None:
    poll = put(meeting)
    motions.record(meeting.book, poll, HandCount(25, 0, 0))
    with pytest.raises(Refused, match="已经记录了结果"):
        motions.record(meeting.book, poll, HandCount(24, 1, 0))


def test_voiding_a_result_wants_a_reason(meeting: Branch) -> None:
    poll = put(meeting)
    motions.record(meeting.book, poll, HandCount(25, 0, 0))
    with pytest.raises(Refused, match="写明原因"):
        motions.withdraw(meeting.book, poll)


def test_voiding_the_choice_of_the_crew_takes_its_office(meeting: Branch) -> None:
    poll = motions.put(meeting.book, meeting.meeting, MotionDraft(nominees=crew(meeting)))
    motions.record(meeting.book, poll, HandCount(25, 0, 0))
    motions.withdraw(meeting.book, poll, "票数录入有误")
    assert view.roles(meeting.book, meeting.meeting) == ()


def test_a_vote_taken_again_is_a_new_motion_with_its_reason(meeting: Branch) -> None:
    first = put(meeting)
    motions.record(meeting.book, first, HandCount(12, 13, 0))
    second = motions.put_again(meeting.book, first, "清点有误")
    found = one(meeting, second)
    assert (found.rerun_of, found.rerun_reason, found.title) == (first, "清点有误", "通过2026年度工作计划")


def test_a_motion_is_reworded_until_it_is_voted_on(meeting: Branch) -> None:
    poll = put(meeting)
    motions.reword(meeting.book, poll, MotionDraft("通过年度计划"))
    assert one(meeting, poll).title == "通过年度计划"


def test_a_closed_meeting_takes_no_motion(meeting: Branch) -> None:
    with meeting.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    with pytest.raises(Refused, match="会议已闭会"):
        put(meeting)


def test_the_crew_is_not_changed_while_a_poll_is_open(meeting: Branch) -> None:
    poll = motions.put(meeting.book, meeting.meeting, MotionDraft(nominees=crew(meeting)))
    with meeting.book.quiet() as db:
        db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at) "
            "VALUES ('u', ?, 'appraisal', 'slips', '民主测评', 'open', '[]', '{}', '')",
            (meeting.meeting,),
        )
    with pytest.raises(Refused, match="不能更换"):
        motions.record(meeting.book, poll, HandCount(25, 0, 0))


def test_the_turnout_says_what_is_needed(meeting: Branch) -> None:
    found = view.turnout(meeting.book, meeting.meeting)
    assert (found.due, found.present, found.quorum, found.needed) == (25, 25, 13, 13)


def test_motions_are_listed_in_the_order_put(meeting: Branch) -> None:
    put(meeting, "甲")
    put(meeting, "乙")
    assert [row.title for row in view.motions(meeting.book, meeting.meeting)] == ["甲", "乙"]


def test_only_those_in_the_room_are_candidates(meeting: Branch) -> None:
    away(meeting, "王伟")
    assert "王伟" not in [row.shown_name for row in view.candidates(meeting.book, meeting.meeting)]


def test_a_motion_belongs_to_the_item_that_is_going_on(meeting: Branch) -> None:
    item = meeting.book.value("SELECT id FROM agenda_item WHERE kind = 'motion'")
    with meeting.book.quiet() as db:
        db.execute(
            "UPDATE agenda_item SET state = 'running', running_since = ? WHERE id = ?",
            (meeting.book.now(), item),
        )
    poll = put(meeting)
    assert meeting.book.value("SELECT agenda_item_id FROM poll WHERE id = ?", (poll,)) == item


def test_a_motion_of_a_closed_meeting_is_not_reworded(meeting: Branch) -> None:
    poll = put(meeting)
    with meeting.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    with pytest.raises(Refused, match="已闭会"):
        motions.reword(meeting.book, poll, MotionDraft("通过年度计划"))
