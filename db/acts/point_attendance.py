"""Points for coming to a meeting, and deductions for staying away: what the roll says, by the rules of the scheme.

They are written when the meeting is over, so they do not stand in its minutes; the cause names the meeting.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.acts.auto_points import Cause, grant, withdraw
from db.errors import Refused
from db.rules.moments import local
from db.store import point_standing as store

if TYPE_CHECKING:
    from db.book import Book, Writing
    from db.scheme import PointRule, Scheme

KIND = "attendance"


@dataclass(frozen=True)
class Settled:
    """What bringing points in line with a roll did: entries written, and members who lost theirs again."""

    given: int
    taken: int

    @property
    def is_nothing(self) -> bool:
        """Whether the roll and the points agreed already."""
        return not self.given and not self.taken


def settle_attendance(book: Book, meeting_id: int, *, scheme: Scheme) -> Settled:
    """Bring the points for a meeting in line with its roll: give what is missing, take back what no longer holds.

    Raises:
        Refused: the meeting has not begun, or no rule of the scheme speaks of its attendance.
    """
    facts = store.meeting_facts(book, meeting_id)
    if facts is None:
        raise Refused("会议还没有召开，没有签到可以记分。")
    if not _rules_by_status(scheme, facts):
        raise Refused(f"方案“{scheme.title}”没有按这类会议的签到记分的规则。")
    with book.write("points.attendance_settled") as writing:
        done = settle(book, writing, meeting_id, scheme=scheme)
        writing.about(meeting=meeting_id, given=done.given, taken=done.taken)
    return done


def settle(book: Book, writing: Writing, meeting_id: int, *, scheme: Scheme) -> Settled:
    """As `settle_attendance`, inside an act that is going on; nothing where no rule speaks of it."""
    facts = store.meeting_facts(book, meeting_id)
    rules = _rules_by_status(scheme, facts) if facts is not None else {}
    if facts is None or not rules:
        return Settled(0, 0)
    statuses = store.statuses(book, meeting_id)
    wanted = {
        (member, rule.code): rule for member, status in statuses.items() for rule in rules.get(status, ())
    }
    cause = Cause(KIND, facts["uid"])
    taken = 0
    for member, code in store.given_by_roll(book, facts["uid"]):
        if (member, code) not in wanted:
            before = writing.db.conn.total_changes
            withdraw(book, writing, cause, member, rule=code)
            taken += writing.db.conn.total_changes != before
    batch = secrets.token_hex(8)
    given = [
        grant(
            book,
            writing,
            cause,
            member,
            rule,
            day=_day(facts),
            scheme=scheme,
            year=facts["year"],
            reason=f"{rule.name}：{facts['title']}",
            batch=batch,
        )
        for (member, _), rule in wanted.items()
    ]
    return Settled(sum(line is not None for line in given), taken)


def _rules_by_status(scheme: Scheme, facts: dict[str, Any]) -> dict[str, tuple[PointRule, ...]]:
    """Which rules a mark on the roll brings; who came late came, unless the scheme says otherwise of 迟到."""
    day, level = _day(facts), facts["level"]

    def rules(cause: str) -> tuple[PointRule, ...]:
        return tuple(
            rule
            for rule in scheme.points.rules
            if rule.cause == cause and rule.holds_on(day) and (not rule.levels or level in rule.levels)
        )

    found = {
        "present": rules("attended"),
        "late": rules("late") or rules("attended"),
        "absent": rules("absent"),
    }
    return {status: of for status, of in found.items() if of}


def _day(facts: dict[str, Any]) -> str:
    return local(facts["started_at"]).date().isoformat()
