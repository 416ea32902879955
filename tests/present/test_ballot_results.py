"""The tables of a counted poll: what stands in them and how it fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from db.acts.poll_drafts import Line
from db.rules.ballot import Ballot
from db.views import polls as views
from tests import kinds
from tui.present import ballot_results as results
from tui.present.ballot_tables import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.acts.poll_drafts import PollDraft
    from db.views.polls import PollResult
    from tests.conftest import Branch
    from tui.widgets.rows import Column


def result_of(branch: Branch, asked: PollDraft, slips: list[Ballot] | int = 7) -> PollResult:
    found = views.result(branch.book, kinds.counted(branch, asked, slips))
    assert found is not None
    return found


@pytest.mark.parametrize("width", [56, 78])
def test_of_a_pool_too_small_there_is_valid_and_void_and_why_no_more(branch: Branch, width: int) -> None:
    slips = [Ballot((1, 2, 3)), Ballot((1, 1, 1)), Ballot((0, 0, 0), is_void=True)]
    result = result_of(branch, replace(kinds.SATISFACTION, pool="服务对象和下属单位"), slips)
    table = results.withheld(result, width)
    cells = [row.cells for row in table.rows]
    assert cells[:2] == [("有效票", "2张"), ("废票", "1张")]
    assert cells[2][0] == "各项票数"
    why = "".join(str(text) for _, text in cells[2:])
    assert why == "不存不列：服务对象和下属单位有效票仅2张，不足3张，列出等于公开各人所投。"
    assert all(cell_len(str(text)) <= width - 8 - 2 - 3 for _, text in cells[2:])


def test_a_result_says_whether_the_rate_counts_a_grade_named_alike(branch: Branch) -> None:
    note = results.result_note(result_of(branch, kinds.SATISFACTION))
    assert "“满意率”只算“满意”的票，不含“比较满意”“基本满意”，以有效票数为基数。" in note


def test_a_rate_that_nobody_mistakes_needs_no_word(branch: Branch) -> None:
    assert "优秀率" not in results.result_note(result_of(branch, kinds.APPRAISAL))


def test_criteria_and_overall_grade_say_of_which_grade_the_share_is(branch: Branch) -> None:
    result = result_of(branch, kinds.CRITERIA_OF_BRANCH)
    table = results.table("criteria", Shown(result, None, 78, is_covered=False))
    shares = [str(row.cells[2]).split()[0] for row in table.rows[1:]]
    assert table.columns[2].title == "得票率"
    assert shares == ["好", "好", "好", "好", "优秀"]


def test_pools_beside_each_other_say_of_which_grade_the_share_is(branch: Branch) -> None:
    pool = replace(kinds.CRITERIA_OF_BRANCH, pool="群众代表", pool_due=9, pool_present=7)
    result_of(branch, pool)
    result = result_of(branch, kinds.CRITERIA_OF_BRANCH)
    beside = views.pools(branch.book, result.sheet.turnout.id)
    table = results.table("pools", Shown(result, beside, 78, is_covered=False))
    shares = [str(row.cells[2]) for row in table.rows if row.tone == "good"]
    assert [share.split()[0] for share in shares] == ["好", "好", "好", "好", "优秀"]
    assert all(cell_len(share) <= table.columns[2].width for share in shares)


def test_a_recommendation_of_groups_speaks_of_no_persons(branch: Branch) -> None:
    groups = tuple(Line(f"第{number}党小组") for number in "一二三")
    result = result_of(branch, replace(kinds.nomination(branch), lines=groups))
    table = results.table("counts", Shown(result, None, 78, is_covered=False))
    assert table.columns[1].title == "内容"
    assert "每张票可推荐2个；" in results.result_note(result)


def whole(columns: Iterable[Column]) -> bool:
    """Whether every heading is in sight in full."""
    return all(cell_len(column.title) <= column.width for column in columns if column.width)


@pytest.mark.parametrize("asked", [kinds.APPRAISAL, kinds.SATISFACTION], ids=["members", "lines"])
def test_no_heading_of_the_counts_is_cut_at_any_width(branch: Branch, asked: PollDraft) -> None:
    result = result_of(branch, asked)
    for width in range(40, 170):
        table = results.table("counts", Shown(result, None, width, is_covered=False))
        assert whole(table.columns)
        cells = sum(column.width for column in table.columns) + 2 * (len(table.columns) - 1) + 2
        assert cells <= width


def test_grades_and_the_name_of_a_namesake_are_whole_at_eighty_cells(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '王芳' WHERE name IN ('丁一', '于建国')")
    result = result_of(branch, kinds.APPRAISAL)
    table = results.table("counts", Shown(result, None, 78, is_covered=False))
    assert [column.title for column in table.columns][:5] == ["姓名", "优秀", "合格", "基本合格", "不合格"]
    assert table.columns[0].width >= max(cell_len(row.target.label) for row in result.overall)


def test_a_matter_too_long_for_its_column_stands_above_its_counts(branch: Branch) -> None:
    lines = (Line("推动中心工作和重点任务完成情况"), Line("执行上级党组织决议、决定，" * 4))
    result = result_of(branch, replace(kinds.SATISFACTION, lines=lines))
    table = results.table("counts", Shown(result, None, 78, is_covered=False))
    heads = [row.cells[1] for row in table.rows if row.tone == "head"]
    assert heads[0] == lines[0].label
    assert str(heads[1]).endswith("..")
    assert cell_len(str(heads[1])) <= 78 - 3 - 4 - 7 - 4
