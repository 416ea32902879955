"""Tables inside HTML pages and XML spreadsheets that go by the name of .xls."""

from __future__ import annotations

from html.parser import HTMLParser

Rows = list[list[str | None]]
Merged = list[tuple[int, int, int, int]]

_WIDEST_SPAN = 1000


def markup_tables(text: str) -> list[tuple[Rows, Merged]]:
    """Every outermost table of a page as rows of cells, with its merged areas (top, left, bottom, right from 0)."""
    parser = _TableParser()
    parser.feed(text)
    parser.close()
    parser.end_table()
    return parser.tables


class _TableParser(HTMLParser):
    """Collects cells; forgives unclosed rows and cells as browsers do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[Rows, Merged]] = []
        self._rows: Rows = []
        self._merged: Merged = []
        self._taken: set[tuple[int, int]] = set()
        self._text: list[str] | None = None
        self._place = (0, 0)
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth != 1:
            return
        elif tag in {"tr", "row"}:
            self._end_cell()
            self._rows.append([])
        elif tag in {"td", "th", "cell"}:
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
            if self._depth == 0:
                self.end_table()
        elif self._depth == 1 and tag in {"td", "th", "cell", "tr", "row"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None and self._depth == 1:
            self._text.append(data)

    def end_table(self) -> None:
        """Close what is open and keep the table if it has cells."""
        self._end_cell()
        if any(self._rows):
            width = max(map(len, self._rows))
            self.tables.append(([row + [None] * (width - len(row)) for row in self._rows], self._merged))
        self._rows, self._merged, self._taken = [], [], set()

    def _start_cell(self, attrs: dict[str, str | None]) -> None:
        if not self._rows:
            self._rows.append([])
        row = len(self._rows) - 1
        column = len(self._rows[row])
        if attrs.get("ss:index"):
            column = max(column, _span(attrs, "ss:index") - 1)
        while (row, column) in self._taken:
            column += 1
        down = _span(attrs, "rowspan") + _span(attrs, "ss:mergedown", none=0) - 1
        across = _span(attrs, "colspan") + _span(attrs, "ss:mergeacross", none=0) - 1
        if down or across:
            self._merged.append((row, column, row + down, column + across))
            self._taken.update(
                (row + below, column + right) for below in range(down + 1) for right in range(across + 1)
            )
        self._rows[row] += [None] * (column + across + 1 - len(self._rows[row]))
        self._place = (row, column)
        self._text = []

    def _end_cell(self) -> None:
        if self._text is not None:
            row, column = self._place
            self._rows[row][column] = " ".join("".join(self._text).split()) or None
            self._text = None


def _span(attrs: dict[str, str | None], name: str, *, none: int = 1) -> int:
    value = attrs.get(name) or ""
    return min(int(value), _WIDEST_SPAN) if value.isdecimal() and int(value) else none
