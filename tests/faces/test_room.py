"""The wall run from the console: preview, live, wiring, own window, one screen, cover."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from db.acts import stage as acts
from db.config import Config
from db.rules.stage import SceneSpec
from db.views.scene_view import AgendaView, CoverView, RollCallView
from db.views.stage import stage
from tests import sample
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.cover import Cover, OneScreen
from tui.console.shell import Shell
from tui.display import launch
from tui.strings import room as words
from tui.widgets.rows import Rows
from tui.widgets.scene import Scene

if TYPE_CHECKING:
    from pathlib import Path

    from db.book import Book
    from tests.conftest import Branch


def _console(branch: Branch, start: str = "room") -> ConsoleApp:
    return ConsoleApp(branch.book, Config(), start=start)


async def _settle(pilot: Any) -> None:
    for _ in range(3):
        await pilot.pause()


async def test_a_digit_prepares_a_scene_and_the_room_sees_the_old_one(branch: Branch) -> None:
    app = _console(branch)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("4")
        await _settle(pilot)
        now = stage(branch.book)
    assert (now.live.kind, now.next and now.next.kind) == ("test", "agenda")


async def test_f5_puts_the_prepared_scene_live(branch: Branch) -> None:
    app = _console(branch)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2", "f5")
        await _settle(pilot)
        assert (stage(branch.book).live.kind, stage(branch.book).next) == ("cover", None)


async def test_enter_prepares_and_enter_again_shows(branch: Branch) -> None:
    app = _console(branch)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down", "enter")
        await _settle(pilot)
        prepared = stage(branch.book)
        await pilot.press("enter")
        await _settle(pilot)
    assert (prepared.next and prepared.next.kind, prepared.live.kind, stage(branch.book).live.kind) == (
        "cover",
        "test",
        "cover",
    )


async def test_the_picture_follows_the_cursor(branch: Branch) -> None:
    app = _console(branch)
    async with app.run_test(size=(100, 30)) as pilot:
        seen = []
        for key in ("home", "down", "down"):
            await pilot.press(key)
            await _settle(pilot)
            seen.append(type(app.screen.query_one("#room-picture Scene", Scene).view))
    assert seen[1:] == [CoverView, RollCallView]


async def test_f8_blanks_the_wall_and_says_so(branch: Branch) -> None:
    app = _console(branch)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f8")
        await _settle(pilot)
        assert (stage(branch.book).is_blank, words.BLANKED in screen_text(app)) == (True, True)


async def test_a_message_is_typed_and_prepared(branch: Branch) -> None:
    app = _console(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await _settle(pilot)
        await pilot.press(*"[/x]", "enter")
        await _settle(pilot)
        now = stage(branch.book)
        shown = screen_text(app)
    assert (now.next, "[/x]" in shown) == (SceneSpec("message", text="[/x]"), True)


async def test_how_the_projector_is_wired_is_asked_and_kept(branch: Branch) -> None:
    app = _console(branch)
    async with app.run_test(size=(100, 30)) as pilot:
        app.screen.query_one(Rows).focus()
        app.screen.act(app.screen.pane.do_wiring)  # type: ignore[attr-defined]
        await _settle(pilot)
        await pilot.press("2")
        await _settle(pilot)
        assert (stage(branch.book).room, "镜像" in screen_text(app)) == ("mirrored", True)


async def test_points_are_refused_while_a_poll_is_open(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at) "
            "VALUES ('u', ?, 'appraisal', 'slips', '民主测评', 'open', '[]', '{}', '')",
            (branch.meeting,),
        )
    app = _console(branch)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("5")
        await _settle(pilot)
        assert (stage(branch.book).next, "积分画面暂不能投影" in screen_text(app)) == (None, True)


async def test_without_a_terminal_to_open_the_command_is_shown(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "window_command", lambda _command: [])
    app = _console(branch)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("0")
        await _settle(pilot)
        assert "display --db" in "".join(screen_text(app).split("\n"))


async def test_the_side_shows_what_is_live_and_what_is_next(branch: Branch) -> None:
    acts.show(branch.book, SceneSpec("rollcall"))
    acts.preview(branch.book, SceneSpec("agenda"))
    app = _console(branch, "home")
    async with app.run_test(size=(160, 45)) as pilot:
        await _settle(pilot)
        pictures = [type(picture.view) for picture in app.screen.query("#room-panel Scene").results(Scene)]
        text = screen_text(app)
    assert (pictures, "正在放映：签到情况" in text, "备播：会议议程" in text) == (
        [RollCallView, AgendaView],
        True,
        True,
    )


async def test_the_side_follows_an_act(branch: Branch) -> None:
    acts.show(branch.book, SceneSpec("rollcall"))
    app = _console(branch, "home")
    async with app.run_test(size=(160, 45)) as pilot:
        await _settle(pilot)
        sample.all_present(branch.book, branch.meeting)
        assert isinstance(app.screen, Shell)
        app.screen.changed()
        await _settle(pilot)
        assert "实到 26" in screen_text(app)


# One screen


async def test_one_screen_shows_the_scene_alone_and_escape_leaves(branch: Branch) -> None:
    acts.show(branch.book, SceneSpec("message", text="休息"))
    app = _console(branch)
    async with app.run_test(size=(50, 15)) as pilot:
        await app.push_screen(OneScreen(branch.book, half_blocks=False))
        await _settle(pilot)
        alone = screen_text(app)
        await pilot.press("escape")
        await _settle(pilot)
        assert ("休息" in alone, "投影方式" in alone, isinstance(app.screen, OneScreen)) == (
            True,
            False,
            False,
        )


async def test_one_screen_blanks_and_goes_live(branch: Branch) -> None:
    acts.preview(branch.book, SceneSpec("message", text="继续开会"))
    app = _console(branch)
    async with app.run_test(size=(50, 15)) as pilot:
        await app.push_screen(OneScreen(branch.book, half_blocks=False))
        await pilot.press("f8")
        await _settle(pilot)
        blank = screen_text(app).strip()
        await pilot.press("f5")
        await _settle(pilot)
        assert (blank, "继续开会" in screen_text(app)) == ("", True)


async def test_one_screen_turns_its_pages_unless_held(book: Book) -> None:
    organisation = sample.add_branch(book)
    sample.add_members(book, organisation, 300)
    sample.add_meeting(book, organisation)
    acts.show(book, SceneSpec("points"))
    app = ConsoleApp(book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = OneScreen(book, half_blocks=False)
        await app.push_screen(screen)
        await _settle(pilot)
        screen.turn_unless_held()
        turned = screen.query_one(Scene).page
        await pilot.press("space")
        screen.turn_unless_held()
        assert (turned, screen.query_one(Scene).page) == (1, 1)


# The cover


async def test_one_key_hides_everything(branch: Branch) -> None:
    app = _console(branch, "home")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+l")
        await _settle(pilot)
        assert screen_text(app).split() == [words.COVERED, words.COVERED_HINT.split()[0], "Enter", "恢复"]


async def test_it_hides_a_dialog_too(branch: Branch) -> None:
    app = _console(branch, "home")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await _settle(pilot)
        await pilot.press("ctrl+l")
        await _settle(pilot)
        assert ("到别处去" in screen_text(app), words.COVERED in screen_text(app)) == (False, True)


@pytest.mark.parametrize(
    "keys", [("enter",), ("enter", "a", "enter"), ("escape",), ("f2",), ("1",), ("ctrl+p",)]
)
async def test_nothing_but_enter_twice_uncovers(branch: Branch, keys: tuple[str, ...]) -> None:
    app = _console(branch, "home")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+l", *keys)
        await _settle(pilot)
        assert isinstance(app.screen, Cover)


async def test_enter_twice_uncovers(branch: Branch) -> None:
    app = _console(branch, "home")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+l", "enter", "enter")
        await _settle(pilot)
        assert isinstance(app.screen, Shell)


# A window of its own


def _which(*programs: str) -> Any:
    return lambda name: f"/usr/bin/{name}" if name in programs else None


@pytest.mark.parametrize(
    ("platform", "programs", "first"),
    [
        ("linux", ("deepin-terminal", "xterm"), "deepin-terminal"),
        ("linux", ("mate-terminal",), "mate-terminal"),
        ("linux", ("gnome-terminal",), "gnome-terminal"),
        ("linux", ("xterm",), "xterm"),
        ("darwin", ("osascript",), "osascript"),
        ("win32", ("wt", "cmd"), "wt"),
        ("win32", ("cmd",), "cmd"),
    ],
)
def test_the_terminal_of_the_system_is_used(platform: str, programs: tuple[str, ...], first: str) -> None:
    found = launch.window_command(
        ["x"], platform=platform, environ={"DISPLAY": ":0"}, which=_which(*programs)
    )
    assert found[0] == first


def test_without_a_desktop_no_window_is_tried() -> None:
    assert launch.window_command(["x"], platform="linux", environ={}, which=_which("xterm")) == []


def test_an_unknown_system_opens_nothing() -> None:
    assert launch.window_command(["x"], platform="linux", environ={"DISPLAY": ":0"}, which=_which()) == []


def test_a_path_with_blanks_and_quotes_survives_the_shell_of_macos(tmp_path: Path) -> None:
    command = launch.display_command(tmp_path / '我的 "簿册".db')
    script = launch.window_command(command, platform="darwin", which=_which("osascript"))[-1]
    assert '\\"簿册\\"' in script


def test_what_a_person_types_is_quoted(tmp_path: Path) -> None:
    assert launch.typed_command(tmp_path / "我的 簿册.db", "linux").endswith("我的 簿册.db'")


def test_the_command_names_python_where_the_program_is_on_no_path(tmp_path: Path) -> None:
    typed = launch.typed_command(tmp_path / "a.db", "linux", which=_which())
    assert typed == f"{sys.executable} -m tui display --db {tmp_path / 'a.db'}"


def test_the_command_is_short_where_the_program_is_installed(tmp_path: Path) -> None:
    typed = launch.typed_command(tmp_path / "a.db", "linux", which=_which("pingyi"))
    assert typed == f"pingyi display --db {tmp_path / 'a.db'}"


def test_a_window_that_cannot_be_opened_is_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "window_command", lambda _command: [str(tmp_path / "no-such-terminal")])
    assert launch.open_window(tmp_path / "b.db") is False
