"""SIGKILL while points are given, approved and undone: nothing acknowledged is lost, no act is half done."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from db.check import examine
from db.store.points import balance_faults
from tests.kill import harness

if TYPE_CHECKING:
    from tests.conftest import Branch

ACTS = 30
POINTS = [
    "BEGIN IMMEDIATE@1",
    "INSERT INTO point_entry@1",
    "INSERT INTO point_entry@5",
    "INSERT INTO point_approval@1",
    "INSERT INTO point_approval@8",
    "INSERT INTO event@2",
    "COMMIT@1",
    "COMMIT@4",
    "line@1",
    "line@12",
]


def give(branch: Branch, seed: int, **how: object) -> harness.Outcome:
    return harness.run("points", str(branch.book.path), str(ACTS), str(seed), **how)  # type: ignore[arg-type]


def kept(branch: Branch) -> tuple[int, int]:
    row = branch.book.one("SELECT count(*), (SELECT count(*) FROM point_approval) FROM point_entry")
    assert row is not None
    return int(row[0]), int(row[1])


def assert_survives(branch: Branch, killed: harness.Outcome) -> None:
    """What was acknowledged is there, whole groups stand whole, the balances equal a replay, the book checks clean."""
    assert killed.was_killed, killed.complaint
    entries, decisions = map(int, killed.lines[-1].split()) if killed.lines else (0, 0)
    found = kept(branch)
    assert found[0] >= entries
    assert found[1] >= decisions
    halves = "SELECT batch FROM point_entry WHERE batch <> '' GROUP BY batch HAVING count(*) <> 9"
    assert branch.book.rows(halves) == []
    assert balance_faults(branch.book) == ()
    assert [found for found in examine(branch.book).findings if not found.is_sound] == []


@pytest.mark.parametrize("point", POINTS)
def test_no_acknowledged_entry_is_lost_at_a_named_point(branch: Branch, point: str) -> None:
    assert_survives(branch, give(branch, 7, point=point))


@pytest.mark.parametrize("seed", range(harness.SHARE))
def test_no_acknowledged_entry_is_lost_at_a_random_moment(branch: Branch, seed: int) -> None:
    after = random.Random(seed).randrange(1, ACTS - 5)
    assert_survives(branch, give(branch, seed, kill_after=after))


def test_a_book_that_forgot_an_entry_would_be_caught(branch: Branch) -> None:
    killed = give(branch, 7, point="line@9")
    entries = int(killed.lines[-1].split()[0])
    with branch.book.quiet() as db:
        db.execute("DROP TRIGGER point_entry_no_delete")
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("DROP TRIGGER point_approval_no_delete")
        db.execute("DELETE FROM point_approval")
        db.execute("DELETE FROM point_pending")
        db.execute("DELETE FROM point_entry")
    assert kept(branch)[0] < entries
