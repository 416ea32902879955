"""The count: both codes unseal the boxes in memory, one transaction keeps only counts.

`unseal` is slow and touches no book, so that a worker can run it; nothing that it returns may be shown before
`store_count` returned.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from db.acts.ballots import row_place, slip_place
from db.acts.polls import assert_durable, context_of
from db.errors import Conflict, Refused
from db.rules.ballot import decode_ballot, decode_totals
from db.rules.poll import salted_hash
from db.rules.tally import Slips, tally, tally_faults, tally_of_totals
from db.sealing import Context, Lock, Opened, SealedBox, Tampered, unlock_opener
from db.store import polls as store

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.book import Book
    from db.rules.ballot import InvalidScope, Scale
    from db.rules.tally import Tally

SALT_BYTES = 16

Progress: TypeAlias = "Callable[[int], None]"
"""Told how many boxes are open so far."""


@dataclass(frozen=True, repr=False)
class Work:
    """A closed poll as plain data: everything that unsealing needs but the codes."""

    lock: Lock
    context: Context
    boxes: tuple[SealedBox, ...]
    scale: Scale
    scope: InvalidScope
    slips: Slips
    names: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Work of {len(self.boxes)} boxes>"


def work_of(book: Book, poll_id: int) -> Work:
    """Take a closed poll along for unsealing.

    Raises:
        Refused: the poll is not closed.
    """
    record = store.poll(book, poll_id)
    if record is None or record.state != "closed":
        raise Refused("测评还没有截止，不能计票。")
    lock, context = context_of(book, poll_id)
    boxes = tuple(SealedBox(key, box) for key, box in store.boxes(book, poll_id))
    return Work(
        lock=lock,
        context=context,
        boxes=boxes,
        scale=record.scale,
        scope=store.scope_of(record.rules),
        slips=Slips(record.electorate, record.issued or 0, record.returned or 0),
        names=tuple(target.label for target in store.targets(book, poll_id)),
    )


def unseal(work: Work, codes: tuple[str, str], progress: Progress | None = None) -> Tally:
    """Open every box, check it and count. Slow: meant for a worker.

    Raises:
        WrongCodes: the codes are not this poll's; nothing happened.
        Tampered: a box is missing, forged, moved or repeated, or an identity fails; the poll must be voided.
    """
    opener = unlock_opener(work.lock, work.context, codes)
    try:
        opened = opener.open_all(work.boxes, progress)
    finally:
        opener.forget()
    by_slip = work.context.channel == "slips"
    result = _count_slips(work, opened) if by_slip else _count_totals(work, opened)
    faults = tally_faults(result, work.scale, work.slips, work.names, work.scope)
    if faults:
        raise Tampered(faults[0].brief)
    return result


def _count_slips(work: Work, opened: tuple[Opened, ...]) -> Tally:
    wanted = {slip_place(number) for number in range(1, work.slips.returned + 1)}
    if len(opened) != len(wanted) or {ballot.place for ballot in opened} != wanted:
        raise Tampered("票箱里的票数与收回票数不一致")
    ballots = [decode_ballot(ballot.content, len(work.names), work.scale) for ballot in opened]
    readable = [ballot for ballot in ballots if ballot is not None]
    if len(readable) != len(ballots):
        raise Tampered("有选票不能辨认")
    return tally(readable, work.scale, len(work.names), work.scope)


def _count_totals(work: Work, opened: tuple[Opened, ...]) -> Tally:
    rows = {}
    for box in opened:
        totals = decode_totals(box.content, work.scale)
        if totals is None:
            raise Tampered("有一行合计不能辨认")
        rows[box.place] = totals
    if not rows:
        raise Tampered("票箱里没有合计")
    header = next(iter(rows.values()))
    places = [row_place(row, header.valid, header.void) for row in range(len(work.names))]
    if set(rows) != set(places) or len(opened) != len(places):
        raise Tampered("各行合计不是按同一批票录入的")
    return tally_of_totals([rows[place] for place in places])


def store_count(book: Book, poll_id: int, result: Tally) -> str:
    """Keep the counts and destroy the boxes, in one transaction; returns the salted hash of the full count.

    Raises:
        Refused: the poll is not closed.
        Conflict: the box changed since it was unsealed.
        BookError: nothing was kept, nothing destroyed; the codes are asked again.
    """
    record = store.poll(book, poll_id)
    if record is None or record.state != "closed":
        raise Refused("测评还没有截止，不能计票。")
    assert_durable(book)
    targets = store.targets(book, poll_id)
    salt = secrets.token_hex(SALT_BYTES)
    digest = salted_hash(salt, result, [target.uid for target in targets])
    codes = store.count_codes(record.scale)
    counts = [
        (target.id, code, number)
        for target, row in zip(targets, result.rows, strict=True)
        for code, number in zip(codes, row.cells, strict=True)
    ]
    with book.write("poll.counted") as writing:
        now = store.poll(book, poll_id)  # a second console may have voided it meanwhile
        if now != record or store.box_count(book, poll_id) != record.admissions:
            raise Conflict("票箱在计票时有变化，没有存入任何票数。请重新计票。")
        store.insert_counts(writing.db, poll_id, counts)
        store.delete_boxes(writing.db, poll_id)
        store.update(
            writing.db,
            poll_id,
            state="counted",
            valid=result.valid,
            void=result.void,
            counted_at=book.now(),
            count_salt=salt,
            count_hash=digest,
            cleaned=0,
        )
        writing.about(poll=poll_id, count=digest)
        writing.digest_of({"count": digest})
    return digest
