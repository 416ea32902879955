"""A member goes from one branch of the book to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.designations import DesignationDraft, Leaving, designate
from db.acts.member_fields import MemberDraft
from db.acts.placements import PlacementDraft, place
from db.acts.roster import add_member, let_go
from db.acts.transfer import move_member
from db.book import new_uid
from db.check import examine
from db.errors import BadInput, Refused
from db.rules.requirements import Owner
from db.views.roster import member
from db.views.targets import board
from tests import registers as sample

if TYPE_CHECKING:
    from tests.conftest import Branch

SECRETARY = 1
"""于建国's place in the sample branch."""


@pytest.fixture
def other(branch: Branch) -> int:
    with branch.book.quiet() as db:
        return int(
            db.execute(
                "INSERT INTO organisation (uid, kind, name) VALUES (?, 'branch', '机关第二党支部') RETURNING id",
                (new_uid(),),
            ).fetchone()[0]
        )


def test_he_is_in_the_other_branch_without_the_group_and_post_of_the_old(branch: Branch, other: int) -> None:
    number = branch.members[SECRETARY]
    assert move_member(branch.book, number, other) == "机关第二党支部"
    found = member(branch.book, number)
    assert found is not None
    assert (found.organisation, found.group, found.post) == ("机关第二党支部", "", "")


def test_he_is_no_longer_due_at_the_meeting_that_is_planned(branch: Branch, other: int) -> None:
    move_member(branch.book, branch.members[4], other)
    due = branch.book.value("SELECT count(*) FROM attendance WHERE member_id = ?", (branch.members[4],))
    assert due == 0


def test_it_is_one_event_and_the_book_stays_sound(branch: Branch, other: int) -> None:
    before = branch.book.value("SELECT count(*) FROM event")
    move_member(branch.book, branch.members[4], other)
    kinds = branch.book.rows("SELECT kind FROM event ORDER BY id")[before:]
    assert (kinds, examine(branch.book).is_sound) == ([("member.moved",)], True)


def test_he_can_be_moved_back(branch: Branch, other: int) -> None:
    move_member(branch.book, branch.members[4], other)
    assert move_member(branch.book, branch.members[4], branch.organisation) == "机关第一党支部"


def test_a_namesake_there_is_told_apart(branch: Branch, other: int) -> None:
    there = add_member(branch.book, MemberDraft("丁一", gender="女"), organisation_id=other)
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET gender = '男' WHERE id = ?", (branch.members[0],))
    move_member(branch.book, branch.members[0], other)
    marks = {
        branch.book.value("SELECT mark FROM member WHERE id = ?", (n,)) for n in (there, branch.members[0])
    }
    assert marks == {"男", "女"}


def test_somebody_who_may_be_the_same_is_refused(branch: Branch, other: int) -> None:
    add_member(branch.book, MemberDraft("丁一"), organisation_id=other)
    with pytest.raises(Refused, match="已有丁一"):
        move_member(branch.book, branch.members[0], other)


def test_while_a_meeting_goes_on_nobody_is_moved(branch: Branch, other: int) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', started_at = ?", (branch.book.now(),))
    with pytest.raises(Refused, match="正在进行"):
        move_member(branch.book, branch.members[0], other)


def test_who_left_is_not_moved(branch: Branch, other: int) -> None:
    let_go(branch.book, branch.members[0], "组织关系转出")
    with pytest.raises(Refused, match="不在名册"):
        move_member(branch.book, branch.members[0], other)


def test_to_the_same_branch_nobody_is_moved(branch: Branch) -> None:
    with pytest.raises(Refused, match="本来就在"):
        move_member(branch.book, branch.members[0], branch.organisation)


def test_a_branch_that_is_not_in_the_book_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="没有这个支部"):
        move_member(branch.book, branch.members[0], 9999)


# The posts that he holds


@pytest.fixture
def post(branch: Branch) -> int:
    """于建国's 示范岗, since October."""
    draft = DesignationDraft("受理窗口", branch.members[SECRETARY], begins="2026-10-01")
    model = sample.DESIGNATIONS[0]
    return designate(branch.book, sample.scheme(), model, branch.organisation, draft)


def ended(branch: Branch, number: int) -> tuple[str | None, str]:
    row = branch.book.one("SELECT ended_on, ended_why FROM designation WHERE id = ?", (number,))
    assert row is not None
    return row[0], row[1]


def test_who_holds_a_post_is_not_moved_before_it_is_said_what_becomes_of_it(
    branch: Branch, other: int, post: int
) -> None:
    with pytest.raises(Refused, match="还担任“受理窗口”，请先确定撤下还是保留"):
        move_member(branch.book, branch.members[SECRETARY], other)
    found = member(branch.book, branch.members[SECRETARY])
    assert found is not None
    assert (found.organisation, ended(branch, post)) == ("机关第一党支部", (None, ""))


def test_a_post_ends_on_the_day_that_is_named_with_the_branch_as_the_reason(
    branch: Branch, other: int, post: int
) -> None:
    move_member(branch.book, branch.members[SECRETARY], other, Leaving(on="2026-11-20"))
    assert ended(branch, post) == ("2026-11-20", "转到机关第二党支部")


def test_a_post_that_is_kept_runs_on(branch: Branch, other: int, post: int) -> None:
    move_member(branch.book, branch.members[SECRETARY], other, Leaving(is_kept=True))
    assert ended(branch, post) == (None, "")


def test_a_day_before_the_post_began_moves_nobody(branch: Branch, other: int, post: int) -> None:
    with pytest.raises(BadInput, match="早于开始日期 2026-10-01"):
        move_member(branch.book, branch.members[SECRETARY], other, Leaving(on="2026-09-30"))
    found = member(branch.book, branch.members[SECRETARY])
    assert found is not None
    assert found.organisation == "机关第一党支部"


def test_who_is_let_go_leaves_his_post_with_the_same_reason(branch: Branch, post: int) -> None:
    with pytest.raises(Refused, match="还担任“受理窗口”"):
        let_go(branch.book, branch.members[SECRETARY], "组织关系转出")
    let_go(branch.book, branch.members[SECRETARY], "组织关系转出", Leaving())
    assert ended(branch, post) == ("2026-11-22", "组织关系转出")


def test_his_tier_goes_with_him(branch: Branch, other: int) -> None:
    number = branch.members[SECRETARY]
    place(branch.book, sample.scheme(), [Owner(number)], PlacementDraft(tier="first"))
    move_member(branch.book, number, other)
    (found,) = (
        one
        for one in board(branch.book, sample.scheme(), "2026-11-22").members
        if one.owner.member_id == number
    )
    assert found.tier == "first"
