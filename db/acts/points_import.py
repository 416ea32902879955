"""A sheet of points against the book: what each row would become, and the whole of it at once or nothing."""

from __future__ import annotations

import dataclasses
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import words
from db.acts.point_entries import Award, Entering
from db.acts.points import why_not_in_force
from db.acts.points_cells import plan_cells
from db.acts.points_planning import Outcome, PlannedEntry, Planning, Wanted, category_of, outcome_of
from db.errors import BadInput, Conflict, Refused
from db.imports.people import Fault
from db.rules import ledger
from db.store import points as store
from db.store import points_import as sheet_store

if TYPE_CHECKING:
    from db.book import Book
    from db.imports.points import PointLine, PointSheet
    from db.scheme import PointRule, Scheme


@dataclass(frozen=True)
class PointsPlan:
    """Every row of a sheet and what it becomes; `faults` stop it."""

    sheet: PointSheet
    year: int
    rows: tuple[PlannedEntry, ...]
    faults: tuple[Fault, ...]

    def count(self, outcome: Outcome) -> int:
        """How many rows have an outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def faulty_rows(self) -> tuple[int, ...]:
        """The numbers of the rows that cannot go in, each once."""
        return tuple(sorted({fault.row for fault in self.faults}))

    @property
    def changes_anything(self) -> bool:
        """Whether committing would write anything."""
        return any(row.outcome != "same" for row in self.rows)


@dataclass(frozen=True)
class ImportedPoints:
    """What an import did, in entries; `skipped` are rows that had faults."""

    given: int
    waiting: int
    unchanged: int
    skipped: int


def plan_points(book: Book, sheet: PointSheet, year: int, scheme: Scheme) -> PointsPlan:
    """Hold a sheet against the book and the scheme; writes nothing.

    A reason, or a column, that is the name of a rule is that rule. A row that would exceed a cap, also together with
    rows above it, is a fault; a row that the ledger holds already is left out. Of a table the ledger takes what it
    lacks of each number.

    Raises:
        BadInput: the words above a table name another year.
    """
    if sheet.cells or sheet.sums:
        rows, found = plan_cells(book, sheet, year, scheme)
    else:
        planning = _Lines(book, sheet, year, scheme)
        rows = tuple(planned for line in sheet.lines if (planned := planning.plan(line)) is not None)
        found = tuple(planning.faults)
    faults = sorted((*sheet.faults, *found), key=lambda fault: fault.row)
    return PointsPlan(sheet, year, rows, tuple(faults))


class _Lines(Planning):
    """One pass over a sheet with a row a deed."""

    def __init__(self, book: Book, sheet: PointSheet, year: int, scheme: Scheme) -> None:
        super().__init__(book, year, scheme)
        self.sheet = sheet
        self.rules = {rule.name: rule for rule in scheme.points.rules}
        self.seen: dict[tuple[int, str, str, int], int] = {}

    def plan(self, line: PointLine) -> PlannedEntry | None:
        """What a line becomes; None where it has a fault."""
        before = len(self.faults)
        member = self.member(line.row, self.sheet.title_of("name"), line.name)
        rule = self.rules.get(line.reason)
        tenths = self._tenths(line, rule)
        if line.day[:4] != str(self.year):
            self._blame(line, "day", line.day, f"不在{self.year}年度内")
        category = self._category(line, rule, tenths)
        if len(self.faults) > before or member is None:
            return None
        key = (member.id, line.day, line.reason, tenths)
        if key in self.seen:
            self._blame(line, "reason", line.reason, f"与第{self.seen[key]}行重复")
            return None
        self.seen[key] = line.row
        code = rule.code if rule else ""
        deed = ledger.Deed(member.id, tenths, line.day, code, category)
        is_there = sheet_store.holds(self.book, self.year, deed, line.reason)
        column = self._column(line, "points")
        if not is_there and not self.fits(Wanted(line.row, column, line.name, deed)):
            return None
        outcome: Outcome = "same" if is_there else outcome_of(tenths, category, member)
        return PlannedEntry(line, outcome, member.id, member.shown_name, tenths, code, category)

    def _tenths(self, line: PointLine, rule: PointRule | None) -> int:
        if rule is None:
            if line.tenths is None:
                self._blame(line, "points", "", "没有填分数，事由也不是方案里的积分项")
            return line.tenths or 0
        if line.tenths is not None and line.tenths != rule.tenths:
            asked, given = (ledger.format_tenths(each, sign=True) for each in (line.tenths, rule.tenths))
            self._blame(line, "points", asked, f"与方案“{rule.name}”的{given}分不符")
        if rule.needs_evidence and not line.evidence:
            self._blame(line, "evidence", "", f"“{rule.name}”要写明佐证材料")
        if not rule.holds_on(line.day):
            self._blame(line, "day", line.day, why_not_in_force(rule).rstrip("。"))
        return rule.tenths

    def _category(self, line: PointLine, rule: PointRule | None, tenths: int) -> str:
        chosen = category_of(rule, tenths, line.category)
        if rule is not None:
            return chosen
        if chosen not in words.POINT_CATEGORY:
            self._blame(line, "category", line.category, f"类别应是{'、'.join(words.POINT_CATEGORY)}")
        elif tenths and (chosen == words.POINT_CATEGORY[-1]) != (tenths < 0):
            self._blame(line, "category", line.category, "类别与分数的正负不符")
        return chosen

    def _column(self, line: PointLine, field: str) -> str:
        """The words above a field's column; of points, those of the column that the row uses."""
        places = {"points": ("points", "gain", "loss")}.get(field, (field,))
        column = next((name for name in places if name in self.sheet.titles), field)
        if field == "points" and line.tenths is not None and line.tenths < 0 and "loss" in self.sheet.titles:
            column = "loss"
        return self.sheet.title_of(column)

    def _blame(self, line: PointLine, field: str, value: str, problem: str) -> None:
        self.faults.append(Fault(line.row, self._column(line, field), value, problem, line.name))


def commit_points(book: Book, plan: PointsPlan, *, scheme: Scheme, skip_bad: bool = False) -> ImportedPoints:
    """Write a plan: every good row at once, or nothing; the whole can be undone as one act.

    Raises:
        BadInput: rows have faults and are not to be skipped.
        Conflict: the book has changed since the plan was made.
        Refused: there is nothing to write.
    """
    if plan.faults and not skip_bad:
        raise BadInput(faults_text(plan), title="积分表未导入")
    if not plan.changes_anything:
        raise Refused("表里没有要登记的积分。", title="积分表未导入")
    if plan_points(book, plan.sheet, plan.year, scheme) != plan:
        raise Conflict("预览之后簿里的积分有了变化，请重新预览再导入。")
    with book.write("points.imported") as writing:
        entering = Entering(book, writing, scheme, secrets.token_hex(8))
        for row in plan.rows:
            person = store.person(book, row.member_id)
            if row.outcome == "same" or person is None:
                continue
            award = Award(
                row.tenths,
                row.line.reason,
                row.category,
                row.rule,
                row.line.evidence,
                row.line.day,
                plan.year,
            )
            entering.enter(award, person)
        writing.about(count=plan.count("given") + plan.count("waits"))
        writing.digest_of({str(place): dataclasses.asdict(row.line) for place, row in enumerate(plan.rows)})
    return ImportedPoints(plan.count("given"), plan.count("waits"), plan.count("same"), len(plan.faulty_rows))


def faults_text(plan: PointsPlan, shown: int = 5) -> str:
    """One sentence for a refused sheet: the file, how many rows, the first faults, what to do."""
    first = "；".join(str(fault) for fault in plan.faults[:shown])
    more = f"；另有{len(plan.faults) - shown}处" if len(plan.faults) > shown else ""
    return (
        f"{plan.sheet.file}有{len(plan.faulty_rows)}行不能导入，全部未写入。{first}{more}。"
        "请改正后重新导入，或选择跳过这些行。"
    )
