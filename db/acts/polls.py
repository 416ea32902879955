"""A secret poll from opening to closing: open, hand out, count the slips, close, void.

Every kind of poll and every way to vote goes through here. Nothing here touches a choice: `db.acts.ballots` takes
ballots on paper in, `db.acts.booths` ballots from a booth, and `db.acts.counting` counts them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from db.acts.meeting_states import refuse_unless_open
from db.acts.poll_locks import assert_durable, context_to_open
from db.acts.poll_states import refuse_repeated, wanted
from db.errors import Conflict, Refused
from db.rules.ballot_bytes import notes_of_totals
from db.rules.poll import fingerprint, preflight
from db.rules.poll_kinds import PAPER_CHANNELS
from db.rules.tally import Slips, slip_faults
from db.store import poll_boxes, poll_counts, poll_rounds
from db.store import polls as store

if TYPE_CHECKING:
    from db.book import Book, Writing
    from db.rules.poll import Preparation
    from db.sealing import Lock

MAX_MISMATCHES: Final = 2
"""The scrutineer may count again once; a second difference voids the poll."""

SLIPS_DIFFER: Final = (
    "发出票数不一致",
    (
        "监票人报的发出票数与程序所记的不一致。请监票人按纸上的记录重数一遍。程序当初记错的，先到“发票”一步改正；"
        "然后在“清点票数”一步再报。再不一致，本次投票作废。"
    ),
)
"""What is said of a first difference in 发出: what differs, and in which step it is mended."""

VOTERS_DIFFER: Final = (
    "投票人数不一致",
    (
        "监票人报的入场、投票人数与程序所记的不一致。程序所记的不能改。请监票人按纸上划的正字重数一遍，"
        "在“核对人数”一步再报。再不一致，本次投票作废。"
    ),
)
"""The same of the booth, where nothing but the strokes can be counted again."""


def open_poll(book: Book, poll_id: int, lock: Lock, *, question: str) -> None:
    """Open a draft under its lock; targets, rules, roles and electorate are frozen here.

    Args:
        book: The book.
        poll_id: A draft.
        lock: Made from the two codes by `db.sealing.new_lock`.
        question: The fingerprint that was shown to the people who wrote the codes down.

    Raises:
        Refused: something stands in the way of opening.
        Conflict: who is present, or what is asked, changed since the fingerprint was shown.
    """
    record = wanted(book, poll_id, "draft")
    refuse_unless_open(book.db, record.meeting_id)
    refuse_repeated(book, poll_id)
    ready = store.preparation(book, record)
    check = preflight(ready, poll_rounds.rerun_refusal_of(book, record))
    if not check.may_open:
        raise Refused("".join(check.refusals))
    if fingerprint(ready.question) != question:
        raise Conflict("到会人员或票面刚有变化。请核对后重新发起。")
    cost = {"salt": lock.salt.hex(), "ops": lock.cost.ops, "memory": lock.cost.memory}
    box_bytes = context_to_open(book, poll_id, question).box_bytes
    electors = [
        person.id
        for person in store.people(book, record.meeting_id, record.rules)
        if person.uid in ready.question.electors
    ]
    assert_durable(book)
    with book.write("poll.opened") as writing:
        store.update(
            writing.db,
            poll_id,
            state="open",
            fingerprint=question,
            due=ready.due,
            electorate=len(ready.question.electors),
            kdf=json.dumps(cost),
            public_key=lock.public_key,
            box_bytes=box_bytes,
            scrutineers=json.dumps(ready.scrutineers, ensure_ascii=False),
            tellers=json.dumps(ready.tellers, ensure_ascii=False),
            filers=json.dumps(ready.filers, ensure_ascii=False),
            opened_at=book.now(),
            cleaned=0,
        )
        store.set_electors(writing.db, poll_id, electors)
        writing.about(poll=poll_id, electorate=len(ready.question.electors))
        # The zero report: what the box and the counts held when it opened.
        zero = {"boxes": poll_boxes.box_count(book, poll_id), "counts": poll_counts.stored(book, poll_id)}
        if any(zero.values()):
            raise Refused("票箱不空，不能开始。请另起一次投票。")
        terms = _terms(record, ready) | poll_rounds.repeated(book, poll_id)
        writing.digest_of({"question": question, "public_key": lock.public_key.hex(), **zero, **terms})


def _terms(record: store.PollRecord, ready: Preparation) -> dict[str, object]:
    """What a poll opens with beside its question: whatever its archive tells of it must stay what it was."""
    filed = record.written
    return {
        "kind": record.kind,
        "title": record.title,
        "pool": record.pool,
        "channel": record.channel,
        "entries": record.entries,
        "due": ready.due,
        "present": len(ready.question.electors),
        "written": [filed.in_favour, filed.against, filed.abstaining],
        "written_by": list(ready.filers),
        "scrutineers": list(ready.scrutineers),
        "tellers": list(ready.tellers),
        "rules": json.loads(record.rules.to_json()),
    }


def record_issued(book: Book, poll_id: int, count: int) -> None:
    """Record how many slips were handed out (发出).

    Raises:
        Refused: more than there are people present who take part, none, the slips are counted already, or the poll
            has no paper.
    """
    record = wanted(book, poll_id, "open")
    if record.channel not in PAPER_CHANNELS:
        raise Refused("投票台投票没有纸票，不记发出票数。")
    if record.returned is not None:
        raise Refused("票箱已经打开清点，发出票数不能再改。")
    if count < 1:
        raise Refused("发出票数至少是1张。")
    faults = slip_faults(Slips(record.electorate, count, 0))
    if faults:
        raise Refused(faults[0].detail)
    with book.write("poll.slips_issued") as writing:
        store.update(writing.db, poll_id, issued=count)
        writing.about(poll=poll_id, issued=count)


def count_slips(book: Book, poll_id: int, issued: int, returned: int) -> None:
    """Take 发出 and 收回 as the scrutineer counted them from strokes on paper, before the book shows its own.

    Raises:
        Refused: the figures differ from the book's, or more came back than went out. A second difference, or
            more slips back than out, voids the poll; the message says so.
    """
    record = wanted(book, poll_id, "open")
    if record.channel not in PAPER_CHANNELS:
        raise Refused("投票台投票由监票人核对投票人数。")
    if record.issued is None:
        raise Refused("还没有记录发出票数。请先发票。")
    if record.returned is not None:
        raise Refused("收回票数已经清点过。")
    if returned < 1:
        raise Refused("没有收回的票，不能计票。请作废后重新投票。")
    if issued != record.issued:
        _count_mismatch(book, record, *SLIPS_DIFFER)
        return
    faults = slip_faults(Slips(record.electorate, issued, returned))
    if faults:
        void_poll(book, poll_id, faults[0].detail)
        raise Refused(faults[0].detail, title="投票作废")
    admissions = _boxes_wanted(record, len(store.targets(book, poll_id)), returned)
    with book.write("poll.slips_counted") as writing:
        store.update(writing.db, poll_id, returned=returned, admissions=admissions)
        writing.about(poll=poll_id, returned=returned)


def _boxes_wanted(record: store.PollRecord, targets: int, returned: int) -> int:
    """How many boxes a poll on paper ends with."""
    if record.channel == "totals":
        return record.form.cells(targets) + sum(notes_of_totals(record.form, returned))
    return returned * record.entries


def count_booth(book: Book, poll_id: int, issued: int, returned: int) -> None:
    """Take how many voted as the scrutineer counted from strokes on paper, before the book shows its own.

    Raises:
        Refused: somebody is still voting, or a figure differs from the book's; a second difference voids the poll and
            the message says so.
    """
    record = wanted(book, poll_id, "open")
    if record.channel != "booth":
        raise Refused("这次投票用纸票。")
    if record.returned is not None:
        raise Refused("投票人数已经核对过。")
    boxes = poll_boxes.box_count(book, poll_id)
    admitted = record.admissions - record.withdrawn
    if poll_boxes.busy_booths(book, poll_id) or admitted != boxes:
        raise Refused("还有人在投票台，请等他投完，或者撤回。")
    if not boxes:
        raise Refused("还没有人投票，不能截止。请继续，或者作废。")
    if (issued, returned) != (admitted, boxes):
        _count_mismatch(book, record, *VOTERS_DIFFER)
        return
    with book.write("poll.voters_counted") as writing:
        store.update(writing.db, poll_id, issued=issued, returned=returned)
        writing.about(poll=poll_id, returned=returned)


def _count_mismatch(book: Book, record: store.PollRecord, title: str, mending: str) -> None:
    """Remember a difference; the second one voids. The book's own figure is never told.

    Args:
        book: The book.
        record: The poll.
        title: What differs.
        mending: How it is mended, said of the first difference.
    """
    times = record.mismatches + 1
    if times >= MAX_MISMATCHES:
        text = "监票人清点的票数两次与记录不一致"
        void_poll(book, record.id, text)
        raise Refused(f"{text}，本次投票作废。请重新投票。", title="投票作废")
    with book.write("poll.slips_differed") as writing:
        store.update(writing.db, record.id, mismatches=times)
        writing.about(poll=record.id)
    raise Refused(mending, title=title)


def close_poll(book: Book, poll_id: int) -> None:
    """Close the box for good; the codes are asked only after this returned.

    Raises:
        Refused: slips or rows are missing.
    """
    record = wanted(book, poll_id, "open")
    if record.returned is None:
        raise Refused("监票人还没有清点票数。")
    missing = record.admissions - record.withdrawn - poll_boxes.box_count(book, poll_id)
    if missing:
        unit = "行" if record.channel == "totals" else "张票"
        raise Refused(f"还有{missing}{unit}没有录入。请录完再截止；如果票数确实对不上，请作废后重新投票。")
    with book.write("poll.closed") as writing:
        store.update(writing.db, poll_id, state="closed", closed_at=book.now())
        writing.about(poll=poll_id)


def void_poll(book: Book, poll_id: int, reason: str) -> None:
    """Void a poll that was not unsealed; its boxes are destroyed unread.

    Raises:
        Refused: the poll was counted, was void already, or no reason is given.
    """
    if not reason.strip():
        raise Refused("请写明作废的原因。")
    with book.write("poll.voided") as writing:
        # Asked inside the transaction: a second console may count in the meantime.
        record = wanted(book, poll_id, "open", "closed")
        _destroy(writing, record, reason.strip())


def void_tampered(book: Book, poll_id: int, reason: str) -> None:
    """Void a closed poll whose boxes failed a check; they are destroyed, and nothing of them is kept.

    Raises:
        Refused: the poll is not closed, or was counted.
    """
    with book.write("poll.voided") as writing:
        record = wanted(book, poll_id, "closed", "settling")
        _destroy(writing, record, reason)


def _destroy(writing: Writing, record: store.PollRecord, reason: str) -> None:
    poll_boxes.delete_boxes(writing.db, record.id)
    poll_boxes.set_idle(writing.db, record.id)
    store.update(writing.db, record.id, state="void", void_reason=reason, cleaned=0)
    writing.about(poll=record.id, meeting=record.meeting_id)
