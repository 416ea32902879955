"""Files of every kind as sheets, told by content."""

from __future__ import annotations

import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import BadInput
from db.imports.sheets import Area, Sheet, read_sheets

DATA = Path(__file__).resolve().parent.parent / "data"
TABLE = "姓名,性别\r\n王伟,男\r\n李娜,女\r\n"
ROWS = (("姓名", "性别"), ("王伟", "男"), ("李娜", "女"))


def written(folder: Path, data: bytes, name: str = "名册.xls") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    assert read_sheets(written(tmp_path, TABLE.encode(encoding), "名册.csv"))[0].rows == ROWS


@pytest.mark.parametrize("mark", [",", "\t", ";", "|", "，"])
def test_every_mark_between_fields(tmp_path: Path, mark: str) -> None:
    assert read_sheets(written(tmp_path, TABLE.replace(",", mark).encode()))[0].rows == ROWS


def test_marks_that_steer_a_terminal_are_left_out(tmp_path: Path) -> None:
    text = TABLE.replace("王伟", "王\x1b[2J\u202e伟\x07")
    assert read_sheets(written(tmp_path, text.encode()))[0].rows[1] == ("王[2J伟", "男")


def test_a_mark_inside_quotes_does_not_divide(tmp_path: Path) -> None:
    text = '姓名,备注\n王伟,"第一,第二\n第三"\n'
    assert read_sheets(written(tmp_path, text.encode()))[0].rows[1] == ("王伟", "第一,第二\n第三")


def test_the_suffix_is_not_believed(tmp_path: Path) -> None:
    data = (DATA / "rosters" / "党员名册.xlsx").read_bytes()
    assert read_sheets(written(tmp_path, data, "名册.csv"))[0].rows[1][1] == "熊秀"


def test_a_real_old_workbook() -> None:
    sheet = read_sheets(DATA / "采集汇总表_旧格式.xls")[0]
    assert sheet.rows[3][:6] == (
        "机关第一党支部",
        "李建新",
        370301198908140032,
        "男",
        "满",
        date(1989, 8, 14),
    )


@pytest.mark.parametrize("name", ["采集汇总表_旧格式.xls", "rosters/采集汇总表.xlsx"])
def test_a_merged_branch_fills_down(name: str) -> None:
    rows = read_sheets(DATA / name)[0].filled()
    assert [rows[index][0] for index in (3, 19, 20, 36)] == ["机关第一党支部"] * 2 + ["机关第二党支部"] * 2


def test_without_calamine_openpyxl_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    path = DATA / "rosters" / "采集汇总表.xlsx"
    fast = read_sheets(path)[0]
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    slow = read_sheets(path)[0]
    assert (fast.rows[2:], sorted(fast.merged, key=str)) == (slow.rows[2:], sorted(slow.merged, key=str))


def test_without_calamine_an_old_workbook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(BadInput, match="另存为 xlsx"):
        read_sheets(DATA / "采集汇总表_旧格式.xls")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
def test_a_web_table_called_xls(tmp_path: Path, encoding: str) -> None:
    page = (
        "<html><body><table><tr><th colspan=2>名册</th></tr><tr><td>姓&nbsp;名<td>性别"
        "<tr><td rowspan='2'>王伟</td><td>男<br>（正式）</td></tr><tr><td>&lt;女&gt;</td></tr></table></body></html>"
    )
    sheet = read_sheets(written(tmp_path, page.encode(encoding)))[0]
    assert sheet.rows == (("名册", None), ("姓 名", "性别"), ("王伟", "男 （正式）"), (None, "<女>"))
    assert Area(2, 0, 3, 0) in sheet.merged


def test_an_xml_spreadsheet_called_xls(tmp_path: Path) -> None:
    page = (
        '<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        '<Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell ss:Index="3"><Data>性别</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    assert read_sheets(written(tmp_path, page.encode()))[0].rows == (("姓名", None, "性别"),)


def test_a_merged_cell_fills_only_its_own_column() -> None:
    sheet = Sheet("", (("甲", None), (None, None), (None, "乙")), (Area(0, 0, 2, 1),))
    assert sheet.filled() == (("甲", None), ("甲", None), ("甲", "乙"))


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def a_document(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "x", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return (folder / "x").read_bytes()


def an_empty_workbook(folder: Path) -> bytes:
    openpyxl.Workbook().save(folder / "x")
    return (folder / "x").read_bytes()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "空文件"),
        (b"\0\0\0 \r\n", "空文件"),
        (b"PK\x03\x04broken", "损坏"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "损坏"),
        (locked(), "密码"),
        (b"%PDF-1.4 1 0 obj", "不是表格"),
        (b"\xff\xd8\xff\xe0JFIF", "编码|不是表格"),
        (b"<html><p>404</p></html>", "没有表格"),
        (b",,,\n,,\n", "没有内容"),
        ('姓名,备注\n"张三,a\n李四,b\n'.encode(), "引号不成对"),
    ],
)
def test_what_cannot_be_read_says_why_and_names_the_file(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(BadInput, match=problem) as refused:
        read_sheets(written(tmp_path, data))
    assert "名册.xls" in refused.value.message


def test_a_document_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="不是表格"):
        read_sheets(written(tmp_path, a_document(tmp_path)))


def test_a_workbook_without_content(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有内容"):
        read_sheets(written(tmp_path, an_empty_workbook(tmp_path)))


def test_half_a_workbook_is_damaged(tmp_path: Path) -> None:
    data = (DATA / "采集汇总表_旧格式.xls").read_bytes()
    with pytest.raises(BadInput, match="损坏"):
        read_sheets(written(tmp_path, data[:3000]))


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.imports.sheets.LARGEST_FILE", 10)
    with pytest.raises(BadInput, match="不会这么大"):
        read_sheets(written(tmp_path, TABLE.encode()))


def test_too_large_an_unpacked_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.imports.sheets.LARGEST_UNPACKED", 10)
    with pytest.raises(BadInput, match="展开后过大"):
        read_sheets(DATA / "rosters" / "党员名册.xlsx")


def test_too_many_rows(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="超过20000行"):
        read_sheets(written(tmp_path, b"a\n" * 20_001))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="找不到文件"):
        read_sheets(tmp_path / "没有.xlsx")


def test_a_file_that_the_system_withholds_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def withheld(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", withheld)
    with pytest.raises(BadInput, match="没有权限"):
        read_sheets(tmp_path / "名册.xlsx")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="是文件夹"):
        read_sheets(tmp_path)


@settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK", b"\xd0\xcf\x11\xe0", b"<table><tr><td>", b"\xff\xfe"]),
)
def test_any_bytes_give_sheets_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, tail: bytes, head: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("bytes"), head + tail)
    refusal = "名册.xls"
    sheets: tuple[Sheet, ...] = ()
    try:
        sheets = read_sheets(path)
    except BadInput as refused:
        refusal = refused.message
    assert "名册.xls" in refusal
    assert all(sheet.rows for sheet in sheets)
