"""Roster files as people and faults."""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadInput
from db.imports.people import Person
from db.imports.roster import Roster, read_roster

DATA = Path(__file__).resolve().parent.parent / "data"
TODAY = date(2026, 11, 22)


def roster(folder: Path, text: str, **options: object) -> Roster:
    path = folder / "名册.csv"
    path.write_text(text, encoding="utf-8")
    return read_roster(path, today=TODAY, **options)  # type: ignore[arg-type]


def problems(read: Roster) -> list[tuple[int, str]]:
    return [(fault.row, fault.problem) for fault in read.faults]


@pytest.mark.parametrize(
    ("name", "people", "probationary", "secretary"),
    [
        ("rosters/党员名册.xlsx", 26, 2, "熊秀"),
        ("rosters/党员信息表.csv", 31, 1, "冯建华"),
        ("rosters/系统导出.xls", 12, 1, None),
        ("rosters/采集汇总表.xlsx", 34, 4, "李建新"),
        ("采集汇总表_旧格式.xls", 34, 4, "李建新"),
    ],
)
def test_real_rosters_read_whole(name: str, people: int, probationary: int, secretary: str | None) -> None:
    read = read_roster(DATA / name, today=TODAY)
    kinds = Counter(person.kind for person in read.people)
    heads = [person.name for person in read.people if person.post == "书记"]
    assert (read.faults, len(read.people), kinds["probationary"]) == ((), people, probationary)
    assert heads == ([secretary] if secretary else [])


def test_a_person_of_the_collected_table() -> None:
    read = read_roster(DATA / "rosters" / "采集汇总表.xlsx", today=TODAY)
    assert read.people[3] == Person(
        row=7, name="何喆", kind="probationary", gender="男", ethnicity="汉族", birth="1997-08-08",
        education="大学本科", joined="2024-10-22", post="宣传委员", branch="机关第一党支部", phone="19036027726",
    )  # fmt: skip


def test_the_branches_of_one_sheet_are_named() -> None:
    read = read_roster(DATA / "rosters" / "采集汇总表.xlsx")
    assert read.branches == ("机关第一党支部", "机关第二党支部")


@pytest.mark.parametrize(("branch", "count"), [("机关第一党支部", 17), ("机关第二党支部", 17)])
def test_one_branch_is_taken(branch: str, count: int) -> None:
    assert len(read_roster(DATA / "rosters" / "采集汇总表.xlsx", branch=branch).people) == count


def test_an_unknown_branch_is_refused_with_those_that_exist() -> None:
    with pytest.raises(BadInput, match="机关第一党支部、机关第二党支部"):
        read_roster(DATA / "rosters" / "采集汇总表.xlsx", branch="第三党支部")


def test_private_columns_are_not_read_unless_asked() -> None:
    assert "公民身份号码" in read_roster(DATA / "rosters" / "采集汇总表.xlsx").columns.unread


def test_id_numbers_that_lost_digits_are_left_out_with_a_notice() -> None:
    read = read_roster(DATA / "rosters" / "采集汇总表.xlsx", private=True)
    assert ({person.id_number for person in read.people}, len(read.notices)) == ({""}, 34)


def test_private_columns_are_read_when_asked(tmp_path: Path) -> None:
    text = "姓名,类别,身份证号,家庭住址\n王伟,正式,11010519491231002X,柳泉路1号\n"
    person = roster(tmp_path, text, private=True).people[0]
    assert (person.id_number, person.address) == ("11010519491231002X", "柳泉路1号")


def test_a_fault_names_row_column_value_and_problem(tmp_path: Path) -> None:
    read = roster(
        tmp_path, "党员名册\n姓名,人员类别,入党时间\n王伟,正式党员,2010.13\n李娜,正式党员,2011.07\n"
    )
    fault = read.faults[0]
    assert (fault.row, fault.column, fault.value) == (3, "入党时间", "2010.13")
    assert [person.name for person in read.people] == ["李娜"]


def test_every_fault_of_a_row_is_listed(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,性别,类别,入党日期\n,丙,群众,昨天\n")
    assert [fault.column for fault in read.faults] == ["性别", "类别", "入党日期", "姓名"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("王伟,正式,1980.01,1979.12,", "早于出生日期1980-01"),
        ("王伟,正式,1980.01,2010.07,2009.07", "早于入党日期2010-07"),
        ("王伟,正式,1980.01,2027.01,", "日期在今天之后"),
        ("王伟,,1980.01,2010.07,", "没有填，请填正式党员或预备党员"),
        ("王伟2,正式,,,", "不像姓名，请检查这一格"),
        (",正式,1980.01,2010.07,", "没有姓名"),
    ],
)
def test_faults_of_a_person(tmp_path: Path, row: str, problem: str) -> None:
    assert problems(roster(tmp_path, f"姓名,类别,出生年月,入党时间,转正时间\n{row}\n")) == [(2, problem)]


def test_a_probationary_member_may_have_a_planned_day_of_confirmation(tmp_path: Path) -> None:
    assert roster(tmp_path, "姓名,类别,入党,转正日期\n王伟,预备,2026.07,2027.07\n").faults == ()


def test_who_has_been_confirmed_is_a_full_member(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,类别,转正日期\n王伟,,2011.07\n李娜,预备,\n")
    assert [person.kind for person in read.people] == ["full", "probationary"]


def test_without_a_column_of_kinds_all_are_full_and_it_says_so(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,性别\n王伟,男\n")
    assert (read.people[0].kind, read.notices[0].problem) == ("full", "表里没有这一列，都按正式党员登记")


def test_a_column_of_states_is_not_taken_for_kinds(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,党籍状态,政治面貌\n王伟,正常,中共预备党员\n")
    assert (read.people[0].kind, read.columns.title_of("kind")) == ("probationary", "政治面貌")


def test_the_more_telling_of_two_columns_is_read(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,政治面貌,党员类别\n王伟,中共党员,预备党员\n")
    assert read.people[0].kind == "probationary"


def test_names_and_headers_with_blanks_notes_and_stars(tmp_path: Path) -> None:
    read = roster(tmp_path, "序号,*姓　名,入党时间（年月）,党员 类别\n1,王　伟 ,2010.07,正式\n")
    assert (read.people[0].name, read.people[0].joined, read.people[0].kind) == ("王伟", "2010-07", "full")


def test_a_header_of_two_rows(tmp_path: Path) -> None:
    read = roster(tmp_path, "名册,,,\n姓名,类别,入党情况,\n,,入党日期,转正日期\n王伟,正式,2010.07,2011.07\n")
    assert (read.people[0].row, read.people[0].joined, read.people[0].confirmed) == (4, "2010-07", "2011-07")


def test_a_repeated_header_is_passed_over(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,类别\n王伟,正式\n姓名,类别\n李娜,正式\n")
    assert ([person.row for person in read.people], read.faults) == ([2, 4], ())


def test_totals_notes_and_signatures_are_no_people(tmp_path: Path) -> None:
    text = "序号,姓名,类别\n1,王伟,正式\n2,,\n合计,1,\n注：按姓氏笔画为序,,\n填表人：张三,,审核人\n电话,2188888,\n"
    read = roster(tmp_path, text)
    assert ([person.name for person in read.people], read.faults) == (["王伟"], ())


def test_people_below_a_page_signature_are_not_lost(tmp_path: Path) -> None:
    text = "姓名,性别,类别\n王伟,男,正式\n填表人：张三,,\n李娜,女,正式\n"
    assert [person.name for person in roster(tmp_path, text).people] == ["王伟", "李娜"]


def test_lines_between_people_name_the_branch_and_the_group(tmp_path: Path) -> None:
    text = "姓名,类别\n第一党支部,\n第一党小组,\n王伟,正式\n第二党小组,\n李娜,正式\n第二党支部,\n张超,预备\n"
    read = roster(tmp_path, text)
    assert [(person.branch, person.group) for person in read.people] == [
        ("第一党支部", "第一党小组"), ("第一党支部", "第二党小组"), ("第二党支部", ""),
    ]  # fmt: skip


def test_a_branch_written_once_holds_until_the_next(tmp_path: Path) -> None:
    text = "支部,姓名,类别\n第一党支部,王伟,正式\n,李娜,正式\n第二党支部,张超,正式\n"
    read = roster(tmp_path, text)
    assert [person.branch for person in read.people] == ["第一党支部", "第一党支部", "第二党支部"]


def test_the_same_row_twice_is_a_fault(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,类别,手机\n王伟,正式,13800000001\n王 伟,正式,13800000001\n")
    assert problems(read) == [(3, "与第2行完全相同")]


def test_two_people_of_one_name_are_told_apart(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,类别,出生年月\n王伟,正式,1980.05\n王伟,正式,1990.05\n李娜,正式,\n")
    assert [person.has_namesake for person in read.people] == [True, True, False]


def test_two_of_one_name_who_cannot_be_told_apart_are_a_fault(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,类别,出生年月\n王伟,正式,1980.05\n王伟,正式,1980\n")
    assert problems(read) == [(3, "与第2行同名，出生日期、手机等分不出是两个人")]


def test_namesakes_in_different_branches_are_no_fault(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,类别,支部\n王伟,正式,一支部\n王伟,正式,二支部\n")
    assert (len(read.people), read.faults) == (2, ())


def test_a_post_under_the_heading_of_work_is_a_branch_post(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,类别,职务\n王伟,正式,书记\n李娜,正式,办公室主任\n")
    assert [(person.post, person.job) for person in read.people] == [("书记", ""), ("", "办公室主任")]


def test_a_mapping_goes_over_what_was_recognised(tmp_path: Path) -> None:
    text = "姓名,类别,职级,职务\n王伟,正式,三级调研员,科员\n"
    person = roster(tmp_path, text, mapping={"job": "职级", "post": None}).people[0]
    assert person.job == "三级调研员"


@pytest.mark.parametrize("mapping", [{"job": "没有的列"}, {"name": None}, {"nothing": "姓名"}])
def test_a_mapping_that_cannot_be_is_refused(tmp_path: Path, mapping: dict[str, str | None]) -> None:
    with pytest.raises(BadInput):
        roster(tmp_path, "姓名,类别\n王伟,正式\n", mapping=mapping)


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="找不到表头"):
        roster(tmp_path, "王伟,男\n李娜,女\n")


def test_a_header_without_anybody_below_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="表头下面没有党员"):
        roster(tmp_path, "姓名,性别\n")


def test_a_name_outside_the_stroke_table_is_noticed(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,类别\n䶮一,正式\n")
    assert [notice.problem for notice in read.notices] == ["笔画表里没有“䶮”，姓氏笔画排在最后"]


def test_a_spoilt_telephone_does_not_stop_a_person(tmp_path: Path) -> None:
    read = roster(tmp_path, "姓名,类别,手机\n王伟,正式,1.53E+10\n")
    assert (read.people[0].phone, len(read.faults), len(read.notices)) == ("", 0, 1)


def test_names_with_markup_are_only_names(tmp_path: Path) -> None:
    assert roster(tmp_path, "姓名,类别\n[/x],正式\n").people[0].name == "[/x]"


def test_a_file_of_names_alone(tmp_path: Path) -> None:
    assert [person.name for person in roster(tmp_path, "姓名\n王伟\n李娜\n").people] == ["王伟", "李娜"]


def test_the_best_sheet_is_read_and_the_others_named(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for title, rows in {"说明": [["姓名"]], "一支部": [["姓名", "类别"], ["王伟", "正式"]], "空": []}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "名册.xlsx")
    read = read_roster(tmp_path / "名册.xlsx")
    assert (read.sheet, read.sheets) == ("一支部", ("说明", "一支部"))


NO_RESULT = "公式没有结果，请在表格软件里打开并保存一次"


def workbook(folder: Path, *rows: list[str]) -> Path:
    """A workbook written by a program: its formulas have no results."""
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(folder / "公式.xlsx")
    return folder / "公式.xlsx"


@pytest.fixture(params=["calamine", "openpyxl"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "openpyxl":
        monkeypatch.setitem(sys.modules, "python_calamine", None)


@pytest.mark.usefixtures("reader")
def test_a_formula_without_a_result_names_row_and_column(tmp_path: Path) -> None:
    rows = (["姓名", "类别", "手机"], ["王伟", "正式", "=A2"], ["李娜", "正式", "13800000000"])
    read = read_roster(workbook(tmp_path, *rows))
    assert [str(fault) for fault in read.faults] == [f"第2行 王伟 手机：空，{NO_RESULT}"]
    assert [person.name for person in read.people] == ["李娜"]


@pytest.mark.usefixtures("reader")
def test_a_row_of_nothing_but_formulas_is_not_passed_over(tmp_path: Path) -> None:
    rows = (["姓名", "类别"], ["王伟", "正式"], ["=A2", "=B2"])
    read = read_roster(workbook(tmp_path, *rows))
    assert [(fault.row, fault.column, fault.problem) for fault in read.faults] == [
        (3, "姓名", NO_RESULT), (3, "类别", NO_RESULT),
    ]  # fmt: skip


def test_a_formula_of_a_column_that_is_not_read_is_no_fault(tmp_path: Path) -> None:
    rows = (["序号", "姓名", "类别"], ["=ROW()-1", "王伟", "正式"], ["=ROW()-1", "", ""])
    read = read_roster(workbook(tmp_path, *rows))
    assert (read.faults, len(read.people)) == ((), 1)


@pytest.mark.parametrize(
    "cell", ['<c r="C2" t="str"><f>X</f><v></v></c>', '<c r="C2"><f>X</f><v>40360</v></c>']
)
def test_a_formula_with_a_result_is_read_as_its_result(tmp_path: Path, cell: str) -> None:
    path = workbook(tmp_path, ["姓名", "类别", "入党日期"], ["王伟", "正式", "=X"])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(
                name, text.replace('<c r="C2"><f>X</f><v></v></c>', cell).replace("<v />", "<v></v>")
            )
    read = read_roster(path)
    assert (read.faults, read.people[0].joined) == ((), "2010-07-01" if "40360" in cell else "")


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    shutil.copy(DATA / "rosters" / "党员名册.xlsx", tmp_path / "a.xlsx")
    assert read_roster(tmp_path / "a.xlsx", sheet="党员名册").sheet == "党员名册"
    with pytest.raises(BadInput, match="没有的"):
        read_roster(tmp_path / "a.xlsx", sheet="没有的")


CELLS = st.sampled_from(
    ["", "无", "正式", "预备", "群众", "2010.07", "2010.13", "40360", "男", "丙", "13800000001", "[/x]"]
)


@given(rows=st.lists(st.tuples(st.integers(0, 400), CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_no_row_with_a_name_is_ever_lost(
    rows: list[tuple[int, str, str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = [",".join((chr(0x4E8E + row[0]) + "伟", *row[1:])) for row in rows]
    text = "\n".join(("党员名册,,,,", "姓名,性别,人员类别,入党日期,手机", *lines, "填表人：张三,,,,"))
    read = roster(tmp_path_factory.mktemp("rows"), text)
    assert sorted([person.row for person in read.people] + list(read.faulty_rows)) == list(
        range(3, 3 + len(rows))
    )
