"""A question with two answers, and something to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.keys import digit
from tui.widgets.han_content import HanContent

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key


class Confirm(ModalScreen[bool]):
    """A question with what will happen; 1 or Enter on the button does it, Escape does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", show=False),
        Binding("left,right,up,down", "app.focus_next", show=False),
    ]

    def __init__(
        self, title: str, text: str, *, yes: str = "确定", no: str = "返回", is_dangerous: bool = False
    ) -> None:
        super().__init__()
        self._title, self._text, self._yes, self._no = title, text, yes, no
        self._is_dangerous = is_dangerous

    def compose(self) -> ComposeResult:
        """The question and two buttons; the harmless one has the focus where the act is dangerous."""
        with Vertical(classes="dialog -narrow"):
            yield Static(HanContent(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-text", can_focus=False):
                yield Static(HanContent(self._text))
            with Horizontal(classes="dialog-buttons"):
                yield Button(
                    Content(f"1 {self._yes}"),
                    id="yes",
                    variant="warning" if self._is_dangerous else "primary",
                )
                yield Button(Content(f"2 {self._no}"), id="no")

    def on_mount(self) -> None:
        """Focus the button that Enter should press."""
        self.query_one("#no" if self._is_dangerous else "#yes", Button).focus()

    def on_key(self, event: Key) -> None:
        """1 is yes, 2 is no."""
        number = digit(event)
        if number in (1, 2):
            event.stop()
            self.dismiss(number == 1)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button was pressed."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer and leave."""
        self.dismiss(answer)


LEAVE = "Enter 或 Esc 返回"
MORE = "上下键、翻页键翻看，"


class Notice(ModalScreen[None]):
    """Something to read: help, a refusal, a report. Any of Escape, Enter and F1 leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1", "leave", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
    ]

    def __init__(self, title: str, text: str | Text, *, is_refusal: bool = False) -> None:
        super().__init__()
        self._title, self._text, self._is_refusal = title, text, is_refusal

    def compose(self) -> ComposeResult:
        """Title, text, how to leave."""
        with Vertical(classes="dialog -bad" if self._is_refusal else "dialog"):
            yield Static(HanContent(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-text", can_focus=False):
                text = self._text
                yield Static(HanContent.of_text(text) if isinstance(text, Text) else HanContent(text))
            yield Static(Content(LEAVE), classes="dialog-note")

    def on_mount(self) -> None:
        """Tell of the arrows only where they do something."""
        self.call_after_refresh(self._tell_of_more)

    def _tell_of_more(self) -> None:
        if self.query_one(VerticalScroll).max_scroll_y:
            self.query_one(".dialog-note", Static).update(Content(MORE + LEAVE))

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Done reading."""
        self.dismiss(None)
