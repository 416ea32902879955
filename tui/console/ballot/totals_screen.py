"""The tellers' totals on the screen while they are typed: a row of numbers, its sum, the list, the keys that move."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.cells import cell_len
from textual.containers import Vertical

from db.errors import PingyiError
from db.rules.ballot import InvalidScope, RowTotals
from tui.console.ballot import totals_state as state
from tui.console.ballot.wall_entry import WallEntry
from tui.present import fitting
from tui.present import totals as present
from tui.present.slip_columns import NUMBER_CELLS, SLACK
from tui.strings import ballot as ballot_words
from tui.strings import ballot_entry as words
from tui.widgets.bar import Bar
from tui.widgets.cells import GAP
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from db.rules.ballot import BallotForm

HEAD, NOTES = "head", "notes"
"""The lines above and below those of the cells."""

MARGIN = 4
"""Cells beside the numbers of a row."""

STATE_CELLS, LEAST_NAME = 10, 20
"""Cells of what is known of a row, and of its name at least."""


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


class TotalsScreen(WallEntry[None]):
    """有效票 and 废票 first, then a row a cell of the form; what happens to a whole row is its heirs' affair.

    Args:
        labels: The targets, in the order of the slip.
        form: What the slip asks.
        returned: 收回.
        scope: What an over-marked row spoils.
        box: Where rows go.
        is_covered: The room sees this screen: no number is shown.
        unmarked: Cells with nothing to mark on the paper (不定等次); sealed as 弃权 without being typed, but for problems.
        subject: What the rows are called.
    """

    KEYS: ClassVar[dict[str, str]] = {
        **WallEntry.KEYS,
        "right": "right",
        "left": "left",
        "shift+tab": "left",
        "backspace": "erase",
        "f7": "clear_row",
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
        self._unmarked = unmarked
        self._skipped = frozenset(cell for cell in unmarked if not present.has_problems(form, cell))
        self._names = tuple(fitting.cell_name(form, self._labels, cell) for cell in count)
        self._returned, self._scope, self._box, self._is_covered = returned, scope, box, is_covered
        self._subject = subject
        self._slips: tuple[int, int] | None = None
        self._entered: set[int] = set()
        self._has_notes = False
        self._votes: dict[int, int] = {}
        self._others: int | None = 0
        self._noted_here = False
        self._before: set[int] = set()
        self._earlier: int | None = 0
        self._editing = HEAD
        self._cells = state.new_cells(2)

    def compose(self) -> ComposeResult:
        """Where one is, the row being typed, its sum, the rows, the keys."""
        with Vertical(classes="entry"):
            yield Bar(id="totals-title", classes="-title")
            yield Bar(id="totals-cells")
            yield Bar(id="totals-sum", classes="-note")
            yield Rows((), id="totals-rows")
            yield Bar(id="totals-notice", classes="-notice")
            yield Bar(words.TOTALS_KEYS, id="totals-keys", classes="-note")

    def on_mount(self) -> None:
        """Begin with the slips as a whole; the bar is as high as the longest row needs."""
        self.query_one(Rows).can_focus = False
        self._begin()
        self.on_resize()

    def on_resize(self) -> None:
        """Room for the numbers of the longest row, and for the names."""
        rows = self.query_one(Rows)
        rows.set_columns(
            (
                Column(words.NUMBER, NUMBER_CELLS, is_right=True),
                Column(self._subject, self._name_cells),
                Column(words.TOTALS_STATE, STATE_CELLS),
            )
        )
        rows.set_rows(self._lines())
        lines = present.lines_needed(self._form, self.app.size.width - MARGIN)
        self.query_one("#totals-cells", Bar).styles.height = lines
        self._show()

    @property
    def _name_cells(self) -> int:
        room = self.app.size.width - MARGIN - SLACK - NUMBER_CELLS - STATE_CELLS - 2 * GAP
        return min(room, max([LEAST_NAME, *map(cell_len, self._names)]))

    # What is typed

    @property
    def _asks_notes(self) -> bool:
        return bool(self._form.write_ins or self._form.text_bytes)

    @property
    def _cell(self) -> int | None:
        """The cell of the form under the cursor, or None on the lines above and below."""
        return None if self._slips is None or self._editing in (HEAD, NOTES) else int(self._editing)

    @property
    def _notes_row(self) -> str:
        return words.notes_of(has_names=self._form.write_ins, has_text=self._form.text_bytes)

    def _lines(self) -> list[Row]:
        found = [Row(HEAD, ("", words.TOTALS_HEAD, ballot_words.DONE if self._slips else ""), "head")]
        width = self._name_cells
        for cell in range(len(self._names)):
            number = self._form.target_of(cell) + 1
            name = fitting.fitted_cell_name(self._form, self._labels, cell, width)
            found.append(
                present.line(
                    cell, number, name, is_sealed=cell in self._entered, is_unmarked=cell in self._skipped
                )
            )
        if self._asks_notes:
            sealed = words.SEALED if self._has_notes else ""
            found.append(Row(NOTES, ("", self._notes_row, sealed), "muted" if sealed else ""))
        return found

    def _begin(self, notice: str = "", *, is_alert: bool = False) -> None:
        names = present.number_names(self._form, self._cell)
        self._cells = state.new_cells(0 if self._editing == NOTES else len(names), self._given())
        self._show()
        self.tell(notice, is_alert=is_alert)

    def _given(self) -> tuple[int, ...]:
        """What stands already: of a row without a grade, that all left it blank; its problems are typed."""
        cell = self._cell
        if cell is None or self._slips is None or cell not in self._unmarked - self._skipped:
            return ()
        row = present.unmarked_totals(self._form, cell, *self._slips)
        return (*row.grades, row.blank, row.void_rows)

    def _show(self) -> None:
        cell = self._cell
        is_notes = self._editing == NOTES
        names = () if is_notes else present.number_names(self._form, cell)
        width = self.app.size.width - MARGIN
        numbers = present.numbers(names, self._cells, width, is_covered=self._is_covered)
        self.query_one("#totals-cells", Bar).show(numbers)
        self.query_one("#totals-sum", Bar).show("" if is_notes else self._sum())
        label = words.TOTALS_HEAD if cell is None else f"{self._form.target_of(cell) + 1} {self._names[cell]}"
        title = words.TOTALS_TITLE.format(returned=self._returned)
        progress = words.TOTALS_PROGRESS.format(
            done=len(self._entered) + self._has_notes, all=len(self._names) + self._asks_notes
        )
        now = words.TOTALS_NOW.format(label=self._notes_row if is_notes else label)
        self.query_one("#totals-title", Bar).show(f"{title}  {progress}  {now}")

    def _sum(self) -> str:
        """The identity of the row as it is typed, for the tellers; nothing of it where the room looks on."""
        if self._is_covered:
            return ballot_words.COVERED
        cell = self._cell
        if self._slips is None or cell is None:
            return present.sum_of_slips(self._cells, self._returned)
        has_votes = self._form.most_chosen and cell not in self._before
        votes = self._votes_with(self._cells.numbers[0]) if has_votes else None
        return present.sum_of_row(
            self._form, cell, self._cells, self._slips[0], votes, is_whole=self._earlier is not None
        )

    def _votes_with(self, votes: int) -> int:
        """Of 推荐, the votes of all rows so far, this one's among them; of earlier sittings as far as they were told.

        What those came to holds an earlier figure of a row that they sealed: while it is typed anew it is left out.
        """
        earlier = 0 if self._cell in self._before else self._earlier or 0
        typed = sum(number for cell, number in self._votes.items() if cell != self._cell)
        return earlier + (self._others or 0) + typed + votes

    def tell(self, text: str, *, is_alert: bool = False) -> None:
        """Say it above the keys, until something else is to be said."""
        bar = self.query_one("#totals-notice", Bar)
        bar.set_class(is_alert, "-alert")
        bar.show(text)

    # Keys

    def take_digit(self, number: int) -> None:
        """A digit goes into the number."""
        if self._editing != NOTES:
            self._to(state.typed_digit(self._cells, number))
            self.tell("")

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

    def _complain(self, brief: str, detail: str) -> None:
        self.tell(brief if self._is_covered else detail, is_alert=True)

    def _fail(self, error: PingyiError) -> None:
        self.tell(f"{error.title}：{error.message}", is_alert=True)
