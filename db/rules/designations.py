"""Designations (先锋岗、示范岗、责任区): how many a branch may set up, how long one runs, when a check is due.

The limits, the check and the term are the scheme's (hebei: one or two 示范岗 a branch; shizong: number, standard and
check of each kind of 先锋岗).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import Enum

from db.rules.periods import RECURRING
from db.rules.scheme import Designation
from db.rules.spans import period_at


class State(str, Enum):
    """How a designation stands on a date."""

    RUNNING = "running"
    EXPIRED = "expired"  # its term is over and nobody has ended or renewed it
    ENDED = "ended"
    COMING = "coming"


def state(begins: str, ends: str, ended_on: str | None, today: str) -> State:
    """Say how a designation stands on an ISO date; the last day of its term belongs to it."""
    if ended_on is not None and ended_on <= today:
        return State.ENDED
    if begins > today:
        return State.COMING
    return State.EXPIRED if ends and ends < today else State.RUNNING


def why_not_another(kind: Designation, running: int) -> str:
    """Say why a branch cannot set up one more of a kind; empty where it can."""
    if kind.most and running >= kind.most:
        return f"“{kind.name}”每个支部最多设{kind.most}个，已有{running}个。要换人，请先撤下一个。"
    return ""


def missing(kind: Designation, running: int) -> int:
    """Return how many of a kind a branch still has to set up."""
    return max(0, kind.least - running)


def term_end(kind: Designation, begins: date) -> date | None:
    """Return the last day of a term that begins on a day, or None where it runs until withdrawn."""
    if not kind.term_months:
        return None
    years, month = divmod(begins.month - 1 + kind.term_months, 12)
    year = begins.year + years
    day = min(begins.day, monthrange(year, month + 1)[1])
    return date.fromordinal(date(year, month + 1, day).toordinal() - 1)


def why_not_end(begins: str, on: str, today: str) -> str:
    """Say why a designation cannot end on an ISO day: it has not come, or the designation had not begun by then.

    One that is yet to begin may be called off at once.
    """
    if on > today:
        return f"{on} 还没有到，不能先行撤下。"
    return f"{on} 早于开始日期 {begins}。" if on < min(begins, today) else ""


def check_is_due(kind: Designation, begins: str, last_check: str, today: str) -> bool:
    """Say whether a holder is still to be held against the standard in the period that an ISO date lies in.

    In the period in which a designation begins nothing is due; where the scheme names no rhythm nothing ever is.
    """
    if kind.check not in RECURRING:
        return False
    period = period_at(kind.check, date.fromisoformat(today))
    first = period.span.begins.isoformat()
    return begins < first and last_check < first
