"""Which of the meeting's polls is worked on, where it stands, and what can be done with it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Refused
from db.views import booths as booth_views
from db.views import polls as views
from tui.present import ballot as present
from tui.present import ballot_steps as steps
from tui.strings import ballot as words

if TYPE_CHECKING:
    from db.views.polls import PollSheet, Turnout
    from tui.console.pane import Desk


class ChosenPoll:
    """Keeps the id of the poll that was chosen, and reads the rest.

    Args:
        desk: Whose meeting it is.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk, self._book = desk, desk.book
        self._id: int | None = None

    def choose(self, poll_id: int) -> None:
        """Work on this poll from now on."""
        self._id = poll_id

    def every(self) -> tuple[Turnout, ...]:
        """The secret polls of the meeting."""
        meeting_id = self._desk.meeting_id
        return views.secret_polls(self._book, meeting_id) if meeting_id is not None else ()

    def sheet(self) -> PollSheet | None:
        """The poll that work goes to, or None."""
        poll_id = present.poll_to_work_on(self.every(), self._id)
        return views.sheet(self._book, poll_id) if poll_id is not None else None

    def needed(self) -> PollSheet:
        """The poll that work goes to.

        Raises:
            Refused: there is none.
        """
        sheet = self.sheet()
        if sheet is None:
            raise Refused(words.NO_POLL)
        return sheet

    def is_entered(self, sheet: PollSheet | None) -> bool:
        """Whether every ballot that is to come in is sealed."""
        if sheet is None or sheet.turnout.state != "open":
            return False
        if sheet.turnout.channel == "booth":
            return booth_views.door(self._book, sheet.turnout.id).is_done
        return sheet.turnout.returned is not None and views.missing_boxes(self._book, sheet.turnout.id) == 0

    def step_now(self) -> str:
        """The step that comes next."""
        sheet = self.sheet()
        return steps.step_now(sheet, is_entered=self.is_entered(sheet))

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now, in Chinese; nothing where it can."""
        if self._desk.meeting_id is None:
            return words.NO_MEETING
        sheet = self.sheet()
        if act in ("prepare", "new"):
            pending = [poll for poll in self.every() if poll.is_pending or poll.state == "draft"]
            own = act == "prepare" and sheet is not None and sheet.turnout.state == "draft"
            return "" if own or not pending else words.NOT_FINISHED
        if sheet is None:
            return words.LATER.get(act, words.NO_POLL)
        return steps.why_not(act, sheet, is_entered=self.is_entered(sheet))
