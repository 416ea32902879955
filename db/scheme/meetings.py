"""Reading the meeting templates and the grades of a scheme file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import words
from db.rules.agenda import MINUTES_MAX, Kind
from db.rules.ballot import MAX_GRADES, Grade, Scale
from db.rules.scheme_meetings import MeetingTemplate, TemplateCheck, TemplateItem
from db.scheme.reading import Known, every, stated

if TYPE_CHECKING:
    from db.toml_file import Table

TEMPLATE = "会议模板"


def read_scale(table: Table) -> Scale:
    """Read the grades, best first."""
    known = Known()
    grades = []
    for one in table.tables("grades", required=True):
        grades.append(Grade(known.code(one, "等次"), one.text("name"), one.flag("capped", default=False)))
        one.finish()
    if len(grades) > MAX_GRADES:
        raise table.fault("grades", f"不超过{MAX_GRADES}个等次")
    return Scale(tuple(grades))


def read_templates(top: Table, known: Known) -> tuple[MeetingTemplate, ...]:
    """Read every `[[meetings]]`; a template that closes another one's round stands after it."""
    return tuple(_template(one, known) for one in top.tables("meetings", required=True))


def _template(table: Table, known: Known) -> MeetingTemplate:
    lines = Known()
    follows = known.reference(table, "follows", TEMPLATE)
    template = MeetingTemplate(
        code=known.code(table, TEMPLATE),
        title=table.text("title"),
        level=table.text("level", "assembly", choices=tuple(words.MEETING_LEVEL)),
        agenda=tuple(_item(one) for one in table.tables("agenda", required=True)),
        checklist=tuple(_check(one, lines) for one in table.tables("checklist")),
        every=every(table),
        by=table.day("by", ""),
        wording=table.text("wording", ""),
        follows=follows,
        guests=table.text("guests", ""),
        **stated(table),
    )
    table.finish()
    return template


def _item(table: Table) -> TemplateItem:
    kind = Kind(table.text("kind", choices=tuple(each.value for each in Kind)))
    item = TemplateItem(kind, table.text("title"), table.integer("minutes", low=0, high=MINUTES_MAX))
    table.finish()
    return item


def _check(table: Table, lines: Known) -> TemplateCheck:
    line = TemplateCheck(lines.code(table, "准备事项"), table.text("name"), table.text("unit", ""))
    table.finish()
    return line
