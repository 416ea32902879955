"""发言记录: few keys to the next remark, long text, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Paste

from db.acts.remarks import RemarkDraft, begin, finish, save_text
from db.acts.stage import set_room
from db.book import open_book
from db.config import Config, Look
from db.errors import BookError
from db.rules.remarks import Kind
from db.views.remarks import remarks, spoken
from db.views.scene import live_scene
from tests.faces.screen import screen_text
from tests.sample import add_branch, add_meeting, add_members, all_present
from tui.console.app import ConsoleApp
from tui.console.panes.remarks import RemarksPane
from tui.widgets.prose import Prose
from tui.widgets.prose_field import ProseField

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

LONG = (
    "一是理论学习不够深入，满足于完成规定动作，结合实际思考不多；二是联系服务群众不够经常，[/x]下基层调研少。"
    * 12
)
SIZES = [(80, 24), (160, 45)]


def console(book: Book, theme: str = "dark") -> ConsoleApp:
    return ConsoleApp(book, Config(look=Look(theme=theme)), start="remarks")


async def settle(pilot: Pilot[Any]) -> None:
    for _ in range(4):
        await pilot.pause()


async def write(pilot: Pilot[Any], text: str) -> None:
    pilot.app.post_message(Paste(text))
    await settle(pilot)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def said(branch: Branch) -> list[tuple[str, str, str, str]]:
    return [(row.kind.value, row.speaker, row.about, row.text) for row in spoken(branch.book, branch.meeting)]


def events(branch: Branch) -> list[str]:
    return [
        row[0] for row in branch.book.rows("SELECT kind FROM event WHERE kind <> 'book.created' ORDER BY id")
    ]


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


async def test_escape_in_the_list_goes_home(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "escape", "escape")
        assert "现在的情况" in screen_text(app)


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


async def test_f6_goes_to_the_next_panel_and_comes_back_to_the_text(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(160, 45)) as pilot:
        await press(pilot, "1")
        await press(pilot, "f6")
        away = isinstance(app.focused, Prose)
        while not isinstance(app.focused, Prose):
            await press(pilot, "f6")
        assert away is False


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


async def test_no_remark_reaches_the_wall(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await write(pilot, "私下的话")
        await press(pilot, "f5", "escape")
    assert "私下的话" not in repr(live_scene(branch.book))


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
