"""The booth's own process, before and after it is unlocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.acts import booths, polls
from db.book import open_book
from db.config import Config, Look
from db.views.booths import door
from tests import booth as kit
from tests import paper, sample
from tests.booth import station
from tests.faces.screen import says, screen_text
from tui.booth.app import BoothApp, Lobby
from tui.booth.station import Phase, Station
from tui.strings import booth as words
from tui.widgets.codes import CodeAsked
from tui.widgets.dialogs import Notice

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.conftest import Branch


def booth(path: Path) -> BoothApp:
    return BoothApp(path, Config(look=Look(compatible="on")))


async def until(pilot: Pilot[Any], screen: type) -> None:
    for _ in range(300):
        await pilot.pause(0.01)
        if isinstance(pilot.app.screen, screen):
            await pilot.pause()
            return
    raise AssertionError(screen_text(pilot.app))


async def look(pilot: Pilot[Any]) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, Lobby)
    screen.followed.look_after()
    screen.followed.read()
    await pilot.pause()


async def unlock(pilot: Pilot[Any], codes: tuple[str, ...] = paper.CODES) -> None:
    await pilot.press("enter")
    for code in codes:
        await until(pilot, CodeAsked)
        await pilot.press(*code, "enter")


async def test_it_waits_for_a_book_then_for_a_poll_then_for_the_codes(tmp_path: Path) -> None:
    path = tmp_path / "支部.db"
    async with booth(path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen = [says(pilot, words.WAIT_BOOK_TEXT)]
        with open_book(path) as book:
            branch = sample.add_branch(book)
            sample.add_members(book, branch)
            meeting = sample.add_meeting(book, branch)
            await look(pilot)
            seen.append(says(pilot, words.WAIT_POLL_TEXT))
            kit.open_poll(book, meeting)
            await look(pilot)
            seen.append(says(pilot, "请监票人、计票人到这里输入各自的密码"))
    assert seen == [True] * 3


async def test_a_poll_on_paper_is_not_for_booths(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    paper.open_now(branch.book, poll)
    async with booth(branch.book.path).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert (says(pilot, words.WAIT_POLL_TEXT), isinstance(pilot.app.screen, Lobby)) == (True, True)


async def test_a_book_of_another_version_is_waited_on(branch: Branch) -> None:
    branch.book.conn.execute("PRAGMA user_version = 99")
    async with booth(branch.book.path).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        assert says(pilot, words.WAIT_VERSION_TEXT)


async def test_a_book_put_in_place_of_another_is_looked_at(branch: Branch, tmp_path: Path) -> None:
    kit.open_poll(branch.book, branch.meeting)
    path = branch.book.path
    async with booth(path).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        seen = [says(pilot, "请监票人、计票人到这里输入各自的密码")]
        open_book(tmp_path / "另一本.db").close()
        (tmp_path / "另一本.db").replace(path)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        await look(pilot)
        seen.append(says(pilot, words.WAIT_POLL_TEXT))
    assert seen == [True, True]


async def test_both_codes_unlock_it_and_it_takes_a_number(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with booth(branch.book.path).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await unlock(pilot)
        await until(pilot, Station)
        assert says(pilot, "1号投票台")
        assert [one.number for one in door(branch.book, poll).booths] == [1]


async def test_wrong_codes_do_not_unlock_it(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with booth(branch.book.path).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await unlock(pilot, ("0" * 12, "9" * 12))
        await until(pilot, Notice)
        assert says(pilot, "密码不对")
        await pilot.press("enter")
        await until(pilot, CodeAsked)
        await pilot.press("escape")
        await until(pilot, Lobby)
    assert door(branch.book, poll).booths == ()


async def test_a_whole_vote_of_two_people(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with booth(branch.book.path).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await unlock(pilot)
        await until(pilot, Station)
        for grade in "12":
            booths.admit(branch.book, poll, 1)
            for _ in range(300):
                await pilot.pause(0.01)
                if station(pilot.app).phase is Phase.CALL:
                    break
            await pilot.press("enter", *grade * 26, "enter", "enter")
            station(pilot.app)._until = 0.0
            station(pilot.app).tick()
    polls.count_booth(branch.book, poll, 2, 2)
    assert paper.count(branch.book, poll).rows[5].grades == (1, 1, 0, 0)


async def test_when_the_poll_is_over_it_locks_itself(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with booth(branch.book.path).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await unlock(pilot)
        await until(pilot, Station)
        sealer = station(pilot.app)._sealer
        polls.void_poll(branch.book, poll, "停电")
        station(pilot.app).look()
        station(pilot.app)._until = 0.0
        station(pilot.app).tick()
        await until(pilot, Lobby)
        assert bytes(sealer._tag_key) == bytes(32)
        await look(pilot)
        assert says(pilot, words.WAIT_POLL_TEXT)


async def test_both_codes_end_it(branch: Branch) -> None:
    kit.open_poll(branch.book, branch.meeting)
    app = booth(branch.book.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await unlock(pilot)
        await until(pilot, Station)
        await pilot.press("f12")
        for code in paper.CODES:
            await until(pilot, CodeAsked)
            await pilot.press(*code, "enter")
        for _ in range(200):
            await pilot.pause(0.01)
            if app._exit:
                break
        assert app._exit


async def test_an_unlocked_booth_is_left_by_no_other_key(branch: Branch) -> None:
    kit.open_poll(branch.book, branch.meeting)
    app = booth(branch.book.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await unlock(pilot)
        await until(pilot, Station)
        before = screen_text(app)
        for key in ("ctrl+q", "ctrl+c", "ctrl+p", "escape", "f1", "ctrl+z"):
            await pilot.press(key, key)
            assert (key, screen_text(app), app._exit) == (key, before, False)


async def test_a_book_that_cannot_be_written_is_told_and_asked_again(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.open_poll(branch.book, branch.meeting)
    from db.errors import BookError

    def refuse(*_arguments: object, **_options: object) -> None:
        raise BookError("磁盘已满。", title="写不进去")

    monkeypatch.setattr("tui.booth.app.open_book", refuse)
    async with booth(branch.book.path).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert says(pilot, "写不进去：磁盘已满。按 Enter 再试")


async def test_no_english_stands_on_it(branch: Branch) -> None:
    kit.open_poll(branch.book, branch.meeting)
    async with booth(branch.book.path).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        text = screen_text(pilot.app).replace("Enter", "").replace("F12", "")
        assert not any(char.isascii() and char.isalpha() for char in text)
