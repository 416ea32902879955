"""How members and organisations stand with the requirements of a scheme on any date, counted in SQL."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from db.rules.requirements import (
    EVERYBODY,
    Owner,
    PeriodStanding,
    Standing,
    State,
    deadline,
    due_periods,
    duty_of,
    first_day,
    is_of_organisations,
    needed,
    period_standings,
    summed,
)
from db.rules.spans import Span
from db.views import register_owners as owners

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.book import Reader
    from db.rules.requirements import Duty, Holder, Midway
    from db.rules.scheme import Requirement, Scheme
    from db.rules.spans import Period
    from db.views.register_owners import OwnerRow


@dataclass(frozen=True)
class Asked:
    """A requirement on a date: its periods that are due, and how many each asks of somebody who was always there.

    Attributes:
        full: The standing of such a one who has done nothing.
        due_rows: The periods as the rows of a JSON array, for SQL.
    """

    requirement: Requirement
    duty: Duty
    day: date
    midway: Midway
    periods: tuple[Period, ...]
    wanted: tuple[int, ...]
    full: Standing
    due_rows: str

    def line(self, period: Period, done: int, holder: Holder) -> PeriodStanding:
        """One period of one holder."""
        pair = (period, needed(self.duty, period, holder, self.midway))
        return period_standings(self.duty, (pair,), {period.key: done}, self.day)[0]

    def lines(self, done: dict[str, int], holder: Holder) -> tuple[PeriodStanding, ...]:
        """Every due period of one holder."""
        pairs = zip(self.periods, self.wanted, strict=True)
        if not holder.is_regular:
            pairs = zip(
                self.periods,
                (needed(self.duty, period, holder, self.midway) for period in self.periods),
                strict=True,
            )
        return period_standings(self.duty, pairs, done, self.day)


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


def asked_on(
    reader: Reader, scheme: Scheme, requirement: Requirement, day: date, midway: Midway = "share"
) -> Asked:
    """A requirement as it stands on a date.

    One with a first day is followed from it; one that simply holds, through the year of the date, and not from before
    the book was begun.
    """
    duty = duty_of(scheme, requirement)
    begins = duty.held.begins.isoformat() if duty.held.begins > date.min else ""
    since = first_day(begins, date(day.year, 1, 1), min(owners.begun(reader), day))
    periods = due_periods(duty, Span(since, day))
    wanted = tuple(needed(duty, period, EVERYBODY, midway) for period in periods)
    full = summed(period_standings(duty, zip(periods, wanted, strict=True), {}, day))
    return Asked(requirement, duty, day, midway, periods, wanted, full, _due_rows(duty, day, periods, wanted))


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
            rows.extend(_rows(reader, asked, of_members, people))
        if of_others:
            bodies = (
                one
                for one in owners.organisations(reader)
                if any(one.is_asked(each.requirement) for each in of_others)
            )
            rows.extend(_rows(reader, asked, of_others, bodies))
    return Matrix(day, asked, tuple(rows))


def row_of(reader: Reader, found: Matrix, who: OwnerRow) -> MatrixRow:
    """One row of a matrix read again: the path of a key press."""
    live = [one for one in found.asked if who.is_asked(one.requirement)]
    return next(iter(_rows(reader, found.asked, live, (who,))))


def _rows(
    reader: Reader, asked: Sequence[Asked], live: Sequence[Asked], who: Iterable[OwnerRow]
) -> list[MatrixRow]:
    everybody = list(who)
    if not everybody:
        return []
    column = "member_id" if everybody[0].owner.member_id is not None else "organisation_id"
    ids = [_id(one) for one in everybody]
    sums = _sums(reader, live, column, ids if len(ids) == 1 else ())
    special = [
        _id(one) for one in everybody if any(not one.holder(each.duty.code).is_regular for each in live)
    ]
    details = _details(reader, live, column, special) if special else {}
    shown = {each.duty.code for each in live}

    def cell(one: OwnerRow, each: Asked) -> Standing | None:
        code = each.duty.code
        if code not in shown or not one.is_asked(each.requirement):
            return None
        holder = one.holder(code)
        if holder.is_regular:
            return _standing(each.full, sums.get((code, _id(one)), (0, 0, 0)))
        return summed(each.lines(details.get((code, _id(one)), {}), holder))

    return [MatrixRow(one, tuple(cell(one, each) for each in asked)) for one in everybody]


def _id(who: OwnerRow) -> int:
    found = who.owner.member_id if who.owner.member_id is not None else who.owner.organisation_id
    return found or 0


def _standing(full: Standing, sums: tuple[int, int, int]) -> Standing:
    met_over, met_running, toward = sums
    done = met_over + met_running
    return (
        Standing(done, full.periods_due, full.late - met_over, full.owed - toward) if done or toward else full
    )


def _due_rows(duty: Duty, day: date, periods: Iterable[Period], wanted: Iterable[int]) -> str:
    """The periods of a duty as the rows of a JSON array, written once for every query that asks about them."""
    rows = (
        (
            duty.code,
            max(period.span.begins, duty.held.begins).isoformat(),
            min(period.span.ends, duty.held.ends).isoformat(),
            count,
            int(deadline(duty, period) < day),
            period.key,
        )
        for period, count in zip(periods, wanted, strict=True)
    )
    return json.dumps(list(rows))[1:-1]


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


def _details(
    reader: Reader, live: Sequence[Asked], column: str, ids: Sequence[int]
) -> dict[tuple[str, int], dict[str, int]]:
    found: dict[tuple[str, int], dict[str, int]] = {}
    for code, owner, key, done in _query(
        reader, live, "SELECT code, owner, key, done FROM tally", column, ids
    ):
        found.setdefault((code, owner), {})[key] = done
    return found


@dataclass(frozen=True)
class PageLine:
    """One requirement of one owner, period by period."""

    requirement: Requirement
    standing: Standing
    periods: tuple[PeriodStanding, ...]


def page(
    reader: Reader, scheme: Scheme, who: OwnerRow, day: date, midway: Midway = "share"
) -> tuple[PageLine, ...]:
    """Everything that one member or organisation owes on a date, in the scheme's order."""
    with reader.snapshot():
        asked = [
            asked_on(reader, scheme, one, day, midway) for one in scheme.requirements if who.is_asked(one)
        ]
        column = "member_id" if who.owner.member_id is not None else "organisation_id"
        details = _details(reader, asked, column, [_id(who)])
    found = []
    for one in asked:
        lines = one.lines(details.get((one.duty.code, _id(who)), {}), who.holder(one.duty.code))
        found.append(PageLine(one.requirement, summed(lines), lines))
    return tuple(found)


def page_of(reader: Reader, one: Asked, who: OwnerRow) -> tuple[PeriodStanding, ...]:
    """Every due period of one requirement for one owner."""
    column = "member_id" if who.owner.member_id is not None else "organisation_id"
    details = _details(reader, (one,), column, [_id(who)])
    return one.lines(details.get((one.duty.code, _id(who)), {}), who.holder(one.duty.code))


def owner_row(reader: Reader, owner: Owner) -> OwnerRow | None:
    """Somebody who may owe, by id; None where he is not there."""
    if owner.member_id is not None:
        return owners.member_row(reader, owner.member_id)
    return next((one for one in owners.organisations(reader) if one.owner == owner), None)


@dataclass(frozen=True)
class DueSoon:
    """A requirement whose period ends soon, and how many still owe it."""

    requirement: Requirement
    period: Period
    deadline: date
    owing: int


def due_soon(
    reader: Reader, scheme: Scheme, day: date, last: date, midway: Midway = "share"
) -> tuple[DueSoon, ...]:
    """What runs out between a date and another, the earliest first, while somebody owes it.

    Only the periods that run out are counted, so that the home page need not wait for the whole matrix.
    """
    with reader.snapshot():
        asked = [
            found
            for one in scheme.requirements
            if one.how_many and (found := _ending(asked_on(reader, scheme, one, day, midway), last)).periods
        ]
        people = owners.members_on(reader, day) if asked else ()
        bodies = owners.organisations(reader) if asked else ()
        soon = []
        for one in asked:
            who = bodies if is_of_organisations(one.requirement) else people
            live = [each for each in who if each.is_asked(one.requirement)]
            owing = sum(
                1 for row in _rows(reader, (one,), (one,), live) if row.cells[0] and row.cells[0].owed
            )
            if owing:
                period = one.periods[-1]
                soon.append(DueSoon(one.requirement, period, deadline(one.duty, period), owing))
    return tuple(sorted(soon, key=lambda each: each.deadline))


def _ending(one: Asked, last: date) -> Asked:
    """A requirement with only the period that runs and ends by a date."""
    kept = [
        (period, wanted)
        for period, wanted in zip(one.periods, one.wanted, strict=True)
        if one.day <= deadline(one.duty, period) <= last
    ]
    full = summed(period_standings(one.duty, kept, {}, one.day))
    periods, wanted = tuple(each for each, _ in kept), tuple(count for _, count in kept)
    due_rows = _due_rows(one.duty, one.day, periods, wanted)
    return replace(one, periods=periods, wanted=wanted, full=full, due_rows=due_rows)
