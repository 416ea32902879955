"""Ballots and totals as bytes whose length depends on the poll alone, whatever is in them."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.rules.ballot import NAME_BYTES, Ballot, BallotForm, RowTotals, fits, is_mark

OTHERS_OF_TOTALS: Final = 60
"""How many different names written in the tellers' totals hold at the most, however many the slips may name."""

_COUNT: Final = struct.Struct(">H")


@dataclass(frozen=True, repr=False)
class NoteTotals:
    """One name written in with its votes, or one free text with how many wrote it; empty where there is none.

    Attributes:
        valid: Valid slips of the whole count.
        void: Void slips of the whole count.
        count: How many slips say it.
        text: The name or the text.
    """

    valid: int
    void: int
    count: int
    text: str

    def __repr__(self) -> str:
        return "<NoteTotals>"


def ballot_bytes(form: BallotForm, targets: int) -> int:
    """Return how many bytes every ballot of a poll takes, whatever is on it."""
    problems = 2 * targets if form.problems else 0
    text = 2 + form.text_bytes if form.text_bytes else 0
    return 1 + form.cells(targets) + problems + form.write_ins * (2 + NAME_BYTES) + text


def encode_ballot(ballot: Ballot, form: BallotForm) -> bytes:
    """Write a ballot as bytes; a void slip hides what was on it.

    Raises:
        ValueError: a name or the text is too long, or there are more names than the form has lines.
    """
    targets = len(ballot.marks) // len(form.parts)
    if ballot.is_void:
        return bytes((1,)) + bytes(ballot_bytes(form, targets) - 1)
    if len(ballot.others) > form.write_ins:
        raise ValueError("more names than lines")
    parts = [bytes((0,)), bytes(ballot.marks)]
    if form.problems:
        parts.append(b"".join(_COUNT.pack(mask) for mask in ballot.problems))
    names = (*ballot.others, *[""] * (form.write_ins - len(ballot.others)))
    parts += [_padded(name, NAME_BYTES) for name in names]
    if form.text_bytes:
        parts.append(_padded(ballot.text, form.text_bytes))
    return b"".join(parts)


def decode_ballot(data: bytes, form: BallotForm, targets: int) -> Ballot | None:
    """Read what `encode_ballot` wrote; None when it is not a ballot of this poll."""
    if len(data) != ballot_bytes(form, targets) or data[0] > 1:
        return None
    cells = form.cells(targets)
    marks, rest = tuple(data[1 : 1 + cells]), data[1 + cells :]
    if not all(is_mark(mark, form.part_of(cell).scale) for cell, mark in enumerate(marks)):
        return None
    masks: tuple[int, ...] = ()
    if form.problems:
        masks = struct.unpack(f">{targets}H", rest[: 2 * targets])
        rest = rest[2 * targets :]
        if any(mask >> len(form.problems) for mask in masks):
            return None
    texts = []
    for most in (*[NAME_BYTES] * form.write_ins, *([form.text_bytes] if form.text_bytes else [])):
        text = _unpadded(rest[: 2 + most])
        if text is None:
            return None
        texts.append(text)
        rest = rest[2 + most :]
    names = tuple(name for name in texts[: form.write_ins] if name)
    return Ballot(marks, bool(data[0]), masks, names, texts[-1] if form.text_bytes else "")


def totals_bytes(form: BallotForm) -> int:
    """Return how many bytes a row of totals takes, or a note beside them: the most that any of them needs."""
    grades = max(len(part.scale.grades) for part in form.parts)
    texts = [NAME_BYTES] * bool(form.write_ins) + [form.text_bytes] * bool(form.text_bytes)
    note = 8 + max(texts) if texts else 0
    return max(2 * (grades + 4 + len(form.problems)), note)


def notes_of_totals(form: BallotForm, returned: int) -> tuple[int, int]:
    """Return how many boxes of totals names written in and free texts take, each filled or empty."""
    return (min(OTHERS_OF_TOTALS, returned * form.write_ins), returned if form.text_bytes else 0)


def encode_totals(totals: RowTotals, form: BallotForm) -> bytes:
    """Write the totals of a cell as bytes.

    Raises:
        ValueError: a count is negative or above 65535.
    """
    numbers = (
        totals.valid, totals.void, *totals.grades, totals.blank, totals.void_rows, *totals.problems
    )  # fmt: skip
    return _numbers(numbers).ljust(totals_bytes(form), b"\0")


def decode_totals(data: bytes, form: BallotForm, cell: int) -> RowTotals | None:
    """Read what `encode_totals` wrote of a cell; None when it is not a row of this poll."""
    if len(data) != totals_bytes(form):
        return None
    grades = len(form.part_of(cell).scale.grades)
    problems = len(form.problems) if cell % len(form.parts) == 0 else 0
    length = 2 * (grades + 4 + problems)
    if any(data[length:]):
        return None
    valid, void, *counts = struct.unpack(f">{length // 2}H", data[:length])
    found = tuple(counts[grades + 2 :])
    return RowTotals(valid, void, tuple(counts[:grades]), counts[grades], counts[grades + 1], found)


def encode_note(note: NoteTotals, form: BallotForm) -> bytes:
    """Write a name or a text of the totals as bytes.

    Raises:
        ValueError: it is too long, or a count is out of range.
    """
    length = totals_bytes(form)
    return _numbers((note.valid, note.void, note.count)) + _padded(note.text, length - 8)


def decode_note(data: bytes, form: BallotForm) -> NoteTotals | None:
    """Read what `encode_note` wrote; None when it is none of this poll."""
    if len(data) != totals_bytes(form):
        return None
    text = _unpadded(data[6:])
    if text is None:
        return None
    valid, void, count = struct.unpack(">3H", data[:6])
    return NoteTotals(valid, void, count, text)


def _numbers(numbers: Sequence[int]) -> bytes:
    if any(not 0 <= number <= 0xFFFF for number in numbers):
        raise ValueError("a count is out of range")
    return struct.pack(f">{len(numbers)}H", *numbers)


def _padded(text: str, most: int) -> bytes:
    if not fits(text, most):
        raise ValueError("a text is too long")
    data = text.encode()
    return _COUNT.pack(len(data)) + data.ljust(most, b"\0")


def _unpadded(data: bytes) -> str | None:
    length = _COUNT.unpack(data[:2])[0]
    if length > len(data) - 2 or any(data[2 + length :]):
        return None
    try:
        return data[2 : 2 + length].decode()
    except UnicodeDecodeError:
        return None
