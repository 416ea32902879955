"""A member goes from one branch of the book to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.roster import MemberDraft, add_member, let_go
from db.acts.transfer import move_member
from db.book import new_uid
from db.check import examine
from db.errors import Refused
from db.views.roster import member

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
