from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.agenda import (
    STEPS,
    Item,
    Kind,
    Phase,
    State,
    current,
    move,
    next_item,
    start,
    why_not_minutes,
    why_not_move,
    why_not_remove,
    why_not_skip,
    why_not_start,
)
from db.words import AGENDA_KIND, ITEM_STATE

WAITING, RUNNING, PAUSED, DONE, SKIPPED = (
    State.WAITING,
    State.RUNNING,
    State.PAUSED,
    State.DONE,
    State.SKIPPED,
)


def agenda(*states: State) -> tuple[Item, ...]:
    return tuple(Item(number, state) for number, state in enumerate(states, start=1))


@st.composite
def agendas(draw: st.DrawFn) -> tuple[Item, ...]:
    untouched: st.SearchStrategy[State] = st.sampled_from([WAITING, DONE, SKIPPED])
    states: list[State] = draw(st.lists(untouched, max_size=12))
    has_current: bool = draw(st.booleans())
    if states and has_current:
        states[draw(st.integers(0, len(states) - 1))] = draw(st.sampled_from([RUNNING, PAUSED]))
    return agenda(*states)


@given(agendas(), st.integers(0, 14), st.integers(-3, 15))
def test_moving_loses_and_adds_no_item(items: tuple[Item, ...], item_id: int, to: int) -> None:
    assert sorted(move(items, item_id, to), key=lambda item: item.id) == list(items)


@given(agendas(), st.integers(0, 14), st.integers(-3, 15))
def test_moving_keeps_the_order_of_the_others(items: tuple[Item, ...], item_id: int, to: int) -> None:
    others = [item for item in items if item.id != item_id]
    assert [item for item in move(items, item_id, to) if item.id != item_id] == others


@given(agendas(), st.integers(1, 12), st.integers(-3, 15))
def test_no_item_moves_before_one_already_begun(items: tuple[Item, ...], item_id: int, to: int) -> None:
    after = move(items, item_id, to)
    if after != items:
        place = [item.id for item in after].index(item_id)
        assert all(item.state in (WAITING, SKIPPED) for item in after[place:])


@given(agendas(), st.integers(1, 12))
def test_starting_leaves_one_current_item_at_most(items: tuple[Item, ...], item_id: int) -> None:
    assert sum(item.state.is_current for item in start(items, item_id)) <= 1


@given(agendas())
def test_taking_next_after_next_visits_every_waiting_item(items: tuple[Item, ...]) -> None:
    taken = []
    while (following := next_item(items)) is not None:
        taken.append(following.id)
        items = start(items, following.id)
    assert not any(item.state is WAITING for item in items)
    assert len(taken) == len(set(taken))


def test_next_is_the_first_waiting_behind_the_current() -> None:
    assert next_item(agenda(DONE, WAITING, RUNNING, SKIPPED, WAITING)) == Item(5)


def test_next_goes_back_for_an_item_left_behind() -> None:
    assert next_item(agenda(DONE, WAITING, RUNNING)) == Item(2)


def test_an_item_skipped_ahead_of_time_is_not_where_the_meeting_is() -> None:
    assert next_item(agenda(DONE, WAITING, SKIPPED, WAITING)) == Item(2)


def test_next_of_a_fresh_agenda_is_its_first() -> None:
    assert next_item(agenda(WAITING, WAITING)) == Item(1)


def test_nothing_comes_next_when_all_is_done() -> None:
    assert next_item(agenda(DONE, SKIPPED)) is None


def test_nothing_comes_next_on_an_empty_agenda() -> None:
    assert next_item(()) is None


def test_starting_one_item_ends_the_one_before() -> None:
    assert start(agenda(RUNNING, WAITING), 2)[0].state is DONE


def test_paused_item_is_still_where_the_meeting_is() -> None:
    assert current(agenda(DONE, PAUSED)) == Item(2, PAUSED)


def test_skipped_item_can_be_taken_up_after_all() -> None:
    assert start((Item(1, SKIPPED, "时间不够"),), 1) == (Item(1, RUNNING),)


def test_a_begun_item_keeps_its_place() -> None:
    items = agenda(DONE, RUNNING, WAITING)
    assert move(items, 2, 0) == items
    assert why_not_move(items[1]) != ""


def test_waiting_item_moves_up_to_the_current_one_at_most() -> None:
    assert [item.id for item in move(agenda(DONE, RUNNING, WAITING, WAITING), 4, 0)] == [1, 2, 4, 3]


def test_running_item_cannot_be_started_again() -> None:
    assert why_not_start(Item(1, RUNNING)) != ""


@pytest.mark.parametrize("state", [WAITING, PAUSED, DONE, SKIPPED])
def test_other_items_can_be_started(state: State) -> None:
    assert why_not_start(Item(1, state)) == ""


@pytest.mark.parametrize("reason", ["", "  ", "\u3000"])
def test_skipping_needs_a_reason(reason: str) -> None:
    assert why_not_skip(Item(1), reason) != ""


def test_skipping_with_a_reason_is_allowed() -> None:
    assert why_not_skip(Item(1), "上级领导未到会") == ""


@pytest.mark.parametrize("state", [DONE, SKIPPED])
def test_finished_item_cannot_be_skipped(state: State) -> None:
    assert why_not_skip(Item(1, state), "时间不够") != ""


@pytest.mark.parametrize("state", [RUNNING, PAUSED, DONE, SKIPPED])
def test_only_an_untouched_item_can_be_taken_off(state: State) -> None:
    assert why_not_remove(Item(1, state)) != ""


def test_untouched_item_can_be_taken_off() -> None:
    assert why_not_remove(Item(1)) == ""


@pytest.mark.parametrize("minutes", [-1, 601])
def test_planned_minutes_out_of_range_are_refused(minutes: int) -> None:
    assert why_not_minutes(minutes) != ""


@pytest.mark.parametrize("minutes", [0, 600])
def test_planned_minutes_in_range_are_taken(minutes: int) -> None:
    assert why_not_minutes(minutes) == ""


def test_every_kind_has_a_title() -> None:
    assert set(AGENDA_KIND) == {kind.value for kind in Kind}


def test_every_state_has_a_word() -> None:
    assert set(ITEM_STATE) == {state.value for state in State}


def test_steps_are_numbered_through_all_phases() -> None:
    assert [step.number for step in STEPS] == list(range(1, 19))


def test_steps_stand_before_in_and_after_the_meeting_in_turn() -> None:
    phases = [step.phase for step in STEPS]
    assert phases == sorted(phases, key=list(Phase).index)
