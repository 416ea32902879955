"""Meetings: which there are, which one is going on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.preparation import Preparation
from db.rules.settings import Rules
from db.views.status import CURRENT_MEETING

if TYPE_CHECKING:
    from db.book import Reader


@dataclass(frozen=True)
class Meeting:
    """One meeting as it stands; `chair` and `recorder` are names, empty where nobody was set."""

    id: int
    number: int
    title: str
    topic: str
    year: int
    planned_at: str
    place: str
    chair_id: int | None
    recorder_id: int | None
    state: str
    started_at: str | None
    ended_at: str | None
    closed_at: str | None
    rules: Rules
    scheme: str
    organisation_id: int
    organisation: str
    level: str
    chair: str
    recorder: str
    template: str

    @property
    def is_open(self) -> bool:
        """Whether the record may still change: everything but a closed meeting."""
        return self.state != "closed"


SELECT = (
    "SELECT m.id, m.number, m.title, m.topic, m.year, m.planned_at, m.place, m.chair_id, m.recorder_id, m.state, "
    "m.started_at, m.ended_at, m.closed_at, m.rules, m.scheme, m.organisation_id, o.name, m.level, "
    "coalesce(c.name, ''), coalesce(r.name, ''), m.template FROM meeting m JOIN organisation o ON o.id = m.organisation_id "
    "LEFT JOIN member c ON c.id = m.chair_id LEFT JOIN member r ON r.id = m.recorder_id "
)


def current_meeting(reader: Reader) -> Meeting | None:
    """The meeting that work goes to: the running one, else one not yet closed, else the next planned, else the last."""
    row = reader.one(f"{SELECT} WHERE m.id = ({CURRENT_MEETING})")
    return _meeting(row) if row else None


def meeting(reader: Reader, meeting_id: int) -> Meeting | None:
    """One meeting by id."""
    row = reader.one(SELECT + "WHERE m.id = ?", (meeting_id,))
    return _meeting(row) if row else None


def is_frozen(reader: Reader, meeting_id: int) -> bool:
    """Whether the record of a meeting can no longer change: it is closed, or its minutes are final."""
    sql = (
        "SELECT 1 FROM meeting t LEFT JOIN minutes m ON m.meeting_id = t.id "
        "WHERE t.id = ? AND (t.state = 'closed' OR m.state = 'final')"
    )
    return reader.one(sql, (meeting_id,)) is not None


def meeting_numbered(reader: Reader, number: int) -> Meeting | None:
    """One meeting by the number that a person types."""
    row = reader.one(SELECT + "WHERE m.number = ?", (number,))
    return _meeting(row) if row else None


def meetings(reader: Reader) -> tuple[Meeting, ...]:
    """Every meeting, the latest first."""
    return tuple(_meeting(row) for row in reader.rows(SELECT + "ORDER BY m.number DESC"))


@dataclass(frozen=True)
class GroupRound:
    """A 党小组, and whether it has held its meeting of a round."""

    name: str
    is_held: bool


def group_rounds(reader: Reader, organisation_id: int, template: str, year: int) -> tuple[GroupRound, ...]:
    """Which groups of a branch have begun a meeting made from a template in a 年度, in the order of the groups."""
    sql = (
        "SELECT g.name, EXISTS (SELECT 1 FROM meeting m WHERE m.organisation_id = g.id AND m.template = ? AND m.year = ? "
        "AND m.started_at IS NOT NULL) FROM organisation g "
        "WHERE g.parent_id = ? AND g.kind = 'group' AND g.closed_at IS NULL ORDER BY g.position, g.id"
    )
    found = reader.rows(sql, (template, year, organisation_id))
    return tuple(GroupRound(name, bool(is_held)) for name, is_held in found)


def _meeting(row: tuple[Any, ...]) -> Meeting:
    fields = list(row)
    fields[13] = Rules.from_json(row[13])
    return Meeting(*fields)


@dataclass(frozen=True)
class ChecklistLine:
    """One line of what is done before the meeting."""

    id: int
    rule: Preparation
    note: str


def checklist(reader: Reader, meeting_id: int) -> tuple[ChecklistLine, ...]:
    """The checklist of a meeting, in order."""
    sql = (
        "SELECT id, note, code, name, unit, count, needed, done FROM checklist_item WHERE meeting_id = ? "
        "ORDER BY position"
    )
    return tuple(
        ChecklistLine(line_id, Preparation(code, name, unit, count, needed, bool(done)), note)
        for line_id, note, code, name, unit, count, needed, done in reader.rows(sql, (meeting_id,))
    )
