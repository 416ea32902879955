from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.acts import points
from db.rules import ledger
from db.scheme import load_scheme
from db.views import point_tables as tables
from db.views import points as view
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch

YEAR = 2026
SCHEME = load_scheme("branch-default")


def named(branch: Branch, name: str) -> int:
    return branch.members[sample.NAMES.index(name)]


def give(branch: Branch, name: str, tenths: int, day: str, category: str = "") -> int:
    booked = points.give_by_hand(
        branch.book,
        [named(branch, name)],
        tenths,
        "帮扶",
        scheme=SCHEME,
        day=day,
        category=category,
        year=YEAR,
    )
    if not booked.lines[0].is_approved:
        points.approve(branch.book, [booked.lines[0].entry_id], approver="机关党委")
    return booked.lines[0].entry_id


def line(branch: Branch, name: str) -> tables.MonthLine:
    found = tables.month_lines(branch.book, YEAR, view.standings(branch.book, YEAR))
    return next(one for one in found if one.standing.shown_name == name)


def test_a_deed_stands_in_its_month(branch: Branch) -> None:
    give(branch, "王伟", 15, "2026-03-31")
    give(branch, "王伟", 20, "2026-04-01")
    assert (line(branch, "王伟").months[2:4], line(branch, "王伟").quarters) == ((15, 20), (15, 20, 0, 0))


def test_a_deed_outside_the_year_stands_at_its_end(branch: Branch) -> None:
    give(branch, "王伟", 15, "2027-01-08")
    give(branch, "王伟", 5, "2025-12-30")
    assert (line(branch, "王伟").months[11], line(branch, "王伟").months[0]) == (15, 5)


def test_what_waits_stands_in_no_month(branch: Branch) -> None:
    points.give_by_hand(branch.book, [named(branch, "王伟")], -20, "缺席", scheme=SCHEME, day="2026-03-01")
    assert not any(line(branch, "王伟").months)


def test_a_record_has_its_entries_in_order_with_balances(branch: Branch) -> None:
    give(branch, "王伟", 15, "2026-03-31")
    give(branch, "刘芳", 50, "2026-03-31")
    give(branch, "王伟", -20, "2026-04-01")
    found = tables.record(branch.book, named(branch, "王伟"), YEAR, 1000)
    assert [one.balance for one in found.lines] == [1015, 995]


def test_a_record_turns_back_page_by_page(branch: Branch) -> None:
    for number in range(1, 8):
        give(branch, "王伟", number, "2026-03-31")
    member = named(branch, "王伟")
    last = tables.record(branch.book, member, YEAR, 1000, limit=3)
    first = last.lines[0].entry.id, last.before
    before = tables.record(branch.book, member, YEAR, 1000, end=first, limit=3)
    assert [one.balance for one in (*before.lines, *last.lines)] == [1003, 1006, 1010, 1015, 1021, 1028]
    assert (before.has_more, before.before) == (True, 1001)


def test_groups_add_up_to_the_branch(branch: Branch) -> None:
    give(branch, "王伟", 15, "2026-03-31")
    give(branch, "刘芳", 20, "2026-11-01")
    *groups, whole = tables.group_lines(branch.book, YEAR, view.standings(branch.book, YEAR))
    assert whole.total == ledger.GroupTotal(26, 26035)
    assert tuple(map(sum, zip(*(one.months for one in groups), strict=True))) == whole.months


def test_members_without_a_group_are_not_lost(branch: Branch) -> None:
    branch.book.conn.execute("UPDATE member SET group_id = NULL WHERE name = '王伟'")
    found = tables.group_lines(branch.book, YEAR, view.standings(branch.book, YEAR))
    assert [(one.name, one.total.members) for one in found][-2:] == [
        (tables.NO_GROUP, 1),
        (tables.BRANCH, 26),
    ]


def test_categories_stand_in_the_order_of_the_scheme(branch: Branch) -> None:
    give(branch, "王伟", 15, "2026-03-31", "奖励")
    give(branch, "刘芳", 20, "2026-11-01", "基础")
    give(branch, "刘芳", -5, "2026-11-01")
    assert [(one.category, one.tenths) for one in tables.category_sums(branch.book, YEAR)] == [
        ("基础", 20), ("奖励", 15), ("扣分", -5),
    ]  # fmt: skip


def test_the_trend_has_gains_and_losses_apart(branch: Branch) -> None:
    give(branch, "王伟", 15, "2026-03-31")
    give(branch, "刘芳", -5, "2026-03-01")
    assert tables.month_sums(branch.book, YEAR)[2] == (15, -5)


GIFTS = st.lists(
    st.tuples(st.integers(0, 25), st.integers(-60, 60).filter(bool), st.integers(1, 12)), max_size=25
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(gifts=GIFTS)
def test_every_table_adds_up_to_a_replay(branch: Branch, gifts: list[tuple[int, int, int]]) -> None:
    for who, tenths, month in gifts:
        give(branch, sample.NAMES[who], tenths, f"2026-{month:02}-10")
    rows = branch.book.rows(
        "SELECT e.id, e.member_id, e.tenths, e.day, e.category, a.decision FROM point_entry e"
        " LEFT JOIN point_approval a ON a.entry_id = e.id ORDER BY e.id"
    )
    replayed = tuple(
        ledger.Entry(number, ledger.Deed(member, tenths, day, "", category), tenths)
        for number, member, tenths, day, category, decision in rows
        if decision == "approved"
    )
    wanted = ledger.totals(branch.members, replayed, ledger.Scale())
    standings = view.standings(branch.book, YEAR)
    assert {one.member_id: one.total for one in standings} == wanted
    lines = tables.month_lines(branch.book, YEAR, standings)
    assert {one.standing.member_id: sum(one.months) for one in lines} == {
        member: ledger.moved(replayed).get(member, 0) for member in branch.members
    }
    assert sum(one.tenths for one in tables.category_sums(branch.book, YEAR)) == sum(
        sum(pair) for pair in tables.month_sums(branch.book, YEAR)
    )
