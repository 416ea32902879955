"""Typing the tellers' totals in, a row at a time. A row's numbers leave the screen when it is sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from db.errors import PingyiError
from db.rules.tally import RowCount, row_faults, validity_faults
from tui.console.ballot import totals_state as state
from tui.console.ballot.totals_earlier import earlier_votes
from tui.console.ballot.totals_notes import NotesEntry, Room
from tui.console.ballot.totals_screen import NOTES, TotalsScreen
from tui.console.covering import disconnect_first
from tui.present import totals as present
from tui.present.ballot_drafts import number_of
from tui.strings import ballot as ballot_words
from tui.strings import ballot_entry as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Confirm, Notice
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import RowTotals


class TotalsEntry(TotalsScreen):
    """Each row is checked while it is typed, and sealed when it is right; then the next."""

    KEYS: ClassVar[dict[str, str]] = {
        **TotalsScreen.KEYS,
        "enter": "next_cell",
        "tab": "next_cell",
        "f1": "help",
        "question_mark": "help",
        "f2": "menu",
        "escape": "leave",
    }

    def action_next_cell(self) -> None:
        """The next number; from the last one, check and seal."""
        if self._editing == NOTES:
            self._ask_notes()
            return
        if not self._cells.is_last:
            self.action_right()
            return
        gap = self._cells.first_gap
        if gap is not None:
            self._to(replace(self._cells, at=gap))
            self.tell(words.TOTALS_FILL, is_alert=True)
        elif self._slips is None:
            self._take_slips(*self._cells.numbers)
        else:
            self._take_row()

    def _take_slips(self, valid: int, void: int) -> None:
        faults = validity_faults(valid, void, self._returned)
        if faults:
            self._complain(faults[0].brief, faults[0].detail)
            return
        if self._box.agrees(valid, void):
            self._go_on(valid, void)
            return

        def answered(again: bool | None) -> None:
            if not again:
                return
            try:
                self._box.start_again()
            except PingyiError as error:
                self._fail(error)
            else:
                self._forget_votes()
                self._go_on(valid, void)

        question = Confirm(
            words.TOTALS_AGAIN_TITLE, words.TOTALS_AGAIN, yes="全部重录", no="返回核对", is_dangerous=True
        )
        self.app.push_screen(question, answered)

    def _go_on(self, valid: int, void: int) -> None:
        self._slips = (valid, void)
        self._entered = set(self._box.entered(valid, void))
        self._has_notes = self._asks_notes and self._box.has_notes(valid, void)
        self._before = self._entered - set(self._votes)
        if self._has_notes and self._form.write_ins and not self._noted_here:
            self._others = None
        self._ask_earlier()

    def _forget_votes(self) -> None:
        self._votes.clear()
        self._others, self._earlier, self._noted_here = 0, 0, False
        self._before.clear()

    def _ask_earlier(self, notice: str = "") -> None:
        """Of 推荐, ask what the rows of an earlier sitting came to: no box tells, yet the votes of all must hold.

        A sum that cannot be would else be found when the codes are in, and void the poll.
        """
        self._earlier = 0
        is_open = bool(self._before) or self._others is None
        if not (self._form.most_chosen and is_open and self._slips is not None):
            self._to_next_row(notice)
            return
        if self._is_covered:
            self._earlier = None
            self._to_next_row(notice)
            return

        def answered(votes: int | None) -> None:
            self._earlier = votes
            self._to_next_row(notice)

        asked = earlier_votes(
            self._form,
            len(self._before),
            self._slips[0],
            has_others=self._others is None,
            here=sum(self._votes.values()) + (self._others or 0),
        )
        self.app.push_screen(
            asked, lambda values: answered(None if values is None else number_of(values["votes"]))
        )

    def _seal_unmarked(self) -> None:
        """Seal the cells on which nobody could mark anything, once every other is sealed."""
        if self._slips is None or len(self._entered | self._skipped) < len(self._names):
            return
        valid, void = self._slips
        for cell in sorted(self._skipped - self._entered):
            self._box.seal(cell, present.unmarked_totals(self._form, cell, valid, void))
            self._entered.add(cell)

    def _to_next_row(self, notice: str = "") -> None:
        try:
            self._seal_unmarked()
        except PingyiError as error:
            self._begin()
            self._fail(error)
            return
        self.query_one(Rows).set_rows(self._lines())
        open_cells = (cell for cell in range(len(self._names)) if cell not in self._entered | self._skipped)
        gap = next((str(cell) for cell in open_cells), None)
        if gap is None and self._asks_notes and not self._has_notes:
            gap = NOTES
        if gap is None:
            notice = words.TOTALS_ALL.format(all=len(self._names) + self._asks_notes)
        if self._names:
            self._editing = gap or "0"
            self.query_one(Rows).select(self._editing)
        self._begin(notice)

    def _take_row(self) -> None:
        cell = self._cell
        if cell is None or self._slips is None:
            return
        if cell in self._skipped or not self._keeps_given():
            self._begin(words.TOTALS_UNMARKED, is_alert=True)
            return
        valid, void = self._slips
        totals = present.totals_of(self._form, cell, self._cells, valid, void)
        fault = self._fault(cell, totals)
        if fault is not None:
            self._complain(*fault)
            return
        try:
            self._box.seal(cell, totals)
        except PingyiError as error:
            self._fail(error)
            return
        self._entered.add(cell)
        if self._form.most_chosen:
            self._votes[cell] = totals.grades[0]
        notice = words.TOTALS_ROW_SEALED.format(name=self._names[cell])
        if cell in self._before:
            # What the others came to is another sum now.
            self._before.discard(cell)
            self._ask_earlier(notice)
        else:
            self._to_next_row(notice)

    def _keeps_given(self) -> bool:
        """Whether nobody typed a grade where none is given."""
        given = self._given()
        return self._cells.numbers[: len(given)] == given

    def _fault(self, cell: int, totals: RowTotals) -> tuple[str, str] | None:
        """What does not hold of a row: without a figure, and with."""
        form = self._form
        count = RowCount(totals.grades, totals.blank, totals.void_rows)
        faults = row_faults(
            count,
            form.part_of(cell).scale,
            valid=totals.valid,
            row=form.target_of(cell),
            name=self._names[cell],
            scope=self._scope,
            blank=form.blank_name,
        )
        if faults:
            return faults[0].brief, faults[0].detail
        return present.problem_fault(form, totals) or self._votes_fault(totals)

    def _votes_fault(self, totals: RowTotals) -> tuple[str, str] | None:
        most = totals.valid * self._form.most_chosen
        if not self._form.most_chosen or (votes := self._votes_with(totals.grades[0])) <= most:
            return None
        chosen = self._form.most_chosen
        detail = words.SUM_VOTES_BAD.format(votes=votes, valid=totals.valid, chosen=chosen, most=most)
        return words.SUM_VOTES_BRIEF, detail

    # Names written in, texts

    def _ask_notes(self) -> None:
        """List names written in and texts; where the room looks on, only once it does not."""
        if self._slips is None:
            return
        if not self._is_covered:
            self._list_notes()
            return
        question = disconnect_first(ballot_words.MIRRORED_TITLE, words.NOTE_COVERED)
        self.app.push_screen(question, lambda is_off: self._list_notes() if is_off else None)

    def _list_notes(self) -> None:
        assert self._slips is not None  # noqa: S101 - asked by the callers
        valid, void = self._slips
        # Of names sealed before, the sum told of what was sealed holds their votes too: it is asked for anew.
        earlier = 0 if self._others is None else self._earlier or 0
        votes = earlier + sum(self._votes.values())
        room = Room(self._form, self._labels, valid, self._returned, votes)

        def seal(notes: Sequence[state.Note]) -> None:
            self._box.seal_notes(notes, valid, void)
            self._others = state.counted(notes, "other")

        was_before = self._others is None

        def answered(is_sealed: bool | None) -> None:
            if is_sealed:
                self._has_notes = self._noted_here = True
                notice = words.NOTES_SEALED.format(what=room.what)
                if was_before:
                    self._ask_earlier(notice)
                else:
                    self._to_next_row(notice)

        screen = NotesEntry(room, seal)
        screen.desk = self.desk
        self.app.push_screen(screen, answered)

    # Dialogs

    def action_help(self) -> None:
        """What the keys do."""
        self.app.push_screen(Notice(words.SLIP_MENU, present.help_text(self._form)))

    def action_menu(self) -> None:
        """Everything possible here, numbered."""
        choices = [
            Choice("clear_row", words.CLEAR_ROW, "F7"),
            *self.WALL_CHOICES,
            Choice("help", words.HELP_HERE, "F1"),
            Choice("leave", words.LEAVE, "Esc"),
        ]
        self.offer(words.SLIP_MENU, choices)

    def action_leave(self) -> None:
        """Leave; sealed rows stay sealed, the row being typed is forgotten."""
        self._cells = state.new_cells(0)
        self._forget_votes()
        self._slips = None
        self.query_one("#totals-cells", Bar).show("")
        self.dismiss(None)
