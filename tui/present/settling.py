"""Two entries of one slip side by side, as the people at the table settle them against the paper. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui.console.ballot.settling_state import FIRST, PAPER, Item, Pick, SettledSlip, What
from tui.present.fitting import beside, fitted_cell_name
from tui.present.slip_columns import SLACK
from tui.present.slips import mark_name
from tui.present.wrap import cut
from tui.strings import ballot_entry as words
from tui.widgets.cells import GAP
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import Ballot, BallotForm

ROW_CELLS: Final = 4
LEAST_LABEL: Final = 16
ENTRIES: Final = (10, 24)
"""The least and the most that an entry takes; a grade, and 照纸票重录, fits the least."""


def columns(slip: SettledSlip, form: BallotForm, labels: Sequence[str], width: int) -> tuple[Column, ...]:
    """Row, what differs, both entries and what the paper says, sharing the width."""
    row, what, *entries = words.SETTLE_COLUMNS
    name, entry = _shares(slip, form, labels, width)
    return (
        Column(row, ROW_CELLS, is_right=True),
        Column(what, name),
        *(Column(head, entry) for head in entries),
    )


def rows(slip: SettledSlip, form: BallotForm, labels: Sequence[str], width: int) -> list[Row]:
    """A line a place that differs."""
    found = []
    name, entry = _shares(slip, form, labels, width)
    for index, (item, pick) in enumerate(zip(slip.items, slip.picks, strict=True)):
        number, label = _head(item, form, labels, name)
        one, two = (said(item, ballot, form) for ballot in (slip.difference.first, slip.difference.second))
        paper = words.SETTLE_RETYPED if slip.retyped is not None else _picked(item, pick, one, two, form)
        told = (cut(text, entry) for text in (one, two, paper))
        found.append(Row(str(index), (number, label, *told), "" if not paper else "good"))
    return found


def _shares(slip: SettledSlip, form: BallotForm, labels: Sequence[str], width: int) -> tuple[int, int]:
    """The cells of what differs, and of each entry: the names come first."""
    left = width - SLACK - ROW_CELLS - 4 * GAP
    least, most = ENTRIES
    longest = max((cell_len(_head(item, form, labels, width)[1]) for item in slip.items), default=0)
    name = max(LEAST_LABEL, min(longest, left - 3 * least))
    return name, max(least, min(most, (left - name) // 3))


def _head(item: Item, form: BallotForm, labels: Sequence[str], width: int) -> tuple[str, str]:
    """The number and the name of what differs, the name in so many cells."""
    if item.what is What.MARK:
        return str(form.target_of(item.place) + 1), fitted_cell_name(form, labels, item.place, width)
    if item.what is What.PROBLEMS:
        return str(item.place + 1), beside(labels[item.place], words.SETTLE_PROBLEMS, width)
    names = {
        What.VOID: words.SETTLE_VOID,
        What.OTHERS: words.SETTLE_OTHERS,
        What.TEXT: words.SETTLE_TEXT,
    }
    return "", names[item.what]


def said(item: Item, ballot: Ballot, form: BallotForm) -> str:
    """What one entry says of a place."""
    if item.what is What.VOID:
        return words.SETTLE_IS_VOID if ballot.is_void else words.SETTLE_IS_VALID
    if item.what is What.MARK:
        return mark_name(form, form.part_of(item.place), ballot.marks[item.place])
    if item.what is What.PROBLEMS:
        mask = ballot.problems[item.place]
        return " ".join(str(bit + 1) for bit in range(16) if mask >> bit & 1) or words.SETTLE_NONE
    if item.what is What.OTHERS:
        return "、".join(sorted(ballot.others)) or words.SETTLE_NONE
    return ballot.text or words.SETTLE_NONE


def _picked(item: Item, pick: Pick | None, one: str, two: str, form: BallotForm) -> str:
    if pick is None:
        return ""
    if pick.source == PAPER:
        return mark_name(form, form.part_of(item.place), pick.mark)
    return one if pick.source == FIRST else two


def in_full(slip: SettledSlip, index: int, form: BallotForm) -> str:
    """What a column may have cut: names and texts of both entries in full."""
    if not slip.items or slip.items[index].what not in (What.OTHERS, What.TEXT, What.PROBLEMS):
        return ""
    item = slip.items[index]
    entries = (slip.difference.first, slip.difference.second)
    names = words.SETTLE_COLUMNS[2:4]
    return "\n".join(
        f"{name}：{said(item, ballot, form)}" for name, ballot in zip(names, entries, strict=True)
    )
