"""What the pane for the minutes looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.config import Config, Look
from tests.faces.test_minutes import over
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from tests.conftest import Branch


def app(branch: Branch, theme: str = "dark") -> ConsoleApp:
    return ConsoleApp(over(branch).book, Config(look=Look(theme=theme)), start="minutes")


def test_small_window(branch: Branch, snap_compare: Any) -> None:
    assert snap_compare(app(branch), terminal_size=(80, 24))


def test_large_window(branch: Branch, snap_compare: Any) -> None:
    assert snap_compare(app(branch), terminal_size=(160, 45))


def test_light(branch: Branch, snap_compare: Any) -> None:
    assert snap_compare(app(branch, "light"), terminal_size=(100, 30))


def test_long_names_and_marks_of_markup(branch: Branch, snap_compare: Any) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '阿依古丽·吐尔逊[/x]' WHERE id = ?", (branch.members[1],))
        db.execute("UPDATE meeting SET topic = '[bold]深入查摆问题[/x]，' || topic || '，' || topic")
    assert snap_compare(app(branch), terminal_size=(80, 24), press=["pagedown"])
