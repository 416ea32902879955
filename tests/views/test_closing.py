from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts.agenda import next_item, skip_item
from db.acts.meetings import adjourn, open_meeting
from db.acts.remarks import RemarkDraft, begin, finish, save_text
from db.rules.remarks import Kind
from db.views.agenda import agenda
from db.views.briefing import briefing
from db.views.closing import Closing, closing, criticisms, silent
from tests.sample import all_present

if TYPE_CHECKING:
    from tests.conftest import Branch


def shown(branch: Branch) -> Closing:
    found = closing(branch.book, branch.meeting)
    assert found is not None
    return found


def remark(branch: Branch, kind: str, state: str, text: str = "话") -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO remark (uid, meeting_id, position, kind, speaker_id, about_id, text, state, created_at, saved_at) "
            "VALUES (hex(randomblob(8)), ?, 1, ?, ?, ?, ?, ?, '', '')",
            (branch.meeting, kind, branch.members[0], branch.members[1], text, state),
        )


def test_no_such_meeting_has_no_closing(branch: Branch) -> None:
    assert closing(branch.book, 99) is None


def test_items_not_held_are_named(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    next_item(branch.book, branch.meeting)
    skip_item(branch.book, agenda(branch.book, branch.meeting).rows[1].id, "原因")
    assert shown(branch).waiting[0] == "个人对照检查和相互批评"


def test_length_is_from_opening_to_end(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    branch.clock.move(5400)
    adjourn(branch.book, branch.meeting)
    assert shown(branch).length_seconds == 5400


def test_length_is_what_the_two_shown_moments_are_apart(branch: Branch) -> None:
    branch.clock.move(50)
    open_meeting(branch.book, branch.meeting)
    branch.clock.move(20)
    adjourn(branch.book, branch.meeting)
    assert shown(branch).length_seconds == 60


def test_who_came_and_made_no_self_review_is_named(branch: Branch) -> None:
    all_present(branch.book, branch.meeting)
    open_meeting(branch.book, branch.meeting)
    while (current := agenda(branch.book, branch.meeting).current) is None or current.kind != "self_review":
        next_item(branch.book, branch.meeting)
    said = begin(branch.book, branch.meeting, RemarkDraft(Kind.SELF_REVIEW, branch.members[0]))
    save_text(branch.book, said, "查摆问题[/x]")
    finish(branch.book, said)
    assert len(silent(branch.book, branch.meeting)) == len(branch.members) - 1


def test_nobody_is_silent_where_no_self_review_was_held(branch: Branch) -> None:
    all_present(branch.book, branch.meeting)
    open_meeting(branch.book, branch.meeting)
    assert silent(branch.book, branch.meeting) == ()


def test_meeting_still_going_on_has_no_length(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    assert shown(branch).length_seconds == 0


def test_only_drafts_with_words_are_counted(branch: Branch) -> None:
    remark(branch, "comment", "draft")
    remark(branch, "comment", "draft", "")
    remark(branch, "comment", "spoken")
    assert shown(branch).drafts == 1


def test_criticisms_name_speaker_and_target(branch: Branch) -> None:
    remark(branch, "criticism", "spoken", "学习不够")
    found = criticisms(branch.book, branch.meeting)[0]
    assert (found.speaker, found.about, found.text) == ("丁一", "于建国", "学习不够")


def test_withdrawn_criticism_is_left_out(branch: Branch) -> None:
    remark(branch, "criticism", "withdrawn")
    assert criticisms(branch.book, branch.meeting) == ()


def test_briefing_without_anything_to_say_is_empty(branch: Branch) -> None:
    assert briefing(branch.book, branch.meeting, "2026-11-22") == ""
