"""The points pane as it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.acts import points
from db.config import Config, Look
from db.scheme import load_scheme
from tests.snapshots import evening
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tests.conftest import Branch


def give_some(branch: Branch) -> None:
    """Gains before and in the meeting, a tie, what waits, one exempt, one undone."""
    book, members, scheme = branch.book, branch.members, load_scheme("branch-default")
    points.give_by_hand(book, members[2:5], 15, "帮扶困难群众", scheme=scheme)
    with book.quiet() as db:
        db.execute("UPDATE member SET counts_points = 0 WHERE id = ?", (members[7],))
        db.execute("UPDATE meeting SET state = 'running', started_at = '2026-11-22T06:40:00.000+00:00'")
    branch.clock.move(1200)
    points.give_by_rule(book, members[:6], scheme.points.rules[0], scheme=scheme, meeting_id=branch.meeting)
    points.give_by_rule(book, [members[3]], scheme.points.rules[9], scheme=scheme, meeting_id=branch.meeting)
    last = points.give_by_hand(book, [members[5]], 100, "[/x]误记", scheme=scheme, meeting_id=branch.meeting)
    points.undo(book, [last.lines[0].entry_id])


async def chosen(pilot: Pilot[Any]) -> None:
    """A rule is chosen and two members are marked."""
    await pilot.press("2", "space", "space")
    await evening.rest(pilot)


async def sheet(pilot: Pilot[Any]) -> None:
    """The sheet of the sixth member is open."""
    await pilot.press("down", "down", "down", "down", "down", "enter")
    await pilot.pause()
    await pilot.pause()


def test_points_with_a_rule_chosen_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    give_some(branch)
    app = ConsoleApp(branch.book, Config(), start="points")
    assert snap_compare(app, terminal_size=(80, 24), run_before=chosen)


def test_points_between_the_side_panels_at_160_by_45(
    branch: Branch, snap_compare: Callable[..., bool]
) -> None:
    give_some(branch)
    app = ConsoleApp(branch.book, Config(), start="points")
    assert snap_compare(app, terminal_size=(160, 45), run_before=evening.rest)


def test_points_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    give_some(branch)
    evening.odd_texts(branch)
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="points")
    assert snap_compare(app, terminal_size=(120, 30), run_before=evening.rest)


def test_a_members_sheet_with_odd_texts(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    give_some(branch)
    app = ConsoleApp(branch.book, Config(), start="points")
    assert snap_compare(app, terminal_size=(80, 24), run_before=sheet)
