"""The ways in which the ballots of an open poll come in: one a channel, none knowing of the others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from db.acts import ballots
from tui.console.ballot import ceremony
from tui.console.ballot.slips import SlipEntry
from tui.console.ballot.totals import TotalsEntry

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
    await WAYS[sheet.turnout.channel](desk, sheet, sealer)


def unmarked(sheet: PollSheet) -> frozenset[int]:
    """Rows of the slip with nothing to mark (不定等次)."""
    return frozenset(row for row, target in enumerate(sheet.targets) if not target.is_graded)


async def _slips(desk: Desk, sheet: PollSheet, sealer: Sealer) -> None:
    returned = sheet.turnout.returned or 0
    screen = SlipEntry(
        [target.label for target in sheet.targets],
        sheet.scale.names,
        total=returned,
        entered=ballots.entered_slips(desk.book, sealer, returned),
        seal=partial(ballots.enter_slip, desk.book, sheet.turnout.id, sealer),
        is_covered=ceremony.is_covered(desk.book),
        unmarked=unmarked(sheet),
    )
    await desk.ask(screen)


async def _totals(desk: Desk, sheet: PollSheet, sealer: Sealer) -> None:
    screen = TotalsEntry(
        [target.label for target in sheet.targets],
        sheet.scale,
        returned=sheet.turnout.returned or 0,
        scope=sheet.scope,
        box=ceremony.TotalsInBook(desk.book, sheet.turnout.id, sealer),
        is_covered=ceremony.is_covered(desk.book),
        unmarked=unmarked(sheet),
    )
    await desk.ask(screen)


WAYS: Final[Mapping[str, Way]] = MappingProxyType({"slips": _slips, "totals": _totals})
"""A way a channel; a channel that is missing here is not offered."""
