"""Two blind entries of one stack: where they differ, to be settled against the paper slip by slip.

Source: double entry of count sheets, as tellers keep it: two people, neither sees the other's figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.rules.ballot import Ballot, BallotForm


@dataclass(frozen=True, repr=False)
class Difference:
    """One slip that two people typed in differently.

    Attributes:
        slip: The place in the stack, from 1.
        cells: The marks that differ; empty where a whole slip is void in one entry only, or notes alone differ.
        differs_void: One entry says that the slip is void.
        problems: The targets, from 0, of which different problems were typed.
        differs_notes: Names written in or the text differ.
        first: What was typed first.
        second: What was typed by the other person.
    """

    slip: int
    cells: tuple[int, ...]
    differs_void: bool
    problems: tuple[int, ...]
    differs_notes: bool
    first: Ballot
    second: Ballot

    def __repr__(self) -> str:
        return f"<Difference of slip {self.slip}>"


def differences(
    first: Mapping[int, Ballot], second: Mapping[int, Ballot], form: BallotForm, targets: int
) -> tuple[Difference, ...]:
    """Compare two entries of one stack, in the order of the stack.

    Raises:
        KeyError: a slip was typed once only.
    """
    found = []
    for slip in sorted({*first, *second}):
        one, two = first[slip], second[slip]
        if (one.is_void and two.is_void) or one == two:
            continue
        is_both = not one.is_void and not two.is_void
        cells = [
            cell for cell in range(form.cells(targets)) if is_both and one.marks[cell] != two.marks[cell]
        ]
        named = [
            row for row in range(len(one.problems)) if is_both and one.problems[row] != two.problems[row]
        ]
        differs_notes = is_both and (set(one.others), one.text) != (set(two.others), two.text)
        if is_both and not (cells or named or differs_notes):
            continue  # the same names, in another order
        found.append(
            Difference(
                slip=slip,
                cells=tuple(cells),
                differs_void=one.is_void != two.is_void,
                problems=tuple(named),
                differs_notes=differs_notes,
                first=one,
                second=two,
            )
        )
    return tuple(found)
