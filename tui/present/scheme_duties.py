"""What a scheme asks of people and gives them, as things to read: registers, targets, assessments, awards, points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import words
from db.rules.ledger import format_tenths
from tui.present.scheme_items import Item, is_ours, mark, rhythm_words
from tui.present.scheme_words import (
    PERIOD,
    limit_words,
    node_words,
    owed_words,
    quota_words,
    quoted,
    rule_words,
    target_words,
    who_words,
)
from tui.strings import scheme as text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.rules.scheme import Assessment, Award, Scheme


def requirements(scheme: Scheme) -> Iterator[Item]:
    """Every register with what stands in it: who owes what."""
    for register in dict.fromkeys(one.register for one in scheme.requirements):
        says = []
        for one in scheme.requirements:
            if one.register != register:
                continue
            owed = mark(owed_words(one), one, "how_many", "period", "ends")
            who = mark(who_words(one), one, "whom" if one.whom and not one.is_default("who") else "who")
            rule = scheme.points.rule(one.points_rule)
            gives = (
                mark(text.GIVES.format(points=format_tenths(rule.tenths, sign=True)), one, "points_rule")
                if rule
                else ""
            )
            wording = said(scheme, one.wording) if one.wording not in ("", one.name) else ""
            own = text.DEFAULT if is_ours(one) else ""
            says.append(
                "　".join(part for part in (f"{one.name}：{who}，{owed}{own}", gives, wording) if part)
            )
        yield Item(register, tuple(says))


def said(scheme: Scheme, wording: str) -> str:
    """The document's own words; where the dates were moved they are called 原文, since the days beside them are not its."""
    return (text.ORIGINAL if scheme.begun else "") + quoted(wording)


def targets(scheme: Scheme) -> Iterator[Item]:
    """Shares by their days, tiers, inspections."""
    if scheme.targets:
        yield Item(text.TARGET, tuple(
            f"{one.what}：{mark(target_words(one), one, 'by', 'share')}"
            + (f"　{said(scheme, one.wording)}" if one.wording else "")
            for one in scheme.targets
        ))  # fmt: skip
    if scheme.tiers:
        yield Item(text.TIERS, tuple(f"{one.name}：{one.text}" for one in scheme.tiers))
    for one in scheme.inspections:
        when = rhythm_words(one, one.every, one.wording)
        parts = [text.RHYTHM.format(rhythm=when)] if when else []
        parts += [text.BY.format(by=one.by)] if one.by else []
        parts += [text.WAYS.format(ways="、".join(one.ways))] if one.ways else []
        parts += [text.REMEDIES.format(ways="、".join(one.remedies))] if one.remedies else []
        name = one.name if one.name == text.INSPECTION else f"{text.INSPECTION}：{one.name}"
        yield Item(name, ("　".join(parts),), is_ours(one))


def assessment(one: Assessment, scheme: Scheme) -> Item:
    """Against what, how often, by which weights."""
    standard = next((each.name for each in scheme.standards if each.code == one.standard), "")
    rhythm = rhythm_words(one, one.every, one.wording)
    weights = "、".join(f"{weight.name}{weight.percent}%" for weight in one.weights)
    are_ours = any(is_ours(weight) for weight in one.weights)
    says = [
        text.RHYTHM.format(rhythm=rhythm) + (f"　{text.AGAINST.format(name=standard)}" if standard else ""),
        text.WEIGHTS.format(weights=weights) + (text.DEFAULT if are_ours else ""),
    ]
    return Item(
        text.ASSESSMENT + one.name,
        (*says, *((mark(one.text, one, "text"),) if one.text else ())),
        is_ours(one),
    )


def award(one: Award, scheme: Scheme) -> Item:
    """How many, by which steps, when."""
    quota = mark(quota_words(one), one.quota, "least", "most") if one.quota else quota_words(one)
    steps = " → ".join(step.name + (f"（{step.by}）" if step.by else "") for step in one.steps)
    says = [f"{text.QUOTA.format(quota=quota)}　{text.STEPS.format(steps=mark(steps, one, 'steps'))}"]
    if one.nodes:
        said = "；".join(
            mark(node_words(node, is_begun=bool(scheme.begun)), node, "day") for node in one.nodes
        )
        says.append(text.NODE.format(nodes=said))
    if one.text:
        says.append(one.text)
    return Item(f"{words.SUBJECT[one.target]}：{one.name}", tuple(says), is_ours(one))


def designations(scheme: Scheme) -> Iterator[Item]:
    """Posts that are given, their number, check and term."""
    for one in scheme.designations:
        parts = [text.LIMIT.format(limit=one.wording or limit_words(one))]
        parts += [mark(text.CHECK.format(every=words.EVERY[one.check]), one, "check")] if one.check else []
        parts += [text.TERM.format(months=one.term_months)] if one.term_months else []
        parts += [text.SHOWS.format(standard=mark(one.standard, one, "standard"))] if one.standard else []
        yield Item(text.DESIGNATION + one.name, ("　".join(parts),), is_ours(one))


def points(scheme: Scheme) -> Iterator[Item]:
    """Base and bounds, the rules by category, 一票否决."""
    points = scheme.points
    bounds = [
        text.BASE.format(base=format_tenths(points.base)),
        text.FLOOR.format(floor=format_tenths(points.floor)),
    ]
    bounds.append(
        text.CEILING.format(ceiling=format_tenths(points.ceiling)) if points.ceiling else text.NO_CEILING
    )
    says = ["，".join(bounds), words.CARRY[points.carry.mode].format(percent=points.carry.percent)]
    if points.publicity:
        says.append(text.PUBLICITY.format(every=words.EVERY[points.publicity]))
    yield Item(text.BOUNDS, tuple(says), points.origin == "default")
    for category in words.POINT_CATEGORY:
        rules = [rule for rule in points.rules if rule.category == category]
        cap = points.category_caps.get(category)
        head = category + (f"（{PERIOD[cap.period]}最多{format_tenths(cap.tenths)}）" if cap else "")
        said = tuple(
            f"{rule.name}：{rule_words(rule)}{text.DEFAULT if rule.is_default('points') else ''}"
            for rule in rules
        )
        if said:
            yield Item(head, said)
    if points.vetoes:
        yield Item(
            text.VETO, ("；".join(veto.name for veto in points.vetoes),), all(map(is_ours, points.vetoes))
        )
