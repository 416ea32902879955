"""What can be done to the agenda, before the meeting and in it, with undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import agenda as acts
from db.acts import undoing
from db.acts.agenda_undo import snapshot
from db.acts.meetings import ItemDraft
from db.errors import Refused, refuse_if
from db.rules.agenda import Kind, why_not_minutes, why_not_move, why_not_remove, why_not_skip
from db.views.undoing import last_step
from db.words import AGENDA_KIND
from tui.console.pane import ActSpec, Pane
from tui.widgets.dialogs import Confirm, Field, Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.views.agenda import AgendaRow

NOTHING_TO_UNDO = "没有可以撤销的议程操作。"
CHOOSE_FIRST = "请先用上下键选一项议程。"

SKIP = ActSpec("skip", "记为未进行", "jwwjx", help="写明原因，写入会议记录")
TAKE_UP = ActSpec("take_up", "恢复未进行的一项", "hfwjxdyx")
UP = ActSpec("up", "上移", "sy")
DOWN = ActSpec("down", "下移", "xy")
ADD = ActSpec("add", "增加一项", "zjyx")
REMOVE = ActSpec("remove", "删除一项", "scyx", help="只限未开始的")
UNDO = ActSpec("undo", "撤销", "cx", "f7", "撤销上一次议程操作")


class AgendaEditing(Pane):
    """Base of the panes in which the agenda is edited; they say which meeting and which item."""

    def edited_meeting(self) -> int:
        """The meeting whose agenda is edited.

        Raises:
            Refused: there is none.
        """
        raise Refused(CHOOSE_FIRST)

    def chosen_item(self) -> AgendaRow | None:
        """The item under the cursor."""
        return None

    def select_item(self, item: int) -> None:
        """Put the cursor on an item."""
        del item

    def change(self, name: str, act: Callable[[], object]) -> None:
        """Do an act that can be taken back, and say so."""
        meeting = self.edited_meeting()
        before = snapshot(self.book, meeting)
        act()
        after = snapshot(self.book, meeting)
        if after != before:
            rows = {"before": before.rows, "after": after.rows}
            undoing.keep(self.book, meeting, "agenda", name, rows)
        self.acted(f"已{name}")

    def _item(self) -> AgendaRow:
        row = self.chosen_item()
        if row is None:
            raise Refused(CHOOSE_FIRST)
        return row

    async def do_skip(self) -> None:
        """Record an item as not held, with the reason."""
        row = self._item()
        refuse_if(why_not_skip(row.rule, reason="-"))
        field = Field("reason", "原因", "", "例如：上级领导未到会", required=True)
        answer = await self.desk.ask(Form(f"未进行：{row.title}", [field]))
        if answer is not None:
            self.change(
                f"记为未进行：{row.title}", lambda: acts.skip_item(self.book, row.id, answer["reason"])
            )

    def do_take_up(self) -> None:
        """Put a skipped item back."""
        row = self._item()
        self.change(f"恢复：{row.title}", lambda: acts.take_up(self.book, row.id))

    def do_up(self) -> None:
        """Move the item under the cursor up."""
        self._move(-1)

    def do_down(self) -> None:
        """Move the item under the cursor down."""
        self._move(1)

    def _move(self, by: int) -> None:
        row = self._item()
        refuse_if(why_not_move(row.rule))
        self.change(
            f"{'上移' if by < 0 else '下移'}：{row.title}", lambda: acts.move_item(self.book, row.id, by)
        )

    async def do_add(self) -> None:
        """Add an item behind the one under the cursor."""
        chosen, meeting = self.chosen_item(), self.edited_meeting()
        draft = await self._ask_item("增加议程", None)
        if draft is None:
            return
        added: list[int] = []
        after = chosen.id if chosen else None
        self.change(
            f"增加：{draft.title}",
            lambda: added.append(acts.add_item(self.book, meeting, draft, after=after)),
        )
        self.select_item(added[0])

    async def edit_item(self, row: AgendaRow) -> None:
        """Change an item's name, minutes and kind."""
        draft = await self._ask_item("编辑议程", row)
        if draft is not None:
            self.change(f"修改：{draft.title}", lambda: acts.edit_item(self.book, row.id, draft))

    async def _ask_item(self, title: str, row: AgendaRow | None) -> ItemDraft | None:
        fields = [
            Field("title", "名称", row.title if row else "", required=True),
            Field("minutes", "计划分钟", str(row.clock.planned // 60) if row else "10", "0 为不计时"),
            Field("kind", "办理", row.kind if row else Kind.OTHER.value, choices=tuple(AGENDA_KIND.items())),
        ]
        answer = await self.desk.ask(Form(title, fields, check=_check_item))
        if answer is None:
            return None
        return ItemDraft(answer["kind"] or Kind.OTHER.value, answer["title"], int(answer["minutes"] or 0))

    async def do_remove(self) -> None:
        """Take the item under the cursor off."""
        row = self._item()
        refuse_if(why_not_remove(row.rule))
        if await self.desk.ask(Confirm("删除议程", f"删除“{row.title}”？", yes="删除")):
            self.change(f"删除：{row.title}", lambda: acts.remove_item(self.book, row.id))

    def do_undo(self) -> None:
        """Take the last act done here back; what the clock did since, or another place, stays."""
        step = undoing.undo(self.book, self.edited_meeting(), "agenda")
        self.acted(f"已撤销：{step.name}")

    def can_undo(self) -> bool:
        """Whether there is an act on the agenda to take back."""
        return last_step(self.book, self.edited_meeting(), "agenda") is not None


def _check_item(values: dict[str, str]) -> str:
    minutes = values["minutes"] or "0"
    return why_not_minutes(int(minutes)) if minutes.isdecimal() else "计划分钟请填整数。"
