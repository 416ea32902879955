"""The look of a 公文 page as Word styles, so that the secretary changes the look in one place (GB/T 9704-2012)."""

from __future__ import annotations

from db.export.docx_xml import NAMESPACE, STAND_INS, Fonts, fonts_xml

LINE = 28.95
"""Points, exactly: 22 lines on 225 mm."""

SQUEEZE = -5
"""A quarter of a point less a character: 28 characters on 156 mm. The grid of Word's own templates
(`linesAndChars`) is spread to 16 characters a line by LibreOffice and some previews."""

_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_FIRST_LINE = '<w:ind w:firstLine="632" w:firstLineChars="200"/>'


def styles_xml(fonts: Fonts) -> str:
    """Return the whole styles part: no theme font, and no style that the documents do not use."""
    body = fonts_xml(fonts.body)
    defaults = f'<w:rPr>{body}<w:sz w:val="32"/><w:szCs w:val="32"/>{_LANGUAGE}</w:rPr>'
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault><w:pPrDefault/>'
        f"</w:docDefaults>{_built_in(body)}{_own(fonts, body)}</w:styles>"
    )


def font_table_xml(fonts: Fonts) -> str:
    """Return the font table; a font that is seldom installed names the one to take instead."""
    names = dict.fromkeys((fonts.body, fonts.title, fonts.kai, fonts.hei, fonts.song))
    entries = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{STAND_INS[name]}"/>' if name in STAND_INS else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name in names
    )
    return f'<w:fonts xmlns:w="{NAMESPACE}">{entries}</w:fonts>'


def _exact(points: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{round(points * 20)}" w:lineRule="exact"/>'


def _built_in(body: str) -> str:
    """Return the styles that Word expects to find by name."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    hidden = '<w:uiPriority w:val="99"/><w:semiHidden/>'
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/>{_exact(LINE)}<w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{body}<w:spacing w:val="{SQUEEZE}"/><w:sz w:val="32"/><w:szCs w:val="32"/>{_LANGUAGE}</w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        f'<w:name w:val="Default Paragraph Font"/>{hidden}</w:style>'
        f'<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>{hidden}</w:style>'
        f'<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>{hidden}'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/></w:style>'
    )


def _own(fonts: Fonts, body: str) -> str:
    """Return the styles of these documents, by Chinese names that the secretary finds in the list of styles."""
    heading = f'<w:keepNext/>{_exact(LINE)}{_FIRST_LINE}<w:outlineLvl w:val="{{}}"/>'
    title = f'<w:keepNext/>{_exact(34)}<w:jc w:val="center"/>'
    cell = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    hei, kai = fonts_xml(fonts.hei), fonts_xml(fonts.kai)
    return (
        _style("PyTitle", "公文标题", fonts_xml(fonts.title), title, size=22, is_bold=fonts.title_bold)
        + _style("PyHeading1", "公文一级标题", hei, heading.format(0), squeeze=SQUEEZE)
        + _style("PyHeading2", "公文二级标题", kai, heading.format(1), squeeze=SQUEEZE)
        + _style("PyBody", "公文正文", body, _FIRST_LINE, squeeze=SQUEEZE)
        + _style("PyPlain", "公文顶格", body, _exact(LINE), squeeze=SQUEEZE)
        + _style("PySmall", "表外说明", body, _exact(20), size=12)
        + _style("PyCell", "表格文字", body, cell, size=12)
        + _style("PyBreak", "分页", body, '<w:snapToGrid w:val="0"/>' + _exact(1), size=1)
    )


def _style(
    identifier: str,
    name: str,
    fonts: str,
    layout: str,
    *,
    size: float = 16,
    is_bold: bool = False,
    squeeze: int = 0,
) -> str:
    """Return one paragraph style on top of Normal; size in points, squeeze in twentieths of one."""
    weight = "<w:b/><w:bCs/>" if is_bold else ""
    half = round(size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{fonts}{weight}'
        f'<w:spacing w:val="{squeeze}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
    )
