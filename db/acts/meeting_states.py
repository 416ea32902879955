"""Where a meeting stands, and the refusals that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Refused, refuse_if
from db.rules.meeting import State, why_not_change, why_not_run
from db.store import meetings

if TYPE_CHECKING:
    from sqlite_utils import Database


def state_of(db: Database, meeting_id: int) -> State:
    """Where a meeting stands.

    Raises:
        Refused: there is no such meeting.
    """
    state = meetings.state(db, meeting_id)
    if state is None:
        raise Refused("找不到这次会议，它可能已被删除。")
    return state


def refuse_unless_open(db: Database, meeting_id: int) -> State:
    """Hold that what a meeting records may still be changed; where it stands.

    Raises:
        Refused: there is no such meeting, it is closed, or its minutes are final.
    """
    state = state_of(db, meeting_id)
    refuse_if(why_not_change(state, is_final=meetings.is_final(db, meeting_id)))
    return state


def refuse_unless_running(db: Database, meeting_id: int) -> None:
    """Hold that a meeting is being held.

    Raises:
        Refused: there is no such meeting, or it is not open.
    """
    refuse_if(why_not_run(state_of(db, meeting_id)))
