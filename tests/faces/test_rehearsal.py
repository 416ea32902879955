"""演练 from the console: asked for, marked, and left for the book itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.config import Config
from db.rehearsal import rehearsal
from tests.faces.screen import screen_text
from tui import faces
from tui.console.app import ConsoleApp
from tui.strings.console import REHEARSE

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch


async def ask_for_rehearsal(pilot: Pilot[str]) -> None:
    await pilot.press("f12")
    await pilot.pause()
    await pilot.pause()
    await pilot.press("演", "练", "enter")
    await pilot.pause()
    await pilot.pause()


async def test_the_palette_leaves_for_a_rehearsal(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(130, 40)) as pilot:
        await ask_for_rehearsal(pilot)
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_value == REHEARSE


async def test_a_rehearsal_is_marked_on_the_screen(branch: Branch) -> None:
    with rehearsal(branch.book) as copy:
        app = ConsoleApp(copy, Config())
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "【演练】" in screen_text(app)


async def test_no_rehearsal_begins_within_one(branch: Branch) -> None:
    with rehearsal(branch.book) as copy:
        app = ConsoleApp(copy, Config())
        async with app.run_test(size=(130, 40)) as pilot:
            await ask_for_rehearsal(pilot)
            assert "已经在演练中" in screen_text(app)


async def test_none_begins_while_votes_are_secret(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at)"
            " VALUES ('u', ?, 'appraisal', 'totals', '民主测评', 'open', '[]', '{}', '')",
            (branch.meeting,),
        )
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(130, 40)) as pilot:
        await ask_for_rehearsal(pilot)
        assert "现在不能演练" in screen_text(app)


def test_after_a_rehearsal_the_console_goes_on_with_the_book(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch.book.close()
    wishes = iter([REHEARSE, None, None])
    opened: list[tuple[Path, int]] = []

    def run(book: Book, config: Config, *, log_folder: Path | None = None) -> tuple[int, str | None]:
        opened.append((book.path, book.value("SELECT rehearsal FROM book")))
        return 0, next(wishes)

    monkeypatch.setattr(faces, "_run_console", run)
    faces._console(branch.book.path, Config())
    path = branch.book.path
    assert [(at == path, mark) for at, mark in opened] == [(True, 0), (False, 1), (True, 0)]
