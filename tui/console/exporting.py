"""Documents from any place of the console: read here, drawn and written beside, so that the console goes on meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from db.acts.rollcall import prepare
from db.errors import PingyiError
from db.export.desk import Order, order
from db.export.docx_xml import FONT_PRESETS
from db.export.files import FOLDER, FileError, save_numbered
from tui.strings import minutes as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.book import Book
    from tui.console.pane import Desk


def export_folder(book: Book) -> Path:
    """Where the console puts documents: a folder beside the book."""
    return book.path.resolve().parent / FOLDER


async def export(desk: Desk, what: str, file_format: str = "docx", *, poll_id: int | None = None) -> Path:
    """Make a document of the current meeting and say where it went; call it in an `async def do_…`.

    Args:
        desk: The console.
        what: One of `db.export.desk.NAMES`.
        file_format: `docx`, or `md` for the minutes.
        poll_id: Of which secret poll; the last where None.

    Returns:
        The file, under a name that nothing had before.

    Raises:
        PingyiError: there is nothing to make it from, a poll is not yet counted, or the file cannot be written.
    """
    if desk.meeting_id is None:
        raise PingyiError(words.NO_MEETING)
    if what == "signin":
        # The list is printed before anybody goes to the roll call, which else brings it in line with the roster.
        prepare(desk.book, desk.meeting_id)
    fonts = FONT_PRESETS[desk.config.fonts]
    document = order(desk.book, what, desk.meeting_id, file_format=file_format, fonts=fonts, poll_id=poll_id)
    desk.say(words.WORKING.format(name=document.name))
    path = await asyncio.to_thread(_write, document, export_folder(desk.book))
    desk.say(words.DONE.format(name=path.name, note=document.note, folder=path.parent))
    return path


class Sheets(Protocol):
    """A workbook ready to be made: `make` touches no book."""

    @property
    def name(self) -> str:
        """A name for the file."""

    @property
    def make(self) -> Callable[[], bytes]:
        """Draws the workbook."""


async def export_sheet(desk: Desk, document: Sheets) -> Path:
    """Save a workbook beside the book and say where it went; call it in an `async def do_…`.

    Raises:
        PingyiError: the file cannot be written.
    """
    desk.say(words.WORKING.format(name=document.name))
    path = await asyncio.to_thread(_write, Order(document.name, document.make), export_folder(desk.book))
    desk.say(words.DONE.format(name=path.name, note="", folder=path.parent))
    return path


def _write(document: Order, folder: Path) -> Path:
    """Draw and save; the one edge where whatever goes wrong becomes a sentence without the content."""
    try:
        return save_numbered(folder, document.name, document.make())
    except PingyiError:
        raise
    except Exception as error:
        raise FileError(words.FAILED.format(kind=type(error).__name__)) from None
