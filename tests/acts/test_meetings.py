from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.agenda import next_item
from db.acts.meetings import (
    ItemDraft,
    MeetingDraft,
    adjourn,
    close_meeting,
    create_meeting,
    edit_meeting,
    open_meeting,
    remove_meeting,
    set_checklist,
)
from db.acts.rollcall import mark
from db.errors import Refused
from db.rules.agenda import State
from db.rules.attendance import Status
from db.rules.clock import elapsed
from db.rules.preparation import CODES
from db.rules.settings import Rules
from db.views.agenda import agenda
from db.views.meetings import Meeting, checklist, current_meeting, meeting
from db.views.rollcall import counts

if TYPE_CHECKING:
    from tests.conftest import Branch

DRAFT = MeetingDraft("2027年度组织生活会", 2027, "主题", "2027-01-20 14：30", "会议室")
ITEMS = (ItemDraft("briefing", "通报", 10), ItemDraft("summary", "总结", 5))


def shown(branch: Branch, meeting_id: int | None = None) -> Meeting:
    found = meeting(branch.book, meeting_id or branch.meeting)
    assert found is not None
    return found


def plan(branch: Branch) -> int:
    return create_meeting(branch.book, branch.organisation, DRAFT, ITEMS)


def open_poll(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at) "
            "VALUES ('p', ?, 'appraisal', 'totals', '民主测评', 'open', '[]', '{}', '')",
            (branch.meeting,),
        )


def test_new_meeting_takes_the_next_number(branch: Branch) -> None:
    assert shown(branch, plan(branch)).number == 2


def test_planned_time_is_kept_as_local_text(branch: Branch) -> None:
    assert shown(branch, plan(branch)).planned_at == "2027-01-20T14:30"


def test_new_meeting_has_its_agenda(branch: Branch) -> None:
    rows = agenda(branch.book, plan(branch)).rows
    assert [(row.title, row.clock.planned) for row in rows] == [("通报", 600), ("总结", 300)]


def test_new_meeting_calls_every_member(branch: Branch) -> None:
    assert counts(branch.book, plan(branch)).due == 26


def test_new_meeting_has_a_checklist_that_knows_how_many_are_due(branch: Branch) -> None:
    lines = {line.rule.code: line.rule for line in checklist(branch.book, plan(branch))}
    assert (tuple(lines), lines["materials"].needed) == (CODES, 26)


def test_rules_are_frozen_into_the_meeting(branch: Branch) -> None:
    created = create_meeting(branch.book, branch.organisation, DRAFT, rules=Rules(spare_slips=7))
    assert shown(branch, created).rules.spare_slips == 7


@pytest.mark.parametrize(
    ("draft", "named"),
    [
        (MeetingDraft(" ", 2027), "名称"),
        (MeetingDraft("会", 27), "年度"),
        (MeetingDraft("会", 2027, planned_at="下周二"), "时间"),
    ],
)
def test_incomplete_plan_is_refused_by_name(branch: Branch, draft: MeetingDraft, named: str) -> None:
    with pytest.raises(Refused, match=named):
        create_meeting(branch.book, branch.organisation, draft)


def test_plan_can_be_changed(branch: Branch) -> None:
    edit_meeting(branch.book, branch.meeting, DRAFT)
    assert shown(branch).place == "会议室"


def test_count_that_is_enough_completes_a_line(branch: Branch) -> None:
    created = plan(branch)
    line = checklist(branch.book, created)[0]
    set_checklist(branch.book, line.id, count=1)
    assert checklist(branch.book, created)[0].rule.is_done


def test_count_that_is_short_does_not(branch: Branch) -> None:
    created = plan(branch)
    line = next(line for line in checklist(branch.book, created) if line.rule.code == "materials")
    set_checklist(branch.book, line.id, count=25)
    assert not next(
        line for line in checklist(branch.book, created) if line.rule.code == "materials"
    ).rule.is_done


def test_negative_count_is_refused(branch: Branch) -> None:
    line = checklist(branch.book, plan(branch))[0]
    with pytest.raises(Refused, match="小于0"):
        set_checklist(branch.book, line.id, count=-1)


def test_opening_keeps_the_time(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    assert (shown(branch).state, shown(branch).started_at) == ("running", branch.book.now())


def test_opening_freezes_the_rules_in_force(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting, rules=Rules(notice_days=9))
    assert shown(branch).rules.notice_days == 9


def test_rules_frozen_at_opening_decide_who_is_due(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET floating = 1 WHERE id = ?", (branch.members[3],))
    open_meeting(branch.book, branch.meeting, rules=Rules(floating_members="exclude"))
    assert counts(branch.book, branch.meeting).due == 25


def test_two_meetings_never_run_at_once(branch: Branch) -> None:
    other = plan(branch)
    open_meeting(branch.book, branch.meeting)
    with pytest.raises(Refused, match="正在进行"):
        open_meeting(branch.book, other)


def test_adjourning_keeps_the_time(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    branch.clock.move(3600)
    adjourn(branch.book, branch.meeting)
    assert (shown(branch).state, shown(branch).ended_at) == ("adjourned", branch.book.now())


def test_adjourning_ends_the_running_item_with_its_time(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    next_item(branch.book, branch.meeting)
    branch.clock.move(90)
    adjourn(branch.book, branch.meeting)
    row = agenda(branch.book, branch.meeting).rows[0]
    assert (row.state, elapsed(row.clock, branch.clock())) == (State.DONE, 90)


def test_adjourning_is_refused_while_a_ballot_is_uncounted(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    open_poll(branch)
    with pytest.raises(Refused, match="计票"):
        adjourn(branch.book, branch.meeting)


def test_meeting_adjourned_by_mistake_goes_on_from_its_first_opening(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    first = shown(branch).started_at
    branch.clock.move(60)
    adjourn(branch.book, branch.meeting)
    open_meeting(branch.book, branch.meeting)
    assert (shown(branch).started_at, shown(branch).ended_at) == (first, None)


def test_adjourned_meeting_stays_current_beside_a_planned_one(branch: Branch) -> None:
    plan(branch)
    open_meeting(branch.book, branch.meeting)
    adjourn(branch.book, branch.meeting)
    current = current_meeting(branch.book)
    assert current is not None
    assert current.id == branch.meeting


def test_closing_makes_a_backup(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    adjourn(branch.book, branch.meeting)
    assert close_meeting(branch.book, branch.meeting).stat().st_size > 0


def test_closing_before_adjourning_is_refused(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    with pytest.raises(Refused, match="先散会"):
        close_meeting(branch.book, branch.meeting)


def test_closed_meeting_cannot_be_opened(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    adjourn(branch.book, branch.meeting)
    close_meeting(branch.book, branch.meeting)
    with pytest.raises(Refused, match="闭会"):
        open_meeting(branch.book, branch.meeting)


def test_closed_meeting_cannot_be_edited(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    adjourn(branch.book, branch.meeting)
    close_meeting(branch.book, branch.meeting)
    with pytest.raises(Refused, match="闭会"):
        edit_meeting(branch.book, branch.meeting, DRAFT)


def test_unused_meeting_can_be_taken_back(branch: Branch) -> None:
    created = plan(branch)
    remove_meeting(branch.book, created)
    assert meeting(branch.book, created) is None


def test_meeting_with_a_mark_is_not_taken_back(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], Status.LEAVE)
    with pytest.raises(Refused, match="已有记录"):
        remove_meeting(branch.book, branch.meeting)


def test_mending_the_plan_after_the_meeting_leaves_the_roll_as_it_was(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    adjourn(branch.book, branch.meeting)
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO member (uid, organisation_id, name, kind, sort_key, initials, added_at) VALUES ('n', ?, '新来', 'full', 'z', 'xl', '')",
            (branch.organisation,),
        )
    edit_meeting(branch.book, branch.meeting, DRAFT)
    assert counts(branch.book, branch.meeting).due == 26
