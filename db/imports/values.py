"""What people write into the cells of a roster, as values: dates, kinds of member, telephones, ID numbers.

Every function takes a raw cell and gives a value, or None where the cell says that there is none, or raises
`ValueError` with a Chinese phrase that says what is wrong with the cell.
"""

from __future__ import annotations

import calendar
import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Literal

from db.imports.sheets import Cell

MemberKind = Literal["full", "probationary"]

NOTHING = frozenset(
    {"", "无", "暂无", "没有", "空", "未填", "不详", "-", "—", "/", "\\", "n/a", "null", "none", "nan"}
)
"""What people write where there is nothing (没有的填无或—)."""

_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIALS = range(5_000, 80_000)
_EARLIEST_YEAR = 1900
_LATEST_YEAR = 2100
_PARTS = re.compile(r"(\d{4})(?:[-./年]+(\d{1,2})(?:[-./月]+(\d{1,2})[日号]?)?)?[-./年月]*")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"

_FULL = frozenset({"正式党员", "正式", "正", "中共党员", "党员", "中国共产党党员", "中共正式党员"})
_PROBATIONARY = frozenset({"预备党员", "预备", "预", "中共预备党员", "中国共产党预备党员"})


def plain_text(cell: Cell) -> str | None:
    """A cell as one line of text, or None where it says that there is nothing."""
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    text = " ".join(str(cell).lstrip("'").split())
    folded = unicodedata.normalize("NFKC", text).casefold().replace(" ", "").rstrip("。.")
    return None if folded in NOTHING or not folded.strip("-—–―─_/") else text


def partial_date(cell: Cell) -> str | None:
    """A date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, no more exact than it was written.

    Reads real dates, `2010.07`, `198503`, `19671004`, `2018年02月`, `1985-4-3` and spreadsheet serials such as 40360.
    A number such as 2010.1 is refused: a spreadsheet writes 2010.10 that way too.
    """
    if isinstance(cell, date):
        return _checked(cell.year, cell.month, cell.day)
    if isinstance(cell, float):
        return _date_of_number(cell)
    text = plain_text(cell)
    if text is None:
        return None
    folded = _CLOCK.sub("", unicodedata.normalize("NFKC", text)).replace(" ", "")
    if folded.isdecimal():
        return _date_of_digits(folded)
    found = _PARTS.fullmatch(folded)
    if not found:
        raise ValueError("认不出这个日期，请写成 2010-07-01 或 2010.07")
    year, month, day = (int(part) if part else None for part in found.groups())
    return _checked(year or 0, month, day)


def member_kind(cell: Cell) -> MemberKind | None:
    """正式党员 or 预备党员, in the words that rosters use."""
    word = _kind_word(cell)
    if not word:
        return None
    if word in _FULL:
        return "full"
    if word in _PROBATIONARY:
        return "probationary"
    raise ValueError("不是正式党员也不是预备党员，请改正，或跳过这一行")


def is_member_kind(cell: Cell) -> bool:
    """Whether a cell says 正式 or 预备."""
    return _kind_word(cell) in _FULL | _PROBATIONARY


def gender(cell: Cell) -> str | None:
    """男 or 女."""
    text = plain_text(cell)
    if text is None:
        return None
    if text in {"男", "男性", "女", "女性"}:
        return text[0]
    raise ValueError("性别应填男或女")


def ethnicity(cell: Cell) -> str | None:
    """The full name of an ethnic group: 汉 becomes 汉族."""
    text = plain_text(cell)
    return f"{text}族" if text and len(text) <= 4 and not text.endswith("族") and text != "其他" else text


def phone(cell: Cell) -> str | None:
    """A telephone number as text; a spreadsheet may have kept it as a number."""
    text = plain_text(cell)
    if text is None:
        return None
    text = re.sub(r"\.0+$", "", unicodedata.normalize("NFKC", text))
    if re.search(r"\d[eE]\+?\d", text):
        raise ValueError("号码被表格改成了科学计数，末几位已丢失")
    bare = re.sub(r"[\s-]", "", text)
    return bare if re.fullmatch(r"(\+?86)?1\d{10}", bare) else text


def id_number(cell: Cell) -> str | None:
    """An 18-digit ID number whose check digit is right."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise ValueError("证件号码被表格存成了数字，末几位已丢失")  # noqa: TRY004 - a fault of the file, not of the caller
    text = plain_text(cell)
    if text is None:
        return None
    bare = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
    if not re.fullmatch(r"\d{17}[\dX]", bare):
        raise ValueError("证件号码应为18位")
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, bare, strict=False))
    if _ID_CHECKS[total % 11] != bare[17]:
        raise ValueError("证件号码的校验位不对，可能有错字")
    return bare


def contradicts(earlier: str, later: str) -> bool:
    """Whether two partial dates, empty where unknown, stand in the wrong order as far as both are exact."""
    known = min(len(earlier), len(later))
    return earlier[:known] > later[:known]


def _kind_word(cell: Cell) -> str:
    return re.sub(r"\s|\(.*?\)", "", unicodedata.normalize("NFKC", plain_text(cell) or ""))


def _date_of_number(number: float) -> str:
    if math.isfinite(number) and int(number) in _SERIALS:
        return _date_of_digits(str(int(number)))
    if not _EARLIEST_YEAR <= number < _LATEST_YEAR:
        raise ValueError("认不出这个日期，请写成 2010-07-01 或 2010.07")
    year, _, month = f"{number:.2f}".partition(".")
    if month == "10":
        raise ValueError("分不清是1月还是10月（表格把 2010.10 存成了 2010.1），请改成文本或日期")
    return _checked(int(year), int(month), None)


def _date_of_digits(digits: str) -> str:
    if len(digits) == 8:
        return _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) == 6:
        return _checked(int(digits[:4]), int(digits[4:]), None)
    if len(digits) == 4 and _EARLIEST_YEAR <= int(digits) <= _LATEST_YEAR:
        return digits
    if len(digits) <= 5 and int(digits) in _SERIALS:
        return (_SERIAL_ORIGIN + timedelta(days=int(digits))).isoformat()
    raise ValueError("认不出这个日期，请写成 2010-07-01 或 2010.07")


def _checked(year: int, month: int | None, day: int | None) -> str:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise ValueError("年份不对，应为四位数的年份")
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        raise ValueError("月份不对，应为1到12")
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError("这个月没有这一天")
    return f"{year:04d}-{month:02d}-{day:02d}"
