"""积分: a digit chooses a rule, Enter gives it to whoever is under the cursor."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from db.acts import stage as stage_acts
from db.errors import Refused
from db.rules.ledger import format_tenths
from db.rules.stage import SceneSpec
from db.views import points as view
from tui.console import points_standing as standing
from tui.console.pane import ActSpec, Pane
from tui.console.points_approval import Approval
from tui.console.points_finding import find_member
from tui.console.points_giving import Giving
from tui.console.points_ground import Ground
from tui.console.points_importing import import_points
from tui.console.points_record import show_record, undo_last
from tui.console.points_rules import RuleGrid
from tui.present import points as present
from tui.strings import points as words
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.acts.points import Booked
    from db.scheme import Scheme
    from tui.console.pane import Desk

FEW = 8
"""Up to so many lines are replaced one by one; beyond it the list is compared as a whole."""


MEMBER_ACTS = ("group", "by_hand", "entries", "rule", "find", "propose", "veto", "exempt", "import")
"""What needs somebody on the roster."""


class PointsPane(Pane):
    """A line on the year, the list, the rules, what was done last."""

    DEFAULT_CSS = """
    PointsPane #points-head { height: 1; color: $text-primary; text-style: bold; }
    PointsPane #points-last { height: 1; color: $text-success; }
    """

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("group", "整组加分扣分", "zzjfkf", help="党小组、到会全体、支部全体"),
        ActSpec("pending", "审核认定", "shrd", help="扣分和书记本人的积分"),
        ActSpec("find", "查找", "cz", "f3", "按汉字、拼音首字母或序号"),
        ActSpec("by_hand", "手工加扣分", "sgjkf", "f4", "规则以外的，写明事由"),
        ActSpec("undo", "撤销", "cx", "f7", "冲销上一次加分或扣分"),
        ActSpec("entries", "积分明细", "jfmx", help="一名党员本年度的每一笔"),
        ActSpec("rule", "按规则加扣分", "agzjkf", help="全部规则，含上限"),
        ActSpec("order", "换排序", "hpx", help="姓氏笔画或名次"),
        ActSpec("show", "积分上屏", "jfsp", help="大屏显示个人积分"),
        ActSpec("show_groups", "党小组积分上屏", "dxzjfsp", help="大屏显示党小组平均分"),
        ActSpec("propose", "代记提名", "djtm", help="小组长等提出的，待审核认定"),
        ActSpec("attendance", "按签到记分", "aqdjf", help="按方案，只补差额"),
        ActSpec("import", "导入积分表", "drjfb", help="xlsx、csv，先预览再写入"),
        ActSpec("veto", "一票否决", "ypfj", help="登记或撤销，写明事由"),
        ActSpec("exempt", "免计积分", "mjjf", help="登记或恢复，写明原因"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ground = Ground(desk)
        self.standings: tuple[view.Standing, ...] = ()
        self._order = ""
        self._marked: set[int] = set()
        self._in_meeting = False
        self._is_wide = True
        self._giving = Giving(self)
        self._folder = Path.cwd()

    def compose(self) -> ComposeResult:
        """A line, the list, the rules, what was done last."""
        yield Static("", id="points-head")
        yield Rows(present.columns(in_meeting=False, is_wide=True), empty=words.EMPTY)
        yield RuleGrid(self._ground.rules_today)
        yield Static("", id="points-last")

    # Reading

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def _grid(self) -> RuleGrid:
        return self.query_one(RuleGrid)

    @property
    def scheme(self) -> Scheme:
        """The scheme that the branch follows."""
        return self._ground.scheme

    @property
    def year(self) -> int:
        """The 年度 on the screen: that of the meeting, else of today."""
        return self._ground.year

    @property
    def live_meeting(self) -> int | None:
        """The meeting that an entry belongs to: one that has begun and is not closed."""
        return self._ground.live_meeting

    def reload(self) -> None:
        """Read every total; lines that did not change are not painted."""
        ground = self._ground
        if ground.read():
            self._grid.set_rules(ground.rules_today)
        self._lay_out(in_meeting=bool(ground.since), is_wide=self._is_wide)
        self._order = self._order or ground.settings.points_order
        self.standings = view.standings(
            self.book, ground.year, ground.settings, since=ground.since, order=self._order
        )
        self._marked &= {one.member_id for one in self.standings}
        self._draw()

    def _lay_out(self, *, in_meeting: bool, is_wide: bool) -> None:
        if (in_meeting, is_wide) != (self._in_meeting, self._is_wide):
            self._in_meeting, self._is_wide = in_meeting, is_wide
            self._rows.set_columns(present.columns(in_meeting=in_meeting, is_wide=is_wide))

    def _reload_one(self, member: int) -> None:
        """Read one member again and draw the lines that changed: the path of a key press."""
        before = self.standings
        self.standings = view.refreshed(
            self.book, before, member, self.year, self._ground.settings, since=self._ground.since
        )
        pairs = enumerate(zip(before, self.standings, strict=True), 1)
        changed = [self._line(number, new) for number, (old, new) in pairs if old is not new]
        if len(changed) > FEW:
            self._draw()
            return
        for line in changed:
            self._rows.set_row(line)
        self._draw_head()

    def _line(self, number: int, one: view.Standing) -> Row:
        return present.member_line(
            number, one, in_meeting=self._in_meeting, is_marked=one.member_id in self._marked
        )

    def _draw(self) -> None:
        self._rows.set_rows(self._line(number, one) for number, one in enumerate(self.standings, 1))
        self._draw_head()
        self._grid.mark(len(self._marked))

    def _draw_head(self) -> None:
        head = present.headline(
            self.year, self.standings, sum(one.waiting for one in self.standings), self._order
        )
        self.query_one("#points-head", Static).update(HanContent(head), layout=False)

    def on_resize(self) -> None:
        """List and rules take the new width."""
        width = max(40, self.scrollable_content_region.width)
        self._lay_out(in_meeting=self._in_meeting, is_wide=width >= present.WIDE)
        self._grid.fit(width)

    def _tell(self, text: str) -> None:
        self.query_one("#points-last", Static).update(HanContent(text), layout=False)

    @property
    def _member(self) -> int:
        key = self._rows.cursor_key
        if key is None:
            raise Refused(words.EMPTY)
        return int(key)

    @property
    def _chosen(self) -> list[int]:
        """Whom the next act is about: the members marked, else the one under the cursor."""
        if not self._marked:
            return [self._member]
        return [one.member_id for one in self.standings if one.member_id in self._marked]

    # Keys

    def digit(self, number: int) -> bool:
        """Choose a rule, or turn the page; the same digit again lets it go."""
        return self._grid.digit(number)

    def key(self, name: str) -> bool:
        """Blank marks whoever is under the cursor; Escape lets go of rule and marks first."""
        if name == "space" and self._rows.cursor_key is not None:
            self._marked ^= {self._member}
            self._rows.advance()
            self._draw()
            return True
        if name == "escape" and (self._grid.armed or self._marked):
            self._marked.clear()
            self._grid.release()
            self._draw()
            return True
        return False

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: the chosen rule, or the member's sheet where none is chosen."""
        event.stop()
        rule = self._grid.armed
        if rule is None:
            self.desk.act(self.do_entries)
        elif rule.needs_evidence:
            self.desk.act(partial(self._giving.ask_evidence, rule, self._chosen))
        else:
            self.desk.act(lambda: self._giving.give(rule, self._chosen))

    # Giving

    def given(self, booked: Booked, what: str, tenths: int) -> None:
        """Points were given: draw what changed, and say it."""
        member = booked.lines[0].member_id
        if len(booked.lines) == 1 and not self._marked and self._order == "stroke":
            self._rows.advance()
            self._reload_one(member)
        else:
            self._marked.clear()
            self.reload()
        self.desk.changed()
        names = {one.member_id: one.shown_name for one in self.standings}
        totals = {one.member_id: one.total for one in self.standings}
        self._tell(present.given_text(booked, what, tenths, names, totals))

    async def do_by_hand(self) -> None:
        """F4: points outside the rules, with a reason."""
        await self._giving.by_hand(self._chosen)

    async def do_rule(self) -> None:
        """The rules as a menu, with category and cap."""
        await self._giving.by_menu(self._chosen)

    async def do_group(self) -> None:
        """One rule for everybody in a 党小组, in the room, or in the branch."""
        await self._giving.to_group(self._grid.armed)

    # Finding, reading, undoing

    async def do_find(self) -> None:
        """F3: put the cursor on somebody."""
        shape = (Column("", 20), Column("", 6, is_right=True), Column("", 0))
        chosen = await find_member(
            self.desk,
            self.standings,
            "查找党员",
            shape,
            lambda one: (one.shown_name, format_tenths(one.total), one.group),
        )
        if chosen is not None:
            self._rows.select(str(chosen.member_id))
        self._rows.focus()

    async def do_entries(self) -> None:
        """The sheet of the member under the cursor; an entry picked there can be undone."""
        await show_record(self.desk, self._here, self.year, self._ground.settings, self._undone)

    async def do_undo(self) -> None:
        """F7: reverse the last act, and say what it was; asks first where it is not of just now."""
        told = await undo_last(self.desk)
        if told:
            self._undone(told)

    def _undone(self, told: str) -> None:
        self.acted()
        self._tell(told)

    async def do_pending(self) -> None:
        """审核认定: who decides, then entry by entry or all at once."""
        await Approval(self.desk, self.acted, self._tell).run()

    # Proposals, vetoes, exemptions, the roll, a sheet

    @property
    def _here(self) -> view.Standing:
        member = self._member
        return next(one for one in self.standings if one.member_id == member)

    def _done(self, told: str) -> None:
        if told:
            self._marked.clear()
            self.acted()
            self._tell(told)

    async def do_propose(self) -> None:
        """Write down what somebody proposes; it waits."""
        self._done(await standing.propose(self, self._chosen))

    def do_attendance(self) -> None:
        """Points by the roll of the meeting."""
        self._done(standing.by_roll(self))

    async def do_veto(self) -> None:
        """一票否决 of the member under the cursor, or its end."""
        events = [event.name for event in self.scheme.points.vetoes]
        self._done(await standing.veto(self.desk, self._here, self.year, events))

    async def do_exempt(self) -> None:
        """免计 of the member under the cursor, or its end."""
        self._done(await standing.exempt(self.desk, self._here))

    async def do_import(self) -> None:
        """A sheet of points."""
        told, self._folder = await import_points(self.desk, self._folder, self.year, self.scheme)
        self._done(told)

    # Order and wall

    def do_order(self) -> None:
        """Stroke order, or rank."""
        self._order = "rank" if self._order == "stroke" else "stroke"
        self.reload()

    def do_show(self) -> None:
        """Put the members' points on the wall."""
        stage_acts.show(self.book, SceneSpec("points"))
        self.desk.changed()
        self._tell("积分已上屏")

    def do_show_groups(self) -> None:
        """Put the groups' points on the wall."""
        stage_acts.show(self.book, SceneSpec("points", {"by_group": 1}))
        self.desk.changed()
        self._tell("党小组积分已上屏")

    def why_not(self, act: str) -> str:
        """What cannot be done now, and why."""
        if act == "pending" and not any(one.waiting for one in self.standings):
            return words.NOTHING_PENDING
        if act in MEMBER_ACTS and not self.standings:
            return words.EMPTY
        return ""
