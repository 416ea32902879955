"""A booth, played through: polls of every form, an app that has nothing but a booth, keys that a voter presses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

from db.acts import booths, poll_drafts
from db.acts.poll_drafts import Line, PollDraft
from db.config import Look
from db.rules.ballot import APPRAISAL_SCALE, BallotForm, Grade, Part, Scale
from db.rules.poll_kinds import CRITERION_SCALE, MOTION_SCALE, NOMINATION_SCALE, SATISFACTION_SCALE
from db.views import polls as views
from tests import paper, sample
from tui.booth import station as stations
from tui.booth.joining import join
from tui.booth.station import Station
from tui.calm_app import CalmApp

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.screen import ModalScreen

    from db.book import Book

for name in ("THANKS_SECONDS", "ASLEEP_SECONDS"):
    vars(stations)[name] = (
        600.0  # a test that waits for a core meanwhile finds the thanks, and the ballot, still there
    )

PROBLEMS = ("理论学习不够深入", "联系群众不够紧密", "[/x]担当精神不足")
CRITERIA = tuple(
    Part(f"c{number}", name, CRITERION_SCALE)
    for number, name in enumerate(("政治合格", "执行纪律合格", "品德合格", "发挥作用合格", "学习"), 1)
)
FORMS: dict[str, tuple[str, BallotForm, tuple[str, ...]]] = {
    "appraisal": ("appraisal", BallotForm(APPRAISAL_SCALE), sample.NAMES),
    "everything": (
        "appraisal",
        BallotForm(APPRAISAL_SCALE, problems=PROBLEMS, text_bytes=300),
        sample.NAMES[:3],
    ),
    "criteria": (
        "criteria",
        BallotForm(APPRAISAL_SCALE, criteria=CRITERIA),
        ("[/x]", *sample.NAMES[1:3], sample.NAMES[25]),
    ),
    "satisfaction": (
        "satisfaction",
        BallotForm(SATISFACTION_SCALE),
        ("党务公开", "[/x]联系服务群众", "班子团结"),
    ),
    "motion": ("motion", BallotForm(MOTION_SCALE), ("同意接收李国庆同志为中共预备党员的决议（草案）" * 2,)),
    "nomination": (
        "nomination",
        BallotForm(NOMINATION_SCALE, most_chosen=2, write_ins=1, blank_name="未选"),
        sample.NAMES[11:16],
    ),
    "nomination of lines": (
        "nomination",
        BallotForm(NOMINATION_SCALE, most_chosen=1, write_ins=1, blank_name="未选"),
        ("第一党小组", "第二党小组"),
    ),
    "long": ("appraisal", BallotForm(APPRAISAL_SCALE, text_bytes=1000), sample.NAMES[:3]),
    "one grade": ("appraisal", BallotForm(Scale((Grade("only", "同意"),))), sample.NAMES[:2]),
}
"""Every form by name: its kind, what it asks, its rows."""


def open_poll(book: Book, meeting: int, name: str = "appraisal") -> int:
    """A poll with booths, open; returns its id."""
    kind, form, labels = FORMS[name]
    sample.all_present(book, meeting)
    paper.choose_roles(book, meeting)
    members = dict(book.rows("SELECT name, id FROM member"))
    rows = tuple(Line(label, members.get(label)) for label in labels)
    asked = PollDraft(kind, "投票测试", "booth", form, rows)
    poll = poll_drafts.draft(book, meeting, asked)
    paper.open_now(book, poll)
    return poll


class Hall(CalmApp[str]):
    """An app with nothing but one booth."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, book: Book, poll: int, *, passes: bool = False, theme: str = "dark") -> None:
        super().__init__(Look(theme=theme))
        self.book = book
        self._poll = poll
        self._passes = passes

    def on_mount(self) -> None:
        sheet = views.sheet(self.book, self._poll)
        assert sheet is not None
        number, self.seat = join(self.book, self._poll)
        sealer = paper.unlock(self.book, self._poll)
        self.push_screen(Station(self, sheet, sealer, number, passes=self._passes), self.exit)

    def on_unmount(self) -> None:
        self.seat.release()

    async def ask(self, dialog: ModalScreen[Any]) -> Any:
        return await self.push_screen_wait(dialog)

    def say(self, text: str) -> None:
        """Nowhere to say it."""


def station(app: App[Any]) -> Station:
    """The booth in front."""
    screen = app.screen
    assert isinstance(screen, Station)
    return screen


async def seat(pilot: Pilot[Any], book: Book, poll: int, number: int = 1) -> None:
    """The teller lets somebody in, who sits down."""
    booths.admit(book, poll, number)
    await noticed(pilot)
    await pilot.press("enter")


async def noticed(pilot: Pilot[Any]) -> None:
    """The booth sees what was written; another connection's commit it sees by itself."""
    await pilot.pause()
    station(pilot.app).look()
    await pilot.pause()


async def thanked(pilot: Pilot[Any]) -> None:
    """The thanks have stood long enough."""
    screen = station(pilot.app)
    screen._until = 0.0
    screen.tick()
    await pilot.pause()
