"""A branch of 26 lives through a year under a scheme: meetings, points, registers, lists, by seeded chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from db.acts import meetings, placements, point_standing, points, publicity, registers, rollcall
from db.acts.meetings import ItemDraft, MeetingDraft
from db.acts.placements import PlacementDraft
from db.acts.publicity import Notice
from db.acts.registers import Filing
from db.rules.attendance import Status
from db.rules.requirements import Owner
from db.views import point_ledger
from tests import sample

if TYPE_CHECKING:
    from db.book import Book
    from db.rules.scheme import EntryField, Requirement
    from db.rules.settings import Rules
    from db.scheme import Scheme

YEAR = 2026
SECRETARY, DEPUTY = sample.NAMES.index("于建国"), sample.NAMES.index("王志强")
CAME = (Status.PRESENT, Status.PRESENT, Status.PRESENT, Status.LATE, Status.LEAVE, Status.ABSENT)
WORDS = {
    "number": "3",
    "date": f"{YEAR}-03-04",
    "member": "丁一",
    "text": "读原著",
    "prose": "学了就用",
    "file": "材料.docx",
}


@dataclass
class Year:
    """One branch, one scheme, one year.

    Attributes:
        counting: Who takes part in the points; one is made exempt on the way.
        lists: The lists of the four quarters.
        held: How many meetings.
        filed: How many entries went into the registers.
    """

    book: Book
    clock: sample.Clock
    scheme: Scheme
    rules: Rules
    chance: Random
    branch: int = 0
    groups: tuple[int, ...] = ()
    members: list[int] = field(default_factory=list)
    counting: list[int] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    held: int = 0
    filed: int = 0

    def begin(self) -> None:
        """The branch, on the first day of the year."""
        self.to(date(YEAR, 1, 1))
        self.branch = sample.add_branch(self.book)
        self.members = sample.add_members(self.book, self.branch)
        self.counting = list(self.members)
        found = self.book.rows("SELECT id FROM organisation WHERE kind = 'group' ORDER BY position")
        self.groups = tuple(row[0] for row in found)

    def to(self, day: date) -> None:
        """Go to the morning of a day."""
        self.clock.moment = datetime(day.year, day.month, day.day, 9).astimezone()

    @property
    def today(self) -> date:
        """The local day."""
        return date.fromisoformat(self.book.today())

    def live(self) -> None:
        """Every week of the year, then its last day."""
        for week in range(52):
            self.to(date(YEAR, 1, 5) + timedelta(weeks=week))
            self.keep_registers()
            self.give()
            if week % 4 == 1:
                self.meet()
            if week % 4 == 3:
                self.approve()
            if week % 6 == 5:
                self.regret()
            if week % 13 == 12:
                self.publish(week // 13 + 1)
            if week in (20, 30):
                self.stand_out(week)
        self.to(date(YEAR, 12, 31))
        self.keep_registers()
        self.approve()

    # Registers

    def keep_registers(self) -> None:
        """Some of those asked enter what they did; now and then something is made up."""
        for one in self.scheme.requirements:
            owners = [each for each in self.asked(one) if self.chance.random() < 0.3]
            counts_on = self.today - timedelta(days=self.chance.choice((0, 0, 0, 9, 40)))
            first, last = self.scheme.owed_in(one)
            if (
                not owners
                or not (first or "0") <= counts_on.isoformat() <= (last or "9")
                or counts_on.year < YEAR
            ):
                continue
            said = {each.code: _said(each) for each in one.fields}
            said |= {"rate": "96.5"} if one.measure == "rate" else {}
            filing = Filing(counts_on=counts_on.isoformat(), said=said)
            self.filed += len(registers.file(self.book, self.scheme, one, owners, filing).entry_ids)

    def asked(self, one: Requirement) -> list[Owner]:
        """Of whom a requirement asks something, read off the sample itself."""
        if one.who == "organisation":
            return [Owner(None, self.branch)]
        if one.who == "group":
            return [Owner(None, group) for group in self.groups]
        return [
            Owner(member)
            for place, member in enumerate(self.members)
            if self._is_asked(one, sample.NAMES[place])
        ]

    @staticmethod
    def _is_asked(one: Requirement, name: str) -> bool:
        kind = "probationary" if name == sample.PROBATIONARY else "full"
        post = sample.POSTS.get(name, "")
        return one.who == "all" or (kind if one.who == "kind" else post) in one.whom

    # Points

    def give(self) -> None:
        """By rule to one or to a group, by hand, as a proposal."""
        by_people = [rule for rule in self.scheme.points.rules if not rule.cause]
        for _ in range(4):
            rule = self.chance.choice(by_people)
            who = self.chance.sample(self.counting, self.chance.choice((1, 1, 2, 9)))
            proposer = self.chance.choice((None, None, self.members[0]))
            day = self.today - timedelta(days=self.chance.randrange(4))
            points.give_by_rule(
                self.book, who, rule, scheme=self.scheme, evidence="文件", day=day.isoformat(), year=YEAR, proposed_by=proposer
            )  # fmt: skip
        tenths = self.chance.choice((5, 13, 25, -7, -40))
        points.give_by_hand(
            self.book, [self.chance.choice(self.counting)], tenths, "其他事由", scheme=self.scheme
        )

    def meet(self) -> None:
        """A meeting whose roll gives its points."""
        self.held += 1
        level = self.chance.choice(("assembly", "committee", "group"))
        organisation = self.chance.choice(self.groups) if level == "group" else self.branch
        draft = MeetingDraft(f"第{self.held}次会议", YEAR, chair_id=self.members[SECRETARY], level=level)
        items = (ItemDraft("other", "学习", 30),)
        meeting = meetings.create_meeting(
            self.book, organisation, draft, items, rules=self.rules, scheme=self.scheme
        )
        rollcall.prepare(self.book, meeting)
        for (member,) in self.book.rows(
            "SELECT member_id FROM attendance WHERE meeting_id = ? AND is_due", (meeting,)
        ):
            status = self.chance.choice(CAME)
            rollcall.mark(self.book, meeting, member, status, "公务" if status is Status.LEAVE else "")
        meetings.open_meeting(self.book, meeting, rules=self.rules)
        self.clock.move(3600)
        meetings.adjourn(self.book, meeting, scheme=self.scheme)

    def approve(self) -> None:
        """Most of what waits is approved, by somebody whose own it is not; some is turned down."""
        for one in point_ledger.pending(self.book):
            approver = self.members[DEPUTY if one.member_id != self.members[DEPUTY] else SECRETARY]
            if self.chance.random() < 0.2:
                points.reject(self.book, [one.id], "不属实", approver_id=approver)
            else:
                points.approve(self.book, [one.id], approver_id=approver)

    def regret(self) -> None:
        """The last act is undone, and something entered in a register taken back."""
        act = point_ledger.last_act(self.book)
        if act is not None:
            points.undo(self.book, act.entry_ids)
        living = self.book.rows("SELECT id FROM register_entry WHERE withdrawn_at IS NULL ORDER BY id")
        for (number,) in self.chance.sample(living, min(3, len(living))):
            registers.withdraw(self.book, [number], "登记有误")

    def stand_out(self, week: int) -> None:
        """A veto that stays, one that is lifted, somebody exempt, somebody placed."""
        if week == 20:
            point_standing.veto(self.book, self.members[5], YEAR, "受到党纪处分", approver="支部党员大会")
            point_standing.veto(self.book, self.members[6], YEAR, "误登", approver="支部党员大会")
            point_standing.exempt(self.book, self.members[7], "长期患病", approver="支委会")
            self.counting.remove(self.members[7])
        else:
            point_standing.lift_veto(self.book, self.members[6], YEAR, "查明不属实")
        for tier in self.scheme.tiers[:1]:
            placements.place(
                self.book, self.scheme, [Owner(None, self.branch)], PlacementDraft(tier=tier.code)
            )

    def publish(self, quarter: int) -> None:
        """The list of a quarter, as it stands in its last days."""
        today = self.today
        notice = Notice(today.isoformat(), (today + timedelta(days=5)).isoformat(), "公开栏", "组织委员")
        number = publicity.publish(self.book, self.branch, YEAR, quarter, notice, rules=self.rules)
        self.lists.append(number)
        publicity.object_to(self.book, number, "少记一次", raised_by="丁一", member_id=self.members[0])


def _said(one: EntryField) -> str:
    return WORDS[one.kind]
