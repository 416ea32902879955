"""A secret poll on paper from draft to closing: prepare, open, hand out, count the slips, close, void, repeat.

Nothing here touches a choice; `db.acts.ballots` takes ballots in and `db.acts.counting` counts them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from db.book import new_uid
from db.errors import Conflict, Refused
from db.rules.ballot import APPRAISAL_SCALE, Scale, ballot_bytes, totals_bytes
from db.rules.meeting import why_not_change
from db.rules.poll import fingerprint, preflight
from db.rules.tally import Slips, slip_faults
from db.store import meetings
from db.store import polls as store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book
    from db.sealing import Context, Lock

PAPER_CHANNELS: Final = ("slips", "totals")
MAX_MISMATCHES: Final = 2
"""The scrutineer may count again once; a second difference voids the poll."""


def draft_appraisal(
    book: Book,
    meeting_id: int,
    *,
    title: str = "民主测评",
    channel: str = "slips",
    agenda_item_id: int | None = None,
    scale: Scale = APPRAISAL_SCALE,
) -> int:
    """Begin to prepare a 民主测评 of the members of a meeting's roll; returns the poll's id.

    Raises:
        Refused: another poll of this meeting is being prepared, or a secret poll is open, or one was counted: then only
            a rerun compares the electorates.
    """
    counted = book.value(
        "SELECT title FROM poll WHERE meeting_id = ? AND kind = 'appraisal' AND state = 'counted'",
        (meeting_id,),
    )
    if counted is not None:
        raise Refused(f"“{counted}”已经计票。要再测一次，请用“重新测评”并写明原因。")
    return _draft(
        book,
        meeting_id,
        {
            "title": title,
            "channel": channel,
            "agenda_item_id": agenda_item_id,
            "scale": store.scale_to_json(scale),
        },
    )


def draft_rerun(book: Book, poll_id: int, reason: str) -> int:
    """Begin a 重新测评: a poll of its own that names the one it repeats, and why.

    Raises:
        Refused: the poll was neither counted nor voided, or no reason is given.
    """
    earlier = _poll(book, poll_id)
    if earlier.state not in ("counted", "void"):
        raise Refused("只有已计票或已作废的测评可以重新测评。")
    if not reason.strip():
        raise Refused("请写明重新测评的原因，会议记录要用。")
    item = book.value("SELECT agenda_item_id FROM poll WHERE id = ?", (poll_id,))
    return _draft(
        book,
        earlier.meeting_id,
        {
            "title": earlier.title,
            "channel": earlier.channel,
            "agenda_item_id": item,
            "scale": store.scale_to_json(earlier.scale),
            "rerun_of": poll_id,
            "rerun_reason": reason.strip(),
        },
    )


def _draft(book: Book, meeting_id: int, fields: dict[str, str | int | None]) -> int:
    _refuse_if_over(book, meeting_id)
    pending = book.value(
        "SELECT title FROM poll WHERE state IN ('draft', 'open', 'closed', 'settling') AND channel <> 'hands'"
    )
    if pending is not None:
        raise Refused(f"“{pending}”还没有结束。请先完成或作废，再准备新的测评。")
    rules = store.meeting_rules(book, meeting_id)
    rows = [
        (person.id, person.label, person.rights.is_graded)
        for person in store.people(book, meeting_id, rules)
        if store.is_rated(person)
    ]
    with book.write("poll.drafted") as writing:
        poll_id = store.insert(
            writing.db,
            {
                "uid": new_uid(),
                "meeting_id": meeting_id,
                "kind": "appraisal",
                "rules": rules.to_json(),
                "created_at": book.now(),
                **fields,
            },
        )
        store.replace_targets(writing.db, poll_id, rows)
        writing.about(poll=poll_id, meeting=meeting_id)
    return poll_id


def set_channel(book: Book, poll_id: int, channel: str) -> None:
    """Choose how the paper comes in: slip by slip, or as the tellers' totals.

    Raises:
        Refused: the poll is open already.
    """
    _wanted(book, poll_id, "draft")
    if channel not in PAPER_CHANNELS:
        raise Refused("只能逐张录入或录入合计。")
    with book.quiet() as db:
        store.update(db, poll_id, channel=channel)


def set_targets(book: Book, poll_id: int, member_ids: Sequence[int]) -> None:
    """Choose who is on the slip; the order stays that of the roll.

    Raises:
        Refused: the poll is open already.
    """
    record = _wanted(book, poll_id, "draft")
    roll = store.people(book, record.meeting_id, record.rules)
    chosen = set(member_ids)
    rows = [(person.id, person.label, person.rights.is_graded) for person in roll if person.id in chosen]
    with book.quiet() as db:
        store.replace_targets(db, poll_id, rows)


def discard_draft(book: Book, poll_id: int) -> None:
    """Give up a poll that never opened.

    Raises:
        Refused: the poll was opened.
    """
    _wanted(book, poll_id, "draft")
    with book.write("poll.discarded") as writing:
        writing.db.execute("DELETE FROM poll_target WHERE poll_id = ?", (poll_id,))
        writing.db.execute("DELETE FROM poll WHERE id = ?", (poll_id,))
        writing.about(poll=poll_id)


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
    record = _wanted(book, poll_id, "draft")
    _refuse_if_over(book, record.meeting_id)
    ready = store.preparation(book, record)
    check = preflight(ready, store.rerun_refusal_of(book, record))
    if not check.may_open:
        raise Refused("".join(check.refusals))
    if fingerprint(ready.question) != question:
        raise Conflict("到会人员或测评对象刚有变化。请核对后重新发起。")
    cost = {"salt": lock.salt.hex(), "ops": lock.cost.ops, "memory": lock.cost.memory}
    content = _content_bytes(record.channel, len(ready.question.targets), record.scale)
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
            electorate=len(electors),
            kdf=json.dumps(cost),
            public_key=lock.public_key,
            box_bytes=_context(record, question, content).box_bytes,
            scrutineers=json.dumps(ready.scrutineers, ensure_ascii=False),
            tellers=json.dumps(ready.tellers, ensure_ascii=False),
            opened_at=book.now(),
            cleaned=0,
        )
        store.set_electors(writing.db, poll_id, electors)
        writing.about(poll=poll_id, electorate=len(electors))
        writing.digest_of({"question": question, "public_key": lock.public_key.hex()})


def record_issued(book: Book, poll_id: int, count: int) -> None:
    """Record how many slips were handed out (发出).

    Raises:
        Refused: more than there are members present who take part, none, or the slips are counted already.
    """
    record = _wanted(book, poll_id, "open")
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
    record = _wanted(book, poll_id, "open")
    if record.issued is None:
        raise Refused("还没有记录发出票数。请先发票。")
    if record.returned is not None:
        raise Refused("收回票数已经清点过。")
    if returned < 1:
        raise Refused("没有收回测评票，不能计票。请作废后重新测评。")
    if issued != record.issued:
        _count_mismatch(book, record)
        return
    faults = slip_faults(Slips(record.electorate, issued, returned))
    if faults:
        void_poll(book, poll_id, faults[0].detail)
        raise Refused(faults[0].detail, title="测评作废")
    admissions = returned if record.channel == "slips" else len(store.targets(book, poll_id))
    with book.write("poll.slips_counted") as writing:
        store.update(writing.db, poll_id, returned=returned, admissions=admissions)
        writing.about(poll=poll_id, returned=returned)


def _count_mismatch(book: Book, record: store.PollRecord) -> None:
    """Remember a difference; the second one voids. The book's own figure is never told."""
    times = record.mismatches + 1
    if times >= MAX_MISMATCHES:
        text = "监票人清点的发出票数两次与记录不一致"
        void_poll(book, record.id, text)
        raise Refused(f"{text}，本次测评作废。请重新测评。", title="测评作废")
    with book.write("poll.slips_differed") as writing:
        store.update(writing.db, record.id, mismatches=times)
        writing.about(poll=record.id)
    raise Refused(
        "发出票数与记录不一致。请监票人重新清点后再输一次；再不一致，本次测评作废。", title="票数不一致"
    )


def close_poll(book: Book, poll_id: int) -> None:
    """Close the box for good; the codes are asked only after this returned.

    Raises:
        Refused: slips or rows are missing.
    """
    record = _wanted(book, poll_id, "open")
    if record.returned is None:
        raise Refused("监票人还没有清点票数。")
    missing = record.admissions - store.box_count(book, poll_id)
    if missing:
        unit = "张票" if record.channel == "slips" else "行"
        raise Refused(f"还有{missing}{unit}没有录入。请录完再截止；如果票数确实对不上，请作废后重新测评。")
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
        record = _wanted(book, poll_id, "open", "closed")
        store.delete_boxes(writing.db, poll_id)
        store.update(writing.db, poll_id, state="void", void_reason=reason.strip(), cleaned=0)
        writing.about(poll=poll_id, meeting=record.meeting_id)


def context_of(book: Book, poll_id: int) -> tuple[Lock, Context]:
    """What unlocking a poll needs: plain data that a worker may take along.

    The question is read again from the rows of the poll and not from the fingerprint beside them, so that a swapped
    row, scale or electorate makes every ballot void.

    Raises:
        Refused: the poll was never opened.
    """
    from db.sealing import Cost, Lock

    record = _poll(book, poll_id)
    if record.public_key is None:
        raise Refused("这次测评还没有开始。")
    cost = json.loads(record.kdf)
    lock = Lock(bytes.fromhex(cost["salt"]), Cost(cost["ops"], cost["memory"]), record.public_key)
    question = store.frozen_question(book, record)
    content = _content_bytes(record.channel, len(question.targets), record.scale)
    return lock, _context(record, fingerprint(question), content)


def context_to_open(book: Book, poll_id: int, question: str) -> Context:
    """What the boxes of a draft will belong to once it opens on the question that was shown.

    Raises:
        Refused: the poll is no draft.
    """
    record = _wanted(book, poll_id, "draft")
    rows = len(store.targets(book, poll_id))
    return _context(record, question, _content_bytes(record.channel, rows, record.scale))


def _content_bytes(channel: str, rows: int, scale: Scale) -> int:
    return totals_bytes(scale) if channel == "totals" else ballot_bytes(rows)


def _context(record: store.PollRecord, question: str, content_bytes: int) -> Context:
    from db.sealing import Context

    return Context(record.uid, question, record.channel, record.returned or 0, content_bytes)


def assert_durable(book: Book) -> None:
    """Refuse to take ballots over a connection that could lose an acknowledged one.

    Raises:
        Refused: `synchronous` is below FULL, or deleted content is not overwritten.
    """
    if int(book.value("PRAGMA synchronous")) < 2:
        raise Refused("簿册没有以逐笔落盘的方式打开，不能收票。请重新启动程序。")
    if int(book.value("PRAGMA secure_delete")) != 1:
        raise Refused("簿册没有以彻底删除的方式打开，不能收票。请重新启动程序。")


def _refuse_if_over(book: Book, meeting_id: int) -> None:
    """Hold that the minutes of the meeting may still tell of a poll.

    Raises:
        Refused: the meeting is closed, or its minutes are final.
    """
    state = meetings.state(book.db, meeting_id)
    why_not = why_not_change(state, is_final=meetings.is_final(book.db, meeting_id)) if state else ""
    if why_not:
        raise Refused(why_not)


def _poll(book: Book, poll_id: int) -> store.PollRecord:
    record = store.poll(book, poll_id)
    if record is None:
        raise Refused("没有这次测评。")
    return record


def _wanted(book: Book, poll_id: int, *states: str) -> store.PollRecord:
    """The poll, when it is in one of the states.

    Raises:
        Refused: it is in another; says which.
    """
    record = _poll(book, poll_id)
    if record.state not in states:
        raise Refused(WRONG_STATE[record.state])
    return record


WRONG_STATE: Final = {
    "draft": "测评还在准备，请先开始测评。",
    "open": "测评正在进行，现在不能这样做。",
    "closed": "测评已经截止，不能再改；请用两个密码计票，或者作废。",
    "settling": "测评正在核对，现在不能这样做。",
    "counted": "测评已经计票，不能再改；需要时可以重新测评。",
    "void": "测评已经作废；需要时可以重新测评。",
}
