"""SIGKILL while prose is typed: nothing that was said to be 已存 is lost, the book checks clean."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from db.check import examine
from tests.kill import harness
from tests.kill.prose import passage

if TYPE_CHECKING:
    from tests.conftest import Branch

PLACES = ("remarks", "commentary")
POINTS = [
    ("remarks", "BEGIN IMMEDIATE@2"),
    ("remarks", "UPDATE remark SET text@2"),
    ("remarks", "COMMIT@3"),
    ("remarks", "INSERT INTO event@1"),
    ("remarks", "line@6"),
    ("commentary", "UPDATE commentary@2"),
    ("commentary", "COMMIT@4"),
    ("commentary", "line@6"),
]
"""A commentary leaves no event before it is released."""
SECOND = 1.0
"""How long the last committed text may take to become durable."""


def write(branch: Branch, place: str, seed: int = 1, **how: object) -> harness.Outcome:
    return harness.run("prose", place, str(branch.book.path), str(seed), **how)  # type: ignore[arg-type]


def stored(branch: Branch, place: str) -> dict[tuple[int, int], str]:
    """Texts by remark (or commentary) and field."""
    if place == "remarks":
        return {(number, 0): text for number, text in branch.book.rows("SELECT id, text FROM remark")}
    rows = branch.book.rows("SELECT id, results, problems, direction FROM commentary")
    return {(number, field): text for number, *texts in rows for field, text in enumerate(texts)}


def assert_kept(branch: Branch, place: str, killed: harness.Outcome) -> None:
    """Every text that was acknowledged is there, at least as long, and as it was typed."""
    assert killed.was_killed, killed.complaint
    texts = stored(branch, place)
    for line in killed.lines:
        _, key, field, length = line.split()
        text = texts.get((int(key), int(field)), "")
        assert text == passage(max(len(text), int(length)))
    assert examine(branch.book).is_sound


@pytest.mark.parametrize(("place", "point"), POINTS)
def test_nothing_said_to_be_saved_is_lost_at_a_named_point(branch: Branch, place: str, point: str) -> None:
    assert_kept(branch, place, write(branch, place, point=point))


@pytest.mark.parametrize("seed", range(harness.SHARE))
def test_nothing_said_to_be_saved_is_lost_at_a_random_moment(branch: Branch, seed: int) -> None:
    place = PLACES[seed % len(PLACES)]
    after = random.Random(seed).randint(1, 25)
    assert_kept(branch, place, write(branch, place, seed, kill_after=after))


@pytest.mark.parametrize("place", PLACES)
def test_the_last_committed_text_is_durable_within_a_second(branch: Branch, place: str) -> None:
    killed = harness.run("prose", place, str(branch.book.path), "1", str(SECOND))
    assert killed.was_killed, killed.complaint
    assert passage(20) in stored(branch, place).values()
