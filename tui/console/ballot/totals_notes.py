"""Names written in and free texts as the tellers counted them: listed, then sealed all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from db.errors import PingyiError
from db.rules.ballot import NAME_BYTES, clean_text
from db.rules.ballot_bytes import notes_of_totals
from tui.console.ballot.notes import UncopiedForm, clean_name
from tui.console.ballot.totals_state import Note, counted
from tui.console.ballot.wall_entry import WallEntry
from tui.strings import ballot_entry as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Confirm, Field, Notice
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from db.rules.ballot import BallotForm

KINDS = ("other", "text")


@dataclass(frozen=True)
class Room:
    """What notes may be, on the slips that they were counted on.

    Attributes:
        form: What the slip asks.
        labels: Who is printed on it.
        valid: 有效票.
        returned: 收回.
        votes: Votes that the names on the slip have already, as far as they are known.
    """

    form: BallotForm
    labels: tuple[str, ...]
    valid: int
    returned: int
    votes: int = 0

    @property
    def what(self) -> str:
        """What the form asks for, in words."""
        return words.notes_of(has_names=self.form.write_ins, has_text=self.form.text_bytes)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the form asks for."""
        asked = (bool(self.form.write_ins), bool(self.form.text_bytes))
        return tuple(kind for kind, is_asked in zip(KINDS, asked, strict=True) if is_asked)

    def most(self, kind: str) -> int:
        """How many different notes of a kind there is room for."""
        return dict(zip(KINDS, notes_of_totals(self.form, self.returned), strict=True))[kind]

    def fault(self, notes: Sequence[Note]) -> str:
        """What cannot be true of these notes together, or nothing."""
        others, texts = counted(notes, "other"), counted(notes, "text")
        most = self.valid * self.form.write_ins
        if others > most:
            return words.NOTES_BAD_OTHERS.format(
                votes=others, each=self.form.write_ins, valid=self.valid, most=most
            )
        if texts > self.valid:
            return words.NOTES_BAD_TEXTS.format(texts=texts, valid=self.valid)
        chosen = self.form.most_chosen
        if chosen and self.votes + others > self.valid * chosen:
            return words.SUM_VOTES_BAD.format(
                votes=self.votes + others, valid=self.valid, chosen=chosen, most=self.valid * chosen
            )
        return ""

    def fault_of(self, note: Note, beside: Sequence[Note]) -> str:
        """What is wrong with one note beside the others, or nothing."""
        same = [one for one in beside if one.kind == note.kind]
        most = NAME_BYTES if note.kind == "other" else self.form.text_bytes
        now = len(note.text.encode())
        if now > most:
            return words.NOTES_LONG.format(most=most, now=now)
        if note.text in (one.text for one in same):
            return words.NOTES_TWICE.format(text=note.text)
        if note.kind == "other" and note.text in map(clean_name, self.labels):
            return words.NOTES_LISTED.format(name=note.text)
        if len(same) >= self.most(note.kind):
            return words.NOTES_FULL.format(kind=words.NOTES_KIND[note.kind], most=self.most(note.kind))
        return ""


class NotesEntry(WallEntry["bool"]):
    """The list; True once it is sealed.

    Args:
        room: What may be listed.
        seal: Called with the whole list; raises `PingyiError` when it was not kept.
    """

    KEYS: ClassVar[dict[str, str]] = {
        "f8": "blank_wall",
        "enter": "edit",
        "minus": "drop",
        "delete": "drop",
        "f1": "help",
        "question_mark": "help",
        "f5": "seal",
        "escape": "leave",
        "up": "up",
        "down": "down",
    }

    def __init__(self, room: Room, seal: Callable[[Sequence[Note]], None]) -> None:
        super().__init__()
        self._room, self._seal = room, seal
        self._notes: list[Note] = []

    def compose(self) -> ComposeResult:
        """Title, sums, the list, what is wrong, the keys."""
        kind, content, count = words.NOTES_COLUMNS
        with Vertical(classes="entry"):
            yield Bar(
                words.NOTES_TITLE.format(what=self._room.what, valid=self._room.valid), classes="-title"
            )
            yield Bar(id="notes-sum", classes="-note")
            yield Rows(
                (Column(kind, 8), Column(count, 8, is_right=True), Column(content)),
                empty=words.NOTES_EMPTY,
                id="notes-rows",
            )
            yield Bar(id="notes-notice", classes="-notice")
            add = "  ".join(words.NOTES_ADD[kind] for kind in self._room.kinds)
            yield Bar(words.NOTES_KEYS.format(add=add), classes="-note")

    def on_mount(self) -> None:
        """An empty list."""
        self.query_one(Rows).can_focus = False
        self._show()

    def _show(self, complaint: str = "") -> None:
        rows = self.query_one(Rows)
        rows.set_rows(
            Row(str(index), (words.NOTES_KIND[note.kind], str(note.count), note.text))
            for index, note in enumerate(self._notes)
        )
        room = self._room
        sums = {
            "other": words.NOTES_SUM_OTHERS.format(
                votes=counted(self._notes, "other"), most=room.valid * room.form.write_ins
            ),
            "text": words.NOTES_SUM_TEXTS.format(texts=counted(self._notes, "text"), most=room.valid),
        }
        self.query_one("#notes-sum", Bar).show("  ".join(sums[kind] for kind in room.kinds))
        self.tell(complaint, is_alert=bool(complaint))

    def tell(self, text: str, *, is_alert: bool = False) -> None:
        """Say it above the keys, until something else is to be said."""
        bar = self.query_one("#notes-notice", Bar)
        bar.set_class(is_alert, "-alert")
        bar.show(text)

    # Keys

    def take_digit(self, number: int) -> None:
        """1 adds a name, 2 a text."""
        kind = dict(enumerate(KINDS, 1)).get(number)
        if kind in self._room.kinds:
            self._ask(Note(kind or "", "", 1), None)

    def action_edit(self) -> None:
        """Change the one under the cursor."""
        if self._notes:
            index = self.query_one(Rows).cursor
            self._ask(self._notes[index], index)

    def action_drop(self) -> None:
        """Take the one under the cursor off the list."""
        if self._notes:
            del self._notes[self.query_one(Rows).cursor]
            self._show()

    def action_up(self) -> None:
        """The one above."""
        self.query_one(Rows).action_move(-1)

    def action_down(self) -> None:
        """The one below."""
        self.query_one(Rows).action_move(1)

    def _ask(self, note: Note, index: int | None) -> None:
        """Ask for a note; `index` where it replaces one."""
        beside = [one for place, one in enumerate(self._notes) if place != index]

        def read(values: dict[str, str]) -> Note:
            clean = clean_name if note.kind == "other" else clean_text
            return Note(note.kind, clean(values["text"]), int(values["count"]))

        def check(values: dict[str, str]) -> str:
            count = values["count"]
            if not (count.isascii() and count.isdigit() and 1 <= int(count) <= self._room.valid):
                return words.NOTES_COUNT_BAD.format(most=self._room.valid)
            typed = read(values)
            return self._room.fault_of(typed, beside) or self._room.fault([*beside, typed])

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                place = len(beside) if index is None else index
                self._notes = [*beside[:place], read(values), *beside[place:]]
                self._show()
                self.query_one(Rows).cursor = place

        fields = [
            Field("text", words.NOTES_FIELD[note.kind], note.text, required=True),
            Field("count", words.NOTES_COUNT, str(note.count), required=True),
        ]
        form = UncopiedForm(words.NOTES_KIND[note.kind], fields, check=check, save=words.NOTE_SAVE)
        self.app.push_screen(form, answered)

    def action_seal(self) -> None:
        """Seal the whole list."""
        fault = self._room.fault(self._notes)
        if fault:
            self._show(fault)
            return
        try:
            self._seal(self._notes)
        except PingyiError as error:
            self._show(f"{error.title}：{error.message}")
            return
        self._finish(is_sealed=True)

    def action_help(self) -> None:
        """What the keys do."""
        self.app.push_screen(Notice(self._room.what, words.NOTES_HELP))

    def action_leave(self) -> None:
        """Leave; a list that was begun is asked about."""
        if not self._notes:
            self._finish(is_sealed=False)
            return
        question = Confirm(
            words.NOTES_LEAVE_TITLE, words.NOTES_LEAVE, yes="离开", no="继续列", is_dangerous=True
        )
        self.app.push_screen(question, lambda leave: self._finish(is_sealed=False) if leave else None)

    def _finish(self, *, is_sealed: bool) -> None:
        self._notes.clear()
        self.query_one(Rows).set_rows(())
        self.dismiss(is_sealed)
