"""Every act and place of the console, found by Chinese words or initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.console.places import PLACES, load_pane
from tui.strings import console as words
from tui.widgets.dialogs import Find
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


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


def palette(general: Sequence[tuple[str, str, str]]) -> Find:
    """The dialog; its answer is `place`, or `place.act`, or `.act` for an act of the frame.

    Places not visited yet are loaded once the dialog stands, so that it, not the place behind, gets what is typed on.
    """
    entries: list[tuple[str, str, str, str]] = []

    def found(typed: str) -> list[Row]:
        entries.extend([] if entries else _entries(general))
        fitting = [entry for entry in entries if matches(entry[1], entry[2], typed)]
        fitting.sort(key=lambda entry: closeness(entry[1], entry[2], typed))
        return [Row(key, (title, where)) for key, title, _, where in fitting]

    finder: Callable[[str], Sequence[Row]] = found
    return Find(words.PALETTE_TITLE, finder, (Column("", 0), Column("", 30)))


def _entries(general: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str, str]]:
    for place in PLACES:
        yield place.id, place.title, place.initials, place.hint
    for place in PLACES:
        for act in load_pane(place.id).ACTS:
            yield f"{place.id}.{act.id}", act.title, act.initials, place.title
    for act_id, title, initials in general:
        yield f".{act_id}", title, initials, words.APP_TITLE
