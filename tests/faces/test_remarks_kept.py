"""发言记录: long text, nothing lost, every step undone by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.remarks import RemarkDraft, begin, save_text
from db.book import open_book
from db.errors import BookError
from db.rules.remarks import Kind
from db.views.remarks import remarks
from tests.faces.floor import LONG, SIZES, console, events, press, said, settle, write
from tests.faces.screen import screen_text
from tui.console.panes.remarks import RemarksPane
from tui.widgets.prose import Prose
from tui.widgets.prose_field import ProseField

if TYPE_CHECKING:
    from tests.conftest import Branch


@pytest.mark.parametrize("size", SIZES)
async def test_long_text_is_kept_whole(branch: Branch, size: tuple[int, int]) -> None:
    app = console(branch.book)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "1")
        await write(pilot, LONG)
        await press(pilot, "escape")
    assert said(branch)[0][3] == LONG


async def test_what_is_typed_is_saved_by_an_f_key_and_said(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        await press(pilot, "f8")
        assert remarks(branch.book, branch.meeting)[0].text == "查摆问题"
        assert "已存 14:30，4字" in screen_text(app)


async def test_leaving_for_another_place_keeps_the_text(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        app.screen.go("home")  # type: ignore[attr-defined]
        await settle(pilot)
    assert said(branch)[0][3] == "查摆问题"


async def test_escape_without_text_leaves_nothing(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "escape")
    assert remarks(branch.book, branch.meeting) == ()


async def test_one_remark_leaves_one_event_however_it_was_saved(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        await press(pilot, "f8", "f8")
        await write(pilot, "，以及不足")
        await press(pilot, "escape")
        app.screen.go("home")  # type: ignore[attr-defined]
        await settle(pilot)
    assert events(branch) == ["remark.finished"]


async def test_undo_names_what_it_takes_back(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        await press(pilot, "escape", "f7")
        assert "已撤销：记下于建国对照检查。" in screen_text(app)
    assert said(branch) == []


async def test_undo_leaves_the_text_being_typed_open(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "第一条")
        await press(pilot, "escape", "2")
        await write(pilot, "第二条")
        await press(pilot, "f7")
        await write(pilot, "，接着写")
        assert "已撤销：记下于建国对照检查。" in screen_text(app)
        await press(pilot, "escape")
    assert [row[3] for row in said(branch)] == ["第二条，接着写"]


async def test_a_struck_out_remark_comes_back_by_undo(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        await press(pilot, "escape")
        app.screen.pane.run_act("withdraw")  # type: ignore[attr-defined]
        await settle(pilot)
        gone = said(branch)
        await press(pilot, "f7")
    assert (gone, len(said(branch))) == ([], 1)


async def test_a_text_that_cannot_be_saved_stays_open(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise BookError("磁盘已满，请腾出空间后再试。")

    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        monkeypatch.setattr("db.acts.remarks.save_text", full)
        await write(pilot, "，还有")
        await press(pilot, "escape")
        assert app.screen.query_one(ProseField).text == "查摆问题，还有"
        assert "磁盘已满" in screen_text(app)
        monkeypatch.undo()


async def test_resizing_keeps_cursor_and_text(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(160, 45)) as pilot:
        await press(pilot, "1")
        await write(pilot, LONG)
        prose = app.screen.query_one(Prose)
        prose.move_cursor((0, 100))
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert (prose.text, prose.cursor_location) == (LONG, (0, 100))


async def test_another_writer_does_not_touch_the_text_being_typed(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        app.screen.query_one(RemarksPane).reload()
        await settle(pilot)
        assert app.screen.query_one(Prose).text == "查摆问题"


async def test_a_draft_left_by_a_crash_is_found_again(branch: Branch) -> None:
    number = begin(branch.book, branch.meeting, RemarkDraft(Kind.COMMENT, branch.members[0]))
    save_text(branch.book, number, "没说完")
    path = branch.book.path
    with open_book(path) as again:
        app = console(again)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "草稿1条未记完" in screen_text(app)
            await press(pilot, "tab", "enter")
            assert app.screen.query_one(Prose).text == "没说完"


async def test_striking_out_a_remark_in_which_nothing_is_written_spares_the_others(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        await press(pilot, "escape", "2")
        app.screen.pane.run_act("withdraw")  # type: ignore[attr-defined]
        await settle(pilot)
    assert [row[3] for row in said(branch)] == ["查摆问题"]


async def test_what_was_done_to_a_dropped_remark_is_not_undone_on_the_next_one(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "f4", "2", "3", "enter", "escape", "f3", "2", "enter", "1")
        await write(pilot, "查摆问题")
        await press(pilot, "escape", "f7", "f7")
    row = remarks(branch.book, branch.meeting)[0]
    assert (row.speaker, row.state) == ("丁一", "draft")


async def test_leaving_after_the_meeting_was_closed_is_silent(branch: Branch) -> None:
    begin(branch.book, branch.meeting, RemarkDraft(Kind.COMMENT, branch.members[1]))
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.go("home")  # type: ignore[attr-defined]
        await settle(pilot)
        assert "闭会" not in screen_text(app).splitlines()[-2]


async def test_text_handed_out_late_never_overwrites_what_was_kept_on_leaving(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        prose, number = app.screen.query_one(Prose), remarks(branch.book, branch.meeting)[0].id
        await press(pilot, "escape")
        prose.post_message(Prose.SaveDue(prose, "查摆", number))
        await settle(pilot)
    assert [row[3] for row in said(branch)] == ["查摆问题"]


async def test_bringing_back_can_be_undone_too(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        await press(pilot, "escape")
        for act in ("withdraw", "restore"):
            app.screen.pane.run_act(act)  # type: ignore[attr-defined]
            await settle(pilot)
        await press(pilot, "1", "f7")
        assert "已撤销：恢复于建国对照检查。" in screen_text(app)
    assert said(branch) == []


async def test_leaving_the_program_asks_once_more_where_a_text_could_not_be_saved(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise BookError("磁盘已满，请腾出空间后再试。")

    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        monkeypatch.setattr("db.acts.remarks.save_text", full)
        await write(pilot, "查摆问题")
        await press(pilot, "ctrl+q", "1")
        assert "有文字没有存上" in screen_text(app)
        await press(pilot, "2")
        assert app.screen.query_one(ProseField).text == "查摆问题"
        monkeypatch.undo()
