"""领导点评 as it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.acts.commentary import CommentaryDraft, Texts, begin, release, save_texts
from db.config import Config, Look
from db.rules.commentary import Manner
from tests.sample import all_present
from tests.snapshots import evening
from tests.snapshots.test_remarks import speak
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tests.conftest import Branch

TEXTS = Texts(
    "支部班子坚强有力，“三会一课”按期开展，积分管理公开透明，在防汛抢险中发挥了战斗堡垒作用。[/x]",
    "学习的深度还不够，部分党员的先锋模范作用发挥不充分；整改落实缺少跟踪问效。",
    "要把整改清单逐条销号，让群众看得见变化。",
)


def comment(branch: Branch) -> None:
    """The superior's on the branch is released, the secretary's on two members are drafts."""
    all_present(branch.book, branch.meeting)
    superior = CommentaryDraft(None, None, "赵明", "区委组织部副部长", Manner.COLLECTIVE)
    number = begin(branch.book, branch.meeting, superior)
    save_texts(branch.book, number, TEXTS)
    release(branch.book, number)
    for place in (0, 25):
        draft = CommentaryDraft(branch.members[place], branch.members[1])
        save_texts(branch.book, begin(branch.book, branch.meeting, draft), TEXTS)
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO correction (uid, member_id, problem, created_at) VALUES ('c', ?, '理论学习时间没有保证', '')",
            (branch.members[0],),
        )


async def open_first(pilot: Pilot[Any]) -> None:
    """The draft on the first member is open."""
    await pilot.press("down", "enter")
    for _ in range(4):
        await pilot.pause()
    await evening.rest(pilot)


def test_the_targets_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    comment(branch)
    app = ConsoleApp(branch.book, Config(), start="commentary")
    assert snap_compare(app, terminal_size=(80, 24), run_before=evening.rest)


def test_three_boxes_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    speak(branch)
    comment(branch)
    app = ConsoleApp(branch.book, Config(), start="commentary")
    assert snap_compare(app, terminal_size=(80, 24), run_before=open_first)


def test_three_boxes_beside_the_facts_at_220_by_50(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    speak(branch)
    comment(branch)
    app = ConsoleApp(branch.book, Config(), start="commentary")
    assert snap_compare(app, terminal_size=(220, 50), run_before=open_first)


def test_three_boxes_in_light_with_odd_texts(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.odd_texts(branch)
    comment(branch)
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="commentary")
    assert snap_compare(app, terminal_size=(160, 45), run_before=open_first)
