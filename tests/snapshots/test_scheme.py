"""What the place 方案 looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.acts import schemes
from db.config import Config, Look
from db.scheme import load_scheme
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from tests.conftest import Branch


def app(branch: Branch, theme: str = "dark") -> ConsoleApp:
    schemes.choose(branch.book, load_scheme("zibo-safety", begins="2026-04-01"))
    return ConsoleApp(branch.book, Config(look=Look(theme=theme)), start="scheme")


def test_small_window(branch: Branch, snap_compare: Any) -> None:
    assert snap_compare(app(branch), terminal_size=(80, 24))


def test_timeline_in_a_large_window(branch: Branch, snap_compare: Any) -> None:
    assert snap_compare(app(branch), terminal_size=(160, 45), press=["2"])


def test_timeline_light(branch: Branch, snap_compare: Any) -> None:
    assert snap_compare(app(branch, "light"), terminal_size=(80, 24), press=["2"])


def test_duties_in_a_large_light_window(branch: Branch, snap_compare: Any) -> None:
    assert snap_compare(app(branch, "light"), terminal_size=(160, 45), press=["4"])
