"""What is written on a slip beside the marks: names written in (另选人) and a free text, with the bytes left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from db.rules.ballot import NAME_BYTES, clean_text, fits
from tui.strings import ballot_entry as words
from tui.widgets.dialogs import Field, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import BallotForm


class UncopiedForm(Form):
    """A form out of which nothing is copied: what is on a ballot stays off the clipboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+x", "copy_nothing", show=False, priority=True)
    ]
    ALLOW_SELECT = False

    def action_copy_nothing(self) -> None:
        """Nothing happens."""


class NotesAsked(UncopiedForm):
    """Asks for the names and the text of one slip.

    Args:
        form: What the slip asks.
        labels: Who is printed on the slip: such a name is marked in its row and not written in.
        number: The place of the slip in the stack.
        others: Names that were typed already.
        text: Text that was typed already.
    """

    def __init__(
        self, form: BallotForm, labels: Sequence[str], *, number: int, others: Sequence[str], text: str
    ) -> None:
        self._form, self._labels = form, frozenset(map(clean_name, labels))
        names = (*others, *[""] * (form.write_ins - len(others)))
        fields = [
            Field(f"other{place}", words.NOTE_OTHER.format(number=place), name)
            for place, name in enumerate(names, 1)
        ]
        if form.text_bytes:
            fields.append(Field("text", words.NOTE_TEXT, text))
        title = words.NOTE_TITLE.format(
            number=number, what=words.notes_of(has_names=form.write_ins, has_text=form.text_bytes)
        )
        note = self._bytes_left(text)
        super().__init__(title, fields, note=note, check=self._complaint, save=words.NOTE_SAVE)

    def _bytes_left(self, text: str) -> str:
        if not self._form.text_bytes:
            return words.NOTE_KEYS
        left = self._form.text_bytes - len(clean_text(text).encode())
        return words.NOTE_LEFT.format(left=left // 3) if left >= 0 else words.NOTE_OVER.format(over=-left)

    def on_input_changed(self) -> None:
        """Say how much may still be written."""
        super().on_input_changed()
        if self._form.text_bytes:
            typed = self.query_one("#field-text", Input).value
            note = self.query_one(".dialog-note", Static)
            note.set_class(not fits(clean_text(typed), self._form.text_bytes), "-bad")
            note.update(Content(self._bytes_left(typed)))

    def _complaint(self, values: dict[str, str]) -> str:
        names, text = written(values)
        for place, name in enumerate(names, 1):
            if not fits(name, NAME_BYTES):
                return words.NOTE_NAME_LONG.format(number=place, most=NAME_BYTES)
            if name in names[: place - 1]:
                return words.NOTE_NAME_TWICE.format(name=name)
            if name in self._labels:
                return words.NOTE_NAME_LISTED.format(name=name)
        over = len(text.encode()) - self._form.text_bytes
        return words.NOTE_OVER.format(over=over) if text and over > 0 else ""


def clean_name(name: str) -> str:
    """A name as it is counted: without blanks, so that 张 三 and 张三 are one."""
    return "".join(name.split())


def written(values: dict[str, str]) -> tuple[tuple[str, ...], str]:
    """The names and the text of a form that was filled in."""
    names = [clean_name(value) for field, value in values.items() if field.startswith("other")]
    return tuple(name for name in names if name), clean_text(values.get("text", ""))
