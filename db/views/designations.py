"""先锋岗、示范岗、责任区 as they are drawn: who holds what until when, what the last check found, how many are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.designations import State, check_is_due, missing, state
from db.views.roster import shown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Reader
    from db.rules.scheme import Designation, Scheme


@dataclass(frozen=True)
class DesignationLine:
    """One designation; `kind_name` is its code where the scheme no longer has the kind."""

    id: int
    organisation_id: int
    kind: str
    kind_name: str
    name: str
    holder: str
    standard: str
    begins: str
    ends: str
    ended_on: str
    ended_why: str
    state: State
    last_check: str
    last_passed: bool | None
    last_finding: str
    is_check_due: bool


@dataclass(frozen=True)
class KindCount:
    """One kind of the scheme: how many run, how many are missing, at how many a check is due.

    Attributes:
        branches: Over so many branches; the scheme's numbers are those of one.
    """

    kind: Designation
    running: int
    missing: int
    checks_due: int
    branches: int = 1


@dataclass(frozen=True)
class CheckLine:
    """One check of a designation."""

    day: str
    passed: bool
    finding: str


_SELECT = """
SELECT d.id, d.organisation_id, d.kind, d.name, coalesce(m.name, g.name), coalesce(m.mark, ''), d.standard, d.begins, d.ends,
       d.ended_on, d.ended_why, coalesce(c.day, ''), c.passed, coalesce(c.finding, '')
FROM designation d
LEFT JOIN member m ON m.id = d.member_id LEFT JOIN organisation g ON g.id = d.group_id
LEFT JOIN designation_check c ON c.id = (
    SELECT id FROM designation_check WHERE designation_id = d.id ORDER BY day DESC, id DESC LIMIT 1)
WHERE ?1 IS NULL OR d.organisation_id = ?1
ORDER BY d.ended_on IS NOT NULL, d.kind, d.begins, d.id
"""


def designations(
    reader: Reader, scheme: Scheme, today: str, *, organisation_id: int | None = None
) -> tuple[DesignationLine, ...]:
    """Every designation, those that run first."""
    kinds = {one.code: one for one in scheme.designations}
    found = []
    for row in reader.rows(_SELECT, (organisation_id,)):
        (
            number,
            organisation,
            code,
            name,
            holder,
            mark,
            standard,
            begins,
            ends,
            ended_on,
            ended_why,
            checked,
            passed,
            finding,
        ) = row
        kind = kinds.get(code)
        stands = state(begins, ends, ended_on, today)
        is_due = kind is not None and stands is State.RUNNING and check_is_due(kind, begins, checked, today)
        found.append(
            DesignationLine(
                number, organisation, code, kind.name if kind else code, name, shown_name(holder, mark), standard, begins, ends,
                ended_on or "", ended_why, stands, checked, None if passed is None else bool(passed), finding, is_due,
            )
        )  # fmt: skip
    order = {one.code: place for place, one in enumerate(scheme.designations)}
    return tuple(
        sorted(
            found,
            key=lambda one: (one.state is State.ENDED, order.get(one.kind, len(order)), one.begins, one.id),
        )
    )


def held(reader: Reader, *, member_id: int | None = None, group_id: int | None = None) -> tuple[str, ...]:
    """What a member or an organisation holds and nobody has ended, each with the branch that set it up."""
    return tuple(
        f"{name}（{branch}，{begins}起）"
        for name, branch, begins in reader.rows(
            "SELECT d.name, o.name, d.begins FROM designation d JOIN organisation o ON o.id = d.organisation_id "
            "WHERE d.member_id IS ? AND d.group_id IS ? AND d.ended_on IS NULL ORDER BY d.begins, d.id",
            (member_id, group_id),
        )
    )


def counts(
    scheme: Scheme, lines: tuple[DesignationLine, ...], branches: Sequence[int]
) -> tuple[KindCount, ...]:
    """One line a kind of the scheme, over the designations of some branches."""
    found = []
    for kind in scheme.designations:
        here = [
            one
            for one in lines
            if one.kind == kind.code and one.state is not State.ENDED and one.organisation_id in branches
        ]
        lacking = sum(
            missing(kind, sum(one.organisation_id == branch for one in here)) for branch in branches
        )
        due = sum(one.is_check_due for one in here)
        found.append(KindCount(kind, len(here), lacking, due, len(branches)))
    return tuple(found)


def checks(reader: Reader, designation_id: int) -> tuple[CheckLine, ...]:
    """Every check of a designation, the last first."""
    return tuple(
        CheckLine(day, bool(passed), finding)
        for day, passed, finding in reader.rows(
            "SELECT day, passed, finding FROM designation_check WHERE designation_id = ? ORDER BY day DESC, id DESC",
            (designation_id,),
        )
    )
