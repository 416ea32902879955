"""The limit on 优秀 and the opinion on a grade (评定意见), which the committee forms and no program decides.

Sources: 优秀等次比例一般不超过三分之一 (notices of the yearly round: soft, 一般); the base is 正式党员 (12371 问答
2022), 参评人数 or 党员总数, by locality; no source rounds it, and "not exceed" means floor. 预备党员 take part and
are 不定等次. 《支部工作条例》: the opinion follows from the appraisal and from daily performance.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from db.rules.ballot import Scale
from db.rules.electorate import Grading

UNGRADED: Final = "ungraded"
"""The code of 不定等次: takes part, gets no grade."""

UNGRADED_NAME: Final = "不定等次"

Rounding = Literal["floor", "round", "ceil"]

BASE_NAMES: Final = {"full": "正式党员", "rated": "参评人数", "all": "党员总数"}


@dataclass(frozen=True)
class Cap:
    """How many members may be given the capped grade.

    Attributes:
        share: The share, as written in the rule.
        base: How many people the share is taken of.
        base_name: Who they are: 正式党员.
        limit: The number itself.
    """

    share: Fraction
    base: int
    base_name: str
    limit: int

    @property
    def sentence(self) -> str:
        """The rule and its number, as a slip or a screen prints it."""
        return f"优秀名额：{self.base_name}{self.base}名的{self.share.numerator}/{self.share.denominator}，不超过{self.limit}名"


def read_share(text: str) -> Fraction | None:
    """Read a share from a setting: 1/3, 15%, 0.3; None for none, meaning no limit.

    Raises:
        ValueError: not a share between 0 and 1.
    """
    cleaned = text.strip()
    if cleaned in ("none", ""):
        return None
    try:
        share = Fraction(cleaned[:-1]) / 100 if cleaned.endswith("%") else Fraction(cleaned)
    except ZeroDivisionError:
        raise ValueError(text) from None
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


def excellent_limit(
    base: int, share: Fraction, rounding: Rounding = "floor", *, at_least_one: bool = False
) -> int:
    """Return how many members a share of `base` people is, in exact integers; never more than `base`."""
    exact = share * base
    whole = exact.numerator // exact.denominator
    if (rounding == "ceil" and whole < exact) or (rounding == "round" and exact - whole >= Fraction(1, 2)):
        whole += 1
    if at_least_one and base > 0:
        whole = max(1, whole)
    return whole


def excellent_cap(
    base: int,
    base_kind: str,
    share: Fraction | None,
    rounding: Rounding = "floor",
    *,
    at_least_one: bool = False,
) -> Cap | None:
    """Return the limit on 优秀, or None where the branch has none."""
    if share is None:
        return None
    limit = excellent_limit(base, share, rounding, at_least_one=at_least_one)
    return Cap(share, base, BASE_NAMES[base_kind], limit)


def cap_counter(count: int, cap: Cap | None) -> str:
    """Return the counter that stands beside the opinions: 优秀 5/8."""
    return f"优秀 {count}" if cap is None else f"优秀 {count}/{cap.limit}"


def cap_warning(count: int, cap: Cap | None) -> str | None:
    """Return the warning once more members than the limit are 优秀, else None. It warns; the committee decides."""
    if cap is None or count <= cap.limit:
        return None
    return (
        f"优秀已有{count}名，超过{cap.base_name}{cap.base}名的{cap.share.numerator}/{cap.share.denominator}"
        f"（{cap.limit}名），多{count - cap.limit}名。请写明理由，或者调整。"
    )


COMMITTEE_FROM = 7
"""Full members from which a branch has a 支委会 (支部工作条例); below, the 党员大会 decides."""


def deciding_body(full_members: int) -> str:
    """Return who usually decides: `committee` (支委会), or `assembly` (党员大会) where the branch has none."""
    return "committee" if full_members >= COMMITTEE_FROM else "assembly"


def why_not_decide(code: str, scale: Scale, grading: Grading) -> str:
    """Return why a member cannot be given a grade; empty when he can."""
    if code != UNGRADED and code not in {grade.code for grade in scale.grades}:
        return "没有这个等次。"
    if grading is Grading.NOT_GRADED and code != UNGRADED:
        return "预备党员参加民主评议，但不定等次。"
    return ""


def reason_needed(code: str, scale: Scale, grading: Grading, capped: int, cap: Cap | None) -> str | None:
    """Return why a reason must be written down with a grade, or None. The committee decides all the same.

    Args:
        code: The grade.
        scale: Which grades are capped.
        grading: Whether the member is graded by rule or by hand.
        capped: How many members have a capped grade once this one has the grade.
        cap: The limit, or None.
    """
    if not any(grade.code == code and grade.is_capped for grade in scale.grades):
        return None
    if grading is Grading.BY_HAND:
        return "该同志受处分或有其他情形，评为优秀请写明理由。"
    return cap_warning(capped, cap)
