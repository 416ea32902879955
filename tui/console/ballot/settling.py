"""核对: where two entries of a stack differ, the people at the table look at the paper and say what it says.

One slip at a time stands on the screen. Nothing of it goes anywhere but back to the count; the log is told that a slip
was settled, never what is on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.errors import PingyiError
from db.rules.ballot import BLANK, VOID_ROW
from tui.console.ballot import settling_state as state
from tui.console.ballot.slips import SlipEntry
from tui.console.ballot.wall_entry import WallEntry
from tui.present import settling as present
from tui.strings import ballot_entry as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Choose, Confirm, Notice
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from db.rules.ballot import Ballot, BallotForm
    from db.rules.settling import Difference

MARGIN = 2


class PaperSlip(SlipEntry):
    """One slip of the stack, typed anew from the paper; the screen goes once it is whole."""

    KEYS: ClassVar[dict[str, str]] = {key: act for key, act in SlipEntry.KEYS.items() if act != "reenter"}
    MAY_REENTER = False

    def _sealed(self, number: int) -> None:
        del number
        self._finish(leave=True)


class SettlingEntry(WallEntry["dict[int, Ballot] | None"]):
    """Every slip that differs, one after another; gives back what the paper says of each, or None.

    Args:
        differences: What is to be settled, in the order of the stack.
        labels: The rows, in the order of the slip.
        form: What the slip asks.
        total: How many slips the stack has.
        log: Told the number of a slip that is settled; raises `PingyiError` when that was not kept.
        unmarked: Cells with nothing to mark on the paper.
    """

    KEYS: ClassVar[dict[str, str]] = {
        **WallEntry.KEYS,
        "enter": "next_slip",
        "f1": "help",
        "question_mark": "help",
        "f2": "menu",
        "f4": "retype",
        "f7": "undo",
        "escape": "leave",
        "up": "up",
        "down": "down",
    }
    DEFAULT_CSS = "SettlingEntry #settle-full { height: auto; max-height: 10; padding: 0 1; }"

    def __init__(
        self,
        differences: Sequence[Difference],
        labels: Sequence[str],
        form: BallotForm,
        *,
        total: int,
        log: Callable[[int], None],
        unmarked: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__()
        self._slips = [state.unsettled(difference) for difference in differences]
        self._labels, self._form, self._total = tuple(labels), form, total
        self._log, self._unmarked = log, unmarked
        self._at = 0

    def compose(self) -> ComposeResult:
        """Which slip, what to do, where it differs, long texts in full, what happened, the keys."""
        with Vertical(classes="entry"):
            yield Bar(id="settle-title", classes="-title")
            yield Bar(id="settle-legend", classes="-note")
            yield Rows((), id="settle-rows")
            yield Static("", id="settle-full")
            yield Bar(id="settle-notice", classes="-notice")
            yield Bar(words.SETTLE_KEYS, classes="-note")

    def on_mount(self) -> None:
        """The first slip that differs."""
        self._rows.can_focus = False
        self._begin()

    def on_resize(self) -> None:
        """Columns as wide as there is room."""
        self._rows.set_columns(present.columns(self._slip, self._form, self._labels, self._width))
        self._show()

    # One slip

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def _width(self) -> int:
        return self.app.size.width - MARGIN

    @property
    def _slip(self) -> state.SettledSlip:
        return self._slips[self._at]

    @property
    def _is_last(self) -> bool:
        return self._at == len(self._slips) - 1

    def _begin(self, notice: str = "") -> None:
        slip, count = self._slip, len(self._slips)
        title = words.SETTLE_TITLE.format(number=slip.number, at=self._at + 1, count=count)
        self.query_one("#settle-title", Bar).show(title)
        self.query_one("#settle-legend", Bar).show(words.SETTLE_LEGEND.format(number=slip.number))
        self._rows.set_rows(())
        self.on_resize()
        self._rows.cursor = slip.first_gap or 0
        self.tell(notice)

    def _show(self) -> None:
        self._rows.set_rows(present.rows(self._slip, self._form, self._labels, self._width))
        full = present.in_full(self._slip, min(self._rows.cursor, len(self._slip.items) - 1), self._form)
        self.query_one("#settle-full", Static).update(Content(full))

    def tell(self, text: str, *, is_alert: bool = False) -> None:
        """Say it above the keys, until something else is to be said."""
        bar = self.query_one("#settle-notice", Bar)
        bar.set_class(is_alert, "-alert")
        bar.show(text)

    def _take(self, slip: state.SettledSlip) -> None:
        """Go on with another state of the slip, at its first place that is open."""
        self._slips[self._at] = slip
        if slip.first_gap is not None:
            self._rows.cursor = slip.first_gap
        self._show()
        done = words.SETTLE_LAST_DONE if self._is_last else words.SETTLE_SLIP_DONE
        self.tell(done if slip.first_gap is None else "")

    # Keys

    def take_digit(self, number: int) -> None:
        """1 and 2: that entry is right; 3: neither, the paper says otherwise."""
        if number in (state.FIRST, state.SECOND):
            self._pick(state.Pick(number))
        elif number == state.PAPER:
            self._ask_paper()

    def _pick(self, pick: state.Pick) -> None:
        slip = state.retyped(self._slip, None)
        self._take(state.picked(slip, self._rows.cursor, pick))

    def _ask_paper(self) -> None:
        """What the paper says where neither entry does: a mark is chosen, anything else is typed with the whole slip."""
        item = self._slip.items[self._rows.cursor]
        if item.what is not state.What.MARK:
            self.action_retype()
            return
        grades = self._form.part_of(item.place).scale.names
        choices = [Choice(str(number), name) for number, name in enumerate(grades, 1)]
        choices += [Choice(str(BLANK), self._form.blank_name), Choice(str(VOID_ROW), words.VOID_ROW)]

        def chosen(mark: str | None) -> None:
            if mark is not None:
                self._pick(state.Pick(state.PAPER, int(mark)))

        self.app.push_screen(Choose(words.SETTLE_ASK, choices), chosen)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Long texts in full for the line under the cursor."""
        event.stop()
        self._show()

    def action_up(self) -> None:
        """The place above."""
        self._rows.action_move(-1)

    def action_down(self) -> None:
        """The place below."""
        self._rows.action_move(1)

    def action_retype(self) -> None:
        """Type the whole slip anew from the paper."""
        typed: list[Ballot] = []
        number = self._slip.number

        def seal(_number: int, ballot: Ballot) -> None:
            typed.append(ballot)

        def done(_nothing: None) -> None:
            if typed:
                self._take(state.retyped(self._slip, typed.pop()))

        others = [place for place in range(1, self._total + 1) if place != number]
        screen = PaperSlip(
            self._labels, self._form, total=self._total, entered=others, seal=seal, unmarked=self._unmarked
        )
        screen.desk = self.desk
        self.app.push_screen(screen, done)

    def action_undo(self) -> None:
        """Open the place under the cursor again, or the last one decided; on an open slip, the slip before."""
        slip = self._slip
        if slip.retyped is not None:
            self._take(state.retyped(slip, None))
        elif slip.is_begun:
            decided = [index for index, pick in enumerate(slip.picks) if pick is not None]
            at = self._rows.cursor
            self._take(state.picked(slip, at if at in decided else decided[-1], None))
        elif self._at:
            self._at -= 1
            self._begin(words.SETTLE_BACK.format(number=self._slip.number))

    def action_next_slip(self) -> None:
        """Keep what was decided of this slip, and go on; after the last one, to the count."""
        slip = self._slip
        gap = slip.first_gap
        if gap is not None:
            self._rows.cursor = gap
            self.tell(words.SETTLE_GAP, is_alert=True)
            return
        try:
            self._log(slip.number)
        except PingyiError as error:
            self.tell(f"{error.title}：{error.message}", is_alert=True)
            return
        if self._is_last:
            self._finish({one.number: one.ballot() for one in self._slips})
            return
        self._at += 1
        self._begin(words.SETTLE_SETTLED.format(number=slip.number))

    # Dialogs

    def action_help(self) -> None:
        """What the keys do."""
        self.app.push_screen(Notice(words.SETTLE_MENU, words.SETTLE_HELP))

    def action_menu(self) -> None:
        """Everything possible here, numbered."""
        choices = [
            Choice("retype", words.SETTLE_RETYPE, "F4"),
            Choice("undo", words.SETTLE_UNDO, "F7"),
            *self.WALL_CHOICES,
            Choice("help", words.HELP_HERE, "F1"),
            Choice("leave", words.SETTLE_LEAVE_TITLE, "Esc"),
        ]
        self.offer(words.SETTLE_MENU, choices)

    def action_leave(self) -> None:
        """Leave; nothing that was settled is kept, and the codes are asked again."""
        question = Confirm(
            words.SETTLE_LEAVE_TITLE,
            words.SETTLE_LEAVE,
            yes=words.SETTLE_LEAVE_YES,
            no=words.SETTLE_STAY,
            is_dangerous=True,
        )
        self.app.push_screen(question, lambda leave: self._finish(None) if leave else None)

    def _finish(self, found: dict[int, Ballot] | None) -> None:
        """Forget every slip and give back what the paper says."""
        self._rows.set_rows(())
        self.query_one("#settle-full", Static).update("")
        self.dismiss(found)
