"""The meeting templates of a scheme: agenda, checklist, who sits in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from db.rules.agenda import Kind
from db.rules.periods import Every
from db.rules.stated import Stated


@dataclass(frozen=True)
class TemplateItem:
    """One agenda item of a meeting template."""

    kind: Kind
    title: str
    minutes: int


@dataclass(frozen=True)
class TemplateCheck:
    """One line of a template's checklist; `db.rules.preparation` knows the common codes."""

    code: str
    name: str
    unit: str


@dataclass(frozen=True)
class MeetingTemplate(Stated):
    """How a meeting of one kind is set up.

    Attributes:
        level: ``assembly``, ``committee`` or ``group``.
        every: How often it is held; empty where nothing is said.
        by: ISO day by which it is held once; empty where nothing is said.
        wording: Rhythm or date as the document words it.
        follows: Code of the template one level below that it closes: two levels, one round.
        guests: Who is asked to sit in and take part in the rating; empty for nobody.
    """

    code: str
    title: str
    level: str
    agenda: tuple[TemplateItem, ...]
    checklist: tuple[TemplateCheck, ...]
    every: Every | Literal[""] = ""
    by: str = ""
    wording: str = ""
    follows: str = ""
    guests: str = ""
