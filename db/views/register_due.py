"""What runs out soon, and how many still owe it: a line on the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.requirements import deadline, is_of_organisations
from db.views import register_owners as owners
from db.views.register_asked import asked_on, ending
from db.views.registers import rows_of

if TYPE_CHECKING:
    from datetime import date

    from db.book import Reader
    from db.rules.requirements import Midway
    from db.rules.scheme import Requirement, Scheme
    from db.rules.spans import Period


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
