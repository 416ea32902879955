"""Reading a TOML file that a person wrote: every mistake is named by file, key and what was expected."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import tomli

from db.errors import BadInput

FIRST_DAY, LAST_DAY = "1900-01-01", "2199-12-31"

_T = TypeVar("_T")
_TYPE_WORDS = {
    bool: "true 或 false",
    int: "整数",
    str: "带引号的文字",
    Decimal: "数",
    list: "列表",
    dict: "一节（[名称]）",
}


def read_toml(path: Path) -> Table:
    """Read a file whole.

    Raises:
        BadInput: it is missing, unreadable, not UTF-8, or not TOML; names the file, and the line where there is one.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"找不到文件 {path}，请检查文件名和所在的文件夹。") from None
    except OSError as error:
        raise BadInput(f"{path}：读不出来（{error.strerror}）。") from error
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadInput(f"{path}：文件是 UTF-16 编码，请另存为 UTF-8。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{path}：第{line}行不是 UTF-8 编码，请用记事本另存为 UTF-8。") from None
    return parse_toml(text, str(path))


def parse_toml(text: str, file: str) -> Table:
    """Read a text that stood in a file of that name.

    Raises:
        BadInput: it is not TOML; names the file and the line.
    """
    try:
        return Table(file, tomli.loads(text.replace("\r\n", "\n"), parse_float=Decimal), text=text)
    except tomli.TOMLDecodeError as error:
        raise BadInput(f"{file}：第{error.lineno}行第{error.colno}列写法有误：{_why(error.msg)}。") from None


_WHYS = (
    ("Cannot overwrite a value", "同一个键写了两次"),
    ("Cannot declare", "同一节写了两次"),
    ("Expected '=' after a key", "键的后面应有等号 ="),
    ("Expected newline or end of document", "值的后面有多余的内容，一行只写一个键"),
    ("Invalid value", "等号后面应是值；文字要加英文引号"),
    ("Unterminated string", "引号没有写完"),
    ("Illegal character", "引号没有写完，或有不该有的字符"),
    ("Invalid hex", "路径里的 \\ 请写成 / ，或改用单引号"),
    ("Invalid statement", "这一行不是“键 = 值”，也不是 [名称]；键只能用字母、数字和下划线"),
    ("Unescaped '\\'", "路径里的 \\ 请写成 / ，或改用单引号"),
    ("Unclosed array", "列表没有写完"),
    ("Expected ']", "名称后面应有方括号 ]"),
)


def _why(message: str) -> str:
    return next((why for start, why in _WHYS if message.startswith(start)), "不合 TOML 的写法")


class Table:
    """One table of a TOML file. Every key is asked for once; `finish` refuses what nobody asked for."""

    def __init__(self, file: str, data: Mapping[str, Any], name: str = "", *, text: str = "") -> None:
        self.file = file
        self.name = name
        self.text_of_file = text
        self._data = data
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def _key(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def fault(self, key: str, expected: str) -> BadInput:
        """Return the error that names the file, the key, what stands there and what was expected."""
        if key in self._data:
            return BadInput(
                f"{self.file}：{self._key(key)} 应是{expected}，现在是 {_shown(self._data[key])}。"
            )
        return BadInput(f"{self.file}：缺少 {self._key(key)}，应是{expected}。")

    def _get(self, key: str, kind: type[_T], expected: str) -> _T:
        self._asked.add(key)
        value = self._data.get(key)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        raise self.fault(key, expected)

    def _absent(self, key: str, default: object) -> bool:
        self._asked.add(key)
        return key not in self._data and default is not None

    def text(
        self,
        key: str,
        default: str | None = None,
        *,
        choices: Collection[str] = (),
        check: Callable[[str], bool] | None = None,
        expected: str = "",
    ) -> str:
        """Return a string; without a default it must be there and not be empty."""
        wanted = expected or (
            "、".join(f'"{one}"' for one in choices) + " 之一" if choices else _TYPE_WORDS[str]
        )
        if self._absent(key, default):
            return str(default)
        value = self._get(key, str, wanted)
        if (
            (choices and value not in choices)
            or (check is not None and not check(value))
            or (default is None and not value.strip())
        ):
            raise self.fault(key, wanted if value.strip() or choices else f"{wanted}，不能为空")
        return value

    def integer(
        self, key: str, default: int | None = None, *, low: float | None = None, high: float | None = None
    ) -> int:
        """Return a whole number within its bounds."""
        expected = _TYPE_WORDS[int] + _bounds(low, high)
        if self._absent(key, default):
            return int(default or 0)
        value = self._get(key, int, expected)
        if (low is not None and value < low) or (high is not None and value > high):
            raise self.fault(key, expected)
        return value

    def tenths(
        self, key: str, default: int | None = None, *, low: float | None = None, high: float | None = None
    ) -> int:
        """Return points with at most one decimal place, as integer tenths; the bounds are tenths too."""
        in_points = [None if bound is None else bound / 10 for bound in (low, high)]
        expected = "最多一位小数的数" + _bounds(*in_points)
        if self._absent(key, default):
            return int(default or 0)
        self._asked.add(key)
        value = self._data.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise self.fault(key, expected)
        scaled = Decimal(value) * 10
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise self.fault(key, expected)
        if (low is not None and scaled < low) or (high is not None and scaled > high):
            raise self.fault(key, expected)
        return int(scaled)

    def day(self, key: str, default: str | None = None) -> str:
        """Return a whole day as ISO text; TOML's own date and a quoted one are both understood."""
        expected = "日期，如 2026-05-01"
        if self._absent(key, default):
            return str(default)
        self._asked.add(key)
        value = self._data.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            value = value.isoformat()
        if isinstance(value, str) and is_day(value):
            return value
        raise self.fault(key, expected)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false."""
        if self._absent(key, default):
            return bool(default)
        return self._get(key, bool, _TYPE_WORDS[bool])

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of strings."""
        if self._absent(key, default):
            return default or ()
        value = self._get(key, list, "文字的列表")
        if not all(isinstance(one, str) and one.strip() for one in value):
            raise self.fault(key, "文字的列表")
        return tuple(value)

    def table(self, key: str, *, required: bool = True) -> Table:
        """Return a table below this one; an optional one that is absent reads as empty."""
        self._asked.add(key)
        if not required and key not in self._data:
            return Table(self.file, {}, self._key(key))
        return Table(self.file, self._get(key, dict, f"一节 [{self._key(key)}]"), self._key(key))

    def tables(self, key: str, *, required: bool = False) -> tuple[Table, ...]:
        """Return an array of tables, each named by its place, counted from 1."""
        self._asked.add(key)
        expected = f"若干节 [[{self._key(key)}]]"
        if key not in self._data and not required:
            return ()
        value = self._get(key, list, expected)
        if not all(isinstance(one, dict) for one in value) or (required and not value):
            raise self.fault(key, expected)
        return tuple(
            Table(self.file, one, f"{self._key(key)}[{place}]") for place, one in enumerate(value, 1)
        )

    @property
    def content(self) -> Mapping[str, Any]:
        """What the table holds, as it was parsed."""
        return self._data

    def know(self, *keys: str) -> None:
        """Say that these keys may stand here, without reading them."""
        self._asked.update(keys)

    def finish(self) -> None:
        """Refuse the first key that nobody asked for, and name the nearest one that exists."""
        for key in self._data:
            if key not in self._asked:
                import difflib  # a fault is rare and a start is not

                near = difflib.get_close_matches(key, self._asked, n=1)
                hint = f"是不是 {near[0]}？" if near else f"这里可用的是：{'、'.join(sorted(self._asked))}。"
                raise BadInput(f"{self.file}：不认识 {self._key(key)}，{hint}")


def is_day(text: str) -> bool:
    """Whether a text is an ISO day of a year that can be meant: far enough from the ends to be moved."""
    try:
        return date.fromisoformat(text).isoformat() == text and FIRST_DAY <= text <= LAST_DAY
    except ValueError:
        return False


def _bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"，{low:g} 到 {high:g}"
    if low is not None:
        return f"，不小于 {low:g}"
    return "" if high is None else f"，不大于 {high:g}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 else f'"{value[:40]}…"'
    if isinstance(value, (list, dict)):
        return _TYPE_WORDS[type(value)]
    return str(value)
