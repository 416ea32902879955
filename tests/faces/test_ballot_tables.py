"""The tables of a counted poll: every kind, pools side by side, covered where the room looks on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.acts.stage import set_room
from db.rules.ballot import Ballot
from tests import kinds
from tests.faces.ballot_desk import console, settle, shown
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tests.conftest import Branch

SIZES = [(80, 24), (160, 45)]


async def test_a_recommendation_stands_in_the_order_of_votes_with_the_tie_marked(branch: Branch) -> None:
    asked = kinds.nomination(branch, most=1, write_ins=0)
    slips = [(1, 0, 0, 0, 0, 0)] * 2 + [(0, 0, 0, 0, 0, 1)] * 2 + [(0, 1, 0, 0, 0, 0)] + [(0,) * 6]
    kinds.counted(branch, asked, [Ballot(marks) for marks in slips])
    lines = [line.split() for line in (await shown(branch)).splitlines()]
    tied = [line for line in lines if "并列" in line]
    assert [(line[0], line[1], line[2], line[3]) for line in tied] == [
        ("1", "丁一", "2", "33.33%"),
        ("1", "阿依古丽·吐尔逊", "2", "33.33%"),
    ]


async def test_the_limit_on_the_best_grade_is_marked_with_its_ties(branch: Branch) -> None:
    best = [Ballot((1,) * 10 + (2,) * 16)] * 4 + [Ballot((1,) * 7 + (2,) * 19)] * 4 + [Ballot((2,) * 26)] * 2
    kinds.counted(branch, replace(kinds.APPRAISAL, form=None), best)
    lines = (await shown(branch, size=(160, 60))).splitlines()
    assert sum("前8" in line and "%" in line for line in lines) == 7
    assert sum("并列" in line and "%" in line for line in lines) == 3


@pytest.mark.parametrize("size", [*SIZES, (119, 40)])
async def test_criteria_show_every_judgement_of_a_target(branch: Branch, size: tuple[int, int]) -> None:
    slips = [Ballot((1, 1, 2, 3, 1))] * 5 + [Ballot((2, 1, 2, 3, 2))] * 2
    kinds.counted(branch, kinds.CRITERIA_OF_BRANCH, slips)
    text = await shown(branch, "2", size=size)
    assert ("5/2/0/0/0" in text) or ("好5 一般2 差0 弃权0" in text)
    assert "政治合格" in text


async def test_problems_are_counted_and_texts_stand_in_the_order_of_content(branch: Branch) -> None:
    form = kinds.APPRAISAL.form
    slips = [
        Ballot((1, 2) * 13, problems=(4, *[0] * 25), text=text) for text in ("乙", "甲", "丙", "", "", "", "")
    ]
    slips[0] = replace(slips[0], marks=(2, 1) * 13)
    kinds.counted(branch, replace(kinds.APPRAISAL, form=form), slips)
    problems = await shown(branch, "2")
    texts = await shown(branch, "3")
    assert "7  3 无正当理由不参加组织生活" in problems
    order = [line.split()[1] for line in texts.splitlines() if line.split()[1:] and line.split()[0] in "123"]
    assert order[-3:] == sorted(("乙", "甲", "丙"))


async def test_pools_stand_side_by_side_with_a_total_of_their_own_name(branch: Branch) -> None:
    rows = [Ballot((1, 2, 1)), Ballot((2, 1, 3)), Ballot((1, 1, 4)), Ballot((3, 3, 3)), Ballot((1, 2, 2))]
    kinds.counted(branch, kinds.SATISFACTION, rows)
    kinds.counted(branch, replace(kinds.SATISFACTION, pool="服务对象"), rows)
    text = await shown(branch, "2", size=(80, 45))
    assert all(name in text for name in ("群众代表", "服务对象", "合计"))
    assert "满意6 比较满意2 基本满意2" in text


async def test_there_is_no_total_where_a_pool_is_too_small(branch: Branch) -> None:
    rows = [Ballot((1, 2, 1)), Ballot((2, 1, 3)), Ballot((1, 1, 4)), Ballot((3, 3, 3)), Ballot((1, 2, 2))]
    kinds.counted(branch, replace(kinds.SATISFACTION, pool="服务对象"), rows[:2])
    kinds.counted(branch, kinds.SATISFACTION, rows)
    text = await shown(branch, "2", size=(80, 45))
    assert "不列" in text
    assert "　合计" not in text


async def test_a_pool_too_small_shows_four_numbers_and_why(branch: Branch) -> None:
    kinds.counted(branch, kinds.SATISFACTION, [Ballot((1, 2, 1)), Ballot((2, 1, 3))])
    text = "".join((await shown(branch)).split())
    assert "群众代表有效票仅2张，不足3张" in text
    assert "基本评价" not in text


@pytest.mark.parametrize("view", ["1", "2", "3"])
async def test_where_the_room_looks_on_no_table_shows_a_count(branch: Branch, view: str) -> None:
    kinds.counted(branch, kinds.APPRAISAL, 20)
    set_room(branch.book, "mirrored")
    text = await shown(branch, view)
    assert "遮盖" in text
    assert "%" not in text
    assert "走访少" not in text


async def test_a_covered_recommendation_does_not_tell_by_its_order(branch: Branch) -> None:
    kinds.counted(branch, kinds.nomination(branch))
    set_room(branch.book, "single")
    text = await shown(branch)
    assert "阿依古丽" not in text
    assert text.count("遮盖") >= 6


async def test_a_motion_shows_slips_and_written_opinions_and_the_decision(branch: Branch) -> None:
    kinds.counted(branch, kinds.MOTION, [Ballot((1,))] * 14 + [Ballot((2,))] * 3 + [Ballot((0,))] * 2)
    text = "".join((await shown(branch)).split())
    assert "赞成15票，反对3票，弃权2票。赞成票超过应到会有表决权党员的半数，通过。" in text
    assert "赞成14115" in text


async def test_another_table_begins_at_its_top(branch: Branch) -> None:
    kinds.counted(branch, kinds.CRITERIA_OF_MEMBERS)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("end", "2")
        await settle(pilot)
        people = pilot.app.screen.query_one("#people", Rows)
        assert people.cursor_key == people.rows[0].key
