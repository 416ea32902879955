from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.acts.corrections import CorrectionDraft, add_correction
from db.acts.meetings import adjourn, open_meeting
from db.acts.stage import set_room
from db.config import Config
from db.rules.corrections import State
from db.views.corrections import corrections
from db.views.meetings import meeting
from tests import sample
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.pane import Pane

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

SIZE = (110, 30)
DRAFT = CorrectionDraft("学习不够深入", "每月集中学习两次", "马晓燕", "2027-06")


def console(book: Book) -> ConsoleApp:
    return ConsoleApp(book, Config(), start="closing")


def pane(pilot: Pilot[Any]) -> Pane:
    return pilot.app.screen.query_one("ClosingPane", Pane)


def state(branch: Branch) -> str:
    found = meeting(branch.book, branch.meeting)
    assert found is not None
    return found.state


@pytest.fixture
def running(branch: Branch) -> Branch:
    open_meeting(branch.book, branch.meeting)
    return branch


def criticise(branch: Branch, text: str) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO remark (uid, meeting_id, position, kind, speaker_id, about_id, text, state, created_at, saved_at) "
            "VALUES ('r', ?, 1, 'criticism', ?, ?, ?, 'spoken', '', '')",
            (branch.meeting, branch.members[0], branch.members[3], text),
        )


async def test_correction_is_laid_down_for_the_branch(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press(
            "enter", *"学习不深", "enter", *"每月学习", "enter", *"马晓燕", "enter", *"2027", "enter"
        )
        await pilot.pause()
        row = corrections(running.book, running.meeting)[0]
        assert (row.whose, row.problem, row.measures, row.owner, row.due) == (
            "", "学习不深", "每月学习", "马晓燕", "2027",
        )  # fmt: skip


async def test_criticism_becomes_a_correction_of_the_one_criticised(running: Branch) -> None:
    criticise(running, "与群众联系不够。[/x]")
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("enter", "enter", *"每月走访", "f5")
        await pilot.pause()
        row = corrections(running.book, running.meeting)[0]
        assert (row.whose, row.problem, row.owner) == ("王伟", "与群众联系不够。[/x]", "王伟")


async def test_striking_off_asks_for_the_result(running: Branch) -> None:
    add_correction(running.book, running.meeting, DRAFT)
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("3")
        await pilot.pause()
        await pilot.press(*"已学习四次", "enter")
        await pilot.pause()
        assert corrections(running.book, running.meeting)[0].state is State.STRUCK_OFF
        assert "已销号" in screen_text(pilot.app)


async def test_striking_off_is_taken_back(running: Branch) -> None:
    add_correction(running.book, running.meeting, DRAFT)
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("3")
        await pilot.pause()
        await pilot.press(*"完成", "enter")
        await pilot.pause()
        pane(pilot).run_act("reopen")
        await pilot.pause()
        assert corrections(running.book, running.meeting)[0].state is State.OPEN


async def test_overdue_is_a_word(running: Branch) -> None:
    add_correction(running.book, running.meeting, CorrectionDraft("问题", "措施", "张三", "2026-06"))
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "已逾期" in screen_text(pilot.app)


async def test_corrections_of_the_last_meeting_are_followed_up_here(running: Branch) -> None:
    last = sample.add_meeting(running.book, running.organisation, number=50, state="adjourned")
    add_correction(running.book, last, DRAFT)
    with running.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed' WHERE id = ?", (last,))
        db.execute("UPDATE meeting SET number = 51 WHERE id = ?", (running.meeting,))
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("end", "4")
        await pilot.pause()
        await pilot.press(*"已学习两次", "enter")
        await pilot.pause()
        assert corrections(running.book, last)[0].progress == "已学习两次"
        assert "以前会议的整改" in screen_text(pilot.app)


async def test_what_is_left_is_said_before_closing(running: Branch) -> None:
    adjourn(running.book, running.meeting)
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "闭会前：8项议程未进行，会议记录未宣读核对。" in screen_text(pilot.app)


async def test_ending_the_meeting_says_how_many_were_not_heard(running: Branch) -> None:
    sample.all_present(running.book, running.meeting)
    with running.book.quiet() as db:
        db.execute("UPDATE agenda_item SET started_at = ? WHERE kind = 'self_review'", (running.book.now(),))
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("5")
        await pilot.pause()
        text = screen_text(pilot.app)
    assert f"到会的党员还有{len(running.members)}名没有作对照检查" in text.replace("\n", "")


async def test_closing_before_adjourning_is_refused_in_words(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("6")
        await pilot.pause()
        assert "请先散会，再闭会" in screen_text(pilot.app)


async def test_meeting_is_adjourned_then_closed_with_a_backup(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("5")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("6")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert state(running) == "closed"
        assert "备份" in screen_text(pilot.app)
    assert len(list(running.book.path.parent.rglob("*闭会*.db"))) == 1


async def test_closing_is_not_done_by_enter_alone(running: Branch) -> None:
    adjourn(running.book, running.meeting)
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("6")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert state(running) == "adjourned"


async def test_closed_meeting_takes_no_new_correction(running: Branch) -> None:
    with running.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed', closed_at = ?", (running.book.now(),))
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "不能再增加整改事项" in screen_text(pilot.app)


async def test_markup_is_shown_as_typed(running: Branch) -> None:
    add_correction(running.book, running.meeting, CorrectionDraft("[/x]问题", "[b]措施", "[/y]", "[/z]"))
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = screen_text(pilot.app)
        assert all(part in text for part in ("[/x]问题", "[b]措施", "[/y]", "[/z]"))


async def test_no_meeting_is_said_in_words(book: Book) -> None:
    sample.add_branch(book)
    async with console(book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "还没有会议" in screen_text(pilot.app)


async def test_criticisms_are_not_listed_where_the_room_reads_along(running: Branch) -> None:
    criticise(running, "联系群众不够")
    set_room(running.book, "mirrored")
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "联系群众不够" not in screen_text(pilot.app)
        assert "大屏与本机同屏" in screen_text(pilot.app)
