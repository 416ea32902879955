"""党员名册: the members in 姓氏笔画 order; import, add, edit, let go; 党小组."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from db.acts import organisations, transfer
from db.acts import roster as acts
from db.acts.member_fields import MemberDraft
from db.errors import Refused
from db.rules.moments import between_ms, date_text, date_time_text
from db.rules.names import school_named
from db.views.roster import branches, departed, groups, member, members
from tui.console.pane import ActSpec, Desk, Pane
from tui.console.roster.forms import draft_from, member_form, reason_form
from tui.console.roster.importing import import_roster
from tui.console.roster.leaving import ask_leaving, posts_of_group
from tui.present.roster import (
    FIELD_WORDS,
    FOUND_COLUMNS,
    found_rows,
    headline,
    layout_for,
    member_card,
    member_columns,
    member_rows,
)
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Find, Form, Notice
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize

    from db.rules.names import School
    from db.views.roster import MemberRow
    from tui.present.roster import Layout

EMPTY = "还没有党员。按 1 从表格导入名册，按 2 逐个添加。"
HINT = "1 导入  2 添加  3 修改  4 调出  5 党小组  Enter 查看"
NOBODY = "名册还是空的"
MOVE_NOTE = "发言、积分等记录随人转走；原支部的党小组和党内职务不再保留。"
OLD_UNDO_TITLE = "撤销较早的添加"
OLD_UNDO = "最近一步是{when}添加{name}。撤销后，填写的内容不再保留。确定撤销吗？"
NUMBERED = 5
"""So many acts have a digit."""
JUST_NOW_MS = 30 * 60 * 1000
"""An addition older than that is not taken back without asking."""


class RosterPane(Pane):
    """The list of members; the acts work on the one under the cursor."""

    TITLE = "党员名册"
    HELP = (
        "这里是本支部的党员名册，按姓氏笔画排列。\n"
        "首次使用先按 1 从表格导入：xlsx、xls、csv 或系统导出的网页表格都可以，写入前会逐行预览。\n"
        "光标停在谁身上，修改、调出就对谁。F3 按汉字、拼音首字母或序号找人。\n"
        "调出的党员不再列入名册，他的发言、积分、评定等记录都保留。"
    )
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("import", "从表格导入名册", "cbgdrmc", help="xlsx、xls、csv，先预览再写入"),
        ActSpec("add", "添加党员", "tjdy"),
        ActSpec("edit", "修改党员", "xgdy", "f4", "修改光标所在的党员"),
        ActSpec("let_go", "调出党员", "dcdy", help="写明原因，记录保留"),
        ActSpec("groups", "党小组", "dxz", help="新建、改名、撤销"),
        ActSpec("find", "查找党员", "czdy", "f3"),
        ActSpec("show", "查看党员", "ckdy", help="光标所在党员的全部信息"),
        ActSpec("departed", "已调出的党员", "ydcddy", help="查看、恢复"),
        ActSpec("name_branch", "支部名称", "zbmc"),
        ActSpec("move", "转到另一支部", "zdlyzb", help="簿里有几个支部时"),
        ActSpec("undo", "撤销添加", "cxtj", "f7", "最近一步是添加党员时"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._members: tuple[MemberRow, ...] = ()
        self._folder = Path.cwd()
        self._width_class: Layout = "wide"
        self._has_branches = False

    def compose(self) -> ComposeResult:
        """Counts, the list, what the digits do."""
        yield Static("", classes="pane-line", id="roster-headline")
        self._has_branches = len(branches(self.book)) > 1
        yield Rows(self._columns(), empty=EMPTY)
        yield Static(HanContent(HINT), classes="pane-line", id="roster-hint")

    def reload(self) -> None:
        """Read the members again; the cursor stays with the same person."""
        self._members = members(self.book)
        count = len(branches(self.book))
        self.query_one("#roster-headline", Static).update(
            HanContent(headline(self._members, len(groups(self.book)), count))
        )
        if self._has_branches != (count > 1):
            self._has_branches = count > 1
            self.query_one(Rows).set_columns(self._columns())
        self._fill()

    def _columns(self) -> tuple[Column, ...]:
        return member_columns(self._width_class, has_branches=self._has_branches)

    def _fill(self) -> None:
        rows = member_rows(self._members, layout=self._width_class, has_branches=self._has_branches)
        self.query_one(Rows).set_rows(rows)

    def on_resize(self, event: Resize) -> None:
        """Columns for the width at hand."""
        layout = layout_for(event.size.width)
        if layout != self._width_class:
            self._width_class = layout
            self.query_one(Rows).set_columns(self._columns())
            self._fill()

    def arrive(self, **arguments: int | str) -> None:
        """`member` puts the cursor on one; `act` starts one of the acts."""
        if "member" in arguments:
            self.query_one(Rows).select(str(arguments["member"]))
        if "act" in arguments:
            self.run_act(str(arguments["act"]))

    def why_not(self, act: str) -> str:
        """Acts on a member need one."""
        if act in ("edit", "let_go", "find", "show", "move") and not self._members:
            return NOBODY
        if act == "move" and not self._has_branches:
            return "簿里只有一个支部。转到别处的党员请用“调出党员”"
        if act == "undo":
            return acts.why_not_undo_adding(self.book)
        if act == "departed" and not departed(self.book):
            return "没有调出过党员"
        if act == "name_branch" and not branches(self.book) and self._members:
            return "名册里没有支部"
        return ""

    def digits(self) -> tuple[str, ...]:
        """What the hint line names."""
        return tuple(act.id for act in self.ACTS[:NUMBERED])

    def digit(self, number: int) -> bool:
        """The first acts by number, as the hint line says."""
        if not 1 <= number <= NUMBERED:
            return False
        self._start(self.ACTS[number - 1])
        return True

    def _start(self, act: ActSpec) -> None:
        why_not = self.why_not(act.id)
        if why_not:
            self.desk.refuse(Refused(why_not, title=f"现在不能“{act.title}”"))
        else:
            self.run_act(act.id)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter shows everything about the member."""
        event.stop()
        self.run_act("show")

    async def do_import(self) -> None:
        """Import a file."""
        done, self._folder = await import_roster(self.desk, self._folder, self._school)
        if done:
            self.acted(done)

    async def do_add(self) -> None:
        """Add a member by hand."""
        branch = await self._ask_branch("添加到哪个支部")
        if branch is None:
            return
        form = member_form("添加党员", self.book, MemberDraft(""), organisation_id=branch or None)
        values = await self.desk.ask(form)
        if values is None:
            return
        number = acts.add_member(
            self.book, draft_from(values), organisation_id=branch or None, school=self._school
        )
        self.acted(f"已添加{values['name']}。按 F7 撤销。")
        self.query_one(Rows).select(str(number))

    async def do_undo(self) -> None:
        """F7: take back the addition made last; asks first where it is not of just now."""
        name, at = acts.last_added(self.book)
        if between_ms(at, self.book.now()) > JUST_NOW_MS:
            text = OLD_UNDO.format(when=date_time_text(at), name=name)
            if not await self.desk.ask(Confirm(OLD_UNDO_TITLE, text, yes="撤销", is_dangerous=True)):
                return
        self.acted(f"已撤销添加{acts.undo_adding(self.book)}。")

    async def do_edit(self) -> None:
        """Change the member under the cursor."""
        number = self._current
        old = acts.edited(self.book, number)
        branch = next((row.organisation_id for row in self._members if row.id == number), None)
        form = member_form(f"修改{old.name}", self.book, old, number, organisation_id=branch)
        values = await self.desk.ask(form)
        if values is None:
            return
        changed = acts.edit_member(self.book, number, draft_from(values, old), school=self._school)
        words = "、".join(FIELD_WORDS[field] for field in changed)
        self.acted(f"已修改{values['name']}：{words}。" if changed else "没有改动。")
        self.query_one(Rows).select(str(number))

    async def do_let_go(self) -> None:
        """Let the member under the cursor go, with the reason."""
        number = self._current
        name = acts.edited(self.book, number).name
        values = await self.desk.ask(reason_form(name))
        if values is not None:
            leaving = await ask_leaving(self.desk, name, number, may_keep=False)
            if leaving is None:
                return
            acts.let_go(self.book, number, values["reason"], leaving)
            self.acted(f"已调出{name}（{values['reason']}）。可在“已调出的党员”里恢复。")

    async def do_show(self) -> None:
        """Everything about the member under the cursor."""
        found = member(self.book, self._current)
        if found is not None:
            await self.desk.ask(Notice(found.shown_name, member_card(found)))

    async def do_find(self) -> None:
        """Find a member."""
        chosen = await self.desk.ask(
            Find("查找党员", lambda typed: found_rows(self._members, typed), FOUND_COLUMNS)
        )
        if chosen is not None:
            self.query_one(Rows).select(chosen)

    async def do_groups(self) -> None:
        """Make, rename or dissolve a 党小组."""
        branch = await self._ask_branch("哪个支部的党小组")
        if branch is None:
            return
        known = groups(self.book, branch or None)
        choices = [Choice(str(group.id), group.name, f"{group.members}名党员") for group in known]
        choices.append(Choice("new", "新建党小组"))
        chosen = await self.desk.ask(Choose("党小组", choices, note="选一个党小组改名或撤销"))
        if chosen == "new":
            await self._add_group(branch or None)
        elif chosen is not None:
            await self._change_group(int(chosen), next(c.title for c in choices if c.id == chosen))

    async def _add_group(self, branch: int | None) -> None:
        name = await self._ask_name("新建党小组", "名称", "")
        if name:
            organisations.add_group(self.book, name, branch)
            self.acted(f"已新建{name}。修改党员时填上党小组即可编入。")

    async def _change_group(self, group: int, name: str) -> None:
        chosen = await self.desk.ask(Choose(name, [Choice("rename", "改名"), Choice("close", "撤销")]))
        if chosen == "rename":
            new = await self._ask_name("党小组改名", "名称", name)
            if new:
                organisations.rename_group(self.book, group, new)
                self.acted(f"{name}已改名为{new}。")
        elif chosen == "close":
            text = f"撤销后，{name}的党员仍在名册中，不再属于任何党小组。{posts_of_group(self.book, group)}"
            if await self.desk.ask(Confirm(f"撤销{name}？", text, yes="撤销", is_dangerous=True)):
                organisations.close_group(self.book, group)
                self.acted(f"已撤销{name}。")

    async def do_departed(self) -> None:
        """Those who have left; one of them can be taken back."""
        gone = departed(self.book)
        choices = [Choice(str(p.id), p.shown_name, f"{date_text(p.left_at)} {p.left_reason}") for p in gone]
        chosen = await self.desk.ask(Choose("已调出的党员", choices, note="选一人恢复到名册，Esc 返回"))
        if chosen is None:
            return
        name = next(p.shown_name for p in gone if str(p.id) == chosen)
        if await self.desk.ask(Confirm(f"恢复{name}？", f"{name}将回到名册，调出的记录取消。", yes="恢复")):
            acts.take_back(self.book, int(chosen))
            self.acted(f"已恢复{name}。")
            self.query_one(Rows).select(chosen)

    async def do_move(self) -> None:
        """Move the member under the cursor to another branch of the book."""
        number = self._current
        row = next(row for row in self._members if row.id == number)
        others = [branch for branch in branches(self.book) if branch.id != row.organisation_id]
        choices = [Choice(str(branch.id), branch.name, f"{branch.members}名党员") for branch in others]
        chosen = await self.desk.ask(Choose(f"{row.shown_name}转到哪个支部", choices, note=MOVE_NOTE))
        if chosen is None:
            return
        leaving = await ask_leaving(self.desk, row.shown_name, number, may_keep=True)
        if leaving is None:
            return
        name = transfer.move_member(self.book, number, int(chosen), leaving)
        self.acted(f"{row.shown_name}已转到{name}。")
        self.query_one(Rows).select(str(number))

    async def do_name_branch(self) -> None:
        """Give the branch its name."""
        branch = await self._ask_branch("哪个支部改名")
        if branch is None:
            return
        old = next((row.name for row in branches(self.book) if row.id == branch), "")
        name = await self._ask_name("支部名称", "名称", old)
        if name:
            organisations.name_branch(self.book, name, branch or None)
            self.acted(f"支部名称已定为{name}。")

    async def _ask_branch(self, question: str) -> int | None:
        """Which of several branches; the only one unasked, 0 where there is none yet; None to leave it."""
        known = branches(self.book)
        if len(known) <= 1:
            return known[0].id if known else 0
        mine = next((str(row.organisation_id) for row in self._members if row.id == self._current), "")
        choices = [Choice(str(row.id), row.name, f"{row.members}名党员") for row in known]
        chosen = await self.desk.ask(Choose(question, choices, selected=mine))
        return int(chosen) if chosen else None

    async def _ask_name(self, title: str, label: str, value: str) -> str:
        values = await self.desk.ask(Form(title, (Field("name", label, value, required=True),)))
        return values["name"] if values else ""

    @property
    def _school(self) -> School:
        return school_named(self.desk.config.rules().name_order)

    @property
    def _current(self) -> int:
        return int(self.query_one(Rows).cursor_key or 0)
