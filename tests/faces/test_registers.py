from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from db.acts import excuses
from db.acts import registers as acts
from db.acts.schemes import choose
from db.config import Config
from db.rules.requirements import Owner
from db.scheme import load_scheme
from db.views import points, registers
from db.views.stage import stage
from tests import registers as sample
from tests.faces.screen import press, screen_text
from tests.sample import add_members
from tui.console.app import ConsoleApp
from tui.console.pane import Pane
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from typing import Any

    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

SIZE = (100, 30)
READ, BOOK, ESSAY, TALK = "read-daily", "book-monthly", "essay-quarterly", "talk-half"


@pytest.fixture(autouse=True)
def scheme(branch: Branch) -> None:
    sample.follow_zibo(branch.book)


def console(book: Book, start: str = "registers") -> ConsoleApp:
    return ConsoleApp(book, Config(), start=start)


def entries(branch: Branch, code: str = BOOK) -> list[tuple[object, ...]]:
    return branch.book.rows(
        "SELECT member_id, day, counts_on FROM register_entry WHERE requirement = ? AND withdrawn_at IS NULL ORDER BY id",
        (code,),
    )


def rows(pilot: Pilot[Any], pane: str = "RegistersPane") -> Rows:
    return pilot.app.screen.query_one(pane, Pane).query_one(Rows)


async def typed(pilot: Pilot[Any], text: str) -> None:
    await press(pilot, *text)


# Overview


async def test_every_requirement_stands_with_who_and_how_often(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "月读一本" in text
        assert "每月1本" in text
        assert "各党小组" in text


async def test_a_digit_opens_a_requirement(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        assert "月读一本  2026年11月（至11月30日）  完成0/26" in screen_text(pilot.app)


async def test_enter_opens_the_requirement_under_the_cursor(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "down", "down", "enter")
        assert "季写一篇  2026年第四季度" in screen_text(pilot.app)


async def test_escape_goes_back_to_the_same_requirement_and_then_home(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "3", "escape")
        assert rows(pilot).cursor_key == ESSAY
        await press(pilot, "escape")
        assert pilot.app.screen.query_one("HomePane", Pane).display


async def test_a_requirement_is_found_by_its_words(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f3")
        await typed(pilot, "述职")
        await press(pilot, "enter")
        assert rows(pilot).cursor_key == "duty-report"


# Entering


async def test_enter_ticks_and_moves_on(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter", "enter")
        assert [row[0] for row in entries(branch)] == branch.members[:2]
        assert rows(pilot).cursor == 2


async def test_the_tick_is_seen_and_said(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter")
        text = screen_text(pilot.app)
        assert "完成1/26" in text
        assert "已登记：丁一 月读一本（2026年11月），积分+1" in text


async def test_points_follow_a_tick(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter")
        moved = {one.shown_name: one.moved for one in points.standings(branch.book, 2026)}
        assert moved["丁一"] > 0


async def test_who_has_done_it_is_passed_over_by_the_cursor(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "down", "enter", "up", "up", "enter")
        assert rows(pilot).cursor == 2


async def test_a_whole_group_takes_two_keys(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "1", "1")
        assert len(entries(branch)) == 26
        assert "已登记：丁一等26名" in screen_text(pilot.app)


async def test_a_group_is_entered_alone(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "1", "2")
        assert [row[0] for row in entries(branch)] == branch.members[::3]


async def test_a_group_leaves_out_who_has_done_it(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter", "1", "1")
        assert len(entries(branch)) == 26


async def test_blank_marks_several_for_one_enter(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "space", "down", "space", "enter")
        assert [row[0] for row in entries(branch)] == [branch.members[0], branch.members[2]]


async def test_escape_lets_go_of_the_marks_first(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "space", "escape", "enter")
        assert [row[0] for row in entries(branch)] == [branch.members[1]]


async def test_left_turns_to_the_period_before_and_enters_there(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "left", "enter")
        assert entries(branch) == [(branch.members[0], "2026-11-22", "2026-10-31")]


async def test_the_period_stays_when_another_process_wrote(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "left", "left")
        pilot.app.screen.query_one("RegistersPane", Pane).reload()
        await pilot.pause()
        assert "2026年9月" in screen_text(pilot.app)


async def test_a_period_is_chosen_from_a_list(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "3", "2")
        assert "2026年10月" in screen_text(pilot.app)


async def test_words_are_entered_with_a_day(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "f4")
        await typed(pilot, "论语")
        await press(pilot, "f5")
        await pilot.pause()
        assert branch.book.value("SELECT said FROM register_entry") == '{"title": "论语"}'


async def test_a_wrong_day_keeps_the_form_open(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "f4", "enter", *["backspace"] * 2, "f5")
        assert "不是日期" in screen_text(pilot.app)
        assert entries(branch) == []


async def test_what_is_late_is_made_up_at_once(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "2")
        assert [row[2] for row in entries(branch)] == [
            "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31",
        ]  # fmt: skip


async def test_making_up_days_is_one_act(branch: Branch) -> None:
    before = branch.book.value("SELECT count(*) FROM event")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "2")
        assert len(entries(branch, READ)) == 205
        assert branch.book.value("SELECT count(*) FROM event") == before + 1


# Reading, mending


async def test_enter_on_what_is_done_shows_its_entries(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter", "up", "enter")
        assert "丁一 月读一本：登记明细" in screen_text(pilot.app)


async def test_an_entry_is_withdrawn_with_a_reason(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter", "up", "enter", "enter", "2", "enter")
        assert entries(branch) == []
        assert branch.book.value("SELECT withdrawn_why FROM register_entry") == "登记有误"


async def test_an_entry_is_changed(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter", "up", "enter", "enter", "1")
        await typed(pilot, "孟子")
        await press(pilot, "f5")
        assert branch.book.value("SELECT said FROM register_entry") == '{"title": "孟子"}'


async def test_a_requirement_that_is_about_nobody_says_so(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET post = '', job = ''")
    async with console(branch.book).run_test(size=(80, 24)) as pilot:
        await press(pilot, "f3", *"书记专项", "enter", "enter")
        shown = screen_text(pilot.app)
    assert "书记专项述职" in shown.splitlines()[1]
    assert "没有人在这项要求的范围内" in shown


async def test_f7_takes_the_last_act_back(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "1", "1", "f7")
        assert entries(branch) == []
        assert "已撤回：丁一等26名 月读一本" in screen_text(pilot.app)


async def test_an_old_act_is_taken_back_only_after_asking(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter")
        branch.clock.move(3600)
        await press(pilot, "f7")
        assert len(entries(branch)) == 1
        await press(pilot, "1")
        assert entries(branch) == []


async def test_one_members_page_shows_everything_he_owes(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "5")
        text = screen_text(pilot.app)
        assert "丁一的台账（2026-11-22）" in text
        assert "逾期2期" in text


async def test_a_line_of_the_page_opens_its_sheet(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "down", "5", "down", "down", "enter")
        assert "季写一篇" in screen_text(pilot.app).splitlines()[1]
        assert rows(pilot).cursor == 1


async def test_somebody_is_excused(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "6")
        await typed(pilot, "长期患病")
        await press(pilot, "enter", "2", "enter", "home", *["delete"] * 10)
        await typed(pilot, "2026-01-01")
        await press(pilot, "f5")
        await pilot.pause()
        assert branch.book.rows("SELECT member_id, requirement, begins, reason FROM requirement_excuse") == [
            (branch.members[0], "", "2026-01-01", "长期患病")
        ]
        assert "不要求" in screen_text(pilot.app)


async def test_an_excuse_is_ended(branch: Branch) -> None:
    excuses.excuse(branch.book, excuses.ExcuseDraft((branch.members[0],), "患病", begins="2026-05-01"))
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "home", "6")
        assert "结束免做：全部要求" in screen_text(pilot.app)
        await press(pilot, "1")
        await pilot.pause()
        assert branch.book.value("SELECT ends FROM requirement_excuse") == "2026-11-22"
        assert "已结束免做：丁一" in screen_text(pilot.app)


async def test_an_organisations_sheet_lists_organisations(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "6", "1", "1")
        assert branch.book.value("SELECT count(*) FROM register_entry WHERE organisation_id IS NOT NULL") == 3


async def test_somebody_is_found_on_a_sheet(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "f3", "1", "2", "enter", "enter")
        assert [row[0] for row in entries(branch)] == [branch.members[11]]


async def test_names_that_look_like_markup_are_shown_as_typed(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '[/x]王[b]' WHERE id = ?", (branch.members[0],))
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter")
        assert "已登记：[/x]王[b] 月读一本" in screen_text(pilot.app)


async def test_without_members_a_sheet_says_so(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET left_at = '2026-06-01T00:00:00.000+00:00'")
    async with console(branch.book).run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "enter", "space", "1")
        assert "没有人在这项要求的范围内" in screen_text(pilot.app)


# The matrix


async def test_the_matrix_counts_who_owes_what(branch: Branch) -> None:
    async with console(branch.book, "compliance").run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "2026年11月22日  26人" in text
        assert "逾期6" in text
        assert "日阅一文：每日1篇" in text


async def test_right_moves_to_the_next_requirement(branch: Branch) -> None:
    async with console(branch.book, "compliance").run_test(size=SIZE) as pilot:
        await press(pilot, "right", "right")
        assert "第3列 季写一篇：每季1篇" in screen_text(pilot.app)


async def test_every_column_can_be_reached(branch: Branch) -> None:
    async with console(branch.book, "compliance").run_test(size=(80, 24)) as pilot:
        await press(pilot, *["right"] * 20)
        assert "第14列 党组织记实登记" in screen_text(pilot.app)


async def test_enter_on_the_matrix_opens_a_page_and_then_the_sheet(branch: Branch) -> None:
    async with console(branch.book, "compliance").run_test(size=SIZE) as pilot:
        await press(pilot, "down", "enter", "down", "enter")
        await pilot.pause()
        assert rows(pilot).cursor == 1
        await press(pilot, "enter")
        assert [row[0] for row in entries(branch)] == [branch.members[1]]


async def test_those_who_owe_nothing_are_folded_away(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO requirement_excuse (uid, member_id, begins, reason, entered_at) "
            "VALUES ('u', ?, '2026-01-01', '患病', 'x')",
            (branch.members[0],),
        )
    async with console(branch.book, "compliance").run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        text = screen_text(pilot.app)
        assert "丁一" not in text
        assert "只看有欠的" in text


async def test_another_date_shows_another_matrix(branch: Branch) -> None:
    async with console(branch.book, "compliance").run_test(size=SIZE) as pilot:
        await press(pilot, "f4", "home", *["delete"] * 10)
        await typed(pilot, "2026-06-15")
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "2026年6月15日  26人" in text
        assert "逾期1" in text


async def test_a_date_that_is_none_keeps_the_form_open(branch: Branch) -> None:
    async with console(branch.book, "compliance").run_test(size=SIZE) as pilot:
        await press(pilot, "f4", "backspace", "enter")
        assert "不是日期" in screen_text(pilot.app)


# Home


async def test_the_home_page_names_what_runs_out_within_the_week(branch: Branch) -> None:
    branch.clock.move(3 * 86400)
    async with console(branch.book, "home").run_test(size=SIZE) as pilot:
        await pilot.pause()
        soon = screen_text(pilot.app).split("已逾期")[0]
        assert "月读一本（11月30日，26名未完成）" in soon
        assert "季写一篇" not in soon


async def test_the_home_page_falls_silent_once_it_is_done(branch: Branch) -> None:
    choose(branch.book, load_scheme("shizong-agri", None, "2026-11-01"))
    async with console(branch.book, "home").run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "支部动员大会（11月30日" not in screen_text(pilot.app)
        branch.clock.move(5 * 86400)
        pilot.app.screen.query_one("HomePane", Pane).reload()
        await pilot.pause()
        assert "支部动员大会（11月30日，1个未完成）" in screen_text(pilot.app)
        owner = Owner(None, branch.organisation)
        scheme = load_scheme("shizong-agri", None, "2026-11-01")
        one = scheme.requirement("mobilise")
        assert one is not None
        acts.file(branch.book, scheme, one, [owner])
        pilot.app.screen.query_one("HomePane", Pane).reload()
        await pilot.pause()
        assert "支部动员大会" not in screen_text(pilot.app)


async def test_the_counts_are_put_on_the_wall(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", *["down"] * 11, "enter")
        await pilot.pause()
        assert stage(branch.book).live.kind == "registers"


async def test_a_register_is_exported_beside_the_book(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "enter")
        pilot.app.screen.query_one("RegistersPane", Pane).run_act("export")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert [path.name for path in (branch.book.path.parent / "导出").iterdir()] == [
            "2026-11-22 学习台账 月读一本.xlsx"
        ]


@pytest.mark.parametrize("place", ["registers", "compliance", "posts", "targets"])
@pytest.mark.parametrize("size", [(80, 24), pytest.param((160, 45), marks=pytest.mark.long)])
async def test_three_hundred_members_and_every_size(
    branch: Branch, place: str, size: tuple[int, int]
) -> None:
    add_members(branch.book, branch.organisation, 300)
    async with console(branch.book, place).run_test(size=size) as pilot:
        await press(pilot, "2", "end", "pageup", "0", "home")
        assert screen_text(pilot.app)


@pytest.mark.parametrize("place", ["registers", "compliance", "posts", "targets"])
async def test_an_empty_branch_breaks_no_place(branch: Branch, place: str) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET left_at = '2026-05-01T00:00:00.000+00:00'")
        db.execute("UPDATE organisation SET closed_at = '2026-05-01T00:00:00.000+00:00'")
    async with console(branch.book, place).run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "enter", "1", "space", "escape", "0", "right", "f4", "escape")
        assert screen_text(pilot.app)


# The home page


async def test_the_home_page_says_what_is_late_and_says_it_anew_after_an_entry(branch: Branch) -> None:
    async with console(branch.book, "home").run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        await pilot.pause()
        places = pilot.app.screen.query_one("HomePane", Pane).query_one(Rows)
        late = registers.matrix(
            branch.book, load_scheme("zibo-safety", None, "2026-05-01"), date(2026, 11, 22)
        ).counts()
        total = sum(one.late for one in late if one.requirement.how_many)
        line = next(row for row in places.rows if row.key == "registers")
        assert f"已逾期{sum(one.late > 0 for one in late)}项（{total}项次）" in line.cells[2]
        pilot.app.screen.query_one("HomePane", Pane).desk.go("registers", requirement=BOOK)
        await pilot.pause()
        await press(pilot, "2", "escape", "escape")
        await pilot.pause()
        line = next(row for row in places.rows if row.key == "registers")
        assert f"{total - 1}项次" in line.cells[2]


# How many keys a tick takes once the name is found


async def count_keys(pilot: Pilot[Any], *keys: str) -> int:
    await press(pilot, *keys)
    return len(keys)


async def test_one_person_one_requirement_takes_at_most_four_keys_once_the_name_is_found(
    branch: Branch,
) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2", "f3", *"李国庆")
        keys = await count_keys(pilot, "enter", "enter")
        assert (len(entries(branch)), entries(branch)[0][0]) == (1, branch.members[17])
        assert keys <= 4


async def test_a_whole_group_takes_at_most_four_keys_from_the_sheet(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        keys = await count_keys(pilot, "1", "2")
        assert {row[0] for row in entries(branch)} == set(branch.members[::3])
        assert keys <= 4


async def test_a_requirement_that_wants_words_takes_at_most_four_keys_beside_the_words(
    branch: Branch,
) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "3", "f3", *"李国庆")
        keys = await count_keys(pilot, "enter", "enter")
        await typed(pilot, "学习体会")
        keys += await count_keys(pilot, "f5")
        assert [row[0] for row in entries(branch, ESSAY)] == [branch.members[17]]
        assert keys <= 4


async def test_from_the_matrix_a_tick_takes_at_most_four_keys(branch: Branch) -> None:
    async with console(branch.book, "compliance").run_test(size=SIZE) as pilot:
        await press(pilot, "right", "f3", *"李国庆", "enter")
        keys = await count_keys(pilot, "enter", "down", "enter")
        await pilot.pause()
        keys += await count_keys(pilot, "enter")
        assert [row[0] for row in entries(branch)] == [branch.members[17]]
        assert keys <= 4
