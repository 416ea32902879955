"""评定意见 as the committee sees it: each member beside tally, points and remarks, and the counter of 优秀."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.grades import UNGRADED, UNGRADED_NAME, cap_counter, cap_warning, deciding_body
from db.store import decisions as store
from db.store import polls as poll_store
from db.views import points, polls
from db.words import DECISION_BODY

if TYPE_CHECKING:
    from db.book import Reader
    from db.rules.grades import Cap
    from db.views.polls import PollResult, ResultRow


@dataclass(frozen=True, repr=False)
class DecisionRow:
    """One member before the committee.

    Attributes:
        is_graded: False where the rule is 不定等次.
        by_hand: No rule was found for the member's case; the committee looks at it one by one.
        result: The member's row of the tally; None when not on the slip.
        tenths: Points of the year.
        self_reviews: 对照检查 that the member gave.
        criticisms: 批评意见 about the member.
        grade: The code decided, or empty.
        fed_back_on: Local date on which the member was told, or empty.
    """

    member_id: int
    label: str
    initials: str
    is_full: bool
    is_graded: bool
    by_hand: bool
    result: ResultRow | None
    tenths: int | None
    self_reviews: int
    criticisms: int
    grade: str
    grade_name: str
    opinion: str
    reason: str
    fed_back_on: str

    def __repr__(self) -> str:
        return f"<DecisionRow of member {self.member_id}>"


@dataclass(frozen=True)
class Sitting:
    """The sitting that decides; `is_held` is False for the draft that a form begins with."""

    body: str
    held_on: str
    place: str
    attendance: str
    record: str
    is_held: bool

    @property
    def body_name(self) -> str:
        """支委会 or 党员大会."""
        return DECISION_BODY[self.body]


@dataclass(frozen=True, repr=False)
class DecisionBoard:
    """Everything that the committee has on the table for one meeting."""

    meeting_id: int
    meeting: str
    year: int
    poll: PollResult
    sitting: Sitting
    rows: tuple[DecisionRow, ...]
    cap: Cap | None

    def __repr__(self) -> str:
        return f"<DecisionBoard of meeting {self.meeting_id}>"

    @property
    def excellent(self) -> int:
        """How many have a capped grade."""
        capped = {grade.code for grade in self.poll.sheet.scale.grades if grade.is_capped}
        return sum(row.grade in capped for row in self.rows)

    @property
    def counter(self) -> str:
        """优秀 5/8."""
        return cap_counter(self.excellent, self.cap)

    @property
    def warning(self) -> str:
        """What to weigh once there are more than the limit; else empty."""
        return cap_warning(self.excellent, self.cap) or ""

    @property
    def decided(self) -> int:
        """How many have an opinion."""
        return sum(bool(row.grade) for row in self.rows)

    @property
    def fed_back(self) -> int:
        """How many were told."""
        return sum(bool(row.fed_back_on) for row in self.rows)


def meetings_to_decide(reader: Reader) -> tuple[tuple[int, str], ...]:
    """Meetings with a counted appraisal, the latest first: id and title."""
    rows = reader.rows(
        "SELECT m.id, m.title FROM meeting m WHERE EXISTS (SELECT 1 FROM poll WHERE poll.meeting_id = m.id "
        f"AND {store.COUNTED_APPRAISAL}) ORDER BY m.number DESC"
    )
    return tuple((row[0], row[1]) for row in rows)


def board(reader: Reader, meeting_id: int) -> DecisionBoard | None:
    """What the committee has on the table; None before the appraisal is counted."""
    ground = store.ground(reader, meeting_id)
    result = polls.result(reader, ground.poll_id) if ground is not None else None
    if ground is None or result is None:
        return None
    title, year = reader.one("SELECT title, year FROM meeting WHERE id = ?", (meeting_id,)) or ("", 0)
    roll = [one for one in poll_store.people(reader, meeting_id, ground.rules) if poll_store.is_rated(one)]
    standing = store.decisions(reader, meeting_id)
    counts = {row.target.member_id: row for row in result.overall}
    tenths = {one.member_id: one.total for one in points.standings(reader, year, ground.rules) if one.counts}
    spoken = _remarks(reader, meeting_id)
    names = {grade.code: grade.name for grade in ground.scale.grades} | {UNGRADED: UNGRADED_NAME}
    rows = []
    for one in roll:
        decision = standing.get(one.id)
        grade = decision.grade if decision else ""
        rows.append(
            DecisionRow(
                member_id=one.id,
                label=one.label,
                initials=one.initials,
                is_full=one.is_full,
                is_graded=one.rights.is_graded,
                by_hand=one.is_full and not one.rights.is_graded,
                result=counts.get(one.id),
                tenths=tenths.get(one.id),
                self_reviews=spoken.get(one.id, (0, 0))[0],
                criticisms=spoken.get(one.id, (0, 0))[1],
                grade=grade,
                grade_name=names.get(grade, ""),
                opinion=decision.opinion if decision else "",
                reason=decision.reason if decision else "",
                fed_back_on=decision.fed_back_on if decision else "",
            )
        )
    full = sum(one.is_full for one in roll)
    return DecisionBoard(
        meeting_id, title, year, result, _sitting(reader, meeting_id, full), tuple(rows), ground.cap
    )


def _sitting(reader: Reader, meeting_id: int, full_members: int) -> Sitting:
    record = store.session(reader, meeting_id)
    if record is None:
        return Sitting(deciding_body(full_members), "", "", "", "", is_held=False)
    return Sitting(record.body, record.held_on, record.place, record.attendance, record.record, is_held=True)


def _remarks(reader: Reader, meeting_id: int) -> dict[int, tuple[int, int]]:
    """Self-reviews given and criticisms received, by member."""
    rows = reader.rows(
        "SELECT member, sum(kind = 'self_review'), sum(kind = 'criticism') FROM ("
        "SELECT coalesce(about_id, speaker_id) AS member, kind FROM remark WHERE meeting_id = ? "
        "AND state = 'spoken' AND kind IN ('self_review', 'criticism')) WHERE member IS NOT NULL GROUP BY member",
        (meeting_id,),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def remarks_about(reader: Reader, meeting_id: int, member_id: int) -> tuple[tuple[str, str, str], ...]:
    """What was said by and about a member, in order: kind, speaker, text."""
    rows = reader.rows(
        "SELECT r.kind, coalesce(s.name, r.speaker), r.text FROM remark r LEFT JOIN member s ON s.id = r.speaker_id "
        "WHERE r.meeting_id = ?1 AND r.state = 'spoken' AND (r.about_id = ?2 OR (r.speaker_id = ?2 "
        "AND r.kind IN ('self_review', 'response'))) ORDER BY r.position, r.id",
        (meeting_id, member_id),
    )
    return tuple((row[0], row[1], row[2]) for row in rows)
