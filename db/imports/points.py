"""A sheet of points; every row read or its fault named. Nothing here knows the book.

Read are sheets as branches keep them: a row a deed (党员平时积分记录表: a name, in each row or above the
header, a day, what was done, and the points in one column with a sign, or in two, 加分 and 扣分), or a row a member with
a column a month or a kind of deed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db.errors import BadInput
from db.imports import values
from db.imports.columns import normal_title
from db.imports.people import Fault
from db.imports.point_numbers import number_text
from db.imports.points_table import PointCell, StatedSum, TableReading, find_table
from db.imports.sheets import Cell, Sheet, read_sheets
from db.rules.ledger import REVERSAL, parse_tenths
from db.rules.names import bare_name

_SYNONYMS = {
    "name": "姓名 党员姓名 名字",
    "day": "日期 登记日期 登记时间 时间 发生日期 加扣分日期",
    "reason": "事由 加扣分事由 积分项目 项目 加分事由 加分事项 内容 考核内容 原因 积分事由",
    "gain": "加分 加分分值 加",
    "loss": "扣分 减分 扣分分值 减",
    "points": "分数 分值 积分 得分 加扣分",
    "category": "类别 积分类别 类型",
    "evidence": "佐证 佐证材料 证明材料 依据 备注",
}
FIELDS: dict[str, tuple[str, ...]] = {field: tuple(names.split()) for field, names in _SYNONYMS.items()}
"""Every field that a sheet of points may give, with the column names that mean it."""

_NAMES = {name: field for field, names in FIELDS.items() for name in names}
_SEARCHED_ROWS = 20
_OWNER = re.compile(r"姓\s*名\s*:\s*(\S+)")
_FOOTERS = ("合计", "总计", "共计", "小计", "注", "说明", "填表人", "审核人", "支部书记", "党支部书记")


@dataclass(frozen=True)
class PointLine:
    """One row that can be read.

    Attributes:
        row: Its number in the file.
        tenths: What it brings, negative for a loss; None where the sheet leaves it to the rule.
        category: As written; may be empty.
        column: Of a table, the words above the number; empty where a row is one deed.
    """

    row: int
    name: str
    day: str
    reason: str
    tenths: int | None
    category: str = ""
    evidence: str = ""
    column: str = ""


@dataclass(frozen=True)
class PointSheet:
    """What a file says, and the faults that stop it.

    Attributes:
        titles: The words above the columns of a sheet with a row a deed.
        lines: Such a sheet's rows.
        cells: What a table with a row a member says that each has.
        sums: The sums that such a table states.
        year: The 年度 that the words above such a table name; 0 where they name none.
    """

    file: str
    sheet: str
    sheets: tuple[str, ...]
    titles: Mapping[str, str]
    lines: tuple[PointLine, ...]
    faults: tuple[Fault, ...]
    cells: tuple[PointCell, ...] = ()
    sums: tuple[StatedSum, ...] = ()
    year: int = 0

    def title_of(self, field: str) -> str:
        """The words above a field's column, as the file has them."""
        return self.titles.get(field, FIELDS[field][0])


def read_points(path: Path, *, sheet: str | None = None, today: str) -> PointSheet:
    """Read a sheet of points.

    Args:
        path: The file, of any kind that `read_sheets` takes.
        sheet: The sheet to read; without it the one with the most known columns and rows.
        today: The day of rows where the sheet has no column for it; ISO.

    Raises:
        BadInput: the file cannot be read, or no sheet has the columns that are needed.
    """
    sheets = [one for one in read_sheets(path) if sheet in (None, one.name)]
    found = [(one, head) for one in sheets if (head := _header(one)) is not None]
    if not found:
        return _read_table(path, sheets, sheet)
    chosen, (header, places) = max(found, key=lambda pair: (len(pair[1][1]), len(pair[0].rows)))
    reading = _Reading(chosen, header, places, today)
    reading.read()
    if not reading.lines and not reading.faults:
        raise BadInput(f"{path.name}的表头下面没有积分，请选填好的表格。")
    titles = {field: str(chosen.rows[header][place]) for field, place in places.items()}
    return PointSheet(
        path.name,
        chosen.name,
        tuple(one.name for one in sheets if _header(one) or find_table(one)),
        titles,
        tuple(reading.lines),
        tuple(reading.faults),
    )


def _read_table(path: Path, sheets: list[Sheet], name: str | None) -> PointSheet:
    """The table of members with the most columns and rows among the sheets."""
    found = [(one, head) for one in sheets if (head := find_table(one)) is not None]
    if not found:
        where = f"的“{name}”" if name else ""
        raise BadInput(
            f"{path.name}{where}里找不到积分表头：要有一行写着“姓名”“事由”和“加分”“扣分”（或“分数”），下面一笔一行；"
            "或者写着“姓名”和各月份、各积分项的名称，下面一人一行。"
        )
    chosen, head = max(found, key=lambda pair: (not pair[1].fault, len(pair[1].inner), len(pair[0].rows)))
    if head.fault:
        raise BadInput(f"{path.name}的“{chosen.name}”{head.fault}")
    reading = TableReading(chosen, head)
    reading.read()
    if not reading.cells and not reading.faults:
        raise BadInput(f"{path.name}的表头下面没有积分，请选填好的表格。")
    return PointSheet(
        path.name,
        chosen.name,
        tuple(one.name for one, _ in found),
        {},
        (),
        tuple(reading.faults),
        tuple(reading.cells),
        tuple(reading.sums),
        head.year,
    )


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row with the most known words, which needs a reason, points, and a name unless the sheet is one member's."""
    best: tuple[int, dict[str, int]] | None = None
    for index, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            field = _NAMES.get(normal_title(cell))
            if field is not None:
                places.setdefault(field, place)
        has_points = bool({"gain", "loss", "points"} & set(places))
        has_name = "name" in places or bool(_owner(sheet, index))
        if "reason" in places and has_name and has_points and (best is None or len(places) > len(best[1])):
            best = (index, places)
    return best


def _owner(sheet: Sheet, header: int) -> str:
    """Whose record a sheet is: the name after 姓名： above its header (支部：  姓名：  类别：), empty where none is."""
    above = [str(cell) for row in sheet.rows[:header] for cell in row if cell is not None]
    found = _OWNER.search(unicodedata.normalize("NFKC", "\n".join(above)))
    return bare_name(found[1]) if found else ""


class _Reading:
    """One pass over the rows below the header."""

    def __init__(self, sheet: Sheet, header: int, places: Mapping[str, int], today: str) -> None:
        self.rows = sheet.filled()
        self.titles = sheet.rows[header]
        self.without_result = sheet.without_result
        self.header, self.places, self.today = header, places, today
        self.lines: list[PointLine] = []
        self.faults: list[Fault] = []
        self._owner = "" if "name" in places else _owner(sheet, header)
        self._name = self._owner

    def read(self) -> None:
        """Read every row; blank ones, repeated headers, totals and signatures are passed over."""
        for index in range(self.header + 1, len(self.rows)):
            if self._is_entry(index):
                self._read_row(index)

    def _is_entry(self, index: int) -> bool:
        told = [self._cell(index, field) for field in self.places]
        if all(cell is None for cell in told):
            return False
        first = next((cell for cell in self.rows[index] if cell is not None), None)
        if bare_name(str(first)).startswith(_FOOTERS):
            return False
        return _NAMES.get(normal_title(self._cell(index, "name"))) != "name"

    def _read_row(self, index: int) -> None:
        number, before = index + 1, len(self.faults)
        self._name = self._owner or bare_name(values.plain_text(self._cell(index, "name")) or "")
        if not self._name:
            self._blame(number, "name", "", "没有姓名")
        day = self._day(index, number)
        reason = values.plain_text(self._cell(index, "reason")) or ""
        if not reason:
            self._blame(number, "reason", "", "没有写事由")
        elif reason.startswith(REVERSAL):
            self._blame(
                number, "reason", reason, "台账里的撤销不从表里导入，请把这一行和被撤销的一行一起删去"
            )
        tenths = self._tenths(index, number)
        if len(self.faults) == before:
            self.lines.append(
                PointLine(
                    number,
                    self._name,
                    day,
                    reason,
                    tenths,
                    values.plain_text(self._cell(index, "category")) or "",
                    values.plain_text(self._cell(index, "evidence")) or "",
                )
            )

    def _day(self, index: int, number: int) -> str:
        if "day" not in self.places:
            return self.today
        cell = self._cell(index, "day")
        try:
            day = values.partial_date(cell) or ""
        except ValueError as error:
            self._blame(number, "day", values.plain_text(cell) or "", str(error))
            return ""
        if len(day) != 10:
            problem = "要写到日，如 2026-03-05" if day else "没有填日期"
            self._blame(number, "day", values.plain_text(cell) or "", problem)
        return day

    def _tenths(self, index: int, number: int) -> int | None:
        found: list[int] = []
        for field in ("gain", "loss", "points"):
            if field not in self.places:
                continue
            if (index, self.places[field]) in self.without_result:
                self._blame(number, field, "", "公式没有结果，请在表格软件里打开并保存一次")
                return None
            cell = self._cell(index, field)
            text = number_text(cell)
            if not text:
                continue
            try:
                tenths = parse_tenths(text)
            except ValueError as error:
                self._blame(number, field, text, str(error).removeprefix(f"“{text}”").removesuffix("。"))
                return None
            if tenths:
                found.append(-abs(tenths) if field == "loss" else abs(tenths) if field == "gain" else tenths)
        if len(found) > 1:
            self._blame(number, "loss", "", "加分和扣分只能填一格，请分成两行")
            return None
        return found[0] if found else None

    def _blame(self, number: int, field: str, value: str, problem: str) -> None:
        place = self.places.get(field)
        title = str(self.titles[place]) if place is not None else FIELDS[field][0]
        self.faults.append(Fault(number, title, value, problem, self._name))

    def _cell(self, index: int, field: str) -> Cell:
        place = self.places.get(field)
        row = self.rows[index]
        return row[place] if place is not None and place < len(row) else None
