"""The ballot place as a room of people meets it: what is said before opening, what is in sight, what a key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts import poll_drafts
from db.views import polls as views
from tests import kinds
from tests.faces.ballot_desk import console, settle
from tests.faces.screen import screen_text
from tui.console.ballot.stack import subject
from tui.console.panes.ballot import BallotPane
from tui.present import ballot as present
from tui.present import ballot_counts as counts
from tui.present import ballot_results as results
from tui.present.ballot_preflight import preflight_text
from tui.present.ballot_tables import Shown
from tui.strings import ballot as words
from tui.strings import ballot_entry as entry_words

if TYPE_CHECKING:
    from db.acts.poll_drafts import PollDraft
    from tests.conftest import Branch


def drafted(branch: Branch, channel: str) -> views.PollSheet:
    poll = poll_drafts.draft(branch.book, branch.meeting, kinds.APPRAISAL)
    poll_drafts.set_channel(branch.book, poll, channel)
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    return sheet


def said_before_opening(branch: Branch, channel: str) -> str:
    sheet = drafted(branch, channel)
    ready = views.preparing(branch.book, sheet.turnout.id)
    assert ready is not None
    return preflight_text(sheet, ready)


async def test_the_poll_just_prepared_is_in_sight_among_many(branch: Branch) -> None:
    for asked in (kinds.SATISFACTION, kinds.CRITERIA_OF_BRANCH, kinds.MOTION):
        kinds.counted(branch, asked)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        poll_drafts.draft(branch.book, branch.meeting, kinds.APPRAISAL)
        pilot.app.screen.query_one(BallotPane).reload()
        await settle(pilot)
        assert "     4  民主测评" in screen_text(pilot.app)


@pytest.mark.parametrize("channel", ["slips", "totals", "calls"])
def test_whoever_opens_on_paper_is_told_to_print_first(branch: Branch, channel: str) -> None:
    assert "请先把票印好，开始以后不能导出" in said_before_opening(branch, channel)


def test_a_booth_needs_no_printing(branch: Branch) -> None:
    assert "印好" not in said_before_opening(branch, "booth")


def test_what_the_keys_do_stands_below_at_80_by_24(branch: Branch) -> None:
    for state in ("draft", "open", "closed", "settling", "counted", "void"):
        assert state in words.KEYS
    assert "导出票样" not in present.keys(drafted(branch, "booth"))
    assert present.keys(None) == words.NO_KEYS


async def test_the_way_to_the_exports_is_on_screen(branch: Branch) -> None:
    drafted(branch, "slips")
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "F2 导出票样、改投票方式、放弃" in screen_text(pilot.app)


def test_nobody_is_told_to_destroy_paper() -> None:
    assert "纸票请封存保管" in words.COUNTED


def test_what_was_cleaned_up_is_said_for_people(branch: Branch) -> None:
    poll = kinds.counted(branch, kinds.APPRAISAL)
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    assert results.facts(sheet) in (words.FACTS_CLEAN, words.FACTS_WAITING)
    assert not any(word in words.FACTS_CLEAN for word in ("字节", "日志", "彻底删除"))


def test_whoever_has_no_grade_is_told_in_four_characters(branch: Branch) -> None:
    poll = kinds.counted(branch, kinds.APPRAISAL)
    result = views.result(branch.book, poll)
    assert result is not None
    table = counts.counts(Shown(result, None, 78, is_covered=False))
    ungraded = [
        row for row, target in zip(table.rows, result.overall, strict=True) if not target.target.is_graded
    ]
    assert ungraded
    assert all(row.cells[1:3] == ("不定", "等次") for row in ungraded)


def test_a_slip_without_names_to_write_in_speaks_of_the_text_alone() -> None:
    assert entry_words.notes_of(has_names=0, has_text=1000) == "意见"
    assert entry_words.notes_of(has_names=1, has_text=1000) == "另选、意见"


@pytest.mark.parametrize(
    ("asked", "called"),
    [(kinds.CRITERIA_OF_MEMBERS, entry_words.NAME), (kinds.CRITERIA_OF_BRANCH, entry_words.LINE)],
    ids=["members", "branch"],
)
def test_rows_that_are_no_members_are_not_called_names(branch: Branch, asked: PollDraft, called: str) -> None:
    sheet = views.sheet(branch.book, poll_drafts.draft(branch.book, branch.meeting, asked))
    assert sheet is not None
    assert subject(sheet) == called
