"""Counts of polls: per target, judgement and grade, never per voter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from db.book import Reader
    from db.rules.ballot import Scale

BLANK_CODE: Final = "blank"
VOID_CODE: Final = "void"
"""What `poll_count.grade` says for 弃权 and for a row that does not count (行废)."""


def insert_counts(db: Database, poll_id: int, counts: Iterable[tuple[int, str, str, int]]) -> None:
    """Keep the counts: target, part, grade code (or blank, void), number."""
    for target_id, part, code, number in counts:
        db.execute(
            "INSERT INTO poll_count (poll_id, target_id, part, grade, count) VALUES (?, ?, ?, ?, ?)",
            (poll_id, target_id, part, code, number),
        )


def insert_problems(db: Database, poll_id: int, counts: Iterable[tuple[int, int, int]]) -> None:
    """Keep how often problems were named: target, number from 1, count."""
    for target_id, number, count in counts:
        db.execute(
            "INSERT INTO poll_problem (poll_id, target_id, number, count) VALUES (?, ?, ?, ?)",
            (poll_id, target_id, number, count),
        )


def insert_notes(db: Database, poll_id: int, kind: str, notes: Iterable[tuple[str, int]]) -> None:
    """Keep names written in (`other`) or free texts (`text`) with how many slips say each, in the order of content."""
    for content, count in sorted(notes):
        db.execute(
            "INSERT INTO poll_note (poll_id, kind, content, count) VALUES (?, ?, ?, ?)",
            (poll_id, kind, content, count),
        )


def counts(reader: Reader, poll_id: int) -> dict[tuple[int, str, str], int]:
    """The counts of a poll by target, part and grade code."""
    rows = reader.rows("SELECT target_id, part, grade, count FROM poll_count WHERE poll_id = ?", (poll_id,))
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def problems(reader: Reader, poll_id: int) -> dict[tuple[int, int], int]:
    """How often each problem was named, by target and number."""
    rows = reader.rows("SELECT target_id, number, count FROM poll_problem WHERE poll_id = ?", (poll_id,))
    return {(row[0], row[1]): row[2] for row in rows}


def notes(reader: Reader, poll_id: int, kind: str) -> tuple[tuple[str, int], ...]:
    """Names written in, or free texts, with how many slips say each, by content."""
    rows = reader.rows(
        "SELECT content, count FROM poll_note WHERE poll_id = ? AND kind = ? ORDER BY content",
        (poll_id, kind),
    )
    return tuple((row[0], row[1]) for row in rows)


def count_codes(scale: Scale) -> Sequence[str]:
    """The codes of a row's cells, in the order of `RowCount.cells`."""
    return (*(grade.code for grade in scale.grades), BLANK_CODE, VOID_CODE)


def stored(reader: Reader, poll_id: int) -> int:
    """How many counts of a poll are kept."""
    return int(reader.value("SELECT count(*) FROM poll_count WHERE poll_id = ?", (poll_id,)))
