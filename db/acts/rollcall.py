"""Roll call: who came, who did not and why, who went and returned."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from db.acts.meeting_states import refuse_unless_open
from db.errors import Refused, refuse_if
from db.rules.attendance import Direction, Mark, Status, is_present, why_not_move
from db.rules.electorate import rights
from db.rules.meeting import State, why_not_change
from db.rules.settings import Rules
from db.store import meetings, undo
from db.store import rollcall as store
from db.words import ATTENDANCE, MOVEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from db.book import Book


def prepare(book: Book, meeting_id: int) -> bool:
    """Bring the roll in line with the roster and the rules of the meeting; after it has adjourned nothing changes.

    Returns:
        Whether anything had to be changed.
    """
    with book.quiet() as db:
        if meetings.state(db, meeting_id) not in (State.PLANNED, State.RUNNING):
            return False
        before = db.conn.total_changes
        sync(db, meeting_id)
        return db.conn.total_changes != before


def sync(db: Database, meeting_id: int) -> int:
    """Give everybody whom the meeting is for a line, with 应到 and 表决权 by the rules; returns how many are due.

    For use inside another act's transaction.
    """
    text = db.execute("SELECT rules FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    rules = Rules.from_json(text[0]) if text else Rules()
    people = store.due(db, meeting_id)
    wanted = {person.member_id: rights(person.membership, rules) for person in people}
    lines = {
        person.member_id: (
            person.membership.kind,
            wanted[person.member_id].attends,
            wanted[person.member_id].votes,
        )
        for person in people
    }
    changed = [
        (person.member_id, *lines[person.member_id])
        for person in people
        if person.stored != lines[person.member_id]
    ]
    store.set_flags(db, meeting_id, changed)
    store.drop_strangers(db, meeting_id, wanted)
    return sum(right.attends for right in wanted.values())


def follow_roster(db: Database) -> None:
    """Bring the roll of every meeting that is planned or going on in line with the roster, inside the act that changed it."""
    for meeting_id in store.unfinished(db):
        sync(db, meeting_id)


def mark(book: Book, meeting_id: int, member_id: int, status: Status, reason: str = "") -> Mark:
    """Mark one member at roll call.

    A late one arrives now; one who did not come has no comings and goings; a reason stays only with 请假 and 缺席.

    Returns:
        The line as it was, for `restore`.

    Raises:
        Refused: the meeting is closed, or has no such member.
    """
    with book.write("attendance.marked") as writing:
        before = _line(writing.db, meeting_id, member_id)
        now = book.now()
        moves = movements_for(before, status, now)
        keeps_reason = status in (Status.LEAVE, Status.ABSENT)
        after = Mark(
            status,
            (reason.strip() or (before.reason if status is before.status else "")) if keeps_reason else "",
            in_room=False,
            marked_at=None if status is Status.UNMARKED else now,
            movements=moves,
        )
        after = replace(after, in_room=is_present(after.rule))
        store.set_mark(writing.db, meeting_id, member_id, after, movements_changed=moves != before.movements)
        if status is not before.status:
            did = f"{ATTENDANCE[before.status.value]}→{ATTENDANCE[status.value]}"
            _remember(writing.db, meeting_id, did, {member_id: before})
        writing.about(meeting=meeting_id, member=member_id)
        return before


def mark_rest(book: Book, meeting_id: int, status: Status) -> dict[int, Mark]:
    """Mark everybody who is due and not yet called; one act, whole or not at all.

    Returns:
        The lines as they were, by member, for `restore`.

    Raises:
        Refused: the meeting is closed.
    """
    with book.write("attendance.rest_marked") as writing:
        refuse_unless_open(writing.db, meeting_id)
        now = book.now()
        moves = ((Direction.ARRIVED.value, now),) if status is Status.LATE else ()
        after = Mark(status, "", in_room=status.came, marked_at=now, movements=moves)
        before = {}
        for member_id in store.unmarked(writing.db, meeting_id):
            before[member_id] = _line(writing.db, meeting_id, member_id)
            store.set_mark(writing.db, meeting_id, member_id, after, movements_changed=True)
        if before:
            did = f"其余{len(before)}名记为{ATTENDANCE[status.value]}"
            _remember(writing.db, meeting_id, did, before)
        writing.about(meeting=meeting_id, members=len(before))
        return before


def restore(book: Book, meeting_id: int, lines: Mapping[int, Mark]) -> None:
    """Put lines back as they were, by member.

    Raises:
        Refused: the meeting is closed, or has no such member.
    """
    with book.write("attendance.restored") as writing:
        for member_id, line in lines.items():
            _line(writing.db, meeting_id, member_id)
            store.set_mark(writing.db, meeting_id, member_id, line, movements_changed=True)
        writing.about(meeting=meeting_id)
        if len(lines) == 1:
            writing.about(member=next(iter(lines)))


def move(book: Book, meeting_id: int, member_id: int, direction: Direction) -> Mark:
    """Record that a member leaves early, or returns, now.

    Returns:
        The line as it was, for `restore`.

    Raises:
        Refused: the member is not in the room, or has not left it.
    """
    with book.write("attendance.moved") as writing:
        before = _line(writing.db, meeting_id, member_id)
        refuse_if(why_not_move(before.rule, direction))
        after = replace(before, movements=(*before.movements, (direction.value, book.now())))
        after = replace(after, in_room=is_present(after.rule))
        store.set_mark(writing.db, meeting_id, member_id, after, movements_changed=True)
        _remember(writing.db, meeting_id, MOVEMENT[direction.value], {member_id: before})
        writing.about(meeting=meeting_id, member=member_id)
        return before


def amend(
    book: Book, meeting_id: int, member_id: int, *, reason: str, movements: Sequence[tuple[str, str]]
) -> Mark:
    """Set a line's reason and the moments of its comings and goings, as (kind, stored moment).

    Returns:
        The line as it was, for `restore`.

    Raises:
        Refused: the times do not follow one another, or the meeting is closed.
    """
    with book.write("attendance.amended") as writing:
        before = _line(writing.db, meeting_id, member_id)
        times = [at for _, at in movements]
        if times != sorted(times):
            raise Refused("到会、离会、返会的时间先后不对，请核对。")
        after = replace(before, reason=reason.strip(), movements=tuple(movements))
        after = replace(after, in_room=is_present(after.rule))
        store.set_mark(writing.db, meeting_id, member_id, after, movements_changed=True)
        _remember(writing.db, meeting_id, "改事由和时间", {member_id: before})
        writing.about(meeting=meeting_id, member=member_id)
        return before


def _remember(db: Database, meeting_id: int, did: str, before: Mapping[int, Mark]) -> None:
    """Keep the lines as they were, for `db.acts.undoing`; in the act's own transaction."""
    lines = {member: {**asdict(line), "status": line.status.value} for member, line in before.items()}
    undo.keep(
        db,
        meeting_id,
        "rollcall",
        did,
        {"lines": lines},
        ref=next(iter(before)) if len(before) == 1 else None,
    )


def movements_for(before: Mark, status: Status, now: str) -> tuple[tuple[str, str], ...]:
    """The comings and goings that fit a new status."""
    if not status.came:
        return ()
    rest = tuple(move for move in before.movements if move[0] != Direction.ARRIVED.value)
    if status is Status.PRESENT:
        return rest
    arrived = tuple(move for move in before.movements if move[0] == Direction.ARRIVED.value)
    return (*(arrived or ((Direction.ARRIVED.value, min((now, *(at for _, at in rest)))),)), *rest)


def _line(db: Database, meeting_id: int, member_id: int) -> Mark:
    found = store.mark(db, meeting_id, member_id)
    if found is None:
        raise Refused("签到名单中没有这名党员，请重新打开签到。")
    state, line = found
    # Minutes become final after 散会 only: the key at roll call pays no second question.
    refuse_if(why_not_change(state, is_final=state is State.ADJOURNED and meetings.is_final(db, meeting_id)))
    return line
