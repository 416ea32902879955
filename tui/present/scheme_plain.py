"""A scheme as plain data, for programs: `pingyi scheme show ID --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.rules.scheme import Award, Link, PointRule, PointScheme, Requirement, Scheme


def plain_scheme(scheme: Scheme) -> dict[str, Any]:
    """The scheme as JSON writes it; points are numbers, days ISO texts, what is not said null or empty."""
    return {
        "id": scheme.id,
        "title": scheme.title,
        "issuer": scheme.issuer,
        "number": scheme.number,
        "date": scheme.date,
        "standards": [
            {
                "target": standard.target,
                "name": standard.name,
                "criteria": [{"title": each.title, "text": each.text} for each in standard.criteria],
            }
            for standard in scheme.standards
        ],
        "stages": [
            {
                "name": stage.name,
                "begins": stage.begins,
                "ends": stage.ends,
                "wording": stage.wording,
                "tasks": list(stage.tasks),
            }
            for stage in scheme.stages
        ],
        "links": [_link(link) for link in scheme.links],
        "requirements": [_requirement(one) for one in scheme.requirements],
        "targets": [
            {"what": target.what, "share": target.share or None, "by": target.by} for target in scheme.targets
        ],
        "awards": [_award(award) for award in scheme.awards],
        "points": _points(scheme.points),
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "code": link.code,
        "name": link.name,
        "every": link.every or None,
        "wording": link.wording,
        "text": link.text,
        "ways": list(link.ways),
        "partial": link.is_partial,
        "within": link.within or None,
        "origin": link.origin,
    }


def _requirement(one: Requirement) -> dict[str, Any]:
    who = f"{one.who}:{'、'.join(one.whom)}" if one.whom else one.who
    period = f"by:{one.ends}" if one.period == "by" else one.period
    return {"name": one.name, "who": who, "how_many": one.how_many, "period": period}


def _award(award: Award) -> dict[str, Any]:
    quota = award.quota
    return {
        "name": award.name,
        "target": award.target,
        "quota": None
        if quota is None
        else {"least": quota.least, "most": quota.most or None, "per": quota.per, "wording": quota.wording},
        "steps": [step.name for step in award.steps],
        "node": "；".join(node.wording or node.name for node in award.nodes),
    }


def _points(points: PointScheme) -> dict[str, Any]:
    return {"base": points.base / 10, "rules": [_rule(rule) for rule in points.rules]}


def _rule(rule: PointRule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "category": rule.category,
        "points": rule.tenths / 10,
        "cap": rule.cap.tenths / 10 if rule.cap else None,
        "period": rule.cap.period if rule.cap else None,
        "evidence": rule.needs_evidence,
        "origin": "default" if rule.is_default("points") else "seed",
    }
