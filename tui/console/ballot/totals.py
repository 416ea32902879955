"""Typing the tellers' totals in, a row at a time. A row's numbers leave the screen when it is sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.cells import cell_len
from textual.containers import Vertical

from db.errors import PingyiError
from db.rules.ballot import InvalidScope, RowTotals
from db.rules.tally import RowCount, row_faults, validity_faults
from tui.console.ballot import totals_state as state
from tui.console.ballot.totals_notes import NotesEntry, Room
from tui.present import totals as present
from tui.strings import ballot as ballot_words
from tui.strings import ballot_entry as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Choose, Confirm, Notice
from tui.widgets.entry import EntryScreen
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from db.rules.ballot import BallotForm

HEAD, NOTES = "head", "notes"
"""The lines above and below those of the cells."""

MARGIN = 4
"""Cells beside the numbers of a row."""


class TotalsBox(Protocol):
    """Where rows of totals go."""

    def agrees(self, valid: int, void: int) -> bool:
        """Whether everything sealed was counted on so many valid and void slips."""

    def entered(self, valid: int, void: int) -> tuple[int, ...]:
        """The cells that are sealed."""

    def has_notes(self, valid: int, void: int) -> bool:
        """Whether names written in and texts are sealed."""

    def start_again(self) -> None:
        """Take everything sealed out."""

    def seal(self, cell: int, totals: RowTotals) -> None:
        """Keep a row; raises `PingyiError` when it was not kept."""

    def seal_notes(self, notes: Sequence[state.Note], valid: int, void: int) -> None:
        """Keep names written in and texts; raises `PingyiError` when they were not kept."""


class TotalsEntry(EntryScreen[None]):
    """有效票 and 废票 first, then a row a cell of the form; each is checked while it is typed, and sealed when it is right.

    Args:
        labels: The targets, in the order of the slip.
        form: What the slip asks.
        returned: 收回.
        scope: What an over-marked row spoils.
        box: Where rows go.
        is_covered: The room sees this screen: no number is shown.
        unmarked: Targets with nothing to mark on the paper (不定等次); sealed as 弃权 without being typed.
        subject: What the rows are called.
    """

    KEYS: ClassVar[dict[str, str]] = {
        "enter": "next_cell",
        "tab": "next_cell",
        "right": "right",
        "left": "left",
        "shift+tab": "left",
        "backspace": "erase",
        "f1": "help",
        "question_mark": "help",
        "f2": "menu",
        "f7": "clear_row",
        "escape": "leave",
        "up": "up",
        "down": "down",
    }

    def __init__(
        self,
        labels: Sequence[str],
        form: BallotForm,
        *,
        returned: int,
        scope: InvalidScope,
        box: TotalsBox,
        is_covered: bool = False,
        unmarked: frozenset[int] = frozenset(),
        subject: str = words.NAME,
    ) -> None:
        super().__init__()
        self._labels, self._form = tuple(labels), form
        count = range(form.cells(len(self._labels)))
        self._unmarked = frozenset(cell for cell in count if form.target_of(cell) in unmarked)
        self._names = tuple(present.cell_name(form, self._labels, cell) for cell in count)
        self._returned, self._scope, self._box, self._is_covered = returned, scope, box, is_covered
        self._subject = subject
        self._slips: tuple[int, int] | None = None
        self._entered: set[int] = set()
        self._has_notes = False
        self._votes: dict[int, int] = {}
        self._editing = HEAD
        self._cells = state.new_cells(2)

    def compose(self) -> ComposeResult:
        """Where one is, the row being typed, its sum, the rows, the keys."""
        with Vertical(classes="entry"):
            yield Bar(id="totals-title", classes="-title")
            yield Bar(id="totals-cells")
            yield Bar(id="totals-sum", classes="-note")
            columns = (
                Column(words.NUMBER, 4, is_right=True),
                Column(self._subject, min(44, max([20, *map(cell_len, self._names)]))),
                Column(words.TOTALS_STATE, 10),
            )
            yield Rows(columns, id="totals-rows")
            yield Bar(id="totals-notice", classes="-notice")
            yield Bar(words.TOTALS_KEYS, id="totals-keys", classes="-note")

    def on_mount(self) -> None:
        """Begin with the slips as a whole; the bar is as high as the longest row needs."""
        rows = self.query_one(Rows)
        rows.can_focus = False
        rows.set_rows(self._lines())
        self._begin()
        self.on_resize()

    def on_resize(self) -> None:
        """Room for the numbers of the longest row."""
        lines = present.lines_needed(self._form, self.app.size.width - MARGIN)
        self.query_one("#totals-cells", Bar).styles.height = lines
        self._show()

    # What is typed

    @property
    def _asks_notes(self) -> bool:
        return bool(self._form.write_ins or self._form.text_bytes)

    @property
    def _cell(self) -> int | None:
        """The cell of the form under the cursor, or None on the lines above and below."""
        return None if self._slips is None or self._editing in (HEAD, NOTES) else int(self._editing)

    def _lines(self) -> list[Row]:
        found = [Row(HEAD, ("", words.TOTALS_HEAD, ballot_words.DONE if self._slips else ""), "head")]
        for cell, name in enumerate(self._names):
            found.append(
                present.line(cell, name, is_sealed=cell in self._entered, is_unmarked=cell in self._unmarked)
            )
        if self._asks_notes:
            sealed = words.SEALED if self._has_notes else ""
            found.append(Row(NOTES, ("", words.NOTES_ROW, sealed), "muted" if sealed else ""))
        return found

    def _begin(self, notice: str = "", *, is_alert: bool = False) -> None:
        names = present.number_names(self._form, self._cell)
        self._cells = state.new_cells(0 if self._editing == NOTES else len(names))
        self._show()
        self._tell(notice, is_alert=is_alert)

    def _show(self) -> None:
        cell = self._cell
        is_notes = self._editing == NOTES
        names = () if is_notes else present.number_names(self._form, cell)
        width = self.app.size.width - MARGIN
        numbers = present.numbers(names, self._cells, width, is_covered=self._is_covered)
        self.query_one("#totals-cells", Bar).show(numbers)
        self.query_one("#totals-sum", Bar).show("" if is_notes else self._sum())
        label = words.TOTALS_HEAD if cell is None else f"{cell + 1} {self._names[cell]}"
        title = words.TOTALS_TITLE.format(returned=self._returned)
        progress = words.TOTALS_PROGRESS.format(
            done=len(self._entered) + self._has_notes, all=len(self._names) + self._asks_notes
        )
        now = words.TOTALS_NOW.format(label=words.NOTES_ROW if is_notes else label)
        self.query_one("#totals-title", Bar).show(f"{title}  {progress}  {now}")

    def _sum(self) -> str:
        """The identity of the row as it is typed, for the tellers; nothing of it where the room looks on."""
        if self._is_covered:
            return ballot_words.COVERED
        cell = self._cell
        if self._slips is None or cell is None:
            return present.sum_of_slips(self._cells, self._returned)
        votes = None if not self._form.most_chosen else self._votes_with(self._cells.numbers[0])
        return present.sum_of_row(self._form, cell, self._cells, self._slips[0], votes)

    def _votes_with(self, votes: int) -> int:
        """Of 推荐, the votes of all rows typed since the screen came up, this one's among them."""
        return sum(number for cell, number in self._votes.items() if cell != self._cell) + votes

    def _tell(self, text: str, *, is_alert: bool = False) -> None:
        bar = self.query_one("#totals-notice", Bar)
        bar.set_class(is_alert, "-alert")
        bar.show(text)

    # Keys

    def take_digit(self, number: int) -> None:
        """A digit goes into the number."""
        if self._editing != NOTES:
            self._to(state.typed_digit(self._cells, number))
            self._tell("")

    def _to(self, cells: state.CellsState) -> None:
        self._cells = cells
        self._show()

    def action_up(self) -> None:
        """The line above."""
        self._go(-1)

    def action_down(self) -> None:
        """The line below."""
        self._go(1)

    def _go(self, step: int) -> None:
        rows = self.query_one(Rows)
        rows.action_move(step)
        self._edit(rows.cursor_key or HEAD)

    def action_erase(self) -> None:
        """Take a digit back."""
        if self._editing != NOTES:
            self._to(state.erased(self._cells))

    def action_right(self) -> None:
        """The next number."""
        if self._editing != NOTES:
            self._to(state.moved(self._cells, 1))

    def action_left(self) -> None:
        """The number before."""
        if self._editing != NOTES:
            self._to(state.moved(self._cells, -1))

    def action_clear_row(self) -> None:
        """Begin the row again."""
        self._begin()

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """A click on another line; news of a line already being typed is old."""
        event.stop()
        if event.key == self.query_one(Rows).cursor_key:
            self._edit(event.key)

    def _edit(self, key: str) -> None:
        """Begin another line: the slips as a whole, or another once those are known."""
        if key != HEAD and self._slips is None:
            self.query_one(Rows).select(HEAD)
            key = HEAD
        if key == self._editing:
            return
        self._editing = key
        if key == HEAD:
            self._slips = None
        self._begin()

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
            self._tell(words.TOTALS_FILL, is_alert=True)
        elif self._slips is None:
            self._take_slips(*self._cells.numbers)
        else:
            self._take_row()

    def _complain(self, brief: str, detail: str) -> None:
        self._tell(brief if self._is_covered else detail, is_alert=True)

    def _fail(self, error: PingyiError) -> None:
        self._tell(f"{error.title}：{error.message}", is_alert=True)

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
                self._votes.clear()
                self._go_on(valid, void)

        question = Confirm(
            words.TOTALS_AGAIN_TITLE, words.TOTALS_AGAIN, yes="全部重录", no="返回核对", is_dangerous=True
        )
        self.app.push_screen(question, answered)

    def _go_on(self, valid: int, void: int) -> None:
        self._slips = (valid, void)
        self._entered = set(self._box.entered(valid, void))
        self._has_notes = self._asks_notes and self._box.has_notes(valid, void)
        self._to_next_row()

    def _seal_unmarked(self) -> None:
        """Seal the cells on which nobody could mark anything, once every other is sealed."""
        if self._slips is None or len(self._entered | self._unmarked) < len(self._names):
            return
        valid, void = self._slips
        for cell in sorted(self._unmarked - self._entered):
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
        open_cells = (cell for cell in range(len(self._names)) if cell not in self._entered | self._unmarked)
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
        if cell in self._unmarked:
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
        self._to_next_row(words.TOTALS_ROW_SEALED.format(row=cell + 1))

    def _fault(self, cell: int, totals: RowTotals) -> tuple[str, str] | None:
        """What does not hold of a row: without a figure, and with."""
        form = self._form
        count = RowCount(totals.grades, totals.blank, totals.void_rows)
        faults = row_faults(
            count,
            form.part_of(cell).scale,
            valid=totals.valid,
            row=cell,
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
        question = Confirm(
            ballot_words.MIRRORED_TITLE, words.NOTE_COVERED, yes="已断开", no="返回", is_dangerous=True
        )
        self.app.push_screen(question, lambda is_off: self._list_notes() if is_off else None)

    def _list_notes(self) -> None:
        assert self._slips is not None  # noqa: S101 - asked by the callers
        valid, void = self._slips
        room = Room(self._form, self._labels, valid, self._returned, sum(self._votes.values()))

        def seal(notes: Sequence[state.Note]) -> None:
            self._box.seal_notes(notes, valid, void)

        def answered(is_sealed: bool | None) -> None:
            if is_sealed:
                self._has_notes = True
                self._to_next_row(words.NOTES_SEALED)

        self.app.push_screen(NotesEntry(room, seal), answered)

    # Dialogs

    def action_help(self) -> None:
        """What the keys do."""
        self.app.push_screen(Notice(words.SLIP_MENU, present.help_text(self._form)))

    def action_menu(self) -> None:
        """Everything possible here, numbered."""
        choices = [
            Choice("clear_row", words.CLEAR_ROW, "F7"),
            Choice("help", words.HELP_HERE, "F1"),
            Choice("leave", words.LEAVE, "Esc"),
        ]

        def chosen(act: str | None) -> None:
            if act is not None:
                getattr(self, f"action_{act}")()

        self.app.push_screen(Choose(words.SLIP_MENU, choices), chosen)

    def action_leave(self) -> None:
        """Leave; sealed rows stay sealed, the row being typed is forgotten."""
        self._cells = state.new_cells(0)
        self._votes.clear()
        self._slips = None
        self.query_one("#totals-cells", Bar).show("")
        self.dismiss(None)
