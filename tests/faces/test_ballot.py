from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from db import sealing
from db.acts import ballots, counting, poll_drafts, polls
from db.acts.stage import set_room
from db.rules.ballot import APPRAISAL_FORM, Ballot
from db.rules.tally import tally
from db.views import polls as views
from tests import idle, paper, sample
from tests.faces.ballot_desk import console, keys, settle, type_codes, until, until_state
from tests.faces.screen import screen_text
from tui.console.ballot import ceremony
from tui.console.ballot.numbers import NumbersAsked
from tui.console.ballot.slips import SlipEntry
from tui.console.ballot.totals import TotalsEntry
from tui.widgets.codes import CodeAsked, CodeShown
from tui.widgets.dialogs import Choose, Confirm, Form, Notice
from tui.widgets.rows import Rows
from tui.widgets.working import Working

if TYPE_CHECKING:
    from tests.conftest import Branch

ROWS = 26
FEW = 4


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = list(paper.CODES)
    monkeypatch.setattr(ceremony, "COST", paper.CHEAP)
    monkeypatch.setattr(sealing, "draw_code", lambda: codes.pop(0))


async def prepare_by_hand(pilot: Pilot[Any], channel: str = "1") -> None:
    """The first kind of the menu, voted on in the way with this digit."""
    await pilot.press("1")
    await until(pilot, Choose)
    await pilot.press("1")
    await until(pilot, Form)
    await pilot.press("enter", channel, "f5")
    await settle(pilot)


async def open_by_hand(pilot: Pilot[Any], branch: Branch, channel: str = "1") -> None:
    await settle(pilot)
    await prepare_by_hand(pilot, channel)
    poll_drafts.set_targets(branch.book, branch.book.value("SELECT id FROM poll"), branch.members[:FEW])
    await pilot.press("2")
    await settle(pilot)
    await pilot.press("1")
    for _ in range(2):
        await until(pilot, CodeShown)
        await pilot.press("enter")
        await settle(pilot)
    await type_codes(pilot)
    await until_state(pilot, branch, "open")


async def hand_out_by_hand(pilot: Pilot[Any], count: int) -> None:
    await pilot.press("3")
    await settle(pilot)
    await pilot.press(*str(count), "enter")
    await settle(pilot)
    await pilot.press("4")
    await settle(pilot)
    await pilot.press(*str(count), "enter", *str(count), "enter")
    await settle(pilot)


async def count_by_hand(pilot: Pilot[Any], branch: Branch) -> None:
    await pilot.press("6")
    await settle(pilot)
    await pilot.press("1")
    await until_state(pilot, branch, "closed")
    await pilot.press("7")
    await type_codes(pilot)
    await until_state(pilot, branch, "counted")


def ready(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    paper.choose_roles(branch.book, branch.meeting)


async def test_an_appraisal_typed_slip_by_slip_from_preparing_to_the_result(branch: Branch) -> None:
    ready(branch)
    slips = paper.deck(7, FEW)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await open_by_hand(pilot, branch)
        await hand_out_by_hand(pilot, 7)
        await pilot.press("5")
        await until(pilot, SlipEntry)
        for slip in slips:
            await pilot.press(*keys(slip))
        await pilot.press("escape")
        await settle(pilot)
        await count_by_hand(pilot, branch)
        text = screen_text(pilot.app)
    poll = branch.book.value("SELECT id FROM poll")
    result = views.result(branch.book, poll)
    expected = tally(slips, APPRAISAL_FORM, FEW)
    assert result is not None
    assert result.tally == expected
    assert f"有效票{expected.valid}张，废票{expected.void}张" in "".join(text.split())


async def test_an_appraisal_typed_as_totals_counts_the_same(branch: Branch) -> None:
    ready(branch)
    expected = tally(paper.deck(9, FEW), APPRAISAL_FORM, FEW)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await open_by_hand(pilot, branch, channel="3")
        await hand_out_by_hand(pilot, 9)
        await pilot.press("5")
        await until(pilot, TotalsEntry)
        await pilot.press(*str(expected.valid), "enter", *str(expected.void), "enter")
        await settle(pilot)
        for row in expected.rows:
            for cell in row.cells:
                await pilot.press(*str(cell), "enter")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        await count_by_hand(pilot, branch)
    result = views.result(branch.book, branch.book.value("SELECT id FROM poll"))
    assert result is not None
    assert result.tally == expected


async def test_more_back_than_out_is_asked_about_before_it_voids(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    paper.open_now(branch.book, poll)
    polls.record_issued(branch.book, poll, 24)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("4")
        await settle(pilot)
        await pilot.press(*"24", "enter", *"240", "enter")
        await settle(pilot)
        assert "收回240张，多于发出24张" in screen_text(pilot.app)
        await pilot.press("2")
        await settle(pilot)
        assert branch.book.value("SELECT state FROM poll") == "open"


async def test_wrong_codes_are_told_and_asked_again(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 2)
    paper.enter(branch.book, poll, sealer, paper.deck(2, ROWS))
    polls.close_poll(branch.book, poll)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("7")
        await until(pilot, CodeAsked)
        for _ in range(2):
            await pilot.press(*"0" * 12, "enter")
            await settle(pilot)
        for _ in range(100):
            await pilot.pause()
            if "密码不对" in screen_text(pilot.app):
                break
        assert "密码不对" in screen_text(pilot.app)
        await pilot.press("enter")
        await type_codes(pilot)
        await until_state(pilot, branch, "counted")


async def test_no_other_act_cuts_in_while_the_box_is_counted(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 2)
    paper.enter(branch.book, poll, sealer, paper.deck(2, ROWS))
    polls.close_poll(branch.book, poll)
    may_go_on = threading.Event()
    unseal = counting.unseal

    def slowly(*arguments: Any) -> counting.Unsealed:
        may_go_on.wait(30)
        return unseal(*arguments)

    monkeypatch.setattr(counting, "unseal", slowly)
    monkeypatch.setattr(idle, "THREADS_AT_MOST", 0.0)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("7")
        await type_codes(pilot)
        await until(pilot, Working)
        await pilot.press("f1", "escape", "f2", "escape", "ctrl+p", "escape")
        await settle(pilot)
        may_go_on.set()
        await until_state(pilot, branch, "counted")


async def test_before_the_codes_an_untried_projector_is_warned_of(branch: Branch) -> None:
    paper.draft(branch.book, branch.meeting)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await until(pilot, Confirm)
        await settle(pilot)
        text = screen_text(pilot.app)
    assert "还没有用测试卡核对投影" in text
    assert "1 出示密码" in " ".join(text.split())


async def test_lost_codes_lead_to_voiding_and_a_rerun_by_keys(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 2)
    paper.enter(branch.book, poll, sealer, paper.deck(2, ROWS))
    polls.close_poll(branch.book, poll)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("7")
        for _ in range(3):
            for _ in range(2):
                await until(pilot, CodeAsked)
                await pilot.press(*"0" * 12, "enter")
                await settle(pilot)
            await until(pilot, Notice)
            assert "作废本次投票" in screen_text(pilot.app)
            await pilot.press("enter")
            await settle(pilot)
        await until(pilot, CodeAsked)
        await pilot.press("escape")
        await settle(pilot)
        for title, reason in (("作废本次投票", "mima"), ("重新投票", "mima")):
            await pilot.press("f2")
            await until(pilot, Choose)
            menu = pilot.app.screen
            assert isinstance(menu, Choose)
            while title not in menu_line(pilot):
                await pilot.press("down")
                await settle(pilot)
            await pilot.press("enter")
            await until(pilot, Form)
            await pilot.press(*reason, "enter")
            await settle(pilot)
    states = branch.book.rows("SELECT state, rerun_of FROM poll ORDER BY id")
    assert states == [("void", None), ("draft", poll)]


def menu_line(pilot: Pilot[Any]) -> str:
    """The line under the cursor of a menu."""
    rows = pilot.app.screen.query_one(Rows)
    return next("".join(map(str, row.cells)) for row in rows.rows if row.key == rows.cursor_key)


async def test_a_code_being_typed_shows_how_long_it_is_and_no_digit(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 2)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("5")
        await until(pilot, CodeAsked)
        await pilot.press(*"98765")
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "**** *___ ____" in text
        assert "9876" not in text


async def test_a_miscopied_code_opens_nothing(branch: Branch) -> None:
    ready(branch)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await prepare_by_hand(pilot)
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("1")
        for _ in range(2):
            await until(pilot, CodeShown)
            await pilot.press("enter")
            await settle(pilot)
        await until(pilot, CodeAsked)
        await pilot.press(*"0" * 12, "enter")
        await settle(pilot)
        assert "不一致" in screen_text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
    assert branch.book.value("SELECT state FROM poll") == "draft"


async def test_the_codes_are_shown_one_at_a_time_and_then_never(branch: Branch) -> None:
    ready(branch)
    shown = [" ".join((code[:4], code[4:8], code[8:])) for code in paper.CODES]
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await prepare_by_hand(pilot)
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("1")
        await until(pilot, CodeShown)
        await settle(pilot)
        first = screen_text(pilot.app)
        assert [code in first for code in shown] == [True, False]
        await pilot.press("enter")
        await settle(pilot)
        second = screen_text(pilot.app)
        assert [code in second for code in shown] == [False, True]
        await pilot.press("enter")
        await settle(pilot)
        assert not any(code in screen_text(pilot.app) for code in shown)


async def test_the_scrutineers_form_shows_no_figure_of_the_book(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    paper.open_now(branch.book, poll)
    polls.record_issued(branch.book, poll, 23)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("4")
        await settle(pilot)
        assert "23" not in screen_text(pilot.app)


async def test_what_the_scrutineer_types_in_one_go_goes_into_two_numbers(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    paper.open_now(branch.book, poll)
    polls.record_issued(branch.book, poll, 23)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("4")
        await until(pilot, NumbersAsked)
        for key in ("2", "3", "enter", "2", "1", "enter"):
            pilot.app.post_message(Key(key, "\r" if key == "enter" else key))
        await settle(pilot)
        assert "已清点：发出23张，收回21张" in screen_text(pilot.app)


async def test_a_result_is_covered_where_the_room_looks_on(branch: Branch) -> None:
    paper.whole_poll(branch.book, branch.meeting, paper.deck(20, ROWS))
    set_room(branch.book, "mirrored")
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(pilot.app)
    assert "遮盖" in text
    assert "%" not in text


async def test_a_unanimous_row_is_softened(branch: Branch) -> None:
    paper.whole_poll(
        branch.book, branch.meeting, [Ballot((1,) + (2,) * 25)] * 3 + [Ballot((1,) + (3,) * 25)] * 4
    )
    async with console(branch).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        lines = screen_text(pilot.app).splitlines()
    assert any("丁一" in line and "不列" in line for line in lines)
    assert any("于建国" in line and "不列" not in line for line in lines)


async def test_a_forged_box_voids_the_poll_and_says_so(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 2)
    ballots.enter_slip(branch.book, poll, sealer, 1, Ballot((1,) * ROWS))
    size = branch.book.value("SELECT box_bytes FROM poll")
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO poll_box (key, poll_id, box) VALUES (?, ?, ?)", (b"k" * 16, poll, b"x" * size)
        )
    polls.close_poll(branch.book, poll)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("7")
        await type_codes(pilot)
        await until_state(pilot, branch, "void")
        assert "没有读出任何一张票" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_pane_stands_without_a_poll_and_without_a_target(
    branch: Branch, size: tuple[int, int]
) -> None:
    async with console(branch).run_test(size=size) as pilot:
        await settle(pilot)
        assert "还没有准备投票" in screen_text(pilot.app)


async def test_a_book_locked_during_the_count_keeps_the_boxes_and_says_so(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 2)
    paper.enter(branch.book, poll, sealer, paper.deck(2, ROWS))
    polls.close_poll(branch.book, poll)
    branch.book.conn.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(branch.book.path, isolation_level=None)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("7")
        other.execute("BEGIN IMMEDIATE")
        await type_codes(pilot)
        for _ in range(200):
            await pilot.pause()
            if "被另一个程序占用" in screen_text(pilot.app):
                break
        assert "被另一个程序占用" in screen_text(pilot.app)
        assert branch.book.value("SELECT count(*) FROM poll_box") == 2
        other.execute("ROLLBACK")
        await pilot.press("7")
        await type_codes(pilot)
        await until_state(pilot, branch, "counted")
    other.close()
