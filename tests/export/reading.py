"""Open a produced .docx again, as Word would, and ask it things."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def all_text(document: Any) -> str:
    """Every text of the body, in order, tables included."""
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def table_texts(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def fonts_of(document: Any, text: str) -> str:
    """The eastAsia font of the run that holds this text."""
    for run in document.element.body.iter(qn("w:r")):
        if text in "".join(node.text or "" for node in run.iter(qn("w:t"))):
            return str(run.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")))
    raise AssertionError(text)


def head_texts(document: Any) -> list[str]:
    section = document.sections[0]
    return [
        part.paragraphs[0].text if part.paragraphs else ""
        for part in (section.header, section.even_page_header)
    ]
