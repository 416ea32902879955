"""A scheme as a page: facts, the sections, the timeline as bars with today on it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tui.present.scheme import Section, facts, sections
from tui.present.scheme_items import Item
from tui.present.scheme_words import day_words
from tui.present.wrap import cut, wrap_cjk
from tui.strings import scheme as text
from tui.widgets.page import PageLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.rules.scheme import Scheme, Stage

LABEL = 10
"""Cells of a label above the sections."""
STAGE = 18
"""Cells of a stage's name beside its bar."""
INDENT = "    "
HANGING = "  "
SECTION_BLOCKS = 1000
"""How many blocks a section takes, so that its own things can be told apart."""


def page_lines(scheme: Scheme, today: str, width: int, *, has_bars: bool = True) -> tuple[PageLine, ...]:
    """Break a scheme into lines of at most `width` cells; plain text has no use for the bars of the timeline."""
    return tuple(line for line in _lines(scheme, today, width) if has_bars or not line.runs)


def block_of(section: int, item: int = 0) -> int:
    """The block in which a section begins, counted from 1, or one of its things, counted from 1."""
    return section * SECTION_BLOCKS + item


def places(scheme: Scheme, today: str) -> tuple[tuple[int, str, str], ...]:
    """Every thing of every section: its block, its section's title and its own words, for finding."""
    return tuple(
        (block_of(number, place), section.title, " ".join((item.head, *item.says)))
        for number, section in enumerate(sections(scheme, today), 1)
        for place, item in enumerate(section.items, 1)
    )


def _lines(scheme: Scheme, today: str, width: int) -> Iterator[PageLine]:
    for part in wrap_cjk(scheme.title, width):
        yield PageLine(" " * ((width - cell_len(part)) // 2) + part, "title")
    yield PageLine("")
    for label, value in facts(scheme):
        head = set_cell_size(label, LABEL)
        for place, part in enumerate(wrap_cjk(value, width - LABEL)):
            yield PageLine(head + part, lead=len(head)) if place == 0 else PageLine(" " * LABEL + part)
    for number, section in enumerate(sections(scheme, today), 1):
        yield from _section(scheme, section, number, today, width)


def _section(scheme: Scheme, section: Section, number: int, today: str, width: int) -> Iterator[PageLine]:
    start = block_of(number)
    yield PageLine("", block=start - 1)
    yield PageLine(f"{number}  {section.title}", "heading", block=start)
    if section.has_timeline and scheme.stages:
        yield from (
            PageLine(line.text, block=start, runs=line.runs) for line in timeline(scheme, today, width)
        )
    for place, item in enumerate(section.items, 1):
        yield from _item(item, block_of(number, place), width)


def _item(item: Item, block: int, width: int) -> Iterator[PageLine]:
    head = item.head + (text.DEFAULT if item.is_default else "")
    tone = "now" if item.tone == "now" else "subheading"
    for part in wrap_cjk(head, width - 2):
        yield PageLine("  " + part, tone, block=block)
    for said in item.says:
        for place, part in enumerate(_wrapped(said, width - len(INDENT) - len(HANGING))):
            yield PageLine(INDENT + (HANGING if place else "") + part, block=block)


@lru_cache(maxsize=4096)
def _wrapped(said: str, width: int) -> tuple[str, ...]:
    return tuple(wrap_cjk(said, width))


def timeline(scheme: Scheme, today: str, width: int) -> tuple[PageLine, ...]:
    """The stages as bars on one rail, years above, today as a cell of its own."""
    rail = max(12, width - STAGE - 2)
    line = "  " + set_cell_size("", STAGE) + _years(scheme, rail)
    return (
        _drawn(((line, "muted"),)),
        *(_bar(scheme, stage, today, rail) for stage in scheme.stages),
        _drawn((("  " + set_cell_size("", STAGE) + _today(scheme, today, rail), "muted"),)),
        PageLine(""),
    )


def _drawn(runs: tuple[tuple[str, str], ...]) -> PageLine:
    return PageLine("".join(run for run, _ in runs), runs=runs)


def _today(scheme: Scheme, today: str, rail: int) -> str:
    """Today in words, under its cell as far as there is room."""
    if not scheme.begins <= today <= scheme.ends:
        said = text.TODAY_BEFORE if today < scheme.begins else text.TODAY_AFTER
        return said.format(day=day_words(today))
    said = text.TODAY.format(day=day_words(today))
    return " " * max(0, min(_cell(today, scheme, rail) - cell_len(said) // 2, rail - cell_len(said))) + said


def _cell(day: str, scheme: Scheme, rail: int) -> int:
    first = date.fromisoformat(scheme.begins)
    span = (date.fromisoformat(scheme.ends) - first).days + 1
    return (date.fromisoformat(day) - first).days * rail // span


def _years(scheme: Scheme, rail: int) -> str:
    line = ""
    for year in range(int(scheme.begins[:4]), int(scheme.ends[:4]) + 1):
        place = max(0, _cell(f"{year}-01-01", scheme, rail))
        name = f"{year}"
        if len(line) <= place <= rail - len(name):
            line += " " * (place - len(line)) + name
    return line


def _bar(scheme: Scheme, stage: Stage, today: str, rail: int) -> PageLine:
    first, last = _cell(stage.begins, scheme, rail), _cell(stage.ends, scheme, rail)
    is_past = stage.ends < today
    here = _cell(today, scheme, rail) if scheme.begins <= today <= scheme.ends else -1
    runs: list[tuple[str, str]] = [("  " + set_cell_size(cut(stage.name, STAGE - 1), STAGE), "")]
    for place in range(rail):
        tone = "rail" if not first <= place <= last else "bar-past" if is_past else "bar"
        tone = "today" if place == here else tone
        if runs[-1][1] == tone:
            runs[-1] = (runs[-1][0] + " ", tone)
        else:
            runs.append((" ", tone))
    return _drawn(tuple(runs))
