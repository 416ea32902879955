"""会议记录: the whole record to read, its states, and every document of the meeting into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from db.acts import minutes as acts
from db.errors import PingyiError
from db.export.desk import NAMES
from db.export.minutes_outline import closing_blocks
from db.rules import minutes as rules
from db.views.minutes import Minutes, minutes
from db.views.stage import stage
from tui.console.exporting import export
from tui.console.pane import ActSpec, Pane
from tui.folders import can_open_folder, open_folder
from tui.present.minutes import gaps_line, headings, page_lines, state_line
from tui.present.wrap import wrap_cjk
from tui.strings import minutes as words
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Find, Form, Notice
from tui.widgets.han_content import HanContent
from tui.widgets.page import Page, PageLine
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import Resize

    from db.export.outline import Block
    from tui.console.pane import Desk


class MinutesPane(Pane):
    """State and gaps above, the record, what the digits do below."""

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("word", "导出会议记录", "dchyjl", help="Word 文件"),
        ActSpec("read_back", "宣读核对", "xdhd", help="可以重复核对"),
        ActSpec("finalise", "定稿", "dg"),
        ActSpec("amend", "写更正说明", "xgzsm", help="定稿以后"),
        ActSpec("other", "导出其他文书", "dcqtws", help="测评票、报告单、签到表等"),
        ActSpec("folder", "打开导出的文件夹", "dkdcdwjj"),
        ActSpec("uncover", "显示或遮盖正文", "xshzgzw", help="同屏时"),
        ActSpec("gaps", "查看还缺什么", "ckhqsm"),
        ActSpec("find", "跳到某一项、某一人", "tdmyxmyr", "f3"),
        ActSpec("undo", "退回草稿", "thcg", "f7", "撤销宣读核对"),
    )
    DEFAULT_CSS = """
    MinutesPane #minutes-state { height: 1; text-style: bold; color: $text-primary; }
    MinutesPane #minutes-gaps { height: 1; color: $text-warning; }
    MinutesPane #minutes-hint { height: auto; max-height: 2; color: $text-muted; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._minutes: Minutes | None = None
        self._blocks: tuple[Block, ...] = ()
        self._is_uncovered = False
        self._folder: Path | None = None

    def compose(self) -> ComposeResult:
        """State, gaps, the page, the digits."""
        yield Static("", id="minutes-state", markup=False)
        yield Static("", id="minutes-gaps", markup=False)
        yield Page(id="minutes-page")
        yield Static(HanContent(words.HINT), id="minutes-hint")

    # Reading

    def reload(self) -> None:
        """Read the record again."""
        meeting = self.desk.meeting_id
        self._minutes = None if meeting is None else minutes(self.book, meeting)
        self._blocks = ()
        if self._minutes is not None:
            self._blocks = (*self._minutes.record, *closing_blocks(self._minutes.standing))
        self.query_one(Page).show(self._lines)
        self._draw_head()

    def on_resize(self, event: Resize) -> None:
        """The lines above are cut for the width."""
        del event
        self._draw_head()

    def leave(self) -> None:
        """Cover the text again where the room would see it."""
        self._is_uncovered = False

    def _draw_head(self) -> None:
        width = max(20, self.size.width - 2)
        state = state_line(self._minutes, width) if self._minutes else words.NO_MEETING
        gaps = gaps_line(self._minutes.gaps, width) if self._minutes else ""
        self.query_one("#minutes-state", Static).update(Content(state), layout=False)
        self.query_one("#minutes-gaps", Static).update(Content(gaps), layout=False)

    def _lines(self, width: int) -> tuple[PageLine, ...]:
        if self._is_covered:
            return (PageLine(""), *(PageLine(text, "muted") for text in wrap_cjk(words.COVERED, width)))
        return page_lines(self._blocks, width)

    @property
    def _is_seen(self) -> bool:
        """Whether the room sees this very screen."""
        return stage(self.book).room_sees_laptop

    @property
    def _is_covered(self) -> bool:
        return self._minutes is not None and not self._is_uncovered and self._is_seen

    # What can be done

    def digits(self) -> tuple[str, ...]:
        """The acts by number."""
        return ("word", "read_back", "finalise", "amend", "other", "folder", "uncover", "gaps")

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now."""
        text = self._minutes
        if act == "folder":
            return "" if self._folder else words.NOTHING_YET
        if text is None:
            return words.NO_MEETING
        if act in ("word", "other") and text.open_poll:
            return f"“{text.open_poll}”尚未计票完毕，为保守投票秘密，现在不能导出。请先完成计票。"
        if act == "read_back":
            return rules.why_not_read_back(text.state, is_started=text.is_started, open_poll=text.open_poll)
        if act == "finalise":
            return rules.why_not_finalise(text.state, is_over=text.is_over, is_unchanged=text.is_unchanged)
        if act == "gaps":
            return "" if text.gaps else words.NO_GAPS
        if act == "amend":
            return rules.why_not_amend(text.state)
        if act == "uncover":
            return "" if self._is_seen else "大屏没有与主控台同屏，正文没有遮盖。"
        return rules.why_not_reopen(text.state) if act == "undo" else ""

    async def do_read_back(self) -> None:
        """Note that the record was read back."""
        text = self._must()
        back = text.standing.read_back
        field = Field("objections", words.OBJECTIONS, back.objections if back else "", "无异议就留空")
        answer = await self.desk.ask(Form(words.READ_BACK_TITLE, [field], note=words.READ_BACK_NOTE))
        if answer is not None:
            acts.read_back(self.book, text.meeting_id, text.spoken_digest, answer["objections"])
            self.acted(words.READ_BACK_DONE)

    async def do_finalise(self) -> None:
        """Make the record final."""
        text = self._must()
        gaps = "\n".join(f"  {gap}" for gap in text.gaps)
        warning = words.FINAL_GAPS.format(count=len(text.gaps), gaps=gaps) if gaps else ""
        question = Confirm(words.FINAL_TITLE, warning + words.FINAL_TEXT, yes="定稿", is_dangerous=True)
        if await self.desk.ask(question):
            digest = acts.finalise(self.book, text.meeting_id, text.record_json, text.spoken_digest)
            self.acted(words.FINAL_DONE.format(digest=digest[:16]))

    async def do_amend(self) -> None:
        """Add a correction to the final record."""
        text = self._must()
        field = Field("text", words.AMEND_FIELD, required=True)
        answer = await self.desk.ask(Form(words.AMEND_TITLE, [field], note=words.AMEND_NOTE))
        if answer is not None:
            acts.amend(self.book, text.meeting_id, answer["text"])
            self.acted(words.AMENDED)

    def do_undo(self) -> None:
        """Take the reading back back."""
        acts.reopen(self.book, self._must().meeting_id)
        self.acted(words.READ_AGAIN)

    def do_uncover(self) -> None:
        """Show the text although the room sees it, or cover it again."""
        self._is_uncovered = not self._is_uncovered
        self.query_one(Page).show(self._lines)

    async def do_gaps(self) -> None:
        """Everything that the record still lacks."""
        await self.desk.ask(Notice(words.GAPS_TITLE, "\n".join(self._must().gaps)))

    async def do_find(self) -> None:
        """Jump to an item or a person."""
        known = [(str(block), text) for block, text in headings(self._blocks)]

        def found(typed: str) -> list[Row]:
            return [Row(key, (text,)) for key, text in known if typed.strip() in text]

        key = await self.desk.ask(Find(words.FIND_TITLE, found, (Column("", 0),)))
        if key is not None:
            self.query_one(Page).go_to(int(key))

    # Files

    async def do_word(self) -> None:
        """The minutes as Word file."""
        await self._export("minutes")

    async def do_other(self) -> None:
        """One of the other documents."""
        choices = [Choice(what, name) for what, name in NAMES.items() if what != "minutes"]
        choices.append(Choice("md", words.MARKDOWN))
        chosen = await self.desk.ask(Choose(words.OTHER_TITLE, choices))
        if chosen == "md":
            await self._export("minutes", "md")
        elif chosen is not None:
            await self._export(chosen)

    def do_folder(self) -> None:
        """Show where the files went."""
        folder = self._folder
        if folder is None:
            return
        is_open = can_open_folder() and open_folder(folder)
        self.desk.say((words.OPENED if is_open else words.NOT_OPENED).format(folder=folder))

    async def _export(self, what: str, file_format: str = "docx") -> None:
        self._folder = (await export(self.desk, what, file_format)).parent

    def _must(self) -> Minutes:
        if self._minutes is None:
            raise PingyiError(words.NO_MEETING)
        return self._minutes
