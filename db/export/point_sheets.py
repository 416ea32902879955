"""The tables of the points as workbooks: 平时积分记录表, 分月登记表, 年度汇总表, 党小组汇总表, 季度公示表."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import words
from db.errors import Refused
from db.export.files import file_name
from db.export.point_record_sheet import record_of
from db.export.xlsx import Cell, Column, Table, points, workbook
from db.polling import refuse_while_polling
from db.rules.ledger import QUARTERS, quarter_sums
from db.rules.moments import date_text
from db.views import point_tables as tables
from db.views import publicity
from db.views.points import Standing, standings

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.book import Reader
    from db.rules.settings import Rules

NAMES = {
    "record": "平时积分记录表",
    "records": "平时积分记录表（全体）",
    "months": "积分分月登记表",
    "year": "年度积分汇总表",
    "groups": "党小组积分汇总表",
    "publicity": "季度积分公示表",
}
"""What can be made, and what each is called."""

_REHEARSAL = "演练，非正式记录"


@dataclass(frozen=True)
class Subject:
    """Of what a workbook is made.

    Attributes:
        year: The 年度.
        rules: Base, bounds and order.
        organisation_id: One branch, or None for the only one.
        member_id: For ``record``.
        publicity_id: For ``publicity``.
        order: ``stroke``, ``rank``, or as the rules say.
    """

    year: int
    rules: Rules
    organisation_id: int | None = None
    member_id: int | None = None
    publicity_id: int | None = None
    order: str = ""


@dataclass(frozen=True)
class PointsOrder:
    """A workbook ready to be made: `make` touches no book."""

    name: str
    make: Callable[[], bytes]


def order(reader: Reader, what: str, of: Subject) -> PointsOrder:
    """Read what a workbook needs.

    Raises:
        Refused: a poll is not yet counted, or there is nothing to make it of.
    """
    refuse_while_polling(reader, f"导出{NAMES[what]}")
    with reader.snapshot():
        head = _Head(reader, of)
        found = _TABLES[what](reader, of, head)
        whose = found[0].name if what == "record" else head.branch
        name = file_name(found[0].title, whose, suffix=".xlsx")
    return PointsOrder(name, lambda: workbook(found))


class _Head:
    """What stands above every table."""

    def __init__(self, reader: Reader, of: Subject) -> None:
        self.branch = str(
            reader.value(
                "SELECT name FROM organisation WHERE kind = 'branch' AND (?1 IS NULL OR id = ?1) "
                "AND closed_at IS NULL ORDER BY position, id LIMIT 1",
                (of.organisation_id,),
            )
            or ""
        )
        self.is_rehearsal = bool(reader.value("SELECT rehearsal FROM book"))

    def notes(self, *more: str) -> tuple[str, ...]:
        """The branch and more, and that it is 演练 where it is."""
        line = "    ".join((f"党支部：{self.branch}", *more))
        return (_REHEARSAL, line) if self.is_rehearsal else (line,)


def _standings(reader: Reader, of: Subject) -> tuple[Standing, ...]:
    found = standings(reader, of.year, of.rules, organisation_id=of.organisation_id, order=of.order)
    if not found:
        raise Refused("名册还是空的，没有积分可以导出。")
    return found


# Members' records


def _record(reader: Reader, of: Subject, head: _Head) -> tuple[Table, ...]:
    one = next((each for each in _standings(reader, of) if each.member_id == of.member_id), None)
    if one is None:
        raise Refused("名册里没有这个人。")
    return (record_of(reader, one, of.year, of.rules.points_base, head.notes),)


def _records(reader: Reader, of: Subject, head: _Head) -> tuple[Table, ...]:
    return tuple(
        record_of(reader, one, of.year, of.rules.points_base, head.notes)
        for one in _standings(reader, of)
        if one.counts
    )


# The branch's tables


def _remark(one: Standing) -> str:
    if not one.counts:
        return f"免计：{one.exempt}" if one.exempt else "免计"
    return f"一票否决：{one.veto}" if one.veto else f"待审核{one.waiting}笔" if one.waiting else ""


def _months(reader: Reader, of: Subject, head: _Head) -> tuple[Table, ...]:
    columns = [Column("序号", 5, is_number=True), Column("姓名", 20), Column("起始分", 8, is_number=True)]
    for quarter in range(4):
        columns += [Column(f"{quarter * 3 + month}月", 6, is_number=True) for month in (1, 2, 3)]
        columns.append(Column(f"{'一二三四'[quarter]}季度合计", 9, is_number=True))
    columns += [Column("年度积分", 9, is_number=True), Column("备注", 22)]
    rows: list[tuple[Cell, ...]] = []
    sums = [0] * 16
    for number, line in enumerate(tables.month_lines(reader, of.year, _standings(reader, of)), 1):
        one = line.standing
        cells = []
        for quarter, total in enumerate(line.quarters):
            cells += [*line.months[quarter * 3 : quarter * 3 + 3], total]
        if one.counts:
            sums = [before + cell for before, cell in zip(sums, cells, strict=True)]
        shown = [points(cell) if cell else None for cell in cells] if one.counts else [None] * 16
        start = points(of.rules.points_base + line.carried) if one.counts else None
        rows.append(
            (number, one.shown_name, start, *shown, points(one.total) if one.counts else None, _remark(one))
        )
    rows.append((None, "支部合计", None, *map(points, sums), None, ""))
    table = Table(
        "分月登记",
        f"{of.year}年度党员积分分月登记表",
        tuple(columns),
        tuple(rows),
        notes=head.notes(),
        foot=(_SIGNED,),
        is_wide=True,
        totals=1,
    )
    return (table,)


_SIGNED = "支部书记（签字）：                    填表人：                    日期："


def _year(reader: Reader, of: Subject, head: _Head) -> tuple[Table, ...]:
    columns = (
        Column("序号", 5, is_number=True), Column("姓名", 20), Column("党小组", 14),
        Column("起始分", 8, is_number=True),
        *(Column(name, 9, is_number=True) for name in QUARTERS),
        Column("年度积分", 9, is_number=True), Column("名次", 6, is_number=True), Column("备注", 22),
    )  # fmt: skip
    lines = tables.month_lines(reader, of.year, _standings(reader, of))
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            line.standing.shown_name,
            line.standing.group,
            points(of.rules.points_base + line.carried) if line.standing.counts else None,
            *((points(each) for each in line.quarters) if line.standing.counts else (None,) * 4),
            points(line.standing.total) if line.standing.counts else None,
            line.standing.rank or None,
            _remark(line.standing),
        )
        for number, line in enumerate(lines, 1)
    ]
    counted = [line for line in lines if line.standing.counts]
    quarters = [points(sum(line.quarters[quarter] for line in counted)) for quarter in range(4)]
    total = points(sum(line.standing.total for line in counted))
    rows.append((None, "支部合计", f"{len(counted)}人", None, *quarters, total, None, ""))
    note = "名次可以并列。积分供评议参考，不直接换算等次。"
    table = Table(
        "年度汇总", f"{of.year}年度党员积分汇总表", columns, tuple(rows), head.notes(), (note, _SIGNED), is_wide=True, totals=1
    )  # fmt: skip
    return (table,)


def _groups(reader: Reader, of: Subject, head: _Head) -> tuple[Table, ...]:
    columns = (
        Column("党小组", 18), Column("人数", 7, is_number=True),
        *(Column(name, 10, is_number=True) for name in QUARTERS),
        Column("积分合计", 11, is_number=True), Column("人均", 9, is_number=True),
    )  # fmt: skip
    rows = tuple(
        (
            line.name,
            line.total.members,
            *map(points, quarter_sums(line.months)),
            points(line.total.tenths),
            points(line.total.mean),
        )
        for line in tables.group_lines(reader, of.year, _standings(reader, of))
    )
    title = f"{of.year}年度党小组积分汇总表"
    return (Table("党小组汇总", title, columns, rows, head.notes(), (_SIGNED,), totals=1),)


# Publicity


def _publicity(reader: Reader, of: Subject, head: _Head) -> tuple[Table, ...]:
    found = next((each for each in publicity.posted(reader, of.year) if each.id == of.publicity_id), None)
    if found is None:
        raise Refused("没有这份公示。")
    lines = publicity.lines(reader, found.id)
    is_ranked = any(line.rank for line in lines)
    columns = (
        Column("名次" if is_ranked else "序号", 6, is_number=True), Column("姓名", 20), Column("党小组", 16),
        Column("本季度积分", 12, is_number=True), Column("年度累计", 12, is_number=True),
    )  # fmt: skip
    quarter = QUARTERS[found.quarter - 1]
    days = f"公示时间：{date_text(found.begins)}至{date_text(found.ends)}"
    asked = f"公示期间如有异议，请向{found.contact or '支部委员会'}反映。"
    table = Table(
        quarter,
        f"{of.year}年度{quarter}党员积分公示",
        columns,
        tuple((line.rank or line.position, line.name, line.group, points(line.quarter), points(line.total)) for line in lines),
        (*head.notes(), days),
        (asked, f"{found.organisation}    {date_text(found.begins)}"),
    )  # fmt: skip
    return (table, *_objections(reader, found))


def _objections(reader: Reader, found: publicity.Posted) -> tuple[Table, ...]:
    rows = tuple(
        (
            one.raised_on, one.raised_by, one.member, one.content, words.OBJECTION_OUTCOME[one.outcome], one.finding,
            one.handled_by, one.answered_on,
        )
        for one in publicity.objections(reader, found.id)
    )  # fmt: skip
    if not rows:
        return ()
    columns = (
        Column("提出日期", 12), Column("提出人", 12), Column("涉及党员", 12), Column("异议内容", 34),
        Column("结果", 14), Column("调查情况", 34), Column("经办人", 10), Column("答复日期", 12),
    )  # fmt: skip
    return (Table("异议登记（内部）", "积分公示异议登记表", columns, rows, is_wide=True),)


_TABLES: dict[str, Callable[[Reader, Subject, _Head], tuple[Table, ...]]] = {
    "record": _record,
    "records": _records,
    "months": _months,
    "year": _year,
    "groups": _groups,
    "publicity": _publicity,
}
