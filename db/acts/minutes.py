"""Reading the minutes back, making them final, and putting right what was wrong in them afterwards."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from db.errors import Refused, refuse_if
from db.rules import minutes as rules
from db.rules.minutes import State
from db.rules.prose import clean
from db.store import minutes as store

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Book


def read_back(book: Book, meeting_id: int, digest: str, objections: str = "") -> None:
    """Note that the record was read back, and what was said against it. May be done again after changes.

    Args:
        book: The open book.
        meeting_id: Whose minutes.
        digest: SHA-256 of what was read (`db.views.minutes.Minutes.spoken_digest`).
        objections: What was said against it and what became of that; empty for 无异议.

    Raises:
        Refused: the minutes are final, the meeting was never opened, or a poll is not yet counted.
    """
    with book.write("minutes.read_back") as writing:
        found = _record(writing.db, meeting_id)
        refuse_if(
            rules.why_not_read_back(found.state, is_started=found.is_started, open_poll=found.open_poll)
        )
        text = clean(objections).strip()
        fields = {
            "state": State.READ_BACK.value,
            "read_back_at": book.now(),
            "read_back_hash": digest,
            "objections": text,
        }
        store.save(writing.db, meeting_id, fields)
        writing.about(meeting=meeting_id)
        writing.digest_of({"read": digest, "objections": text})


def reopen(book: Book, meeting_id: int) -> None:
    """Take the reading back back: the minutes are a draft again.

    Raises:
        Refused: they are a draft, or final.
    """
    with book.write("minutes.reopened") as writing:
        refuse_if(rules.why_not_reopen(_record(writing.db, meeting_id).state))
        fields = {"state": State.DRAFT.value, "read_back_at": None, "read_back_hash": "", "objections": ""}
        store.save(writing.db, meeting_id, fields)
        writing.about(meeting=meeting_id)


def finalise(book: Book, meeting_id: int, record: str, digest: str) -> str:
    """Make the minutes final: the text is kept as it stands, and its hash goes into the witness.

    Args:
        book: The open book.
        meeting_id: Whose minutes.
        record: The whole text as kept (`db.views.minutes.Minutes.record_json`).
        digest: SHA-256 of what would have to be read back, which has to be what was.

    Returns:
        The SHA-256 of the record.

    Raises:
        Refused: they were not read back, were changed since, are final, or the meeting is not over.
    """
    with book.write("minutes.finalised") as writing:
        found = _record(writing.db, meeting_id)
        is_unchanged = found.read_back_hash == digest
        refuse_if(rules.why_not_finalise(found.state, is_over=found.is_over, is_unchanged=is_unchanged))
        fingerprint = hashlib.sha256(record.encode()).hexdigest()
        fields = {"state": State.FINAL.value, "final_at": book.now(), "record": record, "hash": fingerprint}
        store.save(writing.db, meeting_id, fields)
        writing.about(meeting=meeting_id)
        writing.digest_of({"record": fingerprint})
        return fingerprint


def amend(book: Book, meeting_id: int, text: str) -> int:
    """Add a 更正说明 to final minutes; the record itself stays as it was.

    Raises:
        Refused: the minutes are not final yet, or nothing was written.
    """
    text = clean(text).strip()
    with book.write("minutes.amended") as writing:
        refuse_if(rules.why_not_amend(_record(writing.db, meeting_id).state, text))
        note = store.add_note(writing.db, meeting_id, book.now(), text)
        writing.about(meeting=meeting_id, note=note)
        writing.digest_of({"text": text})
        return note


def _record(db: Database, meeting_id: int) -> store.MinutesRecord:
    found = store.record(db, meeting_id)
    if found is None:
        raise Refused("找不到这次会议，它可能已被删除。")
    return found
