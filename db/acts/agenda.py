"""The agenda: what is on it, in which order, and what the meeting is at."""

from __future__ import annotations

from sqlite3 import IntegrityError
from typing import TYPE_CHECKING

from db.acts.meeting_states import refuse_unless_open, refuse_unless_running
from db.errors import Refused, refuse_if
from db.rules import agenda as rules_of
from db.rules import clock
from db.rules.agenda import State
from db.rules.moments import moment
from db.store import agenda as store

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.acts.meetings import ItemDraft
    from db.book import Book


def add_item(book: Book, meeting_id: int, draft: ItemDraft, *, after: int | None = None) -> int:
    """Add an item behind another one, or at the end.

    Returns:
        The item's id.

    Raises:
        Refused: it has no title, its minutes are out of range, or the meeting is closed.
    """
    _check(draft)
    with book.write("item.added") as writing:
        refuse_unless_open(writing.db, meeting_id)
        agenda = [row.rule for row in store.items(writing.db, meeting_id)]
        item_id = store.insert(
            writing.db,
            meeting_id,
            len(agenda),
            kind=draft.kind,
            title=draft.title.strip(),
            seconds=draft.minutes * 60,
        )
        place = next((index + 1 for index, item in enumerate(agenda) if item.id == after), len(agenda))
        ordered = rules_of.move([*agenda, rules_of.Item(item_id)], item_id, place)
        store.set_order(writing.db, [item.id for item in ordered])
        writing.about(meeting=meeting_id, item=item_id)
        return item_id


def edit_item(book: Book, item_id: int, draft: ItemDraft) -> None:
    """Change an item's title, kind and planned minutes; a running clock runs on.

    Raises:
        Refused: the title is empty, the minutes are out of range, or the meeting is closed.
    """
    _check(draft)
    with book.write("item.edited") as writing:
        row = _open_item(writing.db, item_id)
        store.edit(
            writing.db, item_id, title=draft.title.strip(), kind=draft.kind, seconds=draft.minutes * 60
        )
        writing.about(meeting=row.meeting_id, item=item_id)


def remove_item(book: Book, item_id: int) -> None:
    """Take an item off the agenda.

    Raises:
        Refused: it was begun or skipped, or something is recorded under it.
    """
    with book.write("item.removed") as writing:
        row = _open_item(writing.db, item_id)
        refuse_if(rules_of.why_not_remove(row.rule))
        try:
            store.delete(writing.db, item_id)
        except IntegrityError as error:
            raise Refused("本项下已有发言或表决记录，不能删除。") from error
        writing.about(meeting=row.meeting_id, item=item_id)


def move_item(book: Book, item_id: int, by: int) -> bool:
    """Move an item up (negative) or down; what the meeting has gone through stays in place.

    Returns:
        Whether anything moved.

    Raises:
        Refused: the item was begun or skipped, or the meeting is closed.
    """
    with book.write("item.moved") as writing:
        row = _open_item(writing.db, item_id)
        refuse_if(rules_of.why_not_move(row.rule))
        before = [item.rule for item in store.items(writing.db, row.meeting_id)]
        place = next(index for index, item in enumerate(before) if item.id == item_id)
        after = rules_of.move(before, item_id, place + by)
        store.set_order(writing.db, [item.id for item in after])
        writing.about(meeting=row.meeting_id, item=item_id)
        return tuple(before) != after


def skip_item(book: Book, item_id: int, reason: str) -> None:
    """Record an item as not held (未进行), with the reason that goes into the minutes.

    Raises:
        Refused: no reason, or the item was held already.
    """
    with book.write("item.skipped") as writing:
        row = _open_item(writing.db, item_id)
        refuse_if(rules_of.why_not_skip(row.rule, reason))
        stood = clock.pause(row.clock, moment(book.now()))
        store.set_state(
            writing.db, item_id, State.SKIPPED, elapsed_ms=stood.spent_ms, skip_reason=reason.strip()
        )
        writing.about(meeting=row.meeting_id, item=item_id)


def take_up(book: Book, item_id: int) -> None:
    """Put a skipped item back among those to come.

    Raises:
        Refused: the item is not a skipped one.
    """
    with book.write("item.taken_up") as writing:
        row = _open_item(writing.db, item_id)
        if row.state is not State.SKIPPED:
            raise Refused("本项没有记为未进行。")
        store.set_state(writing.db, item_id, State.WAITING, elapsed_ms=row.clock.spent_ms)
        writing.about(meeting=row.meeting_id, item=item_id)


def start_item(book: Book, item_id: int) -> None:
    """Start an item, or take it up again; the one before it ends, and each keeps its own time.

    Raises:
        Refused: the meeting is not open, or the item is running.
    """
    with book.write("item.started") as writing:
        row = _open_item(writing.db, item_id)
        refuse_unless_running(writing.db, row.meeting_id)
        refuse_if(rules_of.why_not_start(row.rule))
        _start(writing.db, row, book.now())
        writing.about(meeting=row.meeting_id, item=item_id)


def pause_item(book: Book, item_id: int) -> None:
    """Stop the clock of the running item; the meeting stays at it.

    Raises:
        Refused: the item is not running.
    """
    with book.write("item.paused") as writing:
        row = _open_item(writing.db, item_id)
        if row.state is not State.RUNNING:
            raise Refused("本项没有在计时。")
        stood = clock.pause(row.clock, moment(book.now()))
        store.set_state(writing.db, item_id, State.PAUSED, elapsed_ms=stood.spent_ms)
        writing.about(meeting=row.meeting_id, item=item_id)


def finish_item(book: Book, item_id: int) -> None:
    """End the current item without starting another.

    Raises:
        Refused: the meeting is not at this item.
    """
    with book.write("item.finished") as writing:
        row = _open_item(writing.db, item_id)
        if not row.state.is_current:
            raise Refused("本项不在进行中。")
        _finish(writing.db, row, book.now())
        writing.about(meeting=row.meeting_id, item=item_id)


def next_item(book: Book, meeting_id: int) -> int | None:
    """End the current item and start the next.

    Returns:
        The id of the item started, or None where none is left.

    Raises:
        Refused: the meeting is not open, or neither is there.
    """
    with book.write("item.started") as writing:
        refuse_unless_running(writing.db, meeting_id)
        rows = store.items(writing.db, meeting_id)
        coming = rules_of.next_item([row.rule for row in rows])
        writing.about(meeting=meeting_id)
        if coming is not None:
            _start(writing.db, next(row for row in rows if row.id == coming.id), book.now())
            writing.about(item=coming.id)
            return coming.id
        at = next((row for row in rows if row.state.is_current), None)
        if at is None:
            raise Refused("议程已全部进行完毕。")
        writing.kind = "item.finished"
        writing.about(item=at.id)
        _finish(writing.db, at, book.now())
        return None


def save_note(book: Book, item_id: int, text: str) -> None:
    """Keep the prose of an item for the minutes; an autosave, without an event.

    Raises:
        Refused: the meeting is closed.
    """
    with book.quiet() as db:
        _open_item(db, item_id)
        store.set_note(db, item_id, text)


def _start(db: Database, row: store.ItemRow, now: str) -> None:
    for other in store.items(db, row.meeting_id):
        if other.state.is_current and other.id != row.id:
            _finish(db, other, now)
    store.set_state(
        db, row.id, State.RUNNING, elapsed_ms=row.clock.spent_ms, running_since=now, started_at=now
    )


def _finish(db: Database, row: store.ItemRow, now: str) -> None:
    stood = clock.pause(row.clock, moment(now))
    store.set_state(db, row.id, State.DONE, elapsed_ms=stood.spent_ms, ended_at=now)


def _check(draft: ItemDraft) -> None:
    if not draft.title.strip():
        raise Refused("议程不能没有名称。")
    if draft.kind not in {kind.value for kind in rules_of.Kind}:
        raise Refused("没有这一种议程。")
    refuse_if(rules_of.why_not_minutes(draft.minutes))


def _open_item(db: Database, item_id: int) -> store.ItemRow:
    row = store.item(db, item_id)
    if row is None:
        raise Refused("找不到这一项议程，它可能已被删除。")
    refuse_unless_open(db, row.meeting_id)
    return row
