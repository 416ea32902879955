"""What typing in leaves behind outside the book: screen, clipboard, titles, notifications, crash report."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from db.rules.ballot import APPRAISAL_FORM, VOID_ROW, Ballot
from tests import paper
from tests.faces.screen import screen_text
from tests.secrecy import traces
from tui.calm_app import CalmApp
from tui.console.ballot.slips import SlipEntry
from tui.widgets.codes import CodeAsked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = 12
SLIP = Ballot((1, 3, 2, 4, 1, 2, 2, 3, 0, 1, VOID_ROW, 4))
KEYS = ["minus" if mark == VOID_ROW else str(mark) for mark in SLIP.marks]
CODE = paper.CODES[0]


class Desk(CalmApp[None]):
    """An app with nothing but typing in."""

    def __init__(self, seal: Callable[[int, Ballot], None]) -> None:
        super().__init__()
        self._seal = seal

    def on_mount(self) -> None:
        names = [f"党员{number}" for number in range(ROWS)]
        self.push_screen(SlipEntry(names, APPRAISAL_FORM, total=2, entered=(), seal=self._seal))


class LeakyDesk(Desk):
    """The same with Textual's own crash report, which prints locals."""

    def _fatal_error(self) -> None:
        super(CalmApp, self)._fatal_error()


def kept(number: int, ballot: Ballot) -> None:
    """A box that takes everything."""


def broken(number: int, ballot: Ballot) -> None:
    """A fault of the program while a slip is in its hands."""
    marks = ballot.marks
    raise RuntimeError(f"fault with {marks}")


def left_behind(app: App[Any]) -> bytes:
    """Everything about an app that outlives what is on its screen."""
    notes = " ".join(note.message for note in app._notifications)
    return " ".join([app.title, app.sub_title, app.clipboard, notes]).encode()


def marks_shown(app: App[Any]) -> str:
    """What stands behind the names."""
    lines = [line for line in screen_text(app).splitlines() if "党员" in line]
    return "".join(line.split("党员")[1].lstrip("0123456789 ") for line in lines)


async def typed(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    await pilot.press(*KEYS)
    await pilot.pause()


async def test_a_sealed_slip_is_on_the_screen_no_more() -> None:
    async with Desk(kept).run_test(size=(80, 24)) as pilot:
        await typed(pilot)
        assert "基本合格" in marks_shown(pilot.app)  # while it is typed it can be read
        await pilot.press("enter")
        await pilot.pause()
        assert marks_shown(pilot.app) == ""


async def test_no_widget_holds_a_sealed_slip() -> None:
    async with Desk(kept).run_test(size=(80, 24)) as pilot:
        await typed(pilot)
        await pilot.press("enter")
        await pilot.pause()
        entry = pilot.app.screen
        assert isinstance(entry, SlipEntry)
        assert set(entry._slip.marks) == {None}
        assert not any("合格" in str(row.cells) for row in entry.query_one("#slip-rows").rows)  # type: ignore[attr-defined]


async def test_copying_while_a_slip_is_typed_copies_nothing() -> None:
    async with Desk(kept).run_test(size=(80, 24)) as pilot:
        await typed(pilot)
        await pilot.press("ctrl+a", "ctrl+c", "ctrl+x")
        await pilot.mouse_down(offset=(6, 4))
        await pilot.hover(offset=(60, 12))
        await pilot.mouse_up(offset=(60, 12))
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert left_behind(pilot.app).strip() == b"Desk"


async def test_copying_a_code_copies_nothing() -> None:
    async with Desk(kept).run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(CodeAsked("监票人", "史文"))
        await pilot.pause()
        await pilot.press(*CODE, "ctrl+a", "ctrl+c", "ctrl+x")
        await pilot.pause()
        assert CODE.encode() not in left_behind(pilot.app)
        assert CODE not in screen_text(pilot.app).replace(" ", "")


async def test_a_code_typed_into_a_text_field_would_be_caught() -> None:
    class Leaky(App[None]):
        def compose(self) -> Any:
            yield Input(password=True)

    async with Leaky().run_test() as pilot:
        await pilot.press(*CODE, "shift+home", "ctrl+c")
        await pilot.pause()
        assert CODE.encode() in left_behind(pilot.app)


@pytest.mark.parametrize("where", ["title", "sub_title", "clipboard", "notification"])
async def test_a_slip_planted_outside_the_screen_is_caught(where: str) -> None:
    async with Desk(kept).run_test(size=(80, 24)) as pilot:
        text = " ".join(KEYS[:8])
        if where == "clipboard":
            pilot.app.copy_to_clipboard(text)
        elif where == "notification":
            pilot.app.notify(text)
        else:
            setattr(pilot.app, where, text)
        await pilot.pause()
        assert traces.traces(left_behind(pilot.app), [SLIP])


async def crashed(app: Desk, folder: Path) -> bytes:
    """What a crash with a slip in hand leaves in the terminal and in the log."""
    screen = io.StringIO()
    app.error_console = Console(file=screen, width=200)
    app.log_folder = folder
    with contextlib.suppress(RuntimeError):
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot)
            await pilot.press("enter")
            await pilot.pause()
    return screen.getvalue().encode() + traces.bytes_in(folder)


async def test_a_crash_with_a_slip_in_hand_reports_nothing_of_it(tmp_path: Path) -> None:
    report = await crashed(Desk(broken), tmp_path)
    assert "评议台遇到意外错误".encode() in report
    assert traces.traces(report, [SLIP]) == []


async def test_a_crash_report_that_prints_locals_is_caught(tmp_path: Path) -> None:
    report = await crashed(LeakyDesk(broken), tmp_path)
    assert traces.traces(report, [SLIP])
