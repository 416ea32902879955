"""台账: the requirements of the scheme; one of them opens as a sheet on which Enter enters and moves on."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from db.acts import registers as acts
from db.errors import Refused
from db.rules.requirements import State
from db.views import register_sheet as view
from db.views import registers
from tui.console.exporting import export_sheet
from tui.console.in_force import rules_in_force, scheme_in_force
from tui.console.pane import ActSpec, Pane
from tui.console.register_asking import ask_page, ask_period, ask_row, take_back
from tui.console.register_board import Board
from tui.console.register_keeping import ROW_BY_ROW, Keeping
from tui.present import registers as present
from tui.strings import registers as words
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from db.rules.scheme import Scheme
    from db.views.register_owners import OwnerRow
    from db.views.register_sheet import Sheet, SheetLine
    from tui.console.pane import Desk

NUMBERED = ("group", "fill", "period", "entries", "page", "excuse")
"""What the digits do on a sheet, from 1 on."""


class RegistersPane(Pane):
    """A line on what is owed, the requirements or one sheet, what the digits do."""

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("group", "整组登记", "zzdj", help="所有还欠的、党小组、到会全体"),
        ActSpec("fill", "补齐逾期", "bqyq", help="把选中的人逾期的各期一次补上"),
        ActSpec("period", "换时期", "hsq", help="也可以用左右键"),
        ActSpec("entries", "登记明细", "djmx", help="修改、撤回"),
        ActSpec("page", "个人台账", "grtz", help="光标所在的人欠的全部"),
        ActSpec("excuse", "免做", "mz", help="长期患病等，写明理由"),
        ActSpec("find", "查找", "cz", "f3", "按汉字、拼音首字母或序号"),
        ActSpec("words", "登记并写内容", "djbxnr", "f4", "日期、数量、方案规定的栏目"),
        ActSpec("undo", "撤回登记", "chdj", "f7", "撤回上一次登记"),
        ActSpec("overview", "返回全部要求", "fhqbyq"),
        ActSpec("export", "导出本台账", "dcbtz", help="xlsx，登记明细和完成情况"),
        ActSpec("show", "台账上屏", "tzsp", help="大屏只显示人数"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.scheme: Scheme = scheme_in_force(desk)
        self._midway = rules_in_force(desk).register_midway
        self._code = ""
        self._period = ""
        self._sheet: Sheet | None = None
        self._counts: tuple[registers.Count, ...] = ()
        self._marked: set[int] = set()
        self._board = Board(self)
        self._keeping = Keeping(self)

    def compose(self) -> ComposeResult:
        """A line, the list, what the keys do."""
        yield from self._board.compose()

    def arrive(self, **arguments: int | str) -> None:
        """`requirement` opens a sheet, `period` one of its periods, `member` puts the cursor on somebody."""
        if "requirement" in arguments:
            self._open(str(arguments["requirement"]), str(arguments.get("period", "")))
            lines = self._sheet.lines if self._sheet else ()
            place = next(
                (n for n, each in enumerate(lines) if each.who.owner.member_id == arguments.get("member")), 0
            )
            self._rows.cursor = place

    # Reading

    @property
    def _rows(self) -> Rows:
        return self._board.rows

    @property
    def day(self) -> date:
        """Today."""
        return date.fromisoformat(self.book.today())

    @property
    def sheet(self) -> Sheet:
        """The sheet that is open.

        Raises:
            Refused: none is.
        """
        if self._sheet is None:
            raise Refused("请先打开一项要求。")
        return self._sheet

    def reload(self) -> None:
        """Read what is in front again; lines that did not change are not painted."""
        self.scheme = scheme_in_force(self.desk)
        if self._code:
            self._sheet = view.sheet(
                self.book, self.scheme, self._code, self.day, self._midway, period=self._period
            )
        if self._sheet is None:
            self._code = ""
            self._counts = registers.matrix(self.book, self.scheme, self.day, self._midway).counts()
        self._draw()

    def _open(self, code: str, period: str = "") -> None:
        """Open a sheet.

        Raises:
            Refused: the requirement has not begun, or is about nobody.
        """
        found = view.sheet(self.book, self.scheme, code, self.day, self._midway, period=period)
        if found is None:
            one = self.scheme.requirement(code)
            begins = self.scheme.owed_in(one)[0] if one else ""
            raise Refused(words.NOT_BEGUN.format(name=one.name if one else code, begins=begins))
        self._code, self._period, self._sheet = code, found.period.key if period else "", found
        self._marked.clear()
        self._draw()
        self._rows.cursor = present.next_owing(found, -1)

    def _draw(self) -> None:
        if self._sheet is None:
            self._board.overview(self.scheme.title, self.day, self._counts)
        else:
            self._board.sheet(self._sheet, self._marked)

    def on_resize(self, event: Resize) -> None:
        """Columns for the width at hand."""
        if self._board.turned(event.size.width) and self._sheet is not None:
            self._draw()

    # Keys

    def digits(self) -> tuple[str, ...]:
        """What the last line of a sheet names."""
        return NUMBERED if self._sheet is not None else ()

    def digit(self, number: int) -> bool:
        """Open a requirement by its number; on a sheet, the acts that the last line names."""
        if self._sheet is not None:
            if not 1 <= number <= len(NUMBERED):
                return False
            self._start(NUMBERED[number - 1])
            return True
        if not 1 <= number <= len(self._counts):
            return False
        self.desk.act(partial(self._open, self._counts[number - 1].requirement.code))
        return True

    def _start(self, act: str) -> None:
        why_not = self.why_not(act)
        if why_not:
            title = next(spec.title for spec in self.ACTS if spec.id == act)
            self.desk.refuse(Refused(why_not, title=f"现在不能“{title}”"))
        else:
            self.run_act(act)

    def key(self, name: str) -> bool:
        """Blank marks, left and right turn to another period, Escape goes one level back."""
        if self._sheet is None:
            return False
        if name == "space" and self._sheet.lines:
            place = self._rows.cursor
            self._marked ^= {place}
            self._rows.advance()
            self._board.line(self._sheet, place, self._marked)
            self._board.head(self._sheet, self._marked)
            return True
        if name in ("left", "right"):
            self.desk.act(partial(self._turn, -1 if name == "left" else 1))
            return True
        if name == "escape":
            self._back()
            return True
        return False

    def _turn(self, step: int) -> None:
        periods = self.sheet.asked.periods
        place = periods.index(self.sheet.period) + step
        if 0 <= place < len(periods):
            here = self._rows.cursor
            self._open(self._code, periods[place].key)
            self._rows.cursor = here

    def _back(self) -> None:
        if self._marked:
            self._marked.clear()
            self._draw()
        else:
            self.do_overview()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: open a requirement; on a sheet enter for those marked, or show what was entered."""
        event.stop()
        if self._sheet is None:
            self.desk.act(partial(self._open, event.key))
            return
        line = self._sheet.lines[int(event.key)]
        if not self._marked and line.now.state is State.DONE:
            self.run_act("entries")
        else:
            self.desk.act(partial(self._keeping.file_asking, self._chosen))

    @property
    def _chosen(self) -> list[SheetLine]:
        """Whom the next act is about: those marked, else whoever is under the cursor."""
        lines = self.sheet.lines
        if not lines:
            raise Refused(words.NOBODY)
        return [lines[place] for place in sorted(self._marked)] or [lines[self._rows.cursor]]

    def kept(self, who: Sequence[OwnerRow], text: str) -> None:
        """Something was written: draw what changed, move on, and say it."""
        sheet, was_marked = self.sheet, bool(self._marked)
        self._marked.clear()
        if len(who) > ROW_BY_ROW or was_marked:
            self.reload()
        else:
            self._sheet = after = view.refreshed(self.book, sheet, who)
            for number, (old, new) in enumerate(zip(sheet.lines, after.lines, strict=True)):
                if new is not old:
                    self._board.line(after, number, ())
            self._board.head(after, ())
            if len(who) == 1:
                self._rows.cursor = present.next_owing(after, self._rows.cursor)
        self.desk.changed()
        self.desk.say(text)

    # Acts

    def why_not(self, act: str) -> str:
        """What cannot be done now, and why."""
        if not self.scheme.requirements:
            return words.EMPTY
        if act in (*NUMBERED, "words", "overview", "export"):
            if self._sheet is None:
                return "请先打开一项要求"
            if act != "overview" and not self._sheet.lines:
                return words.NOBODY
        return ""

    def do_show(self) -> None:
        """Put the counts on the wall."""
        acts.put_on_wall(self.book, self.scheme, "registers")
        self.desk.changed()
        self.desk.say(words.SHOWN)

    def do_overview(self) -> None:
        """All requirements again, the cursor on the one that was open."""
        code, self._code, self._sheet, self._period = self._code, "", None, ""
        self.reload()
        self._rows.select(code)

    async def do_group(self) -> None:
        """One entry each for a whole group."""
        await self._keeping.to_group()

    def do_fill(self) -> None:
        """Make up what is late."""
        self._keeping.fill(self._chosen)

    async def do_words(self) -> None:
        """Enter with day and fields."""
        await self._keeping.with_words(self._chosen)

    async def do_entries(self) -> None:
        """What was entered for whoever is under the cursor."""
        await self._keeping.entries(self.sheet.lines[self._rows.cursor])

    async def do_excuse(self) -> None:
        """免做."""
        await self._keeping.excuse(self._chosen)

    async def do_period(self) -> None:
        """Another period of the sheet, the latest first."""
        key = await ask_period(self.desk, self.sheet)
        if key is not None:
            self._open(self._code, key)

    async def do_page(self) -> None:
        """Everything that whoever is under the cursor owes; a line that is picked opens its sheet."""
        who = self.sheet.lines[self._rows.cursor].who
        code = await ask_page(self.desk, self.scheme, who, self.day, self._midway)
        if code is not None:
            self._open(code)
            owners = [line.who.owner for line in self.sheet.lines]
            self._rows.cursor = owners.index(who.owner) if who.owner in owners else 0

    async def do_undo(self) -> None:
        """F7: take back the last filing, and say what it was; asks first where it is not of just now."""
        said = await take_back(self.desk, self.scheme)
        if said:
            self.acted(said)

    async def do_export(self) -> None:
        """What is in front as a workbook."""
        from db.export.register_sheets import register_order

        await export_sheet(
            self.desk,
            register_order(self.book, self.scheme, self.sheet.asked.requirement, self.day, self._midway),
        )

    async def do_find(self) -> None:
        """F3: a requirement by its words; on a sheet, somebody."""
        if self._sheet:
            people = (line.who for line in self._sheet.lines)
            lines = [(str(n), who.shown_name, who.initials, who.group) for n, who in enumerate(people)]
        else:
            asked = (one.requirement for one in self._counts)
            lines = [(one.code, one.name, "", one.register) for one in asked]
        key = await ask_row(self.desk, lines)
        if key is not None:
            self._rows.select(key)
        self._rows.focus()
