"""A roster file against the book: planned, then all at once or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.acts.member_fields import MemberDraft
from db.acts.organisations import name_branch
from db.acts.roster import add_member, edit_member, edited, let_go
from db.acts.roster_import import Imported, commit_import
from db.acts.roster_plan import Change, ImportPlan, Replaced, plan_import
from db.errors import Conflict, Refused
from db.imports.roster import read_roster
from db.views.roster import branches, groups, members

if TYPE_CHECKING:
    from db.book import Book

ROSTERS = Path(__file__).resolve().parent.parent / "data" / "rosters"
TODAY = date(2026, 11, 22)


def planned(book: Book, folder: Path, text: str) -> ImportPlan:
    path = folder / "名册.csv"
    path.write_text(text, encoding="utf-8")
    return plan_import(book, read_roster(path, today=TODAY))


def outcomes(plan: ImportPlan) -> list[str]:
    return [row.outcome for row in plan.rows]


@pytest.mark.parametrize(
    ("name", "count"),
    [("党员名册.xlsx", 26), ("党员信息表.csv", 31), ("系统导出.xls", 12), ("采集汇总表.xlsx", 34)],
)
def test_the_real_rosters_go_in_and_the_second_time_change_nothing(book: Book, name: str, count: int) -> None:
    roster = read_roster(ROSTERS / name, today=TODAY)
    done = commit_import(book, plan_import(book, roster))
    events = book.value("SELECT count(*) FROM event")
    again = commit_import(book, plan_import(book, roster))
    assert (done.added, len(members(book))) == (count, count)
    assert (again.added, again.changed, again.unchanged) == (0, 0, count)
    assert book.value("SELECT count(*) FROM event") == events


def test_all_four_go_into_one_book(book: Book) -> None:
    for path in sorted(ROSTERS.iterdir()):
        commit_import(book, plan_import(book, read_roster(path, today=TODAY)), replace_secretary=True)
    assert len(members(book)) == 26 + 31 + 12 + 34


def test_an_import_is_one_event(book: Book) -> None:
    before = book.value("SELECT count(*) FROM event")
    commit_import(book, plan_import(book, read_roster(ROSTERS / "党员名册.xlsx")))
    assert book.value("SELECT count(*) FROM event") == before + 1


def test_members_come_out_in_stroke_order(book: Book) -> None:
    commit_import(book, plan_import(book, read_roster(ROSTERS / "系统导出.xls")))
    assert [row.name for row in members(book)][:4] == ["万国超", "马艳", "冯娟立", "许明杰"]


def test_groups_are_made(book: Book) -> None:
    commit_import(book, plan_import(book, read_roster(ROSTERS / "党员名册.xlsx")))
    assert [(group.name, group.members) for group in groups(book)] == [
        ("第一党小组", 9), ("第二党小组", 9), ("第三党小组", 8),
    ]  # fmt: skip


def test_each_branch_of_a_sheet_is_kept(book: Book) -> None:
    commit_import(book, plan_import(book, read_roster(ROSTERS / "采集汇总表.xlsx")))
    assert [(branch.name, branch.members) for branch in branches(book)] == [
        ("机关第一党支部", 17), ("机关第二党支部", 17),
    ]  # fmt: skip


def test_one_branch_fills_the_empty_branch_of_the_book(book: Book) -> None:
    name_branch(book, "办公室支部")
    commit_import(book, plan_import(book, read_roster(ROSTERS / "采集汇总表.xlsx", branch="机关第二党支部")))
    assert [(branch.name, branch.members) for branch in branches(book)] == [("办公室支部", 17)]


def test_a_branch_called_otherwise_in_the_book_is_known_again_by_its_people(book: Book) -> None:
    name_branch(book, "办公室支部")
    roster = read_roster(ROSTERS / "采集汇总表.xlsx", branch="机关第二党支部")
    commit_import(book, plan_import(book, roster))
    again = plan_import(book, roster)
    assert (again.count("same"), again.changes_anything) == (17, False)


def test_a_branch_is_known_by_its_name_without_the_usual_words(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("丁一"), organisation_id=name_branch(book, "机关第一党支部"))
    commit_import(book, planned(book, tmp_path, "姓名,类别,支部\n王伟,正式,中共机关第一支部委员会\n"))
    assert [(branch.name, branch.members) for branch in branches(book)] == [("机关第一党支部", 2)]


def test_another_branch_does_not_mix_with_the_one_there(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("丁一"), organisation_id=name_branch(book, "一支部"))
    commit_import(book, planned(book, tmp_path, "姓名,类别,支部\n王伟,正式,二支部\n"))
    assert [branch.members for branch in branches(book)] == [1, 1]


def test_a_changed_row_shows_old_and_new(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("王伟", kind="probationary", joined="2024-10", phone="13800000001"))
    plan = planned(book, tmp_path, "姓名,类别,入党日期,手机\n王伟,正式党员,2024-10-22,\n")
    assert plan.rows[0].changes == (
        Change("kind", "probationary", "full"), Change("joined", "2024-10", "2024-10-22"),
    )  # fmt: skip


def test_a_change_is_written(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("王伟", group="第一党小组"))
    done = commit_import(book, planned(book, tmp_path, "姓名,类别,党小组\n王 伟,预备党员,第二党小组\n"))
    found = members(book)[0]
    assert (done.changed, found.kind, found.group) == (1, "probationary", "第二党小组")


def test_a_blank_cell_says_nothing(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("王伟", phone="13800000001", birth="1980-05-03"))
    assert outcomes(planned(book, tmp_path, "姓名,类别,手机,出生年月\n王伟,正式,—,1980.05\n")) == ["same"]


def test_who_has_no_post_in_the_file_loses_it(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("王伟", post="组织委员"))
    assert planned(book, tmp_path, "姓名,类别,党内职务\n王伟,正式,\n").rows[0].changes[0].field == "post"


def test_a_column_that_is_not_there_changes_nothing(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("王伟", post="组织委员", kind="probationary"))
    assert outcomes(planned(book, tmp_path, "姓名\n王伟\n")) == ["same"]


BAD = "姓名,类别,入党日期\n王伟,正式,2010.07\n李娜,正式,昨天\n,正式,2011.07\n"


def test_one_bad_row_stops_the_whole_file(book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="第3行 李娜 入党日期：“昨天”") as refused:
        commit_import(book, planned(book, tmp_path, BAD))
    assert "有2行不能导入" in refused.value.message
    assert members(book) == ()


def test_bad_rows_are_skipped_when_asked(book: Book, tmp_path: Path) -> None:
    done = commit_import(book, planned(book, tmp_path, BAD), skip_bad=True)
    assert done == Imported(added=1, changed=0, unchanged=0, gone=0, skipped=2)
    assert [row.name for row in members(book)] == ["王伟"]


def test_a_fault_while_writing_leaves_nothing_behind(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.store import members as store

    real, calls = store.insert_member, []

    def failing(db: object, row: object) -> int:
        calls.append(row)
        if len(calls) == 2:
            raise Refused("断电")
        return real(db, row)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "insert_member", failing)
    with pytest.raises(Refused, match="断电"):
        commit_import(book, planned(book, tmp_path, "姓名,类别,党小组\n王伟,正式,一组\n李娜,正式,二组\n"))
    assert (members(book), groups(book), branches(book)) == ((), (), ())


def test_a_book_that_changed_after_the_preview_is_not_written(book: Book, tmp_path: Path) -> None:
    plan = planned(book, tmp_path, "姓名,类别\n王伟,正式\n")
    add_member(book, MemberDraft("王伟"))
    with pytest.raises(Conflict):
        commit_import(book, plan)


NAMESAKES = "姓名,性别,类别,出生年月\n王伟,男,正式,1980.05\n王伟,男,正式,1990.05\n李娜,女,正式,\n"


def test_two_of_one_name_go_in_apart(book: Book, tmp_path: Path) -> None:
    commit_import(book, planned(book, tmp_path, NAMESAKES))
    assert [row.shown_name for row in members(book)] == ["王伟（1980年生）", "王伟（1990年生）", "李娜"]


def test_namesakes_find_themselves_again(book: Book, tmp_path: Path) -> None:
    commit_import(book, planned(book, tmp_path, NAMESAKES))
    assert outcomes(planned(book, tmp_path, NAMESAKES)) == ["same", "same", "same"]


def test_a_stranger_of_a_known_name_is_a_new_member(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("王伟", gender="男", birth="1980-05", joined="2005"))
    plan = planned(book, tmp_path, "姓名,性别,类别,出生年月,入党日期\n王伟,女,正式,1992.01,2015.07\n")
    assert (outcomes(plan), plan.rows[0].remark) == (["new"], "与名册中已有的人同名，按另一人登记")


def test_who_has_left_is_not_brought_back(book: Book, tmp_path: Path) -> None:
    let_go(book, add_member(book, MemberDraft("王伟")), "转出")
    plan = planned(book, tmp_path, "姓名,类别\n王伟,正式\n李娜,正式\n")
    assert outcomes(plan) == ["gone", "new"]
    assert plan.rows[0].remark == "已于2026年11月22日调出（转出），不再登记"


def test_members_whom_the_file_does_not_name_are_listed(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("丁一"))
    assert planned(book, tmp_path, "姓名,类别\n王伟,正式\n").absent == ("丁一",)


def test_a_member_whose_row_is_faulty_is_not_absent(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("李娜"))
    assert planned(book, tmp_path, BAD).absent == ()


OTHER_SECRETARY = "姓名,类别,党内职务\n王伟,正式,书记\n李娜,正式,\n"


def test_a_file_with_another_secretary_says_whom_it_replaces(book: Book, tmp_path: Path) -> None:
    old = add_member(book, MemberDraft("丁一", post="书记"))
    assert planned(book, tmp_path, OTHER_SECRETARY).replaced == (Replaced(old, "丁一", "王伟"),)


def test_a_secretary_is_not_replaced_unasked(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("丁一", post="书记"))
    plan = planned(book, tmp_path, OTHER_SECRETARY)
    with pytest.raises(Refused, match="名册中是丁一，表里是王伟"):
        commit_import(book, plan)
    assert [row.name for row in members(book)] == ["丁一"]


def test_a_replaced_secretary_stays_a_member_without_the_post(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("丁一", post="书记"))
    commit_import(book, planned(book, tmp_path, OTHER_SECRETARY), replace_secretary=True)
    assert {row.name: row.post for row in members(book)} == {"丁一": "", "王伟": "书记", "李娜": ""}


def test_a_member_who_becomes_secretary_replaces_the_old_one_too(book: Book, tmp_path: Path) -> None:
    for name, post in (("丁一", "书记"), ("王伟", "")):
        add_member(book, MemberDraft(name, post=post))
    assert [one.name for one in planned(book, tmp_path, OTHER_SECRETARY).replaced] == ["丁一"]


def test_a_file_that_takes_the_post_from_the_old_secretary_asks_nothing(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("李娜", post="书记"))
    plan = planned(book, tmp_path, OTHER_SECRETARY)
    commit_import(book, plan)
    assert plan.replaced == ()
    assert {row.name: row.post for row in members(book)} == {"王伟": "书记", "李娜": ""}


def test_a_secretary_of_another_branch_is_left_alone(book: Book, tmp_path: Path) -> None:
    add_member(book, MemberDraft("丁一", post="书记"))
    text = "姓名,类别,党内职务,支部\n王伟,正式,书记,第二党支部\n"
    assert planned(book, tmp_path, text).replaced == ()


def test_two_secretaries_of_one_branch_in_a_file_are_a_fault(book: Book, tmp_path: Path) -> None:
    plan = planned(book, tmp_path, "姓名,类别,党内职务\n王伟,正式,书记\n李娜,正式,书记\n")
    assert [str(fault) for fault in plan.faults] == [
        "第3行 李娜 党内职务：“书记”，第2行的王伟已是书记，一个支部只有一名书记"
    ]


def test_three_hundred_members_go_in(book: Book, tmp_path: Path) -> None:
    lines = "".join(f"党员{chr(0x4E00 + i)}{chr(0x5000 + i)},正式,第{i % 5}党小组\n" for i in range(300))
    assert commit_import(book, planned(book, tmp_path, "姓名,类别,党小组\n" + lines)).added == 300


def test_a_file_does_not_undo_a_mark(book: Book, tmp_path: Path) -> None:
    number = add_member(book, MemberDraft("王伟"))
    edit_member(book, number, edited(book, number, mark="大"))
    commit_import(book, planned(book, tmp_path, "姓名,类别,手机\n王伟,正式,13800000001\n"))
    assert members(book)[0].shown_name == "王伟（大）"
