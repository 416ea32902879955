"""Registers as rows and sentences: the requirements, one sheet, the entries, one owner's page, the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from db.rules.ledger import format_tenths
from db.rules.register_fields import RATE, rate_tenths, rate_text
from db.rules.requirements import State, is_of_organisations
from db.views.register_sheet import said_text
from db.words import MEMBER_KIND
from tui.strings import registers as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from db.acts.registers import Filed
    from db.rules.requirements import Standing
    from db.rules.scheme import Requirement
    from db.views.register_pages import PageLine
    from db.views.register_sheet import EntryLine, Sheet, SheetLine
    from db.views.registers import Count, Matrix, MatrixRow

WIDE = 84
"""From so many cells on a sheet says what each entry says."""
NAME_CELLS, CELL = 22, 6
OPEN_CELLS = 24
"""What the page of one owner has for the periods that are open, at 80 columns."""

OVERVIEW_COLUMNS = (
    Column("序号", 4, is_right=True),
    Column("要求", 0),
    Column("多久几次", 14),
    Column("谁", 8),
    Column("完成", 7, is_right=True),
    Column("还欠", 4, is_right=True),
    Column("逾期", 4, is_right=True),
)
ENTRY_COLUMNS = (Column("日期", 10), Column("计入", 10), Column("数量", 4, is_right=True), Column("内容", 0))
PAGE_COLUMNS = (Column("要求", 18), Column("情况", 10), Column("期数", 9, is_right=True), Column("欠的是", 0))
_TONES = {State.DONE: "good", State.OWED: "", State.LATE: "warn", State.NONE: "muted"}


def every_text(requirement: Requirement) -> str:
    """How often and how many: 每月1本; 11月25日前1条."""
    if requirement.period == "by":
        _, month, day = requirement.ends.split("-")
        often = f"{int(month)}月{int(day)}日前"
    else:
        often = words.EVERY[requirement.period]
    if not requirement.how_many:
        return often + words.ANY_NUMBER
    return f"{often}{requirement.how_many}{requirement.unit}"


def heads(count: int, requirement: Requirement) -> str:
    """So many of those who owe: 26名 members, 3个 organisations."""
    return f"{count}{'个' if is_of_organisations(requirement) else '名'}"


def who_text(requirement: Requirement) -> str:
    """Who owes it: 全体党员, 书记, 预备党员, 各党小组; of several posts the first, which the document names."""
    if requirement.who == "kind":
        return "、".join(MEMBER_KIND[one] for one in requirement.whom)
    if requirement.who == "post":
        return requirement.whom[0] + ("等" if len(requirement.whom) > 1 else "")
    return words.WHO[requirement.who]


def overview_rows(counts: Sequence[Count]) -> list[Row]:
    """One line a requirement."""
    return [
        Row(
            one.requirement.code,
            (
                str(number),
                one.requirement.name,
                every_text(one.requirement),
                who_text(one.requirement),
                f"{one.done}/{one.asked}" if one.asked else "",
                str(one.owed) if one.owed else "",
                str(one.late) if one.late else "",
            ),
            "muted" if not one.asked else "warn" if one.late else "good" if one.done == one.asked else "",
        )
        for number, one in enumerate(counts, 1)
    ]


def overview_head(title: str, day: date, counts: Sequence[Count]) -> str:
    """Which day, how much is owed, under which scheme."""
    owed, late = sum(one.owed for one in counts), sum(one.late for one in counts)
    text = f"{day.month}月{day.day}日  要求{len(counts)}项"
    text += (f"，还欠{owed}项次" if owed else "") + (f"，逾期{late}项次" if late else "")
    return f"{text}  {title}"


def sheet_columns(*, is_wide: bool) -> tuple[Column, ...]:
    """The columns of a sheet; what an entry says only where there is room."""
    common = (
        Column("序号", 4, is_right=True),
        Column("姓名", NAME_CELLS if is_wide else 0),
        Column("本期", 10),
    )
    late = (Column("逾期", 7), Column("最近", 5))
    if is_wide:
        return (*common, *late, Column("党小组", 12), Column("内容", 0))
    return (*common, *late, Column("党小组", 12))


def sheet_rows(sheet: Sheet, marked: Collection[int]) -> list[Row]:
    """One line an owner; the key is his place on the sheet."""
    return [sheet_row(sheet, number, line, number in marked) for number, line in enumerate(sheet.lines)]


def sheet_row(sheet: Sheet, number: int, line: SheetLine, is_marked: bool) -> Row:
    """One owner in the period."""
    requirement = sheet.asked.requirement
    late = line.standing.late - (line.now.state is State.LATE)
    said = {code: text for code, text in line.said.items() if code != RATE}
    cells = (
        words.SELECTED if is_marked else str(number + 1),
        line.who.shown_name,
        now_text(requirement, line),
        f"另{late}期" if late else "",
        line.last_day[5:],
        line.who.group,
        said_text(requirement, said),
    )
    return Row(str(number), cells, "head" if is_marked else _TONES[line.now.state])


def now_text(requirement: Requirement, line: SheetLine) -> str:
    """How the period stands: 完成, 欠1, 逾期欠1, 1/3; a rate with its trend: 95.2% 上升."""
    now = line.now
    figure = rate_tenths(line.said.get(RATE, "")) if requirement.measure == "rate" else None
    if figure is not None:
        before = rate_tenths(line.before.get(RATE, ""))
        return f"{rate_text(figure)} {_trend(figure, before)}".rstrip()
    if now.state in (State.OWED, State.LATE):
        text = words.STATES[now.state.value].format(count=now.wanted - now.done)
        return f"{text} {now.done}/{now.wanted}" if now.done else text
    return f"{words.STATES[now.state.value]} {now.done}" if now.done > 1 or (now.done and not now.wanted) else words.STATES[now.state.value]  # fmt: skip


def _trend(figure: int, before: int | None) -> str:
    if before is None:
        return ""
    return words.RATE_SAME if figure == before else words.RATE_UP if figure > before else words.RATE_DOWN


def next_owing(sheet: Sheet, here: int) -> int:
    """The next line that still owes; where none does below, simply the next."""
    owing = (State.OWED, State.LATE)
    below = (n for n, line in enumerate(sheet.lines) if n > here and line.now.state in owing)
    return next(below, max(0, min(here + 1, len(sheet.lines) - 1)))


def sheet_head(sheet: Sheet) -> str:
    """Which requirement, which period until when, how many have done it."""
    one, period = sheet.asked, sheet.period
    last = min(period.span.ends, one.duty.held.ends)
    until = (
        f"（至{last.month}月{last.day}日）"
        if last.year < 9999 and one.requirement.period not in ("by", "day")
        else ""
    )
    asked = sum(line.now.state is not State.NONE for line in sheet.lines)
    place = one.periods.index(period) + 1
    pages = f"  第{place}/{len(one.periods)}期" if len(one.periods) > 1 else ""
    count = sheet.count(State.DONE)
    return f"{one.requirement.name}  {period.label}{until}  完成{count}/{asked}{pages}"


def filed_text(filed: Filed, requirement: Requirement, period: str, names: Sequence[str]) -> str:
    """Say what was entered: for whom, in which period, the points that followed, whom it passed over."""
    who = names[0] + (f"等{heads(len(filed.entry_ids), requirement)}" if len(filed.entry_ids) > 1 else "")
    text = words.FILED.format(who=who, name=requirement.name, period=period)
    if filed.points:
        text += words.FILED_POINTS.format(points=format_tenths(filed.points[0].tenths, sign=True))
        text += f"（{len(filed.points)}人）" if len(filed.points) > 1 else ""
    if filed.skipped:
        text += words.SKIPPED.format(count=len(filed.skipped), why=filed.skipped[0][1])
    return text


def entry_rows(entries: Sequence[EntryLine]) -> list[Row]:
    """The entries of one owner; a withdrawn one says why."""
    return [
        Row(
            str(one.id),
            (
                one.day,
                one.counts_on if one.counts_on != one.day else "",
                str(one.amount),
                f"已撤回：{one.withdrawn_why}" if one.withdrawn_why else one.text,
            ),
            "muted" if one.withdrawn_why else "",
        )
        for one in entries
    ]


def page_rows(lines: Sequence[PageLine]) -> list[Row]:
    """Everything one owner owes: a line a requirement, the open periods named."""
    rows = []
    for one in lines:
        open_now = [each for each in one.periods if each.state in (State.LATE, State.OWED)]
        stands = one.standing
        text = words.STATE_NAMES[stands.state.value] + (f"{stands.late}期" if stands.late else "")
        periods = f"{stands.periods_done}/{stands.periods_due}" if stands.periods_due else ""
        cells = (one.requirement.name, text, periods, _open_text([each.period.label for each in open_now]))
        rows.append(Row(one.requirement.code, cells, _TONES[stands.state]))
    return rows


def _open_text(labels: Sequence[str]) -> str:
    """Which periods are open: 9月、10月; of more than fit only the first: 5月起共7期. A year that all share goes unsaid."""
    if not labels:
        return ""
    year = labels[-1][:5]
    if all(label.startswith(year) and label != year for label in labels):
        labels = [label[len(year) :] for label in labels]
    text = "、".join(labels)
    return text if cell_len(text) <= OPEN_CELLS else f"{labels[0]}起共{len(labels)}期"


# The matrix


def matrix_columns(matrix: Matrix, first: int, count: int, at: int) -> tuple[Column, ...]:
    """Names and so many requirements from the first on; the one under the cursor is marked."""
    shown = matrix.asked[first : first + count]
    heads = [
        Column(
            (">" if first + place == at else "") + set_cell_size(one.requirement.name, CELL - 2).rstrip(),
            CELL,
        )
        for place, one in enumerate(shown)
    ]
    return (Column("序号", 4, is_right=True), Column("姓名", NAME_CELLS), *heads)


def columns_that_fit(width: int) -> int:
    """How many requirements stand abreast in so many cells."""
    return max(1, (width - 2 - 6 - NAME_CELLS - 2) // (CELL + 2))


def matrix_row(number: int, row: MatrixRow, first: int, count: int) -> Row:
    """One owner's line of the matrix."""
    cells = tuple(cell_text(cell) for cell in row.cells[first : first + count])
    return Row(str(number), (str(number + 1), row.who.shown_name, *cells), _TONES[_worst(row)])


def _worst(row: MatrixRow) -> State:
    """How somebody stands over all that is asked of him; NONE where nothing is."""
    states = {cell.state for cell in row.cells if cell is not None}
    return next((one for one in (State.LATE, State.OWED, State.DONE) if one in states), State.NONE)


def cell_text(cell: Standing | None) -> str:
    """One cell: 完成, 欠1, 逾期3, 无; blank where nothing is asked of him at all. A hundred periods have no room for 期."""
    if cell is None:
        return ""
    count = cell.late if cell.state is State.LATE else cell.owed
    text = words.CELLS[cell.state.value].format(count=count)
    return text if cell_len(text) <= CELL else words.MANY_LATE.format(count=count)


def matrix_head(matrix: Matrix, *, is_filtered: bool) -> str:
    """Which day, and how many members have done all, owe something, are late, or are asked for nothing."""
    people = [row for row in matrix.rows if row.who.owner.member_id is not None]
    worst = [_worst(row) for row in people]
    day = matrix.day
    text = words.MATRIX_HEAD.format(
        day=f"{day.year}年{day.month}月{day.day}日", count=len(people), done=worst.count(State.DONE),
        owed=worst.count(State.OWED), late=worst.count(State.LATE),
    )  # fmt: skip
    free = worst.count(State.NONE)
    text += words.MATRIX_FREE.format(count=free) if free else ""
    return text + (words.ONLY_OWING if is_filtered else "")


def column_text(counts: Sequence[Count], at: int, width: int) -> str:
    """What the column under the cursor is about."""
    if not counts:
        return words.EMPTY
    one = counts[at]
    text = words.COLUMN.format(
        number=at + 1, name=one.requirement.name, every=every_text(one.requirement), done=one.done, asked=one.asked,
        owed=one.owed, late=one.late,
    )  # fmt: skip
    return text if cell_len(text) <= width else set_cell_size(text, width)
