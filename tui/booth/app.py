"""投票台: a process of its own. Waits for a poll with booths, is unlocked with both codes, takes ballots, is locked again.

Nothing of it is kept: no palette, no copying, no picture, and a crash leaves one sentence.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType

from db.book import open_book
from db.errors import PingyiError
from db.views import polls as views
from db.views.status import status
from tui.booth.joining import join
from tui.booth.paper import Paper
from tui.booth.station import LEFT, Station
from tui.calm_app import CalmApp
from tui.followed_book import RETRY_SECONDS, FollowedBook
from tui.present.booth import Area, Neutral, neutral
from tui.strings import booth as words
from tui.widgets.entry import EntryScreen
from tui.widgets.unlocking import unlock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult, SystemCommand
    from textual.driver import Driver
    from textual.screen import ModalScreen, Screen

    from db.book import Book, Reader
    from db.config import Config
    from db.sealing import Sealer
    from db.views.polls import Turnout

Answer = TypeVar("Answer")

STYLES = Path(__file__).parent.parent / "styles"


class Lobby(EntryScreen[None]):
    """What stands while the booth is locked: waits for a poll, then for the two who hold the codes."""

    KEYS: ClassVar[dict[str, str]] = {"enter": "unlock", "f12": "leave", "ctrl+q": "leave"}
    DEFAULT_CSS = "Lobby { background: $background; }"

    def __init__(self, path: Path, *, half_blocks: bool) -> None:
        super().__init__()
        self._half_blocks = half_blocks
        self.followed = FollowedBook(path, read=self._read, lost=self._wait)
        self._said = words.WAIT_BOOK_TEXT
        self._trouble = ""
        self._is_rehearsal = False
        self._turnout: Turnout | None = None

    def compose(self) -> ComposeResult:
        """The one widget."""
        yield Paper()

    def on_mount(self) -> None:
        """Look for the book, and go on looking."""
        self.set_interval(RETRY_SECONDS, self.followed.look_after)
        self.followed.look_after()

    def on_unmount(self) -> None:
        """Let the book go."""
        self.followed.close()

    def on_resize(self) -> None:
        """Lay out anew."""
        self.draw()

    @property
    def turnout(self) -> Turnout | None:
        """The poll that waits for this booth to be unlocked."""
        return self._turnout

    def _read(self, reader: Reader) -> None:
        """Whether a poll with booths is open."""
        self._is_rehearsal = status(reader).is_rehearsal
        found = views.open_poll(reader)
        is_for_booths = found is not None and found.channel == "booth" and found.state == "open"
        self._turnout = found if is_for_booths else None
        self._said, self._trouble = words.WAIT_POLL_TEXT, ""
        self.draw()

    def _wait(self, is_other_version: bool) -> None:
        self._turnout = None
        self._said = words.WAIT_VERSION_TEXT if is_other_version else words.WAIT_BOOK_TEXT
        self.draw()

    def complain(self, error: PingyiError) -> None:
        """Say why the booth was not unlocked."""
        self._trouble = words.JOIN_FAILED.format(title=error.title, message=error.message)
        self.draw()

    def draw(self) -> None:
        """Draw what stands."""
        if not self.is_mounted or not self.size:
            return
        large, text = words.WAIT_BOOK, self._said
        if self._turnout is not None:
            large = words.LOCKED
            text = self._trouble or words.LOCKED_TEXT.format(title=self._turnout.title)
        shown = Neutral(
            large, text, keys=words.LOBBY_KEYS, corner=words.NAME, is_rehearsal=self._is_rehearsal
        )
        self.query_one(Paper).show(neutral(shown, Area(*self.size, self._half_blocks)))

    def action_unlock(self) -> None:
        """Begin to ask for the codes."""
        app = self.app
        if self._turnout is not None and isinstance(app, BoothApp):
            app.run_worker(app.serve(self, self._turnout.id), exclusive=True)

    def action_leave(self) -> None:
        """A locked booth may be left by anybody."""
        self.app.exit()


class BoothApp(CalmApp[None]):
    """A booth for the book at a path, which need not be there yet."""

    CSS_PATH = [STYLES / "base.tcss", STYLES / "booth.tcss"]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = words.APP_TITLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "nothing", show=False),
        Binding("ctrl+c", "nothing", show=False),
    ]

    def __init__(self, path: Path, config: Config, *, driver_class: type[Driver] | None = None) -> None:
        super().__init__(config.look, driver_class=driver_class)
        self.path = path
        self.config = config
        self._book: Book | None = None

    @property
    def book(self) -> Book:
        """The book, open to write for as long as the booth is being unlocked or is."""
        assert self._book is not None  # noqa: S101 - asked for by what `serve` runs
        return self._book

    def on_mount(self) -> None:
        """Wait."""
        self.leave_when_told()
        self.push_screen(Lobby(self.path, half_blocks=self._half_blocks))

    @property
    def _half_blocks(self) -> bool:
        return self.config.look.compatible == "off"

    async def ask(self, dialog: ModalScreen[Answer]) -> Answer | None:
        """Put a screen and wait for its answer."""
        return await self.push_screen_wait(dialog)

    def say(self, text: str) -> None:
        """Nothing: there is no line for it, and the screens themselves say what they do."""

    async def serve(self, lobby: Lobby, poll_id: int) -> None:
        """Unlock, take a place, take ballots until both codes are given again or the poll is over."""
        try:
            with open_book(self.path, create=False) as book:
                self._book = book
                if await self._serve(book, poll_id) == LEFT:
                    self.exit()
        except PingyiError as error:
            lobby.complain(error)
        finally:
            self._book = None

    async def _serve(self, book: Book, poll_id: int) -> str | None:
        sheet = views.sheet(book, poll_id)
        sealer = None if sheet is None else await unlock(self, sheet, words.CODES_WRONG)
        if sheet is None or sealer is None:
            return None
        try:
            number, seat = join(book, poll_id)
            try:
                return await self.ask(self._station(book, sheet, sealer, number))
            finally:
                seat.release()
        finally:
            sealer.forget()

    def _station(self, book: Book, sheet: views.PollSheet, sealer: Sealer, number: int) -> Station:
        is_rehearsal = status(book).is_rehearsal
        place = partial(Station, half_blocks=self._half_blocks, is_rehearsal=is_rehearsal)
        return place(self, sheet, sealer, number)

    # What a booth does not do

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing is ever copied from here."""

    def action_nothing(self) -> None:
        """No key leaves by accident."""

    async def action_quit(self) -> None:
        """Only both codes leave an unlocked booth."""

    def action_help_quit(self) -> None:
        """Textual's English hint is not for voters."""

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None."""
        del screen
        return iter(())
