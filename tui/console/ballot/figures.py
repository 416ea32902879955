"""The figures that people report from paper: what went out, what came back, how many voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import polls
from tui.console.ballot.numbers import NumbersAsked
from tui.present.ballot_steps import step_title
from tui.strings import ballot as words
from tui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from db.views.polls import PollSheet
    from tui.console.pane import Desk


async def ask_issued(desk: Desk, sheet: PollSheet) -> str:
    """Record 发出; returns what was done, or nothing when somebody went back.

    Raises:
        Refused: as `polls.record_issued` says.
    """
    given = (sheet.turnout.issued or sheet.turnout.electorate,)
    asked = NumbersAsked(words.ISSUE_TITLE, (words.ISSUED_LABEL,), note=words.ISSUE_NOTE, given=given)
    numbers = await desk.ask(asked)
    if numbers is None:
        return ""
    polls.record_issued(desk.book, sheet.turnout.id, numbers[0])
    return words.ISSUED.format(count=numbers[0])


async def ask_slips(desk: Desk, sheet: PollSheet) -> str:
    """Take what the scrutineer counted of the slips; nothing of the book's own figures shows meanwhile.

    Raises:
        Refused: as `polls.count_slips` says.
    """
    labels = (words.ISSUED_LABEL, words.RETURNED_LABEL)
    numbers = await desk.ask(NumbersAsked(words.COUNT_TITLE, labels, note=words.COUNT_NOTE))
    if numbers is None:
        return ""
    issued, returned = numbers
    text = words.BACK_MORE.format(issued=issued, returned=returned)
    if returned > issued and not await desk.ask(
        Confirm(words.BACK_MORE_TITLE, text, yes="数目无误，作废", no="返回重输", is_dangerous=True)
    ):
        return ""
    polls.count_slips(desk.book, sheet.turnout.id, issued, returned)
    entry = step_title("entry", sheet)
    return words.SLIPS_COUNTED.format(issued=issued, returned=returned, entry=entry)


async def ask_voters(desk: Desk, sheet: PollSheet) -> str:
    """Take how many went to a booth and how many voted, from the scrutineer's strokes.

    Raises:
        Refused: as `polls.count_booth` says.
    """
    asked = NumbersAsked(words.VOTERS_TITLE, words.VOTERS_LABELS, note=words.VOTERS_NOTE, unit="人")
    numbers = await desk.ask(asked)
    if numbers is None:
        return ""
    issued, returned = numbers
    polls.count_booth(desk.book, sheet.turnout.id, issued, returned)
    return words.VOTERS_COUNTED.format(issued=issued, returned=returned)
