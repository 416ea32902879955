"""The year over again from the bare rows: no rule, view or trigger of the program has a hand in it."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.book import Reader
    from db.rules.scheme import Requirement

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class Line:
    """An entry of the ledger as it lies in the table."""

    id: int
    member: int
    year: int
    day: str
    rule: str
    category: str
    tenths: int
    reverses: int | None
    cause_kind: str
    cause_uid: str
    decision: str

    @property
    def cause(self) -> tuple[str, str]:
        """What it follows from."""
        return self.cause_kind, self.cause_uid


def lines(reader: Reader) -> list[Line]:
    """Every entry with its decision, '' while it waits."""
    return [
        Line(*row)
        for row in reader.rows(
            "SELECT e.id, e.member_id, e.year, e.day, e.rule, e.category, e.tenths, e.reverses_id, e.cause_kind, e.cause_uid, "
            "coalesce(a.decision, '') FROM point_entry e LEFT JOIN point_approval a ON a.entry_id = e.id ORDER BY e.id"
        )
    ]


def approved(found: Iterable[Line], year: int) -> list[Line]:
    """What counts in a year."""
    return [one for one in found if one.decision == "approved" and one.year == year]


def sums(found: Iterable[Line], members: Iterable[int]) -> dict[int, int]:
    """What each member's entries add up to."""
    total: Counter[int] = Counter()
    for one in found:
        total[one.member] += one.tenths
    return {member: total[member] for member in members}


def living(found: list[Line]) -> list[Line]:
    """Entries that stand or wait, and that no approved reversal has undone."""
    undone = {one.reverses for one in found if one.reverses and one.decision == "approved"}
    return [
        one
        for one in found
        if one.decision in ("", "approved") and one.id not in undone and one.reverses is None
    ]


def taken(found: list[Line], size: int) -> dict[tuple[int, str, int], int]:
    """How much each member took under each rule in each stretch of so many months; gains that wait count, reversals not."""
    used: dict[tuple[int, str, int], int] = defaultdict(int)
    for one in found:
        if one.rule and (one.decision == "approved" or (one.decision == "" and one.reverses is None)):
            used[one.member, one.rule, (int(one.day[5:7]) - 1) // size] += one.tenths
    return used


def standing(
    one: Requirement, owed: tuple[str, str], done: list[tuple[str, int]], today: date
) -> tuple[int, int, int, int]:
    """Periods done, due and late of somebody who was there all along, and how many he still owes.

    Args:
        one: The requirement.
        owed: First and last ISO day that it holds, '' for open.
        done: His entries: the day that each counts on, and how many.
        today: The day asked about.
    """
    first = date.fromisoformat(owed[0]) if owed[0] else date.min
    last = date.fromisoformat(owed[1]) if owed[1] else date.max
    fulfilled = due = late = still = 0
    for begins, ends in _stretches(one, first, last, today):
        days, inside = (ends - begins).days + 1, (min(ends, last) - max(begins, first)).days + 1
        wanted = one.how_many if inside == days else int(one.how_many * inside / days + 0.5)
        if not wanted:
            continue
        due += 1
        low, high = max(begins, first).isoformat(), min(ends, last).isoformat()
        count = sum(amount for day, amount in done if low <= day <= high)
        fulfilled += count >= wanted
        if count < wanted:
            late += min(ends, last) < today
            still += wanted - count if min(ends, last) >= today else 0
    return fulfilled, due, late, still


def _stretches(one: Requirement, first: date, last: date, today: date) -> list[tuple[date, date]]:
    """The periods from the first day (or New Year) that had begun by today."""
    if one.period in ("once", "by"):
        return [(first, last)] if first <= today else []
    at = max(first, date(today.year, 1, 1)) if first == date.min else first
    found = []
    while at <= min(today, last):
        begins, ends = _stretch(one.period, at)
        found.append((begins, ends))
        at = ends + timedelta(days=1)
    return found


def _stretch(period: str, at: date) -> tuple[date, date]:
    if period == "day":
        return at, at
    if period == "week":
        monday = at - timedelta(days=at.weekday())
        return monday, monday + timedelta(days=6)
    size = MONTHS[period]
    month = (at.month - 1) // size * size + 1
    end = month + size - 1
    return date(at.year, month, 1), date(at.year, end, monthrange(at.year, end)[1])
