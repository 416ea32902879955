"""The agenda: which items there are, in which order, and what may be done with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

MINUTES_MAX = 600
"""No item is planned for longer than ten hours."""


class Kind(str, Enum):
    """What an agenda item is about; the value is what the book stores."""

    BRIEFING = "briefing"
    WORK_REPORT = "work_report"
    COMMITTEE_REVIEW = "committee_review"
    SELF_REVIEW = "self_review"
    MOTION = "motion"
    APPRAISAL = "appraisal"
    POINTS = "points"
    COMMENTARY = "commentary"
    SUMMARY = "summary"
    OTHER = "other"


class State(str, Enum):
    """Where an item stands; the value is what the book stores."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    SKIPPED = "skipped"

    @property
    def is_current(self) -> bool:
        """Whether the meeting is at this item."""
        return self in (State.RUNNING, State.PAUSED)

    @property
    def is_finished(self) -> bool:
        """Whether the meeting is through with this item."""
        return self in (State.DONE, State.SKIPPED)


@dataclass(frozen=True)
class Item:
    """One agenda item as the rules see it.

    Attributes:
        id: The item's id.
        state: Where it stands.
        skip_reason: Why it was not taken, for a skipped one.
    """

    id: int
    state: State = State.WAITING
    skip_reason: str = ""


class Phase(str, Enum):
    """Before, in, after the meeting."""

    BEFORE = "会前"
    IN = "会中"
    AFTER = "会后"


@dataclass(frozen=True)
class Step:
    """One step of the whole procedure, as branches commonly hold it."""

    phase: Phase
    number: int
    title: str
    kind: Kind | None = None


STEPS: tuple[Step, ...] = (
    Step(Phase.BEFORE, 1, "确定主题、制定方案、报上级"),
    Step(Phase.BEFORE, 2, "集中学习"),
    Step(Phase.BEFORE, 3, "征求意见"),
    Step(Phase.BEFORE, 4, "谈心谈话"),
    Step(Phase.BEFORE, 5, "查摆问题、撰写对照检查材料"),
    Step(Phase.IN, 6, "清点人数、宣布开会"),
    Step(Phase.IN, 7, "通报准备情况及上次整改落实情况", Kind.BRIEFING),
    Step(Phase.IN, 8, "支委会报告工作并作对照检查", Kind.WORK_REPORT),
    Step(Phase.IN, 9, "评议支部班子", Kind.COMMITTEE_REVIEW),
    Step(Phase.IN, 10, "个人对照检查，书记带头", Kind.SELF_REVIEW),
    Step(Phase.IN, 11, "相互批评、表态", Kind.SELF_REVIEW),
    Step(Phase.IN, 12, "民主测评", Kind.APPRAISAL),
    Step(Phase.IN, 13, "上级领导点评", Kind.COMMENTARY),
    Step(Phase.IN, 14, "书记总结、表态", Kind.SUMMARY),
    Step(Phase.AFTER, 15, "提出评定意见、向本人反馈"),
    Step(Phase.AFTER, 16, "整改清单、承诺、公示"),
    Step(Phase.AFTER, 17, "报上级"),
    Step(Phase.AFTER, 18, "归档、传达给缺席党员"),
)


def current(items: Sequence[Item]) -> Item | None:
    """Return the item the meeting is at, or None between items."""
    return next((item for item in items if item.state.is_current), None)


def next_item(items: Sequence[Item]) -> Item | None:
    """Return the item that comes next: the first waiting one behind where the meeting is, else any left before it."""
    behind = max((index for index, item in enumerate(items) if item.state is State.DONE), default=-1)
    at = next((index for index, item in enumerate(items) if item.state.is_current), behind)
    waiting = [index for index, item in enumerate(items) if item.state is State.WAITING]
    later = [index for index in waiting if index > at]
    chosen = (later or waiting)[:1]
    return items[chosen[0]] if chosen else None


def move(items: Sequence[Item], item_id: int, to: int) -> tuple[Item, ...]:
    """Return the agenda with one item moved to a position counted from 0.

    Positions that the meeting has gone through stay as they were: an item never lands before the last one begun.
    An unknown or already begun item changes nothing.
    """
    moved = next((item for item in items if item.id == item_id), None)
    if moved is None or moved.state is not State.WAITING:
        return tuple(items)
    rest = [item for item in items if item.id != item_id]
    floor = max((index + 1 for index, item in enumerate(rest) if _is_fixed(item)), default=0)
    place = min(max(to, floor), len(rest))
    return (*rest[:place], moved, *rest[place:])


def start(items: Sequence[Item], item_id: int) -> tuple[Item, ...]:
    """Return the agenda with one item running; whatever was current becomes done."""
    return tuple(
        replace(item, state=State.RUNNING, skip_reason="")
        if item.id == item_id
        else replace(item, state=State.DONE)
        if item.state.is_current
        else item
        for item in items
    )


def why_not_start(item: Item) -> str:
    """Return why an item cannot be started, or an empty string; a finished one may be taken up again."""
    return "本项正在进行。" if item.state is State.RUNNING else ""


def why_not_move(item: Item) -> str:
    """Return why an item keeps its place, or an empty string."""
    return "" if item.state is State.WAITING else "已经开始、结束或记为未进行的议程不能再调整顺序。"


def why_not_skip(item: Item, reason: str) -> str:
    """Return why an item cannot be passed over, or an empty string; the reason goes into the minutes."""
    if item.state is State.DONE:
        return "本项已经进行过，不能再记为未进行。"
    if item.state is State.SKIPPED:
        return "本项已记为未进行。"
    return "" if reason.strip() else "未进行的议程要写明原因，写入会议记录。"


def why_not_remove(item: Item) -> str:
    """Return why an item cannot be taken off the agenda, or an empty string."""
    return "" if item.state is State.WAITING else "只有未开始的议程可以删除；已开始的请记为未进行。"


def why_not_minutes(minutes: int) -> str:
    """Return why a planned length is refused, or an empty string; 0 means without a plan."""
    return "" if 0 <= minutes <= MINUTES_MAX else f"计划时间应在0到{MINUTES_MAX}分钟之间。"


def _is_fixed(item: Item) -> bool:
    return item.state in (State.RUNNING, State.PAUSED, State.DONE)
