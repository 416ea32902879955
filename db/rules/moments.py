"""Moments as stored (aware UTC ISO text) and as people read them (local)."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo

WEEKDAYS = "一二三四五六日"


def moment(text: str) -> datetime:
    """The stored text as an aware datetime."""
    return datetime.fromisoformat(text)


def stored(when: datetime) -> str:
    """An aware datetime as the text that a book stores."""
    return when.astimezone(timezone.utc).isoformat(timespec="milliseconds")


def local(text: str, zone: tzinfo | None = None) -> datetime:
    """The stored moment in local time, or in `zone`."""
    return moment(text).astimezone(zone)


def clock_text(text: str | None, zone: tzinfo | None = None) -> str:
    """`14:32`, or nothing."""
    return f"{local(text, zone):%H:%M}" if text else ""


def date_text(text: str | None, zone: tzinfo | None = None) -> str:
    """`2026年11月22日`, or nothing; takes a moment or a local date."""
    if not text:
        return ""
    day = datetime.fromisoformat(text)
    day = day.astimezone(zone) if day.tzinfo else day
    return f"{day.year}年{day.month}月{day.day}日"


def date_time_text(text: str | None, zone: tzinfo | None = None) -> str:
    """`2026年11月22日（星期日）14:30`, or nothing; takes a moment or a local date and time."""
    if not text:
        return ""
    day = datetime.fromisoformat(text)
    day = day.astimezone(zone) if day.tzinfo else day
    return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）{day:%H:%M}"


def partial_date_text(text: str) -> str:
    """A partial ISO date as people write it: `1978年`, `1978年12月`, `1978年12月5日`; any other wording as it is."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return text
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def between_ms(start: str, end: str) -> int:
    """Milliseconds from one stored moment to another."""
    return int((moment(end) - moment(start)) / timedelta(milliseconds=1))
