from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from db.acts import point_standing, points, publicity
from db.acts.publicity import Notice
from db.errors import Refused
from db.export.point_sheets import Subject, order
from db.export.xlsx import Column, Table, workbook
from db.export.xlsx import points as shown
from db.rules.settings import Rules
from db.scheme import load_scheme
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch

YEAR = 2026
SCHEME = load_scheme("branch-default")


def named(branch: Branch, name: str) -> int:
    return branch.members[sample.NAMES.index(name)]


def give(branch: Branch, name: str, tenths: int, day: str, reason: str = "帮扶") -> None:
    booked = points.give_by_hand(branch.book, [named(branch, name)], tenths, reason, scheme=SCHEME, day=day)
    if not booked.lines[0].is_approved:
        points.approve(branch.book, [booked.lines[0].entry_id], approver="机关党委")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(branch: Branch, what: str, **of: Any) -> list[tuple[Any, ...]]:
    data = order(branch.book, what, Subject(YEAR, Rules(), **of)).make()
    return list(opened(data).worksheets[0].iter_rows(values_only=True))


def row_of(found: list[tuple[Any, ...]], name: str) -> tuple[Any, ...]:
    return next(row for row in found if name in row)


def test_a_record_balances(branch: Branch) -> None:
    give(branch, "王伟", 25, "2026-03-02")
    give(branch, "王伟", -30, "2026-04-05", "未完成交办任务")
    found = cells(branch, "record", member_id=named(branch, "王伟"))
    assert found[3:6] == [
        ("2026-03-02", "帮扶", 2.5, None, 102.5, "于建国"),
        ("2026-04-05", "未完成交办任务", None, 3, 99.5, "机关党委"),
        (None, "合计", 2.5, 3, 99.5, None),
    ]


def test_a_record_names_member_kind_and_base(branch: Branch) -> None:
    found = cells(branch, "record", member_id=named(branch, "张超"))
    assert found[1][0] == "党支部：机关第一党支部    姓名：张超    类别：预备党员    基础分：100"


def test_what_waits_is_not_on_the_record(branch: Branch) -> None:
    points.give_by_hand(branch.book, [named(branch, "王伟")], -30, "无故缺席", scheme=SCHEME)
    assert len(cells(branch, "record", member_id=named(branch, "王伟"))) == 6


def test_month_columns_have_quarter_sums(branch: Branch) -> None:
    give(branch, "王伟", 10, "2026-01-05")
    give(branch, "王伟", 15, "2026-03-05")
    give(branch, "王伟", 20, "2026-12-05")
    row = row_of(cells(branch, "months"), "王伟")
    assert (row[3:7], row[15:20]) == ((1, None, 1.5, 2.5), (None, None, 2, 2, 104.5)[:5])


def test_the_year_table_shares_ranks(branch: Branch) -> None:
    give(branch, "王伟", 10, "2026-01-05")
    give(branch, "刘芳", 10, "2026-05-05")
    found = cells(branch, "year")
    assert [row_of(found, name)[9] for name in ("王伟", "刘芳", "丁一")] == [1, 1, 3]


def test_the_year_table_says_why_somebody_does_not_count(branch: Branch) -> None:
    point_standing.exempt(branch.book, named(branch, "王伟"), "长期患病", approver="支部党员大会")
    row = row_of(cells(branch, "year"), "王伟")
    assert (row[8], row[10]) == (None, "免计：长期患病")


def test_groups_and_branch_add_up(branch: Branch) -> None:
    give(branch, "王伟", 10, "2026-01-05")
    found = cells(branch, "groups")
    sums = [row[6] for row in found[3:6]]
    branch_row = row_of(found, "支部合计")
    assert (sum(sums), branch_row[1]) == (branch_row[6], 26)


def test_a_posted_list_and_its_objections(branch: Branch) -> None:
    give(branch, "王伟", 10, "2026-08-05")
    number = publicity.publish(
        branch.book, branch.organisation, YEAR, 3, Notice("2026-10-08", "2026-10-12", "公开栏", "马晓燕")
    )
    publicity.object_to(branch.book, number, "=漏记一笔", raised_by="王伟")
    data = order(branch.book, "publicity", Subject(YEAR, Rules(), publicity_id=number)).make()
    first, second = opened(data).worksheets
    assert row_of(list(first.iter_rows(values_only=True)), "王伟")[3:] == (1, 101)
    assert (second["D3"].value, second["D3"].data_type) == ("=漏记一笔", "s")


def test_every_member_has_a_sheet(branch: Branch) -> None:
    data = order(branch.book, "records", Subject(YEAR, Rules())).make()
    assert opened(data).sheetnames == list(sample.NAMES)


def test_no_workbook_while_a_poll_is_open(branch: Branch) -> None:
    branch.book.conn.execute(
        "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at) "
        "VALUES ('p', ?, 'appraisal', 'slips', '测评', 'open', '[]', '{}', '')",
        (branch.meeting,),
    )
    with pytest.raises(Refused):
        order(branch.book, "year", Subject(YEAR, Rules()))


def test_text_is_never_a_formula() -> None:
    table = Table("甲", "=1+1", (Column("=2", 8),), (("=SUM(A1)",), ("+3",)))
    sheet = opened(workbook((table,))).active
    assert [sheet.cell(row, 1).data_type for row in (1, 2, 3, 4)] == ["s"] * 4


def test_sheets_of_one_name_are_told_apart() -> None:
    table = Table("王伟/女[x]", "甲", (Column("乙", 8),), ())
    assert opened(workbook((table, table))).sheetnames == ["王伟 女 x", "王伟 女 x (2)"]


@pytest.mark.parametrize(("tenths", "number"), [(30, 3), (25, 2.5), (-5, -0.5), (0, 0)])
def test_tenths_are_numbers(tenths: int, number: float) -> None:
    assert shown(tenths) == number


def test_a_workbook_is_named_as_its_title(branch: Branch) -> None:
    assert order(branch.book, "year", Subject(YEAR, Rules())).name.startswith("2026年度党员积分汇总表 ")


def test_what_a_cap_left_out_is_said(branch: Branch) -> None:
    rule = next(rule for rule in SCHEME.points.rules if rule.cap and rule.cap.tenths < 2 * rule.tenths)
    for _ in range(2):
        points.give_by_rule(branch.book, [named(branch, "王伟")], rule, scheme=SCHEME, evidence="简报")
    found = cells(branch, "record", member_id=named(branch, "王伟"))
    assert any("达上限" in str(row[1]) and row[2] == 0 for row in found)
