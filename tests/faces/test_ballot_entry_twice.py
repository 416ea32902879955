"""A stack typed in twice, blind, and what differs settled against the paper."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest
from textual.pilot import Pilot

from db.acts import ballots, counting, polls
from db.acts.poll_drafts import PollDraft
from db.acts.stage import set_room
from db.rules.ballot import APPRAISAL_SCALE, Ballot, BallotForm
from db.rules.tally import tally
from db.views import polls as views
from tests.faces.ballot_desk import (
    Table,
    at_the_table,
    console,
    lines,
    opened,
    post,
    settle,
    type_codes,
    until,
    until_state,
)
from tests.faces.screen import screen_text
from tui.console.ballot import ceremony
from tui.console.ballot.settling import PaperSlip, SettlingEntry
from tui.console.ballot.slips import SlipEntry
from tui.widgets.codes import CodeAsked
from tui.widgets.dialogs import Choose, Confirm

if TYPE_CHECKING:
    from tests.conftest import Branch
    from tui.console.pane import Desk

NAMES = ("[/x]", "王伟", "阿卜杜拉艾山江·")
FORM = BallotForm(APPRAISAL_SCALE, problems=("学习不够", "担当不够"), text_bytes=300)
LONG = "多下基层，少开会；[/x]" * 6


def ballot(*marks: int, problems: tuple[int, ...] = (0, 0, 0), text: str = "", void: bool = False) -> Ballot:
    return Ballot(marks, void, problems, text=text)


ONE = (
    ballot(1, 1, 1),
    ballot(1, 2, 3, problems=(0, 1, 0), text="甲"),
    ballot(2, 2, 2),
    ballot(0, 0, 0, void=True),
)
TWO = (ballot(1, 1, 1), ballot(1, 3, 3, problems=(0, 3, 0), text=LONG), ballot(2, 2, 2), ballot(4, 4, 4))


def opened_twice(branch: Branch, returned: int = 2) -> Any:
    return opened(branch, PollDraft("appraisal", "测评", "slips", FORM, lines(*NAMES), entries=2), returned)


def closed_with(branch: Branch, first: tuple[Ballot, ...], second: tuple[Ballot, ...]) -> tuple[int, Table]:
    """Both entries in the box, the poll closed, the count about to begin."""
    poll, sheet, sealer = opened_twice(branch, len(first))
    for entry, stack in ((1, first), (2, second)):
        for number, slip in enumerate(stack, 1):
            ballots.enter_slip(branch.book, poll, sealer, number, slip, entry=entry)
    polls.close_poll(branch.book, poll)

    async def count(desk: Desk) -> bool:
        return await ceremony.count(desk, sheet)

    return poll, Table(branch.book, count)


async def at_settling(pilot: Pilot[Any]) -> SettlingEntry:
    await type_codes(pilot)
    await until(pilot, SettlingEntry)
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SettlingEntry)
    return screen


def settled_in_log(branch: Branch) -> list[str]:
    return [row[0] for row in branch.book.rows("SELECT ids FROM event WHERE kind = 'poll.slip_settled'")]


async def test_the_second_entry_is_another_persons_and_shows_nothing_of_the_first(branch: Branch) -> None:
    _, sheet, sealer = opened_twice(branch)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await until(pilot, SlipEntry)
        await settle(pilot)
        assert "第一遍 第1张" in screen_text(pilot.app)
        await post(pilot, *"333", "enter", *"333", "enter")
        assert "换另一人录第二遍" in screen_text(pilot.app)
        await post(pilot, "escape")
        await until(pilot, Confirm)
        await settle(pilot)
        assert "现在换另一个人" in screen_text(pilot.app)
        await post(pilot, "1")
        await until(pilot, SlipEntry)
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "第二遍 第1张" in text
        assert text.count("基本合格") == 1  # the legend
        await post(pilot, *"333", "enter", *"444", "enter")
    assert branch.book.value("SELECT count(*) FROM poll_box") == 4


async def test_an_entry_that_is_whole_lets_people_choose_which_goes_on(branch: Branch) -> None:
    poll, sheet, sealer = opened_twice(branch)
    for number in (1, 2):
        ballots.enter_slip(branch.book, poll, sealer, number, ballot(1, 1, 1))
    table = at_the_table(branch, sheet, sealer)
    async with table.app.run_test(size=(80, 24)) as pilot:
        await until(pilot, Choose)
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "已封存2/2张" in text
        assert "已封存0/2张" in text
        await post(pilot, "1")
        await until(pilot, SlipEntry)
        await settle(pilot)
        assert "第一遍 全部录完" in screen_text(pilot.app)


async def test_two_entries_alike_are_counted_without_a_question(branch: Branch) -> None:
    poll, table = closed_with(branch, ONE, ONE)
    async with table.app.run_test(size=(80, 24)) as pilot:
        await type_codes(pilot)
        await until_state(pilot, branch, "counted")
    result = views.result(branch.book, poll)
    assert result is not None
    assert result.tally == tally(ONE, FORM, 3)


async def test_differences_are_settled_slip_by_slip_and_then_counted(branch: Branch) -> None:
    poll, table = closed_with(branch, ONE, TWO)
    async with table.app.run_test(size=(80, 24)) as pilot:
        await at_settling(pilot)
        text = screen_text(pilot.app)
        assert "第2张（第1/2张不同的票）" in text
        line = next(line for line in text.splitlines() if "王伟" in line and "合格" in line)
        assert line.split()[-2:] == ["合格", "基本合格"]
        await post(pilot, "2", "1", "2", "enter")  # the mark, the problems, the text
        assert settled_in_log(branch) == [f'{{"poll": {poll}, "slip": 2}}']
        assert "第4张" in screen_text(pilot.app)
        await post(pilot, "2", "enter")
        await until_state(pilot, branch, "counted")
    result = views.result(branch.book, poll)
    paper_says = (ONE[0], ballot(1, 3, 3, problems=(0, 1, 0), text=LONG), ONE[2], TWO[3])
    assert result is not None
    assert result.tally == tally(paper_says, FORM, 3)
    assert branch.book.value("SELECT count(*) FROM poll_box") == 0


async def test_where_neither_entry_is_right_the_paper_is_typed(branch: Branch) -> None:
    poll, table = closed_with(branch, (ballot(1, 1, 1), ballot(1, 1, 1)), (ballot(2, 1, 1), ballot(1, 2, 1)))
    async with table.app.run_test(size=(80, 24)) as pilot:
        await at_settling(pilot)
        await post(pilot, "3")
        await until(pilot, Choose)
        await settle(pilot)
        await post(pilot, "4")
        await settle(pilot)
        assert "不合格" in screen_text(pilot.app)
        await post(pilot, "enter", "f4")
        await until(pilot, PaperSlip)
        await settle(pilot)
        assert "第2张" in screen_text(pilot.app)
        await post(pilot, *"333", "enter")
        await until(pilot, SettlingEntry)
        await settle(pilot)
        assert "照纸票重录" in screen_text(pilot.app)
        await post(pilot, "enter")
        await until_state(pilot, branch, "counted")
    result = views.result(branch.book, poll)
    assert result is not None
    assert result.tally == tally((ballot(4, 1, 1), ballot(3, 3, 3)), FORM, 3)


async def test_a_difference_left_open_is_not_passed_over(branch: Branch) -> None:
    _, table = closed_with(branch, ONE, TWO)
    async with table.app.run_test(size=(80, 24)) as pilot:
        await at_settling(pilot)
        await post(pilot, "1", "enter")
        assert "还有一处没有定" in screen_text(pilot.app)
        assert settled_in_log(branch) == []


async def test_a_settled_slip_can_be_taken_up_again(branch: Branch) -> None:
    poll, table = closed_with(branch, ONE, TWO)
    async with table.app.run_test(size=(80, 24)) as pilot:
        await at_settling(pilot)
        await post(pilot, "1", "1", "1", "enter", "f7")
        assert "第2张（第1/2张不同的票）" in screen_text(pilot.app)
        await post(pilot, "f7", "f7", "f7", "2", "2", "2", "enter", "1", "enter")
        await until_state(pilot, branch, "counted")
    result = views.result(branch.book, poll)
    assert result is not None
    assert result.tally == tally((TWO[0], TWO[1], TWO[2], ONE[3]), FORM, 3)


async def test_leaving_keeps_nothing_and_the_codes_are_asked_again(branch: Branch) -> None:
    poll, table = closed_with(branch, ONE, TWO)
    async with table.app.run_test(size=(80, 24)) as pilot:
        await at_settling(pilot)
        await post(pilot, "1", "1", "1", "enter", "escape")
        await until(pilot, Confirm)
        await settle(pilot)
        await post(pilot, "1")
        for _ in range(100):
            await pilot.pause()
            if "done" in table.said:
                break
    assert table.answer is False
    assert branch.book.value("SELECT state FROM poll") == "settling"
    assert branch.book.value("SELECT count(*) FROM poll_box") == 8
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None

    async def again(desk: Desk) -> bool:
        return await ceremony.count(desk, sheet)

    async with Table(branch.book, again).app.run_test(size=(80, 24)) as pilot:
        await until(pilot, CodeAsked)
        await at_settling(pilot)
        assert "第2张（第1/2张不同的票）" in screen_text(pilot.app)


@pytest.mark.parametrize("room", ["mirrored", "single"])
async def test_where_the_room_looks_on_nothing_is_shown_before_the_wall_is_off(
    branch: Branch, room: str
) -> None:
    set_room(branch.book, room)
    _, table = closed_with(branch, ONE, TWO)
    async with table.app.run_test(size=(80, 24)) as pilot:
        await type_codes(pilot)
        await until(pilot, Confirm)
        await settle(pilot)
        text = screen_text(pilot.app)
        assert "先断开投影" in text
        assert "王伟" not in text
        await post(pilot, "2")
        for _ in range(100):
            await pilot.pause()
            if "done" in table.said:
                break
    assert branch.book.value("SELECT state FROM poll") == "settling"


async def test_what_two_entries_say_is_in_no_log_and_no_word_told(branch: Branch) -> None:
    _, table = closed_with(branch, ONE, TWO)
    async with table.app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_settling(pilot)
        await post(pilot, "1", "1", "2", "enter", "1", "enter")
        await until_state(pilot, branch, "counted")
        shown = [note.message for note in pilot.app._notifications]
    events = branch.book.rows("SELECT * FROM event")
    told = f"{events}{table.said}{shown}{pilot.app.title}{pilot.app.clipboard}"
    assert not any(word in told for word in ("多下基层", "基本合格", "担当不够"))


async def test_everything_settled_is_forgotten_with_the_count(branch: Branch) -> None:
    poll, table = closed_with(branch, ONE, TWO)
    async with table.app.run_test(size=(80, 24)) as pilot:
        await at_settling(pilot)
        await post(pilot, "1", "1", "1", "enter", "1", "enter")
        await until_state(pilot, branch, "counted")
        assert poll
    del pilot, table
    gc.collect()
    assert not any(isinstance(thing, counting.Unsealed) for thing in gc.get_objects())


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_long_text_can_be_read_whole_while_it_is_settled(
    branch: Branch, size: tuple[int, int]
) -> None:
    _, table = closed_with(branch, ONE, TWO)
    async with table.app.run_test(size=size) as pilot:
        await at_settling(pilot)
        await post(pilot, "1", "1")
        text = "".join(screen_text(pilot.app).split())
        assert LONG in text


async def test_the_console_leads_back_to_what_was_left_unsettled(branch: Branch) -> None:
    poll, _ = closed_with(branch, ONE, TWO)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("7")
        await at_settling(pilot)
        await post(pilot, "escape")
        await until(pilot, Confirm)
        await settle(pilot)
        await post(pilot, "1")
        await settle(pilot)
        assert "两遍还没有核对完" in screen_text(pilot.app)
        await pilot.press("8")
        await at_settling(pilot)
        await post(pilot, "1", "1", "1", "enter", "1", "enter")
        await until_state(pilot, branch, "counted")
    result = views.result(branch.book, poll)
    assert result is not None
    assert result.tally == tally(ONE, FORM, 3)


async def test_the_console_leads_from_the_first_entry_to_the_second(branch: Branch) -> None:
    poll, sheet, _ = opened_twice(branch)
    assert sheet.entries == 2
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("5")
        await type_codes(pilot)
        await until(pilot, SlipEntry)
        await settle(pilot)
        await post(pilot, *"111", "enter", *"222", "enter", "escape")
        await until(pilot, Confirm)
        await settle(pilot)
        await post(pilot, "1")
        await until(pilot, SlipEntry)
        await settle(pilot)
        await post(pilot, *"111", "enter", *"222", "enter", "escape")
        await settle(pilot)
        assert "已全部录完" in screen_text(pilot.app)
    assert views.missing_boxes(branch.book, poll) == 0
