"""What is to be done before the meeting, and how much of it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

STUDY, OPINIONS, TALKS, MATERIALS, REPORTED = "study", "opinions", "talks", "materials", "reported"
"""The codes of the checklist, in the order of the work."""

CODES = (STUDY, OPINIONS, TALKS, MATERIALS, REPORTED)


@dataclass(frozen=True)
class Preparation:
    """One line of the checklist.

    Attributes:
        code: Which line; a branch may add others than `CODES`.
        name: What people call it.
        unit: The measure word of its count; empty where nothing is counted.
        count: How many were done; None while unknown.
        needed: How many are due; 0 where no number is prescribed.
        is_done: Whether the secretary holds it for done.
    """

    code: str
    name: str = ""
    unit: str = ""
    count: int | None = None
    needed: int = 0
    is_done: bool = False


def needed_by_default(code: str, members: int) -> int:
    """Return how many are due in a branch of `members`: one 对照检查材料 a member, at least one of study and report."""
    return {STUDY: 1, MATERIALS: members, REPORTED: 1}.get(code, 0)


def is_enough(count: int | None, needed: int) -> bool:
    """Say whether a count alone shows that the line is done."""
    return count is not None and count >= max(1, needed)


def missing(lines: Iterable[Preparation]) -> tuple[Preparation, ...]:
    """Return the lines of the checklist that are still to be done."""
    return tuple(line for line in lines if not line.is_done)


def checklist_sentence(lines: Iterable[Preparation]) -> str:
    """Write what 通报准备情况 says of the checklist; lines with nothing done are left out.

    For example 集中学习2次，征求意见31条，谈心谈话26人次，收到对照检查材料26份，方案已报上级。
    Those that were only ticked are named together: 集中学习、谈心谈话已完成，方案已报上级。
    """
    done = [line for line in lines if line.is_done or line.count]
    ticked = [line.name for line in done if not line.count and line.code != REPORTED]
    parts = [_phrase(line) for line in done if line.count and line.code != REPORTED]
    if ticked:
        parts.append("、".join(ticked) + "已完成")
    if any(line.code == REPORTED for line in done):
        parts.append("方案已报上级")
    return "，".join(parts) + "。" if parts else ""


def notice_by(meeting_day: date, notice_days: int) -> date:
    """Return the last day on which the notice of the meeting still goes out in time."""
    return meeting_day - timedelta(days=notice_days)


def _phrase(line: Preparation) -> str:
    verb = "收到" if line.code == MATERIALS else ""
    return f"{verb}{line.name}{line.count}{line.unit}"
