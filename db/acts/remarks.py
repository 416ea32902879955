"""What is said at the meeting: begun, saved while typed, finished, changed, withdrawn.

A draft is saved without an event; a finished remark leaves one event with ids and a digest, never its text.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from db.acts.meeting_states import state_of
from db.book import new_uid
from db.errors import Conflict, refuse_if
from db.rules.meeting import State as MeetingState
from db.rules.prose import clean
from db.rules.remarks import Kind, item_kinds, why_not_edit, why_not_remark
from db.store import meetings, undo
from db.store import remarks as store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from db.book import Book
    from db.store.remarks import Record


@dataclass(frozen=True)
class RemarkDraft:
    """Who says what kind of thing about whom.

    Attributes:
        kind: 汇报, 对照检查, 批评意见, 表态, 发言 or 总结.
        speaker_id: The member who speaks; None where `speaker` names a superior or observer.
        speaker: Name (and unit) of one who is no member of the branch.
        about_id: The member it is about; None is the branch.
        reader_id: Who reads a 书面发言 for an absent speaker.
        item_id: The agenda item; None finds the one that fits.
    """

    kind: Kind
    speaker_id: int | None = None
    speaker: str = ""
    about_id: int | None = None
    reader_id: int | None = None
    item_id: int | None = None


def begin(book: Book, meeting_id: int, draft: RemarkDraft) -> int:
    """Open a draft: the one of the same kind, by and about the same people, that broke off unfinished, else a new one.

    Returns:
        Its id.

    Raises:
        Refused: the speaker cannot say this, or the record can no longer change.
    """
    with book.quiet() as db:
        refuse_if_frozen(db, meeting_id)
        fields = _fields(draft)
        unfinished = store.unfinished(db, meeting_id, fields)
        if unfinished is not None:
            return unfinished
        kinds = item_kinds(draft.kind, is_about_branch=fields["about_id"] is None)
        item_id = draft.item_id or store.item_for(db, meeting_id, kinds)
        now = book.now()
        row = {"uid": new_uid(), "meeting_id": meeting_id, "agenda_item_id": item_id, **fields}
        return store.insert(db, {**row, "created_at": now, "saved_at": now})


def save_text(book: Book, remark_id: int, text: str) -> str:
    """Keep what is typed, durably, without an event. Returns the moment.

    Raises:
        Refused: the record can no longer change.
        Conflict: the remark was withdrawn or is gone.
    """
    with book.quiet() as db:
        _open_record(db, remark_id)
        now = book.now()
        store.save_text(db, remark_id, clean(text), now)
        return now


def finish(book: Book, remark_id: int) -> bool:
    """Take a remark into the record; an empty draft is dropped instead.

    Returns:
        Whether it stands in the record now.

    Raises:
        Refused: the record can no longer change.
        Conflict: the remark was withdrawn or is gone.
    """
    before = _open_record(book.db, remark_id)
    if before.state == "draft" and not before.text.strip():
        with book.quiet() as db:
            store.delete(db, remark_id)
            undo.forget(db, "remarks", remark_id)
        return False
    if before.state == "draft":
        _set_state(book, "remark.finished", before, "spoken")
    elif before.is_unsealed:
        _set_state(book, "remark.amended", before, "spoken")
    return True


def settle(book: Book, meeting_id: int) -> int:
    """Leave events for finished remarks that were edited since, and drop empty drafts. Returns how many were edited."""
    changed = store.unsealed(book.db, meeting_id)
    for remark_id in (*changed, *store.empty_drafts(book.db, meeting_id)):
        finish(book, remark_id)
    return len(changed)


def change(book: Book, remark_id: int, draft: RemarkDraft) -> RemarkDraft:
    """Change kind, speaker, whom it is about, or the reader. Returns them as they were.

    Raises:
        Refused: the speaker cannot say this, or the record can no longer change.
        Conflict: the remark was withdrawn or is gone.
    """
    before = _open_record(book.db, remark_id)
    fields = _fields(draft)
    if before.state == "draft":
        with book.quiet() as db:
            store.update(db, remark_id, fields)
    else:
        with book.write("remark.amended") as writing:
            store.update(writing.db, remark_id, {**fields, "is_unsealed": 0})
            writing.about(meeting=before.meeting_id, remark=remark_id)
            writing.digest_of({**fields, "text": before.text})
    return RemarkDraft(before.kind, before.speaker_id, before.speaker, before.about_id, before.reader_id)


def withdraw(book: Book, remark_id: int) -> str:
    """Strike a remark out; the book keeps it, so that it can come back. Returns the state it had.

    Raises:
        Refused: the record can no longer change.
        Conflict: it is struck out already or gone.
    """
    before = _open_record(book.db, remark_id)
    _set_state(book, "remark.withdrawn", before, "withdrawn")
    return before.state


def restore(book: Book, remark_id: int, state: str = "spoken") -> None:
    """Bring a withdrawn remark back as it was, or take a finished one back to a draft.

    Raises:
        Refused: the record can no longer change.
        Conflict: the remark is gone.
    """
    before = _record(book.db, remark_id)
    _set_state(book, "remark.restored" if before.state == "withdrawn" else "remark.reopened", before, state)


def set_order(book: Book, meeting_id: int, member_ids: Sequence[int]) -> tuple[int, ...]:
    """Choose in which order members speak; empty returns to 姓氏笔画. Returns the order as it was.

    Raises:
        Refused: the record can no longer change.
    """
    with book.write("speaking_order.set") as writing:
        refuse_if_frozen(writing.db, meeting_id)
        before = store.order(writing.db, meeting_id)
        store.set_order(writing.db, meeting_id, member_ids)
        writing.about(meeting=meeting_id)
        writing.digest_of({"order": list(member_ids)})
        return before


def _set_state(book: Book, event: str, before: Record, state: str) -> None:
    with book.write(event) as writing:
        refuse_if_frozen(writing.db, before.meeting_id)
        store.set_state(writing.db, before.id, state)
        writing.about(meeting=before.meeting_id, remark=before.id)
        writing.digest_of({**asdict(before), "kind": before.kind.value, "state": state, "is_unsealed": False})


def _fields(draft: RemarkDraft) -> dict[str, int | str | None]:
    refuse_if(
        why_not_remark(
            draft.kind,
            speaker_id=draft.speaker_id,
            speaker=draft.speaker,
            about_id=draft.about_id,
            reader_id=draft.reader_id,
        )
    )
    speaker = clean(draft.speaker).strip() if draft.speaker_id is None else ""
    return {
        "kind": draft.kind.value,
        "speaker_id": draft.speaker_id,
        "speaker": " ".join(speaker.split()),
        "about_id": draft.about_id,
        "reader_id": draft.reader_id,
    }


def _record(db: Database, remark_id: int) -> Record:
    found = store.record(db, remark_id)
    if found is None:
        raise Conflict("找不到这条发言，它可能已被删除。请返回列表核对。")
    refuse_if_frozen(db, found.meeting_id)
    return found


def _open_record(db: Database, remark_id: int) -> Record:
    found = _record(db, remark_id)
    if found.state == "withdrawn":
        raise Conflict("这条发言已被删去。如需继续，请先恢复。")
    return found


def refuse_if_frozen(db: Database, meeting_id: int) -> None:
    """Hold that what was said at a meeting may still be changed.

    Raises:
        Refused: the meeting is closed, its minutes are final, or there is no such meeting.
    """
    state = state_of(db, meeting_id)
    refuse_if(
        why_not_edit(is_closed=state is MeetingState.CLOSED, is_final=meetings.is_final(db, meeting_id))
    )
