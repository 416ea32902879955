"""What was said, and the floor: who stands where in the order of speaking and what may come next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.electorate import is_secretary
from db.rules.remarks import (
    Kind,
    Remark,
    Speaker,
    Standing,
    Step,
    guest_name,
    item_steps,
    next_steps,
    not_criticised,
    not_spoken,
    owing_response,
    speaking_order,
    standings,
)
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader

OPENING = 60
"""Characters of a remark that a list shows."""


@dataclass(frozen=True)
class RemarkRow:
    """One remark as lists and minutes show it; `about` is empty where it is about the branch.

    In a list `text` holds only the first `OPENING` characters; `chars` counts all of it, blanks left out.
    """

    id: int
    kind: Kind
    speaker_id: int | None
    speaker: str
    about_id: int | None
    about: str
    reader_id: int | None
    reader: str
    text: str
    chars: int
    state: str
    item_id: int | None
    created_at: str
    saved_at: str

    @property
    def rule(self) -> Remark:
        """The remark as the rules see it."""
        return Remark(self.kind, self.speaker_id, self.about_id)


@dataclass(frozen=True)
class FloorRow:
    """One member in the order of speaking."""

    member_id: int
    name: str
    post: str
    initials: str
    status: str
    standing: Standing


@dataclass(frozen=True)
class Floor:
    """Everything that the pane for remarks draws.

    Attributes:
        rows: The members in the order of speaking.
        remarks: What was said and what is being written, in order; withdrawn ones left out.
        steps: What may come next, the likeliest first.
        guests: 列席 persons as (name, name with unit and post).
    """

    rows: tuple[FloorRow, ...]
    remarks: tuple[RemarkRow, ...]
    steps: tuple[Step, ...]
    guests: tuple[tuple[str, str], ...]

    @property
    def names(self) -> dict[int, str]:
        """Shown names by member."""
        return {row.member_id: row.name for row in self.rows}

    @property
    def order(self) -> tuple[int, ...]:
        """Members in the order of speaking."""
        return tuple(row.member_id for row in self.rows)

    @property
    def not_spoken(self) -> tuple[int, ...]:
        """Without a 对照检查."""
        return not_spoken(row.standing for row in self.rows)

    @property
    def not_criticised(self) -> tuple[int, ...]:
        """Of whom there was no 批评意见."""
        return not_criticised(row.standing for row in self.rows)

    @property
    def owing_response(self) -> tuple[int, ...]:
        """Criticised, and no 表态 since."""
        return owing_response(row.standing for row in self.rows)


_SELECT = """
SELECT r.id, r.kind, r.speaker_id, coalesce(s.name, r.speaker), coalesce(s.mark, ''), r.about_id,
       coalesce(a.name, ''), coalesce(a.mark, ''), r.reader_id, coalesce(d.name, ''), coalesce(d.mark, ''),
       {text}, length(replace(replace(replace(r.text, char(10), ''), ' ', ''), '　', '')), r.state, r.agenda_item_id, r.created_at, r.saved_at
FROM remark r LEFT JOIN member s ON s.id = r.speaker_id LEFT JOIN member a ON a.id = r.about_id
LEFT JOIN member d ON d.id = r.reader_id
"""
_IN_LIST = _SELECT.format(text=f"substr(r.text, 1, {OPENING})")
_IN_FULL = _SELECT.format(text="r.text")


def remark(reader: Reader, remark_id: int) -> RemarkRow | None:
    """One remark with its whole text, whatever its state."""
    row = reader.one(_IN_FULL + "WHERE r.id = ?", (remark_id,))
    return _row(row) if row else None


def remarks(reader: Reader, meeting_id: int) -> tuple[RemarkRow, ...]:
    """What was said and what is being written, in order, with the beginnings of the texts."""
    sql = _IN_LIST + "WHERE r.meeting_id = ? AND r.state <> 'withdrawn' ORDER BY r.position, r.id"
    return tuple(_row(row) for row in reader.rows(sql, (meeting_id,)))


def spoken(reader: Reader, meeting_id: int) -> tuple[RemarkRow, ...]:
    """What stands in the record, in order, with whole texts: what the minutes are made of."""
    sql = _IN_FULL + "WHERE r.meeting_id = ? AND r.state = 'spoken' ORDER BY r.position, r.id"
    return tuple(_row(row) for row in reader.rows(sql, (meeting_id,)))


def withdrawn(reader: Reader, meeting_id: int) -> tuple[RemarkRow, ...]:
    """What was struck out, the latest first."""
    sql = _IN_LIST + "WHERE r.meeting_id = ? AND r.state = 'withdrawn' ORDER BY r.id DESC"
    return tuple(_row(row) for row in reader.rows(sql, (meeting_id,)))


def floor(reader: Reader, meeting_id: int) -> Floor:
    """Who stands where, what was said, what may come next."""
    people = reader.rows(
        "SELECT m.id, m.name, m.mark, m.post, m.initials, coalesce(a.status, 'unmarked'), coalesce(a.in_room, 0) "
        "FROM meeting t JOIN member m ON t.organisation_id IN (m.organisation_id, m.group_id) "
        "LEFT JOIN attendance a ON a.meeting_id = t.id AND a.member_id = m.id "
        "WHERE t.id = ? AND (a.member_id IS NOT NULL OR (m.left_at IS NULL AND t.level <> 'committee')) "
        "AND coalesce(a.is_due, 1) = 1 "
        "ORDER BY m.sort_key, m.id",
        (meeting_id,),
    )
    sql = "SELECT member_id FROM speaking_order WHERE meeting_id = ? ORDER BY position"
    chosen = [row[0] for row in reader.rows(sql, (meeting_id,))]
    by_id = {row[0]: row for row in people}
    speakers = {row[0]: _speaker(row) for row in people}
    order = speaking_order(tuple(speakers.values()), chosen)
    said = remarks(reader, meeting_id)
    rules = [row.rule for row in said if row.state == "spoken"]
    lines = standings([speakers[member_id] for member_id in order], rules)
    running = reader.value(
        "SELECT kind FROM agenda_item WHERE meeting_id = ? AND state IN ('running', 'paused') ORDER BY position LIMIT 1",
        (meeting_id,),
    )
    head = next(
        (speaker.id for speaker in speakers.values() if speaker.is_secretary and speaker.is_present), None
    )
    asked = item_steps(running or "", head, rules)
    steps = [step for step in next_steps(order, lines, rules) if not asked or step.kind is not Kind.SUMMARY]
    guests = reader.rows(
        "SELECT name, unit, post FROM observer WHERE meeting_id = ? ORDER BY id", (meeting_id,)
    )
    return Floor(
        tuple(_floor_row(by_id[line.member_id], line) for line in lines),
        said,
        (*asked, *steps),
        tuple((name, guest_name(name, unit, post)) for name, unit, post in guests),
    )


def _speaker(row: tuple[Any, ...]) -> Speaker:
    member_id, _, _, post, _, status, in_room = row
    return Speaker(member_id, is_secretary(post), bool(in_room) or status == "unmarked")


def _floor_row(row: tuple[Any, ...], standing: Standing) -> FloorRow:
    member_id, name, mark, post, initials, status, _ = row
    return FloorRow(member_id, shown_name(name, mark), post, initials, status, standing)


def _row(row: tuple[Any, ...]) -> RemarkRow:
    number, kind, speaker_id, speaker, s_mark, about_id, about, a_mark, reader_id, reader, r_mark, *rest = row
    return RemarkRow(
        number, Kind(kind), speaker_id, shown_name(speaker, s_mark), about_id, shown_name(about, a_mark),
        reader_id, shown_name(reader, r_mark), *rest,
    )  # fmt: skip
