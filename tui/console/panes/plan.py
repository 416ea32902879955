"""会议筹备: a meeting from a template, its checklist, its agenda, what the last one left open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from db.acts import meetings as acts
from db.errors import Refused
from db.rules.clock import minutes_text
from db.views.agenda import Agenda, AgendaRow, agenda
from db.views.corrections import carried
from db.views.meetings import ChecklistLine, Meeting, checklist, meeting, meetings
from db.words import MEETING_STATE
from tui.console.agenda_editing import (
    ADD,
    DOWN,
    NOTHING_TO_UNDO,
    REMOVE,
    SKIP,
    TAKE_UP,
    UNDO,
    UP,
    AgendaEditing,
)
from tui.console.in_force import rules_in_force, scheme_in_force
from tui.console.meeting_forms import ask_meeting, ask_new_meeting
from tui.console.pane import ActSpec
from tui.present.plan import (
    AGENDA_HEAD,
    CARRIED_HEAD,
    CHECKLIST_HEAD,
    COLUMNS,
    carried_row,
    checklist_row,
    head,
    headlines,
    item_row,
    steps_text,
)
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Form, Notice
from tui.widgets.rows import Rows
from tui.widgets.told import Told

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.console.pane import Desk
    from tui.widgets.rows import Row

HINT = "1新建 2编辑会议 3会议列表 4记完成 5未进行 6上移 7下移 8增加议程"
EMPTY = "还没有会议。按 1 按模板新建一次会议"
NO_MEETING = "还没有会议。按 1 新建。"


class PlanPane(AgendaEditing):
    """What meeting it is, then one list: checklist, agenda, what comes along from the last."""

    DEFAULT_CSS = """
    PlanPane #plan-head { max-height: 7; color: $text-primary; text-style: bold; }
    PlanPane #plan-hint { color: $text-muted; }
    """

    TITLE = "会议筹备"
    HELP = (
        "按 1 选一个模板，填年度、时间、地点、主持人和记录人，议程就按模板排好，每项有计划分钟数。\n"
        "会前准备逐项按 Enter 填数量：够数即记为已完成，也可以直接记完成。\n"
        "议程可以上移、下移、增加、改名称和时间，不进行的写明原因。上次会议没有销号的整改自动列在最后，通报时宣读。\n"
        "年度是评议的年度，不一定是开会那一天的年份。"
    )
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("create", "新建会议", "xjhy", help="按模板，或照上次的议程"),
        ActSpec("edit_meeting", "编辑会议", "bjhy", help="名称、主题、时间、地点、主持、记录"),
        ActSpec("list", "会议列表", "hylb", help="查看别的会议"),
        ActSpec("edit", "编辑所选的一行", "bjsxdyh", "f4"),
        ActSpec("done", "会前准备记为完成或未完成", "hqzbjwwchwwc"),
        SKIP,
        TAKE_UP,
        UP,
        DOWN,
        ADD,
        REMOVE,
        UNDO,
        ActSpec("steps", "会前会中会后的步骤", "hqhzhhdbz", help="一次组织生活会的全过程"),
        ActSpec("remove_meeting", "删除会议", "schy", help="只限没有任何记录的"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen: int | None = None
        self._working: int | None = None
        self._agenda: Agenda | None = None
        self._lines: tuple[ChecklistLine, ...] = ()

    def compose(self) -> ComposeResult:
        """The meeting, the list, the digits."""
        yield Told(id="plan-head")
        yield Rows(COLUMNS, empty=EMPTY, show_header=False)
        yield Told(HINT, id="plan-hint")

    # Reading

    def reload(self) -> None:
        """Read the meeting shown: the one chosen from the list, else the one that the console works on."""
        if self.desk.meeting_id != self._working:
            self._working = self._chosen = self.desk.meeting_id
        shown = self._shown
        today = date.fromisoformat(self.book.today())
        self._agenda = agenda(self.book, shown.id) if shown else None
        self._lines = checklist(self.book, shown.id) if shown else ()
        self.query_one("#plan-head", Told).tell(headlines(shown, today) if shown else NO_MEETING)
        self._rows.set_rows(self._make_rows(shown, today) if shown else ())

    def _make_rows(self, shown: Meeting, today: date) -> list[Row]:
        rows: list[Row] = []
        if self._lines:
            done = sum(line.rule.is_done for line in self._lines)
            rows.append(head("h-checklist", CHECKLIST_HEAD, f"完成{done}/{len(self._lines)}"))
            rows += [checklist_row(line) for line in self._lines]
        items = self._agenda.rows if self._agenda else ()
        total = minutes_text(self._agenda.planned_seconds) if self._agenda else ""
        rows.append(head("h-agenda", AGENDA_HEAD, f"{len(items)}项 {total}"))
        rows += [item_row(row) for row in items]
        inherited = carried(self.book, shown.id)
        if inherited:
            rows.append(head("h-carried", CARRIED_HEAD, f"{len(inherited)}项"))
            rows += [carried_row(row, today) for row in inherited]
        return rows

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def _shown(self) -> Meeting | None:
        found = meeting(self.book, self._chosen) if self._chosen is not None else None
        if found is None and self._working is not None:
            found = meeting(self.book, self._working)
        return found

    def _here(self) -> Meeting:
        shown = self._shown
        if shown is None:
            raise Refused(NO_MEETING)
        return shown

    def edited_meeting(self) -> int:
        """The meeting shown."""
        return self._here().id

    def chosen_item(self) -> AgendaRow | None:
        """The agenda item under the cursor."""
        key, rows = self._rows.cursor_key, self._agenda.rows if self._agenda else ()
        return next((row for row in rows if f"i{row.id}" == key), None)

    def select_item(self, item: int) -> None:
        """Put the cursor on an item."""
        self._rows.select(f"i{item}")

    @property
    def _line(self) -> ChecklistLine | None:
        key = self._rows.cursor_key
        return next((line for line in self._lines if f"c{line.id}" == key), None)

    # Keys

    def digits(self) -> tuple[str, ...]:
        """The acts used most."""
        return ("create", "edit_meeting", "list", "done", "skip", "up", "down", "add")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: edit the line; a correction is followed up where corrections are."""
        event.stop()
        if event.key.startswith("k"):
            self.desk.go("closing", correction=int(event.key[1:]))
        else:
            self.desk.act(self.do_edit)

    # Acts

    async def do_create(self) -> None:
        """A new meeting: choose a template, fill in the plan."""
        plan = await ask_new_meeting(self.desk)
        if plan is None:
            return
        new = acts.create_meeting(
            self.book,
            plan.organisation,
            plan.draft,
            plan.items,
            checks=plan.checks,
            rules=rules_in_force(self.desk),
            scheme=scheme_in_force(self.desk),
            template=plan.template,
        )
        self.desk.changed()
        self.reload()
        self._chosen = new
        self.acted(f"已新建：{plan.draft.title}")

    async def do_edit_meeting(self) -> None:
        """Change what is planned."""
        here = self._here()
        draft = await ask_meeting(
            self.desk, "编辑会议",
            acts.MeetingDraft(
                here.title, here.year, here.topic, here.planned_at, here.place, here.chair_id, here.recorder_id,
                here.level,
            ),
        )  # fmt: skip
        if draft is not None:
            acts.edit_meeting(self.book, here.id, draft)
            self.acted(f"已修改：{draft.title}")

    async def do_list(self) -> None:
        """Show another meeting."""
        choices = [
            Choice(
                str(each.id),
                f"第{each.number}次 {each.title}",
                f"{MEETING_STATE[each.state]} {each.planned_at[:10]}",
            )
            for each in meetings(self.book)
        ]
        if not choices:
            raise Refused(NO_MEETING)
        chosen = await self.desk.ask(Choose("会议列表", choices, selected=str(self._chosen)))
        if chosen is not None:
            self._chosen = int(chosen)
            self.reload()

    async def do_edit(self) -> None:
        """Edit the line under the cursor."""
        line, item = self._line, self.chosen_item()
        if line is not None:
            await self._edit_line(line)
        elif item is not None:
            await self.edit_item(item)
        else:
            await self.do_edit_meeting()

    async def _edit_line(self, line: ChecklistLine) -> None:
        rule = line.rule
        answer = await self.desk.ask(
            Form(
                rule.name,
                [
                    Field(
                        "count",
                        f"数量（{rule.unit}）" if rule.unit else "数量",
                        "" if rule.count is None else str(rule.count),
                    ),
                    Field("note", "说明", line.note, "例如：学习的篇目、发放意见表的范围"),
                ],
                check=_check_count,
            )
        )
        if answer is not None:
            count = int(answer["count"]) if answer["count"] else None
            # Without a number the tick stays as it was: a line may be done though nothing was counted.
            acts.set_checklist(
                self.book,
                line.id,
                count=count,
                is_done=None if answer["count"] else rule.is_done,
                note=answer["note"],
            )
            self.acted(f"已记：{rule.name}")

    def do_done(self) -> None:
        """Tick a line of the checklist, or take the tick back."""
        line = self._line
        if line is None:
            raise Refused("光标不在会前准备上。")
        rule = line.rule
        acts.set_checklist(self.book, line.id, count=rule.count, is_done=not rule.is_done, note=line.note)
        self.acted(f"{rule.name}：{'未完成' if rule.is_done else '已完成'}")

    async def do_steps(self) -> None:
        """Read how a meeting commonly goes, from the first day to the archive."""
        await self.desk.ask(Notice("一次组织生活会的步骤", steps_text()))

    async def do_remove_meeting(self) -> None:
        """Take back a meeting at which nothing was recorded."""
        here = self._here()
        text = f"删除“{here.title}”和它的议程？只有没有任何记录的会议才能删除。"
        if await self.desk.ask(Confirm("删除会议", text, yes="删除", is_dangerous=True)):
            acts.remove_meeting(self.book, here.id)
            self._chosen = None
            self.desk.changed()
            self.acted(f"已删除：{here.title}")

    def why_not(self, act: str) -> str:
        """What cannot be done without a meeting."""
        if act in ("create", "steps"):
            return ""
        if self._shown is None:
            return NO_MEETING
        return NOTHING_TO_UNDO if act == "undo" and not self.can_undo() else ""


def _check_count(values: dict[str, str]) -> str:
    return "" if not values["count"] or values["count"].isdecimal() else "数量请填整数。"
