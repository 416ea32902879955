"""The pages of 积分表册: which there are, and the columns and rows of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from db.rules.stage import SceneSpec
from db.views import point_ledger, publicity
from db.views import point_tables as tables
from tui.present import point_tables as present
from tui.strings import point_tables as words
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Reader
    from db.views.points import Standing
    from tui.widgets.rows import Column, Row

YEAR, MONTHS, GROUPS, CATEGORIES, TREND, LATEST, POSTED = range(1, 8)
WORKBOOKS = {YEAR: "year", MONTHS: "months", GROUPS: "groups", POSTED: "publicity"}
"""The workbook of each page; the others print the year's."""
SCENES = {
    YEAR: SceneSpec("points"), MONTHS: SceneSpec("points"), GROUPS: SceneSpec("points", {"by_group": 1}),
    CATEGORIES: SceneSpec("points_categories"), TREND: SceneSpec("points_months"), LATEST: SceneSpec("points_latest"),
}  # fmt: skip
"""What the wall shows of each page; a posted list has no scene."""
SHOWN_ENTRIES = 200


class TableRows(Rows):
    """Rows that turn a table with left and right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    @dataclass
    class Turned(Message):
        """Left (-1) or right (1) was pressed."""

        step: int

    def action_turn(self, step: int) -> None:
        """Tell the pane."""
        self.post_message(self.Turned(step))


@dataclass(frozen=True)
class Leaf:
    """Which page is read.

    Attributes:
        page: One of the numbers above.
        year: The 年度.
        turn: The part of the year that the months show.
        width: Cells there are.
    """

    page: int
    year: int
    turn: int
    width: int


def read_page(
    reader: Reader, leaf: Leaf, standings: tuple[Standing, ...]
) -> tuple[Sequence[Column], Sequence[Row], str]:
    """Columns, rows and the word for nothing, of a page."""
    year, width = leaf.year, leaf.width
    if leaf.page == YEAR:
        lines = tables.month_lines(reader, year, standings)
        rows = [present.year_row(number, line, width) for number, line in enumerate(lines, 1)]
        return present.year_columns(width), rows, words.EMPTY
    if leaf.page == MONTHS:
        lines = tables.month_lines(reader, year, standings)
        rows = [present.month_row(line, width, leaf.turn) for line in lines]
        return present.month_columns(width, leaf.turn), rows, words.EMPTY
    if leaf.page == GROUPS:
        found = tables.group_lines(reader, year, standings) if standings else ()
        return present.group_columns(width), present.group_rows(found, width), words.EMPTY
    if leaf.page == CATEGORIES:
        sums = tables.category_sums(reader, year)
        return present.BAR_COLUMNS, present.category_rows(sums, width), words.NO_ENTRIES
    if leaf.page == TREND:
        trend = present.trend_rows(tables.month_sums(reader, year), width)
        return present.BAR_COLUMNS, trend, words.NO_ENTRIES
    if leaf.page == LATEST:
        latest = present.latest_rows(point_ledger.last_entries(reader, SHOWN_ENTRIES, year=year))
        return present.LATEST_COLUMNS, latest, words.NO_ENTRIES
    posted = present.posted_rows(publicity.posted(reader, year))
    return present.POSTED_COLUMNS, posted, words.NO_LISTS
