"""Motions in SQL: a poll of the kind `motion` on the channel `hands`, one row, three codes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from db.rules.motion import Attendance, HandCount, Nominee

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Reader

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
CODES: Final = (FOR, AGAINST, ABSTAIN)
SCALE: Final = json.dumps(
    [
        {"code": code, "name": name, "capped": False}
        for code, name in zip(CODES, ("赞成", "反对", "弃权"), strict=True)
    ],
    ensure_ascii=False,
)


@dataclass(frozen=True)
class MotionRecord:
    """One motion as the book keeps it."""

    id: int
    meeting_id: int
    title: str
    state: str
    rules: str
    due: int
    electorate: int
    rerun_of: int | None
    nominees: tuple[Nominee, ...]
    written: int


def motion(reader: Reader, poll_id: int) -> MotionRecord | None:
    """One motion, or None; a poll of another kind is none."""
    row = reader.one(
        "SELECT id, meeting_id, title, state, rules, due, electorate, rerun_of, facts FROM poll "
        "WHERE id = ? AND kind = 'motion' AND channel = 'hands'",
        (poll_id,),
    )
    if row is None:
        return None
    nominees, written = read_facts(row[8])
    return MotionRecord(*(*row[:8], nominees, written))


def read_facts(text: str) -> tuple[tuple[Nominee, ...], int]:
    """The nominees of a motion, and how many written opinions it counted."""
    facts = json.loads(text)
    return tuple(Nominee(*one) for one in facts.get("nominees", [])), int(facts.get("written", 0))


def write_facts(nominees: tuple[Nominee, ...], written: int) -> str:
    """What `read_facts` reads."""
    names = [[one.role, one.member_id, one.name] for one in nominees]
    return json.dumps({"nominees": names, "written": written}, ensure_ascii=False)


def voters(reader: Reader, meeting_id: int) -> tuple[int, int]:
    """应到会 and 实到会 members with 表决权, as of now."""
    row = reader.one(
        "SELECT count(*), coalesce(sum(in_room), 0) FROM attendance WHERE meeting_id = ? AND is_due AND has_vote",
        (meeting_id,),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def attendance(reader: Reader, meeting_id: int, written: int = 0) -> Attendance:
    """The turnout of those with 表决权, as of now."""
    due, present = voters(reader, meeting_id)
    return Attendance(due, present, written)


def meeting_state(reader: Reader, meeting_id: int) -> tuple[str, str] | None:
    """The state of a meeting and the rules frozen into it, as JSON."""
    row = reader.one("SELECT state, rules FROM meeting WHERE id = ?", (meeting_id,))
    return (str(row[0]), str(row[1])) if row else None


def is_final(reader: Reader, meeting_id: int) -> bool:
    """Whether the minutes of a meeting are final."""
    return bool(reader.value("SELECT state = 'final' FROM minutes WHERE meeting_id = ?", (meeting_id,)))


def running_item(reader: Reader, meeting_id: int) -> int | None:
    """The item of the agenda that is going on, or None."""
    found = reader.value(
        "SELECT id FROM agenda_item WHERE meeting_id = ? AND state IN ('running', 'paused') ORDER BY position LIMIT 1",
        (meeting_id,),
    )
    return int(found) if found is not None else None


def in_room(reader: Reader, meeting_id: int, member_id: int) -> bool:
    """Whether a member of the branch is in the room."""
    return bool(
        reader.value(
            "SELECT in_room FROM attendance WHERE meeting_id = ? AND member_id = ?", (meeting_id, member_id)
        )
    )


def insert(db: Database, row: dict[str, Any]) -> int:
    """A new motion with its one row; returns the poll's id."""
    full = {"kind": "motion", "channel": "hands", "scale": SCALE, **row}
    names, marks = ", ".join(full), ", ".join("?" for _ in full)
    poll_id = int(
        db.execute(f"INSERT INTO poll ({names}) VALUES ({marks})", tuple(full.values())).lastrowid or 0
    )
    db.execute(
        "INSERT INTO poll_target (poll_id, position, label, is_graded) VALUES (?, 0, ?, 0)",
        (poll_id, row["title"]),
    )
    return poll_id


def amend(db: Database, poll_id: int, title: str, facts: str) -> None:
    """Another wording, or other nominees, of a draft."""
    db.execute("UPDATE poll SET title = ?, facts = ? WHERE id = ?", (title, facts, poll_id))
    db.execute("UPDATE poll_target SET label = ? WHERE poll_id = ?", (title, poll_id))


def settle(
    db: Database, poll_id: int, turnout: Attendance, count: HandCount, *, is_passed: bool, facts: str, at: str
) -> None:
    """Keep the count and the outcome."""
    db.execute(
        "UPDATE poll SET state = 'counted', due = ?, electorate = ?, passed = ?, facts = ?, opened_at = ?, closed_at = ?, "
        "counted_at = ? WHERE id = ?",
        (turnout.due, turnout.present, int(is_passed), facts, at, at, at, poll_id),
    )
    target = db.execute("SELECT id FROM poll_target WHERE poll_id = ?", (poll_id,)).fetchone()[0]
    for code, number in zip(CODES, (count.in_favour, count.against, count.abstaining), strict=True):
        db.execute(
            "INSERT INTO poll_count (poll_id, target_id, grade, count) VALUES (?, ?, ?, ?)",
            (poll_id, target, code, number),
        )


def void(db: Database, poll_id: int, reason: str) -> None:
    """A motion that does not hold, with the reason; the roles that it gave go with it."""
    db.execute("UPDATE poll SET state = 'void', void_reason = ? WHERE id = ?", (reason, poll_id))
    db.execute("DELETE FROM meeting_role WHERE poll_id = ?", (poll_id,))


def set_roles(db: Database, meeting_id: int, poll_id: int, nominees: tuple[Nominee, ...]) -> None:
    """The meeting has chosen; whoever held the same roles before steps back."""
    for role in {one.role for one in nominees}:
        db.execute("DELETE FROM meeting_role WHERE meeting_id = ? AND role = ?", (meeting_id, role))
    for one in nominees:
        db.execute(
            "INSERT INTO meeting_role (meeting_id, role, member_id, name, poll_id) VALUES (?, ?, ?, ?, ?)",
            (meeting_id, one.role, one.member_id, one.name, poll_id),
        )
