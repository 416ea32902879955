"""Opening a poll: what it asks and of whom is shown, the codes are drawn, the empty box is locked with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import stage as stage_acts
from db.rules.stage import SceneSpec
from db.views import polls as views
from db.views.stage import stage
from tui.console.ballot import ceremony
from tui.console.ballot.preflight import Preflight
from tui.present.ballot_preflight import preflight_text
from tui.strings import ballot as words
from tui.widgets.dialogs import Notice

if TYPE_CHECKING:
    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tui.console.pane import Desk


async def open_poll(desk: Desk, sheet: PollSheet) -> Sealer | None:
    """Open a poll and prepare its scene; None when somebody went back or it may not open.

    Raises:
        PingyiError: as `ceremony.open_box` says.
    """
    poll_id = sheet.turnout.id
    ready = views.preparing(desk.book, poll_id)
    assert ready is not None  # noqa: S101 - the draft was just read
    text = preflight_text(sheet, ready)
    if not ready.check.may_open:
        await desk.ask(Notice("现在不能开始", text, is_refusal=True))
        return None
    if stage(desk.book).room == "unknown":
        text += f"\n注意：{words.ROOM_UNKNOWN}"
    if not await desk.ask(Preflight("开始投票", text, yes="出示密码")):
        return None
    codes = await ceremony.draw_codes(desk, sheet)
    if codes is None:
        desk.say("没有开始，密码作废。")
        return None
    sealer = await ceremony.open_box(desk, poll_id, codes, ready.question)
    stage_acts.preview(desk.book, SceneSpec("ballots", {"poll": poll_id}))
    return sealer
