"""Typing slips in, one after another, at the speed of typing. A slip leaves the screen when it is sealed."""

from __future__ import annotations

from typing import ClassVar

from db.errors import PingyiError
from tui.console.ballot import slip_state as state
from tui.console.ballot.notes import NotesAsked, written
from tui.console.ballot.slip_screen import SlipScreen
from tui.console.covering import disconnect_first
from tui.present import slips as present
from tui.strings import ballot as ballot_words
from tui.strings import ballot_entry as words
from tui.widgets.dialogs import Choice, Confirm, Field, Form, Notice


class SlipEntry(SlipScreen):
    """A stack of slips; each is sealed when it is whole, and makes room for the next."""

    KEYS: ClassVar[dict[str, str]] = {
        **SlipScreen.KEYS,
        "enter": "next_slip",
        "f1": "help",
        "question_mark": "help",
        "f2": "menu",
        "f3": "reenter",
        "f6": "notes",
        "escape": "leave",
    }
    HELP_TEXT = words.SLIP_HELP
    UNDO_TITLE = words.UNDO_ROW
    MAY_REENTER = True

    def action_next_slip(self) -> None:
        """Seal this slip and begin the next; while problems are named, go on with the marks."""
        if not self._number:
            return
        if self._slip.naming is not None:
            self._take(state.named(self._slip))
            return
        if not self._is_whole():
            return
        number = self._number
        try:
            self._seal(number, self._slip.ballot())
        except PingyiError as error:
            self.tell(f"{error.title}：{error.message}", is_alert=True)
            return
        self._sealed(number)

    def _is_whole(self) -> bool:
        """Whether the slip may be sealed; says what is missing, or asks once more whether it is empty."""
        gap = self._slip.first_gap
        if gap is not None:
            self._take(state.moved(self._slip, gap))
            part = self._form.part_of(gap).name
            text = words.SLIP_GAP_CELL if part else words.SLIP_GAP
            self.tell(text.format(row=self._form.target_of(gap) + 1, part=part), is_alert=True)
            return False
        slip = self._slip
        if self._form.most_chosen and not slip.chosen and not slip.is_void and not self._is_empty_asked:
            self._is_empty_asked = True
            self.tell(words.SLIP_EMPTY, is_alert=True)
            return False
        return True

    def _sealed(self, number: int) -> None:
        """The slip is in the box: on with the next."""
        self._entered.add(number)
        self._is_reentry = False
        following = self._first_missing()
        self._begin(following or 0, words.SLIP_SEALED.format(number=number) if following else "")

    # Dialogs

    def action_help(self) -> None:
        """What the keys do."""
        text = present.help_text(self._form, self.HELP_TEXT)
        self.app.push_screen(Notice(words.SLIP_MENU, text))

    def action_menu(self) -> None:
        """Everything possible here, numbered."""
        self.offer(words.SLIP_MENU, self._choices())

    def _choices(self) -> list[Choice]:
        form = self._form
        no_slip = "" if self._number else words.STEP_DONE
        choices = [
            Choice("rest_blank", words.REST_BLANK, why_not=no_slip),
            Choice("void_slip", words.VOID_SLIP, "F4", why_not=no_slip),
            Choice("undo", self.UNDO_TITLE, "F7", why_not=no_slip),
        ]
        if form.problems:
            choices.append(Choice("name_problems", words.NAME_PROBLEMS, "+", why_not=no_slip))
        if form.write_ins or form.text_bytes:
            choices.append(Choice("notes", words.NOTES, "F6", why_not=no_slip))
        if self.MAY_REENTER:
            choices.append(Choice("reenter", words.REENTER, "F3"))
        return [*choices, *self.WALL_CHOICES, Choice("leave", words.LEAVE, "Esc")]

    def action_rest_blank(self) -> None:
        """Every row not typed yet is 弃权."""
        self._take(state.rest_blank(self._slip))
        self._lay_out()

    def action_notes(self) -> None:
        """Names written in and the free text; where the room looks on, only once it does not."""
        if not self._number or self._slip.is_void or not (self._form.write_ins or self._form.text_bytes):
            return
        if self._is_covered:
            question = disconnect_first(ballot_words.MIRRORED_TITLE, words.NOTE_COVERED)
            self.app.push_screen(question, lambda is_off: self._ask_notes() if is_off else None)
        else:
            self._ask_notes()

    def _ask_notes(self) -> None:
        slip = self._slip

        def typed(values: dict[str, str] | None) -> None:
            if values is not None:
                self._take(state.with_notes(self._slip, *written(values)))

        asked = NotesAsked(self._form, self._labels, number=self._number, others=slip.others, text=slip.text)
        self.app.push_screen(asked, typed)

    def action_reenter(self) -> None:
        """Type one slip of the stack again; it replaces what was sealed."""

        def check(values: dict[str, str]) -> str:
            number = values["number"]
            is_place = number.isascii() and number.isdigit() and 1 <= int(number) <= self._total
            return "" if is_place else words.SLIP_NUMBER_BAD.format(total=self._total)

        def chosen(values: dict[str, str] | None) -> None:
            if values is not None:
                self._is_reentry = int(values["number"]) in self._entered
                self._begin(int(values["number"]))

        field = Field("number", words.SLIP_ASK_NUMBER, required=True)
        note = words.SLIP_NUMBER_NOTE.format(total=self._total)
        if self._slip.is_touched:
            note += "\n" + words.SLIP_BEGUN.format(number=self._number)
        form = Form(words.REENTER, [field], note=note, check=check, save=words.SAVE_RETYPED)
        self.app.push_screen(form, chosen)

    def action_leave(self) -> None:
        """Leave; a slip that was begun is asked about. While problems are named, go on with the marks."""
        if self._slip.naming is not None:
            self._take(state.named(self._slip))
        elif not self._slip.is_touched:
            self._finish(leave=True)
        else:
            text = words.SLIP_LEAVE.format(number=self._number)
            question = Confirm(words.SLIP_LEAVE_TITLE, text, yes="离开", no="继续录", is_dangerous=True)
            self.app.push_screen(question, self._finish)

    def _finish(self, leave: bool | None) -> None:
        if leave:
            self._slip = self._new_slip()
            self._rows.set_rows(())
            self.dismiss(None)
