"""投票测评: the secret polls of a meeting, the steps of one, one under another, and its result for the secretary's eyes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from db.acts import cleaning, poll_drafts, polls
from db.acts import stage as stage_acts
from db.errors import PingyiError, Refused
from db.rules.stage import SceneSpec
from db.views import booths as booth_views
from db.views import polls as views
from db.views.stage import stage
from tui.console.ballot import ceremony, drafting, figures, ways
from tui.console.ballot.preflight import Preflight
from tui.console.pane import ActSpec, Pane
from tui.present import ballot as present
from tui.present import ballot_results as results
from tui.strings import ballot as words
from tui.strings import ballot_drafts as draft_words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Confirm, Field, Find, Form, Notice
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Row, Rows
from tui.widgets.unlocking import unlock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult

    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tui.console.pane import Desk

CLEANING_SECONDS = 20.0
"""How often a clean-up that had to wait is tried again."""

TALL = 30
"""Lines of a screen from which more of the meeting's polls are listed."""

STEP_COLUMNS = (Column("", 2, is_right=True), Column("", 10), Column("", 6), Column("", 0))


class BallotPane(Pane):
    """The meeting's polls, the steps of one, whom its slip names or what its count was."""

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("prepare", "准备", "zb", help="选种类、票面、投票方式"),
        ActSpec("open", "开始投票", "kstp", help="出示两个密码"),
        ActSpec("issue", "记录发出票数", "jlfcps"),
        ActSpec("slips", "监票人清点票数", "jprqdps"),
        ActSpec("entry", "录票、唱票、投票", "lpcptp"),
        ActSpec("voters", "监票人核对投票人数", "jprhdtprs"),
        ActSpec("close", "截止", "jz"),
        ActSpec("count", "计票", "jp"),
        ActSpec("settle", "核对两遍录入的差异", "hdlblrdcy"),
        ActSpec("find", "查找党员", "czdy", "f3"),
        ActSpec("new", "另办一次投票", "lbyctp"),
        ActSpec("way", "改投票方式", "gtpfs"),
        ActSpec("void", "作废本次投票", "zfbctp", help="只能在开箱计票之前"),
        ActSpec("rerun", "重新投票", "cxtp", help="另起一次，写明原因"),
        ActSpec("discard", "放弃准备中的投票", "fqzbzdtp"),
        ActSpec("print_slips", "导出票样", "dcpy", help="张数为实到人数加备用"),
        ActSpec("print_count", "导出计票报告单", "dcjpbgd", help="由监票人、计票人签字"),
        ActSpec("print_summary", "导出汇总表（内部）", "dchzbnb"),
        ActSpec(
            "print_record", "导出计票档案（内部）", "dcjpdanb", help="可用 scripts/verify_record.py 核对"
        ),
    )
    DEFAULT_CSS = """
    BallotPane #polls { height: 4; margin-bottom: 1; }
    BallotPane #steps { height: 7; }
    BallotPane #ballot-note { height: auto; max-height: 8; padding: 0 1; }
    BallotPane #people { margin-top: 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sealer: Sealer | None = None
        self._sealer_poll: int | None = None
        self._chosen: int | None = None
        self._view = "counts"
        self._views: tuple[str, ...] = ()
        self._columns: tuple[Column, ...] = present.TARGET_COLUMNS

    def compose(self) -> ComposeResult:
        """The polls, what the one chosen is, its steps, a note, its people."""
        yield Rows(present.POLL_COLUMNS, id="polls")
        yield Bar(id="ballot-head", classes="-title")
        yield Bar(id="ballot-roles", classes="-note")
        yield Rows(STEP_COLUMNS, id="steps", show_header=False)
        yield Static("", id="ballot-note")
        yield Rows(present.TARGET_COLUMNS, id="people", empty="没有票面内容")
        yield Bar(id="ballot-keys", classes="-note")

    def on_mount(self) -> None:
        """Finish what a crash interrupted, then read."""
        self.desk.act(self._resume_cleaning)
        self.set_interval(CLEANING_SECONDS, self._clean_later)
        super().on_mount()

    def arrive(self, **arguments: int | str) -> None:
        """Come to prepare a poll of a kind that another place hands over, or to one that is named."""
        if "poll" in arguments:
            self._chosen = int(arguments["poll"])
            self.reload()
        if "kind" in arguments:
            kind, title = str(arguments["kind"]), str(arguments.get("title", ""))
            self.desk.act(partial(self._prepare_new, kind, title))

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
        self.reload()

    # Reading

    def _polls(self) -> tuple[views.Turnout, ...]:
        meeting_id = self.desk.meeting_id
        return views.secret_polls(self.book, meeting_id) if meeting_id is not None else ()

    def _sheet(self) -> PollSheet | None:
        poll_id = present.poll_to_work_on(self._polls(), self._chosen)
        return views.sheet(self.book, poll_id) if poll_id is not None else None

    def _is_entered(self, sheet: PollSheet | None) -> bool:
        if sheet is None or sheet.turnout.state != "open":
            return False
        if sheet.turnout.channel == "booth":
            return booth_views.door(self.book, sheet.turnout.id).is_done
        return sheet.turnout.returned is not None and views.missing_boxes(self.book, sheet.turnout.id) == 0

    def _step_now(self) -> str:
        sheet = self._sheet()
        return present.step_now(sheet, is_entered=self._is_entered(sheet))

    def reload(self) -> None:
        """Read the polls and draw what changed."""
        every = self._polls()
        listed = self.query_one("#polls", Rows)
        listed.display = len(every) > 1
        listed.styles.height = 1 + min(len(every), 8 if self.app.size.height >= TALL else 3)
        listed.set_rows(present.poll_rows(every))
        sheet = self._sheet()
        if sheet is not None:
            listed.select(str(sheet.turnout.id))
        self._show(sheet)

    def _show(self, sheet: PollSheet | None) -> None:
        self.query_one("#ballot-head", Bar).show(present.headline(sheet))
        self.query_one("#ballot-roles", Bar).show(present.roles(sheet) if sheet else "")
        self.query_one("#ballot-keys", Bar).show(present.keys(sheet))
        rows = present.step_rows(sheet, is_entered=self._is_entered(sheet))
        steps = self.query_one("#steps", Rows)
        steps.styles.height = len(rows)
        steps.set_rows(rows)
        steps.display = bool(present.step_now(sheet))
        self._show_people(sheet)

    def _show_people(self, sheet: PollSheet | None) -> None:
        result = views.result(self.book, sheet.turnout.id) if sheet is not None else None
        note, table = "", results.Table(present.TARGET_COLUMNS, ())
        self._views = ()
        if result is not None:
            note, table = self._result(result)
        elif sheet is not None:
            note = present.note(sheet)
            table = self._slip(sheet)
        self.query_one("#ballot-note", Static).update(HanContent(note))
        people = self.query_one("#people", Rows)
        if table.columns != self._columns:
            self._columns = table.columns
            people.set_columns(table.columns)
        people.set_rows(table.rows)

    def _result(self, result: views.PollResult) -> tuple[str, results.Table]:
        pools = views.pools(self.book, result.sheet.turnout.id)
        is_covered = ceremony.is_covered(self.book)
        self._views = results.views(result, pools)
        view = self._view if self._view in self._views else "counts"
        covered = is_covered and not result.is_withheld and result.decision is None
        lines = [
            results.result_note(result, view),
            words.COVERED if covered else "",
            results.views_hint(self._views),
        ]
        note = "\n".join(line for line in lines if line)
        if not self._views:
            return note, results.Table(present.TARGET_COLUMNS, ())
        return note, results.table(view, results.Shown(result, pools, self.size.width, is_covered))

    def _slip(self, sheet: PollSheet) -> results.Table:
        if not sheet.is_of_members:
            return results.Table(present.LINE_COLUMNS, tuple(present.line_rows(sheet)))
        is_draft = sheet.turnout.state == "draft"
        candidates = views.candidates(self.book, sheet.turnout.id)
        shown = (one for one in candidates if is_draft or one.is_listed)
        return results.Table(present.TARGET_COLUMNS, tuple(present.target_rows(shown)))

    # Keys

    def digit(self, number: int) -> bool:
        """A digit takes a step, or shows another table of a result; on the list of people 1 lists or leaves out."""
        people = self.query_one("#people", Rows)
        sheet = self._sheet()
        if 1 <= number <= len(self._views):
            self._view = self._views[number - 1]
            self._show_people(sheet)
            people.cursor = 0
            return True
        if people.has_focus and sheet is not None and sheet.is_of_members:
            if number == 1:
                self.desk.act(partial(self._toggle, people.cursor_key))
            return number == 1
        steps = present.order(sheet)
        if 1 <= number <= len(steps):
            self._take_step(steps[number - 1])
            return True
        return False

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The poll under the cursor is the one that is worked on."""
        event.stop()
        if event.rows.id != "polls" or event.key != event.rows.cursor_key:
            return
        sheet = self._sheet()
        if sheet is None or str(sheet.turnout.id) != event.key:
            self._chosen = int(event.key)
            self._view = "counts"
            self._show(self._sheet())
            self.query_one("#people", Rows).cursor = 0

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter goes to the steps of a poll, takes the step under the cursor, or lists somebody or leaves him out."""
        event.stop()
        if event.rows.id == "polls":
            self.focus_default()
        elif event.rows.id == "steps":
            self._take_step(event.key)
        else:
            self.desk.act(partial(self._toggle, event.key))

    def _take_step(self, step: str) -> None:
        why_not = self.why_not(step)
        if why_not:
            title = present.step_title(step, self._sheet())
            self.desk.refuse(Refused(why_not, title=f"现在不能“{title}”"))
        else:
            self.run_act(step)

    def _toggle(self, key: str | None) -> None:
        sheet = self._sheet()
        if sheet is None or sheet.turnout.state != "draft" or key is None or not sheet.is_of_members:
            return
        listed = {target.member_id for target in sheet.targets if target.member_id is not None}
        poll_drafts.set_targets(self.book, sheet.turnout.id, list(listed ^ {int(key)}))
        self.reload()

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now."""
        if self.desk.meeting_id is None:
            return words.NO_MEETING
        sheet = self._sheet()
        if act in ("prepare", "new"):
            pending = [poll for poll in self._polls() if poll.is_pending or poll.state == "draft"]
            own = act == "prepare" and sheet is not None and sheet.turnout.state == "draft"
            return "" if own or not pending else words.NOT_FINISHED
        if sheet is None:
            return words.LATER.get(act, words.NO_POLL)
        return self._why_not(act, sheet)

    def _why_not(self, act: str, sheet: PollSheet) -> str:
        state = sheet.turnout.state
        within = {
            "void": (("open", "closed"), "只有开始以后、开箱以前的投票可以作废"),
            "rerun": (("counted", "void"), "只有已计票或已作废的投票可以重新投票"),
            "discard": (("draft",), "没有准备中的投票"),
            "way": (("draft",), "只有准备中的投票可以改投票方式"),
            "print_count": (("counted",), "请先计票"),
            "print_summary": (("counted",), "请先计票"),
            "print_record": (("counted",), "请先计票"),
        }
        if act in within:
            states, why_not = within[act]
            return "" if state in states else why_not
        if act == "find":
            return "" if sheet.is_of_members else "票面没有党员"
        if act == "print_slips":
            return "投票台投票没有纸票" if "issue" not in present.order(sheet) else ""
        every = present.steps(sheet, is_entered=self._is_entered(sheet))
        return next((step.why_not for step in every if step.id == act), words.NO_SUCH_STEP)

    # Preparing

    def _needed(self) -> PollSheet:
        sheet = self._sheet()
        if sheet is None:
            raise Refused(words.NO_POLL)
        return sheet

    async def do_prepare(self) -> None:
        """Draft a poll, or change the draft."""
        sheet = self._sheet()
        if sheet is None or sheet.turnout.state != "draft":
            await self.do_new()
        elif sheet.rerun_of is not None:
            await self.do_way()
        else:
            asked = await drafting.ask_again(self.desk, sheet)
            if asked is not None:
                poll_drafts.redraft(self.book, sheet.turnout.id, asked)
                self.acted(draft_words.MENDED)
                self.focus_default()

    async def do_new(self) -> None:
        """Ask which kind, then what it needs."""
        ceremony.require_meeting(self.desk)
        kind = await drafting.ask_kind(self.desk)
        if kind is not None:
            await self._prepare_new(kind, "")

    async def _prepare_new(self, kind: str, title: str) -> None:
        why_not = self.why_not("new")
        if why_not:
            raise Refused(why_not)
        meeting_id = ceremony.require_meeting(self.desk)
        asked = await drafting.ask_new(self.desk, meeting_id, kind, title)
        if asked is not None:
            self._chosen = poll_drafts.draft(self.book, meeting_id, asked)
            self.acted(draft_words.DRAFTED)
            self.focus_default()

    async def do_way(self) -> None:
        """Choose another way to vote for a draft."""
        sheet = self._needed()
        way = await drafting.ask_way(self.desk, sheet)
        if way is not None:
            poll_drafts.set_channel(self.book, sheet.turnout.id, way.channel, entries=way.entries)
            self.acted(draft_words.MENDED)
            self.focus_default()

    async def do_open(self) -> None:
        """Show what is asked and of whom, draw the codes, open, tell that the box is empty."""
        sheet = self._needed()
        poll_id = sheet.turnout.id
        ready = views.preparing(self.book, poll_id)
        assert ready is not None  # noqa: S101 - the draft was just read
        text = present.preflight_text(sheet, ready)
        if not ready.check.may_open:
            await self.desk.ask(Notice("现在不能开始", text, is_refusal=True))
            return
        if stage(self.book).room == "unknown":
            text += f"\n注意：{words.ROOM_UNKNOWN}"
        if not await self.desk.ask(Preflight("开始投票", text, yes="出示密码")):
            return
        codes = await ceremony.draw_codes(self.desk, sheet)
        if codes is None:
            self.desk.say("没有开始，密码作废。")
            return
        self._forget()
        self._sealer = await ceremony.open_box(self.desk, poll_id, codes, ready.question)
        self._sealer_poll = poll_id
        stage_acts.preview(self.book, SceneSpec("ballots", {"poll": poll_id}))
        self.acted(present.opened(sheet, *views.zero_report(self.book, poll_id)))
        self.focus_default()

    # Taking ballots in

    async def do_issue(self) -> None:
        """Record 发出."""
        await self._figures(figures.ask_issued)

    async def do_slips(self) -> None:
        """Take what the scrutineer counted."""
        await self._figures(figures.ask_slips)

    async def do_voters(self) -> None:
        """Take how many voted at the booths, as the scrutineer counted."""
        await self._figures(figures.ask_voters)

    async def _figures(self, ask: Callable[[Desk, PollSheet], Awaitable[str]]) -> None:
        sheet = self._needed()
        try:
            done = await ask(self.desk, sheet)
        except PingyiError:
            self._clean_if_void(sheet.turnout.id)
            self.acted()
            raise
        if done:
            self.acted(done)
            self.focus_default()

    async def do_entry(self) -> None:
        """Type in what came back, call it out, or let people vote."""
        sheet = self._needed()
        sealer = await self._unlocked(sheet)
        if sealer is None:
            return
        poll_id = sheet.turnout.id
        await ways.enter(self.desk, sheet, sealer)
        left = views.missing_boxes(self.book, poll_id)
        if sheet.turnout.returned is None:
            self.acted()
        else:
            unit = "行" if sheet.turnout.channel == "totals" else "张票"
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
        """Unseal with both codes, settle what two entries differ in, keep the counts."""
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

    async def do_settle(self) -> None:
        """Go on settling after a crash: the codes are asked again."""
        await self.do_count()

    # The rest

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
            Form("作废本次投票", [field], note="票箱销毁，不再计票；可以重新投票。", save="作废")
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
        again = f"重新{sheet.turnout.traits.deed}"
        field = Field("reason", "原因", hint="显示在大屏上，并写入会议记录", required=True)
        values = await self.desk.ask(Form(again, [field], note="原来的票数仍留在汇总表（内部）。"))
        if values is None:
            return
        self._chosen = poll_drafts.draft_rerun(self.book, sheet.turnout.id, values["reason"])
        self.acted(f"已另起一次，{again}。请核对票面，然后开始。")
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

    async def do_print_record(self) -> None:
        """The whole count in one file that a program checks."""
        await self._export("record")

    async def _export(self, what: str) -> None:
        # Imported here: no exporter is loaded before somebody asks for a file.
        from tui.console.exporting import export

        await export(self.desk, what, poll_id=self._needed().turnout.id)

    async def do_discard(self) -> None:
        """Give a draft up."""
        sheet = self._needed()
        if await self.desk.ask(Confirm("放弃准备", "这次投票还没有开始，放弃后可以重新准备。", yes="放弃")):
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
