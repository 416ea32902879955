"""发言记录: few keys to the next remark, and who may see what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.remarks import RemarkDraft, begin, finish, save_text
from db.acts.stage import set_room
from db.rules.remarks import Kind
from db.views.remarks import spoken
from db.views.scene import live_scene
from tests.faces.floor import console, events, press, said, settle, write
from tests.faces.screen import screen_text
from tests.sample import add_branch, add_meeting, add_members, all_present
from tui.console.panes.remarks import RemarksPane
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch


async def test_one_digit_opens_the_secretarys_review(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        assert "于建国对照检查" in screen_text(app).splitlines()[3]


async def test_a_whole_turn_takes_few_keys(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        await press(pilot, "escape", "1", "3", "enter")
        await write(pilot, "多下基层")
        await press(pilot, "escape", "2")
        await write(pilot, "虚心接受")
        await press(pilot, "escape")
    assert said(branch) == [
        ("self_review", "于建国", "于建国", "查摆问题"),
        ("criticism", "马晓燕", "于建国", "多下基层"),
        ("response", "于建国", "于建国", "虚心接受"),
    ]


async def test_the_next_member_is_suggested_after_the_answer(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, text in ((("1",), "甲"), (("1", "3", "enter"), "乙"), (("2",), "丙")):
            await press(pilot, *keys)
            await write(pilot, text)
            await press(pilot, "escape")
        assert "下一步：1 丁一对照检查" in screen_text(app)


async def test_the_running_item_is_suggested_first(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE agenda_item SET state = 'paused' WHERE kind = 'work_report'")
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await write(pilot, "班子查摆")
        await press(pilot, "escape")
        assert "已记下于建国代表支部的对照检查。" in screen_text(app)
    assert said(branch) == [("self_review", "于建国", "", "班子查摆")]


async def test_full_width_digits_begin_a_step_too(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "１")
        assert isinstance(app.focused, Prose)


async def test_escape_in_the_list_goes_home(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "escape", "escape")
        assert "现在的情况" in screen_text(app)


async def test_f6_goes_to_the_next_panel_and_comes_back_to_the_text(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(160, 45)) as pilot:
        await press(pilot, "1")
        await press(pilot, "f6")
        away = isinstance(app.focused, Prose)
        while not isinstance(app.focused, Prose):
            await press(pilot, "f6")
        assert away is False


async def test_a_guest_is_typed_freely_and_criticises(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f3")
        await write(pilot, "赵明[/x]")
        await press(pilot, "enter", "2", "4", "enter")
        await write(pilot, "要多学习")
        await press(pilot, "escape")
    assert said(branch)[0][:3] == ("criticism", "赵明[/x]", "王伟")


async def test_a_written_statement_asks_who_reads_it(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter", "5")
        assert "谁代读丁一的书面发言？" in screen_text(app)
        await press(pilot, "3", "enter")
        await write(pilot, "书面")
        await press(pilot, "escape")
    assert spoken(branch.book, branch.meeting)[0].reader == "马晓燕"


async def test_the_branch_itself_can_be_criticised(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "0", "3", "3", "enter")
        await write(pilot, "支部活动少")
        await press(pilot, "escape")
    assert said(branch) == [("criticism", "马晓燕", "", "支部活动少")]


async def test_an_earlier_remark_is_opened_and_changed(branch: Branch) -> None:
    number = begin(branch.book, branch.meeting, RemarkDraft(Kind.COMMENT, branch.members[0]))
    save_text(branch.book, number, "原话")
    finish(branch.book, number)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "enter")
        await write(pilot, "，补充")
        await press(pilot, "escape")
    assert (said(branch)[0][3], events(branch)[-1]) == ("原话，补充", "remark.amended")


async def test_the_speaker_is_changed_by_f4(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        await press(pilot, "f4", "2", "4", "enter", "escape")
    assert said(branch) == [("self_review", "王伟", "王伟", "查摆问题")]


async def test_minus_calls_a_member_earlier(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "minus")
        assert "马晓燕" in screen_text(app).splitlines()[5]


async def test_who_is_missing_is_named(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(160, 45)) as pilot:
        app.screen.pane.run_act("missing")  # type: ignore[attr-defined]
        await settle(pilot)
        assert "未作对照检查（26人）" in screen_text(app)


async def test_a_closed_meeting_refuses_and_says_why(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        assert "更正说明" in screen_text(app)


@pytest.mark.parametrize("room", ["mirrored", "single"])
async def test_where_the_room_reads_along_the_list_is_covered(branch: Branch, room: str) -> None:
    number = begin(branch.book, branch.meeting, RemarkDraft(Kind.COMMENT, branch.members[0]))
    save_text(branch.book, number, "私下的话")
    finish(branch.book, number)
    with branch.book.quiet() as db:
        db.execute("UPDATE book SET room = ?", (room,))
    app = console(branch.book)
    async with app.run_test(size=(160, 45)) as pilot:
        await settle(pilot)
        assert "私下的话" not in screen_text(app)


async def test_namesakes_are_told_apart_to_the_end_at_80_by_24(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE member SET name = '王芳', mark = '第一党小组' WHERE id = ?",
            (branch.members[1],),
        )
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "王芳（第一党小组）" in screen_text(app)


async def test_no_remark_reaches_the_wall(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "私下的话")
        await press(pilot, "f5", "escape")
    assert "私下的话" not in repr(live_scene(branch.book))


@pytest.mark.parametrize(
    ("count", "asked"), [(0, "谁作总结？"), (3, "于建国对照检查"), (300, "于建国对照检查")]
)
async def test_every_size_of_branch_begins(book: Book, count: int, asked: str) -> None:
    branch = add_branch(book)
    add_members(book, branch, count)
    all_present(book, add_meeting(book, branch, state="running"))
    app = console(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        assert asked in screen_text(app)


async def test_without_a_meeting_it_says_where_to_begin(book: Book) -> None:
    add_branch(book)
    app = console(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "f3")
        assert "会议筹备" in screen_text(app)


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_markup_in_names_and_words_is_plain(branch: Branch, theme: str) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '[/x]王伟' WHERE name = '于建国'")
    app = console(branch.book, theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "[/x]正文")
        text = screen_text(app)
        assert ("[/x]王伟对照检查" in text, "[/x]正文" in text) == (True, True)


async def test_a_remark_of_a_closed_meeting_is_read_and_left_by_escape(branch: Branch) -> None:
    number = begin(
        branch.book, branch.meeting, RemarkDraft(Kind.SELF_REVIEW, branch.members[1], "", branch.members[1])
    )
    save_text(branch.book, number, "查摆问题")
    finish(branch.book, number)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.pane.arrive(remark=number)  # type: ignore[attr-defined]
        await settle(pilot)
        prose = app.screen.query_one(Prose)
        before = prose.text
        await press(pilot, "x", "escape")
        assert (before, prose.text, app.screen.query_one(RemarksPane).has_class("-editing")) == (
            "查摆问题",
            "",
            False,
        )


async def test_struck_out_texts_are_not_listed_where_the_room_reads_along(branch: Branch) -> None:
    set_room(branch.book, "mirrored")
    app = console(branch.book)
    async with app.run_test(size=(160, 45)) as pilot:
        await press(pilot, "1")
        await write(pilot, "查摆问题")
        await press(pilot, "escape")
        for act in ("withdraw", "restore"):
            app.screen.pane.run_act(act)  # type: ignore[attr-defined]
            await settle(pilot)
        assert "于建国对照检查" in screen_text(app)
        assert "查摆问题" not in screen_text(app)
