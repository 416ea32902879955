from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.rules.settings import Rules
from db.views.meetings import current_meeting, meeting, meeting_numbered, meetings
from tests import sample

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch


def test_an_empty_book_has_no_current_meeting(book: Book) -> None:
    assert current_meeting(book) is None


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["closed", "planned", "planned"], 2),
        (["closed", "running", "planned"], 2),
        (["planned", "closed", "running"], 3),
        (["closed", "closed"], 2),
        (["closed", "adjourned", "planned"], 2),
    ],
)
def test_current_is_the_running_else_the_unclosed_else_the_next_else_the_last(
    book: Book, states: list[str], expected: int
) -> None:
    organisation = sample.add_branch(book)
    for number, state in enumerate(states, start=1):
        sample.add_meeting(book, organisation, state=state, number=number)
    current = current_meeting(book)
    assert current is not None
    assert current.number == expected


def test_meeting_names_its_chair_and_recorder(branch: Branch) -> None:
    shown = meeting(branch.book, branch.meeting)
    assert shown is not None
    assert (shown.chair, shown.recorder) == ("于建国", "马晓燕")


def test_meeting_carries_the_rules_it_was_given(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET rules = ?", (Rules(notice_days=9).to_json(),))
    shown = meeting(branch.book, branch.meeting)
    assert shown is not None
    assert shown.rules.notice_days == 9


def test_meeting_is_found_by_its_number(branch: Branch) -> None:
    sample.add_meeting(branch.book, branch.organisation, number=7)
    found = meeting_numbered(branch.book, 7)
    assert found is not None
    assert found.id != branch.meeting


def test_unknown_number_is_nothing(branch: Branch) -> None:
    assert meeting_numbered(branch.book, 99) is None


def test_latest_meeting_comes_first(branch: Branch) -> None:
    sample.add_meeting(branch.book, branch.organisation, number=2)
    assert [line.number for line in meetings(branch.book)] == [2, 1]


def test_only_a_closed_meeting_no_longer_changes(branch: Branch) -> None:
    sample.add_meeting(branch.book, branch.organisation, number=2, state="closed")
    assert [line.is_open for line in meetings(branch.book)] == [False, True]
