"""完成情况: every member against every requirement, for any date; one member's page behind each line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from db.errors import Refused
from db.rules.requirements import State
from db.views import registers
from tui.console.exporting import export_sheet
from tui.console.in_force import rules_in_force, scheme_in_force
from tui.console.pane import ActSpec, Pane
from tui.console.register_asking import ask_page, ask_row
from tui.present import registers as present
from tui.strings import registers as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Field, Form
from tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize

    from db.rules.scheme import Scheme
    from db.views.registers import Count, Matrix, MatrixRow
    from tui.console.pane import Desk


class CompliancePane(Pane):
    """A line of counts, the matrix, what the column under the cursor is about."""

    TITLE = words.MATRIX_TITLE
    HELP = words.MATRIX_HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("only_owing", "只看有欠账的", "zkyqzd", help="再选一次看全部"),
        ActSpec("find", "查找", "cz", "f3", "按汉字、拼音首字母或序号"),
        ActSpec("date", "换日期", "hrq", "f4", "看哪一天的情况"),
        ActSpec("page", "个人台账", "grtz", help="光标所在的人欠的全部"),
        ActSpec("export", "导出完成情况", "dcwcqk", help="xlsx，全体党员与全部要求"),
        ActSpec("go_sheet", "到这一列去登记", "dzylqdj"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._scheme: Scheme = scheme_in_force(desk)
        self._matrix: Matrix | None = None
        self._shown: tuple[MatrixRow, ...] = ()
        self._counts: tuple[Count, ...] = ()
        self._day = ""
        self._is_filtered = False
        self._at = self._first = 0
        self._width = 78

    def compose(self) -> ComposeResult:
        """Counts, the matrix, the column, what the keys do."""
        yield Bar(id="matrix-head", classes="-title")
        yield Rows((Column("姓名", 0),), empty=words.EMPTY)
        yield Bar(id="matrix-column")
        yield Bar(words.MATRIX_HINT, classes="-note")

    # Reading

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def day(self) -> date:
        """The date that is looked at: the one chosen, else today."""
        return date.fromisoformat(self._day or self.book.today())

    def reload(self) -> None:
        """Read the whole matrix; only the lines and columns in sight are drawn."""
        self._scheme = scheme_in_force(self.desk)
        midway = rules_in_force(self.desk).register_midway
        self._matrix = registers.matrix(self.book, self._scheme, self.day, midway).members_first()
        self._counts = self._matrix.counts()
        self._at = min(self._at, max(0, len(self._counts) - 1))
        self._draw()

    def _draw(self) -> None:
        matrix = self._matrix
        if matrix is None:
            return
        fit = present.columns_that_fit(self._width)
        self._first = min(max(self._first, self._at - fit + 1), self._at)
        self._shown = tuple(row for row in matrix.rows if not self._is_filtered or _owes(row))
        lines = (present.matrix_row(number, row, self._first, fit) for number, row in enumerate(self._shown))
        self._rows.set_columns(present.matrix_columns(matrix, self._first, fit, self._at))
        self._rows.set_rows(lines if self._counts else ())
        self.query_one("#matrix-head", Bar).show(present.matrix_head(matrix, is_filtered=self._is_filtered))
        self.query_one("#matrix-column", Bar).show(
            present.column_text(self._counts, self._at, max(40, self._width - 4))
        )

    def on_resize(self, event: Resize) -> None:
        """As many columns as the width takes."""
        self._width = event.size.width
        self._draw()

    # Keys

    def digits(self) -> tuple[str, ...]:
        """1 folds away those who owe nothing."""
        return ("only_owing",)

    def key(self, name: str) -> bool:
        """Left and right move among the requirements."""
        step = {"left": -1, "right": 1}.get(name)
        if step is None or not 0 <= self._at + step < len(self._counts):
            return step is not None
        self._at += step
        self._draw()
        return True

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: one member's page."""
        event.stop()
        self.run_act("page")

    @property
    def _row(self) -> MatrixRow:
        key = self._rows.cursor_key
        if key is None:
            raise Refused(words.NOBODY)
        return self._shown[int(key)]

    # Acts

    def why_not(self, act: str) -> str:
        """Nothing can be done where the scheme asks nothing."""
        if not self._counts:
            return words.EMPTY
        return "" if self._shown or act in ("date", "only_owing") else words.NOBODY

    def do_only_owing(self) -> None:
        """Fold those away who owe nothing, or show everybody again."""
        self._is_filtered = not self._is_filtered
        self._draw()

    async def do_date(self) -> None:
        """Another date."""
        field = Field("day", "日期", self.day.isoformat(), hint="2026-11-22", required=True)
        values = await self.desk.ask(Form(words.DAY_TITLE, [field], check=_check_day, save="查看"))
        if values is not None:
            self._day = "" if values["day"] == self.book.today() else values["day"]
            self.reload()

    async def do_page(self) -> None:
        """Everything that one owes; a line that is picked goes to its sheet."""
        who = self._row.who
        midway = rules_in_force(self.desk).register_midway
        code = await ask_page(self.desk, self._scheme, who, self.day, midway)
        if code is not None:
            self.desk.go("registers", requirement=code, member=who.owner.member_id or 0)

    def do_go_sheet(self) -> None:
        """To the sheet of the column under the cursor, the cursor on the same person."""
        member = self._row.who.owner.member_id or 0
        self.desk.go("registers", requirement=self._counts[self._at].requirement.code, member=member)

    async def do_export(self) -> None:
        """What is in front as a workbook."""
        from db.export.register_sheets import matrix_order

        midway = rules_in_force(self.desk).register_midway
        await export_sheet(self.desk, matrix_order(self.book, self._scheme, self.day, midway))

    async def do_find(self) -> None:
        """F3: put the cursor on somebody."""
        people = (row.who for row in self._shown)
        lines = [(str(n), who.shown_name, who.initials, who.group) for n, who in enumerate(people)]
        key = await ask_row(self.desk, lines)
        if key is not None:
            self._rows.select(key)
        self._rows.focus()


def _owes(row: MatrixRow) -> bool:
    return any(cell is not None and cell.state in (State.OWED, State.LATE) for cell in row.cells)


def _check_day(values: dict[str, str]) -> str:
    try:
        year = date.fromisoformat(values["day"]).year
    except ValueError:
        return f"“{values['day']}”不是日期，请写成 2026-11-22。"
    return "" if 1990 <= year <= 2100 else "年份应在 1990 到 2100 之间。"
