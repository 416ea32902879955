"""What the console always shows: branch, meeting, present and due, the running item, an open poll, rehearsal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.book import Reader

CURRENT_MEETING = (
    "SELECT id FROM meeting ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'adjourned' THEN 1 WHEN 'planned' THEN 2 "
    "ELSE 3 END, CASE state WHEN 'planned' THEN number ELSE -number END LIMIT 1"
)
"""The running meeting, else one adjourned but not yet closed, else the next planned one, else the last."""


@dataclass(frozen=True)
class Status:
    """One line's worth of where things stand. Times are seconds; moments are UTC ISO text."""

    branch: str
    is_rehearsal: bool
    meeting_id: int | None
    meeting: str
    state: str
    due: int
    present: int
    item: str
    item_state: str
    planned_seconds: int
    elapsed_ms: int
    running_since: str | None
    poll: str
    returned: int | None
    issued: int | None
    is_poll_open: bool = True


@dataclass(frozen=True)
class AgendaLine:
    """One agenda item as the left panel lists it."""

    id: int
    kind: str
    title: str
    state: str
    planned_seconds: int
    elapsed_ms: int
    running_since: str | None


def status(reader: Reader) -> Status:
    """Where things stand now."""
    row = reader.one(
        f"""
        SELECT coalesce((SELECT name FROM organisation WHERE id = m.organisation_id),
                        (SELECT name FROM organisation WHERE kind = 'branch' AND closed_at IS NULL
                         ORDER BY id LIMIT 1)),
               (SELECT rehearsal FROM book), m.id, m.title, m.state,
               (SELECT count(*) FROM attendance a WHERE a.meeting_id = m.id AND a.is_due),
               (SELECT count(*) FROM attendance a WHERE a.meeting_id = m.id AND a.is_due AND a.in_room),
               i.title, i.state, i.planned_seconds, i.elapsed_ms, i.running_since,
               p.title, p.returned, p.issued, p.state
        FROM (SELECT 1) LEFT JOIN meeting m ON m.id = ({CURRENT_MEETING})
        LEFT JOIN agenda_item i ON i.id = (
            SELECT id FROM agenda_item WHERE meeting_id = m.id AND state IN ('running', 'paused')
            ORDER BY state = 'running' DESC, position LIMIT 1)
        LEFT JOIN poll p ON p.state IN ('open', 'closed', 'settling')
        """
    )
    assert row is not None  # noqa: S101
    return Status(
        branch=row[0] or "",
        is_rehearsal=bool(row[1]),
        meeting_id=row[2],
        meeting=row[3] or "",
        state=row[4] or "",
        due=row[5] or 0,
        present=row[6] or 0,
        item=row[7] or "",
        item_state=row[8] or "",
        planned_seconds=row[9] or 0,
        elapsed_ms=row[10] or 0,
        running_since=row[11],
        poll=row[12] or "",
        returned=row[13],
        issued=row[14],
        is_poll_open=row[15] == "open",
    )


def agenda_lines(reader: Reader, meeting_id: int) -> tuple[AgendaLine, ...]:
    """The agenda of a meeting, in order."""
    rows = reader.rows(
        "SELECT id, kind, title, state, planned_seconds, elapsed_ms, running_since FROM agenda_item "
        "WHERE meeting_id = ? ORDER BY position, id",
        (meeting_id,),
    )
    return tuple(AgendaLine(*row) for row in rows)
