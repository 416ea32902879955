"""列席: who sits in, and when each came and went; F7 takes every step back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from db.acts.meeting_states import refuse_unless_open
from db.acts.rollcall import movements_for
from db.errors import Refused
from db.rules.attendance import Direction, Mark, Status, is_present, why_not_move
from db.store import observers as store
from db.store import undo
from db.store.observers import StoredObserver
from db.words import MOVEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from db.book import Book


@dataclass(frozen=True)
class ObserverDraft:
    """What is typed about a 列席 person."""

    name: str
    unit: str = ""
    post: str = ""


def add_observer(book: Book, meeting_id: int, draft: ObserverDraft) -> int:
    """Enter a 列席 person.

    Returns:
        The id.

    Raises:
        Refused: no name, or the meeting is closed.
    """
    with book.write("observer.added") as writing:
        refuse_unless_open(writing.db, meeting_id)
        typed = _checked(draft)
        one = StoredObserver(meeting_id, typed.name, typed.unit, typed.post, in_room=True)
        observer_id = store.put(writing.db, one)
        _remember(writing.db, one, "登记", observer_id, None)
        writing.about(meeting=meeting_id, observer=observer_id)
        return observer_id


def edit_observer(
    book: Book,
    observer_id: int,
    draft: ObserverDraft,
    movements: Sequence[tuple[str, str]] | None = None,
) -> None:
    """Change a 列席 person and, where given, the moments of his comings and goings as (kind, stored moment).

    What he said and commented at the meeting follows his name, unit and post.

    Raises:
        Refused: no name, the times do not follow one another, or the meeting is closed.
    """
    with book.write("observer.edited") as writing:
        before = _observed(writing.db, observer_id)
        moves = before.movements if movements is None else tuple(movements)
        if [at for _, at in moves] != sorted(at for _, at in moves):
            raise Refused("到会、离会、返会的时间先后不对，请核对。")
        typed = _checked(draft)
        after = replace(before, name=typed.name, unit=typed.unit, post=typed.post, movements=moves)
        after = _placed(after)
        if after != before:
            store.put(writing.db, after, observer_id)
            store.carry_name(writing.db, observer_id, before, after)
            _remember(writing.db, before, "修改", observer_id, before)
        writing.about(meeting=before.meeting_id, observer=observer_id)


def mark_observer(book: Book, observer_id: int, status: Status) -> None:
    """Say that a 列席 person was there from the start (到会), or comes in now (迟到).

    Raises:
        Refused: it is another status, or the meeting is closed.
    """
    if not status.came:
        raise Refused("列席人员只记到会、迟到、离会、返会。没有来的，请在 F2 菜单里删除。")
    with book.write("observer.moved") as writing:
        before = _observed(writing.db, observer_id)
        moves = movements_for(_line(before), status, book.now())
        _move(writing.db, observer_id, before, moves, "到会" if status is Status.PRESENT else "迟到")
        writing.about(meeting=before.meeting_id, observer=observer_id)


def move_observer(book: Book, observer_id: int, direction: Direction) -> None:
    """Record that a 列席 person leaves early, or returns, now.

    Raises:
        Refused: he is not in the room, or has not left it; or the meeting is closed.
    """
    with book.write("observer.moved") as writing:
        before = _observed(writing.db, observer_id)
        why_not = why_not_move(_line(before).rule, direction)
        if why_not:
            raise Refused(why_not)
        moves = (*before.movements, (direction.value, book.now()))
        _move(writing.db, observer_id, before, moves, MOVEMENT[direction.value])
        writing.about(meeting=before.meeting_id, observer=observer_id)


def remove_observer(book: Book, observer_id: int) -> None:
    """Take a 列席 person off.

    Raises:
        Refused: the meeting is closed.
    """
    with book.write("observer.removed") as writing:
        before = _observed(writing.db, observer_id)
        store.delete(writing.db, observer_id)
        _remember(writing.db, before, "删除", observer_id, before)
        writing.about(meeting=before.meeting_id, observer=observer_id)


def restore_observer(book: Book, meeting_id: int, observer_id: int, was: Mapping[str, Any] | None) -> None:
    """Put a 列席 person back as he stood, or take him off where he was not there.

    Raises:
        Refused: the meeting is closed.
    """
    with book.write("observer.restored") as writing:
        refuse_unless_open(writing.db, meeting_id)
        if was is None:
            store.delete(writing.db, observer_id)
        else:
            moves = tuple((kind, at) for kind, at in was["movements"])
            stood, one = (
                store.observer(writing.db, observer_id),
                StoredObserver(**{**was, "movements": moves}),
            )
            store.put(writing.db, one, observer_id)
            if stood is not None:
                store.carry_name(writing.db, observer_id, stood, one)
        writing.about(meeting=meeting_id, observer=observer_id)


def _move(db: Database, observer_id: int, before: StoredObserver, moves: store.Movements, did: str) -> None:
    after = _placed(replace(before, movements=moves))
    if after != before:
        store.put(db, after, observer_id)
        _remember(db, before, did, observer_id, before)


def _line(one: StoredObserver) -> Mark:
    """The 列席 person as the rules of the roll call see somebody who came."""
    return Mark(Status.PRESENT, "", one.in_room, None, one.movements)


def _placed(one: StoredObserver) -> StoredObserver:
    return replace(one, in_room=is_present(_line(one).rule))


def _remember(
    db: Database, one: StoredObserver, did: str, observer_id: int, was: StoredObserver | None
) -> None:
    data = {"observer": observer_id, "was": asdict(was) if was is not None else None}
    undo.keep(db, one.meeting_id, "rollcall", f"列席人员{one.name} {did}", data)


def _checked(draft: ObserverDraft) -> ObserverDraft:
    if not draft.name.strip():
        raise Refused("请填写列席人员的姓名。")
    return ObserverDraft(draft.name.strip(), draft.unit.strip(), draft.post.strip())


def _observed(db: Database, observer_id: int) -> StoredObserver:
    found = store.observer(db, observer_id)
    if found is None:
        raise Refused("找不到这位列席人员，可能已被删除。")
    refuse_unless_open(db, found.meeting_id)
    return found
