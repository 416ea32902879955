"""Registers as workbooks: one register with its entries and how everybody stands; the matrix of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import Refused
from db.export.files import file_name
from db.export.xlsx import Cell, Column, Table, workbook
from db.polling import refuse_while_polling
from db.rules.moments import date_text
from db.rules.register_fields import fields_of
from db.rules.requirements import State
from db.views import register_sheet, registers
from db.words import REGISTER_STATE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from db.book import Reader
    from db.rules.requirements import Midway, Standing
    from db.rules.scheme import Requirement, Scheme

_REHEARSAL = "演练，非正式记录"


@dataclass(frozen=True)
class SheetOrder:
    """A workbook ready to be made: `make` touches no book."""

    name: str
    make: Callable[[], bytes]


def register_order(
    reader: Reader, scheme: Scheme, requirement: Requirement, day: date, midway: Midway = "share"
) -> SheetOrder:
    """Read one register: its entries, and how everybody stands on a date.

    Raises:
        Refused: a poll is not yet counted, or nobody owes it.
    """
    refuse_while_polling(reader, "导出台账")
    with reader.snapshot():
        found = registers.matrix(reader, scheme, day, midway, codes=(requirement.code,))
        lines = register_sheet.register(reader, requirement)
        notes = _notes(reader, scheme, day)
    if not any(row.cells[0] is not None for row in found.rows):
        raise Refused(f"“{requirement.name}”没有人在要求的范围内，没有台账可以导出。")
    fields = fields_of(requirement)
    columns = (
        Column("序号", 6, is_number=True), Column("姓名或组织", 18), Column("党小组", 14), Column("日期", 12),
        Column("所属时期", 12), Column("数量", 6, is_number=True), *(Column(one.name, 28) for one in fields),
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            number, one.who, one.group, one.entry.day, one.entry.counts_on, one.entry.amount,
            *(one.entry.said.get(each.code, "") for each in fields),
        )
        for number, one in enumerate(lines, 1)
    )  # fmt: skip
    entries = Table(
        "登记明细",
        f"{requirement.register}（{requirement.name}）",
        columns,
        rows,
        notes=notes,
        is_wide=len(fields) > 1,
    )
    table = _standings(f"{requirement.name}完成情况", found, notes)
    name = file_name(requirement.register, requirement.name, day=day, suffix=".xlsx")
    return SheetOrder(name, lambda: workbook((entries, table)))


def _standings(title: str, found: registers.Matrix, notes: tuple[str, ...]) -> Table:
    columns = (
        Column("序号", 6, is_number=True), Column("姓名或组织", 18), Column("党小组", 14), Column("应完成期数", 11, is_number=True),
        Column("已完成期数", 11, is_number=True), Column("逾期期数", 10, is_number=True), Column("情况", 10),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for row in found.rows:
        cell = row.cells[0]
        if cell is not None:
            state = REGISTER_STATE[cell.state.value]
            rows.append(
                (
                    len(rows) + 1,
                    row.who.shown_name,
                    row.who.group,
                    cell.periods_due,
                    cell.periods_done,
                    cell.late,
                    state,
                )
            )
    return Table("完成情况", title, columns, tuple(rows), notes=notes)


def matrix_order(reader: Reader, scheme: Scheme, day: date, midway: Midway = "share") -> SheetOrder:
    """Read everybody against every requirement on a date.

    Raises:
        Refused: a poll is not yet counted, or there is nobody or nothing to show.
    """
    refuse_while_polling(reader, "导出台账")
    with reader.snapshot():
        found = registers.matrix(reader, scheme, day, midway)
        notes = _notes(reader, scheme, day)
    if not found.rows:
        raise Refused("没有台账要求，或者名册还是空的。")
    heads = (Column(one.requirement.name, 11) for one in found.asked)
    columns = (Column("序号", 6, is_number=True), Column("姓名或组织", 18), Column("党小组", 14), *heads)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (number, row.who.shown_name, row.who.group, *(_cell(cell) for cell in row.cells))
        for number, row in enumerate(found.rows, 1)
    )
    table = Table("完成情况", "台账完成情况表", columns, rows, notes=notes, is_wide=True)
    return SheetOrder(file_name("台账完成情况表", day=day, suffix=".xlsx"), lambda: workbook((table,)))


def _cell(cell: Standing | None) -> str:
    if cell is None:
        return ""
    count = cell.late if cell.state is State.LATE else cell.owed
    name = REGISTER_STATE[cell.state.value]
    return name if cell.state in (State.DONE, State.NONE) else f"{name}{count}"


def _notes(reader: Reader, scheme: Scheme, day: date) -> tuple[str, ...]:
    branch = reader.value(
        "SELECT name FROM organisation WHERE kind = 'branch' AND closed_at IS NULL ORDER BY position, id LIMIT 1"
    )
    line = f"党支部：{branch or ''}    截至{date_text(day.isoformat())}    方案：{scheme.title}"
    return (_REHEARSAL, line) if reader.value("SELECT rehearsal FROM book") else (line,)
