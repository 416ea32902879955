"""Typing the tellers' totals in, a row at a time. A row's numbers leave the screen when it is sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.style import Style
from rich.text import Text
from textual.containers import Vertical

from db.errors import PingyiError
from db.rules.ballot import InvalidScope, RowTotals, Scale
from db.rules.grades import UNGRADED_NAME
from db.rules.tally import RowCount, row_faults, validity_faults
from tui.console.ballot import totals_state as state
from tui.strings import ballot as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Choose, Confirm, Notice
from tui.widgets.entry import EntryScreen
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
HEAD = "head"
ACTIVE = Style(reverse=True, bold=True)


class TotalsBox(Protocol):
    """Where rows of totals go."""

    def agrees(self, valid: int, void: int) -> bool:
        """Whether every sealed row was counted on so many valid and void slips."""

    def entered(self, valid: int, void: int) -> tuple[int, ...]:
        """The rows that are sealed."""

    def start_again(self) -> None:
        """Take every sealed row out."""

    def seal(self, row: int, totals: RowTotals) -> None:
        """Keep a row; raises `PingyiError` when it was not kept."""


class TotalsEntry(EntryScreen[None]):
    """有效票 and 废票 first, then a row a target; each row is checked while it is typed and sealed when it is right.

    Args:
        labels: The targets, in the order of the slip.
        scale: The grades.
        returned: 收回.
        scope: What an over-marked row spoils.
        box: Where rows go.
        is_covered: The room sees this screen: no number is shown.
        unmarked: Rows with nothing to mark on the paper (不定等次); they are sealed as 弃权 without being typed.
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
        scale: Scale,
        *,
        returned: int,
        scope: InvalidScope,
        box: TotalsBox,
        is_covered: bool = False,
        unmarked: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__()
        self._unmarked = unmarked
        self._labels = tuple(labels)
        self._scale = scale
        self._returned = returned
        self._scope = scope
        self._box = box
        self._is_covered = is_covered
        self._slips: tuple[int, int] | None = None
        self._entered: set[int] = set()
        self._editing = HEAD
        self._cells = state.new_cells(2)

    def compose(self) -> ComposeResult:
        """Where one is, the row being typed, its sum, the rows, the keys."""
        with Vertical(classes="entry"):
            yield Bar(id="totals-title", classes="-title")
            yield Bar(id="totals-cells")
            yield Bar(id="totals-sum", classes="-note")
            yield Rows(
                (Column("序号", 4, is_right=True), Column("姓名", 20), Column("情况", 10)), id="totals-rows"
            )
            yield Bar(id="totals-notice", classes="-notice")
            yield Bar(words.TOTALS_KEYS, id="totals-keys", classes="-note")

    def on_mount(self) -> None:
        """Begin with the slips as a whole."""
        rows = self.query_one(Rows)
        rows.can_focus = False
        rows.set_rows(self._lines())
        self._begin()

    # What is typed

    @property
    def _names(self) -> tuple[str, ...]:
        if self._slips is None:
            return (words.VALID, words.VOID)
        return (*self._scale.names, words.BLANK, words.VOID_ROWS)

    def _lines(self) -> list[Row]:
        rows = [Row(HEAD, ("", words.TOTALS_HEAD, words.DONE if self._slips else ""), "head")]
        for index, label in enumerate(self._labels):
            state_name = words.SEALED if index in self._entered else ""
            if index in self._unmarked:
                state_name = UNGRADED_NAME
            rows.append(Row(str(index), (str(index + 1), label, state_name), "muted" if state_name else ""))
        return rows

    def _row(self) -> int | None:
        """The target under the cursor, or None on the line of the slips."""
        return None if self._editing == HEAD else int(self._editing)

    def _begin(self, notice: str = "", *, is_alert: bool = False) -> None:
        self._cells = state.new_cells(2 if self._slips is None else len(self._names))
        self._show()
        self._tell(notice, is_alert=is_alert)

    def _show(self) -> None:
        row = self._row() if self._slips is not None else None
        label = words.TOTALS_HEAD if row is None else f"{row + 1} {self._labels[row]}"
        text = Text()
        for index, (name, cell) in enumerate(zip(self._names, self._cells.cells, strict=True)):
            shown = words.HIDDEN_NUMBER if self._is_covered and cell else cell  # its length would tell
            text.append(f"{name} ")
            text.append(f"{shown or '_':>3}", ACTIVE if index == self._cells.at else Style())
            text.append("  ")
        self.query_one("#totals-cells", Bar).show(text)
        self.query_one("#totals-sum", Bar).show(self._sum())
        title = words.TOTALS_TITLE.format(returned=self._returned)
        progress = words.TOTALS_PROGRESS.format(done=len(self._entered), all=len(self._labels))
        now = words.TOTALS_NOW.format(label=label)
        self.query_one("#totals-title", Bar).show(f"{title}  {progress}  {now}")

    def _sum(self) -> str:
        """The sum so far, for the tellers; nothing of it where the room looks on."""
        if self._is_covered:
            return words.COVERED
        wanted, name = (self._returned, "收回") if self._slips is None else (self._slips[0], words.VALID)
        return f"{words.SUM} {sum(self._cells.numbers)}，应等于{name} {wanted}"

    def _tell(self, text: str, *, is_alert: bool = False) -> None:
        bar = self.query_one("#totals-notice", Bar)
        bar.set_class(is_alert, "-alert")
        bar.show(text)

    # Keys

    def take_digit(self, number: int) -> None:
        """A digit goes into the cell."""
        self._cells = state.typed_digit(self._cells, number)
        self._show()
        self._tell("")

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
        self._cells = state.erased(self._cells)
        self._show()

    def action_right(self) -> None:
        """The next cell."""
        self._cells = state.moved(self._cells, 1)
        self._show()

    def action_left(self) -> None:
        """The cell before."""
        self._cells = state.moved(self._cells, -1)
        self._show()

    def action_clear_row(self) -> None:
        """Begin the row again."""
        self._begin()

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """A click on another line; news of a line already being typed is old."""
        event.stop()
        if event.key == self.query_one(Rows).cursor_key:
            self._edit(event.key)

    def _edit(self, key: str) -> None:
        """Begin another line: the slips as a whole, or a target once those are known."""
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
        """The next cell; from the last one, check and seal."""
        if not self._cells.is_last:
            self.action_right()
            return
        gap = self._cells.first_gap
        if gap is not None:
            self._cells = replace(self._cells, at=gap)
            self._show()
            self._tell(words.TOTALS_FILL, is_alert=True)
        elif self._slips is None:
            self._take_slips(*self._cells.numbers)
        else:
            self._take_row()

    def _complain(self, brief: str, detail: str) -> None:
        self._tell(brief if self._is_covered else detail, is_alert=True)

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
                self._tell(f"{error.title}：{error.message}", is_alert=True)
            else:
                self._go_on(valid, void)

        self.app.push_screen(
            Confirm(
                words.TOTALS_AGAIN_TITLE, words.TOTALS_AGAIN, yes="全部重录", no="返回核对", is_dangerous=True
            ),
            answered,
        )

    def _go_on(self, valid: int, void: int) -> None:
        self._slips = (valid, void)
        self._entered = set(self._box.entered(valid, void))
        self._to_next_row()

    def _seal_unmarked(self) -> None:
        """Seal the rows on which nobody could mark anything, once every other row is sealed."""
        if self._slips is None or len(self._entered | self._unmarked) < len(self._labels):
            return
        valid, void = self._slips
        for row in sorted(self._unmarked - self._entered):
            self._box.seal(row, RowTotals(valid, void, (0,) * len(self._scale.grades), valid, 0))
            self._entered.add(row)

    def _to_next_row(self, notice: str = "") -> None:
        try:
            self._seal_unmarked()
        except PingyiError as error:
            self._begin(f"{error.title}：{error.message}", is_alert=True)
            return
        self.query_one(Rows).set_rows(self._lines())
        rows = range(len(self._labels))
        gap = next((row for row in rows if row not in self._entered | self._unmarked), None)
        if gap is None:
            notice = words.TOTALS_ALL.format(all=len(self._labels))
        if self._labels:
            self._editing = str(0 if gap is None else gap)
            self.query_one(Rows).select(self._editing)
        self._begin(notice)

    def _take_row(self) -> None:
        row = self._row()
        if row is None or self._slips is None:
            return
        if row in self._unmarked:
            self._begin(words.TOTALS_UNMARKED, is_alert=True)
            return
        valid, void = self._slips
        *grades, blank, void_rows = self._cells.numbers
        count = RowCount(tuple(grades), blank, void_rows)
        faults = row_faults(
            count, self._scale, valid=valid, row=row, name=self._labels[row], scope=self._scope
        )
        if faults:
            self._complain(faults[0].brief, faults[0].detail)
            return
        try:
            self._box.seal(row, RowTotals(valid, void, tuple(grades), blank, void_rows))
        except PingyiError as error:
            self._tell(f"{error.title}：{error.message}", is_alert=True)
            return
        self._entered.add(row)
        self._to_next_row(words.TOTALS_ROW_SEALED.format(row=row + 1))

    def action_help(self) -> None:
        """What the keys do."""
        self.app.push_screen(Notice(words.SLIP_MENU, words.TOTALS_HELP))

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
        self._cells = state.new_cells(len(self._cells.cells))
        self._slips = None
        self.query_one("#totals-cells", Bar).show("")
        self.dismiss(None)
