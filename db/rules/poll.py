"""A poll from draft to count: what may follow what, what must be true before it opens, what the chair reads out.

Sources: 监票人 and 计票人 are different people, by analogy with elections (DOMAIN §3.3); 收回 above 发出 voids the
round; a second round after a count (重新测评) is a poll of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.rules.ballot import BallotForm, InvalidScope, Scale
from db.rules.motion import Attendance, attendance_faults, opening_warning
from db.rules.settings import Rules
from db.rules.tally import Slips, Tally, secrecy_warnings

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
        form: What is asked of each.
        scope: What an over-marked row spoils.
        electors: The uids of those present who take part; of a pool without a roll, its numbered places.
    """

    targets: tuple[Target, ...]
    form: BallotForm
    scope: InvalidScope
    electors: frozenset[str]


def fingerprint(question: Question) -> str:
    """Return 16 digits of the SHA-256 over targets, scale, rule and electorate.

    The rows keep their order, because a slip does; the electorate has none.
    """
    text = json.dumps(question_content(question), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def question_content(question: Question) -> dict[str, object]:
    """Return everything that is asked, and of whom, as plain data: what the fingerprint covers and the archive keeps."""
    return {
        "targets": [[target.uid, target.label, target.is_graded] for target in question.targets],
        "form": form_content(question.form),
        "rule": question.scope,
        "electorate": sorted(question.electors),
    }


def form_content(form: BallotForm) -> dict[str, object]:
    """Return everything that a form asks, as plain data."""
    return {
        "parts": [[part.code, part.name, _grades(part.scale)] for part in form.parts],
        "most_chosen": form.most_chosen,
        "write_ins": form.write_ins,
        "problems": list(form.problems),
        "text_bytes": form.text_bytes,
        "blank": form.blank_name,
    }


def _grades(scale: Scale) -> list[list[object]]:
    return [[grade.code, grade.name, grade.is_capped] for grade in scale.grades]


def pool_places(pool: str, size: int) -> frozenset[str]:
    """Return the electorate of a pool of people who are on no roll: its numbered places."""
    return frozenset(f"{pool}:{place}" for place in range(1, size + 1))


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
        candidates: Names on the slip of whom none may watch or count.
        deed: What people do with the slip: 测评, 表决, 推荐.
        is_announced: Whether people are told the counts.
        motion: 表决权 due, present and in writing, with the rules, where the count decides.
        filers: Who filed an opinion in writing, by name.
        filers_here: Who of them came after all.
        filers_out: Who of them is not due with a vote any more.
    """

    question: Question
    due: int
    scrutineers: tuple[str, ...]
    tellers: tuple[str, ...]
    needs_roles: bool = True
    k: int = 5
    least_share: tuple[int, int] = (1, 2)
    candidates: tuple[str, ...] = ()
    deed: str = "测评"
    is_announced: bool = False
    motion: tuple[Attendance, Rules] | None = None
    filers: tuple[str, ...] = ()
    filers_here: tuple[str, ...] = ()
    filers_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preflight:
    """What stands in the way of opening, and what the branch should know first."""

    refusals: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def may_open(self) -> bool:
        """True when nothing stands in the way."""
        return not self.refusals


def preflight(preparation: Preparation, rerun: str | None = None, near: str | None = None) -> Preflight:
    """Check a poll before it opens. A refusal stops it; a warning is for the branch to weigh.

    Args:
        preparation: What the poll is about to open with.
        rerun: Why it may not repeat a counted one (`rerun_refusal`), or None.
        near: What another meeting's count would tell beside this one (`near_warning`), or None.
    """
    question = preparation.question
    present = len(question.electors)
    refusals = []
    if not question.targets:
        refusals.append("票面没有内容。请先确定票面。")
    if not present:
        refusals.append("没有实到参加投票的人员。请先签到。")
    refusals += _role_refusals(preparation)
    form, rows = question.form, len(question.targets)
    if form.most_chosen > rows + form.write_ins and rows:
        others = f"和可以另选的{form.write_ins}个" if form.write_ins else ""
        refusals.append(f"每张票可选{form.most_chosen}个，多于票面上的{rows}个{others}。请减少可选名额。")
    if preparation.motion is not None:
        refusals += _filing_refusals(preparation) or attendance_faults(preparation.motion[0])
        warning = opening_warning(*preparation.motion)
        refusals += [warning] if warning else []
    if rerun:
        refusals.append(rerun)
    warnings: list[str] = []
    if present:
        warnings += secrecy_warnings(present, preparation.k, is_announced=preparation.is_announced)
    warnings += [near] if near else []
    numerator, denominator = preparation.least_share
    if preparation.motion is None and present * denominator < preparation.due * numerator:
        warnings.append(
            f"实到{present}人，不足应到{preparation.due}人的{numerator}/{denominator}。"
            f"{preparation.deed}没有法定人数，是否进行由支部决定。"
        )
    return Preflight(tuple(refusals), tuple(warnings))


def _filing_refusals(preparation: Preparation) -> list[str]:
    """Whoever is here votes himself: only the opinions of those absent who may vote count (DOMAIN §3.1)."""
    told = (
        (preparation.filers_here, "已经到会，由本人投票，会前提交的书面意见不再计入"),
        (preparation.filers_out, "不再是应到的有表决权党员，提交的书面意见不能计入"),
    )
    return [f"{'、'.join(who)}{what}。请在“准备”里改正书面意见。" for who, what in told if who]


def _role_refusals(preparation: Preparation) -> list[str]:
    both = sorted(set(preparation.scrutineers) & set(preparation.tellers))
    refusals = []
    if both:
        refusals.append(f"{'、'.join(both)}既是监票人又是计票人。监票人、计票人不能是同一人。")
    standing = sorted({*preparation.scrutineers, *preparation.tellers} & set(preparation.candidates))
    if standing:
        refusals.append(f"{'、'.join(standing)}是候选人，不能担任监票人、计票人。请另行推选。")
    if preparation.needs_roles and not preparation.scrutineers:
        refusals.append("还没有推选监票人。")
    if preparation.needs_roles and not preparation.tellers:
        refusals.append("还没有推选计票人。")
    return refusals


@dataclass(frozen=True)
class Told:
    """How the sentence about a poll names it.

    Attributes:
        name: What was held: 民主测评.
        slip: Its paper: 测评票.
        about: What was put, where the kind alone does not say it: 接收王伟为预备党员.
        pool: Who voted, where they are no members: 群众代表.
        is_booth: No paper: the voters went to a booth.
    """

    name: str = "民主测评"
    slip: str = "测评票"
    about: str = ""
    pool: str = ""
    is_booth: bool = False

    @property
    def deed(self) -> str:
        """What people did with the slip: 测评, 表决, 推荐."""
        return self.slip.removesuffix("票")


APPRAISED: Final = Told()


def poll_sentence(slips: Slips, result: Tally, told: Told = APPRAISED) -> str:
    """Return what the chair reads out and the minutes keep: 发出、收回、有效、废票 and no count of any person."""
    who = told.pool or "大会"
    way = "用投票台以无记名方式" if told.is_booth else "以无记名方式"
    what = f"就“{told.about}”进行{told.deed}" if told.about else f"进行{told.name}"
    if told.about.startswith(told.deed):
        what = told.about  # 推荐优秀共产党员 says itself what is done
    out = f"参加投票{slips.issued}人" if told.is_booth else f"发出{told.slip}{slips.issued}张"
    back_in = f"收回{told.slip}" if told.is_booth else "收回"
    given = "参加投票的人数" if told.is_booth else f"发出的{told.slip}"
    back = f"收回的{told.slip}"
    is_equal = slips.returned == slips.issued
    relation = f"{back}与{given}相等" if is_equal else f"{back}没有超过{given}"
    return (
        f"{who}{way}{what}，{out}，{back_in}{slips.returned}张，其中有效票{result.valid}张，"
        f"废票{result.void}张。{relation}，{told.deed}有效。"
    )


def salted_hash(salt: str, result: Tally, targets: Sequence[str]) -> str:
    """Return the SHA-256 of the salt and the full count, for the closing link and the signed sheet.

    Args:
        salt: Random text, printed beside the hash.
        result: The count.
        targets: The uids of the rows, in the order of the slip; with several judgements each has several counts.
    """
    text = json.dumps(
        count_content(result, targets), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(salt.encode() + text.encode()).hexdigest()


def count_content(result: Tally, targets: Sequence[str]) -> dict[str, object]:
    """Return a full count as plain data: what the salted hash covers and the archive keeps."""
    parts = len(result.rows) // len(targets) if targets else 0
    return {
        "valid": result.valid,
        "void": result.void,
        "rows": [[targets[cell // parts], *row.cells] for cell, row in enumerate(result.rows)],
        "problems": [list(counts) for counts in result.problems],
        "others": [list(pair) for pair in result.others],
        "texts": list(result.texts),
    }
