"""Any table file as sheets of raw cells, told by its content and never by its suffix.

Web systems save an HTML table as .xls, offices save a csv in GB18030 or UTF-16, and a file called .xlsx may be an old
.xls. What cannot be read is refused with a sentence that names the file and says what to do.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from db.errors import BadInput
from db.imports.formulas import without_result
from db.imports.markup import markup_tables
from db.place import why_not
from db.rules.prose import clean

Cell = str | int | float | bool | date | None
"""What a cell may hold; a `datetime` is cut down to its date when it has no time of day."""

Kind = Literal["xlsx", "xls", "markup", "text"]

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 300_000_000
MOST_ROWS = 20_000

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",\t;|，"
_SNIFFED_LINES = 20


@dataclass(frozen=True)
class Area:
    """A merged block of cells, counted from 0, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells as rows from the file's first row on, and which of them are merged.

    `without_result` are formula cells, as (row, column) from 0, that are empty because nothing has computed them.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    without_result: frozenset[tuple[int, int]] = frozenset()

    def filled(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows with every upright merged cell's value repeated in the rows that it spans, in its first column."""
        rows = [list(row) for row in self.rows]
        for area in self.merged:
            if area.bottom <= area.top or area.top >= len(rows) or area.left >= len(rows[area.top]):
                continue
            for row in rows[area.top + 1 : area.bottom + 1]:
                if area.left < len(row) and row[area.left] is None:
                    row[area.left] = rows[area.top][area.left]
        return tuple(tuple(row) for row in rows)


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a file that holds anything.

    Raises:
        BadInput: the file is missing, empty, too large, locked by a password, damaged or no table.
    """
    data = _bytes_of(path)
    kind = file_kind(data)
    if kind == "xlsx":
        sheets = _read_zip(path, data)
    elif kind == "xls":
        sheets = _read_workbook(path, data)
    else:
        sheets = _read_markup(path, _text_of(path, data)) if kind == "markup" else (_read_text(path, data),)
    kept = tuple(sheet for sheet in sheets if any(cell is not None for row in sheet.rows for cell in row))
    if not kept:
        raise BadInput(f"{path.name}里没有内容，请选有党员名单的表格。")
    if any(len(sheet.rows) > MOST_ROWS for sheet in kept):
        raise BadInput(f"{path.name}超过{MOST_ROWS}行，不像一个支部的名册，请只留需要的行再导入。")
    return kept


def file_kind(data: bytes) -> Kind:
    """What a file is by its first bytes."""
    if data.startswith(_ZIP):
        return "xlsx"
    if data.startswith(_OLE):
        return "xls"
    head = _decoded(data[:4096], strict=False).lstrip("\ufeff \t\r\n")
    return "markup" if head.startswith("<") else "text"


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadInput(f"{path}是文件夹，请选其中的一个表格文件。")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise BadInput(f"{path.name}有{size // 1_000_000}兆，名册不会这么大，请确认选对了文件。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"找不到文件 {path}，请检查文件名和所在的文件夹。") from None
    except OSError as error:
        raise BadInput(
            f"{path.name}读不出来：{why_not(error)}。请确认能打开这个文件，并先在别的程序里关闭它再试。"
        ) from None
    if not data.strip(b"\0 \r\n\t"):
        raise BadInput(f"{path.name}是空文件，请选有党员名单的表格。")
    return data


def _read_zip(path: Path, data: bytes) -> tuple[Sheet, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile:
        raise BadInput(f"{path.name}已损坏，打不开。请用表格软件打开后另存一份再导入。") from None
    if unpacked > LARGEST_UNPACKED:
        raise BadInput(f"{path.name}展开后过大，不能导入。请把名单复制到新的表格里再试。")
    if "xl/workbook.xml" not in names and "content.xml" not in names and "xl/workbook.bin" not in names:
        raise BadInput(f"{path.name}不是表格文件（可能是文字文档或压缩包），请选 xlsx、xls 或 csv。")
    sheets = _read_workbook(path, data)
    try:
        found = without_result(data)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError):
        raise BadInput(f"{path.name}已损坏，打不开。请用表格软件打开后另存一份再导入。") from None
    return tuple(_told_of_formulas(sheet, found.get(sheet.name, frozenset())) for sheet in sheets)


def _told_of_formulas(sheet: Sheet, places: frozenset[tuple[int, int]]) -> Sheet:
    """The sheet with its formulas that hold no result, also where one is merged over several rows."""
    if not places:
        return sheet
    merged = {
        (row, area.left)
        for area in sheet.merged
        if (area.top, area.left) in places
        for row in range(area.top, area.bottom + 1)
    }
    last = max(row for row, _ in places)
    below = ((),) * (last + 1 - len(sheet.rows))
    return replace(sheet, rows=(*sheet.rows, *below), without_result=places | merged)


def _read_workbook(path: Path, data: bytes) -> tuple[Sheet, ...]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise BadInput(f"{path.name}设有打开密码，请在表格软件里去掉密码、另存后再导入。")
    try:
        import python_calamine
    except ImportError:
        return _read_openpyxl(path, data)
    return _read_calamine(path, data, python_calamine)


def _read_calamine(path: Path, data: bytes, calamine: Any) -> tuple[Sheet, ...]:
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return tuple(
            Sheet(
                sheet.name,
                tuple(tuple(map(_cell, row)) for row in sheet.to_python(skip_empty_area=False)),
                tuple(Area(*start, *end) for start, end in getattr(sheet, "merged_cell_ranges", None) or ()),
            )
            for sheet in found
        )
    except getattr(calamine, "PasswordError", ()):
        raise BadInput(f"{path.name}设有打开密码，请在表格软件里去掉密码、另存后再导入。") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise BadInput(f"{path.name}已损坏，打不开。请用表格软件打开后另存一份再导入。") from None


def _read_openpyxl(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """The pure Python way, for machines without calamine: xlsx alone."""
    if file_kind(data) == "xls":
        raise BadInput(f"{path.name}是旧式 xls，这台电脑上读不了。请用表格软件另存为 xlsx 再导入。")
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (KeyError, ValueError, OSError, zipfile.BadZipFile):
        raise BadInput(f"{path.name}已损坏，打不开。请用表格软件打开后另存一份再导入。") from None
    return tuple(
        Sheet(
            sheet.title,
            tuple(tuple(map(_cell, row)) for row in sheet.iter_rows(values_only=True)),
            tuple(
                Area(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
                for area in sheet.merged_cells.ranges
            ),
        )
        for sheet in book.worksheets
    )


def _read_markup(path: Path, text: str) -> tuple[Sheet, ...]:
    tables = markup_tables(text)
    if not tables:
        raise BadInput(f"{path.name}是网页文件，里面没有表格。请从系统里重新导出，或另存为 xlsx。")
    return tuple(
        Sheet(
            f"表{number}" if len(tables) > 1 else path.stem,
            tuple(tuple(map(_cell, row)) for row in rows),
            tuple(Area(*area) for area in merged),
        )
        for number, (rows, merged) in enumerate(tables, 1)
    )


def _read_text(path: Path, data: bytes) -> Sheet:
    text = _text_of(path, data)
    if "\0" in text or data.startswith((b"%PDF", b"\xff\xd8", b"\x89PNG", b"{\\rtf")):
        raise BadInput(f"{path.name}不是表格文件，请选 xlsx、xls 或 csv。")
    try:
        # Strict: an unpaired quotation mark would otherwise swallow every row below it without a word.
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        raise BadInput(
            f"{path.name}读不完整：引号不成对，或有一格文字过长。请用表格软件打开检查，另存为 xlsx 再导入。"
        ) from None
    return Sheet(path.stem, tuple(tuple(map(_cell, row)) for row in rows))


def _text_of(path: Path, data: bytes) -> str:
    try:
        return _decoded(data)
    except UnicodeDecodeError:
        raise BadInput(f"{path.name}的文字编码认不出来，请用表格软件另存为 xlsx 再导入。") from None


def _decoded(data: bytes, *, strict: bool = True) -> str:
    """Text by its byte order mark, else UTF-16 by its zeros, else strict UTF-8, else GB18030."""
    errors = "strict" if strict else "replace"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors)
    sample = data[:2000]
    if sample.count(0) * 8 > len(sample):
        return data.decode(
            "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le", errors
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors)


def _delimiter(text: str) -> str:
    """The mark that divides most lines into equally many fields."""
    lines = [line for line in text.splitlines() if line.strip()][:_SNIFFED_LINES]

    def steadiness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines if mark in line]
        common = max(set(counts), key=counts.count) if counts else 0
        return counts.count(common), common

    return max(_DELIMITERS, key=steadiness)


def _cell(value: object) -> Cell:
    """A reader's value as one of ours: blank text is None, a whole float an int, a midnight a date."""
    if isinstance(value, str):
        # Control marks of a file would reach the terminal of whoever lists the roster.
        return clean(value).strip() or None
    if isinstance(value, datetime):
        return value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if value is None or isinstance(value, int | date):
        return value
    return str(value)
