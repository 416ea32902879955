"""Typing in, calling out and settling as they look, with names that try the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

from db.config import Config, Look
from db.rules.ballot import APPRAISAL_SCALE, Ballot, BallotForm, Part
from db.rules.poll_kinds import CRITERION_SCALE, NOMINATION_SCALE
from db.rules.settling import differences
from tests import sample
from tui.console.app import ConsoleApp
from tui.console.ballot.calls import CallEntry
from tui.console.ballot.settling import SettlingEntry
from tui.console.ballot.slips import SlipEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot
    from textual.screen import Screen

    from tests.conftest import Branch

NAMES = ("[/x]", *sample.NAMES[1:13])
FORM = BallotForm(
    APPRAISAL_SCALE,
    criteria=tuple(
        Part(code, name, CRITERION_SCALE)
        for code, name in (("a", "政治合格"), ("b", "执行纪律合格"), ("c", "品德合格"), ("d", "发挥作用合格"))
    ),
    problems=("学习不够主动", "联系群众不够[/x]", "批评和自我批评不够"),
    text_bytes=1000,
)
CHOICE = BallotForm(NOMINATION_SCALE, most_chosen=3, write_ins=1, blank_name="未选")


def over(screen: Screen[Any], *keys: str) -> Callable[[Pilot[Any]], Any]:
    """Put a screen and press keys."""

    async def run(pilot: Pilot[Any]) -> None:
        pilot.app.push_screen(screen)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()

    return run


def app(branch: Branch, theme: str) -> App[Any]:
    return ConsoleApp(branch.book, Config(look=Look(theme=theme)), start="home")


def slip() -> SlipEntry:
    return SlipEntry(NAMES, FORM, total=24, entered=range(1, 7), seal=lambda _number, _ballot: None)


def called() -> CallEntry:
    return CallEntry(NAMES, CHOICE, scope="row", total=30, entered=(), seal=lambda _number, _ballot: None)


CALLS = [key for number in range(23) for key in ("3", "4" if number % 2 else "02", "enter")]


def settling() -> SettlingEntry:
    problems = (0,) * len(NAMES)
    one = Ballot((1,) * 65, problems=problems, text="多下基层")
    two = Ballot((2, *(1,) * 63, 4), problems=(5, *problems[1:]), text="多下基层，少开会；[/x]" * 8)
    return SettlingEntry(
        differences({7: one}, {7: two}, FORM, 13), NAMES, FORM, total=24, log=lambda _slip: None
    )


def test_criteria_with_problems_being_named_at_80_by_24(
    branch: Branch, snap_compare: Callable[..., bool]
) -> None:
    keys = (*"11231", *"2231", "minus", "plus", "2", "3")
    assert snap_compare(app(branch, "dark"), terminal_size=(80, 24), run_before=over(slip(), *keys))


def test_criteria_at_160_by_45_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    keys = (*"11231", "plus", "2", "plus", *"2231", "minus", *"112")
    assert snap_compare(app(branch, "light"), terminal_size=(160, 45), run_before=over(slip(), *keys))


def test_strokes_at_80_by_24_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    run = over(called(), *CALLS, "3", "5")
    assert snap_compare(app(branch, "light"), terminal_size=(80, 24), run_before=run)


def test_strokes_at_160_by_45(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    run = over(called(), *CALLS, "3", "5")
    assert snap_compare(app(branch, "dark"), terminal_size=(160, 45), run_before=run)


def test_settling_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    run = over(settling(), "1", "2", "1")
    assert snap_compare(app(branch, "dark"), terminal_size=(80, 24), run_before=run)


def test_settling_at_160_by_45_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    run = over(settling(), "1")
    assert snap_compare(app(branch, "light"), terminal_size=(160, 45), run_before=run)
