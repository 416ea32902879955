from __future__ import annotations

import pytest

from db.rules.ledger import GroupTotal
from db.views.point_tables import CategorySum, GroupLine, MonthLine
from db.views.points import Standing
from tui.present import point_tables as present

WIDTHS = [40, 74, 78, 100, 118, 158]


def standing() -> Standing:
    return Standing(1, "阿依古丽·吐尔逊", "a", "", 1, "第一党小组", True, 1025, 25, 5, 2, 3)


LINE = MonthLine(standing(), tuple(range(12)))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_cell_of_the_year_has_its_column(width: int) -> None:
    row = present.year_row(4, LINE, width)
    found = dict(zip([one.title for one in present.year_columns(width)], row.cells, strict=True))
    assert (found["姓名"], found["二季度"], found["年度"], found["名次"]) == (
        "阿依古丽·吐尔逊",
        "+1.2",
        "102.5",
        "3",
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_every_month_has_its_column_on_some_page(width: int) -> None:
    found: dict[str, object] = {}
    for turn in range(present.month_turns(width)):
        titles = [one.title for one in present.month_columns(width, turn)]
        found |= dict(zip(titles, present.month_row(LINE, width, turn).cells, strict=True))
    assert [found[f"{month}月"] for month in (2, 12)] == ["0.1", "1.1"]
    assert (found["四季"], found["年度"]) == ("3", "102.5")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_cell_of_a_group_has_its_column(width: int) -> None:
    lines = [GroupLine(name, GroupTotal(2, 2030), (1,) * 12) for name in ("第一党小组", "支部合计")]
    for row in present.group_rows(lines, width):
        found = dict(zip([one.title for one in present.group_columns(width)], row.cells, strict=True))
        assert (found["人数"], found["合计"], found["人均"]) == ("2", "203", "101.5")


def test_a_deduction_has_the_bar_of_what_it_took() -> None:
    gained, lost = present.category_rows([CategorySum("基础", 50), CategorySum("扣分", -100)], 78)
    assert len(lost.cells[3]) == 2 * len(gained.cells[3])


def test_nothing_has_no_bar() -> None:
    assert not present.bar(0, 100, 40)
