from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.acts import meetings, points
from db.acts import point_standing as standing
from db.acts.point_attendance import settle_attendance
from db.acts.rollcall import mark, mark_rest
from db.errors import Refused
from db.rules import ledger
from db.rules.attendance import Status
from db.rules.scheme_points import CarryOver, Cause
from db.rules.settings import Rules
from db.scheme import Scheme, load_scheme
from db.store.points import balance_faults
from db.views import point_ledger
from db.views import points as view
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch

YEAR = 2026
PLAIN = load_scheme("branch-default")
CAUSES: dict[str, Cause] = {"lesson": "attended", "lesson-missed": "absent"}


def scheme(mode: str = "share", percent: int = 20) -> Scheme:
    """The default scheme with a carry-over, and with rules that follow from the roll."""
    rules = tuple(replace(rule, cause=CAUSES.get(rule.code, "")) for rule in PLAIN.points.rules)
    carry = CarryOver(mode=mode, percent=percent)  # type: ignore[arg-type]
    return replace(PLAIN, points=replace(PLAIN.points, rules=rules, carry=carry))


def named(branch: Branch, name: str) -> int:
    return branch.members[sample.NAMES.index(name)]


def found(branch: Branch, name: str = "王伟", year: int = YEAR, rules: Rules | None = None) -> view.Standing:
    member = named(branch, name)
    return next(one for one in view.standings(branch.book, year, rules) if one.member_id == member)


def test_a_veto_leaves_nothing_of_the_year(branch: Branch) -> None:
    standing.veto(branch.book, named(branch, "王伟"), YEAR, "受到纪委立案查处", approver="机关纪委")
    assert (found(branch).total, found(branch).veto) == (0, "受到纪委立案查处")


def test_a_veto_may_only_be_marked(branch: Branch) -> None:
    standing.veto(branch.book, named(branch, "王伟"), YEAR, "参与集体上访", approver="支部党员大会")
    assert found(branch, rules=Rules(points_veto="mark")).total == 1000


def test_a_veto_of_another_year_does_not_count(branch: Branch) -> None:
    standing.veto(branch.book, named(branch, "王伟"), YEAR - 1, "参与集体上访", approver="机关党委")
    assert found(branch).total == 1000


def test_points_given_after_a_veto_do_not_raise_it(branch: Branch) -> None:
    member = named(branch, "王伟")
    standing.veto(branch.book, member, YEAR, "参与集体上访", approver="机关党委")
    before = view.standings(branch.book, YEAR)
    points.give_by_hand(branch.book, [member], 20, "帮扶", scheme=PLAIN)
    again = view.refreshed(branch.book, before, member, YEAR)
    assert next(one.total for one in again if one.member_id == member) == 0


def test_a_lifted_veto_gives_the_points_back(branch: Branch) -> None:
    member = named(branch, "王伟")
    standing.veto(branch.book, member, YEAR, "参与集体上访", approver="机关党委")
    standing.lift_veto(branch.book, member, YEAR, "经复查不属实")
    assert (found(branch).total, found(branch).veto) == (1000, "")


def test_a_second_veto_of_the_year_is_refused(branch: Branch) -> None:
    member = named(branch, "王伟")
    standing.veto(branch.book, member, YEAR, "参与集体上访", approver="机关党委")
    with pytest.raises(Refused, match="已有一票否决"):
        standing.veto(branch.book, member, YEAR, "又一件", approver="机关党委")


def test_a_veto_names_reason_and_who_decided(branch: Branch) -> None:
    with pytest.raises(Refused, match="写明事由和认定单位"):
        standing.veto(branch.book, named(branch, "王伟"), YEAR, "参与集体上访", approver=" ")


def test_the_book_itself_keeps_a_veto(branch: Branch) -> None:
    standing.veto(branch.book, named(branch, "王伟"), YEAR, "参与集体上访", approver="机关党委")
    with pytest.raises(sqlite3.IntegrityError, match="lifted, not changed"):
        branch.book.conn.execute("UPDATE point_veto SET reason = '别的'")


def test_an_exempt_member_has_a_reason_and_no_rank(branch: Branch) -> None:
    standing.exempt(branch.book, named(branch, "王伟"), "长期患病", approver="支部党员大会")
    one = found(branch)
    assert (one.counts, one.exempt, one.rank) == (False, "长期患病", 0)


def test_who_counts_again_is_exempt_no_more(branch: Branch) -> None:
    standing.exempt(branch.book, named(branch, "王伟"), "长期患病", approver="支部党员大会")
    standing.count_again(branch.book, named(branch, "王伟"))
    assert (found(branch).counts, found(branch).exempt) == (True, "")


def test_a_second_reason_replaces_the_first(branch: Branch) -> None:
    standing.exempt(branch.book, named(branch, "王伟"), "长期患病", approver="支部")
    standing.exempt(branch.book, named(branch, "王伟"), "年满七十", approver="支部")
    assert found(branch).exempt == "年满七十"


# What goes over into the next year


def test_a_share_of_the_last_total_opens_the_year(branch: Branch) -> None:
    points.give_by_hand(branch.book, [named(branch, "王伟")], 180, "全年表现突出", scheme=PLAIN)
    standing.carry_over(branch.book, YEAR + 1, scheme=scheme(), rules=Rules())
    assert found(branch, year=YEAR + 1).total == 236


def test_all_of_the_last_total_may_go_over(branch: Branch) -> None:
    points.give_by_hand(branch.book, [named(branch, "王伟")], 180, "全年表现突出", scheme=PLAIN)
    standing.carry_over(branch.book, YEAR + 1, scheme=scheme("all"), rules=Rules())
    assert found(branch, year=YEAR + 1).total == 1180


def test_a_year_is_opened_once(branch: Branch) -> None:
    standing.carry_over(branch.book, YEAR + 1, scheme=scheme(), rules=Rules())
    with pytest.raises(Refused, match="已经结转过"):
        standing.carry_over(branch.book, YEAR + 1, scheme=scheme(), rules=Rules())


def test_a_scheme_that_begins_anew_carries_nothing(branch: Branch) -> None:
    with pytest.raises(Refused, match="每年重新起算"):
        standing.carry_over(branch.book, YEAR + 1, scheme=scheme("reset"), rules=Rules())


def test_the_secretarys_opening_waits_for_another(branch: Branch) -> None:
    done = standing.carry_over(branch.book, YEAR + 1, scheme=scheme(), rules=Rules())
    assert (done.written, done.waiting) == (26, 1)


def test_what_goes_over_can_be_undone_whole(branch: Branch) -> None:
    standing.carry_over(branch.book, YEAR + 1, scheme=scheme(), rules=Rules())
    act = point_ledger.last_act(branch.book)
    assert act is not None
    points.undo(branch.book, act.entry_ids)
    assert found(branch, year=YEAR + 1).total == 1000
    assert balance_faults(branch.book) == ()


@given(last=st.integers(0, 100_000), base=st.integers(0, 2000), percent=st.integers(0, 100))
def test_a_carried_share_is_never_more_than_half_a_tenth_away(last: int, base: int, percent: int) -> None:
    assert abs(ledger.carried(last, base, "share", percent) * 100 - last * percent) <= 50


# The roll


def hold(branch: Branch) -> None:
    meetings.open_meeting(branch.book, branch.meeting)
    mark(branch.book, branch.meeting, named(branch, "刘芳"), Status.ABSENT)
    mark(branch.book, branch.meeting, named(branch, "李娜"), Status.LEAVE, "出差")
    mark(branch.book, branch.meeting, named(branch, "吴勇"), Status.LATE)
    mark_rest(branch.book, branch.meeting, Status.PRESENT)


def settled(branch: Branch) -> tuple[int, int]:
    done = settle_attendance(branch.book, branch.meeting, scheme=scheme())
    return done.given, done.taken


def test_who_came_gets_the_points_of_the_meeting(branch: Branch) -> None:
    hold(branch)
    assert settled(branch) == (25, 0)
    assert [found(branch, name).total for name in ("王伟", "吴勇", "李娜")] == [1030, 1030, 1000]


def test_who_stayed_away_waits_for_the_branch(branch: Branch) -> None:
    hold(branch)
    settled(branch)
    waiting = [(one.shown_name, one.asked) for one in point_ledger.pending(branch.book) if one.asked < 0]
    assert waiting == [("刘芳", -20)]


def test_the_roll_gives_its_points_once(branch: Branch) -> None:
    hold(branch)
    settled(branch)
    assert settled(branch) == (0, 0)


def test_a_corrected_roll_takes_points_back_and_gives_them(branch: Branch) -> None:
    hold(branch)
    settled(branch)
    mark(branch.book, branch.meeting, named(branch, "王伟"), Status.LEAVE, "补假")
    mark(branch.book, branch.meeting, named(branch, "刘芳"), Status.PRESENT)
    assert settled(branch) == (1, 2)
    assert [found(branch, name).total for name in ("王伟", "刘芳")] == [1000, 1030]
    assert [one for one in point_ledger.pending(branch.book) if one.asked < 0] == []


def test_a_roll_that_turns_back_gives_again(branch: Branch) -> None:
    hold(branch)
    for status in (Status.PRESENT, Status.LEAVE, Status.PRESENT):
        mark(branch.book, branch.meeting, named(branch, "王伟"), status)
        settled(branch)
    assert found(branch).total == 1030


def test_without_a_rule_for_it_the_roll_gives_nothing(branch: Branch) -> None:
    hold(branch)
    plain = replace(PLAIN, points=replace(PLAIN.points, rules=PLAIN.points.rules[-1:]))
    with pytest.raises(Refused, match="没有按这类会议"):
        settle_attendance(branch.book, branch.meeting, scheme=plain)


def test_a_meeting_of_another_level_gives_nothing(branch: Branch) -> None:
    hold(branch)
    here = scheme()
    rules = tuple(replace(rule, levels=("group",)) for rule in here.points.rules)
    with pytest.raises(Refused, match="没有按这类会议"):
        settle_attendance(
            branch.book, branch.meeting, scheme=replace(here, points=replace(here.points, rules=rules))
        )


def test_a_rule_that_holds_no_more_is_refused(branch: Branch) -> None:
    rule = replace(PLAIN.points.rules[0], valid_to="2026-06-30")
    with pytest.raises(Refused, match="只适用到2026年6月30日"):
        points.give_by_rule(branch.book, [named(branch, "王伟")], rule, scheme=PLAIN)


def test_a_rule_that_holds_no_more_still_serves_an_earlier_day(branch: Branch) -> None:
    rule = replace(PLAIN.points.rules[0], valid_to="2026-06-30")
    points.give_by_rule(branch.book, [named(branch, "王伟")], rule, scheme=PLAIN, day="2026-05-01")
    assert found(branch).total == 1020


def test_adjourning_gives_the_points_of_the_roll(branch: Branch) -> None:
    hold(branch)
    meetings.adjourn(branch.book, branch.meeting, scheme=scheme())
    assert found(branch).total == 1030


def test_closing_follows_a_roll_that_was_corrected_since(branch: Branch) -> None:
    hold(branch)
    meetings.adjourn(branch.book, branch.meeting, scheme=scheme())
    mark(branch.book, branch.meeting, named(branch, "刘芳"), Status.PRESENT)
    meetings.close_meeting(branch.book, branch.meeting, scheme=scheme())
    assert found(branch, "刘芳").total == 1030


def test_the_points_of_the_roll_do_not_stand_in_the_minutes(branch: Branch) -> None:
    hold(branch)
    meetings.adjourn(branch.book, branch.meeting, scheme=scheme())
    assert point_ledger.meeting_statement(branch.book, branch.meeting) == ""
