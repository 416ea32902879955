"""Deciding a motion (表决) in exact integers: quorum, majority, counts that fit, the sentence for the minutes.

Source: 《中国共产党支部工作条例（试行）》 Art. 11: 半数以上 of the members with 表决权 must be present, and 赞成 must
exceed half of those who *should* be present. Older handbooks want the quorum to exceed half; written
opinions of the absent count at 接收 and 转正 only. Each is a setting of `Rules`.
A 表决 is not an election, and a 民主测评 is not a 表决: neither uses these figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.rules.settings import Rules

TODAY = Rules()
"""The defaults: 半数以上 present, 赞成 above half of 应到会, no written opinions."""


@dataclass(frozen=True)
class Attendance:
    """Members with 表决权: how many should be, are present, and filed a written opinion in their absence."""

    due: int
    present: int
    written: int = 0


@dataclass(frozen=True)
class HandCount:
    """What the tellers counted: 赞成, 反对, 弃权."""

    in_favour: int
    against: int
    abstaining: int

    @property
    def total(self) -> int:
        """How many were counted."""
        return self.in_favour + self.against + self.abstaining


@dataclass(frozen=True)
class MotionResult:
    """A decided motion, with everything that the minutes say of it."""

    attendance: Attendance
    count: HandCount
    needed: int
    is_passed: bool
    sentence: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Nominee:
    """Somebody proposed for a role of the count: `scrutineer` (监票人) or `teller` (计票人)."""

    role: str
    member_id: int | None
    name: str


def quorum_needed(due: int, rules: Rules = TODAY) -> int:
    """Return how many members with 表决权 must be present; at least one, however small the branch."""
    return max(1, (due + 1) // 2 if rules.quorum_motion == "half" else due // 2 + 1)


def votes_needed(attendance: Attendance, rules: Rules = TODAY) -> int:
    """Return the smallest number of 赞成 that exceeds half of the base."""
    base = attendance.due if rules.majority_base == "due" else attendance.present
    return base // 2 + 1


def has_quorum(attendance: Attendance, rules: Rules = TODAY) -> bool:
    """Say whether 实到 符合规定人数."""
    return attendance.present >= quorum_needed(attendance.due, rules)


def voices(attendance: Attendance, rules: Rules = TODAY) -> int:
    """Return how many may be counted: those present, and written opinions where they count."""
    return attendance.present + (attendance.written if rules.written_opinion_counts else 0)


def attendance_faults(attendance: Attendance) -> tuple[str, ...]:
    """Say why these figures of attendance cannot be right; empty when they can."""
    faults = []
    if min(attendance.due, attendance.present, attendance.written) < 0:
        faults.append("人数不能为负数。")
    if attendance.present > attendance.due:
        faults.append(
            f"实到有表决权党员{attendance.present}名，多于应到的{attendance.due}名，请核对签到和党员身份。"
        )
    elif attendance.present + attendance.written > attendance.due:
        faults.append(
            f"实到{attendance.present}名与书面意见{attendance.written}份合计多于应到{attendance.due}名："
            "到会的党员不能另交书面意见。"
        )
    return tuple(faults)


def opening_warning(attendance: Attendance, rules: Rules = TODAY) -> str:
    """Return what the chair must hear before a vote: no quorum, or nothing can pass; empty when all is well."""
    if attendance.due <= 0:
        return "没有应到会有表决权党员，不能表决。"
    quorum = quorum_needed(attendance.due, rules)
    if attendance.present < quorum:
        return (
            f"应到会有表决权党员{attendance.due}名，实到{attendance.present}名，"
            f"不足{quorum}名，不符合规定人数，不能表决。"
        )
    needed = votes_needed(attendance, rules)
    if voices(attendance, rules) < needed:
        return (
            f"通过需要赞成{needed}票，现在最多只有{voices(attendance, rules)}票："
            "即使全部赞成也不能通过，建议等候党员到会或改期。"
        )
    return ""


def count_faults(attendance: Attendance, count: HandCount, rules: Rules = TODAY) -> tuple[str, ...]:
    """Say why a count cannot be recorded; empty when it can.

    More voices than people is an error of counting and is refused. Fewer is possible (somebody did not raise
    a hand at all): it is allowed and explained by `count_notes`.
    """
    faults = list(attendance_faults(attendance))
    if min(count.in_favour, count.against, count.abstaining) < 0:
        faults.append("票数不能为负数。")
    limit = voices(attendance, rules)
    if count.total > limit:
        faults.append(
            f"赞成{count.in_favour}、反对{count.against}、弃权{count.abstaining}，合计{count.total}，"
            f"比可以表决的{limit}名多{count.total - limit}：有人举手两次，或无表决权的人举了手，请重新清点。"
        )
    return tuple(faults)


def count_notes(attendance: Attendance, count: HandCount, rules: Rules = TODAY) -> tuple[str, ...]:
    """Explain a count that is smaller than the number of voices; empty when they are equal."""
    missing = voices(attendance, rules) - count.total
    if missing <= 0:
        return ()
    return (
        f"合计{count.total}票，比可以表决的{voices(attendance, rules)}名少{missing}：{missing}名未表决。",
    )


def opening_sentence(attendance: Attendance) -> str:
    """Return the sentence said before a vote (only a 表决 says 符合规定人数)."""
    return f"应到会有表决权党员{attendance.due}名，实到{attendance.present}名，符合规定人数。"


def decide(
    attendance: Attendance, count: HandCount, rules: Rules = TODAY, *, filed: HandCount | None = None
) -> MotionResult:
    """Decide a motion on figures that fit.

    Args:
        attendance: Those with 表决权.
        count: What was counted.
        rules: Which majority is asked for.
        filed: Of a secret ballot, the opinions filed in writing, which `count` includes; there, whoever is not counted
            left a void slip or none, and the sentence on the slips says so.

    Raises:
        ValueError: In Chinese, when there is no quorum or the figures cannot be right.
    """
    faults = count_faults(attendance, count, rules)
    if not has_quorum(attendance, rules) or attendance.due <= 0:
        faults = (opening_warning(attendance, rules), *faults)
    if faults:
        raise ValueError("\n".join(faults))
    needed = votes_needed(attendance, rules)
    is_passed = count.in_favour >= needed
    return MotionResult(
        attendance=attendance,
        count=count,
        needed=needed,
        is_passed=is_passed,
        sentence=_sentence(attendance, count, rules, filed, is_passed=is_passed),
        notes=() if filed is not None else count_notes(attendance, count, rules),
    )


def _sentence(
    attendance: Attendance, count: HandCount, rules: Rules, filed: HandCount | None, *, is_passed: bool
) -> str:
    base = "应到会" if rules.majority_base == "due" else "实到会"
    written = ""
    if rules.written_opinion_counts and attendance.written:
        told = (
            f"（赞成{filed.in_favour}份，反对{filed.against}份，弃权{filed.abstaining}份），计入票数"
            if filed
            else ""
        )
        written = f"收到书面意见{attendance.written}份{told}。"
    missing = 0 if filed is not None else voices(attendance, rules) - count.total
    unvoiced = f"，未表决{missing}名" if missing else ""
    outcome = "超过" if is_passed else "未超过"
    verdict = "通过" if is_passed else "未获通过"
    return (
        f"{opening_sentence(attendance)}{written}"
        f"赞成{count.in_favour}票，反对{count.against}票，弃权{count.abstaining}票{unvoiced}。"
        f"赞成票{outcome}{base}有表决权党员的半数，{verdict}。"
    )
