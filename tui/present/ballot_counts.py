"""The counts of a poll: a grade each, most votes first, or of one motion; one under another where names are long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.present.ballot_tables import SLACK, Table, counted, instead_of, key_of, line_of, rate_name
from tui.strings import ballot as words
from tui.widgets.cells import GAP
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from db.views.polls import PollResult, PollSheet, ResultRow
    from tui.present.ballot_tables import Shown

WIDE, MIDDLE = 80, 60
"""Cells that all columns of a result need, and all but the number; a narrower list leaves the share out too."""

RATES = 104
"""Cells from which every grade has its share beside it."""


def counts(shown: Shown) -> Table:
    """The counts over all, as the kind of poll and the room there is have them."""
    sheet = shown.result.sheet
    if sheet.turnout.traits.decides:
        return _motion(shown)
    if sheet.form.most_chosen:
        return _ranking(shown)
    columns = result_columns(sheet, shown.width)
    named = next(column for column in columns if column.title == _named(sheet))
    room = named.width or shown.width - SLACK - sum(column.width + GAP for column in columns if column.width)
    if any(cell_len(target.label) > room for target in sheet.targets) and not sheet.is_of_members:
        return one_under_another(shown)
    return Table(columns, tuple(result_rows(shown.result, shown.width, is_covered=shown.is_covered)))


def _named(sheet: PollSheet) -> str:
    """What the column of the targets is headed by."""
    return "姓名" if sheet.is_of_members else "内容"


def result_columns(sheet: PollSheet, width: int) -> tuple[Column, ...]:
    """The columns of the counts: a grade each, 弃权, 行废, and where there is room number, share and line."""
    names = sheet.scale.names
    ends = tuple(Column(head, 4, is_right=True) for head in (sheet.form.blank_name, words.VOID_ROWS))
    share = (Column(rate_name([sheet.scale]), 7, is_right=True),) if width >= MIDDLE else ()
    line = (Column("线", 4),) if sheet.has_limit else ()
    number = (Column("序号", 4, is_right=True),) if width >= WIDE else ()
    if width >= RATES:
        grades, share = tuple(Column(name, 12, is_right=True) for name in names), ()
    else:
        grades = tuple(Column(name[:2], 4, is_right=True) for name in names)
    rest = (*grades, *ends, *share, *line)
    room = width - SLACK - GAP - sum(column.width + GAP for column in (*number, *rest)) + GAP
    label = Column(_named(sheet), max(10, min(20, room)) if sheet.is_of_members else 0)
    return (*number, label, *rest)


def result_rows(result: PollResult, width: int, *, is_covered: bool) -> list[Row]:
    """The counts: covered where the room looks on, softened where they unmask."""
    rows = []
    has_limit = result.sheet.has_limit
    for number, (row, standing) in enumerate(zip(result.overall, result.limit_standings, strict=True), 1):
        instead = instead_of(row, is_covered=is_covered)
        rates = (f"{count} {share:>7}" for count, share in zip(row.count.grades, row.shares, strict=True))
        grades = tuple(rates) if width >= RATES else tuple(map(str, row.count.grades))
        cells: tuple[str, ...] = (*grades, str(row.count.blank), str(row.count.void_rows))
        cells = (*cells, row.shares[0]) if MIDDLE <= width < RATES else cells
        cells = (*cells, line_of(standing, result.places)) if has_limit else cells
        if instead:
            told = (instead,) if width >= RATES else (instead[:2], instead[2:])
            cells = (*told, *[""] * (len(cells) - len(told)))
        cells = (row.target.label, *cells) if width < WIDE else (str(number), row.target.label, *cells)
        tone = "muted" if instead else {"in": "good", "tied": "warn"}.get(standing, "") if has_limit else ""
        rows.append(Row(key_of(row.target), cells, tone))
    return rows


def one_under_another(shown: Shown) -> Table:
    """A line for each target and one below for each judgement, where the names take more than a column."""
    form = shown.result.sheet.form
    longest = max(2 + cell_len(part.name) for part in form.parts)
    rate = rate_name(part.scale for part in form.parts)
    share = max(cell_len(_share(row, rate)) for row in shown.result.rows)
    columns = (
        Column("", max(14, min(longest, shown.width - 58))),
        Column("票数", 0),
        Column(rate, share, is_right=True),
    )
    rows = []
    for index, row in enumerate(shown.result.rows):
        if index % len(form.parts) == 0:
            number = str(form.target_of(index) + 1)
            rows.append(Row(key_of(row.target), (number, row.target.label, ""), "head"))
        instead = instead_of(row, is_covered=shown.is_covered)
        cells = (
            f"　{row.part.name}",
            instead or counted(row.part, row.count, form.blank_name),
            "" if instead else _share(row, rate),
        )
        rows.append(Row(f"cell{row.target.id}.{row.part.code}", cells, "muted" if instead else ""))
    return Table(columns, tuple(rows))


def _share(row: ResultRow, rate: str) -> str:
    """The share of the best grade; with its name where the column is not named for it."""
    share = f"{row.shares[0]:>7}"
    return f"{row.part.scale.names[0]} {share}" if rate == words.RATES else share


def _ranking(shown: Shown) -> Table:
    """A 推荐, most votes first; shared places have one number."""
    result = shown.result
    columns = (
        Column("名次", 4, is_right=True),
        Column("姓名", 0),
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
