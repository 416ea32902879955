"""投票测评: the secret polls of a meeting, the steps of one, one under another, and its result for the secretary's eyes.

The pane draws and takes keys; what an act asks and does is in `tui.console.ballot`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from db.acts import cleaning, poll_drafts
from db.acts import stage as stage_acts
from db.errors import PingyiError, Refused
from db.rules.stage import SceneSpec
from db.views import polls as views
from tui.console.ballot import ceremony, course, drafting, figures, finding, opening, ways
from tui.console.ballot.box_key import BoxKey
from tui.console.ballot.chosen import ChosenPoll
from tui.console.ballot.poll_card import PollCard
from tui.console.pane import ActSpec, Pane
from tui.present import ballot as present
from tui.present import ballot_steps as steps
from tui.strings import ballot as words
from tui.strings import ballot_drafts as draft_words
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult

    from db.views.polls import PollSheet
    from tui.console.pane import Desk

CLEANING_SECONDS = 20.0
"""How often a clean-up that had to wait is tried again."""

TALL = 30
"""Lines of a screen from which more of the meeting's polls are listed."""


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
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._key = BoxKey()
        self._poll = ChosenPoll(desk)
        self._card = PollCard(desk.book)

    def compose(self) -> ComposeResult:
        """The polls, and the one that is worked on."""
        yield Rows(present.POLL_COLUMNS, id="polls")
        yield self._card

    def on_mount(self) -> None:
        """Finish what a crash interrupted, then read."""
        self.desk.act(self._resume_cleaning)
        self.set_interval(CLEANING_SECONDS, self._clean_later)
        super().on_mount()

    def on_unmount(self) -> None:
        """No key outlives the pane."""
        self._key.forget()

    def arrive(self, **arguments: int | str) -> None:
        """Come to prepare a poll of a kind that another place hands over, or to one that is named."""
        if "poll" in arguments:
            self._poll.choose(int(arguments["poll"]))
            self.reload()
        if "kind" in arguments:
            kind, title = str(arguments["kind"]), str(arguments.get("title", ""))
            self.desk.act(partial(self._prepare_new, kind, title))

    def focus_default(self) -> None:
        """The next step is under the cursor; once nothing is left to do, the result is."""
        self._card.focus_step(self._poll.step_now())

    def on_resize(self) -> None:
        """A narrower list shows fewer columns."""
        self.reload()

    # Drawing

    def reload(self) -> None:
        """Read the polls and draw what changed."""
        every = self._poll.every()
        listed = self.query_one("#polls", Rows)
        listed.display = len(every) > 1
        listed.styles.height = 1 + min(len(every), 8 if self.app.size.height >= TALL else 3)
        listed.set_rows(present.poll_rows(every))
        sheet = self._poll.sheet()
        if sheet is not None:
            listed.select(str(sheet.turnout.id))
        self._show(sheet)

    def _show(self, sheet: PollSheet | None) -> None:
        self._card.show(sheet, is_entered=self._poll.is_entered(sheet))

    # Keys

    def digit(self, number: int) -> bool:
        """A digit takes a step, or shows another table of a result; on the list of people 1 lists or leaves out."""
        people, sheet = self._card.people, self._poll.sheet()
        if self._card.contents.choose(number):
            self._card.show_contents(sheet)
            people.cursor = 0
            return True
        if people.has_focus and sheet is not None and sheet.is_of_members:
            if number == 1:
                self.desk.act(partial(self._toggle, people.cursor_key))
            return number == 1
        order = steps.order(sheet)
        if 1 <= number <= len(order):
            self._take_step(order[number - 1])
            return True
        return False

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The poll under the cursor is the one that is worked on."""
        event.stop()
        if event.rows.id != "polls" or event.key != event.rows.cursor_key:
            return
        sheet = self._poll.sheet()
        if sheet is None or str(sheet.turnout.id) != event.key:
            self._poll.choose(int(event.key))
            self._card.contents.choose_first()
            self._show(self._poll.sheet())
            self._card.people.cursor = 0

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
            title = steps.step_title(step, self._poll.sheet())
            self.desk.refuse(Refused(why_not, title=f"现在不能“{title}”"))
        else:
            self.run_act(step)

    def _toggle(self, key: str | None) -> None:
        sheet = self._poll.sheet()
        if sheet is None or sheet.turnout.state != "draft" or key is None or not sheet.is_of_members:
            return
        listed = {target.member_id for target in sheet.targets if target.member_id is not None}
        poll_drafts.set_targets(self.book, sheet.turnout.id, list(listed ^ {int(key)}))
        self.reload()

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now."""
        return self._poll.why_not(act)

    def _needed_meeting(self) -> int:
        """The meeting at which a new poll is held.

        Raises:
            Refused: the console works on none.
        """
        if self.desk.meeting_id is None:
            raise Refused(words.NO_MEETING)
        return self.desk.meeting_id

    # Acts

    async def _do(self, run: Callable[[Desk, PollSheet], Awaitable[str]]) -> None:
        """Do something with the poll, and go on with its next step; it says what was done, or nothing."""
        sheet = self._poll.needed()
        try:
            done = await run(self.desk, sheet)
        except PingyiError:
            self._clean_if_void(sheet.turnout.id)
            self.acted()
            raise
        if done:
            self._clean_if_void(sheet.turnout.id)
            self._go_on(done)

    def _go_on(self, done: str) -> None:
        self.acted(done)
        self.focus_default()

    async def do_prepare(self) -> None:
        """Draft a poll, or change the draft."""
        sheet = self._poll.sheet()
        if sheet is None or sheet.turnout.state != "draft":
            await self.do_new()
        else:
            await self._do(course.redraft)

    async def do_new(self) -> None:
        """Ask which kind, then what it needs."""
        self._needed_meeting()
        kind = await drafting.ask_kind(self.desk)
        if kind is not None:
            await self._prepare_new(kind, "")

    async def _prepare_new(self, kind: str, title: str) -> None:
        why_not = self.why_not("new")
        if why_not:
            raise Refused(why_not)
        meeting_id = self._needed_meeting()
        asked = await drafting.ask_new(self.desk, meeting_id, kind, title)
        if asked is not None:
            self._poll.choose(poll_drafts.draft(self.book, meeting_id, asked))
            self._go_on(draft_words.DRAFTED)

    async def do_way(self) -> None:
        """Choose another way to vote for a draft."""
        await self._do(course.change_way)

    async def do_discard(self) -> None:
        """Give a draft up."""
        await self._do(course.discard)

    async def do_open(self) -> None:
        """Show what is asked and of whom, draw the codes, open, tell that the box is empty."""
        sheet = self._poll.needed()
        sealer = await opening.open_poll(self.desk, sheet)
        if sealer is not None:
            self._key.keep(sheet.turnout.id, sealer)
            self._go_on(present.opened(sheet, *views.zero_report(self.book, sheet.turnout.id)))

    async def do_issue(self) -> None:
        """Record 发出."""
        await self._do(figures.ask_issued)

    async def do_slips(self) -> None:
        """Take what the scrutineer counted."""
        await self._do(figures.ask_slips)

    async def do_voters(self) -> None:
        """Take how many voted at the booths, as the scrutineer counted."""
        await self._do(figures.ask_voters)

    async def do_entry(self) -> None:
        """Type in what came back, call it out, or let people vote."""
        sheet = self._poll.needed()
        sealer = await self._key.of(self.desk, sheet)
        if sealer is not None:
            await ways.enter(self.desk, sheet, sealer)
            self._go_on(present.entered(sheet, views.missing_boxes(self.book, sheet.turnout.id)))

    async def do_close(self) -> None:
        """Close for good; nothing is sealed any more."""
        await self._do(course.close)
        if self._poll.needed().turnout.state != "open":
            self._key.forget()

    async def do_count(self) -> None:
        """Unseal with both codes, settle what two entries differ in, keep the counts."""
        sheet = self._poll.needed()
        try:
            is_counted = await ceremony.count(self.desk, sheet)
        except PingyiError:
            self.acted()
            raise
        if is_counted:
            stage_acts.preview(self.book, SceneSpec("result", {"poll": sheet.turnout.id}))
        self._go_on("")

    async def do_settle(self) -> None:
        """Go on settling after a crash: the codes are asked again."""
        await self.do_count()

    async def do_void(self) -> None:
        """Void the poll; its boxes are destroyed unread."""
        await self._do(course.void)

    async def do_rerun(self) -> None:
        """Begin again, as a poll of its own."""
        sheet = self._poll.needed()
        again = await course.begin_again(self.desk, sheet)
        if again is not None:
            self._poll.choose(again)
            self._go_on(f"已另起一次，重新{sheet.turnout.traits.deed}。请核对票面，然后开始。")

    async def do_find(self) -> None:
        """Put the cursor on somebody."""
        key = await finding.ask_whom(self.desk, self._poll.needed())
        if key is not None:
            self._card.people.select(key)
            self._card.people.focus()

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

        await export(self.desk, what, poll_id=self._poll.needed().turnout.id)

    # Cleaning

    def _resume_cleaning(self) -> None:
        cleaning.resume_cleaning(self.book)

    def _clean_later(self) -> None:
        """Try again what had to wait for another program."""
        if views.is_cleaning_due(self.book):
            self.desk.act(self._resume_cleaning)
            self.reload()

    def _clean_if_void(self, poll_id: int) -> None:
        turnout = views.turnout(self.book, poll_id)
        if turnout is not None and turnout.state == "void":
            self._key.forget()
            cleaning.finish_cleaning(self.book, poll_id)
