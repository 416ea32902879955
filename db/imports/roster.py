"""A roster file as people: every row read or its fault named; nothing here knows the book.

The header stands below title rows, a branch is merged over its people, a sheet may hold several branches, and the last
rows are signatures. What a row cannot say clearly is a `Fault` with the row's number in the file, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from db.errors import BadInput
from db.imports import values
from db.imports.columns import FIELDS, PRIVATE_FIELDS, Columns, field_of, find_columns
from db.imports.people import Fault, Person, second_secretaries, told_apart
from db.imports.sheets import Cell, Sheet, read_sheets
from db.rules.names import bare_name, missing_strokes

_SIGNATURES = ("填表人", "填报", "审核人", "负责人", "制表", "联系人", "单位(盖章)", "党支部书记(签")
_REMARKS = ("合计", "总计", "共计", "小计", "注:", "说明:", "备注:")
_LONGEST_NAME = 30
_TELLING_CELLS = 3
"""So many filled cells make a person of a row below the signatures."""

_POST = re.compile(
    r"(副|支部|党支部|支部副)?书记|(组织|宣传|纪检|青年|群工|统战|生活|保密|学习|支部)委员|党小组长|党小组组长"
)
_READERS: Mapping[str, Callable[[Cell], str | None]] = {
    "gender": values.gender,
    "ethnicity": values.ethnicity,
    "birth": values.partial_date,
    "kind": values.member_kind,
    "joined": values.partial_date,
    "confirmed": values.partial_date,
    "phone": values.phone,
    "id_number": values.id_number,
}
_FORGIVEN = frozenset({"phone", "id_number"})
"""Fields that are left empty, with a notice, where the cell is spoilt: the spreadsheet has lost the digits."""


@dataclass(frozen=True)
class Roster:
    """What a file says: people, faults that stop it, notices that do not, and how its columns were read.

    `given` are the fields that the file speaks of: an empty value of any other field says nothing.
    `branches` are all that the sheet names, in its order, also when only one was taken.
    """

    file: str
    sheet: str
    columns: Columns
    given: frozenset[str]
    people: tuple[Person, ...]
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...]
    branches: tuple[str, ...]
    sheets: tuple[str, ...]

    @property
    def faulty_rows(self) -> tuple[int, ...]:
        """The numbers of the rows that cannot go in, each once."""
        return tuple(sorted({fault.row for fault in self.faults}))


def read_roster(
    path: Path,
    *,
    sheet: str | None = None,
    branch: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    private: bool = False,
    today: date | None = None,
) -> Roster:
    """Read a roster file.

    Args:
        path: the file, of any kind that `read_sheets` takes.
        sheet: the sheet to read; without it the one with the most known columns and rows.
        branch: take only the people of this 党支部.
        mapping: field to column title, over what was recognised; None for a field that is not to be read.
        private: read ID numbers and addresses too.
        today: no date may lie after it.

    Raises:
        BadInput: the file cannot be read, no sheet has a 姓名 column, or a sheet, branch or column is not there.
    """
    found = [
        (candidate, columns)
        for candidate in read_sheets(path)
        if (columns := find_columns(candidate.rows)) and (sheet is None or candidate.name == sheet)
    ]
    if not found:
        where = f"的“{sheet}”" if sheet else ""
        raise BadInput(f"{path.name}{where}里找不到表头：要有一行写着“姓名”，下面一人一行。")
    names = tuple(candidate.name for candidate, _ in found)
    chosen, columns = max(found, key=lambda pair: (len(pair[1].places), len(pair[0].rows)))
    columns = replace(columns, places=_mapped(columns, mapping or {}, path.name, private=private))
    reading = _Reading(chosen, columns, today)
    reading.read()
    if not reading.lines:
        raise BadInput(f"{path.name}的表头下面没有党员，请选填好名单的表格。")
    branches = tuple(dict.fromkeys(line.branch for line in reading.lines if line.branch))
    if branch is not None and branch not in branches:
        known = "、".join(branches) or "没有支部一列"
        raise BadInput(f"{path.name}里没有“{branch}”，表里的支部：{known}。")
    people, doubles = told_apart([p for p in reading.people if branch in {None, p.branch}])
    people, seconds = second_secretaries(people, columns.title_of("post"))
    kept = {line.number for line in reading.lines if branch in {None, line.branch}}
    return Roster(
        file=path.name,
        sheet=chosen.name,
        columns=columns,
        given=frozenset(columns.places) | reading.implied,
        people=people,
        faults=tuple(
            sorted((f for f in (*reading.faults, *doubles, *seconds) if f.row in kept), key=lambda f: f.row)
        ),
        notices=(
            *_notices_of_columns(columns),
            *(notice for notice in reading.notices if notice.row in kept),
            *_notices_of_order(people, columns.title_of("name")),
        ),
        branches=branches,
        sheets=names,
    )


@dataclass(frozen=True)
class _Line:
    number: int
    branch: str


class _Reading:
    """One pass over a sheet's body, collecting people and faults."""

    def __init__(self, sheet: Sheet, columns: Columns, today: date | None) -> None:
        self.columns = columns
        self.today = today.isoformat() if today else ""
        self.rows = sheet.filled()
        self.raw = sheet.rows
        self.without_result = sheet.without_result
        self.lines: list[_Line] = []
        self.people: list[Person] = []
        self.faults: list[Fault] = []
        self.notices: list[Fault] = []
        self.implied: set[str] = set()
        self.branch = ""
        self.group = ""
        self._is_past_end = False
        self._bad_fields: set[str] = set()
        self._name = ""

    def read(self) -> None:
        """Read every row of the body."""
        for index in range(self.columns.first_row, len(self.rows)):
            if self._is_person(index):
                self._read_person(index)

    def _is_person(self, index: int) -> bool:
        """Whether a row speaks of a person; headings, repeated headers, totals and signatures do not."""
        filled = [cell for cell in self.raw[index] if cell is not None]
        name = bare_name(str(self._cell(index, "name") or ""))
        if field_of(name) == "name":
            self._is_past_end = False
            return False
        told = [
            f
            for f in self.columns.places
            if f not in {"branch", "group"}
            and (self._cell(index, f) is not None or self._lacks_result(index, f))
        ]
        if self._is_past_end and name and len(told) >= _TELLING_CELLS:
            self._is_past_end = False
        if self._is_past_end or (filled and self._is_footer(filled[0], name)):
            return False
        if len(filled) == 1 and len(self.columns.places) > 1 and self._is_heading(bare_name(str(filled[0]))):
            return False
        return bool(told)

    def _is_footer(self, first: Cell, name: str) -> bool:
        text = unicodedata.normalize("NFKC", bare_name(str(first)))
        if name and name != bare_name(str(first)) and not any(char.isdecimal() for char in name):
            return False
        if text.startswith(_SIGNATURES):
            self._is_past_end = True
            return True
        return text.startswith(_REMARKS)

    def _is_heading(self, text: str) -> bool:
        """A row of one text between people may name the branch or the group of those below it."""
        if "branch" not in self.columns.places and text.endswith("支部"):
            self.branch, self.group = text, ""
            self.implied.add("branch")
            return True
        if "group" not in self.columns.places and text.endswith("小组"):
            self.group = text
            self.implied.add("group")
            return True
        return False

    def _read_person(self, index: int) -> None:
        number = index + 1
        self._bad_fields.clear()
        self._name = bare_name(values.plain_text(self._cell(index, "name")) or "")
        found = {field: self._value(index, number, field) for field in self.columns.places}
        if "branch" in self.columns.places:
            # A branch written once above its people, without merged cells, holds until the next one.
            self.branch = found["branch"] or self.branch
        found["branch"] = self.branch
        found.setdefault("group", self.group)
        if "post" not in self.columns.places and _POST.fullmatch(found.get("job", "")):
            found["post"], found["job"] = found["job"], ""
            self.implied.add("post")
        self.lines.append(_Line(number, self.branch))
        self._check_name(number, found)
        self._check_kind(number, found)
        self._check_dates(number, found)
        if not self._bad_fields:
            self.people.append(Person(number, **found))  # type: ignore[arg-type]

    def _value(self, index: int, number: int, field: str) -> str:
        if self._lacks_result(index, field):
            self._blame(number, field, "", "公式没有结果，请在表格软件里打开并保存一次")
            return ""
        cell = self._cell(index, field)
        try:
            if field in {"name", "branch", "group"}:
                return bare_name(values.plain_text(cell) or "")
            return _READERS.get(field, values.plain_text)(cell) or ""
        except ValueError as error:
            shown = values.plain_text(cell) or ""
            if field in _FORGIVEN:
                title = self.columns.title_of(field)
                self.notices.append(Fault(number, title, shown, f"{error}，这一格留空", self._name))
            else:
                self._blame(number, field, shown, str(error))
            return ""

    def _check_name(self, number: int, found: dict[str, str]) -> None:
        name = found["name"]
        if "name" in self._bad_fields:
            return
        if not name:
            self._blame(number, "name", "", "没有姓名")
        elif len(name) > _LONGEST_NAME or any(char.isdecimal() for char in name):
            self._blame(number, "name", name, "不像姓名，请检查这一格")

    def _check_kind(self, number: int, found: dict[str, str]) -> None:
        if found.get("kind") or "kind" in self._bad_fields:
            return
        if "kind" in self.columns.places and not found.get("confirmed"):
            self._blame(number, "kind", "", "没有填，请填正式党员或预备党员")
        found["kind"] = "full"

    def _check_dates(self, number: int, found: dict[str, str]) -> None:
        birth, joined, confirmed = (found.get(field, "") for field in ("birth", "joined", "confirmed"))
        past = ["birth", "joined"] + ["confirmed"] * (found["kind"] == "full")
        for field in past:
            if values.contradicts(found.get(field, ""), self.today):
                self._blame(number, field, found[field], "日期在今天之后")
        if values.contradicts(birth, joined):
            self._blame(number, "joined", joined, f"早于出生日期{birth}")
        if values.contradicts(joined, confirmed):
            self._blame(number, "confirmed", confirmed, f"早于入党日期{joined}")

    def _blame(self, number: int, field: str, value: str, problem: str) -> None:
        self._bad_fields.add(field)
        self.faults.append(Fault(number, self.columns.title_of(field), value, problem, self._name))

    def _lacks_result(self, index: int, field: str) -> bool:
        return (index, self.columns.places.get(field, -1)) in self.without_result

    def _cell(self, index: int, field: str) -> Cell:
        place = self.columns.places.get(field)
        row = self.rows[index]
        return row[place] if place is not None and place < len(row) else None


def _mapped(
    columns: Columns, mapping: Mapping[str, str | None], file: str, *, private: bool
) -> dict[str, int]:
    """The columns as recognised, with the caller's own choices over them and the private ones left out."""
    places = {
        field: place for field, place in columns.places.items() if private or field not in PRIVATE_FIELDS
    }
    for field, title in mapping.items():
        if field not in FIELDS:
            raise BadInput(f"没有“{field}”这个字段。")
        if title is None:
            places.pop(field, None)
        elif title in columns.titles:
            places[field] = columns.titles.index(title)
        else:
            raise BadInput(f"{file}里没有“{title}”这一列。")
    if "name" not in places:
        raise BadInput("姓名一列必须读，请指定哪一列是姓名。")
    return places


def _notices_of_columns(columns: Columns) -> tuple[Fault, ...]:
    if "kind" in columns.places:
        return ()
    return (Fault(columns.header_row + 1, FIELDS["kind"][0], "", "表里没有这一列，都按正式党员登记"),)


def _notices_of_order(people: tuple[Person, ...], title: str) -> tuple[Fault, ...]:
    return tuple(
        Fault(
            person.row, title, person.name, f"笔画表里没有“{''.join(missing)}”，姓氏笔画排在最后", person.name
        )
        for person in people
        if (missing := missing_strokes(person.name))
    )
