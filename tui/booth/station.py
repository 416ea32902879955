"""A booth at work: neutral, a voter is called, the ballot in his hands, thanks, neutral again. One screen does it all.

Every key comes through one queue, so that none can overtake another; and there is no second screen that could stay.
"""

from __future__ import annotations

import math
import time
from enum import Enum, auto
from typing import TYPE_CHECKING

from db.acts import booths
from db.errors import PingyiError
from db.views.booths import door
from tui.booth.filling import Filling
from tui.booth.joining import broken_off
from tui.booth.paper import Paper
from tui.keys import digit, plain
from tui.present.booth import Area, Neutral, Slip, neutral
from tui.strings import booth as words
from tui.watch import Watch
from tui.widgets.entry import EntryScreen
from tui.widgets.unlocking import unlock

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tui.widgets.unlocking import Asker

THANKS_SECONDS = 4.0
"""How long the neutral thanks stand, whatever was voted and whoever waits."""
TICK_SECONDS = 0.25
WARN_SECONDS = 20.0
"""So long before an unattended ballot is cleared its voter is told."""
ASLEEP_SECONDS = 10.0
"""A pause between two ticks, by the clock on the wall, that only a machine put to sleep makes."""
LEFT, OVER = "left", "over"


class Phase(Enum):
    """Where the booth stands between two voters."""

    WAIT = auto()
    CALL = auto()
    BALLOT = auto()
    THANKS = auto()
    NEWS = auto()


class Station(EntryScreen[str]):
    """One booth of an open poll; answers `LEFT` once both codes were given, `OVER` once the poll takes no ballots.

    Args:
        asker: Puts the screens that ask for the codes, and has the book.
        sheet: The open poll.
        sealer: Unlocked; it cannot open what it sealed.
        number: The booth.
        passes: One laptop goes from hand to hand: the teller admits at this very screen.
        half_blocks: The terminal draws ambiguous glyphs narrow.
        is_rehearsal: Every page says so.
    """

    DEFAULT_CSS = "Station { background: $background; }"

    def __init__(
        self,
        asker: Asker,
        sheet: PollSheet,
        sealer: Sealer,
        number: int,
        *,
        passes: bool = False,
        half_blocks: bool = False,
        is_rehearsal: bool = False,
    ) -> None:
        super().__init__()
        self._asker = asker
        self._book = asker.book
        self._sheet = sheet
        self._poll_id = sheet.turnout.id
        self._sealer = sealer
        self._number = number
        self._passes = passes
        self._half_blocks = half_blocks
        self._slip = Slip(
            sheet.turnout.title,
            words.THIS_ONE if passes else words.NUMBER.format(number=number),
            sheet.form,
            tuple(target.label for target in sheet.targets),
            words.LABEL if sheet.is_of_members else words.LINE_LABEL,
            sheet.rules.booth_idle_seconds,
            is_rehearsal,
            words.OTHER if sheet.is_of_members else words.LINE_OTHER,
        )
        self._phase = Phase.WAIT
        self._filling: Filling | None = None
        self._said = ""
        self._until = 0.0
        self._key_at = time.monotonic()
        self._ticked_at = time.time()
        self._place = booths.new_place()
        self._owes_leaving = False
        self._owes_back = False
        self._is_leaving = False
        self._is_over = False
        self._watch = Watch(self._book.version, self.look)

    def compose(self) -> ComposeResult:
        """The one widget."""
        yield Paper()

    def on_mount(self) -> None:
        """Wait for the teller."""
        self._watch.start()
        self.set_interval(TICK_SECONDS, self.tick)
        self.look()
        self.draw()

    def on_unmount(self) -> None:
        """Nothing goes on behind a screen that is gone."""
        self._watch.stop()
        self._forget()

    def on_resize(self) -> None:
        """Lay out anew."""
        self.draw()

    @property
    def phase(self) -> Phase:
        """Where the booth stands."""
        return self._phase

    @property
    def filling(self) -> Filling | None:
        """The ballot in the voter's hands."""
        return self._filling

    # What others do

    def look(self) -> None:
        """Somebody wrote in the book: a voter was admitted here or taken back, or the poll is over."""
        if self._is_over:
            return
        now = door(self._book, self._poll_id)
        booth = now.booth(self._number)
        if not now.is_open:
            self._is_over = True
            was_voting = self._phase in (Phase.CALL, Phase.BALLOT)
            self._tell(words.NOT_CAST_OVER if was_voting else words.OVER_TEXT)
            return
        is_busy = booth is not None and booth.is_busy and not self._owes_leaving
        if is_busy and self._phase is Phase.WAIT:
            self._place = booths.new_place()
            self._enter(Phase.CALL)
        if is_busy and booth is not None and booth.is_recalled:
            self.hand_back()
        elif not is_busy and self._phase in (Phase.CALL, Phase.BALLOT):
            self._tell(words.WITHDRAWN_TEXT)
        elif self._phase is Phase.WAIT:
            self.draw()

    def tick(self) -> None:
        """A moment passed."""
        now = time.monotonic()
        # Asleep, the monotonic clock stands still, and the teller may have let somebody else in meanwhile.
        slept, self._ticked_at = time.time() - self._ticked_at > ASLEEP_SECONDS, time.time()
        if self._owes_leaving:
            self._leave_booth()
        if self._owes_back:
            self.look()
        left = self._slip.seconds - (now - self._key_at)
        if self._phase is Phase.BALLOT and (left <= 0 or slept):
            self._enter(Phase.CALL, words.CLEARED_TEXT)
        elif self._filling is not None and left <= WARN_SECONDS:
            self._filling.warn(words.IDLE_SOON.format(seconds=math.ceil(left)))
            self.draw()
        elif self._phase in (Phase.THANKS, Phase.NEWS) and now >= self._until and self.app.screen is self:
            if self._is_over:
                self.dismiss(OVER)
                return
            self._enter(Phase.WAIT)
            self.look()

    def _enter(self, phase: Phase, said: str = "") -> None:
        """Go on to another phase; whatever was filled in is forgotten."""
        self._forget()
        self._phase, self._said = phase, said
        self._key_at = time.monotonic()
        self.draw()

    def _tell(self, text: str) -> None:
        """Say something for as long as the thanks stand."""
        self._enter(Phase.NEWS, text)
        self._until = time.monotonic() + THANKS_SECONDS

    def _forget(self) -> None:
        if self._filling is not None:
            self._filling.forget()
        self._filling = None
        for paper in self.query(Paper):
            paper.forget()

    # Keys

    def on_key(self, event: Key) -> None:
        """Every key, in the order in which it was pressed."""
        event.stop()
        event.prevent_default()
        if (
            self._is_leaving or self.app.screen is not self
        ):  # the next key is the first of a code, not a voter's
            return
        self._key_at = time.monotonic()
        if self._filling is None:
            self._neutral_key(plain(event), digit(event))
        elif self._filling.take(event):
            self._cast(self._filling)
        self.draw()

    def _neutral_key(self, key: str, number: int | None) -> None:
        if self._phase is Phase.CALL and key == "enter":
            self._phase, self._said = Phase.BALLOT, ""
            self._filling = Filling(self._slip, self._sheet.unmarked)
        elif self._phase is Phase.WAIT and self._passes and number == 1:
            self._admit()
        elif self._phase in (Phase.WAIT, Phase.CALL) and key == "f12":
            self._is_leaving = True
            self.run_worker(self._leave(), exclusive=True)

    def _admit(self) -> None:
        if broken_off(self._book, self._poll_id):
            self._said = words.DOUBT_FIRST_HERE
            return
        try:
            booths.admit(self._book, self._poll_id, self._number)
        except PingyiError as error:
            self._said = f"{error.title}：{error.message}"
        else:
            self.look()

    async def _leave(self) -> None:
        """Both codes open the way out."""
        try:
            sealer = await unlock(self._asker, self._sheet, words.CODES_WRONG)
        except PingyiError as error:
            self._said = f"{error.title}：{error.message}"
            self.draw()
            return
        finally:
            self._is_leaving = False
        if sealer is not None:
            sealer.forget()
            self.hand_back()
            self.dismiss(LEFT)

    def leave_as_told(self) -> None:
        """Whoever was at the booth has not cast, which only it knows; this laptop passed round is one too."""
        self.hand_back()

    def hand_back(self) -> None:
        """Say that whoever was admitted here has not cast; where the book cannot be written, the next moment tries again.

        The booth alone knows: the numbers may not tell while another one broke off.
        """
        if self._phase not in (Phase.CALL, Phase.BALLOT):
            return
        try:
            is_back = booths.hand_back(self._book, self._poll_id, self._sealer, self._number, self._place)
        except PingyiError:
            self._owes_back = True
            return
        self._owes_back = False
        if is_back:
            self._tell(words.WITHDRAWN_TEXT)
        else:
            self._thank()

    def _cast(self, filling: Filling) -> None:
        """Drop the ballot in. It is in the box, or still in the voter's hands."""
        try:
            booths.cast(
                self._book, self._poll_id, self._sealer, self._number, filling.ballot(), place=self._place
            )
        except PingyiError as error:
            filling.complain(words.NOT_CAST.format(title=error.title, message=error.message))
            self.look()
            return
        self._owes_leaving = True
        self._thank()
        self._leave_booth()

    def _thank(self) -> None:
        self._enter(Phase.THANKS)
        self._until = time.monotonic() + THANKS_SECONDS

    def _leave_booth(self) -> None:
        """Say that the booth is free; where the book cannot be written now, the next moment tries again."""
        try:
            booths.leave(self._book, self._poll_id, self._number)
        except PingyiError:
            return
        self._owes_leaving = False

    # What is shown

    def draw(self) -> None:
        """Draw what stands."""
        if not self.is_mounted or not self.size:
            return
        area = Area(*self.size, self._half_blocks)
        paper = self.query_one(Paper)
        if self._filling is not None and area.columns >= 80 and area.rows >= 24:
            page, cursor = self._filling.page(area)
            paper.show(page, cursor)
        else:
            paper.show(neutral(self._neutral(), area))

    def _neutral(self) -> Neutral:
        large, text = {
            Phase.WAIT: (words.WAIT, self._said or (words.PASSED_TEXT if self._passes else words.WAIT_TEXT)),
            Phase.CALL: (words.CALL, self._said or words.CALL_TEXT),
            Phase.BALLOT: (words.CALL, words.TOO_SMALL),
            Phase.THANKS: (words.THANKS, words.THANKS_PASSED_TEXT if self._passes else words.THANKS_TEXT),
            Phase.NEWS: (words.OVER if self._is_over else words.WITHDRAWN, self._said),
        }[self._phase]
        counts = ""
        if self._passes and self._phase is Phase.WAIT:
            now = door(self._book, self._poll_id)
            counts = words.PASSED_COUNTS.format(
                admitted=now.admitted, cast=now.cast, electorate=now.electorate
            )
            if now.is_done and not self._said:
                text = words.PASSED_DONE
        keys = words.LEAVE_KEY if self._phase in (Phase.WAIT, Phase.CALL) else ""
        corner = f"{self._slip.booth}  {self._slip.title}"
        return Neutral(large, text, counts, keys, corner, self._slip.is_rehearsal)
