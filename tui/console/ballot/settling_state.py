"""One slip that two people typed in differently, while it is settled against the paper: a pure state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from db.rules.ballot import Ballot, with_mark

if TYPE_CHECKING:
    from db.rules.settling import Difference

FIRST: Final = 1
SECOND: Final = 2
PAPER: Final = 3
"""Whose word holds: that of the first entry, of the second, or of neither but the paper."""


class What(str, Enum):
    """What two entries of a slip may differ in."""

    VOID = "void"
    MARK = "mark"
    PROBLEMS = "problems"
    OTHERS = "others"
    TEXT = "text"


@dataclass(frozen=True)
class Item:
    """One place of a slip that differs; `place` is a cell for a mark, a target for problems, else 0."""

    what: What
    place: int = 0


@dataclass(frozen=True, repr=False)
class Pick:
    """What the paper says of one place: an entry that is right, or a mark that neither typed."""

    source: int
    mark: int = 0

    def __repr__(self) -> str:
        return "<Pick>"


@dataclass(frozen=True, repr=False)
class SettledSlip:
    """A slip with what was decided of it so far.

    Attributes:
        difference: Both entries.
        items: Where they differ.
        picks: What was decided of each; None where nothing was yet.
        retyped: The whole slip as typed anew from the paper, which then holds alone.
    """

    difference: Difference
    items: tuple[Item, ...]
    picks: tuple[Pick | None, ...]
    retyped: Ballot | None = None

    def __repr__(self) -> str:
        return f"<SettledSlip {self.difference.slip}>"

    @property
    def number(self) -> int:
        """The place in the stack."""
        return self.difference.slip

    @property
    def first_gap(self) -> int | None:
        """The first place of which nothing is decided, or None."""
        if self.retyped is not None:
            return None
        return next((index for index, pick in enumerate(self.picks) if pick is None), None)

    @property
    def is_begun(self) -> bool:
        """Whether anything is decided."""
        return self.retyped is not None or any(self.picks)

    def ballot(self) -> Ballot:
        """What the paper says.

        Raises:
            ValueError: something is not decided yet.
        """
        if self.retyped is not None:
            return self.retyped
        if self.first_gap is not None:
            raise ValueError("not every difference is settled")
        found = self.difference.first
        for item, pick in zip(self.items, self.picks, strict=True):
            assert pick is not None  # noqa: S101 - there is no gap
            found = _decided(found, self.difference, item, pick)
        return found


def items(difference: Difference) -> tuple[Item, ...]:
    """Every place in which two entries of a slip differ, in the order of the slip."""
    if difference.differs_void:
        return (Item(What.VOID),)
    found = [Item(What.MARK, cell) for cell in difference.cells]
    found += [Item(What.PROBLEMS, target) for target in difference.problems]
    one, two = difference.first, difference.second
    if set(one.others) != set(two.others):
        found.append(Item(What.OTHERS))
    if one.text != two.text:
        found.append(Item(What.TEXT))
    return tuple(found)


def unsettled(difference: Difference) -> SettledSlip:
    """A slip of which nothing is decided."""
    every = items(difference)
    return SettledSlip(difference, every, (None,) * len(every))


def picked(slip: SettledSlip, index: int, pick: Pick | None) -> SettledSlip:
    """One place decided, or open again."""
    return replace(slip, picks=(*slip.picks[:index], pick, *slip.picks[index + 1 :]))


def retyped(slip: SettledSlip, ballot: Ballot | None) -> SettledSlip:
    """The whole slip as the paper says, or no more."""
    return replace(slip, retyped=ballot)


def _decided(ballot: Ballot, difference: Difference, item: Item, pick: Pick) -> Ballot:
    source = difference.first if pick.source == FIRST else difference.second
    if item.what is What.VOID:
        return source
    if item.what is What.MARK:
        mark = pick.mark if pick.source == PAPER else source.marks[item.place]
        return replace(ballot, marks=with_mark(ballot.marks, item.place, mark))
    if item.what is What.PROBLEMS:
        mask = source.problems[item.place]
        return replace(ballot, problems=with_mark(ballot.problems, item.place, mask))
    if item.what is What.OTHERS:
        return replace(ballot, others=source.others)
    return replace(ballot, text=source.text)
