"""The roster of a book with several branches: whose member each is, and who moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.designations import DesignationDraft, designate
from db.acts.member_fields import MemberDraft
from db.acts.roster import add_member, why_not_keep
from db.book import new_uid
from db.views.roster import branches, groups, members
from tests import registers
from tests.faces.roster_desk import SIZE, console, rows_of, typed, until_shown
from tests.faces.screen import screen_text
from tui.console.panes.roster import RosterPane
from tui.widgets.dialogs import Choose, Form

if TYPE_CHECKING:
    from tests.conftest import Branch


@pytest.fixture
def two(branch: Branch) -> Branch:
    """The book has a second branch, of one member and one 党小组."""
    with branch.book.quiet() as db:
        db.execute("INSERT INTO organisation (uid, kind, name) VALUES (?, 'branch', '二支部')", (new_uid(),))
    other = next(row.id for row in branches(branch.book) if row.name == "二支部")
    add_member(branch.book, MemberDraft("龚新敏", group="青年党小组"), organisation_id=other)
    return branch


@pytest.mark.parametrize("size", [(80, 24), (110, 30), (120, 30), (160, 45)])
async def test_with_several_branches_the_list_says_whose_member_each_is(
    two: Branch, size: tuple[int, int]
) -> None:
    app = console(two.book)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert {row.cells[-1] for row in rows_of(app).rows} == {"机关第一党支部", "二支部"}
        assert "机关第一党支部" in screen_text(app).split("姓名")[1]


async def test_the_column_of_the_branches_comes_with_the_second_one(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        first = [row.cells for row in rows_of(app).rows]
        with branch.book.quiet() as db:
            db.execute("INSERT INTO organisation (uid, kind, name) VALUES ('x', 'branch', '二支部')")
        app.screen_stack[1].query_one(RosterPane).reload()
        assert all("机关第一党支部" not in cells for cells in first)
        assert {row.cells[-1] for row in rows_of(app).rows} == {"机关第一党支部"}


async def test_with_several_branches_a_member_is_added_to_the_one_chosen(two: Branch) -> None:
    app = console(two.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await until_shown(pilot, Choose)
        await pilot.press("2")
        await until_shown(pilot, Form)
        assert "青年党小组" in screen_text(app)
        assert "第一党小组" not in screen_text(app)
        await pilot.press("周", "小", "明", "f5")
        await pilot.pause()
        assert {row.name: row.organisation for row in members(two.book)}["周小明"] == "二支部"


async def test_leaving_the_question_of_the_branch_adds_nobody(two: Branch) -> None:
    app = console(two.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await until_shown(pilot, Choose)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 2
        assert len(members(two.book)) == 27


def test_a_second_branch_may_have_its_own_secretary(two: Branch) -> None:
    other = next(row.id for row in branches(two.book) if row.name == "二支部")
    assert why_not_keep(two.book, MemberDraft("周小明", post="书记"), organisation_id=other) == ""


async def test_with_several_branches_the_groups_are_those_of_the_one_chosen(two: Branch) -> None:
    app = console(two.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5")
        await until_shown(pilot, Choose)
        await pilot.press("2")
        await pilot.pause()
        await pilot.pause()
        shown = screen_text(app)
        assert "青年党小组" in shown
        assert "新建党小组" in shown
        await pilot.press("2")
        await until_shown(pilot, Form)
        await pilot.press("老", "组", "f5")
        await pilot.pause()
        other = next(row.id for row in branches(two.book) if row.name == "二支部")
        assert [group.name for group in groups(two.book, other)] == ["青年党小组", "老组"]


async def test_a_member_is_moved_to_the_other_branch_by_the_menu(two: Branch) -> None:
    app = console(two.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down")
        app.screen_stack[1].query_one(RosterPane).run_act("move")
        await until_shown(pilot, Choose)
        assert "机关第一党支部" not in screen_text(app).split("转到哪个支部")[1].split("随人转走")[0]
        await pilot.press("1")
        await pilot.pause()
        assert {row.name: row.organisation for row in members(two.book)}["于建国"] == "二支部"
        assert "于建国已转到二支部。" in screen_text(app)
        assert rows_of(app).cursor_key == str(two.members[1])


async def test_who_is_moved_is_asked_about_the_posts_that_he_holds(two: Branch) -> None:
    draft = DesignationDraft("受理窗口", two.members[1], begins="2026-10-01")
    designate(two.book, registers.scheme(), registers.DESIGNATIONS[0], two.organisation, draft)
    app = console(two.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down")
        app.screen_stack[1].query_one(RosterPane).run_act("move")
        await until_shown(pilot, Choose)
        await pilot.press("1")
        await until_shown(pilot, Form)
        assert "于建国还担任：受理窗口（机关第一党支部，2026-10-01起）。" in screen_text(app)
        await pilot.press("2", "f5")
        await pilot.pause()
        assert {row.name: row.organisation for row in members(two.book)}["于建国"] == "二支部"
        assert two.book.value("SELECT ended_on FROM designation") is None


async def test_a_day_on_which_a_post_cannot_end_is_asked_for_again(two: Branch) -> None:
    draft = DesignationDraft("受理窗口", two.members[1], begins="2026-10-01")
    designate(two.book, registers.scheme(), registers.DESIGNATIONS[0], two.organisation, draft)
    app = console(two.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "4")
        await until_shown(pilot, Form)
        await typed(pilot, "组织关系转出")
        await pilot.press("f5")
        await pilot.pause()
        await typed(pilot, "2026-09-30")
        await pilot.press("f5")
        await pilot.pause()
        assert "早于开始日期 2026-10-01" in screen_text(app)
        assert isinstance(app.screen, Form)


async def test_with_one_branch_nobody_can_be_moved_and_it_says_so(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "簿里只有一个支部" in app.screen_stack[1].query_one(RosterPane).why_not("move")
