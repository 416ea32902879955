"""What every table of a counted poll is made of: columns and rows, what is covered, what stays out because it unmasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.tally import smallest_open_count
from tui.strings import ballot as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.rules.ballot import Part, Scale
    from db.rules.settings import Rules
    from db.rules.tally import RowCount
    from db.views.poll_results import PoolComparison
    from db.views.polls import PollResult, ResultRow, TargetRow
    from tui.widgets.rows import Column, Row

SLACK = 3
"""Cells beside the columns: a margin each side and the scroll bar."""


@dataclass(frozen=True)
class Table:
    """One table of a result: its columns and its rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shown:
    """What a table is made of.

    Attributes:
        result: The counted poll.
        pools: Other pools beside it, or None.
        width: Cells of the list.
        is_covered: The room sees this screen.
    """

    result: PollResult
    pools: PoolComparison | None
    width: int
    is_covered: bool


def key_of(target: TargetRow) -> str:
    """The key of a target's line: a member's own, so that finding somebody leads there."""
    return f"target{target.id}" if target.member_id is None else str(target.member_id)


def instead_of(row: ResultRow, *, is_covered: bool) -> str:
    """What stands in the place of the counts of a row; nothing where they may be seen."""
    if is_covered:
        return words.COVERED_CELL
    if not row.target.is_graded and not row.part.code:
        return words.UNGRADED_CELL
    return words.SOFTENED if row.is_softened else ""


def rate_name(scales: Iterable[Scale]) -> str:
    """What the share of the best grade is called: 优秀率, 满意率; of scales that begin differently, 得票率 alone."""
    first = {scale.names[0] for scale in scales}
    return words.RATE.format(first=first.pop()) if len(first) == 1 else words.RATES


def rate_of(part: Part, shares: Sequence[str], rate: str) -> str:
    """The share of the best grade; with that grade's name where the column is not named for it.

    Args:
        part: The judgement; its scale begins with the best grade.
        shares: The share of each grade.
        rate: What the column is called, by `rate_name`.
    """
    share = f"{shares[0]:>7}"
    return f"{part.scale.names[0]} {share}" if rate == words.RATES else share


def rate_note(scale: Scale, rules: Rules) -> str:
    """What the share of the best grade leaves out, where another grade is named like it: 满意率 counts no 比较满意."""
    first, *rest = scale.names
    alike = [name for name in rest if name.endswith(first) and name != f"不{first}"]
    if not alike:
        return ""
    others = "".join(f"“{name}”" for name in alike)
    return words.RATE_NOTE.format(first=first, others=others, base=words.RATE_BASES[rules.percent_base])


def line_of(standing: str, places: int) -> str:
    """Where somebody stands beside the line that the places draw; nothing below it."""
    return {"in": words.IN_LINE.format(places=places), "tied": words.TIED}.get(standing, "")


def counted(part: Part, count: RowCount, blank: str = words.BLANK) -> str:
    """The counts of one judgement in words: 好20 一般3 差1 弃权0; 行废 only where there is any."""
    names = (*part.scale.names, blank, words.VOID_ROWS)
    told = zip(names, count.cells, strict=True)
    return " ".join(f"{name}{number}" for name, number in told if number or name != words.VOID_ROWS)


def is_small(result: PollResult) -> bool:
    """Whether so few slips are valid that everything of them unmasks people."""
    announced = result.sheet.turnout.traits.is_announced
    return not announced and result.tally.valid < smallest_open_count(result.sheet.rules.small_electorate)
