"""What the rows and names of a 推荐 came to that an earlier sitting sealed, as the tellers' own paper has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.console.ballot.notes import UncopiedForm
from tui.present.ballot_drafts import number_of
from tui.strings import ballot_entry as words
from tui.widgets.dialogs import Field

if TYPE_CHECKING:
    from db.rules.ballot import BallotForm


def earlier_votes(form: BallotForm, rows: int, valid: int, *, has_others: bool, here: int) -> UncopiedForm:
    """Ask for the votes of what was sealed, in the field `votes`.

    Args:
        form: What the slip asks.
        rows: How many rows were sealed before.
        valid: 有效票.
        has_others: Whether the names written in were sealed too.
        here: Votes of what this sitting sealed.
    """
    parts = [words.EARLIER_ROWS.format(rows=rows)] if rows else []
    what = "和".join([*parts, words.EARLIER_OTHERS] if has_others else parts)
    most = valid * min(rows + form.write_ins * has_others, form.most_chosen)

    def check(values: dict[str, str]) -> str:
        votes = number_of(values["votes"])
        if votes is None:
            return words.EARLIER_BAD
        if votes > most:
            return words.EARLIER_MANY.format(what=what, most=most)
        every = valid * form.most_chosen
        if votes + here > every:
            return words.SUM_VOTES_BAD.format(
                votes=votes + here, valid=valid, chosen=form.most_chosen, most=every
            )
        return ""

    return UncopiedForm(
        words.EARLIER_TITLE,
        [Field("votes", words.EARLIER_LABEL.format(what=what), required=True)],
        note=words.EARLIER_NOTE.format(what=what),
        check=check,
        leave=words.EARLIER_LEAVE,
    )
