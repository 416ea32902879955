"""Taking one act back though others came after it: what it changed goes back, what changed since stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

Row = tuple[Any, ...]
"""One stored row; its id comes first."""


def taken_back(
    before: Sequence[Row], after: Sequence[Row], now: Sequence[Row], *, left_alone: Collection[int] = ()
) -> tuple[Row, ...] | None:
    """The rows without what one act did to them; None where something that it did was changed since.

    Args:
        before: The rows before the act.
        after: The rows after it.
        now: The rows as they are.
        left_alone: Columns, by index, that stay as they are now and decide nothing.
    """
    old, new, current = ({row[0]: row for row in rows} for rows in (before, after, now))
    result: dict[Any, Row] = {}
    for key in dict.fromkeys((*current, *old)):
        row: Row | None
        if key in old and key not in new:
            row = None if key in current else old[key]
        elif key in new and key not in old:
            if key in current and _is_like(current[key], new[key], left_alone):
                continue
            row = None
        elif key not in old:
            row = current[key]
        elif key not in current:
            if old[key] == new[key]:
                continue
            row = None
        else:
            row = _row_taken_back(old[key], new[key], current[key], left_alone)
        if row is None:
            return None
        result[key] = row
    return tuple(result.values())


def _is_like(one: Row, other: Row, left_alone: Collection[int]) -> bool:
    pairs = enumerate(zip(one, other, strict=True))
    return all(first == second for index, (first, second) in pairs if index not in left_alone)


def _row_taken_back(old: Row, new: Row, current: Row, left_alone: Collection[int]) -> Row | None:
    values = []
    for index, (was, became, is_now) in enumerate(zip(old, new, current, strict=True)):
        is_untouched = was == became or index in left_alone
        if not is_untouched and is_now != became:
            return None
        values.append(is_now if is_untouched else was)
    return tuple(values)
