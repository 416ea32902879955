"""The ballot at a desk: a console at its place, codes typed, a poll whose slips are to be typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from textual.events import Key
from textual.pilot import Pilot

from db.acts import poll_drafts
from db.acts.poll_drafts import Line
from db.config import Config
from db.rules.ballot import VOID_ROW, Ballot
from db.views import polls as views
from tests import paper, sample
from tests.faces.screen import screen_text
from tui.calm_app import CalmApp
from tui.console.app import ConsoleApp
from tui.console.ballot import ways
from tui.console.ballot.slips import SlipEntry
from tui.console.ballot.totals import TotalsEntry
from tui.widgets.codes import CodeAsked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.screen import ModalScreen

    from db.acts.poll_drafts import PollDraft
    from db.book import Book
    from db.errors import PingyiError
    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tests.conftest import Branch
    from tui.console.pane import Desk

Answer = TypeVar("Answer")


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


class Table:
    """A desk with nothing on it but the screens that take ballots in."""

    def __init__(self, book: Book, run: Callable[[Desk], Awaitable[object]]) -> None:
        self.book, self.config, self.meeting_id = book, Config(), None
        self.said: list[str] = []
        self.answer: object = None
        self._run = run
        self.app = TableApp(self)

    async def work(self) -> None:
        """What the console's pane would do."""
        self.answer = await self._run(self)
        self.said.append("done")

    async def ask(self, dialog: ModalScreen[Answer]) -> Answer | None:
        """Put a screen and wait."""
        return await self.app.push_screen_wait(dialog)

    def say(self, text: str) -> None:
        """Keep what was said."""
        self.said.append(text)

    def refuse(self, error: PingyiError) -> None:
        """Keep what was refused."""
        self.said.append(error.message)

    def go(self, place: str, **arguments: int | str) -> None:
        """There is nowhere to go."""

    def changed(self) -> None:
        """Nothing beside shows the book."""

    def act(self, run: Callable[[], Awaitable[None] | None]) -> None:
        """Nothing is done beside."""


class TableApp(CalmApp[None]):
    """The app of a table."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._table.work())


def opened(
    branch: Branch,
    asked: PollDraft,
    returned: int,
) -> tuple[int, PollSheet, Sealer]:
    """A poll that is open with so many slips back, and its box unlocked."""
    sample.all_present(branch.book, branch.meeting)
    paper.choose_roles(branch.book, branch.meeting)
    poll = poll_drafts.draft(branch.book, branch.meeting, asked)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, returned)
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    return poll, sheet, sealer


def at_the_table(branch: Branch, sheet: PollSheet, sealer: Sealer) -> Table:
    """A table at which the ballots of a poll come in by its own way."""

    async def enter(desk: Desk) -> None:
        await ways.enter(desk, sheet, sealer)

    return Table(branch.book, enter)


def lines(*labels: str) -> tuple[Line, ...]:
    """Rows of a slip."""
    return tuple(Line(label) for label in labels)


async def post(pilot: Pilot[Any], *pressed: str) -> None:
    """All keys at once, as a paste or a fast hand would."""
    names = {"enter": "\r", "minus": "-", "plus": "+", "space": " "}
    for key in pressed:
        pilot.app.post_message(Key(key, names.get(key, key if len(key) == 1 else None)))
    await settle(pilot)


async def shown(branch: Branch, *keys: str, size: tuple[int, int] = (80, 24)) -> str:
    """What stands on the screen of the place once these keys were pressed, one after another."""
    async with console(branch).run_test(size=size) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        return screen_text(pilot.app)
