"""A scheme (方案) as plain values: what a Party branch works by. The loader fills them, every rule reads them.

Each part carries an `origin`: ``seed`` where the document lays it down, ``default`` where this program fills in; a part of
the document some of whose values it leaves open names those in `defaults`. Days are ISO dates, shares whole per cent.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from db.rules.ballot import Scale
from db.rules.periods import Every
from db.rules.scheme_duties import (
    BODY_KINDS,
    FIELD_KINDS,
    PARTY_BODIES,
    SUBJECTS,
    WHO,
    Assessment,
    Award,
    AwardStep,
    Designation,
    EntryField,
    Node,
    Quota,
    Requirement,
    Subject,
    Target,
    Tier,
    Weight,
)
from db.rules.scheme_meetings import MeetingTemplate, TemplateCheck, TemplateItem
from db.rules.scheme_points import DEDUCTION, CarryOver, PointRule, PointScheme, Veto
from db.rules.settings import Rules
from db.rules.stated import ORIGINS, Origin, Stated

__all__ = [
    "BODY_KINDS",
    "DEDUCTION",
    "FIELD_KINDS",
    "LINKS",
    "ORIGINS",
    "PARTY_BODIES",
    "SUBJECTS",
    "WHO",
    "Activity",
    "Assessment",
    "Award",
    "AwardStep",
    "CarryOver",
    "Criterion",
    "Designation",
    "EntryField",
    "Inspection",
    "Link",
    "MeetingTemplate",
    "Node",
    "Origin",
    "PointRule",
    "PointScheme",
    "Quota",
    "Requirement",
    "Scheme",
    "Stage",
    "Standard",
    "Stated",
    "Target",
    "TemplateCheck",
    "TemplateItem",
    "Tier",
    "Veto",
    "Weight",
]

LinkCode = Literal["organise", "pledge", "strive", "commentary", "masses", "review", "assessment", "award"]
LINKS: tuple[LinkCode, ...] = (
    "organise", "pledge", "strive", "commentary", "masses", "review", "assessment", "award",
)  # fmt: skip
"""健全组织、公开承诺、积极争创、领导点评、群众评议、定期讲评、考评、评选表彰. What a document lacks is absent."""


@dataclass(frozen=True)
class Criterion(Stated):
    """One thing that a standard asks; the title as the document names it, the text in this program's words."""

    code: str
    title: str
    text: str


@dataclass(frozen=True)
class Standard(Stated):
    """What organisations or members are held against (五个好、五带头)."""

    code: str
    target: Subject
    name: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Stage(Stated):
    """One stage of the timetable.

    Attributes:
        begins: First day, for reckoning.
        ends: Last day, for reckoning.
        wording: The dates as the document words them; never changed when the scheme is begun in another year.
        tasks: What is done in it.
    """

    code: str
    name: str
    begins: str
    ends: str
    wording: str
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link(Stated):
    """One link of the cycle (环节).

    Attributes:
        code: One of `LINKS`.
        name: As the document names it.
        every: Its rhythm; empty where the document gives none.
        wording: The rhythm as the document words it.
        text: What is done.
        ways: By what means, where, or in what manner.
        is_partial: Whether the document has it only in part.
        within: The code of the link that it is part of.
    """

    code: LinkCode
    name: str
    text: str
    every: Every | Literal[""] = ""
    wording: str = ""
    ways: tuple[str, ...] = ()
    is_partial: bool = False
    within: str = ""


@dataclass(frozen=True)
class Activity(Stated):
    """A named activity (载体、五项活动、五学五比), without a number of its own."""

    name: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inspection(Stated):
    """How the work is looked after (督促检查): rhythm, means, and what follows where it is found wanting."""

    name: str
    every: Every | Literal[""] = ""
    by: str = ""
    ways: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    wording: str = ""


@dataclass(frozen=True)
class Scheme:
    """A scheme, whole.

    Attributes:
        id: The name of its file.
        title: What it is called.
        issuer: Who laid it down.
        number: The document's number.
        date: The document's date, partial ISO; empty where it has none.
        source: Where the text is taken from.
        begins: Its first day for reckoning (ISO); empty where it has no timetable and simply holds.
        ends: Its last day (ISO); empty where it simply holds.
        fingerprint: SHA-256 over its content and its first day, comments and layout left out; records keep it.
        text: The file, word for word.
        begun: The day on which the branch begins it (ISO); empty for the document's own dates.
        notes: Slips of the document and how they are read here.
    """

    id: str
    title: str
    issuer: str
    number: str
    date: str
    source: str
    points: PointScheme
    scale: Scale
    scale_title: str
    meetings: tuple[MeetingTemplate, ...]
    fingerprint: str
    path: Path = field(compare=False)
    text: str = field(default="", compare=False, repr=False)
    theme: str = ""
    begins: str = ""
    ends: str = ""
    scale_origin: Origin = "seed"
    standards: tuple[Standard, ...] = ()
    stages: tuple[Stage, ...] = ()
    links: tuple[Link, ...] = ()
    activities: tuple[Activity, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    designations: tuple[Designation, ...] = ()
    targets: tuple[Target, ...] = ()
    tiers: tuple[Tier, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    awards: tuple[Award, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    nodes: tuple[Node, ...] = ()
    notes: tuple[str, ...] = ()
    begun: str = ""

    def rules(self, base: Rules | None = None) -> Rules:
        """Return the rules with this scheme's points over them."""
        return dataclasses.replace(
            base or Rules(),
            points_base=self.points.base,
            points_floor=self.points.floor,
            points_ceiling=self.points.ceiling,
        )

    def template(self, code: str) -> MeetingTemplate | None:
        """Return a meeting template, or None where the scheme has none of that code."""
        return next((each for each in self.meetings if each.code == code), None)

    @property
    def usual_meeting(self) -> MeetingTemplate:
        """The template of the 组织生活会; the first where the scheme has none of that code."""
        return self.template("life") or self.meetings[0]

    def link(self, code: str) -> Link | None:
        """Return a link, or None where the scheme lacks it."""
        return next((link for link in self.links if link.code == code), None)

    def requirement(self, code: str) -> Requirement | None:
        """Return a requirement by its code, or None."""
        return next((one for one in self.requirements if one.code == code), None)

    def stage_on(self, day: str) -> tuple[Stage, ...]:
        """Return the stages that an ISO day lies in; stages may overlap."""
        return tuple(stage for stage in self.stages if stage.begins <= day <= stage.ends)

    def owed_in(self, requirement: Requirement) -> tuple[str, str]:
        """First and last day (ISO) that a requirement is owed; empty where it is not bounded."""
        return requirement.begins or self.begins, requirement.ends or self.ends
