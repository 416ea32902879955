"""WordprocessingML as text: fonts, runs, paragraphs and tables, parsed once when the document is saved.

Building the body as text and parsing it in one go is what makes three hundred rows cheap: python-docx spends a
millisecond on each `add_row`, an f-string spends a microsecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LATIN = "Times New Roman"

Align = Literal["left", "center", "right", "both", "distribute"]
Merge = Literal["", "restart", "continue"]

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANK = re.compile(r"[\t\r\n]+")


@dataclass(frozen=True)
class Fonts:
    """The five Chinese faces of one preset, by the names that Word and WPS know."""

    body: str
    title: str
    kai: str
    hei: str
    song: str = "宋体"
    title_bold: bool = False


OFFICIAL = Fonts(body="仿宋_GB2312", title="方正小标宋简体", kai="楷体_GB2312", hei="黑体")
SYSTEM = Fonts(body="仿宋", title="宋体", kai="楷体", hei="黑体", title_bold=True)
FONT_PRESETS = {"公文": OFFICIAL, "系统自带": SYSTEM}

STAND_INS = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体"}
"""What Word shall take where a font is not installed (`w:altName`)."""


def twips(mm: float) -> int:
    """Return millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


def legal(text: str) -> str:
    """Drop what XML cannot hold; a tab or a line break becomes a blank."""
    return _BLANK.sub(" ", _ILLEGAL.sub("", text))


def lines_of(text: str) -> tuple[str, ...]:
    """Split text at its line breaks and drop the empty lines; empty text is no line."""
    return tuple(line for part in text.splitlines() if (line := part.strip()))


def fonts_xml(font: str, latin: str = LATIN) -> str:
    """Name all four slots, no theme, and the hint that gives “” and … the Chinese face."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{escape(font)}" w:cs="{latin}"/>'


def run_xml(
    text: str, font: str, *, size: float | None = None, bold: bool = False, latin: str = LATIN
) -> str:
    """Return one run; size in points, None for that of the paragraph's style."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    sized = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    return (
        f"<w:r><w:rPr>{fonts_xml(font, latin)}{weight}{sized}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(legal(text))}</w:t></w:r>'
    )


def field_xml(code: str, font: str, size: float) -> str:
    """Return a complex field (begin, instruction, separate, text, end), such as PAGE."""
    look = f'<w:rPr>{fonts_xml(font, font)}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{look}{part}</w:r>" for part in parts)


def paragraph_xml(
    runs: str,
    style: str,
    *,
    align: Align | None = None,
    keep_next: bool = False,
    before: float = 0,
    after: float = 0,
    indents: str = "",
    section: str = "",
) -> str:
    """Return one paragraph of a named style; `before` and `after` in points; `section` ends a section here."""
    keep = "<w:keepNext/>" if keep_next else ""
    space = (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'
        if before or after
        else ""
    )
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    look = f'<w:pStyle w:val="{style}"/>{keep}{space}{indents}{aligned}{section}'
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>"


@dataclass(frozen=True)
class Column:
    """One column of a table: its width in millimetres, how its cells stand, and their font (None: body)."""

    width: float
    align: Align = "center"
    font: str | None = None


@dataclass(frozen=True)
class Cell:
    """A cell that is more than text: spanning columns, merged with the row above, or of its own font."""

    text: str = ""
    span: int = 1
    merge: Merge = ""
    align: Align | None = None
    font: str | None = None


CellLike = str | Cell


@dataclass(frozen=True)
class Tall:
    """A row with a height of its own, in millimetres (at least)."""

    cells: Sequence[CellLike]
    height: float


Row = Sequence[CellLike] | Tall


@dataclass(frozen=True)
class TableLook:
    """What all rows of a table share: text size and row height (at least), cell margins in millimetres."""

    size: float = 12
    height: float = 8.5
    head_height: float | None = None
    side_margin: float = 1.2
    end_margin: float = 0.6
    keeps_last: bool = False
    """Keep the last row with what follows the table, so that places to sign never stand alone on a page."""


def table_xml(
    columns: Sequence[Column], head: Iterable[Row], rows: Iterable[Row], look: TableLook, fonts: Fonts
) -> str:
    """Return a fixed-width table: head rows repeat on each page, no row breaks across two.

    Rows are cut from a prototype made once for each column, so the cost of a row is joining its text.
    """
    widths = [twips(column.width) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margin, end = twips(look.side_margin), twips(look.end_margin)
    properties = (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{end}" w:type="dxa"/><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:bottom w:w="{end}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    writer = _RowWriter(columns, widths, look, fonts)
    body = [writer.row(row, is_head=True) for row in head]
    body.extend(writer.row(row) for row in rows)
    if look.keeps_last and body:
        body[-1] = body[-1].replace('<w:pStyle w:val="PyCell"/>', '<w:pStyle w:val="PyCell"/><w:keepNext/>')
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"


def _row_start(height: float, extra: str = "") -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>{extra}</w:trPr>'
    )


class _RowWriter:
    """Cuts rows from prototypes: one prefix a column, made when the table starts."""

    def __init__(
        self, columns: Sequence[Column], widths: Sequence[int], look: TableLook, fonts: Fonts
    ) -> None:
        self.columns = columns
        self.widths = widths
        self.fonts = fonts
        self.size = f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>'
        height, head = twips(look.height), twips(look.head_height or look.height)
        self.start = f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
        self.head_start = f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{head}" w:hRule="atLeast"/><w:tblHeader/></w:trPr>'
        self.plain = [self._opening(index, Cell(), is_head=False) for index in range(len(columns))]

    def row(self, row: Row, *, is_head: bool = False) -> str:
        """Return one table row; plain text takes the prototype of its column."""
        start = self.head_start if is_head else self.start
        if isinstance(row, Tall):
            start = _row_start(row.height)
        parts = [start]
        index = 0
        for cell in row.cells if isinstance(row, Tall) else row:
            if isinstance(cell, str) and not is_head:
                parts.append(self._filled(self.plain[index], cell))
                index += 1
                continue
            full = cell if isinstance(cell, Cell) else Cell(cell)
            parts.append(self._filled(self._opening(index, full, is_head=is_head), full.text))
            index += full.span
        parts.append("</w:tr>")
        return "".join(parts)

    def _opening(self, index: int, cell: Cell, *, is_head: bool) -> tuple[str, str]:
        """Return what stands before a cell's paragraphs and before the text of each."""
        column = self.columns[index]
        width = sum(self.widths[index : index + cell.span])
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        merged = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        align = cell.align or ("center" if is_head else column.align)
        font = cell.font or (self.fonts.hei if is_head else column.font or self.fonts.body)
        before = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/></w:tcPr>'
        paragraph = (
            f'<w:p><w:pPr><w:pStyle w:val="PyCell"/><w:jc w:val="{align}"/></w:pPr>'
            f'<w:r><w:rPr>{fonts_xml(font)}{self.size}</w:rPr><w:t xml:space="preserve">'
        )
        return before, paragraph

    @staticmethod
    def _filled(opening: tuple[str, str], text: str) -> str:
        before, paragraph = opening
        lines = lines_of(text) if "\n" in text else (text,)
        return (
            before
            + "".join(f"{paragraph}{escape(legal(line))}</w:t></w:r></w:p>" for line in lines or ("",))
            + "</w:tc>"
        )
