"""签到: a digit marks and moves on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from db.acts import observers as observer_acts
from db.acts import rollcall as acts
from db.acts import undoing
from db.errors import Refused
from db.rules.attendance import STATUS_KEYS, Direction, Status, first_unmarked
from db.views.rollcall import Observer, RollRow, counts, observers, roll, roll_row
from db.views.stage import stage
from db.views.undoing import last_step
from db.words import ATTENDANCE
from tui.console.pane import ActSpec, Pane
from tui.console.roll_forms import ask_line, ask_observer, ask_reason
from tui.present.finding import fits
from tui.present.rollcall import COLUMNS, observer_line, roll_line, sentence
from tui.widgets.dialogs import Choice, Choose, Confirm, Find
from tui.widgets.rows import Rows
from tui.widgets.told import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui.console.pane import Desk
    from tui.widgets.rows import Row

HINT = "1到会 2迟到 3请假 4缺席 5离会 6返会 0清除 Enter到会或编辑"
EMPTY = "名单是空的。请先在“党员名册”登记党员，在“会议筹备”新建会议"
NO_MEETING = "还没有会议。请先在“会议筹备”里新建一次会议。"
REASON_SEEN = "大屏与本机同屏，写的事由会被看见；可先留空，以后按 F4 补填。"


class RollcallPane(Pane):
    """The opening sentence, the list in 姓氏笔画 order, the 列席 at its end."""

    DEFAULT_CSS = """
    RollcallPane #roll-sentence { height: 3; text-style: bold; color: $text-primary; }
    RollcallPane #roll-hint { color: $text-muted; }
    """

    TITLE = "签到"
    HELP = (
        "名单按姓氏笔画排列。光标停在谁身上，按数字就记谁，并移到下一位：\n"
        "1 到会，2 迟到，3 请假（接着填事由），4 缺席，0 清除。5 记中途离会，6 记返会，时间取当时。\n"
        "记错了再按一次正确的数字，或按 F7 撤销。F4 改事由和时间。列席人员在 F2 菜单里登记，排在名单末尾，\n"
        "中途到会、离会、返会同样按 2、5、6。\n"
        "上方始终是开会时宣读的那句话；有表决权人数另行统计。"
    )
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("find", "查找", "cz", "f3", "按汉字、拼音首字母或序号"),
        ActSpec("edit", "编辑事由和时间", "bjsyhsj", "f4"),
        ActSpec("undo", "撤销", "cx", "f7", "撤销上一次签到操作"),
        ActSpec("mark", "登记到会情况", "djdhqk", help="到会、迟到、请假、缺席、离会、返会"),
        ActSpec("next_unmarked", "跳到下一位未签到的", "tdxywwqdd"),
        ActSpec("rest", "其余全部记为", "qyqbjw", help="把未签到的一次记完"),
        ActSpec("observer", "登记列席人员", "djlxry"),
        ActSpec("remove_observer", "删除列席人员", "sclxry"),
        ActSpec("print", "导出签到表", "dcqdb"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting: int | None = None
        self._is_covered = False

    def compose(self) -> ComposeResult:
        """The sentence, the list, the digits."""
        yield Told(id="roll-sentence")
        yield Rows(COLUMNS, empty=EMPTY)
        yield Told(HINT, id="roll-hint")

    # Reading

    def arrive(self, **arguments: int | str) -> None:
        """Bring the roll in line with the roster, once on coming here; put the cursor where it was asked for."""
        if self.desk.meeting_id is not None and acts.prepare(self.book, self.desk.meeting_id):
            self.reload()
            self.desk.changed()
        if "member" in arguments:
            self._rows.select(str(arguments["member"]))

    def reload(self) -> None:
        """Read the whole roll."""
        if self.desk.meeting_id != self._meeting:
            self._meeting = self.desk.meeting_id
        self._is_covered = stage(self.book).room_sees_laptop
        lines: list[Row] = []
        if self._meeting is not None:
            lines = [self._line(number, row) for number, row in enumerate(roll(self.book, self._meeting), 1)]
            lines += [observer_line(observer) for observer in observers(self.book, self._meeting)]
        self._rows.set_rows(lines)
        self._show_sentence()

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    def _line(self, number: int, row: RollRow) -> Row:
        return roll_line(number, row, is_covered=self._is_covered)

    @property
    def _reason_note(self) -> str:
        return REASON_SEEN if self._is_covered else ""

    def _show_sentence(self) -> None:
        text = NO_MEETING if self._meeting is None else sentence(counts(self.book, self._meeting))
        self.query_one("#roll-sentence", Told).tell(text, layout=False)

    def _show_member(self, member: int) -> None:
        """Draw one line again: the path of a key press, so nothing else is read."""
        row = roll_row(self.book, self._here, member)
        index = self._rows.index_of(str(member))
        if row is not None and index is not None:
            self._rows.set_row(self._line(index + 1, row))
        self._show_sentence()
        self.desk.changed()

    @property
    def _here(self) -> int:
        if self._meeting is None:
            raise Refused(NO_MEETING)
        return self._meeting

    @property
    def _member(self) -> int:
        key = self._rows.cursor_key
        if key is None or not key.isdecimal():
            raise Refused("光标不在党员上。请用上下键选一位党员。")
        return int(key)

    @property
    def _observer(self) -> Observer | None:
        key = self._rows.cursor_key or ""
        found = (
            observers(self.book, self._meeting) if self._meeting is not None and key.startswith("o") else ()
        )
        return next((observer for observer in found if f"o{observer.id}" == key), None)

    # Marking

    def digit(self, number: int) -> bool:
        """Mark the member under the cursor."""
        status = STATUS_KEYS.get(str(number))
        if status is not None:
            self.desk.act(lambda: self._mark(status))
        elif number in (5, 6):
            self.desk.act(lambda: self._move(Direction.LEFT if number == 5 else Direction.RETURNED))
        return status is not None or number in (5, 6)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: 到会 for one not yet called, else edit."""
        event.stop()
        row = self._row() if event.key.isdecimal() else None
        if row is not None and row.status is Status.UNMARKED:
            self.desk.act(lambda: self._mark(Status.PRESENT))
        else:
            self.desk.act(self.do_edit)

    def _row(self) -> RollRow:
        row = roll_row(self.book, self._here, self._member)
        if row is None:
            raise Refused("签到名单中没有这名党员，请重新打开签到。")
        return row

    def _mark(self, status: Status) -> None:
        observer = self._observer
        if observer is not None:
            observer_acts.mark_observer(self.book, observer.id, status)
            self.acted()
            return
        member = self._member
        acts.mark(self.book, self._here, member, status)
        if status is Status.LEAVE:
            self._show_member(member)
            self.desk.act(self._ask_reason)
            return
        self._rows.advance()
        self._show_member(member)

    def _move(self, direction: Direction) -> None:
        observer = self._observer
        if observer is not None:
            observer_acts.move_observer(self.book, observer.id, direction)
            self.acted()
            return
        member = self._member
        acts.move(self.book, self._here, member, direction)
        self._show_member(member)

    async def _ask_reason(self) -> None:
        row = self._row()
        reason = await ask_reason(self.desk, row, note=self._reason_note)
        if reason is not None:
            acts.mark(self.book, self._here, row.member_id, Status.LEAVE, reason)
        self._rows.advance()
        self._show_member(row.member_id)

    # Acts of the menu

    async def do_find(self) -> None:
        """F3: put the cursor on somebody."""
        people = roll(self.book, self._here)

        def found(typed: str) -> Sequence[Row]:
            return [
                self._line(number, row)
                for number, row in enumerate(people, 1)
                if fits(typed, row.shown_name, row.initials, number)
            ]

        key = await self.desk.ask(Find("查找党员", found, COLUMNS))
        if key is not None:
            self._rows.select(key)
        self._rows.focus()

    async def do_edit(self) -> None:
        """F4: the reason and the times of a member, or the fields of a 列席."""
        observer = self._observer
        if observer is not None:
            await self._ask_observer(observer)
            return
        row = self._row()
        amended = await ask_line(self.desk, row, note=self._reason_note)
        if amended is not None:
            reason, times = amended
            acts.amend(self.book, self._here, row.member_id, reason=reason, movements=times)
            self._show_member(row.member_id)

    def do_undo(self) -> None:
        """F7: put back what the last act changed."""
        step = undoing.undo(self.book, self._here, "rollcall")
        if step.ref is not None:
            self._rows.select(str(step.ref))
        self.acted(f"已撤销这一步：{step.name}")

    async def do_mark(self) -> None:
        """The digits as a menu, for the mouse."""
        row = self._row()
        choices = [
            Choice(status.value, ATTENDANCE[status.value])
            for key, status in STATUS_KEYS.items()
            if key != "0"
        ]
        choices += [Choice("left", "中途离会"), Choice("returned", "返会"), Choice("unmarked", "清除")]
        chosen = await self.desk.ask(Choose(row.shown_name, choices, selected=row.status.value))
        if chosen in ("left", "returned"):
            self._move(Direction(chosen))
        elif chosen is not None:
            self._mark(Status(chosen))

    def do_next_unmarked(self) -> None:
        """Put the cursor on the next one not yet called."""
        people = roll(self.book, self._here)
        index = first_unmarked([row.attendance for row in people], self._rows.cursor)
        if index is None:
            raise Refused("名单已全部签到完毕。")
        self._rows.select(str(people[index].member_id))

    async def do_rest(self) -> None:
        """Mark everybody not yet called."""
        number = counts(self.book, self._here).unmarked
        choices = [
            Choice(status.value, ATTENDANCE[status.value], f"{number}名")
            for status in (Status.PRESENT, Status.ABSENT, Status.LEAVE)
        ]
        chosen = await self.desk.ask(Choose(f"其余未签到的{number}名全部记为", choices))
        if chosen is None:
            return
        lines = acts.mark_rest(self.book, self._here, Status(chosen))
        self.acted(f"已把其余{len(lines)}名记为{ATTENDANCE[chosen]}")

    async def do_observer(self) -> None:
        """Enter a 列席 person."""
        await self._ask_observer(None)

    async def do_print(self) -> None:
        """The 签到表 as a Word file; no exporter is loaded before somebody asks for one."""
        from tui.console.exporting import export

        await export(self.desk, "signin")

    async def do_remove_observer(self) -> None:
        """Take off the 列席 person under the cursor."""
        observer = self._observer
        if observer is None:
            raise Refused("光标不在列席人员上。请先移到名单末尾的列席人员。")
        if await self.desk.ask(Confirm("删除列席人员", f"删除列席人员“{observer.name}”？", yes="删除")):
            observer_acts.remove_observer(self.book, observer.id)
            self.acted(f"已删除列席人员：{observer.name}")

    async def _ask_observer(self, observer: Observer | None) -> None:
        answer = await ask_observer(self.desk, observer)
        if answer is None:
            return
        draft, times = answer
        if observer is None:
            key, did = observer_acts.add_observer(self.book, self._here, draft), "登记"
        else:
            key, did = observer.id, "修改"
            observer_acts.edit_observer(self.book, key, draft, times)
        self.acted(f"已{did}列席人员：{draft.name}")
        self._rows.select(f"o{key}")

    def why_not(self, act: str) -> str:
        """Nothing can be done without a meeting."""
        if self._meeting is None:
            return NO_MEETING
        if act == "undo" and last_step(self.book, self._meeting, "rollcall") is None:
            return "没有可以撤销的签到操作。"
        if act == "remove_observer" and self._observer is None:
            return "光标不在列席人员上。"
        return ""
