"""The count: both codes unseal the boxes in memory, one transaction keeps only counts.

`unseal` is slow and touches no book, so that a worker can run it; nothing that it returns may be shown before
`store_count` returned, but for the differences between two entries of one slip, which the people at the table settle
against the paper.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from db.acts.ballots import note_place, row_place, slip_place
from db.acts.poll_locks import assert_durable, context_of
from db.errors import Conflict, Refused
from db.rules.ballot_bytes import decode_ballot, decode_note, decode_totals, notes_of_totals
from db.rules.motion import Attendance, HandCount, decide
from db.rules.poll import salted_hash
from db.rules.settling import Difference, differences
from db.rules.tally import Slips, is_withheld, tally, tally_faults, tally_of_totals, withheld
from db.sealing import Context, Lock, Opened, SealedBox, Tampered, unlock_opener
from db.store import poll_boxes, poll_counts, poll_log
from db.store import polls as store

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.book import Book, Writing
    from db.rules.ballot import Ballot, BallotForm, InvalidScope
    from db.rules.tally import Tally

SALT_BYTES = 16

Progress: TypeAlias = "Callable[[int], None]"
"""Told how many boxes are open so far."""

UNSEALED = ("closed", "settling")


@dataclass(frozen=True, repr=False)
class Work:
    """A closed poll as plain data: everything that unsealing needs but the codes.

    Attributes:
        names: What each cell of the slip is about.
        targets: How many rows the slip has.
        entries: How often each slip was typed in.
        witnessed: How many ballots the log says that the scrutineer counted.
    """

    lock: Lock
    context: Context
    boxes: tuple[SealedBox, ...]
    form: BallotForm
    scope: InvalidScope
    slips: Slips
    names: tuple[str, ...]
    targets: int
    entries: int
    witnessed: int

    def __repr__(self) -> str:
        return f"<Work of {len(self.boxes)} boxes>"


@dataclass(frozen=True, repr=False)
class Unsealed:
    """What was in the boxes, in memory only.

    Attributes:
        result: The count, where it stands already; None while two entries of a slip differ.
        differences: What is to be settled against the paper.
        first: The first entry, by place in the stack; empty where there is no stack.
    """

    result: Tally | None
    differences: tuple[Difference, ...] = ()
    first: Mapping[int, Ballot] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Unsealed, {len(self.differences)} differences>"


def work_of(book: Book, poll_id: int) -> Work:
    """Take a closed poll along for unsealing.

    Raises:
        Refused: the poll is not closed.
    """
    record = store.poll(book, poll_id)
    if record is None or record.state not in UNSEALED:
        raise Refused("投票还没有截止，不能计票。")
    lock, context = context_of(book, poll_id)
    boxes = tuple(SealedBox(key, box) for key, box in poll_boxes.boxes(book, poll_id))
    labels = [target.label for target in store.targets(book, poll_id)]
    cells = range(record.form.cells(len(labels)))
    return Work(
        lock=lock,
        context=context,
        boxes=boxes,
        form=record.form,
        scope=store.scope_of(record.rules),
        slips=Slips(record.electorate, record.issued or 0, record.returned or 0),
        names=tuple(store.cell_label(record, labels, cell) for cell in cells),
        targets=len(labels),
        entries=record.entries,
        witnessed=poll_log.returned_in_log(book, poll_id),
    )


def unseal(work: Work, codes: tuple[str, str], progress: Progress | None = None) -> Unsealed:
    """Open every box, check it and count. Slow: meant for a worker.

    Raises:
        WrongCodes: the codes are not this poll's; nothing happened.
        Tampered: a box is missing, forged, moved or repeated, or an identity fails; the poll must be voided.
    """
    if work.witnessed != work.slips.returned:
        raise Tampered("收回票数与监票人清点时的记录不一致")
    opener = unlock_opener(work.lock, work.context, codes)
    try:
        opened = opener.open_all(work.boxes, progress)
    finally:
        opener.forget()
    if work.context.channel == "totals":
        return Unsealed(_checked(work, _count_totals(work, opened)))
    if work.context.channel == "booth":
        if len(opened) != work.slips.returned:
            raise Tampered("票箱里的票数与投票人数不一致")
        return Unsealed(_checked(work, _tally(work, [_ballot(work, box) for box in opened])))
    return _unseal_slips(work, opened)


def _unseal_slips(work: Work, opened: tuple[Opened, ...]) -> Unsealed:
    numbers = range(1, work.slips.returned + 1)
    wanted = {
        slip_place(number, entry): (number, entry)
        for number in numbers
        for entry in range(1, work.entries + 1)
    }
    if len(opened) != len(wanted) or {box.place for box in opened} != set(wanted):
        raise Tampered("票箱里的票数与收回票数不一致")
    stacks: dict[int, dict[int, Ballot]] = {1: {}, 2: {}}
    for box in opened:
        number, entry = wanted[box.place]
        stacks[entry][number] = _ballot(work, box)
    found = differences(stacks[1], stacks[2], work.form, work.targets) if work.entries == 2 else ()
    if found:
        return Unsealed(None, found, stacks[1])
    return Unsealed(_checked(work, _tally(work, list(stacks[1].values()))))


def settled(work: Work, unsealed: Unsealed, slips: Mapping[int, Ballot]) -> Tally:
    """Count once every slip that differed was settled against the paper.

    Args:
        work: The poll.
        unsealed: What was in the boxes.
        slips: What the paper says, by place in the stack, of every slip that differed.

    Raises:
        ValueError: a slip that differed is not among them, or one that did not is.
        Tampered: an identity fails.
    """
    if set(slips) != {difference.slip for difference in unsealed.differences}:
        raise ValueError("not the slips that differ")
    return _checked(work, _tally(work, list({**unsealed.first, **slips}.values())))


def _ballot(work: Work, box: Opened) -> Ballot:
    ballot = decode_ballot(box.content, work.form, work.targets)
    if ballot is None:
        raise Tampered("有选票不能辨认")
    return ballot


def _tally(work: Work, ballots: list[Ballot]) -> Tally:
    return tally(ballots, work.form, work.targets, work.scope)


def _checked(work: Work, result: Tally) -> Tally:
    faults = tally_faults(result, work.form, work.slips, work.names, work.scope)
    if faults:
        raise Tampered(faults[0].brief)
    return result


def _count_totals(work: Work, opened: tuple[Opened, ...]) -> Tally:
    by_place = {box.place: box.content for box in opened}
    heads = {place[4:8] for place in by_place if place.startswith(b"row.")}
    first = next((place for place in by_place if place.startswith(b"row.")), None)
    if first is None or len(by_place) != len(opened):
        raise Tampered("票箱里没有合计")
    valid, void = (int.from_bytes(first[start : start + 4], "big") for start in (8, 12))
    rows = [row_place(cell, valid, void) for cell in range(len(work.names))]
    others, texts = (
        [note_place(kind, index, valid, void) for index in range(room)]
        for kind, room in zip("ot", notes_of_totals(work.form, work.slips.returned), strict=True)
    )
    if set(by_place) != {*rows, *others, *texts} or len(heads) != len(rows):
        raise Tampered("各行合计不是按同一批票录入的")
    totals = [decode_totals(by_place[place], work.form, cell) for cell, place in enumerate(rows)]
    notes = [[decode_note(by_place[place], work.form) for place in places] for places in (others, texts)]
    known = [row for row in totals if row is not None]
    named, written = ([note for note in each if note is not None] for each in notes)
    if (len(known), len(named), len(written)) != (len(totals), len(others), len(texts)):
        raise Tampered("有一行合计不能辨认")
    try:
        return tally_of_totals(known, work.form, named, written)
    except ValueError:
        raise Tampered("各行合计不是按同一批票录入的") from None


def begin_settling(book: Book, poll_id: int) -> None:
    """Two entries differ: the poll stands in 核对 until every difference is settled against the paper.

    After a crash the codes are asked again and the differences are found again; nothing of them is on disk.

    Raises:
        Refused: the poll is not closed.
    """
    record = store.poll(book, poll_id)
    if record is None or record.state not in UNSEALED:
        raise Refused("投票还没有截止，不能计票。")
    if record.state == "settling":
        return
    with book.write("poll.settling_began") as writing:
        store.update(writing.db, poll_id, state="settling")
        writing.about(poll=poll_id)


def log_settled(book: Book, poll_id: int, slip: int) -> None:
    """Say in the log that a slip was settled: its place in the stack, never what is on it.

    Raises:
        Refused: the poll is not being settled.
    """
    record = store.poll(book, poll_id)
    if record is None or record.state != "settling":
        raise Refused("投票不在核对。")
    with book.write("poll.slip_settled") as writing:
        writing.about(poll=poll_id, slip=slip)


def store_count(book: Book, poll_id: int, result: Tally) -> str:
    """Keep the counts and destroy the boxes, in one transaction; returns the salted hash of what is kept.

    Of a pool with fewer than three valid slips only 有效票 and 废票 are kept.

    Raises:
        Refused: the poll is not closed.
        Conflict: the box changed since it was unsealed.
        BookError: nothing was kept, nothing destroyed; the codes are asked again.
    """
    record = store.poll(book, poll_id)
    if record is None or record.state not in UNSEALED:
        raise Refused("投票还没有截止，不能计票。")
    assert_durable(book)
    targets = store.targets(book, poll_id)
    kept = withheld(result) if is_withheld(result, is_pool=bool(record.pool)) else result
    salt = secrets.token_hex(SALT_BYTES)
    digest = salted_hash(salt, kept, [target.uid for target in targets])
    with book.write("poll.counted") as writing:
        now = store.poll(book, poll_id)  # a second console may have voided it meanwhile
        wanted = record.admissions - record.withdrawn
        if now != record or poll_boxes.box_count(book, poll_id) != wanted:
            raise Conflict("票箱在计票时有变化，没有存入任何票数。请重新计票。")
        _keep(writing, record, targets, kept)
        poll_boxes.delete_boxes(writing.db, poll_id)
        store.update(
            writing.db,
            poll_id,
            state="counted",
            valid=result.valid,
            void=result.void,
            passed=_passed(record, kept),
            counted_at=book.now(),
            count_salt=salt,
            count_hash=digest,
            cleaned=0,
        )
        writing.about(poll=poll_id, count=digest)
        writing.digest_of({"count": digest})
    return digest


def _keep(
    writing: Writing, record: store.PollRecord, targets: tuple[store.TargetRecord, ...], kept: Tally
) -> None:
    form, db = record.form, writing.db
    counts = []
    for cell, row in enumerate(kept.rows):
        part, target = form.part_of(cell), targets[form.target_of(cell)]
        codes = poll_counts.count_codes(part.scale)
        counts += [
            (target.id, part.code, code, number) for code, number in zip(codes, row.cells, strict=True)
        ]
    poll_counts.insert_counts(db, record.id, counts)
    poll_counts.insert_problems(
        db,
        record.id,
        [
            (target.id, number, count)
            for target, row in zip(targets, kept.problems)  # noqa: B905 - none where the form lists no problems
            for number, count in enumerate(row, 1)
        ],
    )
    poll_counts.insert_notes(db, record.id, "other", kept.others)
    poll_counts.insert_notes(db, record.id, "text", Counter(kept.texts).items())


def _passed(record: store.PollRecord, result: Tally) -> int | None:
    """Whether a motion is carried: 赞成 on slips and in writing against the frozen base (支部工作条例 Art. 11).

    A slip that is void, or not returned, is no 赞成.
    """
    if not record.traits.decides:
        return None
    row, filed = result.rows[0], record.written
    count = HandCount(
        row.grades[0] + filed.in_favour, row.grades[1] + filed.against, row.blank + filed.abstaining
    )
    turnout = Attendance(record.due, record.electorate, filed.total)
    return int(decide(turnout, count, record.rules).is_passed)
