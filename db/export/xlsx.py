"""Tables as an .xlsx workbook: a title, notes, a heading that repeats on every printed page, rows, signatures.

Whatever a person typed is written as text: a cell that begins with ``=`` is no formula.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = str | int | float | None

_SHEET_FORBIDDEN = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SHEET_LONGEST = 31
_ROW = 18
"""Height of a line in points."""
_LONG_TEXT = 20
"""Columns from so many characters on hold sentences, which stand to the left."""
_FONT, _TITLE_FONT = "宋体", "黑体"


@dataclass(frozen=True)
class Column:
    """A heading, its width in characters of the sheet, and whether its cells are numbers."""

    title: str
    width: float
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """One sheet.

    Attributes:
        name: Of the sheet's tab.
        title: Above everything.
        notes: Lines between title and heading, such as 支部 and 姓名.
        columns: The headings.
        rows: The cells; points are numbers.
        foot: Lines below the table, such as signatures.
        is_wide: Printed across the page.
        totals: How many of the last rows are sums.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    is_wide: bool = False
    totals: int = 0


def points(tenths: int) -> int | float:
    """Tenths as the number that a sheet holds: 25 → 2.5, 30 → 3."""
    return tenths // 10 if tenths % 10 == 0 else tenths / 10


def workbook(tables: Sequence[Table]) -> bytes:
    """Draw tables, one sheet each."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    taken: set[str] = set()
    for table in tables:
        _draw(book.create_sheet(_sheet_name(table.name, taken)), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that every spreadsheet takes and that no other sheet has."""
    plain = _SHEET_FORBIDDEN.sub(" ", name).strip(" '") or "表"
    found, number = plain[:_SHEET_LONGEST], 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: _SHEET_LONGEST - 5]} ({number})"
    taken.add(found.casefold())
    return found


def _draw(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    last = len(table.columns)
    plain, bold = Font(name=_FONT, size=11), Font(name=_FONT, size=11, bold=True)
    thin = Side(style="thin")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    right = Alignment(horizontal="right", vertical="center", indent=1)

    def line(row: int, text: str, font: Any, alignment: Any) -> None:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        _put(sheet.cell(row, 1), text).font = font
        sheet.cell(row, 1).alignment = alignment

    line(1, table.title, Font(name=_TITLE_FONT, size=16, bold=True), middle)
    sheet.row_dimensions[1].height = 30
    for place, note in enumerate(table.notes, 2):
        line(place, note, plain, left)
    head = 2 + len(table.notes)
    for place, column in enumerate(table.columns, 1):
        cell = _put(sheet.cell(head, place), column.title)
        cell.font, cell.alignment, cell.border = bold, middle, frame
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    titles = tuple(column.title for column in table.columns)
    sheet.row_dimensions[head].height = _ROW * _lines(table.columns, titles)
    for number, row in enumerate(table.rows):
        is_sum = number >= len(table.rows) - table.totals
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
            cell = _put(sheet.cell(head + 1 + number, place), value)
            cell.font, cell.border = bold if is_sum else plain, frame
            cell.alignment = right if column.is_number else left if column.width >= _LONG_TEXT else middle
        sheet.row_dimensions[head + 1 + number].height = _ROW * _lines(table.columns, row)
    for place, text in enumerate(table.foot, head + len(table.rows) + 2):
        line(place, text, plain, left)
    _set_up_page(sheet, table, head)


def _lines(columns: Sequence[Column], row: Sequence[Cell]) -> int:
    """How many lines the longest text of a row takes; spreadsheets do not all work it out by themselves."""
    return max(
        -(-sum(2 if ord(char) > 0xFF else 1 for char in value) // max(1, int(column.width) - 1))
        if isinstance(value, str) and value
        else 1
        for column, value in zip(columns, row, strict=True)
    )


def _put(cell: Any, value: Cell) -> Any:
    """Write a value; text stays text whatever it begins with."""
    cell.value = _CONTROL.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    return cell


def _set_up_page(sheet: Any, table: Table, head: int) -> None:
    sheet.freeze_panes = sheet.cell(head + 1, 3)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if table.is_wide else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
