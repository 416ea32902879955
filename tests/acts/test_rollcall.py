from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.acts.meetings import open_meeting
from db.acts.member_fields import MemberDraft
from db.acts.observers import (
    ObserverDraft,
    add_observer,
    edit_observer,
    mark_observer,
    move_observer,
    remove_observer,
)
from db.acts.organisations import close_group
from db.acts.rollcall import amend, mark, mark_rest, move, prepare, restore
from db.acts.roster import add_member, edit_member, edited, let_go, take_back
from db.acts.roster_import import commit_import
from db.acts.roster_plan import plan_import
from db.acts.undoing import undo
from db.errors import Refused
from db.imports.roster import read_roster
from db.rules.attendance import Direction, Status, count, why_not_move
from db.rules.settings import Rules
from db.views.home import home
from db.views.rollcall import RollRow, counts, observers, roll, roll_row
from db.views.status import status as standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Branch

PRESENT, LATE, LEAVE, ABSENT, UNMARKED = (
    Status.PRESENT, Status.LATE, Status.LEAVE, Status.ABSENT, Status.UNMARKED,
)  # fmt: skip


@pytest.fixture
def planned(branch: Branch) -> Branch:
    """The meeting has not begun."""
    set_state(branch, "planned")
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET started_at = NULL")
    return branch


def line(branch: Branch, index: int = 0) -> RollRow:
    row = roll_row(branch.book, branch.meeting, branch.members[index])
    assert row is not None
    return row


def set_state(branch: Branch, state: str) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = ?", (state,))


@pytest.mark.parametrize("status", [PRESENT, LATE, LEAVE, ABSENT])
def test_a_mark_is_kept(branch: Branch, status: Status) -> None:
    mark(branch.book, branch.meeting, branch.members[0], status)
    assert line(branch).status is status


def test_a_mark_touches_nobody_else(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], PRESENT)
    assert {row.status for row in roll(branch.book, branch.meeting)[1:]} == {UNMARKED}


@pytest.mark.parametrize(
    ("status", "expected"), [(PRESENT, True), (LATE, True), (LEAVE, False), (ABSENT, False)]
)
def test_who_came_is_in_the_room(branch: Branch, status: Status, expected: bool) -> None:
    mark(branch.book, branch.meeting, branch.members[0], status)
    assert line(branch).in_room is expected


def test_late_member_arrives_at_the_moment_of_marking(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LATE)
    assert line(branch).movements == (("arrived", branch.book.now()),)


def test_marking_late_again_keeps_the_first_arrival(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LATE)
    before = line(branch).movements
    branch.clock.move(300)
    mark(branch.book, branch.meeting, branch.members[0], LATE)
    assert line(branch).movements == before


def test_late_corrected_to_present_has_no_arrival(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LATE)
    mark(branch.book, branch.meeting, branch.members[0], PRESENT)
    assert line(branch).movements == ()


def test_reason_stays_with_leave(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LEAVE, " 出差 ")
    assert line(branch).reason == "出差"


def test_leave_marked_again_keeps_its_reason(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LEAVE, "出差")
    mark(branch.book, branch.meeting, branch.members[0], LEAVE)
    assert line(branch).reason == "出差"


def test_reason_goes_when_the_member_came_after_all(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LEAVE, "出差")
    mark(branch.book, branch.meeting, branch.members[0], LATE)
    assert line(branch).reason == ""


def test_leaving_early_is_timed(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], PRESENT)
    branch.clock.move(1800)
    move(branch.book, branch.meeting, branch.members[0], Direction.LEFT)
    assert line(branch).movements == (("left", branch.book.now()),)


def test_who_left_is_not_in_the_room(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], PRESENT)
    move(branch.book, branch.meeting, branch.members[0], Direction.LEFT)
    assert not line(branch).in_room


def test_who_returned_is_in_the_room(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], PRESENT)
    move(branch.book, branch.meeting, branch.members[0], Direction.LEFT)
    branch.clock.move(60)
    move(branch.book, branch.meeting, branch.members[0], Direction.RETURNED)
    assert line(branch).in_room


def test_leaving_is_refused_for_one_who_never_came(branch: Branch) -> None:
    with pytest.raises(Refused, match="没有到会"):
        move(branch.book, branch.meeting, branch.members[0], Direction.LEFT)


def test_a_refused_act_leaves_no_event(branch: Branch) -> None:
    before = branch.book.value("SELECT count(*) FROM event")
    with pytest.raises(Refused):
        move(branch.book, branch.meeting, branch.members[0], Direction.LEFT)
    assert branch.book.value("SELECT count(*) FROM event") == before


def test_comings_and_goings_of_one_marked_absent_are_dropped(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], PRESENT)
    move(branch.book, branch.meeting, branch.members[0], Direction.LEFT)
    mark(branch.book, branch.meeting, branch.members[0], ABSENT)
    assert line(branch).movements == ()


def test_a_mark_taken_back_restores_the_whole_line(branch: Branch) -> None:
    member = branch.members[0]
    mark(branch.book, branch.meeting, member, PRESENT)
    move(branch.book, branch.meeting, member, Direction.LEFT)
    before = line(branch)
    undo = mark(branch.book, branch.meeting, member, LEAVE, "生病")
    restore(branch.book, branch.meeting, {member: undo})
    assert line(branch) == before


def test_taking_back_writes_its_own_event(branch: Branch) -> None:
    undo = mark(branch.book, branch.meeting, branch.members[0], PRESENT)
    restore(branch.book, branch.meeting, {branch.members[0]: undo})
    assert branch.book.value("SELECT kind FROM event ORDER BY id DESC") == "attendance.restored"


def test_the_rest_is_marked_at_once_and_nobody_else(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LEAVE, "出差")
    mark_rest(branch.book, branch.meeting, PRESENT)
    numbers = counts(branch.book, branch.meeting)
    assert (numbers.present, numbers.on_leave, numbers.unmarked) == (25, 1, 0)


def test_marking_the_rest_is_taken_back_whole(branch: Branch) -> None:
    before = roll(branch.book, branch.meeting)
    restore(branch.book, branch.meeting, mark_rest(branch.book, branch.meeting, LATE))
    assert roll(branch.book, branch.meeting) == before


def test_amending_sets_another_time(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LATE)
    amend(
        branch.book, branch.meeting, branch.members[0], reason="",
        movements=[("arrived", "2026-11-22T06:45:00.000+00:00")],
    )  # fmt: skip
    assert line(branch).movements == (("arrived", "2026-11-22T06:45:00.000+00:00"),)


def test_times_out_of_order_are_refused(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LATE)
    with pytest.raises(Refused, match="先后"):
        amend(
            branch.book, branch.meeting, branch.members[0], reason="",
            movements=[("arrived", "2026-11-22T07:00:00.000+00:00"), ("left", "2026-11-22T06:00:00.000+00:00")],
        )  # fmt: skip


def test_marking_is_refused_once_the_meeting_is_closed(branch: Branch) -> None:
    set_state(branch, "closed")
    with pytest.raises(Refused, match="闭会"):
        mark(branch.book, branch.meeting, branch.members[0], PRESENT)


def test_marking_a_stranger_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="没有这名党员"):
        mark(branch.book, branch.meeting, 9999, PRESENT)


def test_event_names_ids_and_no_name(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], LEAVE, "出差")
    ids = branch.book.value("SELECT ids FROM event ORDER BY id DESC")
    assert ids == f'{{"meeting": {branch.meeting}, "member": {branch.members[0]}}}'


def test_new_member_gets_a_line(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("DELETE FROM attendance WHERE member_id = ?", (branch.members[3],))
    prepare(branch.book, branch.meeting)
    assert line(branch, 3).is_due


def test_member_let_go_loses_an_unmarked_line(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET left_at = '2026-11-01' WHERE id = ?", (branch.members[3],))
    prepare(branch.book, branch.meeting)
    assert roll_row(branch.book, branch.meeting, branch.members[3]) is None


def test_member_let_go_after_being_marked_stays_on_the_roll(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[3], PRESENT)
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET left_at = '2026-11-01' WHERE id = ?", (branch.members[3],))
    prepare(branch.book, branch.meeting)
    assert line(branch, 3).status is PRESENT


@pytest.mark.parametrize("status", [LEAVE, ABSENT])
def test_who_is_let_go_before_the_meeting_leaves_the_roll_also_with_leave_entered(
    planned: Branch, status: Status
) -> None:
    mark(planned.book, planned.meeting, planned.members[3], status, "出差")
    let_go(planned.book, planned.members[3], "组织关系转出")
    assert roll_row(planned.book, planned.meeting, planned.members[3]) is None


@pytest.mark.parametrize("status", [LEAVE, ABSENT])
def test_leave_of_a_meeting_that_has_begun_stays_on_the_roll(branch: Branch, status: Status) -> None:
    set_state(branch, "running")
    mark(branch.book, branch.meeting, branch.members[3], status, "出差")
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET left_at = '2026-11-01' WHERE id = ?", (branch.members[3],))
    prepare(branch.book, branch.meeting)
    assert line(branch, 3).status is status


def test_every_roster_act_changes_who_is_due_at_once(planned: Branch) -> None:
    book = planned.book
    due = [standing(book).due]
    new = add_member(book, MemberDraft("龚新敏"))
    due.append(standing(book).due)
    edit_member(book, new, edited(book, new, status="suspended"))
    due.append(standing(book).due)
    let_go(book, planned.members[3], "组织关系转出")
    due.append(standing(book).due)
    take_back(book, planned.members[3])
    due.append(home(book).due)
    assert due == [26, 27, 26, 25, 26]


def test_an_import_changes_who_is_due_at_once(planned: Branch, tmp_path: Path) -> None:
    file = tmp_path / "名册.csv"
    file.write_text("姓名,类别\n龚新敏,正式\n", encoding="utf-8")
    commit_import(planned.book, plan_import(planned.book, read_roster(file)))
    assert standing(planned.book).due == 27


def test_a_dissolved_group_is_due_at_no_meeting(planned: Branch) -> None:
    group = planned.book.value("SELECT group_id FROM member WHERE id = ?", (planned.members[0],))
    with planned.book.quiet() as db:
        db.execute("UPDATE meeting SET level = 'group', organisation_id = ?", (group,))
    close_group(planned.book, group)
    assert standing(planned.book).due == 0


def confirm(branch: Branch) -> None:
    """The first 预备党员 becomes 正式."""
    number = next(row.member_id for row in roll(branch.book, branch.meeting) if row.kind == "probationary")
    edit_member(branch.book, number, edited(branch.book, number, kind="full"))


def test_who_becomes_full_before_the_meeting_is_counted_as_full(planned: Branch) -> None:
    before = counts(planned.book, planned.meeting)
    confirm(planned)
    after = counts(planned.book, planned.meeting)
    assert (after.due_full, after.voting_due) == (before.due_full + 1, before.voting_due + 1)


@pytest.mark.parametrize("state", ["running", "adjourned", "closed"])
def test_who_becomes_full_later_changes_no_count_of_the_meeting(planned: Branch, state: str) -> None:
    open_meeting(planned.book, planned.meeting)
    set_state(planned, state)
    before = counts(planned.book, planned.meeting)
    rows = roll(planned.book, planned.meeting)
    confirm(planned)
    prepare(planned.book, planned.meeting)
    assert counts(planned.book, planned.meeting) == before
    assert roll(planned.book, planned.meeting) == rows


def test_a_kind_corrected_behind_the_roll_is_taken_up_when_the_meeting_opens(planned: Branch) -> None:
    with planned.book.quiet() as db:
        db.execute("UPDATE member SET kind = 'full'")
    open_meeting(planned.book, planned.meeting)
    assert counts(planned.book, planned.meeting).due_probationary == 0


def test_suspended_member_is_not_due(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET status = 'suspended' WHERE id = ?", (branch.members[3],))
    prepare(branch.book, branch.meeting)
    assert not line(branch, 3).is_due


def test_probationary_member_is_due_without_a_vote(branch: Branch) -> None:
    prepare(branch.book, branch.meeting)
    row = next(row for row in roll(branch.book, branch.meeting) if row.kind == "probationary")
    assert (row.is_due, row.has_vote) == (True, False)


def test_the_rules_of_the_meeting_decide_who_is_due(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET floating = 1 WHERE id = ?", (branch.members[3],))
        db.execute("UPDATE meeting SET rules = ?", (Rules(floating_members="exclude").to_json(),))
    prepare(branch.book, branch.meeting)
    assert not line(branch, 3).is_due


def test_preparing_twice_changes_nothing_the_second_time(branch: Branch) -> None:
    prepare(branch.book, branch.meeting)
    assert not prepare(branch.book, branch.meeting)


def test_after_adjourning_the_roster_changes_no_roll(branch: Branch) -> None:
    set_state(branch, "adjourned")
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET left_at = '2026-11-01' WHERE id = ?", (branch.members[3],))
    prepare(branch.book, branch.meeting)
    assert line(branch, 3).is_due


def test_group_meeting_calls_the_group_alone(branch: Branch) -> None:
    group = branch.book.value("SELECT group_id FROM member WHERE id = ?", (branch.members[0],))
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET level = 'group', organisation_id = ?", (group,))
    prepare(branch.book, branch.meeting)
    assert len(roll(branch.book, branch.meeting)) == 9


def test_committee_meeting_calls_those_with_a_post(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET level = 'committee'")
    prepare(branch.book, branch.meeting)
    assert {row.post for row in roll(branch.book, branch.meeting)} == {
        "书记", "副书记", "组织委员", "宣传委员", "纪检委员",
    }  # fmt: skip


def test_observer_is_kept_with_unit_and_post(branch: Branch) -> None:
    add_observer(branch.book, branch.meeting, ObserverDraft("陈明", "机关党委", "副书记"))
    shown = observers(branch.book, branch.meeting)[0]
    assert (shown.name, shown.unit, shown.post) == ("陈明", "机关党委", "副书记")


def test_observer_is_counted_apart(branch: Branch) -> None:
    add_observer(branch.book, branch.meeting, ObserverDraft("陈明"))
    numbers = counts(branch.book, branch.meeting)
    assert (numbers.observers, numbers.due, numbers.present) == (1, 26, 0)


def test_observer_without_a_name_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="姓名"):
        add_observer(branch.book, branch.meeting, ObserverDraft("  ", "机关党委"))


def test_observer_can_be_changed(branch: Branch) -> None:
    observer = add_observer(branch.book, branch.meeting, ObserverDraft("陈明"))
    edit_observer(branch.book, observer, ObserverDraft("陈明", post="科长"))
    assert observers(branch.book, branch.meeting)[0].post == "科长"


def test_observer_can_be_taken_off(branch: Branch) -> None:
    observer = add_observer(branch.book, branch.meeting, ObserverDraft("陈明"))
    remove_observer(branch.book, observer)
    assert observers(branch.book, branch.meeting) == ()


def test_an_observer_who_leaves_is_no_longer_counted(branch: Branch) -> None:
    observer = add_observer(branch.book, branch.meeting, ObserverDraft("陈明"))
    move_observer(branch.book, observer, Direction.LEFT)
    gone = counts(branch.book, branch.meeting).observers
    move_observer(branch.book, observer, Direction.RETURNED)
    assert (gone, counts(branch.book, branch.meeting).observers) == (0, 1)


def test_an_observer_who_is_gone_does_not_leave_again(branch: Branch) -> None:
    observer = add_observer(branch.book, branch.meeting, ObserverDraft("陈明"))
    move_observer(branch.book, observer, Direction.LEFT)
    with pytest.raises(Refused, match="已经记为离会"):
        move_observer(branch.book, observer, Direction.LEFT)


def test_an_observer_is_not_on_leave(branch: Branch) -> None:
    observer = add_observer(branch.book, branch.meeting, ObserverDraft("陈明"))
    with pytest.raises(Refused, match="F2 菜单里删除"):
        mark_observer(branch.book, observer, Status.LEAVE)


def test_every_step_about_an_observer_is_taken_back(branch: Branch) -> None:
    seen = []
    observer = add_observer(branch.book, branch.meeting, ObserverDraft("陈明", "机关党委"))
    acts: tuple[Callable[[], None], ...] = (
        lambda: mark_observer(branch.book, observer, Status.LATE),
        lambda: move_observer(branch.book, observer, Direction.LEFT),
        lambda: edit_observer(branch.book, observer, ObserverDraft("陈敏")),
        lambda: remove_observer(branch.book, observer),
    )
    for act in acts:
        seen.append(observers(branch.book, branch.meeting))
        act()
    back = []
    for _ in range(4):
        undo(branch.book, branch.meeting, "rollcall")
        back.append(observers(branch.book, branch.meeting))
    assert back == seen[::-1]
    assert undo(branch.book, branch.meeting, "rollcall").name == "列席人员陈明 登记"
    assert observers(branch.book, branch.meeting) == ()


ACTS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([*Status, Direction.LEFT, Direction.RETURNED])), max_size=25
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_the_stored_roll_counts_as_the_rules_count(
    branch: Branch, acts: list[tuple[int, Status | Direction]]
) -> None:
    for index, act in acts:
        branch.clock.move(30)
        member = branch.members[index]
        if isinstance(act, Status):
            mark(branch.book, branch.meeting, member, act)
        elif not why_not_move(line(branch, index).attendance, act):
            move(branch.book, branch.meeting, member, act)
    rows = roll(branch.book, branch.meeting)
    assert counts(branch.book, branch.meeting) == count([row.attendance for row in rows])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_taking_everything_back_gives_the_first_roll(
    branch: Branch, acts: list[tuple[int, Status | Direction]]
) -> None:
    before, undo = roll(branch.book, branch.meeting), []
    for index, act in acts:
        branch.clock.move(30)
        member = branch.members[index]
        if isinstance(act, Status):
            undo.append((member, mark(branch.book, branch.meeting, member, act)))
        elif not why_not_move(line(branch, index).attendance, act):
            undo.append((member, move(branch.book, branch.meeting, member, act)))
    for member, was in reversed(undo):
        restore(branch.book, branch.meeting, {member: was})
    assert roll(branch.book, branch.meeting) == before
