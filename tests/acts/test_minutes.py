"""Draft, read back, final, put right."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from db.acts import minutes as acts
from db.errors import Refused
from db.export.outline import Paragraph, to_json
from db.rules.ballot import APPRAISAL_SCALE
from db.store.poll_forms import scale_to_json
from db.views.minutes import Minutes, minutes
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch


@pytest.fixture
def over(branch: Branch) -> Branch:
    """A meeting that was held and adjourned."""
    sample.all_present(branch.book, branch.meeting)
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE meeting SET state = 'adjourned', started_at = ?1, ended_at = ?1", (branch.book.now(),)
        )
    return branch


def read(branch: Branch) -> Minutes:
    found = minutes(branch.book, branch.meeting)
    assert found is not None
    return found


def read_back(branch: Branch, objections: str = "") -> None:
    acts.read_back(branch.book, branch.meeting, read(branch).spoken_digest, objections)


def finalise(branch: Branch) -> str:
    text = read(branch)
    return acts.finalise(branch.book, branch.meeting, text.record_json, text.spoken_digest)


def say(branch: Branch, text: str = "发言") -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO remark (uid, meeting_id, position, kind, speaker_id, text, state, created_at, saved_at) "
            "VALUES (hex(randomblob(16)), ?, 1, 'self_review', ?, ?, 'spoken', ?4, ?4)",
            (branch.meeting, branch.members[0], text, branch.book.now()),
        )


def test_minutes_begin_as_a_draft(over: Branch) -> None:
    assert read(over).state.value == "draft"


def test_reading_back_notes_when_and_what_was_said(over: Branch) -> None:
    read_back(over, "李娜提出漏记一条，已补记")
    back = read(over).standing.read_back
    assert back is not None
    assert (f"{back.at:%H:%M}", back.objections) == ("14:30", "李娜提出漏记一条，已补记")


def test_a_meeting_that_was_never_opened_has_nothing_to_read_back(branch: Branch) -> None:
    with pytest.raises(Refused, match="还没有开会"):
        read_back(branch)


def test_reading_back_waits_for_an_open_poll(over: Branch) -> None:
    with over.book.quiet() as db:
        db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at) "
            "VALUES ('u', ?, 'appraisal', 'slips', '民主测评', 'open', ?, '{}', '')",
            (over.meeting, scale_to_json(APPRAISAL_SCALE)),
        )
    with pytest.raises(Refused, match="民主测评"):
        read_back(over)


def test_a_draft_cannot_become_final(over: Branch) -> None:
    with pytest.raises(Refused, match="还没有宣读核对"):
        finalise(over)


def test_minutes_become_final_after_reading_back(over: Branch) -> None:
    read_back(over)
    finalise(over)
    assert read(over).state.value == "final"


def test_minutes_wait_for_the_end_of_the_meeting(over: Branch) -> None:
    with over.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', ended_at = NULL")
    read_back(over)
    with pytest.raises(Refused, match="还没有散会"):
        finalise(over)


def test_what_changed_after_reading_back_has_to_be_read_again(over: Branch) -> None:
    read_back(over)
    say(over)
    with pytest.raises(Refused, match="又有改动"):
        finalise(over)


def test_reading_the_change_back_lets_them_become_final(over: Branch) -> None:
    read_back(over)
    say(over)
    read_back(over)
    assert len(finalise(over)) == 64


def test_the_end_of_the_meeting_is_no_change(over: Branch) -> None:
    with over.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', ended_at = NULL")
    read_back(over)
    over.clock.move(600)
    with over.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'adjourned', ended_at = ?", (over.book.now(),))
    finalise(over)
    assert any(
        isinstance(block, Paragraph) and "14:40，主持人宣布散会" in block.text for block in read(over).record
    )


def test_a_reading_can_be_taken_back(over: Branch) -> None:
    read_back(over)
    acts.reopen(over.book, over.meeting)
    assert (read(over).state.value, read(over).standing.read_back) == ("draft", None)


def test_final_minutes_cannot_be_taken_back(over: Branch) -> None:
    read_back(over)
    finalise(over)
    with pytest.raises(Refused, match="更正说明"):
        acts.reopen(over.book, over.meeting)


def test_final_minutes_stay_as_they_were_when_the_roster_changes(over: Branch) -> None:
    read_back(over)
    finalise(over)
    before = read(over).record
    with over.book.quiet() as db:
        db.execute("UPDATE member SET name = '改名'")
        db.execute("UPDATE meeting SET title = '改题'")
    assert read(over).record == before


def test_the_hash_of_final_minutes_is_that_of_the_kept_text(over: Branch) -> None:
    read_back(over)
    fingerprint = finalise(over)
    kept = read(over)
    assert (
        kept.standing.digest
        == fingerprint
        == __import__("hashlib").sha256(to_json(kept.record).encode()).hexdigest()
    )


def test_not_even_sql_changes_final_minutes(over: Branch) -> None:
    read_back(over)
    finalise(over)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"), over.book.quiet() as db:
        db.execute("UPDATE minutes SET record = '[]'")


def test_a_correction_is_appended_to_final_minutes(over: Branch) -> None:
    read_back(over)
    finalise(over)
    acts.amend(over.book, over.meeting, " 第三项应为李国庆发言。\x1b ")
    assert [note.text for note in read(over).standing.amendments] == ["第三项应为李国庆发言。"]


def test_a_draft_needs_no_correction(over: Branch) -> None:
    with pytest.raises(Refused, match="可以直接改"):
        acts.amend(over.book, over.meeting, "更正")


def test_an_empty_correction_is_refused(over: Branch) -> None:
    read_back(over)
    finalise(over)
    with pytest.raises(Refused, match="更正什么"):
        acts.amend(over.book, over.meeting, "  ")


def test_each_step_leaves_one_event_without_its_text(over: Branch) -> None:
    read_back(over, "意见")
    finalise(over)
    acts.amend(over.book, over.meeting, "更正文字")
    rows = over.book.rows("SELECT kind, ids FROM event WHERE kind LIKE 'minutes.%' ORDER BY id")
    kinds, ids = [row[0] for row in rows], "".join(row[1] for row in rows)
    assert (kinds, "更正" in ids) == (["minutes.read_back", "minutes.finalised", "minutes.amended"], False)
