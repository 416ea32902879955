"""The sample's registers and posts of the year: kept month by month, with something owed and something late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.acts import designations, points, registers
from db.acts.designations import DesignationDraft
from db.demo import people as who
from db.rules.requirements import Owner
from db.scheme import load_scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book
    from db.demo.branch import People

MEETING_DAY = 12
"""The day of the month on which the sample's meetings are held."""
TOPICS = {
    "committee": "研究党建和业务工作",
    "assembly": "听取支委会报告，讨论通过党员大会决议",
    "party-day": "到水源地开展志愿巡河",
    "group-meeting": "学习讨论",
    "lecture": "让每一条河都有人管",
}
POSTS = (
    ("pioneer-post", "行政审批窗口先锋岗", "乔丽娜", "窗口服务零投诉，即办件当日办结", True),
    ("pioneer-post", "防汛值守先锋岗", "石磊", "汛期二十四小时在岗，险情十分钟内上报", True),
    ("area", "河道巡护责任区（城区段）", "于洋", "每周巡护一次，问题当天登记", False),
)
"""Kind, name, holder, standard, and whether the last check was passed."""


def keep(book: Book, people: People, today: date) -> None:
    """Enter what the branch, its groups and members did this year so far, and set up its posts."""
    days = [date(today.year, month, MEETING_DAY) for month in range(1, 13)]
    days = [day for day in days if day <= today]
    branch = [Owner(None, people.organisation)]
    groups = [
        Owner(None, row[0])
        for row in book.rows("SELECT id FROM organisation WHERE kind = 'group' ORDER BY position")
    ]
    members = [Owner(number) for number in people.ids.values()]
    for place, day in enumerate(days):
        _enter(book, "committee", branch, day)
        _enter(book, "party-day", branch, day)
        # Every fourth month one group misses its meeting, and in the third quarter nobody gave the lecture.
        _enter(book, "group-meeting", groups if place % 4 != 2 else groups[:-1], day)
        if day.month % 3 == 2:
            _enter(book, "assembly", branch, day)
            _enter(book, "essay", [one for at, one in enumerate(members) if (at + place) % 9], day)
            _enter(book, "notes", [one for at, one in enumerate(members) if (at + place) % 13], day)
        if day.month in (2, 5, 11):
            _enter(book, "lecture", branch, day)
    if days:
        _enter(book, "talk", members[:-4], days[-1])
        _set_up_posts(book, people, days[0], days[-1])
    # The secretary's own points wait for another; of those that follow from entries the deputy has decided.
    waiting = book.rows(
        "SELECT e.id FROM point_pending p JOIN point_entry e ON e.id = p.entry_id WHERE e.cause_kind = 'register' ORDER BY e.id"
    )
    if waiting:
        points.approve(book, [row[0] for row in waiting], approver_id=people[who.DEPUTY])


def _enter(book: Book, code: str, owners: Sequence[Owner], day: date) -> None:
    scheme = load_scheme("branch-default")
    requirement = scheme.requirement(code)
    assert requirement is not None, code  # noqa: S101  the packaged scheme has it
    said = {"topic": TOPICS[code]} if code in TOPICS else {}
    registers.file(book, scheme, requirement, owners, registers.Filing(day.isoformat(), said=said))


def _set_up_posts(book: Book, people: People, begins: date, checked: date) -> None:
    scheme = load_scheme("branch-default")
    kinds = {one.code: one for one in scheme.designations}
    for code, name, holder, standard, passed in POSTS:
        draft = DesignationDraft(name, people[holder], standard=standard, begins=begins.isoformat())
        number = designations.designate(book, scheme, kinds[code], people.organisation, draft)
        finding = "" if passed else "有两周没有巡护记录"
        designations.check(book, number, passed=passed, finding=finding, day=checked.isoformat())
