"""A requirement as it stands on a date: which of its periods are due, and how many each asks."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from db.rules.requirements import (
    EVERYBODY,
    PeriodStanding,
    Standing,
    deadline,
    due_periods,
    duty_of,
    first_day,
    needed,
    period_standings,
    summed,
)
from db.rules.spans import Span
from db.views import register_owners as owners

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.book import Reader
    from db.rules.requirements import Duty, Holder, Midway
    from db.rules.scheme import Requirement, Scheme
    from db.rules.spans import Period


@dataclass(frozen=True)
class Asked:
    """A requirement on a date: its periods that are due, and how many each asks of somebody who was always there.

    Attributes:
        full: The standing of such a one who has done nothing.
        due_rows: The periods as the rows of a JSON array, for SQL.
    """

    requirement: Requirement
    duty: Duty
    day: date
    midway: Midway
    periods: tuple[Period, ...]
    wanted: tuple[int, ...]
    full: Standing
    due_rows: str

    def line(self, period: Period, done: int, holder: Holder) -> PeriodStanding:
        """One period of one holder."""
        pair = (period, needed(self.duty, period, holder, self.midway))
        return period_standings(self.duty, (pair,), {period.key: done}, self.day)[0]

    def lines(self, done: dict[str, int], holder: Holder) -> tuple[PeriodStanding, ...]:
        """Every due period of one holder."""
        pairs = zip(self.periods, self.wanted, strict=True)
        if not holder.is_regular:
            pairs = zip(
                self.periods,
                (needed(self.duty, period, holder, self.midway) for period in self.periods),
                strict=True,
            )
        return period_standings(self.duty, pairs, done, self.day)


def asked_on(
    reader: Reader, scheme: Scheme, requirement: Requirement, day: date, midway: Midway = "share"
) -> Asked:
    """A requirement as it stands on a date.

    One with a first day is followed from it; one that simply holds, through the year of the date, and not from before
    the book was begun.
    """
    duty = duty_of(scheme, requirement)
    begins = duty.held.begins.isoformat() if duty.held.begins > date.min else ""
    since = first_day(begins, date(day.year, 1, 1), min(owners.begun(reader), day))
    periods = due_periods(duty, Span(since, day))
    wanted = tuple(needed(duty, period, EVERYBODY, midway) for period in periods)
    full = summed(period_standings(duty, zip(periods, wanted, strict=True), {}, day))
    return Asked(requirement, duty, day, midway, periods, wanted, full, _due_rows(duty, day, periods, wanted))


def ending(one: Asked, last: date) -> Asked:
    """A requirement with only the period that runs and ends by a date."""
    kept = [
        (period, wanted)
        for period, wanted in zip(one.periods, one.wanted, strict=True)
        if one.day <= deadline(one.duty, period) <= last
    ]
    full = summed(period_standings(one.duty, kept, {}, one.day))
    periods, wanted = tuple(each for each, _ in kept), tuple(count for _, count in kept)
    due_rows = _due_rows(one.duty, one.day, periods, wanted)
    return replace(one, periods=periods, wanted=wanted, full=full, due_rows=due_rows)


def _due_rows(duty: Duty, day: date, periods: Iterable[Period], wanted: Iterable[int]) -> str:
    """The periods of a duty as the rows of a JSON array, written once for every query that asks about them."""
    rows = (
        (
            duty.code,
            max(period.span.begins, duty.held.begins).isoformat(),
            min(period.span.ends, duty.held.ends).isoformat(),
            count,
            int(deadline(duty, period) < day),
            period.key,
        )
        for period, count in zip(periods, wanted, strict=True)
    )
    return json.dumps(list(rows))[1:-1]
