"""The key that ballots are sealed with while a poll is open: asked for once, in memory alone, forgotten when it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.unlocking import unlock

if TYPE_CHECKING:
    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tui.console.pane import Desk


class BoxKey:
    """Holds the key of one poll's box, or none."""

    def __init__(self) -> None:
        self._sealer: Sealer | None = None
        self._poll_id: int | None = None

    def keep(self, poll_id: int, sealer: Sealer) -> None:
        """Hold this key and forget any other."""
        self.forget()
        self._sealer, self._poll_id = sealer, poll_id

    async def of(self, desk: Desk, sheet: PollSheet) -> Sealer | None:
        """The key of a poll's box, asked of the two people who hold its codes; None when somebody went back."""
        if self._sealer is None or self._poll_id != sheet.turnout.id:
            self.forget()
            self._sealer = await unlock(desk, sheet)
            self._poll_id = sheet.turnout.id
        return self._sealer

    def forget(self) -> None:
        """Wipe the key."""
        if self._sealer is not None:
            self._sealer.forget()
        self._sealer = self._poll_id = None
