"""Ballots to counts: what each target was given, and the identities that every count must keep.

Source of the identities: DOMAIN §2.3 (发出、收回、有效、废票; 各项票数与弃权、行废之和等于有效票), as the count
sheets of such meetings state them. 民主测评 has no legal threshold: a tally informs, it decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.rules.ballot import BLANK, VOID_ROW, Ballot, BallotForm, InvalidScope, RowTotals, Scale, is_counted
from db.rules.ballot_bytes import NoteTotals

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
    """The whole count: valid and void slips, and one row a cell of the form, target by target.

    Attributes:
        valid: 有效票.
        void: 废票.
        rows: The counts; with one judgement a target, one row a target.
        problems: How often each problem was named, a tuple a target; empty where the form lists none.
        others: Names written in with their votes, most votes first and then by name.
        texts: What voters wrote, sorted by content, which is no order of voters.
    """

    valid: int
    void: int
    rows: tuple[RowCount, ...]
    problems: tuple[tuple[int, ...], ...] = ()
    others: tuple[tuple[str, int], ...] = ()
    texts: tuple[str, ...] = ()

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


def tally(ballots: Iterable[Ballot], form: BallotForm, targets: int, scope: InvalidScope = "row") -> Tally:
    """Count ballots. The order in which they come makes no difference.

    A void slip adds to 废票 and to no row, and what is written on it counts for nothing; so does one that chooses more
    than it may. A row with more than one mark (`VOID_ROW`) spoils itself, or the slip where `scope` is "ballot"; a
    row left empty is 弃权.

    Raises:
        ValueError: a ballot has another number of rows.
    """
    every = list(ballots)
    cells = form.cells(targets)
    if any(len(ballot.marks) != cells for ballot in every):
        raise ValueError("a ballot of another question")
    valid = [ballot for ballot in every if is_counted(ballot, form, scope)]
    counted = []
    for cell in range(cells):
        marks = Counter(slip.marks[cell] for slip in valid)
        digits = range(1, len(form.part_of(cell).scale.grades) + 1)
        counted.append(RowCount(tuple(marks[digit] for digit in digits), marks[BLANK], marks[VOID_ROW]))
    problems = tuple(
        tuple(sum(slip.problems[target] >> bit & 1 for slip in valid) for bit in range(len(form.problems)))
        for target in range(targets if form.problems else 0)
    )
    return Tally(
        valid=len(valid),
        void=len(every) - len(valid),
        rows=tuple(counted),
        problems=problems,
        others=sorted_others(Counter(name for slip in valid for name in set(slip.others))),
        texts=tuple(sorted(slip.text for slip in valid if slip.text)),
    )


def sorted_others(votes: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return names written in with their votes, most first, then by name."""
    return tuple(sorted(votes.items(), key=lambda pair: (-pair[1], pair[0])))


def tally_of_totals(
    totals: Sequence[RowTotals],
    form: BallotForm,
    others: Sequence[NoteTotals] = (),
    texts: Sequence[NoteTotals] = (),
) -> Tally:
    """Return the tally that the tellers' own counts amount to.

    Raises:
        ValueError: there is no row, or two of them were counted on different slips.
    """
    headers = {(row.valid, row.void) for row in totals} | {
        (note.valid, note.void) for note in (*others, *texts)
    }
    if len(headers) != 1:
        raise ValueError("the rows were counted on different slips")
    named: Counter[str] = Counter()
    for note in others:
        if note.text:
            named[note.text] += note.count
    return Tally(
        valid=totals[0].valid,
        void=totals[0].void,
        rows=tuple(RowCount(row.grades, row.blank, row.void_rows) for row in totals),
        problems=tuple(row.problems for row in totals[:: len(form.parts)]) if form.problems else (),
        others=sorted_others(named),
        texts=tuple(sorted(note.text for note in texts for _ in range(note.count) if note.text)),
    )


def slip_faults(slips: Slips) -> tuple[Fault, ...]:
    """Check 收回 ≤ 发出 ≤ 实到参评人数."""
    faults = []
    if slips.returned > slips.issued:
        faults.append(
            _slip_fault(
                f"收回{slips.returned}张，多于发出{slips.issued}张，多{slips.returned - slips.issued}张。"
                "本次投票无效，应当重新投票。"
            )
        )
    if slips.issued > slips.present:
        faults.append(
            _slip_fault(
                f"发出{slips.issued}张，多于实到{slips.present}人，多{slips.issued - slips.present}张。"
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
    count: RowCount,
    scale: Scale,
    *,
    valid: int,
    row: int,
    name: str,
    scope: InvalidScope = "row",
    blank: str = "弃权",
) -> tuple[Fault, ...]:
    """Check one row: its cells add up to 有效票, and it has no spoilt row where a spoilt row spoils the slip."""
    place = f"第{row + 1}行{name}"
    faults = []
    if count.total != valid:
        labels = (*scale.names, blank, "行废")
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
    result: Tally, form: BallotForm, slips: Slips, names: Sequence[str], scope: InvalidScope = "row"
) -> tuple[Fault, ...]:
    """Check every identity of a count: V＋X＝R≤D≤实到, each row sums to V, and nothing is named more often than can be.

    Args:
        result: The count.
        form: What the slip asked.
        slips: What is known of the slips.
        names: A name a cell, as the screens say it.
        scope: What an over-marked row spoils.
    """
    faults = [*slip_faults(slips), *validity_faults(result.valid, result.void, slips.returned)]
    for row, (count, name) in enumerate(zip(result.rows, names, strict=True)):
        scale = form.part_of(row).scale
        faults += row_faults(
            count, scale, valid=result.valid, row=row, name=name, scope=scope, blank=form.blank_name
        )
    return (*faults, *note_faults(result, form))


def note_faults(result: Tally, form: BallotForm) -> tuple[Fault, ...]:
    """Check what stands beside the marks: problems, choices and names against the number of valid slips."""
    faults = []
    for row, counts in enumerate(result.problems):
        if any(number > result.valid for number in counts):
            text = f"第{row + 1}行：有问题被提到的次数多于有效票{result.valid}张。"
            faults.append(Fault(row, text, text))
    for name, votes in result.others:
        if votes > result.valid:
            text = f"另选的“{name}”票数多于有效票{result.valid}张。"
            faults.append(Fault(None, "另选的票数多于有效票。", text))
    written = sum(votes for _, votes in result.others)
    if written > result.valid * form.write_ins:
        text = f"另选共{written}票，每张票至多另选{form.write_ins}个，有效票{result.valid}张，不可能这样多。"
        faults.append(Fault(None, "另选的票数过多。", text))
    if form.most_chosen:
        votes = sum(sum(row.grades) for row in result.rows) + written
        if votes > result.valid * form.most_chosen:
            most = result.valid * form.most_chosen
            text = (
                f"得票合计{votes}票，有效票{result.valid}张、每张至多选{form.most_chosen}个，最多{most}票。"
            )
            faults.append(Fault(None, "得票合计过多。", text))
    if len(result.texts) > result.valid:
        text = f"意见{len(result.texts)}条，多于有效票{result.valid}张。"
        faults.append(Fault(None, text, text))
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


def secrecy_warnings(voters: int, k: int, *, is_announced: bool = False) -> tuple[str, ...]:
    """Return what to tell the branch before a poll opens, so that it may choose another way.

    Args:
        voters: How many take part.
        k: Fewer than this are too few to hide in (never below 3).
        is_announced: Whether people are told the counts (表决、推荐), so that none is held back.
    """
    least = smallest_open_count(k)
    if voters >= least:
        return ()
    text = f"参加投票的只有{voters}人，少于{least}人：从票数容易推知各人所投，难以保密。"
    if voters <= 2:
        text += "只有两人时，各人可以推知另一人的票。"
    return (
        text + ("这种投票要公布票数，是否进行由支部决定。" if is_announced else "开票后屏上不列各项票数。"),
    )


def is_withheld(result: Tally, *, is_pool: bool) -> bool:
    """Tell whether only 有效票 and 废票 of a count are kept: a pool of its own with fewer than three valid slips.

    Void slips hide nobody: whoever spoils a slip on purpose would lay the last valid one open.
    Source: DOMAIN §2.6: a pool of 群众 under three shows no detail.
    """
    return is_pool and result.valid < SMALLEST_K


def withheld(result: Tally) -> Tally:
    """Return the four numbers of a count and nothing else of it."""
    return Tally(result.valid, result.void, ())


def softened_rows(result: Tally, k: int) -> tuple[bool, ...]:
    """Tell, a row at a time, whether its counts are kept to the internal sheet: too few slips, or all alike."""
    if result.valid < smallest_open_count(k):
        return (True,) * len(result.rows)
    return tuple(is_unanimous(count, result.valid) for count in result.rows)
