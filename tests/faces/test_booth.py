"""A booth as a voter and a teller meet it: called, filled in, checked, cast, thanked; and whatever goes wrong."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Key

from db.acts import booths, polls
from db.errors import Refused
from db.rules.ballot import APPRAISAL_SCALE, Ballot, BallotForm
from db.rules.tally import tally
from db.views.booths import door
from tests import booth as kit
from tests import paper
from tests.booth import Hall, noticed, seat, station, thanked
from tests.faces.screen import says, screen_text
from tui.booth import station as stations
from tui.booth.station import Phase
from tui.strings import booth as words
from tui.widgets.codes import CodeAsked

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.conftest import Branch

DIGITS = "12341234123412341234123412"


async def test_26_digits_and_two_enters_cast_a_ballot_of_26_targets(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS, "enter", "enter")
        assert station(pilot.app).phase is Phase.THANKS
    polls.count_booth(branch.book, poll, 1, 1)
    expected = tally([Ballot(tuple(map(int, DIGITS)))], BallotForm(APPRAISAL_SCALE), 26)
    assert paper.count(branch.book, poll) == expected


@pytest.mark.parametrize(
    ("name", "heading", "other"),
    [("nomination", "姓名", "另选人1"), ("nomination of lines", "内容", "另选1")],
)
async def test_a_slip_of_no_members_asks_for_no_names(
    branch: Branch, name: str, heading: str, other: str
) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, name)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        assert (says(pilot, heading), says(pilot, other)) == (True, True)


async def test_a_booth_waits_until_the_teller_admits(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "1", "enter")
        assert words.WAIT_TEXT in screen_text(pilot.app)
        booths.admit(branch.book, poll, 1)
        await noticed(pilot)
        assert "按 Enter 开始" in screen_text(pilot.app)


async def test_an_admission_by_another_process_is_seen_without_a_key(branch: Branch) -> None:
    from db.book import open_book

    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        with open_book(branch.book.path) as console:
            booths.admit(console, poll, 1)
        for _ in range(200):
            await pilot.pause(0.01)
            if station(pilot.app).phase is Phase.CALL:
                break
        assert station(pilot.app).phase is Phase.CALL


async def test_the_whole_ballot_is_listed_before_it_is_cast(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS, "enter")
        text = screen_text(pilot.app)
    assert [text.count(name) for name in ("丁一", "阿依古丽", "优秀", "不合格", "基本合格")] == [
        1,
        1,
        7,
        6,
        6,
    ]


async def test_escape_goes_from_checking_back_to_the_ballot_and_loses_nothing(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS, "enter", "escape")
        assert "已填 26/26" in screen_text(pilot.app)


async def test_an_enter_too_many_never_casts_an_empty_ballot(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("enter", "enter", "enter")
        assert "一项也没有填" in screen_text(pilot.app)
    assert door(branch.book, poll).cast == 0


async def test_what_is_left_open_is_said_and_counts_as_blank(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "enter")
        assert "有25处没有填，按弃权计" in screen_text(pilot.app)
        await pilot.press("enter")
    polls.count_booth(branch.book, poll, 1, 1)
    assert [row.blank for row in paper.count(branch.book, poll).rows] == [0] + [1] * 25


async def test_a_row_without_places_to_mark_is_passed_over(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    with branch.book.quiet() as db:
        db.execute("UPDATE poll_target SET is_graded = 0 WHERE poll_id = ? AND position = 1", (poll,))
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "2")
        marks = station(pilot.app).filling.hand.marks  # type: ignore[union-attr]
        assert marks[:3] == (1, None, 2)


@pytest.mark.parametrize(("key", "row"), [("down", 1), ("end", 25), ("pagedown", 18)])
async def test_arrows_and_pages_move(branch: Branch, key: str, row: int) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(key)
        there = station(pilot.app).filling.hand.row  # type: ignore[union-attr]
        await pilot.press({"down": "up", "end": "home", "pagedown": "pageup"}[key])
        back = station(pilot.app).filling.hand.row  # type: ignore[union-attr]
    assert (there, back) == (row, 0)


async def test_full_width_digits_of_an_input_method_count(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        pilot.app.screen.post_message(Key("３", "３"))
        await pilot.pause()
        assert "已填 1/26" in screen_text(pilot.app)


async def test_clearing_asks_first(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "2", "f7", "escape")
        kept = "已填 2/26" in screen_text(pilot.app)
        await pilot.press("f7", "1")
        assert (kept, "已填 0/26" in screen_text(pilot.app)) == (True, True)


async def test_how_to_vote_is_explained_and_nothing_is_lost(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "f1")
        explained = words.HELP_TITLE in screen_text(pilot.app)
        await pilot.press("x")
        assert (explained, "已填 1/26" in screen_text(pilot.app)) == (True, True)


async def test_after_the_thanks_the_booth_waits_again_and_is_free(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS, "enter", "enter")
        thanks = words.THANKS_TEXT in screen_text(pilot.app)
        await pilot.press("enter", "1")
        await thanked(pilot)
        assert (thanks, station(pilot.app).phase) == (True, Phase.WAIT)
    now = door(branch.book, poll)
    assert (now.cast, now.admitted, now.busy) == (1, 1, 0)


async def test_the_thanks_stand_as_long_whatever_was_voted(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stations, "time", SimpleNamespace(monotonic=lambda: 1000.0, time=lambda: 1000.0))
    poll = kit.open_poll(branch.book, branch.meeting)
    lengths = []
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        for keys in ("1" * 26, "4" * 26, "0"):
            await seat(pilot, branch.book, poll)
            await pilot.press(*keys, "enter", "enter")
            lengths.append(station(pilot.app)._until - station(pilot.app)._key_at)
            await thanked(pilot)
    assert lengths == [stations.THANKS_SECONDS] * 3


async def test_somebody_admitted_during_the_thanks_is_called_after_them(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "enter", "enter")
        booths.admit(branch.book, poll, 1)
        await noticed(pilot)
        still = station(pilot.app).phase
        await thanked(pilot)
        assert (still, station(pilot.app).phase) == (Phase.THANKS, Phase.CALL)


async def test_an_unattended_booth_clears_without_casting_and_the_admission_stays(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "2")
        screen = station(pilot.app)
        screen.tick()
        stays = screen.phase
        screen._key_at -= 120
        screen.tick()
        await pilot.pause()
        assert (stays, screen.phase, screen.filling) == (Phase.BALLOT, Phase.CALL, None)
        assert says(pilot, "所填的已经清空，没有计入")
        await pilot.press("enter")
        assert "已填 0/26" in screen_text(pilot.app)
    now = door(branch.book, poll)
    assert (now.admitted, now.cast, now.busy) == (1, 0, 1)


async def test_a_machine_that_slept_with_a_ballot_in_hand_wakes_without_it(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "2")
        screen = station(pilot.app)
        screen._ticked_at -= 2 * stations.ASLEEP_SECONDS
        screen.tick()
        assert (screen.phase, screen.filling) == (Phase.CALL, None)


async def test_before_it_clears_a_ballot_the_booth_says_so_until_a_key(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "enter")
        screen = station(pilot.app)
        screen._key_at -= 105
        screen.tick()
        await pilot.pause()
        warned = says(pilot, "秒后清空所填的")
        await pilot.press("left")
        screen.tick()
        await pilot.pause()
        assert (warned, says(pilot, "秒后清空所填的"), says(pilot, "请检查整张票")) == (True, False, True)


async def test_an_admission_taken_back_clears_the_ballot(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "2", "3")
        booths.withdraw(branch.book, poll, 1)
        await noticed(pilot)
        assert (station(pilot.app).filling, says(pilot, words.WITHDRAWN_TEXT)) == (None, True)


async def test_a_poll_voided_while_somebody_votes_says_that_nothing_was_cast(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    app = Hall(branch.book, poll)
    async with app.run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "2", "3")
        polls.void_poll(branch.book, poll, "停电")
        await noticed(pilot)
        told = says(pilot, words.NOT_CAST_OVER)
        await thanked(pilot)
    assert (told, app.return_value) == (True, stations.OVER)


async def test_a_ballot_that_meets_a_locked_book_stays_in_the_voters_hands(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    branch.book.conn.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(branch.book.path, isolation_level=None)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS, "enter")
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("enter")
        refused = says(pilot, "被另一个程序占用") and says(pilot, "没有投入，仍在这里")
        other.execute("ROLLBACK")
        await pilot.press("enter")
        assert (refused, station(pilot.app).phase) == (True, Phase.THANKS)
    other.close()
    assert door(branch.book, poll).cast == 1


async def test_a_ballot_that_meets_a_full_disk_stays_in_the_voters_hands(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "long")  # each box needs a page of its own
    cast, told = 0, False
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        branch.book.conn.execute(f"PRAGMA max_page_count = {branch.book.value('PRAGMA page_count')}")
        await pilot.press("1", "2", "3", "enter", "enter")
        while station(pilot.app).phase is Phase.THANKS and cast < 10:
            cast += 1
            await thanked(pilot)
            await seat(pilot, branch.book, poll)
            await pilot.press("1", "2", "3", "enter", "enter")
        told = says(pilot, "磁盘已满") and says(pilot, "没有投入，仍在这里")
        assert (told, door(branch.book, poll).cast) == (True, cast)
        branch.book.conn.execute("PRAGMA max_page_count = 100000")
        await pilot.press("enter")
    assert door(branch.book, poll).cast == cast + 1


async def test_a_ballot_that_meets_a_read_only_book_stays_in_the_voters_hands(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS, "enter")
        branch.book.conn.execute("PRAGMA query_only = ON")
        await pilot.press("enter")
        refused = says(pilot, "不能写入")
        branch.book.conn.execute("PRAGMA query_only = OFF")
        await pilot.press("enter")
        assert (refused, station(pilot.app).phase) == (True, Phase.THANKS)


async def test_a_booth_that_cannot_say_it_is_free_tries_again_and_calls_nobody(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        leave = booths.leave

        def refuse(*arguments: Any) -> None:
            raise Refused("簿册被占用")

        monkeypatch.setattr(booths, "leave", refuse)
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS, "enter", "enter")
        await thanked(pilot)
        screen = station(pilot.app)
        busy, phase = door(branch.book, poll).busy, screen.phase
        monkeypatch.setattr(booths, "leave", leave)
        screen.tick()
        assert (busy, phase, door(branch.book, poll).busy) == (1, Phase.WAIT, 0)


@pytest.mark.parametrize(
    "key", ["escape", "f2", "f3", "f12", "ctrl+p", "ctrl+q", "ctrl+c", "ctrl+l", "tab", "q"]
)
async def test_no_other_key_leaves_a_ballot_or_opens_anything(branch: Branch, key: str) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    app = Hall(branch.book, poll)
    app.action_quit = app.action_help_quit  # type: ignore[method-assign,assignment]
    async with app.run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1")
        before = screen_text(app)
        await pilot.press(key)
        assert (screen_text(app), station(app).phase, app.is_running) == (before, Phase.BALLOT, True)


async def _asked(pilot: Pilot[Any]) -> None:
    for _ in range(100):
        await pilot.pause()
        if isinstance(pilot.app.screen, CodeAsked):
            break


async def _codes(pilot: Pilot[Any], codes: tuple[str, ...] = paper.CODES) -> None:
    for code in codes:
        await _asked(pilot)
        await pilot.press(*code, "enter")
    for _ in range(100):
        await pilot.pause(0.01)
        if not isinstance(pilot.app.screen, CodeAsked):
            break
    await pilot.pause(0.1)


async def test_both_codes_leave_the_booth(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    app = Hall(branch.book, poll)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f12")
        await _codes(pilot)
    assert app.return_value == stations.LEFT


async def test_a_code_typed_before_it_is_asked_for_admits_nobody(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    app = Hall(branch.book, poll, passes=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        here = station(app)
        here.on_key(Key("f12", None))
        here.on_key(Key("1", "1"))
        assert (here.phase, door(branch.book, poll).busy) == (Phase.WAIT, 0)
        await _asked(pilot)
        await pilot.press("escape")
        await pilot.pause(0.1)
        await pilot.press("1")
        assert door(branch.book, poll).busy == 1


async def test_wrong_codes_do_not_leave_the_booth(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    app = Hall(branch.book, poll)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f12")
        await _codes(pilot, ("0" * 12, "1" * 12))
        assert "密码不对" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert station(app).phase is Phase.WAIT


async def test_passing_one_laptop_round_takes_one_key_of_the_teller_a_voter(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll, passes=True).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(3):
            await pilot.press("1", "enter", *DIGITS, "enter", "enter")
            await thanked(pilot)
        assert says(pilot, "入场3已投3实到26")


async def test_a_voter_with_the_laptop_in_hand_finds_no_vote_behind_his_own(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll, passes=True).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("1", "enter", *DIGITS, "enter", "enter", "1", "1", "enter", "1")
        assert (door(branch.book, poll).admitted, station(pilot.app).phase) == (1, Phase.THANKS)


async def test_once_everybody_has_voted_the_laptop_asks_for_the_codes(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    with branch.book.quiet() as db:
        db.execute("UPDATE poll SET electorate = 1 WHERE id = ?", (poll,))
    async with Hall(branch.book, poll, passes=True).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("1", "enter", *DIGITS, "enter", "enter")
        await thanked(pilot)
        asked = says(pilot, words.PASSED_DONE)
        await pilot.press("1")
        await pilot.pause()
        assert (asked, says(pilot, "都已入场，不能再放人")) == (True, True)


async def test_a_window_too_small_for_a_ballot_says_so_and_shows_none(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        small = says(pilot, words.TOO_SMALL)
        await pilot.resize_terminal(160, 45)
        await pilot.pause()
        assert (small, "已填 1/26" in screen_text(pilot.app)) == (True, True)


async def test_a_rehearsal_is_marked_on_every_page(branch: Branch, tmp_path: Path) -> None:
    from db.views import polls as views
    from tui.booth.station import Station

    poll = kit.open_poll(branch.book, branch.meeting)
    seen = []
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        sheet = views.sheet(branch.book, poll)
        assert sheet is not None
        sealer = paper.unlock(branch.book, poll)
        pilot.app.push_screen(Station(pilot.app, sheet, sealer, 1, is_rehearsal=True))  # type: ignore[arg-type]
        await pilot.pause()
        seen.append(words.REHEARSAL in screen_text(pilot.app))
        booths.admit(branch.book, poll, 1)
        await noticed(pilot)
        for keys in (["enter"], ["1", "f1"], ["x"], ["enter"]):
            await pilot.press(*keys)
            seen.append(words.REHEARSAL in screen_text(pilot.app))
    assert seen == [True] * 5
