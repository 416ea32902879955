"""A voter who goes without casting, beside a booth that broke off: the booth says what it knows, so that numbers decide."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from db.acts import booths
from db.errors import Refused
from db.rules.ballot import Ballot
from db.views.booths import door
from tests import booth as kit
from tests import paper
from tests.booth import Hall, noticed, seat, station
from tests.faces.screen import says
from tui.booth import station as stations
from tui.booth.station import Phase
from tui.strings import booth as words
from tui.widgets.codes import CodeAsked

if TYPE_CHECKING:
    from tests.conftest import Branch

ALL = "1" * 26


def broken_with_its_cast(branch: Branch, poll: int) -> None:
    """Booth 2 broke off between its cast and its leaving."""
    booths.add_booth(branch.book, poll)
    booths.admit(branch.book, poll, 2)
    booths.cast(branch.book, poll, paper.unlock(branch.book, poll), 2, Ballot((1,) * 26))


async def test_a_booth_that_is_asked_hands_its_admission_back_and_clears(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "2")
        broken_with_its_cast(branch, poll)
        is_back = booths.withdraw(branch.book, poll, 1)
        await noticed(pilot)
        assert (is_back, station(pilot.app).filling, says(pilot, words.WITHDRAWN_TEXT)) == (False, None, True)
    assert booths.settle_broken(branch.book, poll, [2]) == 0
    now = door(branch.book, poll)
    assert (now.admitted, now.cast, now.busy) == (1, 1, 0)


async def test_a_booth_asked_before_its_voter_was_called_hands_back(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        booths.admit(branch.book, poll, 1)
        broken_with_its_cast(branch, poll)
        booths.withdraw(branch.book, poll, 1)
        await noticed(pilot)
        assert station(pilot.app).phase is Phase.NEWS
    assert door(branch.book, poll).admitted == 1


async def test_a_booth_that_cannot_write_hands_back_a_moment_later(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    other = sqlite3.connect(branch.book.path, isolation_level=None)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        broken_with_its_cast(branch, poll)
        branch.book.conn.execute("PRAGMA busy_timeout = 20")
        booths.withdraw(branch.book, poll, 1)
        other.execute("BEGIN IMMEDIATE")
        await noticed(pilot)
        waits = door(branch.book, poll).busy
        other.execute("ROLLBACK")
        station(pilot.app).tick()
        assert (waits, door(branch.book, poll).busy, station(pilot.app).phase) == (2, 1, Phase.NEWS)
    other.close()


async def test_a_voter_who_begins_again_after_the_booth_cleared_still_has_one_ballot(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cast said to have failed had reached the disk: what he casts the second time takes its place."""
    poll = kit.open_poll(branch.book, branch.meeting)
    cast = booths.cast

    def failing(*arguments: Any, **named: Any) -> None:
        cast(*arguments, **named)
        raise Refused("磁盘已满。")

    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        monkeypatch.setattr(booths, "cast", failing)
        await pilot.press(*ALL, "enter", "enter")
        monkeypatch.setattr(booths, "cast", cast)
        screen = station(pilot.app)
        screen._key_at -= 120
        screen.tick()
        await pilot.press("enter", *"2" * 26, "enter", "enter")
        assert screen.phase is Phase.THANKS
    now = door(branch.book, poll)
    assert (now.admitted, now.cast, now.busy) == (1, 1, 0)


async def test_both_codes_at_a_booth_with_a_voter_hand_his_admission_back(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    app = Hall(branch.book, poll)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        booths.admit(branch.book, poll, 1)
        await noticed(pilot)
        await pilot.press("f12")
        for code in paper.CODES:
            for _ in range(200):
                await pilot.pause()
                if isinstance(app.screen, CodeAsked):
                    break
            await pilot.press(*code, "enter")
        for _ in range(200):
            await pilot.pause(0.01)
            if app.return_value:
                break
    now = door(branch.book, poll)
    assert (app.return_value, now.admitted, now.busy) == (stations.LEFT, 0, 0)


async def test_nobody_is_admitted_to_the_laptop_while_another_booth_broke_off(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll, passes=True).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        broken_with_its_cast(branch, poll)
        await pilot.press("1")
        await pilot.pause()
        refused = says(pilot, words.DOUBT_FIRST_HERE)
        booths.settle_broken(branch.book, poll, [2])
        await pilot.press("1")
        await pilot.pause()
        assert (refused, station(pilot.app).phase) == (True, Phase.CALL)


async def test_a_laptop_passed_round_hands_back_when_its_window_is_closed(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    app = Hall(branch.book, poll, passes=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        called = station(app).phase
        app.leave_as_told()
    now = door(branch.book, poll)
    assert (called, now.admitted, now.busy) == (Phase.CALL, 0, 0)
