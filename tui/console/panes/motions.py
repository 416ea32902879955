"""表决: motions by show of hands, the choice of 监票人 and 计票人 among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from db.acts import motions as acts
from db.acts import stage as stage_acts
from db.errors import Refused
from db.rules.motion import Attendance, Nominee, count_faults
from db.rules.settings import Rules
from db.rules.stage import SceneSpec
from db.views import motions as view
from db.views.meetings import Meeting, meeting
from tui.console.pane import ActSpec, Pane
from tui.present import motions as present
from tui.strings import motions as words
from tui.widgets.dialogs import Confirm, Field, Form, Notice
from tui.widgets.rows import Rows
from tui.widgets.told import Told

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.console.pane import Desk


class MotionsPane(Pane):
    """The sentence on the turnout, the motions, who counts, the sentence on the one under the cursor."""

    DEFAULT_CSS = """
    MotionsPane #motions-turnout { height: 2; text-style: bold; color: $text-primary; }
    MotionsPane #motions-turnout.-bad { color: $text-warning; }
    MotionsPane #motions-roles { height: 1; }
    MotionsPane #motions-detail { height: 4; color: $text-success; }
    MotionsPane #motions-hint { height: 2; color: $text-muted; }
    """

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("crew", "推选监票人、计票人", "txjprjpr"),
        ActSpec("new", "新的表决", "xdbj"),
        ActSpec("count", "记录票数", "jlps"),
        ActSpec("show", "表决结果上屏", "bjjgsp"),
        ActSpec("secret", "无记名表决", "wjmbj", help="发票或用投票台，到“投票测评”办理"),
        ActSpec("edit", "改表决事项", "gbjsx", "f4"),
        ActSpec("undo", "撤回或作废", "chhzf", "f7", "未表决的撤回，记错的作废并写明原因"),
        ActSpec("again", "重新表决", "cxbj", help="另立一项，写明原因"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting: Meeting | None = None
        self._motions: tuple[view.MotionRow, ...] = ()

    def compose(self) -> ComposeResult:
        """The turnout, the list, the crew, the detail, the digits."""
        yield Told(id="motions-turnout")
        yield Rows(present.COLUMNS, empty=words.EMPTY)
        yield Told(id="motions-roles")
        yield Told(id="motions-detail")
        yield Told(words.HINT, id="motions-hint")

    # Reading

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    def reload(self) -> None:
        """Read the motions and the turnout."""
        number = self.desk.meeting_id
        self._meeting = meeting(self.book, number) if number is not None else None
        self._motions = view.motions(self.book, self._meeting.id) if self._meeting else ()
        self._rows.set_rows(present.motion_line(place, row) for place, row in enumerate(self._motions, 1))
        turnout = self.query_one("#motions-turnout", Told)
        text = words.NO_MEETING
        if self._meeting is not None:
            found = view.turnout(self.book, self._meeting.id, self._meeting.rules)
            text = present.turnout_text(found)
            turnout.set_class(bool(found.warning), "-bad")
        turnout.tell(text, layout=False)
        roles = view.roles(self.book, self._meeting.id) if self._meeting else ()
        self.query_one("#motions-roles", Told).tell(present.roles_text(roles), layout=False)
        self._show_detail()

    def _show_detail(self) -> None:
        self.query_one("#motions-detail", Told).tell(present.detail(self._row), layout=False)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The sentence follows the cursor."""
        event.stop()
        self._show_detail()

    @property
    def _row(self) -> view.MotionRow | None:
        key = self._rows.cursor_key
        return next((row for row in self._motions if str(row.id) == key), None)

    @property
    def _chosen(self) -> view.MotionRow:
        row = self._row
        if row is None:
            raise Refused(words.NO_MOTION)
        return row

    @property
    def _here(self) -> Meeting:
        if self._meeting is None:
            raise Refused(words.NO_MEETING)
        return self._meeting

    # Keys

    def digits(self) -> tuple[str, ...]:
        """The acts used most."""
        return ("crew", "new", "count", "show", "secret")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: record the count, or read the result."""
        event.stop()
        row = self._row
        if row is not None and row.state == "draft":
            self.desk.act(self.do_count)
        elif row is not None:
            self.desk.act(self._read)

    async def _read(self) -> None:
        row = self._chosen
        await self.desk.ask(Notice(row.title, present.detail(row)))

    # Putting

    async def do_crew(self) -> None:
        """推选监票人、计票人, and straight on to the count."""
        people = view.candidates(self.book, self._here.id)

        def nominees(values: dict[str, str]) -> tuple[tuple[Nominee, ...], str]:
            found: list[Nominee] = []
            for role in ("scrutineer", "teller"):
                chosen, complaint = present.find_people(values[role], people)
                if complaint:
                    return (), complaint
                found.extend(Nominee(role, one.member_id, one.shown_name) for one in chosen)
            return tuple(found), "" if len({one.role for one in found}) == 2 else words.NOBODY_TYPED

        fields = [
            Field("scrutineer", "监票人", hint="例如：王伟、刘芳", required=True),
            Field("teller", "计票人", hint="例如：石磊", required=True),
        ]
        answer = await self.desk.ask(
            Form(words.CREW_TITLE, fields, note=words.CREW_NOTE, check=lambda values: nominees(values)[1])
        )
        if answer is not None:
            await self._put(acts.MotionDraft(nominees=nominees(answer)[0]))

    async def do_new(self) -> None:
        """A new motion, and straight on to the count."""
        fields = [
            Field("title", "表决事项", hint="例如：通过2026年度整改方案", required=True),
            Field("written", "书面意见", "no", choices=(("no", "不计入"), ("yes", "计入（接收、转正）"))),
        ]
        answer = await self.desk.ask(Form(words.MOTION_TITLE, fields))
        if answer is not None:
            await self._put(acts.MotionDraft(answer["title"], counts_written=answer["written"] == "yes"))

    async def _put(self, draft: acts.MotionDraft) -> None:
        poll_id = acts.put(self.book, self._here.id, draft)
        self.acted()
        self._rows.select(str(poll_id))
        self._show_detail()
        await self.do_count()

    def do_secret(self) -> None:
        """Hand a motion over to the secret ballot: the one under the cursor where it waits, else a new one."""
        row = self._row
        title = ""
        if row is not None and row.state == "draft" and not row.nominees:
            acts.withdraw(self.book, row.id)
            title = row.title
        self.desk.go("ballot", kind="motion", title=title)

    async def do_count(self) -> None:
        """赞成, 反对, 弃权 of the motion under the cursor."""
        row = self._chosen
        if row.state != "draft":
            raise Refused(words.ALREADY_COUNTED if row.state == "counted" else words.IS_VOID)
        found = view.turnout(self.book, self._here.id, self._here.rules)
        if not found.has_quorum:
            raise Refused(found.warning)
        if found.warning and not row.counts_written:
            sure = Confirm(words.HOPELESS_TITLE, found.warning, yes=words.HOPELESS_YES, is_dangerous=True)
            if not await self.desk.ask(sure):
                return
        rules = Rules(written_opinion_counts=row.counts_written)

        def check(values: dict[str, str]) -> str:
            count, written = present.read_count(values), _written(values)
            if count is None or written is None:
                return "人数只能填数字。"
            return "".join(count_faults(Attendance(found.due, found.present, written), count, rules))

        fields = [
            Field("for", "赞成", hint=f"最多{found.present}", required=True),
            Field("against", "反对", hint=words.NONE_HINT),
            Field("abstain", "弃权", hint=words.NONE_HINT),
        ]
        if row.counts_written:
            fields.insert(0, Field("written", "书面意见份数", hint=words.NONE_HINT))
        note = words.COUNT_NOTE.format(present=found.present, needed=found.needed)
        answer = await self.desk.ask(
            Form(words.COUNT_TITLE.format(title=row.title), fields, note=note, check=check)
        )
        count = present.read_count(answer) if answer is not None else None
        if answer is None or count is None:
            return
        result = acts.record(self.book, row.id, count, written=_written(answer) or 0)
        stage_acts.preview(self.book, SceneSpec("result", {"poll": row.id}))
        verdict = words.PASSED if result.is_passed else words.FAILED
        self.acted(f"{row.title}：{verdict}{words.NEXT_SHOWN}")

    # Mending

    async def do_edit(self) -> None:
        """F4: other words for a motion that has not been voted on."""
        row = self._chosen
        if row.state != "draft":
            raise Refused(words.ALREADY_COUNTED if row.state == "counted" else words.IS_VOID)
        answer = await self.desk.ask(
            Form(words.TITLE, [Field("title", "表决事项", row.title, required=True)])
        )
        if answer is not None:
            acts.reword(self.book, row.id, acts.MotionDraft(answer["title"], row.nominees))
            self.acted()

    async def do_undo(self) -> None:
        """F7: withdraw a draft, or void a count with its reason."""
        row = self._chosen
        if row.state == "void":
            raise Refused(words.IS_VOID)
        if row.state == "draft":
            acts.withdraw(self.book, row.id)
            self.acted(words.PUT_BACK.format(title=row.title))
            return
        reason = await self._ask_reason(words.VOID_TITLE.format(title=row.title), "例如：票数录入有误")
        if reason:
            acts.withdraw(self.book, row.id, reason)
            self.acted(words.VOIDED.format(title=row.title))

    async def do_again(self) -> None:
        """Put a motion again, with the reason, and straight on to the count."""
        row = self._chosen
        if row.state == "draft":
            raise Refused(words.NOT_COUNTED)
        reason = await self._ask_reason(words.AGAIN_TITLE.format(title=row.title), "例如：清点有误")
        if reason:
            poll_id = acts.put_again(self.book, row.id, reason)
            self.acted()
            self._rows.select(str(poll_id))
            await self.do_count()

    async def _ask_reason(self, title: str, hint: str) -> str:
        answer = await self.desk.ask(Form(title, [Field("reason", words.REASON, hint=hint, required=True)]))
        return answer["reason"] if answer else ""

    # Wall

    def do_show(self) -> None:
        """Put the result under the cursor on the wall."""
        row = self._chosen
        if row.state != "counted":
            raise Refused(words.NOT_COUNTED if row.state == "draft" else words.IS_VOID)
        stage_acts.show(self.book, SceneSpec("result", {"poll": row.id}))
        self.desk.changed()
        self.desk.say(words.SHOWN)

    def why_not(self, act: str) -> str:
        """What cannot be done now, and why."""
        if self._meeting is None:
            return words.NO_MEETING
        if act in ("crew", "new", "count", "again", "secret") and self._meeting.state == "planned":
            return words.NOT_STARTED
        if act not in ("crew", "new", "secret") and self._row is None:
            return words.NO_MOTION
        if act == "show" and self._row is not None and self._row.state != "counted":
            return words.NOT_COUNTED
        return ""


def _written(values: dict[str, str]) -> int | None:
    typed = values.get("written", "").strip() or "0"
    return int(typed) if typed.isdecimal() and len(typed) <= 4 else None
