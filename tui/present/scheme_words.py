"""Parts of a scheme in a few words: who owes what, how often, how many, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import words
from db.rules.ledger import format_tenths
from db.rules.scheme import PARTY_BODIES

if TYPE_CHECKING:
    from db.rules.scheme import Award, Designation, Node, PointRule, Quota, Requirement, Target

PERIOD = {"month": "每月", "quarter": "每季", "year": "每年"}
UNLIMITED = "次数不限"


def day_words(day: str) -> str:
    """An ISO day as people write it; ``--07-01`` is one of every year."""
    if not day:
        return ""
    if day.startswith("--"):
        return f"每年{int(day[2:4])}月{int(day[5:7])}日"
    return f"{day[:4]}年{int(day[5:7])}月{int(day[8:10])}日"


def span_words(begins: str, ends: str) -> str:
    """Two ISO days as people write them."""
    return f"{day_words(begins)}至{day_words(ends)}"


def who_words(requirement: Requirement) -> str:
    """Who owes it: 全体党员, 书记, 正式党员, 各党小组, 支部."""
    if requirement.who == "kind":
        return "、".join(words.MEMBER_KIND.get(kind, kind) for kind in requirement.whom)
    return "、".join(requirement.whom) if requirement.who == "post" else words.WHO[requirement.who]


def owed_words(requirement: Requirement) -> str:
    """How many and how often: 每月1本, 2010年12月31日前1条."""
    amount = f"{requirement.how_many}{requirement.unit}" if requirement.how_many else UNLIMITED
    if requirement.measure == "rate":
        amount = "填报一次" + {"up": "，要提高", "down": "，要降低"}.get(requirement.aim, "")
    if requirement.period == "by":
        return f"{day_words(requirement.ends)}前{amount}"
    return f"{'共' if requirement.period == 'once' else words.EVERY[requirement.period]}{amount}"


def target_words(target: Target) -> str:
    """What share by when, and among what where it is not every 党组织."""
    until = f"{day_words(target.by)}前" if target.by else ""
    text = f"{until}{'逐步提高' if target.rises and not target.share else f'达到{target.share}%'}"
    if target.subject == "member" or target.of == PARTY_BODIES:
        return text
    return f"{text}（只计{'、'.join(words.ORGANISATION_KIND[kind] for kind in target.of)}）"


def limit_words(one: Designation | Quota) -> str:
    """How many: 1至2名, 不超过2名, 不限."""
    if one.least and one.most:
        return f"{one.least}" if one.least == one.most else f"{one.least}至{one.most}"
    if one.most:
        return f"不超过{one.most}"
    return f"至少{one.least}" if one.least else "名额不限"


def quota_words(award: Award) -> str:
    """How many are honoured, as the document says it where it does."""
    if award.quota is None:
        return "名额未定"
    return award.quota.wording or words.QUOTA_PER[award.quota.per] + limit_words(award.quota)


def quoted(wording: str) -> str:
    """The document's own words in quotation marks; marks within them become single ones."""
    return f"“{wording.replace('“', '‘').replace('”', '’')}”" if wording else ""


def node_words(node: Node, *, is_begun: bool = False) -> str:
    """A node in one piece: the document's words, and the day for reckoning."""
    said = ("原文" if is_begun and node.wording else "") + quoted(node.wording) or node.name
    day = day_words(node.day)
    return f"{said}　按{day}计" if day else said


def rule_words(rule: PointRule) -> str:
    """What a point rule brings, its cap and what it wants: +2，每年最多12，须佐证."""
    parts = [format_tenths(rule.tenths, sign=True)]
    if rule.cap:
        parts.append(f"{PERIOD[rule.cap.period]}最多{format_tenths(rule.cap.tenths)}")
    if rule.needs_evidence:
        parts.append("须佐证")
    if rule.cause:
        parts.append(words.CAUSE[rule.cause])
    if rule.valid_from or rule.valid_to:
        parts.append(f"有效期{day_words(rule.valid_from) or '不限'}至{day_words(rule.valid_to) or '不限'}")
    return "，".join(parts)
