from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.acts.agenda import next_item, save_note, skip_item
from db.acts.corrections import CorrectionDraft, add_correction
from db.acts.meetings import open_meeting
from db.config import Config
from db.rules.agenda import State
from db.rules.clock import elapsed
from db.views.agenda import Agenda, agenda
from db.views.meetings import Meeting, meeting
from tests import sample
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.pane import Pane
from tui.widgets.prose import Prose
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

SIZE = (100, 34)


def console(book: Book, start: str = "agenda") -> ConsoleApp:
    return ConsoleApp(book, Config(), start=start)


def shown(branch: Branch) -> Agenda:
    return agenda(branch.book, branch.meeting)


def held(branch: Branch) -> Meeting:
    found = meeting(branch.book, branch.meeting)
    assert found is not None
    return found


def pane(pilot: Pilot[Any]) -> Pane:
    return pilot.app.screen.query_one("AgendaPane", Pane)


@pytest.fixture
def running(branch: Branch) -> Branch:
    open_meeting(branch.book, branch.meeting)
    return branch


async def test_opening_reads_out_the_sentence_first(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        pane(pilot).run_act("open")
        await pilot.pause()
        assert "应到党员26名，实到26名（正式25、预备1）。" in screen_text(pilot.app)


async def test_opening_names_what_is_not_prepared(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO checklist_item (meeting_id, position, code, name) VALUES (?, 0, 'talks', '谈心谈话')",
            (branch.meeting,),
        )
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("9")
        await pilot.pause()
        assert "会前准备还有1项没有完成：谈心谈话。" in screen_text(pilot.app)


async def test_meeting_opens_once_confirmed(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        pane(pilot).run_act("open")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert held(branch).started_at == branch.book.now()


async def test_nine_opens_ends_and_resumes_the_meeting(branch: Branch) -> None:
    seen = []
    async with console(branch.book).run_test(size=SIZE) as pilot:
        for _ in range(3):
            await pilot.press("9")
            await pilot.pause()
            await pilot.press("1")
            await pilot.pause()
            seen.append(held(branch).state)
    assert seen == ["running", "adjourned", "running"]


async def test_one_starts_the_next_item(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        current = shown(running).current
        assert current is not None
        assert current.number == 1


async def test_nothing_starts_before_the_meeting_is_open(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "宣布开会" in screen_text(pilot.app)


async def test_f9_starts_and_pauses_from_another_place(running: Branch) -> None:
    async with console(running.book, "rollcall").run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        running.clock.move(30)
        await pilot.press("f9")
        row = shown(running).rows[0]
        assert (row.state, elapsed(row.clock, running.clock())) == (State.PAUSED, 30)


async def test_f9_says_what_it_paused(running: Branch) -> None:
    async with console(running.book, "rollcall").run_test(size=SIZE) as pilot:
        await pilot.press("f9", "f9")
        await pilot.pause()
        assert "计时已暂停：1 通报准备情况及上次整改落实情况" in screen_text(pilot.app)


async def test_f9_without_a_meeting_is_refused_in_words(book: Book) -> None:
    sample.add_branch(book)
    async with console(book, "home").run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        assert "还没有会议" in screen_text(pilot.app)


async def test_overrun_is_shown_in_words(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        running.clock.move(13 * 60)
        pane(pilot).reload()
        await pilot.pause()
        assert "超时 3分" in screen_text(pilot.app)


async def test_actual_stands_beside_planned(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        running.clock.move(125)
        await pilot.press("1")
        await pilot.pause()
        line = next(
            line for line in screen_text(pilot.app).splitlines() if "通报准备" in line and "10分" in line
        )
        assert "02:05" in line


async def test_clock_goes_on_after_the_program_is_gone(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
    running.clock.move(75)
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "01:15 / 10:00" in screen_text(pilot.app)


async def test_skipping_asks_for_the_reason(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("down", "5")
        await pilot.pause()
        await pilot.press(*"材料未齐", "enter")
        await pilot.pause()
        assert shown(running).rows[1].skip_reason == "材料未齐"
        assert "未进行：材料未齐" in screen_text(pilot.app)


async def test_a_long_reason_is_shown_whole(running: Branch) -> None:
    reason = "上级领导临时参加市里的会议不能到会点评改为书面点评会后传达"
    skip_item(running.book, shown(running).rows[6].id, reason)
    async with console(running.book).run_test(size=(80, 24)) as pilot:
        pane(pilot).query_one(Rows).cursor = 6
        await pilot.pause()
        assert reason in screen_text(pilot.app)


async def test_skipping_what_was_held_is_refused_before_asking(running: Branch) -> None:
    next_item(running.book, running.meeting)
    next_item(running.book, running.meeting)
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("home", "5")
        await pilot.pause()
        assert "已经进行过" in screen_text(pilot.app)


async def test_item_moves_down_and_the_cursor_goes_with_it(branch: Branch) -> None:
    first = shown(branch).rows[0].id
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("home", "7")
        await pilot.pause()
        assert [row.id for row in shown(branch).rows].index(first) == 1
        assert pane(pilot).query_one(Rows).cursor_key == str(first)


async def test_item_is_added_during_the_meeting(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("1", "8")
        await pilot.pause()
        await pilot.press(*"通报党费收缴", "enter", "enter", "enter")
        await pilot.pause()
        assert shown(running).rows[1].title == "通报党费收缴"


async def test_minutes_are_edited(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("home", "f4")
        await pilot.pause()
        await pilot.press("enter", "backspace", "backspace", "2", "5", "f5")
        await pilot.pause()
        assert shown(branch).rows[0].clock.planned == 25 * 60


async def test_mistaken_next_is_taken_back_with_the_clock_running_on(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        running.clock.move(60)
        await pilot.press("1")
        running.clock.move(5)
        await pilot.press("f7")
        await pilot.pause()
        row = shown(running).rows[0]
        assert (row.state, elapsed(row.clock, running.clock())) == (State.RUNNING, 65)
        assert "已撤销：开始：2 支委会报告工作并作对照检查" in screen_text(pilot.app)


async def test_briefing_shows_preparation_and_the_last_list(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO checklist_item (meeting_id, position, code, name, unit, count) "
            "VALUES (?, 0, 'study', '集中学习', '次', 2)",
            (branch.meeting,),
        )
        db.execute("UPDATE meeting SET number = 9")
    last = sample.add_meeting(branch.book, branch.organisation, number=3, state="adjourned")
    draft = CorrectionDraft("学习[/x]不深", "每月学习", "马晓燕", "2026-06")
    add_correction(branch.book, last, draft)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed' WHERE id = ?", (last,))
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "集中学习2次。" in text
        assert "上次整改事项1项，已销号0项，未完成1项（逾期1项）。" in text
        assert "未完成：学习[/x]不深（马晓燕，2026年6月前，已逾期）" in text


async def test_prose_of_the_item_is_kept_when_the_cursor_leaves(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("home", "tab", *"已通报", "escape")
        await pilot.pause()
        assert shown(branch).rows[0].note == "已通报"


async def test_prose_follows_the_cursor(branch: Branch) -> None:
    save_note(branch.book, shown(branch).rows[1].id, "第二项的记录")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("home", "down")
        await pilot.pause()
        assert pane(pilot).query_one(Prose).text == "第二项的记录"


async def test_enter_goes_where_an_item_is_done(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        asked: list[str] = []
        pane(pilot).desk.go = lambda place, **_: asked.append(place)  # type: ignore[method-assign]
        await pilot.press("home", "down", "down", "enter")
        await pilot.pause()
        assert asked == ["remarks"]


async def test_adjourning_names_what_was_left(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        pane(pilot).run_act("adjourn")
        await pilot.pause()
        assert "还有8项没有开始" in screen_text(pilot.app)


async def test_adjourning_ends_the_meeting(running: Branch) -> None:
    async with console(running.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        pane(pilot).run_act("adjourn")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert (held(running).state, shown(running).current) == ("adjourned", None)


async def test_a_book_without_a_meeting_says_so(book: Book) -> None:
    async with console(book).run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "还没有会议" in screen_text(pilot.app)


async def test_markup_in_a_title_is_shown_as_typed(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE agenda_item SET title = '[/x]通报[b]' WHERE position = 0")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "[/x]通报[b]" in screen_text(pilot.app)


async def test_prose_is_there_again_when_the_cursor_comes_back(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        prose = pane(pilot).query_one(Prose)
        prose.focus()
        prose.insert("已通报")
        await pilot.press("escape", "down", "up")
        await pilot.pause()
        assert prose.text == "已通报"


async def test_prose_typed_up_to_the_last_moment_is_kept_under_its_own_item(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        prose = pane(pilot).query_one(Prose)
        prose.insert("已通报")
        pane(pilot).query_one(Rows).focus()
        await pilot.press("down")
        await pilot.pause()
        assert (prose.text, [row.note for row in shown(branch).rows[:2]]) == ("", ["已通报", ""])


async def test_prose_of_a_closed_meeting_takes_no_text(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        prose = pane(pilot).query_one(Prose)
        prose.focus()
        await pilot.press("x")
        assert prose.text == ""
