"""The first start on an empty book: three screens, each skippable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.acts.member_fields import MemberDraft
from db.acts.roster import add_member
from db.config import Config
from db.views.meetings import current_meeting
from db.views.roster import branches, members
from tests.faces.roster_desk import typed, until_shown
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.roster.preview import ImportPreview
from tui.console.shell import Shell
from tui.widgets.dialogs import Choose, Form
from tui.widgets.file_picker import PickFile

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch

ROSTERS = Path(__file__).resolve().parent.parent / "data" / "rosters"
SIZE = (80, 24)


async def test_branch_roster_and_meeting_are_asked_in_turn(book: Book) -> None:
    app = ConsoleApp(book, Config())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, Form)
        await pilot.press("一", "支", "部", "enter")
        await until_shown(pilot, Choose)
        await pilot.press("1")
        await until_shown(pilot, PickFile)
        await typed(pilot, str(ROSTERS / "党员名册.xlsx"))
        await pilot.press("enter")
        await until_shown(pilot, ImportPreview)
        await pilot.press("1")
        await until_shown(pilot, Choose)
        await pilot.press("3")
        await until_shown(pilot, Form)
        await pilot.press("f5")
        await until_shown(pilot, Shell)
    meeting = current_meeting(book)
    assert meeting is not None
    assert (branches(book)[0].name, len(members(book)), meeting.title) == ("一支部", 26, "2026年度组织生活会")
    assert book.value("SELECT name FROM member WHERE id = ?", (meeting.chair_id,)) == "熊秀"
    assert book.value("SELECT count(*) FROM agenda_item") > 5


async def test_every_screen_can_be_skipped(book: Book) -> None:
    app = ConsoleApp(book, Config())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, Form)
        await pilot.press("escape")
        await until_shown(pilot, Choose)
        await pilot.press("escape")
        await until_shown(pilot, Form)
        await pilot.press("escape")
        await until_shown(pilot, Shell)
        assert "已跳过" in screen_text(app)
    assert (branches(book), members(book), current_meeting(book)) == ((), (), None)


async def test_a_roster_without_a_meeting_is_shown_at_once_and_points_to_planning(book: Book) -> None:
    app = ConsoleApp(book, Config())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, Form)
        await pilot.press("escape")
        await until_shown(pilot, Choose)
        add_member(book, MemberDraft("熊秀"))
        await pilot.press("escape")
        await until_shown(pilot, Form)
        await pilot.press("escape")
        await until_shown(pilot, Shell)
        await pilot.pause()
        shown = screen_text(app)
    assert "党员1名" in shown
    assert "到“会议筹备”新建会议" in shown


async def test_a_meeting_alone_makes_an_unnamed_branch(book: Book) -> None:
    app = ConsoleApp(book, Config())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, Form)
        await pilot.press("escape")
        await until_shown(pilot, Choose)
        await pilot.press("3")
        await until_shown(pilot, Form)
        await pilot.press("f5")
        await until_shown(pilot, Shell)
    assert [branch.name for branch in branches(book)] == ["本支部"]


async def test_a_year_that_is_none_keeps_the_form_open(book: Book) -> None:
    app = ConsoleApp(book, Config())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, Form)
        await pilot.press("escape")
        await until_shown(pilot, Choose)
        await pilot.press("3")
        await until_shown(pilot, Form)
        await pilot.press("tab", "年", "f5")
        await pilot.pause()
        assert "年度请填四位数字" in screen_text(app)


async def test_a_refusal_of_the_roster_step_is_told_there(book: Book, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("没有表头", encoding="utf-8")
    app = ConsoleApp(book, Config())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, Form)
        await pilot.press("escape")
        await until_shown(pilot, Choose)
        await pilot.press("1")
        await until_shown(pilot, PickFile)
        await typed(pilot, str(tmp_path / "a.csv"))
        await pilot.press("enter")
        await until_shown(pilot, Choose)
        assert "找不到表头" in screen_text(app)


async def test_a_book_in_use_is_not_asked(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Shell)


async def test_a_book_with_one_member_is_not_asked(book: Book) -> None:
    add_member(book, MemberDraft("王伟"))
    app = ConsoleApp(book, Config())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Shell)


async def test_too_long_a_branch_name_keeps_the_screen(book: Book) -> None:
    app = ConsoleApp(book, Config())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, Form)
        await typed(pilot, "长" * 61)
        await pilot.press("enter")
        await pilot.pause()
        assert "不能超过60个字" in screen_text(app)
