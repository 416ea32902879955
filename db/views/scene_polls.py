"""What the room may see of a poll, by its kind and state.

While it is open 发出 and 收回 alone (of a booth how many have voted); then by kind: the four numbers, the full count at
once, or as the setting says (`db.rules.poll_kinds`). Never a count of any person but in a 推荐 that the branch puts up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from db import words
from db.rules.poll_kinds import KINDS
from db.store import poll_boxes
from db.views import poll_results
from db.views.poll_sheets import Turnout, turnout
from db.views.scene_view import BallotsView, MotionResultView, NominationRow, NominationView, SlipResultView

if TYPE_CHECKING:
    from db.book import Reader
    from db.views.scene_view import SceneView

UNDECIDED = "('open', 'closed', 'settling')"
"""States of a poll in which the points stay off the wall and nothing but 发出/收回 is known."""

MOTION_WORDS = {"for": "赞成", "against": "反对", "abstain": "弃权", "blank": "弃权", "void": "行废"}
"""What a motion is counted by, in the order of the wall; a show of hands says abstain, a slip left empty is a blank."""

FILED = ("for", "against", "blank")
"""What the three numbers of opinions filed in writing are."""


def ballots(reader: Reader, poll_id: int | None, meeting_id: int, base: dict[str, Any]) -> SceneView:
    """发出 and 收回 of the secret poll named, else of the one that is open, else of the meeting's last."""
    poll = _poll(reader, poll_id, meeting_id, "channel <> 'hands'")
    return BallotsView(**base) if poll is None else _going_on(reader, poll, base)


def result(reader: Reader, poll_id: int | None, meeting_id: int, base: dict[str, Any]) -> SceneView | None:
    """What became of a poll; None of a show of hands that is void."""
    poll = _poll(reader, poll_id, meeting_id, "1")
    if poll is None:
        return BallotsView(**base)
    if poll.channel == "hands" and poll.state != "counted":
        # One that was withdrawn or is void is no longer put.
        return None if poll.state == "void" else MotionResultView(**base, title=poll.title)
    if poll.state != "counted":
        return _going_on(reader, poll, base)
    traits = KINDS[poll.kind]
    if traits.wall == "count":
        return _count(reader, poll, base)
    if traits.wall == "setting" and _is_put_up(reader, poll):
        return _nomination(reader, poll, base)
    return SlipResultView(
        **base,
        title=poll.title,
        pool=poll.pool,
        issued=poll.issued or 0,
        returned=poll.returned or 0,
        valid=poll.valid or 0,
        void=poll.void or 0,
        rerun_reason=poll.rerun_reason,
        deed=traits.deed,
        is_booth=poll.channel == "booth",
    )


def _poll(reader: Reader, poll_id: int | None, meeting_id: int, condition: str) -> Turnout | None:
    """The poll named, else the one that is open, else the last one of the meeting."""
    if poll_id is None:
        poll_id = reader.value(
            f"SELECT id FROM poll WHERE meeting_id = ? AND state <> 'void' AND {condition} "
            f"ORDER BY state IN {UNDECIDED} DESC, id DESC LIMIT 1",
            (meeting_id,),
        )
    return None if poll_id is None else turnout(reader, poll_id)


def _going_on(reader: Reader, poll: Turnout, base: dict[str, Any]) -> BallotsView:
    is_booth = poll.channel == "booth"
    is_open = poll.state == "open"
    return BallotsView(
        **base,
        title=poll.title,
        pool=poll.pool,
        state=words.POLL_STATE[poll.state],
        issued=poll.issued,
        returned=poll.returned,
        rerun_reason=poll.rerun_reason,
        deed=poll.traits.deed,
        cast=poll_boxes.box_count(reader, poll.id)
        if is_booth and is_open
        else poll.returned
        if is_booth
        else None,
        expected=poll.electorate if is_booth else None,
    )


def _is_put_up(reader: Reader, poll: Turnout) -> bool:
    rules = json.loads(reader.value("SELECT rules FROM poll WHERE id = ?", (poll.id,)))
    return bool(rules.get("nomination_on_wall"))


def _count(reader: Reader, poll: Turnout, base: dict[str, Any]) -> MotionResultView:
    """The full count of a motion, opinions filed in writing counted in."""
    row = reader.one("SELECT passed, written FROM poll WHERE id = ?", (poll.id,))
    assert row is not None  # noqa: S101 - the poll was just read
    found = dict(
        reader.rows("SELECT grade, sum(count) FROM poll_count WHERE poll_id = ? GROUP BY grade", (poll.id,))
    )
    filed = dict(zip(FILED, json.loads(row[1]), strict=True))
    shown = tuple(
        (name, found[code] + filed.get(code, 0))
        for code, name in MOTION_WORDS.items()
        if code in found and (code != "void" or found[code])
    )
    written = sum(filed.values())
    return MotionResultView(
        **base,
        title=poll.title,
        counts=shown,
        is_passed=bool(row[0]),
        void=poll.void or 0,
        written=written,
        rerun_reason=poll.rerun_reason,
    )


def _nomination(reader: Reader, poll: Turnout, base: dict[str, Any]) -> SceneView:
    """Who got how many votes, most first, with the line after as many as a slip may choose."""
    counted = poll_results.result(reader, poll.id)
    rows = counted.ranking if counted is not None else ()
    return NominationView(
        **base,
        title=poll.title,
        pool=poll.pool,
        places=counted.places if counted is not None else 0,
        rows=tuple(NominationRow(row.name, row.votes, row.standing) for row in rows),
        valid=poll.valid or 0,
        void=poll.void or 0,
        rerun_reason=poll.rerun_reason,
    )
