from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from db.acts import designations as acts
from db.acts.placements import PlacementDraft, place
from db.rules.designations import State
from db.rules.requirements import Owner
from db.rules.targets import State as TargetState
from db.views import designations, targets
from tests import registers as sample
from tests.sample import add_branch

if TYPE_CHECKING:
    from db.rules.scheme_duties import BodyKind
    from tests.conftest import Branch

MODEL = sample.DESIGNATIONS[0]


def give(branch: Branch, name: str, member: int, begins: str = "2026-01-15") -> int:
    draft = acts.DesignationDraft(name, branch.members[member], begins=begins)
    return acts.designate(branch.book, sample.scheme(), MODEL, branch.organisation, draft)


def lines(branch: Branch, today: str = "2026-11-22") -> tuple[designations.DesignationLine, ...]:
    return designations.designations(branch.book, sample.scheme(), today)


def test_a_designation_names_holder_standard_and_term(branch: Branch) -> None:
    give(branch, "受理窗口", 1)
    (one,) = lines(branch)
    assert (one.kind_name, one.name, one.holder, one.standard, one.ends) == (
        "党员示范岗",
        "受理窗口",
        "于建国",
        "业务精、服务好",
        "2027-01-14",
    )


def test_the_last_check_counts_and_the_next_falls_due(branch: Branch) -> None:
    number = give(branch, "受理窗口", 1)
    assert lines(branch)[0].is_check_due
    acts.check(branch.book, number, passed=True, day="2026-11-02")
    acts.check(branch.book, number, passed=False, finding="两次迟到", day="2026-10-08")
    (one,) = lines(branch)
    assert (one.last_check, one.last_passed, one.is_check_due) == ("2026-11-02", True, False)
    assert [each.passed for each in designations.checks(branch.book, number)] == [True, False]


def test_a_term_that_is_over_shows_so(branch: Branch) -> None:
    give(branch, "受理窗口", 1)
    assert lines(branch, "2027-01-15")[0].state is State.EXPIRED


def test_an_ended_one_stands_last_and_is_not_counted(branch: Branch) -> None:
    acts.end(branch.book, give(branch, "受理窗口", 1), "调离")
    give(branch, "咨询窗口", 2)
    found = lines(branch)
    assert [one.name for one in found] == ["咨询窗口", "受理窗口"]
    count = designations.counts(sample.scheme(), found, (branch.organisation,))[0]
    assert (count.running, count.missing, count.checks_due) == (1, 0, 1)


def test_what_a_branch_still_has_to_set_up_is_counted(branch: Branch) -> None:
    assert designations.counts(sample.scheme(), lines(branch), (branch.organisation,))[0].missing == 1


# Targets


def up(branch: Branch, organisation: int, *, is_up: bool = True, day: str = "") -> None:
    place(branch.book, sample.scheme(), [Owner(None, organisation)], PlacementDraft("half", is_up, day=day))


def test_a_share_of_organisations_is_counted_for_every_date_of_the_same_target(branch: Branch) -> None:
    add_branch(branch.book, "机关第二党支部")
    up(branch, branch.organisation)
    half, whole, _ = targets.board(branch.book, sample.scheme(), "2026-11-22").targets
    assert (half.up, half.total, half.percent, half.state) == (1, 2, 50, TargetState.REACHED)
    assert (whole.up, whole.state) == (1, TargetState.RUNNING)


def test_the_last_placement_by_the_date_counts(branch: Branch) -> None:
    up(branch, branch.organisation, day="2026-03-01")
    up(branch, branch.organisation, is_up=False, day="2026-09-01")
    counts = [
        targets.board(branch.book, sample.scheme(), day).targets[0].up
        for day in ("2026-02-01", "2026-03-01", "2026-11-22")
    ]
    assert counts == [0, 1, 0]


def test_a_tier_and_being_up_to_standard_are_kept_apart(branch: Branch) -> None:
    owner = Owner(None, branch.organisation)
    up(branch, branch.organisation)
    place(branch.book, sample.scheme(), [owner], PlacementDraft(tier="middle"))
    (one,) = targets.board(branch.book, sample.scheme(), "2026-11-22").organisations
    assert (one.up, one.tier) == ({"half": True}, "middle")


def test_tiers_are_counted(branch: Branch) -> None:
    for tier, part in (("first", branch.members[:5]), ("middle", branch.members[5:20])):
        place(branch.book, sample.scheme(), [Owner(each) for each in part], PlacementDraft(tier=tier))
    found = targets.board(branch.book, sample.scheme(), "2026-11-22").tiers(sample.scheme(), "member")
    assert [(line.tier.name, line.count, line.total) for line in found] == [
        ("先进", 5, 26),
        ("中间", 15, 26),
        ("后进", 0, 26),
    ]


def test_a_rising_share_of_the_first_tier_is_reached_when_it_rose(branch: Branch) -> None:
    scheme = sample.scheme()

    def best(day: str) -> TargetState:
        return targets.board(branch.book, scheme, day).targets[2].state

    assert best("2026-11-22") is TargetState.UNKNOWN
    owners = [Owner(each) for each in branch.members[:5]]
    place(branch.book, scheme, owners, PlacementDraft(tier="first", day="2026-01-10"))
    assert best("2026-11-22") is TargetState.RUNNING
    place(branch.book, scheme, [Owner(branch.members[9])], PlacementDraft(tier="first", day="2026-07-10"))
    assert best("2026-11-22") is TargetState.REACHED


def test_the_schemes_numbers_are_those_of_each_branch(branch: Branch) -> None:
    with branch.book.quiet() as db:
        sql = "INSERT INTO organisation (uid, kind, name) VALUES ('x', 'branch', '二支部') RETURNING id"
        other = int(db.execute(sql).fetchone()[0])
    give(branch, "受理窗口", 1)
    give(branch, "咨询窗口", 2)
    both = designations.counts(sample.scheme(), lines(branch), (branch.organisation, other))[0]
    there = designations.counts(sample.scheme(), lines(branch), (other,))[0]
    assert (both.running, both.missing, both.branches) == (2, 1, 2)
    assert (there.running, there.missing) == (0, 1)


def counting(branch: Branch, *of: BodyKind) -> tuple[int, int]:
    """How many of how many are up to a target that counts those kinds, the group and the branch being up to it."""
    target = dataclasses.replace(sample.TARGETS[0], of=of)
    scheme = dataclasses.replace(sample.scheme(), targets=(target,))
    group = branch.book.value("SELECT min(id) FROM organisation WHERE kind = 'group'")
    owners = [Owner(None, group), Owner(None, branch.organisation)]
    place(branch.book, sample.scheme(), owners, PlacementDraft("half", is_up=True))
    (line,) = targets.board(branch.book, scheme, "2026-11-22").targets
    return line.up, line.total


def test_a_target_counts_the_kinds_that_the_scheme_names(branch: Branch) -> None:
    assert counting(branch, "branch") == (1, 1)


def test_a_target_may_count_the_groups(branch: Branch) -> None:
    assert counting(branch, "group") == (1, 3)


def test_of_several_kinds_all_are_counted(branch: Branch) -> None:
    assert counting(branch, "branch", "group") == (2, 4)


def test_a_general_branch_is_one_of_the_organisations(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("INSERT INTO organisation (uid, kind, name) VALUES ('x', 'general_branch', '机关党总支')")
    found = targets.board(branch.book, sample.scheme(), "2026-11-22")
    assert [one.shown_name for one in found.organisations] == ["机关党总支", "机关第一党支部"]
    assert found.targets[0].total == 2
