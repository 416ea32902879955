"""Unlocking with both codes, in whatever face asks: the console, and the booth that stands apart from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from db import sealing
from db.acts import poll_locks
from db.sealing import WrongCodes
from tui.strings import ballot as words
from tui.widgets.codes import CodeAsked
from tui.widgets.dialogs import Notice
from tui.widgets.working import Working

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import ModalScreen

    from db.book import Book
    from db.sealing import Sealer
    from db.views.polls import PollSheet

T = TypeVar("T")
Answer = TypeVar("Answer")

ROLES = ("监票人", "计票人")


class Asker(Protocol):
    """Whatever can put a screen and wait for its answer; the console's `Desk` is one."""

    @property
    def book(self) -> Book:
        """The open book."""

    async def ask(self, dialog: ModalScreen[Answer]) -> Answer | None:
        """Put a screen and wait; call it in a worker."""

    def say(self, text: str) -> None:
        """Tell what is being done."""


def holders(sheet: PollSheet) -> tuple[str, str]:
    """Who holds each code, by name."""
    return "、".join(sheet.scrutineers), "、".join(sheet.tellers)


async def ask_codes(asker: Asker, sheet: PollSheet) -> tuple[str, str] | None:
    """Ask both holders; None when somebody went back."""
    sealing.forbid_core_dumps()
    typed = []
    for role, names in zip(ROLES, holders(sheet), strict=True):
        code = await asker.ask(CodeAsked(role, names))
        if code is None:
            return None
        typed.append(code)
    return typed[0], typed[1]


async def at_work(asker: Asker, text: str, job: Callable[[], T]) -> T:
    """Do slow work beside the screen's own thread, under a screen that takes every key: no other act may cut in.

    Raises:
        WrongCodes: as the work says.
        Tampered: as the work says.
    """
    asker.say(text)
    screen = Working(text, job)
    await asker.ask(screen)
    return screen.outcome()


async def unlock(asker: Asker, sheet: PollSheet, wrong: str = words.CODES_WRONG) -> Sealer | None:
    """Unlock sealing; asks until the codes fit or somebody goes back.

    Args:
        asker: Puts the screens.
        sheet: An open poll.
        wrong: What is said where the codes do not fit.
    """
    lock, context = poll_locks.context_of(asker.book, sheet.turnout.id)
    while (codes := await ask_codes(asker, sheet)) is not None:
        unlocking = partial(sealing.unlock_sealer, lock, context, codes)
        try:
            sealer = await at_work(asker, words.UNLOCKING, unlocking)
        except WrongCodes:
            await asker.ask(Notice(words.TITLE, wrong, is_refusal=True))
        else:
            asker.say("")
            return sealer
    return None
