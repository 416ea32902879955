"""Typing slips in, one after another, at the speed of typing. A slip leaves the screen when it is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from db.errors import PingyiError
from db.rules.ballot import BLANK, VOID_ROW
from db.rules.grades import UNGRADED_NAME
from tui.console.ballot import slip_state as state
from tui.strings import ballot as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Form, Notice
from tui.widgets.entry import EntryScreen
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from db.rules.ballot import Ballot


class SlipEntry(EntryScreen[None]):
    """A stack of slips; `seal` keeps one and returns once it is durable.

    Args:
        labels: The rows, in the order of the slip.
        grades: The names of the grades, best first.
        total: How many slips came back.
        entered: Places of the stack, from 1, that are sealed already.
        seal: Called with place and ballot; raises `PingyiError` when the slip was not kept.
        is_covered: The room sees this screen: no mark is shown, only that a row is typed.
        unmarked: Rows with nothing to mark on the paper (不定等次); they are not typed.
    """

    KEYS: ClassVar[dict[str, str]] = {
        "enter": "next_slip",
        "minus": "void_row",
        "f1": "help",
        "question_mark": "help",
        "f2": "menu",
        "f3": "reenter",
        "f4": "void_slip",
        "f7": "undo_row",
        "escape": "leave",
        "up": "up",
        "down": "down",
        "pageup": "page_up",
        "pagedown": "page_down",
        "home": "top",
        "end": "bottom",
    }

    def __init__(
        self,
        labels: Sequence[str],
        grades: Sequence[str],
        *,
        total: int,
        entered: Sequence[int],
        seal: Callable[[int, Ballot], None],
        is_covered: bool = False,
        unmarked: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__()
        self._unmarked = unmarked
        self._labels = tuple(labels)
        self._grades = tuple(grades)
        self._total = total
        self._entered = set(entered)
        self._seal = seal
        self._is_covered = is_covered
        self._number = self._first_missing() or 0
        self._is_reentry = False
        self._slip = self._new_slip()

    def compose(self) -> ComposeResult:
        """Where one is, what the digits mean, the rows, what happened, the keys."""
        with Vertical(classes="entry"):
            yield Bar(id="slip-title", classes="-title")
            yield Bar(self._legend(), id="slip-legend", classes="-note")
            yield Rows(
                (Column("序号", 4, is_right=True), Column("姓名", 20), Column("所填", 14)),
                empty="没有测评对象",
                id="slip-rows",
            )
            yield Bar(id="slip-notice", classes="-notice")
            yield Bar(words.SLIP_KEYS, id="slip-keys", classes="-note")

    def on_mount(self) -> None:
        """The first slip that is not sealed."""
        self._rows.can_focus = False
        self._begin(self._number)

    # One slip

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    def _new_slip(self) -> state.SlipState:
        return state.new_slip(len(self._labels), len(self._grades), self._unmarked)

    def _first_missing(self) -> int | None:
        return next((number for number in range(1, self._total + 1) if number not in self._entered), None)

    def _legend(self) -> str:
        digits = "  ".join(f"{number} {name}" for number, name in enumerate(self._grades, 1))
        return f"{digits}  0 {words.BLANK}  - {words.VOID_ROW}"

    def _begin(self, number: int, notice: str = "") -> None:
        """An empty slip; with no number every slip is in the box."""
        self._number = number
        self._slip = self._new_slip()
        self._rows.set_rows(self._row(index) for index in range(len(self._labels)))
        self._rows.cursor = self._slip.cursor
        self._tell(notice or ("" if number else words.SLIP_ALL.format(total=self._total)))
        self._show_progress()

    def _row(self, index: int) -> Row:
        is_unmarked = index in self._unmarked
        mark = UNGRADED_NAME if is_unmarked else self._mark_name(self._slip.marks[index])
        return Row(str(index), (str(index + 1), self._labels[index], mark), "muted" if is_unmarked else "")

    def _mark_name(self, mark: int | None) -> str:
        if mark is None:
            return ""
        if self._is_covered:
            return words.MARK_DONE
        if mark == VOID_ROW:
            return words.VOID_ROW
        return words.BLANK if mark == BLANK else self._grades[mark - 1]

    def _show_progress(self) -> None:
        title = words.SLIP_REENTRY if self._is_reentry else words.SLIP_TITLE
        if not self._number:
            self.query_one("#slip-title", Bar).show(words.SLIP_DONE.format(total=self._total))
            return
        head = title.format(number=self._number, total=self._total)
        progress = words.SLIP_PROGRESS.format(
            done=len(self._entered), rows=self._slip.typed, all=self._slip.wanted
        )
        self.query_one("#slip-title", Bar).show(f"{head}  {progress}")

    def _tell(self, text: str, *, is_alert: bool = False) -> None:
        bar = self.query_one("#slip-notice", Bar)
        bar.set_class(is_alert, "-alert")
        bar.show(text)

    def _take(self, slip: state.SlipState | None, *rows_changed: int) -> None:
        """Go on with another state of the slip, painting only what changed."""
        if slip is None:
            return
        self._slip = slip
        for index in rows_changed:
            self._rows.set_row(self._row(index))
        self._rows.cursor = slip.cursor
        self._tell(words.SLIP_VOID if slip.is_void else "", is_alert=slip.is_void)
        self._show_progress()

    # Keys

    def take_digit(self, number: int) -> None:
        """A digit marks the row under the cursor and moves on."""
        self._mark(lambda slip: state.typed_digit(slip, number))

    def action_void_row(self) -> None:
        """`-`: the row does not count."""
        self._mark(state.void_row)

    def _mark(self, change: Callable[[state.SlipState], state.SlipState | None]) -> None:
        if self._number and self._labels:
            slip = state.moved(self._slip, self._rows.cursor)
            self._take(change(slip), slip.cursor)

    def action_up(self) -> None:
        """The row above."""
        self._rows.action_move(-1)

    def action_down(self) -> None:
        """The row below."""
        self._rows.action_move(1)

    def action_page_up(self) -> None:
        """A screenful up."""
        self._rows.action_page(-1)

    def action_page_down(self) -> None:
        """A screenful down."""
        self._rows.action_page(1)

    def action_top(self) -> None:
        """The first row."""
        self._rows.action_jump(0)

    def action_bottom(self) -> None:
        """The last row."""
        self._rows.action_jump(-1)

    def action_undo_row(self) -> None:
        """Clear the row, or let a void slip stand again."""
        if self._number and self._labels:
            slip = state.undone(state.moved(self._slip, self._rows.cursor))
            self._take(slip, slip.cursor)

    def action_void_slip(self) -> None:
        """The whole slip void, or not."""
        if self._number:
            self._take(state.toggled_void(self._slip))

    def action_next_slip(self) -> None:
        """Seal this slip and begin the next."""
        if not self._number:
            return
        gap = self._slip.first_gap
        if gap is not None:
            self._rows.cursor = gap
            self._tell(words.SLIP_GAP.format(row=gap + 1), is_alert=True)
            return
        number = self._number
        try:
            self._seal(number, self._slip.ballot())
        except PingyiError as error:
            self._tell(f"{error.title}：{error.message}", is_alert=True)
            return
        self._entered.add(number)
        self._is_reentry = False
        following = self._first_missing()
        notice = words.SLIP_SEALED.format(number=number) if following else ""
        self._begin(following or 0, notice)

    # Dialogs

    def action_help(self) -> None:
        """What the keys do."""
        self.app.push_screen(Notice(words.SLIP_MENU, words.SLIP_HELP))

    def action_menu(self) -> None:
        """Everything possible here, numbered."""
        no_slip = "" if self._number else words.STEP_DONE
        choices = [
            Choice("rest_blank", words.REST_BLANK, why_not=no_slip),
            Choice("void_slip", words.VOID_SLIP, "F4", why_not=no_slip),
            Choice("undo_row", words.UNDO_ROW, "F7", why_not=no_slip),
            Choice("reenter", words.REENTER, "F3"),
            Choice("leave", words.LEAVE, "Esc"),
        ]

        def chosen(act: str | None) -> None:
            if act is not None:
                getattr(self, f"action_{act}")()

        self.app.push_screen(Choose(words.SLIP_MENU, choices), chosen)

    def action_rest_blank(self) -> None:
        """Every row not typed yet is 弃权."""
        self._take(state.rest_blank(self._slip), *range(len(self._labels)))

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
        self.app.push_screen(Form(words.REENTER, [field], note=note, check=check, save="重录"), chosen)

    def action_leave(self) -> None:
        """Leave; a slip that was begun is asked about."""
        if not self._slip.is_touched:
            self._finish(leave=True)
            return
        text = words.SLIP_LEAVE.format(number=self._number)
        self.app.push_screen(
            Confirm(words.SLIP_LEAVE_TITLE, text, yes="离开", no="继续录", is_dangerous=True), self._finish
        )

    def _finish(self, leave: bool | None) -> None:
        if leave:
            self._slip = self._new_slip()
            self._rows.set_rows(())
            self.dismiss(None)
