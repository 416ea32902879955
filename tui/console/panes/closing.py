"""整改与闭会: what is to be put right, by whom and when; then the meeting ends and is closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from db.acts import corrections as acts
from db.acts import meetings as meeting_acts
from db.errors import Refused
from db.rules.corrections import State, why_not_add
from db.views.closing import Closing, closing, criticisms
from db.views.corrections import CorrectionRow, carried, corrections
from db.views.roster import members
from db.views.stage import stage
from tui.console import sitting
from tui.console.clock import NO_MEETING
from tui.console.in_force import scheme_in_force
from tui.console.pane import ActSpec, Pane
from tui.present.closing import CARRIED_HEAD, COLUMNS, OWN_HEAD, correction_row, detail, head, summary, to_do
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Form
from tui.widgets.rows import Rows
from tui.widgets.told import Told

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.console.pane import Desk

HINT = "1增加 2由批评意见生成 3销号 4填进展 5散会 6闭会 Enter编辑"
EMPTY = "还没有整改事项。按 1 增加一项"
CHOOSE_FIRST = "请先用上下键选一项整改。"
COVERED = "大屏与本机同屏，批评意见不能在这里列出。请按 1 自己填写，或先到“投影”改投影方式。"
WHOSE_BRANCH = "党支部"
PROBLEM_LIMIT = 200


class ClosingPane(Pane):
    """Where the meeting stands, the corrections of this one and of those before."""

    DEFAULT_CSS = """
    ClosingPane #closing-summary { max-height: 2; color: $text-primary; text-style: bold; }
    ClosingPane #closing-to-do { max-height: 3; color: $text-warning; }
    ClosingPane #closing-hint { color: $text-muted; }
    ClosingPane #closing-detail { max-height: 40%; color: $foreground; }
    """

    TITLE = "整改与闭会"
    HELP = (
        "每项整改写明问题、措施、责任人、时限；属于支部的先列，属于个人的按姓氏笔画列。\n"
        "批评意见可以直接变成整改：按 2 选一条，改好再保存。\n"
        "时限写 2026-06 或 2026-06-30，过期会变色并写明已逾期；也可以写“长期坚持”。\n"
        "整改完成后销号，写明结果。闭会以后仍可以填进展、销号；没有销号的带到下次会议通报。\n"
        "散会记下时间；闭会以后本次会议的记录不再改动，程序自动做一份备份。"
    )
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("add", "增加整改事项", "zjzgsx"),
        ActSpec("from_criticism", "由批评意见生成整改", "yppyjsczg"),
        ActSpec("edit", "编辑整改事项", "bjzgsx", "f4"),
        ActSpec("strike", "销号", "xh", help="写明整改结果"),
        ActSpec("reopen", "撤销销号", "cxxh"),
        ActSpec("progress", "填写进展", "txjz"),
        ActSpec("remove", "删除整改事项", "sczgsx"),
        ActSpec("adjourn", "宣布散会", "xbsh"),
        ActSpec("close", "闭会", "bh", help="记录不再改动，自动备份"),
        ActSpec("print", "导出整改清单", "dczgqd"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting: int | None = None
        self._now: Closing | None = None
        self._found: dict[str, CorrectionRow] = {}

    def compose(self) -> ComposeResult:
        """Summary, what is to do, the list, the digits."""
        yield Told(id="closing-summary")
        yield Told(id="closing-to-do")
        yield Rows(COLUMNS, empty=EMPTY)
        yield Told(id="closing-detail")
        yield Told(HINT, id="closing-hint")

    # Reading

    def reload(self) -> None:
        """Read the closing and the corrections again."""
        self._meeting = self.desk.meeting_id
        self._now = closing(self.book, self._meeting) if self._meeting is not None else None
        today = date.fromisoformat(self.book.today())
        own = corrections(self.book, self._meeting) if self._meeting is not None else ()
        before = carried(self.book, self._meeting) if self._meeting is not None else ()
        self._found = {str(row.id): row for row in (*own, *before)}
        rows = [correction_row(row, today) for row in own]
        if before:
            rows = [head("h-own", OWN_HEAD), *rows, head("h-carried", CARRIED_HEAD)]
            rows += [correction_row(row, today) for row in before]
        self._rows.set_rows(rows)
        first = summary(self._now) if self._now else NO_MEETING
        self.query_one("#closing-summary", Told).tell(first)
        second = to_do(self._now) if self._now else ""
        self.query_one("#closing-to-do", Told).tell(second)
        self._show_detail()

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Another correction: its whole text."""
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        row = self._found.get(self._rows.cursor_key or "")
        self.query_one("#closing-detail", Told).tell(detail(row) if row else "")

    def arrive(self, **arguments: int | str) -> None:
        """Put the cursor on the correction asked for."""
        if "correction" in arguments:
            self._rows.select(str(arguments["correction"]))

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def _here(self) -> int:
        if self._meeting is None:
            raise Refused(NO_MEETING)
        return self._meeting

    def _chosen(self) -> CorrectionRow:
        row = self._found.get(self._rows.cursor_key or "")
        if row is None:
            raise Refused(CHOOSE_FIRST)
        return row

    # Keys

    def digits(self) -> tuple[str, ...]:
        """The acts used most."""
        return ("add", "from_criticism", "strike", "progress", "adjourn", "close")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: edit."""
        event.stop()
        self.desk.act(self.do_edit)

    # Corrections

    async def do_add(self) -> None:
        """Lay a correction down."""
        here = self._here
        draft = await self._ask("增加整改事项", acts.CorrectionDraft("", "", ""))
        if draft is not None:
            self._added(acts.add_correction(self.book, here, draft))

    async def do_from_criticism(self) -> None:
        """Make a criticism a correction: whose it is and the problem are filled in."""
        here = self._here
        if stage(self.book).room_sees_laptop:
            raise Refused(COVERED)
        spoken = criticisms(self.book, here)
        if not spoken:
            raise Refused("还没有记下批评意见。")
        choices = [
            Choice(str(each.id), each.text[:40], f"评{each.about or WHOSE_BRANCH}：{each.speaker}")
            for each in spoken
        ]
        chosen = await self.desk.ask(Choose("由哪条批评意见", choices))
        source = next((each for each in spoken if str(each.id) == chosen), None)
        if source is None:
            return
        problem = " ".join(source.text.split())[:PROBLEM_LIMIT]
        suggested = acts.CorrectionDraft(problem, "", source.about, member_id=source.about_id)
        draft = await self._ask("增加整改事项", suggested)
        if draft is not None:
            self._added(acts.add_correction(self.book, here, draft))

    def _added(self, correction: int) -> None:
        self.acted("已列入整改清单")
        self._rows.select(str(correction))

    async def do_edit(self) -> None:
        """Change the correction under the cursor."""
        row = self._chosen()
        old = acts.CorrectionDraft(row.problem, row.measures, row.owner, row.due, row.member_id)
        draft = await self._ask("编辑整改事项", old)
        if draft is not None:
            acts.edit_correction(self.book, row.id, draft)
            self.acted("已修改整改事项")

    async def _ask(self, title: str, draft: acts.CorrectionDraft) -> acts.CorrectionDraft | None:
        people = (("0", WHOSE_BRANCH), *((str(row.id), row.shown_name) for row in members(self.book)))
        answer = await self.desk.ask(
            Form(
                title,
                [
                    Field(
                        "member", "对象", str(draft.member_id or 0), "党支部，或一名党员（F4 选择）", people
                    ),
                    Field("problem", "存在问题", draft.problem, required=True),
                    Field("measures", "整改措施", draft.measures, required=True),
                    Field("owner", "责任人", draft.owner, required=True),
                    Field("due", "时限", draft.due, "例如：2026-06，或“长期坚持”"),
                ],
                check=lambda values: why_not_add(values["problem"], values["measures"], values["owner"]),
            )
        )
        if answer is None:
            return None
        member = int(answer["member"] or 0) or None
        return acts.CorrectionDraft(
            answer["problem"], answer["measures"], answer["owner"], answer["due"], member
        )

    async def do_strike(self) -> None:
        """Strike the correction under the cursor off."""
        row = self._chosen()
        if row.state is State.STRUCK_OFF:
            raise Refused("本事项已经销号。误销请用“撤销销号”。")
        field = Field("result", "整改结果", row.progress, "例如：已组织学习四次", required=True)
        answer = await self.desk.ask(Form(f"销号：{row.problem[:30]}", [field]))
        if answer is not None:
            acts.strike_off(self.book, row.id, answer["result"])
            self.acted("已销号")

    def do_reopen(self) -> None:
        """Take a striking-off back."""
        acts.reopen(self.book, self._chosen().id)
        self.acted("已撤销销号")

    async def do_progress(self) -> None:
        """Write down how far the correction under the cursor has come."""
        row = self._chosen()
        if row.state is State.STRUCK_OFF:
            raise Refused("本事项已经销号。")
        answer = await self.desk.ask(
            Form(f"进展：{row.problem[:30]}", [Field("progress", "进展", row.progress)])
        )
        if answer is not None:
            acts.note_progress(self.book, row.id, answer["progress"])
            self.acted("已记进展")

    async def do_remove(self) -> None:
        """Take the correction under the cursor off the list."""
        row = self._chosen()
        if await self.desk.ask(Confirm("删除整改事项", f"删除“{row.problem}”？", yes="删除")):
            acts.remove_correction(self.book, row.id)
            self.acted("已删除整改事项")

    async def do_print(self) -> None:
        """The 整改清单 as a Word file; no exporter is loaded before somebody asks for one."""
        from tui.console.exporting import export

        await export(self.desk, "corrections")

    # The end

    async def do_adjourn(self) -> None:
        """Declare the meeting ended."""
        if await sitting.declare_ended(self.desk, self._here):
            self.acted("已散会")

    async def do_close(self) -> None:
        """Close the meeting for good; a backup is made."""
        here, now = self._here, self._now
        text = "闭会以后，本次会议的签到、议程、发言、整改内容都不能再改，并自动做一份备份。"
        if now is not None:
            text = f"{summary(now)}\n{to_do(now)}\n\n{text}"
        if await self.desk.ask(Confirm("闭会", text, yes="闭会", is_dangerous=True)):
            copy = meeting_acts.close_meeting(self.book, here, scheme=scheme_in_force(self.desk))
            self.desk.changed()
            self.acted(f"已闭会，备份在 {copy.parent.name}/{copy.name}")

    def why_not(self, act: str) -> str:
        """What the state of the meeting forbids."""
        if self._now is None:
            return NO_MEETING
        state = self._now.state
        if act == "adjourn":
            return "" if state == "running" else "会议不在进行中。"
        if act == "close":
            return {"adjourned": "", "closed": "会议已经闭会。"}.get(state, "请先散会，再闭会。")
        if act in ("add", "from_criticism") and state == "closed":
            return "会议已经闭会，不能再增加整改事项。"
        return ""
