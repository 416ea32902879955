"""The display as the room meets it: waits, shows, turns pages, never gives up, asks before leaving."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from db.acts import commentary, stage
from db.book import Book, open_book
from db.config import Config, Look
from db.rules.stage import SceneSpec
from tests import sample
from tests.faces.screen import screen_text
from tui.display.app import DisplayApp
from tui.strings import display as said

if TYPE_CHECKING:
    from pathlib import Path

    from db.views.scene_view import SceneView
    from tests.conftest import Branch

PLAIN = Config(look=Look(compatible="on"))


def _display(path: Path, config: Config = PLAIN) -> DisplayApp:
    return DisplayApp(path, config)


async def _look(app: DisplayApp, pilot: Any) -> str:
    """What stands on the wall once it has looked at the book again."""
    app.followed.look_after()
    app.followed.read()
    await pilot.pause()
    return screen_text(app)


def _message(book: Book, text: str) -> None:
    stage.show(book, SceneSpec("message", text=text))


def _with_points(book: Book, branch: Branch, member: int, tenths: int) -> None:
    with book.quiet() as db:
        db.execute(
            "INSERT INTO point_balance (year, member_id, tenths, entries) VALUES (2026, ?, ?, 1) "
            "ON CONFLICT DO UPDATE SET tenths = excluded.tenths",
            (branch.members[member], tenths),
        )


async def test_it_waits_until_there_is_a_book(tmp_path: Path) -> None:
    app = _display(tmp_path / "支部.db")
    async with app.run_test(size=(50, 10)) as pilot:
        waiting = await _look(app, pilot)
        with open_book(app.path) as book:
            _message(book, "开会")
            shown = await _look(app, pilot)
    assert (said.WAITING in waiting, "开会" in shown) == (True, True)


async def test_it_shows_what_is_live_when_it_starts(branch: Branch) -> None:
    _message(branch.book, "休息十分钟")
    app = _display(branch.book.path)
    async with app.run_test(size=(50, 10)) as pilot:
        assert "休息十分钟" in await _look(app, pilot)


async def test_it_follows_by_itself(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    app = _display(branch.book.path)
    async with app.run_test(size=(50, 10)) as pilot:
        await _look(app, pilot)
        shown = asyncio.Event()
        show = app.wall.scene.show

        def note(view: SceneView) -> None:
            show(view)
            shown.set()

        monkeypatch.setattr(app.wall.scene, "show", note)
        _message(branch.book, "请大家投票")
        await asyncio.wait_for(shown.wait(), 30)
        await pilot.pause()
        assert "请大家投票" in screen_text(app)


async def test_a_blanked_wall_is_empty(branch: Branch) -> None:
    _message(branch.book, "休息")
    stage.blank(branch.book, on=True)
    app = _display(branch.book.path)
    async with app.run_test(size=(50, 10)) as pilot:
        assert (await _look(app, pilot)).strip() == ""


async def test_text_in_brackets_is_only_text(branch: Branch) -> None:
    _message(branch.book, "[/x] [bold]")
    app = _display(branch.book.path)
    async with app.run_test(size=(50, 10)) as pilot:
        assert "[/x] [bold]" in await _look(app, pilot)


async def test_a_file_that_is_no_book_is_waited_on(tmp_path: Path) -> None:
    path = tmp_path / "支部.db"
    path.write_text("这不是簿册", encoding="utf-8")
    app = _display(path)
    async with app.run_test(size=(50, 10)) as pilot:
        assert said.WAITING in await _look(app, pilot)


async def test_a_book_of_another_version_is_waited_on(branch: Branch) -> None:
    branch.book.conn.execute("PRAGMA user_version = 99")
    app = _display(branch.book.path)
    async with app.run_test(size=(50, 10)) as pilot:
        assert said.WAITING_VERSION in await _look(app, pilot)


async def test_an_error_while_reading_does_not_end_it(branch: Branch) -> None:
    app = _display(branch.book.path)
    async with app.run_test(size=(50, 10)) as pilot:
        await _look(app, pilot)
        branch.book.conn.execute("ALTER TABLE stage RENAME TO gone")
        app.followed.read()
        await pilot.pause()
        waiting = screen_text(app)
        branch.book.conn.execute("ALTER TABLE gone RENAME TO stage")
        _message(branch.book, "又回来了")
        assert (said.WAITING in waiting, "又回来了" in await _look(app, pilot)) == (True, True)


async def test_a_book_put_in_place_of_another_is_opened(branch: Branch, tmp_path: Path) -> None:
    app = _display(branch.book.path)
    async with app.run_test(size=(50, 10)) as pilot:
        await _look(app, pilot)
        with open_book(tmp_path / "新.db") as other:
            _message(other, "新簿册")
        (tmp_path / "新.db").replace(branch.book.path)
        for suffix in ("-wal", "-shm"):
            branch.book.path.with_name(branch.book.path.name + suffix).unlink(missing_ok=True)
        assert "新簿册" in await _look(app, pilot)


async def test_it_cannot_write(branch: Branch) -> None:
    app = _display(branch.book.path)
    async with app.run_test(size=(50, 10)) as pilot:
        await _look(app, pilot)
        assert app.followed.reader is not None
        with pytest.raises(sqlite3.OperationalError):
            app.followed.reader.conn.execute("UPDATE stage SET blank = 1")


def _painted(app: DisplayApp, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collects the rows that the scene paints from now on."""
    rows: list[int] = []
    refresh = app.wall.scene.refresh

    def note(*regions: Any, **more: Any) -> Any:
        rows.extend(region.y for region in regions)
        return refresh(*regions, **more)

    monkeypatch.setattr(app.wall.scene, "refresh", note)
    return rows


async def test_only_the_lines_that_differ_are_painted(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.show(branch.book, SceneSpec("points"))
    app = _display(branch.book.path)
    async with app.run_test(size=(80, 40)) as pilot:
        await _look(app, pilot)
        painted = _painted(app, monkeypatch)
        _with_points(branch.book, branch, 3, 25)
        shown = (await _look(app, pilot)).splitlines()
        marks = ["王伟" in shown[y] and "102.5" in shown[y] for y in painted]
    assert marks == [True, True]


async def test_an_equal_view_paints_nothing(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.show(branch.book, SceneSpec("points"))
    app = _display(branch.book.path)
    async with app.run_test(size=(80, 40)) as pilot:
        await _look(app, pilot)
        painted = _painted(app, monkeypatch)
        stage.preview(branch.book, SceneSpec("agenda"))
        await _look(app, pilot)
    assert painted == []


async def test_a_running_clock_goes_on_without_a_commit(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE agenda_item SET state = 'running', running_since = ? WHERE position = 0",
            (branch.book.now(),),
        )
    stage.show(branch.book, SceneSpec("agenda"))
    app = DisplayApp(branch.book.path, PLAIN, clock=branch.clock)
    async with app.run_test(size=(50, 12)) as pilot:
        before = await _look(app, pilot)
        branch.clock.move(65)
        app.wall.tick()
        await pilot.pause()
        assert ("00:00 / 10:00" in before, "01:05 / 10:00" in screen_text(app)) == (True, True)


async def test_a_still_scene_is_drawn_anew_only_with_the_minute(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.show(branch.book, SceneSpec("points"))
    app = DisplayApp(branch.book.path, PLAIN, clock=branch.clock)
    async with app.run_test(size=(80, 40)) as pilot:
        await _look(app, pilot)
        app.wall.tick()
        painted = _painted(app, monkeypatch)
        for _ in range(3):
            app.wall.tick()
        still = list(painted)
        branch.clock.move(60)
        app.wall.tick()
    assert (still, painted) == ([], [0])


async def test_the_last_change_is_named_wherever_its_row_stands(branch: Branch) -> None:
    stage.show(branch.book, SceneSpec("points"))
    app = _display(branch.book.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await _look(app, pilot)
        _with_points(branch.book, branch, 25, 30)
        assert "最近变动：阿依古丽.吐尔逊 103" in await _look(app, pilot)


async def test_the_dot_in_a_name_is_kept_where_the_terminal_draws_it_narrow(branch: Branch) -> None:
    stage.show(branch.book, SceneSpec("points"))
    app = _display(branch.book.path, Config(look=Look(compatible="off")))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "阿依古丽·吐尔逊" in await _look(app, pilot)


@pytest.fixture
def crowd(book: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    """Pages of points, which turn by hand alone unless a test says otherwise."""
    monkeypatch.setattr("tui.display.app.PAGE_SECONDS", 3600.0)
    organisation = sample.add_branch(book)
    sample.add_members(book, organisation, 300)
    sample.add_meeting(book, organisation)
    stage.show(book, SceneSpec("points"))
    return book


async def test_right_and_left_turn_the_page(crowd: Book) -> None:
    app = _display(crowd.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await _look(app, pilot)
        await pilot.press("right", "right", "left")
        assert (app.wall.scene.page, "第 2 页" in screen_text(app)) == (1, True)


async def test_before_the_first_page_stands_the_last(crowd: Book) -> None:
    app = _display(crowd.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await _look(app, pilot)
        await pilot.press("left")
        assert app.wall.scene.page == app.wall.scene.pages - 1 > 0


async def test_pages_turn_by_themselves_unless_held(crowd: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.display.app.PAGE_SECONDS", 0.0)
    app = _display(crowd.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await _look(app, pilot)
        app.wall.tick()
        turned = app.wall.scene.page
        await pilot.press("space")
        app.wall.tick()
        assert (turned, app.wall.scene.page, said.HELD in screen_text(app)) == (1, 1, True)


async def test_every_member_is_on_some_page(crowd: Book) -> None:
    app = _display(crowd.path)
    async with app.run_test(size=(160, 45)) as pilot:
        await _look(app, pilot)
        pages = ""
        for _ in range(app.wall.scene.pages):
            pages += screen_text(app)
            await pilot.press("right")
        assert all(f"党员{number:03d}" in pages for number in range(27, 301))


@pytest.mark.parametrize("key", ["escape", "q", "f10", "enter", "ctrl+p"])
async def test_no_other_key_leaves_or_opens_anything(branch: Branch, key: str) -> None:
    app = _display(branch.book.path)
    async with app.run_test(size=(50, 10)) as pilot:
        before = await _look(app, pilot)
        await pilot.press(key)
        assert (screen_text(app), app.screen, app.is_running) == (before, app.wall, True)


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_leaving_asks_first(branch: Branch, key: str) -> None:
    app = _display(branch.book.path)
    async with app.run_test(size=(60, 10)) as pilot:
        await _look(app, pilot)
        await pilot.press(key)
        asked = said.QUIT in screen_text(app) and app.is_running
        await pilot.press(key)
        assert (asked, app._exit) == (True, True)


async def test_any_other_key_stays(branch: Branch) -> None:
    app = _display(branch.book.path)
    async with app.run_test(size=(60, 10)) as pilot:
        await _look(app, pilot)
        await pilot.press("ctrl+q", "a", "ctrl+q")
        assert (said.QUIT in screen_text(app), app._exit) == (True, False)


async def test_large_letters_hold_no_ambiguous_glyph_where_the_terminal_draws_them_wide(
    branch: Branch,
) -> None:
    stage.show(branch.book, SceneSpec("cover"))
    app = _display(branch.book.path)
    async with app.run_test(size=(160, 45)) as pilot:
        assert not set(await _look(app, pilot)) & set("▀▄█─│…·")


async def test_no_english_stands_on_the_wall(branch: Branch) -> None:
    app = _display(branch.book.path)
    async with app.run_test(size=(60, 20)) as pilot:
        await _look(app, pilot)
        await pilot.press("ctrl+q")
        assert not any(char.isascii() and char.isalpha() for char in screen_text(app).replace("ctrl+q", ""))


def _comment(branch: Branch, commentator: str) -> None:
    draft = commentary.CommentaryDraft(None, None, commentator)
    number = commentary.begin(branch.book, branch.meeting, draft)
    commentary.save_texts(branch.book, number, commentary.Texts("支部工作扎实，联系群众紧密。" * 200))
    commentary.release(branch.book, number)
    stage.show(branch.book, SceneSpec("commentary", {"commentary": number}))


async def test_another_commentary_begins_at_its_first_page(branch: Branch) -> None:
    app = _display(branch.book.path)
    async with app.run_test(size=(80, 24)) as pilot:
        _comment(branch, "赵明")
        await _look(app, pilot)
        await pilot.press("right", "space")
        turned = app.wall.scene.page
        _comment(branch, "钱进")
        await _look(app, pilot)
        assert (turned, app.wall.scene.page, app.wall.scene.is_held) == (1, 0, False)
