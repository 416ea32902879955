"""唱票计票: the caller reads a slip, the teller presses one key a call, 正 grow; each slip is sealed when it is read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from db.rules.ballot import is_counted
from tui.console.ballot import calls_state
from tui.console.ballot import slip_state as state
from tui.console.ballot.slip_screen import MARGIN
from tui.console.ballot.slips import SlipEntry
from tui.present import calls as present
from tui.present.fitting import cell_name, fitted_cell_name
from tui.strings import ballot_entry as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.rules.ballot import Ballot, BallotForm, InvalidScope
    from tui.widgets.rows import Column, Row


class CallEntry(SlipEntry):
    """Slips called out. What was called since the screen came up stays in memory, for its strokes alone.

    A slip that was sealed before is shut until the count, so its strokes cannot be drawn again; the screen says how
    many there are.

    Args:
        labels: The rows, in the order of the slip.
        form: What the slip asks.
        scope: What an over-marked row spoils.
        total: How many slips came back.
        entered: Places of the stack, from 1, that are sealed already.
        seal: Called with place and ballot; raises `PingyiError` when the slip was not kept.
        is_covered: The room sees this screen and may not see strokes.
        unmarked: Cells with nothing to mark on the paper.
        subject: What the rows are called.
    """

    KEYS: ClassVar[dict[str, str]] = {**SlipEntry.KEYS, "space": "call_here"}
    TITLES = (words.CALL_TITLE, words.CALL_REDO)
    KEY_LINES = (words.CALL_KEYS, words.CALL_KEYS_MORE)
    HELP_TEXT = words.CALL_HELP
    UNDO_TITLE = words.CALL_UNDO

    def __init__(
        self,
        labels: Sequence[str],
        form: BallotForm,
        *,
        scope: InvalidScope,
        total: int,
        entered: Sequence[int],
        seal: Callable[[int, Ballot], None],
        is_covered: bool = False,
        unmarked: frozenset[int] = frozenset(),
        subject: str = words.NAME,
    ) -> None:
        self._scope = scope
        self._ballots: dict[int, Ballot] = {}
        self._before: list[state.SlipState] = []
        self._last: tuple[int, state.SlipState, list[state.SlipState]] | None = None
        self._digits = ""
        self._called = calls_state.called((), form, form.cells(len(labels)), scope)
        self._call_shape = present.layout(form, 0, 0, total)
        self._is_in = True
        super().__init__(
            labels,
            form,
            total=total,
            entered=entered,
            seal=seal,
            is_covered=is_covered,
            unmarked=unmarked,
            subject=subject,
            all_done=words.CALL_ALL,
        )
        self._calls_names = present.calls_names(form)

    # One slip

    def _begin(self, number: int, notice: str = "") -> None:
        every = (ballot for place, ballot in self._ballots.items() if place != number)
        cells = self._form.cells(len(self._labels))
        self._called = calls_state.called(every, self._form, cells, self._scope)
        self._before, self._digits, self._is_in = [], "", True
        super()._begin(number, notice or (self._standing_note() if number else ""))

    def _sealed(self, number: int) -> None:
        self._ballots[number] = self._slip.ballot()
        self._last = (number, self._slip, self._before)
        super()._sealed(number)

    @property
    def _lost(self) -> int:
        """Slips that were sealed before the screen came up."""
        return len(self._entered - set(self._ballots))

    def _standing_note(self) -> str:
        """What is to be said while nothing else is: a line that its column cuts, or which slips have no strokes."""
        lost = self._lost
        cell = self._slip.cursor
        label = self._label_of(cell) if self._number and self._labels else ""
        is_cut = bool(label) and self._shown_label(cell) != label
        note = words.CALL_LOST.format(count=lost) if lost else ""
        note = words.WHOLE_LABEL.format(label=label) if is_cut else note
        return f"{words.COVERED}。{note}" if self._is_covered else note

    def _take(self, slip: state.SlipState | None) -> None:
        if slip is None:
            return
        before, self._digits = self._slip, ""
        if (slip.marks, slip.is_void, slip.problems, slip.others, slip.text) != (
            before.marks, before.is_void, before.problems, before.others, before.text
        ):  # fmt: skip
            self._before.append(before)
        self._go_to(slip)

    def _go_to(self, slip: state.SlipState) -> None:
        """Another state of the slip; every line anew where all its strokes come or go."""
        was_in = self._is_in
        self._is_in = is_counted(slip.ballot_so_far(), self._form, self._scope)
        super()._take(slip)
        if was_in != self._is_in:
            self._lay_out()

    def _tell_standing(self) -> None:
        super()._tell_standing()
        if not self._slip.is_void and not self._slip.is_over:
            self.tell(self._standing_note())

    # What is drawn

    def _lay_out(self) -> None:
        longest = max((cell_len(self._label_of(cell)) for cell in range(self._row_count())), default=0)
        self._call_shape = present.layout(self._form, self.app.size.width - MARGIN, longest, self._total)
        super()._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        return present.columns(self._form, self._call_shape, self._subject)

    def _row_count(self) -> int:
        return self._form.cells(len(self._labels))

    def _row_of(self, cell: int) -> int:
        return cell

    def _moved_to_row(self, index: int) -> state.SlipState:
        return state.moved(self._slip, index)

    def _label_of(self, cell: int) -> str:
        return cell_name(self._form, self._labels, cell)

    def _shown_label(self, cell: int) -> str:
        return fitted_cell_name(self._form, self._labels, cell, self._call_shape.name)

    def _row(self, index: int) -> Row:
        form, slip = self._form, self._slip
        target = form.target_of(index)
        mark = slip.marks[index]
        counts = self._called.marks[index]
        if mark is not None and self._is_in and index not in slip.unmarked:
            counts = counts + Counter((mark,))
        line = present.CallLine(
            index,
            calls_state.key_of(index + 1, len(self._labels)) if self._calls_names else str(target + 1),
            self._shown_label(index),
            form.part_of(index),
            mark,
            index in slip.unmarked,
        )
        return present.row(form, line, counts, self._call_shape, is_covered=self._is_covered)

    def _title(self) -> str:
        head = self.TITLES[self._is_reentry].format(number=self._number) if self._number else ""
        done = words.CALL_PROGRESS.format(done=len(self._entered), total=self._total)
        if self._is_covered:
            return f"{head}  {done}".strip()
        text = words.CALL_VALID_SINCE if self._lost else words.CALL_VALID
        valid = text.format(valid=self._called.valid, void=self._called.void)
        return f"{head}  {done}  {valid}{self._votes()}{self._chosen() if self._number else ''}".strip()

    def _votes(self) -> str:
        """Of 推荐, the votes against what the valid slips may give; the slip in hand among them."""
        if not self._form.most_chosen:
            return ""
        is_in = bool(self._number) and self._slip.is_touched and self._is_in
        votes = self._called.votes + is_in * self._slip.chosen
        most = (self._called.valid + is_in) * self._form.most_chosen
        return "  " + words.CALL_VOTES.format(votes=votes, most=most)

    def _legend(self) -> str:
        if not self._calls_names or self._slip.naming is not None:
            return super()._legend()
        tens = words.CALL_TENS.format(tens=self._digits) if self._digits else ""
        return words.CALL_LEGEND_CHOICE + tens

    # Keys

    def take_digit(self, number: int) -> None:
        """A digit is the grade of the row under the cursor, or calls a name by its number."""
        if not self._calls_names or self._slip.naming is not None or not self._number:
            super().take_digit(number)
            return
        self._digits += str(number)
        if len(self._digits) < calls_state.keys_needed(int(self._digits[0]), len(self._labels)):
            self.query_one("#slip-legend", Bar).show(self._legend())
            return
        target, self._digits = int(self._digits) - 1, ""
        self._call(target)

    def action_call_here(self) -> None:
        """Call the name under the cursor."""
        if self._calls_names and self._number and self._labels:
            self._call(self._rows.cursor)

    def _call(self, target: int) -> None:
        if self._slip.is_void:
            return
        slip = state.called(self._slip, target)
        if slip is not None:
            self._take(slip)
            return
        self.query_one("#slip-legend", Bar).show(self._legend())
        is_listed = 0 <= target < len(self._labels)
        text = words.CALL_TWICE.format(name=self._labels[target]) if is_listed else words.CALL_NO_SUCH
        self.tell(text, is_alert=True)

    def action_undo(self) -> None:
        """The last call goes back; on a slip without any, the slip before is taken up again."""
        if self._digits:
            self._digits = ""
            self._show_progress()
        elif self._before:
            self._go_to(self._before.pop())
        elif self._last is not None and not self._slip.is_touched:
            number, slip, before = self._last
            self._is_reentry = True
            self._begin(number)
            self._before = [*before]
            self._go_to(slip)
            self._lay_out()

    def _choices(self) -> list[Choice]:
        found = [
            choice for choice in super()._choices() if choice.id != "rest_blank" or not self._calls_names
        ]
        if self._calls_names:
            found.insert(0, Choice("call_here", words.CALL_SPACE, "空格"))
        return found

    def _finish(self, leave: bool | None) -> None:
        if leave:
            self._ballots.clear()
            self._before, self._last = [], None
            self._called = calls_state.called((), self._form, 0, self._scope)
        super()._finish(leave)
