from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.acts.agenda import (
    add_item,
    edit_item,
    finish_item,
    move_item,
    next_item,
    pause_item,
    remove_item,
    save_note,
    skip_item,
    start_item,
    take_up,
)
from db.acts.agenda_undo import restore, snapshot
from db.acts.meetings import ItemDraft, adjourn, open_meeting
from db.errors import Refused
from db.rules.agenda import State
from db.rules.clock import elapsed
from db.views.agenda import Agenda, agenda

if TYPE_CHECKING:
    from tests.conftest import Branch


@pytest.fixture
def running(branch: Branch) -> Branch:
    open_meeting(branch.book, branch.meeting)
    return branch


def shown(branch: Branch) -> Agenda:
    return agenda(branch.book, branch.meeting)


def spent(branch: Branch, index: int) -> int:
    return elapsed(shown(branch).rows[index].clock, branch.clock())


def test_nothing_starts_before_the_meeting_is_open(branch: Branch) -> None:
    with pytest.raises(Refused, match="还没有开会"):
        next_item(branch.book, branch.meeting)


def test_first_item_starts_first(running: Branch) -> None:
    next_item(running.book, running.meeting)
    assert shown(running).current == shown(running).rows[0]


def test_clock_of_the_running_item_goes(running: Branch) -> None:
    next_item(running.book, running.meeting)
    running.clock.move(75)
    assert spent(running, 0) == 75


def test_next_ends_the_item_before_with_its_time(running: Branch) -> None:
    next_item(running.book, running.meeting)
    running.clock.move(75)
    next_item(running.book, running.meeting)
    running.clock.move(20)
    assert (shown(running).rows[0].state, spent(running, 0), spent(running, 1)) == (State.DONE, 75, 20)


def test_pause_is_not_counted(running: Branch) -> None:
    first = shown(running).rows[0].id
    start_item(running.book, first)
    running.clock.move(30)
    pause_item(running.book, first)
    running.clock.move(600)
    start_item(running.book, first)
    running.clock.move(5)
    assert spent(running, 0) == 35


def test_meeting_stays_at_a_paused_item(running: Branch) -> None:
    first = shown(running).rows[0].id
    start_item(running.book, first)
    pause_item(running.book, first)
    current = shown(running).current
    assert current is not None
    assert current.id == first


def test_going_back_to_a_finished_item_adds_to_its_time(running: Branch) -> None:
    first, second = (row.id for row in shown(running).rows[:2])
    start_item(running.book, first)
    running.clock.move(60)
    start_item(running.book, second)
    running.clock.move(60)
    start_item(running.book, first)
    running.clock.move(60)
    assert (spent(running, 0), spent(running, 1)) == (120, 60)


def test_running_item_is_not_started_again(running: Branch) -> None:
    first = shown(running).rows[0].id
    start_item(running.book, first)
    with pytest.raises(Refused):
        start_item(running.book, first)


def test_last_next_ends_the_last_item(running: Branch) -> None:
    for _ in shown(running).rows:
        next_item(running.book, running.meeting)
    assert next_item(running.book, running.meeting) is None
    assert {row.state for row in shown(running).rows} == {State.DONE}


def test_next_after_everything_is_refused(running: Branch) -> None:
    for _ in range(len(shown(running).rows) + 1):
        next_item(running.book, running.meeting)
    with pytest.raises(Refused, match="全部进行完毕"):
        next_item(running.book, running.meeting)


def test_finishing_starts_nothing(running: Branch) -> None:
    next_item(running.book, running.meeting)
    finish_item(running.book, shown(running).rows[0].id)
    assert shown(running).current is None


def test_skipping_keeps_the_reason(running: Branch) -> None:
    item = shown(running).rows[6].id
    skip_item(running.book, item, "上级领导未到会")
    row = shown(running).rows[6]
    assert (row.state, row.skip_reason) == (State.SKIPPED, "上级领导未到会")


def test_skipping_without_a_reason_is_refused(running: Branch) -> None:
    with pytest.raises(Refused, match="原因"):
        skip_item(running.book, shown(running).rows[6].id, "  ")


def test_next_passes_over_a_skipped_item(running: Branch) -> None:
    skip_item(running.book, shown(running).rows[0].id, "材料未齐")
    assert next_item(running.book, running.meeting) == shown(running).rows[1].id


def test_skipped_item_can_be_taken_up(running: Branch) -> None:
    item = shown(running).rows[0].id
    skip_item(running.book, item, "材料未齐")
    take_up(running.book, item)
    assert (shown(running).rows[0].state, shown(running).rows[0].skip_reason) == (State.WAITING, "")


def test_item_moves_up(branch: Branch) -> None:
    item = shown(branch).rows[3].id
    assert move_item(branch.book, item, -1)
    assert [row.id for row in shown(branch).rows].index(item) == 2


def test_item_at_the_end_moves_no_further(branch: Branch) -> None:
    assert not move_item(branch.book, shown(branch).rows[-1].id, 1)


def test_begun_item_does_not_move(running: Branch) -> None:
    next_item(running.book, running.meeting)
    with pytest.raises(Refused):
        move_item(running.book, shown(running).rows[0].id, 1)


def test_item_is_added_behind_another(branch: Branch) -> None:
    rows = shown(branch).rows
    item = add_item(branch.book, branch.meeting, ItemDraft("other", "通报党费收缴", 5), after=rows[1].id)
    assert [row.id for row in shown(branch).rows].index(item) == 2


def test_item_added_during_the_meeting_never_lands_before_what_is_done(running: Branch) -> None:
    first = shown(running).rows[0].id
    next_item(running.book, running.meeting)
    next_item(running.book, running.meeting)
    item = add_item(running.book, running.meeting, ItemDraft("other", "通报党费收缴", 5), after=first)
    assert [row.id for row in shown(running).rows].index(item) == 2


def test_item_without_a_title_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="名称"):
        add_item(branch.book, branch.meeting, ItemDraft("other", " ", 5))


def test_item_of_an_unknown_kind_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="没有这一种"):
        add_item(branch.book, branch.meeting, ItemDraft("tea", "茶歇", 5))


def test_editing_minutes_does_not_touch_a_running_clock(running: Branch) -> None:
    item = next_item(running.book, running.meeting)
    assert item is not None
    running.clock.move(40)
    edit_item(running.book, item, ItemDraft("briefing", "通报准备情况", 1))
    running.clock.move(2)
    assert (spent(running, 0), shown(running).rows[0].clock.planned) == (42, 60)


def test_waiting_item_can_be_removed(branch: Branch) -> None:
    remove_item(branch.book, shown(branch).rows[3].id)
    assert len(shown(branch).rows) == 7


def test_item_with_a_remark_is_not_removed(branch: Branch) -> None:
    item = shown(branch).rows[2].id
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO remark (uid, meeting_id, agenda_item_id, position, kind, created_at, saved_at) "
            "VALUES ('u', ?, ?, 1, 'comment', '', '')",
            (branch.meeting, item),
        )
    with pytest.raises(Refused, match="已有发言"):
        remove_item(branch.book, item)


def test_note_is_kept(branch: Branch) -> None:
    item = shown(branch).rows[0].id
    save_note(branch.book, item, "通报了准备情况。[/x]")
    assert shown(branch).rows[0].note == "通报了准备情况。[/x]"


def test_note_writes_no_event(branch: Branch) -> None:
    before = branch.book.value("SELECT count(*) FROM event")
    save_note(branch.book, shown(branch).rows[0].id, "草稿")
    assert branch.book.value("SELECT count(*) FROM event") == before


def test_expected_end_moves_with_an_overrun(running: Branch) -> None:
    next_item(running.book, running.meeting)
    planned = shown(running).expected_end(running.clock())
    running.clock.move(15 * 60)
    late = shown(running).expected_end(running.clock()) - planned
    assert late.total_seconds() == 5 * 60


def test_taking_back_a_mistaken_next_lets_the_clock_run_on(running: Branch) -> None:
    next_item(running.book, running.meeting)
    running.clock.move(60)
    before = snapshot(running.book, running.meeting)
    next_item(running.book, running.meeting)
    running.clock.move(10)
    restore(running.book, before)
    assert (spent(running, 0), shown(running).rows[1].state) == (70, State.WAITING)


def test_taking_back_keeps_prose_typed_meanwhile(branch: Branch) -> None:
    before = snapshot(branch.book, branch.meeting)
    item = shown(branch).rows[0].id
    move_item(branch.book, shown(branch).rows[1].id, 1)
    save_note(branch.book, item, "新写的")
    restore(branch.book, before)
    assert shown(branch).rows[0].note == "新写的"


def test_taking_back_an_added_item_with_records_is_refused(branch: Branch) -> None:
    before = snapshot(branch.book, branch.meeting)
    item = add_item(branch.book, branch.meeting, ItemDraft("other", "讨论", 5))
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO remark (uid, meeting_id, agenda_item_id, position, kind, created_at, saved_at) "
            "VALUES ('u', ?, ?, 1, 'comment', '', '')",
            (branch.meeting, item),
        )
    with pytest.raises(Refused, match="不能撤销"):
        restore(branch.book, before)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["start", "pause", "finish", "next", "skip", "move", "add", "remove"]),
        st.integers(0, 7),
    ),
    max_size=20,
)


def act(branch: Branch, name: str, index: int) -> None:
    rows = shown(branch).rows
    item = rows[index % len(rows)].id if rows else 0
    if name == "start":
        start_item(branch.book, item)
    elif name == "pause":
        pause_item(branch.book, item)
    elif name == "finish":
        finish_item(branch.book, item)
    elif name == "next":
        next_item(branch.book, branch.meeting)
    elif name == "skip":
        skip_item(branch.book, item, "原因")
    elif name == "move":
        move_item(branch.book, item, index - 4)
    elif name == "add":
        add_item(branch.book, branch.meeting, ItemDraft("other", "临时", 3), after=item)
    else:
        remove_item(branch.book, item)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_is_done_can_be_taken_back_whole(running: Branch, acts: list[tuple[str, int]]) -> None:
    before, first = snapshot(running.book, running.meeting), shown(running)
    for name, index in acts:
        running.clock.move(7)
        try:
            act(running, name, index)
        except Refused:
            continue
    restore(running.book, before)
    assert shown(running) == first


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_positions_stay_numbered_without_gaps_in_what_is_shown(
    running: Branch, acts: list[tuple[str, int]]
) -> None:
    before = snapshot(running.book, running.meeting)
    for name, index in acts:
        running.clock.move(7)
        try:
            act(running, name, index)
        except Refused:
            continue
    rows = shown(running).rows
    restore(running.book, before)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_the_clocks_together_never_show_more_than_has_passed(
    running: Branch, acts: list[tuple[str, int]]
) -> None:
    before, since = snapshot(running.book, running.meeting), running.clock()
    for name, index in acts:
        running.clock.move(7)
        try:
            act(running, name, index)
        except Refused:
            continue
    total = sum(elapsed(row.clock, running.clock()) for row in shown(running).rows)
    restore(running.book, before)
    assert total <= (running.clock() - since).total_seconds()


def test_taking_back_one_act_leaves_the_clock_that_ran_since(running: Branch) -> None:
    before = snapshot(running.book, running.meeting)
    move_item(running.book, shown(running).rows[6].id, -1)
    after = snapshot(running.book, running.meeting)
    start_item(running.book, shown(running).rows[0].id)
    running.clock.move(60)
    restore(running.book, before, after)
    assert (shown(running).rows[6].kind, spent(running, 0)) == ("commentary", 60)


def test_what_was_changed_since_is_not_taken_back(running: Branch) -> None:
    before = snapshot(running.book, running.meeting)
    start_item(running.book, shown(running).rows[0].id)
    after = snapshot(running.book, running.meeting)
    running.clock.move(60)
    pause_item(running.book, shown(running).rows[0].id)
    with pytest.raises(Refused, match="又有变动"):
        restore(running.book, before, after)
    assert spent(running, 0) == 60


def test_taking_back_never_lets_two_items_run(running: Branch) -> None:
    start_item(running.book, shown(running).rows[0].id)
    before = snapshot(running.book, running.meeting)
    finish_item(running.book, shown(running).rows[0].id)
    after = snapshot(running.book, running.meeting)
    start_item(running.book, shown(running).rows[1].id)
    with pytest.raises(Refused, match="又有变动"):
        restore(running.book, before, after)


def test_after_the_meeting_no_clock_is_set_going_by_taking_back(running: Branch) -> None:
    start_item(running.book, shown(running).rows[0].id)
    before = snapshot(running.book, running.meeting)
    finish_item(running.book, shown(running).rows[0].id)
    after = snapshot(running.book, running.meeting)
    adjourn(running.book, running.meeting)
    with pytest.raises(Refused, match="已经散会"):
        restore(running.book, before, after)


def test_an_added_item_that_was_begun_since_stays(running: Branch) -> None:
    before = snapshot(running.book, running.meeting)
    item = add_item(running.book, running.meeting, ItemDraft("other", "讨论", 5))
    after = snapshot(running.book, running.meeting)
    start_item(running.book, item)
    with pytest.raises(Refused, match="又有变动"):
        restore(running.book, before, after)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_taking_back_act_by_act_comes_to_the_beginning(running: Branch, acts: list[tuple[str, int]]) -> None:
    start, first, done = snapshot(running.book, running.meeting), shown(running), []
    for name, index in acts:
        running.clock.move(7)
        before = snapshot(running.book, running.meeting)
        try:
            act(running, name, index)
        except Refused:
            continue
        done.append((before, snapshot(running.book, running.meeting)))
    for before, after in reversed(done):
        restore(running.book, before, after)
    found = shown(running)
    restore(running.book, start)
    assert found == first
