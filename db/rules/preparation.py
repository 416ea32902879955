"""What is to be done before the meeting, and how much of it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


class Task(str, Enum):
    """A line of the checklist; the value is what the book stores."""

    STUDY = "study"
    OPINIONS = "opinions"
    TALKS = "talks"
    MATERIALS = "materials"
    REPORT_UP = "report_up"

    @property
    def word(self) -> str:
        """Return the word shown on screen and paper."""
        return TASK_WORDS[self]

    @property
    def unit(self) -> str:
        """Return the measure word of its count."""
        return TASK_UNITS[self]


TASK_WORDS: dict[Task, str] = {
    Task.STUDY: "集中学习",
    Task.OPINIONS: "征求意见",
    Task.TALKS: "谈心谈话",
    Task.MATERIALS: "对照检查材料",
    Task.REPORT_UP: "方案报上级",
}

TASK_UNITS: dict[Task, str] = {
    Task.STUDY: "次",
    Task.OPINIONS: "条",
    Task.TALKS: "人次",
    Task.MATERIALS: "份",
    Task.REPORT_UP: "次",
}


@dataclass(frozen=True)
class Preparation:
    """One line of the checklist.

    Attributes:
        task: Which line.
        done: How many were done.
        needed: How many are due; at least 1.
        note: Free text, for example the topics studied.
    """

    task: Task
    done: int = 0
    needed: int = 1
    note: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether as many were done as are due."""
        return self.done >= self.needed


def needed_by_default(task: Task, members: int) -> int:
    """Return how many are due in a branch of `members`: materials and talks one a member, the rest one."""
    return max(1, members) if task in (Task.MATERIALS, Task.TALKS) else 1


def missing(lines: Iterable[Preparation]) -> tuple[Preparation, ...]:
    """Return the lines of the checklist that are still short."""
    return tuple(line for line in lines if not line.is_complete)


def checklist_sentence(lines: Iterable[Preparation]) -> str:
    """Write what 通报准备情况 says of the checklist; lines with nothing done are left out.

    For example 集中学习2次，征求意见31条，谈心谈话26人次，收到对照检查材料26份，方案已报上级。
    """
    parts = []
    for line in lines:
        if not line.done:
            continue
        if line.task is Task.REPORT_UP:
            parts.append("方案已报上级")
        elif line.task is Task.MATERIALS:
            parts.append(f"收到{line.task.word}{line.done}{line.task.unit}")
        else:
            parts.append(f"{line.task.word}{line.done}{line.task.unit}")
    return "，".join(parts) + "。" if parts else ""


def notice_by(meeting_day: date, notice_days: int) -> date:
    """Return the last day on which the notice of the meeting still goes out in time."""
    return meeting_day - timedelta(days=notice_days)
