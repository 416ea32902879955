"""The roster pane: list, find, forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.member_fields import MemberDraft
from db.acts.roster import add_member, edit_member, edited, let_go
from db.views.roster import departed, groups, members
from tests import sample
from tests.faces.roster_desk import SIZE, console, rows_of, until_shown
from tests.faces.screen import screen_text
from tui.console.panes.roster import RosterPane
from tui.console.shell import Shell
from tui.widgets.dialogs import Choose, Confirm, Form

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch


@pytest.mark.parametrize("count", [0, 3, 30, 300])
@pytest.mark.parametrize("size", [(80, 24), pytest.param((160, 45), marks=pytest.mark.long)])
async def test_the_list_opens_with_any_number_of_members(
    book: Book, count: int, size: tuple[int, int]
) -> None:
    sample.add_members(book, sample.add_branch(book), count)
    app = console(book)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert len(rows_of(app).rows) == count
        assert (f"党员{count}名" if count else "按 1 从表格导入") in screen_text(app)


async def test_the_order_is_brought_in_line_with_the_setting(book: Book) -> None:
    for name in ("田富", "田大利"):
        add_member(book, MemberDraft(name), school="fullname")
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert [row.cells[1] for row in rows_of(app).rows] == ["田富", "田大利"]


async def test_markup_in_a_name_is_only_text(book: Book) -> None:
    add_member(book, MemberDraft("[/x]"))
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "[/x]" in screen_text(app)


async def test_a_name_of_eight_characters_is_shown_whole(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "阿依古丽·吐尔逊" in screen_text(app)


async def test_f3_finds_by_initials(book: Book) -> None:
    for name in ("单成华", "丁一", "欧阳修文"):
        add_member(book, MemberDraft(name))
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f3", "s", "c", "h", "enter")
        await pilot.pause()
        rows = rows_of(app)
        assert rows.rows[rows.cursor].cells[1] == "单成华"


async def test_a_member_is_added_by_hand(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await until_shown(pilot, Form)
        await pilot.press("龚", "新", "敏", "f5")
        await pilot.pause()
        assert "已添加龚新敏" in screen_text(app)
        assert "龚新敏" in [row.name for row in members(branch.book)]
        assert rows_of(app).cursor == 26
        await pilot.press("f7")
        await pilot.pause()
        assert "已撤销添加龚新敏" in screen_text(app)


async def test_an_addition_of_long_ago_is_not_taken_back_without_asking(branch: Branch) -> None:
    add_member(branch.book, MemberDraft("龚新敏"))
    branch.clock.move(3600)
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await until_shown(pilot, Confirm)
        assert "14:30添加龚新敏" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "龚新敏" in [row.name for row in members(branch.book)]


async def test_a_form_with_a_fault_stays_open_and_says_why(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await until_shown(pilot, Form)
        await pilot.press("龚", "敏", "tab", "tab", "tab", "tab", "明", "年", "f5")
        await pilot.pause()
        assert "入党日期“明年”" in screen_text(app)
        assert len(members(branch.book)) == 26


async def test_f4_changes_the_member_under_the_cursor(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f4")
        await until_shown(pilot, Form)
        await pilot.press("tab", "tab", "委", "员", "f5")
        await pilot.pause()
        assert members(branch.book)[0].post == "委员"
        assert "已修改丁一：党内职务" in screen_text(app)


async def test_escape_from_a_form_changes_nothing(branch: Branch) -> None:
    before = branch.book.value("SELECT count(*) FROM event")
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f4")
        await until_shown(pilot, Form)
        await pilot.press("甲", "escape")
        await pilot.pause()
        assert members(branch.book)[0].name == "丁一"
        assert branch.book.value("SELECT count(*) FROM event") <= before + 1


async def test_a_member_is_let_go_with_the_reason(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4")
        await until_shown(pilot, Form)
        await pilot.press("转", "出", "enter")
        await pilot.pause()
        assert [row.left_reason for row in departed(branch.book)] == ["转出"]
        assert len(rows_of(app).rows) == 25


async def test_who_left_is_taken_back(branch: Branch) -> None:
    let_go(branch.book, branch.members[0], "转出")
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f2", "8")
        await until_shown(pilot, Choose)
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert len(members(branch.book)) == 26


async def test_acts_on_a_member_are_refused_while_there_is_none(book: Book) -> None:
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4")
        await pilot.pause()
        assert "现在不能“调出党员”：名册还是空的" in screen_text(app)


async def test_a_group_is_made(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5")
        await until_shown(pilot, Choose)
        await pilot.press("4")
        await until_shown(pilot, Form)
        await pilot.press("青", "年", "组", "enter")
        await pilot.pause()
        assert "青年组" in [group.name for group in groups(branch.book)]


async def test_the_list_follows_what_another_process_wrote(branch: Branch) -> None:
    from db.book import open_book

    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        with open_book(branch.book.path) as other:
            add_member(other, MemberDraft("龚新敏"))
        assert isinstance(app.screen, Shell)
        app.screen._look()
        assert len(rows_of(app).rows) == 27


async def test_the_cursor_stays_with_the_same_person(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "down")
        key = rows_of(app).cursor_key
        add_member(branch.book, MemberDraft("丁二"))
        app.screen_stack[1].query_one(RosterPane).reload()
        await pilot.pause()
        assert rows_of(app).cursor_key == key


async def test_names_are_whole_between_the_side_panels(branch: Branch) -> None:
    first = branch.members[0]
    edit_member(branch.book, first, edited(branch.book, first, name="丁古丽·买买提江", post="第三党小组组长"))
    app = console(branch.book)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert ("丁古丽·买买提江" in shown, "第三党小组组长" in shown) == (True, True)


async def test_the_status_line_tells_the_new_number_due_at_once(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await until_shown(pilot, Form)
        await pilot.press("龚", "新", "敏", "f5")
        await pilot.pause()
        assert "应到27" in screen_text(app).splitlines()[0]
