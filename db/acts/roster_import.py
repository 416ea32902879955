"""A roster file into the book: the whole of what was shown at once, or nothing."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.acts.member_fields import MemberDraft, checked, computed, mark_namesakes
from db.acts.organisations import UNNAMED_BRANCH, ensure_branch, ensure_group
from db.acts.rollcall import follow_roster
from db.acts.roster_plan import TAKEN, Change, ImportPlan, Replaced, plan_import
from db.book import new_uid
from db.errors import Conflict, Refused
from db.imports.people import Fault, Person
from db.rules.names import School
from db.store import members as store

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Book

_SHOWN_FAULTS = 5


@dataclass(frozen=True)
class Imported:
    """What an import did, in people; `skipped` are rows that had faults."""

    added: int
    changed: int
    unchanged: int
    gone: int
    skipped: int


def commit_import(
    book: Book,
    plan: ImportPlan,
    *,
    skip_bad: bool = False,
    replace_secretary: bool = False,
    school: School = "surname",
) -> Imported:
    """Write a plan: every good row at once, or nothing.

    Args:
        book: the book.
        plan: what was shown.
        skip_bad: leave rows with faults out; without it one fault stops the whole file.
        replace_secretary: a 书记 whom the file replaces loses the post; without it nothing is written.
        school: of the name order.

    Raises:
        Refused: rows have faults and are not to be skipped, or the file replaces the 书记 and nobody agreed to it.
        Conflict: the book has changed since the plan was made.
    """
    if plan.faults and not skip_bad:
        raise Refused(faults_text(plan.faults), title="名册未导入")
    if plan.replaced and not replace_secretary:
        raise Refused(f"{replaced_text(plan.replaced)}请先确认。", title="名册未导入")
    if plan_import(book, plan.roster) != plan:
        raise Conflict("预览之后簿里的名册有了变化，请重新预览再导入。")
    if plan.changes_anything:
        with book.write("roster.imported") as writing:
            _write(book, writing.db, plan, school)
            follow_roster(writing.db)
            writing.about(added=plan.count("new"), changed=plan.count("changed"))
            writing.digest_of({str(row.person.row): dataclasses.asdict(row.person) for row in plan.rows})
    return Imported(
        added=plan.count("new"),
        changed=plan.count("changed"),
        unchanged=plan.count("same"),
        gone=plan.count("gone"),
        skipped=len(plan.roster.faulty_rows),
    )


def faults_text(faults: tuple[Fault, ...], shown: int = _SHOWN_FAULTS) -> str:
    """One sentence for a refused file: how many rows, the first faults, what to do."""
    rows = len({fault.row for fault in faults})
    first = "；".join(str(fault) for fault in faults[:shown])
    more = f"；另有{len(faults) - shown}处" if len(faults) > shown else ""
    return f"有{rows}行不能导入，全部未写入。{first}{more}。请改正后重新导入，或选择跳过这些行。"


def replaced_text(replaced: tuple[Replaced, ...]) -> str:
    """One sentence a 书记 who is replaced."""
    return "".join(
        f"一个支部只有一名书记：名册中是{one.name}，表里是{one.successor}。导入后{one.name}不再任书记。"
        for one in replaced
    )


def _write(book: Book, db: Database, plan: ImportPlan, school: School) -> None:
    made: dict[str, int] = {}
    touched: dict[int, set[str]] = defaultdict(set)
    for row in plan.rows:
        if row.outcome not in ("new", "changed"):
            continue
        branch = row.branch_id
        if branch is None:
            branch = made.get(row.branch) or _make_branch(book, db, row.branch)
            made[row.branch] = branch
        if row.outcome == "new":
            _insert(book, db, branch, row.person, school)
            touched[branch].add(row.person.name)
        elif row.member_id is not None:
            _change(book, db, branch, row.member_id, row.changes)
    for former in plan.replaced:
        store.update_member(db, former.member_id, {"post": ""})
    for branch, names in touched.items():
        mark_namesakes(book, db, branch, names)


def _make_branch(book: Book, db: Database, name: str) -> int:
    if name == UNNAMED_BRANCH:
        return ensure_branch(book, db, None)
    return store.insert_organisation(db, new_uid(), "branch", name, None)


def _insert(book: Book, db: Database, branch: int, person: Person, school: School) -> None:
    draft = MemberDraft(name=person.name, **{field: getattr(person, field) for field in TAKEN})
    group = ensure_group(book, db, branch, person.group)
    row = computed(book, checked(draft), school) | {"organisation_id": branch, "group_id": group}
    store.insert_member(db, row)


def _change(book: Book, db: Database, branch: int, member_id: int, changes: tuple[Change, ...]) -> None:
    row: dict[str, Any] = {change.field: change.new for change in changes if change.field != "group"}
    for change in changes:
        if change.field == "group":
            row["group_id"] = ensure_group(book, db, branch, change.new)
    store.update_member(db, member_id, row)
