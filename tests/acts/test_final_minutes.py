"""Once the minutes are final, nothing that they tell of may change; only a 更正说明 follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts import agenda, corrections, meetings, motions, observers, rollcall
from db.acts.corrections import CorrectionDraft
from db.acts.meetings import MeetingDraft
from db.acts.motions import MotionDraft
from db.acts.observers import ObserverDraft
from db.errors import Refused
from db.rules.attendance import Status
from tests import sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Branch

FINAL = "已经定稿"
CORRECTION = CorrectionDraft("学习不够系统", "每月集中学习两次", "马晓燕", "2027-06")
CHANGES: dict[str, Callable[[Branch], object]] = {
    "a mark at roll call": lambda b: rollcall.mark(b.book, b.meeting, b.members[0], Status.ABSENT),
    "the rest of the roll": lambda b: rollcall.mark_rest(b.book, b.meeting, Status.ABSENT),
    "an observer": lambda b: observers.add_observer(b.book, b.meeting, ObserverDraft("陈明")),
    "the prose of an item": lambda b: agenda.save_note(b.book, first_item(b), "补记"),
    "the plan": lambda b: meetings.edit_meeting(b.book, b.meeting, MeetingDraft("另一次会议", 2026)),
    "the meeting reopened": lambda b: meetings.open_meeting(b.book, b.meeting),
    "a correction": lambda b: corrections.add_correction(b.book, b.meeting, CORRECTION),
    "a motion": lambda b: motions.put(b.book, b.meeting, MotionDraft("补一项表决")),
}


def first_item(branch: Branch) -> int:
    return int(branch.book.value("SELECT min(id) FROM agenda_item"))


@pytest.fixture
def over(branch: Branch) -> Branch:
    """The meeting is adjourned, its minutes are final, it is not closed yet."""
    meetings.open_meeting(branch.book, branch.meeting)
    sample.all_present(branch.book, branch.meeting)
    corrections.add_correction(branch.book, branch.meeting, CORRECTION)
    meetings.adjourn(branch.book, branch.meeting)
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO minutes (meeting_id, uid, state, final_at, record, hash) VALUES (?, 'm', 'final', ?, '[]', 'h')",
            (branch.meeting, branch.book.now()),
        )
    return branch


@pytest.mark.parametrize("what", CHANGES)
def test_what_the_final_minutes_tell_of_does_not_change(over: Branch, what: str) -> None:
    with pytest.raises(Refused, match=FINAL):
        CHANGES[what](over)


def test_a_correction_told_of_is_not_reworded(over: Branch) -> None:
    number = int(over.book.value("SELECT id FROM correction"))
    with pytest.raises(Refused, match=FINAL):
        corrections.edit_correction(over.book, number, CORRECTION)


def test_a_correction_is_still_followed_up(over: Branch) -> None:
    number = int(over.book.value("SELECT id FROM correction"))
    corrections.strike_off(over.book, number, "已落实")
    assert over.book.value("SELECT state FROM correction") == "struck_off"


def test_the_meeting_is_still_closed(over: Branch) -> None:
    meetings.close_meeting(over.book, over.meeting)
    assert over.book.value("SELECT state FROM meeting") == "closed"
