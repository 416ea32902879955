"""What F7 would take back in a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.store.undo import LAST, Step, step_of

if TYPE_CHECKING:
    from db.book import Reader


def last_step(reader: Reader, meeting_id: int | None, place: str) -> Step | None:
    """The last step of a place that was not taken back yet; none without a meeting."""
    if meeting_id is None:
        return None
    row = reader.one(LAST, (meeting_id, place))
    return step_of(row) if row else None
