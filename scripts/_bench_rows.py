"""The floor of the minutes: a Word table whose rows are copies of a prototype row."""

from __future__ import annotations

import copy
import io
from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Sequence


def clone_rows(rows: Sequence[tuple[str, ...]]) -> bytes:
    """One document with one table, a row copied for each."""
    document = Document()
    table = document.add_table(rows=1, cols=len(rows[0]))
    prototype = table.rows[0]._tr  # noqa: SLF001  python-docx has no public way to copy a row
    for cell in table.rows[0].cells:
        cell.paragraphs[0].add_run("x")
    for row in rows:
        copied = copy.deepcopy(prototype)
        for text, value in zip(
            copied.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"), row, strict=True
        ):
            text.text = value
        table._tbl.append(copied)  # noqa: SLF001
    table._tbl.remove(prototype)  # noqa: SLF001
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
