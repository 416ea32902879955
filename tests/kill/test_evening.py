"""SIGKILL at roll call and while the clock runs: nothing acknowledged is lost, the book checks clean."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from db.acts.meetings import open_meeting
from db.check import examine
from db.rules.agenda import State
from db.rules.attendance import Status, count
from db.rules.clock import elapsed
from db.rules.moments import moment
from db.views.agenda import agenda
from db.views.rollcall import counts, roll
from tests.kill import harness

if TYPE_CHECKING:
    from tests.conftest import Branch

SECONDS = 40
ROLL_POINTS = [
    "BEGIN IMMEDIATE@1",
    "UPDATE attendance@4",
    "INSERT INTO movement@1",
    "DELETE FROM movement@1",
    "INSERT INTO event@3",
    "COMMIT@1",
    "COMMIT@9",
    "line@1",
    "line@12",
]
CLOCK_POINTS = [
    "BEGIN IMMEDIATE@3",
    "UPDATE agenda_item@2",
    "UPDATE agenda_item@3",
    "INSERT INTO event@4",
    "COMMIT@2",
    "line@1",
    "line@5",
    "line@8",
]


def call(branch: Branch, seed: int, *, kill_after: int | None = None, point: str = "") -> harness.Outcome:
    arguments = ("roll", str(branch.book.path), str(branch.meeting), str(seed))
    return harness.run("evening", *arguments, kill_after=kill_after, point=point)


def run_agenda(branch: Branch, *, kill_after: int | None = None, point: str = "") -> harness.Outcome:
    arguments = ("clock", str(branch.book.path), str(branch.meeting), str(SECONDS))
    return harness.run("evening", *arguments, kill_after=kill_after, point=point)


def last_said(lines: tuple[str, ...]) -> dict[int, str]:
    """By member, the status last acknowledged."""
    said = {}
    for line in lines:
        _, member, word = line.split()
        if word != "left":
            said[int(member)] = word
    return said


def stands(branch: Branch, killed: harness.Outcome) -> bool:
    """Whether every acknowledged mark is in the book, but for members whom the unacknowledged act changed again."""
    rows = {row.member_id: row for row in roll(branch.book, branch.meeting)}
    differing = [m for m, word in last_said(killed.lines).items() if rows[m].status.value != word]
    events = branch.book.value("SELECT count(*) FROM event WHERE kind LIKE 'attendance.%'")
    return bool(len(differing) <= events - len(killed.lines) <= 1)


def assert_roll_survives(branch: Branch, killed: harness.Outcome) -> None:
    assert killed.was_killed, killed.complaint
    assert stands(branch, killed)
    assert examine(branch.book).is_sound
    assert counts(branch.book, branch.meeting) == count(
        row.attendance for row in roll(branch.book, branch.meeting)
    )


@pytest.mark.parametrize("point", ROLL_POINTS)
def test_no_acknowledged_mark_is_lost_at_a_named_point(branch: Branch, point: str) -> None:
    assert_roll_survives(branch, call(branch, 3, point=point))


@pytest.mark.parametrize("seed", range(harness.SHARE))
def test_no_acknowledged_mark_is_lost_at_a_random_moment(branch: Branch, seed: int) -> None:
    assert_roll_survives(branch, call(branch, seed, kill_after=random.Random(seed).randrange(1, 20)))


def test_a_book_that_forgot_a_mark_would_be_caught(branch: Branch) -> None:
    killed = call(branch, 3, point="COMMIT@12")
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE attendance SET status = 'unmarked' WHERE member_id = ?",
            (next(iter(last_said(killed.lines))),),
        )
    assert not stands(branch, killed)


def test_a_mark_and_its_times_are_never_kept_half(branch: Branch) -> None:
    killed = call(branch, 3, point="INSERT INTO movement@1")
    assert killed.was_killed, killed.complaint
    assert all(row.movements for row in roll(branch.book, branch.meeting) if row.status is Status.LATE)


def assert_clock_goes_on(branch: Branch, killed: harness.Outcome) -> None:
    """The items acknowledged have their time, the last one runs on, however long the program was dead."""
    assert killed.was_killed, killed.complaint
    rows = agenda(branch.book, branch.meeting).rows
    started = [(int(line.split()[0]), line.split()[1]) for line in killed.lines]
    running = next(row for row in rows if row.state is State.RUNNING)
    place = [row.id for row in rows].index(running.id)
    assert len(started) <= place + 1 <= len(started) + 1
    assert [elapsed(row.clock, branch.clock()) for row in rows[:place]] == [SECONDS] * place
    assert running.clock.running_since is not None
    if place < len(started):
        assert running.clock.running_since == moment(started[place][1])
    later = running.clock.running_since + timedelta(minutes=17)
    assert elapsed(running.clock, later) == 17 * 60
    assert examine(branch.book).is_sound


@pytest.mark.parametrize("point", CLOCK_POINTS)
def test_the_clock_runs_on_after_a_kill_at_a_named_point(branch: Branch, point: str) -> None:
    open_meeting(branch.book, branch.meeting)
    assert_clock_goes_on(branch, run_agenda(branch, point=point))
