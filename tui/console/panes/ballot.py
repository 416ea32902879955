"""民主测评: the steps of a secret appraisal on paper, one under another, and the result for the secretary's own eyes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from db.acts import cleaning, poll_drafts, polls
from db.acts import stage as stage_acts
from db.errors import PingyiError, Refused
from db.rules.stage import SceneSpec
from db.views import polls as views
from db.views.stage import stage
from tui.console.ballot import ceremony, ways
from tui.console.ballot.numbers import NumbersAsked
from tui.console.pane import ActSpec, Pane
from tui.present import ballot as present
from tui.strings import ballot as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Find, Form
from tui.widgets.rows import Column, Row, Rows
from tui.widgets.unlocking import unlock

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tui.console.pane import Desk

CLEANING_SECONDS = 20.0
"""How often a clean-up that had to wait is tried again."""

STEP_COLUMNS = (Column("", 2, is_right=True), Column("", 10), Column("", 6), Column("", 0))


class BallotPane(Pane):
    """Steps above, whom the slip names or what the count was below."""

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("prepare", "准备民主测评", "zbmzcp", help="选录票方式"),
        ActSpec("open", "开始测评", "kscp", help="出示两个密码"),
        ActSpec("issue", "记录发出票数", "jlfcps"),
        ActSpec("slips", "监票人清点票数", "jprqdps"),
        ActSpec("entry", "录票", "lp"),
        ActSpec("close", "截止", "jz"),
        ActSpec("count", "计票", "jp"),
        ActSpec("find", "查找党员", "czdy", "f3"),
        ActSpec("void", "作废本次测评", "zfbccp", help="只能在开箱计票之前"),
        ActSpec("rerun", "重新测评", "cxcp", help="另起一次，写明原因"),
        ActSpec("discard", "放弃准备中的测评", "fqzbzdcp"),
        ActSpec("print_slips", "导出测评票", "dccpp", help="张数为实到参评人数加备用"),
        ActSpec("print_count", "导出计票报告单", "dcjpbgd", help="由监票人、计票人签字"),
        ActSpec("print_summary", "导出测评汇总表（内部）", "dccphzbnb"),
    )
    DEFAULT_CSS = """
    BallotPane #steps { height: 7; }
    BallotPane #ballot-note { height: auto; max-height: 7; padding: 0 1; }
    BallotPane #people { margin-top: 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sealer: Sealer | None = None
        self._sealer_poll: int | None = None
        self._columns: tuple[Column, ...] = present.TARGET_COLUMNS

    def compose(self) -> ComposeResult:
        """What the poll is, its steps, a note, its people."""
        yield Bar(id="ballot-head", classes="-title")
        yield Bar(id="ballot-roles", classes="-note")
        yield Rows(STEP_COLUMNS, id="steps", show_header=False)
        yield Static("", id="ballot-note")
        yield Rows(present.TARGET_COLUMNS, id="people", empty="没有测评对象")

    def on_mount(self) -> None:
        """Finish what a crash interrupted, then read."""
        self.desk.act(self._resume_cleaning)
        self.set_interval(CLEANING_SECONDS, self._clean_later)
        super().on_mount()

    def _resume_cleaning(self) -> None:
        cleaning.resume_cleaning(self.book)

    def _clean_later(self) -> None:
        """Try again what had to wait for another program."""
        if views.is_cleaning_due(self.book):
            self.desk.act(self._resume_cleaning)
            self.reload()

    def focus_default(self) -> None:
        """The next step is under the cursor; once nothing is left to do, the result is."""
        steps = self.query_one("#steps", Rows)
        now = self._step_now()
        steps.select(now)
        (steps if now else self.query_one("#people", Rows)).focus()

    def on_resize(self) -> None:
        """A narrower list shows fewer columns."""
        self._show_people(self._sheet())

    # Reading

    def _sheet(self) -> PollSheet | None:
        meeting_id = self.desk.meeting_id
        latest = views.latest_appraisal(self.book, meeting_id) if meeting_id is not None else None
        return views.sheet(self.book, latest.id) if latest else None

    def _is_entered(self, sheet: PollSheet | None) -> bool:
        if sheet is None or sheet.turnout.returned is None:
            return False
        return views.missing_boxes(self.book, sheet.turnout.id) == 0

    def _step_now(self) -> str:
        sheet = self._sheet()
        now = present.step_now(sheet)
        return "close" if now == "entry" and self._is_entered(sheet) else now

    def reload(self) -> None:
        """Read the poll and draw what changed."""
        sheet = self._sheet()
        self.query_one("#ballot-head", Bar).show(present.headline(sheet))
        self.query_one("#ballot-roles", Bar).show(present.roles(sheet) if sheet else "")
        self.query_one("#steps", Rows).set_rows(present.step_rows(sheet, is_entered=self._is_entered(sheet)))
        self.query_one("#steps").display = bool(present.step_now(sheet))
        self._show_people(sheet)

    def _show_people(self, sheet: PollSheet | None) -> None:
        result = views.result(self.book, sheet.turnout.id) if sheet is not None else None
        note, rows = "", list[Row]()
        columns: tuple[Column, ...] = present.TARGET_COLUMNS
        if result is not None:
            is_covered = ceremony.is_covered(self.book)
            note = present.result_note(result) + (f"\n{words.COVERED}" if is_covered else "")
            width = self.size.width
            columns = present.result_columns(result.sheet, width)
            rows = present.result_rows(result, width, is_covered=is_covered)
        elif sheet is not None:
            note = {"draft": words.TARGET_HINT, "void": words.AFTER_VOID}.get(sheet.turnout.state, "")
            candidates = views.candidates(self.book, sheet.turnout.id)
            is_draft = sheet.turnout.state == "draft"
            rows = present.target_rows(one for one in candidates if is_draft or one.is_listed)
        self.query_one("#ballot-note", Static).update(Content(note))
        people = self.query_one("#people", Rows)
        if columns != self._columns:
            self._columns = columns
            people.set_columns(columns)
        people.set_rows(rows)

    # Keys

    def digit(self, number: int) -> bool:
        """A digit takes a step; on the list of people 1 lists somebody or leaves him out."""
        people = self.query_one("#people", Rows)
        if people.has_focus:
            if number == 1:
                self.desk.act(partial(self._toggle, people.cursor_key))
            return number == 1
        if 1 <= number <= len(words.STEPS):
            self._take_step(words.STEPS[number - 1][0])
            return True
        return False

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter takes the step under the cursor, or lists somebody or leaves him out."""
        event.stop()
        if event.rows.id == "steps":
            self._take_step(event.key)
        else:
            self.desk.act(partial(self._toggle, event.key))

    def _take_step(self, step: str) -> None:
        why_not = self.why_not(step)
        if why_not:
            title = dict(words.STEPS)[step]
            self.desk.refuse(Refused(why_not, title=f"现在不能“{title}”"))
        else:
            self.run_act(step)

    def _toggle(self, key: str | None) -> None:
        sheet = self._sheet()
        if sheet is None or sheet.turnout.state != "draft" or key is None:
            return
        listed = {target.member_id for target in sheet.targets if target.member_id is not None}
        poll_drafts.set_targets(self.book, sheet.turnout.id, list(listed ^ {int(key)}))
        self.reload()

    def why_not(self, act: str) -> str:
        """Why a step cannot be taken now."""
        sheet = self._sheet()
        state = sheet.turnout.state if sheet else ""
        if self.desk.meeting_id is None:
            return words.NO_MEETING
        if act == "prepare" and state in ("", "draft"):
            return ""
        if act == "prepare":
            return words.NOT_FINISHED if state in views.PENDING else words.STEP_DONE
        if act == "void":
            return "" if state in ("open", "closed") else "只有开始以后、开箱以前的测评可以作废"
        if act == "rerun":
            return "" if state in ("counted", "void") else "只有已计票或已作废的测评可以重新测评"
        if act == "discard":
            return "" if state == "draft" else "没有准备中的测评"
        if act in ("find", "print_slips"):
            return "" if sheet else words.NO_POLL
        if act in ("print_count", "print_summary"):
            return "" if state == "counted" else "请先计票"
        every = present.steps(sheet, is_entered=self._is_entered(sheet))
        return next(step.why_not for step in every if step.id == act)

    # Acts

    def _needed(self) -> PollSheet:
        sheet = self._sheet()
        if sheet is None:
            raise Refused(words.NO_POLL)
        return sheet

    async def do_prepare(self) -> None:
        """Draft the appraisal, or change how the paper comes in."""
        meeting_id = ceremony.require_meeting(self.desk)
        sheet = self._sheet()
        choices = [
            Choice("slips", words.CHANNELS["slips"], "每张票一行一行录，程序合计"),
            Choice("totals", words.CHANNELS["totals"], "计票人唱票合计后录数"),
        ]
        channel = await self.desk.ask(Choose("录票方式", choices))
        if channel is None:
            return
        if sheet is not None and sheet.turnout.state == "draft":
            poll_drafts.set_channel(self.book, sheet.turnout.id, channel)
        else:
            item = views.home_item(self.book, meeting_id, "appraisal")
            poll_drafts.draft_appraisal(self.book, meeting_id, channel=channel, agenda_item_id=item)
        self.acted("已准备。请核对名单，然后开始测评。")
        self.focus_default()

    async def do_open(self) -> None:
        """Show what is asked and of whom, draw the codes, open."""
        sheet = self._needed()
        poll_id = sheet.turnout.id
        check = views.preflight_of(self.book, poll_id)
        if not check.may_open:
            raise Refused("".join(check.refusals))
        question = views.question_print(self.book, poll_id)
        present_now = views.electors_now(self.book, poll_id)
        warnings = check.warnings
        if stage(self.book).room == "unknown":
            warnings = (*warnings, words.ROOM_UNKNOWN)
        text = present.preflight_text(sheet, question, warnings, present_now)
        if not await self.desk.ask(Confirm("开始测评", text, yes="出示密码")):
            return
        codes = await ceremony.draw_codes(self.desk, sheet)
        if codes is None:
            self.desk.say("没有开始，密码作废。")
            return
        self._forget()
        self._sealer = await ceremony.open_box(self.desk, poll_id, codes, question)
        self._sealer_poll = poll_id
        stage_acts.preview(self.book, SceneSpec("ballots", {"poll": poll_id}))
        self.acted(words.OPENED)
        self.focus_default()

    async def do_issue(self) -> None:
        """Record 发出."""
        sheet = self._needed()
        given = (sheet.turnout.issued or sheet.turnout.electorate,)
        numbers = await self.desk.ask(
            NumbersAsked(words.ISSUE_TITLE, (words.ISSUED_LABEL,), note=words.ISSUE_NOTE, given=given)
        )
        if numbers is None:
            return
        polls.record_issued(self.book, sheet.turnout.id, numbers[0])
        self.acted(words.ISSUED.format(count=numbers[0]))
        self.focus_default()

    async def do_slips(self) -> None:
        """Take what the scrutineer counted; nothing of the book's own figures shows meanwhile."""
        sheet = self._needed()
        labels = (words.ISSUED_LABEL, words.RETURNED_LABEL)
        numbers = await self.desk.ask(NumbersAsked(words.COUNT_TITLE, labels, note=words.COUNT_NOTE))
        if numbers is None:
            return
        issued, returned = numbers
        text = words.BACK_MORE.format(issued=issued, returned=returned)
        if returned > issued and not await self.desk.ask(
            Confirm(words.BACK_MORE_TITLE, text, yes="数目无误", no="返回重输", is_dangerous=True)
        ):
            return
        try:
            polls.count_slips(self.book, sheet.turnout.id, issued, returned)
        finally:
            self._clean_if_void(sheet.turnout.id)
            self.reload()
            self.desk.changed()
        self.acted(words.SLIPS_COUNTED.format(issued=issued, returned=returned))
        self.focus_default()

    async def do_entry(self) -> None:
        """Type in what came back."""
        sheet = self._needed()
        sealer = await self._unlocked(sheet)
        if sealer is None:
            return
        poll_id = sheet.turnout.id
        await ways.enter(self.desk, sheet, sealer)
        left = views.missing_boxes(self.book, poll_id)
        unit = "张票" if sheet.turnout.channel == "slips" else "行"
        self.acted(words.LEFT_TO_ENTER.format(count=left, unit=unit) if left else words.ENTERED)
        self.focus_default()

    async def do_close(self) -> None:
        """Close for good."""
        sheet = self._needed()
        text = "截止后不能再改、不能再开。接着由监票人、计票人输入密码计票。"
        if not await self.desk.ask(Confirm("截止", text, yes="截止")):
            return
        polls.close_poll(self.book, sheet.turnout.id)
        self._forget()
        self.acted(words.CLOSED)
        self.focus_default()

    async def do_count(self) -> None:
        """Unseal with both codes and keep the counts."""
        sheet = self._needed()
        try:
            is_counted = await ceremony.count(self.desk, sheet)
        except PingyiError:
            self.acted()
            raise
        if is_counted:
            stage_acts.preview(self.book, SceneSpec("result", {"poll": sheet.turnout.id}))
        self.acted()
        self.focus_default()

    async def do_find(self) -> None:
        """Put the cursor on somebody."""
        people = self.query_one("#people", Rows)
        every = views.candidates(self.book, self._needed().turnout.id)

        def found(typed: str) -> list[Row]:
            return present.found_rows(every, typed)

        key = await self.desk.ask(Find("查找", found, (Column("", 4, is_right=True), Column("姓名", 0))))
        if key is not None:
            people.select(key)
            people.focus()

    async def do_void(self) -> None:
        """Void the poll; its boxes are destroyed unread."""
        sheet = self._needed()
        field = Field("reason", "作废原因", hint="写入会议记录", required=True)
        values = await self.desk.ask(
            Form("作废本次测评", [field], note="票箱销毁，不再计票；可以重新测评。", save="作废")
        )
        if values is None:
            return
        polls.void_poll(self.book, sheet.turnout.id, values["reason"])
        self._forget()
        self._clean_if_void(sheet.turnout.id)
        self.acted(words.VOIDED)
        self.focus_default()

    async def do_rerun(self) -> None:
        """Begin again, as a poll of its own."""
        sheet = self._needed()
        field = Field("reason", "重新测评的原因", hint="显示在大屏上，并写入会议记录", required=True)
        values = await self.desk.ask(Form("重新测评", [field], note="原测评的票数仍留在汇总表（内部）。"))
        if values is None:
            return
        poll_drafts.draft_rerun(self.book, sheet.turnout.id, values["reason"])
        self.acted("已另起一次测评。请核对名单，然后开始。")
        self.focus_default()

    async def do_print_slips(self) -> None:
        """The slips as a Word file."""
        await self._export("slips")

    async def do_print_count(self) -> None:
        """The sheet that scrutineer and teller sign."""
        await self._export("count")

    async def do_print_summary(self) -> None:
        """Each member's counts, for the committee alone."""
        await self._export("summary")

    async def _export(self, what: str) -> None:
        # Imported here: no exporter is loaded before somebody asks for a file.
        from tui.console.exporting import export

        await export(self.desk, what)

    async def do_discard(self) -> None:
        """Give a draft up."""
        sheet = self._needed()
        if await self.desk.ask(Confirm("放弃准备", "这次测评还没有开始，放弃后可以重新准备。", yes="放弃")):
            poll_drafts.discard_draft(self.book, sheet.turnout.id)
            self.acted("已放弃。")
            self.focus_default()

    # Keys of the box

    async def _unlocked(self, sheet: PollSheet) -> Sealer | None:
        if self._sealer is None or self._sealer_poll != sheet.turnout.id:
            self._sealer = await unlock(self.desk, sheet)
            self._sealer_poll = sheet.turnout.id
        return self._sealer

    def _forget(self) -> None:
        if self._sealer is not None:
            self._sealer.forget()
        self._sealer = self._sealer_poll = None

    def _clean_if_void(self, poll_id: int) -> None:
        turnout = views.turnout(self.book, poll_id)
        if turnout is not None and turnout.state == "void":
            self._forget()
            cleaning.finish_cleaning(self.book, poll_id)

    def on_unmount(self) -> None:
        """No key outlives the pane."""
        self._forget()
