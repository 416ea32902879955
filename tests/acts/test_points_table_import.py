"""Tables of members and points, as branches keep them: a row a member, a column a month or a kind of deed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from db.acts import points
from db.acts.points_import import PointsPlan, commit_points, plan_points
from db.errors import BadInput, Refused
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
MONTHS = ("序号", "姓名", "1月", "2月", "3月", "一季度", "合计", "备注")
DEEDS = ("姓名", "参加集中学习", "服务", "扣分", "合计")


def table(tmp_path: Path, *rows: tuple[Any, ...], caption: str = "党员积分表") -> Path:
    file = openpyxl.Workbook()
    sheet = file.active
    assert sheet is not None
    sheet.append((caption,))
    for row in rows:
        sheet.append(row)
    path = tmp_path / "积分.xlsx"
    file.save(path)
    return path


def planned(branch: Branch, path: Path) -> PointsPlan:
    return plan_points(branch.book, read_points(path, today=TODAY), YEAR, SCHEME)


def taken(branch: Branch, path: Path) -> tuple[int, int]:
    done = commit_points(branch.book, planned(branch, path), scheme=SCHEME)
    return done.given, done.waiting


def faults(branch: Branch, path: Path) -> list[str]:
    return [str(fault) for fault in planned(branch, path).faults]


def total(branch: Branch, name: str) -> int:
    return next(one.total for one in view.standings(branch.book, YEAR) if one.shown_name == name)


def test_a_column_a_month_goes_in_by_months(branch: Branch, tmp_path: Path) -> None:
    path = table(
        tmp_path, MONTHS, (1, "王伟", 2, 1.5, None, 3.5, 3.5, ""), (2, "刘芳", 1, None, 0, 1, 101, "")
    )
    assert taken(branch, path) == (3, 0)
    found = [(one.day, one.reason, one.tenths) for one in point_ledger.last_entries(branch.book)]
    assert found == [
        ("2026-01-31", "1月积分", 10),
        ("2026-02-28", "2月积分", 15),
        ("2026-01-31", "1月积分", 20),
    ]


def test_a_column_a_kind_of_deed_goes_in_by_rule_or_reason(branch: Branch, tmp_path: Path) -> None:
    path = table(tmp_path, DEEDS, ("王伟", 4, 3, 1, 6))
    assert taken(branch, path) == (2, 1)
    found = [
        (one.rule, one.category, one.reason, one.asked) for one in point_ledger.last_entries(branch.book)
    ]
    assert found == [
        ("", "扣分", "扣分", -10), ("", "奖励", "服务", 30), ("study", "基础", "参加集中学习", 40),
    ]  # fmt: skip


@pytest.mark.parametrize("head", [MONTHS, DEEDS])
def test_a_table_read_twice_changes_nothing(branch: Branch, tmp_path: Path, head: tuple[str, ...]) -> None:
    row = (1, "于建国", 2, 1, -1, None, 2, "") if head is MONTHS else ("于建国", 2, 3, 1, 4)
    path = table(tmp_path, head, row)
    commit_points(branch.book, planned(branch, path), scheme=SCHEME)
    again = planned(branch, path)
    assert {one.outcome for one in again.rows} == {"same"}
    with pytest.raises(Refused, match="没有要登记的积分"):
        commit_points(branch.book, again, scheme=SCHEME)


def test_only_the_difference_is_entered(branch: Branch, tmp_path: Path) -> None:
    member = branch.members[sample.NAMES.index("王伟")]
    points.give_by_rule(branch.book, [member], SCHEME.points.rules[0], scheme=SCHEME, day="2026-02-03")
    (row,) = planned(branch, table(tmp_path, MONTHS, (1, "王伟", None, 5))).rows
    assert (row.before, row.line.tenths, row.tenths) == (20, 50, 30)


def test_less_than_the_ledger_has_waits(branch: Branch, tmp_path: Path) -> None:
    taken(branch, table(tmp_path, MONTHS, (1, "王伟", 5)))
    assert taken(branch, table(tmp_path, MONTHS, (1, "王伟", 3))) == (0, 1)
    assert (total(branch, "王伟"), balance_faults(branch.book)) == (1050, ())


@pytest.mark.parametrize(
    ("head", "numbers", "category"),
    [
        (("姓名", "扣分"), (5, 3), "扣分"),
        (("姓名", "无故缺席集中学习"), (6, 3), "扣分"),
        (("姓名", "5月"), (-5, -3), "扣分"),
        (("姓名", "服务"), (5, 3), "奖励"),
        (("姓名", "5月"), (5, 3), "扣分"),
    ],
)
def test_a_number_that_is_corrected_stays_what_it_was_and_waits(
    branch: Branch, tmp_path: Path, head: tuple[str, ...], numbers: tuple[int, int], category: str
) -> None:
    was, now = numbers
    taken(branch, table(tmp_path, head, ("王伟", was)))
    plan = planned(branch, table(tmp_path, head, ("王伟", now)))
    assert [(one.category, one.outcome) for one in plan.rows] == [(category, "waits")]
    assert commit_points(branch.book, plan, scheme=SCHEME).waiting == 1
    assert {one.outcome for one in planned(branch, table(tmp_path, head, ("王伟", now))).rows} == {"same"}


def test_part_of_a_loss_that_nobody_approved_brings_no_points(branch: Branch, tmp_path: Path) -> None:
    taken(branch, table(tmp_path, ("姓名", "扣分"), ("王伟", 5)))
    taken(branch, table(tmp_path, ("姓名", "扣分"), ("王伟", 3)))
    assert total(branch, "王伟") == 1000


def test_a_month_that_is_to_come_may_have_a_zero(branch: Branch, tmp_path: Path) -> None:
    plan = planned(branch, table(tmp_path, ("姓名", "11月", "12月"), ("王伟", 2, 0)))
    assert ([one.line.column for one in plan.rows], plan.faults) == (["11月"], ())


def test_a_zero_where_the_ledger_has_nothing_is_no_entry_that_is_there(
    branch: Branch, tmp_path: Path
) -> None:
    path = table(tmp_path, ("姓名", "9月", "10月"), ("王伟", 0, 2), ("刘芳", 0, 0))
    assert [(one.shown_name, one.outcome) for one in planned(branch, path).rows] == [("王伟", "given")]


def test_our_own_table_of_quarters_is_read_before_the_year_is_over(branch: Branch, tmp_path: Path) -> None:
    taken(branch, table(tmp_path, MONTHS, (1, "王伟", 2, 1)))
    document = order(branch.book, "year", Subject(YEAR, Rules()))
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(document.make())
    branch.clock.move(-150 * 86_400)
    plan = planned(branch, path)
    assert (plan.faults, [one.outcome for one in plan.rows]) == ((), ["same"])


def test_a_loss_by_rule_without_a_sign_is_summed_as_a_loss(branch: Branch, tmp_path: Path) -> None:
    head = ("姓名", "参加集中学习", "无故缺席集中学习", "加分合计", "扣分合计", "合计")
    path = table(tmp_path, head, ("王伟", 4, 3, 4, 3, 1))
    assert (faults(branch, path), taken(branch, path)) == ([], (1, 1))


def test_a_sum_of_gains_or_losses_is_compared_and_not_taken_over(branch: Branch, tmp_path: Path) -> None:
    head = ("姓名", "服务", "迟到扣分", "加分小计", "扣分小计")
    path = table(tmp_path, head, ("王伟", 4, 1, 4, 1), ("刘芳", 4, 1, 5, 2))
    assert [one.line.column for one in planned(branch, path).rows] == ["服务", "迟到扣分"]
    assert faults(branch, path) == [
        "第4行 刘芳 加分小计：“5”，与所含各列之和4不符",
        "第4行 刘芳 扣分小计：“-2”，与所含各列之和-1不符",
    ]


def test_where_a_table_has_nothing_but_sums_they_are_what_it_tells(branch: Branch, tmp_path: Path) -> None:
    path = table(tmp_path, ("姓名", "加分合计", "扣分合计", "总分"), ("王伟", 4, 1, 103))
    assert [(one.line.reason, one.tenths) for one in planned(branch, path).rows] == [
        ("加分合计", 40), ("扣分合计", -10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (("姓名", "10月", "服务"), "既有“10月”这样按月、按季的列，又有“服务”一列"),
        (("姓名", "加分", "加分"), "有两列“加分”"),
        (("姓名", "5月", "五月积分"), "有两列“五月积分”"),
    ],
)
def test_columns_that_cannot_be_told_apart_are_refused(
    branch: Branch, tmp_path: Path, head: tuple[str, ...], told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        read_points(table(tmp_path, head, ("王伟", 2, 3)), today=TODAY)


def test_our_own_table_of_months_changes_nothing(branch: Branch, tmp_path: Path) -> None:
    taken(branch, table(tmp_path, MONTHS, (1, "王伟", 2, 1), (2, "刘芳", 1), (3, "于建国", 2)))
    document = order(branch.book, "months", Subject(YEAR, Rules()))
    path = tmp_path / "分月.xlsx"
    path.write_bytes(document.make())
    plan = planned(branch, path)
    assert (plan.faults, {one.outcome for one in plan.rows}) == ((), {"same"})


def test_a_header_of_two_rows_is_read_as_one(branch: Branch, tmp_path: Path) -> None:
    above = ("序号", "姓名", "第一季度", None, None, None, "合计")
    path = table(tmp_path, above, (None, None, "1月", "2月", "3月", "小计", None), (1, "王伟", 2, 1, 3, 6, 6))
    assert [one.line.reason for one in planned(branch, path).rows] == ["1月积分", "2月积分", "3月积分"]


SIDES = ("加分", "扣分")
SPLIT = ("序号", "姓名", "1月", None, "2月", None, "合计", None, None)


@pytest.mark.parametrize(
    "head",
    [
        (SPLIT, (None, None, *SIDES, *SIDES, *SIDES, "得分")),
        (
            tuple("" if cell == "姓名" else cell for cell in SPLIT),
            ("", "姓名", *SIDES, *SIDES, *SIDES, "得分"),
        ),
        (("", "姓名", "1月加分", "1月扣分", "2月加分", "2月扣分", "加分合计", "扣分合计", "得分"),),
    ],
)
def test_a_month_above_gains_and_losses_is_read(
    branch: Branch, tmp_path: Path, head: tuple[tuple[Any, ...], ...]
) -> None:
    path = table(tmp_path, *head, (1, "王伟", 5, 2, 1, None, 6, 2, 4), (2, "刘芳", None, 1, 3, 0, 3, 1, 102))
    assert faults(branch, path) == []
    assert taken(branch, path) == (3, 2)
    found = {
        (one.shown_name, one.reason, one.category, one.asked)
        for one in point_ledger.last_entries(branch.book)
    }
    assert found == {
        ("王伟", "1月加分", "奖励", 50), ("王伟", "1月扣分", "扣分", -20), ("王伟", "2月加分", "奖励", 10),
        ("刘芳", "1月扣分", "扣分", -10), ("刘芳", "2月加分", "奖励", 30),
    }  # fmt: skip
    assert {one.outcome for one in planned(branch, path).rows} == {"same"}


def test_sums_of_a_month_and_a_quarter_above_gains_and_losses_are_compared(
    branch: Branch, tmp_path: Path
) -> None:
    head = ("姓名", "1月", None, None, "2月", None, None, "一季度", None, None)
    three = (*SIDES, "小计")
    path = table(
        tmp_path,
        head,
        (None, *three, *three, *three),
        ("王伟", 5, 2, 3, 1, None, 1, 6, 2, 4),
        ("刘芳", 5, 2, 4, 1, None, 1, 7, 1, 5),
    )
    assert [one.line.column for one in planned(branch, path).rows] == ["1月加分", "1月扣分", "2月加分"]
    assert faults(branch, path) == [
        "第5行 刘芳 1月小计：“4”，与所含各列之和3不符",
        "第5行 刘芳 一季度加分：“7”，与所含各列之和6不符",
        "第5行 刘芳 一季度扣分：“-1”，与所含各列之和-2不符",
        "第5行 刘芳 一季度小计：“5”，与所含各列之和4不符",
    ]


def test_what_the_ledger_has_of_a_months_gains_is_no_loss(branch: Branch, tmp_path: Path) -> None:
    member = branch.members[sample.NAMES.index("王伟")]
    points.give_by_rule(branch.book, [member], SCHEME.points.rules[0], scheme=SCHEME, day="2026-01-20")
    path = table(tmp_path, ("姓名", "1月", None), (None, *SIDES), ("王伟", 3, 1))
    assert [(one.before, one.tenths, one.category) for one in planned(branch, path).rows] == [
        (20, 10, "奖励"), (0, -10, "扣分"),
    ]  # fmt: skip


def test_each_quarter_has_a_sum_of_its_own_below_its_name(branch: Branch, tmp_path: Path) -> None:
    above = ("姓名", "第一季度", None, None, None, "第二季度", None, None, None)
    below = (None, "1月", "2月", "3月", "小计", "4月", "5月", "6月", "小计")
    path = table(tmp_path, above, below, ("王伟", 2, 1, 3, 6, 1, 1, 1, 3))
    assert faults(branch, path) == []


def test_a_month_above_a_header_of_its_own_is_its_caption(branch: Branch, tmp_path: Path) -> None:
    path = table(tmp_path, ("姓名", "服务", "合计"), ("王伟", 2, 2), caption="2026年5月")
    assert [one.line.reason for one in planned(branch, path).rows] == ["服务"]


def test_quarters_alone_are_read(branch: Branch, tmp_path: Path) -> None:
    (row,) = planned(branch, table(tmp_path, ("姓名", "一季度", "年度积分"), ("王伟", 6, 106))).rows
    assert (row.line.day, row.line.reason, row.tenths) == ("2026-03-31", "一季度积分", 60)


@pytest.mark.parametrize(
    ("head", "row", "fault"),
    [
        (MONTHS, (1, "王大锤", 2), "第3行 姓名：“王大锤”，名册里没有这个人"),
        (MONTHS, (1, "王伟", 1.255), "第3行 王伟 1月：“1.255”，有3位小数，积分最多保留一位小数"),
        (MONTHS, (1, "王伟", "缺"), "第3行 王伟 1月：“缺”，不是分数，请填数字，例如 2 或 0.5"),
        (MONTHS, (1, "王伟", 2, 1, 0, 4), "第3行 王伟 一季度：“4”，与所含各列之和3不符"),
        (MONTHS, (1, "王伟", 2, 1, 0, 3, 5), "第3行 王伟 合计：“5”，与各列之和3不符，加上起始分100也不符"),
        (MONTHS, (1, "", 2), "第3行 姓名：空，没有姓名"),
        (("姓名", "1月加分"), ("王伟", -2), "第3行 王伟 1月加分：“-2”，加分不能是负数，请填在扣分一列"),
        (("姓名", "2025年12月"), ("王伟", 2), "第3行 王伟 2025年12月：“2025年12月”，不在2026年度内"),
        (("姓名", "12月"), ("王伟", 2), "第3行 王伟 12月：“2”，12月还没有到"),
        (DEEDS, ("王伟", 14), "第3行 王伟 参加集中学习：“+14”，超出上限：本项每年最多12分，+14分只计+12分"),
        (
            ("姓名", "学习笔记完整"),
            ("王伟", 4),
            "第3行 王伟 学习笔记完整：“+4”，超出上限：本项每季度最多1分，+4分只计+1分；这一列没有日期，请改用一笔一行、写明日期的表",
        ),
        (DEEDS, ("王伟", 3), "第3行 王伟 参加集中学习：“3”，不是方案“参加集中学习”每次+2分的整数倍"),
    ],
)
def test_what_is_wrong_is_named_exactly(
    branch: Branch, tmp_path: Path, head: tuple[str, ...], row: tuple[Any, ...], fault: str
) -> None:
    assert faults(branch, table(tmp_path, head, row)) == [fault]


def test_a_row_at_fault_stops_all_and_skipped_the_rest_goes_in(branch: Branch, tmp_path: Path) -> None:
    path = table(tmp_path, MONTHS, (1, "王伟", 2, 1, 0, 3, 5), (2, "刘芳", 1))
    plan = planned(branch, path)
    with pytest.raises(BadInput, match="全部未写入"):
        commit_points(branch.book, plan, scheme=SCHEME)
    commit_points(branch.book, plan, scheme=SCHEME, skip_bad=True)
    assert (total(branch, "王伟"), total(branch, "刘芳")) == (1000, 1010)


def test_somebody_on_two_rows_is_named(branch: Branch, tmp_path: Path) -> None:
    (fault,) = faults(branch, table(tmp_path, MONTHS, (1, "王伟", 2), (2, "王伟", 1)))
    assert fault == "第4行 姓名：“王伟”，与第3行是同一个人"


def test_sums_below_and_signatures_are_passed_over(branch: Branch, tmp_path: Path) -> None:
    rows = [(1, "王伟", 2), (None, "支部合计", 2), ("填表人：丁一", None, 3)]
    assert [one.shown_name for one in planned(branch, table(tmp_path, MONTHS, *rows)).rows] == ["王伟"]


def test_a_table_of_another_year_is_refused(branch: Branch, tmp_path: Path) -> None:
    path = table(tmp_path, MONTHS, (1, "王伟", 2), caption="2025年度党员积分表")
    with pytest.raises(BadInput, match="写的是2025年，现在登记的是2026年度"):
        planned(branch, path)


def test_a_roster_is_no_table_of_points(tmp_path: Path) -> None:
    path = table(tmp_path, ("姓名", "性别", "年龄", "联系电话"), ("王伟", "男", 40, 13800000000))
    with pytest.raises(BadInput, match="找不到积分表头"):
        read_points(path, today=TODAY)


def test_the_whole_table_is_undone_as_one_act(branch: Branch, tmp_path: Path) -> None:
    taken(branch, table(tmp_path, MONTHS, (1, "王伟", 2, 1), (2, "刘芳", 1)))
    act = point_ledger.last_act(branch.book)
    assert act is not None
    points.undo(branch.book, act.entry_ids)
    assert (total(branch, "王伟"), total(branch, "刘芳"), balance_faults(branch.book)) == (1000, 1000, ())
