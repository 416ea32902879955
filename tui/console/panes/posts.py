"""先锋岗、示范岗、责任区: who holds what, until when, and what the last check found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from db.acts import designations as acts
from db.errors import Refused
from db.rules.designations import State, why_not_another
from db.views import designations as view
from db.views.register_owners import members_on, organisations
from db.views.roster import branches
from tui.console.in_force import scheme_in_force
from tui.console.pane import ActSpec, Pane
from tui.console.register_dialogs import Sheet
from tui.present import designations as present
from tui.present.finding import fits
from tui.strings import registers as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Choose, Field, Find, Form
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from db.rules.scheme import Designation, Scheme
    from db.views.register_owners import OwnerRow
    from tui.console.pane import Desk


class PostsPane(Pane):
    """How many of each kind there are, the designations, what the keys do."""

    TITLE = words.POSTS_TITLE
    HELP = words.POSTS_HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("renew", "续期", "xq", help="再给一个期限"),
        ActSpec("end", "撤下", "cx", help="写明理由，记录保留"),
        ActSpec("checks", "考核记录", "khjl"),
        ActSpec("designate", "设立", "sl", "f4", "先锋岗、示范岗、责任区"),
        ActSpec("check", "登记考核", "djkh", help="对照标准，合格或不合格"),
        ActSpec("find", "查找", "cz", "f3", "按名称或担任的人"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._scheme: Scheme = scheme_in_force(desk)
        self._lines: tuple[view.DesignationLine, ...] = ()
        self._branches: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        """Counts, the list, the one under the cursor in full, what the keys do."""
        yield Bar(id="posts-head", classes="-title")
        yield Rows(present.POST_COLUMNS, empty=words.POSTS_EMPTY)
        yield Bar(id="posts-standard", classes="-notice")
        yield Bar(words.POSTS_HINT, classes="-note")

    # Reading

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    def reload(self) -> None:
        """Read every designation."""
        self._scheme = scheme_in_force(self.desk)
        self._lines = view.designations(self.book, self._scheme, self.book.today())
        self._branches = tuple(one.id for one in branches(self.book))
        counts = view.counts(self._scheme, self._lines, self._branches)
        self.query_one("#posts-head", Bar).show(present.posts_head(counts))
        self._rows.set_rows(present.post_row(one) for one in self._lines)
        self._tell_standard()

    def _tell_standard(self) -> None:
        key = self._rows.cursor_key
        one = next((each for each in self._lines if str(each.id) == key), None)
        self.query_one("#posts-standard", Bar).show(present.post_text(one) if one is not None else "")

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The standard follows the cursor."""
        event.stop()
        self._tell_standard()

    @property
    def _here(self) -> view.DesignationLine:
        key = self._rows.cursor_key
        one = next((each for each in self._lines if str(each.id) == key), None)
        if one is None:
            raise Refused(words.POSTS_EMPTY)
        return one

    def _kind(self, code: str) -> Designation:
        found = next((each for each in self._scheme.designations if each.code == code), None)
        if found is None:
            raise Refused("当前方案里没有这一种，只能撤下。")
        return found

    # Keys

    def digits(self) -> tuple[str, ...]:
        """What the last line names."""
        return ("renew", "end", "checks")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: a check."""
        event.stop()
        self.run_act("check")

    # Acts

    def why_not(self, act: str) -> str:
        """A scheme without kinds sets up none, nor does one whose every number is reached; the other acts need a line."""
        if act == "designate":
            if not self._scheme.designations:
                return words.NO_KINDS
            full = [why for branch in self._branches for _, why in self._kinds_of(branch)]
            return full[0] if full and all(full) else ""
        return "" if self._lines else words.POSTS_EMPTY

    def _kinds_of(self, branch: int) -> list[tuple[Designation, str]]:
        """The kinds of the scheme, and why a branch cannot set up one more of each."""
        found = view.counts(self._scheme, self._lines, (branch,))
        return [(one.kind, why_not_another(one.kind, one.running)) for one in found]

    async def do_designate(self) -> None:
        """Which branch, where there are several, which kind, whom, then name, standard and term."""
        branch = await self._ask_branch()
        if branch is None:
            return
        kind = await self._ask_kind(branch)
        if kind is None:
            return
        who = await self._ask_holder(kind)
        if who is None:
            return
        fields = [
            Field("name", "名称", kind.name, hint="例如 受理窗口先锋岗", required=True),
            Field("standard", "标准", kind.standard),
            Field("begins", "从哪天起", self.book.today(), required=True),
            Field("ends", "到哪天止", hint="不写按方案的期限" if kind.term_months else "不写为长期"),
        ]
        values = await self.desk.ask(Form(f"设立{kind.name}：{who.shown_name}", fields))
        if values is None:
            return
        draft = acts.DesignationDraft(
            values["name"], who.owner.member_id, who.owner.organisation_id, values["standard"], values["begins"],
            values["ends"],
        )  # fmt: skip
        number = acts.designate(self.book, self._scheme, kind, branch, draft)
        self.acted(f"已设立{values['name']}，由{who.shown_name}担任。")
        self._rows.select(str(number))

    async def _ask_kind(self, branch: int) -> Designation | None:
        kinds = self._kinds_of(branch)
        if len(kinds) == 1:
            kind, full = kinds[0]
            if full:
                raise Refused(full)
            return kind
        choices = [Choice(one.code, one.name, one.wording or one.standard, full) for one, full in kinds]
        code = await self.desk.ask(Choose("设立哪一种", choices))
        return self._kind(code) if code is not None else None

    async def _ask_holder(self, kind: Designation) -> OwnerRow | None:
        today = date.fromisoformat(self.book.today())
        people = organisations(self.book) if kind.holder == "organisation" else members_on(self.book, today)

        def found(typed: str) -> Sequence[Row]:
            return [
                Row(str(number), (str(number + 1), one.shown_name, one.group))
                for number, one in enumerate(people)
                if fits(typed, one.shown_name, one.initials, number + 1)
            ]

        columns = (Column("", 4, is_right=True), Column("", 20), Column("", 0))
        key = await self.desk.ask(Find(f"{kind.name}由谁担任", found, columns))
        return people[int(key)] if key is not None else None

    async def _ask_branch(self) -> int | None:
        known = branches(self.book)
        if not known:
            raise Refused("名册里还没有支部。")
        if len(known) == 1:
            return known[0].id
        choices = [Choice(str(one.id), one.name) for one in known]
        chosen = await self.desk.ask(Choose("哪个支部设立", choices))
        return int(chosen) if chosen is not None else None

    async def do_check(self) -> None:
        """Held against the standard: passed or not, and what was found."""
        one = self._here
        if one.state is State.ENDED:
            await self.do_checks()
            return
        fields = [
            Field("passed", "结果", "1", choices=(("1", words.PASSED), ("0", words.FAILED)), required=True),
            Field("finding", "情况", hint="不合格须写明"),
            Field("day", "考核日期", self.book.today(), required=True),
        ]
        values = await self.desk.ask(
            Form(f"考核：{one.name}  {one.holder}", fields, note=f"标准：{one.standard}")
        )
        if values is not None:
            acts.check(
                self.book,
                one.id,
                passed=values["passed"] == "1",
                finding=values["finding"],
                day=values["day"],
            )
            self.acted(f"已登记考核：{one.name} {words.PASSED if values['passed'] == '1' else words.FAILED}")

    async def do_checks(self) -> None:
        """Every check of the one under the cursor."""
        one = self._here
        rows = present.check_rows(view.checks(self.book, one.id))
        title = f"{one.name}  {one.holder}：考核记录"
        await self.desk.ask(Sheet(title, present.CHECK_COLUMNS, rows, note="Esc 返回", empty="还没有考核"))

    def do_renew(self) -> None:
        """Another term."""
        one = self._here
        ends = acts.renew(self.book, self._kind(one.kind), one.id)
        self.acted(f"{one.name}已续期到{ends}。")

    async def do_end(self) -> None:
        """End it, with the reason and the day."""
        one = self._here
        values = await self.desk.ask(
            Form(
                f"撤下{one.name}：{one.holder}",
                [
                    Field("why", "理由", hint="期满、调离、考核不合格", required=True),
                    Field("on", words.LEAVING_ON, self.book.today(), required=True),
                ],
            )
        )
        if values is not None:
            acts.end(self.book, one.id, values["why"], values["on"])
            self.acted(f"已撤下{one.name}（{values['why']}）。")

    async def do_find(self) -> None:
        """F3: put the cursor on one."""

        def found(typed: str) -> Sequence[Row]:
            return [
                Row(str(one.id), (str(number), one.name, one.holder))
                for number, one in enumerate(self._lines, 1)
                if fits(typed, one.name, "", number) or fits(typed, one.holder, "")
            ]

        columns = (Column("", 4, is_right=True), Column("", 30), Column("", 0))
        key = await self.desk.ask(Find("查找", found, columns))
        if key is not None:
            self._rows.select(key)
        self._rows.focus()
