"""The sample's meeting that is ready to run."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.acts import corrections, meetings
from db.demo import people as who
from db.demo.branch import give_year
from db.demo.kept import keep
from db.demo.texts import IN_PROGRESS, STRUCK_OFF, TOPIC
from db.scheme import load_scheme

if TYPE_CHECKING:
    from db.book import Book
    from db.demo import Clock
    from db.demo.branch import People

PLACE = "局机关三楼会议室"
CHECKS = {
    "study": (2, "集中学习党的二十届四中全会精神、习近平总书记关于治水的重要论述"),
    "opinions": (28, "书面征求意见21条，座谈会征求意见7条"),
    "talks": (52, ""),
    "materials": (26, ""),
    "reported": (1, "已报局机关党委同意"),
}


def draft_of(people: People, day: date) -> meetings.MeetingDraft:
    """What is typed about a yearly meeting on that day."""
    year = year_of(day)
    return meetings.MeetingDraft(
        title=f"{year}年度组织生活会",
        year=year,
        topic=TOPIC,
        planned_at=f"{day.isoformat()}T14:30",
        place=PLACE,
        chair_id=people[who.SECRETARY],
        recorder_id=people[who.ORGANISER],
    )


def year_of(day: date) -> int:
    """The round that a meeting of that day belongs to: until the summer the year before."""
    return day.year if day.month > 6 else day.year - 1


def create(book: Book, people: People, day: date) -> int:
    """Plan a meeting from the scheme's template and tick its checklist off."""
    scheme = load_scheme("branch-default")
    template = scheme.usual_meeting
    agenda = [meetings.ItemDraft(item.kind, item.title, item.minutes) for item in template.agenda]
    meeting = meetings.create_meeting(book, people.organisation, draft_of(people, day), agenda, scheme=scheme)
    lines = book.rows(
        "SELECT id, code FROM checklist_item WHERE meeting_id = ? ORDER BY position", (meeting,)
    )
    for line, code in lines:
        count, note = CHECKS[code]
        meetings.set_checklist(book, line, count=count, note=note)
    return meeting


def plan(book: Book, clock: Clock, people: People, ready_on: date, today: date) -> int:
    """What happened since the last meeting, and the next one, ready for roll call."""
    days = [today - timedelta(days=back) for back in (60, 40, 20, 6)]
    year = today.year
    days = [day if day.year == year else date(year, 1, 1) for day in days]
    clock.set(min(days[-1], today), 17)
    laid_down = [row[0] for row in book.rows("SELECT id FROM correction ORDER BY id")]
    for number, result in STRUCK_OFF:
        corrections.strike_off(book, laid_down[number], result)
    number, progress = IN_PROGRESS
    corrections.note_progress(book, laid_down[number], progress)
    give_year(book, people, days, is_settled=False)
    clock.set(today, 8, 30)
    keep(book, people, today)
    return create(book, people, ready_on)
