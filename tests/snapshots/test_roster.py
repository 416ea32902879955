"""The roster as it looks: the smallest window, a large one, light, and names that try the layout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.acts.member_fields import MemberDraft
from db.acts.roster import add_member
from db.config import Config, Look
from tui.console.app import ConsoleApp
from tui.widgets.dialogs import Choose
from tui.widgets.file_picker import PickFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

ROSTERS = Path(__file__).resolve().parent.parent / "data" / "rosters"


def odd_names(book: Book) -> None:
    add_member(book, MemberDraft("[/x]"))
    add_member(
        book, MemberDraft("阿依古丽·吐尔逊", gender="女", group="青年突击党小组第一小组", post="纪律检查委员")
    )
    add_member(book, MemberDraft("阿依古丽·吐尔逊", gender="男", status="observing"))
    add_member(book, MemberDraft("王伟", kind="probationary", floating=True))


async def preview(pilot: Pilot[None]) -> None:
    from textual.widgets import Input

    await pilot.press("1")
    await pilot.pause()
    assert isinstance(pilot.app.screen, PickFile)
    pilot.app.screen.query_one(Input).value = str(ROSTERS / "采集汇总表.xlsx")
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Choose)
    await pilot.press("3")
    await pilot.pause()


async def edit(pilot: Pilot[None]) -> None:
    await pilot.press("down", "f4")
    await pilot.pause()


def test_a_branch_of_26_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(ConsoleApp(branch.book, Config(), start="roster"), terminal_size=(80, 24))


def test_odd_names_at_160_by_45_in_light(book: Book, snap_compare: Callable[..., bool]) -> None:
    odd_names(book)
    app = ConsoleApp(book, Config(look=Look(theme="light")), start="roster")
    assert snap_compare(app, terminal_size=(160, 45))


def test_the_form_of_a_member(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    app = ConsoleApp(branch.book, Config(), start="roster")
    assert snap_compare(app, terminal_size=(80, 24), run_before=edit)


def test_the_preview_of_an_import(book: Book, snap_compare: Callable[..., bool]) -> None:
    app = ConsoleApp(book, Config(), start="roster")
    assert snap_compare(app, terminal_size=(80, 24), run_before=preview)
