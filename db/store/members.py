"""Members and organisations in SQL: reads by id and writes; acts decide, this obeys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from db.book import Reader

ADDITION_UNDONE = "member.addition_undone"
"""The event of an addition that was taken back."""

FIELDS = (
    "name", "mark", "kind", "status", "floating", "gender", "ethnicity", "birth", "education", "joined", "confirmed",
    "post", "job", "phone", "id_number", "address", "counts_points", "note",
)  # fmt: skip
"""The columns that a person fills in; the rest is computed on write."""


def member_fields(reader: Reader, member_id: int) -> dict[str, Any] | None:
    """Everything that is filled in about one member, with `organisation_id`, `group_id`, `group` and `left_at`."""
    found = members_where(reader, "m.id = ?", (member_id,))
    return found[0] if found else None


def members_where(reader: Reader, condition: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
    """The members that fit a condition over `m`, in order, as dictionaries with their id."""
    names = ("id", "organisation_id", "group_id", "group", "left_at", "left_reason", "sort_key", *FIELDS)
    rows = reader.rows(
        "SELECT m.id, m.organisation_id, m.group_id, coalesce(g.name, ''), m.left_at, m.left_reason, m.sort_key, "
        f"{', '.join('m.' + field for field in FIELDS)} "
        "FROM member m LEFT JOIN organisation g ON g.id = m.group_id "
        f"WHERE {condition} ORDER BY m.sort_key, m.id",
        params,
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def insert_member(db: Database, row: Mapping[str, Any]) -> int:
    """Write a new member; returns the id."""
    return int(db.table("member").insert(dict(row)).last_pk)  # type: ignore[arg-type]


def delete_member(db: Database, member_id: int) -> None:
    """Take a member out as if he had never been added, with his lines at roll calls where nothing is marked.

    A roll that is settled keeps its lines: of a meeting that has ended, or at which votes were taken on those due.

    Raises:
        sqlite3.IntegrityError: something recorded refers to him.
    """
    db.execute(
        "DELETE FROM attendance WHERE member_id = ? AND status = 'unmarked' AND meeting_id IN ("
        "SELECT id FROM meeting WHERE state IN ('planned', 'running') AND NOT EXISTS ("
        "SELECT 1 FROM poll WHERE poll.meeting_id = meeting.id AND poll.state <> 'draft'))",
        (member_id,),
    )
    db.execute("DELETE FROM member WHERE id = ?", (member_id,))


def is_in_steps_of_roll(reader: Reader, member_id: int) -> bool:
    """Whether a step of the roll call that could be taken back is about a member."""
    sql = "SELECT 1 FROM undo_step WHERE place = 'rollcall' AND json_type(data, '$.lines.\"' || ? || '\"') IS NOT NULL"
    return reader.one(f"{sql} LIMIT 1", (member_id,)) is not None


_NAMED = """
SELECT EXISTS (
    SELECT 1 FROM undo_step u, json_tree(u.data) t WHERE u.place = 'remarks' AND t.type = 'integer' AND t.value = ?1
    AND (t.key IN ('speaker_id', 'about_id', 'reader_id') OR t.path = '$.order')
) OR EXISTS (SELECT 1 FROM poll p, json_each(p.written_by) j WHERE j.value = ?1)
"""


def is_named(reader: Reader, member_id: int) -> bool:
    """Whether something names a member without a foreign key: a step about remarks, an opinion that he filed."""
    return bool(reader.value(_NAMED, (member_id,)))


@dataclass(frozen=True)
class RosterStep:
    """An act on the roster; what it did not do is 0.

    Attributes:
        kind: Of its event; empty where there was none.
        member: Whom it was about.
        made_group: The 党小组 that an addition made.
        marked: The namesake to whom it gave a mark.
        at: When it was.
    """

    kind: str = ""
    member: int = 0
    made_group: int = 0
    marked: int = 0
    at: str = ""


def last_step(reader: Reader) -> RosterStep:
    """The last act on the roster, additions taken back left out."""
    taken_back: list[int] = []
    sql = "SELECT kind, ids, at FROM event WHERE kind LIKE 'member.%' OR kind = 'roster.imported' ORDER BY id DESC"
    for kind, ids, at in reader.rows(sql):
        named = json.loads(ids)
        member = named.get("member", 0)
        if kind == ADDITION_UNDONE:
            taken_back.append(member)
        elif kind == "member.added" and member in taken_back:
            taken_back.remove(member)
        else:
            return RosterStep(kind, member, named.get("made_group", 0), named.get("marked", 0), at)
    return RosterStep()


def update_member(db: Database, member_id: int, row: Mapping[str, Any]) -> None:
    """Change some columns of a member."""
    db.table("member").update(member_id, dict(row))


def branches(reader: Reader) -> list[tuple[int, str, int]]:
    """Open branches: id, name, members now; in their order."""
    return [
        (int(number), str(name), int(count))
        for number, name, count in reader.rows(
            "SELECT o.id, o.name, count(m.id) FROM organisation o "
            "LEFT JOIN member m ON m.organisation_id = o.id AND m.left_at IS NULL "
            "WHERE o.kind = 'branch' AND o.closed_at IS NULL GROUP BY o.id ORDER BY o.position, o.id"
        )
    ]


def organisation(reader: Reader, organisation_id: int) -> tuple[str, str, int | None] | None:
    """Kind, name and parent of an organisation that is open."""
    return reader.one(
        "SELECT kind, name, parent_id FROM organisation WHERE id = ? AND closed_at IS NULL",
        (organisation_id,),
    )


def find_organisation(reader: Reader, kind: str, name: str, parent_id: int | None) -> int | None:
    """The id of an organisation by kind, name and parent, also a closed one."""
    found = reader.value(
        "SELECT id FROM organisation WHERE kind = ? AND name = ? AND parent_id IS ?", (kind, name, parent_id)
    )
    return None if found is None else int(found)


def insert_organisation(db: Database, uid: str, kind: str, name: str, parent_id: int | None) -> int:
    """Write a new organisation after its sisters; returns the id."""
    row = db.execute(
        "INSERT INTO organisation (uid, kind, name, parent_id, position) SELECT ?1, ?2, ?3, ?4, "
        "(SELECT coalesce(max(position) + 1, 0) FROM organisation WHERE parent_id IS ?4 AND kind = ?2) RETURNING id",
        (uid, kind, name, parent_id),
    ).fetchone()
    return int(row[0])


def delete_organisation(db: Database, organisation_id: int) -> None:
    """Take an organisation out as if it had never been there.

    Raises:
        sqlite3.IntegrityError: something refers to it.
    """
    db.execute("DELETE FROM organisation WHERE id = ?", (organisation_id,))


def rename_organisation(db: Database, organisation_id: int, name: str) -> None:
    """Give an organisation another name."""
    db.execute("UPDATE organisation SET name = ? WHERE id = ?", (name, organisation_id))


def close_organisation(db: Database, organisation_id: int, at: str | None) -> None:
    """Close an organisation, or open it again with None."""
    db.execute("UPDATE organisation SET closed_at = ? WHERE id = ?", (at, organisation_id))


def running_meeting(reader: Reader) -> str | None:
    """The title of the meeting that is going on, or None."""
    found = reader.value("SELECT title FROM meeting WHERE state = 'running' LIMIT 1")
    return None if found is None else str(found)
