"""A roster file held against the book: what each of its rows would become. Nothing here writes."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from db.acts.organisations import UNNAMED_BRANCH
from db.imports.people import Fault, Person
from db.rules import namesakes
from db.rules.moments import date_text
from db.rules.names import bare_name
from db.store import members as store
from db.words import SECRETARY_POST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.book import Reader
    from db.imports.roster import Roster

Outcome = Literal["new", "changed", "same", "gone"]
"""What a row becomes: a new member, a change, nothing, or nothing because he has left the branch."""

TAKEN = (
    "kind", "gender", "ethnicity", "birth", "education", "joined", "confirmed", "post", "job", "group", "phone", "note",
    "id_number", "address",
)  # fmt: skip
"""The fields that a file may change."""

_CLEARED_BY_A_BLANK = frozenset({"post"})
"""A blank cell says nothing, except under 党内职务: who is not named there has no post."""


@dataclass(frozen=True)
class Change:
    """One field of a member, old and new, as stored."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class PlannedRow:
    """What one row of the file becomes."""

    person: Person
    outcome: Outcome
    branch_id: int | None
    branch: str
    member_id: int | None = None
    changes: tuple[Change, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Replaced:
    """A 书记 of the book who keeps the post by the file's silence, while the file names another one."""

    member_id: int
    name: str
    successor: str


@dataclass(frozen=True)
class ImportPlan:
    """Every row of a file and what it becomes; `absent` are members whom the file does not name.

    `replaced` lose the post of 书记 when the plan is written, which has to be agreed to.
    """

    roster: Roster
    rows: tuple[PlannedRow, ...]
    absent: tuple[str, ...]
    replaced: tuple[Replaced, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What stops the file."""
        return self.roster.faults

    def count(self, outcome: Outcome) -> int:
        """How many rows have an outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def changes_anything(self) -> bool:
        """Whether committing would write anything."""
        return bool(self.count("new") or self.count("changed"))


def plan_import(book: Reader, roster: Roster) -> ImportPlan:
    """Hold a file against the book; writes nothing.

    A branch that the file names is matched to one of the book by name, else by its people; people of a file without
    branches go into the first. Where the book's only branch is still empty it takes the file's only one.
    """
    targets = _targets(book, roster)
    rows: list[PlannedRow] = []
    absent: list[str] = []
    replaced: list[Replaced] = []
    for (branch_id, branch), people in _by_target(roster.people, targets).items():
        known = _members_of(book, branch_id)
        planned = _planned(people, known, roster.given, branch_id, branch)
        rows.extend(planned)
        replaced.extend(_replaced(planned, known))
        named = {person.name for person in people} | {fault.name for fault in roster.faults}
        absent.extend(m["name"] for m in known if not m["left_at"] and m["name"] not in named)
    rows.sort(key=lambda row: row.person.row)
    return ImportPlan(roster, tuple(rows), tuple(absent), tuple(replaced))


def _targets(book: Reader, roster: Roster) -> dict[str, tuple[int | None, str]]:
    """For each branch that the file names, the branch of the book that takes its people; None is a new one."""
    known = store.branches(book)
    named = tuple(dict.fromkeys(person.branch for person in roster.people))
    by_name = {_plain_branch(name): (number, name) for number, name, _ in known}
    targets: dict[str, tuple[int | None, str]] = {}
    for branch in named:
        only_empty = len(known) == 1 and known[0][2] == 0 and len(named) == 1
        if not branch or only_empty:
            targets[branch] = (known[0][0], known[0][1]) if known else (None, branch or UNNAMED_BRANCH)
        else:
            same = by_name.get(_plain_branch(branch)) or _branch_of_same_people(book, roster, branch)
            targets[branch] = same or (None, branch)
    return targets


def _branch_of_same_people(book: Reader, roster: Roster, branch: str) -> tuple[int, str] | None:
    """The branch that most of a file's people belong to already, called otherwise in the book than in the file."""
    names = {person.name for person in roster.people if person.branch == branch}
    for number, name, _ in store.branches(book):
        here = {member["name"] for member in _members_of(book, number)}
        if 2 * len(names & here) > len(names):
            return number, name
    return None


def _plain_branch(name: str) -> str:
    """A branch's name without the words that people leave out."""
    plain = bare_name(name)
    for word in ("中国共产党", "中共", "委员会", "党支部", "支部"):
        plain = plain.replace(word, "")
    return plain or name


def _by_target(
    people: tuple[Person, ...], targets: Mapping[str, tuple[int | None, str]]
) -> dict[tuple[int | None, str], list[Person]]:
    found: dict[tuple[int | None, str], list[Person]] = defaultdict(list)
    for person in people:
        found[targets[person.branch]].append(person)
    return found


def _members_of(book: Reader, branch_id: int | None) -> list[dict[str, Any]]:
    return [] if branch_id is None else store.members_where(book, "m.organisation_id = ?", (branch_id,))


def _planned(
    people: list[Person],
    known: list[dict[str, Any]],
    given: frozenset[str],
    branch_id: int | None,
    branch: str,
) -> list[PlannedRow]:
    """The rows of one branch."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        found[person.name].append(person)
    rows = []
    for name, namesakes_found in found.items():
        # Those who are here come first, so that a row is matched to one who has left only where nobody fits.
        here = sorted((m for m in known if m["name"] == name), key=lambda m: m["left_at"] is not None)
        traits = [dataclasses.asdict(person) for person in namesakes_found]
        staying = [m for m in here if not m["left_at"]]
        pairs = namesakes.pair(traits, staying)
        left = [m for m in here if m["left_at"]]
        for person, place in zip(namesakes_found, pairs, strict=True):
            if place is not None:
                rows.append(_compared(person, staying[place], given, branch_id, branch))
            else:
                rows.append(_newcomer(person, staying, left, branch_id, branch))
    return rows


def _replaced(rows: list[PlannedRow], known: list[dict[str, Any]]) -> list[Replaced]:
    """Those of one branch who are 书记 and stay so by the rows, where a row makes somebody else 书记."""
    successor = next((row for row in rows if _becomes_secretary(row)), None)
    if successor is None:
        return []
    changed = {row.member_id for row in rows if any(change.field == "post" for change in row.changes)}
    return [
        Replaced(int(member["id"]), str(member["name"]), successor.person.name)
        for member in known
        if member["post"] == SECRETARY_POST and not member["left_at"] and member["id"] not in changed
    ]


def _becomes_secretary(row: PlannedRow) -> bool:
    if row.outcome == "new":
        return row.person.post == SECRETARY_POST
    return any(change.field == "post" and change.new == SECRETARY_POST for change in row.changes)


def _compared(
    person: Person, old: Mapping[str, Any], given: frozenset[str], branch_id: int | None, branch: str
) -> PlannedRow:
    changes = []
    for field in TAKEN:
        before, after = str(old[field]), str(getattr(person, field))
        if field not in given or (not after and field not in _CLEARED_BY_A_BLANK):
            continue
        after = namesakes.merged(field, before, after)
        if after != before:
            changes.append(Change(field, before, after))
    outcome: Outcome = "changed" if changes else "same"
    return PlannedRow(person, outcome, branch_id, branch, int(old["id"]), tuple(changes))


def _newcomer(
    person: Person,
    staying: list[dict[str, Any]],
    left: list[dict[str, Any]],
    branch_id: int | None,
    branch: str,
) -> PlannedRow:
    traits = dataclasses.asdict(person)
    for former in left:
        if namesakes.are_one_person(traits, former):
            remark = f"已于{date_text(former['left_at'])}调出（{former['left_reason']}），不再登记"
            return PlannedRow(person, "gone", branch_id, branch, int(former["id"]), remark=remark)
    remark = (
        "与名册中已有的人同名，按另一人登记" if staying else "表中有同名的人" if person.has_namesake else ""
    )
    return PlannedRow(person, "new", branch_id, branch, remark=remark)
