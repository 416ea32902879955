"""The questions that make a meeting: which template, and what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.acts.meetings import COMMON_CHECKS, CheckDraft, ItemDraft, MeetingDraft
from db.errors import Refused
from db.rules.meeting import planned_moment, round_year, why_not_plan
from db.views.agenda import agenda
from db.views.meetings import meetings
from db.views.roster import branches, groups, members
from db.words import MEETING_LEVEL, SECRETARY_POST
from tui.console.in_force import scheme_in_force
from tui.widgets.dialogs import Choice, Choose, Field, Form

if TYPE_CHECKING:
    from db.book import Book
    from tui.console.pane import Desk

NO_BRANCH = "还没有登记党支部。请先到“党员名册”登记支部和党员。"
NO_GROUP = "本支部没有党小组，请选支部的模板。"
COPY = "copy"
PICK = "写姓名，或按 F4 选择"


@dataclass(frozen=True)
class Pattern:
    """What a template gives a meeting."""

    title: str
    level: str
    items: tuple[ItemDraft, ...]
    checks: tuple[CheckDraft, ...]


@dataclass(frozen=True)
class Plan:
    """A whole new meeting, ready to be created."""

    organisation: int
    draft: MeetingDraft
    items: tuple[ItemDraft, ...]
    checks: tuple[CheckDraft, ...]


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
    draft = await ask_meeting(desk, "新建会议", _suggested(desk.book, pattern))
    return None if draft is None else Plan(organisation, draft, pattern.items, pattern.checks)


async def ask_meeting(desk: Desk, heading: str, draft: MeetingDraft) -> MeetingDraft | None:
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
        rows = agenda(desk.book, last.id).rows
        items = tuple(ItemDraft(row.kind, row.title, row.clock.planned // 60) for row in rows)
        return Pattern("组织生活会", last.level, items, COMMON_CHECKS)
    template = next((each for each in templates if each.code == code), None)
    if template is None:
        return None
    return Pattern(
        template.title,
        template.level,
        tuple(ItemDraft(item.kind.value, item.title, item.minutes) for item in template.agenda),
        tuple(CheckDraft(check.code, check.name, check.unit) for check in template.checklist),
    )


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
