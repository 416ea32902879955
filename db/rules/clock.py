"""Clocks of the agenda and of the meeting.

A clock is two stored facts: the time already spent and the moment the present run began. Nothing ticks, so nothing
is lost when the program dies: whoever reads the book later works out the same elapsed time. Durations are whole
milliseconds where they are stored and whole seconds where they are shown; the present moment is a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

LAST_CALL_SECONDS = 60
"""An item says 将到时 when this much of its plan is left."""


class Pace(str, Enum):
    """How an item stands against its plan."""

    UNTIMED = "untimed"
    AHEAD = "ahead"
    CLOSING = "closing"
    OVER = "over"


@dataclass(frozen=True)
class Clock:
    """Planned and spent time of one agenda item.

    Attributes:
        planned: Planned length in seconds; 0 means that none was planned.
        spent_ms: Milliseconds of all earlier runs.
        running_since: When the present run began, aware; None while it stands.
    """

    planned: int = 0
    spent_ms: int = 0
    running_since: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Whether the clock is going."""
        return self.running_since is not None


def start(clock: Clock, now: datetime) -> Clock:
    """Set a standing clock going; a going one is left alone."""
    return clock if clock.is_running else replace(clock, running_since=now)


def pause(clock: Clock, now: datetime) -> Clock:
    """Stop a going clock and keep what it measured; a standing one is left alone."""
    return replace(clock, spent_ms=elapsed_ms(clock, now), running_since=None)


def elapsed_ms(clock: Clock, now: datetime) -> int:
    """Return milliseconds spent so far; a system clock that was set back takes nothing away."""
    if clock.running_since is None:
        return clock.spent_ms
    run = (now - clock.running_since) // timedelta(milliseconds=1)
    return clock.spent_ms + max(0, run)


def elapsed(clock: Clock, now: datetime) -> int:
    """Return whole seconds spent so far."""
    return elapsed_ms(clock, now) // 1000


def remaining(clock: Clock, now: datetime) -> int:
    """Return seconds of the plan that are left, never below zero."""
    return max(0, clock.planned - elapsed(clock, now))


def overrun(clock: Clock, now: datetime) -> int:
    """Return seconds beyond the plan; zero for an item without one."""
    return max(0, elapsed(clock, now) - clock.planned) if clock.planned else 0


def pace(clock: Clock, now: datetime) -> Pace:
    """Say how the item stands against its plan."""
    if not clock.planned:
        return Pace.UNTIMED
    if overrun(clock, now):
        return Pace.OVER
    if remaining(clock, now) <= min(LAST_CALL_SECONDS, clock.planned // 4):
        return Pace.CLOSING
    return Pace.AHEAD


def expected_end(now: datetime, unfinished: Iterable[Clock]) -> datetime:
    """Return when the meeting ends if every unfinished item takes what is left of its plan."""
    return now + timedelta(seconds=sum(remaining(clock, now) for clock in unfinished))


def planned_total(clocks: Iterable[Clock]) -> int:
    """Return the seconds that all items were planned to take."""
    return sum(clock.planned for clock in clocks)


def mmss(seconds: int) -> str:
    """Write a duration as minutes and seconds; minutes go on past 59, so that 95:00 stays comparable with its plan."""
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def minutes_text(seconds: int) -> str:
    """Write a duration in the words of the minutes: 40秒, 3分, 1小时35分."""
    if seconds < 60:
        return f"{seconds}秒"
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return f"{minutes}分"
    return f"{hours}小时{minutes}分" if minutes else f"{hours}小时"


def overrun_text(clock: Clock, now: datetime) -> str:
    """Return 超时 3分, or an empty string while the plan holds."""
    over = overrun(clock, now)
    return f"超时 {minutes_text(over)}" if over else ""


def clock_text(clock: Clock, now: datetime) -> str:
    """Return 12:05 / 20:00, or 12:05 for an item without a plan."""
    spent = mmss(elapsed(clock, now))
    return f"{spent} / {mmss(clock.planned)}" if clock.planned else spent
