"""The questions that make a meeting: which template, and what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.acts.meetings import COMMON_CHECKS, CheckDraft, ItemDraft, MeetingDraft
from db.errors import Refused
from db.rules.meeting import planned_moment, round_year, why_not_plan
from db.views.agenda import agenda
from db.views.meetings import group_rounds, meetings
from db.views.roster import branches, groups, members
from db.words import MEETING_LEVEL, SECRETARY_POST
from tui.console.in_force import scheme_in_force
from tui.widgets.dialogs import Choice, Choose, Field, Form

if TYPE_CHECKING:
    from db.book import Book
    from db.rules.scheme_meetings import MeetingTemplate
    from db.views.meetings import Meeting
    from tui.console.pane import Desk

NO_BRANCH = "还没有登记党支部。请先到“党员名册”登记支部和党员。"
NO_GROUP = "本支部没有党小组，请选支部的模板。"
COPY = "copy"
PLAIN = "组织生活会"
GUEST_CHECK = "guests"
GUESTS = "请邀请{guests}列席，签到时记在列席人员里。"
FOLLOWS = "承接各党小组的“{title}”：已开{held}/{count}个"
MISSING = "，未开：{groups}。"
PICK = "写姓名，或按 F4 选择"


@dataclass(frozen=True)
class Pattern:
    """What a template, or an earlier meeting, gives a meeting."""

    title: str
    level: str
    items: tuple[ItemDraft, ...]
    checks: tuple[CheckDraft, ...]
    template: MeetingTemplate | None = None

    @property
    def code(self) -> str:
        """The template's code; empty where a meeting was copied that had none, or one that the scheme has no more."""
        return self.template.code if self.template else ""


@dataclass(frozen=True)
class Plan:
    """A whole new meeting, ready to be created."""

    organisation: int
    draft: MeetingDraft
    items: tuple[ItemDraft, ...]
    checks: tuple[CheckDraft, ...]
    template: str = ""


async def ask_new_meeting(desk: Desk) -> Plan | None:
    """Ask for a template, then for what is planned.

    Raises:
        Refused: the book has no branch yet, or no 党小组 where one is asked for.
    """
    found = branches(desk.book)
    if not found:
        raise Refused(NO_BRANCH)
    pattern = await _ask_pattern(desk)
    if pattern is None:
        return None
    organisation = await _ask_group(desk) if pattern.level == "group" else found[0].id
    if organisation is None:
        return None
    suggested = _suggested(desk.book, pattern)
    note = _note(desk, organisation, pattern.template, suggested.year) if pattern.template else ""
    draft = await ask_meeting(desk, "新建会议", suggested, note=note)
    if draft is None:
        return None
    return Plan(organisation, draft, pattern.items, pattern.checks, pattern.code)


def _note(desk: Desk, organisation: int, template: MeetingTemplate, year: int) -> str:
    """Who is to be asked to sit in, and how far the meetings are that this one closes; empty where neither is said."""
    parts = [GUESTS.format(guests=template.guests)] if template.guests else []
    first = scheme_in_force(desk).template(template.follows) if template.follows else None
    rounds = group_rounds(desk.book, organisation, first.code, year) if first is not None else ()
    if first is not None and rounds:
        held = sum(one.is_held for one in rounds)
        missing = "、".join(one.name for one in rounds if not one.is_held)
        parts.append(FOLLOWS.format(title=first.title, held=held, count=len(rounds)))
        parts[-1] += MISSING.format(groups=missing) if missing else "。"
    return "".join(parts)


async def ask_meeting(
    desk: Desk, heading: str, draft: MeetingDraft, *, note: str = ""
) -> MeetingDraft | None:
    """Ask for the fields of a meeting."""
    people = tuple((str(row.id), row.shown_name) for row in members(desk.book))
    answer = await desk.ask(
        Form(
            heading,
            [
                Field("title", "会议名称", draft.title, required=True),
                Field("year", "年度", str(draft.year), "评议的年度，例如：2026", required=True),
                Field("topic", "主题", draft.topic),
                Field("planned_at", "时间", draft.planned_at.replace("T", " "), "例如：2026-11-22 14:30"),
                Field("place", "地点", draft.place),
                Field("chair", "主持人", str(draft.chair_id or ""), PICK, people),
                Field("recorder", "记录人", str(draft.recorder_id or ""), PICK, people),
            ],
            note=note,
            check=_check,
        )
    )
    if answer is None:
        return None
    return MeetingDraft(
        answer["title"],
        int(answer["year"]),
        answer["topic"],
        planned_moment(answer["planned_at"]) or "",
        answer["place"],
        int(answer["chair"]) if answer["chair"] else None,
        int(answer["recorder"]) if answer["recorder"] else None,
        draft.level,
    )


async def _ask_pattern(desk: Desk) -> Pattern | None:
    templates = scheme_in_force(desk).meetings
    choices = [
        Choice(each.code, each.title, f"{MEETING_LEVEL[each.level]} {len(each.agenda)}项")
        for each in templates
    ]
    last = next((each for each in meetings(desk.book) if each.state != "planned"), None)
    if last is not None:
        choices.append(Choice(COPY, "照上次会议的议程", last.title))
    code = await desk.ask(Choose("按哪个模板", choices))
    if code == COPY and last is not None:
        return _copied(desk.book, last, scheme_in_force(desk).template(last.template))
    template = next((each for each in templates if each.code == code), None)
    if template is None:
        return None
    return Pattern(
        template.title,
        template.level,
        tuple(ItemDraft(item.kind.value, item.title, item.minutes) for item in template.agenda),
        _checks(template),
        template,
    )


def _copied(book: Book, last: Meeting, template: MeetingTemplate | None) -> Pattern:
    """The agenda of an earlier meeting; what its template asks besides holds again, as far as the scheme still has it."""
    rows = agenda(book, last.id).rows
    items = tuple(ItemDraft(row.kind, row.title, row.clock.planned // 60) for row in rows)
    if template is None:
        return Pattern(PLAIN, last.level, items, COMMON_CHECKS)
    return Pattern(template.title, last.level, items, _checks(template), template)


def _checks(template: MeetingTemplate) -> tuple[CheckDraft, ...]:
    """The template's checklist, with a line for those who are asked to sit in where it has none."""
    checks = tuple(CheckDraft(check.code, check.name, check.unit) for check in template.checklist)
    if not template.guests or any(check.code == GUEST_CHECK for check in checks):
        return checks
    return (*checks, CheckDraft(GUEST_CHECK, f"邀请{template.guests}列席", "人"))


async def _ask_group(desk: Desk) -> int | None:
    found = groups(desk.book)
    if not found:
        raise Refused(NO_GROUP)
    chosen = await desk.ask(Choose("哪个党小组", [Choice(str(group.id), group.name) for group in found]))
    return int(chosen) if chosen else None


def _suggested(book: Book, pattern: Pattern) -> MeetingDraft:
    """What a new meeting starts with: the secretary chairs; place and recorder are those of the last."""
    year = round_year(date.fromisoformat(book.today()))
    secretary = next((row.id for row in members(book) if row.post == SECRETARY_POST), None)
    last = next(iter(meetings(book)), None)
    return MeetingDraft(
        f"{year}年度{pattern.title}",
        year,
        place=last.place if last else "",
        chair_id=secretary,
        recorder_id=last.recorder_id if last else None,
        level=pattern.level,
    )


def _check(values: dict[str, str]) -> str:
    year = int(values["year"]) if values["year"].isdecimal() else 0
    return why_not_plan(values["title"], year, planned_moment(values["planned_at"]))
