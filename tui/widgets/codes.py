"""The two codes: shown once to be written down, and asked for again. Never in a field that can be copied from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.rules.poll import grouped
from db.sealing import CODE_DIGITS, wipe
from tui.strings import ballot as words
from tui.widgets.bar import Bar
from tui.widgets.entry import EntryScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult

HIDDEN = "*"


class CodeShown(EntryScreen[bool]):
    """One code, to one person, once. True when it was written down."""

    KEYS: ClassVar[dict[str, str]] = {"enter": "copied", "escape": "leave"}

    def __init__(self, role: str, names: str, code: str) -> None:
        super().__init__()
        self._role, self._names, self._code = role, _bracketed(names), code

    def compose(self) -> ComposeResult:
        """Whose it is, the digits, how to go on."""
        with Vertical(classes="dialog -narrow"):
            yield Static(Content(words.CODE_FOR.format(role=self._role)), classes="dialog-title")
            yield Static(Content(words.CODE_SHOW.format(role=self._role, names=self._names)))
            yield Bar(grouped(self._code), id="code", classes="-code")
            yield Static(Content(words.CODE_SHOW_KEYS), classes="dialog-note")

    def action_copied(self) -> None:
        """The code was written down."""
        self._answer(is_copied=True)

    def action_leave(self) -> None:
        """The code was not written down, and is void."""
        self._answer(is_copied=False)

    def _answer(self, *, is_copied: bool) -> None:
        """Take the digits off the screen and out of this object, and answer."""
        self._code = ""
        self.query_one("#code", Bar).show("")
        self.dismiss(is_copied)


class CodeAsked(EntryScreen["str | None"]):
    """Asks one person for a code; shows how many digits are typed, never which.

    Args:
        role: 监票人 or 计票人.
        names: Who holds the code.
        wanted: The code just shown, where this only checks that it was copied right.
    """

    KEYS: ClassVar[dict[str, str]] = {"enter": "answer", "backspace": "erase", "escape": "leave"}

    def __init__(self, role: str, names: str, *, wanted: str | None = None) -> None:
        super().__init__()
        self._role, self._names, self._wanted = role, _bracketed(names), wanted
        self._typed = bytearray()

    def compose(self) -> ComposeResult:
        """Who is asked, how many digits are there, what the keys do."""
        sentence = words.CODE_CHECK if self._wanted else words.CODE_TYPE
        with Vertical(classes="dialog -narrow"):
            yield Static(Content(words.CODE_FOR.format(role=self._role)), classes="dialog-title")
            yield Static(Content(sentence.format(role=self._role, names=self._names)))
            yield Bar(self._hidden(), id="code", classes="-code")
            yield Bar("", id="complaint", classes="-complaint")
            yield Static(Content(words.CODE_KEYS), classes="dialog-note")

    def _hidden(self) -> str:
        return grouped(HIDDEN * len(self._typed) + "_" * (CODE_DIGITS - len(self._typed)))

    def _show(self, complaint: str = "") -> None:
        self.query_one("#code", Bar).show(self._hidden())
        bar = self.query_one("#complaint", Bar)
        bar.set_class(bool(complaint), "-alert")
        bar.show(complaint)

    def take_digit(self, number: int) -> None:
        """A digit more; blanks and hyphens between groups mean nothing."""
        if len(self._typed) < CODE_DIGITS:
            self._typed.append(ord("0") + number)
        self._show()

    def action_erase(self) -> None:
        """Take the last digit back."""
        if self._typed:
            self._typed.pop()
        self._show()

    def action_answer(self) -> None:
        """Give the code back, once it is whole and, where it is only checked, right."""
        if len(self._typed) < CODE_DIGITS:
            self._show(words.CODE_SHORT)
            return
        code = self._typed.decode()
        self._forget()
        if self._wanted is not None and code != self._wanted:
            self._show(words.CODE_WRONG_COPY)
            return
        self._wanted = None
        self.dismiss(code)

    def action_leave(self) -> None:
        """Give nothing back."""
        self._forget()
        self._wanted = None
        self.dismiss(None)

    def _forget(self) -> None:
        wipe(self._typed)
        self._typed = bytearray()


def _bracketed(names: str) -> str:
    """Who holds a code, behind the role; nothing where the branch chose nobody."""
    return f"（{names}）" if names else ""
