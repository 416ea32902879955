"""Victim: types prose into the console. `prose remarks|commentary BOOK SEED [SECONDS]`.

Every 已存 that a field shows is acknowledged as `saved KEY FIELD LENGTH`; with SECONDS it types once, says `typed LENGTH`
and dies so many seconds later.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual._compositor import Compositor
from textual.events import Paste

from db.book import open_book
from db.config import Config
from tests import idle
from tests.kill import victim
from tests.sample import Clock
from tui.console.app import ConsoleApp
from tui.widgets import prose
from tui.widgets.prose import Prose
from tui.widgets.prose_field import ProseField

if TYPE_CHECKING:
    from textual.pilot import Pilot

LABELS = ("肯定成绩", "指出问题", "努力方向")
CHUNKS = 40
TURN = 0.005
"""Seconds between two looks at the clock."""


def passage(length: int) -> str:
    """The text by its length: so many Han characters, told apart by their places."""
    return "".join(chr(0x4E00 + place % 3000) for place in range(length))


_mark_saved = ProseField.mark_saved


def mark_saved(field: ProseField, text: str, key: int | str | None, saved_at: str) -> None:
    """Say 已存 to the parent as well."""
    _mark_saved(field, text, key, saved_at)
    if text:
        label = str(field._label.content)
        place = LABELS.index(label) if label in LABELS else 0
        victim.acknowledge(f"saved {key} {place} {len(text)}")


async def type_on(pilot: Pilot[Any], app: ConsoleApp, place: str, choose: random.Random) -> None:
    """Type pieces as an input method commits them, leave by F-key, Tab or Esc now and then."""
    for turn in itertools.count():
        await pilot.press("enter" if place == "commentary" else str(len(app.screen.pane._floor.steps)))  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.pause()
        for _ in range(choose.randint(2, 8)):
            focused = app.focused
            assert isinstance(focused, Prose), focused
            have = len(focused.text)
            app.post_message(Paste(passage(have + choose.randint(1, 20))[have:]))
            await pilot.pause(choose.choice((0, 0.01, 0.03)))
            if choose.random() < 0.3:
                await pilot.press(
                    "tab" if place == "commentary" and choose.random() < 0.5 else "f1", "escape"
                )
                break
        while isinstance(app.focused, Prose):
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("down")
        if turn > CHUNKS:
            return


async def type_once(pilot: Pilot[Any], app: ConsoleApp, place: str, seconds: float) -> None:
    """Type one piece and wait to be killed."""
    await pilot.press("enter" if place == "commentary" else "1")
    await pilot.pause()
    await pilot.pause()
    app.post_message(Paste(passage(20)))
    await pilot.pause()
    assert isinstance(app.focused, Prose)
    assert app.focused.text == passage(20)
    victim.acknowledge("typed 20")
    await spend(seconds)
    victim.die()


async def spend(seconds: float) -> None:
    """Let so many seconds of the program's own time go by: while it has no core it can neither save nor die."""
    loop = asyncio.get_running_loop()
    while seconds > 0:
        before = loop.time()
        await asyncio.sleep(TURN)
        seconds -= min(loop.time() - before, 2 * TURN)


def draw_nothing(compositor: Compositor, *_: object, **__: object) -> None:
    """Take what changed as drawn: nobody looks at a victim, and drawing is a third of its work."""
    compositor._dirty_regions.clear()


async def write(place: str, path: Path, seed: int, seconds: float) -> None:
    """Open the console in a place and type."""
    idle.install()
    Compositor.render_update = draw_nothing  # type: ignore[assignment,method-assign]
    ProseField.mark_saved = mark_saved  # type: ignore[assignment,method-assign]
    with open_book(path, clock=Clock()) as book:
        app = ConsoleApp(book, Config(), start=place)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            if place == "commentary":
                await pilot.press("down", "down", "down")
            victim.arm(book.conn)
            if seconds:
                await type_once(pilot, app, place, seconds)
            prose.SAVE_AFTER = idle.SOON * 2  # no key waits for it
            await type_on(pilot, app, place, random.Random(seed))


def main(arguments: list[str]) -> None:
    """Write in one of the two places."""
    place, path, seed, *seconds = arguments
    asyncio.run(write(place, Path(path), int(seed), float(*seconds or (0,))))


if __name__ == "__main__":
    main(sys.argv[1:])
