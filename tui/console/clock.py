"""F9 from anywhere: start, pause or resume the clock of the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import agenda as acts
from db.errors import Refused
from db.rules.agenda import State
from db.views.agenda import agenda

if TYPE_CHECKING:
    from tui.console.pane import Desk

NO_MEETING = "还没有会议。请先在“会议筹备”里新建一次会议。"
NOTHING_LEFT = "议程已全部进行完毕。"


def toggle_clock(desk: Desk) -> None:
    """Pause the running item; resume a paused one; between items start the next. Says which.

    Raises:
        Refused: there is no meeting, it is not open, or nothing is left to start.
    """
    meeting = desk.meeting_id
    if meeting is None:
        raise Refused(NO_MEETING)
    now = agenda(desk.book, meeting)
    row = now.current or now.following
    if row is None:
        raise Refused(NOTHING_LEFT)
    if row.state is State.RUNNING:
        acts.pause_item(desk.book, row.id)
        done = "计时已暂停"
    else:
        acts.start_item(desk.book, row.id)
        done = "计时已继续" if row.state is State.PAUSED else "已开始"
    desk.changed()
    desk.say(f"{done}：{row.number} {row.title}")
