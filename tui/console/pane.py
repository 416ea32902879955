"""What every activity of the console is: a pane that reads, acts and lists what can be done in it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from textual.containers import Vertical

from db.errors import Refused
from tui.keys import digit, plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.events import Key
    from textual.screen import ModalScreen

    from db.book import Book
    from db.config import Config
    from db.errors import PingyiError

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class ActSpec:
    """One thing that can be done in a place.

    Args:
        id: short snake_case name; the pane's method `do_<id>` does it.
        title: the Chinese words in menu and palette.
        initials: the pinyin initials of the title, so that the console needs no pypinyin.
        key: the key that does it in its place (`f3`, `f4` …), where there is one.
        help: one sentence more, where the title does not say it all.
    """

    id: str
    title: str
    initials: str
    key: str = ""
    help: str = ""


@dataclass(frozen=True)
class Place:
    """A pane as the console knows it before loading it."""

    id: str
    title: str
    initials: str
    hint: str
    module: str
    kinds: tuple[str, ...] = ()
    """Agenda item kinds that this place serves."""


class Desk(Protocol):
    """What a pane may ask of the console."""

    book: Book
    config: Config

    @property
    def meeting_id(self) -> int | None:
        """The meeting that the console works on."""

    async def ask(self, dialog: ModalScreen[Answer]) -> Answer | None:
        """Put a dialog and wait for its answer; call it in a `do_` method, which runs in a worker."""

    def say(self, text: str) -> None:
        """Tell what was done, on the notice line; it stays until the next key that does something."""

    def refuse(self, error: PingyiError) -> None:
        """Tell why something was not done; it stays until a key."""

    def go(self, place: str, **arguments: int | str) -> None:
        """Show another place; the arguments reach its `arrive`."""

    def changed(self) -> None:
        """The book was written: status line, agenda and room are read again."""

    def act(self, run: Callable[[], Awaitable[None] | None]) -> None:
        """Do something as an act: a refusal is told, never a crash; may be a coroutine function that asks."""


class Pane(Vertical):
    """Base of every activity. A pane keeps ids and UI state and reads the rest again in `reload`.

    Subclasses set `TITLE`, `HELP` and `ACTS`, write `reload` and a `do_<id>` method an act, and may write `why_not`,
    `digit`, `arrive` and `leave`.
    """

    TITLE: ClassVar[str] = ""
    HELP: ClassVar[str] = ""
    ACTS: ClassVar[tuple[ActSpec, ...]] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="pane")
        self.desk = desk
        self.book = desk.book

    def on_mount(self) -> None:
        """Read for the first time."""
        self.reload()

    def reload(self) -> None:
        """Read the book again and draw what changed. Called on arrival, after acts, and when another process wrote."""

    def arrive(self, **arguments: int | str) -> None:
        """The console has come here (again)."""

    def leave(self) -> None:
        """The console is about to leave: save what is typed."""

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now, in Chinese; nothing where it can."""
        del act
        return ""

    def digits(self) -> tuple[str, ...]:
        """The acts that digits do here now, from 1 on; they keep their numbers in F2's menu."""
        return ()

    def digit(self, number: int) -> bool:
        """A digit was pressed outside a field; True where it meant something."""
        acts = self.digits()
        if not 1 <= number <= len(acts):
            return False
        why_not = self.why_not(acts[number - 1])
        if why_not:
            self.desk.refuse(Refused(why_not))
        else:
            self.run_act(acts[number - 1])
        return True

    def key(self, name: str) -> bool:
        """Another key was pressed outside a field (`plain` name); True where it meant something."""
        del name
        return False

    def focus_default(self) -> None:
        """Put the focus where work goes on: the first thing here that takes it."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus()
                return

    def acted(self, text: str = "") -> None:
        """After an act: read again here and on the status line, and say what was done."""
        self.reload()
        self.desk.changed()
        if text:
            self.desk.say(text)

    def run_act(self, act: str) -> None:
        """Do an act of `ACTS` through the desk, unless it cannot be done now."""
        self.desk.act(getattr(self, f"do_{act}"))

    def act_for_key(self, key: str) -> ActSpec | None:
        """The act that a key does here."""
        return next((act for act in self.ACTS if act.key == key), None)

    def on_key(self, event: Key) -> None:
        """Digits and plain keys that no field has taken."""
        number = digit(event)
        taken = self.digit(number) if number is not None else self.key(plain(event))
        if taken:
            event.stop()
            event.prevent_default()


def is_coroutine(run: Callable[[], Awaitable[None] | None]) -> bool:
    """Whether an act asks something on its way and so must run in a worker."""
    return inspect.iscoroutinefunction(run)
