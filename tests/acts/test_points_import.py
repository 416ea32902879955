from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from db.acts import points
from db.acts.points_import import PointsPlan, commit_points, faults_text, plan_points
from db.errors import BadInput, Conflict, Refused
from db.export.point_sheets import Subject, order
from db.imports.points import read_points
from db.rules.settings import Rules
from db.scheme import load_scheme
from db.store.points import balance_faults
from db.views import point_ledger
from db.views import points as view
from tests import sample

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Branch

YEAR = 2026
TODAY = "2026-11-22"
SCHEME = load_scheme("branch-default")
HEAD = ("序号", "姓名", "登记时间", "加扣分事由", "加分", "扣分", "佐证")


def book_of(
    tmp_path: Path, *rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, name: str = "积分.xlsx"
) -> Path:
    file = openpyxl.Workbook()
    sheet = file.active
    assert sheet is not None
    sheet.append(("2026年度党员平时积分记录表",))
    sheet.append(head)
    for number, row in enumerate(rows, 1):
        sheet.append((number, *row) if head is HEAD else row)
    path = tmp_path / name
    file.save(path)
    return path


def planned(branch: Branch, path: Path) -> PointsPlan:
    return plan_points(branch.book, read_points(path, today=TODAY), YEAR, SCHEME)


def faults(branch: Branch, tmp_path: Path, *rows: tuple[Any, ...]) -> list[str]:
    return [str(fault) for fault in planned(branch, book_of(tmp_path, *rows)).faults]


def total(branch: Branch, name: str) -> int:
    return next(one.total for one in view.standings(branch.book, YEAR) if one.shown_name == name)


def test_a_sheet_goes_in_at_once(branch: Branch, tmp_path: Path) -> None:
    path = book_of(
        tmp_path,
        ("王伟", "2026-03-02", "帮扶困难群众", 2.5, None, None),
        ("刘芳", "2026.04.05", "参加集中学习", None, None, None),
        ("李娜", "2026年5月6日", "迟到", None, 1, None),
    )
    done = commit_points(branch.book, planned(branch, path), scheme=SCHEME)
    assert (done.given, done.waiting, total(branch, "王伟"), total(branch, "刘芳")) == (2, 1, 1025, 1020)


def test_a_loss_waits(branch: Branch, tmp_path: Path) -> None:
    path = book_of(tmp_path, ("李娜", "2026-05-06", "迟到", None, 1, None))
    commit_points(branch.book, planned(branch, path), scheme=SCHEME)
    assert (total(branch, "李娜"), [one.asked for one in point_ledger.pending(branch.book)]) == (1000, [-10])


def test_a_reason_that_is_a_rule_is_that_rule(branch: Branch, tmp_path: Path) -> None:
    (row,) = planned(branch, book_of(tmp_path, ("王伟", "2026-03-02", "参加集中学习", 2, None, None))).rows
    assert (row.rule, row.category) == ("study", "基础")


def test_the_whole_sheet_is_undone_as_one_act(branch: Branch, tmp_path: Path) -> None:
    path = book_of(
        tmp_path,
        ("王伟", "2026-03-02", "帮扶", 2, None, None),
        ("刘芳", "2026-03-02", "帮扶", 2, None, None),
    )
    commit_points(branch.book, planned(branch, path), scheme=SCHEME)
    act = point_ledger.last_act(branch.book)
    assert act is not None
    points.undo(branch.book, act.entry_ids)
    assert (total(branch, "王伟"), total(branch, "刘芳"), balance_faults(branch.book)) == (1000, 1000, ())


def test_a_sheet_read_twice_goes_in_once(branch: Branch, tmp_path: Path) -> None:
    path = book_of(tmp_path, ("王伟", "2026-03-02", "帮扶", 2, None, None))
    commit_points(branch.book, planned(branch, path), scheme=SCHEME)
    again = planned(branch, path)
    assert [row.outcome for row in again.rows] == ["same"]
    with pytest.raises(Refused, match="没有要登记的积分"):
        commit_points(branch.book, again, scheme=SCHEME)


def test_an_unknown_name_is_named_with_its_row(branch: Branch, tmp_path: Path) -> None:
    assert faults(branch, tmp_path, ("王大锤", "2026-03-02", "帮扶", 2, None, None)) == [
        "第3行 姓名：“王大锤”，名册里没有这个人"
    ]


def test_three_decimal_places_are_named(branch: Branch, tmp_path: Path) -> None:
    assert faults(branch, tmp_path, ("王伟", "2026-03-02", "帮扶", 1.255, None, None)) == [
        "第3行 王伟 加分：“1.255”，有3位小数，积分最多保留一位小数"
    ]


def test_the_noise_of_a_reckoned_number_is_no_fault(branch: Branch, tmp_path: Path) -> None:
    (row,) = planned(branch, book_of(tmp_path, ("王伟", "2026-03-02", "帮扶", 0.1 + 0.2, None, None))).rows
    assert row.tenths == 3


def test_a_day_outside_the_year_is_named(branch: Branch, tmp_path: Path) -> None:
    assert faults(branch, tmp_path, ("王伟", "2025-12-31", "帮扶", 2, None, None)) == [
        "第3行 王伟 登记时间：“2025-12-31”，不在2026年度内"
    ]


def test_a_month_is_no_day(branch: Branch, tmp_path: Path) -> None:
    (fault,) = faults(branch, tmp_path, ("王伟", "2026.03", "帮扶", 2, None, None))
    assert "要写到日" in fault


def test_a_cap_that_rows_of_the_sheet_exceed_together_is_named(branch: Branch, tmp_path: Path) -> None:
    rows = [("王伟", f"2026-0{month}-02", "参加集中学习", 2, None, None) for month in range(1, 8)]
    (fault,) = faults(branch, tmp_path, *rows)
    assert fault == "第9行 王伟 加分：“+2”，超出上限：本项每年最多12分，已满，+2分不再计入"


def test_what_the_ledger_holds_counts_under_the_cap(branch: Branch, tmp_path: Path) -> None:
    member = branch.members[sample.NAMES.index("王伟")]
    for month in range(1, 7):
        points.give_by_rule(
            branch.book, [member], SCHEME.points.rules[0], scheme=SCHEME, day=f"2026-0{month}-03"
        )
    (fault,) = faults(branch, tmp_path, ("王伟", "2026-08-02", "参加集中学习", 2, None, None))
    assert "超出上限" in fault


def test_points_that_are_not_the_rules_are_named(branch: Branch, tmp_path: Path) -> None:
    (fault,) = faults(branch, tmp_path, ("王伟", "2026-08-02", "参加集中学习", 5, None, None))
    assert fault == "第3行 王伟 加分：“+5”，与方案“参加集中学习”的+2分不符"


def test_evidence_that_a_rule_asks_for_is_missed(branch: Branch, tmp_path: Path) -> None:
    (fault,) = faults(branch, tmp_path, ("王伟", "2026-08-02", "理论文章、经验交流", 3, None, None))
    assert fault == "第3行 王伟 佐证：空，“理论文章、经验交流”要写明佐证材料"


def test_a_row_twice_in_a_sheet_is_named(branch: Branch, tmp_path: Path) -> None:
    row = ("王伟", "2026-08-02", "帮扶", 2, None, None)
    assert faults(branch, tmp_path, row, row) == ["第4行 王伟 加扣分事由：“帮扶”，与第3行重复"]


def test_gain_and_loss_in_one_row_are_named(branch: Branch, tmp_path: Path) -> None:
    (fault,) = faults(branch, tmp_path, ("王伟", "2026-08-02", "帮扶", 2, 1, None))
    assert "加分和扣分只能填一格" in fault


def test_who_does_not_count_is_named(branch: Branch, tmp_path: Path) -> None:
    branch.book.conn.execute("UPDATE member SET counts_points = 0 WHERE name = '王伟'")
    (fault,) = faults(branch, tmp_path, ("王伟", "2026-08-02", "帮扶", 2, None, None))
    assert "免计积分" in fault


def test_namesakes_have_to_be_told_apart(branch: Branch, tmp_path: Path) -> None:
    branch.book.conn.execute("UPDATE member SET name = '王伟', mark = '女' WHERE name = '刘芳'")
    branch.book.conn.execute("UPDATE member SET mark = '男' WHERE name = '王伟' AND mark = ''")
    (fault,) = faults(branch, tmp_path, ("王伟", "2026-08-02", "帮扶", 2, None, None))
    assert fault == "第3行 姓名：“王伟”，名册里有同名的人，请写成王伟（男）、王伟（女）"


def test_a_namesake_with_his_mark_is_found(branch: Branch, tmp_path: Path) -> None:
    branch.book.conn.execute("UPDATE member SET name = '王伟', mark = '女' WHERE name = '刘芳'")
    (row,) = planned(branch, book_of(tmp_path, ("王伟（女）", "2026-08-02", "帮扶", 2, None, None))).rows
    assert row.shown_name == "王伟（女）"


def test_one_bad_row_stops_the_whole_sheet(branch: Branch, tmp_path: Path) -> None:
    path = book_of(
        tmp_path,
        ("王伟", "2026-03-02", "帮扶", 2, None, None),
        ("王大锤", "2026-03-02", "帮扶", 2, None, None),
    )
    with pytest.raises(BadInput, match=r"积分\.xlsx有1行不能导入，全部未写入。第4行 姓名"):
        commit_points(branch.book, planned(branch, path), scheme=SCHEME)
    assert total(branch, "王伟") == 1000


def test_bad_rows_can_be_skipped(branch: Branch, tmp_path: Path) -> None:
    path = book_of(
        tmp_path,
        ("王伟", "2026-03-02", "帮扶", 2, None, None),
        ("王大锤", "2026-03-02", "帮扶", 2, None, None),
    )
    done = commit_points(branch.book, planned(branch, path), scheme=SCHEME, skip_bad=True)
    assert (done.given, done.skipped, total(branch, "王伟")) == (1, 1, 1020)


def test_a_plan_that_the_book_has_overtaken_is_not_written(branch: Branch, tmp_path: Path) -> None:
    plan = planned(branch, book_of(tmp_path, ("王伟", "2026-03-02", "帮扶", 2, None, None)))
    branch.book.conn.execute("UPDATE member SET counts_points = 0 WHERE name = '王伟'")
    with pytest.raises(Conflict):
        commit_points(branch.book, plan, scheme=SCHEME)


def test_a_csv_with_signed_points_is_read(branch: Branch, tmp_path: Path) -> None:
    path = tmp_path / "积分.csv"
    path.write_bytes(
        "姓名,日期,事由,分数\n王伟,2026-03-02,帮扶,+2\n李娜,2026-03-02,迟到,−0.5分\n合计,,,1.5\n".encode(
            "gb18030"
        )
    )
    assert [(row.shown_name, row.tenths) for row in planned(branch, path).rows] == [
        ("王伟", 20),
        ("李娜", -5),
    ]


def test_without_a_day_column_today_is_meant(branch: Branch, tmp_path: Path) -> None:
    path = tmp_path / "积分.csv"
    path.write_text("姓名,事由,分数\n王伟,帮扶,2\n", encoding="utf-8")
    assert planned(branch, path).rows[0].line.day == TODAY


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("姓名,性别\n王伟,男\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"名册\.csv里找不到积分表头"):
        read_points(path, today=TODAY)


def test_many_faults_are_told_in_few_words(branch: Branch, tmp_path: Path) -> None:
    rows = [(f"无名{number}氏", "2026-03-02", "帮扶", 2, None, None) for number in "甲乙丙丁戊己庚"]
    plan = planned(branch, book_of(tmp_path, *rows))
    assert "有7行不能导入" in faults_text(plan)
    assert "另有2处" in faults_text(plan)


def test_a_rule_of_another_time_is_named(branch: Branch, tmp_path: Path) -> None:
    rules = (replace(SCHEME.points.rules[0], valid_to="2026-06-30"), *SCHEME.points.rules[1:])
    scheme = replace(SCHEME, points=replace(SCHEME.points, rules=rules))
    path = book_of(tmp_path, ("王伟", "2026-08-02", "参加集中学习", 2, None, None))
    (fault,) = plan_points(branch.book, read_points(path, today=TODAY), YEAR, scheme).faults
    assert "只适用到2026年6月30日" in fault.problem


def record_of(branch: Branch, tmp_path: Path, name: str) -> Path:
    member = branch.members[sample.NAMES.index(name)]
    path = tmp_path / "记录表.xlsx"
    path.write_bytes(order(branch.book, "record", Subject(YEAR, Rules(), member_id=member)).make())
    return path


def test_a_members_own_record_names_him_above_the_header(branch: Branch, tmp_path: Path) -> None:
    file = openpyxl.Workbook()
    sheet = file.active
    assert sheet is not None
    for row in (
        ("党员平时积分记录表",),
        ("支部：第一支部  姓名：王伟  类别：正式", None),
        ("登记时间", "加扣分事由", "加分", "扣分", "支部书记审核签名"),
        ("2026-03-02", "帮扶", 2, None, "于建国"),
    ):
        sheet.append(row)
    path = tmp_path / "王伟.xlsx"
    file.save(path)
    commit_points(branch.book, planned(branch, path), scheme=SCHEME)
    assert total(branch, "王伟") == 1020


def test_our_own_record_changes_nothing(branch: Branch, tmp_path: Path) -> None:
    member = branch.members[sample.NAMES.index("王伟")]
    rule = next(rule for rule in SCHEME.points.rules if rule.needs_evidence)
    points.give_by_rule(branch.book, [member], rule, scheme=SCHEME, evidence="简报第3期")
    points.give_by_rule(branch.book, [member], SCHEME.points.rules[0], scheme=SCHEME)
    plan = planned(branch, record_of(branch, tmp_path, "王伟"))
    assert ([row.outcome for row in plan.rows], plan.faults) == (["same", "same"], ())


def test_a_reversal_in_a_sheet_is_named(branch: Branch, tmp_path: Path) -> None:
    member = branch.members[sample.NAMES.index("王伟")]
    given = points.give_by_rule(branch.book, [member], SCHEME.points.rules[0], scheme=SCHEME)
    points.undo(branch.book, [given.lines[0].entry_id])
    found = planned(branch, record_of(branch, tmp_path, "王伟")).faults
    assert any("台账里的撤销不从表里导入" in fault.problem for fault in found)


def test_a_table_beside_a_list_can_be_chosen(branch: Branch, tmp_path: Path) -> None:
    path = book_of(tmp_path, ("王伟", "2026-03-02", "帮扶", 2, None, None))
    file = openpyxl.load_workbook(path)
    sheet = file.create_sheet("分月")
    sheet.append(("姓名", "1月"))
    sheet.append(("王伟", 2))
    file.save(path)
    assert read_points(path, today=TODAY).sheets == ("Sheet", "分月")
    assert read_points(path, sheet="分月", today=TODAY).cells[0].tenths == 20
