"""领导点评: few keys to a draft, private until released, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.commentary import CommentaryDraft, Texts, begin, release, save_texts
from db.config import Config, Look
from db.errors import BookError
from db.rules.commentary import Manner, State
from db.views.commentary import commentaries, released
from db.views.scene import live_scene
from tests.faces.floor import press, settle, write
from tests.faces.screen import screen_text
from tests.sample import add_branch, add_meeting, add_members, all_present
from tui.console.app import ConsoleApp
from tui.console.panes.commentary import CommentaryPane
from tui.widgets.prose import Prose
from tui.widgets.prose_field import ProseField

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch

LONG = "支部工作扎实[/x]，联系群众紧密；学习抓得不够经常，要多下基层。" * 20


def console(book: Book, theme: str = "dark") -> ConsoleApp:
    return ConsoleApp(book, Config(look=Look(theme=theme)), start="commentary")


def on_branch(branch: Branch) -> int:
    draft = CommentaryDraft(None, None, "赵明", "组织部部长", Manner.COLLECTIVE)
    number = begin(branch.book, branch.meeting, draft)
    save_texts(branch.book, number, Texts("私下写的成绩", "问题", "方向"))
    return number


def on_member(branch: Branch) -> int:
    number = begin(branch.book, branch.meeting, CommentaryDraft(branch.members[0], branch.members[1]))
    save_texts(branch.book, number, Texts("私下写的成绩", "问题", "方向"))
    return number


async def test_enter_on_a_member_opens_the_secretarys_draft(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        assert "于建国（书记）点评丁一（逐个点评）" in screen_text(app)


async def test_a_superior_is_typed_freely_with_his_post(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await write(pilot, "赵明[/x]")
        await press(pilot, "enter")
        await write(pilot, "组织部部长")
        await press(pilot, "enter")
        assert "赵明[/x]（组织部部长）点评机关第一党支部" in screen_text(app)


async def test_the_superior_named_once_is_taken_for_the_secretary_too(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await write(pilot, "赵明")
        await press(pilot, "enter", "enter", "escape", "down", "down", "enter")
        assert "赵明点评于建国" in screen_text(app)


@pytest.mark.parametrize(
    "size", [(80, 24), *(pytest.param(size, marks=pytest.mark.long) for size in ((160, 45), (220, 50)))]
)
async def test_three_boxes_are_kept_whole(branch: Branch, size: tuple[int, int]) -> None:
    app = console(branch.book)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "down", "enter")
        for box in ("甲", "乙", "丙"):
            await write(pilot, LONG + box)
            await press(pilot, "tab")
        await press(pilot, "escape")
    row = commentaries(branch.book, branch.meeting)[0]
    assert (row.results, row.problems, row.direction) == (LONG + "甲", LONG + "乙", LONG + "丙")


async def test_leaving_a_box_saves_all_and_says_so(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        await write(pilot, "成绩")
        await press(pilot, "tab")
        assert commentaries(branch.book, branch.meeting)[0].results == "成绩"
        assert "已存 14:30，2字" in screen_text(app)


async def test_leaving_for_another_place_keeps_the_texts(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        await write(pilot, "成绩")
        app.screen.go("home")  # type: ignore[attr-defined]
        await settle(pilot)
    assert commentaries(branch.book, branch.meeting)[0].results == "成绩"


async def test_an_untouched_draft_leaves_nothing(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter", "escape")
    assert commentaries(branch.book, branch.meeting) == ()


async def test_1_releases_the_one_under_the_cursor(branch: Branch) -> None:
    on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        assert "已公布对机关第一党支部的点评。" in screen_text(app)
    assert len(released(branch.book, branch.meeting)) == 1


async def test_undo_takes_a_release_back(branch: Branch) -> None:
    on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "f7")
        assert "已撤销：公布对机关第一党支部的点评。" in screen_text(app)
    assert released(branch.book, branch.meeting) == ()


async def test_undo_leaves_the_draft_that_is_being_typed_open(branch: Branch) -> None:
    on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "down", "enter")
        await write(pilot, "成绩")
        await press(pilot, "f7")
        await write(pilot, "，接着写")
        await press(pilot, "escape")
    texts = [(row.state, row.results) for row in commentaries(branch.book, branch.meeting)]
    assert texts == [(State.DRAFT, "私下写的成绩"), (State.DRAFT, "成绩，接着写")]


async def test_a_released_one_opens_without_taking_text(branch: Branch) -> None:
    release(branch.book, on_branch(branch))
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await write(pilot, "再加")
        assert app.screen.query_one(Prose).text == "私下写的成绩"


async def test_2_takes_it_back_for_a_change(branch: Branch) -> None:
    release(branch.book, on_branch(branch))
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "enter")
        await write(pilot, "，再加")
        await press(pilot, "escape")
    row = commentaries(branch.book, branch.meeting)[0]
    assert (row.state, row.results) == (State.DRAFT, "私下写的成绩，再加")


async def test_a_digit_that_does_nothing_now_says_why(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        assert "还没有写这份点评" in screen_text(app)


async def test_f5_asks_before_a_draft_goes_public(branch: Branch) -> None:
    on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f5", "escape")
    assert "私下写的成绩" not in repr(live_scene(branch.book))


async def test_f5_shows_the_branchs_text_to_the_room(branch: Branch) -> None:
    on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f5", "1")
    assert "私下写的成绩" in repr(live_scene(branch.book))


async def test_f5_on_a_member_shows_names_only(branch: Branch) -> None:
    on_member(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "f5")
        assert "大屏只显示点评人" in screen_text(app)
        await press(pilot, "1")
    scene = repr(live_scene(branch.book))
    assert ("丁一" in scene, "私下写的成绩" in scene) == (True, False)


async def test_the_manner_is_changed_by_f4(branch: Branch) -> None:
    on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f4", "3", "2")
    assert commentaries(branch.book, branch.meeting)[0].manner == "impromptu"


async def test_a_second_commentator_writes_apart(branch: Branch) -> None:
    on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.pane.run_act("another")  # type: ignore[attr-defined]
        await settle(pilot)
        await write(pilot, "孙立")
        await press(pilot, "enter", "enter")
        await write(pilot, "另一份")
        await press(pilot, "escape", "enter")
        assert "另写一份" in screen_text(app)
    assert [row.commentator for row in commentaries(branch.book, branch.meeting)] == ["赵明", "孙立"]


async def test_a_struck_out_one_comes_back_by_undo(branch: Branch) -> None:
    on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.pane.run_act("withdraw")  # type: ignore[attr-defined]
        await settle(pilot)
        gone = commentaries(branch.book, branch.meeting)
        await press(pilot, "f7")
    assert (gone, len(commentaries(branch.book, branch.meeting))) == ((), 1)


async def test_who_has_none_is_named_by_whose_say_it_is(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(160, 45)) as pilot:
        await press(pilot, "3")
        text = screen_text(app)
        assert ("应由上级点评（2）" in text, "应由书记点评（25）" in text) == (True, True)


async def test_f3_finds_a_target_by_name(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f3")
        await write(pilot, "吐尔逊")
        await press(pilot, "enter")
        assert "点评阿依古丽·吐尔逊" in screen_text(app)


async def test_texts_that_cannot_be_saved_stay_open(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise BookError("磁盘已满，请腾出空间后再试。")

    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        monkeypatch.setattr("db.acts.commentary.save_texts", full)
        await write(pilot, "成绩")
        await press(pilot, "escape")
        assert app.screen.query_one(ProseField).text == "成绩"
        assert "磁盘已满" in screen_text(app)
        monkeypatch.undo()


async def test_facts_stand_beside_the_draft(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(160, 45)) as pilot:
        await press(pilot, "down", "enter")
        text = screen_text(app)
        assert ("参考（只在本机显示）" in text, "积分：100分" in text) == (True, True)


@pytest.mark.parametrize("room", ["mirrored", "single"])
async def test_where_the_room_reads_along_the_facts_are_covered(branch: Branch, room: str) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE book SET room = ?", (room,))
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        assert ("积分" in screen_text(app), "已遮盖" in screen_text(app)) == (False, True)


async def test_facts_can_be_read_in_full_before_writing(branch: Branch) -> None:
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "4")
        assert "丁一的情况（只在本机显示）" in screen_text(app)


@pytest.mark.parametrize("count", [0, 3, 300])
async def test_every_size_of_branch_opens(book: Book, count: int) -> None:
    branch = add_branch(book)
    add_members(book, branch, count)
    all_present(book, add_meeting(book, branch, state="running"))
    app = console(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert f"未公布点评{count + 1}个" in screen_text(app)


async def test_without_a_meeting_it_says_where_to_begin(book: Book) -> None:
    add_branch(book)
    app = console(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "f3", "f5")
        assert "会议筹备" in screen_text(app)


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_markup_in_names_and_words_is_plain(branch: Branch, theme: str) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '[/x]王' WHERE name = '丁一'")
    app = console(branch.book, theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        await write(pilot, "[/x]正文")
        text = screen_text(app)
        assert ("点评[/x]王" in text, "[/x]正文" in text) == (True, True)


async def test_a_draft_of_a_closed_meeting_is_read_and_left_by_escape(branch: Branch) -> None:
    on_branch(branch)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await write(pilot, "添一句")
        await press(pilot, "escape")
        assert not app.screen.query_one(CommentaryPane).has_class("-editing")


async def test_undo_never_releases_a_text_that_was_changed_since(branch: Branch) -> None:
    on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "2", "enter")
        await write(pilot, "，还没想好")
        await press(pilot, "f7")
        assert "内容已经改过" in screen_text(app).replace("\n ", "")
    assert released(branch.book, branch.meeting) == ()


async def test_undo_of_a_dropped_draft_releases_no_other(branch: Branch) -> None:
    number = on_branch(branch)
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "2")
        save_texts(branch.book, number, Texts())
        await press(pilot, "enter", "escape", "down", "enter")
        await write(pilot, "私下写的")
        await press(pilot, "escape", "f7")
    assert [row.state for row in commentaries(branch.book, branch.meeting)] == [State.DRAFT]


async def test_an_empty_draft_of_a_closed_meeting_stays(branch: Branch) -> None:
    begin(branch.book, branch.meeting, CommentaryDraft(branch.members[0], branch.members[1]))
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    app = console(branch.book)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter", "escape")
    assert len(commentaries(branch.book, branch.meeting)) == 1
