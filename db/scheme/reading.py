"""What every part of a scheme file has: a code, an origin, values out of a few."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypedDict, TypeVar

from db.rules.periods import EVERY, Every
from db.rules.stated import ORIGINS, Origin

if TYPE_CHECKING:
    from db.toml_file import Table

_T = TypeVar("_T", bound=str)
_CODE = re.compile(r"[a-z][a-z0-9_-]*")


class StatedValues(TypedDict):
    """What `stated` reads, ready to be handed on as keywords."""

    origin: Origin
    defaults: tuple[str, ...]
    source: str


@dataclass
class Known:
    """The codes that a file has declared so far, by the word for what they name."""

    codes: dict[str, set[str]] = field(default_factory=dict)

    def code(self, table: Table, of: str) -> str:
        """Read the table's own code; it must be new among those of its kind."""
        taken = self.codes.setdefault(of, set())
        code = table.text("code", check=is_code, expected="小写字母开头的代号，如 study")
        if code in taken:
            raise table.fault("code", "没有用过的代号")
        taken.add(code)
        return code

    def reference(self, table: Table, key: str, of: str) -> str:
        """Read the code of something that the file declares; empty where the key is absent."""
        code = table.text(key, "")
        if code and code not in self.codes.get(of, set()):
            have = "、".join(sorted(self.codes.get(of, set())))
            raise table.fault(
                key, f"本文件里一个{of}的代号（{have}）" if have else f"一个{of}的代号，本文件没有{of}"
            )
        return code


def is_code(text: str) -> bool:
    """Whether a text can be a code: it starts with a small letter and holds nothing that needs quoting."""
    return bool(_CODE.fullmatch(text))


def one_of(table: Table, key: str, choices: Collection[_T], default: _T | None = None) -> _T:
    """Read one of a few words."""
    text = table.text(key, default, choices=choices)
    return next((choice for choice in choices if choice == text), default or next(iter(choices)))


def every(table: Table, key: str = "every") -> Every | Literal[""]:
    """Read a rhythm; empty where the document gives none."""
    return one_of(table, key, EVERY) if key in table else _nothing(table, key)


def _nothing(table: Table, key: str) -> Literal[""]:
    table.know(key)
    return ""


def stated(table: Table, origin: Origin = "seed") -> StatedValues:
    """Read where a part comes from; what `defaults` names must be a key of the same part."""
    names = table.texts("defaults", ())
    for name in names:
        if name not in table:
            raise table.fault("defaults", f"本节里写着的键的名称；这里没有 {name}")
    return {
        "origin": one_of(table, "origin", ORIGINS, origin),
        "defaults": names,
        "source": table.text("source", ""),
    }


def day_in_order(table: Table, key: str, earliest: str, than: str, default: str | None = None) -> str:
    """Read a day that must not lie before another one."""
    day = table.day(key, default)
    if day and earliest and day < earliest:
        raise table.fault(key, f"不早于 {than}（{earliest}）的日期")
    return day
