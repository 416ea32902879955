"""The minutes as a page to read, with the lines that say how far they have come."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from db.export.outline import Facts, Grid, Heading, Paragraph, Title
from db.export.wording import moment
from db.rules.minutes import State
from db.rules.prose import clause
from tui.present.wrap import cut, wrap_cjk
from tui.widgets.page import PageLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.export.outline import Block, Signatures
    from db.views.minutes import Minutes

LABEL = 10
"""Cells of a label of the head table, with the gap behind it."""

INDENT = "\u3000\u3000"
"""The first line of a paragraph is indented by two characters."""


def page_lines(blocks: Sequence[Block], width: int) -> tuple[PageLine, ...]:
    """Break blocks into lines of at most `width` cells."""
    return tuple(line for index, block in enumerate(blocks) for line in _block(block, index, width))


def headings(blocks: Sequence[Block]) -> tuple[tuple[int, str], ...]:
    """Every heading with the block that it stands in."""
    return tuple(
        (index, INDENT[: block.level - 1] + block.text)
        for index, block in enumerate(blocks)
        if isinstance(block, Heading)
    )


def state_line(minutes: Minutes, width: int) -> str:
    """How far the minutes have come, in one line."""
    standing = minutes.standing
    words = [standing.state.word, "随登记随更新"]
    if standing.state is State.READ_BACK and standing.read_back is not None:
        words = [f"{moment(standing.read_back.at)}已宣读核对"]
        if not minutes.is_unchanged:
            words.append("核对后又有改动")
        said = standing.read_back.objections
        words.append(f"意见：{said}" if said else "无异议")
    elif standing.state is State.FINAL and standing.finalised is not None:
        words = [f"{moment(standing.finalised)}定稿", f"校验码 {standing.digest[:16]}"]
        if standing.amendments:
            words.append(f"更正说明{len(standing.amendments)}条")
    return cut("　".join(words), width)


def gaps_line(gaps: Sequence[str], width: int) -> str:
    """What the record still lacks, in one line."""
    if not gaps:
        return ""
    return cut(f"尚缺{len(gaps)}处（按 8 看全部）：{'；'.join(gaps)}", width)


@lru_cache(maxsize=8192)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    """Wrap a paragraph once: after an act all others stand as they did."""
    return tuple(wrap_cjk(text, width))


def _block(block: Block, index: int, width: int) -> Iterator[PageLine]:
    if isinstance(block, Title):
        for part in block.lines:
            for text in _wrapped(part, width):
                yield PageLine(" " * ((width - cell_len(text)) // 2) + text, "title", block=index)
        yield PageLine("", block=index)
    elif isinstance(block, Heading):
        if block.level == 1:
            yield PageLine("", block=index)
        tone = "heading" if block.level == 1 else "subheading"
        for text in _wrapped(INDENT[: block.level - 1] + block.text, width):
            yield PageLine(text, tone, block=index)
    elif isinstance(block, Paragraph):
        yield from _paragraph(block, index, width)
    elif isinstance(block, Facts):
        for label, value in block.rows:
            yield from _labelled(label, value, index, width)
        yield PageLine("", block=index)
    elif isinstance(block, Grid):
        for row in block.rows:
            yield from _grid_row(block.head, row, index, width)
    else:
        yield from _signatures(block, index, width)


def _paragraph(block: Paragraph, index: int, width: int) -> Iterator[PageLine]:
    for number, part in enumerate(block.text.splitlines() or [""]):
        lead = block.lead if number == 0 else ""
        for place, text in enumerate(_wrapped(INDENT + lead + part, width)):
            shown = min(len(text), len(INDENT) + len(lead)) if lead and place == 0 else 0
            yield PageLine(text, lead=shown, block=index)


def _labelled(label: str, value: str, index: int, width: int) -> Iterator[PageLine]:
    head = set_cell_size(label, LABEL)
    for place, text in enumerate(_wrapped(value or "（未填）", width - LABEL)):
        if place == 0:
            yield PageLine(head + text, lead=len(head), block=index)
        else:
            yield PageLine(" " * LABEL + text, block=index)


def _grid_row(head: Sequence[str], row: Sequence[str], index: int, width: int) -> Iterator[PageLine]:
    """A row of a table as text: narrow windows have no room for its columns."""
    number, *cells = row
    named = "；".join(
        f"{name}：{cell}" for name, cell in zip(head[1:], map(clause, cells), strict=True) if cell
    )
    yield from (PageLine(text, block=index) for text in _wrapped(f"{INDENT}{number}. {named}", width))


def _signatures(block: Signatures, index: int, width: int) -> Iterator[PageLine]:
    yield PageLine("", block=index)
    gap = " " * 6
    for text in _wrapped(gap.join(f"{place}________" for place in block.places), width):
        yield PageLine(text, "muted", block=index)
    date = cut(block.date, width)
    yield PageLine(" " * max(0, width - cell_len(date) - 4) + date, "muted", block=index)
