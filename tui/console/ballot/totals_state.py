"""One row of totals while it is typed in: cells of digits, a pure state that every key turns into the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

MAX_DIGITS = 4


@dataclass(frozen=True, repr=False)
class CellsState:
    """The cells of a row, as typed.

    Attributes:
        cells: The digits of each cell; empty where nothing is typed yet.
        at: The cell that the next digit goes to.
    """

    cells: tuple[str, ...]
    at: int = 0

    def __repr__(self) -> str:
        return f"<CellsState of {len(self.cells)} cells>"

    @property
    def is_touched(self) -> bool:
        """Whether anything is typed."""
        return any(self.cells)

    @property
    def is_last(self) -> bool:
        """Whether the cursor stands in the last cell."""
        return self.at == len(self.cells) - 1

    @property
    def first_gap(self) -> int | None:
        """The first cell in which nothing is typed, or None."""
        return next((index for index, cell in enumerate(self.cells) if not cell), None)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers, 0 where nothing is typed yet."""
        return tuple(int(cell or 0) for cell in self.cells)


@dataclass(frozen=True, repr=False)
class Note:
    """A name written in, or a free text, with how many slips say it.

    Attributes:
        kind: `other` or `text`.
        text: The name or the text.
        count: How many slips.
    """

    kind: str
    text: str
    count: int

    def __repr__(self) -> str:
        return "<Note>"


def counted(notes: Iterable[Note], kind: str) -> int:
    """How many slips all notes of a kind stand for."""
    return sum(note.count for note in notes if note.kind == kind)


def new_cells(count: int, given: Sequence[int] = ()) -> CellsState:
    """A row in which nothing is typed but the numbers that are given; the cursor stands behind those."""
    known = tuple(map(str, given))
    return CellsState((*known, *("",) * (count - len(known))), at=len(known))


def typed_digit(state: CellsState, number: int) -> CellsState:
    """A digit more; a leading nought gives way, and a cell takes four digits at most."""
    cell = state.cells[state.at]
    longer = str(number) if cell == "0" else cell + str(number)
    return _with(state, longer) if len(longer) <= MAX_DIGITS else state


def erased(state: CellsState) -> CellsState:
    """The last digit of the cell taken back; from an empty cell, one cell back."""
    cell = state.cells[state.at]
    return _with(state, cell[:-1]) if cell else moved(state, -1)


def moved(state: CellsState, step: int) -> CellsState:
    """Another cell."""
    return replace(state, at=max(0, min(len(state.cells) - 1, state.at + step)))


def _with(state: CellsState, cell: str) -> CellsState:
    return replace(state, cells=(*state.cells[: state.at], cell, *state.cells[state.at + 1 :]))
