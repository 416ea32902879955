"""领导点评: on whom there is one, on whom there is none, and the facts that stand beside the draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.commentary import Comment, Role, State, Target, due_role, state_of, without
from db.rules.electorate import is_secretary
from db.rules.remarks import guest_name
from db.rules.settings import Rules
from db.store.poll_forms import scale_from_json
from db.views import polls
from db.views.points import scale_of
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader

OPENINGS = 3
"""Criticisms and corrections whose beginnings stand beside the draft."""


@dataclass(frozen=True)
class CommentaryRow:
    """One commentary; `target` is empty where it is on the branch."""

    id: int
    commentator_id: int | None
    commentator: str
    post: str
    member_id: int | None
    target: str
    manner: str
    results: str
    problems: str
    direction: str
    state: State
    saved_at: str
    released_at: str | None

    @property
    def rule(self) -> Comment:
        """The commentary as the rules see it."""
        return Comment(self.member_id, self.state)


@dataclass(frozen=True)
class TargetRow:
    """The branch or one member, with what was written on it; `member_id` None and an empty post is the branch."""

    member_id: int | None
    name: str
    post: str
    initials: str
    target: Target
    state: State | None
    comments: tuple[CommentaryRow, ...]

    @property
    def due_role(self) -> Role:
        """Whose say it is."""
        return due_role(self.target)


@dataclass(frozen=True)
class Board:
    """Everything that the pane for commentary lists.

    Attributes:
        targets: The branch, then its members in 姓氏笔画 order.
        missing: How many targets have no released commentary.
        secretary_id: The member who comments on members; None where nobody is secretary.
        superiors: Superiors as (name, post) that were entered before: 列席 persons and earlier commentators.
    """

    targets: tuple[TargetRow, ...]
    missing: int
    secretary_id: int | None
    superiors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Facts:
    """What the book knows about a target, for the one who writes.

    Attributes:
        came: Meetings of the year that the member came to (of the branch: members present now).
        held: Meetings of the year (of the branch: members due now).
        points: Tenths; None where points are not kept for the target.
        additions: Approved additions of the year.
        reviewed: Whether the 对照检查 was given; None for the branch.
        criticisms: How many 批评意见 there were, and the beginnings of the first.
        corrections: Corrections of earlier meetings as (problem, is struck off).
        grade: The grade decided in an earlier round, empty where none.
        tally: This meeting's counted appraisal as (grade, count); empty unless the secretary may see it now.
    """

    came: int
    held: int
    points: int | None
    additions: int
    reviewed: bool | None
    criticisms: int
    openings: tuple[str, ...]
    corrections: tuple[tuple[str, bool], ...]
    grade: str
    tally: tuple[tuple[str, int], ...]


_SELECT = """
SELECT c.id, c.commentator_id, c.commentator, c.commentator_post, c.member_id, coalesce(m.name, ''),
       coalesce(m.mark, ''), c.manner, c.results, c.problems, c.direction, c.state, c.saved_at, c.released_at
FROM commentary c LEFT JOIN member m ON m.id = c.member_id
"""


def commentary(reader: Reader, commentary_id: int) -> CommentaryRow | None:
    """One commentary, whatever its state."""
    row = reader.one(_SELECT + "WHERE c.id = ?", (commentary_id,))
    return _row(row) if row else None


def commentaries(reader: Reader, meeting_id: int) -> tuple[CommentaryRow, ...]:
    """Drafts and released ones of a meeting, in order; withdrawn ones left out."""
    sql = _SELECT + "WHERE c.meeting_id = ? AND c.state <> 'withdrawn' ORDER BY c.id"
    return tuple(_row(row) for row in reader.rows(sql, (meeting_id,)))


def released(reader: Reader, meeting_id: int) -> tuple[CommentaryRow, ...]:
    """What the minutes take in: released ones, in the order of release."""
    sql = _SELECT + "WHERE c.meeting_id = ? AND c.state = 'released' ORDER BY c.released_at, c.id"
    return tuple(_row(row) for row in reader.rows(sql, (meeting_id,)))


def board(reader: Reader, meeting_id: int) -> Board:
    """Who has a commentary and who has none."""
    written = commentaries(reader, meeting_id)
    by_target: dict[int | None, list[CommentaryRow]] = {}
    for row in written:
        by_target.setdefault(row.member_id, []).append(row)
    people = _people(reader, meeting_id)
    rules = [row.rule for row in written]
    targets = []
    for member_id, name, post, initials in people:
        target = Target(member_id, is_secretary(post))
        mine = tuple(by_target.get(member_id, ()))
        state = state_of(target, [row.rule for row in mine])
        targets.append(TargetRow(member_id, name, post, initials, target, state, mine))
    return Board(
        tuple(targets),
        len(without([row.target for row in targets], rules)),
        next((row.member_id for row in targets if row.target.is_secretary), None),
        _superiors(reader, meeting_id),
    )


def facts(reader: Reader, meeting_id: int, member_id: int | None) -> Facts:
    """What stands beside a draft on a target."""
    came, held = _attendance(reader, meeting_id, member_id)
    points, additions = _points(reader, meeting_id, member_id)
    criticisms = reader.rows(
        "SELECT substr(text, 1, 40) FROM remark WHERE meeting_id = ? AND kind = 'criticism' AND state = 'spoken' "
        "AND about_id IS ? ORDER BY position, id",
        (meeting_id, member_id),
    )
    reviewed = reader.value(
        "SELECT count(*) FROM remark WHERE meeting_id = ? AND kind = 'self_review' AND state = 'spoken' "
        "AND speaker_id = ?2 AND about_id = ?2",
        (meeting_id, member_id),
    )
    corrections = reader.rows(
        "SELECT problem, state = 'struck_off' FROM correction WHERE member_id IS ? "
        "AND (meeting_id IS NULL OR meeting_id <> ?) ORDER BY state, id DESC LIMIT ?",
        (member_id, meeting_id, OPENINGS),
    )
    return Facts(
        came, held, points, additions, None if member_id is None else bool(reviewed), len(criticisms),
        tuple(row[0] for row in criticisms[:OPENINGS]),
        tuple((problem, bool(is_done)) for problem, is_done in corrections),
        _earlier_grade(reader, meeting_id, member_id), _tally(reader, meeting_id, member_id),
    )  # fmt: skip


def _people(reader: Reader, meeting_id: int) -> list[tuple[int | None, str, str, str]]:
    branch = reader.one(
        "SELECT o.name, o.id FROM meeting t JOIN organisation o ON o.id = t.organisation_id WHERE t.id = ?",
        (meeting_id,),
    )
    if branch is None:
        return []
    rows = reader.rows(
        "SELECT id, name, mark, post, initials FROM member WHERE ? IN (organisation_id, group_id) AND left_at IS NULL "
        "ORDER BY sort_key, id",
        (branch[1],),
    )
    members = [
        (number, shown_name(name, mark), post, initials) for number, name, mark, post, initials in rows
    ]
    return [(None, branch[0], "", ""), *members]


def _superiors(reader: Reader, meeting_id: int) -> tuple[tuple[str, str], ...]:
    rows = reader.rows(
        "SELECT name, unit || post FROM observer WHERE meeting_id = ?1 UNION ALL "
        "SELECT commentator, commentator_post FROM commentary WHERE commentator_id IS NULL AND state <> 'withdrawn'",
        (meeting_id,),
    )
    return tuple(dict.fromkeys((name, post) for name, post in rows))


def superior_label(name: str, post: str) -> str:
    """A superior as a list names him: 赵明（区委组织部副部长）."""
    return guest_name(name, "", post)


def _attendance(reader: Reader, meeting_id: int, member_id: int | None) -> tuple[int, int]:
    if member_id is None:
        row = reader.one(
            "SELECT coalesce(sum(in_room), 0), count(*) FROM attendance WHERE meeting_id = ? AND is_due = 1",
            (meeting_id,),
        )
    else:
        row = reader.one(
            "SELECT coalesce(sum(a.status IN ('present', 'late')), 0), count(*) FROM attendance a "
            "JOIN meeting t ON t.id = a.meeting_id WHERE a.member_id = ? AND a.is_due = 1 AND t.state <> 'planned' "
            "AND t.year = (SELECT year FROM meeting WHERE id = ?)",
            (member_id, meeting_id),
        )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _points(reader: Reader, meeting_id: int, member_id: int | None) -> tuple[int | None, int]:
    row = reader.one(
        "SELECT t.rules, coalesce(b.tenths, 0), (SELECT count(*) FROM point_entry e JOIN point_approval p "
        "ON p.entry_id = e.id AND p.decision = 'approved' WHERE e.member_id = m.id AND e.year = t.year "
        "AND e.tenths > 0 AND e.reverses_id IS NULL), v.id IS NOT NULL FROM meeting t JOIN member m ON m.id = ?2 AND m.counts_points = 1 "
        "LEFT JOIN point_balance b ON b.member_id = m.id AND b.year = t.year "
        "LEFT JOIN point_veto v ON v.member_id = m.id AND v.year = t.year AND v.lifted_at IS NULL WHERE t.id = ?1",
        (meeting_id, member_id),
    )
    if row is None:
        return None, 0
    scale = scale_of(Rules.from_json(row[0]))
    return scale.total(row[1], is_vetoed=bool(row[3])), int(row[2])


def _earlier_grade(reader: Reader, meeting_id: int, member_id: int | None) -> str:
    row = reader.one(
        "SELECT d.grade, p.scale FROM grade_decision d JOIN poll p ON p.id = d.poll_id "
        "WHERE d.member_id = ? AND d.meeting_id <> ? ORDER BY d.decided_at DESC, d.id DESC LIMIT 1",
        (member_id, meeting_id),
    )
    if row is None:
        return ""
    return next((grade.name for grade in scale_from_json(row[1]).grades if grade.code == row[0]), "")


def _tally(reader: Reader, meeting_id: int, member_id: int | None) -> tuple[tuple[str, int], ...]:
    """Counts of a counted appraisal; never where the room reads along, never counts that unmask people."""
    if member_id is None or reader.value("SELECT room FROM book") != "extended":
        return ()
    poll = polls.latest_appraisal(reader, meeting_id)
    result = polls.result(reader, poll.id) if poll else None
    if result is None:
        return ()
    names = [grade.name for grade in result.sheet.scale.grades]
    for row in result.rows:
        if row.target.member_id == member_id and not row.is_softened:
            return tuple(zip(names, row.count.grades, strict=True))
    return ()


def _row(row: tuple[Any, ...]) -> CommentaryRow:
    target = shown_name(row[5], row[6])
    return CommentaryRow(*(*row[:5], target, *row[7:11], State(row[11]), *row[12:]))
