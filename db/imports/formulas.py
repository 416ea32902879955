"""Formula cells of an xlsx that hold no result: a program wrote the formula and no spreadsheet has computed it.

Every reader gives such a cell as empty, so that a column of formulas would be lost without a word.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL = re.compile(r"<(?:\w+:)?c\s([^>]*[^>/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(r"<(?:\w+:)?f[\s/>]")
_RESULT = re.compile(r"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_TEXT = "str"
"""The type of a formula cell whose result is text; an empty one is a result too."""


def without_result(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """For every sheet of an xlsx by name, the (row, column) from 0 of formula cells that hold no result."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        relations = map(_attributes, _RELATION.findall(_read(archive, "xl/_rels/workbook.xml.rels")))
        targets = {found.get("Id", ""): found.get("Target", "") for found in relations}
        sheets = {}
        for sheet in map(_attributes, _SHEET.findall(_read(archive, "xl/workbook.xml"))):
            relation = next((value for key, value in sheet.items() if key.endswith(":id")), "")
            # An absolute target starts at the archive's root, a relative one at the workbook.
            path = posixpath.normpath(posixpath.join("/xl", targets.get(relation, ""))).lstrip("/")
            if path in names:
                sheets[sheet.get("name", "")] = frozenset(_empty_formulas(_read(archive, path)))
        return sheets


def _empty_formulas(text: str) -> list[tuple[int, int]]:
    if not _FORMULA.search(text):
        return []
    return [
        place
        for written, content in _CELL.findall(text)
        if _FORMULA.search(content)
        and not _RESULT.search(content)
        and (found := _attributes(written)).get("t") != _TEXT
        and (place := _place(found.get("r", "")))
    ]


def _place(reference: str) -> tuple[int, int] | None:
    """`C2` as (1, 2)."""
    found = _PLACE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _attributes(text: str) -> dict[str, str]:
    return {key: html.unescape(one or other) for key, one, other in _ATTRIBUTE.findall(text)}


def _read(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8", "replace")
