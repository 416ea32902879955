"""`pingyi check` finds what it says it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.check import Report, examine
from db.rules.ballot import Ballot
from tests import paper

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch


def faults(report: Report) -> list[str]:
    return [finding.code for finding in report.findings if not finding.is_sound]


def add_events(book: Book, count: int = 3) -> None:
    for number in range(count):
        with book.write("member.added") as writing:
            writing.about(member=number)


def tamper(book: Book, sql: str) -> None:
    book.conn.execute("PRAGMA foreign_keys = OFF")
    for trigger in ("event_no_update", "event_no_delete"):
        book.conn.execute(f"DROP TRIGGER {trigger}")
    book.conn.execute(sql)


def test_a_new_book_is_sound(book: Book) -> None:
    assert faults(examine(book)) == []


def test_the_report_names_the_last_link(book: Book) -> None:
    add_events(book)
    assert examine(book).last_hash == book.value("SELECT hash FROM event ORDER BY id DESC")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE event SET ids = '{\"member\": 9}' WHERE id = 3",
        "UPDATE event SET at = '2020-01-01T00:00:00.000+00:00' WHERE id = 4",
        "DELETE FROM event WHERE id = 2",
        "DELETE FROM event WHERE id = 1",
        "DELETE FROM event",
    ],
)
def test_a_rewritten_witness_is_found(book: Book, sql: str) -> None:
    add_events(book)
    tamper(book, sql)
    assert faults(examine(book)) == ["event_chain"]


COUNTS_CHANGED = {
    "a vote is moved": "UPDATE poll_count SET count = count + (CASE grade WHEN 'excellent' THEN -1 ELSE 1 END) "
    "WHERE target_id = 1 AND grade IN ('excellent', 'qualified')",
    "counts and hash are changed together": "UPDATE poll SET count_hash = upper(count_hash)",
    "a name on the slip is changed": "UPDATE poll_target SET label = '王志远' WHERE position = 0",
    "an elector is taken off": "DELETE FROM poll_elector WHERE member_id = 5",
    "a slip more is said to have come back": "UPDATE poll SET returned = returned + 1",
    "a valid slip is called void": "UPDATE poll SET valid = valid - 1, void = void + 1",
}


@pytest.mark.parametrize("sql", COUNTS_CHANGED.values(), ids=COUNTS_CHANGED.keys())
def test_a_count_that_was_changed_afterwards_is_found(branch: Branch, sql: str) -> None:
    paper.whole_poll(branch.book, branch.meeting, [Ballot((1,) * 26)] * 6)
    assert faults(examine(branch.book)) == []
    for trigger in ("poll_count_no_update", "poll_count_no_delete"):
        branch.book.conn.execute(f"DROP TRIGGER {trigger}")
    branch.book.conn.execute(sql)
    assert faults(examine(branch.book)) == ["poll_counts"]


def test_a_counted_poll_of_which_nothing_can_be_read_is_found(branch: Branch) -> None:
    poll = paper.whole_poll(branch.book, branch.meeting, [Ballot((1,) * 26)] * 6)
    branch.book.conn.execute("UPDATE poll SET scale = '[]' WHERE id = ?", (poll,))
    found = next(one for one in examine(branch.book).findings if one.code == "poll_counts")
    assert (found.is_sound, found.detail) == (False, "“民主测评”内容残缺")


def test_an_orphan_is_found(book: Book) -> None:
    tamper(book, "INSERT INTO observer (meeting_id, name) VALUES (99, '周敏')")
    assert faults(examine(book)) == ["foreign_keys"]


def test_another_programs_mark_is_found(book: Book) -> None:
    book.conn.execute("PRAGMA application_id = 7")
    assert faults(examine(book)) == ["identity"]


def test_a_damaged_table_is_found(branch: Branch) -> None:
    book = branch.book
    book.conn.execute("PRAGMA writable_schema = ON")
    book.conn.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'name TEXT NOT NULL', 'name TEXT NOT NULL CHECK (name = 1)')"
        " WHERE name = 'member'"
    )
    book.conn.execute("PRAGMA writable_schema = RESET")
    assert "integrity" in faults(examine(book))


@pytest.mark.parametrize(("state", "cleaned"), [("counted", 0), ("void", 0), ("settling", 0)])
def test_an_unfinished_clean_up_is_found(branch: Branch, state: str, cleaned: int) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, cleaned, created_at)"
            " VALUES ('u', ?, 'appraisal', 'slips', '民主测评', ?, '[]', '{}', ?, '')",
            (branch.meeting, state, cleaned),
        )
    assert "clean_up" in faults(examine(branch.book))
