"""Everything that one member or organisation owes, period by period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.requirements import summed
from db.views.register_asked import asked_on
from db.views.registers import details

if TYPE_CHECKING:
    from datetime import date

    from db.book import Reader
    from db.rules.requirements import Midway, PeriodStanding, Standing
    from db.rules.scheme import Requirement, Scheme
    from db.views.register_asked import Asked
    from db.views.register_owners import OwnerRow


@dataclass(frozen=True)
class PageLine:
    """One requirement of one owner, period by period."""

    requirement: Requirement
    standing: Standing
    periods: tuple[PeriodStanding, ...]


def page(
    reader: Reader, scheme: Scheme, who: OwnerRow, day: date, midway: Midway = "share"
) -> tuple[PageLine, ...]:
    """Everything that one member or organisation owes on a date, in the scheme's order."""
    with reader.snapshot():
        asked = [
            asked_on(reader, scheme, one, day, midway) for one in scheme.requirements if who.is_asked(one)
        ]
        done = details(reader, asked, who.column, (who.number,))
    found = []
    for one in asked:
        lines = one.lines(done.get((one.duty.code, who.number), {}), who.holder(one.duty.code))
        found.append(PageLine(one.requirement, summed(lines), lines))
    return tuple(found)


def page_of(reader: Reader, one: Asked, who: OwnerRow) -> tuple[PeriodStanding, ...]:
    """Every due period of one requirement for one owner."""
    done = details(reader, (one,), who.column, (who.number,))
    return one.lines(done.get((one.duty.code, who.number), {}), who.holder(one.duty.code))
