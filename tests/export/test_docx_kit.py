"""The page, the fonts and the table of a 公文."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from db.export.docx_kit import LANDSCAPE_PAGE, Manuscript
from db.export.docx_xml import FONT_PRESETS, OFFICIAL, SYSTEM, Cell, Column, twips
from tests.export.reading import all_text, fonts_of, head_texts, opened


def written(**options: object) -> bytes:
    manuscript = Manuscript(**options)  # type: ignore[arg-type]
    manuscript.title("标题一", "标题二")
    manuscript.heading("一、通报")
    manuscript.heading("（一）逐人", 2)
    manuscript.body("2026年正文“引号”")
    manuscript.table((Column(20), Column(40, "left")), (("序号", "姓名"),), [("1", "王伟"), ("2", "李娜")])
    return manuscript.to_bytes()


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    section = opened(written()).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(size.mm) for size in (*sizes, section.left_margin, section.right_margin)] == [
        210,
        297,
        37,
        35,
        28,
        26,
    ]


def test_a_line_is_exactly_28_95_points() -> None:
    normal = opened(written()).styles["Normal"]
    assert normal.paragraph_format.line_spacing.pt == 28.95


def test_characters_stand_a_quarter_point_closer_so_that_28_fit() -> None:
    normal = opened(written()).styles["Normal"].element.rPr
    assert normal.find(qn("w:spacing")).get(qn("w:val")) == "-5"


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("标题一", "方正小标宋简体"),
        ("一、通报", "黑体"),
        ("（一）逐人", "楷体_GB2312"),
        ("正文", "仿宋_GB2312"),
    ],
)
def test_each_level_has_the_font_of_the_standard(text: str, font: str) -> None:
    assert fonts_of(opened(written()), text) == font


def test_the_other_preset_names_fonts_that_every_windows_has() -> None:
    document = opened(written(fonts=FONT_PRESETS["系统自带"]))
    assert {fonts_of(document, text) for text in ("标题一", "正文", "（一）逐人")} == {"宋体", "仿宋", "楷体"}


def test_the_title_is_bold_where_the_small_title_face_is_missing() -> None:
    assert opened(written(fonts=SYSTEM)).paragraphs[0].runs[0].bold


def test_digits_are_times_and_quotes_take_the_chinese_face() -> None:
    run = next(run for run in opened(written()).paragraphs[4].runs if "2026" in run.text)
    fonts = run._r.rPr.find(qn("w:rFonts"))
    assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:hint"))) == ("Times New Roman", "eastAsia")


def test_no_theme_font_wins_over_the_names() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        texts = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    assert b"Theme=" not in texts


def test_the_language_is_simplified_chinese() -> None:
    normal = opened(written()).styles["Normal"].element.rPr
    assert normal.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    section = opened(written()).sections[0]
    feet = [part.paragraphs[0]._p for part in (section.footer, section.even_page_footer)]
    assert [foot.pPr.find(qn("w:jc")).get(qn("w:val")) for foot in feet] == ["right", "left"]


def test_a_page_number_stands_between_dashes() -> None:
    foot = opened(written()).sections[0].footer.paragraphs[0]
    assert foot.text == "— 1 —"


def test_a_document_without_page_numbers_has_no_page_field() -> None:
    data = written(has_page_numbers=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b" PAGE " in archive.read(name) for name in archive.namelist())


def test_a_rehearsal_is_marked_on_odd_and_even_pages() -> None:
    assert all("演练" in text for text in head_texts(opened(written(is_rehearsal=True))))


def test_a_document_of_record_carries_no_rehearsal_mark() -> None:
    assert not any("演练" in text for text in head_texts(opened(written())))


def test_a_landscape_page_is_wider_than_high() -> None:
    section = opened(written(page=LANDSCAPE_PAGE)).sections[0]
    assert (section.orientation, section.page_width > section.page_height) == (WD_ORIENT.LANDSCAPE, True)


def test_columns_have_the_width_that_was_asked_for() -> None:
    grid = opened(written()).tables[0]._tbl.tblGrid
    assert [int(column.get(qn("w:w"))) for column in grid] == [twips(20), twips(40)]


def test_head_rows_repeat_and_no_row_breaks_across_pages() -> None:
    rows = opened(written()).tables[0]._tbl.tr_lst
    repeats = [row.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert (repeats, all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)) == (
        [True, False, False],
        True,
    )


def test_a_spanning_cell_is_as_wide_as_its_columns() -> None:
    manuscript = Manuscript()
    manuscript.table((Column(20), Column(30), Column(40)), (), [("a", Cell("b", span=2))])
    cell = opened(manuscript.to_bytes()).tables[0]._tbl.tr_lst[0].tc_lst[1]
    assert (cell.grid_span, int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w")))) == (2, twips(30) + twips(40))


def test_what_people_type_is_never_markup() -> None:
    manuscript = Manuscript()
    manuscript.body("[/x] <w:b/> & \x00\x1b“”\ud800完")
    assert all_text(opened(manuscript.to_bytes())) == "[/x] <w:b/> & “”完"


def test_each_line_of_a_text_is_a_paragraph() -> None:
    manuscript = Manuscript()
    manuscript.body("第一段\n\n第二段", lead="发言：")
    assert [paragraph.text for paragraph in opened(manuscript.to_bytes()).paragraphs] == [
        "发言：第一段",
        "第二段",
    ]


def test_equal_documents_are_equal_files() -> None:
    assert written() == written()


def test_a_seldom_installed_font_names_its_stand_in() -> None:
    with zipfile.ZipFile(io.BytesIO(written(fonts=OFFICIAL))) as archive:
        table = archive.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table


def test_nothing_of_the_template_s_author_remains() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        properties = archive.read("docProps/core.xml").decode()
    assert "python-docx" not in properties


def test_python_docx_is_not_loaded_before_a_document_is_made() -> None:
    code = "import sys, db.export.minutes, db.export.slips, db.export.count_sheets, db.export.forms; print('docx' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
