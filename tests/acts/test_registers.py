from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from db.acts import excuses
from db.acts import registers as acts
from db.errors import BadInput, Refused
from db.rules.requirements import Owner
from db.views import points
from tests import registers as sample

if TYPE_CHECKING:
    from tests.conftest import Branch


def entries(branch: Branch) -> list[tuple[object, ...]]:
    return branch.book.rows(
        "SELECT requirement, member_id, day, counts_on, amount, said FROM register_entry WHERE withdrawn_at IS NULL"
    )


def total(branch: Branch, member: int) -> int:
    return next(one.total for one in points.standings(branch.book, 2026) if one.member_id == member)


def events(branch: Branch) -> list[str]:
    return [row[0] for row in branch.book.rows("SELECT kind FROM event ORDER BY id")]


# Filing


def test_a_tick_enters_one_for_today(branch: Branch) -> None:
    sample.tick(branch.book, "idea", branch.members[:1])
    assert entries(branch) == [("idea", branch.members[0], "2026-11-22", "2026-11-22", 1, "{}")]


def test_a_whole_group_is_entered_by_one_act(branch: Branch) -> None:
    before = len(events(branch))
    filed = sample.tick(branch.book, "idea", branch.members)
    assert (len(filed.entry_ids), len(events(branch)) - before) == (26, 1)


def test_an_entry_keeps_the_scheme_that_it_was_made_under(branch: Branch) -> None:
    sample.tick(branch.book, "idea", branch.members[:1])
    kept = branch.book.value("SELECT scheme_print FROM register_entry")
    assert sample.scheme().fingerprint.startswith(kept)
    assert branch.book.value("SELECT count(*) FROM scheme_text WHERE fingerprint LIKE ? || '%'", (kept,)) == 1


def test_what_was_made_up_counts_for_the_earlier_period(branch: Branch) -> None:
    sample.tick(branch.book, "read", branch.members[:1], counts_on="2026-08-31")
    assert entries(branch)[0][2:4] == ("2026-11-22", "2026-08-31")


def test_the_same_owner_twice_in_one_act_is_entered_once(branch: Branch) -> None:
    filed = sample.tick(branch.book, "idea", [branch.members[0], branch.members[0]])
    assert len(filed.entry_ids) == 1


@pytest.mark.parametrize(
    ("code", "filing", "message"),
    [
        ("read", acts.Filing(day="2026-11-23"), "还没有到"),
        ("read", acts.Filing(day="11月2日"), "不是日期"),
        ("read", acts.Filing(counts_on="x"), "所属时期“x”不是日期"),
        ("idea", acts.Filing(day="2026-09-30"), "不在“提一条金点子”的时限之内"),
        ("idea", acts.Filing(amount=0), "1 到 999"),
        ("read", acts.Filing(amount=2), "逐次登记"),
        ("essay", acts.Filing(), "要填写“题目”"),
        ("essay", acts.Filing(said={"title": "学习", "words": "两千"}), "“字数”应填数字"),
        ("idea", acts.Filing(said={"colour": "红"}), "没有“colour”这一栏"),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_is_written(
    branch: Branch, code: str, filing: acts.Filing, message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        acts.file(branch.book, sample.scheme(), sample.requirement(code), [Owner(branch.members[0])], filing)
    assert entries(branch) == []


def test_only_those_asked_are_entered_and_the_others_named(branch: Branch) -> None:
    filed = sample.tick(branch.book, "duty", branch.members[:3])
    assert [branch.book.value("SELECT name FROM member WHERE id = ?", (entries(branch)[0][1],))] == ["于建国"]
    assert [why for _, why in filed.skipped] == [
        "“书记半年述职”对丁一没有要求。",
        "“书记半年述职”对马晓燕没有要求。",
    ]


def test_a_deputy_is_not_asked_what_the_secretary_is(branch: Branch) -> None:
    deputy = branch.book.value("SELECT id FROM member WHERE post = '副书记'")
    with pytest.raises(Refused, match="没有要求"):
        sample.tick(branch.book, "duty", [deputy])


def test_who_has_left_is_not_entered(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET left_at = ? WHERE id = ?", (branch.book.now(), branch.members[0]))
    with pytest.raises(Refused, match="丁一已转出"):
        sample.tick(branch.book, "idea", branch.members[:1])


def test_a_group_answers_for_what_groups_owe(branch: Branch) -> None:
    group = branch.book.value("SELECT id FROM organisation WHERE kind = 'group'")
    filed = acts.file(branch.book, sample.scheme(), sample.requirement("talk"), [Owner(None, group)])
    assert len(filed.entry_ids) == 1


def test_a_branch_does_not_answer_for_its_groups(branch: Branch) -> None:
    with pytest.raises(Refused, match="不由这个党组织填报"):
        acts.file(
            branch.book, sample.scheme(), sample.requirement("talk"), [Owner(None, branch.organisation)]
        )


def test_a_member_does_not_answer_for_an_organisation(branch: Branch) -> None:
    with pytest.raises(Refused, match="由党组织填报"):
        sample.tick(branch.book, "talk", branch.members[:1])


@pytest.mark.parametrize("text", ["", "101", "-1", "九成", "95.25"])
def test_a_rate_needs_a_figure_within_a_hundred(branch: Branch, text: str) -> None:
    owner, filing = Owner(None, branch.organisation), acts.Filing(said={"rate": text})
    with pytest.raises(BadInput, match="百分率"):
        acts.file(branch.book, sample.scheme(), sample.requirement("rate"), [owner], filing)


def test_a_rate_is_entered(branch: Branch) -> None:
    owner, filing = Owner(None, branch.organisation), acts.Filing(said={"rate": "95.2"})
    acts.file(branch.book, sample.scheme(), sample.requirement("rate"), [owner], filing)
    assert entries(branch)[0][-1] == '{"rate": "95.2"}'


# Points


def test_points_follow_where_the_scheme_says_so(branch: Branch) -> None:
    sample.tick(branch.book, "read", branch.members[:1])
    assert total(branch, branch.members[0]) == 1010


def test_points_go_with_the_entry(branch: Branch) -> None:
    filed = sample.tick(branch.book, "read", branch.members[:1])
    acts.withdraw(branch.book, filed.entry_ids, "记错了人")
    assert total(branch, branch.members[0]) == 1000


def test_the_cap_of_the_rule_holds_for_what_follows(branch: Branch) -> None:
    for _ in range(3):
        sample.tick(branch.book, "read", branch.members[:1])
    assert total(branch, branch.members[0]) == 1010


def test_no_points_follow_where_the_scheme_is_silent(branch: Branch) -> None:
    assert sample.tick(branch.book, "idea", branch.members).points == ()


# Editing and withdrawing


def test_an_entry_is_edited(branch: Branch) -> None:
    filed = sample.tick(branch.book, "essay", branch.members[:1], title="初稿")
    filing = acts.Filing("2026-11-20", "2026-11-20", said={"title": "定稿", "words": "2000"})
    acts.edit(branch.book, sample.scheme(), sample.requirement("essay"), filed.entry_ids[0], filing)
    assert entries(branch)[0][2:] == (
        "2026-11-20",
        "2026-11-20",
        1,
        '{"title": "定稿", "words": "2000"}',
    )


def test_an_edit_stands_in_the_log(branch: Branch) -> None:
    filed = sample.tick(branch.book, "idea", branch.members[:1])
    acts.edit(
        branch.book,
        sample.scheme(),
        sample.requirement("idea"),
        filed.entry_ids[0],
        acts.Filing("2026-11-01"),
    )
    assert events(branch)[-1] == "register.edited"


def test_the_day_that_points_hang_on_stays(branch: Branch) -> None:
    filed = sample.tick(branch.book, "read", branch.members[:1])
    with pytest.raises(Refused, match="不能改日期"):
        acts.edit(
            branch.book,
            sample.scheme(),
            sample.requirement("read"),
            filed.entry_ids[0],
            acts.Filing("2026-11-01"),
        )


def test_withdrawing_needs_a_reason(branch: Branch) -> None:
    filed = sample.tick(branch.book, "idea", branch.members[:1])
    with pytest.raises(Refused, match="理由"):
        acts.withdraw(branch.book, filed.entry_ids, " ")


def test_a_withdrawn_entry_is_not_withdrawn_again(branch: Branch) -> None:
    filed = sample.tick(branch.book, "idea", branch.members[:1])
    acts.withdraw(branch.book, filed.entry_ids, "记错了")
    with pytest.raises(Refused, match="已经撤回"):
        acts.withdraw(branch.book, filed.entry_ids, "记错了")


def test_a_group_is_withdrawn_whole_or_not_at_all(branch: Branch) -> None:
    filed = sample.tick(branch.book, "idea", branch.members[:3])
    acts.withdraw(branch.book, filed.entry_ids[2:], "记错了")
    with pytest.raises(Refused):
        acts.withdraw(branch.book, filed.entry_ids, "记错了")
    assert len(entries(branch)) == 2


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM register_entry",
        "UPDATE register_entry SET member_id = 2",
        "UPDATE register_entry SET requirement = 'other'",
        "UPDATE register_entry SET scheme_print = ''",
    ],
)
def test_whose_an_entry_is_never_changes(branch: Branch, sql: str) -> None:
    sample.tick(branch.book, "idea", branch.members[:1])
    with pytest.raises(sqlite3.IntegrityError), branch.book.quiet() as db:
        db.execute(sql)


def test_a_withdrawn_entry_never_comes_back(branch: Branch) -> None:
    filed = sample.tick(branch.book, "idea", branch.members[:1])
    acts.withdraw(branch.book, filed.entry_ids, "记错了")
    with pytest.raises(sqlite3.IntegrityError), branch.book.quiet() as db:
        db.execute("UPDATE register_entry SET withdrawn_at = NULL, withdrawn_why = ''")


# 免做


def test_somebody_is_excused_with_a_reason(branch: Branch) -> None:
    draft = excuses.ExcuseDraft((branch.members[0],), "长期患病", begins="2026-01-01")
    excuses.excuse(branch.book, draft)
    assert branch.book.rows("SELECT member_id, requirement, begins, ends FROM requirement_excuse") == [
        (branch.members[0], "", "2026-01-01", "")
    ]


@pytest.mark.parametrize(
    ("draft", "message"),
    [
        (excuses.ExcuseDraft((1,), ""), "理由"),
        (excuses.ExcuseDraft((), "患病"), "选择党员"),
        (excuses.ExcuseDraft((1,), "患病", begins="2026-02-01", ends="2026-01-01"), "早于"),
        (excuses.ExcuseDraft((999,), "患病"), "名册里没有"),
    ],
)
def test_a_wrong_excuse_is_refused(branch: Branch, draft: excuses.ExcuseDraft, message: str) -> None:
    with pytest.raises((BadInput, Refused), match=message):
        excuses.excuse(branch.book, draft)
    assert branch.book.value("SELECT count(*) FROM requirement_excuse") == 0


def test_an_excuse_ends_once(branch: Branch) -> None:
    (number,) = excuses.excuse(
        branch.book, excuses.ExcuseDraft((branch.members[0],), "患病", begins="2026-01-01")
    )
    excuses.end_excuse(branch.book, number, "2026-06-30")
    assert branch.book.value("SELECT ends FROM requirement_excuse") == "2026-06-30"
    with pytest.raises(Refused, match="已经结束"):
        excuses.end_excuse(branch.book, number)
