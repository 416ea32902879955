"""A roster taken in from a file: chosen, previewed, mapped, written or not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.acts.member_fields import MemberDraft
from db.acts.roster import add_member
from db.views.roster import members
from tests.faces.roster_desk import SIZE, console, typed, until_shown
from tests.faces.screen import screen_text
from tui.console.roster.preview import ImportPreview
from tui.console.shell import Shell
from tui.widgets.dialogs import Choose, Confirm
from tui.widgets.file_picker import PickFile

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.book import Book

ROSTERS = Path(__file__).resolve().parent.parent / "data" / "rosters"
BAD = "姓名,类别,入党日期\n王伟,正式,2010.13\n李娜,正式,2010.07\n"


async def pick(pilot: Pilot[str], path: Path) -> None:
    await pilot.press("1")
    await until_shown(pilot, PickFile)
    await typed(pilot, str(path))
    await pilot.press("enter")


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
