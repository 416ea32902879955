from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.acts.observers import ObserverDraft, add_observer
from db.acts.stage import set_room
from db.config import Config
from db.rules.attendance import Status
from db.views.rollcall import counts, observers, roll, roll_row
from tests import sample
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.pane import Pane
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.strip import Strip

    from db.book import Book
    from tests.conftest import Branch

SIZE = (100, 30)


def console(book: Book) -> ConsoleApp:
    return ConsoleApp(book, Config(), start="rollcall")


def status(branch: Branch, index: int) -> Status:
    row = roll_row(branch.book, branch.meeting, branch.members[index])
    assert row is not None
    return row.status


def cursor(pilot: Pilot[Any]) -> int:
    return pilot.app.screen.query_one("RollcallPane", Pane).query_one(Rows).cursor


async def test_a_digit_marks_and_moves_on(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("1", "4")
        assert (status(branch, 0), status(branch, 1), cursor(pilot)) == (Status.PRESENT, Status.ABSENT, 2)


async def test_a_full_width_digit_marks_too(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("２")
        assert status(branch, 0) is Status.LATE


async def test_the_opening_sentence_follows_each_mark(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        assert "应到党员26名，实到1名（均为正式党员），未签到25名。" in screen_text(pilot.app)


async def test_quorum_is_never_announced_at_roll_call(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        assert "规定人数" not in screen_text(pilot.app)


async def test_voting_numbers_stand_apart(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        assert "有表决权应到25名、实到0名" in screen_text(pilot.app)


async def test_leave_asks_for_its_reason_and_moves_on(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("3")
        await pilot.pause()
        await pilot.press("出", "差", "enter")
        await pilot.pause()
        row = roll(branch.book, branch.meeting)[0]
        assert (row.status, row.reason, cursor(pilot)) == (Status.LEAVE, "出差", 1)


async def test_where_the_room_reads_along_reasons_are_covered(branch: Branch) -> None:
    set_room(branch.book, "mirrored")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("3")
        await pilot.pause()
        asked = screen_text(pilot.app)
        await pilot.press("出", "差", "enter")
        await pilot.pause()
        shown = screen_text(pilot.app)
    assert "写的事由会被看见" in asked
    assert ("出差" in shown, "事由已遮盖" in shown) == (False, True)


async def test_leave_stands_even_when_no_reason_is_given(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("3")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert status(branch, 0) is Status.LEAVE


async def test_enter_marks_present_who_was_not_called(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        assert status(branch, 0) is Status.PRESENT


async def test_leaving_early_shows_the_time(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("1", "up")
        branch.clock.move(3600)
        await pilot.press("5")
        assert "15:30离会" in screen_text(pilot.app)


async def test_leaving_of_one_not_called_is_refused_in_words(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("5")
        await pilot.pause()
        assert "本人没有到会" in screen_text(pilot.app)


async def test_undo_names_what_it_takes_back(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("1", "f7")
        await pilot.pause()
        assert "已撤销这一步：丁一 未签到→到会" in screen_text(pilot.app)


async def test_undo_takes_back_the_last_act_first(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("1", "4", "f7")
        assert (status(branch, 0), status(branch, 1)) == (Status.PRESENT, Status.UNMARKED)


async def test_undo_of_nothing_is_refused_in_words(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await pilot.pause()
        assert "没有可以撤销的签到操作" in screen_text(pilot.app)


@pytest.mark.parametrize(("typed", "name"), [("国", "于建国"), ("26", "阿依古丽·吐尔逊"), ("x17", "李国庆")])
async def test_find_puts_the_cursor_on_the_person(branch: Branch, typed: str, name: str) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press(*typed, "enter")
        await pilot.pause()
        assert roll(branch.book, branch.meeting)[cursor(pilot)].name == name


async def test_time_of_a_late_arrival_can_be_corrected(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("2", "up", "f4")
        await pilot.pause()
        await pilot.press(*["backspace"] * 5, *"14:42", "enter")
        await pilot.pause()
        assert "14:42到会" in screen_text(pilot.app)


async def test_a_time_that_is_none_keeps_the_form_open(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("2", "up", "f4")
        await pilot.pause()
        await pilot.press(*["backspace"] * 5, *"25:99", "enter")
        await pilot.pause()
        assert "不是时间" in screen_text(pilot.app)


async def test_observer_is_typed_freely_and_counted(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        pilot.app.screen.pane.run_act("observer")  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.press(*"陈明", "enter", *"机关党委", "enter", *"副书记", "enter")
        await pilot.pause()
        assert [(o.name, o.unit, o.post) for o in observers(branch.book, branch.meeting)] == [
            ("陈明", "机关党委", "副书记")
        ]
        assert "列席1名" in screen_text(pilot.app)


async def test_the_digits_move_an_observer_too(branch: Branch) -> None:
    add_observer(branch.book, branch.meeting, ObserverDraft("陈明", "机关党委"))
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("end", "5")
        await pilot.pause()
        assert "14:30离会 机关党委" in screen_text(pilot.app)
        await pilot.press("f7")
        await pilot.pause()
        assert "已撤销这一步：列席人员陈明 离会" in screen_text(pilot.app)
        assert observers(branch.book, branch.meeting)[0].in_room


async def test_the_rest_is_marked_after_a_choice(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        pilot.app.screen.pane.run_act("rest")  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert counts(branch.book, branch.meeting).present == 26


async def test_markup_in_a_name_is_shown_as_typed(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '[/x]王[b]' WHERE id = ?", (branch.members[0],))
        db.execute("UPDATE attendance SET reason = '[/y]' WHERE member_id = ?", (branch.members[0],))
    add_observer(branch.book, branch.meeting, ObserverDraft("[/z]", "[red]"))
    async with console(branch.book).run_test(size=(100, 50)) as pilot:
        await pilot.press("1", "f7")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert all(part in text for part in ("[/x]王[b]", "[/y]", "[/z]", "[red]", "已撤销这一步：[/x]王[b]"))


async def test_no_meeting_is_said_in_words(book: Book) -> None:
    sample.add_branch(book)
    async with console(book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "还没有会议" in screen_text(pilot.app)


async def test_empty_branch_is_said_in_words(book: Book) -> None:
    organisation = sample.add_branch(book)
    sample.add_meeting(book, organisation)
    async with console(book).run_test(size=SIZE) as pilot:
        assert "名单是空的" in screen_text(pilot.app)


async def test_a_closed_meeting_takes_no_mark(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert status(branch, 0) is Status.UNMARKED
        assert "闭会" in screen_text(pilot.app)


async def test_names_of_eight_characters_are_shown_whole(branch: Branch) -> None:
    async with console(branch.book).run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "阿依古丽·吐尔逊" in screen_text(pilot.app)


async def test_columns_stay_aligned_whatever_the_name(branch: Branch) -> None:
    from rich.cells import cell_len

    async with console(branch.book).run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        lines = [
            line for line in screen_text(pilot.app).splitlines() if "未签到 " in f"{line} " and "正式" in line
        ]
        assert len({cell_len(line[: line.index("正式")]) for line in lines}) == 1


async def test_joiner_on_the_roster_appears_on_coming_here(branch: Branch) -> None:
    sample.add_members(branch.book, branch.organisation, 1)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "应到党员27名" in screen_text(pilot.app)


@pytest.mark.parametrize("count", [3, 30, 300])
async def test_a_branch_of_any_size_is_called_to_its_end(book: Book, count: int) -> None:
    organisation = sample.add_branch(book)
    members = sample.add_members(book, organisation, count)
    meeting = sample.add_meeting(book, organisation)
    async with console(book).run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "4", "home", *["1"] * 3)
        await pilot.pause()
        last = roll_row(book, meeting, members[-1])
        assert last is not None
        assert counts(book, meeting).present == 3
        assert last.status is (Status.PRESENT if count == 3 else Status.ABSENT)
        assert f"应到党员{count}名，实到3名" in screen_text(pilot.app)


async def test_cursor_stays_on_the_last_one(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("end", "1", "4")
        assert (cursor(pilot), status(branch, 25)) == (25, Status.ABSENT)


async def test_a_digit_draws_no_more_than_its_lines(branch: Branch) -> None:
    drawn: list[int] = []
    async with console(branch.book).run_test(size=SIZE) as pilot:
        rows = pilot.app.screen.query_one("RollcallPane", Pane).query_one(Rows)
        await pilot.pause()
        draw = rows.render_line

        def watched(y: int) -> Strip:
            drawn.append(y)
            return draw(y)

        rows.render_line = watched  # type: ignore[method-assign]
        await pilot.press("1")
        await pilot.pause()
    assert set(drawn) == {1, 2}


async def test_the_cursor_finds_the_next_one_not_called(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("1", "1", "home")
        pilot.app.screen.query_one("RollcallPane", Pane).run_act("next_unmarked")
        await pilot.pause()
        assert cursor(pilot) == 2


async def test_a_click_moves_the_cursor_and_a_digit_marks_there(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        rows = pilot.app.screen.query_one("RollcallPane", Pane).query_one(Rows)
        await pilot.click(rows, offset=(10, 5))
        await pilot.press("4")
        assert status(branch, 4) is Status.ABSENT


async def test_leave_from_the_menu_asks_for_its_reason_too(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        pilot.app.screen.query_one("RollcallPane", Pane).run_act("mark")
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
        await pilot.press(*"生病", "enter")
        await pilot.pause()
        assert roll(branch.book, branch.meeting)[0].reason == "生病"


async def test_every_act_of_the_keys_is_in_the_menu_too(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("4")
        await pilot.pause()
        await pilot.press("4")
        await pilot.pause()
        assert status(branch, 0) is Status.ABSENT
