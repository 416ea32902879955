"""Counted polls: what each target was given, the sentence that the chair reads out, pools side by side.

Per-person counts go to the internal sheet (汇总表（内部）) and the secretary's own eyes; the room sees what
`db.views.scene` lets through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.motion import Attendance, HandCount, MotionResult, decide
from db.rules.placing import Standing, combined, standings
from db.rules.poll import Told, poll_sentence
from db.rules.prose import clause
from db.rules.tally import RowCount, Slips, Tally, percent, softened_rows, sorted_others
from db.store import poll_counts
from db.store import polls as store
from db.views.poll_sheets import SELECT_TURNOUT, PollSheet, TargetRow, Turnout, sheet

if TYPE_CHECKING:
    from db.book import Reader
    from db.rules.ballot import Part
    from db.rules.settings import Rules


@dataclass(frozen=True, repr=False)
class ResultRow:
    """The counts of one target on one judgement.

    Attributes:
        part: The judgement: a criterion, or the overall grade.
        shares: Each grade as a share of the base that the rules name, two decimals: 95.04%.
        is_softened: The counts unmask people (too few slips, or all alike): for the internal sheet only. Never where the
            count is a decision that people are told.
    """

    target: TargetRow
    part: Part
    count: RowCount
    shares: tuple[str, ...]
    is_softened: bool

    def __repr__(self) -> str:
        return f"<ResultRow {self.target.position}>"


@dataclass(frozen=True, repr=False)
class RankRow:
    """Somebody nominated, on the slip or written in, with the votes and how they stand to the line."""

    member_id: int | None
    name: str
    votes: int
    share: str
    standing: Standing
    is_written_in: bool

    def __repr__(self) -> str:
        return "<RankRow>"


@dataclass(frozen=True, repr=False)
class PollResult:
    """A counted poll, for the internal sheet and the secretary's own eyes.

    Attributes:
        rows: A row a cell of the form, target by target; none of a pool too small to show.
        is_withheld: Only 有效票 and 废票 were kept, because the pool had fewer than three valid slips.
        is_passed: Whether a motion is carried; None of any other kind.
        decision: The motion decided, with what the chair reads out of it; None of any other kind.
    """

    sheet: PollSheet
    tally: Tally
    rows: tuple[ResultRow, ...]
    sentence: str
    is_withheld: bool = False
    is_passed: bool | None = None
    decision: MotionResult | None = None

    @property
    def overall(self) -> tuple[ResultRow, ...]:
        """The rows of the overall grade alone, one a target."""
        return tuple(row for row in self.rows if not row.part.code)

    @property
    def places(self) -> int:
        """After how many places a line is drawn: what a slip of a 推荐 may choose, the limit on 优秀; else 0."""
        sheet = self.sheet
        if sheet.form.most_chosen:
            return sheet.form.most_chosen
        return sheet.cap.limit if sheet.has_limit and sheet.cap is not None else 0

    @property
    def ranking(self) -> tuple[RankRow, ...]:
        """Of a 推荐, everybody with the votes, most first and then as on the slip; names written in after them."""
        base = self.tally.valid
        votes = [(row.target.member_id, row.target.label, row.count.grades[0]) for row in self.overall]
        votes += [(None, name, number) for name, number in self.tally.others]
        found = standings([number for *_, number in votes], self.places)
        rows = [
            RankRow(member, name, number, percent(number, base), standing, place >= len(self.overall))
            for place, ((member, name, number), standing) in enumerate(zip(votes, found, strict=True))
        ]
        return tuple(sorted(rows, key=lambda row: -row.votes))

    @property
    def limit_standings(self) -> tuple[Standing, ...]:
        """How each overall row stands to the limit on 优秀, whoever gets no grade left out."""
        votes = [row.count.grades[0] if row.target.is_graded else 0 for row in self.overall]
        return standings(votes, self.places)

    def __repr__(self) -> str:
        return f"<PollResult of poll {self.sheet.turnout.id}>"


@dataclass(frozen=True, repr=False)
class PoolRow:
    """One target on one judgement, as every pool counted it.

    Attributes:
        target: The row of the slip.
        part: The judgement.
        each: The row of every pool, in the order of `PoolComparison.results`.
        total: All pools together; None where that would tell what a pool keeps back.
        shares: Each grade of the total as a share; empty without one.
    """

    target: TargetRow
    part: Part
    each: tuple[ResultRow | None, ...]
    total: RowCount | None
    shares: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<PoolRow {self.target.position}>"


@dataclass(frozen=True, repr=False)
class PoolComparison:
    """The same question as several pools answered it, side by side and never merged silently."""

    results: tuple[PollResult, ...]
    rows: tuple[PoolRow, ...]

    def __repr__(self) -> str:
        return f"<PoolComparison of {len(self.results)} pools>"


def result(reader: Reader, poll_id: int) -> PollResult | None:
    """The counts of a counted poll; None of any other."""
    paper = sheet(reader, poll_id)
    if paper is None or paper.turnout.state != "counted":
        return None
    numbers = paper.turnout
    total = _tally(reader, paper)
    softened = softened_rows(total, paper.rules.small_electorate)
    held_back = not numbers.traits.is_announced
    form = paper.form
    rows = tuple(
        ResultRow(
            paper.targets[form.target_of(cell)],
            form.part_of(cell),
            count,
            _shares(count, total.valid, paper.rules),
            held_back and softened[cell],
        )
        for cell, count in enumerate(total.rows)
    )
    passed = reader.value("SELECT passed FROM poll WHERE id = ?", (poll_id,))
    decided = _decided(paper, total)
    return PollResult(
        sheet=paper,
        tally=total,
        rows=rows,
        sentence=sentence(numbers, decided) or "",
        is_withheld=not total.rows,
        is_passed=None if passed is None else bool(passed),
        decision=decided,
    )


def _tally(reader: Reader, paper: PollSheet) -> Tally:
    numbers, form = paper.turnout, paper.form
    found = poll_counts.counts(reader, numbers.id)
    named = poll_counts.problems(reader, numbers.id)
    cells = range(form.cells(len(paper.targets)) if found else 0)
    texts = poll_counts.notes(reader, numbers.id, "text")
    return Tally(
        valid=numbers.valid or 0,
        void=numbers.void or 0,
        rows=tuple(_row(found, paper.targets[form.target_of(cell)].id, form.part_of(cell)) for cell in cells),
        problems=tuple(
            tuple(named.get((target.id, number), 0) for number in range(1, len(form.problems) + 1))
            for target in (paper.targets if named else ())
        ),
        others=sorted_others(dict(poll_counts.notes(reader, numbers.id, "other"))),
        texts=tuple(text for text, count in texts for _ in range(count)),
    )


def _row(found: dict[tuple[int, str, str], int], target: int, part: Part) -> RowCount:
    *grades, blank, void = (
        found.get((target, part.code, code), 0) for code in poll_counts.count_codes(part.scale)
    )
    return RowCount(tuple(grades), blank, void)


def _decided(paper: PollSheet, total: Tally) -> MotionResult | None:
    """What a motion came to, opinions filed in writing counted in."""
    if not paper.turnout.traits.decides:
        return None
    row, filed = total.rows[0], paper.written
    count = HandCount(
        row.grades[0] + filed.in_favour, row.grades[1] + filed.against, row.blank + filed.abstaining
    )
    here = Attendance(paper.turnout.due, paper.turnout.electorate, filed.total)
    return decide(here, count, paper.rules, filed=filed)


def _shares(count: RowCount, valid: int, rules: Rules) -> tuple[str, ...]:
    base = valid if rules.percent_base == "valid" else valid - count.void_rows
    return tuple(percent(number, base) for number in count.grades)


def sentence(poll: Turnout, decided: MotionResult | None = None) -> str | None:
    """What the chair reads out and the minutes keep of a counted poll; None before the count.

    Args:
        poll: The four numbers.
        decided: What a motion came to, whose sentence follows.
    """
    if None in (poll.issued, poll.returned, poll.valid, poll.void) or poll.state != "counted":
        return None
    slips = Slips(poll.electorate, poll.issued or 0, poll.returned or 0)
    traits = poll.traits
    told = Told(traits.name, traits.slip, _about(poll), poll.pool, poll.channel == "booth")
    text = poll_sentence(slips, Tally(poll.valid or 0, poll.void or 0, ()), told)
    again = f"因{clause(poll.rerun_reason)}，重新进行{traits.deed}。" if poll.rerun_reason else ""
    return again + text + (decided.sentence if decided else "")


def _about(poll: Turnout) -> str:
    return "" if poll.title == poll.traits.name else poll.title


def pools(reader: Reader, poll_id: int) -> PoolComparison | None:
    """What other pools of the meeting answered to the same question, beside this one; None where no other did."""
    own = result(reader, poll_id)
    if own is None:
        return None
    numbers = own.sheet.turnout
    found = {numbers.pool: own}
    later = reader.rows(
        SELECT_TURNOUT + "WHERE meeting_id = ? AND kind = ? AND state = 'counted' AND pool <> ? ORDER BY id",
        (numbers.meeting_id, numbers.kind, numbers.pool),
    )
    wanted = [(target.uid, target.label) for target in store.targets(reader, poll_id)]
    for row in later:
        other = result(reader, row[0])
        asked = [(target.uid, target.label) for target in store.targets(reader, row[0])]
        if other is not None and asked == wanted and other.sheet.form == own.sheet.form:
            found[other.sheet.turnout.pool] = other
    if len(found) < 2:
        return None
    # The members first, then the pools by name: the same order whichever was chosen.
    return _compared(tuple(found[pool] for pool in sorted(found)))


def _compared(results: tuple[PollResult, ...]) -> PoolComparison:
    first = results[0].sheet
    total = combined([one.tally for one in results])
    rows = []
    for cell in range(first.form.cells(len(first.targets))):
        each = tuple(one.rows[cell] if one.rows else None for one in results)
        # What one pool keeps back could be had by subtraction.
        is_open = total is not None and not any(row is None or row.is_softened for row in each)
        count = total.rows[cell] if total is not None and is_open else None
        shares = _shares(count, total.valid, first.rules) if count is not None and total is not None else ()
        target, part = first.targets[first.form.target_of(cell)], first.form.part_of(cell)
        rows.append(PoolRow(target, part, each, count, shares))
    return PoolComparison(results, tuple(rows))
