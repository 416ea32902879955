from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.acts import points
from db.check import examine
from db.errors import PingyiError, Refused
from db.scheme import PointRule, Scheme, load_scheme
from db.store import points as store
from db.store.points import balance_faults
from db.views import point_ledger
from db.views import points as view
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch

YEAR = 2026
SCHEME = load_scheme("branch-default")


def rule(code: str, scheme: Scheme = SCHEME) -> PointRule:
    found = scheme.points.rule(code)
    assert found is not None
    return found


def named(branch: Branch, name: str) -> int:
    return branch.members[sample.NAMES.index(name)]


SECRETARY = "于建国"


def give(branch: Branch, name: str, code: str, **more: str) -> points.Booked:
    return points.give_by_rule(
        branch.book, [named(branch, name)], rule(code), scheme=SCHEME, evidence=more.get("evidence", "")
    )


def by_hand(branch: Branch, name: str, tenths: int, reason: str = "帮扶群众") -> points.Booked:
    return points.give_by_hand(branch.book, [named(branch, name)], tenths, reason, scheme=SCHEME)


def total(branch: Branch, name: str) -> int:
    found = {one.member_id: one.total for one in view.standings(branch.book, YEAR)}
    return found[named(branch, name)]


def test_an_addition_by_the_secretary_counts_at_once(branch: Branch) -> None:
    give(branch, "王伟", "study")
    assert total(branch, "王伟") == 1020


def test_a_deduction_waits(branch: Branch) -> None:
    give(branch, "王伟", "study-missed")
    assert (total(branch, "王伟"), point_ledger.pending_count(branch.book)) == (1000, 1)


def test_a_deduction_counts_once_it_is_approved(branch: Branch) -> None:
    booked = give(branch, "王伟", "study-missed")
    points.approve(branch.book, [booked.lines[0].entry_id], approver_id=named(branch, SECRETARY))
    assert (total(branch, "王伟"), point_ledger.pending_count(branch.book)) == (970, 0)


def test_a_rejected_deduction_never_counts(branch: Branch) -> None:
    booked = give(branch, "王伟", "study-missed")
    points.reject(branch.book, [booked.lines[0].entry_id], "已请假", approver_id=named(branch, "石磊"))
    assert (total(branch, "王伟"), point_ledger.pending_count(branch.book)) == (1000, 0)


def test_the_secretarys_own_points_wait(branch: Branch) -> None:
    assert not give(branch, SECRETARY, "study").lines[0].is_approved


def test_the_secretary_does_not_approve_his_own_points(branch: Branch) -> None:
    booked = give(branch, SECRETARY, "study")
    with pytest.raises(Refused, match="本人不能审核认定"):
        points.approve(branch.book, [booked.lines[0].entry_id], approver_id=named(branch, SECRETARY))


def test_another_committee_member_approves_the_secretarys_points(branch: Branch) -> None:
    booked = give(branch, SECRETARY, "study")
    points.approve(branch.book, [booked.lines[0].entry_id], approver_id=named(branch, "石磊"))
    assert total(branch, SECRETARY) == 1020


def test_the_superior_approves_by_name(branch: Branch) -> None:
    booked = give(branch, SECRETARY, "study")
    points.approve(branch.book, [booked.lines[0].entry_id], approver="机关党委")
    found = point_ledger.entry(branch.book, booked.lines[0].entry_id)
    assert found is not None
    assert found.approver == "机关党委"


def test_the_book_itself_refuses_that_somebody_approves_his_own(branch: Branch) -> None:
    booked = give(branch, SECRETARY, "study")
    with pytest.raises(sqlite3.IntegrityError, match="nobody approves his own"):
        branch.book.conn.execute(
            "INSERT INTO point_approval VALUES (?, 'approved', '甲', ?, '', '')",
            (booked.lines[0].entry_id, named(branch, SECRETARY)),
        )


def test_approving_many_is_all_or_nothing(branch: Branch) -> None:
    first = give(branch, "王伟", "study-missed").lines[0].entry_id
    with pytest.raises(Refused):
        points.approve(branch.book, [first, 999], approver_id=named(branch, SECRETARY))
    assert point_ledger.pending_count(branch.book) == 1


def test_what_is_decided_is_not_decided_again(branch: Branch) -> None:
    entry_id = give(branch, "王伟", "study").lines[0].entry_id
    with pytest.raises(Refused, match="已经审核过"):
        points.approve(branch.book, [entry_id], approver_id=named(branch, SECRETARY))


def test_turning_down_wants_a_reason(branch: Branch) -> None:
    entry_id = give(branch, "王伟", "study-missed").lines[0].entry_id
    with pytest.raises(Refused, match="写明理由"):
        points.reject(branch.book, [entry_id], " ", approver_id=named(branch, SECRETARY))


def test_a_cap_is_applied_and_said(branch: Branch) -> None:
    for _ in range(5):
        give(branch, "王伟", "talk")
    for _ in range(4):
        give(branch, "王伟", "lesson")
    line = give(branch, "王伟", "lesson").lines[0]
    assert (line.tenths, line.cap_note) == (0, "本项每年最多12分，已满，+3分不再计入。")


def test_a_quarter_has_its_own_room(branch: Branch) -> None:
    days = ("2026-01-05", "2026-03-31", "2026-04-01")
    granted = [
        points.give_by_rule(branch.book, [named(branch, "王伟")], rule("notes"), scheme=SCHEME, day=day)
        for day in days
    ]
    assert [booked.lines[0].tenths for booked in granted] == [10, 0, 10]


def test_undoing_gives_the_room_back(branch: Branch) -> None:
    first = give(branch, "王伟", "notes").lines[0].entry_id
    points.undo(branch.book, [first])
    assert give(branch, "王伟", "notes").lines[0].tenths == 10


def test_what_was_turned_down_gives_the_room_back(branch: Branch) -> None:
    first = give(branch, SECRETARY, "notes").lines[0].entry_id
    points.reject(branch.book, [first], "无记录", approver_id=named(branch, "石磊"))
    assert give(branch, SECRETARY, "notes").lines[0].tenths == 10


def test_what_waits_keeps_its_room(branch: Branch) -> None:
    give(branch, SECRETARY, "notes")
    assert give(branch, SECRETARY, "notes").lines[0].tenths == 0


def test_a_reversal_that_waits_gives_no_room_back(branch: Branch) -> None:
    first = give(branch, SECRETARY, "notes").lines[0].entry_id
    points.approve(branch.book, [first], approver_id=named(branch, "石磊"))
    points.undo(branch.book, [first])
    assert give(branch, SECRETARY, "notes").lines[0].tenths == 0


def test_a_reversal_that_was_approved_gives_the_room_back(branch: Branch) -> None:
    first = give(branch, SECRETARY, "notes").lines[0].entry_id
    points.approve(branch.book, [first], approver_id=named(branch, "石磊"))
    (reversal,) = points.undo(branch.book, [first])
    points.approve(branch.book, [reversal], approver_id=named(branch, "石磊"))
    assert give(branch, SECRETARY, "notes").lines[0].tenths == 10


def test_points_by_hand_keep_their_reason(branch: Branch) -> None:
    by_hand(branch, "王伟", 15, "参加抗洪")
    assert point_ledger.last_entries(branch.book)[0].reason == "参加抗洪"


@pytest.mark.parametrize(
    ("tenths", "reason", "category", "said"),
    [
        (0, "帮扶", "", "不能是0分"),
        (10, "  ", "", "请写明"),
        (100_001, "帮扶", "", "不超过10000分"),
        (-10, "迟到", "奖励", "与类别“奖励”不符"),
        (10, "帮扶", "扣分", "与类别“扣分”不符"),
    ],
)
def test_points_by_hand_that_make_no_sense_are_refused(
    branch: Branch, tenths: int, reason: str, category: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        points.give_by_hand(
            branch.book, [named(branch, "王伟")], tenths, reason, scheme=SCHEME, category=category
        )


def test_a_rule_that_wants_evidence_is_refused_without(branch: Branch) -> None:
    with pytest.raises(Refused, match="佐证"):
        give(branch, "王伟", "paper")


def test_evidence_is_kept(branch: Branch) -> None:
    give(branch, "王伟", "paper", evidence="《支部生活》2026年第3期")
    assert point_ledger.last_entries(branch.book)[0].evidence == "《支部生活》2026年第3期"


def test_a_whole_group_is_one_act(branch: Branch) -> None:
    group = branch.members[::3]
    points.give_by_rule(branch.book, group, rule("study"), scheme=SCHEME)
    act = point_ledger.last_act(branch.book)
    assert act is not None
    assert len(act.entry_ids) == len(group)


def test_an_act_is_one_event(branch: Branch) -> None:
    before = branch.book.value("SELECT count(*) FROM event")
    points.give_by_rule(branch.book, branch.members, rule("study"), scheme=SCHEME)
    assert branch.book.value("SELECT count(*) FROM event") == before + 1


def exempt(branch: Branch, name: str) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET counts_points = 0 WHERE id = ?", (named(branch, name),))


def test_an_exempt_member_is_refused_alone(branch: Branch) -> None:
    exempt(branch, "王伟")
    with pytest.raises(Refused, match="王伟免计积分"):
        give(branch, "王伟", "study")


def test_an_exempt_member_is_passed_over_in_a_group_and_said(branch: Branch) -> None:
    exempt(branch, "王伟")
    booked = points.give_by_rule(branch.book, branch.members, rule("study"), scheme=SCHEME)
    assert booked.skipped == ((named(branch, "王伟"), "王伟免计积分，可在名册中更改。"),)


def test_undoing_an_act_undoes_the_whole_group(branch: Branch) -> None:
    points.give_by_rule(branch.book, branch.members[2:8], rule("study"), scheme=SCHEME)
    act = point_ledger.last_act(branch.book)
    assert act is not None
    points.undo(branch.book, act.entry_ids)
    assert {one.total for one in view.standings(branch.book, YEAR)} == {1000}


def test_a_reversal_names_what_it_undoes(branch: Branch) -> None:
    first = give(branch, "王伟", "study").lines[0].entry_id
    (second,) = points.undo(branch.book, [first])
    found = point_ledger.entry(branch.book, second)
    assert found is not None
    assert (found.reverses_id, found.reason) == (first, f"撤销第{first}笔：参加集中学习")


def test_an_entry_is_undone_only_once(branch: Branch) -> None:
    first = give(branch, "王伟", "study").lines[0].entry_id
    points.undo(branch.book, [first])
    with pytest.raises(Refused, match="不能撤销两次"):
        points.undo(branch.book, [first])


def test_what_waits_is_withdrawn_without_a_reversal(branch: Branch) -> None:
    first = give(branch, "王伟", "study-missed").lines[0].entry_id
    assert points.undo(branch.book, [first]) == ()
    assert point_ledger.pending_count(branch.book) == 0


def test_undoing_the_secretarys_points_waits_as_well(branch: Branch) -> None:
    first = give(branch, SECRETARY, "study").lines[0].entry_id
    points.approve(branch.book, [first], approver_id=named(branch, "石磊"))
    points.undo(branch.book, [first])
    assert (total(branch, SECRETARY), point_ledger.pending_count(branch.book)) == (1020, 1)


def test_the_last_act_skips_what_is_undone(branch: Branch) -> None:
    first = give(branch, "王伟", "study").lines[0].entry_id
    second = give(branch, "刘芳", "study").lines[0].entry_id
    points.undo(branch.book, [second])
    act = point_ledger.last_act(branch.book)
    assert act is not None
    assert act.entry_ids == (first,)


def test_undoing_nothing_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="没有可以撤销"):
        points.undo(branch.book, [])


def test_without_any_entry_there_is_nothing_to_undo(branch: Branch) -> None:
    assert point_ledger.last_act(branch.book) is None


def test_an_entry_is_never_changed(branch: Branch) -> None:
    give(branch, "王伟", "study")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        branch.book.conn.execute("UPDATE point_entry SET tenths = 90")


def test_a_decision_is_never_deleted(branch: Branch) -> None:
    give(branch, "王伟", "study")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        branch.book.conn.execute("DELETE FROM point_approval")


def test_a_reversal_of_another_amount_is_refused_by_the_book(branch: Branch) -> None:
    first = give(branch, "王伟", "study").lines[0].entry_id
    with pytest.raises(sqlite3.IntegrityError, match="a reversal undoes"):
        branch.book.conn.execute(
            "INSERT INTO point_entry (uid, member_id, year, day, tenths, asked, reason, reverses_id, entered_at) "
            "VALUES ('x', ?, 2026, '2026-11-22', -5, -5, '撤销', ?, '')",
            (named(branch, "王伟"), first),
        )


def test_points_in_a_january_meeting_belong_to_its_round(branch: Branch) -> None:
    points.give_by_rule(
        branch.book,
        [named(branch, "王伟")],
        rule("study"),
        scheme=SCHEME,
        day="2027-01-08",
        meeting_id=branch.meeting,
    )
    assert total(branch, "王伟") == 1020


def test_a_closed_meeting_takes_no_more_points(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    with pytest.raises(Refused, match="会议已闭会"):
        points.give_by_rule(
            branch.book, [named(branch, "王伟")], rule("study"), scheme=SCHEME, meeting_id=branch.meeting
        )


def test_a_day_that_is_none_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="不是日期"):
        points.give_by_rule(
            branch.book, [named(branch, "王伟")], rule("study"), scheme=SCHEME, day="2026-02-30"
        )


def test_an_entry_keeps_the_fingerprint_of_its_scheme(branch: Branch) -> None:
    give(branch, "王伟", "study")
    assert branch.book.value("SELECT scheme_print FROM point_entry") == SCHEME.fingerprint[:16]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["study", "notes", "study-missed", "hand", "group", "undo", "approve", "reject"]),
        st.integers(0, 5),
    ),
    max_size=15,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS)
def test_the_kept_balances_always_equal_a_replay(branch: Branch, steps: list[tuple[str, int]]) -> None:
    """The example database grows from one example to the next, as a real one does."""
    for what, who in steps:
        with contextlib.suppress(PingyiError):
            take(branch, what, who)
    assert balance_faults(branch.book) == ()


def take(branch: Branch, what: str, who: int) -> None:
    book, member, waiting = branch.book, branch.members[who], point_ledger.pending(branch.book)
    if what == "hand":
        points.give_by_hand(book, [member], 5 if who % 2 else -5, "事由", scheme=SCHEME)
    elif what == "group":
        points.give_by_rule(book, branch.members[: who + 1], rule("study"), scheme=SCHEME)
    elif what == "undo":
        act = point_ledger.last_act(book)
        points.undo(book, act.entry_ids if act else [])
    elif what == "approve":
        points.approve(book, [one.id for one in waiting[:who]], approver="上级党委")
    elif what == "reject":
        points.reject(book, [one.id for one in waiting[:who]], "不实", approver="上级党委")
    else:
        points.give_by_rule(book, [member], rule(what), scheme=SCHEME)


def test_a_balance_that_was_tampered_with_is_found(branch: Branch) -> None:
    give(branch, "王伟", "study")
    branch.book.conn.execute("UPDATE point_balance SET tenths = 999")
    assert [found.code for found in examine(branch.book).findings if not found.is_sound] == ["points"]


def test_who_signs_is_found_without_reading_the_branch(branch: Branch) -> None:
    plan = branch.book.rows(f"EXPLAIN QUERY PLAN {store.SECRETARY}", (branch.organisation,))
    assert "USING INDEX member_post" in plan[0][3]


def test_the_entries_of_a_meeting_are_found_by_their_index(branch: Branch) -> None:
    sql = "EXPLAIN QUERY PLAN SELECT id FROM point_entry WHERE meeting_id = ? ORDER BY id"
    assert "point_entry_meeting" in branch.book.rows(sql, (branch.meeting,))[0][3]
