"""SIGKILL while slips are typed in and while they are counted: nothing acknowledged is lost, nothing counts twice."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from db.acts import ballots
from db.rules.ballot import APPRAISAL_FORM
from db.rules.tally import tally
from db.views import polls as views
from tests import paper
from tests.kill import harness
from tests.secrecy import traces

if TYPE_CHECKING:
    from tests.conftest import Branch

ROWS, SLIPS, SEED = 26, 20, 11
ENTRY_POINTS = [
    "BEGIN IMMEDIATE@1",
    "DELETE FROM poll_box@3",
    "INSERT INTO poll_box@1",
    "INSERT INTO poll_box@7",
    "COMMIT@1",
    "COMMIT@5",
    "line@1",
    "line@20",
]
COUNT_POINTS = [
    "BEGIN IMMEDIATE@1",
    "COMMIT@1",
    "line@1",
    "BEGIN IMMEDIATE@2",
    "INSERT INTO poll_count@1",
    "INSERT INTO poll_count@90",
    "DELETE FROM poll_box@1",
    "INSERT INTO event@2",
    "COMMIT@2",
    "line@2",
    "wal_checkpoint@1",
    "COMMIT@3",
    "line@3",
]


def opened(branch: Branch) -> int:
    poll = paper.draft(branch.book, branch.meeting)
    paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, SLIPS)
    return poll


def enter(branch: Branch, poll: int, **how: object) -> harness.Outcome:
    arguments = (str(branch.book.path), str(poll), str(SLIPS), str(ROWS), str(SEED))
    return harness.run("slips", "enter", *arguments, **how)  # type: ignore[arg-type]


def in_box(branch: Branch, poll: int) -> set[int]:
    return set(ballots.entered_slips(branch.book, paper.unlock(branch.book, poll), SLIPS))


def assert_counted_right(branch: Branch, poll: int) -> None:
    result = views.result(branch.book, poll)
    assert result is not None
    assert result.tally == tally(paper.deck(SLIPS, ROWS, SEED), APPRAISAL_FORM, ROWS)
    assert branch.book.value("PRAGMA quick_check") == "ok"


def assert_survives(branch: Branch, poll: int, killed: harness.Outcome) -> None:
    """Everything acknowledged is in the box; going on ends with the right count."""
    assert killed.was_killed, killed.complaint
    assert {int(line) for line in killed.lines} <= in_box(branch, poll)
    rest = enter(branch, poll)
    assert rest.complaint == ""
    assert in_box(branch, poll) == set(range(1, SLIPS + 1))
    paper.count(branch.book, poll)
    assert_counted_right(branch, poll)


@pytest.mark.parametrize("point", ENTRY_POINTS)
def test_no_acknowledged_slip_is_lost_or_counted_twice_at_a_named_point(branch: Branch, point: str) -> None:
    poll = opened(branch)
    assert_survives(branch, poll, enter(branch, poll, point=point))


@pytest.mark.parametrize("seed", range(harness.BALLOT_SHARE))
def test_no_acknowledged_slip_is_lost_or_counted_twice_at_a_random_moment(branch: Branch, seed: int) -> None:
    poll = opened(branch)
    after = random.Random(seed).randrange(1, SLIPS - 4)
    assert_survives(branch, poll, enter(branch, poll, kill_after=after))


def test_a_box_that_forgot_what_it_acknowledged_would_be_caught(branch: Branch) -> None:
    poll = opened(branch)
    killed = enter(branch, poll, point="line@9")
    with branch.book.quiet() as db:
        db.execute("DELETE FROM poll_box WHERE key = (SELECT min(key) FROM poll_box)")
    lost = {int(line) for line in killed.lines} | {9}
    assert not lost <= in_box(branch, poll)


@pytest.mark.parametrize("point", COUNT_POINTS)
def test_a_count_killed_anywhere_is_finished_by_going_on(branch: Branch, point: str) -> None:
    poll = opened(branch)
    paper.enter(branch.book, poll, paper.unlock(branch.book, poll), paper.deck(SLIPS, ROWS, SEED))
    boxes = [row[0] for row in branch.book.rows("SELECT box FROM poll_box")]
    arguments = ("count", str(branch.book.path), str(poll))
    killed = harness.run("slips", *arguments, point=point)
    assert killed.was_killed, killed.complaint
    left, kept = (branch.book.value(f"SELECT count(*) FROM {name}") for name in ("poll_box", "poll_count"))
    assert (left, kept) in ((SLIPS, 0), (0, ROWS * 6))  # never half
    finished = harness.run("slips", *arguments)
    assert finished.complaint == ""
    assert_counted_right(branch, poll)
    assert views.sheet(branch.book, poll).is_cleaned  # type: ignore[union-attr]
    assert traces.boxes_left(traces.bytes_of(branch.book.path), boxes) == 0


TOTALS_POINTS = [
    "BEGIN IMMEDIATE@2",
    "DELETE FROM poll_box@3",
    "INSERT INTO poll_box@7",
    "COMMIT@5",
    "line@1",
    "line@26",
]
TOTALS_COUNT_POINTS = ["COMMIT@1", "INSERT INTO poll_count@90", "COMMIT@2", "line@2", "wal_checkpoint@1"]


def opened_for_totals(branch: Branch) -> tuple[int, tuple[str, ...]]:
    """A poll that takes totals, and what to tell the victim that types them."""
    poll = paper.draft(branch.book, branch.meeting, "totals")
    paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, SLIPS)
    return poll, ("totals", str(branch.book.path), str(poll), str(SLIPS), str(ROWS), str(SEED))


@pytest.mark.parametrize("point", TOTALS_POINTS)
def test_no_acknowledged_row_of_totals_is_lost_or_counted_twice(branch: Branch, point: str) -> None:
    poll, arguments = opened_for_totals(branch)
    killed = harness.run("slips", *arguments, point=point)
    assert killed.was_killed, killed.complaint
    expected = tally(paper.deck(SLIPS, ROWS, SEED), APPRAISAL_FORM, ROWS)
    sealer = paper.unlock(branch.book, poll)
    sealed = ballots.entered_rows(branch.book, poll, sealer, expected.valid, expected.void)
    assert {int(line) for line in killed.lines} <= set(sealed)
    assert harness.run("slips", *arguments).complaint == ""
    paper.count(branch.book, poll)
    assert_counted_right(branch, poll)


@pytest.mark.parametrize("point", TOTALS_COUNT_POINTS)
def test_a_count_of_totals_killed_anywhere_is_finished_by_going_on(branch: Branch, point: str) -> None:
    poll, arguments = opened_for_totals(branch)
    assert harness.run("slips", *arguments).complaint == ""
    boxes = [row[0] for row in branch.book.rows("SELECT box FROM poll_box")]
    count = ("count", str(branch.book.path), str(poll))
    killed = harness.run("slips", *count, point=point)
    assert killed.was_killed, killed.complaint
    assert harness.run("slips", *count).complaint == ""
    assert_counted_right(branch, poll)
    assert traces.boxes_left(traces.bytes_of(branch.book.path), boxes) == 0
