"""A sheet of points against the book: what each row would become, and the whole of it at once or nothing."""

from __future__ import annotations

import dataclasses
import secrets
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from db import words
from db.acts.point_entries import Award, Entering, why_not_counted
from db.acts.points import why_not_in_force
from db.errors import BadInput, Conflict, Refused
from db.imports.people import Fault
from db.rules import ledger
from db.store import points as store
from db.store import points_import as sheet_store

if TYPE_CHECKING:
    from db.book import Book, Reader
    from db.imports.points import PointLine, PointSheet
    from db.scheme import PointRule, Scheme

Outcome = Literal["given", "waits", "same"]
"""What a row becomes: points at once, an entry that waits for 审核认定, or nothing because the ledger has it."""


@dataclass(frozen=True)
class PlannedEntry:
    """What one row of the sheet becomes."""

    line: PointLine
    outcome: Outcome
    member_id: int
    shown_name: str
    tenths: int
    rule: str
    category: str


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


def plan_points(book: Reader, sheet: PointSheet, year: int, scheme: Scheme) -> PointsPlan:
    """Hold a sheet against the book and the scheme; writes nothing.

    A reason that is the name of a rule is that rule. A row that would exceed a cap, also together with rows above it,
    is a fault; a row that the ledger holds already is left out.
    """
    planning = _Planning(book, sheet, year, scheme)
    rows = [planned for line in sheet.lines if (planned := planning.plan(line)) is not None]
    faults = sorted((*sheet.faults, *planning.faults), key=lambda fault: fault.row)
    return PointsPlan(sheet, year, tuple(rows), tuple(faults))


class _Planning:
    """One pass over the lines of a sheet."""

    def __init__(self, book: Reader, sheet: PointSheet, year: int, scheme: Scheme) -> None:
        self.book, self.sheet, self.year, self.scheme = book, sheet, year, scheme
        self.people = sheet_store.people(book)
        self.rules = {rule.name: rule for rule in scheme.points.rules}
        self.used: dict[tuple[int, str, str], int] = defaultdict(int)
        self.seen: dict[tuple[int, str, str, int], int] = {}
        self.faults: list[Fault] = []

    def plan(self, line: PointLine) -> PlannedEntry | None:
        """What a line becomes; None where it has a fault."""
        before = len(self.faults)
        member = self._member(line)
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
        is_there = sheet_store.holds(
            self.book, self.year, ledger.Deed(member.id, tenths, line.day), line.reason
        )
        if not is_there and not self._fits(line, member.id, tenths, rule, category):
            return None
        outcome: Outcome = "same" if is_there else "waits" if tenths < 0 or member.is_secretary else "given"
        code = rule.code if rule else ""
        return PlannedEntry(line, outcome, member.id, member.shown_name, tenths, code, category)

    def _member(self, line: PointLine) -> sheet_store.Candidate | None:
        found = self.people.get(line.name, ())
        if len(found) == 1:
            person = store.person(self.book, found[0].id)
            why_not = why_not_counted(person)
            if why_not:
                self._blame(line, "name", line.name, why_not.rstrip("。"))
            return found[0]
        if found:
            names = "、".join(one.shown_name for one in found)
            self._blame(line, "name", line.name, f"名册里有同名的人，请写成{names}")
        else:
            self._blame(line, "name", line.name, "名册里没有这个人")
        return None

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
        if rule is not None:
            return rule.category
        loss = words.POINT_CATEGORY[-1]
        chosen = line.category or (loss if tenths < 0 else words.POINT_CATEGORY[2])
        if chosen not in words.POINT_CATEGORY:
            self._blame(line, "category", line.category, f"类别应是{'、'.join(words.POINT_CATEGORY)}")
        elif tenths and (chosen == loss) != (tenths < 0):
            self._blame(line, "category", line.category, "类别与分数的正负不符")
        return chosen

    def _fits(self, line: PointLine, member: int, tenths: int, rule: PointRule | None, category: str) -> bool:
        """Whether the caps take the row, those above it counted; else it is a fault."""
        caps = self.scheme.points.caps
        code = rule.code if rule else ""
        deed = ledger.Deed(member, tenths, line.day, code, category)
        wanted = [("rule", code, caps.rules.get(code)), ("category", category, caps.categories.get(category))]
        keys = []
        for by, what, cap in wanted:
            if cap is None or not what:
                continue
            key = (member, f"{by} {what}", ledger.period_of(line.day, cap.period))
            used = self.used[key] + store.used(self.book, deed, self.year, cap, by=by)
            room = ledger.room(cap, used, tenths)
            if room != tenths:
                note = ledger.grant(
                    deed,
                    caps,
                    used if by == "rule" else 0,
                    used if by == "category" else 0,
                ).note.rstrip("。")
                self._blame(line, "points", ledger.format_tenths(tenths, sign=True), f"超出上限：{note}")
                return False
            keys.append(key)
        for key in keys:
            self.used[key] += tenths
        return True

    def _blame(self, line: PointLine, field: str, value: str, problem: str) -> None:
        places = {"points": ("points", "gain", "loss")}.get(field, (field,))
        column = next((name for name in places if name in self.sheet.titles), field)
        if field == "points" and line.tenths is not None and line.tenths < 0 and "loss" in self.sheet.titles:
            column = "loss"
        self.faults.append(Fault(line.row, self.sheet.title_of(column), value, problem, line.name))


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
        writing.digest_of({str(row.line.row): dataclasses.asdict(row.line) for row in plan.rows})
    return ImportedPoints(plan.count("given"), plan.count("waits"), plan.count("same"), len(plan.faulty_rows))


def faults_text(plan: PointsPlan, shown: int = 5) -> str:
    """One sentence for a refused sheet: the file, how many rows, the first faults, what to do."""
    first = "；".join(str(fault) for fault in plan.faults[:shown])
    more = f"；另有{len(plan.faults) - shown}处" if len(plan.faults) > shown else ""
    return (
        f"{plan.sheet.file}有{len(plan.faulty_rows)}行不能导入，全部未写入。{first}{more}。"
        "请改正后重新导入，或选择跳过这些行。"
    )
