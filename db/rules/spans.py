"""Spans of whole days: what two of them share, and the periods of the calendar as spans that can be counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from db.rules.periods import Every, stretch_of


@dataclass(frozen=True, order=True)
class Span:
    """Whole local days from ``begins`` to ``ends``, both among them; a span that ends before it begins is empty."""

    begins: date
    ends: date

    @property
    def days(self) -> int:
        """How many days it has; 0 where it is empty."""
        return max(0, (self.ends - self.begins).days + 1)

    def __contains__(self, day: date) -> bool:
        return self.begins <= day <= self.ends

    def meet(self, other: Span) -> Span:
        """Return the days that both have."""
        return Span(max(self.begins, other.begins), min(self.ends, other.ends))


ALWAYS = Span(date.min, date.max)
"""Every day."""


def span_of(begins: str, ends: str) -> Span:
    """Read a span from ISO days; an empty one is open on that side.

    Raises:
        ValueError: a text is no ISO day.
    """
    first = date.fromisoformat(begins) if begins else date.min
    return Span(first, date.fromisoformat(ends) if ends else date.max)


@dataclass(frozen=True)
class Period:
    """One period of the calendar, whole: its stable key, what people call it, its days."""

    key: str
    label: str
    span: Span


def period_at(every: Every, day: date) -> Period:
    """Return the recurring period that holds a day.

    Raises:
        ValueError: ``every`` does not come again.
    """
    found = stretch_of(day.isoformat(), every)
    return Period(found.key, found.label, span_of(found.begins, found.ends))


def periods(every: Every, span: Span) -> tuple[Period, ...]:
    """Return the recurring periods that have a day in a span, whole and in order.

    Raises:
        ValueError: ``every`` does not come again.
    """
    found: list[Period] = []
    day = span.begins
    while day <= span.ends:
        period = period_at(every, day)
        found.append(period)
        day = period.span.ends + timedelta(days=1)
    return tuple(found)


def covered(period: Span, held: Span, away: Iterable[Span] = ()) -> int:
    """Count the days of a period that are held and not away; spans of absence may overlap."""
    inside = period.meet(held)
    gone = 0
    upto = inside.begins
    for each in sorted(span.meet(inside) for span in away):
        rest = Span(max(each.begins, upto), each.ends)
        if rest.days:
            gone += rest.days
            upto = min(rest.ends, date.max - timedelta(days=1)) + timedelta(days=1)
    return inside.days - gone
