"""F7: taking back the last step of a place, also after the program was started again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from db.acts import agenda_undo, commentary, observers, remarks, rollcall
from db.acts.remarks import RemarkDraft
from db.errors import Conflict, Refused
from db.rules.attendance import Mark, Status
from db.rules.commentary import State
from db.rules.meeting import State as MeetingState
from db.rules.remarks import Kind
from db.store import commentary as commentary_store
from db.store import meetings
from db.store import undo as store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.book import Book
    from db.store.undo import Step

NOTHING = "没有可以撤销的操作。"
CANNOT = "最后一步是“{name}”，现在不能撤销：{why}"
CHANGED_SINCE = "收回以后内容已经改过，不能用撤销公布。看过以后请按 1 公布。"


def keep(
    book: Book, meeting_id: int, place: str, name: str, data: Mapping[str, Any], *, ref: int | None = None
) -> None:
    """Remember an act just done, and how to take it back.

    Args:
        book: The book.
        meeting_id: The meeting.
        place: agenda, remarks or commentary; the roll call remembers by itself.
        name: What was done, as people are told.
        data: For the agenda `before` and `after`; else `do`, the way back, with what it needs.
        ref: The remark or commentary.
    """
    with book.quiet() as db:
        store.keep(db, meeting_id, place, name, data, ref=ref)


def undo(book: Book, meeting_id: int, place: str) -> Step:
    """Take back the last step of a place.

    A step that cannot be taken back any more is forgotten, so that the one before it can be; unless nothing of the
    meeting can be changed.

    Returns:
        What was taken back.

    Raises:
        Refused: there is none, or it cannot be taken back; says which it was and why.
    """
    step = store.last(book.db, meeting_id, place)
    if step is None:
        raise Refused(NOTHING)
    try:
        _WAYS_BACK[place](book, step)
    except (Refused, Conflict) as error:
        if _can_change(book, meeting_id):
            _drop(book, step)
        raise Refused(CANNOT.format(name=step.name, why=error.message)) from error
    _drop(book, step)
    return step


def _drop(book: Book, step: Step) -> None:
    with book.quiet() as db:
        store.drop(db, step.id)


def _can_change(book: Book, meeting_id: int) -> bool:
    is_closed = meetings.state(book.db, meeting_id) is MeetingState.CLOSED
    return not is_closed and not meetings.is_final(book.db, meeting_id)


def _rollcall(book: Book, step: Step) -> None:
    if "observer" in step.data:
        observers.restore_observer(book, step.meeting_id, step.data["observer"], step.data["was"])
        return
    lines = {
        int(member): Mark(
            Status(line["status"]),
            line["reason"],
            line["in_room"],
            line["marked_at"],
            tuple((kind, at) for kind, at in line["movements"]),
        )
        for member, line in step.data["lines"].items()
    }
    rollcall.restore(book, step.meeting_id, lines)


def _agenda(book: Book, step: Step) -> None:
    before, after = (
        agenda_undo.Snapshot(step.meeting_id, tuple(tuple(row) for row in step.data[name]))
        for name in ("before", "after")
    )
    agenda_undo.restore(book, before, after)


def _remarks(book: Book, step: Step) -> None:
    data, remark = step.data, step.ref or 0
    if data["do"] == "order":
        remarks.set_order(book, step.meeting_id, tuple(data["order"]))
    elif data["do"] == "change":
        draft = dict(data["draft"], kind=Kind(data["draft"]["kind"]))
        remarks.change(book, remark, RemarkDraft(**draft))
    elif data["do"] == "withdraw":
        remarks.withdraw(book, remark)
    else:
        remarks.restore(book, remark, data["state"])


def _commentary(book: Book, step: Step) -> None:
    data, number = step.data, step.ref or 0
    if data["do"] == "take_back":
        commentary.take_back(book, number)
    elif data["do"] == "release":
        now = commentary_store.record(book.db, number)
        if now is None or texts_digest(now.results, now.problems, now.direction) != data["digest"]:
            raise Refused(CHANGED_SINCE)
        commentary.release(book, number)
    else:
        commentary.restore(book, number, State(data["state"]))


def texts_digest(*texts: str) -> str:
    """By which a commentary is known to be unchanged, without keeping its text twice."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


_WAYS_BACK: dict[str, Callable[[Book, Step], None]] = {
    "rollcall": _rollcall,
    "agenda": _agenda,
    "remarks": _remarks,
    "commentary": _commentary,
}
