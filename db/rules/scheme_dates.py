"""A scheme begun in another year: every stage, rhythm and node moves with its first day.

What belongs to the course of the scheme moves by whole months: a stage that took four months takes four months. What
belongs to the calendar keeps its month and day and goes to the year that lies nearest: 七一, 十一, the end of a year.
The words of the document stay as they are; they are a quotation.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from db.rules.scheme import Award, Node, Requirement, Scheme, Stage, Target
from db.rules.scheme_meetings import MeetingTemplate
from db.rules.scheme_points import PointRule

YEAR_END = "-12-31"


def months_between(first: str, other: str) -> int:
    """How many calendar months lie between two ISO days, whatever their day of the month."""
    return (int(other[:4]) - int(first[:4])) * 12 + int(other[5:7]) - int(first[5:7])


def moved(day: str, months: int) -> str:
    """Move an ISO day by months; the last day of a month stays the last, an empty one stays empty."""
    if not day or not months:
        return day
    at = date.fromisoformat(day)
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    is_last = at.day == monthrange(at.year, at.month)[1]
    return date(year, month + 1, length if is_last else min(at.day, length)).isoformat()


def nearest(day: str, months: int) -> str:
    """Move an ISO day by months and go to the same day of the calendar that lies nearest to that."""
    if not day or not months:
        return day
    goal = date.fromisoformat(moved(day, months))
    around = (_same_day(day, goal.year + step) for step in (-1, 0, 1))
    return min(around, key=lambda one: (abs((one - goal).days), one)).isoformat()


def _same_day(day: str, year: int) -> date:
    month, number = int(day[5:7]), int(day[8:10])
    return date(year, month, min(number, monthrange(year, month)[1]))


def begun(scheme: Scheme, begins: str) -> Scheme:
    """Return the scheme as it runs when it is begun on another ISO day; one without a first day gets this one.

    Its first stage begins on that very day; everything else moves by whole months.
    """
    if begins == scheme.begins:
        return scheme
    if not scheme.begins:
        return replace(scheme, begins=begins, begun=begins)
    months = months_between(scheme.begins, begins)
    stages = _stages(scheme.stages, months, begins)
    return replace(
        scheme,
        begins=begins,
        ends=max((stage.ends for stage in stages), default=moved(scheme.ends, months)),
        stages=stages,
        requirements=tuple(_requirement(one, months, begins) for one in scheme.requirements),
        targets=tuple(_target(one, months) for one in scheme.targets),
        awards=tuple(_award(one, months) for one in scheme.awards),
        nodes=tuple(_node(one, months) for one in scheme.nodes),
        meetings=tuple(_meeting(one, months) for one in scheme.meetings),
        points=replace(scheme.points, rules=tuple(_rule(one, months) for one in scheme.points.rules)),
        begun=begins,
    )


def _stages(stages: tuple[Stage, ...], months: int, begins: str) -> tuple[Stage, ...]:
    return tuple(
        replace(
            stage,
            begins=begins if place == 0 else max(begins, moved(stage.begins, months)),
            ends=max(begins, moved(stage.ends, months)),
        )
        for place, stage in enumerate(stages)
    )


def _of_calendar(day: str, months: int) -> str:
    return nearest(day, months) if day.endswith(YEAR_END) else moved(day, months)


def _requirement(one: Requirement, months: int, begins: str) -> Requirement:
    first = max(begins, moved(one.begins, months)) if one.begins else ""
    last = _of_calendar(one.ends, months)
    return replace(one, begins=first, ends=max(first, last) if last else "")


def _target(one: Target, months: int) -> Target:
    return replace(one, by=_of_calendar(one.by, months))


def _award(one: Award, months: int) -> Award:
    return replace(one, nodes=tuple(_node(each, months) for each in one.nodes))


def _node(one: Node, months: int) -> Node:
    return one if one.day.startswith("--") else replace(one, day=nearest(one.day, months))


def _meeting(one: MeetingTemplate, months: int) -> MeetingTemplate:
    return replace(one, by=_of_calendar(one.by, months))


def _rule(one: PointRule, months: int) -> PointRule:
    return replace(one, valid_from=moved(one.valid_from, months), valid_to=moved(one.valid_to, months))
