"""A full disk, a book that takes no writes, a book held by another program: the ballot is in hand or in the box."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
from typing import TYPE_CHECKING

import pytest

from db.acts import ballots, booths, counting, poll_drafts, polls
from db.errors import BookError
from db.rules.ballot import APPRAISAL_FORM, Ballot
from db.rules.tally import tally
from db.store import poll_boxes
from db.views import polls as views
from tests import paper, sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Branch

ROWS = 26
DECK = paper.deck(12, ROWS)
FAULTS = {
    "a full disk": "磁盘已满",
    "a book made read-only": "不能写入",
    "a book held by another program": "占用",
}
every_fault = pytest.mark.parametrize("fault", FAULTS)


@contextlib.contextmanager
def faulty(branch: Branch, fault: str) -> Iterator[None]:
    """Let every write fail as that fault does."""
    conn = branch.book.conn
    if fault == "a full disk":
        # The system lets no file of this process grow: each write to the log fails, as on a disk without room.
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    elif fault == "a book made read-only":
        conn.execute("PRAGMA query_only = ON")
        yield
        conn.execute("PRAGMA query_only = OFF")
    else:
        conn.execute("PRAGMA busy_timeout = 20")
        with contextlib.closing(sqlite3.connect(branch.book.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        conn.execute("PRAGMA busy_timeout = 2000")


def with_booth(branch: Branch) -> int:
    sample.all_present(branch.book, branch.meeting)
    paper.choose_roles(branch.book, branch.meeting)
    poll = poll_drafts.draft_appraisal(branch.book, branch.meeting, channel="booth")
    paper.open_now(branch.book, poll)
    booths.add_booth(branch.book, poll)
    return poll


def vote(branch: Branch, poll: int, ballot: Ballot) -> None:
    booths.admit(branch.book, poll, 1)
    booths.cast(branch.book, poll, paper.unlock(branch.book, poll), 1, ballot)
    booths.leave(branch.book, poll, 1)


@every_fault
def test_a_vote_refused_by_a_fault_is_cast_once_the_fault_is_gone(branch: Branch, fault: str) -> None:
    poll = with_booth(branch)
    sealer = paper.unlock(branch.book, poll)
    booths.admit(branch.book, poll, 1)
    with faulty(branch, fault), pytest.raises(BookError, match=FAULTS[fault]):
        booths.cast(branch.book, poll, sealer, 1, DECK[0])
    assert poll_boxes.box_count(branch.book, poll) == 0
    booths.cast(branch.book, poll, sealer, 1, DECK[0])
    booths.leave(branch.book, poll, 1)
    polls.count_booth(branch.book, poll, 1, 1)
    assert paper.count(branch.book, poll) == tally(DECK[:1], APPRAISAL_FORM, ROWS)


@every_fault
def test_a_slip_that_cannot_be_kept_is_not_in_the_box(branch: Branch, fault: str) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 12)
    ballots.enter_slip(branch.book, poll, sealer, 1, DECK[0])
    with faulty(branch, fault), pytest.raises(BookError, match=FAULTS[fault]):
        ballots.enter_slip(branch.book, poll, sealer, 2, DECK[1])
    assert ballots.entered_slips(branch.book, sealer, 12) == (1,)


@every_fault
def test_a_close_that_cannot_be_kept_leaves_the_poll_open(branch: Branch, fault: str) -> None:
    poll = with_booth(branch)
    for ballot in DECK[:4]:
        vote(branch, poll, ballot)
    polls.count_booth(branch.book, poll, 4, 4)
    with faulty(branch, fault), pytest.raises(BookError, match=FAULTS[fault]):
        polls.close_poll(branch.book, poll)
    turnout = views.turnout(branch.book, poll)
    assert turnout is not None
    assert (turnout.state, poll_boxes.box_count(branch.book, poll)) == ("open", 4)
    assert paper.count(branch.book, poll) == tally(DECK[:4], APPRAISAL_FORM, ROWS)


@every_fault
def test_a_count_that_cannot_be_kept_keeps_every_box_and_no_count(branch: Branch, fault: str) -> None:
    poll = with_booth(branch)
    for ballot in DECK[:4]:
        vote(branch, poll, ballot)
    polls.count_booth(branch.book, poll, 4, 4)
    polls.close_poll(branch.book, poll)
    result = paper.unsealed(branch.book, poll)
    with faulty(branch, fault), pytest.raises(BookError, match=FAULTS[fault]):
        counting.store_count(branch.book, poll, result)
    kept = branch.book.value("SELECT count(*) FROM poll_count")
    assert (kept, poll_boxes.box_count(branch.book, poll)) == (0, 4)
