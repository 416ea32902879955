"""台账: the requirements of the scheme; one of them opens as a sheet on which Enter enters and moves on."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from db.acts import registers as acts
from db.errors import Refused
from db.rules.moments import between_ms, date_time_text
from db.rules.requirements import State
from db.views import register_sheet as view
from db.views import registers
from tui.console.exporting import export_sheet
from tui.console.in_force import rules_in_force, scheme_in_force
from tui.console.pane import ActSpec, Pane
from tui.console.register_dialogs import Sheet as SheetDialog
from tui.console.register_keeping import ROW_BY_ROW, Keeping
from tui.present import registers as present
from tui.present.finding import fits
from tui.strings import registers as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Choose, Confirm, Find
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from db.rules.requirements import Midway
    from db.rules.scheme import Scheme
    from db.views.register_owners import OwnerRow
    from db.views.register_sheet import Sheet, SheetLine
    from tui.console.pane import Desk

JUST_NOW_MS = 30 * 60 * 1000
"""An act older than that is not taken back without asking."""
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
        self._midway = cast("Midway", rules_in_force(desk).register_midway)
        self._code = ""
        self._period = ""
        self._sheet: Sheet | None = None
        self._counts: tuple[registers.Count, ...] = ()
        self._marked: set[int] = set()
        self._columns: tuple[Column, ...] = ()
        self._width = 78
        self._keeping = Keeping(self)

    def compose(self) -> ComposeResult:
        """A line, the list, what the keys do."""
        yield Bar(id="register-head", classes="-title")
        yield Rows(present.OVERVIEW_COLUMNS, empty=words.EMPTY)
        yield Bar(id="register-hint", classes="-note")

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
        return self.query_one(Rows)

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
        self._rows.cursor = next((n for n, line in enumerate(found.lines) if line.now.state is State.OWED), 0)

    def _draw(self) -> None:
        sheet = self._sheet
        if sheet is None:
            self._lay_out(present.OVERVIEW_COLUMNS)
            self._rows.set_rows(present.overview_rows(self._counts))
            self._say(present.overview_head(self.scheme.title, self.day, self._counts), words.OVERVIEW_HINT)
            return
        self._lay_out(present.sheet_columns(is_wide=self._width >= present.WIDE))
        self._rows.set_rows(present.sheet_rows(sheet, self._marked))
        self._head()

    def _head(self) -> None:
        marked = words.MARKED.format(count=len(self._marked)) if self._marked else words.SHEET_HINT
        self._say(present.sheet_head(self.sheet), marked)

    def _say(self, head: str, hint: str) -> None:
        self.query_one("#register-head", Bar).show(head)
        self.query_one("#register-hint", Bar).show(hint)

    def _lay_out(self, columns: tuple[Column, ...]) -> None:
        if columns != self._columns:
            self._columns = columns
            self._rows.set_columns(columns)

    def on_resize(self, event: Resize) -> None:
        """Columns for the width at hand."""
        is_wide = self._width >= present.WIDE
        self._width = event.size.width
        if self._sheet is not None and is_wide != (self._width >= present.WIDE):
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
            self._rows.set_row(
                present.sheet_row(self._sheet, place, self._sheet.lines[place], place in self._marked)
            )
            self._head()
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
                if old != new:
                    self._rows.set_row(present.sheet_row(after, number, new, is_marked=False))
            self._head()
            if len(who) == 1:
                self._move_on(after)
        self.desk.changed()
        self.desk.say(text)

    def _move_on(self, sheet: Sheet) -> None:
        """To the next who still owes; where nobody does below, to the next line."""
        here = self._rows.cursor
        owing = (State.OWED, State.LATE)
        below = (n for n, line in enumerate(sheet.lines) if n > here and line.now.state in owing)
        self._rows.cursor = next(below, min(here + 1, len(sheet.lines) - 1))

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
        asked = self.sheet.asked
        choices = [Choice(one.key, one.label) for one in reversed(asked.periods)]
        title = words.PERIOD_TITLE.format(name=asked.requirement.name)
        key = await self.desk.ask(Choose(title, choices, selected=self.sheet.period.key))
        if key is not None:
            self._open(self._code, key)

    async def do_page(self) -> None:
        """Everything that whoever is under the cursor owes; a line that is picked opens its sheet."""
        who = self.sheet.lines[self._rows.cursor].who
        lines = registers.page(self.book, self.scheme, who, self.day, self._midway)
        title = words.PAGE_TITLE.format(who=who.shown_name, day=self.day.isoformat())
        code = await self.desk.ask(
            SheetDialog(
                title, present.PAGE_COLUMNS, present.page_rows(lines), note=words.PAGE_NOTE, empty=words.EMPTY
            )
        )
        if code is not None:
            self._open(code)
            owners = [line.who.owner for line in self.sheet.lines]
            self._rows.cursor = owners.index(who.owner) if who.owner in owners else 0

    async def do_undo(self) -> None:
        """F7: take back the last filing, and say what it was; asks first where it is not of just now."""
        last = view.last_act(self.book)
        if last is None:
            raise Refused(words.NOTHING_TO_UNDO)
        one = self.scheme.requirement(last.requirement)
        name = one.name if one else last.requirement
        if between_ms(last.entered_at, self.book.now()) > JUST_NOW_MS:
            text = words.OLD_UNDO.format(when=date_time_text(last.entered_at), who=last.who, name=name)
            if not await self.desk.ask(Confirm(words.OLD_UNDO_TITLE, text, yes="撤回", is_dangerous=True)):
                return
        acts.withdraw(self.book, last.entry_ids, words.UNDO_WHY)
        self.acted(words.WITHDRAWN.format(who=last.who, name=name))

    async def do_export(self) -> None:
        """What is in front as a workbook."""
        from db.export.register_sheets import register_order

        await export_sheet(
            self.desk,
            register_order(self.book, self.scheme, self.sheet.asked.requirement, self.day, self._midway),
        )

    async def do_find(self) -> None:
        """F3: a requirement by its words; on a sheet, somebody."""
        found = self._found_owner if self._sheet else self._found_requirement
        columns = (Column("", 4, is_right=True), Column("", 24), Column("", 0))
        key = await self.desk.ask(Find("查找", found, columns))
        if key is not None:
            self._rows.select(key)
        self._rows.focus()

    def _found_owner(self, typed: str) -> list[Row]:
        lines = enumerate(self.sheet.lines)
        return _found(
            typed,
            [(str(n), n + 1, one.who.shown_name, one.who.initials, one.who.group) for n, one in lines],
        )

    def _found_requirement(self, typed: str) -> list[Row]:
        lines = enumerate(self._counts, 1)
        return _found(
            typed,
            [
                (one.requirement.code, n, one.requirement.name, "", one.requirement.register)
                for n, one in lines
            ],
        )


def _found(typed: str, lines: Sequence[tuple[str, int, str, str, str]]) -> list[Row]:
    """The lines that fit what was typed: key, number, name, initials, what stands beside."""
    return [
        Row(key, (str(number), name, beside))
        for key, number, name, initials, beside in lines
        if fits(typed, name, initials, number)
    ]
