"""Who comments on whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.commentary import (
    Comment,
    Commentator,
    Role,
    State,
    Target,
    due_role,
    state_of,
    why_not_comment,
    without,
)

BRANCH = Target()
SECRETARY = Target(1, is_secretary=True)
MEMBER = Target(2)
SUPERIOR = Commentator(Role.SUPERIOR)
TARGETS = st.lists(st.builds(Target, st.none() | st.integers(1, 5), st.booleans()), max_size=6)
COMMENTS = st.lists(st.builds(Comment, st.none() | st.integers(1, 5), st.sampled_from(State)), max_size=8)


@pytest.mark.parametrize("target", [BRANCH, SECRETARY, MEMBER])
def test_a_superior_may_comment_on_all(target: Target) -> None:
    assert why_not_comment(SUPERIOR, target) == ""


def test_the_secretary_comments_on_members() -> None:
    assert why_not_comment(Commentator(Role.SECRETARY, 1), MEMBER) == ""


def test_the_secretary_does_not_comment_on_himself() -> None:
    assert why_not_comment(Commentator(Role.SECRETARY, 1), SECRETARY) == "不能点评本人。"


def test_the_secretary_does_not_comment_on_the_branch() -> None:
    assert "上级" in why_not_comment(Commentator(Role.SECRETARY, 1), BRANCH)


def test_a_committee_member_does_not_comment_on_the_secretary() -> None:
    assert "上级" in why_not_comment(Commentator(Role.COMMITTEE, 3), SECRETARY)


def test_a_committee_member_may_comment_on_members() -> None:
    assert why_not_comment(Commentator(Role.COMMITTEE, 3), MEMBER) == ""


def test_an_ordinary_member_comments_on_nobody() -> None:
    assert "另选点评人" in why_not_comment(Commentator(Role.NONE, 4), MEMBER)


@given(st.sampled_from(Role), st.integers(1, 5), st.booleans())
def test_nobody_comments_on_himself(role: Role, member: int, is_secretary: bool) -> None:
    assert why_not_comment(Commentator(role, member), Target(member, is_secretary))


@pytest.mark.parametrize(
    ("target", "role"), [(BRANCH, Role.SUPERIOR), (SECRETARY, Role.SUPERIOR), (MEMBER, Role.SECRETARY)]
)
def test_who_has_to_comment_follows_rank(target: Target, role: Role) -> None:
    assert due_role(target) is role


@given(TARGETS.filter(bool))
def test_who_has_to_comment_may(targets: list[Target]) -> None:
    for target in targets:
        assert why_not_comment(Commentator(due_role(target)), target) == ""


def test_a_draft_does_not_count() -> None:
    assert without([BRANCH, MEMBER], [Comment(None), Comment(2, State.RELEASED)]) == (BRANCH,)


def test_a_withdrawn_one_is_none() -> None:
    assert state_of(MEMBER, [Comment(2, State.WITHDRAWN)]) is None


def test_a_released_one_outweighs_a_draft() -> None:
    assert state_of(MEMBER, [Comment(2, State.RELEASED), Comment(2)]) is State.RELEASED


@given(TARGETS, COMMENTS)
def test_without_and_released_share_out_everybody(targets: list[Target], comments: list[Comment]) -> None:
    released = [target for target in targets if state_of(target, comments) is State.RELEASED]
    assert len(without(targets, comments)) + len(released) == len(targets)
