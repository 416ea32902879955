"""积分表册: the tables that people keep of the points, a page each; as workbooks; publicity; the year's end."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from db.acts import stage as stage_acts
from db.errors import Refused
from db.export.files import save_numbered
from db.rules.ledger import GroupTotal, format_tenths
from db.views import points as view
from db.views import publicity as publicity_view
from db.views.meetings import meeting
from tui.console import points_publicity as publicity
from tui.console.exporting import export_folder
from tui.console.in_force import rules_in_force, scheme_in_force
from tui.console.pane import ActSpec, Pane
from tui.console.points_finding import find_member
from tui.console.points_pages import MONTHS, POSTED, SCENES, WORKBOOKS, YEAR, Leaf, TableRows, read_page
from tui.console.points_record import show_record
from tui.console.points_standing import carry_over
from tui.present import point_tables as present
from tui.strings import point_tables as words
from tui.widgets.dialogs import Field, Form
from tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.rules.settings import Rules
    from tui.console.pane import Desk


class TablesPane(Pane):
    """A line on the year, the pages by number, the page in front."""

    DEFAULT_CSS = """
    TablesPane #tables-head { height: 1; color: $text-primary; text-style: bold; }
    TablesPane #tables-pages { height: auto; max-height: 2; color: $text-muted; }
    """

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("export", "导出本表", "dcbb", help="xlsx，存到“导出”文件夹"),
        ActSpec("export_record", "导出此人记录表", "dccrjlb", help="光标所在党员的平时积分记录表"),
        ActSpec("export_records", "导出全体记录表", "dcqtjlb", help="一人一张"),
        ActSpec("find", "查找党员", "czdy", "f3", "按汉字、拼音首字母或序号"),
        ActSpec("show", "本表上屏", "bbsp", help="测评期间不能上屏"),
        ActSpec("order", "换排序", "hpx", help="姓氏笔画或名次"),
        ActSpec("year", "换年度", "hnd"),
        ActSpec("publish", "公示一个季度", "gsygjd", help="名单固定下来，异议登记留存"),
        ActSpec("objection", "登记异议", "djyy"),
        ActSpec("answer", "答复异议", "dfyy"),
        ActSpec("withdraw", "撤回公示", "chgs", help="写明理由，可以重新公示"),
        ActSpec("carry", "年度结转", "ndjz", help="按方案给下一年度记起始分"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.page = YEAR
        self._turn = (date.fromisoformat(self.book.today()).month - 1) // 3
        self._year = 0
        self._order = ""
        self._width = 78
        self._rules: Rules = rules_in_force(desk)
        self.standings: tuple[view.Standing, ...] = ()

    def compose(self) -> ComposeResult:
        """The year, the pages, the table."""
        yield Static("", id="tables-head")
        yield Static("", id="tables-pages")
        yield TableRows((), empty=words.EMPTY)

    # Reading

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def year(self) -> int:
        """The 年度 chosen, else that of the meeting, else of today."""
        if self._year:
            return self._year
        held = meeting(self.book, self.desk.meeting_id) if self.desk.meeting_id is not None else None
        return held.year if held else date.fromisoformat(self.book.today()).year

    def reload(self) -> None:
        """Read the page in front."""
        held = meeting(self.book, self.desk.meeting_id) if self.desk.meeting_id is not None else None
        begun = held is not None and held.state != "planned" and held.year == self.year
        self._rules = held.rules if held is not None and begun else rules_in_force(self.desk)
        self._order = self._order or self._rules.points_order
        self.standings = view.standings(self.book, self.year, self._rules, order=self._order)
        leaf = Leaf(self.page, self.year, self._month_turn, self._width)
        columns, rows, empty = read_page(self.book, leaf, self.standings)
        table = self._rows
        table.set_empty(empty)
        table.set_columns(columns)
        table.set_rows(rows)
        self._draw_head()

    def _draw_head(self) -> None:
        counted = [one.total for one in self.standings if one.counts]
        total = GroupTotal(len(counted), sum(counted))
        head = words.HEAD.format(
            year=self.year,
            count=total.members,
            total=format_tenths(total.tenths),
            mean=format_tenths(total.mean),
        )
        turns = present.month_turns(self._width)
        if self.page == MONTHS and turns > 1:
            head += words.TURN.format(part=words.TURNS[turns][self._month_turn])
        self.query_one("#tables-head", Static).update(Content(head), layout=False)
        parts: list[tuple[str, str] | str] = []
        for number, name in enumerate(words.PAGES, 1):
            label = f"{number} {name}"
            parts += [(label, "reverse bold") if number == self.page else label, "  "]
        self.query_one("#tables-pages", Static).update(Content.assemble(*parts))

    def on_resize(self) -> None:
        """Another width takes other columns."""
        width = max(40, self.scrollable_content_region.width)
        if width != self._width:
            self._width = width
            self.reload()

    # Turning

    def digit(self, number: int) -> bool:
        """A digit opens a page."""
        if not YEAR <= number <= POSTED:
            return False
        self.page = number
        self.reload()
        self._rows.action_jump(0)
        return True

    @property
    def _month_turn(self) -> int:
        """Which part of the year the months show: the quarter turned to, or the half that holds it."""
        return self._turn * present.month_turns(self._width) // 4

    def on_table_rows_turned(self, event: TableRows.Turned) -> None:
        """Left and right turn to the quarter or half before and after."""
        event.stop()
        turns = present.month_turns(self._width)
        if self.page == MONTHS and turns > 1:
            self._turn = (self._month_turn + event.step) % turns * (4 // turns)
            self.reload()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: the member's record, or the posted list."""
        event.stop()
        if self.page in (YEAR, MONTHS):
            self.desk.act(self._record)
        elif self.page == POSTED:
            self.desk.act(self._read_list)

    async def _record(self) -> None:
        await show_record(self.desk, self._member, self.year, self._rules, self.acted)

    async def _read_list(self) -> None:
        key = self._rows.cursor_key
        found = next((one for one in publicity_view.posted(self.book, self.year) if str(one.id) == key), None)
        if found is not None:
            await publicity.read(self.desk, found)

    @property
    def _member(self) -> view.Standing:
        key = self._rows.cursor_key if self.page in (YEAR, MONTHS) else None
        found = next((one for one in self.standings if str(one.member_id) == key), None)
        if found is None:
            raise Refused(words.NOT_ON_MEMBERS)
        return found

    # Acts

    async def do_find(self) -> None:
        """F3: put the cursor on somebody."""
        if self.page not in (YEAR, MONTHS):
            self.digit(YEAR)
        shape = (Column("", 20), Column("", 0))
        chosen = await find_member(
            self.desk, self.standings, "查找党员", shape, lambda one: (one.shown_name, one.group)
        )
        if chosen is not None:
            self._rows.select(str(chosen.member_id))
        self._rows.focus()

    def do_order(self) -> None:
        """Stroke order, or rank."""
        self._order = "rank" if self._order == "stroke" else "stroke"
        self.reload()

    async def do_year(self) -> None:
        """Another 年度."""
        field = Field("year", "年度", str(self.year), hint="2026", required=True)

        def is_year(values: dict[str, str]) -> str:
            text = values["year"].strip()
            return "" if text.isdecimal() and 2000 <= int(text) <= 2100 else "请填四位数的年度，例如 2026。"

        values = await self.desk.ask(Form("换年度", (field,), check=is_year))
        if values is not None:
            self._year = int(values["year"])
            self.reload()

    def do_show(self) -> None:
        """Put the page on the wall."""
        name = words.PAGES[self.page - 1]
        if self.page not in SCENES:
            raise Refused(words.NOT_FOR_WALL.format(page=name))
        stage_acts.show(self.book, SCENES[self.page])
        self.desk.changed()
        self.desk.say(words.SHOWN.format(page=name))

    async def do_export(self) -> None:
        """The page in front as a workbook."""
        what = WORKBOOKS.get(self.page, "year")
        number = None
        if what == "publicity":
            chosen = await publicity.choose(self.desk, self.year, self._rows.cursor_key or "")
            if chosen is None:
                return
            number = chosen.id
        await self._export(what, publicity_id=number)

    async def do_export_record(self) -> None:
        """The record of the member under the cursor."""
        await self._export("record", member_id=self._member.member_id)

    async def do_export_records(self) -> None:
        """A record each."""
        await self._export("records")

    async def _export(
        self, what: str, *, member_id: int | None = None, publicity_id: int | None = None
    ) -> None:
        from db.export.point_sheets import Subject, order

        subject = Subject(
            self.year, self._rules, member_id=member_id, publicity_id=publicity_id, order=self._order
        )
        document = order(self.book, what, subject)
        path = await asyncio.to_thread(
            lambda: save_numbered(export_folder(self.book), document.name, document.make())
        )
        self.desk.say(words.EXPORTED.format(name=path.name, folder=path.parent))

    async def do_publish(self) -> None:
        """Post a quarter."""
        self._told(await publicity.publish(self.desk, self.year, self._rules), POSTED)

    async def do_objection(self) -> None:
        """Log an objection."""
        chosen = await publicity.choose(self.desk, self.year, self._list_key)
        if chosen is not None:
            self._told(await publicity.object_to(self.desk, chosen), POSTED)

    async def do_answer(self) -> None:
        """Answer an objection."""
        chosen = await publicity.choose(self.desk, self.year, self._list_key)
        if chosen is not None:
            self._told(await publicity.answer(self.desk, chosen), POSTED)

    async def do_withdraw(self) -> None:
        """Take a list off the board."""
        chosen = await publicity.choose(self.desk, self.year, self._list_key)
        if chosen is not None:
            self._told(await publicity.withdraw(self.desk, chosen), POSTED)

    @property
    def _list_key(self) -> str:
        return (self._rows.cursor_key or "") if self.page == POSTED else ""

    def _told(self, text: str, page: int) -> None:
        if text:
            self.page = page
            self.acted(text)

    async def do_carry(self) -> None:
        """Open the next year with what the scheme carries over."""
        carried = await carry_over(self.desk, self._rules)
        if carried is None:
            return
        self._year, told = carried
        self.acted(told)

    def why_not(self, act: str) -> str:
        """What cannot be done now, and why."""
        if act in ("export", "export_records", "find", "publish") and not self.standings:
            return words.EMPTY
        if act == "export_record" and (self.page not in (YEAR, MONTHS) or not self.standings):
            return words.NOT_ON_MEMBERS
        if act == "show" and self.page not in SCENES:
            return words.NOT_FOR_WALL.format(page=words.PAGES[self.page - 1])
        if act in ("objection", "answer", "withdraw") and not any(
            not one.withdrawn_reason for one in publicity_view.posted(self.book, self.year)
        ):
            return words.NOT_POSTED
        if act == "carry" and scheme_in_force(self.desk).points.carry.mode == "reset":
            return "方案规定每年重新起算，不结转"
        return ""
