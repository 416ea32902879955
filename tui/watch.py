"""Notices that another process has committed: asks `PRAGMA data_version` every ten milliseconds.

One question costs two microseconds. A timer of the event loop is used rather than Textual's own, which would send a
message each time; file notifications come before a commit can be seen (the -wal is written first), so they are not used.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PERIOD = 0.01
"""Seconds between two questions."""


class Watch:
    """Calls back in the running event loop whenever the version is another one."""

    def __init__(
        self, version: Callable[[], int], changed: Callable[[], None], *, period: float = PERIOD
    ) -> None:
        """`version` may raise: the watch then stops and the error reaches `failed`, if that is set."""
        self._version = version
        self._changed = changed
        self._period = period
        self._seen: int | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.failed: Callable[[Exception], None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is asking."""
        return self._timer is not None

    def start(self) -> None:
        """Begin to ask; what is there now is not a change."""
        self.stop()
        self._seen = self._version()
        self._wait()

    def stop(self) -> None:
        """Ask no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._period, self._ask)

    def _ask(self) -> None:
        try:
            version = self._version()
        except Exception as error:
            self._timer = None
            if self.failed is None:
                raise
            self.failed(error)
            return
        self._wait()
        if version != self._seen:
            self._seen = version
            self._changed()
