"""The tables that people keep of the points: month columns, a member's record, sums by category, month and group.

All sums come from what the triggers keep; only a member's record reads entries, a page at a time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules import ledger
from db.views.point_ledger import EntryLine, entries_where
from db.views.points import Standing
from db.words import POINT_CATEGORY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Reader

NO_GROUP = "未编党小组"
BRANCH = "支部合计"


@dataclass(frozen=True)
class MonthLine:
    """One member's year: what each month brought, in tenths, beside the standing.

    Attributes:
        carried: What the opening entry of the year moved, apart from the months.
    """

    standing: Standing
    months: tuple[int, ...]
    carried: int = 0

    @property
    def quarters(self) -> tuple[int, ...]:
        """The four quarters."""
        return ledger.quarter_sums(self.months)


def month_lines(reader: Reader, year: int, standings: Sequence[Standing]) -> tuple[MonthLine, ...]:
    """The month columns of the members on one page, or of all."""
    of_page = f"AND member_id IN ({','.join('?' * len(standings))})" if len(standings) <= PAGE_MOST else ""
    months: dict[int, list[int]] = {one.member_id: [0] * 12 for one in standings}
    carried: dict[int, int] = defaultdict(int)
    places: dict[str, int] = {}
    for member, month, tenths, opening in reader.rows(
        "SELECT member_id, month, sum(tenths), sum(iif(category = ?, tenths, 0)) FROM point_month "
        f"WHERE year = ? {of_page} GROUP BY member_id, month",
        (ledger.CARRIED, year, *(months if of_page else ())),
    ):
        if member not in months:
            continue
        if month not in places:
            places[month] = ledger.month_place(month, year)
        months[member][places[month]] += tenths - opening
        carried[member] += opening
    return tuple(
        MonthLine(one, tuple(months[one.member_id]), carried.get(one.member_id, 0)) for one in standings
    )


PAGE_MOST = 100
"""Up to so many members are asked for by number; more are read with everybody."""


@dataclass(frozen=True)
class RecordLine:
    """One entry on a member's 平时积分记录表, with the balance after it; None where it does not count."""

    entry: EntryLine
    balance: int | None


@dataclass(frozen=True)
class Record:
    """A page of a member's record, the newest last.

    Attributes:
        lines: In the order in which they were entered.
        before: The balance before the first line.
        has_more: Whether older entries stand on an earlier page.
    """

    lines: tuple[RecordLine, ...]
    before: int
    has_more: bool


def record(
    reader: Reader,
    member_id: int,
    year: int,
    base: int,
    *,
    end: tuple[int, int] | None = None,
    limit: int = 200,
) -> Record:
    """One page of a member's record, read backwards from its end.

    Args:
        reader: The book.
        member_id: Whose.
        year: The 年度.
        base: Where the year starts, in tenths.
        end: Id of the entry after the page and the balance before it, as an earlier page gave them; None for the
            last page.
        limit: How many entries.
    """
    before_id, balance = end or (2**62, None)
    if balance is None:
        kept = reader.value(
            "SELECT tenths FROM point_balance WHERE year = ? AND member_id = ?", (year, member_id)
        )
        balance = base + int(kept or 0)
    found = entries_where(
        reader,
        "WHERE e.member_id = ? AND e.year = ? AND e.id < ? ORDER BY e.id DESC LIMIT ?",
        (member_id, year, before_id, limit + 1),
    )
    lines = []
    for one in found[:limit]:
        counts = one.state in ("approved", "reversed")
        lines.append(RecordLine(one, balance if counts else None))
        balance -= one.tenths if counts else 0
    return Record(tuple(reversed(lines)), balance, len(found) > limit)


@dataclass(frozen=True)
class GroupLine:
    """A 党小组, or the branch: who counts, the sum and mean of their totals, and what each month brought."""

    name: str
    total: ledger.GroupTotal
    months: tuple[int, ...]


def group_lines(reader: Reader, year: int, standings: Sequence[Standing]) -> tuple[GroupLine, ...]:
    """Every 党小组 in the order of its first member, those without one, and the branch last."""
    counted = [one for one in standings if one.counts]
    months = {line.standing.member_id: line.months for line in month_lines(reader, year, counted)}
    groups: dict[str, list[Standing]] = defaultdict(list)
    for one in counted:
        groups[one.group or NO_GROUP].append(one)
    lines = [_group_line(name, found, months) for name, found in groups.items()]
    return (*lines, _group_line(BRANCH, counted, months))


def _group_line(name: str, members: Sequence[Standing], months: dict[int, tuple[int, ...]]) -> GroupLine:
    sums = tuple(map(sum, zip(*(months[one.member_id] for one in members), strict=True))) or (0,) * 12
    return GroupLine(name, ledger.GroupTotal(len(members), sum(one.total for one in members)), sums)


@dataclass(frozen=True)
class CategorySum:
    """What one category brought a branch, gains and losses apart from the others, in tenths."""

    category: str
    tenths: int


_OF_BRANCH = (
    "FROM member m CROSS JOIN point_month p ON p.year = ?1 AND p.member_id = m.id "
    "WHERE m.left_at IS NULL AND m.counts_points AND (?2 IS NULL OR ?2 IN (m.organisation_id, m.group_id)) AND p.category <> ?3"
)


def category_sums(reader: Reader, year: int, organisation_id: int | None = None) -> tuple[CategorySum, ...]:
    """What each category brought, in the order in which the scheme's categories stand."""
    found = dict(
        reader.rows(
            f"SELECT p.category, sum(p.tenths) {_OF_BRANCH} GROUP BY p.category",
            (year, organisation_id, ledger.CARRIED),
        )
    )
    order = [
        *(one for one in POINT_CATEGORY if one in found),
        *sorted(set(found) - set(POINT_CATEGORY)),
    ]
    return tuple(CategorySum(one, found[one]) for one in order)


def month_sums(reader: Reader, year: int, organisation_id: int | None = None) -> tuple[tuple[int, int], ...]:
    """Gains and losses of the branch for each of the twelve months, in tenths; losses are negative."""
    sums = [[0, 0] for _ in range(12)]
    rows = reader.rows(
        f"SELECT p.month, sum(max(p.tenths, 0)), sum(min(p.tenths, 0)) {_OF_BRANCH} GROUP BY p.month",
        (year, organisation_id, ledger.CARRIED),
    )
    for month, gained, lost in rows:
        place = ledger.month_place(month, year)
        sums[place][0] += gained
        sums[place][1] += lost
    return tuple((gained, lost) for gained, lost in sums)
