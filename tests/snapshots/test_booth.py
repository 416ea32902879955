"""The booth and the teller's screen as they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts import booths
from db.config import Config, Look
from db.views import polls as views
from tests import booth as kit
from tests.booth import Hall, seat
from tui.booth.joining import join
from tui.console.app import ConsoleApp
from tui.console.ballot.booth_desk import BoothDesk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    from tests.conftest import Branch

    Snap = Callable[..., bool]
    Case = tuple[str, tuple[int, int], str, tuple[str, ...]]
    Before = Callable[[Pilot[None]], Awaitable[None]]

LIGHT = Config(look=Look(theme="light"))


def filled(branch: Branch, poll: int, *keys: str) -> Before:
    async def run(pilot: Pilot[None]) -> None:
        await seat(pilot, branch.book, poll)
        await pilot.press(*keys)
        await pilot.pause()

    return run


@pytest.mark.parametrize(
    "case",
    [
        ("appraisal", (80, 24), "dark", ("1", "2", "3", "4", "0")),
        ("criteria", (80, 24), "light", ("1", "2", "3", "1", "2", "4", "1")),
        ("everything", (160, 45), "light", ("f4", "1", "3", "enter", "1", "2", "end")),
        ("nomination", (160, 45), "dark", ("1", "0", "1")),
    ],
    ids=lambda case: f"{case[0]}_{case[1][0]}",
)
def test_a_ballot_in_hand(branch: Branch, snap_compare: Snap, case: Case) -> None:
    form, size, theme, keys = case
    poll = kit.open_poll(branch.book, branch.meeting, form)
    app = Hall(branch.book, poll, theme=theme)
    assert snap_compare(app, terminal_size=size, run_before=filled(branch, poll, *keys))


@pytest.mark.parametrize(
    "case",
    [
        ("appraisal", (80, 24), "light", tuple("1234" * 6)),
        ("criteria", (160, 45), "dark", tuple("123124" * 3)),
        ("nomination", (80, 24), "dark", ("1", "1", "1")),
    ],
    ids=lambda case: f"{case[0]}_{case[1][0]}",
)
def test_a_ballot_being_checked(branch: Branch, snap_compare: Snap, case: Case) -> None:
    form, size, theme, keys = case
    poll = kit.open_poll(branch.book, branch.meeting, form)
    app = Hall(branch.book, poll, theme=theme)
    assert snap_compare(app, terminal_size=size, run_before=filled(branch, poll, *keys, "enter"))


@pytest.mark.parametrize(("size", "passes"), [((80, 24), True), ((160, 45), False)])
def test_between_two_voters(branch: Branch, snap_compare: Snap, size: tuple[int, int], passes: bool) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    assert snap_compare(Hall(branch.book, poll, passes=passes), terminal_size=size)


@pytest.mark.parametrize(("size", "config"), [((80, 24), Config()), ((160, 45), LIGHT)])
def test_the_tellers_screen(
    branch: Branch, snap_compare: Snap, size: tuple[int, int], config: Config
) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    seats = [join(branch.book, poll)[1] for _ in range(3)]
    booths.admit(branch.book, poll, 1)
    booths.admit(branch.book, poll, 2)
    seats[1].release()
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None

    async def show(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(BoothDesk(branch.book, sheet, "pingyi booth --db 簿册.db"))
        await pilot.pause()

    try:
        assert snap_compare(ConsoleApp(branch.book, config), terminal_size=size, run_before=show)
    finally:
        for one in seats:
            one.release()
