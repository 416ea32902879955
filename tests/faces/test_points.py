from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts import point_standing
from db.acts import points as acts
from db.config import Config, Look
from db.scheme import load_scheme
from db.views import point_ledger
from db.views import points as view
from db.views.stage import stage
from tests import sample
from tests.faces.screen import press, screen_text
from tui.console.app import ConsoleApp
from tui.console.pane import Pane
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from typing import Any

    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

SIZE = (100, 30)
YEAR = 2026
SCHEME = load_scheme("branch-default")


def console(book: Book) -> ConsoleApp:
    return ConsoleApp(book, Config(), start="points")


def totals(branch: Branch) -> dict[str, int]:
    return {one.shown_name: one.total for one in view.standings(branch.book, YEAR)}


def rows(pilot: Pilot[Any]) -> Rows:
    return pilot.app.screen.query_one("PointsPane", Pane).query_one(Rows)


async def test_a_digit_and_enter_give_a_rule_and_move_on(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "enter")
        assert (totals(branch)["丁一"], rows(pilot).cursor) == (1020, 1)


async def test_a_chosen_rule_stays_for_the_next(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "enter", "down", "enter")
        assert (totals(branch)["丁一"], totals(branch)["马晓燕"]) == (1020, 1020)


async def test_a_click_chooses_a_rule(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await pilot.click("RuleGrid", offset=(3, 1))
        await press(pilot, "enter")
        assert totals(branch)["丁一"] == 1020


async def test_a_double_click_gives_the_chosen_rule(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        await pilot.click("PointsPane Rows", offset=(10, 3), times=2)
        await pilot.pause()
        assert totals(branch)["马晓燕"] == 1020


async def test_a_full_width_digit_chooses_too(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "１", "enter")
        assert totals(branch)["丁一"] == 1020


async def test_points_before_a_january_meeting_belong_to_its_round(branch: Branch) -> None:
    branch.clock.move(60 * 86400)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "enter")
        assert totals(branch)["丁一"] == 1020


async def test_what_was_done_is_said(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "enter")
        assert "丁一 参加集中学习 +2分，现102分" in screen_text(pilot.app)


async def test_the_cap_is_said(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "4", "enter", "up", "enter")
        assert "本项每季度最多1分，已满" in screen_text(pilot.app)


async def test_zero_turns_the_page_of_the_rules(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "0", "1", "enter")
        assert point_ledger.pending(branch.book)[0].rule == "study-missed"


async def test_a_deduction_shows_that_it_waits(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "0", "1", "enter")
        assert "待审核1笔" in screen_text(pilot.app)


async def test_blank_marks_several_and_enter_gives_to_all(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "space", "down", "space", "enter")
        given = [name for name, total in totals(branch).items() if total == 1020]
        assert given == ["丁一", "马晓燕"]


async def test_escape_lets_go_of_the_rule_first(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "escape", "enter")
        assert totals(branch)["丁一"] == 1000


async def test_a_whole_group_takes_four_keys(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "f2", "1", "1")
        assert sum(total == 1020 for total in totals(branch).values()) == 9


async def test_all_who_came_is_a_group(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', started_at = ?", (branch.book.now(),))
        db.execute("UPDATE attendance SET in_room = 1 WHERE member_id = ?", (branch.members[3],))
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "f2", "1", "4")
        assert [name for name, total in totals(branch).items() if total == 1020] == ["王伟"]


async def test_f7_undoes_the_last_act_and_names_it(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "enter", "f7")
        assert totals(branch)["丁一"] == 1000
        assert "已撤销：丁一 参加集中学习 +2分（第1笔）" in screen_text(pilot.app)


async def test_f7_asks_before_it_undoes_what_is_old(branch: Branch) -> None:
    deduct(branch, "丁一", 15)
    branch.clock.move(3600)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f7")
        assert "2026年11月22日（星期日）14:30登记的" in screen_text(pilot.app).replace("\n", "")
        assert totals(branch)["丁一"] == 1015
        await press(pilot, "1")
        assert totals(branch)["丁一"] == 1000


async def test_f7_with_nothing_to_undo_says_so(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f7")
        assert "没有可以撤销的积分" in screen_text(pilot.app)


async def test_points_by_hand_ask_for_a_reason(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f4", *"1.5", "enter", *"帮扶", "enter", "enter")
        assert totals(branch)["丁一"] == 1015


async def test_three_decimal_places_are_refused_in_the_form(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f4", *"1.125", "enter", *"帮扶", "enter", "enter")
        assert "有3位小数，积分最多保留一位小数" in screen_text(pilot.app)


async def test_a_rule_that_wants_evidence_asks_for_it(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "7", "enter", *"简报", "enter")
        assert point_ledger.last_entries(branch.book)[0].evidence == "简报"


async def test_find_goes_to_a_member(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f3", *"刘芳", "enter")
        assert rows(pilot).cursor_key == str(branch.members[sample.NAMES.index("刘芳")])


def deduct(branch: Branch, name: str, tenths: int = -20) -> int:
    member = branch.members[sample.NAMES.index(name)]
    return acts.give_by_hand(branch.book, [member], tenths, "迟到", scheme=SCHEME).lines[0].entry_id


async def test_what_waits_is_approved_one_by_one(branch: Branch) -> None:
    deduct(branch, "刘芳")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "2", "1", "2", "1")
        found = point_ledger.last_entries(branch.book)[0]
        assert (found.state, found.approver) == ("approved", "于建国")


async def test_all_that_waits_is_approved_at_once_but_the_approvers_own(branch: Branch) -> None:
    deduct(branch, "刘芳")
    own = deduct(branch, "于建国")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "2", "1", "1")
        assert [one.id for one in point_ledger.pending(branch.book)] == [own]


async def test_turning_down_keeps_its_reason(branch: Branch) -> None:
    deduct(branch, "刘芳")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "2", "1", "2", "2", *"请假", "enter")
        found = point_ledger.last_entries(branch.book)[0]
        assert (found.state, found.note) == ("rejected", "请假")


async def test_the_superior_is_named(branch: Branch) -> None:
    own = deduct(branch, "于建国", 20)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "2", "6", *"机关党委", "enter", "1")
        found = point_ledger.entry(branch.book, own)
        assert found is not None
        assert (found.state, found.approver) == ("approved", "机关党委")


async def test_enter_without_a_rule_opens_the_sheet(branch: Branch) -> None:
    deduct(branch, "丁一", 15)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "enter")
        assert "丁一 2026年度积分101.5分" in screen_text(pilot.app)


async def test_one_entry_is_undone_from_the_sheet(branch: Branch) -> None:
    deduct(branch, "丁一", 15)
    deduct(branch, "丁一", 5)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "enter", "up", "f7", "1")
        assert totals(branch)["丁一"] == 1005


async def test_rank_order_puts_the_highest_first(branch: Branch) -> None:
    deduct(branch, "刘芳", 50)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "8")
        assert rows(pilot).rows[0].cells[1] == "刘芳"


async def test_ties_share_a_rank_on_the_screen(branch: Branch) -> None:
    deduct(branch, "刘芳", 50)
    deduct(branch, "王伟", 50)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "8")
        assert [row.cells[4] for row in rows(pilot).rows[:3]] == ["1", "1", "3"]


async def test_points_go_on_the_wall(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "9")
        assert stage(branch.book).live.kind == "points"


async def test_points_stay_off_the_wall_while_a_poll_is_open(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at) "
            "VALUES ('u', ?, 'appraisal', 'slips', '民主测评', 'open', '[]', '{}', '')",
            (branch.meeting,),
        )
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "9")
        assert "积分画面暂不能投影" in screen_text(pilot.app)


async def test_movement_is_that_of_the_meeting(branch: Branch) -> None:
    deduct(branch, "丁一", 50)
    branch.clock.move(60)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', started_at = ?", (branch.book.now(),))
    deduct(branch, "丁一", 15)
    async with console(branch.book).run_test(size=SIZE) as pilot:
        assert rows(pilot).rows[0].cells[3] == "+1.5"


async def test_another_process_is_seen(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        deduct(branch, "丁一", 15)
        pilot.app.screen.query_one("PointsPane", Pane).reload()
        assert rows(pilot).rows[0].cells[2] == "101.5"


@pytest.mark.parametrize("count", [0, 3, 300])
async def test_any_number_of_members_is_shown(book: Book, count: int) -> None:
    sample.add_members(book, sample.add_branch(book), count)
    async with console(book).run_test(size=(80, 24)) as pilot:
        assert len(rows(pilot).rows) == count


async def test_names_that_look_like_markup_are_shown_as_they_are(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '[/x]' WHERE name = '丁一'")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "enter", "f7", "f4", "escape", "enter")
        assert "[/x]" in screen_text(pilot.app)


async def test_a_reason_that_looks_like_markup_is_shown_as_it_is(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f4", "1", "enter", "[", "/", "x", "]", "enter", "enter")
        assert "丁一 [/x] +1分" in screen_text(pilot.app)


async def test_the_pane_stands_in_the_light_look(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="points")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "2026年度积分  计分26人" in screen_text(pilot.app)


MOST_KEYS = 4
"""The common acts take no more keys, once the name is found."""


@pytest.mark.parametrize(
    ("keys", "count"),
    [
        (("1", "enter"), 1),
        (("0", "2", "enter"), 1),
        (("f2", "1", "1", "1"), 9),
        (("1", "f2", "1", "1"), 9),
        (("space", "space", "1", "enter"), 2),
    ],
    ids=[
        "one person",
        "a rule of the second page",
        "a group, then the rule",
        "the rule, then a group",
        "marked",
    ],
)
async def test_the_common_acts_take_four_keys_at_most(
    branch: Branch, keys: tuple[str, ...], count: int
) -> None:
    assert len(keys) <= MOST_KEYS
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
    entries = point_ledger.last_entries(branch.book, 200)
    assert (len({line.member_id for line in entries}), len({line.rule for line in entries})) == (count, 1)


async def test_a_group_is_asked_for_by_the_name_of_the_rule(branch: Branch) -> None:
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "1", "f2", "1")
        assert "“参加集中学习”+2分：记给谁" in screen_text(pilot.app)


async def test_whoever_decides_sees_day_and_evidence(branch: Branch) -> None:
    member = branch.members[sample.NAMES.index("刘芳")]
    rule = next(rule for rule in SCHEME.points.rules if rule.needs_evidence)
    acts.give_by_rule(
        branch.book,
        [member],
        rule,
        scheme=SCHEME,
        evidence="简报",
        day="2026-11-03",
        proposed_by=branch.members[0],
    )
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "2", "1", "2")
        assert "（2026-11-03，佐证：简报）" in screen_text(pilot.app)


async def test_nobody_is_proposed_for_who_is_left_out(branch: Branch) -> None:
    point_standing.exempt(branch.book, branch.members[0], "长期患病", approver="支部党员大会")
    async with console(branch.book).run_test(size=SIZE) as pilot:
        await press(pilot, "f2", "0", "2")
        assert "丁一免计积分，不能提名。" in screen_text(pilot.app)
