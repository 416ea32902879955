"""Typing slips in whose form asks for more than a grade a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.text import Text
from textual.pilot import Pilot
from textual.widgets import Input

from db.acts.poll_drafts import PollDraft
from db.acts.stage import set_room
from db.rules.ballot import APPRAISAL_SCALE, BallotForm, Part
from db.rules.poll_kinds import CRITERION_SCALE, NOMINATION_SCALE
from tests import paper
from tests.faces.ballot_desk import at_the_table, lines, opened, post, settle, until
from tests.faces.screen import screen_text
from tui.console.ballot.notes import NotesAsked
from tui.console.ballot.slips import SlipEntry
from tui.widgets.dialogs import Confirm
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tests.conftest import Branch

NAMES = ("[/x]", "王伟", "阿卜杜拉艾山江·")
CRITERIA = BallotForm(
    APPRAISAL_SCALE,
    criteria=(Part("a", "政治合格", CRITERION_SCALE), Part("b", "纪律合格", CRITERION_SCALE)),
)
PROBLEMS = BallotForm(APPRAISAL_SCALE, problems=("学习不够", "联系群众不够", "担当不够"))
TEXT = BallotForm(APPRAISAL_SCALE, text_bytes=30)
CHOICE = BallotForm(NOMINATION_SCALE, most_chosen=2, write_ins=1, blank_name="未选")


def table(branch: Branch, form: BallotForm, returned: int = 3, kind: str = "appraisal") -> Any:
    poll, sheet, sealer = opened(branch, PollDraft(kind, "测评", "slips", form, lines(*NAMES)), returned)
    return poll, at_the_table(branch, sheet, sealer).app


async def begun(pilot: Pilot[Any]) -> SlipEntry:
    await until(pilot, SlipEntry)
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SlipEntry)
    return screen


def boxes(branch: Branch) -> int:
    return int(branch.book.value("SELECT count(*) FROM poll_box"))


async def test_criteria_are_typed_along_a_row_and_then_down(branch: Branch) -> None:
    poll, app = table(branch, CRITERIA, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, *"111", *"222", *"334", "enter")
    rows = paper.count(branch.book, poll).rows
    marks = [row.grades.index(1) + 1 for row in rows]
    assert marks == [1, 1, 1, 2, 2, 2, 3, 3, 4]


async def test_a_digit_that_the_criterion_does_not_have_marks_nothing(branch: Branch) -> None:
    _, app = table(branch, CRITERIA)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "4")  # 好、一般、差
        assert "本张已录0/9格" in screen_text(pilot.app)


async def test_a_void_cell_of_several_spoils_itself_alone(branch: Branch) -> None:
    poll, app = table(branch, CRITERIA, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "minus", "1", *"111111", "enter")
    rows = paper.count(branch.book, poll).rows
    assert [row.void_rows for row in rows] == [0, 1, 0, 0, 0, 0, 0, 0, 0]


async def test_left_and_right_reach_a_cell_to_correct_it(branch: Branch) -> None:
    poll, app = table(branch, CRITERIA, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, *"111111111", "left", "3", "enter")
    rows = paper.count(branch.book, poll).rows
    assert [row.grades.index(1) + 1 for row in rows] == [1] * 7 + [3, 1]


async def test_a_gap_among_criteria_is_named(branch: Branch) -> None:
    _, app = table(branch, CRITERIA)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, *"1111", "enter")
        assert "第2行“纪律合格”还没有录" in screen_text(pilot.app)


@pytest.mark.parametrize("count", [2, 7, 20])
async def test_however_many_criteria_the_one_being_typed_is_in_sight(branch: Branch, count: int) -> None:
    parts = tuple(Part(f"c{number}", f"第{number}项", CRITERION_SCALE) for number in range(count))
    _, app = table(branch, BallotForm(APPRAISAL_SCALE, criteria=parts))
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, *"2" * count)
        text = screen_text(pilot.app)
        assert f"总评：1 {APPRAISAL_SCALE.names[0]}" in text
        head = next(line for line in text.splitlines() if "序号" in line)
        assert "总" in head


async def test_problems_go_to_the_row_just_marked_and_cost_a_slip_without_none(branch: Branch) -> None:
    poll, app = table(branch, PROBLEMS, 2)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "plus", "1", "3", "plus", "2", "2", "enter")
        await post(pilot, *"222", "enter")
    result = paper.count(branch.book, poll)
    assert result.problems == ((1, 0, 1), (0, 0, 0), (0, 0, 0))
    assert [row.grades for row in result.rows] == [(1, 1, 0, 0), (0, 2, 0, 0), (0, 2, 0, 0)]


async def test_a_problem_of_the_last_row_is_left_by_enter_and_the_slip_sealed_by_another(
    branch: Branch,
) -> None:
    poll, app = table(branch, PROBLEMS, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, *"111", "plus", "2", "enter")
        assert boxes(branch) == 0
        await post(pilot, "enter")
    assert paper.count(branch.book, poll).problems == ((0, 0, 0), (0, 0, 0), (0, 1, 0))


async def test_after_moving_by_hand_problems_go_to_the_row_under_the_cursor(branch: Branch) -> None:
    poll, app = table(branch, PROBLEMS, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, *"111", "up", "plus", "2", "enter", "enter")
    assert paper.count(branch.book, poll).problems == ((0, 0, 0), (0, 1, 0), (0, 0, 0))


async def test_the_problems_are_listed_while_they_are_named(branch: Branch) -> None:
    _, app = table(branch, PROBLEMS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        assert "联系群众不够" not in screen_text(pilot.app)
        await post(pilot, "1", "plus", "2")
        text = screen_text(pilot.app)
        assert "[/x]的存在问题" in text
        assert any("填了" in line and "联系群众不够" in line for line in text.splitlines())


async def test_more_than_nine_problems_are_named_by_two_digits(branch: Branch) -> None:
    form = BallotForm(APPRAISAL_SCALE, problems=tuple(f"问题{number}" for number in range(1, 13)))
    poll, app = table(branch, form, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "plus", *"0112", *"19", "plus", *"11", "enter")
    named = paper.count(branch.book, poll).problems[0]
    assert [number for number, count in enumerate(named, 1) if count] == [1, 12]


async def test_sixteen_problems_are_all_in_sight_on_a_small_terminal(branch: Branch) -> None:
    form = BallotForm(APPRAISAL_SCALE, problems=tuple(f"第{number}个问题" for number in range(1, 17)))
    _, app = table(branch, form)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "plus")
        text = screen_text(pilot.app)
        assert all(f"第{number}个问题" in text for number in range(1, 17))
        assert "[/x]" in text


async def test_the_cell_that_is_typed_next_stands_out(branch: Branch) -> None:
    _, app = table(branch, CRITERIA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await post(pilot, "1")
        cells = screen.query_one("#slip-rows", Rows).rows[0].cells
        standing_out = [isinstance(cell, Text) and bool(cell.spans) for cell in cells]
        assert standing_out == [False, False, False, True, False]


async def test_names_and_text_go_in_behind_a_key(branch: Branch) -> None:
    poll, app = table(branch, CHOICE, 1, kind="nomination")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "f6")
        await until(pilot, NotesAsked)
        await settle(pilot)
        pilot.app.screen.query_one("#field-other1", Input).value = "李 四[/x]"
        await pilot.press("enter")
        await settle(pilot)
        assert "另选：李四[/x]" in screen_text(pilot.app)
        assert "已选2/2" in screen_text(pilot.app)
        await post(pilot, "enter")
    assert paper.count(branch.book, poll).others == (("李四[/x]", 1),)


async def test_a_text_says_how_many_bytes_are_left_and_is_not_cut(branch: Branch) -> None:
    poll, app = table(branch, TEXT, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, *"111", "f6")
        await until(pilot, NotesAsked)
        await settle(pilot)
        field = pilot.app.screen.query_one("#field-text", Input)
        field.value = "多下基层"
        await settle(pilot)
        assert "还可写约6字" in screen_text(pilot.app)
        field.value = "一二三四五六七八九十百"
        await pilot.press("enter")
        await settle(pilot)
        assert "多了3字节" in screen_text(pilot.app)
        assert isinstance(pilot.app.screen, NotesAsked)
        field.value = "多下基层[/x]"
        await pilot.press("enter")
        await settle(pilot)
        await post(pilot, "enter")
    assert paper.count(branch.book, poll).texts == ("多下基层[/x]",)


async def test_a_name_that_is_printed_on_the_slip_is_not_written_in(branch: Branch) -> None:
    _, app = table(branch, CHOICE, kind="nomination")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "f6")
        await until(pilot, NotesAsked)
        await settle(pilot)
        pilot.app.screen.query_one("#field-other1", Input).value = "王 伟"
        await pilot.press("enter")
        await settle(pilot)
        assert "已经印在票上" in screen_text(pilot.app)


async def test_nothing_is_copied_out_of_a_note(branch: Branch) -> None:
    _, app = table(branch, TEXT)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "f6")
        await until(pilot, NotesAsked)
        await settle(pilot)
        field = pilot.app.screen.query_one("#field-text", Input)
        field.value = "多下基层"
        field.select_all()
        await pilot.press("ctrl+c")
        await settle(pilot)
        assert pilot.app.clipboard == ""
        await pilot.press("ctrl+x")
        await settle(pilot)
        assert pilot.app.clipboard == ""


async def test_whom_a_slip_does_not_choose_need_not_be_typed(branch: Branch) -> None:
    poll, app = table(branch, CHOICE, 1, kind="nomination")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "down", "1", "enter")
    rows = paper.count(branch.book, poll).rows
    assert [(row.grades[0], row.blank) for row in rows] == [(0, 1), (1, 0), (0, 1)]


async def test_an_over_chosen_slip_is_said_to_be_void_and_sealed_as_it_is(branch: Branch) -> None:
    poll, app = table(branch, CHOICE, 1, kind="nomination")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, *"111")
        assert "选了3个，多于2个：这张是废票" in screen_text(pilot.app)
        await post(pilot, "enter")
    result = paper.count(branch.book, poll)
    assert (result.valid, result.void) == (0, 1)


async def test_a_slip_that_chooses_nobody_is_asked_about_once(branch: Branch) -> None:
    poll, app = table(branch, CHOICE, 1, kind="nomination")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "enter")
        assert "一个也没有选" in screen_text(pilot.app)
        assert boxes(branch) == 0
        await post(pilot, "enter")
    assert paper.count(branch.book, poll).valid == 1


async def test_a_covered_screen_tells_neither_problem_nor_choice_nor_text(branch: Branch) -> None:
    set_room(branch.book, "mirrored")
    form = BallotForm(
        NOMINATION_SCALE, most_chosen=2, problems=("甲", "乙"), text_bytes=30, blank_name="未选"
    )
    _, app = table(branch, form, kind="nomination")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "plus", "2", "plus")
        text = screen_text(pilot.app)
        assert "已选" not in text
        assert "推荐" not in text.replace("1 推荐", "")
        assert not any("[/x]" in line and "2" in line.split("[/x]")[1] for line in text.splitlines())
        await post(pilot, "f6")
        await until(pilot, Confirm)
        await settle(pilot)
        assert "画面与大屏相同" in screen_text(pilot.app)


async def test_a_key_pressed_while_a_dialog_comes_up_marks_nothing(branch: Branch) -> None:
    _, app = table(branch, CRITERIA)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await post(pilot, "1", "escape", "3")
        await until(pilot, Confirm)
        await settle(pilot)
        await post(pilot, "2")
        await until(pilot, SlipEntry)
        await settle(pilot)
        assert "本张已录1/9格" in screen_text(pilot.app)


async def test_thirty_slips_of_criteria_typed_at_once_lose_no_key(branch: Branch) -> None:
    poll, app = table(branch, CRITERIA, 10)
    slips = [[1 + (number + cell) % 3 for cell in range(9)] for number in range(10)]
    async with app.run_test(size=(160, 45)) as pilot:
        await begun(pilot)
        for slip in slips:
            await post(pilot, *map(str, slip), "enter")
        for _ in range(200):
            await pilot.pause()
            if "全部录完" in screen_text(pilot.app):
                break
    rows = paper.count(branch.book, poll).rows
    for cell, row in enumerate(rows):
        assert row.grades[:3] == tuple(sum(slip[cell] == mark for slip in slips) for mark in (1, 2, 3))
