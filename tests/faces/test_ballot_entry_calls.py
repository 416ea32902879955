"""唱票计票: one key a call, 正 growing, every slip sealed when it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from db.acts import ballots, polls
from db.acts.poll_drafts import PollDraft
from db.acts.stage import set_room
from db.rules.ballot import APPRAISAL_SCALE, Ballot, BallotForm
from db.rules.poll_kinds import MOTION_SCALE, NOMINATION_SCALE
from tests import paper
from tests.faces.ballot_desk import at_the_table, lines, opened, post, settle, until
from tests.faces.screen import screen_text
from tui.console.ballot.calls import CallEntry
from tui.console.ballot.notes import NotesAsked
from tui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from tests.conftest import Branch

FEW = ("[/x]", "王伟", "阿卜杜拉艾山江·")
MANY = tuple(f"候选人{number}" for number in range(1, 27))
CHOICE = BallotForm(NOMINATION_SCALE, most_chosen=2, write_ins=1, blank_name="未选")
GRADES = BallotForm(APPRAISAL_SCALE)


def called(
    branch: Branch, names: tuple[str, ...] = FEW, form: BallotForm = CHOICE, returned: int = 8
) -> tuple[int, Any]:
    kind = "nomination" if form.most_chosen else "appraisal"
    poll, sheet, sealer = opened(branch, PollDraft(kind, "推荐", "calls", form, lines(*names)), returned)
    return poll, at_the_table(branch, sheet, sealer).app


async def begun(pilot: Pilot[Any]) -> CallEntry:
    await until(pilot, CallEntry)
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, CallEntry)
    return screen


def line(pilot: Pilot[Any], name: str) -> str:
    """What stands behind a name."""
    found = next(line for line in screen_text(pilot.app).splitlines() if name in line)
    return found.split(name)[1].strip()


async def test_strokes_grow_with_every_call(branch: Branch) -> None:
    _, app = called(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        seen = []
        for _ in range(6):
            await post(pilot, "2")
            seen.append(line(pilot, "王伟").split()[1])
            await post(pilot, "enter")
    assert seen == ["一", "丅", "下", "止", "正", "正一"]


async def test_a_name_is_called_by_one_digit_and_the_slips_are_counted_as_called(branch: Branch) -> None:
    poll, app = called(branch, returned=3)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "3", "enter", "3", "enter", "f4", "enter")
        assert "已唱3/收回3张" in screen_text(pilot.app)
    result = paper.count(branch.book, poll)
    assert (result.valid, result.void) == (2, 1)
    assert [row.grades[0] for row in result.rows] == [1, 0, 2]


async def test_of_more_than_nine_names_the_key_stands_before_each(branch: Branch) -> None:
    poll, app = called(branch, MANY, returned=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "3", *"26", "enter", *"01", *"10", "enter")
    rows = paper.count(branch.book, poll).rows
    assert [cell for cell, row in enumerate(rows, 1) if row.grades[0]] == [1, 3, 10, 26]


async def test_a_half_typed_number_is_taken_back_by_undo(branch: Branch) -> None:
    _, app = called(branch, MANY)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "2", "f7", "3")
        assert "一" in line(pilot, "候选人3 ")


async def test_space_calls_the_name_under_the_cursor(branch: Branch) -> None:
    _, app = called(branch, MANY)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "down", "space")
        assert "一" in line(pilot, "候选人2 ")


async def test_a_name_called_twice_on_one_slip_counts_once(branch: Branch) -> None:
    _, app = called(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "2", "2")
        assert "“王伟”这张票上已经唱过" in screen_text(pilot.app)
        assert line(pilot, "王伟").split()[1] == "一"


async def test_undo_takes_the_last_call_back(branch: Branch) -> None:
    _, app = called(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "2", "f7")
        assert line(pilot, "王伟") == ""
        assert "一" in line(pilot, "[/x]")


async def test_undo_on_an_empty_slip_takes_the_last_slip_up_again(branch: Branch) -> None:
    poll, app = called(branch, returned=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "2", "enter", "f7")
        text = screen_text(pilot.app)
        assert "重唱第1张" in text
        assert line(pilot, "王伟").split()[1] == "一"
        await post(pilot, "f7", "3", "enter")
        assert "唱第2张" in screen_text(pilot.app)
        await post(pilot, "3", "enter")
    rows = paper.count(branch.book, poll).rows
    assert [row.grades[0] for row in rows] == [1, 0, 2]


async def test_the_strokes_of_a_void_slip_go_and_come_back(branch: Branch) -> None:
    _, app = called(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "2", "f4")
        assert "一" not in line(pilot, "[/x]")
        await post(pilot, "f4")
        assert "一" in line(pilot, "[/x]")


async def test_an_over_chosen_slip_counts_for_nobody(branch: Branch) -> None:
    _, app = called(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "enter", "1", "2", "3")
        text = screen_text(pilot.app)
        assert "这张是废票" in text
        assert [line(pilot, name).split()[-1] for name in FEW] == ["1", "推荐", "推荐"]
        await post(pilot, "enter")
        assert "有效1  废1  得票1，至多2" in screen_text(pilot.app)


async def test_calls_stand_against_valid_slips(branch: Branch) -> None:
    _, app = called(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "2", "enter", "3", "enter", "1")
        assert "已唱2/收回8张  有效2  废0  得票4，至多6" in screen_text(pilot.app)


async def test_grades_are_called_row_by_row(branch: Branch) -> None:
    poll, app = called(branch, form=GRADES, returned=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "2", "0", "enter", "1", "minus", "4")
        assert "丅" in line(pilot, "[/x]")
        await post(pilot, "enter")
    rows = paper.count(branch.book, poll).rows
    assert [row.cells for row in rows] == [(2, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 1), (0, 0, 0, 1, 1, 0)]


async def test_a_motion_is_called_by_a_digit_and_enter(branch: Branch) -> None:
    sheet_form = BallotForm(MOTION_SCALE)
    asked = PollDraft("motion", "支委会增补", "calls", sheet_form, lines("同意增补李四[/x]"))
    poll, sheet, sealer = opened(branch, asked, 4)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, *[key for mark in "1120" for key in (mark, "enter")])
        assert line(pilot, "同意").split()[-3:] == ["丅", "一", "一"] or "丅 2" in screen_text(pilot.app)
    assert paper.count(branch.book, poll).rows[0].cells == (2, 1, 1, 0)


async def test_a_name_written_in_is_called_into_its_field(branch: Branch) -> None:
    poll, app = called(branch, returned=1)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "f6")
        await until(pilot, NotesAsked)
        await settle(pilot)
        pilot.app.screen.query_one("#field-other1", Input).value = "李四"
        await pilot.press("enter")
        await settle(pilot)
        assert "得票2，至多2" in screen_text(pilot.app)
        await post(pilot, "enter")
    assert paper.count(branch.book, poll).others == (("李四", 1),)


async def test_after_a_restart_the_strokes_begin_anew_and_the_screen_says_so(branch: Branch) -> None:
    asked = PollDraft("nomination", "推荐", "calls", CHOICE, lines(*FEW))
    poll, sheet, sealer = opened(branch, asked, 5)
    for number in (1, 2):
        ballots.enter_slip(branch.book, poll, sealer, number, Ballot((1, 0, 0)))
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        text = screen_text(pilot.app)
        assert "唱第3张  已唱2/收回5张" in text
        assert "其中2张是本次进入以前封存的" in text
        assert "本次有效0  废0" in text
        assert line(pilot, "[/x]") == ""


@pytest.mark.parametrize("setting", [False, True])
async def test_the_room_sees_strokes_of_a_nomination_only_by_setting(branch: Branch, setting: bool) -> None:
    set_room(branch.book, "single")
    asked = PollDraft("nomination", "推荐", "calls", CHOICE, lines(*FEW))
    poll, sheet, sealer = opened(branch, asked, 5)
    sheet = sheet.__class__(**{**sheet.__dict__, "rules": sheet.rules.__class__(nomination_on_wall=setting)})
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "enter", "1")
        text = screen_text(pilot.app)
        assert ("丅" in text) == setting
        assert ("得票" in text) == setting
        assert ("遮盖" in text) != setting
    assert poll


async def test_leaving_in_the_middle_of_a_slip_is_asked_about(branch: Branch) -> None:
    _, app = called(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "escape")
        await until(pilot, Confirm)


async def test_calls_that_come_faster_than_the_screen_follows_keep_their_order(branch: Branch) -> None:
    poll, app = called(branch, MANY, returned=12)
    slips = [(1 + number, 26 - number) for number in range(12)]
    keys = {number: str(number) if 3 <= number <= 9 else f"{number:02}" for number in range(1, 27)}
    async with app.run_test(size=(160, 45)) as pilot:
        await begun(pilot)
        await post(pilot, *[key for one in slips for key in (*keys[one[0]], *keys[one[1]], "enter")])
        for _ in range(200):
            await pilot.pause()
            if "已唱12/收回12张" in screen_text(pilot.app):
                break
    polls.close_poll(branch.book, poll)
    rows = paper.unsealed(branch.book, poll).rows
    assert {cell for cell, row in enumerate(rows, 1) if row.grades[0]} == {
        one for pair in slips for one in pair
    }
