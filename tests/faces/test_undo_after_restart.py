"""F7 after the program was closed and opened again: the last act of a place goes back, or says why it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts import agenda as agenda_acts
from db.acts import commentary, remarks, undoing
from db.acts.commentary import CommentaryDraft, Texts
from db.acts.meetings import ItemDraft
from db.acts.remarks import RemarkDraft
from db.acts.rollcall import mark, mark_rest
from db.config import Config
from db.errors import Refused
from db.rules.attendance import Status
from db.rules.remarks import Kind
from db.store.undo import LIMIT
from db.views.agenda import agenda
from tests.faces.floor import press, write
from tests.faces.screen import screen_text
from tests.sample import all_present
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from tests.conftest import Branch


async def pressed(branch: Branch, place: str, *keys: str) -> str:
    """What a console that was just started shows after some keys in a place."""
    app = ConsoleApp(branch.book, Config(), start=place)
    async with app.run_test(size=(100, 34)) as pilot:
        await press(pilot, *keys)
        return screen_text(app)


def attendance(branch: Branch) -> list[tuple[object, ...]]:
    return branch.book.rows("SELECT member_id, status, reason, in_room, marked_at FROM attendance")


async def test_a_mark_of_the_roll_goes_back(branch: Branch) -> None:
    before = attendance(branch)
    await pressed(branch, "rollcall", "down", "2")
    assert attendance(branch) != before
    shown = await pressed(branch, "rollcall", "f7")
    assert (attendance(branch), "已撤销这一步：于建国 未签到→迟到" in shown) == (before, True)


async def test_a_reason_typed_after_the_mark_goes_back_with_it(branch: Branch) -> None:
    before = attendance(branch)
    await pressed(branch, "rollcall", "3", "病", "enter")
    await pressed(branch, "rollcall", "f7")
    assert attendance(branch) == before


async def test_marks_go_back_one_by_one_over_several_starts(branch: Branch) -> None:
    before = attendance(branch)
    mark(branch.book, branch.meeting, branch.members[0], Status.PRESENT)
    mark_rest(branch.book, branch.meeting, Status.PRESENT)
    assert "其余25名记为到会" in await pressed(branch, "rollcall", "f7")
    assert "丁一 未签到→到会" in await pressed(branch, "rollcall", "f7")
    assert attendance(branch) == before
    assert "没有可以撤销" in await pressed(branch, "rollcall", "f7")


async def test_a_skipped_item_comes_back(branch: Branch) -> None:
    before = agenda(branch.book, branch.meeting).rows
    await pressed(branch, "agenda", "5", "无", "enter")
    assert agenda(branch.book, branch.meeting).rows != before
    shown = await pressed(branch, "agenda", "f7")
    assert (agenda(branch.book, branch.meeting).rows, "已撤销：记为未进行" in shown) == (before, True)


async def test_the_agenda_says_what_can_no_longer_go_back_and_then_goes_on(branch: Branch) -> None:
    await pressed(branch, "agenda", "7")
    await pressed(branch, "agenda", "5", "无", "enter")
    first = agenda(branch.book, branch.meeting).rows[0].id
    agenda_acts.take_up(branch.book, first)
    agenda_acts.edit_item(branch.book, first, ItemDraft("briefing", "另一个名称", 5))
    agenda_acts.skip_item(branch.book, first, "另一个原因")
    shown = (await pressed(branch, "agenda", "f7")).replace("\n", "")
    assert ("最后一步是“记为未进行" in shown, "又有变动" in shown) == (True, True)
    assert "记为未进行" not in await pressed(branch, "agenda", "f7")


async def test_a_remark_taken_into_the_record_is_a_draft_again(branch: Branch) -> None:
    all_present(branch.book, branch.meeting)
    app = ConsoleApp(branch.book, Config(), start="remarks")
    async with app.run_test(size=(100, 34)) as pilot:
        await press(pilot, "1")
        await write(pilot, "学习抓得不紧")
        await press(pilot, "escape")
    shown = await pressed(branch, "remarks", "f7")
    states = branch.book.rows("SELECT state, text FROM remark")
    assert (states, "已撤销" in shown) == ([("draft", "学习抓得不紧")], True)


@pytest.mark.parametrize(("act", "left"), [("withdraw", "spoken"), ("change", "comment")])
async def test_what_was_done_to_a_remark_goes_back(branch: Branch, act: str, left: str) -> None:
    number = remarks.begin(branch.book, branch.meeting, RemarkDraft(Kind.COMMENT, branch.members[0]))
    remarks.save_text(branch.book, number, "说过的话")
    remarks.finish(branch.book, number)
    if act == "withdraw":
        app = ConsoleApp(branch.book, Config(), start="remarks")
        async with app.run_test(size=(100, 34)) as pilot:
            await press(pilot)
            app.screen.pane.run_act("withdraw")  # type: ignore[attr-defined]
            await press(pilot)
    else:
        was = remarks.change(branch.book, number, RemarkDraft(Kind.SUMMARY, branch.members[1]))
        draft = {"kind": was.kind.value, "speaker_id": was.speaker_id, "speaker": "", "about_id": None}
        data = {"do": "change", "draft": {**draft, "reader_id": None, "item_id": None}}
        undoing.keep(branch.book, branch.meeting, "remarks", "改", data, ref=number)
    await pressed(branch, "remarks", "f7")
    row = branch.book.one("SELECT state, kind, speaker_id FROM remark")
    assert row is not None
    assert left in row
    assert row[2] == branch.members[0]


async def test_a_chosen_order_of_speaking_goes_back(branch: Branch) -> None:
    await pressed(branch, "remarks", "plus")
    assert branch.book.value("SELECT count(*) FROM speaking_order") > 0
    await pressed(branch, "remarks", "f7")
    assert branch.book.value("SELECT count(*) FROM speaking_order") == 0


@pytest.mark.parametrize(
    ("keys", "left"), [(("1",), "draft"), (("1", "2"), "released")], ids=["release", "take_back"]
)
async def test_a_commentary_goes_back(branch: Branch, keys: tuple[str, ...], left: str) -> None:
    number = commentary.begin(branch.book, branch.meeting, CommentaryDraft(None, commentator="赵明"))
    commentary.save_texts(branch.book, number, Texts("成绩"))
    await pressed(branch, "commentary", *keys)
    await pressed(branch, "commentary", "f7")
    assert branch.book.value("SELECT state FROM commentary") == left


def test_a_step_that_cannot_go_back_is_told_by_name_and_forgotten(branch: Branch) -> None:
    number = commentary.begin(branch.book, branch.meeting, CommentaryDraft(None, commentator="赵明"))
    undoing.keep(branch.book, branch.meeting, "commentary", "公布", {"do": "take_back"}, ref=number)
    with pytest.raises(Refused, match=r"最后一步是“公布”，现在不能撤销：这份点评还没有公布"):
        undoing.undo(branch.book, branch.meeting, "commentary")
    with pytest.raises(Refused, match="没有可以撤销的操作"):
        undoing.undo(branch.book, branch.meeting, "commentary")


def test_after_the_meeting_is_closed_the_last_act_is_named_and_stays(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], Status.PRESENT)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    for _ in range(2):
        with pytest.raises(Refused, match=r"最后一步是“丁一 未签到→到会”，现在不能撤销：.*闭会"):
            undoing.undo(branch.book, branch.meeting, "rollcall")


async def test_no_text_of_a_commentary_is_kept_twice(branch: Branch) -> None:
    number = commentary.begin(branch.book, branch.meeting, CommentaryDraft(None, commentator="赵明"))
    commentary.save_texts(branch.book, number, Texts("只此一份"))
    await pressed(branch, "commentary", "1", "2")
    kept = branch.book.rows("SELECT name, data FROM undo_step")
    assert (len(kept), "只此一份" in str(kept)) == (2, False)


def test_only_so_many_steps_are_kept(branch: Branch) -> None:
    for turn in range(LIMIT + 5):
        status = Status.PRESENT if turn % 2 else Status.ABSENT
        mark(branch.book, branch.meeting, branch.members[0], status)
    assert branch.book.value("SELECT count(*) FROM undo_step") == LIMIT


def test_a_member_taken_off_the_roll_is_told(branch: Branch) -> None:
    mark(branch.book, branch.meeting, branch.members[0], Status.PRESENT)
    with branch.book.quiet() as db:
        db.execute("DELETE FROM attendance WHERE member_id = ?", (branch.members[0],))
    with pytest.raises(Refused, match=r"丁一 未签到→到会.*签到名单中没有"):
        undoing.undo(branch.book, branch.meeting, "rollcall")


async def test_a_place_without_undo_says_how_things_are_put_right(branch: Branch) -> None:
    shown = (await pressed(branch, "closing", "f7")).replace("\n", "")
    assert ("这里没有撤销键" in shown, "按 F2 看怎样改回来" in shown) == (True, True)
