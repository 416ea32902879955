"""Which column of a sheet holds what: the header row found below title rows, its words known by their synonyms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from db.imports.sheets import Cell
from db.imports.values import is_member_kind

_SYNONYMS = {
    "name": "姓名 党员姓名 名字 人员姓名",
    "gender": "性别",
    "ethnicity": "民族",
    "birth": "出生日期 出生年月日 出生年月 出生时间 生日",
    "education": "学历 文化程度 学历学位 最高学历",
    "kind": "党员类别 人员类别 党员类型 预/正 正式/预备 党员身份 类别 党籍状态 政治面貌",
    "joined": "入党日期 入党时间 加入党组织日期 入党年月 加入党组织时间 加入中共日期",
    "confirmed": "转正日期 转正时间 转为正式党员日期 转正年月 转为正式党员时间",
    "post": "党内职务 支部职务 党内职务名称 党务职务",
    "job": "工作岗位 职务 岗位 行政职务 现任职务 单位职务 工作单位及职务 职业 职务职称 工作单位 工作/学习单位 单位 部门 所在单位 所在部门 科室",
    "group": "党小组 所在党小组 所属党小组 小组 党小组名称",
    "branch": "所在党支部 所属支部 所属党支部 党组织 支部 党支部 所在支部 党组织名称 党支部名称",
    "phone": "手机号码 手机 手机号 联系电话 联系方式 电话 移动电话 电话号码",
    "note": "备注 说明 附注",
    "id_number": "公民身份号码 身份证号 身份证号码 身份证 证件号码 公民身份证号码",
    "address": "家庭住址 现居住地 住址 居住地址 家庭地址 现住址 详细地址",
}

FIELDS: dict[str, tuple[str, ...]] = {field: tuple(names.split()) for field, names in _SYNONYMS.items()}
"""Every field that a roster may give, with the column names that mean it, the most telling first."""

PRIVATE_FIELDS = frozenset({"id_number", "address"})
"""Not read unless asked: nothing in the program needs them."""

_NAMES = {name: field for field, names in FIELDS.items() for name in names}
_SEARCHED_ROWS = 20
_STATE_TITLE = "党籍状态"


@dataclass(frozen=True)
class Columns:
    """A sheet's header: where it stands, what each column is called and which field it gives.

    `places` maps a field to its column, counted from 0; `titles` are the header texts; `unread` names the columns
    that are passed over.
    """

    header_row: int
    first_row: int
    titles: tuple[str, ...]
    places: Mapping[str, int]

    def title_of(self, field: str) -> str:
        """The words above a field's column, as the file has them."""
        place = self.places.get(field)
        return self.titles[place] if place is not None and place < len(self.titles) else FIELDS[field][0]

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns that give no field."""
        taken = set(self.places.values())
        return tuple(title for place, title in enumerate(self.titles) if title and place not in taken)


def find_columns(rows: tuple[tuple[Cell, ...], ...]) -> Columns | None:
    """The header among the first rows: the one with 姓名 and the most known words; None where there is none.

    A header of two rows (入党情况 above 入党日期 and 转正日期) is read as one.
    """
    best: tuple[int, int] | None = None
    for index, row in enumerate(rows[:_SEARCHED_ROWS]):
        known = [field_of(cell) for cell in row]
        score = len({field for field in known if field})
        if "name" in known and (best is None or score > best[1]):
            best = (index, score)
    if best is None:
        return None
    header = best[0]
    titles = [_shown(cell) for cell in rows[header]]
    first = header + 1
    if first < len(rows) and _is_second_header(rows[header], rows[first]):
        titles = [_shown(below) or above for above, below in zip(titles, rows[first], strict=False)]
        first += 1
    return Columns(header, first, tuple(titles), _placed(titles, rows[first:]))


def field_of(title: Cell) -> str | None:
    """The field that a column name means, or None."""
    return _NAMES.get(normal_title(title))


def normal_title(title: Cell) -> str:
    """A column name without blanks, notes in brackets, stars and colons."""
    text = unicodedata.normalize("NFKC", str(title or ""))
    return re.sub(r"\s|\(.*?\)|\[.*?\]|[*:＊]", "", text)


def _placed(titles: list[str], body: tuple[tuple[Cell, ...], ...]) -> dict[str, int]:
    places: dict[str, int] = {}
    for field, names in FIELDS.items():
        found = [
            (names.index(normal_title(t)), place)
            for place, t in enumerate(titles)
            if normal_title(t) in names
        ]
        if field == "kind":
            found = _kinds_first(found, titles, body)
        if found:
            places[field] = min(found)[1]
    return places


def _kinds_first(
    found: list[tuple[int, int]], titles: list[str], body: tuple[tuple[Cell, ...], ...]
) -> list[tuple[int, int]]:
    """The columns that say 正式 or 预备 anywhere, else all but 党籍状态, which may say 正常 instead."""
    telling = [
        (rank, place)
        for rank, place in found
        if any(is_member_kind(row[place]) for row in body if place < len(row))
    ]
    return telling or [(rank, place) for rank, place in found if normal_title(titles[place]) != _STATE_TITLE]


def _is_second_header(header: tuple[Cell, ...], below: tuple[Cell, ...]) -> bool:
    pairs = list(zip(header, below, strict=False))
    if any(under and field_of(over) == "name" and field_of(under) != "name" for over, under in pairs):
        return False
    return any(field_of(under) and not field_of(over) for over, under in pairs)


def _shown(cell: Cell) -> str:
    return re.sub(r"\s+", "", str(cell)) if cell is not None else ""
