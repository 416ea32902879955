"""The ways in which the ballots of an open poll come in: one a channel, none knowing of the others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from db.views.stage import stage
from tui import guard
from tui.console.ballot import booth_desk, stack
from tui.console.ballot.totals import TotalsEntry
from tui.console.ballot.totals_in_book import TotalsInBook
from tui.console.ballot.wall_entry import ask_at
from tui.strings import ballot as words

if TYPE_CHECKING:
    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tui.console.pane import Desk

Way: TypeAlias = "Callable[[Desk, PollSheet, Sealer], Awaitable[None]]"


async def enter(desk: Desk, sheet: PollSheet, sealer: Sealer) -> None:
    """Take ballots in by the poll's own way, until whoever sits there leaves.

    Raises:
        KeyError: the channel has no way here; only those of `WAYS` are offered.
    """
    with guard.watch(words.KILLED):
        await WAYS[sheet.turnout.channel](desk, sheet, sealer)


async def _totals(desk: Desk, sheet: PollSheet, sealer: Sealer) -> None:
    screen = TotalsEntry(
        [target.label for target in sheet.targets],
        sheet.form,
        returned=sheet.turnout.returned or 0,
        scope=sheet.scope,
        box=TotalsInBook(desk.book, sheet.turnout.id, sealer),
        is_covered=stage(desk.book).room_sees_laptop,
        unmarked=sheet.unmarked,
        subject=stack.subject(sheet),
    )
    await ask_at(desk, screen)


WAYS: Final[Mapping[str, Way]] = MappingProxyType(
    {"slips": stack.enter_slips, "totals": _totals, "calls": stack.enter_calls, "booth": booth_desk.run}
)
"""A way a channel; a channel that is missing here is not offered."""
