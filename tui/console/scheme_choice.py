"""Choosing a scheme: one of the program's or a file of one's own, and the day on which the branch begins it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

from db.scheme import load_scheme, packaged, start_on
from db.toml_file import is_day
from tui.present.scheme_words import day_words, span_words
from tui.strings import scheme as words
from tui.widgets.dialogs import Choice, Choose, Field, Form
from tui.widgets.file_picker import PickFile

if TYPE_CHECKING:
    from db.rules.scheme import Scheme
    from tui.console.pane import Desk

OWN = "own"
SUFFIXES = frozenset({".toml"})


async def ask_scheme(desk: Desk, title: str, current: Scheme) -> Scheme | None:
    """Ask for a scheme.

    Raises:
        BadInput: the chosen file is at fault: file, key, expected.
    """
    known = [load_scheme(name) for name in packaged()]
    choices = [
        Choice(each.id, _name(each), words.IN_USE if each.id == current.id else _hint(each)) for each in known
    ]
    choices.append(Choice(OWN, words.OWN_FILE, words.OWN_HINT))
    chosen = await desk.ask(Choose(title, choices, selected=current.id))
    if chosen is None:
        return None
    if chosen != OWN:
        return load_scheme(chosen)
    path = await desk.ask(PickFile(words.PICK, Path.cwd(), suffixes=SUFFIXES))
    return None if path is None else load_scheme(str(path))


async def ask_start(desk: Desk, scheme: Scheme) -> Scheme | None:
    """Ask from which day the branch works by it; None where the question was left."""
    plain = start_on(scheme, "")
    days = span_words(plain.begins, plain.ends) if plain.ends else day_words(plain.begins) or words.ALWAYS
    today = desk.book.today()
    is_over = bool(plain.ends) and plain.ends < today
    suggested = scheme.begun or (today[:4] + plain.begins[4:] if is_over else "")
    field = Field("begins", words.BEGINS, suggested, hint=words.BEGINS_HINT)
    note = (words.BEGINS_OVER if is_over else words.BEGINS_NOTE).format(days=days)
    form = Form(words.BEGINS_TITLE, (field,), note=note, check=_complaint)
    values = await desk.ask(form)
    if values is None:
        return None
    typed = values["begins"].strip()
    return start_on(scheme, typed)


def _name(scheme: Scheme) -> str:
    """The issuer, by whom the seven are known; the title where it says as much in no more room."""
    return min((scheme.title, scheme.issuer or scheme.title), key=cell_len)


def _hint(scheme: Scheme) -> str:
    years = f"{scheme.begins[:4]}至{scheme.ends[:4]}"
    hint = words.STAGES_HINT if scheme.stages else words.NO_STAGES_HINT
    return hint.format(years=years, count=len(scheme.stages))


def _complaint(values: dict[str, str]) -> str:
    typed = values["begins"].strip()
    return "" if not typed or is_day(typed) else words.BAD_DAY
