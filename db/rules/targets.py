"""Targets (达标目标): a share of organisations or members by a day, or a share that only has to rise.

zibo asks for 50 %, 70 % and all of its organisations by the ends of three years; zibo, shizong and hebei for a rising
share of the first tier. A share is reached when the count is, never by rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from db.rules.scheme import Target


class State(str, Enum):
    """How a target stands on a date."""

    REACHED = "reached"
    RUNNING = "running"
    MISSED = "missed"
    UNKNOWN = "unknown"  # there is nobody to count, or nothing to compare with yet


def needed(share: int, total: int) -> int:
    """Return how many of a total make a share in per cent: 50 % of 3 are 2."""
    return -(-share * total // 100)


def state(target: Target, up: int, total: int, today: str, before: tuple[int, int] | None = None) -> State:
    """Say how a target stands.

    Args:
        target: The target.
        up: How many are up to it.
        total: Out of how many.
        today: ISO date asked about; the last day still counts.
        before: For a share that rises, how many out of how many at the beginning; None where nobody looked.
    """
    if not total:
        return State.UNKNOWN
    if target.share:
        is_reached = up >= needed(target.share, total)
    elif before is None or not before[1]:
        return State.UNKNOWN
    else:
        is_reached = up * before[1] > before[0] * total
    if is_reached:
        return State.REACHED
    return State.MISSED if target.by and target.by < today else State.RUNNING


def percent(part: int, total: int) -> int:
    """Return a share in whole per cent, rounded down, so that 100 is said of all only."""
    return 100 * part // total if total else 0


def subject_code(targets: Iterable[Target], target: Target) -> str:
    """Return the code under which placements speak of a target: that of the first that asks for the same thing."""
    return next(one.code for one in targets if one.what == target.what and one.subject == target.subject)


def next_target(targets: Sequence[Target], today: str) -> Target | None:
    """Return the target whose day comes next; the last one where all are past, None where none has a day."""
    dated = sorted((one for one in targets if one.by), key=lambda one: one.by)
    return next((one for one in dated if one.by >= today), dated[-1] if dated else None)
