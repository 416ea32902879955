"""Every act and place of the console, found by Chinese words or initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.console.places import PLACES
from tui.strings import console as words
from tui.widgets.dialogs import Find
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.console.pane import Pane


def matches(title: str, initials: str, typed: str) -> bool:
    """Whether what was typed is part of the words or of their initials; blanks and case do not matter."""
    wanted = typed.strip().lower().replace(" ", "")
    return wanted in title.lower() or wanted in initials


def closeness(title: str, initials: str, typed: str) -> int:
    """How well it fits, best first: 0 the whole, 1 the beginning, 2 a part."""
    wanted = typed.strip().lower().replace(" ", "")
    if wanted in (title.lower(), initials):
        return 0
    return 1 if title.lower().startswith(wanted) or initials.startswith(wanted) else 2


def palette(classes: Sequence[tuple[str, type[Pane]]], general: Sequence[tuple[str, str, str]]) -> Find:
    """The dialog; its answer is `place`, or `place.act`, or `.act` for an act of the frame."""
    entries = [(f"{place.id}", place.title, place.initials, place.hint) for place in PLACES]
    titles = {place.id: place.title for place in PLACES}
    for place_id, cls in classes:
        entries.extend(
            (f"{place_id}.{act.id}", act.title, act.initials, titles[place_id]) for act in cls.ACTS
        )
    entries.extend((f".{act}", title, initials, words.APP_TITLE) for act, title, initials in general)

    def found(typed: str) -> list[Row]:
        fitting = [entry for entry in entries if matches(entry[1], entry[2], typed)]
        fitting.sort(key=lambda entry: closeness(entry[1], entry[2], typed))
        return [Row(key, (title, where)) for key, title, _, where in fitting]

    finder: Callable[[str], Sequence[Row]] = found
    return Find(words.PALETTE_TITLE, finder, (Column("", 0), Column("", 30)))
