"""How numbers, names and dates are written on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from db.rules.prose import clause

_DIGITS = "零一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"
BRANCH_POSTS = ("书记", "副书记")
"""Posts that say nothing without the body that they belong to."""
_BREAK_AFTER = "局委会司院校部处厂站区市县省镇乡室心社团所行"


def chinese_number(number: int) -> str:
    """Write 1–9999 as used in headings: 10 is 十, 12 is 十二, 105 is 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out[1:] if out.startswith("一十") else out


def padded(name: str) -> str:
    """Write a name of two characters as wide as one of three: 王　伟."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and not name.isascii() else name


def folded(name: str, most: int) -> str:
    """Write a name for a narrow cell: what tells namesakes apart, and what follows the dot, on a line of its own.

    Args:
        name: As lists show it.
        most: Characters that a line of the cell holds; a name of no more is left on one.
    """
    if len(name) <= most:
        return padded(name)
    own, _, mark = name.partition("（")
    before, dot, after = own.partition("·")
    lines = [f"{before}{dot}", after] if dot and len(own) > most else [padded(own)]
    return "\n".join(line for line in (*lines, mark.removesuffix("）")) if line)


def branch_post(post: str) -> str:
    """Write a post of the branch's own as papers do: 书记 is 党支部书记, 组织委员 stays."""
    return f"党支部{post}" if post in BRANCH_POSTS else post


def comrade(name: str) -> str:
    """Address a speaker: 赵明（区委组织部）is 赵明同志（区委组织部）."""
    bare, bracket, rest = name.partition("（")
    return name if "同志" in bare else f"{bare}同志{bracket}{rest}"


def listed(parts: Iterable[str], otherwise: str = "无") -> str:
    """Join with 、 what is not empty."""
    return "、".join(part for part in parts if part) or otherwise


def with_note(name: str, note: str) -> str:
    """Write 冯军（因公出差）, or the name alone."""
    told = clause(note)
    return f"{name}（{told}）" if told else name


def day(value: date) -> str:
    """Write 2026年11月22日."""
    return f"{value.year}年{value.month}月{value.day}日"


def span(start: datetime | None, end: datetime | None) -> str:
    """Write when a meeting was held, to the minute: 2026年11月22日（星期日）14:30至17:10."""
    if start is None:
        return ""
    opening = f"{day(start)}（星期{_WEEKDAYS[start.weekday()]}）{start:%H:%M}"
    if end is None:
        return opening
    closing = f"{end:%H:%M}" if end.date() == start.date() else f"{day(end)}{end:%H:%M}"
    return f"{opening}至{closing}"


def moment(value: datetime) -> str:
    """Write 2026年11月22日17:10."""
    return f"{day(value)}{value:%H:%M}"


def title_lines(text: str, limit: int = 20) -> tuple[str, ...]:
    """Break a title into lines of nearly equal length, after the name of a body where one ends nearby.

    Twenty characters of 2号 fill the line.
    """
    count = -(-len(text) // limit)
    if count < 2:
        return (text,)
    target = -(-len(text) // count)
    fits = [
        at
        for at in range(1, len(text))
        if at <= limit
        and len(text) - at <= limit * (count - 1)
        and text[at - 1] in _BREAK_AFTER
        and abs(at - target) <= 4
    ]
    at = min(fits, key=lambda place: abs(place - target), default=target)
    return (text[:at], *title_lines(text[at:], limit))
