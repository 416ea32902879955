from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from db.acts import designations as acts
from db.acts.organisations import close_group
from db.acts.placements import PlacementDraft, place, withdraw
from db.errors import BadInput, Refused
from db.rules.requirements import Owner
from db.views.targets import board, last_placement
from tests import registers as sample

if TYPE_CHECKING:
    from tests.conftest import Branch

MODEL, ZONE = sample.DESIGNATIONS


def give(branch: Branch, name: str, member: int, *, begins: str = "", ends: str = "") -> int:
    draft = acts.DesignationDraft(name, branch.members[member], begins=begins, ends=ends)
    return acts.designate(branch.book, sample.scheme(), MODEL, branch.organisation, draft)


def row(branch: Branch, number: int) -> tuple[object, ...] | None:
    return branch.book.one("SELECT begins, ends, standard, ended_on FROM designation WHERE id = ?", (number,))


def test_a_designation_runs_for_the_schemes_term(branch: Branch) -> None:
    number = give(branch, "受理窗口", 0)
    assert row(branch, number) == ("2026-11-22", "2027-11-21", "业务精、服务好", None)


def test_a_last_day_that_was_typed_is_kept(branch: Branch) -> None:
    found = row(branch, give(branch, "受理窗口", 0, ends="2026-12-31"))
    assert found is not None
    assert found[1] == "2026-12-31"


def test_the_schemes_number_is_kept(branch: Branch) -> None:
    give(branch, "受理窗口", 0)
    give(branch, "咨询窗口", 1)
    with pytest.raises(Refused, match="最多设2个，已有2个"):
        give(branch, "档案窗口", 2)


def test_one_that_ended_makes_room(branch: Branch) -> None:
    first = give(branch, "受理窗口", 0)
    give(branch, "咨询窗口", 1)
    acts.end(branch.book, first, "调离")
    assert give(branch, "档案窗口", 2)


def test_it_ends_on_the_day_that_was_typed(branch: Branch) -> None:
    number = give(branch, "受理窗口", 0, begins="2026-10-01")
    acts.end(branch.book, number, "调离", "2026-11-01")
    found = row(branch, number)
    assert found is not None
    assert found[3] == "2026-11-01"


def test_it_does_not_end_before_it_began(branch: Branch) -> None:
    number = give(branch, "受理窗口", 0, begins="2026-10-01")
    with pytest.raises(BadInput, match="“受理窗口”：2026-09-30 早于开始日期 2026-10-01"):
        acts.end(branch.book, number, "调离", "2026-09-30")


def test_what_a_group_holds_ends_when_it_is_dissolved(branch: Branch) -> None:
    group = branch.book.value("SELECT id FROM organisation WHERE kind = 'group' ORDER BY position LIMIT 1")
    draft = acts.DesignationDraft("大厅", group_id=group)
    number = acts.designate(branch.book, sample.scheme(), ZONE, branch.organisation, draft)
    close_group(branch.book, group)
    assert branch.book.one("SELECT ended_on, ended_why FROM designation WHERE id = ?", (number,)) == (
        "2026-11-22",
        "党小组撤销",
    )


def test_nobody_holds_the_same_one_twice(branch: Branch) -> None:
    give(branch, "受理窗口", 0)
    with pytest.raises(Refused, match="不能重复设立"):
        give(branch, "受理窗口", 0)


def test_a_members_post_is_not_given_to_a_group(branch: Branch) -> None:
    draft = acts.DesignationDraft("受理窗口", group_id=branch.organisation)
    with pytest.raises(Refused, match="由党员担任"):
        acts.designate(branch.book, sample.scheme(), MODEL, branch.organisation, draft)


def test_a_zone_is_held_by_an_organisation(branch: Branch) -> None:
    group = branch.book.value("SELECT id FROM organisation WHERE kind = 'group'")
    draft = acts.DesignationDraft("三楼", group_id=group)
    number = acts.designate(branch.book, sample.scheme(), ZONE, branch.organisation, draft)
    assert row(branch, number) == ("2026-11-22", "", "", None)


@pytest.mark.parametrize(
    ("name", "more"),
    [("", {}), ("岗", {"begins": "昨天"}), ("岗", {"begins": "2026-11-02", "ends": "2026-11-01"})],
)
def test_a_wrong_draft_is_refused(branch: Branch, name: str, more: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        give(branch, name, 0, **more)


def test_a_check_is_written_down(branch: Branch) -> None:
    number = give(branch, "受理窗口", 0)
    acts.check(branch.book, number, passed=True, finding="群众满意")
    assert branch.book.one("SELECT day, passed, finding FROM designation_check") == (
        "2026-11-22",
        1,
        "群众满意",
    )


def test_found_wanting_says_why(branch: Branch) -> None:
    number = give(branch, "受理窗口", 0)
    with pytest.raises(Refused, match="写明情况"):
        acts.check(branch.book, number, passed=False)


def test_a_check_of_tomorrow_is_refused(branch: Branch) -> None:
    number = give(branch, "受理窗口", 0)
    with pytest.raises(BadInput, match="还没有到"):
        acts.check(branch.book, number, passed=True, day="2026-11-23")


def test_a_term_is_renewed_from_its_end(branch: Branch) -> None:
    number = give(branch, "受理窗口", 0)
    assert acts.renew(branch.book, MODEL, number) == "2028-11-21"


def test_an_ended_one_never_changes(branch: Branch) -> None:
    number = give(branch, "受理窗口", 0)
    acts.end(branch.book, number, "期满")
    for act in (
        lambda: acts.end(branch.book, number, "期满"),
        lambda: acts.renew(branch.book, MODEL, number),
        lambda: acts.check(branch.book, number, passed=True),
    ):
        with pytest.raises(Refused, match="已经撤下"):
            act()


def test_ending_needs_a_reason(branch: Branch) -> None:
    with pytest.raises(Refused, match="理由"):
        acts.end(branch.book, give(branch, "受理窗口", 0), "")


# 达标、定档


def test_a_branch_is_placed(branch: Branch) -> None:
    owner = Owner(None, branch.organisation)
    place(branch.book, sample.scheme(), [owner], PlacementDraft("half", True, "first", "考核95分"))
    assert branch.book.one("SELECT organisation_id, day, about, is_up, tier, basis FROM placement") == (
        branch.organisation,
        "2026-11-22",
        "half",
        1,
        "first",
        "考核95分",
    )


def test_members_are_placed_by_one_act(branch: Branch) -> None:
    owners = [Owner(number) for number in branch.members]
    assert len(place(branch.book, sample.scheme(), owners, PlacementDraft(tier="middle"))) == 26


@pytest.mark.parametrize(
    "draft",
    [PlacementDraft(), PlacementDraft(tier="best"), PlacementDraft("half", True, day="2026-11-23"), PlacementDraft("half", True, day="x"),
        PlacementDraft("none", True)],
)  # fmt: skip
def test_a_wrong_placement_is_refused(branch: Branch, draft: PlacementDraft) -> None:
    with pytest.raises((BadInput, Refused)):
        place(branch.book, sample.scheme(), [Owner(branch.members[0])], draft)
    assert branch.book.value("SELECT count(*) FROM placement") == 0


def test_somebody_unknown_is_not_placed(branch: Branch) -> None:
    with pytest.raises(Refused, match="名册里没有"):
        place(branch.book, sample.scheme(), [Owner(999)], PlacementDraft("half", True))


def ups(branch: Branch) -> dict[str, bool]:
    (one,) = board(branch.book, sample.scheme(), "2026-11-22").organisations
    return one.up


def test_what_was_decided_before_counts_again_when_a_placement_is_taken_back(branch: Branch) -> None:
    owner = Owner(None, branch.organisation)
    place(branch.book, sample.scheme(), [owner], PlacementDraft("half", is_up=True))
    wrong = place(branch.book, sample.scheme(), [owner], PlacementDraft("half", is_up=False))
    withdraw(branch.book, wrong, "认定有误")
    assert ups(branch) == {"half": True}


def test_a_placement_taken_back_stays_on_record(branch: Branch) -> None:
    (number,) = place(branch.book, sample.scheme(), [Owner(branch.members[0])], PlacementDraft(tier="first"))
    withdraw(branch.book, (number,), "认定有误")
    assert branch.book.rows("SELECT id, withdrawn_why FROM placement") == [(number, "认定有误")]


def test_placements_are_taken_back_all_or_none(branch: Branch) -> None:
    owners = [Owner(number) for number in branch.members[:3]]
    written = place(branch.book, sample.scheme(), owners, PlacementDraft(tier="first"))
    withdraw(branch.book, written[:1], "认定有误")
    with pytest.raises(Refused, match="已经撤回"):
        withdraw(branch.book, written[::-1], "认定有误")
    assert branch.book.value("SELECT count(*) FROM placement WHERE withdrawn_at IS NULL") == 2


@pytest.mark.parametrize(("ids", "why"), [((1,), " "), ((), "认定有误"), ((99,), "认定有误")])
def test_taking_back_a_placement_names_it_and_says_why(
    branch: Branch, ids: tuple[int, ...], why: str
) -> None:
    place(branch.book, sample.scheme(), [Owner(branch.members[0])], PlacementDraft(tier="first"))
    with pytest.raises(Refused):
        withdraw(branch.book, ids, why)


def test_what_a_placement_says_never_changes(branch: Branch) -> None:
    place(branch.book, sample.scheme(), [Owner(branch.members[0])], PlacementDraft(tier="first"))
    with pytest.raises(sqlite3.IntegrityError, match="never changes"), branch.book.quiet() as db:
        db.execute("UPDATE placement SET tier = 'last'")


def test_the_last_act_is_told_with_all_that_it_placed(branch: Branch) -> None:
    owners = [Owner(number) for number in branch.members[:3]]
    place(
        branch.book, sample.scheme(), [Owner(None, branch.organisation)], PlacementDraft("half", is_up=True)
    )
    written = place(branch.book, sample.scheme(), owners, PlacementDraft(tier="first"))
    last = last_placement(branch.book)
    assert last is not None
    assert (last.placement_ids, last.who, last.tier) == (written, "丁一等3名", "first")
    withdraw(branch.book, written, "认定有误")
    before = last_placement(branch.book)
    assert before is not None
    assert (before.who, before.about, before.is_up) == ("机关第一党支部", "half", True)
