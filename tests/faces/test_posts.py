from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.schemes import choose
from db.config import Config
from db.scheme import load_scheme
from tests import registers as sample
from tests.faces.screen import press, screen_text
from tests.sample import add_branch
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from typing import Any

    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

SIZE = (100, 30)


@pytest.fixture
def hebei(branch: Branch) -> None:
    """One or two 示范岗 a branch."""
    choose(branch.book, load_scheme("hebei-research", None, "2026-04-01"))
    sample.begin_book(branch.book, "2026-04-01")


@pytest.fixture
def zibo(branch: Branch) -> None:
    """Targets of organisations, and three tiers."""
    sample.follow_zibo(branch.book)


def console(book: Book, start: str) -> ConsoleApp:
    return ConsoleApp(book, Config(), start=start)


async def give(pilot: Pilot[Any], number: str) -> None:
    """F4, the member by number, the form as it stands."""
    await press(pilot, "f4", *number, "enter", "f5")
    await pilot.pause()


async def test_what_a_branch_still_has_to_set_up_is_said(branch: Branch, hebei: None) -> None:
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "党员示范岗0个（最多2个），还差1个" in screen_text(pilot.app)


async def test_a_designation_is_given(branch: Branch, hebei: None) -> None:
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        await give(pilot, "2")
        text = screen_text(pilot.app)
        assert "已设立党员示范岗，由于建国担任。" in text
        assert "标准：经推选，能带动支部党员" in text


async def test_one_more_than_the_scheme_allows_is_refused(branch: Branch, hebei: None) -> None:
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        for number in ("1", "2", "3"):
            await give(pilot, number)
        assert "最多设2个" in screen_text(pilot.app)
        assert branch.book.value("SELECT count(*) FROM designation") == 2


async def test_enter_writes_a_check(branch: Branch, hebei: None) -> None:
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        await give(pilot, "1")
        await press(pilot, "enter", "f5")
        assert "11-22 合格" in screen_text(pilot.app)


async def test_found_wanting_without_a_word_is_refused(branch: Branch, hebei: None) -> None:
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        await give(pilot, "1")
        await press(pilot, "enter", "2", "f5")
        assert "考核不合格要写明情况" in screen_text(pilot.app)


async def test_where_the_number_is_reached_nobody_is_asked_who_else(branch: Branch, hebei: None) -> None:
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        await give(pilot, "1")
        await give(pilot, "2")
        await press(pilot, "f4")
        text = screen_text(pilot.app)
        assert "最多设2个，已有2个。要换人，请先撤下一个。" in text
        assert "由谁担任" not in text


async def test_another_branch_has_numbers_of_its_own(branch: Branch, hebei: None) -> None:
    add_branch(branch.book, "机关第二党支部")
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        for number in ("1", "2"):
            await press(pilot, "f4", "1", number, "enter", "f5")
        await press(pilot, "f4", "1")
        assert "最多设2个，已有2个" in screen_text(pilot.app)
        await press(pilot, "f4", "2", "3", "enter", "f5")
        assert "党员示范岗3个（每个支部最多2个）" in screen_text(pilot.app)


async def test_a_designation_is_ended_with_a_reason(branch: Branch, hebei: None) -> None:
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        await give(pilot, "1")
        await press(pilot, "2", *"调离", "f5")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "已撤下" in text
        assert "撤下理由：调离" in text


async def test_the_checks_of_one_are_listed(branch: Branch, hebei: None) -> None:
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        await give(pilot, "1")
        await press(pilot, "enter", "f5", "3")
        assert "党员示范岗  丁一：考核记录" in screen_text(pilot.app)


async def test_a_name_that_the_list_cuts_stands_in_full_below_it(branch: Branch, hebei: None) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '司马相如欧阳[/x]' WHERE id = ?", (branch.members[0],))
    async with console(branch.book, "posts").run_test(size=(80, 24)) as pilot:
        await give(pilot, "1")
        assert "党员示范岗：司马相如欧阳[/x]" in screen_text(pilot.app)


async def test_one_is_found_by_its_holder(branch: Branch, hebei: None) -> None:
    async with console(branch.book, "posts").run_test(size=SIZE) as pilot:
        await give(pilot, "1")
        await give(pilot, "2")
        await press(pilot, "f3", *"于建", "enter", "2", *"期满", "f5")
        await pilot.pause()
        ended = branch.book.value("SELECT member_id FROM designation WHERE ended_on IS NOT NULL")
        assert ended == branch.members[1]


async def test_without_kinds_nothing_is_set_up(branch: Branch) -> None:
    async with console(branch.book, "posts").run_test(size=(80, 24)) as pilot:
        await press(pilot, "f4", "enter", "1")
        assert branch.book.value("SELECT count(*) FROM designation") == 0


# Targets


async def test_a_digit_places_a_branch_and_its_bar_moves(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "0/1 26.12前50% 进行中" in screen_text(pilot.app)
        await press(pilot, "1")
        text = screen_text(pilot.app)
        assert "1/1 26.12前50% 已达到" in text
        assert "1/1 28.12前100% 已达到" in text


async def test_right_chooses_the_standard_that_digits_decide(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=SIZE) as pilot:
        await press(pilot, "right", "1")
        assert branch.book.rows("SELECT about, is_up FROM placement") == [("room", 1)]


async def test_the_keys_are_named_whole_in_a_narrow_window(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "← → 换标准  空格多选  0 换到党员" in screen_text(pilot.app)


async def test_a_tier_is_given_with_a_digit_and_the_cursor_moves_on(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=SIZE) as pilot:
        await press(pilot, "0", "1", "2")
        assert branch.book.rows("SELECT member_id, tier FROM placement ORDER BY id") == [
            (branch.members[0], "first"),
            (branch.members[1], "middle"),
        ]
        assert "党员档次  先进1  中间1  后进0  未定24" in screen_text(pilot.app)


async def test_several_are_placed_at_once(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=SIZE) as pilot:
        await press(pilot, "0", "space", "space", "space", "3")
        assert branch.book.value("SELECT count(*) FROM placement WHERE tier = 'last'") == 3


async def test_grounds_are_written_down(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=SIZE) as pilot:
        await press(pilot, "enter", "1", "enter", *"考核95分", "f5")
        await pilot.pause()
        assert branch.book.rows("SELECT about, is_up, basis FROM placement") == [("half", 1, "考核95分")]


async def test_a_member_is_found(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=SIZE) as pilot:
        await press(pilot, "0", "f3", *"王伟", "enter", "1")
        assert branch.book.value("SELECT member_id FROM placement") == branch.members[3]


async def test_f7_takes_a_placement_back_and_says_whose(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "2", "f7")
        assert "已撤回认定：机关第一党支部 未达标（达到五好五强标准的党组织）" in screen_text(pilot.app)
        assert "1/1 26.12前50% 已达到" in screen_text(pilot.app)


async def test_a_placement_says_of_which_standard_it_speaks(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=(80, 24)) as pilot:
        await press(pilot, "right", "1")
        assert "已认定：机关第一党支部 达标（党员活动室达到标准化建设要求）" in screen_text(pilot.app)


async def test_where_nobody_is_there_nobody_is_placed(book: Book) -> None:
    add_branch(book)
    choose(book, load_scheme("zixi-county", None, "2026-06-01"))
    async with console(book, "targets").run_test(size=(80, 24)) as pilot:
        await press(pilot, "0", "1")
        shown = screen_text(pilot.app)
    assert shown.count("名册里还没有可以认定的") == 2


async def test_what_was_placed_in_one_act_is_taken_back_in_one(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=SIZE) as pilot:
        await press(pilot, "0", "space", "space", "3", "f7")
        assert "已撤回认定：丁一等2名 后进" in screen_text(pilot.app)
        await press(pilot, "f7")
        assert "没有可以撤回的认定" in screen_text(pilot.app)


async def test_an_old_placement_is_taken_back_after_asking(branch: Branch, zibo: None) -> None:
    async with console(branch.book, "targets").run_test(size=SIZE) as pilot:
        await press(pilot, "1")
    branch.clock.move(3600)
    async with console(branch.book, "targets").run_test(size=SIZE) as pilot:
        await press(pilot, "f7")
        assert "撤回较早的认定" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert branch.book.value("SELECT count(*) FROM placement WHERE withdrawn_at IS NULL") == 1
        await press(pilot, "f7", "1")
        assert branch.book.value("SELECT count(*) FROM placement WHERE withdrawn_at IS NULL") == 0


async def test_a_scheme_without_targets_says_so(branch: Branch) -> None:
    choose(branch.book, load_scheme("huizhou-court"))
    async with console(branch.book, "targets").run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "f4")
        assert "没有规定达标目标和档次" in screen_text(pilot.app)
        assert branch.book.value("SELECT count(*) FROM placement") == 0
