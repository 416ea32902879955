"""People and faults as a roster file gives them, and how two people of one name are told apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from db.words import SECRETARY_POST


@dataclass(frozen=True)
class Fault:
    """What is wrong in one place of the file: the row's number there, the column's name, the value and the fault.

    `name` is the person's, where the row has one.
    """

    row: int
    column: str
    value: str
    problem: str
    name: str = ""

    def __str__(self) -> str:
        shown = f"“{self.value}”" if self.value else "空"
        name = f"{self.name} " if self.name and self.name != self.value else ""
        return f"第{self.row}行 {name}{self.column}：{shown}，{self.problem}"


@dataclass(frozen=True)
class Person:
    """One row that can go into the book; dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, what is missing is empty."""

    row: int
    name: str
    kind: str = "full"
    gender: str = ""
    ethnicity: str = ""
    birth: str = ""
    education: str = ""
    joined: str = ""
    confirmed: str = ""
    post: str = ""
    job: str = ""
    group: str = ""
    branch: str = ""
    phone: str = ""
    note: str = ""
    id_number: str = ""
    address: str = ""
    has_namesake: bool = False


def told_apart(people: list[Person]) -> tuple[tuple[Person, ...], list[Fault]]:
    """Mark people of one name who can be told apart; a copy, or one who cannot, is a fault."""
    by_name: dict[tuple[str, str], list[Person]] = defaultdict(list)
    faults: list[Fault] = []
    for person in people:
        known = by_name[person.name, person.branch]
        fault = next((f for other in known if (f := _double(other, person))), None)
        if fault:
            faults.append(fault)
        else:
            known.append(person)
    bad = {fault.row for fault in faults}
    shared = {
        name for name, count in Counter(p.name for p in people if p.row not in bad).items() if count > 1
    }
    return tuple(replace(p, has_namesake=p.name in shared) for p in people if p.row not in bad), faults


def second_secretaries(people: tuple[Person, ...], title: str) -> tuple[tuple[Person, ...], list[Fault]]:
    """The people without every 书记 after the first of his branch, who is a fault under the column's title."""
    first: dict[str, Person] = {}
    faults = []
    for person in people:
        if person.post == SECRETARY_POST and first.setdefault(person.branch, person) is not person:
            other = first[person.branch]
            problem = f"第{other.row}行的{other.name}已是书记，一个支部只有一名书记"
            faults.append(Fault(person.row, title, person.post, problem, person.name))
    bad = {fault.row for fault in faults}
    return tuple(person for person in people if person.row not in bad), faults


def _double(first: Person, second: Person) -> Fault | None:
    if replace(first, row=0) == replace(second, row=0):
        problem = f"与第{first.row}行完全相同"
    elif not are_two_people(first, second):
        problem = f"与第{first.row}行同名，出生日期、手机等分不出是两个人"
    else:
        return None
    return Fault(second.row, "姓名", second.name, problem, second.name)


def are_two_people(first: Person, second: Person) -> bool:
    """Whether two rows of one name certainly speak of two people: something of the person differs."""
    dates = any(_differ(getattr(first, f), getattr(second, f)) for f in ("birth", "joined"))
    return dates or any(
        (mine := getattr(first, field)) and (other := getattr(second, field)) and mine != other
        for field in ("phone", "id_number", "gender")
    )


def _differ(one: str, other: str) -> bool:
    """Whether two partial dates, both known, differ as far as both go."""
    known = min(len(one), len(other))
    return one[:known] != other[:known]
