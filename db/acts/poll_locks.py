"""What unlocking a poll needs, and that the book is opened so that no ballot can be lost or left behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.acts.poll_states import poll_of, wanted
from db.errors import Refused
from db.rules.ballot_bytes import ballot_bytes, totals_bytes
from db.rules.poll import fingerprint
from db.store import polls as store

if TYPE_CHECKING:
    from db.book import Book
    from db.sealing import Context, Lock


def context_of(book: Book, poll_id: int) -> tuple[Lock, Context]:
    """What unlocking a poll needs: plain data that a worker may take along.

    The question is read again from the rows of the poll and not from the fingerprint beside them, so that a swapped
    row, scale or electorate makes every ballot void.

    Raises:
        Refused: the poll was never opened.
    """
    from db.sealing import Cost, Lock

    record = poll_of(book, poll_id)
    if record.public_key is None:
        raise Refused("这次投票还没有开始。")
    cost = json.loads(record.kdf)
    lock = Lock(bytes.fromhex(cost["salt"]), Cost(cost["ops"], cost["memory"]), record.public_key)
    question = store.frozen_question(book, record)
    content = _content_bytes(record, len(question.targets))
    return lock, _context(record, fingerprint(question), content)


def context_to_open(book: Book, poll_id: int, question: str) -> Context:
    """What the boxes of a draft will belong to once it opens on the question that was shown.

    Raises:
        Refused: the poll is no draft.
    """
    record = wanted(book, poll_id, "draft")
    rows = len(store.targets(book, poll_id))
    return _context(record, question, _content_bytes(record, rows))


def _content_bytes(record: store.PollRecord, targets: int) -> int:
    form = record.form
    return totals_bytes(form) if record.channel == "totals" else ballot_bytes(form, targets)


def _context(record: store.PollRecord, question: str, content_bytes: int) -> Context:
    from db.sealing import Context

    # A booth seals before anybody knows how many will vote; there the scrutineer's strokes hold the number.
    total = 0 if record.channel == "booth" else record.returned or 0
    return Context(record.uid, question, record.channel, total, content_bytes)


def assert_durable(book: Book) -> None:
    """Refuse to take ballots over a connection that could lose an acknowledged one.

    Raises:
        Refused: `synchronous` is below FULL, or deleted content is not overwritten.
    """
    if int(book.value("PRAGMA synchronous")) < 2:
        raise Refused("簿册没有以逐笔落盘的方式打开，不能收票。请重新启动程序。")
    if int(book.value("PRAGMA secure_delete")) != 1:
        raise Refused("簿册没有以彻底删除的方式打开，不能收票。请重新启动程序。")
