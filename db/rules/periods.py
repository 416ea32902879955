"""How often something is owed, and the stretches of days that this makes.

Weeks begin on Monday and belong to the year of their Thursday (ISO 8601); the other periods follow the calendar.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Every = Literal["once", "day", "week", "month", "quarter", "half", "year", "by"]
EVERY: tuple[Every, ...] = ("once", "day", "week", "month", "quarter", "half", "year", "by")
"""`once` at any time while the scheme runs, `by` until a date; the others come again."""

RECURRING: tuple[Every, ...] = ("day", "week", "month", "quarter", "half", "year")
_HALVES = ("上半年", "下半年")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class Stretch:
    """One period: how people call it, its stable key, its first and last day (ISO)."""

    key: str
    label: str
    begins: str
    ends: str


def stretch_of(day: str, every: Every) -> Stretch:
    """Return the recurring period that holds an ISO day.

    Raises:
        ValueError: ``every`` does not come again, or the day is none.
    """
    at = date.fromisoformat(day)
    if every == "day":
        return Stretch(day, f"{at.month}月{at.day}日", day, day)
    if every == "week":
        return _week(at)
    if every not in _MONTHS:
        raise ValueError(f"{every} does not come again")
    size = _MONTHS[every]
    first = (at.month - 1) // size * size + 1
    last = first + size - 1
    place = (first - 1) // size + 1
    key, label = {
        "month": (f"{at.year}-{first:02d}", f"{at.year}年{first}月"),
        "quarter": (f"{at.year}Q{place}", f"{at.year}年第{'一二三四'[(place - 1) % 4]}季度"),
        "half": (f"{at.year}H{place}", f"{at.year}年{_HALVES[(place - 1) % 2]}"),
        "year": (f"{at.year}", f"{at.year}年"),
    }[every]
    end = date(at.year, last, monthrange(at.year, last)[1])
    return Stretch(key, label, date(at.year, first, 1).isoformat(), end.isoformat())


def _week(at: date) -> Stretch:
    monday = at - timedelta(days=at.weekday())
    sunday = monday + timedelta(days=6)
    year, number, _ = at.isocalendar()
    return Stretch(f"{year}W{number:02d}", f"{year}年第{number}周", monday.isoformat(), sunday.isoformat())
