"""One of some or of many: a numbered menu, and a list that narrows while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.keys import digit
from tui.present.wrap import cut
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.events import Key

PAGE = 9
"""Choices that a digit reaches at once; 0 turns the page."""

_TITLE_AND_HINT = 62
_LEAST_HINT = 26
"""Cells of a menu's line for both, and those that a hint gets at least."""


@dataclass(frozen=True)
class Choice:
    """One thing to choose: an id, its words, a hint beside it, and why it cannot be chosen now."""

    id: str
    title: str
    hint: str = ""
    why_not: str = ""


class Choose(ModalScreen["str | None"]):
    """A numbered menu: a digit chooses at once, arrows and Enter too; Escape gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f2", "leave", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, note: str = "", selected: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = list(choices)
        self._note = note
        self._selected = selected
        self._page = 0

    def compose(self) -> ComposeResult:
        """A title, the choices, a line for what cannot be done."""
        with Vertical(classes="dialog"):
            yield Static(HanContent(self._title), classes="dialog-title")
            columns = (
                Column("", 2, is_right=True),
                Column("", shows_cut=True),
                Column("", self._hint_cells()),
            )
            yield Rows(columns, show_header=False)
            yield Static(HanContent(self._note), classes="dialog-note")

    def on_mount(self) -> None:
        """Fill the list; it is as high as it needs to be."""
        rows = self.query_one(Rows)
        rows.styles.height = min(max(len(self._choices), 1), 16, max(3, self.app.size.height - 11))
        rows.set_rows(self._rows())
        if self._selected:
            rows.select(self._selected)
        rows.focus()

    def _hint_cells(self) -> int:
        """What the titles leave is for the hints: a reason cut short says nothing."""
        titles = max((cell_len(choice.title) for choice in self._choices), default=0)
        hints = max((cell_len(choice.why_not or choice.hint) for choice in self._choices), default=0)
        return max(_LEAST_HINT, min(hints, _TITLE_AND_HINT - titles))

    def _rows(self) -> list[Row]:
        found = []
        width = self._hint_cells()
        for index, choice in enumerate(self._choices):
            place = index - self._page * PAGE
            number = str(place + 1) if 0 <= place < PAGE else ""
            found.append(
                Row(
                    choice.id,
                    (number, choice.title, cut(choice.why_not or choice.hint, width)),
                    "muted" if choice.why_not else "",
                )
            )
        return found

    def on_key(self, event: Key) -> None:
        """A digit chooses; 0 moves the numbers to the next nine."""
        number = digit(event)
        if number is None:
            return
        event.stop()
        if number == 0:
            pages = max(1, -(-len(self._choices) // PAGE))
            self._page = (self._page + 1) % pages
            rows = self.query_one(Rows)
            rows.set_rows(self._rows())
            rows.cursor = min(self._page * PAGE, len(self._choices) - 1)
            rows.scroll_to(y=rows.cursor, animate=False, force=True, immediate=True)
            return
        index = self._page * PAGE + number - 1
        if index < len(self._choices):
            self._choose(self._choices[index])

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a double click on a choice."""
        event.stop()
        self._choose(next(choice for choice in self._choices if choice.id == event.key))

    def _choose(self, choice: Choice) -> None:
        if choice.why_not:
            self.query_one(".dialog-note", Static).update(
                HanContent(f"现在不能“{choice.title}”：{choice.why_not}")
            )
            return
        self.dismiss(choice.id)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class Find(ModalScreen["str | None"]):
    """Find one of many by Chinese text, pinyin initials or number; Enter takes the first that fits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f3", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
    ]

    def __init__(self, title: str, found: Callable[[str], Sequence[Row]], columns: Sequence[Column]) -> None:
        """`found` gives the rows that fit what was typed so far, best first."""
        super().__init__()
        self._title, self._found, self._columns = title, found, columns

    def compose(self) -> ComposeResult:
        """An input and what fits."""
        with Vertical(classes="dialog"):
            yield Static(HanContent(self._title), classes="dialog-title")
            yield Input(placeholder="汉字、拼音首字母或序号")
            yield Rows(self._columns, empty="没有找到，请换个写法", show_header=False)
            yield Static(Content("上下键选择，Enter 确定，Esc 返回"), classes="dialog-note")

    def on_mount(self) -> None:
        """Everything fits an empty input; what is typed before it is shown is typed into it."""
        self.set_focus(self.query_one(Input))
        rows = self.query_one(Rows)
        rows.styles.height, rows.styles.max_height = 12, "42vh"
        rows.set_rows(self._found(""))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow what fits."""
        rows = self.query_one(Rows)
        rows.set_rows(self._found(event.value))
        rows.cursor = 0

    def on_input_submitted(self) -> None:
        """Take the row under the cursor."""
        key = self.query_one(Rows).cursor_key
        if key is not None:
            self.dismiss(key)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A double click takes a row."""
        self.dismiss(event.key)

    def action_move(self, step: int) -> None:
        """Move among what fits."""
        self.query_one(Rows).action_move(step)

    def action_leave(self) -> None:
        """Find nothing."""
        self.dismiss(None)
