"""The roster pane: list, find, forms, import with preview."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from db.acts.designations import DesignationDraft, designate
from db.acts.member_fields import MemberDraft
from db.acts.roster import add_member, edit_member, edited, let_go, why_not_keep
from db.book import new_uid
from db.config import Config
from db.views.roster import branches, departed, groups, members
from tests import registers, sample
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.panes.roster import RosterPane
from tui.console.roster.preview import ImportPreview
from tui.console.shell import Shell
from tui.widgets.dialogs import Choose, Confirm, Form
from tui.widgets.file_picker import PickFile
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

ROSTERS = Path(__file__).resolve().parent.parent / "data" / "rosters"
SIZE = (80, 24)


def console(book: Book) -> ConsoleApp:
    return ConsoleApp(book, Config(), start="roster")


def rows_of(app: ConsoleApp) -> Rows:
    return app.screen_stack[1].query_one(RosterPane).query_one(Rows)


async def until_shown(pilot: Pilot[str], kind: type) -> None:
    """Let the console work until a dialog of a kind is in front."""
    for _ in range(50):
        await pilot.pause()
        if isinstance(pilot.app.screen, kind):
            await pilot.pause()
            return
    pytest.fail(f"{kind.__name__} never came")


async def typed(pilot: Pilot[str], text: str) -> None:
    """Put text into the input in front, as a paste does."""
    pilot.app.screen.query_one(Input).value = text
    await pilot.pause()


async def pick(pilot: Pilot[str], path: Path) -> None:
    await pilot.press("1")
    await until_shown(pilot, PickFile)
    await typed(pilot, str(path))
    await pilot.press("enter")


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


async def test_a_file_is_previewed_before_it_is_written(book: Book) -> None:
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pick(pilot, ROSTERS / "党员名册.xlsx")
        await until_shown(pilot, ImportPreview)
        assert "新增26名，更改0名，不变0名，没有错误" in screen_text(app)
        assert members(book) == ()
        await pilot.press("1")
        await pilot.pause()
        assert len(members(book)) == 26
        assert "已导入：新增26名" in screen_text(app)


async def test_enter_in_the_preview_lists_what_can_be_done(book: Book) -> None:
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pick(pilot, ROSTERS / "党员名册.xlsx")
        await until_shown(pilot, ImportPreview)
        await pilot.press("enter")
        await until_shown(pilot, Choose)
        assert members(book) == ()
        await pilot.press("1")
        await until_shown(pilot, Shell)
        assert len(members(book)) == 26


async def test_escape_from_the_preview_writes_nothing(book: Book) -> None:
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pick(pilot, ROSTERS / "党员名册.xlsx")
        await until_shown(pilot, ImportPreview)
        await pilot.press("escape")
        await pilot.pause()
        assert members(book) == ()


async def test_of_several_branches_one_is_chosen(book: Book) -> None:
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pick(pilot, ROSTERS / "采集汇总表.xlsx")
        await until_shown(pilot, Choose)
        await pilot.press("2")
        await until_shown(pilot, ImportPreview)
        assert "将新建支部：机关第二党支部" in screen_text(app)
        await pilot.press("1")
        await pilot.pause()
        assert len(members(book)) == 17


BAD = "姓名,类别,入党日期\n王伟,正式,2010.13\n李娜,正式,2010.07\n"


async def test_faults_stop_the_file_until_they_are_skipped(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(BAD, encoding="utf-8")
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pick(pilot, path)
        await until_shown(pilot, ImportPreview)
        assert "第2行王伟：入党日期“2010.13”：月份不对" in screen_text(app)
        await pilot.press("1")
        await pilot.pause()
        assert "现在不能“全部导入”" in screen_text(app)
        await pilot.press("2")
        await pilot.pause()
        assert [row.name for row in members(book)] == ["李娜"]


@pytest.mark.parametrize(("key", "posts"), [("1", ["", "书记"]), ("escape", ["书记"])])
async def test_another_secretary_is_asked_about(
    book: Book, tmp_path: Path, key: str, posts: list[str]
) -> None:
    add_member(book, MemberDraft("丁一", post="书记"))
    path = tmp_path / "a.csv"
    path.write_text("姓名,类别,党内职务\n王伟,正式,书记\n", encoding="utf-8")
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pick(pilot, path)
        await until_shown(pilot, ImportPreview)
        assert "书记由丁一换成王伟" in screen_text(app)
        await pilot.press("1")
        await until_shown(pilot, Confirm)
        assert "书记换成王伟？" in screen_text(app)
        await pilot.press(key)
        await pilot.pause()
        assert [row.post for row in members(book)] == posts


async def test_a_column_is_mapped_by_hand(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,类别,同志出生\n王伟,正式,1980.05\n", encoding="utf-8")
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pick(pilot, path)
        await until_shown(pilot, ImportPreview)
        await pilot.press("3")
        await until_shown(pilot, Choose)
        await pilot.press("4")
        await pilot.pause()
        await pilot.press("3")
        await until_shown(pilot, ImportPreview)
        await pilot.press("1")
        await pilot.pause()
        assert members(book)[0].birth == "1980-05"


async def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"PK\x03\x04")
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pick(pilot, path)
        await until_shown(pilot, Shell)
        assert "a.xls已损坏" in screen_text(app)


async def test_the_picker_walks_folders_and_narrows(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "名册").mkdir()
    shutil.copy(ROSTERS / "系统导出.xls", tmp_path / "名册")
    (tmp_path / "名册" / "照片.jpg").write_bytes(b"")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await until_shown(pilot, PickFile)
        await pilot.press("名", "enter")
        await pilot.pause()
        assert "系统导出.xls" in screen_text(app)
        assert "照片" not in screen_text(app)
        await pilot.press("系", "enter")
        await until_shown(pilot, ImportPreview)
        assert "新增12名" in screen_text(app)


async def test_the_picker_says_what_it_cannot_find(book: Book) -> None:
    app = console(book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await until_shown(pilot, PickFile)
        await typed(pilot, "/没有/名册.xlsx")
        await pilot.press("enter")
        await pilot.pause()
        assert "找不到“/没有/名册.xlsx”" in screen_text(app)


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


async def test_the_status_line_tells_the_new_number_due_at_once(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await until_shown(pilot, Form)
        await pilot.press("龚", "新", "敏", "f5")
        await pilot.pause()
        assert "应到27" in screen_text(app).splitlines()[0]


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
