"""What every import of points holds against the book: who is meant, and whether the caps leave room."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from db import words
from db.acts.point_entries import waits, why_not_counted
from db.imports.people import Fault
from db.imports.points import PointLine
from db.rules import ledger
from db.store import points as store
from db.store import points_import as sheet_store

if TYPE_CHECKING:
    from db.book import Reader
    from db.scheme import PointRule, Scheme

Outcome = Literal["given", "waits", "same"]
"""What a row becomes: points at once, an entry that waits for 审核认定, or nothing because the ledger has it."""


@dataclass(frozen=True)
class PlannedEntry:
    """What one row of the sheet, or one number of a table, becomes.

    Attributes:
        tenths: What is to be entered.
        before: What the ledger has of the column of a table; None where a row is one deed.
    """

    line: PointLine
    outcome: Outcome
    member_id: int
    shown_name: str
    tenths: int
    rule: str
    category: str
    before: int | None = None


@dataclass(frozen=True)
class Wanted:
    """One entry that a sheet asks for, and where it stands there.

    Attributes:
        row: The number of the row.
        column: The words above the points.
        name: As the row has it.
        advice: What to do where a cap has no room for it.
    """

    row: int
    column: str
    name: str
    deed: ledger.Deed
    advice: str = ""


class Planning:
    """One pass over a sheet."""

    def __init__(self, book: Reader, year: int, scheme: Scheme) -> None:
        self.book, self.year, self.scheme = book, year, scheme
        self.people = sheet_store.people(book)
        self.used: dict[tuple[int, str, str], int] = defaultdict(int)
        self.faults: list[Fault] = []

    def member(self, row: int, column: str, name: str) -> sheet_store.Candidate | None:
        """Who is meant; None, and a fault, where nobody or more than one is."""
        found = self.people.get(name, ())
        if len(found) == 1:
            person = store.person(self.book, found[0].id)
            why_not = why_not_counted(person)
            if why_not:
                self.faults.append(Fault(row, column, name, why_not.rstrip("。"), name))
                return None
            return found[0]
        problem = "名册里没有这个人"
        if found:
            problem = f"名册里有同名的人，请写成{'、'.join(one.shown_name for one in found)}"
        self.faults.append(Fault(row, column, name, problem, name))
        return None

    def fits(self, wanted: Wanted) -> bool:
        """Whether the caps take an entry, those above it counted; else it is a fault."""
        deed, caps = wanted.deed, self.scheme.points.caps
        checked = [
            ("rule", deed.rule, caps.rules.get(deed.rule)),
            ("category", deed.category, caps.categories.get(deed.category)),
        ]
        keys = []
        for by, what, cap in checked:
            if cap is None or not what:
                continue
            key = (deed.member, f"{by} {what}", ledger.period_of(deed.day, cap.period))
            used = self.used[key] + store.used(self.book, deed, self.year, cap, by=by)
            if ledger.room(cap, used, deed.tenths) != deed.tenths:
                of_rule, of_category = (used, 0) if by == "rule" else (0, used)
                note = ledger.grant(deed, caps, of_rule, of_category).note.rstrip("。")
                shown = ledger.format_tenths(deed.tenths, sign=True)
                told = "；".join(part for part in (f"超出上限：{note}", wanted.advice) if part)
                self.faults.append(Fault(wanted.row, wanted.column, shown, told, wanted.name))
                return False
            keys.append(key)
        for key in keys:
            self.used[key] += deed.tenths
        return True


def outcome_of(tenths: int, category: str, member: sheet_store.Candidate) -> Outcome:
    """Gains count at once; a loss, less of a loss, and whatever is the secretary's own, waits."""
    return "waits" if waits(tenths, category) or member.is_secretary else "given"


def category_of(rule: PointRule | None, tenths: int, chosen: str = "") -> str:
    """The rule's category, else the one chosen, else 奖励 or 扣分 by the sign."""
    if rule is not None:
        return rule.category
    return chosen or (words.POINT_CATEGORY[-1] if tenths < 0 else words.POINT_CATEGORY[2])
