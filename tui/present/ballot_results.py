"""A counted poll as tables for the secretary's own eyes: the counts, criteria, problems, texts, pools side by side.

What the room would see along is covered; what unmasks people is left to the internal sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from db.rules.tally import smallest_open_count
from tui.present.wrap import wrap_cjk
from tui.strings import ballot as words
from tui.widgets.rows import GAP, Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import Part
    from db.rules.tally import RowCount
    from db.views.poll_results import PoolComparison
    from db.views.polls import PollResult, PollSheet, ResultRow, TargetRow

WIDE, MIDDLE = 80, 60
"""Cells that all columns of a result need, and all but the number; a narrower list leaves the share out too."""

SLACK = 3
"""Cells beside the columns: a margin each side and the scroll bar."""

RATES = 104
"""Cells from which every grade has its share beside it."""

CRITERION = 11
"""Cells of a criterion in a column of its own: 20/3/1/0/0."""


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


def views(result: PollResult, pools: PoolComparison | None) -> tuple[str, ...]:
    """The tables that a result has, in the order of their digits; none of a pool too small to show."""
    form = result.sheet.form
    if result.is_withheld:
        return ()
    there = {
        "counts": True,
        "criteria": bool(form.criteria),
        "problems": bool(form.problems),
        "texts": bool(form.text_bytes),
        "pools": pools is not None,
    }
    return tuple(view for view in words.VIEWS if there[view])


def views_hint(every: Sequence[str]) -> str:
    """Which digit shows which table; nothing where there is only one."""
    if len(every) <= 1:
        return ""
    named = "  ".join(f"{number} {words.VIEWS[view]}" for number, view in enumerate(every, 1))
    return words.VIEWS_HINT.format(views=named)


def table(view: str, shown: Shown) -> Table:
    """One of the tables of a result."""
    return TABLES[view](shown)


def key_of(target: TargetRow) -> str:
    """The key of a target's line: a member's own, so that finding somebody leads there."""
    return f"target{target.id}" if target.member_id is None else str(target.member_id)


# Counts


def _counts(shown: Shown) -> Table:
    sheet = shown.result.sheet
    if sheet.turnout.traits.decides:
        return _motion(shown)
    if sheet.form.most_chosen:
        return _ranking(shown)
    columns = result_columns(sheet, shown.width)
    named = next(column for column in columns if column.title == _named(sheet))
    room = named.width or shown.width - SLACK - sum(column.width + GAP for column in columns if column.width)
    if any(cell_len(target.label) > room for target in sheet.targets) and not sheet.is_of_members:
        return _one_under_another(shown)
    return Table(columns, tuple(result_rows(shown.result, shown.width, is_covered=shown.is_covered)))


def _named(sheet: PollSheet) -> str:
    """What the column of the targets is headed by."""
    return "姓名" if sheet.is_of_members else "内容"


def result_columns(sheet: PollSheet, width: int) -> tuple[Column, ...]:
    """The columns of the counts: a grade each, 弃权, 行废, and where there is room number, share and line."""
    names = sheet.scale.names
    ends = tuple(Column(head, 4, is_right=True) for head in (sheet.form.blank_name, words.VOID_ROWS))
    share = (Column(f"{names[0]}率", 7, is_right=True),) if width >= MIDDLE else ()
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
        instead = _instead(row, is_covered=is_covered)
        rates = (f"{count} {share:>7}" for count, share in zip(row.count.grades, row.shares, strict=True))
        grades = tuple(rates) if width >= RATES else tuple(map(str, row.count.grades))
        cells: tuple[str, ...] = (*grades, str(row.count.blank), str(row.count.void_rows))
        cells = (*cells, row.shares[0]) if MIDDLE <= width < RATES else cells
        cells = (*cells, _line(standing, result.places)) if has_limit else cells
        if instead:
            told = (instead,) if width >= RATES else (instead[:2], instead[2:])
            cells = (*told, *[""] * (len(cells) - len(told)))
        cells = (row.target.label, *cells) if width < WIDE else (str(number), row.target.label, *cells)
        tone = "muted" if instead else {"in": "good", "tied": "warn"}.get(standing, "") if has_limit else ""
        rows.append(Row(key_of(row.target), cells, tone))
    return rows


def _one_under_another(shown: Shown) -> Table:
    """A line for each target and one below for each judgement, where the names take more than a column."""
    form = shown.result.sheet.form
    longest = max(2 + cell_len(part.name) for part in form.parts)
    first = words.FIRST_RATE if form.criteria else f"{form.scale.names[0]}率"
    columns = (
        Column("", max(14, min(longest, shown.width - 58))),
        Column("票数", 0),
        Column(first, 7, is_right=True),
    )
    rows = []
    for index, row in enumerate(shown.result.rows):
        if index % len(form.parts) == 0:
            number = str(form.target_of(index) + 1)
            rows.append(Row(key_of(row.target), (number, row.target.label, ""), "head"))
        instead = _instead(row, is_covered=shown.is_covered)
        cells = (
            f"　{row.part.name}",
            instead or counted(row.part, row.count, form.blank_name),
            "" if instead else row.shares[0],
        )
        rows.append(Row(f"cell{row.target.id}.{row.part.code}", cells, "muted" if instead else ""))
    return Table(columns, tuple(rows))


def _instead(row: ResultRow, *, is_covered: bool) -> str:
    """What stands in the place of the counts of a row; nothing where they may be seen."""
    if is_covered:
        return words.COVERED_CELL
    if not row.target.is_graded:
        return words.UNGRADED_CELL
    return words.SOFTENED if row.is_softened else ""


def _line(standing: str, places: int) -> str:
    return {"in": words.IN_LINE.format(places=places), "tied": words.TIED}.get(standing, "")


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
        cells = (str(place), row.name, other, str(row.votes), row.share, _line(row.standing, result.places))
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


# Criteria


def _criteria(shown: Shown) -> Table:
    """Each target on each criterion and over all: across where there is room, else one under another."""
    parts = shown.result.sheet.form.parts
    needed = 4 + GAP + 16 + sum(_part_width(part) + GAP for part in parts) + SLACK
    if shown.width >= needed:
        return _criteria_across(shown, parts)
    return _one_under_another(shown)


def _part_width(part: Part) -> int:
    return max(CRITERION if len(part.scale.grades) <= 3 else CRITERION + 3, min(2 * len(part.name), 16))


def _criteria_across(shown: Shown, parts: Sequence[Part]) -> Table:
    columns = (
        Column("序号", 4, is_right=True),
        Column("对象", 16),
        *(Column(part.name, _part_width(part)) for part in parts),
    )
    by_target: dict[int, list[ResultRow]] = {}
    for row in shown.result.rows:
        by_target.setdefault(row.target.id, []).append(row)
    rows = []
    for number, found in enumerate(by_target.values(), 1):
        cells = [
            _instead(row, is_covered=shown.is_covered) or "/".join(map(str, row.count.cells)) for row in found
        ]
        target = found[0].target
        rows.append(Row(key_of(target), (str(number), target.label, *cells)))
    return Table(columns, tuple(rows))


def counted(part: Part, count: RowCount, blank: str = words.BLANK) -> str:
    """The counts of one judgement in words: 好20 一般3 差1 弃权0; 行废 only where there is any."""
    names = (*part.scale.names, blank, words.VOID_ROWS)
    told = zip(names, count.cells, strict=True)
    return " ".join(f"{name}{number}" for name, number in told if number or name != words.VOID_ROWS)


# Beside the marks


def _problems(shown: Shown) -> Table:
    """How often each problem was named of a target; targets without any are left out."""
    columns = (Column("对象", 20), Column("次数", 4, is_right=True), Column("存在问题", 0))
    named = shown.result.sheet.form.problems
    rows = []
    for row, counts in zip(shown.result.overall, shown.result.tally.problems, strict=True):
        if not any(counts):
            continue
        instead = _instead(row, is_covered=shown.is_covered)
        if instead:
            rows.append(Row(key_of(row.target), (row.target.label, "", instead), "muted"))
            continue
        label = row.target.label
        for number, (count, problem) in enumerate(zip(counts, named, strict=True), 1):
            if count:
                rows.append(
                    Row(f"problem{row.target.id}.{number}", (label, str(count), f"{number} {problem}"))
                )
                label = ""
    return Table(columns, tuple(rows) or (Row("none", ("", "", words.NO_PROBLEMS), "muted"),))


def _texts(shown: Shown) -> Table:
    """What was written, in the order of its content; a long text takes several lines."""
    columns = (Column("", 4, is_right=True), Column("意见建议", 0))
    texts = shown.result.tally.texts
    if not texts:
        return Table(columns, (Row("none", ("", words.NOTHING_WRITTEN), "muted"),))
    if shown.is_covered:
        return Table(columns, (Row("covered", ("", words.COVERED_TEXTS.format(count=len(texts))), "muted"),))
    if _is_small(shown.result):
        return Table(columns, (Row("small", ("", words.SOFTENED), "muted"),))
    rows = []
    for number, text in enumerate(texts, 1):
        for place, line in enumerate(wrap_cjk(text, max(10, shown.width - 10))):
            rows.append(Row(f"text{number}.{place}", ("" if place else str(number), line)))
    return Table(columns, tuple(rows))


def _is_small(result: PollResult) -> bool:
    """Whether so few slips are valid that everything of them unmasks people."""
    announced = result.sheet.turnout.traits.is_announced
    return not announced and result.tally.valid < smallest_open_count(result.sheet.rules.small_electorate)


def _pools(shown: Shown) -> Table:
    """Every row as each pool counted it, and all of them together only where no pool keeps anything back."""
    pools = shown.pools
    assert pools is not None  # noqa: S101 - offered only where there are pools
    first = pools.results[0].sheet.form.parts[0].scale.names[0]
    columns = (Column("", 14), Column("票数", 0), Column(f"{first}率", 7, is_right=True))
    names = [one.sheet.turnout.pool or words.MEMBERS_POOL for one in pools.results]
    blank = pools.results[0].sheet.form.blank_name
    rows = []
    for index, pool_row in enumerate(pools.rows):
        part = pool_row.part
        label = f"{pool_row.target.label} {part.name}".strip()
        rows.append(Row(f"row{index}", (str(index + 1), label, ""), "head"))
        for name, row in zip(names, pool_row.each, strict=True):
            instead = words.SOFTENED if row is None else _instead(row, is_covered=shown.is_covered)
            text = instead or counted(part, row.count, blank) if row is not None else instead
            share = row.shares[0] if row is not None and not instead else ""
            rows.append(Row(f"row{index}.{name}", (f"　{name}", text, share), "muted" if instead else ""))
        if pool_row.total is not None and not shown.is_covered:
            cells = (f"　{words.TOTAL}", counted(part, pool_row.total, blank), pool_row.shares[0])
            rows.append(Row(f"row{index}.total", cells, "good"))
    return Table(columns, tuple(rows))


TABLES: Final[MappingProxyType[str, Callable[[Shown], Table]]] = MappingProxyType(
    {"counts": _counts, "criteria": _criteria, "problems": _problems, "texts": _texts, "pools": _pools}
)


# The note above


def result_note(result: PollResult, view: str = "counts") -> str:
    """The sentence to read out, why rows are left out, what the line means, what the cleaning found."""
    sheet = result.sheet
    lines = [words.SENTENCE + result.sentence]
    if result.is_withheld:
        lines.append(words.WITHHELD.format(pool=sheet.turnout.pool, count=result.tally.valid))
    softened = [row.is_softened for row in result.overall if row.target.is_graded]
    if softened and _is_small(result):
        lines.append(words.SOFTENED_ALL.format(k=smallest_open_count(sheet.rules.small_electorate)))
    elif any(softened):
        lines.append(words.SOFTENED_SOME)
    if view == "counts" and result.places and not _is_small(result) and not result.is_withheld:
        line = words.PLACES_LINE if sheet.form.most_chosen else words.LIMIT_LINE
        lines.append(line.format(places=result.places))
    if view == "pools":
        lines.append(words.POOLS_NOTE)
    lines.append(facts(sheet))
    return "\n".join(lines)


def facts(sheet: PollSheet) -> str:
    """What was found after the boxes were destroyed."""
    if not sheet.is_cleaned or not sheet.facts:
        return words.FACTS_WAITING
    clean = {"boxes_left": 0, "wal_bytes": 0, "secure_delete": 1, "backups": 0}
    if sheet.facts == clean:
        return words.FACTS_CLEAN
    told = {
        "boxes_left": words.FAULT_BOXES.format(count=sheet.facts["boxes_left"]),
        "wal_bytes": words.FAULT_LOG,
        "secure_delete": words.FAULT_DELETE,
        "backups": words.FAULT_BACKUPS.format(count=sheet.facts["backups"]),
    }
    faults = [text for name, text in told.items() if sheet.facts[name] != clean[name]]
    return words.FACTS_BAD.format(faults="，".join(faults))
