"""投票台, the teller's side: which booths are free, who may go in next, and what became of one that broke off.

Only how many went in and how many cast is shown; who, nobody writes down.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from db.acts import booths
from db.booth_seats import is_taken
from db.errors import PingyiError, Refused
from db.rules.broken_booths import Finding
from db.views.booths import Booth, door
from db.views.stage import stage
from db.views.status import status
from tui import terminal
from tui.booth.joining import join
from tui.booth.station import Station
from tui.console.covering import disconnect_first
from tui.display.launch import typed_command
from tui.present.booth_doubt import doubt_text, found, seen_choices
from tui.strings import ballot as ballot_words
from tui.strings import booth as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Choose, Confirm, Notice
from tui.widgets.entry import EntryScreen
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from db.book import Book
    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tui.console.pane import Desk

LOOK_SECONDS = 0.25
"""How often the booths are looked at."""
LOCAL = "local"
LOCAL_DIGIT = 9


class BoothDesk(EntryScreen[str]):
    """The teller's screen; answers `LOCAL` where this laptop is to go from hand to hand, else None.

    Args:
        book: The book.
        sheet: The open poll.
        command: What opens a booth on another terminal.
    """

    KEYS: ClassVar[dict[str, str]] = {
        "enter": "choose",
        "f1": "help",
        "question_mark": "help",
        "f2": "menu",
        "f7": "withdraw",
        "escape": "leave",
        "up": "up",
        "down": "down",
        "home": "top",
        "end": "bottom",
    }

    def __init__(self, book: Book, sheet: PollSheet, command: str) -> None:
        super().__init__()
        self._book = book
        self._poll_id = sheet.turnout.id
        self._title = sheet.turnout.title
        self._command = command
        self._door = door(book, self._poll_id)
        self._gone: frozenset[int] = frozenset()

    def compose(self) -> ComposeResult:
        """How many, which booths, what happened, the keys."""
        with Vertical(classes="entry"):
            yield Bar(words.DESK_TITLE.format(title=self._title), id="booth-title", classes="-title")
            yield Bar(id="booth-counts", classes="-number")
            yield Rows(
                (
                    Column(words.DESK_ORDER, 4, is_right=True),
                    Column(words.DESK_BOOTH, 20),
                    Column(words.DESK_STATE, 0),
                ),
                id="booths",
            )
            yield Bar(id="booth-doubt", classes="-notice")
            yield Bar(id="booth-notice", classes="-notice")
            yield Bar(
                words.DESK_COMMAND.format(command=self._command), id="booth-command", classes="-notice -note"
            )
            yield Bar(words.DESK_KEYS, id="booth-keys", classes="-note")

    def on_mount(self) -> None:
        """Look, and go on looking."""
        self.query_one(Rows).can_focus = False
        self.set_interval(LOOK_SECONDS, self.look)
        self.look()

    # What is shown

    def look(self) -> None:
        """Read the booths again and draw what changed."""
        was_doubtful = bool(self._doubtful)
        self._door = door(self._book, self._poll_id)
        self._gone = frozenset(
            booth.number
            for booth in self._door.booths
            if not is_taken(self._book.path, self._poll_id, booth.number)
        )
        if self._doubtful and not was_doubtful:
            self._tell("")  # what was said before, that somebody may go in, holds no more
        now = self._door
        self.query_one("#booth-counts", Bar).show(
            words.DESK_COUNTS.format(admitted=now.admitted, cast=now.cast, electorate=now.electorate)
        )
        local = Row(LOCAL, (str(LOCAL_DIGIT), words.DESK_LOCAL, words.DESK_LOCAL_STATE), "muted")
        self.query_one(Rows).set_rows([*map(self._row, now.booths), local])
        doubt = self.query_one("#booth-doubt", Bar)
        text = doubt_text(self._door, self._doubtful)
        doubt.set_class(bool(text), "-alert")
        doubt.show(text or self._hint())

    def _row(self, booth: Booth) -> Row:
        is_gone = booth.number in self._gone
        state, tone = (words.BUSY, "good") if booth.is_busy else (words.IDLE, "")
        if booth.is_recalled:
            state = words.RECALLING
        if is_gone:
            state, tone = (words.DOUBTFUL, "bad") if booth.is_busy else (words.GONE, "muted")
        name = words.NUMBER.format(number=booth.number)
        return Row(str(booth.number), (str(booth.number), name, state), tone)

    @property
    def _doubtful(self) -> tuple[int, ...]:
        """Booths at which somebody was when their process ended."""
        return tuple(
            booth.number for booth in self._door.booths if booth.is_busy and booth.number in self._gone
        )

    def _hint(self) -> str:
        """What to do where there is nothing to admit at, or nobody left to admit."""
        if not self._door.booths:
            return words.DESK_EMPTY
        return words.DESK_ALL.format(electorate=self._door.electorate) if self._door.is_done else ""

    def _tell(self, text: str, *, is_alert: bool = False) -> None:
        bar = self.query_one("#booth-notice", Bar)
        bar.set_class(is_alert, "-alert")
        bar.show(text)

    # Keys

    def take_digit(self, number: int) -> None:
        """A digit admits at that booth; 9 passes the laptop round."""
        self._tell("")
        if number == LOCAL_DIGIT:
            self._go_local()
        elif number:
            self._admit(number)

    def action_choose(self) -> None:
        """Enter does what the line under the cursor asks for."""
        self._tell("")
        key = self.query_one(Rows).cursor_key
        if key == LOCAL:
            self._go_local()
        elif key is not None and int(key) in self._doubtful:
            self._solve()
        elif key is not None:
            self._admit(int(key))

    def _admit(self, number: int) -> None:
        self.look()
        if self._door.booth(number) is None:
            self._tell(words.NO_SUCH_BOOTH.format(number=number), is_alert=True)
        elif self._doubtful:
            self._tell(words.DOUBT_FIRST, is_alert=True)
        elif number in self._gone:
            self._tell(words.BOOTH_GONE.format(number=number), is_alert=True)
        else:
            self._try(lambda: self._admitted(number))

    def _admitted(self, number: int) -> str:
        booths.admit(self._book, self._poll_id, number)
        return words.ADMITTED.format(number=number)

    def _go_local(self) -> None:
        self.look()
        if self._doubtful:
            self._tell(words.DOUBT_FIRST, is_alert=True)
        else:
            self.dismiss(LOCAL)

    def _try(self, act: Callable[[], str]) -> None:
        """Do an act, and say what it says."""
        try:
            done = act()
        except PingyiError as error:
            self._tell(f"{error.title}：{error.message}", is_alert=True)
        else:
            self._tell(done)
        self.look()

    def _solve(self) -> None:
        """Free the booths that broke off, as the numbers say; where they do not say enough, as their voters saw."""
        broken = self._doubtful
        if found(self._door, broken) is not Finding.MIXED:
            self._try(lambda: self._settled(broken, None))
            return

        def answered(seen: str | None) -> None:
            if seen is not None:
                self._try(lambda: self._settled(broken, int(seen)))

        answers = [Choice(str(seen), text) for seen, text in enumerate(seen_choices(len(broken)))]
        note = words.SEEN_TEXT.format(people=len(broken))
        self.app.push_screen(Choose(words.SEEN_TITLE, answers, note=note), answered)

    def _settled(self, broken: Sequence[int], seen: int | None) -> str:
        out = booths.settle_broken(self._book, self._poll_id, broken, seen=seen)
        return words.DOUBT_SOLVED_OUT.format(out=out) if out else words.DOUBT_SOLVED_IN

    def _withdrawn(self, number: int) -> str:
        is_back = booths.withdraw(self._book, self._poll_id, number)
        return (words.WITHDRAWN_NOW if is_back else words.RECALLED).format(number=number)

    def action_withdraw(self) -> None:
        """F7: the voter at the booth under the cursor left without casting."""
        self._tell("")
        self.look()
        key = self.query_one(Rows).cursor_key
        booth = None if key in (None, LOCAL) else self._door.booth(int(key or 0))
        if booth is None:
            self._tell(words.CHOOSE_BOOTH, is_alert=True)
            return
        if not booth.is_busy:
            self._tell(words.NOBODY_THERE.format(number=booth.number), is_alert=True)
            return
        if booth.number in self._doubtful:
            self._solve()
            return
        number = booth.number

        def answered(yes: bool | None) -> None:
            if yes:
                self._try(lambda: self._withdrawn(number))

        asked = words.WITHDRAW_ASKED.format(number=number)
        self.app.push_screen(
            Confirm(words.WITHDRAW_TITLE, asked, yes="撤回", no="返回", is_dangerous=True), answered
        )

    def action_up(self) -> None:
        """The line above."""
        self.query_one(Rows).action_move(-1)

    def action_down(self) -> None:
        """The line below."""
        self.query_one(Rows).action_move(1)

    def action_top(self) -> None:
        """The first line."""
        self.query_one(Rows).action_jump(0)

    def action_bottom(self) -> None:
        """The last line."""
        self.query_one(Rows).action_jump(-1)

    def action_help(self) -> None:
        """What all this is."""
        self.app.push_screen(Notice(words.NAME, words.DESK_HELP))

    def action_menu(self) -> None:
        """Everything possible here, numbered."""
        choices = [
            Choice("choose", words.MENU_ADMIT, "Enter"),
            Choice("withdraw", words.WITHDRAW_TITLE, "F7"),
            Choice("help", words.MENU_HELP, "F1"),
            Choice("leave", words.MENU_LEAVE, "Esc"),
        ]
        self.offer(words.NAME, choices)

    def action_leave(self) -> None:
        """Back to the steps; the booths go on."""
        self.dismiss(None)


async def run(desk: Desk, sheet: PollSheet, sealer: Sealer) -> None:
    """Let people vote at booths, or at this laptop going from hand to hand, until the teller leaves.

    Raises:
        Refused: this terminal is seen or kept elsewhere, where this laptop was to be the booth.
    """
    command = typed_command(desk.book.path, face="booth")
    while await desk.ask(BoothDesk(desk.book, sheet, command)) == LOCAL:
        await _pass_round(desk, sheet, sealer)


async def _pass_round(desk: Desk, sheet: PollSheet, sealer: Sealer) -> None:
    """This laptop is the booth; the console is covered until both codes are given again."""
    rehearses = status(desk.book).is_rehearsal
    outside = terminal.seen_elsewhere(os.environ)
    if outside and not rehearses:
        raise Refused(words.OUTSIDE.format(what=outside), title="不能在这里投票")
    if stage(desk.book).room_sees_laptop and not await desk.ask(
        disconnect_first(ballot_words.MIRRORED_TITLE, words.MIRRORED)
    ):
        return
    number, seat = join(desk.book, sheet.turnout.id)
    try:
        half_blocks = desk.config.look.compatible == "off"
        await desk.ask(
            Station(desk, sheet, sealer, number, passes=True, half_blocks=half_blocks, is_rehearsal=rehearses)
        )
    finally:
        seat.release()
