"""Long Chinese text: an editor that says when its text is due to be saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.document._document import EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from db.rules.prose import clean, count_chars, phrase_end, phrase_start, take_chars
from tui.widgets.han_wrap import HanWrapped, wide_len
from tui.widgets.prose_keys import EDITS, MOVES

SAVE_AFTER = 0.4
"""Seconds from the first unsaved character to `Prose.SaveDue`: with the commit it stays under one second."""
RETRY_AFTER = 3.0
"""Seconds until a text that could not be saved is offered again."""
LIMIT = 10_000
"""Most 字 that one text may hold."""
SEEN = 6
"""Characters before the cursor that a covered text shows: whoever types sees that what was meant has come."""
_COVER = {1: "*", 2: "＊"}
"""What stands for a character of so many cells in a covered text."""


class Prose(TextArea, inherit_bindings=False):
    """A soft-wrapped editor for remarks and commentary.

    F6 and F7 pass through to the shell; ctrl+z and ctrl+y undo text only. A step by word is a Latin word or a few Han
    characters. Pasted and typed text is cleaned (`db.rules.prose.clean`) and cut at ``limit`` 字.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, description, show=False) for key, action, description in (*MOVES, *EDITS)
    ]

    DEFAULT_CSS = """
    Prose {
        border: none !important;
        padding: 0 1;
        background: $surface;
        &:focus { background: $panel; }
    }
    """

    @dataclass
    class Changed(TextArea.Changed):
        """The text changed, by hand or by `Prose.load`."""

    @dataclass
    class SaveDue(Message):
        """Text waits to be made durable; answer with `Prose.acknowledge` or `Prose.report_failure`.

        Posted `SAVE_AFTER` seconds after the first unsaved character, on blur and on any F-key.
        """

        prose: Prose
        text: str
        key: int | str | None
        """What `Prose.load` was told that the text belongs to."""

        @property
        def control(self) -> Prose:
            """The editor that sent this message."""
            return self.prose

    @dataclass
    class LimitReached(Message):
        """Text was left out because the limit is reached."""

        prose: Prose

        @property
        def control(self) -> Prose:
            """The editor that sent this message."""
            return self.prose

    def __init__(
        self,
        text: str = "",
        *,
        limit: int = LIMIT,
        placeholder: str = "",
        read_only: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        text = clean(text)
        self.limit = limit
        self.key: int | str | None = None
        self._saved_text = self._offered_text = text
        self._save_timer: Timer | None = None
        self._measure: Callable[[str], int] = cell_len
        self._is_covered = False
        super().__init__(
            text,
            placeholder=Content(placeholder),
            read_only=read_only,
            highlight_cursor_line=False,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self.match_cursor_bracket = False

    @property
    def is_saved(self) -> bool:
        """Whether the text on screen is the text that was last acknowledged."""
        return self.text == self._saved_text

    @property
    def char_count(self) -> int:
        """字 in the text, blanks left out."""
        return count_chars(self.text)

    def cover(self, *, is_covered: bool) -> None:
        """Cover the text where others see the screen, all but the last few characters typed; or show it again."""
        if is_covered != self._is_covered:
            self._is_covered = is_covered
            self._draw_anew()

    def _draw_anew(self) -> None:
        self._line_cache.clear()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """One paragraph as it is drawn, character for character as wide as it is."""
        line = super().get_line(line_index)
        if not self._is_covered:
            return line
        row, column = self.cursor_location
        is_typed = row == line_index and self.has_focus and not self.read_only
        seen = range(column - SEEN, column) if is_typed else range(0)
        shown = (
            char if at in seen or char.isspace() else _COVER.get(self._measure(char), "")
            for at, char in enumerate(line.plain)
        )
        return Text("".join(shown), end="", no_wrap=True)

    def load(self, text: str, key: int | str | None = None) -> None:
        """Show another text, which is durable already; what waited of the one before is offered first."""
        self.flush()
        self.key = key
        self.load_text(text)
        self.move_cursor(self.document.end)

    def load_text(self, text: str) -> None:
        """Replace everything by a text that counts as saved; clears the history of undo."""
        self._stop_timer()
        self._saved_text = self._offered_text = text = clean(text)
        super().load_text(text)

    def flush(self) -> None:
        """Offer unsaved text for saving now."""
        self._stop_timer()
        text = self.text
        if text != self._offered_text:
            self._offered_text = text
            self.post_message(self.SaveDue(self, text, self.key))

    def acknowledge(self, text: str, key: int | str | None = None) -> None:
        """Take note that ``text`` is durable; an answer for another key than the one on screen changes nothing."""
        if key == self.key:
            self._saved_text = text
            if text == self.text:
                self._offered_text = text

    def report_failure(self, key: int | str | None = None) -> None:
        """Take note that saving failed; the text is offered again after `RETRY_AFTER` seconds."""
        if key == self.key:
            self._offered_text = self._saved_text
            self._stop_timer()
            self._save_timer = self.set_timer(RETRY_AFTER, self.flush)

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit with its text cleaned and cut at the limit."""
        text = clean(edit.text)
        room = self._room_for(text, edit)
        if room is not None:
            text = take_chars(text, room)
            self.post_message(self.LimitReached(self))
        if edit.text and not text:
            return EditResult(self.selection.end, "")
        result = super().edit(
            Edit(text, edit.from_location, edit.to_location, edit.maintain_selection_offset)
        )
        self._start_timer()
        return result

    def get_cursor_word_left_location(self) -> Location:
        """One step by word to the left; from the beginning of a paragraph to the end of the one before."""
        row, column = self.cursor_location
        if column == 0 and row > 0:
            return row - 1, len(self.document[row - 1])
        return row, phrase_start(self.document[row], column)

    def get_cursor_word_right_location(self) -> Location:
        """One step by word to the right; from the end of a paragraph to the beginning of the next."""
        row, column = self.cursor_location
        line = self.document[row]
        if column == len(line) and row < self.document.line_count - 1:
            return row + 1, 0
        return row, phrase_end(line, column)

    def action_delete_word_left(self) -> None:
        """Delete the selection or one step by word to the left, as an undo of its own."""
        self._delete_to(self.get_cursor_word_left_location())

    def action_delete_word_right(self) -> None:
        """Delete the selection or one step by word to the right, as an undo of its own."""
        self._delete_to(self.get_cursor_word_right_location())

    def action_cut(self) -> None:
        """Cut the selection; without one nothing happens, for a paragraph is too much to lose to one key."""
        if self.selected_text:
            super().action_cut()

    def action_copy(self) -> None:
        """Copy the selection, if there is one."""
        if self.selected_text:
            super().action_copy()

    def undo(self) -> None:
        """Undo the last batch of edits."""
        super().undo()
        self._start_timer()

    def redo(self) -> None:
        """Redo what was undone."""
        super().redo()
        self._start_timer()

    def on_key(self, event: events.Key) -> None:
        """Offer the text before any F-key or Esc does its work elsewhere."""
        is_function_key = event.key.startswith("f") and event.key[1:].isdigit()
        if is_function_key or event.key == "escape":
            self.flush()

    def on_focus(self) -> None:
        """Covered text shows what stands before the cursor."""
        if self._is_covered:
            self._draw_anew()

    def on_blur(self) -> None:
        """Offer the text when the cursor leaves."""
        self.flush()
        if self._is_covered:
            self._draw_anew()

    def on_mount(self) -> None:
        """Where the terminal draws quotation marks two cells wide, break lines accordingly."""
        if self.app.has_class("-compatible"):
            self._measure = wide_len
            location = self.cursor_location
            self._set_document(self.text, None)
            self.move_cursor(location)

    def on_resize(self) -> None:
        """Keep the cursor in view where the lines break anew."""
        self.call_after_refresh(self.scroll_cursor_visible, animate=False)

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = HanWrapped(
            self.document, self.wrap_width, self.indent_width, measure=self._measure
        )
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def _room_for(self, text: str, edit: Edit) -> int | None:
        """How many 字 of ``text`` still fit; None if all do."""
        wanted = count_chars(text)
        if not wanted:
            return None
        free = self.limit - self.char_count + count_chars(self.get_text_range(edit.top, edit.bottom))
        return None if wanted <= free else max(0, free)

    def _delete_to(self, location: Location) -> None:
        if self.read_only:
            return
        self.history.checkpoint()
        start, end = self.selection
        self.delete(start, end if start != end else location, maintain_selection_offset=False)

    def _start_timer(self) -> None:
        if self._save_timer is None and self.is_mounted:
            self._save_timer = self.set_timer(SAVE_AFTER, self.flush)

    def _stop_timer(self) -> None:
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
