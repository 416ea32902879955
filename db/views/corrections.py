"""整改清单 as it is drawn: what a meeting laid down, and what it inherits from those before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.corrections import Correction, State, due_date
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader


@dataclass(frozen=True)
class CorrectionRow:
    """One correction; `whose` is a member's shown name, empty for the branch's own."""

    id: int
    meeting_id: int | None
    meeting: str
    member_id: int | None
    whose: str
    problem: str
    measures: str
    owner: str
    due: str
    progress: str
    state: State
    struck_off_at: str | None

    @property
    def rule(self) -> Correction:
        """The correction as the rules see it."""
        return Correction(self.state, due_date(self.due))


_SELECT = (
    "SELECT c.id, c.meeting_id, coalesce(t.title, ''), c.member_id, coalesce(m.name, ''), coalesce(m.mark, ''), "
    "c.problem, c.measures, c.owner, c.due, c.progress, c.state, c.struck_off_at FROM correction c "
    "LEFT JOIN meeting t ON t.id = c.meeting_id LEFT JOIN member m ON m.id = c.member_id "
)
_ORDER = "ORDER BY c.member_id IS NOT NULL, m.sort_key, c.id"


def corrections(reader: Reader, meeting_id: int) -> tuple[CorrectionRow, ...]:
    """What a meeting laid down: the branch's first, then each member's in 姓氏笔画 order."""
    return tuple(
        _row(row) for row in reader.rows(f"{_SELECT} WHERE c.meeting_id = ? {_ORDER}", (meeting_id,))
    )


def carried(reader: Reader, meeting_id: int) -> tuple[CorrectionRow, ...]:
    """What 通报 has to speak of: the list of the meeting before, and whatever older is still open."""
    sql = (
        f"{_SELECT} JOIN meeting now ON now.id = ? LEFT JOIN meeting before ON before.number = "
        "(SELECT max(number) FROM meeting WHERE number < now.number AND state IN ('adjourned', 'closed') "
        "AND organisation_id = now.organisation_id) "
        "WHERE t.number < now.number AND t.organisation_id = now.organisation_id "
        f"AND (c.meeting_id = before.id OR c.state = 'open') {_ORDER}"
    )
    return tuple(_row(row) for row in reader.rows(sql, (meeting_id,)))


def correction(reader: Reader, correction_id: int) -> CorrectionRow | None:
    """One correction by id."""
    row = reader.one(f"{_SELECT} WHERE c.id = ?", (correction_id,))
    return _row(row) if row else None


def _row(row: tuple[Any, ...]) -> CorrectionRow:
    correction_id, meeting_id, meeting, member_id, name, mark, *rest = row
    problem, measures, owner, due, progress, state, struck_off_at = rest
    whose = shown_name(name, mark)
    return CorrectionRow(
        correction_id,
        meeting_id,
        meeting,
        member_id,
        whose,
        problem,
        measures,
        owner,
        due,
        progress,
        State(state),
        struck_off_at,
    )
