"""The keys of the wall while ballots are typed in: the room is never without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.acts import ballots, polls
from db.acts import stage as stage_acts
from db.acts.poll_drafts import PollDraft
from db.rules.ballot import APPRAISAL_SCALE, Ballot, BallotForm
from db.rules.poll_kinds import NOMINATION_SCALE
from db.rules.stage import SceneSpec
from db.views.stage import stage
from tests import paper
from tests.faces.ballot_desk import Table, at_the_table, lines, opened, post, settle, type_codes, until
from tests.faces.screen import screen_text
from tui.console import stage_keys
from tui.console.ballot import ceremony
from tui.console.ballot.calls import CallEntry
from tui.console.ballot.settling import PaperSlip, SettlingEntry
from tui.console.ballot.slips import SlipEntry
from tui.console.ballot.totals import TotalsEntry
from tui.console.ballot.totals_notes import NotesEntry

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.conftest import Branch
    from tui.console.pane import Desk

PLAIN = BallotForm(APPRAISAL_SCALE)
CHOICE = BallotForm(NOMINATION_SCALE, most_chosen=1, write_ins=1, blank_name="未选")
WAYS = {"slips": SlipEntry, "calls": CallEntry, "totals": TotalsEntry}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ceremony, "COST", paper.CHEAP)


def table(branch: Branch, channel: str, form: BallotForm = PLAIN) -> Table:
    kind = "nomination" if form.most_chosen else "appraisal"
    _, sheet, sealer = opened(branch, PollDraft(kind, "测评", channel, form, lines("甲", "[/x]")), 3)
    return at_the_table(branch, sheet, sealer)


async def blanked_and_back(pilot: Pilot[Any], branch: Branch, screen: type) -> None:
    """F8 twice on a screen, which stays."""
    await until(pilot, screen)
    await settle(pilot)
    for is_blank in (True, False):
        await post(pilot, "f8")
        assert stage(branch.book).is_blank is is_blank
        told = "大屏已黑屏。再按 F8 恢复。" if is_blank else "大屏已恢复。"
        assert told in screen_text(pilot.app)
        assert isinstance(pilot.app.screen, screen)


@pytest.mark.parametrize("channel", WAYS)
async def test_the_wall_goes_dark_and_comes_back_while_ballots_are_typed_in(
    branch: Branch, channel: str
) -> None:
    async with table(branch, channel).app.run_test(size=(80, 24)) as pilot:
        await blanked_and_back(pilot, branch, WAYS[channel])


@pytest.mark.parametrize("channel", WAYS)
async def test_what_was_prepared_goes_on_the_wall_while_ballots_are_typed_in(
    branch: Branch, channel: str
) -> None:
    async with table(branch, channel).app.run_test(size=(80, 24)) as pilot:
        await until(pilot, WAYS[channel])
        await settle(pilot)
        await post(pilot, "f5")
        assert stage_keys.NOTHING_PREPARED in screen_text(pilot.app)
        stage_acts.preview(branch.book, SceneSpec("cover", {"meeting": branch.meeting}))
        await post(pilot, "f5")
        assert stage(branch.book).live.kind == "cover"


async def test_the_menu_of_an_entry_screen_blanks_the_wall(branch: Branch) -> None:
    async with table(branch, "slips").app.run_test(size=(80, 24)) as pilot:
        await until(pilot, SlipEntry)
        await pilot.press("f2")
        await settle(pilot)
        assert "大屏黑屏或恢复" in screen_text(pilot.app)


async def test_where_f5_seals_it_puts_nothing_on_the_wall(branch: Branch) -> None:
    stage_acts.preview(branch.book, SceneSpec("cover", {"meeting": branch.meeting}))
    async with table(branch, "totals", CHOICE).app.run_test(size=(80, 24)) as pilot:
        await until(pilot, TotalsEntry)
        await settle(pilot)
        await post(pilot, "3", "enter", "0", "enter", "end", "down", "down", "enter")
        await blanked_and_back(pilot, branch, NotesEntry)
        await post(pilot, "f5")
        await until(pilot, TotalsEntry)
    assert stage(branch.book).live.kind != "cover"


async def test_the_wall_goes_dark_while_two_entries_are_settled(branch: Branch) -> None:
    asked = PollDraft("appraisal", "测评", "slips", PLAIN, lines("甲", "[/x]"), entries=2)
    poll, sheet, sealer = opened(branch, asked, 1)
    for entry, marks in ((1, (1, 2)), (2, (1, 3))):
        ballots.enter_slip(branch.book, poll, sealer, 1, Ballot(marks), entry=entry)
    polls.close_poll(branch.book, poll)

    async def count(desk: Desk) -> bool:
        return await ceremony.count(desk, sheet)

    async with Table(branch.book, count).app.run_test(size=(80, 24)) as pilot:
        await type_codes(pilot)
        await blanked_and_back(pilot, branch, SettlingEntry)
        await post(pilot, "f4")
        await blanked_and_back(pilot, branch, PaperSlip)
