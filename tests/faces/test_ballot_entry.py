from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from db.acts.stage import set_room
from db.rules.ballot import APPRAISAL_FORM, BLANK, Ballot, with_mark
from db.rules.tally import tally
from tests import paper
from tests.faces.ballot_desk import at_entry, console, keys, settle, type_codes, ungraded_row, until
from tests.faces.screen import screen_text
from tui.console.ballot import ceremony
from tui.console.ballot.slips import SlipEntry
from tui.widgets.dialogs import Form

if TYPE_CHECKING:
    from tests.conftest import Branch

ROWS = 26


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ceremony, "COST", paper.CHEAP)


async def test_typing_in_after_a_restart_asks_both_codes_and_goes_on_where_it_was(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 5)
    paper.enter(branch.book, poll, sealer, paper.deck(2, ROWS))
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("5")
        await type_codes(pilot)
        await until(pilot, SlipEntry)
        await settle(pilot)
        assert "第3张（共收回5张）" in screen_text(pilot.app)


async def test_a_row_without_places_to_mark_is_passed_over_and_counts_as_blank(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        poll = await at_entry(pilot, branch, 1)
        row = ungraded_row(branch, poll)
        await pilot.press(*"1" * row, *"2" * (ROWS - row - 1), "enter")
        await settle(pilot)
    rows = paper.count(branch.book, poll).rows
    assert rows[row - 1].cells == (1, 0, 0, 0, 0, 0)
    assert rows[row].cells == (0, 0, 0, 0, 1, 0)
    assert rows[row + 1].cells == (0, 1, 0, 0, 0, 0)


async def test_totals_of_a_row_without_places_to_mark_are_not_asked(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        poll = await at_entry(pilot, branch, 9, "totals")
        await pilot.press("8", "enter", "1", "enter")
        for _ in range(ROWS - 1):
            await pilot.press("8", *("enter", "0") * 5, "enter")
        await settle(pilot)
        assert "全部26行都已封存" in screen_text(pilot.app)
    rows = paper.count(branch.book, poll).rows
    assert rows[ungraded_row(branch, poll)].cells == (0, 0, 0, 0, 8, 0)


async def test_a_book_locked_while_totals_begin_is_told(branch: Branch) -> None:
    branch.book.conn.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(branch.book.path, isolation_level=None)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 9, "totals")
        await pilot.press("8", "enter", "1", "enter", "8", *("enter", "0") * 5, "enter")
        await pilot.press(*["up"] * 2)
        await settle(pilot)
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("7", "enter", "2", "enter")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert "被另一个程序占用" in screen_text(pilot.app)
        other.execute("ROLLBACK")
    other.close()


async def test_a_covered_number_does_not_tell_how_long_it_is(branch: Branch) -> None:
    set_room(branch.book, "mirrored")
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 20, "totals")
        await pilot.press("1", "9", "enter", "1")
        await settle(pilot)
        line = next(line for line in screen_text(pilot.app).splitlines() if "有效票" in line and "*" in line)
        assert line.count("**") == 2
        assert "***" not in line


async def test_a_sealed_slip_leaves_the_screen(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 3)
        await pilot.press(*"4" * 5)
        await settle(pilot)
        assert screen_text(pilot.app).count("不合格") == 6
        await pilot.press(*"4" * 21, "enter")
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "第2张" in text
        assert text.count("不合格") == 1  # the legend


async def test_a_slip_with_a_gap_is_not_sealed(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 3)
        await pilot.press("1", "1", "enter")
        await settle(pilot)
        assert "第3行还没有录" in screen_text(pilot.app)
        assert branch.book.value("SELECT count(*) FROM poll_box") == 0


async def test_undo_clears_the_row_before(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 3)
        await pilot.press("1", "2", "f7")
        await settle(pilot)
        assert "本张已录1/25行" in screen_text(pilot.app)


async def test_a_slip_of_the_stack_can_be_typed_again(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        poll = await at_entry(pilot, branch, 2)
        await pilot.press(*"1" * ROWS, "enter", *"1" * ROWS, "enter")
        await pilot.press("f3")
        await settle(pilot)
        await pilot.press("1", "enter")
        await settle(pilot)
        assert "重录第1张" in screen_text(pilot.app)
        await pilot.press(*"2" * ROWS, "enter")
        await settle(pilot)
    assert paper.count(branch.book, poll).rows[0].cells == (1, 1, 0, 0, 0, 0)


async def test_going_to_another_slip_says_that_the_one_begun_is_lost(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 2)
        await pilot.press("1", "f3")
        await until(pilot, Form)
        await settle(pilot)
        assert "第1张录了一半" in screen_text(pilot.app)


async def test_leaving_a_slip_half_typed_is_asked_about(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 2)
        await pilot.press("1", "escape")
        await settle(pilot)
        assert "离开后这一张要重录" in screen_text(pilot.app)
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SlipEntry)


async def test_where_the_room_looks_on_a_typed_row_shows_only_that_it_is_typed(branch: Branch) -> None:
    set_room(branch.book, "mirrored")
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 2)
        await pilot.press("3", "3", "3")
        await settle(pilot)
        text = screen_text(pilot.app)
        assert text.count("已录") >= 3
        assert text.count("基本合格") == 1  # the legend


async def test_full_width_digits_of_an_input_method_count(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 2)
        for key, character in (("１", "１"), ("fullwidth_hyphen-minus", "－"), ("em_dash", "—")):
            pilot.app.screen.post_message(Key(key, character))
        await settle(pilot)
        assert "本张已录3/25行" in screen_text(pilot.app)


async def test_a_digit_without_a_grade_marks_nothing(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 2)
        await pilot.press("5", "9")
        await settle(pilot)
        assert "本张已录0/25行" in screen_text(pilot.app)


async def test_a_row_of_totals_that_does_not_add_up_says_by_how_much(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 9, "totals")
        await pilot.press("8", "enter", "1", "enter")
        await settle(pilot)
        await pilot.press("5", "enter", "1", "enter", "1", "enter", "0", "enter", "0", "enter", "0", "enter")
        await settle(pilot)
        assert "＝7，有效票8张，少1" in screen_text(pilot.app)
        assert branch.book.value("SELECT count(*) FROM poll_box") == 0


async def test_a_sealed_row_of_totals_leaves_the_screen(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_entry(pilot, branch, 9, "totals")
        await pilot.press("8", "enter", "1", "enter")
        await settle(pilot)
        await pilot.press("5", "enter", "3", "enter", *("0", "enter") * 4)
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "已封存1/26行" in text
        assert "优秀   _" in text


async def test_keys_that_come_faster_than_the_screen_follows_keep_their_order(branch: Branch) -> None:
    slips = [Ballot(((n % 4) + 1,) * ROWS) for n in range(6)]
    async with console(branch).run_test(size=(80, 24)) as pilot:
        poll = await at_entry(pilot, branch, 6)
        for slip in slips:
            for key in keys(slip):  # all at once, as a paste or a fast hand would
                pilot.app.post_message(Key(key, "\r" if key == "enter" else key))
        for _ in range(200):
            await pilot.pause()
            if "全部录完" in screen_text(pilot.app):
                break
    row = ungraded_row(branch, poll)
    typed = [Ballot(with_mark(slip.marks, row, BLANK)) for slip in slips]
    assert paper.count(branch.book, poll) == tally(typed, APPRAISAL_FORM, ROWS)


async def test_a_book_locked_while_a_slip_is_sealed_leaves_the_slip_on_the_screen(branch: Branch) -> None:
    branch.book.conn.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(branch.book.path, isolation_level=None)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        poll = await at_entry(pilot, branch, 1)
        other.execute("BEGIN IMMEDIATE")
        await pilot.press(*"2" * ROWS, "enter")
        await settle(pilot)
        assert "被另一个程序占用" in screen_text(pilot.app)
        assert branch.book.value("SELECT count(*) FROM poll_box") == 0
        other.execute("ROLLBACK")
        await pilot.press("enter")
        await settle(pilot)
    other.close()
    assert paper.count(branch.book, poll).rows[0].cells == (0, 1, 0, 0, 0, 0)
