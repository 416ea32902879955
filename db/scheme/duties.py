"""Reading what people owe and may win: requirements, designations, targets, tiers, assessments, awards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from db import words
from db.rules.periods import EVERY
from db.rules.scheme import (
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
    Quota,
    Requirement,
    Stage,
    Target,
    Tier,
    Weight,
)
from db.scheme.parts import STAGE, STANDARD, read_nodes
from db.scheme.points import RULE
from db.scheme.reading import Known, day_in_order, every, one_of, stated

if TYPE_CHECKING:
    from db.rules.scheme_duties import BodyKind, Subject
    from db.toml_file import Table

MOST = 10_000
MOST_MONTHS = 120
_MEASURES: tuple[Literal["count", "rate"], ...] = ("count", "rate")
_AIMS: tuple[Literal["", "up", "down"], ...] = ("", "up", "down")
_PER: tuple[Literal["whole", "branch", "department"], ...] = ("whole", "branch", "department")


def read_requirements(top: Table, known: Known, stages: Sequence[Stage]) -> tuple[Requirement, ...]:
    """Read every `[[requirements]]`; a stage that one names gives it its days."""
    return tuple(_requirement(one, known, stages) for one in top.tables("requirements"))


def _requirement(table: Table, known: Known, stages: Sequence[Stage]) -> Requirement:
    name = known.reference(table, "stage", STAGE)
    stage = next((each for each in stages if each.code == name), None)
    period = one_of(table, "period", EVERY)
    begins = table.day("begins", stage.begins if stage else "")
    ends = day_in_order(table, "ends", begins, "begins", stage.ends if stage else "")
    if period == "by" and not ends:
        raise table.fault("ends", '日期（period 是 "by" 时须写明到哪天为止），或用 stage 指明阶段')
    who = one_of(table, "who", WHO)
    requirement = Requirement(
        code=known.code(table, "要求"),
        name=table.text("name"),
        register=table.text("register", table.text("name")),
        who=who,
        whom=_whom(table, who),
        how_many=table.integer("how_many", 1, low=0, high=MOST),
        unit=table.text("unit", "次"),
        period=period,
        begins=begins,
        ends=ends,
        stage=name,
        measure=one_of(table, "measure", _MEASURES, "count"),
        aim=one_of(table, "aim", _AIMS, ""),
        fields=_fields(table),
        points_rule=known.reference(table, "points_rule", RULE),
        wording=table.text("wording", ""),
        **stated(table),
    )
    table.finish()
    return requirement


def _whom(table: Table, who: str) -> tuple[str, ...]:
    if who not in ("kind", "post"):
        if "whom" in table:
            raise table.fault("whom", '不写（只有 who 是 "kind" 或 "post" 时才写）')
        table.know("whom")
        return ()
    whom = table.texts("whom")
    if not whom or (who == "kind" and not set(whom) <= set(words.MEMBER_KIND)):
        raise table.fault(
            "whom", '由 "full"、"probationary" 组成的列表' if who == "kind" else "党内职务的列表"
        )
    return whom


def _fields(table: Table) -> tuple[EntryField, ...]:
    inner = Known()
    found = []
    for one in table.tables("fields"):
        found.append(
            EntryField(
                inner.code(one, "栏目"),
                one.text("name"),
                one_of(one, "kind", FIELD_KINDS, "text"),
                one.flag("required", default=True),
            )
        )
        one.finish()
    return tuple(found)


def read_designations(top: Table, known: Known) -> tuple[Designation, ...]:
    """Read every `[[designations]]`."""
    return tuple(_designation(one, known) for one in top.tables("designations"))


def _designation(table: Table, known: Known) -> Designation:
    least, most = _limits(table)
    designation = Designation(
        code=known.code(table, "岗位"),
        name=table.text("name"),
        holder=one_of(table, "holder", SUBJECTS, "member"),
        least=least,
        most=most,
        check=every(table, "check"),
        term_months=table.integer("term_months", 0, low=0, high=MOST_MONTHS),
        standard=table.text("standard", ""),
        wording=table.text("wording", ""),
        **stated(table),
    )
    table.finish()
    return designation


def _limits(table: Table) -> tuple[int, int]:
    least = table.integer("least", 0, low=0, high=MOST)
    most = table.integer("most", 0, low=0, high=MOST)
    if most and most < least:
        raise table.fault("most", f"不小于 least（{least}）的整数，或 0（不限）")
    return least, most


def read_targets(top: Table, known: Known) -> tuple[Target, ...]:
    """Read every `[[targets]]`: a share by a day, or one that only rises."""
    return tuple(_target(one, known) for one in top.tables("targets"))


def _target(table: Table, known: Known) -> Target:
    rises = table.flag("rises", default=False)
    subject = one_of(table, "subject", SUBJECTS, "organisation")
    target = Target(
        code=known.code(table, "目标"),
        what=table.text("what"),
        subject=subject,
        of=_bodies(table, subject),
        share=table.integer("share", 0 if rises else None, low=0 if rises else 1, high=100),
        by=table.day("by", "" if rises else None),
        wording=table.text("wording", ""),
        rises=rises,
        **stated(table),
    )
    table.finish()
    return target


def _bodies(table: Table, subject: Subject) -> tuple[BodyKind, ...]:
    """Among which kinds of organisation a share is counted."""
    if subject == "member":
        if "of" in table:
            raise table.fault("of", '不写（subject 是 "organisation" 时才有）')
        return ()
    named = table.texts("of", PARTY_BODIES)
    found = tuple(kind for kind in BODY_KINDS if kind in named)
    if not found or len(found) != len(named):
        raise table.fault("of", f"{'、'.join(BODY_KINDS)} 中的一个或几个，不重复")
    return found


def read_tiers(top: Table, known: Known) -> tuple[Tier, ...]:
    """Read every `[[tiers]]`, best first."""
    found = []
    for one in top.tables("tiers"):
        found.append(Tier(known.code(one, "档次"), one.text("name"), one.text("text"), **stated(one)))
        one.finish()
    return tuple(found)


def read_assessments(top: Table, known: Known) -> tuple[Assessment, ...]:
    """Read every `[[assessments]]`; its weights add up to 100."""
    return tuple(_assessment(one, known) for one in top.tables("assessments"))


def _assessment(table: Table, known: Known) -> Assessment:
    standard = known.reference(table, "standard", STANDARD)
    assessment = Assessment(
        code=known.code(table, "考评"),
        name=table.text("name"),
        target=one_of(table, "target", SUBJECTS),
        standard=standard,
        weights=tuple(_weight(one) for one in table.tables("weights", required=True)),
        every=one_of(table, "every", EVERY, "year"),
        text=table.text("text", ""),
        wording=table.text("wording", ""),
        **stated(table),
    )
    total = sum(weight.percent for weight in assessment.weights)
    if total != 100:
        raise table.fault("weights", f"合计 100 的若干项（现在合计 {total}）")
    table.finish()
    return assessment


def _weight(table: Table) -> Weight:
    weight = Weight(table.text("name"), table.integer("percent", low=1, high=100), **stated(table))
    table.finish()
    return weight


def read_awards(top: Table, known: Known) -> tuple[Award, ...]:
    """Read every `[[awards]]`."""
    return tuple(_award(one, known) for one in top.tables("awards"))


def _award(table: Table, known: Known) -> Award:
    award = Award(
        code=known.code(table, "奖项"),
        name=table.text("name"),
        target=one_of(table, "target", SUBJECTS),
        steps=tuple(_step(one) for one in table.tables("steps", required=True)),
        nodes=read_nodes(table),
        quota=_quota(table),
        text=table.text("text", ""),
        **stated(table),
    )
    table.finish()
    return award


def _step(table: Table) -> AwardStep:
    step = AwardStep(table.text("name"), table.text("by", ""))
    table.finish()
    return step


def _quota(table: Table) -> Quota | None:
    if "quota" not in table:
        table.know("quota")
        return None
    one = table.table("quota")
    least, most = _limits(one)
    quota = Quota(least, most, one_of(one, "per", _PER, "whole"), one.text("wording", ""), **stated(one))
    one.finish()
    return quota
