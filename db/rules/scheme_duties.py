"""What a scheme asks of people and what it gives them: registers, posts, targets, assessments, awards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from db.rules.periods import Every
from db.rules.stated import Stated

Subject = Literal["organisation", "member"]
BodyKind = Literal["committee", "general_branch", "branch", "group"]
BODY_KINDS: tuple[BodyKind, ...] = ("committee", "general_branch", "branch", "group")
PARTY_BODIES: tuple[BodyKind, ...] = ("committee", "general_branch", "branch")
"""What 党组织 means where a document says no more: 基层党委、党总支、党支部 (党章 Art. 30); a 党小组 is part of its branch."""
SUBJECTS: tuple[Subject, ...] = ("organisation", "member")

Who = Literal["all", "kind", "post", "group", "organisation"]
WHO: tuple[Who, ...] = ("all", "kind", "post", "group", "organisation")

FieldKind = Literal["text", "prose", "number", "date", "member", "file"]
FIELD_KINDS: tuple[FieldKind, ...] = ("text", "prose", "number", "date", "member", "file")


@dataclass(frozen=True)
class EntryField:
    """One field of a register entry."""

    code: str
    name: str
    kind: FieldKind = "text"
    is_required: bool = True


@dataclass(frozen=True)
class Requirement(Stated):
    """What somebody owes a register (台账).

    Attributes:
        name: What is owed.
        register: The register that its entries stand in.
        who: ``all`` members, members of a ``kind`` or in a ``post``, each ``group``, or the ``organisation``.
        whom: The kinds (full, probationary) or posts meant; empty otherwise.
        how_many: How many in each period, at least; 0 where the document gives no number.
        unit: Measure word of the count.
        period: How often; ``by`` until `ends`.
        begins: First day that it is owed (ISO); empty: from the scheme's first.
        ends: Last day, the due day of ``by`` (ISO); empty: to the scheme's last.
        stage: Code of the stage that gives `begins` and `ends`; empty where none does.
        measure: ``count`` entries, or a ``rate`` in per cent that is entered.
        aim: For a rate, ``up`` or ``down``.
        fields: What an entry says besides its day and whose it is.
        points_rule: Code of the point rule that an entry feeds; empty for none.
        wording: As the document words it.
    """

    code: str
    name: str
    register: str
    who: Who = "all"
    whom: tuple[str, ...] = ()
    how_many: int = 1
    unit: str = "次"
    period: Every = "year"
    begins: str = ""
    ends: str = ""
    stage: str = ""
    measure: Literal["count", "rate"] = "count"
    aim: Literal["", "up", "down"] = ""
    fields: tuple[EntryField, ...] = ()
    points_rule: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Designation(Stated):
    """A post or mark that is given (党员先锋岗、示范岗、责任区、示范户).

    Attributes:
        holder: Who holds it: a member or an organisation.
        least: How many a branch sets up, at least; 0 where nothing is said.
        most: At most; 0 without limit.
        check: How often holders are held against the standard; empty where nothing is said.
        term_months: How long it is given for; 0 until withdrawn.
        standard: What a holder has to show.
    """

    code: str
    name: str
    holder: Subject = "member"
    least: int = 0
    most: int = 0
    check: Every | Literal[""] = ""
    term_months: int = 0
    standard: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Target(Stated):
    """What share is to be reached by when; `share` 0 where the document only says that it rises.

    Attributes:
        of: Among which kinds of organisation the share is counted; of a target for members it says nothing.
    """

    code: str
    what: str
    subject: Subject
    share: int
    by: str
    wording: str = ""
    rises: bool = False
    of: tuple[BodyKind, ...] = PARTY_BODIES


@dataclass(frozen=True)
class Tier(Stated):
    """One tier of organisations and members (先进、中间、后进), best first, and what is asked of it."""

    code: str
    name: str
    text: str


@dataclass(frozen=True)
class Quota(Stated):
    """How many are honoured; `most` 0 without limit. ``per`` says among whom: the whole scheme, a branch, a department."""

    least: int = 0
    most: int = 0
    per: Literal["whole", "branch", "department"] = "whole"
    wording: str = ""


@dataclass(frozen=True)
class AwardStep:
    """One step on the way to an award, and who takes it."""

    name: str
    by: str = ""


@dataclass(frozen=True)
class Node(Stated):
    """A day that things are fixed to (七一、十一).

    Attributes:
        name: What it is called; a named node keeps its month and day when the scheme is begun in another year.
        day: ISO date; ``--07-01`` for every year; empty where the document gives no day.
        wording: As the document words it.
    """

    name: str
    day: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Award(Stated):
    """What is given to whom, how many, by which steps and when."""

    code: str
    name: str
    target: Subject
    steps: tuple[AwardStep, ...]
    nodes: tuple[Node, ...] = ()
    quota: Quota | None = None
    text: str = ""


@dataclass(frozen=True)
class Weight(Stated):
    """What share of an assessment one part makes, in per cent."""

    name: str
    percent: int


@dataclass(frozen=True)
class Assessment(Stated):
    """量化考评: who is assessed, against which standard, how often; the weights add up to 100."""

    code: str
    name: str
    target: Subject
    standard: str
    weights: tuple[Weight, ...]
    every: Every = "year"
    text: str = ""
    wording: str = ""
