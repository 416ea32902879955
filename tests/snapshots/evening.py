"""A meeting in the middle of its evening, for pictures; and a screen that has come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.acts.agenda import next_item, save_note, skip_item
from db.acts.corrections import CorrectionDraft, add_correction, strike_off
from db.acts.meetings import CheckDraft, ItemDraft, MeetingDraft, create_meeting, open_meeting, set_checklist
from db.acts.observers import ObserverDraft, add_observer
from db.acts.rollcall import mark, mark_rest, move
from db.rules.attendance import Direction, Status
from db.views.agenda import agenda
from db.views.meetings import checklist
from tui.console.room_panel import RoomPanel

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.conftest import Branch


def odd_texts(branch: Branch) -> None:
    """Names and texts that try markup and width."""
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '[/x]王[b]' WHERE id = ?", (branch.members[0],))
        db.execute(
            "UPDATE member SET name = '阿依古丽·吐尔逊', mark = '女' WHERE id = ?", (branch.members[1],)
        )
        db.execute("UPDATE agenda_item SET title = '[/x]通报[red]' WHERE position = 0")


def call_roll(branch: Branch) -> None:
    """Every status once, one gone, two 列席."""
    book, meeting, members = branch.book, branch.meeting, branch.members
    mark(book, meeting, members[3], Status.LEAVE, "在省委党校学习[/x]")
    mark(book, meeting, members[5], Status.ABSENT)
    mark(book, meeting, members[2], Status.PRESENT)
    branch.clock.move(900)
    mark(book, meeting, members[4], Status.LATE)
    branch.clock.move(1800)
    move(book, meeting, members[2], Direction.LEFT)
    add_observer(book, meeting, ObserverDraft("陈明", "机关党委", "专职副书记"))
    add_observer(book, meeting, ObserverDraft("迪丽努尔·阿卜杜拉", "服务对象代表"))


def call_everybody(branch: Branch) -> None:
    """The whole roll, one on leave."""
    mark(branch.book, branch.meeting, branch.members[3], Status.LEAVE, "出差")
    mark_rest(branch.book, branch.meeting, Status.PRESENT)


def run_agenda(branch: Branch) -> None:
    """The first item overran, the second runs over, one will not be held."""
    book, meeting = branch.book, branch.meeting
    open_meeting(book, meeting)
    rows = agenda(book, meeting).rows
    save_note(book, rows[1].id, "于建国代表支委会报告全年工作，并就四个方面作对照检查。")
    skip_item(book, rows[6].id, "上级领导未到会")
    next_item(book, meeting)
    branch.clock.move(700)
    next_item(book, meeting)
    branch.clock.move(1085)


def lay_down_corrections(branch: Branch) -> None:
    """The branch's own, a member's, one overdue, one struck off."""
    book, meeting, members = branch.book, branch.meeting, branch.members
    draft = CorrectionDraft(
        "理论学习抓得不够紧，学用结合不够", "每月集中学习两次，书记每季度讲一次党课", "马晓燕", "2027-06"
    )
    add_correction(book, meeting, draft)
    add_correction(
        book, meeting, CorrectionDraft("联系群众不够主动", "每季度走访一次", "王伟", "2026-06-30", members[3])
    )
    add_correction(
        book, meeting, CorrectionDraft("[/x]有畏难情绪", "牵头攻坚", "阿依古丽", "长期坚持", members[25])
    )
    done = add_correction(
        book, meeting, CorrectionDraft("党务公开不及时", "按月更新公开栏", "白雪梅", "2027")
    )
    strike_off(book, done, "已更新十二期")


def plan_next(branch: Branch) -> None:
    """The meeting is closed; the next one is planned, and inherits what is open."""
    book = branch.book
    lay_down_corrections(branch)
    with book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    checks = (
        CheckDraft("study", "集中学习", "次"),
        CheckDraft("talks", "谈心谈话", "人次"),
        CheckDraft("materials", "对照检查材料", "份"),
    )
    items = (
        ItemDraft("briefing", "通报准备情况及上次整改落实情况", 10),
        ItemDraft("self_review", "[/x]个人对照检查和相互批评", 90),
        ItemDraft("summary", "书记总结", 10),
    )
    draft = MeetingDraft(
        "2027年度组织生活会", 2027, "坚定理想信念，强化党性修养", "2026-12-20T14:30", "三楼会议室",
        branch.members[1], branch.members[2],
    )  # fmt: skip
    meeting = create_meeting(book, branch.organisation, draft, items, checks=checks)
    lines = checklist(book, meeting)
    set_checklist(book, lines[0].id, count=2)
    set_checklist(book, lines[2].id, count=20)


async def rest(pilot: Pilot[Any]) -> None:
    """Nothing is left to be drawn later."""
    await pilot.pause()
    await pilot.app.screen.query_one(RoomPanel).draw_pictures()
    await pilot.pause()
