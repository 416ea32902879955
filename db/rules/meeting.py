"""What a meeting is planned as, and which step it may take next: 筹备 → 开会 → 散会 → 闭会."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from enum import Enum

YEARS = range(1949, 2200)

_PLANNED = re.compile(
    r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:时点](?:(\d{1,2})分?)?)?",
)


class State(str, Enum):
    """Where a meeting stands; the value is what the book stores."""

    PLANNED = "planned"
    RUNNING = "running"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


def planned_moment(text: str) -> str | None:
    """Read a planned date and time as people type it.

    Returns:
        Local ISO text (2026-11-22T14:30, or 2026-11-22 where no time was typed), empty for empty input,
        None where it cannot be read.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return ""
    found = _PLANNED.fullmatch(typed)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.group(1, 2, 3))
    hour, minute = found.group(4), found.group(5) or "0"
    try:
        moment = datetime(year, month, day, int(hour or 0), int(minute))  # noqa: DTZ001 local by definition
    except ValueError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M") if hour else moment.date().isoformat()


def time_of_day(text: str) -> tuple[int, int] | None:
    """Read 9:05, 14：30 or 14点30 as hour and minute; None where it cannot be read."""
    found = re.fullmatch(r"(\d{1,2})[:时点.](\d{1,2})分?", unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2))
    return (hour, minute) if hour < 24 and minute < 60 else None


def round_year(today: date) -> int:
    """Return the 年度 that a meeting planned on a day belongs to: a year's round runs on into March of the next."""
    return today.year - 1 if today.month <= 3 else today.year


def why_not_plan(title: str, year: int, planned_at: str | None) -> str:
    """Return what a plan still lacks, or an empty string."""
    if not title.strip():
        return "请填写会议名称。"
    if year not in YEARS:
        return "年度应为四位数的年份，例如2026。"
    return "会议时间请写作“2026-11-22 14:30”。" if planned_at is None else ""


def why_not_open(state: State, *, other_running: str = "") -> str:
    """Return why the meeting cannot be opened, or an empty string."""
    if state is State.RUNNING:
        return "会议已经开会。"
    if state is State.CLOSED:
        return "会议已经闭会，不能再开。"
    return f"“{other_running}”正在进行，请先散会。" if other_running else ""


def why_not_adjourn(state: State, *, open_poll: str = "") -> str:
    """Return why the meeting cannot be adjourned, or an empty string."""
    if state is not State.RUNNING:
        return "会议还没有开会。" if state is State.PLANNED else "会议已经散会。"
    return f"“{open_poll}”尚未计票完毕，请先完成计票再散会。" if open_poll else ""


def why_not_close(state: State, *, open_poll: str = "") -> str:
    """Return why the meeting cannot be closed for good, or an empty string."""
    if state is State.CLOSED:
        return "会议已经闭会。"
    if state is not State.ADJOURNED:
        return "请先散会，再闭会。"
    return f"“{open_poll}”尚未计票完毕，请先完成计票再闭会。" if open_poll else ""


def why_not_change(state: State, *, is_final: bool = False) -> str:
    """Return why what is recorded can no longer be changed, or an empty string.

    Args:
        state: Where the meeting stands.
        is_final: Whether its minutes are final, after which only a 更正说明 may follow.
    """
    if is_final:
        return "会议记录已经定稿，会议情况不能再改。如有差错，请在会议记录中写更正说明。"
    return "会议已经闭会，记录不能再改。如有差错，请在会议记录中写更正说明。" if state is State.CLOSED else ""


def why_not_run(state: State) -> str:
    """Return why the agenda's clocks cannot go, or an empty string."""
    if state is State.RUNNING:
        return ""
    if state is State.PLANNED:
        return "会议还没有开会。请先在“议程”按 9 宣布开会。"
    return why_not_change(state) or "会议已经散会。如需继续，请先恢复开会。"
