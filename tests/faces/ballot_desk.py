"""The ballot at a desk: a console at its place, codes typed, a poll whose slips are to be typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.pilot import Pilot

from db.config import Config
from db.rules.ballot import VOID_ROW, Ballot
from db.views import polls as views
from tests import paper
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.ballot.slips import SlipEntry
from tui.console.ballot.totals import TotalsEntry
from tui.widgets.codes import CodeAsked

if TYPE_CHECKING:
    from tests.conftest import Branch


def console(branch: Branch) -> ConsoleApp:
    return ConsoleApp(branch.book, Config(), start="ballot")


async def settle(pilot: Pilot[Any]) -> None:
    for _ in range(4):
        await pilot.pause()


async def until(pilot: Pilot[Any], screen: type) -> None:
    """Wait, in turns of the event loop, for a screen to come up."""
    for _ in range(400):
        await pilot.pause()
        if isinstance(pilot.app.screen, screen):
            return
    raise AssertionError(f"{screen.__name__} did not come; {pilot.app.screen} stands")


async def type_codes(pilot: Pilot[Any]) -> None:
    for code in paper.CODES:
        await until(pilot, CodeAsked)
        await pilot.press(*code, "enter")
        await settle(pilot)


async def until_state(pilot: Pilot[Any], branch: Branch, wanted: str) -> None:
    for _ in range(400):
        await pilot.pause()
        if branch.book.value("SELECT state FROM poll ORDER BY id DESC LIMIT 1") == wanted:
            await settle(pilot)
            return
    raise AssertionError(screen_text(pilot.app))


def keys(slip: Ballot) -> list[str]:
    if slip.is_void:
        return ["f4", "enter"]
    return [("minus" if mark == VOID_ROW else str(mark)) for mark in slip.marks] + ["enter"]


async def at_entry(pilot: Pilot[Any], branch: Branch, count: int, channel: str = "slips") -> int:
    """A poll opened behind the screen, its codes asked for, the first slip in front."""
    poll = paper.draft(branch.book, branch.meeting, channel)
    paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, count)
    pilot.app.screen.go("ballot")  # type: ignore[attr-defined]
    await settle(pilot)
    await pilot.press("5")
    await type_codes(pilot)
    await until(pilot, SlipEntry if channel == "slips" else TotalsEntry)
    return poll


def ungraded_row(branch: Branch, poll: int) -> int:
    """The row of the one whom the slip calls 不定等次."""
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    return [target.is_graded for target in sheet.targets].index(False)
