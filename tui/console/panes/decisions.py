"""评定意见: what the committee decides on its own day, member by member, beside tally, points and remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from db.acts import decisions as acts
from db.errors import Refused
from db.rules.grades import UNGRADED, UNGRADED_NAME
from db.views import decisions as views
from db.views.stage import stage
from db.words import DECISION_BODY
from tui.console.pane import ActSpec, Pane
from tui.present import decisions as present
from tui.strings import decisions as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Find, Form, Notice
from tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.views.decisions import DecisionBoard, DecisionRow
    from tui.console.pane import Desk


class DecisionsPane(Pane):
    """The sitting above, a line a member below; a digit decides and moves on."""

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("find", "查找党员", "czdy", "f3"),
        ActSpec("opinion", "写评定意见和理由", "xpdyjhly", "f4"),
        ActSpec("withdraw", "撤回光标处的评定", "chgbcdpd", "f7"),
        ActSpec("sitting", "填写评定会议", "txpdhy", help="机构、日期、地点、出席、记录"),
        ActSpec("detail", "看光标处的详情", "kgbcdxq", help="票数、积分、发言"),
        ActSpec("ungraded", "预备党员记不定等次", "ybdyjbddc"),
        ActSpec("feed_back", "记录反馈本人", "jlfkbr", help="光标处一人"),
        ActSpec("feed_back_all", "记录全部反馈", "jlqbfk", help="所有已评定而未反馈的"),
        ActSpec("meeting", "换一次会议", "hychy"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting: int | None = None
        self._columns: tuple[Column, ...] = ()

    def compose(self) -> ComposeResult:
        """The sitting, the counter, the members."""
        yield Bar(id="sitting", classes="-title")
        yield Bar(id="progress", classes="-notice")
        yield Bar(id="digits", classes="-note")
        yield Rows((Column("姓名", 16),), id="members", empty=words.NOTHING)

    def arrive(self, **arguments: int | str) -> None:
        """Come for a meeting, or for the last one with a counted appraisal."""
        if "meeting" in arguments:
            self._meeting = int(arguments["meeting"])
            self.reload()

    # Reading

    def _board(self) -> DecisionBoard | None:
        if self._meeting is None:
            waiting = views.meetings_to_decide(self.book)
            self._meeting = waiting[0][0] if waiting else None
        return views.board(self.book, self._meeting) if self._meeting is not None else None

    def _needed(self) -> DecisionBoard:
        board = self._board()
        if board is None:
            raise Refused(words.NOTHING)
        return board

    def _here(self, board: DecisionBoard) -> DecisionRow:
        key = self.query_one(Rows).cursor_key
        row = next((row for row in board.rows if str(row.member_id) == key), None)
        if row is None:
            raise Refused("名单是空的。")
        return row

    def reload(self) -> None:
        """Read what is on the committee's table and draw what changed."""
        board = self._board()
        rows = self.query_one(Rows)
        if board is None:
            self._show("", words.NOTHING, "")
            rows.set_rows(())
            return
        covered = stage(self.book).room_sees_laptop
        progress = words.COVERED if covered else board.warning or present.progress_line(board)
        self._show(f"{board.meeting}  {present.sitting_line(board)}", progress, present.digits_line(board))
        self.query_one("#progress", Bar).set_class(bool(board.warning), "-alert")
        columns = present.columns(board)
        if columns != self._columns:
            self._columns = columns
            rows.set_columns(columns)
        rows.set_rows(present.row(one, is_covered=covered) for one in board.rows)

    def _show(self, sitting: str, progress: str, digits: str) -> None:
        for name, text in (("sitting", sitting), ("progress", progress), ("digits", digits)):
            self.query_one(f"#{name}", Bar).show(text)

    def why_not(self, act: str) -> str:
        """Nothing can be done before a count; nothing but the sitting before the sitting."""
        if act == "meeting":
            return ""
        board = self._board()
        if board is None:
            return words.NOTHING
        if act not in ("sitting", "opinion", "detail", "find") and not board.sitting.is_held:
            return "请先填写评定会议"
        return ""

    # Deciding

    def digit(self, number: int) -> bool:
        """A digit decides the member under the cursor and moves on."""
        board = self._board()
        if board is None or number > len(board.poll.sheet.scale.grades):
            return False
        grade = board.poll.sheet.scale.grades[number - 1].code if number else UNGRADED

        async def decide() -> None:
            await self._decide(grade)

        self.desk.act(decide)
        return True

    async def _decide(self, grade: str) -> None:
        board = await self._held()
        row = self._here(board)
        await self._put(board, row, grade, row.opinion, row.reason)
        self.query_one(Rows).advance()

    async def _held(self) -> DecisionBoard:
        """The board once the sitting is written down; asks for the sitting where it is not.

        Raises:
            Refused: somebody went back.
        """
        if not self._needed().sitting.is_held:
            await self.do_sitting()
        board = self._needed()
        if not board.sitting.is_held:
            raise Refused("请先填写评定会议的日期、地点和出席情况。")
        return board

    async def _put(
        self, board: DecisionBoard, row: DecisionRow, grade: str, opinion: str, reason: str
    ) -> None:
        """Write a grade down; where a reason is asked for, ask it."""
        meeting = board.meeting_id
        try:
            acts.decide(self.book, meeting, row.member_id, grade, opinion=opinion, reason=reason)
        except acts.NeedsReason as needed:
            field = Field("reason", "理由", hint="写入评定记录", required=True)
            values = await self.desk.ask(Form(words.ASK_REASON, [field], note=needed.message))
            if values is None:
                return
            reason = values["reason"]
            acts.decide(self.book, meeting, row.member_id, grade, opinion=opinion, reason=reason)
        scale = board.poll.sheet.scale
        names = {one.code: one.name for one in scale.grades} | {UNGRADED: UNGRADED_NAME}
        shown = words.COVERED_CELL if stage(self.book).room_sees_laptop else names[grade]
        self.acted(words.DECIDED.format(name=row.label, grade=shown))

    async def do_opinion(self) -> None:
        """Grade, opinion and reason of the member under the cursor."""
        board = await self._held()
        row = self._here(board)
        grades = (*((one.code, one.name) for one in board.poll.sheet.scale.grades), (UNGRADED, UNGRADED_NAME))
        fields = [
            Field("grade", "等次", row.grade, choices=grades, required=True),
            Field("opinion", "评定意见", row.opinion, hint="几句话：主要表现、不足、希望"),
            Field("reason", "理由", row.reason, hint="超过名额等情形须写"),
        ]
        values = await self.desk.ask(Form(row.label, fields))
        if values is not None:
            await self._put(board, row, values["grade"], values["opinion"], values["reason"])

    def do_withdraw(self) -> None:
        """Take back the opinion under the cursor, naming whose it was."""
        board = self._needed()
        row = self._here(board)
        acts.withdraw(self.book, board.meeting_id, row.member_id)
        self.acted(words.WITHDRAWN.format(name=row.label))

    async def do_sitting(self) -> None:
        """Who decides, when, where, who attended."""
        board = self._needed()
        sitting = board.sitting
        fields = [
            Field("body", "评定机构", sitting.body, choices=tuple(DECISION_BODY.items()), required=True),
            Field("held_on", "日期", sitting.held_on or self.book.today(), hint="2026-11-25", required=True),
            Field("place", "地点", sitting.place),
            Field("attendance", "出席情况", sitting.attendance, hint="例如：应到5名，实到5名", required=True),
            Field("record", "会议记录", sitting.record, hint="研究情况，一两句"),
        ]
        values = await self.desk.ask(Form("填写评定会议", fields))
        if values is not None:
            acts.hold_session(
                self.book,
                board.meeting_id,
                body=values["body"],
                held_on=values["held_on"],
                place=values["place"],
                attendance=values["attendance"],
                record=values["record"],
            )
            self.acted("已记录评定会议。")

    def do_ungraded(self) -> None:
        """Everybody who gets no grade, at once."""
        count = acts.decide_ungraded(self.book, self._needed().meeting_id)
        self.acted(f"已记不定等次{count}名。")

    # Telling

    async def do_feed_back(self) -> None:
        """The day on which the member under the cursor was told."""
        board = self._needed()
        row = self._here(board)
        await self._feed_back(board, [row.member_id], row.label)

    async def do_feed_back_all(self) -> None:
        """The day on which everybody was told who was not told before."""
        board = self._needed()
        waiting = [row.member_id for row in board.rows if row.grade and not row.fed_back_on]
        if not waiting:
            raise Refused("没有已评定而未反馈的。")
        await self._feed_back(board, waiting, f"共{len(waiting)}名")

    async def _feed_back(self, board: DecisionBoard, members: list[int], whom: str) -> None:
        field = Field("day", "反馈日期", self.book.today(), hint="2026-11-28", required=True)
        values = await self.desk.ask(Form(f"反馈本人：{whom}", [field]))
        if values is not None:
            count = acts.feed_back(self.book, board.meeting_id, members, values["day"])
            self.acted(words.FED_BACK.format(count=count))

    # Looking

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a double click: the member in full."""
        event.stop()
        self.run_act("detail")

    async def do_detail(self) -> None:
        """Votes, points, remarks of the member under the cursor; first asked about where the room looks on."""
        board = self._needed()
        row = self._here(board)
        if stage(self.book).room_sees_laptop and not await self.desk.ask(
            Confirm("画面与大屏相同", words.COVERED, yes="仍然显示", no="返回", is_dangerous=True)
        ):
            return
        remarks = views.remarks_about(self.book, board.meeting_id, row.member_id)
        await self.desk.ask(Notice(row.label, present.detail(board, row, remarks)))

    async def do_find(self) -> None:
        """Put the cursor on somebody."""
        board = self._needed()
        columns = (Column("", 4, is_right=True), Column("姓名", 0))
        key = await self.desk.ask(Find("查找", lambda typed: present.found_rows(board, typed), columns))
        if key is not None:
            self.query_one(Rows).select(key)

    async def do_meeting(self) -> None:
        """Another meeting with a counted appraisal."""
        choices = [Choice(str(meeting), title) for meeting, title in views.meetings_to_decide(self.book)]
        chosen = await self.desk.ask(Choose("评定哪一次会议", choices, note="" if choices else words.NOTHING))
        if chosen is not None:
            self._meeting = int(chosen)
            self.reload()
