"""Names in columns too narrow for them: shortened so that no two become alike, cut visibly, never a grade. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui.present.wrap import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import BallotForm

LEAST_NAME: Final = 8
"""The least that is left of a name before the word behind it."""


def short_parts(form: BallotForm) -> tuple[str, ...]:
    """The judgements of a form without the ending that all criteria share: 政治, 执行纪律 of 政治合格, 执行纪律合格."""
    names = [part.name for part in form.criteria]
    endings = (names[0][start:] for start in range(1, len(names[0]))) if len(names) > 1 else ()
    shared = next((ending for ending in endings if all(name.endswith(ending) for name in names)), "")
    short = [name.removesuffix(shared) for name in names]
    if not all(short):
        short = names
    return (*short, *(part.name for part in form.parts[len(names) :]))


def heads(form: BallotForm, first: int, widths: Sequence[int]) -> tuple[str, ...]:
    """What stands over the judgements from `first` on: the name, a short one, or its number; no two are alike."""
    short = short_parts(form)
    found = []
    for place, width in enumerate(widths, first):
        names = (form.parts[place].name, short[place])
        found.append(next((name for name in names if cell_len(name) <= width), cut(short[place], width)))
    numbers = tuple(str(first + place) for place in range(1, len(found) + 1))
    told = tuple(
        head if found.count(head) == 1 else number for head, number in zip(found, numbers, strict=True)
    )
    return told if len(set(told)) == len(told) else numbers


def cell_name(form: BallotForm, labels: Sequence[str], cell: int) -> str:
    """What a cell of a form is about: a target, with the judgement where there are several."""
    part = form.part_of(cell).name
    label = labels[form.target_of(cell)]
    return f"{label} {part}" if part else label


def fitted_cell_name(form: BallotForm, labels: Sequence[str], cell: int, width: int) -> str:
    """The same in so many cells: whole, with a short judgement, or the name cut beside it."""
    whole = cell_name(form, labels, cell)
    if cell_len(whole) <= width:
        return whole
    return beside(labels[form.target_of(cell)], short_parts(form)[cell % len(form.parts)], width)


def beside(label: str, word: str, width: int) -> str:
    """A name with a word behind it in so many cells; the name is cut, the word only where no name would be left."""
    room = width - cell_len(word) - 1
    if not word or room < LEAST_NAME:
        return cut(f"{label} {word}".strip(), width)
    return f"{cut(label, room)} {word}"


def spread(text: str, widths: Sequence[int]) -> list[str]:
    """A text over several columns, as many characters in each as fit: 不定, 等次."""
    found = []
    for width in widths:
        size = next((n for n in range(len(text), 0, -1) if cell_len(text[:n]) <= width), 0)
        found.append(text[:size])
        text = text[size:]
    return found
