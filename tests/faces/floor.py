"""发言记录 and 领导点评 under a pilot: keys, pasted text, and what the book then holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.events import Paste

from db.config import Config, Look
from db.views.remarks import spoken
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.book import Book
    from tests.conftest import Branch

LONG = (
    "一是理论学习不够深入，满足于完成规定动作，结合实际思考不多；二是联系服务群众不够经常，[/x]下基层调研少。"
    * 12
)
SIZES = [(80, 24), (160, 45)]


def console(book: Book, theme: str = "dark") -> ConsoleApp:
    return ConsoleApp(book, Config(look=Look(theme=theme)), start="remarks")


async def settle(pilot: Pilot[Any]) -> None:
    for _ in range(4):
        await pilot.pause()


async def write(pilot: Pilot[Any], text: str) -> None:
    pilot.app.post_message(Paste(text))
    await settle(pilot)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def said(branch: Branch) -> list[tuple[str, str, str, str]]:
    return [(row.kind.value, row.speaker, row.about, row.text) for row in spoken(branch.book, branch.meeting)]


def events(branch: Branch) -> list[str]:
    return [
        row[0] for row in branch.book.rows("SELECT kind FROM event WHERE kind <> 'book.created' ORDER BY id")
    ]
