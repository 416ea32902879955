"""The tables of the points as they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.acts import point_standing, points, publicity
from db.config import Config, Look
from db.scheme import load_scheme
from tests.snapshots import evening
from tui.console.app import ConsoleApp
from tui.console.room_panel import RoomPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tests.conftest import Branch


def keep_tables(branch: Branch) -> None:
    """Gains and losses in every quarter, a veto, an exemption, a posted list with an objection."""
    book, members, scheme = branch.book, branch.members, load_scheme("branch-default")
    for number, member in enumerate(members):
        for quarter in range(1, 5):
            tenths = (number * 7 + quarter * 11) % 50 - 10 or 5
            booked = points.give_by_hand(
                book,
                [member],
                tenths,
                "帮扶[/x]",
                scheme=scheme,
                day=f"2026-{quarter * 3 - number % 3:02}-15",
            )
            if not booked.lines[0].is_approved and number % 4:
                points.approve(book, [booked.lines[0].entry_id], approver="机关党委")
    point_standing.veto(book, members[9], 2026, "受到纪委立案查处", approver="机关纪委")
    point_standing.exempt(book, members[12], "长期患病", approver="支部党员大会")
    number = publicity.publish(
        book,
        branch.organisation,
        2026,
        3,
        publicity.Notice("2026-10-08", "2026-10-13", "党务公开栏", "马晓燕"),
    )
    publicity.object_to(book, number, "八月的帮扶漏记[/x]", raised_by="王伟", member_id=members[3])


def turned(*keys: str) -> Callable[[Pilot[Any]], Any]:
    """Press keys, then let the screen rest."""

    async def run(pilot: Pilot[Any]) -> None:
        await evening.rest(pilot)
        await pilot.press(*keys)
        await pilot.pause()
        if pilot.app.screen.query(RoomPanel):
            await evening.rest(pilot)
        await pilot.pause()

    return run


def test_the_year_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    keep_tables(branch)
    evening.odd_texts(branch)
    app = ConsoleApp(branch.book, Config(), start="tables")
    assert snap_compare(app, terminal_size=(80, 24), run_before=turned("1"))


def test_months_in_light_at_160_by_45(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    keep_tables(branch)
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="tables")
    assert snap_compare(app, terminal_size=(160, 45), run_before=turned("2"))


def test_groups_with_their_bars(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    keep_tables(branch)
    app = ConsoleApp(branch.book, Config(), start="tables")
    assert snap_compare(app, terminal_size=(120, 30), run_before=turned("3", "down"))


def test_a_posted_list_with_its_objection(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    keep_tables(branch)
    app = ConsoleApp(branch.book, Config(), start="tables")
    assert snap_compare(app, terminal_size=(80, 24), run_before=turned("7", "enter", "end"))
