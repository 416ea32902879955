"""What runs out soon and what is late, and how many owe it: what the home page says of the registers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.requirements import deadline, is_of_organisations
from db.views import register_owners as owners
from db.views.register_asked import asked_on, ending
from db.views.registers import matrix, rows_of

if TYPE_CHECKING:
    from datetime import date

    from db.book import Reader
    from db.rules.requirements import Midway
    from db.rules.scheme import Requirement, Scheme
    from db.rules.spans import Period
    from db.views.registers import Count


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
            if one.how_many and (found := ending(asked_on(reader, scheme, one, day, midway), last)).periods
        ]
        people = owners.members_on(reader, day) if asked else ()
        bodies = owners.organisations(reader) if asked else ()
        soon = []
        for one in asked:
            who = bodies if is_of_organisations(one.requirement) else people
            live = [each for each in who if each.is_asked(one.requirement)]
            owing = sum(
                1 for row in rows_of(reader, (one,), (one,), live) if row.cells[0] and row.cells[0].owed
            )
            if owing:
                period = one.periods[-1]
                soon.append(DueSoon(one.requirement, period, deadline(one.duty, period), owing))
    return tuple(sorted(soon, key=lambda each: each.deadline))


@dataclass(frozen=True)
class Owing:
    """What the registers wait for: what runs out soon, the earliest first, and what is late, in the scheme's order."""

    soon: tuple[DueSoon, ...]
    late: tuple[Count, ...]


def owing(reader: Reader, scheme: Scheme, day: date, last: date, midway: Midway = "share") -> Owing:
    """What runs out between a date and another, and what is late on the first of them."""
    with reader.snapshot():
        soon = due_soon(reader, scheme, day, last, midway)
        counted = [one.code for one in scheme.requirements if one.how_many]
        counts = matrix(reader, scheme, day, midway, codes=counted).counts() if counted else ()
    return Owing(soon, tuple(one for one in counts if one.late))
