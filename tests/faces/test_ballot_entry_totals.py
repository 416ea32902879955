"""The tellers' totals of forms that ask for more than a grade a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.pilot import Pilot
from textual.widgets import Input

from db.acts.poll_drafts import PollDraft
from db.acts.stage import set_room
from db.rules.ballot import APPRAISAL_SCALE, BallotForm, Part
from db.rules.poll_kinds import CRITERION_SCALE, NOMINATION_SCALE
from tests import paper
from tests.faces.ballot_desk import at_the_table, lines, opened, post, settle, until
from tests.faces.screen import screen_text
from tui.console.ballot.notes import UncopiedForm
from tui.console.ballot.totals import TotalsEntry
from tui.console.ballot.totals_notes import NotesEntry
from tui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tests.conftest import Branch

NAMES = ("[/x]", "阿卜杜拉艾山江·")
CRITERIA = BallotForm(
    APPRAISAL_SCALE, criteria=(Part("a", "政治合格", CRITERION_SCALE),), problems=("学习不够", "担当不够")
)
CHOICE = BallotForm(NOMINATION_SCALE, most_chosen=1, write_ins=1, text_bytes=60, blank_name="未选")


def totals(branch: Branch, form: BallotForm, returned: int = 5) -> tuple[int, Any]:
    kind = "nomination" if form.most_chosen else "criteria"
    poll, sheet, sealer = opened(branch, PollDraft(kind, "测评", "totals", form, lines(*NAMES)), returned)
    return poll, at_the_table(branch, sheet, sealer).app


def choice_opened(branch: Branch) -> tuple[int, PollSheet, Sealer]:
    """A 推荐 with five slips back, for sittings one after another."""
    return opened(branch, PollDraft("nomination", "测评", "totals", CHOICE, lines(*NAMES)), 5)


def unbroken(pilot: Pilot[Any]) -> str:
    """What stands on the screen, wherever its lines are broken."""
    return "".join(screen_text(pilot.app).split())


async def begun(pilot: Pilot[Any], valid: int, void: int) -> None:
    await until(pilot, TotalsEntry)
    await settle(pilot)
    await row(pilot, valid, void)


async def row(pilot: Pilot[Any], *numbers: int) -> None:
    await post(pilot, *[key for number in numbers for key in (*str(number), "enter")])


async def noted(pilot: Pilot[Any], key: str, text: str, count: int) -> None:
    """One name or text put on the list."""
    await post(pilot, key)
    await until(pilot, UncopiedForm)
    await settle(pilot)
    pilot.app.screen.query_one("#field-text", Input).value = text
    pilot.app.screen.query_one("#field-count", Input).value = str(count)
    await pilot.press("f5")
    await settle(pilot)


async def test_every_cell_has_a_row_and_problems_stand_with_the_first(branch: Branch) -> None:
    poll, app = totals(branch, CRITERIA)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 4, 1)
        text = screen_text(pilot.app)
        assert "[/x] 政治合格" in text
        assert "问题2" in text
        await row(pilot, 3, 1, 0, 0, 0, 2, 4)
        assert "问题2" not in screen_text(pilot.app)
        await row(pilot, 1, 1, 1, 1, 0, 0)
        await row(pilot, 4, 0, 0, 0, 0, 0, 0)
        await row(pilot, 0, 4, 0, 0, 0, 0)
        assert "全部4行都已封存" in screen_text(pilot.app)
    result = paper.count(branch.book, poll)
    assert result.problems == ((2, 4), (0, 0))
    assert [one.cells for one in result.rows] == [
        (3, 1, 0, 0, 0),
        (1, 1, 1, 1, 0, 0),
        (4, 0, 0, 0, 0),
        (0, 4, 0, 0, 0, 0),
    ]


async def test_a_problem_named_more_often_than_there_are_slips_is_refused(branch: Branch) -> None:
    _, app = totals(branch, CRITERIA)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 4, 1)
        await row(pilot, 4, 0, 0, 0, 0, 5, 0)
        assert "“学习不够”5次，多于有效票4张" in screen_text(pilot.app)
        assert branch.book.value("SELECT count(*) FROM poll_box") == 0


async def test_the_problem_being_counted_is_named_in_full(branch: Branch) -> None:
    _, app = totals(branch, CRITERIA)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 4, 1)
        await row(pilot, 4, 0, 0, 0, 0, 1)
        assert "担当不够：" in screen_text(pilot.app)


async def test_names_and_texts_are_listed_and_sealed_together(branch: Branch) -> None:
    poll, app = totals(branch, CHOICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 5, 0)
        await row(pilot, 2, 3, 0)
        await row(pilot, 1, 4, 0)
        assert "另选、意见" in screen_text(pilot.app)
        await post(pilot, "enter")
        await until(pilot, NotesEntry)
        await settle(pilot)
        await noted(pilot, "1", "李 四[/x]", 2)
        await noted(pilot, "2", "多下基层", 1)
        await noted(pilot, "2", "少开会", 2)
        text = screen_text(pilot.app)
        assert "另选合计2票，至多5" in text
        assert "意见合计3张，至多5" in text
        await post(pilot, "f5")
        assert "全部3行都已封存" in screen_text(pilot.app)
    result = paper.count(branch.book, poll)
    assert result.others == (("李四[/x]", 2),)
    assert sorted(result.texts) == ["多下基层", "少开会", "少开会"]


async def test_votes_that_the_slips_cannot_hold_are_refused_before_they_void_the_count(
    branch: Branch,
) -> None:
    _, app = totals(branch, CHOICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 5, 0)
        await row(pilot, 4, 1, 0)
        await row(pilot, 2, 3, 0)
        assert "得票合计6票" in screen_text(pilot.app)
        assert branch.book.value("SELECT count(*) FROM poll_box") == 1
        await post(pilot, "f7")
        await row(pilot, 1, 4, 0)
        await post(pilot, "enter")
        await until(pilot, NotesEntry)
        await settle(pilot)
        await noted(pilot, "1", "李四", 1)
        assert "得票合计6票" in screen_text(pilot.app)


async def test_an_empty_list_is_sealed_too(branch: Branch) -> None:
    poll, app = totals(branch, CHOICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 5, 0)
        await row(pilot, 2, 3, 0)
        await row(pilot, 1, 4, 0)
        await post(pilot, "enter")
        await until(pilot, NotesEntry)
        await settle(pilot)
        await post(pilot, "f5")
    assert paper.count(branch.book, poll).others == ()


async def test_a_list_that_is_not_sealed_is_asked_about(branch: Branch) -> None:
    _, app = totals(branch, CHOICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 5, 0)
        await post(pilot, "end", "down", "down", "enter")
        await until(pilot, NotesEntry)
        await settle(pilot)
        await noted(pilot, "2", "多下基层", 1)
        await post(pilot, "escape")
        await until(pilot, Confirm)
        await settle(pilot)
        assert "还没有封存" in screen_text(pilot.app)


async def test_names_and_texts_are_covered_where_the_room_looks_on(branch: Branch) -> None:
    set_room(branch.book, "mirrored")
    _, app = totals(branch, CHOICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 5, 0)
        await post(pilot, "down", "down", "enter")
        await until(pilot, Confirm)
        await settle(pilot)
        assert "画面与大屏相同" in screen_text(pilot.app)


async def test_sixteen_problems_fit_a_small_terminal(branch: Branch) -> None:
    form = BallotForm(APPRAISAL_SCALE, problems=tuple(f"第{number}个问题" for number in range(1, 17)))
    _, app = totals(branch, form)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 5, 0)
        text = screen_text(pilot.app)
        assert all(f"问题{number} " in text for number in range(1, 17))
        assert "行废" in text


async def begun_again(pilot: Pilot[Any], valid: int, void: int) -> UncopiedForm:
    """A second sitting, up to the question what the rows sealed before came to."""
    await begun(pilot, valid, void)
    await until(pilot, UncopiedForm)
    await settle(pilot)
    assert isinstance(pilot.app.screen, UncopiedForm)
    return pilot.app.screen


async def begun_without_telling(pilot: Pilot[Any], valid: int, void: int) -> None:
    """A second sitting in which that question is left open."""
    await begun_again(pilot, valid, void)
    await pilot.press("escape")
    await until(pilot, TotalsEntry)
    await settle(pilot)


async def accepted(pilot: Pilot[Any]) -> None:
    """The form in front is saved, and the table stands again."""
    await pilot.press("f5")
    await until(pilot, TotalsEntry)
    await settle(pilot)


async def test_the_votes_of_an_earlier_sitting_are_told_and_counted_in(branch: Branch) -> None:
    poll, sheet, sealer = choice_opened(branch)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 4, 1)
        await row(pilot, 3, 1, 0)
        assert "得票合计3，至多4" in screen_text(pilot.app)
        assert "只算本次" not in screen_text(pilot.app)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        form = await begun_again(pilot, 4, 1)
        assert "先前已封存1行" in unbroken(pilot)
        form.query_one("#field-votes", Input).value = "5"
        await pilot.press("f5")
        await settle(pilot)
        assert "1行得票合计最多4票" in unbroken(pilot)
        form.query_one("#field-votes", Input).value = "3"
        await accepted(pilot)
        await row(pilot, 2, 2, 0)
        assert "得票合计5票" in unbroken(pilot)
        assert branch.book.value("SELECT count(*) FROM poll_box WHERE poll_id = ?", (poll,)) == 1


async def test_without_the_earlier_votes_only_this_sitting_is_counted(branch: Branch) -> None:
    _, sheet, sealer = choice_opened(branch)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 4, 1)
        await row(pilot, 3, 1, 0)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun_without_telling(pilot, 4, 1)
        assert "得票合计0，至多4（只算本次进入以后录的）" in screen_text(pilot.app)


async def test_a_row_of_an_earlier_sitting_typed_anew_is_held_against_the_others(branch: Branch) -> None:
    poll, sheet, sealer = choice_opened(branch)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 4, 1)
        await row(pilot, 1, 3, 0)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun_without_telling(pilot, 4, 1)
        await row(pilot, 2, 2, 0)
        await post(pilot, "up", "up")
        await row(pilot, 3, 1, 0)
        assert "得票合计5票" in unbroken(pilot)
    assert branch.book.value("SELECT count(*) FROM poll_box WHERE poll_id = ?", (poll,)) == 2


async def test_the_earlier_votes_are_held_against_those_of_this_sitting(branch: Branch) -> None:
    _, sheet, sealer = choice_opened(branch)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 4, 1)
        await row(pilot, 3, 1, 0)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun_without_telling(pilot, 4, 1)
        await row(pilot, 2, 2, 0)
        await post(pilot, "up", "up", "up")
        form = await begun_again(pilot, 4, 1)
        form.query_one("#field-votes", Input).value = "3"
        await pilot.press("f5")
        await settle(pilot)
        assert "得票合计5票" in unbroken(pilot)


async def test_the_votes_of_names_written_in_before_are_told_with_the_rows(branch: Branch) -> None:
    _, sheet, sealer = choice_opened(branch)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 4, 1)
        await row(pilot, 1, 3, 0)
        await post(pilot, "down")
        await post(pilot, "enter")
        await until(pilot, NotesEntry)
        await noted(pilot, "1", "张三", 2)
        await post(pilot, "f5")
        await until(pilot, TotalsEntry)
        await settle(pilot)
        assert "得票合计3，至多4" in screen_text(pilot.app)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        form = await begun_again(pilot, 4, 1)
        assert "1行和另选得票合计" in unbroken(pilot)
        form.query_one("#field-votes", Input).value = "3"
        await accepted(pilot)
        await row(pilot, 2, 2, 0)
        assert "得票合计5票" in unbroken(pilot)


async def test_every_row_of_a_target_has_the_number_that_the_slip_prints(branch: Branch) -> None:
    _, app = totals(branch, CRITERIA)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, 5, 0)
        text = screen_text(pilot.app)
        assert [line.split()[0] for line in text.splitlines() if "政治合格" in line or "总评" in line][1:] == [
            "1", "1", "2", "2",
        ]  # fmt: skip
        await row(pilot, 5, 0, 0, 0, 0, 0, 0)
        assert "“[/x] 政治合格”已封存" in screen_text(pilot.app)
