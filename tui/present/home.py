"""The home page as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.moments import date_time_text
from db.words import MEETING_STATE, MINUTES_STATE, POLL_STATE

if TYPE_CHECKING:
    from db.views.home import Home


def headline(view: Home) -> str:
    """One or two sentences: which meeting, where it stands, what comes next."""
    if not view.members:
        return "还没有党员名册。先到“党员名册”导入或添加党员。"
    if not view.meeting:
        return f"{view.branch}现有党员{view.members}名。还没有会议，到“会议筹备”新建一次会议。"
    when = date_time_text(view.planned_at) if view.planned_at else "时间未定"
    where = view.place or "地点未定"
    return f"{view.meeting}（{MEETING_STATE[view.meeting_state]}）  {when}  {where}"


def place_hints(view: Home) -> dict[str, str]:
    """What to say beside each place; a place that is missing keeps its own hint."""
    hints = {
        "roster": f"党员{view.members}名" + (f"，其中预备{view.probationary}名" if view.probationary else "")
    }
    if not view.meeting:
        return hints
    hints["plan"] = f"会前准备{view.checked}/{view.checks}项" if view.checks else "议程、主持、时间地点"
    hints["rollcall"] = f"应到{view.due}名，实到{view.present}名" + (
        f"，未签到{view.unmarked}名" if view.unmarked else ""
    )
    hints["agenda"] = f"议程已进行{view.items_done}/{view.items}项"
    hints["remarks"] = f"已记发言{view.remarks}条"
    hints["points"] = f"待审核认定{view.points_pending}笔" if view.points_pending else "加分、扣分、审核认定"
    hints["motions"] = f"已表决{view.motions}项" if view.motions else "推选监票人、计票人及其他表决"
    if view.poll_state:
        returned = f"，收回{view.returned}张" if view.returned is not None else ""
        hints["ballot"] = POLL_STATE[view.poll_state] + returned
    hints["commentary"] = f"已写{view.commentaries}份，已公布{view.released}份"
    hints["closing"] = f"整改中{view.corrections_open}项"
    hints["decisions"] = f"已评定{view.decided}名"
    hints["minutes"] = MINUTES_STATE.get(view.minutes_state, "草稿")
    return hints
