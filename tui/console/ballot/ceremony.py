"""Opening, unlocking and counting: what two people do with two codes. Keys live in memory and are wiped."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from db import sealing
from db.acts import cleaning, counting, poll_locks, polls
from db.sealing import Cost, Tampered, WrongCodes
from db.views.stage import stage
from tui import guard
from tui.console.ballot.settling import SettlingEntry
from tui.console.ballot.wall_entry import ask_at
from tui.console.covering import disconnect_first
from tui.strings import ballot as words
from tui.strings import ballot_entry as entry_words
from tui.widgets.codes import CodeAsked, CodeShown
from tui.widgets.dialogs import Notice
from tui.widgets.unlocking import ROLES, ask_codes, at_work, holders

if TYPE_CHECKING:
    from db.acts.counting import Unsealed, Work
    from db.rules.tally import Tally
    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tui.console.pane import Desk

COST = Cost()
"""What one guess at the codes costs on this machine."""


async def draw_codes(desk: Desk, sheet: PollSheet) -> tuple[str, str] | None:
    """Show each code to its holder alone, then have both typed back; None when somebody went back."""
    sealing.forbid_core_dumps()
    if stage(desk.book).room_sees_laptop and not await desk.ask(
        disconnect_first(words.MIRRORED_TITLE, words.MIRRORED)
    ):
        return None
    codes = (sealing.draw_code(), sealing.draw_code())
    with guard.watch(words.KILLED):
        for role, names, code in zip(ROLES, holders(sheet), codes, strict=True):
            if not await desk.ask(CodeShown(role, names, code)):
                return None
    for role, names, code in zip(ROLES, holders(sheet), codes, strict=True):
        if await desk.ask(CodeAsked(role, names, wanted=code)) is None:
            return None
    return codes


async def open_box(desk: Desk, poll_id: int, codes: tuple[str, str], question: str) -> Sealer:
    """Make the lock, open the poll under it, and unlock typing in. The keys are made beside the screen's own thread."""
    context = poll_locks.context_to_open(desk.book, poll_id, question)
    lock, sealer = await at_work(desk, words.WORKING, partial(sealing.new_box, codes, COST, context))
    with ExitStack() as unless_open:
        unless_open.callback(sealer.forget)
        polls.open_poll(desk.book, poll_id, lock, question=question)
        unless_open.pop_all()
    return sealer


async def count(desk: Desk, sheet: PollSheet) -> bool:
    """Unseal and count; True once the counts are kept. A box that fails a check voids the poll unread."""
    poll_id = sheet.turnout.id
    while (codes := await ask_codes(desk, sheet)) is not None:
        work = counting.work_of(desk.book, poll_id)
        unsealing = partial(counting.unseal, work, codes, _progress(desk, len(work.boxes)))
        try:
            unsealed = await at_work(desk, words.COUNTING, unsealing)
            result = unsealed.result
            if result is None:
                result = await _settle(desk, sheet, work, unsealed)
        except WrongCodes:
            await desk.ask(Notice(words.CODES_WRONG_TITLE, words.CODES_WRONG, is_refusal=True))
            continue
        except Tampered as fault:
            await _void_unread(desk, poll_id, str(fault))
            return False
        if result is None:
            desk.say(entry_words.SETTLE_WAITS)
            return False
        _keep(desk, sheet, result)
        return True
    return False


async def _settle(desk: Desk, sheet: PollSheet, work: Work, unsealed: Unsealed) -> Tally | None:
    """Settle two entries against the paper, slip by slip; None when somebody left before all were.

    Raises:
        Tampered: an identity fails.
    """
    poll_id, differences = sheet.turnout.id, unsealed.differences
    counting.begin_settling(desk.book, poll_id)
    desk.changed()
    text = entry_words.SETTLE_MIRRORED.format(count=len(differences))
    if stage(desk.book).room_sees_laptop and not await desk.ask(
        disconnect_first(entry_words.SETTLE_MIRRORED_TITLE, text)
    ):
        return None
    with guard.watch(words.KILLED):
        screen = SettlingEntry(
            differences,
            [target.label for target in sheet.targets],
            sheet.form,
            total=work.slips.returned,
            log=partial(counting.log_settled, desk.book, poll_id),
            unmarked=sheet.unmarked,
        )
        slips = await ask_at(desk, screen)
    return None if slips is None else counting.settled(work, unsealed, slips)


def _keep(desk: Desk, sheet: PollSheet, result: Tally) -> None:
    """Keep the counts; only after this returned may anything of them be drawn."""
    poll_id = sheet.turnout.id
    counting.store_count(desk.book, poll_id, result)
    facts = cleaning.finish_cleaning(desk.book, poll_id)
    counted = words.COUNTED_BOOTH if sheet.turnout.channel == "booth" else words.COUNTED
    desk.say(counted if facts is not None else words.CLEANING_WAITS)


async def _void_unread(desk: Desk, poll_id: int, why: str) -> None:
    polls.void_tampered(desk.book, poll_id, why)
    cleaning.finish_cleaning(desk.book, poll_id)
    desk.changed()
    await desk.ask(Notice(words.TAMPERED_TITLE, words.TAMPERED.format(why=why), is_refusal=True))


def _progress(desk: Desk, total: int) -> counting.Progress:
    """Tell every tenth box to the screen, from the thread that opens them."""
    loop = asyncio.get_running_loop()

    def opened(done: int) -> None:
        if done % 10 == 0 or done == total:
            loop.call_soon_threadsafe(desk.say, words.COUNTED_BOXES.format(done=done, total=total))

    return opened
