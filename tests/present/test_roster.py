"""The roster as text and rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from db.acts.member_fields import MemberDraft
from db.acts.roster import add_member, let_go
from db.acts.roster_import import Imported
from db.acts.roster_plan import plan_import
from db.imports.roster import read_roster
from db.views.roster import member, members
from tui.present.roster import (
    headline,
    imported_text,
    member_card,
    member_rows,
    plan_headline,
    plan_notes,
    plan_rows,
)

if TYPE_CHECKING:
    from pathlib import Path

    from db.acts.roster_plan import ImportPlan
    from db.book import Book
    from tests.conftest import Branch


def planned(book: Book, folder: Path, text: str) -> ImportPlan:
    path = folder / "名册.csv"
    path.write_text(text, encoding="utf-8")
    return plan_import(book, read_roster(path, today=date(2026, 11, 22)))


def test_the_headline_counts_by_kind(branch: Branch) -> None:
    said = headline(members(branch.book), 3)
    assert said == "党员26名：正式25名，预备1名；党小组3个。按姓氏笔画排列"


def test_the_headline_of_an_empty_roster() -> None:
    assert headline((), 0) == "名册还是空的。"


@pytest.mark.parametrize(("typed", "found"), [("欧阳", ["25"]), ("x3", ["4"]), ("25", ["25"]), ("没有", [])])
def test_rows_are_found_by_characters_initials_and_number(
    branch: Branch, typed: str, found: list[str]
) -> None:
    assert [row.cells[0] for row in member_rows(members(branch.book), typed)] == found


def test_the_secretary_stands_out(branch: Branch) -> None:
    assert [row.cells[1] for row in member_rows(members(branch.book)) if row.tone == "head"] == ["于建国"]


def test_a_member_under_probation_of_discipline_is_said_in_a_word(book: Book) -> None:
    add_member(book, MemberDraft("王伟", status="observing"))
    assert member_rows(members(book))[0].cells[-1] == "留党察看"


def test_the_card_says_what_is_filled_in_and_nothing_else(book: Book) -> None:
    found = member(book, add_member(book, MemberDraft("王伟", birth="1980.05", post="书记")))
    assert found is not None
    text = member_card(found)
    assert "1980年5月" in text
    assert "住址" not in text


def test_the_card_of_one_who_left_says_when_and_why(book: Book) -> None:
    number = add_member(book, MemberDraft("王伟"))
    let_go(book, number, "转出")
    found = member(book, number)
    assert found is not None
    assert "2026年11月22日，转出" in member_card(found)


BAD = "姓名,类别,入党日期,职级\n王伟,正式,2010.07,一级\n李娜,正式,昨天,二级\n丁一,预备,2026.01,三级\n"


def test_faulty_rows_come_first_with_name_and_fault(book: Book, tmp_path: Path) -> None:
    first = plan_rows(planned(book, tmp_path, BAD))[0]
    assert first.cells[:3] == ("3", "李娜", "有误")
    assert str(first.cells[3]).startswith("入党日期“昨天”：")


def test_a_change_is_told_old_and_new(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("丁一"))
    row = next(row for row in plan_rows(planned(book, tmp_path, BAD)) if row.cells[2] == "更改")
    assert row.cells[3] == "类别：正式党员 改为 预备党员；入党日期：无 改为 2026-01"


def test_the_plan_in_one_line(book: Book, tmp_path: Path) -> None:
    assert plan_headline(planned(book, tmp_path, BAD)) == "新增2名，更改0名，不变0名；有误1行"


def test_the_notes_name_new_branch_unread_columns_and_absent_members(book: Book, tmp_path: Path) -> None:
    assert plan_notes(planned(book, tmp_path, BAD)) == "将新建支部：本支部。未读的列：职级。"
    add_member(book, MemberDraft("田富"))
    assert "名册中有1名党员不在这份表里，保持不动：田富" in plan_notes(planned(book, tmp_path, BAD))


def test_what_an_import_did() -> None:
    done = Imported(added=3, changed=1, unchanged=2, gone=0, skipped=1)
    assert imported_text(done) == "已导入：新增3名，更改1名，不变2名，跳过有误的1行。"
