"""The console's status line and agenda lines as text."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from db.rules.clock import mmss
from db.rules.moments import moment
from db.words import ITEM_STATE, MEETING_STATE
from tui.present.wrap import cut
from tui.strings import console as words

if TYPE_CHECKING:
    from db.views.status import AgendaLine, Status


_LEAST_OF_NAME = 10
"""Cells under which a name says nothing."""
_MOST_OF_POLL = 16
"""Cells of a poll's title; a longer one ends in two dots."""


def elapsed_seconds(elapsed_ms: int, running_since: str | None, now: datetime) -> int:
    """Whole seconds on a clock: what it had gathered, and since when it runs again."""
    running = (now - moment(running_since)).total_seconds() if running_since else 0.0
    return int(elapsed_ms / 1000 + max(0.0, running))


def minutes_seconds(seconds: int) -> str:
    """`03:07`, as the agenda writes it; minutes go on past the hour."""
    return mmss(max(0, seconds))


def item_clock(planned: int, elapsed_ms: int, running_since: str | None, now: datetime) -> tuple[str, bool]:
    """`12:05/15:00` and whether the plan is overrun."""
    seconds = elapsed_seconds(elapsed_ms, running_since, now)
    is_over = bool(planned) and seconds > planned
    text = f"{minutes_seconds(seconds)}/{minutes_seconds(planned)}" if planned else minutes_seconds(seconds)
    return (f"{text} {words.OVERRUN}" if is_over else text), is_over


def status_line(status: Status, width: int, now: datetime | None = None) -> Text:
    """Branch and meeting on the left; present, clock and poll, which must never be cut, on the right."""
    now = now or datetime.now(timezone.utc)
    right = Text(no_wrap=True)
    if status.poll:
        counted = ""
        if status.issued is not None:
            counted = " " + words.POLL_RETURNED.format(returned=status.returned or 0, issued=status.issued)
        stage = words.POLL_OPEN if status.is_poll_open else words.POLL_CLOSED
        right.append(
            " " + stage.format(poll=cut(status.poll, _MOST_OF_POLL)) + counted + " ", "black on #f0a030"
        )
    if status.item:
        text, is_over = item_clock(status.planned_seconds, status.elapsed_ms, status.running_since, now)
        paused = f" {words.PAUSED}" if status.item_state == "paused" else ""
        right.append(f" {text}{paused} ", "black on #f0a030" if is_over else "")
    if status.meeting_id:
        right.append(" " + words.PRESENT_DUE.format(present=status.present, due=status.due) + " ")
    left = Text(no_wrap=True)
    if status.is_rehearsal:
        left.append(words.REHEARSAL_MARK, "bold")
    room = max(0, width - right.cell_len)
    left.append(_left(status, max(0, room - left.cell_len)))
    left.truncate(room, overflow="crop", pad=False)
    return left + Text(" " * (room - cell_len(left.plain))) + right


def _left(status: Status, room: int) -> str:
    """Branch, meeting and its state: a long branch name gives way first, then the meeting's, its state last."""
    branch = status.branch or words.APP_TITLE
    state = f" {MEETING_STATE.get(status.state, '')}".rstrip() if status.meeting else ""
    meeting = status.meeting or words.NO_MEETING
    tail = meeting + state
    for_branch = room - cell_len(tail) - 3
    if for_branch >= min(cell_len(branch), _LEAST_OF_NAME):
        return f" {cut(branch, for_branch)}  {tail}"
    for_meeting = room - cell_len(state) - 1
    if for_meeting >= min(cell_len(meeting), _LEAST_OF_NAME) or not state:
        return f" {cut(meeting, max(0, for_meeting))}{state}"
    return state


def agenda_row(line: AgendaLine, now: datetime) -> tuple[str, str, str]:
    """Title, clock and tone of one agenda line."""
    if line.state in ("running", "paused", "done"):
        text, is_over = item_clock(line.planned_seconds, line.elapsed_ms, line.running_since, now)
        if line.state == "done":
            text = minutes_seconds(line.elapsed_ms // 1000)
        tone = (
            "warn"
            if is_over and line.state != "done"
            else {"running": "head", "done": "muted"}.get(line.state, "")
        )
        return line.title, text.replace(f" {words.OVERRUN}", ""), tone
    if line.state == "skipped":
        return line.title, ITEM_STATE["skipped"], "muted"
    return line.title, f"{line.planned_seconds // 60}分" if line.planned_seconds else "", ""
