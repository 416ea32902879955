"""The place of the secret polls as it looks: several polls, the form of one, what is said before opening, results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.acts import poll_drafts
from db.config import Config, Look
from tests import kinds
from tests.snapshots import evening
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tests.conftest import Branch

LIGHT = Config(look=Look(theme="light"))


def held(branch: Branch) -> None:
    """Five polls of one meeting, with names that try the layout and uids that give the same fingerprint each time."""
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET uid = printf('%032d', id)")
        db.execute("UPDATE member SET name = '[/x]' WHERE name = '丁一'")
    kinds.counted(branch, kinds.CRITERIA_OF_MEMBERS, 12)
    kinds.counted(branch, kinds.SATISFACTION, 9)
    kinds.counted(branch, replace(kinds.SATISFACTION, pool="服务对象"), 8)
    kinds.counted(branch, kinds.MOTION, 20)
    kinds.counted(branch, kinds.nomination(branch), 15)


def pressing(*keys: str) -> Callable[[Pilot[None]], object]:
    """Press keys one after another, each once the screen rests."""

    async def press(pilot: Pilot[None]) -> None:
        await evening.rest(pilot)
        for key in keys:
            await pilot.press(key)
            for _ in range(3):
                await pilot.pause()

    return press


def test_a_recommendation_among_other_polls_at_80_by_24(
    branch: Branch, snap_compare: Callable[..., bool]
) -> None:
    held(branch)
    app = ConsoleApp(branch.book, Config(), start="ballot")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing("down"))


def test_criteria_one_under_another_at_160_by_45_in_light(
    branch: Branch, snap_compare: Callable[..., bool]
) -> None:
    held(branch)
    app = ConsoleApp(branch.book, LIGHT, start="ballot")
    assert snap_compare(app, terminal_size=(160, 45), run_before=pressing("shift+tab", "home", "2"))


def test_pools_side_by_side_at_80_by_24_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    held(branch)
    app = ConsoleApp(branch.book, LIGHT, start="ballot")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing("shift+tab", "home", "down", "2"))


def test_what_is_said_before_opening_at_160_by_45(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    held(branch)
    asked = replace(kinds.CRITERIA_OF_MEMBERS, kind="appraisal", title="年度民主测评", channel="booth")
    poll_drafts.draft(branch.book, branch.meeting, asked)
    app = ConsoleApp(branch.book, Config(), start="ballot")
    assert snap_compare(app, terminal_size=(160, 45), run_before=pressing("2"))
