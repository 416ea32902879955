"""Who belongs to the branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts.member_fields import MemberDraft
from db.acts.organisations import add_group, close_group, name_branch
from db.acts.roster import add_member, let_go
from db.views.roster import branches, departed, groups, is_untouched, member, members, shown_name

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch


def test_an_empty_book_lists_nobody(book: Book) -> None:
    assert (members(book), departed(book), branches(book), groups(book)) == ((), (), (), ())


def test_members_come_in_the_order_of_their_keys(branch: Branch) -> None:
    keys = [row.sort_key for row in members(branch.book)]
    assert keys == sorted(keys)


def test_a_member_carries_the_name_of_his_group(branch: Branch) -> None:
    assert members(branch.book)[0].group == "第一党小组"


def test_members_of_one_branch_alone(branch: Branch) -> None:
    other = add_other_branch(branch)
    assert [row.name for row in members(branch.book, organisation_id=other)] == ["龚新敏"]


def add_other_branch(branch: Branch) -> int:
    from db.book import new_uid

    with branch.book.quiet() as db:
        db.execute("INSERT INTO organisation (uid, kind, name) VALUES (?, 'branch', '二支部')", (new_uid(),))
    other = next(row.id for row in branches(branch.book) if row.name == "二支部")
    add_member(branch.book, MemberDraft("龚新敏"), organisation_id=other)
    return other


def test_who_has_left_is_listed_apart(branch: Branch) -> None:
    let_go(branch.book, branch.members[0], "转出")
    assert branch.members[0] not in [row.id for row in members(branch.book)]
    assert [row.id for row in departed(branch.book)] == [branch.members[0]]


def test_one_member_is_found_also_after_leaving(branch: Branch) -> None:
    let_go(branch.book, branch.members[0], "转出")
    found = member(branch.book, branch.members[0])
    assert found is not None
    assert (found.name, found.left_reason, found.organisation) == ("丁一", "转出", "机关第一党支部")


def test_a_member_who_never_was_is_none(book: Book) -> None:
    assert member(book, 7) is None


def test_groups_count_those_who_are_here(branch: Branch) -> None:
    let_go(branch.book, branch.members[0], "转出")
    assert [group.members for group in groups(branch.book, branch.organisation)] == [8, 9, 8]


def test_a_dissolved_group_is_not_listed(branch: Branch) -> None:
    close_group(branch.book, add_group(branch.book, "第四党小组"))
    assert "第四党小组" not in [group.name for group in groups(branch.book)]


def test_a_mark_stands_in_brackets() -> None:
    assert (shown_name("王伟", "女"), shown_name("王伟", "")) == ("王伟（女）", "王伟")


def test_a_fresh_book_is_untouched_until_it_has_a_branch(book: Book) -> None:
    before = is_untouched(book)
    name_branch(book, "一支部")
    assert (before, is_untouched(book)) == (True, False)
