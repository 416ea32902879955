"""The preview of an import of any kind: what each row becomes, what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keys import digit
from tui.widgets.dialogs import Choice, Choose
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key, Resize

COLUMNS = (
    Column("行", 4, is_right=True),
    Column("姓名", 16),
    Column("结果", 6),
    Column("内容", shows_cut=True),
)

LEAVE = "leave"


@dataclass(frozen=True)
class Previewed:
    """What a preview shows.

    Attributes:
        title: The file and the sheet.
        headline: What the whole of it would do.
        is_bad: Whether that needs a look before anything is written.
        notes: What else there is to know.
        rows: A line a row of the file: number, name, what it becomes, details; what needs a look first.
        empty: What stands there without any row.
        acts: What can be done: code, words, and why it cannot be done now.
    """

    title: str
    headline: str
    is_bad: bool
    notes: str
    rows: tuple[Row, ...]
    empty: str
    acts: tuple[tuple[str, str, str], ...]


class Preview(ModalScreen["str | None"]):
    """Gives the code of what was chosen, or None to leave everything as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer('')", show=False),
        Binding("f2", "menu", show=False),
    ]
    DEFAULT_CSS = """
    Preview .sheet {
        width: 98%; height: 98%; max-width: 132; padding: 0 1; background: $panel; border: heavy $primary; }
    Preview .sheet-title { text-style: bold; color: $text-primary; height: auto; }
    Preview .sheet-keys { color: $text-muted; height: auto; &.-bad { color: $text-warning; text-style: bold; } }
    Preview Rows { height: 1fr; background: $panel; }
    Preview #summary { height: auto; text-style: bold; &.-bad { color: $text-error; } }
    Preview #notes { height: auto; max-height: 4; color: $text-muted; }
    Preview #whole { height: auto; max-height: 5; min-height: 2; border-top: solid $primary; }
    .-compatible Preview .sheet { border: ascii $primary; }
    .-compatible Preview #whole { border-top: ascii $primary; }
    """

    def __init__(self, shown: Previewed) -> None:
        super().__init__()
        self._shown = shown
        self._rows = {row.key: row for row in shown.rows}

    def compose(self) -> ComposeResult:
        """A title, the counts, the rows, the row under the cursor in full, what can be done."""
        shown = self._shown
        with Vertical(classes="sheet"):
            yield Static(Content(shown.title), classes="sheet-title")
            yield Static(Content(shown.headline), id="summary", classes="-bad" if shown.is_bad else "")
            yield Static(Content(shown.notes), id="notes")
            yield Rows(COLUMNS, shown.rows, empty=shown.empty)
            yield Static("", id="whole")
            yield Static("", classes="sheet-keys")

    def on_mount(self) -> None:
        """The list has the keys."""
        rows = self.query_one(Rows)
        rows.focus()
        self._show_whole(rows.cursor_key)
        self._tell("")

    def on_resize(self, event: Resize) -> None:
        """Little height: the notes give way to the rows."""
        self.query_one("#notes").styles.max_height = 2 if event.size.height < 30 else 4

    def acts(self) -> dict[int, tuple[str, str, str]]:
        """What a digit does: code, words, and why it cannot be done now."""
        return dict(enumerate(self._shown.acts, 1))

    def _tell(self, complaint: str) -> None:
        note = self.query_one(".sheet-keys", Static)
        note.set_class(bool(complaint), "-bad")
        keys = "  ".join(f"{number} {words}" for number, (_, words, why) in self.acts().items() if not why)
        note.update(HanContent(complaint or f"{keys}  Esc 不导入"))

    def _show_whole(self, key: str | None) -> None:
        row = self._rows.get(key or "")
        text = f"第{row.cells[0]}行{row.cells[1]}：{row.cells[3]}" if row else ""
        self.query_one("#whole", Static).update(HanContent(text))

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The row under the cursor in full, where the list cuts it off."""
        event.stop()
        self._show_whole(event.key)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a double click lists what can be done: nothing is written by accident."""
        event.stop()
        self.action_menu()

    def action_menu(self) -> None:
        """What can be done, as a menu that arrows and mouse reach."""
        choices = [Choice(code, words, why_not=why) for code, words, why in self.acts().values()]
        choices.append(Choice(LEAVE, "不导入，返回"))

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self.dismiss(None if answer == LEAVE else answer)

        self.app.push_screen(Choose("导入预览", choices), chosen)

    def on_key(self, event: Key) -> None:
        """A digit decides."""
        number = digit(event)
        found = self.acts().get(number) if number is not None else None
        if found is None:
            return
        event.stop()
        code, words, why = found
        if why:
            self._tell(f"现在不能“{words}”：{why}")
        else:
            self.dismiss(code)

    def action_answer(self, answer: str) -> None:
        """Leave."""
        self.dismiss(answer or None)
