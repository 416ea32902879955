"""Ballots to counts: what each target was given, and the identities that every count must keep.

Source of the identities: DOMAIN §2.3 (发出、收回、有效、废票; 各项票数与弃权、行废之和等于有效票), as the count
sheets of such meetings state them. 民主测评 has no legal threshold: a tally informs, it decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.rules.ballot import BLANK, VOID_ROW, Ballot, InvalidScope, RowTotals, Scale, is_counted

SMALLEST_K = 3
"""No setting may call fewer voters than this enough to hide one of them."""


@dataclass(frozen=True, repr=False)
class RowCount:
    """The count of one row: votes for each grade, best first; 弃权; rows that do not count (行废)."""

    grades: tuple[int, ...]
    blank: int
    void_rows: int

    @property
    def total(self) -> int:
        """Everything in the row, which must be the number of valid slips."""
        return sum(self.grades) + self.blank + self.void_rows

    @property
    def cells(self) -> tuple[int, ...]:
        """The numbers of the row in the order of a count sheet."""
        return (*self.grades, self.blank, self.void_rows)

    def __repr__(self) -> str:
        return f"<RowCount of {len(self.grades)} grades>"


@dataclass(frozen=True, repr=False)
class Tally:
    """The whole count: valid and void slips, and one row a target, in the order of the targets."""

    valid: int
    void: int
    rows: tuple[RowCount, ...]

    @property
    def returned(self) -> int:
        """Slips that were counted: 有效票 and 废票 together."""
        return self.valid + self.void

    def __repr__(self) -> str:
        return f"<Tally of {len(self.rows)} rows>"


@dataclass(frozen=True)
class Slips:
    """What is known of the slips themselves.

    Attributes:
        present: Members present who take part (实到参评人数).
        issued: 发出.
        returned: 收回.
    """

    present: int
    issued: int
    returned: int


@dataclass(frozen=True, repr=False)
class Fault:
    """One identity that does not hold.

    Attributes:
        row: The row's place from 0, or None for the slips as a whole.
        brief: What is wrong, without a count of any row: safe in a log or on a wall.
        detail: The arithmetic, for the tellers' own eyes.
    """

    row: int | None
    brief: str
    detail: str

    def __repr__(self) -> str:
        return f"<Fault: {self.brief}>"


def tally(ballots: Iterable[Ballot], scale: Scale, rows: int, scope: InvalidScope = "row") -> Tally:
    """Count ballots. The order in which they come makes no difference.

    A void slip adds to 废票 and to no row; a row with more than one mark (`VOID_ROW`) spoils itself, or the
    slip where `scope` is "ballot"; a row left empty is 弃权.

    Raises:
        ValueError: a ballot has another number of rows.
    """
    every = list(ballots)
    if any(len(ballot.marks) != rows for ballot in every):
        raise ValueError("a ballot of another question")
    valid = [ballot.marks for ballot in every if is_counted(ballot, scope)]
    digits = range(1, len(scale.grades) + 1)
    counted = []
    for row in range(rows):
        marks = Counter(slip[row] for slip in valid)
        counted.append(RowCount(tuple(marks[digit] for digit in digits), marks[BLANK], marks[VOID_ROW]))
    return Tally(len(valid), len(every) - len(valid), tuple(counted))


def tally_of_totals(totals: Sequence[RowTotals]) -> Tally:
    """Return the tally that the tellers' own counts amount to.

    Raises:
        ValueError: there is no row, or two rows were counted on different slips.
    """
    if len({(row.valid, row.void) for row in totals}) != 1:
        raise ValueError("the rows were counted on different slips")
    rows = tuple(RowCount(row.grades, row.blank, row.void_rows) for row in totals)
    return Tally(totals[0].valid, totals[0].void, rows)


def slip_faults(slips: Slips) -> tuple[Fault, ...]:
    """Check 收回 ≤ 发出 ≤ 实到参评人数."""
    faults = []
    if slips.returned > slips.issued:
        faults.append(
            _slip_fault(
                f"收回{slips.returned}张，多于发出{slips.issued}张，多{slips.returned - slips.issued}张。"
                "本次测评无效，应当重新测评。"
            )
        )
    if slips.issued > slips.present:
        faults.append(
            _slip_fault(
                f"发出{slips.issued}张，多于实到参评{slips.present}人，多{slips.issued - slips.present}张。"
                "请核对发票记录；备用票应当剪角作废，不计入发出。"
            )
        )
    return tuple(faults)


def _slip_fault(text: str) -> Fault:
    return Fault(None, text, text)


def validity_faults(valid: int, void: int, returned: int) -> tuple[Fault, ...]:
    """Check 有效票 ＋ 废票 ＝ 收回."""
    total = valid + void
    if total == returned:
        return ()
    detail = f"有效票{valid}张＋废票{void}张＝{total}张，与收回{returned}张不符，{_difference(total, returned, '张')}。"
    return (Fault(None, "有效票与废票之和不等于收回票数。", detail),)


def row_faults(
    count: RowCount, scale: Scale, *, valid: int, row: int, name: str, scope: InvalidScope = "row"
) -> tuple[Fault, ...]:
    """Check one row: its cells add up to 有效票, and it has no spoilt row where a spoilt row spoils the slip."""
    place = f"第{row + 1}行{name}"
    faults = []
    if count.total != valid:
        labels = (*scale.names, "弃权", "行废")
        parts = "＋".join(f"{label}{number}" for label, number in zip(labels, count.cells, strict=True))
        faults.append(
            Fault(
                row,
                f"{place}：各项之和不等于有效票。",
                f"{place}：{parts}＝{count.total}，有效票{valid}张，{_difference(count.total, valid, '张')}。",
            )
        )
    if scope == "ballot" and count.void_rows:
        text = f"{place}：按规定一行多选则整张票作废，应当计入废票，行废应为0。"
        faults.append(Fault(row, text, text))
    return tuple(faults)


def tally_faults(
    result: Tally, scale: Scale, slips: Slips, names: Sequence[str], scope: InvalidScope = "row"
) -> tuple[Fault, ...]:
    """Check every identity of a count: V＋X＝R≤D≤实到, and each row sums to V."""
    faults = [*slip_faults(slips), *validity_faults(result.valid, result.void, slips.returned)]
    for row, (count, name) in enumerate(zip(result.rows, names, strict=True)):
        faults += row_faults(count, scale, valid=result.valid, row=row, name=name, scope=scope)
    return tuple(faults)


def _difference(found: int, wanted: int, unit: str) -> str:
    return f"{'多' if found > wanted else '少'}{abs(found - wanted)}{unit}"


def percent(count: int, base: int) -> str:
    """Return a share with two decimals, halves rounded up, as count sheets print it; a dash where there is no base."""
    if base <= 0:
        return "－"
    hundredths = (count * 20000 + base) // (2 * base)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def is_unanimous(count: RowCount, valid: int) -> bool:
    """Tell whether every valid slip says the same of one target, so that the row tells everybody's vote."""
    return valid > 0 and valid in count.cells


def smallest_open_count(setting: int) -> int:
    """Return k, the number of slips below which counts unmask people: the setting, never below 3."""
    return max(SMALLEST_K, setting)


def secrecy_warnings(voters: int, k: int) -> tuple[str, ...]:
    """Return what to tell the branch before a poll opens, so that it may choose another way."""
    least = smallest_open_count(k)
    if voters >= least:
        return ()
    text = f"参加测评的只有{voters}人，少于{least}人：从票数容易推知各人所投，难以保密。"
    if voters <= 2:
        text += "只有两人时，各人可以推知另一人的票。"
    return (text + "开票后不列逐人票数。",)


def softened_rows(result: Tally, k: int) -> tuple[bool, ...]:
    """Tell, a row at a time, whether its counts are kept to the internal sheet: too few slips, or all alike."""
    if result.valid < smallest_open_count(k):
        return (True,) * len(result.rows)
    return tuple(is_unanimous(count, result.valid) for count in result.rows)
