"""What stands between a meeting and its closing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.moments import moment
from db.views.roster import shown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Reader


@dataclass(frozen=True)
class Closing:
    """How far the meeting has come, in numbers and names."""

    state: str
    started_at: str | None
    ended_at: str | None
    closed_at: str | None
    waiting: tuple[str, ...]
    drafts: int
    unreleased: int
    open_poll: str
    minutes: str
    branch_corrections: int
    member_corrections: int

    @property
    def length_seconds(self) -> int:
        """How long the meeting took by the clock, from minute to minute as both are shown; 0 until it has ended."""
        if not self.started_at or not self.ended_at:
            return 0
        start, end = (moment(at).replace(second=0, microsecond=0) for at in (self.started_at, self.ended_at))
        return int((end - start).total_seconds())


@dataclass(frozen=True)
class Criticism:
    """A criticism that can be made a correction: whom it is about, and its words."""

    id: int
    about_id: int | None
    about: str
    speaker: str
    text: str


def closing(reader: Reader, meeting_id: int) -> Closing | None:
    """Where a meeting stands before its closing, or None where there is no such meeting."""
    row = reader.one(
        """
        SELECT state, started_at, ended_at, closed_at,
            (SELECT count(*) FROM remark WHERE meeting_id = m.id AND state = 'draft' AND text != ''),
            (SELECT count(*) FROM commentary WHERE meeting_id = m.id AND state = 'draft'),
            coalesce((SELECT title FROM poll WHERE meeting_id = m.id AND state IN ('open', 'closed', 'settling')), ''),
            coalesce((SELECT state FROM minutes WHERE meeting_id = m.id), ''),
            (SELECT count(*) FROM correction WHERE meeting_id = m.id AND member_id IS NULL),
            (SELECT count(*) FROM correction WHERE meeting_id = m.id AND member_id IS NOT NULL)
        FROM meeting m WHERE id = ?
        """,
        (meeting_id,),
    )
    if row is None:
        return None
    sql = "SELECT title FROM agenda_item WHERE meeting_id = ? AND state = 'waiting' ORDER BY position"
    waiting = tuple(str(title) for (title,) in reader.rows(sql, (meeting_id,)))
    fields = list(row)
    fields.insert(4, waiting)
    return Closing(*fields)


def silent(reader: Reader, meeting_id: int) -> tuple[str, ...]:
    """Members who came and whose self-review is not recorded; nobody where no self-review was held."""
    sql = (
        "SELECT m.name, m.mark FROM attendance a JOIN member m ON m.id = a.member_id WHERE a.meeting_id = ?1 "
        "AND a.status IN ('present', 'late') AND EXISTS (SELECT 1 FROM agenda_item WHERE meeting_id = ?1 "
        "AND kind = 'self_review' AND started_at IS NOT NULL) AND m.id NOT IN (SELECT speaker_id FROM remark "
        "WHERE meeting_id = ?1 AND kind = 'self_review' AND state = 'spoken' AND speaker_id IS NOT NULL) "
        "ORDER BY m.sort_key, m.id"
    )
    return tuple(shown_name(name, mark) for name, mark in reader.rows(sql, (meeting_id,)))


def some(names: Sequence[str]) -> str:
    """Name up to three, then count: 冯军、史文、李娜等7人."""
    named = "、".join(names[:3])
    return named if len(names) <= 3 else f"{named}等{len(names)}人"


def criticisms(reader: Reader, meeting_id: int) -> tuple[Criticism, ...]:
    """The criticisms spoken at a meeting, in order."""
    sql = (
        "SELECT r.id, r.about_id, coalesce(a.name, ''), coalesce(s.name, r.speaker), r.text FROM remark r "
        "LEFT JOIN member a ON a.id = r.about_id LEFT JOIN member s ON s.id = r.speaker_id "
        "WHERE r.meeting_id = ? AND r.kind = 'criticism' AND r.state = 'spoken' ORDER BY r.position, r.id"
    )
    return tuple(Criticism(*row) for row in reader.rows(sql, (meeting_id,)))
