from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.acts import points
from db.acts.auto_points import Cause, grant, withdraw
from db.errors import Refused
from db.scheme import PointRule, load_scheme
from db.store.points import balance_faults
from db.views import point_ledger
from db.views import points as view
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch

YEAR = 2026
DAY = "2026-11-22"
SCHEME = load_scheme("branch-default")
CAUSE = Cause("register", "a" * 32)
SECRETARY = "于建国"


def rule(code: str = "talk") -> PointRule:
    found = SCHEME.points.rule(code)
    assert found is not None
    return found


def named(branch: Branch, name: str) -> int:
    return branch.members[sample.NAMES.index(name)]


def give(branch: Branch, name: str = "王伟", cause: Cause = CAUSE, code: str = "talk") -> bool:
    with branch.book.write("test.given") as writing:
        found = grant(branch.book, writing, cause, named(branch, name), rule(code), day=DAY, scheme=SCHEME)
        return found is not None


def take(branch: Branch, cause: Cause = CAUSE, member: int | None = None) -> tuple[int, ...]:
    with branch.book.write("test.withdrawn") as writing:
        return withdraw(branch.book, writing, cause, member)


def total(branch: Branch, name: str = "王伟") -> int:
    return {one.member_id: one.total for one in view.standings(branch.book, YEAR)}[named(branch, name)]


def test_a_cause_gives_its_points(branch: Branch) -> None:
    assert (give(branch), total(branch)) == (True, 1030)


def test_a_cause_gives_its_points_once(branch: Branch) -> None:
    give(branch)
    assert (give(branch), total(branch)) == (False, 1030)


def test_another_cause_gives_again(branch: Branch) -> None:
    give(branch)
    give(branch, cause=Cause("register", "b" * 32))
    assert total(branch) == 1060


def test_the_book_itself_refuses_the_same_cause_twice(branch: Branch) -> None:
    give(branch)
    with pytest.raises(sqlite3.IntegrityError, match="once"):
        branch.book.conn.execute(
            "INSERT INTO point_entry (uid, member_id, year, day, rule, tenths, asked, reason, cause_kind, cause_uid,"
            " entered_at) VALUES ('x', ?, 2026, '2026-11-22', 'talk', 30, 30, '宣讲', ?, ?, '')",
            (named(branch, "王伟"), CAUSE.kind, CAUSE.uid),
        )


def test_points_go_with_their_cause(branch: Branch) -> None:
    give(branch)
    give(branch, "刘芳")
    assert (len(take(branch)), total(branch), total(branch, "刘芳")) == (2, 1000, 1000)


def test_one_member_alone_loses_the_points_of_a_cause(branch: Branch) -> None:
    give(branch)
    give(branch, "刘芳")
    take(branch, member=named(branch, "王伟"))
    assert (total(branch), total(branch, "刘芳")) == (1000, 1030)


def test_a_cause_that_comes_back_gives_again(branch: Branch) -> None:
    give(branch)
    take(branch)
    assert (give(branch), total(branch)) == (True, 1030)


def test_withdrawing_twice_takes_once(branch: Branch) -> None:
    give(branch)
    take(branch)
    assert (take(branch), total(branch)) == ((), 1000)


def test_what_waits_is_withdrawn_with_its_cause(branch: Branch) -> None:
    give(branch, code="study-missed")
    assert (take(branch), point_ledger.pending_count(branch.book)) == ((), 0)


def test_what_was_turned_down_is_not_asked_again(branch: Branch) -> None:
    give(branch, code="study-missed")
    points.reject(branch.book, [point_ledger.pending(branch.book)[0].id], "已请假", approver="机关党委")
    assert not give(branch, code="study-missed")


def test_the_secretarys_automatic_points_wait(branch: Branch) -> None:
    give(branch, SECRETARY)
    assert (total(branch, SECRETARY), point_ledger.pending_count(branch.book)) == (1000, 1)


def test_who_does_not_count_gets_nothing(branch: Branch) -> None:
    branch.book.conn.execute("UPDATE member SET counts_points = 0 WHERE id = ?", (named(branch, "王伟"),))
    assert not give(branch)


def test_the_cap_holds_for_automatic_points(branch: Branch) -> None:
    for number in range(8):
        give(branch, cause=Cause("register", f"{number:032}"), code="study")
    assert total(branch) == 1120


# Proposals and reversals that were turned down


def propose(branch: Branch) -> int:
    booked = points.give_by_rule(
        branch.book,
        [named(branch, "王伟")],
        rule(),
        scheme=SCHEME,
        proposed_by=named(branch, "丁一"),
    )
    return booked.lines[0].entry_id


def test_a_proposal_waits_though_it_is_a_gain(branch: Branch) -> None:
    propose(branch)
    assert (total(branch), point_ledger.pending(branch.book)[0].proposer) == (1000, "丁一")


def test_the_secretary_signs_a_proposal(branch: Branch) -> None:
    points.approve(branch.book, [propose(branch)], approver_id=named(branch, SECRETARY))
    assert total(branch) == 1030


def test_who_does_not_sit_on_the_committee_approves_nothing(branch: Branch) -> None:
    with pytest.raises(Refused, match="不是支委会成员"):
        points.approve(branch.book, [propose(branch)], approver_id=named(branch, "丁一"))


def test_a_reversal_that_was_turned_down_can_be_asked_again(branch: Branch) -> None:
    first = (
        points.give_by_rule(branch.book, [named(branch, SECRETARY)], rule(), scheme=SCHEME).lines[0].entry_id
    )
    points.approve(branch.book, [first], approver="机关党委")
    (asked,) = points.undo(branch.book, [first])
    points.reject(branch.book, [asked], "加分属实", approver="机关党委")
    (again,) = points.undo(branch.book, [first])
    points.approve(branch.book, [again], approver="机关党委")
    assert total(branch, SECRETARY) == 1000


def test_a_reversal_is_not_asked_twice_at_once(branch: Branch) -> None:
    first = (
        points.give_by_rule(branch.book, [named(branch, SECRETARY)], rule(), scheme=SCHEME).lines[0].entry_id
    )
    points.approve(branch.book, [first], approver="机关党委")
    points.undo(branch.book, [first])
    with pytest.raises(Refused, match="已经撤销过"):
        points.undo(branch.book, [first])


ACTS = st.lists(
    st.tuples(st.sampled_from(("give", "hand", "cause", "withdraw", "undo", "approve", "reject", "propose")),
              st.integers(0, 5), st.integers(0, 14)),
    max_size=30,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(acts=ACTS)
def test_what_is_kept_is_what_a_replay_gives(branch: Branch, acts: list[tuple[str, int, int]]) -> None:
    """Any course of acts, refused ones among them, leaves balances, months and the waiting list equal to a replay."""
    book = branch.book
    for what, who, number in acts:
        member = branch.members[who]
        one = SCHEME.points.rules[number % len(SCHEME.points.rules)]
        waiting = [each.id for each in point_ledger.pending(book)]
        last = point_ledger.last_act(book)
        try:
            if what == "give":
                points.give_by_rule(book, [member, branch.members[0]], one, scheme=SCHEME, evidence="文号")
            elif what == "propose":
                points.give_by_rule(
                    book, [member], one, scheme=SCHEME, evidence="文号", proposed_by=branch.members[3]
                )
            elif what == "hand":
                points.give_by_hand(
                    book, [member], number - 7, "试", scheme=SCHEME, day=f"2026-{number % 12 + 1:02}-05"
                )
            elif what == "cause":
                with book.write("test.given") as writing:
                    grant(book, writing, Cause("register", str(number)), member, one, day=DAY, scheme=SCHEME)
            elif what == "withdraw":
                with book.write("test.withdrawn") as writing:
                    withdraw(book, writing, Cause("register", str(number)))
            elif what == "undo" and last:
                points.undo(book, last.entry_ids)
            elif what == "approve":
                points.approve(book, waiting[:2], approver="机关党委")
            elif what == "reject":
                points.reject(book, waiting[-1:], "不属实", approver="机关党委")
        except Refused:
            continue
    assert balance_faults(book) == ()
