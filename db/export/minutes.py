"""The minutes as files: Word with the page of a 公文, or Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from db.export.docx_kit import Manuscript
from db.export.docx_xml import OFFICIAL, Align, Column, Fonts, TableLook
from db.export.markdown import markdown
from db.export.minutes_outline import closing_blocks
from db.export.outline import Block, Facts, Grid, Heading, Paragraph, Signatures, Title
from db.export.papers import Standing
from db.rules.minutes import State

FACTS_LOOK = TableLook(size=14, height=10, side_margin=1.9)
GRID_LOOK = TableLook(size=12, height=9)
MARKS = {State.DRAFT: "草稿　未经宣读核对", State.READ_BACK: "已核对　未定稿", State.FINAL: ""}


def minutes_docx(
    record: tuple[Block, ...],
    standing: Standing,
    *,
    fonts: Fonts = OFFICIAL,
    title: str = "组织生活会会议记录",
    is_rehearsal: bool = False,
) -> bytes:
    """Return the minutes as .docx.

    Args:
        record: The record (`minutes_outline.minutes_blocks`, or what was frozen when it became final).
        standing: Draft, read back or final, with the corrections made since.
        fonts: One of the font presets.
        title: Title for the file's properties.
        is_rehearsal: Mark every page as a rehearsal.
    """
    manuscript = Manuscript(fonts, title=title, is_rehearsal=is_rehearsal, mark=MARKS[standing.state])
    write_blocks(manuscript, (*record, *closing_blocks(standing)))
    return manuscript.to_bytes()


def minutes_markdown(record: tuple[Block, ...], standing: Standing, *, is_rehearsal: bool = False) -> str:
    """Return the minutes as Markdown; the same blocks as in Word."""
    return markdown((*record, *closing_blocks(standing)), is_rehearsal=is_rehearsal)


def write_blocks(manuscript: Manuscript, blocks: Iterable[Block]) -> None:
    """Draw blocks into a document, in their order."""
    for block in blocks:
        if isinstance(block, Title):
            manuscript.title(*block.lines)
        elif isinstance(block, Heading):
            manuscript.heading(block.text, block.level)
        elif isinstance(block, Paragraph):
            manuscript.body(block.text, lead=block.lead, keep_next=block.is_kept)
        elif isinstance(block, Facts):
            _facts(manuscript, block)
        elif isinstance(block, Grid):
            _grid(manuscript, block)
        else:
            _signatures(manuscript, block)


def _facts(manuscript: Manuscript, block: Facts) -> None:
    width = manuscript.page.text_width
    columns = (Column(30, "distribute", manuscript.fonts.hei), Column(width - 30, "left"))
    manuscript.table(columns, (), block.rows, FACTS_LOOK)
    manuscript.gap(10)


def _grid(manuscript: Manuscript, block: Grid) -> None:
    columns = [Column(width, _grid_align(index, block.left)) for index, width in enumerate(block.widths)]
    manuscript.gap(4, keep_next=True)
    manuscript.table(columns, (block.head,), block.rows, GRID_LOOK)
    manuscript.gap(8)


def _grid_align(index: int, left: tuple[int, ...]) -> Align:
    return "left" if index in left else "center"


def _signatures(manuscript: Manuscript, block: Signatures) -> None:
    line = "　　　　　　　".join(block.places)
    manuscript.line(line, is_small=False, keep_next=True, before=28)
    manuscript.line(block.date, align="right", is_small=False, right_indent=4, before=14)
