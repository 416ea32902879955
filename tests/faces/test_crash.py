"""A fault of the program shows a sentence, and nothing of what it was working on."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest
from rich.console import Console
from textual import work
from textual.worker import WorkerFailed

from tui import crash
from tui.calm_app import CalmApp

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import BindingType

SECRET = "丁一同志不合格"  # noqa: S105  no password


class Faulty(CalmApp[None]):
    """Fails on a key, with a secret in a local and in the exception's own words."""

    BINDINGS: ClassVar[list[BindingType]] = [("f", "fail"), ("w", "fail_in_worker")]

    def action_fail(self) -> None:
        ballot = {"name": SECRET}
        raise ValueError(ballot)

    @work
    async def action_fail_in_worker(self) -> None:
        ballot = SECRET
        raise ValueError(ballot)


class Plain(Faulty):
    """As Textual itself would crash: shows that the test can see a leak."""

    def _fatal_error(self) -> None:
        super(CalmApp, self)._fatal_error()


async def crash_screen(app: App[None], key: str = "f") -> str:
    screen = io.StringIO()
    app.error_console = Console(file=screen, width=200)
    with contextlib.suppress(ValueError, WorkerFailed):
        async with app.run_test() as pilot:
            await pilot.press(key)
            await pilot.pause()
    return screen.getvalue()


async def test_textuals_own_crash_screen_would_leak() -> None:
    assert SECRET in await crash_screen(Plain())


@pytest.mark.parametrize("key", ["f", "w"])
async def test_a_crash_shows_no_local_and_no_message(key: str) -> None:
    assert SECRET not in await crash_screen(Faulty(), key)


async def test_a_crash_says_in_chinese_that_the_book_is_safe() -> None:
    assert "已经确认的内容都在簿册里" in await crash_screen(Faulty())


async def test_pilot_still_sees_the_error() -> None:
    with pytest.raises(ValueError, match=SECRET):
        async with Faulty().run_test() as pilot:
            await pilot.press("f")


async def test_a_crashed_app_returns_one() -> None:
    app = Faulty()
    await crash_screen(app)
    assert app.return_code == 1


@pytest.mark.parametrize("key", ["f", "w"])
async def test_the_log_holds_no_secret(key: str, tmp_path: Path) -> None:
    app = Faulty()
    app.log_folder = tmp_path
    await crash_screen(app, key)
    assert SECRET not in (tmp_path / crash.LOG_NAME).read_text(encoding="utf-8")


async def test_the_log_names_the_place_of_the_fault(tmp_path: Path) -> None:
    app = Faulty()
    app.log_folder = tmp_path
    await crash_screen(app)
    assert f"{Path(__file__).name}:" in (tmp_path / crash.LOG_NAME).read_text(encoding="utf-8")


async def test_the_screen_names_the_log(tmp_path: Path) -> None:
    app = Faulty()
    app.log_folder = tmp_path
    assert crash.LOG_NAME in (await crash_screen(app)).replace("\n", "")


def test_what_sqlite_says_is_logged() -> None:
    assert "no such table" in crash.describe(sqlite3.OperationalError("no such table: x"))


def test_a_chain_of_exceptions_is_logged_to_its_root() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        text = crash.describe(error)
    assert ("builtins.RuntimeError" in text, "builtins.KeyError" in text, SECRET in text) == (
        True,
        True,
        False,
    )


def test_an_unwritable_log_folder_still_gives_the_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert crash.report(ValueError(SECRET), file / "logs") == crash.SORRY


def test_a_long_log_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / crash.LOG_NAME
    path.write_text("x" * (crash.LARGEST_LOG + 1), encoding="utf-8")
    crash.report(ValueError(), tmp_path)
    assert path.stat().st_size < crash.LARGEST_LOG
