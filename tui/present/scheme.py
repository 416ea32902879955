"""A scheme as a person reads it: sections of lines, each value that is the program's and not the document's marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import words
from db.rules.moments import partial_date_text
from tui.present import scheme_duties as duties
from tui.present.scheme_items import Item, is_ours, mark, rhythm_words
from tui.present.scheme_words import day_words, node_words, quoted, span_words
from tui.strings import scheme as text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.rules.scheme import Link, MeetingTemplate, Scheme, Stage, Standard


@dataclass(frozen=True)
class Section:
    """One section: its title, and its things."""

    title: str
    items: tuple[Item, ...]
    has_timeline: bool = False


def sections(scheme: Scheme, today: str) -> tuple[Section, ...]:
    """Every section of a scheme; one that the document lacks says so in a line."""
    parts = (
        (text.STANDARDS, [_standard(one) for one in scheme.standards]),
        (text.TIMELINE, [*_stages(scheme, today), *(_node(scheme))]),
        (text.LINKS, [*(_link(one, scheme) for one in scheme.links), *_activities(scheme)]),
        (text.REQUIREMENTS, list(duties.requirements(scheme))),
        (
            text.TARGETS,
            [*duties.targets(scheme), *(duties.assessment(one, scheme) for one in scheme.assessments)],
        ),
        (text.AWARDS, [*(duties.award(one, scheme) for one in scheme.awards), *duties.designations(scheme)]),
        (text.POINTS, list(duties.points(scheme))),
        (text.MEETINGS, [_meeting(one, scheme) for one in scheme.meetings]),
        (text.REMARKS, list(_remarks(scheme))),
    )
    return tuple(
        Section(title, tuple(items) or (Item(text.NOTHING),), title == text.TIMELINE)
        for title, items in parts
    )


def facts(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """What stands above the sections: issuer, number, date, source, theme, and the days that it runs."""
    runs = span_words(scheme.begins, scheme.ends) if scheme.begins and scheme.ends else ""
    if scheme.begins and not scheme.ends:
        runs = f"{day_words(scheme.begins)}起"
    rows = (
        (text.ISSUER, scheme.issuer),
        (text.NUMBER, scheme.number),
        (text.DATE, partial_date_text(scheme.date)),
        (text.SOURCE, scheme.source),
        (text.THEME, scheme.theme),
        (text.RUNS, runs or text.ALWAYS),
        (text.BEGUN, text.BEGUN_ON.format(day=day_words(scheme.begun)) if scheme.begun else ""),
    )
    return tuple((label, value) for label, value in rows if value)


def _standard(one: Standard) -> Item:
    says = tuple(
        f"{number}. {each.title}" + (f"：{mark(each.text, each, 'text')}" if each.text else "")
        for number, each in enumerate(one.criteria, 1)
    )
    return Item(f"{words.SUBJECT[one.target]}：{mark(one.name, one, 'name', 'target')}", says, is_ours(one))


def _stages(scheme: Scheme, today: str) -> Iterator[Item]:
    for number, stage in enumerate(scheme.stages, 1):
        is_now = stage in scheme.stage_on(today)
        days = span_words(stage.begins, stage.ends)
        said = (text.ORIGINAL if scheme.begun else "") + quoted(stage.wording)
        yield Item(
            f"{number}. {stage.name}" + (text.NOW if is_now else ""),
            (f"{said}　{text.RECKONED.format(days=days)}", *_tasks(stage)),
            is_ours(stage),
            "now" if is_now else "",
        )


def _tasks(stage: Stage) -> tuple[str, ...]:
    return ("；".join(stage.tasks),) if stage.tasks else ()


def _node(scheme: Scheme) -> tuple[Item, ...]:
    said = tuple(
        f"{node.name}：{mark(node_words(node, is_begun=bool(scheme.begun)), node, 'day')}"
        for node in scheme.nodes
    )
    return (Item(text.NODES, said),) if said else ()


def _link(one: Link, scheme: Scheme) -> Item:
    rhythm = rhythm_words(one, one.every, one.wording)
    within = scheme.link(one.within) if one.within else None
    notes = [text.PARTIAL] if one.is_partial else []
    if within is not None:
        notes.append(text.WITHIN.format(name=within.name))
    says = [one.text + ("　" + text.WAYS.format(ways="、".join(one.ways)) if one.ways else "")]
    if rhythm:
        says.insert(0, text.RHYTHM.format(rhythm=rhythm))
    suffix = f"（{'，'.join(notes)}）" if notes else ""
    return Item(mark(one.name, one, "name") + suffix, tuple(says), is_ours(one))


def _activities(scheme: Scheme) -> Iterator[Item]:
    for one in scheme.activities:
        says = (one.text, "、".join(one.items)) if one.items else (one.text,)
        yield Item(text.ACTIVITY + mark(one.name, one, "name"), says, is_ours(one))


def _meeting(one: MeetingTemplate, scheme: Scheme) -> Item:
    when = rhythm_words(one, one.every, one.wording)
    follows = scheme.template(one.follows) if one.follows else None
    parts = [words.MEETING_LEVEL[one.level]]
    parts += [when] if when else []
    parts += [mark(text.BEFORE.format(day=day_words(one.by)), one, "by")] if one.by else []
    parts += [text.GUESTS.format(guests=one.guests)] if one.guests else []
    parts += [text.FOLLOWS.format(title=follows.title)] if follows else []
    agenda = " → ".join(item.title for item in one.agenda)
    return Item(
        one.title, ("，".join(parts), mark(text.AGENDA.format(agenda=agenda), one, "agenda")), is_ours(one)
    )


def _remarks(scheme: Scheme) -> Iterable[Item]:
    grades = "、".join(grade.name for grade in scheme.scale.grades)
    yield Item(scheme.scale_title, (grades,), scheme.scale_origin == "default")
    if scheme.notes:
        yield Item(text.NOTES, tuple(scheme.notes))
    yield Item(text.FINGERPRINT, (scheme.fingerprint[:16],))
