"""What a poll says beside its counts: criteria, problems, texts, other pools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.present.ballot_counts import one_under_another
from tui.present.ballot_tables import SLACK, Table, counted, instead_of, is_small, key_of, rate_name, rate_of
from tui.present.wrap import cut, wrap_cjk
from tui.strings import ballot as words
from tui.widgets.cells import GAP
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import Part
    from db.views.polls import ResultRow
    from tui.present.ballot_tables import Shown

NAMES = (16, 32)
"""The least and the most that the names of the targets take."""

CRITERION = 11
"""Cells of a criterion in a column of its own: 20/3/1/0/0."""


def criteria(shown: Shown) -> Table:
    """Each target on each criterion and over all: across where there is room, else one under another."""
    parts = shown.result.sheet.form.parts
    name = _name_cells(shown)
    needed = 4 + GAP + name + sum(_part_width(part) + GAP for part in parts) + SLACK
    if shown.width >= needed:
        return _criteria_across(shown, parts, name)
    return one_under_another(shown)


def _name_cells(shown: Shown) -> int:
    """What the names of the targets take, beside columns of numbers."""
    longest = max((cell_len(target.label) for target in shown.result.sheet.targets), default=0)
    return max(NAMES[0], min(NAMES[1], longest))


def _part_width(part: Part) -> int:
    return max(CRITERION if len(part.scale.grades) <= 3 else CRITERION + 3, cell_len(part.name))


def _criteria_across(shown: Shown, parts: Sequence[Part], name: int) -> Table:
    columns = (
        Column("序号", 4, is_right=True),
        Column("对象", name),
        *(Column(part.name, _part_width(part)) for part in parts),
    )
    by_target: dict[int, list[ResultRow]] = {}
    for row in shown.result.rows:
        by_target.setdefault(row.target.id, []).append(row)
    rows = []
    for number, found in enumerate(by_target.values(), 1):
        cells = [
            instead_of(row, is_covered=shown.is_covered) or "/".join(map(str, row.count.cells))
            for row in found
        ]
        target = found[0].target
        rows.append(Row(key_of(target), (str(number), cut(target.label, name), *cells)))
    return Table(columns, tuple(rows))


def problems(shown: Shown) -> Table:
    """How often each problem was named of a target; targets without any are left out."""
    name = _name_cells(shown)
    columns = (Column("对象", name), Column("次数", 4, is_right=True), Column("存在问题", 0))
    named = shown.result.sheet.form.problems
    rows = []
    for row, counts in zip(shown.result.overall, shown.result.tally.problems, strict=True):
        if not any(counts):
            continue
        instead = instead_of(row, is_covered=shown.is_covered)
        if instead:
            rows.append(Row(key_of(row.target), (cut(row.target.label, name), "", instead), "muted"))
            continue
        label = cut(row.target.label, name)
        for number, (count, problem) in enumerate(zip(counts, named, strict=True), 1):
            if count:
                rows.append(
                    Row(f"problem{row.target.id}.{number}", (label, str(count), f"{number} {problem}"))
                )
                label = ""
    return Table(columns, tuple(rows) or (Row("none", ("", "", words.NO_PROBLEMS), "muted"),))


def texts(shown: Shown) -> Table:
    """What was written, in the order of its content; a long text takes several lines."""
    columns = (Column("", 4, is_right=True), Column("意见建议", 0))
    texts = shown.result.tally.texts
    if not texts:
        return Table(columns, (Row("none", ("", words.NOTHING_WRITTEN), "muted"),))
    if shown.is_covered:
        return Table(columns, (Row("covered", ("", words.COVERED_TEXTS.format(count=len(texts))), "muted"),))
    if is_small(shown.result):
        return Table(columns, (Row("small", ("", words.SOFTENED), "muted"),))
    rows = []
    for number, text in enumerate(texts, 1):
        for place, line in enumerate(wrap_cjk(text, max(10, shown.width - 10))):
            rows.append(Row(f"text{number}.{place}", ("" if place else str(number), line)))
    return Table(columns, tuple(rows))


def pools(shown: Shown) -> Table:
    """Every row as each pool counted it, and all of them together only where no pool keeps anything back."""
    pools = shown.pools
    assert pools is not None  # noqa: S101 - offered only where there are pools
    rate = rate_name(part.scale for part in pools.results[0].sheet.form.parts)
    names = [one.sheet.turnout.pool or words.MEMBERS_POOL for one in pools.results]
    first = max(14, min(max(map(cell_len, names)) + 2, 24))
    widest = [rate_of(part, ("",), rate) for part in pools.results[0].sheet.form.parts]
    width = max(map(cell_len, (rate, *widest)))
    room = max(NAMES[0], shown.width - SLACK - first - width - 2 * GAP)
    columns = (Column("", first), Column("票数", 0), Column(rate, width, is_right=True))
    blank = pools.results[0].sheet.form.blank_name
    rows = []
    for index, pool_row in enumerate(pools.rows):
        part = pool_row.part
        label = f"{pool_row.target.label} {part.name}".strip()
        rows.append(Row(f"row{index}", (str(index + 1), cut(label, room), ""), "head"))
        for name, row in zip(names, pool_row.each, strict=True):
            instead = words.SOFTENED if row is None else instead_of(row, is_covered=shown.is_covered)
            text = instead or counted(part, row.count, blank) if row is not None else instead
            share = rate_of(part, row.shares, rate) if row is not None and not instead else ""
            rows.append(
                Row(f"row{index}.{name}", (cut(f"　{name}", first), text, share), "muted" if instead else "")
            )
        if pool_row.total is not None and not shown.is_covered:
            cells = (
                f"　{words.TOTAL}",
                counted(part, pool_row.total, blank),
                rate_of(part, pool_row.shares, rate),
            )
            rows.append(Row(f"row{index}.total", cells, "good"))
    return Table(columns, tuple(rows))
