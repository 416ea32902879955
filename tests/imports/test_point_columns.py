from __future__ import annotations

from datetime import date

import pytest

from db.imports.point_columns import Span, column_of, span_of


@pytest.mark.parametrize(
    ("title", "span"),
    [
        ("5月", Span(5, 5)),
        ("五月", Span(5, 5)),
        ("十二月份", Span(12, 12)),
        ("05月积分", Span(5, 5)),
        ("2026年5月", Span(5, 5, 2026)),
        ("2026-05", Span(5, 5, 2026)),
        ("一季度", Span(1, 3)),
        ("第2季度合计", Span(4, 6)),
        ("第四季度小计", Span(10, 12)),
        ("5月加扣分", Span(5, 5)),
        ("下半年", Span(7, 12)),
        ("13月", None),
        ("五季度", None),
        ("学习", None),
        ("5月扣分", None),
    ],
)
def test_months_that_a_title_names(title: str, span: Span | None) -> None:
    assert span_of(title) == span


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("姓 名", "name"),
        ("合计", "sum"),
        ("年度积分", "sum"),
        ("2026年度积分", "sum"),
        ("个人总分", "sum"),
        ("加分合计", "sum"),
        ("学习小计", "sum"),
        ("起始分", "start"),
        ("佐证材料", "proof"),
        ("参加集中学习（每次2分）", "deed"),
        ("服务", "deed"),
        ("名次", ""),
        ("联系电话", ""),
        ("党内职务", ""),
        ("", ""),
    ],
)
def test_what_a_title_is(title: str, role: str) -> None:
    assert column_of(0, title).role == role


def test_a_date_as_title_is_its_month() -> None:
    assert column_of(3, date(2026, 5, 1)).span == Span(5, 5, 2026)


def test_losses_are_told_by_the_title() -> None:
    titles = ("违纪扣分", "减分", "参加学习缺席扣分", "学习", "加扣分", "奖惩")
    assert [column_of(0, title).is_loss for title in titles] == [True, True, True, False, False, False]
