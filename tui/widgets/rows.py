"""One virtual list for every table: draws only the lines in sight, repaints only the lines that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.present.wrap import cut
from tui.widgets.cells import GAP, column_widths, fit, without_colours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style
    from rich.text import Text
    from textual.events import Click, Resize


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in cells (0 shares what is left), and whether it stands to the right.

    Where it `shows_cut`, a text that does not fit ends in two dots.
    """

    title: str
    width: int = 0
    is_right: bool = False
    shows_cut: bool = False


@dataclass(frozen=True)
class Row:
    """A line: a key that stays the same while the line does, its cells, and a tone.

    Tones: `""`, `"muted"`, `"good"`, `"warn"`, `"bad"`, `"head"`.
    """

    key: str
    cells: tuple[str | Text, ...]
    tone: str = ""


class Rows(ScrollView, can_focus=True):
    """A list of rows with a cursor; equal rows are never painted again."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--header", "rows--cursor", "rows--cursor-blurred",
        "rows--muted", "rows--good", "rows--warn", "rows--bad", "rows--head",
    }  # fmt: skip

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,ctrl+home", "jump(0)", show=False),
        Binding("end,ctrl+end", "jump(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    DEFAULT_CSS = """
    Rows {
        background: $surface; color: $foreground; height: 1fr; scrollbar-size-horizontal: 0; scrollbar-size-vertical: 1;
        & > .rows--header { color: $text-muted; text-style: bold; }
        & > .rows--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
        & > .rows--cursor-blurred { background: $block-cursor-blurred-background; color: $foreground; }
        & > .rows--muted { color: $text-muted; }
        & > .rows--good { color: $text-success; }
        & > .rows--warn { color: $text-warning; }
        & > .rows--bad { color: $text-error; text-style: bold; }
        & > .rows--head { color: $text-primary; text-style: bold; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)
    """The index of the row under the cursor; 0 in an empty list."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to stand on a row."""

        rows: Rows
        key: str

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

        def can_replace(self, message: Message) -> bool:
            """Only where the cursor stands last matters."""
            return isinstance(message, Rows.Highlighted) and message.rows is self.rows

    @dataclass
    class Chosen(Message):
        """A row was chosen: Enter, or a double click."""

        rows: Rows
        key: str

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Row] = (),
        *,
        empty: str = "（暂无内容）",
        show_header: bool = True,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._columns = tuple(columns)
        self._rows: list[Row] = list(rows)
        self._empty = empty
        self._has_header = show_header
        self._strips: dict[tuple[int, bool, bool], Strip] = {}
        self._widths: tuple[int, ...] = ()
        self._frame: tuple[Style, int] | None = None

    # What it holds

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, in order."""
        return tuple(self._rows)

    @property
    def cursor_key(self) -> str | None:
        """The key of the row under the cursor, or None in an empty list."""
        return self._rows[self.cursor].key if self._rows else None

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Take new rows; the cursor stays with its key, or else at its place, and unchanged lines are not repainted."""
        old, key = self._rows, self.cursor_key
        self._rows = list(rows)
        if len(old) != len(self._rows):
            self._strips.clear()
            self._set_virtual_size()
            self.refresh()
        else:
            for index, (before, after) in enumerate(zip(old, self._rows, strict=True)):
                if before != after:
                    self._forget(index)
        place = self.index_of(key) if key is not None else None
        target = place if place is not None else min(self.cursor, max(len(self._rows) - 1, 0))
        if target != self.cursor:
            self.cursor = target

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Take new columns; every line is drawn anew."""
        self._columns = tuple(columns)
        self._relayout()

    def set_empty(self, text: str) -> None:
        """Say something else where there are no rows."""
        if text != self._empty:
            self._empty = text
            self.refresh()

    def set_row(self, row: Row) -> None:
        """Replace the row with the same key; paints that one line."""
        index = self.index_of(row.key)
        if index is not None and self._rows[index] != row:
            self._rows[index] = row
            self._forget(index)

    def index_of(self, key: str) -> int | None:
        """Where a key stands, or None."""
        return next((index for index, row in enumerate(self._rows) if row.key == key), None)

    def select(self, key: str) -> bool:
        """Put the cursor on a key; False where there is none."""
        index = self.index_of(key)
        if index is None:
            return False
        self.cursor = index
        return True

    def advance(self) -> None:
        """Move on to the next row; stays on the last."""
        self.action_move(1)

    # How it moves

    def action_move(self, step: int) -> None:
        """Move the cursor by some rows."""
        if self._rows:
            self.cursor = max(0, min(len(self._rows) - 1, self.cursor + step))

    def action_page(self, direction: int) -> None:
        """Move the cursor by a screenful."""
        self.action_move(direction * max(1, self._body_height - 1))

    def action_jump(self, index: int) -> None:
        """Move the cursor to an end."""
        if self._rows:
            self.cursor = len(self._rows) - 1 if index < 0 else 0

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.cursor_key is not None:
            self.post_message(self.Chosen(self, self.cursor_key))

    def on_click(self, event: Click) -> None:
        """A click moves the cursor, a double click chooses."""
        index = event.y + self.scroll_offset.y - self._header_height
        if event.y < self._header_height or not 0 <= index < len(self._rows):
            return
        self.cursor = index
        if event.chain == 2:
            self.action_choose()

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two lines and bring the new one into sight."""
        self._forget(old)
        self._forget(new)
        self._keep_in_sight()
        if self._rows:
            self.post_message(self.Highlighted(self, self._rows[new].key))

    # How it is drawn

    @property
    def _header_height(self) -> int:
        return 1 if self._has_header else 0

    @property
    def _body_height(self) -> int:
        return max(1, self.scrollable_content_region.height - self._header_height)

    def on_mount(self) -> None:
        """Take the size that the rows need."""
        self._set_virtual_size()

    def on_resize(self, event: Resize) -> None:
        """Lay the columns out anew; the cursor stays in sight."""
        del event
        self._relayout()
        self._keep_in_sight()

    def notify_style_update(self) -> None:
        """A new theme colours every line anew."""
        super().notify_style_update()
        self._strips.clear()

    def on_focus(self) -> None:
        """The cursor shows that keys come here."""
        self._forget(self.cursor)

    def on_blur(self) -> None:
        """The cursor fades."""
        self._forget(self.cursor)

    def _relayout(self) -> None:
        self._widths = ()
        self._strips.clear()
        self._set_virtual_size()
        self.refresh()

    def _set_virtual_size(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) + self._header_height)

    def _keep_in_sight(self) -> None:
        top, height = round(self.scroll_y), self._body_height
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True, immediate=True)

    def _forget(self, index: int) -> None:
        for state in ((False, False), (True, False), (True, True)):
            self._strips.pop((index, *state), None)
        y = index - self.scroll_offset.y + self._header_height
        if self._header_height <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _column_widths(self, width: int) -> tuple[int, ...]:
        if not self._widths:
            self._widths = column_widths([column.width for column in self._columns], width)
        return self._widths

    def render_lines(self, crop: Region) -> list[Strip]:
        """Every line that a frame needs; colours and width are worked out once a frame, not once a line."""
        self._frame = self._new_frame()
        return super().render_lines(crop)

    def _new_frame(self) -> tuple[Style, int]:
        return self.rich_style, self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """One line of the widget, as Textual's line API asks."""
        base, width = self._frame or self._new_frame()
        if self._has_header and y == 0:
            style = self.get_component_rich_style("rows--header")
            return self._draw(tuple(column.title for column in self._columns), style, base, width)
        index = y - self._header_height + self.scroll_offset.y
        if not self._rows and index == 0:
            style = self.get_component_rich_style("rows--muted")
            return Strip([Segment(" " + set_cell_size(self._empty, max(0, width - 1)), style)], width)
        if not 0 <= index < len(self._rows):
            return Strip([Segment(" " * width, base)], width)
        is_cursor = index == self.cursor
        key = (index, is_cursor, is_cursor and self.has_focus)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._draw_row(self._rows[index], is_cursor=is_cursor, base=base, width=width)
            self._strips[key] = strip
        return strip

    def _draw_row(self, row: Row, *, is_cursor: bool, base: Style, width: int) -> Strip:
        style = self.get_component_rich_style(f"rows--{row.tone}") if row.tone else base
        if is_cursor:
            name = "rows--cursor" if self.has_focus else "rows--cursor-blurred"
            style = self.get_component_rich_style(name)
            plain_cells = tuple(without_colours(cell) for cell in row.cells)
            return self._draw(plain_cells, style, style, width)
        return self._draw(row.cells, style, style, width)

    def _draw(self, cells: Sequence[str | Text], style: Style, base: Style, width: int) -> Strip:
        segments = [Segment(" ", base)]
        for column, cell, cells_wide in zip(self._columns, cells, self._column_widths(width), strict=False):
            if cells_wide <= 0:
                continue
            text = cut(cell, cells_wide) if column.shows_cut and isinstance(cell, str) else cell
            segments.extend(fit(text, cells_wide, style, is_right=column.is_right))
            segments.append(Segment(" " * GAP, base))
        return Strip(segments).adjust_cell_length(width, base)
