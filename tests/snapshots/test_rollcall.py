"""Roll call as it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.config import Config, Look
from tests.snapshots import evening
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Branch


def test_a_roll_half_called_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.call_roll(branch)
    app = ConsoleApp(branch.book, Config(), start="rollcall")
    assert snap_compare(app, terminal_size=(80, 24), run_before=evening.rest)


def test_a_roll_half_called_at_160_by_45(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.call_roll(branch)
    app = ConsoleApp(branch.book, Config(), start="rollcall")
    assert snap_compare(app, terminal_size=(160, 45), run_before=evening.rest)


def test_a_roll_half_called_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.call_roll(branch)
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="rollcall")
    assert snap_compare(app, terminal_size=(110, 30), run_before=evening.rest)


def test_a_roll_half_called_with_odd_texts(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.call_roll(branch)
    evening.odd_texts(branch)
    app = ConsoleApp(branch.book, Config(), start="rollcall")
    assert snap_compare(app, terminal_size=(80, 24), run_before=evening.rest)
