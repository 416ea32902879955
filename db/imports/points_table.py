"""A table of members and points: a row a member, a column a month, a quarter or what was done, and their sums.

A number says what the member has of that column, so that the same table read twice changes nothing. Sums are compared
and never taken over. Nothing here knows the book.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from db.imports import values
from db.imports.columns import normal_title
from db.imports.people import Fault
from db.imports.point_columns import PointColumn, Span, column_of
from db.imports.point_numbers import number_text
from db.imports.sheets import Cell, Sheet
from db.rules.ledger import format_tenths, parse_tenths
from db.rules.names import bare_name

_SEARCHED_ROWS = 20
_FOOTERS = re.compile(
    r"(?:合计|总计|共计|小计|注|说明|填表|审核|支部书记|党支部书记|平均|人均)|.*(?:合计|总计|平均|人均)$"
)
_CAPTION_YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True)
class PointCell:
    """What a member has of one column, in tenths; negative for a loss."""

    row: int
    name: str
    column: PointColumn
    tenths: int
    evidence: str = ""


@dataclass(frozen=True)
class StatedSum:
    """The sum of a row as the table states it: of everything, or of its gains or losses; and where the year starts."""

    row: int
    name: str
    column: PointColumn
    tenths: int
    start: int | None


@dataclass(frozen=True)
class TableHead:
    """The columns of a table, the first row below its titles from 0, and the year that the words above name (or 0)."""

    columns: tuple[PointColumn, ...]
    first: int
    year: int

    def of(self, role: str) -> tuple[PointColumn, ...]:
        """The columns of a role."""
        return tuple(column for column in self.columns if column.role == role)

    @property
    def inner(self) -> tuple[PointColumn, ...]:
        """The spans that hold no other span, and what was done: what can be taken over."""
        spans = self.of("span")
        return tuple(
            column
            for column in self.columns
            if column.role == "deed"
            or (column.span is not None and not any(column.holds(other) for other in spans))
        )

    @property
    def outer(self) -> tuple[PointColumn, ...]:
        """The spans that hold others: sums of them."""
        inner = self.inner
        return tuple(column for column in self.of("span") if column not in inner)

    @property
    def fault(self) -> str:
        """Why nobody can tell what the columns mean; empty where one can."""
        deeds, spans = self.of("deed"), self.of("span")
        if deeds and spans:
            first, other = spans[0].title, deeds[0].title
            return f"既有“{first}”这样按月、按季的列，又有“{other}”一列，分不清它算在哪个月里。请只留一种再导入。"
        seen: dict[tuple[Span, str] | str, str] = {}
        for column in self.inner:
            key = (column.span, column.side) if column.span else column.title
            if key in seen:
                return f"有两列“{column.title}”，分不清各是什么。请改成不同的名称，或合成一列再导入。"
            seen[key] = column.title
        return ""


def find_table(sheet: Sheet) -> TableHead | None:
    """The header with 姓名 and the most columns of points; None where there is none. It may be two rows high."""
    best: TableHead | None = None
    for index, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        if not any(column_of(place, cell).role == "name" for place, cell in enumerate(row)):
            continue
        found = _head(sheet, index)
        if found.inner and (best is None or len(found.inner) > len(best.inner)):
            best = found
    return best


def _head(sheet: Sheet, index: int) -> TableHead:
    titles, first = _titles(sheet.rows, index)
    columns = [column_of(place, cell) for place, cell in enumerate(titles)]
    body = sheet.rows[first:]
    kept = [column for column in columns if column.role != "deed" or _has_number(body, column.place)]
    if not any(column.role in ("deed", "span") for column in kept):
        kept = [replace(column, role="deed") if column.may_be_deed else column for column in kept]
    above = " ".join(str(cell) for row in sheet.rows[:index] for cell in row if cell is not None)
    years = {int(each) for each in _CAPTION_YEAR.findall(above)}
    return TableHead(tuple(kept), first, years.pop() if len(years) == 1 else 0)


def _titles(rows: Sequence[Sequence[Cell]], index: int) -> tuple[list[Cell], int]:
    """The words above each column, and the first row below them; 姓名 stands in the upper row of two, or in the lower."""
    here, first = rows[index], index + 1
    if first < len(rows) and _is_second_header(here, rows[first]):
        return _joined(here, rows[first]), first + 1
    above = rows[index - 1] if index else ()
    months = sum(column_of(0, cell).role == "span" for cell in above)
    both = _joined(above, here)
    is_split = any(_is_side(cell) for cell in here) and months
    return (both if is_split or months > 1 else list(here)), first


def _is_side(cell: Cell) -> bool:
    column = column_of(0, cell)
    return column.role == "deed" and bool(column.side)


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """Two rows of titles as one: 1月 above 加分 is 1月加分, as far as it reaches to the right; else the lower one counts."""
    titles: list[Cell] = []
    over: Cell = None
    for place in range(max(len(upper), len(lower))):
        above, below = (row[place] if place < len(row) else None for row in (upper, lower))
        over = above if above is not None else over
        role = column_of(place, over).role
        both = f"{column_of(place, over).title}{normal_title(below)}"
        is_part = below is not None and role in ("span", "sum") and column_of(place, both).role == role
        titles.append(both if is_part else above if below is None else below)
    return titles


def _is_second_header(titles: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the row below only names columns: nobody's name, no number, and some word."""
    name = next(place for place, cell in enumerate(titles) if column_of(place, cell).role == "name")
    if name < len(below) and below[name] not in (None, titles[name]):
        return False
    told = [cell for cell in below if cell is not None]
    return any(column_of(0, cell).role for cell in told) and not any(_is_number(cell) for cell in told)


def _has_number(body: Sequence[Sequence[Cell]], place: int) -> bool:
    return any(_is_number(row[place]) for row in body if place < len(row))


def _is_number(cell: Cell) -> bool:
    try:
        parse_tenths(number_text(cell))
    except ValueError:
        return isinstance(cell, (int, float))
    return True


class TableReading:
    """One pass over the rows of a table."""

    def __init__(self, sheet: Sheet, head: TableHead) -> None:
        self._rows = sheet.filled()
        self._without_result = sheet.without_result
        self._head = head
        self.cells: list[PointCell] = []
        self.sums: list[StatedSum] = []
        self.faults: list[Fault] = []

    def read(self) -> None:
        """Read every row; blank ones, repeated headers, sums of columns and signatures are passed over."""
        for index in range(self._head.first, len(self._rows)):
            if self._is_member(index):
                self._read_row(index)

    def _cell(self, index: int, column: PointColumn) -> Cell:
        row = self._rows[index]
        return row[column.place] if column.place < len(row) else None

    def _is_member(self, index: int) -> bool:
        told = [bare_name(str(cell)) for cell in self._rows[index] if cell is not None]
        name = self._name(index)
        if not told or _FOOTERS.match(told[0]) or _FOOTERS.match(name):
            return False
        has_points = any(self._cell(index, column) is not None for column in self._head.inner)
        return has_points and column_of(0, name).role != "name"

    def _name(self, index: int) -> str:
        return bare_name(values.plain_text(self._cell(index, self._head.of("name")[0])) or "")

    def _read_row(self, index: int) -> None:
        name = self._name(index)
        if not name:
            self._blame(index, self._head.of("name")[0], "", "没有姓名")
            return
        proofs = (values.plain_text(self._cell(index, column)) for column in self._head.of("proof"))
        evidence = next((text for text in proofs if text), "")
        before = len(self.faults)
        found: dict[int, int] = {}
        for column in self._head.inner:
            tenths = self._tenths(index, column)
            if tenths is not None:
                found[column.place] = tenths
        if len(self.faults) > before:
            return
        self._compare(index, found)
        if len(self.faults) > before:
            return
        self.cells += [
            PointCell(index + 1, name, column, found[column.place], evidence)
            for column in self._head.inner
            if column.place in found
        ]

    def _compare(self, index: int, found: Mapping[int, int]) -> None:
        """Hold the stated sums against the cells of the row."""
        for column in self._head.outer:
            stated = self._tenths(index, column)
            held = [each for each in self._head.inner if column.holds(each)]
            if column.side and any(not each.side for each in held):
                continue  # months that tell gains and losses together say nothing of a quarter's gains
            parts = sum(found.get(each.place, 0) for each in held if column.side in ("", each.side))
            if stated is not None and stated != parts:
                told = f"与所含各列之和{format_tenths(parts)}不符"
                self._blame(index, column, format_tenths(stated), told)
        starts = [self._tenths(index, column) for column in self._head.of("start")]
        start = sum(each or 0 for each in starts) if any(each is not None for each in starts) else None
        for column in self._head.of("sum"):
            stated = self._tenths(index, column)
            if stated is not None:
                self.sums.append(StatedSum(index + 1, self._name(index), column, stated, start))

    def _tenths(self, index: int, column: PointColumn) -> int | None:
        """The number of a cell, negative in a column of losses; None where nothing is told, or it is at fault."""
        if (index, column.place) in self._without_result:
            self._blame(index, column, "", "公式没有结果，请在表格软件里打开并保存一次")
            return None
        text = number_text(self._cell(index, column))
        if not text:
            return None
        try:
            tenths = parse_tenths(text)
        except ValueError as error:
            self._blame(index, column, text, str(error).removeprefix(f"“{text}”").removesuffix("。"))
            return None
        if tenths < 0 and column.span is not None and column.is_gain:
            self._blame(index, column, text, "加分不能是负数，请填在扣分一列")
            return None
        return -abs(tenths) if column.is_loss else tenths

    def _blame(self, index: int, column: PointColumn, value: str, problem: str) -> None:
        self.faults.append(Fault(index + 1, column.title, value, problem, self._name(index)))
