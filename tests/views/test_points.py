from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.acts import points
from db.acts.point_entries import Award, Entering
from db.rules import ledger
from db.rules.settings import Rules
from db.scheme import load_scheme
from db.store import points as store
from db.views import point_ledger
from db.views import points as view
from tests import sample

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch

YEAR = 2026
SCHEME = load_scheme("branch-default")


def add(branch: Branch, name: str, tenths: int, reason: str = "帮扶") -> int:
    member = branch.members[sample.NAMES.index(name)]
    booked = points.give_by_hand(
        branch.book, [member], tenths, reason, scheme=SCHEME, meeting_id=branch.meeting
    )
    return booked.lines[0].entry_id


def names(found: tuple[view.Standing, ...]) -> list[str]:
    return [one.shown_name for one in found]


def test_members_stand_in_stroke_order_by_default(branch: Branch) -> None:
    add(branch, "刘芳", 50)
    assert names(view.standings(branch.book, YEAR)) == list(sample.NAMES)


def test_members_stand_by_rank_where_the_rules_say_so(branch: Branch) -> None:
    add(branch, "刘芳", 50)
    assert names(view.standings(branch.book, YEAR, Rules(points_order="rank")))[:2] == ["刘芳", "丁一"]


def test_ties_share_a_rank(branch: Branch) -> None:
    add(branch, "刘芳", 50)
    add(branch, "王伟", 50)
    ranks = {one.shown_name: one.rank for one in view.standings(branch.book, YEAR)}
    assert (ranks["刘芳"], ranks["王伟"], ranks["丁一"]) == (1, 1, 3)


def test_an_exempt_member_has_no_rank_and_stands_last(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET counts_points = 0 WHERE name = '丁一'")
    found = view.standings(branch.book, YEAR, order="rank")
    assert (found[-1].shown_name, found[-1].rank) == ("丁一", 0)


def test_movement_counts_from_the_meeting_on(branch: Branch) -> None:
    add(branch, "刘芳", 50)
    branch.clock.move(60)
    start = branch.book.now()
    add(branch, "刘芳", 15)
    found = {one.shown_name: one for one in view.standings(branch.book, YEAR, since=start)}
    assert (found["刘芳"].movement, found["刘芳"].moved, found["丁一"].movement) == (15, 65, 0)


def test_a_total_stays_between_floor_and_ceiling(branch: Branch) -> None:
    add(branch, "刘芳", 500)
    found = {
        one.shown_name: one.total for one in view.standings(branch.book, YEAR, Rules(points_ceiling=1200))
    }
    assert found["刘芳"] == 1200


def test_another_year_starts_from_the_base(branch: Branch) -> None:
    add(branch, "刘芳", 500)
    assert {one.total for one in view.standings(branch.book, YEAR + 1)} == {1000}


def test_what_waits_is_counted_beside_its_member(branch: Branch) -> None:
    add(branch, "刘芳", -10)
    found = {one.shown_name: one.waiting for one in view.standings(branch.book, YEAR)}
    assert (found["刘芳"], found["丁一"]) == (1, 0)


def test_the_last_entries_come_newest_first(branch: Branch) -> None:
    add(branch, "刘芳", 10, "一")
    add(branch, "王伟", 10, "二")
    assert [one.reason for one in point_ledger.last_entries(branch.book, 5)] == ["二", "一"]


@pytest.mark.parametrize("state", ["approved", "pending", "rejected", "withdrawn", "reversed"])
def test_an_entry_says_how_it_stands(branch: Branch, state: str) -> None:
    entry = add(branch, "刘芳", 10 if state in ("approved", "reversed") else -10)
    if state == "rejected":
        points.reject(branch.book, [entry], "不实", approver="党委")
    elif state in ("withdrawn", "reversed"):
        points.undo(branch.book, [entry])
    found = point_ledger.entry(branch.book, entry)
    assert found is not None
    assert found.state == state


def test_a_meetings_entries_leave_out_the_rest(branch: Branch) -> None:
    add(branch, "刘芳", 10, "会上")
    points.give_by_hand(branch.book, branch.members[:1], 10, "会外", scheme=SCHEME)
    assert [one.reason for one in point_ledger.meeting_entries(branch.book, branch.meeting)] == ["会上"]


def test_the_last_act_is_named(branch: Branch) -> None:
    entry = add(branch, "刘芳", 15, "抗洪抢险")
    act = point_ledger.last_act(branch.book)
    assert act is not None
    assert act.sentence == f"刘芳 抗洪抢险 +1.5分（第{entry}笔）"


def test_an_act_of_many_kinds_is_named_by_its_number(branch: Branch) -> None:
    with branch.book.write("points.imported") as writing:
        entering = Entering(branch.book, writing, SCHEME, "batch")
        for member, reason in ((0, "1月积分"), (0, "2月积分"), (1, "1月积分")):
            person = store.person(branch.book, branch.members[member])
            assert person is not None
            entering.enter(Award(10, reason, "奖励", year=YEAR), person)
    act = point_ledger.last_act(branch.book)
    assert act is not None
    assert act.sentence.startswith("丁一等2人的3笔积分")


def test_an_act_on_a_group_is_named_by_its_first(branch: Branch) -> None:
    points.give_by_hand(branch.book, branch.members[:3], 10, "帮扶", scheme=SCHEME)
    act = point_ledger.last_act(branch.book)
    assert act is not None
    assert "丁一等3人 帮扶 +1分" in act.sentence


def test_the_committee_may_approve(branch: Branch) -> None:
    assert {one.post for one in view.approvers(branch.book)} == set(sample.POSTS.values())


def test_namesakes_are_told_apart(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '王伟', mark = '女' WHERE name = '刘芳'")
    assert "王伟（女）" in names(view.standings(branch.book, YEAR))


def fill(book: Book, members: list[int], count: int) -> None:
    """Approved entries straight into the tables; the triggers keep the balances."""
    with book.quiet() as db:
        db.conn.executemany(
            "INSERT INTO point_entry (uid, member_id, year, day, category, tenths, asked, reason, entered_at) "
            "VALUES (?, ?, 2026, ?, '贡献', ?, ?, '学习', '2026-01-01T00:00:00.000+00:00')",
            (
                (f"u{n}", members[n % len(members)], f"2026-{n % 12 + 1:02}-15", n % 30, n % 30)
                for n in range(count)
            ),
        )
        db.conn.execute(
            "INSERT INTO point_approval (entry_id, decision, approver, at) "
            "SELECT id, 'approved', '书记', entered_at FROM point_entry"
        )


def steps(book: Book, sql: str) -> int:
    """How many hundred instructions SQLite takes for a question; the same on every machine."""
    taken = 0

    def hundred_more() -> int:
        nonlocal taken
        taken += 1
        return 0

    book.conn.set_progress_handler(hundred_more, 100)
    book.rows(sql)
    book.conn.set_progress_handler(None, 100)
    return taken


def test_totals_of_20_000_entries_equal_a_replay_and_cost_less_than_adding_up(book: Book) -> None:
    members = sample.add_members(book, sample.add_branch(book), 300)
    fill(book, members, 20_000)
    grouping = "SELECT member_id, sum(tenths) FROM point_entry WHERE year = 2026 GROUP BY member_id"
    replayed = dict(book.rows(grouping))
    found = view.standings(book, YEAR, replace(Rules(), points_floor=-100_000))
    assert {one.member_id: one.moved for one in found} == replayed

    balances = "SELECT member_id, tenths FROM point_balance WHERE year = 2026"
    assert steps(book, balances) < steps(book, grouping) / 2


def test_ranks_of_the_view_are_those_of_the_rule(branch: Branch) -> None:
    for tenths, name in zip((5, 10, 10, 20), sample.NAMES, strict=False):
        add(branch, name, tenths)
    found = view.standings(branch.book, YEAR)
    totals = {one.member_id: one.total for one in found}
    shown = {one.member_id: one.rank for one in found}
    assert shown == ledger.ranks(totals)


@pytest.mark.parametrize("tenths", [15, -15])
def test_reading_one_member_again_gives_what_reading_all_gives(branch: Branch, tenths: int) -> None:
    add(branch, "王伟", 30)
    start = branch.book.now()
    before = view.standings(branch.book, YEAR, since=start)
    add(branch, "刘芳", tenths)
    member = branch.members[sample.NAMES.index("刘芳")]
    assert view.refreshed(branch.book, before, member, YEAR, since=start) == view.standings(
        branch.book, YEAR, since=start
    )


def test_reading_one_member_again_leaves_the_others_untouched(branch: Branch) -> None:
    before = view.standings(branch.book, YEAR)
    add(branch, "刘芳", -15)
    member = branch.members[sample.NAMES.index("刘芳")]
    after = view.refreshed(branch.book, before, member, YEAR)
    assert [one.member_id for one, old in zip(after, before, strict=True) if one is not old] == [member]


def test_the_minutes_name_each_gain_with_whom(branch: Branch) -> None:
    add(branch, "刘芳", 15)
    add(branch, "王伟", 15)
    add(branch, "石磊", -10, "迟到")
    undone = add(branch, "丁一", 50, "误记")
    points.undo(branch.book, [undone])
    assert point_ledger.meeting_statement(branch.book, branch.meeting) == (
        "会上登记积分。帮扶，加1.5分：刘芳、王伟；另有1笔待审核认定。"
    )


def test_the_minutes_count_a_whole_branch(branch: Branch) -> None:
    points.give_by_hand(branch.book, branch.members[2:], 10, "集体", scheme=SCHEME, meeting_id=branch.meeting)
    assert "集体，加1分：马晓燕等24名党员" in point_ledger.meeting_statement(branch.book, branch.meeting)


def test_the_minutes_say_nothing_of_points_where_none_were_given(branch: Branch) -> None:
    assert point_ledger.meeting_statement(branch.book, branch.meeting) == ""
