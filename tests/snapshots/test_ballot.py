"""The appraisal and the committee's opinions as they look, with names that try the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import decisions
from db.acts.stage import set_room
from db.config import Config, Look
from db.rules.ballot import APPRAISAL_FORM, Ballot
from db.rules.tally import RowCount
from tests import paper, sample
from tui.console.app import ConsoleApp
from tui.console.ballot.slips import SlipEntry
from tui.console.ballot.totals import TotalsEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.pilot import Pilot

    from db.rules.ballot import RowTotals
    from tests.conftest import Branch
    from tui.console.ballot.totals_state import Note

LIGHT = Config(look=Look(theme="light"))
NAMES = ("[/x]", *sample.NAMES[1:])


class EmptyBox:
    """A box of totals into which nothing goes."""

    def agrees(self, valid: int, void: int) -> bool:
        return True

    def entered(self, valid: int, void: int) -> tuple[int, ...]:
        return (0, 1)

    def has_notes(self, valid: int, void: int) -> bool:
        return False

    def start_again(self) -> None:
        """Nothing is in it."""

    def seal(self, cell: int, totals: RowTotals) -> None:
        """Nothing goes in."""

    def seal_notes(self, notes: Sequence[Note], valid: int, void: int) -> None:
        """Nothing goes in."""


def named(branch: Branch) -> None:
    """Names that try the layout, and uids that give the same fingerprint each time."""
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET uid = printf('%032d', id)")
        db.execute("UPDATE member SET name = '[/x]' WHERE name = '丁一'")


def counted(branch: Branch) -> None:
    named(branch)
    unanimous = [Ballot((1, *slip.marks[1:]), slip.is_void) for slip in paper.deck(24, 26, seed=3)]
    paper.whole_poll(branch.book, branch.meeting, unanimous)


async def type_a_slip(pilot: Pilot[None]) -> None:
    entry = SlipEntry(
        NAMES, APPRAISAL_FORM, total=24, entered=range(1, 7), seal=lambda _number, _ballot: None
    )
    pilot.app.push_screen(entry)
    await pilot.pause()
    await pilot.press(*"11230", "minus", "4")
    await pilot.pause()


async def type_a_row(pilot: Pilot[None]) -> None:
    entry = TotalsEntry(NAMES, APPRAISAL_FORM, returned=300, scope="row", box=EmptyBox())
    pilot.app.push_screen(entry)
    await pilot.pause()
    await pilot.press(*"298", "enter", *"2", "enter")
    await pilot.pause()
    for cell in RowCount((200, 80, 10, 3), 2, 1).cells:
        await pilot.press(*str(cell), "enter")
    await pilot.pause()


def test_a_draft_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    named(branch)
    paper.draft(branch.book, branch.meeting)
    assert snap_compare(ConsoleApp(branch.book, Config(), start="ballot"), terminal_size=(80, 24))


def test_a_result_at_160_by_45_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    counted(branch)
    assert snap_compare(ConsoleApp(branch.book, LIGHT, start="ballot"), terminal_size=(160, 45))


def test_a_covered_result_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    counted(branch)
    set_room(branch.book, "mirrored")
    assert snap_compare(ConsoleApp(branch.book, Config(), start="ballot"), terminal_size=(80, 24))


def test_a_slip_being_typed_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    app = ConsoleApp(branch.book, Config(), start="ballot")
    assert snap_compare(app, terminal_size=(80, 24), run_before=type_a_slip)


def test_a_row_of_totals_that_does_not_add_up_in_light(
    branch: Branch, snap_compare: Callable[..., bool]
) -> None:
    app = ConsoleApp(branch.book, LIGHT, start="ballot")
    assert snap_compare(app, terminal_size=(80, 24), run_before=type_a_row)


def test_opinions_above_the_limit_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    counted(branch)
    decisions.hold_session(
        branch.book,
        branch.meeting,
        body="committee",
        held_on="2026-11-25",
        place="小会议室",
        attendance="应到5名，实到5名",
        record="",
    )
    for member in branch.members[:9]:
        decisions.decide(branch.book, branch.meeting, member, "excellent", reason="上级表彰")
    assert snap_compare(ConsoleApp(branch.book, Config(), start="decisions"), terminal_size=(80, 24))
