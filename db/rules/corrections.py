"""Corrections: what is to be put right after the meeting, by whom and when; struck off once done."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum


class State(str, Enum):
    """Where a correction stands; the value is what the book stores."""

    OPEN = "open"
    STRUCK_OFF = "struck_off"


@dataclass(frozen=True)
class Correction:
    """One line of the 整改清单 as the rules see it.

    Attributes:
        state: Open or struck off.
        due: Its 时限; None where none was set.
    """

    state: State = State.OPEN
    due: date | None = None


def is_overdue(correction: Correction, today: date) -> bool:
    """Say whether an open correction is past its date; the date itself is still in time."""
    return correction.state is State.OPEN and correction.due is not None and correction.due < today


def due_date(text: str) -> date | None:
    """Return the last day that a 时限 allows, or None where it is worded otherwise (长期坚持).

    A month or a year ends with its last day: 2026-06 is due on 30 June 2026.
    """
    parts = text.strip().split("-")
    if len(parts) > 3 or not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:
        return None
    numbers = [int(part) for part in parts]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else 12
    try:
        day = numbers[2] if len(numbers) > 2 else monthrange(year, month)[1]
        return date(year, month, day)
    except ValueError:
        return None


def why_not_add(problem: str, measure: str, owner: str) -> str:
    """Return what a correction still lacks, or an empty string."""
    for value, name in ((problem, "存在问题"), (measure, "整改措施"), (owner, "责任人")):
        if not value.strip():
            return f"整改事项要写明{name}。"
    return ""


def why_not_strike(correction: Correction, result: str) -> str:
    """Return why a correction cannot be struck off, or an empty string; what came of it has to be written down."""
    if correction.state is State.STRUCK_OFF:
        return "本事项已经销号。"
    return "" if result.strip() else "销号要写明整改结果。"


def carried_sentence(corrections: Iterable[Correction], today: date) -> str:
    """Write what 通报 says of the last meeting's list.

    For example 上次整改事项5项，已销号3项，未完成2项（逾期1项）。
    """
    lines = tuple(corrections)
    if not lines:
        return ""
    struck = sum(1 for line in lines if line.state is State.STRUCK_OFF)
    late = sum(1 for line in lines if is_overdue(line, today))
    text = f"上次整改事项{len(lines)}项，已销号{struck}项"
    if len(lines) > struck:
        text += f"，未完成{len(lines) - struck}项" + (f"（逾期{late}项）" if late else "")
    return text + "。"
