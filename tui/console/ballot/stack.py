"""A stack of slips typed in: once, or a second time by another person who sees nothing of the first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from db.acts import ballots
from db.views.stage import stage
from tui.console.ballot.calls import CallEntry
from tui.console.ballot.slips import SlipEntry
from tui.console.ballot.wall_entry import ask_at
from tui.strings import ballot_entry as words
from tui.widgets.dialogs import Choice, Choose, Confirm

if TYPE_CHECKING:
    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tui.console.pane import Desk

FIRST, SECOND = 1, 2


def subject(sheet: PollSheet) -> str:
    """What the rows of the slip are called."""
    return words.NAME if sheet.is_of_members else words.LINE


async def enter_slips(desk: Desk, sheet: PollSheet, sealer: Sealer) -> None:
    """Type the stack in; where the branch wants two entries, the second by another person."""
    entry = await _entry(desk, sheet, sealer)
    if entry == FIRST:
        await _type_in(desk, sheet, sealer, FIRST)
        is_whole = _done(desk, sheet, sealer, FIRST) == sheet.turnout.returned
        entry = SECOND if sheet.entries == SECOND and is_whole else None
    if entry == SECOND and await _is_handed_over(desk, sheet):
        await _type_in(desk, sheet, sealer, SECOND)


async def enter_calls(desk: Desk, sheet: PollSheet, sealer: Sealer) -> None:
    """Take the slips as they are called out, stroke by stroke."""
    returned = sheet.turnout.returned or 0
    screen = CallEntry(
        [target.label for target in sheet.targets],
        sheet.form,
        scope=sheet.scope,
        total=returned,
        entered=ballots.entered_slips(desk.book, sealer, returned),
        seal=partial(ballots.enter_slip, desk.book, sheet.turnout.id, sealer),
        is_covered=stage(desk.book).room_sees_laptop and not may_be_on_the_wall(sheet),
        unmarked=sheet.unmarked,
        subject=subject(sheet),
    )
    await ask_at(desk, screen)


def may_be_on_the_wall(sheet: PollSheet) -> bool:
    """Whether the branch lets the room see 正: of a 推荐 by setting, of nothing else here."""
    return sheet.turnout.traits.wall == "setting" and sheet.rules.nomination_on_wall


def _done(desk: Desk, sheet: PollSheet, sealer: Sealer, entry: int) -> int:
    return len(ballots.entered_slips(desk.book, sealer, sheet.turnout.returned or 0, entry=entry))


async def _entry(desk: Desk, sheet: PollSheet, sealer: Sealer) -> int | None:
    """Which entry goes on; asked once there is a choice."""
    total = sheet.turnout.returned or 0
    first = _done(desk, sheet, sealer, FIRST)
    if sheet.entries == FIRST or first < total:
        return FIRST
    second = _done(desk, sheet, sealer, SECOND)
    choices = [
        Choice(str(entry), name, words.ENTRY_HINT.format(done=done, total=total))
        for entry, name, done in zip((FIRST, SECOND), words.ENTRY_NAMES, (first, second), strict=True)
    ]
    chosen = await desk.ask(Choose(words.ENTRY_TITLE, choices, selected=str(SECOND)))
    return None if chosen is None else int(chosen)


async def _is_handed_over(desk: Desk, sheet: PollSheet) -> bool:
    """Another person sits down; nothing of the first entry shows."""
    names = words.HANDOVER_NAMES.format(names="、".join(sheet.tellers)) if len(sheet.tellers) > 1 else ""
    text = words.HANDOVER.format(total=sheet.turnout.returned or 0, names=names)
    answer = await desk.ask(Confirm(words.HANDOVER_TITLE, text, yes=words.HANDOVER_YES, is_dangerous=True))
    return answer is True


async def _type_in(desk: Desk, sheet: PollSheet, sealer: Sealer, entry: int) -> None:
    returned = sheet.turnout.returned or 0
    is_twice = sheet.entries == SECOND
    screen = SlipEntry(
        [target.label for target in sheet.targets],
        sheet.form,
        total=returned,
        entered=ballots.entered_slips(desk.book, sealer, returned, entry=entry),
        seal=partial(ballots.enter_slip, desk.book, sheet.turnout.id, sealer, entry=entry),
        is_covered=stage(desk.book).room_sees_laptop,
        unmarked=sheet.unmarked,
        subject=subject(sheet),
        heading=words.ENTRY_LABEL[entry] if is_twice else "",
        all_done=words.SLIP_ALL_FIRST if is_twice and entry == FIRST else words.SLIP_ALL,
    )
    await ask_at(desk, screen)
