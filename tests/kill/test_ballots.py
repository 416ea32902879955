"""SIGKILL before every statement of admitting, casting, leaving, closing, settling and counting, and at random.

Acknowledged ballots lost: none; counted twice: none; half states: none.
"""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from db.acts import ballots, booths, poll_drafts, polls
from db.book import open_book
from db.errors import Refused
from db.rules.ballot import APPRAISAL_FORM, BLANK, Ballot
from db.rules.tally import tally
from db.store import poll_boxes
from db.views import polls as views
from tests import paper, sample
from tests.kill import harness
from tests.secrecy import traces

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Branch

ROWS, PEOPLE, SEED = 26, 12, 5
VOTE_STATEMENTS = 26
"""More than one voter's admission, cast and leaving take, so that each statement of all three is died before."""
SETTLE_POINTS = [
    *(
        f"{statement}@{write}"
        for statement in ("BEGIN IMMEDIATE", "INSERT INTO event", "COMMIT")
        for write in range(1, 8)
    ),
    *(f"{statement}@{update}" for statement in ('update "poll"', "RELEASE") for update in range(1, 5)),
    *(f"INSERT INTO poll_count@{row}" for row in (1, ROWS * 3, ROWS * 6)),
    *(f"line@{line}" for line in range(1, 5)),
    "DELETE FROM poll_box@1",
    "wal_checkpoint@1",
]
"""Each statement that writes: closing, settling begun, three slips settled, the count, the wiping; and what lies between."""
SETTLE_STATEMENTS = 255
DECK = paper.deck(PEOPLE, ROWS, SEED)
WRONG = (2, 7, 11)
"""The slips that the second person mistakes."""


def set_up(branch: Branch, **draft: object) -> int:
    sample.all_present(branch.book, branch.meeting)
    paper.choose_roles(branch.book, branch.meeting)
    asked = poll_drafts.PollDraft("appraisal", "民主测评", **draft)  # type: ignore[arg-type]
    poll = poll_drafts.draft(branch.book, branch.meeting, asked)
    paper.open_now(branch.book, poll)
    return poll


def with_booth(branch: Branch) -> int:
    poll = set_up(branch, channel="booth")
    booths.add_booth(branch.book, poll)
    return poll


def typed_twice(branch: Branch) -> int:
    poll = set_up(branch, entries=2)
    sealer = paper.unlock(branch.book, poll)
    paper.hand_out(branch.book, poll, PEOPLE)
    for number, slip in enumerate(DECK, 1):
        mistaken = Ballot((*slip.marks[:-1], 2 if slip.marks[-1] == 1 else 1))
        ballots.enter_slip(branch.book, poll, sealer, number, mistaken if number in WRONG else slip)
        ballots.enter_slip(branch.book, poll, sealer, number, slip, entry=2)
    return poll


def run(branch: Branch, what: str, poll: int, **how: object) -> harness.Outcome:
    arguments = (what, str(branch.book.path), str(poll), str(PEOPLE), str(ROWS), str(SEED))
    return harness.run("ballots", *arguments, **how)  # type: ignore[arg-type]


def assert_every_vote_counts_once(branch: Branch, poll: int, killed: harness.Outcome) -> None:
    assert killed.was_killed, killed.complaint
    boxes = poll_boxes.box_count(branch.book, poll)
    assert max((int(line) for line in killed.lines), default=0) <= boxes
    rest = run(branch, "vote", poll)
    assert rest.complaint == ""
    polls.count_booth(branch.book, poll, PEOPLE, PEOPLE)
    assert paper.count(branch.book, poll) == tally(DECK, APPRAISAL_FORM, ROWS)


@pytest.mark.parametrize("statement", range(1, VOTE_STATEMENTS + 1))
def test_no_cast_is_lost_or_counted_twice_before_any_statement(branch: Branch, statement: int) -> None:
    poll = with_booth(branch)
    assert_every_vote_counts_once(branch, poll, run(branch, "vote", poll, point=f"*@{statement}"))


@pytest.mark.parametrize("line", [1, 5, PEOPLE])
def test_no_cast_is_counted_twice_between_its_commit_and_its_acknowledgement(
    branch: Branch, line: int
) -> None:
    poll = with_booth(branch)
    assert_every_vote_counts_once(branch, poll, run(branch, "vote", poll, point=f"line@{line}"))


@pytest.mark.parametrize("seed", range(harness.BALLOT_SHARE))
def test_no_cast_is_lost_or_counted_twice_at_a_random_moment(branch: Branch, seed: int) -> None:
    poll = with_booth(branch)
    statement = random.Random(seed).randrange(VOTE_STATEMENTS, VOTE_STATEMENTS * 6)
    assert_every_vote_counts_once(branch, poll, run(branch, "vote", poll, point=f"*@{statement}"))


def with_two_voters(branch: Branch) -> int:
    poll = with_booth(branch)
    booths.add_booth(branch.book, poll)
    for number in (1, 2):
        booths.admit(branch.book, poll, number)
    return poll


def cast_at(branch: Branch, poll: int, number: int, point: str) -> harness.Outcome:
    arguments = ("cast", str(branch.book.path), str(poll), str(number), str(ROWS), str(SEED))
    return harness.run("ballots", *arguments, point=point)


def vote_again(branch: Branch, poll: int, numbers: list[int]) -> None:
    for number in numbers:
        booths.admit(branch.book, poll, number)
        assert cast_at(branch, poll, number, "").complaint == ""


CAST_STATEMENTS = 19
"""More than a cast and its leaving take."""
CAST_POINTS = [
    "INSERT INTO poll_box@1", "COMMIT@1", "line@1", "BEGIN IMMEDIATE@2", "COMMIT@2",
    *(pytest.param(f"*@{statement}", marks=pytest.mark.long) for statement in range(1, CAST_STATEMENTS)),
]  # fmt: skip


def test_a_cast_and_its_leaving_take_fewer_statements(branch: Branch) -> None:
    assert not cast_at(branch, with_two_voters(branch), 1, f"*@{CAST_STATEMENTS}").was_killed


@pytest.mark.parametrize("point", CAST_POINTS)
def test_a_booth_killed_while_another_voter_walks_away_is_decided_by_the_numbers(
    branch: Branch, point: str
) -> None:
    poll = with_two_voters(branch)
    assert cast_at(branch, poll, 1, point).was_killed
    is_in = poll_boxes.box_count(branch.book, poll) == 1
    if not booths.withdraw(branch.book, poll, 2):
        sealer = paper.unlock(branch.book, poll)
        assert booths.hand_back(branch.book, poll, sealer, 2, booths.new_place())
    if poll_boxes.is_busy(branch.book, poll, 1):
        assert booths.settle_broken(branch.book, poll, [1]) == int(not is_in)
    vote_again(branch, poll, [2] if is_in else [1, 2])
    polls.count_booth(branch.book, poll, 2, 2)
    assert paper.count(branch.book, poll) == tally(DECK[:2], APPRAISAL_FORM, ROWS)


BEFORE, UNSEEN, SEEN = "INSERT INTO poll_box@1", "line@1", "BEGIN IMMEDIATE@2"
"""Where a booth dies: before its box is in, before its voter saw so, before the booth is free."""


@pytest.mark.parametrize("first", [BEFORE, UNSEEN, SEEN])
@pytest.mark.parametrize("second", [BEFORE, UNSEEN, SEEN])
def test_two_booths_killed_at_once_are_settled_right_or_not_at_all(
    branch: Branch, first: str, second: str
) -> None:
    poll = with_two_voters(branch)
    killed = [cast_at(branch, poll, number, point) for number, point in ((1, first), (2, second))]
    assert [one.was_killed for one in killed] == [True, True]
    seen, boxes = sum("cast" in one.lines for one in killed), poll_boxes.box_count(branch.book, poll)
    if boxes == 1 and seen == 0:  # somebody is in who did not see it: nobody can tell which of the two
        with pytest.raises(Refused, match="只能作废"):
            booths.settle_broken(branch.book, poll, [1, 2], seen=seen)
        return
    assert booths.settle_broken(branch.book, poll, [1, 2], seen=seen) == 2 - boxes
    vote_again(branch, poll, [number for number, point in ((1, first), (2, second)) if point == BEFORE])
    polls.count_booth(branch.book, poll, 2, 2)
    assert paper.count(branch.book, poll) == tally(DECK[:2], APPRAISAL_FORM, ROWS)


def assert_settled_right(branch: Branch, poll: int, killed: harness.Outcome, sealed: list[bytes]) -> None:
    assert killed.was_killed, killed.complaint
    left, kept = (branch.book.value(f"SELECT count(*) FROM {name}") for name in ("poll_box", "poll_count"))
    assert (left, kept) in ((2 * PEOPLE, 0), (0, ROWS * 6))  # never half
    assert run(branch, "settle", poll).complaint == ""
    result = views.result(branch.book, poll)
    assert result is not None
    assert result.tally == tally(DECK, APPRAISAL_FORM, ROWS)
    assert traces.boxes_left(traces.bytes_of(branch.book.path), sealed) == 0


def boxes_of(branch: Branch) -> list[bytes]:
    return [row[0] for row in branch.book.rows("SELECT box FROM poll_box")]


@pytest.mark.parametrize("point", SETTLE_POINTS)
def test_a_settling_killed_at_a_named_point_is_finished_by_going_on(branch: Branch, point: str) -> None:
    poll = typed_twice(branch)
    sealed = boxes_of(branch)
    assert_settled_right(branch, poll, run(branch, "settle", poll, point=point), sealed)


@pytest.mark.parametrize("seed", range(harness.BALLOT_SHARE))
def test_a_settling_killed_at_a_random_moment_is_finished_by_going_on(branch: Branch, seed: int) -> None:
    poll = typed_twice(branch)
    sealed = boxes_of(branch)
    statement = random.Random(seed).randrange(1, SETTLE_STATEMENTS)
    assert_settled_right(branch, poll, run(branch, "settle", poll, point=f"*@{statement}"), sealed)


def test_a_book_is_written_so_that_a_commit_is_on_the_disk_when_it_returns(branch: Branch) -> None:
    assert branch.book.value("PRAGMA synchronous") == 2


@pytest.mark.parametrize("tail", [b"", b"\0" * 700, b"\xa5" * 5000], ids=["cut", "zeros", "rubbish"])
def test_a_log_cut_after_the_last_sync_keeps_every_acknowledged_cast(
    branch: Branch, tmp_path: Path, tail: bytes
) -> None:
    poll = with_booth(branch)
    sealer = paper.unlock(branch.book, poll)
    log = branch.book.path.with_name(branch.book.path.name + "-wal")
    for number in range(1, 6):
        booths.admit(branch.book, poll, 1)
        booths.cast(branch.book, poll, sealer, 1, Ballot((BLANK,) * ROWS))
        synced = log.read_bytes()
        cut = tmp_path / f"断电{number}.db"
        cut.write_bytes(branch.book.path.read_bytes())
        cut.with_name(cut.name + "-wal").write_bytes(synced + tail)
        with open_book(cut) as after:
            assert poll_boxes.box_count(after, poll) == number
            assert after.value("PRAGMA integrity_check") == "ok"
        booths.leave(branch.book, poll, 1)


def test_a_log_cut_before_the_last_sync_would_be_caught(branch: Branch, tmp_path: Path) -> None:
    poll = with_booth(branch)
    sealer = paper.unlock(branch.book, poll)
    booths.admit(branch.book, poll, 1)
    log = branch.book.path.with_name(branch.book.path.name + "-wal")
    before = log.read_bytes()
    booths.cast(branch.book, poll, sealer, 1, Ballot((BLANK,) * ROWS))
    cut = tmp_path / "断电.db"
    cut.write_bytes(branch.book.path.read_bytes())
    cut.with_name(cut.name + "-wal").write_bytes(before)
    with open_book(cut) as after:
        assert poll_boxes.box_count(after, poll) == 0


def test_a_connection_that_does_not_sync_takes_no_ballots(branch: Branch) -> None:
    poll = with_booth(branch)
    branch.book.conn.execute("PRAGMA synchronous = NORMAL")
    with pytest.raises(Refused, match="不能收票"):
        booths.add_booth(branch.book, poll)


def test_casting_over_a_connection_that_does_not_sync_is_refused(branch: Branch) -> None:
    poll = with_booth(branch)
    sealer = paper.unlock(branch.book, poll)
    booths.admit(branch.book, poll, 1)
    branch.book.conn.execute("PRAGMA synchronous = NORMAL")
    with pytest.raises(Refused, match="不能收票"):
        booths.cast(branch.book, poll, sealer, 1, Ballot((BLANK,) * ROWS))


def test_the_trace_that_kills_sees_every_statement() -> None:
    seen: list[str] = []
    conn = sqlite3.connect(":memory:", isolation_level=None)
    conn.set_trace_callback(seen.append)
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("CREATE TABLE t (x)")
    conn.execute("COMMIT")
    assert len(seen) == 3
