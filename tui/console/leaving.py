"""Leaving the console, for good or for a rehearsal: asked first, and no word is lost unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Refused
from db.polling import refuse_while_polling
from tui.strings import console as words
from tui.widgets.dialogs import Confirm
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from tui.console.shell import Shell


async def leave(shell: Shell) -> None:
    """Ask, then end the app."""
    title, text = words.QUIT_TITLE, words.QUIT_TEXT
    if shell.is_rehearsal:
        title, text = words.QUIT_REHEARSAL_TITLE, words.QUIT_REHEARSAL
    if await shell.ask(Confirm(title, text, yes="退出")):
        shell.pane.leave()
        if await _may_lose_text(shell):
            shell.app.exit()


async def leave_for_rehearsal(shell: Shell) -> None:
    """Leave for a copy of the book; whoever opened this app opens that, and comes back afterwards.

    Raises:
        Refused: this is a rehearsal already, or a poll is open.
    """
    if shell.is_rehearsal:
        raise Refused(words.REHEARSING)
    refuse_while_polling(shell.book, "演练")
    if await shell.ask(Confirm(words.REHEARSE_TITLE, words.REHEARSE_TEXT, yes="开始演练")):
        shell.pane.leave()
        if await _may_lose_text(shell):
            shell.app.exit(words.REHEARSE)


async def _may_lose_text(shell: Shell) -> bool:
    """Whether nothing typed would be lost, or the secretary says that it may be."""
    if all(prose.is_saved for prose in shell.query(Prose)):
        return True
    sure = Confirm(words.UNSAVED_TITLE, words.UNSAVED_TEXT, yes="放弃文字", is_dangerous=True)
    return await shell.ask(sure) is True
