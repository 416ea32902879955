from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest

from db.acts import excuses
from db.acts import registers as acts
from db.rules.requirements import (
    Owner,
    Standing,
    State,
    due_periods,
    duty_of,
    needed,
    period_standings,
    summed,
)
from db.rules.spans import Span
from db.views import register_owners, register_pages, registers
from db.views.register_due import due_soon
from tests import registers as sample

if TYPE_CHECKING:
    from tests.conftest import Branch

TODAY = date(2026, 11, 22)


def begin_book(branch: Branch, day: str = "2026-01-01") -> None:
    """Let the book have been there from a day on."""
    with branch.book.quiet() as db:
        db.execute("UPDATE book SET created_at = ?", (f"{day}T00:00:00.000+00:00",))
        db.execute("UPDATE member SET added_at = ?", (f"{day}T00:00:00.000+00:00",))


def cell(branch: Branch, code: str, member: int, day: date = TODAY) -> Standing:
    found = registers.matrix(branch.book, sample.scheme(), day, codes=(code,))
    row = next(one for one in found.rows if one.who.owner == Owner(branch.members[member]))
    assert row.cells[0] is not None
    return row.cells[0]


# One cell


def test_a_book_just_begun_asks_for_the_running_period_only(branch: Branch) -> None:
    assert cell(branch, "read", 0) == Standing(0, 1, 0, 1)


def test_a_year_without_entries_is_late(branch: Branch) -> None:
    begin_book(branch)
    assert cell(branch, "read", 0) == Standing(0, 11, 10, 1)


def test_an_entry_fulfils_its_period(branch: Branch) -> None:
    begin_book(branch)
    sample.tick(branch.book, "read", branch.members[:1])
    assert cell(branch, "read", 0) == Standing(1, 11, 10, 0)


def test_a_made_up_entry_fulfils_the_earlier_period(branch: Branch) -> None:
    begin_book(branch)
    sample.tick(branch.book, "read", branch.members[:1], counts_on="2026-03-31")
    assert cell(branch, "read", 0) == Standing(1, 11, 9, 1)


def test_a_second_entry_in_a_period_fulfils_no_other(branch: Branch) -> None:
    begin_book(branch)
    for _ in range(3):
        sample.tick(branch.book, "read", branch.members[:1])
    assert cell(branch, "read", 0) == Standing(1, 11, 10, 0)


def test_a_withdrawn_entry_counts_no_more(branch: Branch) -> None:
    filed = sample.tick(branch.book, "read", branch.members[:1])
    acts.withdraw(branch.book, filed.entry_ids, "记错了")
    assert cell(branch, "read", 0).state is State.OWED


def test_an_earlier_date_shows_what_had_been_done_by_then(branch: Branch) -> None:
    begin_book(branch)
    sample.tick(branch.book, "read", branch.members[:1], counts_on="2026-03-31")
    assert cell(branch, "read", 0, date(2026, 4, 15)) == Standing(0, 4, 3, 1)


def test_what_is_due_by_a_day_is_late_after_it(branch: Branch) -> None:
    assert cell(branch, "idea", 0, date(2026, 11, 25)).state is State.OWED
    assert cell(branch, "idea", 0, date(2026, 11, 26)).state is State.LATE


def test_where_no_number_is_laid_down_nothing_is_owed(branch: Branch) -> None:
    begin_book(branch)
    assert cell(branch, "help", 0).state is State.NONE


def test_who_is_not_asked_has_no_standing(branch: Branch) -> None:
    found = registers.matrix(branch.book, sample.scheme(), TODAY, codes=("duty",))
    asked = [row.who.shown_name for row in found.rows if row.cells[0] is not None]
    assert asked == ["于建国"]


def test_somebody_excused_owes_nothing_while_he_is(branch: Branch) -> None:
    begin_book(branch)
    excuses.excuse(
        branch.book, excuses.ExcuseDraft((branch.members[0],), "患病", "read", "2026-01-01", "2026-10-31")
    )
    assert cell(branch, "read", 0) == Standing(0, 1, 0, 1)


def test_an_excuse_of_one_requirement_leaves_the_others(branch: Branch) -> None:
    excuses.excuse(branch.book, excuses.ExcuseDraft((branch.members[0],), "患病", "read", "2026-01-01"))
    assert (cell(branch, "read", 0).state, cell(branch, "idea", 0).state) == (State.NONE, State.OWED)


def test_who_came_in_the_year_owes_from_then_on(branch: Branch) -> None:
    begin_book(branch)
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE member SET added_at = '2026-09-20T02:00:00.000+00:00' WHERE id = ?", (branch.members[0],)
        )
    assert cell(branch, "read", 0) == Standing(0, 2, 1, 1)


def test_who_joined_the_party_in_the_year_owes_from_then_on(branch: Branch) -> None:
    begin_book(branch)
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET joined = '2026-10-03' WHERE id = ?", (branch.members[0],))
    assert cell(branch, "read", 0) == Standing(0, 2, 1, 1)


def test_who_left_stands_in_the_matrix_of_the_days_before(branch: Branch) -> None:
    begin_book(branch)
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE member SET left_at = '2026-06-10T02:00:00.000+00:00' WHERE id = ?", (branch.members[0],)
        )
    before = registers.matrix(branch.book, sample.scheme(), date(2026, 6, 10))
    after = registers.matrix(branch.book, sample.scheme(), date(2026, 6, 11))
    assert [any(row.who.shown_name == "丁一" for row in found.rows) for found in (before, after)] == [
        True,
        False,
    ]


def test_groups_and_branches_stand_below_the_members(branch: Branch) -> None:
    found = registers.matrix(branch.book, sample.scheme(), TODAY)
    assert [row.who.shown_name for row in found.rows[26:]] == [
        "机关第一党支部",
        "第一党小组",
        "第二党小组",
        "第三党小组",
    ]


def test_an_organisation_is_asked_what_it_owes(branch: Branch) -> None:
    owner = Owner(None, branch.organisation)
    acts.file(
        branch.book, sample.scheme(), sample.requirement("rate"), [owner], acts.Filing(said={"rate": "95"})
    )
    found = registers.matrix(branch.book, sample.scheme(), TODAY, codes=("rate",))
    assert [row.cells[0] for row in found.rows] == [Standing(1, 1, 0, 0)]


# Against the rules, entry by entry


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("midway", ["share", "full", "whole"])
def test_the_matrix_says_what_the_rules_say_of_every_entry(branch: Branch, seed: int, midway: str) -> None:
    chance = random.Random(seed)
    begin_book(branch)
    book, scheme = branch.book, sample.scheme()
    codes = [one.code for one in scheme.requirements if one.who in ("all", "post", "kind")]
    for number in chance.sample(branch.members, 6):
        with book.quiet() as db:
            db.execute(
                "UPDATE member SET joined = ? WHERE id = ?", (f"2026-{chance.randint(1, 12):02d}-17", number)
            )
    for number in chance.sample(branch.members, 4):
        begins, ends = sorted(
            f"2026-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}" for _ in range(2)
        )
        excuses.excuse(
            book, excuses.ExcuseDraft((number,), "患病", chance.choice(["", *codes]), begins, ends)
        )
    filed: list[int] = []
    for _ in range(120):
        code = chance.choice(codes)
        on = f"2026-{10 if code == 'idea' else chance.randint(1, 11):02d}-{chance.randint(1, 22):02d}"
        owners = [Owner(each) for each in chance.sample(branch.members, 5)]
        filing = acts.Filing(on, on, said={"title": "题"} if code == "essay" else {})
        if code not in ("duty", "train"):
            filed.extend(acts.file(book, scheme, sample.requirement(code), owners, filing).entry_ids)
    for number in chance.sample(filed, 20):
        acts.withdraw(book, [number], "记错了")
    day = date(2026, chance.randint(2, 11), chance.randint(1, 22))
    found = registers.matrix(book, scheme, day, midway)  # type: ignore[arg-type]
    entries = book.rows(
        "SELECT member_id, requirement, counts_on, amount FROM register_entry "
        "WHERE withdrawn_at IS NULL AND day <= ?",
        (day.isoformat(),),
    )
    for row in found.rows:
        for one, cell_found in zip(found.asked, row.cells, strict=True):
            if cell_found is None or row.who.owner.member_id is None:
                continue
            duty, holder = duty_of(scheme, one.requirement), row.who.holder(one.requirement.code)
            since = duty.held.begins if duty.held.begins > date.min else date(2026, 1, 1)
            due = due_periods(duty, Span(since, day))
            done = {
                period.key: sum(
                    amount
                    for member, code, on, amount in entries
                    if member == row.who.owner.member_id
                    and code == duty.code
                    and date.fromisoformat(on) in period.span.meet(duty.held)
                )
                for period in due
            }
            wanted = [(period, needed(duty, period, holder, midway)) for period in due]  # type: ignore[arg-type]
            assert cell_found == summed(period_standings(duty, wanted, done, day))


def test_a_row_read_again_is_that_of_the_matrix(branch: Branch) -> None:
    begin_book(branch)
    sample.tick(branch.book, "read", branch.members[3:9])
    excuses.excuse(
        branch.book, excuses.ExcuseDraft((branch.members[4],), "患病", "", "2026-02-01", "2026-03-01")
    )
    found = registers.matrix(branch.book, sample.scheme(), TODAY)
    assert all(registers.row_of(branch.book, found, row.who) == row for row in found.rows)


def test_a_page_adds_up_to_the_row_of_the_matrix(branch: Branch) -> None:
    begin_book(branch)
    sample.tick(branch.book, "read", branch.members[:9])
    found = registers.matrix(branch.book, sample.scheme(), TODAY)
    for row in found.rows:
        page = register_pages.page(branch.book, sample.scheme(), row.who, TODAY)
        assert [line.standing for line in page] == [each for each in row.cells if each is not None]


# Counts and what is due soon


def test_what_members_owe_stands_before_what_organisations_owe(branch: Branch) -> None:
    found = registers.matrix(branch.book, sample.scheme(), TODAY)
    ordered = found.members_first()
    of_organisations = [one.requirement.who in ("group", "organisation") for one in ordered.asked]
    assert of_organisations == sorted(of_organisations)
    assert {one.requirement.code: one for one in ordered.counts()} == {
        one.requirement.code: one for one in found.counts()
    }


def test_the_counts_of_a_requirement(branch: Branch) -> None:
    begin_book(branch)
    sample.tick(branch.book, "idea", branch.members[:6])
    (count,) = registers.matrix(branch.book, sample.scheme(), TODAY, codes=("idea",)).counts()
    assert (count.asked, count.done, count.owed, count.late, count.percent) == (26, 6, 20, 0, 23)


def test_what_runs_out_this_week_is_named_with_how_many_owe_it(branch: Branch) -> None:
    sample.tick(branch.book, "idea", branch.members[:6])
    soon = due_soon(branch.book, sample.scheme(), TODAY, date(2026, 11, 30))
    assert [(one.requirement.code, one.deadline, one.owing) for one in soon] == [
        ("idea", date(2026, 11, 25), 20),
        ("read", date(2026, 11, 30), 26),
        ("talk", date(2026, 11, 30), 3),
        ("rate", date(2026, 11, 30), 1),
    ]


def test_nothing_runs_out_where_everybody_has_done_it(branch: Branch) -> None:
    sample.tick(branch.book, "idea", branch.members)
    assert due_soon(branch.book, sample.scheme(), TODAY, date(2026, 11, 29)) == ()


def test_an_empty_branch_has_an_empty_matrix(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET left_at = '2026-01-01T00:00:00.000+00:00'")
    found = registers.matrix(branch.book, sample.scheme(), TODAY, codes=("read",))
    assert (found.rows, found.counts()[0].asked) == ((), 0)


def test_an_owner_is_found_by_his_id(branch: Branch) -> None:
    who = register_owners.owner_row(branch.book, Owner(branch.members[0]))
    branch_row = register_owners.owner_row(branch.book, Owner(None, branch.organisation))
    assert (who and who.shown_name, branch_row and branch_row.shown_name) == ("丁一", "机关第一党支部")
    assert register_owners.owner_row(branch.book, Owner(999)) is None


def test_groups_stand_under_their_branch(branch: Branch) -> None:
    kinds = [one.kind for one in register_owners.organisations(branch.book)]
    assert kinds == ["branch", "group", "group", "group"]
