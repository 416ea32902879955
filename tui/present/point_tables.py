"""The tables of the points as rows: year, months, groups, categories, trend, last entries, posted lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text

from db.rules.ledger import QUARTERS, format_tenths, quarter_sums
from db.words import OBJECTION_OUTCOME
from tui.strings import point_tables as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.views.point_ledger import EntryLine
    from db.views.point_tables import CategorySum, GroupLine, MonthLine
    from db.views.points import Standing
    from db.views.publicity import Objection, Posted, PostedLine

WHOLE_YEAR, HALF_YEAR = 142, 96
"""From so many cells on twelve months stand side by side, or six; below it three."""
ROOMY = 100
"""From so many cells on a table has its remarks in full, and groups their quarters."""
_BAR = Style(reverse=True)
_NAME = Column("姓名", 16)


def bar(value: int, most: int, width: int) -> Text:
    """A bar of so many cells for the largest value; anything above nothing shows at least one."""
    if value <= 0 or most <= 0:
        return Text("")
    return Text().append(" " * max(1, value * width // most), _BAR)


def remark(one: Standing) -> str:
    """Why a member has no total, or none that counts."""
    if not one.counts:
        return words.EXEMPT.format(why=one.exempt) if one.exempt else words.EXEMPT_PLAIN
    if one.veto:
        return words.VETO.format(why=one.veto)
    return words.WAITING.format(count=one.waiting) if one.waiting else ""


def _short_remark(one: Standing) -> str:
    if not one.counts or one.veto:
        return words.VETO_SHORT if one.counts else words.EXEMPT_PLAIN
    return words.WAITING_SHORT.format(count=one.waiting) if one.waiting else ""


def _tone(one: Standing) -> str:
    return "muted" if not one.counts else "bad" if one.veto else "warn" if one.waiting else ""


# The year and its months


def year_columns(width: int) -> tuple[Column, ...]:
    """Name, quarters, total, rank and remark; numbers and the remark in full where there is room."""
    quarters = tuple(Column(name[1] + "季度", 6, is_right=True) for name in QUARTERS)
    names = (Column("序号", 4, is_right=True), _NAME) if width >= ROOMY else (Column("姓名", 0),)
    columns = (
        *names,
        *quarters,
        Column("年度", 6, is_right=True),
        Column("名次", 4, is_right=True),
    )
    return (*columns, Column("备注", 0 if width >= ROOMY else 6))


def year_row(number: int, line: MonthLine, width: int) -> Row:
    """One member's year."""
    one = line.standing
    quarters = (_signed(each) for each in line.quarters) if one.counts else ("",) * 4
    total = format_tenths(one.total) if one.counts else words.EXEMPT_PLAIN
    rank = str(one.rank) if one.rank else ""
    names = (str(number), one.shown_name) if width >= ROOMY else (one.shown_name,)
    told = remark(one) if width >= ROOMY else _short_remark(one)
    cells = (*names, *quarters, total, rank, told)
    return Row(str(one.member_id), cells, _tone(one))


def _signed(tenths: int) -> str:
    return format_tenths(tenths, sign=True) if tenths else ""


def month_turns(width: int) -> int:
    """Over how many pages, turned with left and right, the months of a year are spread."""
    return 1 if width >= WHOLE_YEAR else 2 if width >= HALF_YEAR else 4


def _quarters(width: int, turn: int) -> range:
    across = 4 // month_turns(width)
    return range(turn * across, (turn + 1) * across)


def month_columns(width: int, turn: int) -> tuple[Column, ...]:
    """Months with a sum after every third: the year, or the part of it that is turned to."""
    cells: list[Column] = []
    for quarter in _quarters(width, turn):
        cells += [Column(f"{quarter * 3 + month}月", 5, is_right=True) for month in (1, 2, 3)]
        cells.append(Column(f"{QUARTERS[quarter][1]}季", 6, is_right=True))
    return (Column("姓名", 0), *cells, Column("年度", 6, is_right=True))


def month_row(line: MonthLine, width: int, turn: int) -> Row:
    """One member's months."""
    one = line.standing
    cells: list[str] = []
    for quarter in _quarters(width, turn):
        months = line.months[quarter * 3 : quarter * 3 + 3]
        cells += [format_tenths(each) if each else "" for each in (*months, sum(months))]
    if not one.counts:
        cells = [""] * len(cells)
    total = format_tenths(one.total) if one.counts else words.EXEMPT_PLAIN
    return Row(str(one.member_id), (one.shown_name, *cells, total), _tone(one))


# Groups, categories, trend


def group_columns(width: int) -> tuple[Column, ...]:
    """Name, number, sum and mean with a bar; the quarters where there is room."""
    quarters = tuple(Column(name[1] + "季度", 6, is_right=True) for name in QUARTERS)
    return (
        Column("党小组", 14),
        Column("人数", 4, is_right=True),
        *(quarters if width >= ROOMY else ()),
        Column("合计", 7, is_right=True),
        Column("人均", 6, is_right=True),
        Column("", 0),
    )


def group_rows(lines: Sequence[GroupLine], width: int) -> list[Row]:
    """Groups side by side with a bar of their mean, the branch last."""
    means = [line.total.mean for line in lines[:-1]]
    fixed = 14 + 4 + 7 + 6 + 10 + (32 if width >= ROOMY else 0)
    most, room = max(means, default=0), max(4, width - fixed - 2)
    rows = []
    for number, line in enumerate(lines):
        is_branch = number == len(lines) - 1
        quarters = [format_tenths(each) for each in quarter_sums(line.months)] if width >= ROOMY else []
        cells = (
            line.name, str(line.total.members), *quarters, format_tenths(line.total.tenths),
            format_tenths(line.total.mean), "" if is_branch else bar(line.total.mean, most, room),
        )  # fmt: skip
        rows.append(Row(f"g{number}", cells, "head" if is_branch else "good"))
    return rows


BAR_COLUMNS = (
    Column("", 8),
    Column("加分", 8, is_right=True),
    Column("扣分", 8, is_right=True),
    Column("", 0),
)


def category_rows(sums: Sequence[CategorySum], width: int) -> list[Row]:
    """A bar a category; deductions are drawn by what they took."""
    most = max((abs(one.tenths) for one in sums), default=0)
    return [
        Row(
            f"c{number}",
            (
                one.category,
                format_tenths(one.tenths, sign=True) if one.tenths > 0 else "",
                format_tenths(one.tenths) if one.tenths < 0 else "",
                bar(abs(one.tenths), most, max(8, width - 36)),
            ),
            "warn" if one.tenths < 0 else "good",
        )
        for number, one in enumerate(sums)
    ]


def trend_rows(sums: Sequence[tuple[int, int]], width: int) -> list[Row]:
    """A bar a month by what was gained."""
    most = max((gained for gained, _ in sums), default=0)
    return [
        Row(
            f"m{month}",
            (
                f"{month}月",
                _signed(gained),
                format_tenths(lost) if lost else "",
                bar(gained, most, max(8, width - 36)),
            ),
            "good",
        )
        for month, (gained, lost) in enumerate(sums, 1)
    ]


# Last entries


LATEST_COLUMNS = (
    Column("笔号", 6, is_right=True),
    Column("日期", 5),
    _NAME,
    Column("分数", 6, is_right=True),
    Column("审核", 8),
    Column("事由", 0),
)


def latest_rows(entries: Sequence[EntryLine]) -> list[Row]:
    """The last entries, the newest first."""
    return [
        Row(
            str(one.id),
            (
                str(one.id),
                one.day[5:],
                one.shown_name,
                format_tenths(one.tenths if one.state != "pending" else one.asked, sign=True),
                words.STATES[one.state] or one.approver,
                one.reason + (words.PROPOSED.format(name=one.proposer) if one.proposer else ""),
            ),
            "" if one.state == "approved" else "warn" if one.state == "pending" else "muted",
        )
        for one in entries
    ]


# Posted lists


POSTED_COLUMNS = (
    Column("季度", 8),
    Column("公示时间", 23),
    Column("异议", 10),
    Column("情况", 0),
)


def posted_rows(lists: Sequence[Posted]) -> list[Row]:
    """Every list of the year."""
    return [
        Row(
            str(one.id),
            (
                QUARTERS[one.quarter - 1],
                f"{one.begins}至{one.ends[5:]}",
                _objections(one),
                words.WITHDRAWN_LIST.format(why=one.withdrawn_reason) if one.withdrawn_reason else one.place,
            ),
            "muted" if one.withdrawn_reason else "warn" if one.open_objections else "",
        )
        for one in lists
    ]


def _objections(one: Posted) -> str:
    if not one.objections:
        return words.NO_OBJECTION
    return (
        words.OPEN_OBJECTIONS.format(count=one.objections, open=one.open_objections)
        if one.open_objections
        else words.OBJECTIONS.format(count=one.objections)
    )


def posted_text(one: Posted, lines: Sequence[PostedLine], objections: Sequence[Objection]) -> str:
    """A list in full, with its objections."""
    told = [words.POSTED_AT.format(begins=one.begins, ends=one.ends, place=one.place or words.NO_PLACE)]
    told += [
        words.POSTED_LINE.format(
            number=line.rank or line.position,
            name=set_cell_size(line.name, 18),
            quarter=f"{format_tenths(line.quarter, sign=True):>6}",
            total=f"{format_tenths(line.total):>6}",
        )
        for line in lines
    ]
    if objections:
        told.append("\n" + words.OBJECTIONS_HEAD)
    told += [objection_text(each) for each in objections]
    return "\n".join(told)


def objection_text(one: Objection) -> str:
    """One objection and its answer."""
    about = words.ABOUT.format(name=one.member) if one.member else ""
    text = f"{one.raised_on} {one.raised_by}{about}：{one.content}"
    text += f"\n    {OBJECTION_OUTCOME[one.outcome]}"
    return text + (f"：{one.finding}（{one.handled_by}，{one.answered_on}）" if one.finding else "")
