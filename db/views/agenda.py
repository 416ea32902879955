"""The agenda as it is drawn: items with their clocks, where the meeting is, what comes next, when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules import agenda as rules_of
from db.rules import clock as clocks
from db.rules.agenda import Item, State
from db.rules.clock import Clock
from db.rules.moments import moment

if TYPE_CHECKING:
    from datetime import datetime

    from db.book import Reader


@dataclass(frozen=True)
class AgendaRow:
    """One item of the agenda; moments are stored text."""

    id: int
    position: int
    kind: str
    title: str
    state: State
    skip_reason: str
    clock: Clock
    started_at: str | None
    ended_at: str | None
    note: str

    @property
    def number(self) -> int:
        """The number people call it by, from 1."""
        return self.position + 1

    @property
    def rule(self) -> Item:
        """The item as the rules see it."""
        return Item(self.id, self.state, self.skip_reason)


@dataclass(frozen=True)
class Agenda:
    """The whole agenda of a meeting."""

    meeting_id: int
    rows: tuple[AgendaRow, ...]

    @property
    def current(self) -> AgendaRow | None:
        """The item the meeting is at."""
        return self._row(rules_of.current([row.rule for row in self.rows]))

    @property
    def following(self) -> AgendaRow | None:
        """The item that comes next."""
        return self._row(rules_of.next_item([row.rule for row in self.rows]))

    def expected_end(self, now: datetime) -> datetime:
        """When the meeting ends if what is left keeps to its plan."""
        return clocks.expected_end(now, (row.clock for row in self.rows if not row.state.is_finished))

    @property
    def planned_seconds(self) -> int:
        """What was planned for all items but the skipped."""
        return clocks.planned_total(row.clock for row in self.rows if row.state is not State.SKIPPED)

    def _row(self, item: Item | None) -> AgendaRow | None:
        return None if item is None else next(row for row in self.rows if row.id == item.id)


def agenda(reader: Reader, meeting_id: int) -> Agenda:
    """The agenda of a meeting, in order."""
    sql = (
        "SELECT id, kind, title, state, skip_reason, planned_seconds, elapsed_ms, running_since, started_at, ended_at, "
        "note FROM agenda_item WHERE meeting_id = ? ORDER BY position, id"
    )
    rows = reader.rows(sql, (meeting_id,))
    return Agenda(meeting_id, tuple(_row(position, row) for position, row in enumerate(rows)))


def _row(position: int, row: tuple[Any, ...]) -> AgendaRow:
    item_id, kind, title, state, skip_reason, planned, elapsed_ms, since, started_at, ended_at, note = row
    clock = Clock(planned, elapsed_ms, moment(since) if since else None)
    return AgendaRow(
        item_id, position, kind, title, State(state), skip_reason, clock, started_at, ended_at, note
    )
