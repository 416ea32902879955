"""What the rows of a 推荐 came to that were sealed in an earlier sitting, as the tellers' own paper has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.console.ballot.notes import UncopiedForm
from tui.present.ballot_drafts import number_of
from tui.strings import ballot_entry as words
from tui.widgets.dialogs import Field

if TYPE_CHECKING:
    from db.rules.ballot import BallotForm


def earlier_votes(form: BallotForm, rows: int, valid: int) -> UncopiedForm:
    """Ask for the votes of so many rows, in the field `votes`.

    Args:
        form: What the slip asks.
        rows: How many rows were sealed before.
        valid: 有效票.
    """
    most = valid * min(rows, form.most_chosen)

    def check(values: dict[str, str]) -> str:
        votes = number_of(values["votes"])
        if votes is None:
            return words.EARLIER_BAD
        return words.EARLIER_MANY.format(rows=rows, most=most) if votes > most else ""

    field = Field("votes", words.EARLIER_LABEL.format(rows=rows), required=True)
    note = words.EARLIER_NOTE.format(rows=rows)
    return UncopiedForm(words.EARLIER_TITLE, [field], note=note, check=check)
