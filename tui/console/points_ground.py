"""What the points on the screen stand on: the scheme, the meeting, its rules, its year, since when gains are shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.views.meetings import Meeting, meeting
from tui.console.in_force import rules_in_force, scheme_in_force

if TYPE_CHECKING:
    from db.rules.settings import Rules
    from db.scheme import PointRule, Scheme
    from tui.console.pane import Desk


class Ground:
    """Read again by `read`; what the branch is to follow until then stays.

    Raises:
        BadInput: the file that `config.toml` names is at fault.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._defaults = rules_in_force(desk)
        self._meeting: Meeting | None = None
        self.scheme: Scheme = scheme_in_force(desk)
        self.settings: Rules = self._defaults
        """The rules of a meeting that has begun, else those in force."""
        self.since = ""
        """When the meeting began, UTC; empty where none is being held."""

    def read(self) -> bool:
        """Read all of it; True where the branch follows another scheme than before."""
        scheme = scheme_in_force(self._desk)
        is_other = scheme.fingerprint != self.scheme.fingerprint
        if is_other:
            self.scheme, self._defaults = scheme, rules_in_force(self._desk)
        found = self._desk.meeting_id
        held = self._meeting = meeting(self._desk.book, found) if found is not None else None
        self.settings = held.rules if held is not None and held.state != "planned" else self._defaults
        self.since = (held.started_at or "") if held is not None and self.live_meeting else ""
        return is_other

    @property
    def year(self) -> int:
        """That of the meeting, else of today."""
        return self._meeting.year if self._meeting else date.fromisoformat(self._desk.book.today()).year

    @property
    def live_meeting(self) -> int | None:
        """The meeting that an entry belongs to: one that has begun and is not closed."""
        held = self._meeting
        return held.id if held is not None and held.state in ("running", "adjourned") else None

    @property
    def rules_today(self) -> list[PointRule]:
        """The rules of the scheme that hold today."""
        today = self._desk.book.today()
        return [rule for rule in self.scheme.points.rules if rule.holds_on(today)]
