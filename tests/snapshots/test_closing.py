"""Corrections and closing as they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.config import Config, Look
from tests.snapshots import evening
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tests.conftest import Branch


async def strike(pilot: Pilot[Any]) -> None:
    await pilot.press("end", "3")
    await pilot.pause()


def test_corrections_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.lay_down_corrections(branch)
    app = ConsoleApp(branch.book, Config(), start="closing")
    assert snap_compare(app, terminal_size=(80, 24), run_before=evening.rest)


def test_corrections_at_160_by_45(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.lay_down_corrections(branch)
    app = ConsoleApp(branch.book, Config(), start="closing")
    assert snap_compare(app, terminal_size=(160, 45), run_before=evening.rest)


def test_corrections_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.lay_down_corrections(branch)
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="closing")
    assert snap_compare(app, terminal_size=(110, 30), run_before=evening.rest)


def test_corrections_being_struck_off(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.lay_down_corrections(branch)
    app = ConsoleApp(branch.book, Config(), start="closing")
    assert snap_compare(app, terminal_size=(80, 24), run_before=strike)
