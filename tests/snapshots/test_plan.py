"""Planning as it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.config import Config, Look
from tests.snapshots import evening
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tests.conftest import Branch


async def edit(pilot: Pilot[Any]) -> None:
    await pilot.press("2")
    await pilot.pause()


def test_the_next_meeting_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.plan_next(branch)
    app = ConsoleApp(branch.book, Config(), start="plan")
    assert snap_compare(app, terminal_size=(80, 24), run_before=evening.rest)


def test_the_next_meeting_at_160_by_45(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.plan_next(branch)
    app = ConsoleApp(branch.book, Config(), start="plan")
    assert snap_compare(app, terminal_size=(160, 45), run_before=evening.rest)


def test_the_next_meeting_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.plan_next(branch)
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="plan")
    assert snap_compare(app, terminal_size=(110, 30), run_before=evening.rest)


def test_the_next_meeting_being_edited(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.plan_next(branch)
    app = ConsoleApp(branch.book, Config(), start="plan")
    assert snap_compare(app, terminal_size=(80, 24), run_before=edit)
