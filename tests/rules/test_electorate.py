from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.electorate import Grading, Kind, Membership, Rights, Standing, rights
from db.rules.settings import Rules

FULL, NEW = Kind.FULL, Kind.PROBATIONARY
TABLE = [
    (Membership(), Rights(True, True, True, Grading.GRADED)),
    (Membership(NEW), Rights(True, False, True, Grading.NOT_GRADED)),
    (Membership(FULL, Standing.OBSERVING), Rights(True, False, False, Grading.BY_HAND)),
    (Membership(FULL, Standing.DETAINED), Rights(False, False, False, Grading.BY_HAND)),
    (Membership(FULL, Standing.LOST), Rights(True, True, False, Grading.NOT_GRADED)),
    (Membership(FULL, Standing.SUSPENDED), Rights(False, False, False, Grading.NOT_GRADED)),
    (Membership(FULL, is_floating=True), Rights(True, True, True, Grading.GRADED)),
]
members = st.builds(Membership, st.sampled_from(Kind), st.sampled_from(Standing), st.booleans())
settings = st.builds(
    Rules,
    probationary_votes=st.booleans(),
    probationary_graded=st.booleans(),
    observing_votes=st.booleans(),
    lost_is_due=st.booleans(),
    floating_members=st.sampled_from(["present", "exclude"]),
)


@pytest.mark.parametrize(("member", "expected"), TABLE)
def test_each_kind_of_membership_has_the_rights_of_the_table(member: Membership, expected: Rights) -> None:
    assert rights(member) == expected


def test_probationary_members_are_left_out_of_the_ballot_where_the_branch_says_so() -> None:
    assert not rights(Membership(NEW), Rules(probationary_votes=False)).rates


def test_probationary_members_are_graded_where_the_branch_says_so() -> None:
    assert rights(Membership(NEW), Rules(probationary_graded=True)).is_graded


def test_members_on_probation_rate_where_the_branch_says_so() -> None:
    assert rights(Membership(FULL, Standing.OBSERVING), Rules(observing_votes=True)).rates


def test_a_lost_member_is_not_due_once_excluded() -> None:
    assert rights(Membership(FULL, Standing.LOST), Rules(lost_is_due=False)) == Rights(
        False, False, False, Grading.NOT_GRADED
    )


def test_floating_members_are_not_due_where_the_branch_excludes_them() -> None:
    assert not rights(Membership(is_floating=True), Rules(floating_members="exclude")).attends


@given(members, settings)
def test_a_probationary_member_never_votes_on_a_motion(member: Membership, rules: Rules) -> None:
    assert not (member.kind is NEW and rights(member, rules).votes)


@given(members, settings)
def test_who_votes_or_rates_is_due(member: Membership, rules: Rules) -> None:
    right = rights(member, rules)
    assert right.attends or not (right.votes or right.rates)
