"""The agenda as it stood, and taking back what was done to it since."""

from __future__ import annotations

from dataclasses import dataclass
from sqlite3 import IntegrityError
from typing import TYPE_CHECKING, Any

from db.acts.meeting_states import refuse_unless_open, refuse_unless_running
from db.errors import Refused
from db.rules.agenda import State
from db.rules.taking_back import taken_back
from db.store import agenda as store

if TYPE_CHECKING:
    from db.book import Book


_COLUMNS = store.COLUMNS.split(", ")


@dataclass(frozen=True)
class Snapshot:
    """The agenda as it stood before an act, for taking the act back."""

    meeting_id: int
    rows: tuple[tuple[Any, ...], ...]


def snapshot(book: Book, meeting_id: int) -> Snapshot:
    """Remember the agenda as it stands."""
    return Snapshot(meeting_id, store.snapshot(book.db, meeting_id))


def restore(book: Book, before: Snapshot, after: Snapshot | None = None) -> None:
    """Take back what was done to the agenda between two snapshots; a clock that ran then has run on.

    What came after the second one, such as a clock that another place stopped, stays. Without a second one all goes
    back to the first.

    Raises:
        Refused: what is to go back was changed since, the meeting is over, or something was recorded under an item
            that would go.
    """
    with book.write("agenda.restored") as writing:
        refuse_unless_open(writing.db, before.meeting_id)
        now = store.snapshot(writing.db, before.meeting_id)
        rows = _taken_back(before, after, now) if after else before.rows
        if _at(rows) and _at(rows) != _at(now):
            refuse_unless_running(writing.db, before.meeting_id)
        try:
            store.restore(writing.db, before.meeting_id, rows)
        except IntegrityError as error:
            raise Refused("新加的议程下已有记录，不能撤销。") from error
        writing.about(meeting=before.meeting_id)


def _taken_back(
    before: Snapshot, after: Snapshot, now: tuple[tuple[Any, ...], ...]
) -> tuple[tuple[Any, ...], ...]:
    rows = taken_back(before.rows, after.rows, now, left_alone=(_COLUMNS.index("note"),))
    if rows is None or len(_at(rows)) > 1:
        raise Refused("这以后议程又有变动，这一步不能再撤销。")
    return rows


def _at(rows: tuple[tuple[Any, ...], ...]) -> list[int]:
    """The ids of the items that the meeting is at."""
    state = _COLUMNS.index("state")
    return [row[0] for row in rows if State(row[state]).is_current]
