"""`pingyi points`, as a script uses it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl

from db.acts import points
from db.book import Reader, open_book
from db.scheme import load_scheme
from tests import sample
from tui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.conftest import Branch


def add(branch: Branch, name: str, tenths: int) -> None:
    member = branch.members[sample.NAMES.index(name)]
    points.give_by_hand(branch.book, [member], tenths, "帮扶", scheme=load_scheme("branch-default"))


def as_json(branch: Branch, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["points", "--json", "--db", str(branch.book.path), *words]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_points_are_listed_in_stroke_order(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", 25)
    assert [one["name"] for one in as_json(branch, capsys)["members"]] == list(sample.NAMES)


def test_points_are_numbers_with_one_place(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", 25)
    found = {one["name"]: one for one in as_json(branch, capsys)["members"]}
    assert (found["刘芳"]["points"], found["刘芳"]["rank"], found["丁一"]["rank"]) == (102.5, 1, 2)


def test_what_waits_is_counted(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", -25)
    found = {one["name"]: one for one in as_json(branch, capsys)["members"]}
    assert (found["刘芳"]["points"], found["刘芳"]["waiting"]) == (100.0, 1)


def test_another_year_is_asked_for(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", 25)
    assert {one["points"] for one in as_json(branch, capsys, "--year", "2025")["members"]} == {100.0}


def test_points_for_people_come_one_a_line(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", 25)
    assert main(["points", "--rank", "--db", str(branch.book.path)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "1\t刘芳\t102.5\t第1名\t第一党小组"


def test_a_year_that_is_no_number_is_wrong_usage(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points", "--year", "去年", "--db", str(branch.book.path)]) == 2
    assert "不是整数" in capsys.readouterr().err


def test_a_table_is_written_as_a_workbook(
    branch: Branch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "年度.xlsx"
    assert main(["points", "--table", "year", "--out", str(out), "--db", str(branch.book.path)]) == 0
    assert openpyxl.load_workbook(out).worksheets[0]["A1"].value == "2026年度党员积分汇总表"
    assert capsys.readouterr().out == f"已导出年度积分汇总表：{out}\n"


def test_a_record_wants_a_name(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points", "--table", "record", "--db", str(branch.book.path)]) == 1
    assert "再加 --member 姓名" in capsys.readouterr().err


def test_the_record_of_a_member_is_written(branch: Branch, tmp_path: Path) -> None:
    out = tmp_path / "王伟.xlsx"
    words = ["points", "--table", "record", "--member", "王伟", "--out", str(out)]
    assert main([*words, "--db", str(branch.book.path)]) == 0
    assert openpyxl.load_workbook(out).sheetnames == ["王伟"]


def sheet(tmp_path: Path, text: str) -> str:
    path = tmp_path / "积分.csv"
    path.write_text("姓名,日期,事由,分数\n" + text, encoding="utf-8")
    return str(path)


def test_a_sheet_is_only_previewed_at_first(
    branch: Branch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path, "王伟,2026-03-02,帮扶,2\n")
    assert main(["points", "--import", path, "--year", "2026", "--db", str(branch.book.path)]) == 0
    assert "记入1笔，待审核0笔，没有错误" in capsys.readouterr().out
    assert {one["points"] for one in as_json(branch, capsys)["members"]} == {100.0}


def test_a_sheet_is_written_on_request(
    branch: Branch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path, "王伟,2026-03-02,帮扶,2\n")
    assert main(["points", "--import", path, "--year", "2026", "--yes", "--db", str(branch.book.path)]) == 0
    capsys.readouterr()
    assert {one["name"]: one["points"] for one in as_json(branch, capsys)["members"]}["王伟"] == 102.0


def test_every_fault_of_a_sheet_is_named_and_nothing_written(
    branch: Branch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path, "王伟,2026-03-02,帮扶,2\n无名氏,2026-03-02,帮扶,2\n刘芳,2025-03-02,帮扶,1.255\n")
    assert main(["points", "--import", path, "--year", "2026", "--yes", "--db", str(branch.book.path)]) == 1
    told = capsys.readouterr().err
    assert "积分.csv有2行不能导入" in told
    assert "第3行 姓名：“无名氏”" in told
    assert "第4行 刘芳 分数：“1.255”，有3位小数" in told
    assert {one["points"] for one in as_json(branch, capsys)["members"]} == {100.0}


def test_of_a_table_the_preview_says_old_and_new(
    branch: Branch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "分月.csv"
    path.write_bytes("姓名,1月,2月,合计\n王伟,2,1,3\n".encode("gb18030"))
    assert main(["points", "--import", str(path), "--year", "2026", "--db", str(branch.book.path)]) == 0
    told = capsys.readouterr().out
    assert "第2行\t记入\t王伟\t1月：0 → 2，+2 1月积分 奖励" in told
    assert "只补差额；合计只核对" in told


def test_without_a_meeting_the_year_is_the_one_of_the_books_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "新簿册.db"
    open_book(path).close()
    monkeypatch.setattr(Reader, "today", lambda _reader: "2031-01-09")
    assert main(["points", "--json", "--db", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["year"] == 2031
