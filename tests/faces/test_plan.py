from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static

from db.acts.corrections import CorrectionDraft, add_correction
from db.acts.meetings import ItemDraft, MeetingDraft, adjourn, create_meeting, open_meeting
from db.acts.schemes import choose
from db.config import Config
from db.scheme import load_scheme
from db.views.agenda import agenda
from db.views.meetings import checklist, meeting, meetings
from tests import sample
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.pane import Pane
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

SIZE = (100, 34)


def console(book: Book) -> ConsoleApp:
    return ConsoleApp(book, Config(), start="plan")


def pane(pilot: Pilot[Any]) -> Pane:
    return pilot.app.screen.query_one("PlanPane", Pane)


def rows(pilot: Pilot[Any]) -> Rows:
    return pane(pilot).query_one(Rows)


@pytest.fixture
def planned(branch: Branch) -> Branch:
    """A branch whose meeting was made by the acts, checklist and all."""
    with branch.book.quiet() as db:
        db.execute("DELETE FROM attendance")
        db.execute("DELETE FROM agenda_item")
        db.execute("DELETE FROM meeting")
    draft = MeetingDraft("2026年度组织生活会", 2026, "主题", "2026-12-22T14:30", "会议室", branch.members[1])
    items = (
        ItemDraft("briefing", "通报", 10),
        ItemDraft("self_review", "对照检查", 60),
        ItemDraft("summary", "总结", 5),
    )
    meeting_id = create_meeting(branch.book, branch.organisation, draft, items)
    return type(branch)(branch.book, branch.clock, branch.organisation, branch.members, meeting_id)


async def test_meeting_is_made_from_a_template(book: Book) -> None:
    sample.add_members(book, sample.add_branch(book))
    async with console(book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        made = meetings(book)[0]
        assert (made.title, made.year, made.chair) == ("2026年度组织生活会", 2026, "于建国")
        assert [row.clock.planned // 60 for row in agenda(book, made.id).rows] == [
            10,
            15,
            90,
            10,
            5,
            20,
            15,
            10,
        ]


async def test_new_meeting_is_shown_at_once(book: Book) -> None:
    sample.add_members(book, sample.add_branch(book))
    async with console(book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "第1次  2026年度组织生活会" in text
        assert "0/26份" in text


@pytest.fixture
def reviewing(book: Book) -> Book:
    """A branch of three groups under the scheme whose review is one round on two levels."""
    sample.add_members(book, sample.add_branch(book))
    choose(book, load_scheme("huzhou-drug-lab"))
    return book


async def make(pilot: Pilot[Any], template: str, *more: str) -> None:
    codes = [*(each.code for each in load_scheme("huzhou-drug-lab").meetings), "last"]
    pane(pilot).run_act("create")
    while len(pilot.app.screen_stack) == 1:
        await pilot.pause()
    for key in (str(codes.index(template) + 1), *more):
        await pilot.press(key)
        await pilot.pause()


async def test_who_is_to_sit_in_is_said_when_the_meeting_is_made(reviewing: Book) -> None:
    async with console(reviewing).run_test(size=(80, 24)) as pilot:
        await make(pilot, "group-review", "1")
        assert "请邀请职工群众代表或工作服务对象列席" in screen_text(pilot.app)


async def test_a_round_on_two_levels_says_which_groups_are_missing(reviewing: Book) -> None:
    async with console(reviewing).run_test(size=SIZE) as pilot:
        await make(pilot, "group-review", "2", "f5")
        (held,) = meetings(reviewing)
        open_meeting(reviewing, held.id)
        adjourn(reviewing, held.id)
        await make(pilot, "branch-review")
        note = str(pilot.app.screen.query_one(".dialog-note", Static).content)
        assert note.endswith("：已开1/3个，未开：第一党小组、第三党小组。")


async def test_asking_guests_stands_on_the_checklist(book: Book) -> None:
    sample.add_members(book, sample.add_branch(book))
    choose(book, load_scheme("putian-organs"))
    codes = [each.code for each in load_scheme("putian-organs").meetings]
    async with console(book).run_test(size=SIZE) as pilot:
        for key in ("1", str(codes.index("party-analysis") + 1), "f5"):
            await pilot.press(key)
            await pilot.pause()
    assert checklist(book, meetings(book)[0].id)[-1].rule.name == "邀请职工群众列席"


async def test_leaving_the_form_makes_no_meeting(book: Book) -> None:
    sample.add_members(book, sample.add_branch(book))
    async with console(book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert meetings(book) == ()


async def test_a_book_without_a_branch_says_where_to_go(book: Book) -> None:
    async with console(book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "党员名册" in screen_text(pilot.app)


async def test_agenda_of_the_last_meeting_can_be_copied(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        made = meetings(branch.book)[0]
        assert [row.title for row in agenda(branch.book, made.id).rows] == [item[1] for item in sample.AGENDA]


async def test_wrong_time_keeps_the_form_open(planned: Branch) -> None:
    async with console(planned.book).run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("enter", "enter", "enter", *"x", "f5")
        await pilot.pause()
        assert "会议时间请写作" in screen_text(pilot.app)


async def test_meeting_is_edited(planned: Branch) -> None:
    async with console(planned.book).run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("enter", "enter", *"新", "f5")
        await pilot.pause()
        found = meeting(planned.book, planned.meeting)
        assert found is not None
        assert found.topic == "主题新"


async def test_enough_counts_complete_a_preparation(planned: Branch) -> None:
    async with console(planned.book).run_test(size=SIZE) as pilot:
        rows(pilot).select(f"c{checklist(planned.book, planned.meeting)[3].id}")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("2", "6", "enter", *"全部收齐", "enter")
        await pilot.pause()
        line = checklist(planned.book, planned.meeting)[3]
        assert (line.rule.count, line.rule.is_done, line.note) == (26, True, "全部收齐")
        assert "完成1/5" in screen_text(pilot.app)


async def test_preparation_is_ticked_without_a_count(planned: Branch) -> None:
    async with console(planned.book).run_test(size=SIZE) as pilot:
        rows(pilot).select(f"c{checklist(planned.book, planned.meeting)[4].id}")
        await pilot.press("4")
        await pilot.pause()
        assert checklist(planned.book, planned.meeting)[4].rule.is_done


async def test_item_is_moved_and_the_move_taken_back(planned: Branch) -> None:
    before = [row.id for row in agenda(planned.book, planned.meeting).rows]
    async with console(planned.book).run_test(size=SIZE) as pilot:
        rows(pilot).select(f"i{before[1]}")
        await pilot.press("6")
        await pilot.pause()
        moved = [row.id for row in agenda(planned.book, planned.meeting).rows]
        await pilot.press("f7")
        await pilot.pause()
        assert moved == [before[1], before[0], before[2]]
        assert [row.id for row in agenda(planned.book, planned.meeting).rows] == before


@pytest.mark.parametrize("keys", [("6",), ("f2", "6")])
async def test_a_digit_does_the_same_in_the_menu(planned: Branch, keys: tuple[str, ...]) -> None:
    async with console(planned.book).run_test(size=(80, 24)) as pilot:
        second = agenda(planned.book, planned.meeting).rows[1]
        rows(pilot).select(f"i{second.id}")
        await pilot.press(*keys)
        await pilot.pause()
    assert agenda(planned.book, planned.meeting).rows[0].id == second.id


async def test_item_is_skipped_with_a_reason_before_the_meeting(planned: Branch) -> None:
    item = agenda(planned.book, planned.meeting).rows[2].id
    async with console(planned.book).run_test(size=SIZE) as pilot:
        rows(pilot).select(f"i{item}")
        await pilot.press("5")
        await pilot.pause()
        await pilot.press(*"合并进行", "enter")
        await pilot.pause()
        assert agenda(planned.book, planned.meeting).rows[2].skip_reason == "合并进行"


async def test_acts_on_items_are_refused_elsewhere_in_words(planned: Branch) -> None:
    async with console(planned.book).run_test(size=SIZE) as pilot:
        await pilot.press("home", "6")
        await pilot.pause()
        assert "请先用上下键选一项议程" in screen_text(pilot.app)


async def test_open_corrections_of_the_last_meeting_come_along(planned: Branch) -> None:
    last = sample.add_meeting(planned.book, planned.organisation, number=90, state="adjourned")
    add_correction(planned.book, last, CorrectionDraft("学习[/x]不深", "每月学习", "马晓燕", "2026-06"))
    with planned.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed' WHERE id = ?", (last,))
        db.execute("UPDATE meeting SET number = 91 WHERE id = ?", (planned.meeting,))
    async with console(planned.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "上次整改（列入通报）" in text
        assert "学习[/x]不深" in text
        assert "已逾期" in text


async def test_notice_day_is_worked_out(planned: Branch) -> None:
    async with console(planned.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "通知应在2026年12月15日前发出（提前7天）。" in screen_text(pilot.app)


async def test_another_meeting_is_shown_from_the_list(planned: Branch) -> None:
    sample.add_meeting(planned.book, planned.organisation, number=40)
    async with console(planned.book).run_test(size=SIZE) as pilot:
        await pilot.press("3")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert "第40次" in screen_text(pilot.app)


async def test_unused_meeting_is_removed_after_asking(planned: Branch) -> None:
    async with console(planned.book).run_test(size=SIZE) as pilot:
        pane(pilot).run_act("remove_meeting")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert meetings(planned.book) == ()


async def test_the_whole_procedure_can_be_read(planned: Branch) -> None:
    async with console(planned.book).run_test(size=(100, 40)) as pilot:
        pane(pilot).run_act("steps")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "会前" in text
        assert "18 归档、传达给缺席党员" in text


async def test_markup_is_shown_as_typed(planned: Branch) -> None:
    with planned.book.quiet() as db:
        db.execute("UPDATE meeting SET title = '[/x]会', topic = '[b]题', place = '[/y]'")
        db.execute("UPDATE agenda_item SET title = '[/z]通报' WHERE position = 0")
    async with console(planned.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = screen_text(pilot.app)
        assert all(part in text for part in ("[/x]会", "[b]题", "[/y]", "[/z]通报"))


async def test_a_meeting_like_the_last_is_of_the_same_template(reviewing: Book) -> None:
    async with console(reviewing).run_test(size=SIZE) as pilot:
        await make(pilot, "group-review", "2", "f5")
        (held,) = meetings(reviewing)
        open_meeting(reviewing, held.id)
        adjourn(reviewing, held.id)
        await make(pilot, "last", "1")
        assert "请邀请职工群众代表或工作服务对象列席" in screen_text(pilot.app)
        await pilot.press("f5")
        await pilot.pause()
        again = meetings(reviewing)[0]
        assert (again.template, again.level, again.title) == (held.template, held.level, held.title)
        names = [[line.rule.name for line in checklist(reviewing, each.id)] for each in (held, again)]
        assert names[0] == names[1]
        assert [row.title for row in agenda(reviewing, again.id).rows] == [
            row.title for row in agenda(reviewing, held.id).rows
        ]


async def test_a_meeting_like_one_whose_template_is_gone_has_the_common_checklist(reviewing: Book) -> None:
    async with console(reviewing).run_test(size=SIZE) as pilot:
        await make(pilot, "group-review", "2", "f5")
        (held,) = meetings(reviewing)
        open_meeting(reviewing, held.id)
        adjourn(reviewing, held.id)
        with reviewing.quiet() as db:
            db.execute("UPDATE meeting SET template = 'gone'")
        await make(pilot, "last", "1", "f5")
        again = meetings(reviewing)[0]
        assert (again.template, again.title) == ("", "2026年度组织生活会")


async def test_how_to_save_stands_below_what_a_form_says(reviewing: Book) -> None:
    async with console(reviewing).run_test(size=(80, 24)) as pilot:
        await make(pilot, "group-review", "1")
        text = screen_text(pilot.app)
        assert text.index("请邀请") < text.index("末栏 Enter 或 F5 保存")
