"""The counts of a poll: a grade each, most votes first, or of one motion; one under another where names are long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui.present.ballot_tables import SLACK, Table, counted, instead_of, key_of, line_of, rate_name, rate_of
from tui.present.fitting import spread
from tui.present.wrap import cut
from tui.strings import ballot as words
from tui.widgets.cells import GAP
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import BallotForm
    from db.views.polls import PollResult, PollSheet, ResultRow
    from tui.present.ballot_tables import Shown

LABEL = (10, 24)
"""The least and the most that a member's name takes."""

RATE = 12
"""Cells of a grade with its share beside it: 20  95.04%."""


@dataclass(frozen=True)
class Plan:
    """Which columns a list of counts has beside name, grades, 弃权, 行废 and line.

    Attributes:
        has_number: The number on the slip.
        has_share: The share of the best grade.
        has_rates: Every grade has its share beside it.
    """

    has_number: bool
    has_share: bool
    has_rates: bool


PLANS: Final = (
    Plan(has_number=True, has_share=False, has_rates=True),
    Plan(has_number=True, has_share=True, has_rates=False),
    Plan(has_number=False, has_share=True, has_rates=False),
    Plan(has_number=False, has_share=False, has_rates=False),
)
"""Tried one after another: the first in which every name and grade is whole."""


def counts(shown: Shown) -> Table:
    """The counts over all, as the kind of poll and the room there is have them."""
    sheet = shown.result.sheet
    if sheet.turnout.traits.decides:
        return _motion(shown)
    if sheet.form.most_chosen:
        return _ranking(shown)
    plan = plan_of(sheet, shown.width)
    if plan is None:
        return one_under_another(shown)
    columns = result_columns(sheet, plan, shown.width)
    return Table(columns, tuple(result_rows(shown.result, plan, columns, is_covered=shown.is_covered)))


def plan_of(sheet: PollSheet, width: int) -> Plan | None:
    """The columns that there is room for beside the longest name; None where there is too little for any."""
    least, most = LABEL
    longest = max((cell_len(target.label) for target in sheet.targets), default=0)
    wanted = max(least, min(most, longest) if sheet.is_of_members else longest)
    return next((plan for plan in PLANS if _room(sheet, plan, width) >= wanted), None)


def _room(sheet: PollSheet, plan: Plan, width: int) -> int:
    """The cells that the other columns leave a name."""
    beside = (*_number(plan), *_numbers(sheet, plan))
    return width - SLACK - sum(column.width + GAP for column in beside)


def result_columns(sheet: PollSheet, plan: Plan, width: int) -> tuple[Column, ...]:
    """The columns of the counts: a grade each, never cut, 弃权, 行废, and what the plan has beside them."""
    label = min(LABEL[1], _room(sheet, plan, width)) if sheet.is_of_members else 0
    return (*_number(plan), Column(_named(sheet), label), *_numbers(sheet, plan))


def _named(sheet: PollSheet) -> str:
    """What the column of the rows is called."""
    return "姓名" if sheet.is_of_members else "内容"


def _number(plan: Plan) -> tuple[Column, ...]:
    return (Column("序号", 4, is_right=True),) if plan.has_number else ()


def _numbers(sheet: PollSheet, plan: Plan) -> tuple[Column, ...]:
    """Every column behind the name."""
    least = RATE if plan.has_rates else 4
    grades = [Column(name, max(least, cell_len(name)), is_right=True) for name in sheet.scale.names]
    ends = [Column(head, 4, is_right=True) for head in (sheet.form.blank_name, words.VOID_ROWS)]
    rate = rate_name([sheet.scale])
    share = [Column(rate, max(7, cell_len(rate)), is_right=True)] if plan.has_share else []
    line = [Column("线", 4)] if sheet.has_limit else []
    return (*grades, *ends, *share, *line)


def result_rows(result: PollResult, plan: Plan, columns: Sequence[Column], *, is_covered: bool) -> list[Row]:
    """The counts: covered where the room looks on, softened where they unmask."""
    rows = []
    has_limit = result.sheet.has_limit
    name = 1 if plan.has_number else 0
    for number, (row, standing) in enumerate(zip(result.overall, result.limit_standings, strict=True), 1):
        instead = instead_of(row, is_covered=is_covered)
        cells = _cells(row, plan)
        cells = (*cells, line_of(standing, result.places)) if has_limit else cells
        if instead:
            cells = tuple(spread(instead, [column.width for column in columns[name + 1 :]]))
        label = cut(row.target.label, columns[name].width or cell_len(row.target.label))
        cells = (str(number), label, *cells) if plan.has_number else (label, *cells)
        tone = "muted" if instead else {"in": "good", "tied": "warn"}.get(standing, "") if has_limit else ""
        rows.append(Row(key_of(row.target), cells, tone))
    return rows


def _cells(row: ResultRow, plan: Plan) -> tuple[str, ...]:
    """The numbers of a row, as many of them as the plan has."""
    shares = (f" {share:>7}" if plan.has_rates else "" for share in row.shares)
    grades = (f"{count}{share}" for count, share in zip(row.count.grades, shares, strict=True))
    ends = (str(row.count.blank), str(row.count.void_rows))
    return (*grades, *ends, *((row.shares[0],) if plan.has_share else ()))


def one_under_another(shown: Shown) -> Table:
    """A line for each target and one below for each judgement, where the names take more than a column."""
    form = shown.result.sheet.form
    rate = rate_name(part.scale for part in form.parts)
    share = max(cell_len(rate_of(row.part, row.shares, rate)) for row in shown.result.rows)
    first = _first_cells(form, shown.width)
    room = max(LABEL[0], shown.width - SLACK - first - share - 2 * GAP)
    columns = (Column("", first), Column("票数", 0), Column(rate, share, is_right=True))
    rows = []
    for index, row in enumerate(shown.result.rows):
        if index % len(form.parts) == 0:
            number = str(form.target_of(index) + 1)
            rows.append(Row(key_of(row.target), (number, cut(row.target.label, room), ""), "head"))
        instead = instead_of(row, is_covered=shown.is_covered)
        cells = (
            cut(f"　{row.part.name}", first),
            instead or counted(row.part, row.count, form.blank_name),
            "" if instead else rate_of(row.part, row.shares, rate),
        )
        rows.append(Row(f"cell{row.target.id}.{row.part.code}", cells, "muted" if instead else ""))
    return Table(columns, tuple(rows))


def _first_cells(form: BallotForm, width: int) -> int:
    """Cells before the counts: those of the judgements' names, or of a number where there is but one."""
    if len(form.parts) == 1:
        return 4
    longest = max(2 + cell_len(part.name) for part in form.parts)
    return max(14, min(longest, width - 58))


def _ranking(shown: Shown) -> Table:
    """A 推荐, most votes first; shared places have one number."""
    result = shown.result
    columns = (
        Column("名次", 4, is_right=True),
        Column(_named(result.sheet), 0),
        Column("", 4),
        Column("得票", 4, is_right=True),
        Column("得票率", 7, is_right=True),
        Column("线", 4),
    )
    rows = []
    ranking = result.ranking
    for index, row in enumerate(ranking):
        place = 1 + sum(other.votes > row.votes for other in ranking)
        other = words.NOT_ON_SLIP if row.is_written_in else ""
        cells = (str(place), row.name, other, str(row.votes), row.share, line_of(row.standing, result.places))
        tone = {"in": "good", "tied": "warn"}.get(row.standing, "")
        if shown.is_covered:
            # In the order of the votes the names alone would tell.
            cells, tone = ("", words.COVERED_CELL, "", "", "", ""), "muted"
        key = f"rank{index}" if row.member_id is None or shown.is_covered else str(row.member_id)
        rows.append(Row(key, cells, tone))
    return Table(columns, tuple(rows))


def _motion(shown: Shown) -> Table:
    """A motion: slips, opinions filed in writing, both together."""
    result = shown.result
    columns = (
        Column("", 8),
        Column("票数", 6, is_right=True),
        Column("书面", 6, is_right=True),
        Column("合计", 6, is_right=True),
    )
    row, filed = result.tally.rows[0], result.sheet.written
    names = (*result.sheet.scale.names, result.sheet.form.blank_name, words.VOID_ROWS)
    written = (filed.in_favour, filed.against, filed.abstaining, 0)
    rows = [
        Row(f"motion{name}", (name, str(count), str(more) if more else "", str(count + more)), "")
        for name, count, more in zip(names, row.cells, written, strict=True)
    ]
    return Table(columns, tuple(rows))
