"""Blocks as Markdown, for pasting where Word is not wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from db.export.docx_xml import legal, lines_of
from db.export.outline import Block, Facts, Grid, Heading, Paragraph, Signatures, Title

_INLINE = re.compile(r"([\\`*_<|])")
_OPENING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|>|={2,}|-{2,})")
_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s)")


def markdown(blocks: Iterable[Block], *, is_rehearsal: bool = False) -> str:
    """Return the blocks as Markdown; what people typed stays text and never becomes a mark of its own."""
    parts = ["> **演练　不作为正式记录**"] if is_rehearsal else []
    parts.extend(_block(block) for block in blocks)
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Title):
        return "# " + plain("".join(block.lines))
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {plain(block.text)}"
    if isinstance(block, Paragraph):
        first, *rest = lines_of(block.text) or ("",)
        return "\n\n".join((plain(block.lead + first), *(plain(line) for line in rest)))
    if isinstance(block, Facts):
        return _table(("项目", "内容"), block.rows)
    if isinstance(block, Grid):
        return _table(block.head, block.rows)
    return _signatures(block)


def _signatures(block: Signatures) -> str:
    places = "　　　　　　".join(plain(place) for place in block.places)
    return f"{places}\n\n{plain(block.date)}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = tuple(head)
    lines = [_row(names), _row("---" for _ in names)]
    lines.extend(_row(_cell(value) for value in row) for row in rows)
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(text: str) -> str:
    return "<br>".join(plain(line) for line in lines_of(text))


def plain(text: str) -> str:
    """Escape what Markdown would read as a mark."""
    escaped = _INLINE.sub(r"\\\1", legal(text)).replace("](", "]\\(")
    return _NUMBER.sub(r"\1\\\2", _OPENING.sub(r"\1\\\2", escaped))
