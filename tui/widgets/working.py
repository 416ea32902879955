"""Slow work with both codes: a screen that takes every key meanwhile, so that no other act cuts it short."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db.sealing import Tampered, WrongCodes
from tui.widgets.entry import EntryScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

T = TypeVar("T")


class Working(EntryScreen[None], Generic[T]):
    """Does one job in a thread of its own and goes away when it is done.

    Args:
        text: What is being done.
        job: Touches no book and no screen; forgotten as soon as it ended, because it holds the codes.
    """

    def __init__(self, text: str, job: Callable[[], T]) -> None:
        super().__init__()
        self._text = text
        self._job: Callable[[], T] | None = job
        self._found: list[T] = []
        self._fault: WrongCodes | Tampered | None = None

    def compose(self) -> ComposeResult:
        """What is being done."""
        with Vertical(classes="dialog -narrow"):
            yield Static(Content(self._text))

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._work())

    async def _work(self) -> None:
        job, self._job = self._job, None
        assert job is not None  # noqa: S101 - mounted once
        try:
            self._found.append(await asyncio.to_thread(job))
        except (WrongCodes, Tampered) as fault:
            self._fault = fault
        del job
        self.dismiss(None)

    def outcome(self) -> T:
        """What the job gave, once; the screen keeps nothing of it.

        Raises:
            WrongCodes: the codes did not fit.
            Tampered: a box failed a check.
        """
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault.with_traceback(None)  # its frames hold the codes
        return self._found.pop()
