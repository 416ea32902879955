"""Motions of a meeting: what is put, what was decided, who has a vote, who holds which role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.motion import (
    Attendance,
    HandCount,
    Nominee,
    decide,
    opening_sentence,
    opening_warning,
    quorum_needed,
    votes_needed,
)
from db.rules.settings import Rules
from db.store import motions as store
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader


@dataclass(frozen=True)
class Turnout:
    """Who has 表决权 and is here, what is needed, and what the chair must hear."""

    due: int
    present: int
    quorum: int
    needed: int
    has_quorum: bool
    sentence: str
    warning: str


@dataclass(frozen=True)
class MotionRow:
    """One motion.

    Attributes:
        state: ``draft``, ``counted`` or ``void``.
        sentence: The sentence for the minutes; empty until it is counted.
        count: What was counted, or None.
    """

    id: int
    title: str
    state: str
    count: HandCount | None
    is_passed: bool
    due: int
    present: int
    sentence: str
    notes: tuple[str, ...]
    nominees: tuple[Nominee, ...]
    void_reason: str
    rerun_of: int | None
    rerun_reason: str
    counts_written: bool
    counted_at: str | None


@dataclass(frozen=True)
class Candidate:
    """A member in the room who may be proposed as 监票人 or 计票人."""

    member_id: int
    shown_name: str
    initials: str
    post: str
    has_vote: bool


def turnout(reader: Reader, meeting_id: int, rules: Rules | None = None, *, written: int = 0) -> Turnout:
    """The turnout of those with 表决权, as of now."""
    if rules is None:
        found = store.meeting_state(reader, meeting_id)
        rules = Rules.from_json(found[1] if found else "{}")
    here = store.attendance(reader, meeting_id, written)
    warning = opening_warning(here, rules)
    quorum = quorum_needed(here.due, rules)
    return Turnout(
        due=here.due,
        present=here.present,
        quorum=quorum,
        needed=votes_needed(here, rules),
        has_quorum=here.due > 0 and here.present >= quorum,
        sentence=opening_sentence(here) if here.due > 0 and here.present >= quorum else "",
        warning=warning,
    )


_SELECT = """
SELECT p.id, p.title, p.state, p.passed, p.due, p.electorate, p.rules, p.facts, p.void_reason, p.rerun_of,
       p.rerun_reason, p.counted_at,
       (SELECT sum(count) FROM poll_count c WHERE c.poll_id = p.id AND c.grade = 'for'),
       (SELECT sum(count) FROM poll_count c WHERE c.poll_id = p.id AND c.grade = 'against'),
       (SELECT sum(count) FROM poll_count c WHERE c.poll_id = p.id AND c.grade = 'abstain')
FROM poll p WHERE p.kind = 'motion' AND p.channel = 'hands' AND
"""


def motions(reader: Reader, meeting_id: int) -> tuple[MotionRow, ...]:
    """Every motion of a meeting, in the order in which they were put."""
    return tuple(_row(row) for row in reader.rows(_SELECT + "p.meeting_id = ? ORDER BY p.id", (meeting_id,)))


def motion(reader: Reader, poll_id: int) -> MotionRow | None:
    """One motion, or None."""
    row = reader.one(_SELECT + "p.id = ?", (poll_id,))
    return _row(row) if row else None


def _row(row: tuple[Any, ...]) -> MotionRow:
    (
        number,
        title,
        state,
        passed,
        due,
        present,
        rules_text,
        facts,
        void_reason,
        rerun_of,
        rerun_reason,
        at,
        *votes,
    ) = row
    nominees, written = store.read_facts(facts)
    rules = Rules.from_json(rules_text)
    count = HandCount(*votes) if votes[0] is not None else None
    result = decide(Attendance(due, present, written), count, rules) if count else None
    return MotionRow(
        id=number,
        title=title,
        state=state,
        count=count,
        is_passed=bool(passed),
        due=due,
        present=present,
        sentence=result.sentence if result else "",
        notes=result.notes if result else (),
        nominees=nominees,
        void_reason=void_reason,
        rerun_of=rerun_of,
        rerun_reason=rerun_reason,
        counts_written=rules.written_opinion_counts,
        counted_at=at,
    )


def candidates(reader: Reader, meeting_id: int) -> tuple[Candidate, ...]:
    """The members in the room, in 姓氏笔画 order."""
    rows = reader.rows(
        "SELECT m.id, m.name, m.mark, m.initials, m.post, a.has_vote FROM attendance a JOIN member m ON m.id = a.member_id "
        "WHERE a.meeting_id = ? AND a.in_room ORDER BY m.sort_key, m.id",
        (meeting_id,),
    )
    return tuple(
        Candidate(number, shown_name(name, mark), initials, post, bool(has_vote))
        for number, name, mark, initials, post, has_vote in rows
    )


def roles(reader: Reader, meeting_id: int) -> tuple[Nominee, ...]:
    """The 监票人 and 计票人 whom the meeting has chosen."""
    rows = reader.rows(
        "SELECT role, member_id, name FROM meeting_role WHERE meeting_id = ? ORDER BY role = 'teller', id",
        (meeting_id,),
    )
    return tuple(Nominee(*row) for row in rows)
