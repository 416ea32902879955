"""One slip on the screen while it is typed: its rows, what the digits mean, the keys that mark and move."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.containers import Vertical

from tui.console.ballot import slip_state as state
from tui.console.ballot.wall_entry import WallEntry
from tui.present import slip_columns
from tui.present import slips as present
from tui.strings import ballot_entry as words
from tui.widgets.bar import Bar
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from db.rules.ballot import Ballot, BallotForm

MARGIN = 2
"""Cells beside the list."""


class SlipScreen(WallEntry[None]):
    """One slip after another as it is typed; what happens to a whole one is its heirs' affair.

    Args:
        labels: The rows, in the order of the slip.
        form: What the slip asks.
        total: How many slips came back.
        entered: Places of the stack, from 1, that are sealed already.
        seal: Called with place and ballot; raises `PingyiError` when the slip was not kept.
        is_covered: The room sees this screen: no mark is shown, only that a row is typed.
        unmarked: Cells with nothing to mark on the paper (不定等次); they are not typed.
        subject: What the rows are called: names, or what the branch worded.
        heading: What stands before the number of the slip: which entry this is.
        all_done: What to say once every slip is sealed.
    """

    KEYS: ClassVar[dict[str, str]] = {
        **WallEntry.KEYS,
        "minus": "void_row",
        "plus": "name_problems",
        "equals_sign": "name_problems",
        "f4": "void_slip",
        "f7": "undo",
        "up": "up",
        "down": "down",
        "left": "left",
        "right": "right",
        "pageup": "page_up",
        "pagedown": "page_down",
        "home": "top",
        "end": "bottom",
    }
    DEFAULT_CSS = """
    SlipScreen #slip-problems { height: auto; max-height: 8; display: none; }
    SlipScreen #slip-problems > .rows--cursor-blurred {
        background: $surface; color: $foreground; text-style: none;
    }
    """
    TITLES = (words.SLIP_TITLE, words.SLIP_REENTRY)
    KEY_LINES = (words.SLIP_KEYS, words.SLIP_KEYS_MORE)

    def __init__(
        self,
        labels: Sequence[str],
        form: BallotForm,
        *,
        total: int,
        entered: Sequence[int],
        seal: Callable[[int, Ballot], None],
        is_covered: bool = False,
        unmarked: frozenset[int] = frozenset(),
        subject: str = words.NAME,
        heading: str = "",
        all_done: str = words.SLIP_ALL,
    ) -> None:
        super().__init__()
        self._labels = tuple(labels)
        self._form = form
        self._total = total
        self._entered = set(entered)
        self._seal = seal
        self._is_covered = is_covered
        self._unmarked = unmarked
        self._subject, self._heading, self._all_done = subject, heading, all_done
        self._number = self._first_missing() or 0
        self._is_reentry = False
        self._is_empty_asked = False
        self._slip = self._new_slip()
        self._label_cells = max(map(cell_len, self._labels), default=0)
        self._shape = slip_columns.layout(form, 0, 0, 0)
        self._shown_columns: tuple[Column, ...] = ()

    def compose(self) -> ComposeResult:
        """Where one is, what the digits mean, the rows, what happened, the keys."""
        with Vertical(classes="entry"):
            yield Bar(id="slip-title", classes="-title")
            yield Bar(id="slip-legend", classes="-note")
            yield Rows((), empty="票上没有内容", id="slip-rows")
            yield Rows(present.problem_columns(self._form), id="slip-problems", show_header=False)
            if self._form.write_ins or self._form.text_bytes:
                yield Bar(id="slip-notes")
            yield Bar(id="slip-notice", classes="-notice")
            yield Bar(present.keys_line(self._form, *self.KEY_LINES), id="slip-keys", classes="-note")

    def on_mount(self) -> None:
        """The first slip that is not sealed."""
        for rows in self.query(Rows):
            rows.can_focus = False
        self._begin(self._number)

    def on_resize(self) -> None:
        """As many judgements side by side as fit."""
        self._lay_out()

    # One slip

    @property
    def _rows(self) -> Rows:
        return self.query_one("#slip-rows", Rows)

    def _new_slip(self) -> state.SlipState:
        return state.new_slip(self._form, len(self._labels), self._unmarked)

    def _first_missing(self) -> int | None:
        return next((number for number in range(1, self._total + 1) if number not in self._entered), None)

    def _begin(self, number: int, notice: str = "") -> None:
        """An empty slip; with no number every slip is in the box."""
        self._number = number
        self._slip = self._new_slip()
        self._is_empty_asked = False
        self._lay_out()
        self._rows.cursor = self._row_of(self._slip.cursor)
        standing = self._standing_note() if number else self._all_done.format(total=self._total)
        self.tell(notice or standing)
        self._show_progress()

    def _lay_out(self) -> None:
        """Every row anew, and the columns where the width or the page of judgements changed."""
        part = self._slip.cursor % len(self._form.parts)
        width = self.app.size.width - MARGIN
        self._shape = slip_columns.layout(self._form, width, part, self._label_cells)
        columns = self._columns()
        rows = self._rows
        if columns != self._shown_columns:
            self._shown_columns = columns
            rows.set_columns(columns)
        rows.set_rows(self._row(index) for index in range(self._row_count()))

    def _columns(self) -> tuple[Column, ...]:
        return slip_columns.columns(self._form, self._shape, self._subject)

    def _row_count(self) -> int:
        return len(self._labels)

    def _row_of(self, cell: int) -> int:
        """The line on which a cell stands."""
        return self._form.target_of(cell)

    def _moved_to_row(self, index: int) -> state.SlipState:
        return state.moved_to_target(self._slip, index)

    def _row(self, index: int) -> Row:
        label = self._labels[index]
        return present.row(self._slip, label, index, self._shape, is_covered=self._is_covered)

    def _title(self) -> str:
        if not self._number:
            return self._heading + words.SLIP_DONE.format(total=self._total)
        head = self.TITLES[self._is_reentry].format(number=self._number, total=self._total)
        progress = words.SLIP_PROGRESS if len(self._form.parts) == 1 else words.SLIP_PROGRESS_CELLS
        text = progress.format(done=len(self._entered), rows=self._slip.typed, all=self._slip.wanted)
        return f"{self._heading}{head}  {text}{self._chosen()}"

    def _chosen(self) -> str:
        """Of 推荐, how many are chosen; nothing of it where the room looks on."""
        if not self._form.most_chosen or self._is_covered:
            return ""
        return "  " + words.SLIP_CHOSEN.format(chosen=self._slip.chosen, most=self._form.most_chosen)

    def _legend(self) -> str:
        if self._slip.naming is not None:
            return present.naming_legend(self._slip, self._labels, is_covered=self._is_covered)
        return present.legend(self._form, self._form.part_of(self._slip.cursor))

    def _show_progress(self) -> None:
        self.query_one("#slip-title", Bar).show(self._title())
        self.query_one("#slip-legend", Bar).show(self._legend())
        if self._form.write_ins or self._form.text_bytes:
            line = present.notes_line(self._slip, is_covered=self._is_covered)
            self.query_one("#slip-notes", Bar).show(line)

    def tell(self, text: str, *, is_alert: bool = False) -> None:
        """Say it above the keys, until something else is to be said."""
        bar = self.query_one("#slip-notice", Bar)
        bar.set_class(is_alert, "-alert")
        bar.show(text)

    def _take(self, slip: state.SlipState | None) -> None:
        """Go on with another state of the slip, painting only what changed."""
        if slip is None:
            return
        before, self._slip = self._slip, slip
        self._is_empty_asked = False
        parts = len(self._form.parts)
        if not self._shape.first <= slip.cursor % parts < self._shape.first + self._shape.count:
            self._lay_out()
        else:
            cells = (before.cursor, slip.cursor)
            targets = (one for one in (before.naming, slip.naming) if one is not None)
            for index in {*map(self._row_of, cells), *(self._row_of(one * parts) for one in targets)}:
                self._rows.set_row(self._row(index))
        self._rows.cursor = self._row_of(slip.cursor if slip.naming is None else slip.naming * parts)
        if before.naming != slip.naming or slip.naming is not None:
            self._show_problems()
        self._tell_standing()
        self._show_progress()

    def _tell_standing(self) -> None:
        """Say that the slip is void, as the people at the table decided or because it chooses too many."""
        slip = self._slip
        if slip.is_void:
            self.tell(words.SLIP_VOID, is_alert=True)
        elif slip.is_over:
            text = words.SLIP_OVER_COVERED if self._is_covered else words.SLIP_OVER
            self.tell(text.format(chosen=slip.chosen, most=self._form.most_chosen), is_alert=True)
        else:
            self.tell(self._standing_note())

    def _standing_note(self) -> str:
        """What is to be said while nothing else is: the line under the cursor in full, where its column cuts it."""
        label = self._labels[self._slip.target] if self._number and self._labels else ""
        return words.WHOLE_LABEL.format(label=label) if cell_len(label) > self._shape.name else ""

    def _show_problems(self) -> None:
        rows = self.query_one("#slip-problems", Rows)
        rows.display = self._slip.naming is not None
        rows.set_rows(present.problem_rows(self._slip, is_covered=self._is_covered) if rows.display else ())

    # Keys

    def take_digit(self, number: int) -> None:
        """A digit marks the cell under the cursor and moves on, or names a problem."""
        self._mark(lambda slip: state.typed_digit(slip, number))

    def action_void_row(self) -> None:
        """`-`: the row does not count."""
        self._mark(state.void_row)

    def action_name_problems(self) -> None:
        """`+`: name the problems of the row just marked, or go on."""
        self._mark(state.naming)

    def _mark(self, change: Callable[[state.SlipState], state.SlipState | None]) -> None:
        if self._number and self._labels:
            self._take(change(self._at_cursor()))

    def _at_cursor(self) -> state.SlipState:
        """The slip with its cursor on the line where the list has its own: a click moves that one."""
        slip = self._slip
        if slip.naming is None and self._rows.cursor != self._row_of(slip.cursor):
            return self._moved_to_row(self._rows.cursor)
        return slip

    def _move(self, index: int) -> None:
        if self._number and self._labels:
            self._take(self._moved_to_row(max(0, min(self._row_count() - 1, index))))

    def action_up(self) -> None:
        """The row above."""
        self._move(self._rows.cursor - 1)

    def action_down(self) -> None:
        """The row below."""
        self._move(self._rows.cursor + 1)

    def action_left(self) -> None:
        """The judgement before."""
        self._mark(lambda slip: state.moved(slip, slip.cursor - 1))

    def action_right(self) -> None:
        """The next judgement."""
        self._mark(lambda slip: state.moved(slip, slip.cursor + 1))

    def action_page_up(self) -> None:
        """A screenful up."""
        self._move(self._rows.cursor - max(1, self._rows.size.height - 2))

    def action_page_down(self) -> None:
        """A screenful down."""
        self._move(self._rows.cursor + max(1, self._rows.size.height - 2))

    def action_top(self) -> None:
        """The first row."""
        self._move(0)

    def action_bottom(self) -> None:
        """The last row."""
        self._move(self._row_count() - 1)

    def action_undo(self) -> None:
        """Clear the row, or let a void slip stand again."""
        self._mark(state.undone)

    def action_void_slip(self) -> None:
        """The whole slip void, or not."""
        if self._number:
            self._take(state.toggled_void(self._slip))
