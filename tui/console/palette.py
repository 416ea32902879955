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
        return [
            Row(key, (title, where))
            for key, title, initials, where in entries
            if matches(title, initials, typed)
        ]

    finder: Callable[[str], Sequence[Row]] = found
    return Find(words.PALETTE_TITLE, finder, (Column("", 0), Column("", 30)))
