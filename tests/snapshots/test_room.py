"""The place where the wall is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.acts import stage
from db.config import Config, Look
from db.rules.stage import SceneSpec
from tests import sample
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Branch


def _console(branch: Branch, theme: str = "dark") -> ConsoleApp:
    sample.all_present(branch.book, branch.meeting)
    stage.show(branch.book, SceneSpec("rollcall"))
    stage.preview(branch.book, SceneSpec("message", text="[/x] 休息十分钟"))
    return ConsoleApp(branch.book, Config(look=Look(theme=theme)), start="room")


async def _drawn(pilot: Any) -> None:
    for _ in range(4):
        await pilot.pause()


def test_small_window(snap_compare: Callable[..., bool], branch: Branch) -> None:
    assert snap_compare(_console(branch), terminal_size=(80, 24), run_before=_drawn)


def test_large_window(snap_compare: Callable[..., bool], branch: Branch) -> None:
    assert snap_compare(_console(branch), terminal_size=(160, 45), run_before=_drawn)


def test_light_and_mirrored(snap_compare: Callable[..., bool], branch: Branch) -> None:
    stage.set_room(branch.book, "mirrored")
    assert snap_compare(_console(branch, "light"), terminal_size=(120, 34), run_before=_drawn)
