from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.pilot import Pilot

from db.acts import decisions
from db.acts.stage import set_room
from db.config import Config
from db.rules.ballot import Ballot
from db.views import decisions as views
from tests import paper
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from tests.conftest import Branch


@pytest.fixture
def counted(branch: Branch) -> Branch:
    paper.whole_poll(branch.book, branch.meeting, paper.deck(20, 26))
    return branch


@pytest.fixture
def sitting(counted: Branch) -> Branch:
    decisions.hold_session(
        counted.book,
        counted.meeting,
        body="committee",
        held_on="2026-11-25",
        place="小会议室",
        attendance="应到5名，实到5名",
        record="",
    )
    return counted


def console(branch: Branch) -> ConsoleApp:
    return ConsoleApp(branch.book, Config(), start="decisions")


async def settle(pilot: Pilot[Any]) -> None:
    for _ in range(4):
        await pilot.pause()


def grades(branch: Branch) -> list[str]:
    board = views.board(branch.book, branch.meeting)
    assert board is not None
    return [row.grade for row in board.rows]


async def test_before_the_count_it_says_what_to_do(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "请先在“投票测评”里完成计票" in screen_text(pilot.app)


async def test_a_digit_decides_and_moves_on(sitting: Branch) -> None:
    async with console(sitting).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for number in "123":
            await pilot.press(number)
            await settle(pilot)
        assert grades(sitting)[:4] == ["excellent", "qualified", "basic", ""]
        assert "优秀 1/8  已评定3/26名" in screen_text(pilot.app)


async def test_nothing_is_decided_when_the_sitting_is_not_filled_in(counted: Branch) -> None:
    async with console(counted).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "请先填写评定会议的日期、地点和出席情况" in screen_text(pilot.app)
        assert grades(counted)[0] == ""


async def test_the_first_digit_asks_for_the_sitting_and_then_decides(counted: Branch) -> None:
    async with console(counted).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("enter", "enter", "enter", *"5/5", "enter", "enter")
        await settle(pilot)
    assert grades(counted)[0] == "qualified"
    board = views.board(counted.book, counted.meeting)
    assert board is not None
    assert (board.sitting.is_held, board.sitting.attendance) == (True, "5/5")


async def test_the_ninth_excellent_asks_for_a_reason(sitting: Branch) -> None:
    async with console(sitting).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _ in range(9):
            await pilot.press("1")
            await settle(pilot)
        assert "超过正式党员25名的1/3（8名）" in screen_text(pilot.app)
        assert grades(sitting).count("excellent") == 8
        await pilot.press(*"tuchu", "enter")
        await settle(pilot)
        assert grades(sitting).count("excellent") == 9
        assert "多1名" in screen_text(pilot.app)


async def test_f7_takes_back_and_names_whose(sitting: Branch) -> None:
    async with console(sitting).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("2", "up")
        await settle(pilot)
        await pilot.press("f7")
        await settle(pilot)
        assert "已撤回丁一的评定" in screen_text(pilot.app)
        assert grades(sitting)[0] == ""


async def test_enter_shows_votes_with_shares(sitting: Branch) -> None:
    async with console(sitting).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "有效票" in screen_text(pilot.app)
        assert "%" in screen_text(pilot.app)


async def test_votes_that_tell_how_each_person_voted_are_left_to_the_internal_sheet(branch: Branch) -> None:
    slips = [Ballot((1,) + (2,) * 25)] * 3 + [Ballot((1,) + (3,) * 25)] * 4
    paper.whole_poll(branch.book, branch.meeting, slips)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        lines = screen_text(pilot.app).splitlines()
        assert any("丁一" in line and "不列" in line and "7/" not in line for line in lines)
        assert any("于建国" in line and "0/3/4/0/0" in line for line in lines)
        await pilot.press("enter")
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "测评：不列" in text
        assert "%" not in text


async def test_votes_and_grades_are_covered_where_the_room_looks_on(sitting: Branch) -> None:
    set_room(sitting.book, "mirrored")
    decisions.decide(sitting.book, sitting.meeting, sitting.members[0], "unqualified")
    async with console(sitting).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        lines = [line for line in screen_text(pilot.app).splitlines() if "丁一" in line]
        assert lines
        assert all("遮盖" in line and "不合格" not in line and "/" not in line for line in lines)
        await pilot.press("3")
        await settle(pilot)
        assert "丁一：遮盖" in screen_text(pilot.app)


async def test_a_name_that_looks_like_markup_is_shown_as_it_is(sitting: Branch) -> None:
    with sitting.book.quiet() as db:
        db.execute("UPDATE member SET name = '[/x]' WHERE id = ?", (sitting.members[0],))
    async with console(sitting).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert "[/x]：合格" in screen_text(pilot.app)
