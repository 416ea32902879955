"""The tellers' totals on their way into the book: what is sealed already, and sealing what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import ballots
from db.rules.ballot_bytes import NoteTotals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book
    from db.rules.ballot import RowTotals
    from db.sealing import Sealer
    from tui.console.ballot.totals_state import Note


class TotalsInBook:
    """Rows of totals go into the book's box."""

    def __init__(self, book: Book, poll_id: int, sealer: Sealer) -> None:
        self._book, self._poll_id, self._sealer = book, poll_id, sealer

    def agrees(self, valid: int, void: int) -> bool:
        """Whether every sealed row was counted on so many valid and void slips."""
        return ballots.agrees_with_box(self._book, self._poll_id, self._sealer, valid, void)

    def entered(self, valid: int, void: int) -> tuple[int, ...]:
        """The rows that are sealed."""
        return ballots.entered_rows(self._book, self._poll_id, self._sealer, valid, void)

    def has_notes(self, valid: int, void: int) -> bool:
        """Whether names written in and texts are sealed."""
        return ballots.has_notes(self._book, self._poll_id, self._sealer, valid, void)

    def start_again(self) -> None:
        """Take everything sealed out."""
        ballots.start_totals_again(self._book, self._poll_id)

    def seal(self, row: int, totals: RowTotals) -> None:
        """Keep a row."""
        ballots.enter_totals(self._book, self._poll_id, self._sealer, row, totals)

    def seal_notes(self, notes: Sequence[Note], valid: int, void: int) -> None:
        """Keep names written in and texts, all at once."""
        others, texts = (
            [NoteTotals(valid, void, note.count, note.text) for note in notes if note.kind == kind]
            for kind in ("other", "text")
        )
        ballots.enter_notes(self._book, self._poll_id, self._sealer, others, texts, valid=valid, void=void)
