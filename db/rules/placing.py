"""Where a line falls among votes: the k-th place of a 推荐, the last of the places for 优秀; who ties at it.

A line informs: 民主测评 is 不唯票数, and who of those that tie is named is for the meeting (DOMAIN §2.1, §3.2: ties for
the last seats are voted on again).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from db.rules.tally import SMALLEST_K, RowCount, Tally

Standing = Literal["in", "tied", "out"]
"""Above the line, level with others at it for fewer places than they are, or below it."""


def standings(votes: Sequence[int], places: int) -> tuple[Standing, ...]:
    """Tell of each how it stands to the line after so many places; who has no vote is never above it."""
    if places <= 0:
        return tuple("out" for _ in votes)
    ordered = sorted(votes, reverse=True)
    line = ordered[places - 1] if places <= len(ordered) else 0
    level = sum(vote >= line for vote in votes)

    def standing(vote: int) -> Standing:
        if vote == 0 or vote < line:
            return "out"
        return "tied" if vote == line and level > places else "in"

    return tuple(standing(vote) for vote in votes)


def combined(tallies: Sequence[Tally]) -> Tally | None:
    """Add the counts of several pools up, or None where that would tell of a pool too small to show.

    Counts alone are added: problems, names and texts stay with the pool that they came from.

    Args:
        tallies: Counts of the same question, a pool each.
    """
    if len(tallies) < 2 or any(one.valid < SMALLEST_K or not one.rows for one in tallies):
        return None
    return Tally(
        valid=sum(one.valid for one in tallies),
        void=sum(one.void for one in tallies),
        rows=tuple(_added(rows) for rows in zip(*(one.rows for one in tallies), strict=True)),
    )


def _added(rows: Sequence[RowCount]) -> RowCount:
    grades = tuple(sum(counts) for counts in zip(*(row.grades for row in rows), strict=True))
    return RowCount(grades, sum(row.blank for row in rows), sum(row.void_rows for row in rows))


def line_remark(what: str, places: int, tied: Sequence[str]) -> str:
    """Say on paper where the line is and who ties at it: the branch decides, not the count."""
    text = f"{what}{places}名。"
    if tied:
        text += f"{'、'.join(tied)}得票相同，正在名额线上，由支部研究确定。"
    return text
