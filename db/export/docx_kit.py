"""A Word document with the page of a 公文 (GB/T 9704-2012): A4, 22 lines of 28 characters, page numbers between dashes.

No 红头, 文号 or 版记: what a branch writes here is a record, not an issued document. The fonts are named, never
embedded (licence). `docx` is imported when a document is made, so that the console starts without it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from db.export import docx_xml as xml
from db.export.docx_styles import font_table_xml, styles_xml
from db.export.docx_xml import Align, Column, Fonts, Row, TableLook

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

REHEARSAL = "演练　不作为正式记录"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNUSED = ("stylesWithEffects", "customXml", "numbering", "theme", "webSettings", "thumbnail")


@dataclass(frozen=True)
class Page:
    """Paper and margins in millimetres; `foot` is the distance of the page number from the paper's edge."""

    width: float = 210
    height: float = 297
    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26
    foot: float = 28

    @property
    def text_width(self) -> float:
        """Millimetres between the side margins."""
        return self.width - self.left - self.right


OFFICIAL_PAGE = Page()
FORM_PAGE = Page(top=20, bottom=18, left=18, right=18, foot=10)
LANDSCAPE_PAGE = Page(width=297, height=210, top=25, bottom=22, left=22, right=22, foot=14)


class Manuscript:
    """A document being written, top to bottom; `to_bytes` ends it.

    The same calls give the same bytes: no clock is read and the archive carries no time.
    """

    def __init__(
        self,
        fonts: Fonts = xml.OFFICIAL,
        page: Page = OFFICIAL_PAGE,
        *,
        title: str = "",
        is_rehearsal: bool = False,
        mark: str = "",
        has_page_numbers: bool = True,
    ) -> None:
        """Start a document.

        Args:
            fonts: One of `FONT_PRESETS`.
            page: Paper and margins.
            title: Title kept in the file's properties.
            is_rehearsal: Print the mark of a rehearsal at the head of each page.
            mark: Other words for the head of each page, such as 内部资料 or 草稿.
            has_page_numbers: False for slips, on which any number would be a mark.
        """
        self.fonts = fonts
        self.page = page
        self._title = title
        self._head = "　　".join(part for part in (REHEARSAL if is_rehearsal else "", mark) if part)
        self._has_page_numbers = has_page_numbers
        self._body: list[str] = []

    def title(self, *lines: str, after: float = 16) -> None:
        """Add the title, 2号小标宋 and centred, one paragraph a line."""
        for index, line in enumerate(lines):
            run = xml.run_xml(line, self.fonts.title, bold=self.fonts.title_bold)
            space = after if index == len(lines) - 1 else 0
            self._body.append(xml.paragraph_xml(run, "PyTitle", after=space))

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading of the first (黑体) or second (楷体) level; it stays with what follows."""
        font = self.fonts.hei if level == 1 else self.fonts.kai
        self._body.append(xml.paragraph_xml(xml.run_xml(text, font), f"PyHeading{level}", keep_next=True))

    def body(self, text: str, *, lead: str = "", keep_next: bool = False) -> None:
        """Add running text, one paragraph a line; `lead` stands before the first line in 楷体."""
        for index, line in enumerate(xml.lines_of(text) or ("",)):
            opening = xml.run_xml(lead, self.fonts.kai) if lead and index == 0 else ""
            runs = opening + (xml.run_xml(line, self.fonts.body) if line or not opening else "")
            self._body.append(xml.paragraph_xml(runs, "PyBody", keep_next=keep_next))

    def line(
        self,
        text: str,
        *,
        align: Align = "left",
        size: float | None = None,
        font: str | None = None,
        keep_next: bool = False,
        before: float = 0,
        after: float = 0,
        is_small: bool = True,
        right_indent: float = 0,
        hanging: float = 0,
    ) -> None:
        """Add one line without first-line indent, 小四 (`is_small`) or 三号.

        `right_indent` and `hanging` (of what follows the first line) are in characters.
        """
        style = "PySmall" if is_small else "PyPlain"
        points = 12 if is_small else 16
        indents = ""
        if hanging:
            indents = (
                f'<w:ind w:left="{round(hanging * points * 20)}" w:hanging="{round(hanging * points * 20)}"/>'
            )
        if right_indent:
            indents = f'<w:ind w:right="{round(right_indent * points * 20)}" w:rightChars="{round(right_indent * 100)}"/>'
        self._body.append(
            xml.paragraph_xml(
                xml.run_xml(text, font or self.fonts.body, size=size),
                style,
                align=align,
                keep_next=keep_next,
                before=before,
                after=after,
                indents=indents,
            )
        )

    def table(
        self,
        columns: Sequence[Column],
        head: Iterable[Row],
        rows: Iterable[Row],
        look: TableLook | None = None,
    ) -> None:
        """Add a table; its head rows repeat on each page."""
        self._body.append(xml.table_xml(columns, head, rows, look or TableLook(), self.fonts))

    def gap(self, points: float = 8, *, keep_next: bool = False) -> None:
        """Add an empty line of so many points."""
        self._body.append(xml.paragraph_xml("", "PyBreak", before=points, keep_next=keep_next))

    def next_sheet(self, *, restarts_numbers: bool = False) -> None:
        """Begin a new page; with `restarts_numbers` a new section whose page numbers start at 1 again."""
        if restarts_numbers:
            self._body.append(xml.paragraph_xml("", "PyBreak", section=self._section_xml()))
        else:
            self._body.append(xml.paragraph_xml('<w:r><w:br w:type="page"/></w:r>', "PyBreak"))

    def to_bytes(self) -> bytes:
        """Return the finished .docx."""
        import docx  # 100 ms that the console must not pay at start
        from docx.oxml.parser import parse_xml

        document = docx.Document()
        _strip(document)
        styles = document.part._styles_part  # noqa: SLF001 - python-docx has no way to replace a whole part
        styles._element = parse_xml(styles_xml(self.fonts))  # noqa: SLF001
        self._set_page(document)
        self._set_head_and_foot(document)
        body = document.element.body
        last = body.sectPr
        wrapped = parse_xml(f'<w:body xmlns:w="{xml.NAMESPACE}">{"".join(self._body)}</w:body>')
        for child in list(wrapped):
            last.addprevious(child)
        self._bind_sections(document, last)
        self._set_properties(document)
        raw = io.BytesIO()
        document.save(raw)
        return _without_times(raw)

    def _section_xml(self) -> str:
        page = self.page
        orient = ' w:orient="landscape"' if page.width > page.height else ""
        sides = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
        margins = " ".join(f'w:{side}="{xml.twips(mm)}"' for side, mm in sides.items())
        return (
            '<w:sectPr><w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{xml.twips(page.width)}" w:h="{xml.twips(page.height)}"{orient}/>'
            f'<w:pgMar {margins} w:header="{xml.twips(self._head_distance)}" w:footer="{xml.twips(page.foot)}" '
            'w:gutter="0"/><w:pgNumType w:start="1"/></w:sectPr>'
        )

    @property
    def _head_distance(self) -> float:
        return max(8.0, self.page.top - 14)

    def _set_page(self, document: WordDocument) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        section, page = document.sections[0], self.page
        if page.width > page.height:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(page.width), Mm(page.height)
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
        section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
        section.header_distance, section.footer_distance = Mm(self._head_distance), Mm(page.foot)

    def _set_head_and_foot(self, document: WordDocument) -> None:
        from docx.oxml.parser import parse_xml

        section = document.sections[0]
        document.settings.odd_and_even_pages_header_footer = True
        for header, footer, side in (
            (section.header, section.footer, "right"),
            (section.even_page_header, section.even_page_footer, "left"),
        ):
            texts = (
                (header, self._head_xml(side) if self._head else ""),
                (footer, self._foot_xml(side) if self._has_page_numbers else ""),
            )
            for part, paragraph in texts:
                if not paragraph:
                    continue
                part.is_linked_to_previous = False
                element = part._element  # noqa: SLF001
                for child in list(element):
                    element.remove(child)
                element.append(parse_xml(paragraph.replace("<w:p>", f'<w:p xmlns:w="{xml.NAMESPACE}">', 1)))

    def _head_xml(self, side: str) -> str:
        return xml.paragraph_xml(
            xml.run_xml(self._head, self.fonts.hei, size=12), "Header", align=_align(side)
        )

    def _foot_xml(self, side: str) -> str:
        song = self.fonts.song
        dash = (xml.run_xml("— ", song, size=14, latin=song), xml.run_xml(" —", song, size=14, latin=song))
        indents = f'<w:ind w:{side}="280" w:{side}Chars="100"/>'
        field = xml.field_xml("PAGE", song, 14)
        return xml.paragraph_xml(dash[0] + field + dash[1], "Footer", align=_align(side), indents=indents)

    def _bind_sections(self, document: WordDocument, last: Any) -> None:
        """Give the sections made by `next_sheet` the head and foot of the last one."""
        from docx.oxml.ns import qn

        earlier = [found for found in document.element.body.iter(qn("w:sectPr")) if found is not last]
        if not earlier:
            return
        references = [
            child for child in last if child.tag in {qn("w:headerReference"), qn("w:footerReference")}
        ]
        for section in earlier:
            for index, reference in enumerate(references):
                section.insert(index, reference.__copy__())
        numbering = last.makeelement(qn("w:pgNumType"), {qn("w:start"): "1"})
        last.find(qn("w:pgMar")).addnext(numbering)

    def _set_properties(self, document: WordDocument) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE as KIND

        properties = document.core_properties
        properties.title, properties.language = self._title[:255], "zh-CN"
        properties.author = properties.comments = properties.last_modified_by = ""
        properties.created = properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, no real time
        fonts = document.part.part_related_by(KIND.FONT_TABLE)
        fonts._blob = font_table_xml(self.fonts).encode()  # noqa: SLF001


def _align(side: str) -> Align:
    return "right" if side == "right" else "left"


def _strip(document: WordDocument) -> None:
    """Drop what python-docx's own template brings and these documents never use (800 kB of styles, a picture)."""
    for holder in (document.part, document.part.package):
        assert holder is not None  # noqa: S101 - tells mypy; a document always has its package
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _UNUSED:
                del holder.rels[key]


def _without_times(raw: io.BytesIO) -> bytes:
    """Pack the archive again with one fixed date, so that equal documents are equal files."""
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
