"""A poll from draft to count: what may follow what, what must be true before it opens, what the chair reads out.

Sources: 监票人 and 计票人 are different people, by analogy with elections (DOMAIN §3.3); 收回 above 发出 voids the
round; a second round after a count (重新测评) is a poll of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from db.rules.ballot import InvalidScope, Scale
from db.rules.tally import Slips, Tally, secrecy_warnings, smallest_open_count

FINGERPRINT_DIGITS: Final = 16


@dataclass(frozen=True)
class Target:
    """Who or what a row is about.

    Attributes:
        uid: What never changes about it.
        label: What the slip prints.
        is_graded: False where the slip says 不定等次.
    """

    uid: str
    label: str
    is_graded: bool = True


@dataclass(frozen=True)
class Question:
    """Everything that a voter is asked, and who is asked: what the fingerprint covers.

    Attributes:
        targets: The rows, in the order of the slip.
        scale: The grades.
        scope: What an over-marked row spoils.
        electors: The uids of those present who take part.
    """

    targets: tuple[Target, ...]
    scale: Scale
    scope: InvalidScope
    electors: frozenset[str]


def fingerprint(question: Question) -> str:
    """Return 16 digits of the SHA-256 over targets, scale, rule and electorate.

    The rows keep their order, because a slip does; the electorate has none.
    """
    content = {
        "targets": [[target.uid, target.label, target.is_graded] for target in question.targets],
        "scale": [[grade.code, grade.name, grade.is_capped] for grade in question.scale.grades],
        "rule": question.scope,
        "electorate": sorted(question.electors),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def grouped(digits: str, size: int = 4) -> str:
    """Return digits in groups, as people read them aloud: 1234 5678."""
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))


@dataclass(frozen=True)
class Preparation:
    """What a poll is about to open with.

    Attributes:
        question: What is asked, and of whom.
        due: Members who would take part if all came (应参评).
        scrutineers: 监票人, by name.
        tellers: 计票人, by name.
        needs_roles: Whether the branch requires both.
        k: Fewer voters than this are warned about.
        least_share: Fewer present than this share of `due` are warned about: (numerator, denominator).
    """

    question: Question
    due: int
    scrutineers: tuple[str, ...]
    tellers: tuple[str, ...]
    needs_roles: bool = True
    k: int = 5
    least_share: tuple[int, int] = (1, 2)


@dataclass(frozen=True)
class Preflight:
    """What stands in the way of opening, and what the branch should know first."""

    refusals: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def may_open(self) -> bool:
        """True when nothing stands in the way."""
        return not self.refusals


def preflight(preparation: Preparation, rerun: str | None = None) -> Preflight:
    """Check a poll before it opens. A refusal stops it; a warning is for the branch to weigh.

    Args:
        preparation: What the poll is about to open with.
        rerun: Why it may not repeat a counted one (`rerun_refusal`), or None.
    """
    question = preparation.question
    present = len(question.electors)
    refusals = []
    if not question.targets:
        refusals.append("没有测评对象。请先确定测评对象。")
    if not present:
        refusals.append("没有实到参评人员。请先签到。")
    refusals += _role_refusals(preparation)
    if rerun:
        refusals.append(rerun)
    warnings = list(secrecy_warnings(present, preparation.k)) if present else []
    numerator, denominator = preparation.least_share
    if present * denominator < preparation.due * numerator:
        warnings.append(
            f"实到参评{present}人，不足应参评{preparation.due}人的{numerator}/{denominator}。测评没有法定人数，是否进行由支部决定。"
        )
    return Preflight(tuple(refusals), tuple(warnings))


def _role_refusals(preparation: Preparation) -> list[str]:
    both = sorted(set(preparation.scrutineers) & set(preparation.tellers))
    refusals = []
    if both:
        refusals.append(f"{'、'.join(both)}既是监票人又是计票人。监票人、计票人不能是同一人。")
    if preparation.needs_roles and not preparation.scrutineers:
        refusals.append("还没有推选监票人。")
    if preparation.needs_roles and not preparation.tellers:
        refusals.append("还没有推选计票人。")
    return refusals


def rerun_refusal(electors: Collection[str], earlier: Iterable[Collection[str]], k: int) -> str | None:
    """Return why a 重新测评 may not be held, or None.

    Two counts over electorates that differ by a few people give those people's votes away by subtraction.

    Args:
        electors: Who would take part now.
        earlier: Who took part in each round that was already counted.
        k: Fewer than this are too few to hide in (never below 3).
    """
    least = smallest_open_count(k)
    now = set(electors)
    for electorate in earlier:
        changed = len(now ^ set(electorate))
        if 1 <= changed < least:
            return (
                f"参评人员与上一次已计票的测评相差{changed}人，少于{least}人：两次票数相减，就能推知这{changed}人所投。"
                "请由原参评人员重新测评，或者不再测评。"
            )
    return None


def poll_sentence(slips: Slips, result: Tally, *, name: str = "民主测评", slip: str = "测评票") -> str:
    """Return what the chair reads out and the minutes keep: 发出、收回、有效、废票 and no count of any person."""
    text = (
        f"大会以无记名方式进行{name}，发出{slip}{slips.issued}张，收回{slips.returned}张，"
        f"其中有效票{result.valid}张，废票{result.void}张。"
    )
    if slips.returned == slips.issued:
        return text + f"收回的{slip}与发出的{slip}相等，{name[-2:]}有效。"
    return text + f"收回的{slip}没有超过发出的{slip}，{name[-2:]}有效。"


def salted_hash(salt: str, result: Tally, targets: Sequence[str]) -> str:
    """Return the SHA-256 of the salt and the full count, for the closing link and the signed sheet.

    Args:
        salt: Random text, printed beside the hash.
        result: The count.
        targets: The uids of the rows, in the order of the slip.
    """
    content = {
        "valid": result.valid,
        "void": result.void,
        "rows": [[target, *row.cells] for target, row in zip(targets, result.rows, strict=True)],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(salt.encode() + text.encode()).hexdigest()
