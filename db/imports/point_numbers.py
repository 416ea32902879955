"""Points as the cells of a sheet hold them."""

from __future__ import annotations

import unicodedata

from db.imports import values
from db.imports.sheets import Cell


def number_text(cell: Cell) -> str:
    """A number as a person would write it; what a spreadsheet reckoned loses the noise of its last digits."""
    if isinstance(cell, float):
        return f"{cell:.9f}".rstrip("0").rstrip(".")
    text = unicodedata.normalize("NFKC", values.plain_text(cell) or "")
    return text.removesuffix("分").strip()
