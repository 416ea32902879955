"""A table of members and points against the book: the ledger takes what it lacks of each number."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import words
from db.acts.points import why_not_in_force
from db.acts.points_planning import PlannedEntry, Planning, Wanted, category_of, outcome_of
from db.errors import BadInput
from db.imports.columns import normal_title
from db.imports.people import Fault
from db.imports.points import PointLine
from db.rules import ledger
from db.store import points_import as store

if TYPE_CHECKING:
    from db.book import Book
    from db.imports.point_columns import Span
    from db.imports.points import PointSheet
    from db.imports.points_table import PointCell, StatedSum
    from db.scheme import PointRule, Scheme


_LOSSES = {"": (False, True), "加分": (False,), "扣分": (True,)}
"""Of a column of both, of gains or of losses: which entries of its months it speaks of."""
_UNDATED = "这一列没有日期，请改用一笔一行、写明日期的表"


def plan_cells(
    book: Book, sheet: PointSheet, year: int, scheme: Scheme
) -> tuple[tuple[PlannedEntry, ...], tuple[Fault, ...]]:
    """What each number of a table becomes, and what is wrong with the others.

    Raises:
        BadInput: the words above the table name another year.
    """
    if sheet.year not in (0, year):
        raise BadInput(
            f"{sheet.file}写的是{sheet.year}年，现在登记的是{year}年度。请核对文件，或者先转到{sheet.year}年度再导入。"
        )
    planning = _Cells(book, year, scheme)
    planning.compare(sheet)
    stopped = {fault.row for fault in planning.faults}
    rows = [planned for cell in sheet.cells if cell.row not in stopped and (planned := planning.plan(cell))]
    return tuple(rows), tuple(planning.faults)


@dataclass(frozen=True)
class _Target:
    """What a number speaks of: the entry that it would make, and what the ledger has of it."""

    day: str
    reason: str
    approved: int
    waiting: int
    rule: PointRule | None = None


class _Cells(Planning):
    """One pass over the numbers of a table, row by row."""

    def __init__(self, book: Book, year: int, scheme: Scheme) -> None:
        super().__init__(book, year, scheme)
        self.rules = {normal_title(rule.name): rule for rule in scheme.points.rules}
        self.today = book.today()
        self.month_sums = store.month_sums(book, year, ledger.CARRIED, words.POINT_CATEGORY[-1])
        self.rows: dict[int, store.Candidate | None] = {}
        self.first_rows: dict[int, int] = {}

    def compare(self, sheet: PointSheet) -> None:
        """Hold each stated sum against its row: the columns alone, or on top of where the year starts."""
        rows: dict[int, list[int]] = defaultdict(list)
        for cell in sheet.cells:
            rows[cell.row].append(self._signed(cell))
        for one in sheet.sums:
            told = self._why_not_sum(one, rows[one.row])
            if told:
                shown = ledger.format_tenths(one.tenths)
                self.faults.append(Fault(one.row, one.column.title, shown, told, one.name))

    def _why_not_sum(self, one: StatedSum, cells: list[int]) -> str:
        if one.column.is_gain or one.column.is_loss:
            parts = sum(tenths for tenths in cells if (tenths < 0) == one.column.is_loss)
            return "" if one.tenths == parts else f"与所含各列之和{ledger.format_tenths(parts)}不符"
        points, parts = self.scheme.points, sum(cells)
        scale = ledger.Scale(points.base, points.floor, points.ceiling or None)
        found = self.people.get(one.name, ())
        facts = store.year_facts(self.book, found[0].id, self.year, ledger.CARRIED) if found else (0, False)
        carried, is_vetoed = facts
        whole = scale.base + carried + parts if one.start is None else one.start + parts
        if one.tenths in (parts, whole, scale.total(whole - scale.base, is_vetoed=is_vetoed)):
            return ""
        start = ledger.format_tenths(whole - parts)
        return f"与各列之和{ledger.format_tenths(parts)}不符，加上起始分{start}也不符"

    def _signed(self, cell: PointCell) -> int:
        """What a cell says, a loss negative: one by the rule that the column names is often written without a sign."""
        rule = self.rules.get(cell.column.title) if cell.column.span is None else None
        return -abs(cell.tenths) if rule is not None and rule.tenths < 0 else cell.tenths

    def plan(self, cell: PointCell) -> PlannedEntry | None:
        """What a number becomes; None where it has a fault, or says nothing of what is not there."""
        member = self._of_row(cell)
        if member is None:
            return None
        span = cell.column.span
        return self._plan_span(cell, member, span) if span is not None else self._plan_deed(cell, member)

    def _of_row(self, cell: PointCell) -> store.Candidate | None:
        if cell.row not in self.rows:
            member = self.member(cell.row, "姓名", cell.name)
            if member is not None and member.id in self.first_rows:
                self._blame(cell, f"与第{self.first_rows[member.id]}行是同一个人", "姓名", cell.name)
                member = None
            self.rows[cell.row] = member
            if member is not None:
                self.first_rows[member.id] = cell.row
        return self.rows[cell.row]

    def _plan_span(self, cell: PointCell, member: store.Candidate, span: Span) -> PlannedEntry | None:
        if span.year not in (0, self.year):
            self._blame(cell, f"不在{self.year}年度内", value=cell.column.title)
            return None
        if f"{self.year}-{span.first:02}" > self.today[:7]:
            if cell.tenths:  # a table of the whole year has a 0 there, by itself or by a formula
                self._blame(cell, f"{span.words}还没有到")
            return None
        last = calendar.monthrange(self.year, span.last)[1]
        day = min(f"{self.year}-{span.last:02}-{last}", self.today)
        side = cell.column.side
        months = [
            self.month_sums.get((member.id, month, is_loss), (0, 0))
            for month in range(span.first, span.last + 1)
            for is_loss in _LOSSES[side]
        ]
        approved, waiting = (sum(each) for each in zip(*months, strict=True))
        reason = f"{span.words}{side or '积分'}"
        return self._planned(cell, member, _Target(day, reason, approved, waiting))

    def _plan_deed(self, cell: PointCell, member: store.Candidate) -> PlannedEntry | None:
        if str(self.year) > self.today[:4]:
            self._blame(cell, f"{self.year}年度还没有到")
            return None
        rule = self.rules.get(cell.column.title)
        day = min(f"{self.year}-12-31", self.today)
        reason = rule.name if rule else cell.column.title
        if rule is not None and (why_not := self._against(rule, cell, day)):
            self._blame(cell, why_not)
            return None
        code = rule.code if rule else ""
        approved, waiting = store.deed_sums(self.book, self.year, member.id, code, "" if rule else reason)
        return self._planned(cell, member, _Target(day, reason, approved, waiting, rule))

    def _against(self, rule: PointRule, cell: PointCell, day: str) -> str:
        """Why a rule does not bring what the cell says; empty where it does."""
        if cell.tenths % rule.tenths:
            one = ledger.format_tenths(rule.tenths, sign=True)
            return f"不是方案“{rule.name}”每次{one}分的整数倍"
        if rule.needs_evidence and cell.tenths and not cell.evidence:
            return f"“{rule.name}”要写明佐证材料，请加“佐证”一列"
        return "" if rule.holds_on(day) else why_not_in_force(rule).rstrip("。")

    def _planned(self, cell: PointCell, member: store.Candidate, target: _Target) -> PlannedEntry | None:
        rule = target.rule
        wanted = self._signed(cell)
        if not (wanted or target.approved or target.waiting):
            return None
        before = target.approved + target.waiting
        is_there = wanted in (target.approved, before)
        tenths = 0 if is_there else wanted - before
        code = rule.code if rule else ""
        category = category_of(rule, self._leaning(cell, wanted, before))
        deed = ledger.Deed(member.id, tenths, target.day, code, category)
        line = PointLine(
            cell.row, cell.name, target.day, target.reason, wanted, category, cell.evidence, cell.column.title
        )
        if is_there:
            return PlannedEntry(line, "same", member.id, member.shown_name, 0, code, category, before)
        advice = _UNDATED if cell.column.span is None and self._is_capped_by_parts(deed) else ""
        if not self.fits(Wanted(cell.row, cell.column.title, cell.name, deed, advice)):
            return None
        outcome = outcome_of(tenths, category, member)
        return PlannedEntry(line, outcome, member.id, member.shown_name, tenths, code, category, before)

    def _leaning(self, cell: PointCell, wanted: int, before: int) -> int:
        """By whose sign an entry is one of gains or of losses.

        A column of gains, or of losses, or of a kind of deed stays that whichever way its number is corrected, and so does
        a month of losses alone; else the months of a table say only that there was more, or less.
        """
        is_kept = cell.column.span is None or cell.column.side or (wanted <= 0 and before <= 0)
        return (wanted or before) if is_kept else wanted - before

    def _is_capped_by_parts(self, deed: ledger.Deed) -> bool:
        """Whether a cap of the deed is one of a month or a quarter, of which a column for the whole year says nothing."""
        caps = self.scheme.points.caps
        found = (caps.rules.get(deed.rule), caps.categories.get(deed.category))
        return any(cap is not None and cap.period != "year" for cap in found)

    def _blame(self, cell: PointCell, problem: str, column: str = "", value: str = "") -> None:
        shown = value or ledger.format_tenths(cell.tenths)
        self.faults.append(Fault(cell.row, column or cell.column.title, shown, problem, cell.name))
