"""`pingyi import` and `pingyi members`, as a script uses them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.book import open_reader
from db.views.roster import members
from tui.cli import main

if TYPE_CHECKING:
    from db.views.roster import MemberRow

ROSTERS = Path(__file__).resolve().parent.parent / "data" / "rosters"
BAD = "姓名,类别,入党日期\n王伟,正式,2010.13\n李娜,正式,2010.07\n丁一,群众,2011.07\n"


def listed(book: Path) -> tuple[MemberRow, ...]:
    with open_reader(book) as reader:
        return members(reader)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "支部 一.db"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "有误.csv"
    file.write_text(BAD, encoding="gb18030")
    return file


@pytest.mark.parametrize(
    ("name", "count"),
    [("党员名册.xlsx", 26), ("党员信息表.csv", 31), ("系统导出.xls", 12), ("采集汇总表.xlsx", 34)],
)
def test_each_real_roster_goes_in(path: Path, name: str, count: int) -> None:
    assert main(["import", str(ROSTERS / name), "--yes", "--db", str(path)]) == 0
    assert len(listed(path)) == count


def test_without_yes_nothing_is_written_and_no_book_is_made(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--db", str(path), "import", str(ROSTERS / "党员名册.xlsx")]) == 0
    assert "预览（未写入）" in capsys.readouterr().out
    assert not path.exists()


def test_the_preview_of_a_bad_file_says_how_to_go_on(
    path: Path, bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", str(bad), "--db", str(path)])
    assert capsys.readouterr().out.endswith("改正后再导入，或加 --yes --skip-bad 跳过有误的行。\n")


def test_a_bad_row_refuses_the_file_and_lists_every_fault(
    path: Path, bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(bad), "--yes", "--db", str(path)]) == 1
    said = capsys.readouterr().err
    assert "第2行 王伟 入党日期：“2010.13”，月份不对" in said
    assert "第4行 丁一 类别：“群众”" in said


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_refused_file_makes_no_book(path: Path, bad: Path, form: list[str]) -> None:
    assert main(["import", str(bad), "--yes", *form, "--db", str(path)]) == 1
    assert not path.exists()


def test_a_refused_file_leaves_a_book_that_is_there_as_it_was(path: Path, bad: Path) -> None:
    main(["import", str(ROSTERS / "系统导出.xls"), "--yes", "--db", str(path)])
    assert main(["import", str(bad), "--yes", "--db", str(path)]) == 1
    assert len(listed(path)) == 12


def test_bad_rows_are_skipped_when_asked(path: Path, bad: Path) -> None:
    assert main(["import", str(bad), "--yes", "--skip-bad", "--db", str(path)]) == 0
    assert [row.name for row in listed(path)] == ["李娜"]


@pytest.fixture
def other_secretary(path: Path, tmp_path: Path) -> Path:
    """A file that names another 书记 than the book."""
    file = tmp_path / "新书记.csv"
    file.write_text("姓名,类别,党内职务\n丁一,正式,书记\n", encoding="utf-8")
    assert main(["import", str(file), "--yes", "--db", str(path)]) == 0
    file.write_text("姓名,类别,党内职务\n王伟,正式,书记\n", encoding="utf-8")
    return file


def test_another_secretary_is_refused_until_it_is_said(
    path: Path, other_secretary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(other_secretary), "--yes", "--db", str(path)]) == 1
    assert "名册中是丁一，表里是王伟" in (said := capsys.readouterr().err)
    assert "--replace-secretary" in said
    assert [(row.name, row.post) for row in listed(path)] == [("丁一", "书记")]


def test_another_secretary_replaces_the_old_one_when_it_is_said(path: Path, other_secretary: Path) -> None:
    assert main(["import", str(other_secretary), "--yes", "--replace-secretary", "--db", str(path)]) == 0
    assert {row.name: row.post for row in listed(path)} == {"丁一": "", "王伟": "书记"}


def test_the_preview_tells_of_another_secretary(
    path: Path, other_secretary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    main(["import", str(other_secretary), "--db", str(path)])
    shown = capsys.readouterr().out
    assert "书记由丁一换成王伟" in shown
    assert shown.endswith("加 --yes --replace-secretary 写入。\n")


def test_json_tells_what_was_done(path: Path, bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(bad), "--yes", "--skip-bad", "--json", "--db", str(path)])
    told = json.loads(capsys.readouterr().out)
    assert (told["written"], told["added"], told["skipped"]) == (True, 1, 2)
    assert told["faults"][0] == {
        "row": 2, "column": "入党日期", "value": "2010.13", "problem": "月份不对，应为1到12", "name": "王伟",
    }  # fmt: skip


def test_json_of_a_refused_file_lists_the_faults_too(
    path: Path, bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(bad), "--yes", "--json", "--db", str(path)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["written"], len(told["faults"])) == (False, 2)


def test_one_branch_of_a_sheet_is_taken(path: Path) -> None:
    file = str(ROSTERS / "采集汇总表.xlsx")
    assert main(["import", file, "--yes", "--branch", "机关第二党支部", "--db", str(path)]) == 0
    assert len(listed(path)) == 17


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A file with column names that mean nothing to anybody else."""
    file = tmp_path / "花名册.csv"
    file.write_text(
        "姓名,类别,所在 处室,备注（性别）,证号\n王伟,正式,综合处,男,110101199003070134\n", encoding="utf-8"
    )
    return file


def test_a_column_is_mapped_by_hand(path: Path, odd: Path) -> None:
    assert main(["import", str(odd), "--yes", "--column", "工作岗位=所在处室", "--db", str(path)]) == 0
    with open_reader(path) as reader:
        assert reader.value("SELECT job FROM member") == "综合处"


def test_several_columns_are_mapped_and_one_is_left_out(
    path: Path, odd: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = ["--column", "性别=备注（性别）", "--column", "备注＝"]
    assert main(["import", str(odd), "--json", *columns, "--db", str(path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["columns"] == {"姓名": "姓名", "类别": "类别", "性别": "备注（性别）"}
    assert told["unread"] == ["所在处室", "证号"]


@pytest.mark.parametrize("typed", ["处室=所在处室", "工作岗位", "=所在处室"])
def test_a_mapping_that_cannot_be_read_names_what_can_be_mapped(
    path: Path, odd: Path, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(odd), "--column", typed, "--db", str(path)]) == 2
    assert "项目可以是：姓名、" in capsys.readouterr().err


def test_a_column_that_the_file_lacks_is_named(
    path: Path, odd: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(odd), "--yes", "--column", "手机=电话本", "--db", str(path)]) == 1
    assert "没有“电话本”这一列" in capsys.readouterr().err
    assert not path.exists()


def test_a_private_column_is_mapped_only_together_with_private(
    path: Path, odd: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["import", str(odd), "--yes", "--column", "证件号码=证号", "--db", str(path)]
    assert main(command) == 2
    assert "--private" in capsys.readouterr().err
    assert main([*command, "--private"]) == 0


def test_the_second_time_nothing_changes(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["import", str(ROSTERS / "党员名册.xlsx"), "--yes", "--json", "--db", str(path)]
    main(command)
    capsys.readouterr()
    main(command)
    told = json.loads(capsys.readouterr().out)
    assert (told["added"], told["changed"], told["unchanged"]) == (0, 0, 26)


def test_a_wrong_file_makes_no_book(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "没有.xlsx", "--yes", "--db", str(path)]) == 1
    assert "找不到文件" in capsys.readouterr().err
    assert not path.exists()


def test_without_a_file_it_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--yes"]) == 2
    assert "缺少参数" in capsys.readouterr().err


def test_members_are_listed_in_stroke_order(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(ROSTERS / "系统导出.xls"), "--yes", "--db", str(path)])
    capsys.readouterr()
    assert main(["members", "--db", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "1\t万国超\t正式\t\t第三党小组"


def test_members_as_json_name_branch_and_group(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(ROSTERS / "党员名册.xlsx"), "--yes", "--db", str(path)])
    capsys.readouterr()
    main(["members", "--json", "--db", str(path)])
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["name"], first["branch"], first["group"]) == ("上官明", "本支部", "第三党小组")


def test_members_of_an_empty_roster(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from db.book import open_book

    open_book(path).close()
    assert main(["members", "--db", str(path)]) == 0
    assert "名册还是空的" in capsys.readouterr().out
