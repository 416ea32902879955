"""What stands below the steps of a poll: whom its slip names, or what its count was. It keeps which table is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.views import polls as views
from db.views.stage import stage
from tui.present import ballot as present
from tui.present import ballot_results as results
from tui.present.ballot_tables import Shown, Table
from tui.strings import ballot as words

if TYPE_CHECKING:
    from db.book import Book
    from db.views.polls import PollResult, PollSheet

FIRST_VIEW = "counts"


class Contents:
    """Reads the note and the table of a poll.

    Args:
        book: Where polls are read.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._view = FIRST_VIEW
        self._views: tuple[str, ...] = ()

    def choose(self, number: int) -> bool:
        """Show the table with this digit from now on; False where the poll has no such table."""
        if not 1 <= number <= len(self._views):
            return False
        self._view = self._views[number - 1]
        return True

    def choose_first(self) -> None:
        """Show the counts again: another poll is looked at."""
        self._view = FIRST_VIEW

    def read(self, sheet: PollSheet | None, width: int) -> tuple[str, Table]:
        """The note and the table below it.

        Args:
            sheet: The poll, or None where there is none.
            width: Cells of the list.
        """
        self._views = ()
        if sheet is None:
            return "", Table(present.TARGET_COLUMNS, ())
        result = views.result(self._book, sheet.turnout.id)
        return (present.note(sheet), self._slip(sheet)) if result is None else self._result(result, width)

    def _result(self, result: PollResult, width: int) -> tuple[str, Table]:
        pools = views.pools(self._book, result.sheet.turnout.id)
        is_covered = stage(self._book).room_sees_laptop
        self._views = results.views(result, pools)
        view = self._view if self._view in self._views else FIRST_VIEW
        covered = is_covered and not result.is_withheld and result.decision is None
        lines = [
            results.result_note(result, view),
            words.COVERED if covered else "",
            results.views_hint(self._views),
        ]
        note = "\n".join(line for line in lines if line)
        if not self._views:
            return note, results.withheld(result, width)
        return note, results.table(view, Shown(result, pools, width, is_covered))

    def _slip(self, sheet: PollSheet) -> Table:
        if not sheet.is_of_members:
            return Table(present.LINE_COLUMNS, tuple(present.line_rows(sheet)))
        is_draft = sheet.turnout.state == "draft"
        candidates = views.candidates(self._book, sheet.turnout.id)
        shown = (one for one in candidates if is_draft or one.is_listed)
        return Table(present.TARGET_COLUMNS, tuple(present.target_rows(shown, is_draft=is_draft)))
