"""议程: what the meeting is at, planned against actual, and the prose of each item."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from db.acts import agenda as acts
from db.errors import PingyiError, Refused
from db.rules.agenda import Kind, State
from db.rules.clock import overrun
from db.rules.moments import clock_text
from db.views.agenda import Agenda, AgendaRow, agenda
from db.views.briefing import briefing
from db.views.meetings import Meeting, is_frozen, meeting
from db.words import ITEM_STATE
from tui.console import sitting
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
from tui.console.clock import NO_MEETING, toggle_clock
from tui.console.covering import UNCOVER, Covering
from tui.console.pane import ActSpec
from tui.console.places import place_for
from tui.present.agenda import COLUMNS, agenda_line, headline, now_line
from tui.widgets.prose import Prose
from tui.widgets.prose_field import ProseField
from tui.widgets.rows import Rows
from tui.widgets.told import Told

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.console.pane import Desk

HINT = "1下一项 2开始 3暂停/继续 4结束 5未进行 6上移 7下移 8增加 9开会/散会"
EMPTY = "议程是空的。按 8 增加一项，或在“会议筹备”里按模板新建会议"
NOTE = "本项记录（写入会议记录）"
NOTE_COVERED = "本项记录（写入会议记录，正文已遮盖）"
NOTE_HINT = "Esc 回到议程"
PLACEHOLDER = "这一项通报、报告、决定了什么。按 Tab 进入，Esc 回到议程。"


class AgendaPane(AgendaEditing):
    """A headline, the item in hand, the agenda, the prose of the item under the cursor."""

    DEFAULT_CSS = """
    AgendaPane #agenda-headline { max-height: 2; color: $text-muted; }
    AgendaPane #agenda-now { height: 1; text-style: bold; color: $text-primary; &.-over { color: $text-warning; } }
    AgendaPane #agenda-hint { color: $text-muted; }
    AgendaPane #agenda-facts { max-height: 25%; color: $text-muted; }
    AgendaPane Rows { height: 2fr; min-height: 9; }
    AgendaPane ProseField { height: 1fr; min-height: 5; }
    """

    TITLE = "议程"
    HELP = (
        "按 9 宣布开会，再按 1 或 F9 开始第一项；讲完一项按 1 进入下一项，上一项自动结束并记下用时。\n"
        "F9 在任何地方都能暂停、继续。计划用时和实际用时并排列出，超时变色并写明超时多少。\n"
        "程序意外退出不影响计时：重新打开后接着走。\n"
        "光标停在哪一项，下面就写哪一项的记录；通报一项会列出会前准备和上次整改的情况。\n"
        "按 Enter 到办理这一项的地方去（发言、积分、表决、测评、点评）。"
    )
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("open", "宣布开会", "xbkh"),
        ActSpec("next", "进入下一项", "jrxyx"),
        ActSpec("start", "开始所选的一项", "kssxdyx", help="已结束的可以再议，用时累计"),
        ActSpec("toggle", "暂停或继续计时", "zthjxjs", help="任何地方按 F9"),
        ActSpec("finish", "结束当前一项", "jsdqyx", help="不进入下一项"),
        SKIP,
        TAKE_UP,
        UP,
        DOWN,
        ADD,
        ActSpec("edit", "编辑名称和时间", "bjmchsj", "f4"),
        REMOVE,
        UNDO,
        ActSpec("uncover", "显示或遮盖正文", "xshzgzw", help="同屏时"),
        ActSpec("adjourn", "宣布散会", "xbsh"),
        ActSpec("resume", "恢复开会", "hfkh", help="误按散会时"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting: int | None = None
        self._agenda: Agenda | None = None
        self._covering = Covering(self.book)

    def compose(self) -> ComposeResult:
        """Headline, item in hand, agenda, digits, facts and prose of the item under the cursor."""
        yield Told(id="agenda-headline")
        yield Told(id="agenda-now")
        yield Rows(COLUMNS, empty=EMPTY)
        yield Told(HINT, id="agenda-hint")
        yield Told(id="agenda-facts")
        yield ProseField(NOTE, placeholder=PLACEHOLDER)

    def on_mount(self) -> None:
        """Read, and let the clock of the running item tick."""
        super().on_mount()
        self.set_interval(1.0, self._tick)

    # Reading

    def reload(self) -> None:
        """Read the agenda again."""
        if self.desk.meeting_id != self._meeting:
            self._meeting = self.desk.meeting_id
        self._agenda = None if self._meeting is None else agenda(self.book, self._meeting)
        self._draw()
        self._show_item()
        self._show_covering()

    def arrive(self, **arguments: int | str) -> None:
        """Put the cursor on the item asked for, else on the one in hand."""
        wanted = arguments.get("item") or (
            self._agenda.current.id if self._agenda and self._agenda.current else None
        )
        if wanted is not None:
            self._rows.select(str(wanted))

    def leave(self) -> None:
        """Save the prose."""
        self._keep()

    def _draw(self) -> None:
        now, held = self.book.clock(), self._held
        rows = self._agenda.rows if self._agenda else ()
        self._rows.set_rows(agenda_line(row, now) for row in rows)
        top = headline(held, self._agenda, now) if held and self._agenda else NO_MEETING
        self.query_one("#agenda-headline", Told).tell(top)
        line = now_line(self._agenda, now) if self._agenda else ""
        now_told = self.query_one("#agenda-now", Told)
        now_told.tell(line, layout=False)
        current = self._agenda.current if self._agenda else None
        now_told.set_class(current is not None and overrun(current.clock, now) > 0, "-over")

    def _tick(self) -> None:
        if self.display and self._agenda and any(row.clock.is_running for row in self._agenda.rows):
            self._draw()

    @property
    def _held(self) -> Meeting | None:
        return meeting(self.book, self._meeting) if self._meeting is not None else None

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def _note(self) -> ProseField:
        return self.query_one(ProseField)

    @property
    def _here(self) -> int:
        if self._meeting is None:
            raise Refused(NO_MEETING)
        return self._meeting

    @property
    def _chosen(self) -> AgendaRow | None:
        key = self._rows.cursor_key
        rows = self._agenda.rows if self._agenda else ()
        return next((row for row in rows if str(row.id) == key), None)

    def edited_meeting(self) -> int:
        """The meeting that the console works on."""
        return self._here

    def chosen_item(self) -> AgendaRow | None:
        """The item under the cursor."""
        return self._chosen

    def select_item(self, item: int) -> None:
        """Put the cursor on an item."""
        self._rows.select(str(item))

    # The prose of an item

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Another item: its facts and its prose."""
        event.stop()
        self._show_item()

    def _show_item(self) -> None:
        row = self._chosen
        facts = self.query_one("#agenda-facts", Told)
        text = self._facts(row) if row is not None else ""
        facts.display = bool(text)
        facts.tell(text)
        self._note.display = row is not None
        self._note.prose.read_only = self._meeting is not None and is_frozen(self.book, self._meeting)
        prose = self._note.prose
        if row is None or prose.key == row.id:
            return
        if not self._keep() and self._rows.index_of(str(prose.key)) is not None:
            self._rows.select(str(prose.key))  # what could not be saved stays in sight
            return
        # The rows in hand were read before this was typed.
        found = next((each for each in agenda(self.book, self._here).rows if each.id == row.id), row)
        self._note.load(found.note, row.id)
        self._covering.begin()
        self._show_covering()

    def _show_covering(self) -> None:
        """Where the room sees this screen the prose is covered, and whoever writes it is told."""
        is_covered = self._covering.is_covered
        self._note.prose.cover(is_covered=is_covered)
        self._note.set_label(NOTE_COVERED if is_covered else NOTE)
        is_writing = self._note.prose.has_focus and self._covering.is_seen
        hint = self._covering.hint(NOTE_HINT) if is_writing else HINT
        self.query_one("#agenda-hint", Told).tell(hint)

    def on_descendant_focus(self) -> None:
        """The digits are for the agenda or, in the prose, for the text."""
        self._show_covering()

    def _facts(self, row: AgendaRow) -> str:
        """What is known of an item: why it was not held, or what the briefing has to say."""
        if row.state is State.SKIPPED:
            return f"{ITEM_STATE['skipped']}：{row.skip_reason}"
        if row.kind == Kind.BRIEFING.value:
            return briefing(self.book, self._here, self.book.today())
        return ""

    def on_prose_save_due(self, event: Prose.SaveDue) -> None:
        """Keep the prose; what was handed out for an item left since is kept already."""
        event.stop()
        if event.key == self._note.prose.key:
            self._keep()

    def _keep(self) -> bool:
        """Make the prose durable; the field says whether it is."""
        prose = self._note.prose
        if not isinstance(prose.key, int) or prose.is_saved:
            return True
        try:
            acts.save_note(self.book, prose.key, prose.text)
        except PingyiError as error:
            self._note.mark_failed(prose.key, error.message)
            return False
        self._note.mark_saved(prose.text, prose.key, clock_text(self.book.now()))
        return True

    def key(self, name: str) -> bool:
        """Esc in the prose goes back to the agenda."""
        if name == "escape" and self._note.prose.has_focus:
            self._rows.focus()
            return True
        return False

    # Acts

    def digits(self) -> tuple[str, ...]:
        """The acts used most; 9 opens the meeting, ends it, or goes on with it. In covered prose, uncovering it."""
        if self._note.prose.has_focus and self._covering.is_seen:
            return (UNCOVER,)
        held = self._held
        turn = {"running": "adjourn", "adjourned": "resume"}.get(held.state if held else "", "open")
        return ("next", "start", "toggle", "finish", "skip", "up", "down", "add", turn)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: where the item is done; the prose for those that are done here."""
        event.stop()
        row = self._item()
        place = place_for(row.kind)
        if place == "agenda":
            self._note.focus_prose()
        else:
            self.desk.go(place, item=row.id)

    async def do_open(self) -> None:
        """Declare the meeting open, with the sentence to read out."""
        if await sitting.declare_open(self.desk, self._here):
            self.acted("已开会")

    def do_next(self) -> None:
        """End the item in hand and start the next."""
        started: list[int | None] = []
        coming = self._agenda.following if self._agenda else None
        name = f"开始：{coming.number} {coming.title}" if coming else "结束最后一项"
        self.change(name, lambda: started.append(acts.next_item(self.book, self._here)))
        if started[0] is not None:
            self._rows.select(str(started[0]))

    def do_start(self) -> None:
        """Start the item under the cursor."""
        row = self._item()
        self.change(f"开始：{row.number} {row.title}", lambda: acts.start_item(self.book, row.id))

    def do_toggle(self) -> None:
        """Pause or go on."""
        toggle_clock(self.desk)
        self.reload()

    def do_finish(self) -> None:
        """End the item in hand."""
        row = self._agenda.current if self._agenda else None
        if row is None:
            raise Refused("现在没有进行中的议程。")
        self.change(f"结束：{row.number} {row.title}", lambda: acts.finish_item(self.book, row.id))

    async def do_edit(self) -> None:
        """Change the item under the cursor."""
        await self.edit_item(self._item())

    async def do_adjourn(self) -> None:
        """Declare the meeting ended."""
        if await sitting.declare_ended(self.desk, self._here):
            self.acted("已散会。请到“整改与闭会”收尾")

    async def do_resume(self) -> None:
        """Take a mistaken 散会 back."""
        if await sitting.resume(self.desk, self._here):
            self.acted("会议继续")

    def do_uncover(self) -> None:
        """Show the prose although the room sees it, or cover it again."""
        self._covering.turn()
        self._show_covering()

    def why_not(self, act: str) -> str:
        """What the state of the meeting forbids."""
        held = self._held
        if held is None:
            return NO_MEETING
        state = held.state
        reasons = {
            "open": "" if state == "planned" else "会议已经开过会。误按散会时请用“恢复开会”。",
            "adjourn": "" if state == "running" else "会议不在进行中。",
            "resume": "" if state == "adjourned" else "只有已散会、未闭会的会议可以恢复。",
            "undo": "" if self.can_undo() else NOTHING_TO_UNDO,
            UNCOVER: self._covering.why_not,
        }
        return reasons.get(act, "")
