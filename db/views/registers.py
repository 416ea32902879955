"""How members and organisations stand with the requirements of a scheme on any date, counted in SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from db.rules.requirements import Standing, State, is_of_organisations, summed
from db.views import register_owners as owners
from db.views.register_asked import asked_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from db.book import Reader
    from db.rules.requirements import Midway
    from db.rules.scheme import Requirement, Scheme
    from db.views.register_asked import Asked
    from db.views.register_owners import OwnerRow


@dataclass(frozen=True)
class MatrixRow:
    """One member or organisation: a standing a requirement, None where it asks nothing of him."""

    who: OwnerRow
    cells: tuple[Standing | None, ...]


@dataclass(frozen=True)
class Count:
    """How many owners stand how with one requirement."""

    requirement: Requirement
    asked: int
    done: int
    owed: int
    late: int

    @property
    def percent(self) -> int:
        """Share of those asked who owe nothing, in whole per cent, rounded down; 0 where nobody is asked."""
        return 100 * self.done // self.asked if self.asked else 0


@dataclass(frozen=True)
class Matrix:
    """Everybody and every requirement on a date."""

    day: date
    asked: tuple[Asked, ...]
    rows: tuple[MatrixRow, ...]

    def members_first(self) -> Matrix:
        """The same with what members owe before what organisations owe, each in the scheme's order."""
        order = sorted(
            range(len(self.asked)), key=lambda place: is_of_organisations(self.asked[place].requirement)
        )
        rows = (replace(row, cells=tuple(row.cells[place] for place in order)) for row in self.rows)
        return replace(self, asked=tuple(self.asked[place] for place in order), rows=tuple(rows))

    def counts(self) -> tuple[Count, ...]:
        """One line a requirement."""
        found = []
        for place, one in enumerate(self.asked):
            states = [cell.state for row in self.rows if (cell := row.cells[place]) is not None]
            done, owed, late = (states.count(each) for each in (State.DONE, State.OWED, State.LATE))
            found.append(Count(one.requirement, done + owed + late, done, owed, late))
        return tuple(found)


_TALLY = """
WITH due AS MATERIALIZED (
    SELECT json_extract(value, '$[0]') AS code, json_extract(value, '$[1]') AS begins, json_extract(value, '$[2]') AS ends, json_extract(value, '$[3]') AS wanted, json_extract(value, '$[4]') AS over,
           json_extract(value, '$[5]') AS key
    FROM json_each(?1)
), tally AS (
    SELECT d.code, d.key, d.wanted, d.over, e.{owner} AS owner, sum(e.amount) AS done
    FROM due d CROSS JOIN register_entry e {index}
    WHERE e.requirement = d.code AND e.counts_on BETWEEN d.begins AND d.ends AND e.withdrawn_at IS NULL
    AND e.day <= ?2 AND e.{owner} IS NOT NULL {only}
    GROUP BY d.code, d.key, e.{owner}
)
"""
_SUMS = """
SELECT code, owner, sum(over AND done >= wanted AND wanted), sum(NOT over AND done >= wanted AND wanted),
       sum(CASE WHEN over THEN 0 ELSE min(done, wanted) END)
FROM tally GROUP BY code, owner
"""


def matrix(
    reader: Reader,
    scheme: Scheme,
    day: date,
    midway: Midway = "share",
    *,
    codes: Sequence[str] = (),
    organisation_id: int | None = None,
) -> Matrix:
    """Members, then organisations, against the requirements of a scheme (or those named) on a date."""
    with reader.snapshot():
        asked = tuple(
            asked_on(reader, scheme, one, day, midway)
            for one in scheme.requirements
            if not codes or one.code in codes
        )
        of_members = [one for one in asked if not is_of_organisations(one.requirement)]
        of_others = [one for one in asked if is_of_organisations(one.requirement)]
        rows: list[MatrixRow] = []
        if of_members:
            people = owners.members_on(reader, day, organisation_id=organisation_id)
            rows.extend(rows_of(reader, asked, of_members, people))
        if of_others:
            bodies = (
                one
                for one in owners.organisations(reader)
                if any(one.is_asked(each.requirement) for each in of_others)
            )
            rows.extend(rows_of(reader, asked, of_others, bodies))
    return Matrix(day, asked, tuple(rows))


def row_of(reader: Reader, found: Matrix, who: OwnerRow) -> MatrixRow:
    """One row of a matrix read again: the path of a key press."""
    live = [one for one in found.asked if who.is_asked(one.requirement)]
    return next(iter(rows_of(reader, found.asked, live, (who,))))


def rows_of(
    reader: Reader, asked: Sequence[Asked], live: Sequence[Asked], who: Iterable[OwnerRow]
) -> list[MatrixRow]:
    """The rows of some owners (all members or all organisations), over the requirements among `live`."""
    everybody = list(who)
    if not everybody:
        return []
    column = everybody[0].column
    ids = [one.number for one in everybody]
    sums = _sums(reader, live, column, ids if len(ids) == 1 else ())
    special = [
        one.number for one in everybody if any(not one.holder(each.duty.code).is_regular for each in live)
    ]
    done = details(reader, live, column, special) if special else {}
    shown = {each.duty.code for each in live}

    def cell(one: OwnerRow, each: Asked) -> Standing | None:
        code = each.duty.code
        if code not in shown or not one.is_asked(each.requirement):
            return None
        holder = one.holder(code)
        if holder.is_regular:
            return _standing(each.full, sums.get((code, one.number), (0, 0, 0)))
        return summed(each.lines(done.get((code, one.number), {}), holder))

    return [MatrixRow(one, tuple(cell(one, each) for each in asked)) for one in everybody]


def _standing(full: Standing, sums: tuple[int, int, int]) -> Standing:
    met_over, met_running, toward = sums
    done = met_over + met_running
    return (
        Standing(done, full.periods_due, full.late - met_over, full.owed - toward) if done or toward else full
    )


def _query(
    reader: Reader, live: Sequence[Asked], select: str, column: str, ids: Sequence[int]
) -> list[tuple[Any, ...]]:
    due = ",".join(one.due_rows for one in live if one.due_rows)
    if not due:
        return []
    only = f"AND e.{column} IN ({', '.join(map(str, ids))})" if ids else ""
    index = "INDEXED BY register_entry_member" if ids and column == "member_id" else ""
    sql = _TALLY.format(owner=column, only=only, index=index) + select
    return reader.rows(sql, (f"[{due}]", live[0].day.isoformat()))


def _sums(
    reader: Reader, live: Sequence[Asked], column: str, ids: Sequence[int]
) -> dict[tuple[str, int], tuple[int, int, int]]:
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in _query(reader, live, _SUMS, column, ids)}


def details(
    reader: Reader, live: Sequence[Asked], column: str, ids: Sequence[int]
) -> dict[tuple[str, int], dict[str, int]]:
    """What was done of each requirement, by its code and the owner, then by the key of the period."""
    found: dict[tuple[str, int], dict[str, int]] = {}
    for code, owner, key, done in _query(
        reader, live, "SELECT code, owner, key, done FROM tally", column, ids
    ):
        found.setdefault((code, owner), {})[key] = done
    return found
