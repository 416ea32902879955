"""Who attends, votes on motions, rates others and is graded (组织关系、党员状态 → 各项权利).

The table is DOMAIN §2.2 turned into data: 《中国共产党章程》and 《基层组织选举工作条例》(2020) for the right to vote,
《支部工作条例》 for attending, notices of the yearly round for who rates and who is graded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from db.rules.settings import Rules


class Kind(str, Enum):
    """Full member (正式党员) or probationary member (预备党员)."""

    FULL = "full"
    PROBATIONARY = "probationary"


class Standing(str, Enum):
    """What a decision of the Party organisation, or absence, has made of a membership."""

    NORMAL = "normal"
    OBSERVING = "observing"  # 留党察看
    DETAINED = "detained"  # 被依法留置、逮捕
    LOST = "lost"  # 失联，尚未处理
    SUSPENDED = "suspended"  # 停止党籍


class Grading(str, Enum):
    """Whether the yearly appraisal gives a member a grade (等次)."""

    GRADED = "graded"
    BY_HAND = "by_hand"  # no rule found: the committee decides person by person
    NOT_GRADED = "not_graded"  # 不定等次


@dataclass(frozen=True)
class Membership:
    """The flags of one member that decide what the member may do."""

    kind: Kind = Kind.FULL
    standing: Standing = Standing.NORMAL
    is_floating: bool = False


TODAY = Rules()


@dataclass(frozen=True)
class Rights:
    """What one member counts for and may do in this branch.

    Attributes:
        attends: Belongs to 应到.
        votes: Has 表决权, so belongs to the base of a 表决 (章程 Art. 7, 条例 2020: not 预备, not 留党察看).
        rates: Receives a 测评票.
        grading: Whether the round ends with a grade.
    """

    attends: bool
    votes: bool
    rates: bool
    grading: Grading

    @property
    def is_graded(self) -> bool:
        """True when a grade is given by rule; a case by hand is not."""
        return self.grading is Grading.GRADED


NO_RIGHTS = Rights(attends=False, votes=False, rates=False, grading=Grading.NOT_GRADED)


def rights(member: Membership, rules: Rules = TODAY) -> Rights:
    """Return what a member counts for (DOMAIN §2.2).

    Standing weighs more than kind: a probationary member who is detained is treated as detained.
    """
    is_full = member.kind is Kind.FULL
    if member.standing is Standing.SUSPENDED:
        return NO_RIGHTS
    if member.standing is Standing.DETAINED:
        grading = Grading.BY_HAND if is_full else Grading.NOT_GRADED
        return Rights(attends=False, votes=False, rates=False, grading=grading)
    if member.standing is Standing.LOST:
        return Rights(
            attends=rules.lost_is_due,
            votes=is_full and rules.lost_is_due,
            rates=False,
            grading=Grading.NOT_GRADED,
        )
    if member.standing is Standing.OBSERVING:
        grading = Grading.BY_HAND if is_full else Grading.NOT_GRADED
        attends = not _stays_away(member, rules)
        return Rights(
            attends=attends, votes=False, rates=attends and is_full and rules.observing_votes, grading=grading
        )
    return _in_good_standing(member, rules)


def _stays_away(member: Membership, rules: Rules) -> bool:
    return member.is_floating and rules.floating_members == "exclude"


def _in_good_standing(member: Membership, rules: Rules) -> Rights:
    attends = not _stays_away(member, rules)
    if member.kind is Kind.PROBATIONARY:
        grading = Grading.GRADED if rules.probationary_graded else Grading.NOT_GRADED
        return Rights(
            attends=attends, votes=False, rates=attends and rules.probationary_votes, grading=grading
        )
    return Rights(attends=attends, votes=attends, rates=attends, grading=Grading.GRADED)


def is_secretary(post: str) -> bool:
    """Say whether a post (党内职务) is that of the secretary; 副书记 is not."""
    return any(part.endswith("书记") and "副" not in part for part in post.replace("，", "、").split("、"))


def sits_on_committee(post: str) -> bool:
    """Say whether a post belongs to the 支委会: 书记, 副书记 and every 委员."""
    return any(part.endswith(("书记", "委员")) for part in post.replace("，", "、").split("、"))
