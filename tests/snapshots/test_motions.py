"""The motions pane as it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.acts import motions
from db.config import Config, Look
from db.rules.motion import HandCount, Nominee
from tests import sample
from tests.snapshots import evening
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tests.conftest import Branch


def vote(branch: Branch) -> None:
    """A crew chosen, one motion down and put again, one waiting."""
    book, meeting = branch.book, branch.meeting
    sample.all_present(book, meeting)
    with book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', started_at = ?", (book.now(),))
    crew = tuple(
        Nominee(role, branch.members[place], sample.NAMES[place])
        for role, place in (("scrutineer", 3), ("scrutineer", 12), ("teller", 25))
    )
    chosen = motions.put(book, meeting, motions.MotionDraft(nominees=crew))
    motions.record(book, chosen, HandCount(25, 0, 0))
    first = motions.put(book, meeting, motions.MotionDraft("[/x]通过2026年度整改方案和先锋岗设置办法"))
    motions.record(book, first, HandCount(12, 8, 4))
    again = motions.put_again(book, first, "清点有误")
    motions.record(book, again, HandCount(16, 5, 4))
    motions.put(book, meeting, motions.MotionDraft("接收张超为中共正式党员", counts_written=True))


async def last(pilot: Pilot[Any]) -> None:
    """The cursor stands on the motion put again."""
    await pilot.press("down", "down")
    await evening.rest(pilot)


async def counting(pilot: Pilot[Any]) -> None:
    """The form of the count is open on the motion that waits."""
    await pilot.press("end", "enter")
    await pilot.pause()
    await pilot.pause()


def test_motions_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    vote(branch)
    app = ConsoleApp(branch.book, Config(), start="motions")
    assert snap_compare(app, terminal_size=(80, 24), run_before=last)


def test_motions_between_the_side_panels_at_160_by_45(
    branch: Branch, snap_compare: Callable[..., bool]
) -> None:
    vote(branch)
    app = ConsoleApp(branch.book, Config(), start="motions")
    assert snap_compare(app, terminal_size=(160, 45), run_before=last)


def test_motions_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    vote(branch)
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="motions")
    assert snap_compare(app, terminal_size=(120, 30), run_before=last)


def test_a_count_being_typed(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    vote(branch)
    app = ConsoleApp(branch.book, Config(), start="motions")
    assert snap_compare(app, terminal_size=(80, 24), run_before=counting)
