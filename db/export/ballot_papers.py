"""What the papers of a secret poll are made from: the slip, the 计票报告单, the 汇总表（内部）.

Plain records like those of `db.export.papers`; never a ballot, and counts on the internal sheet alone but for a
decision that people are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Judgement:
    """What every row of a slip is asked: the heading (empty for the only one) and the words to choose from."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class SlipPaper:
    """A slip of a secret poll: unsigned, unnumbered, every copy like every other."""

    branch: str
    year: int
    date: date | None
    scale: tuple[str, ...]
    """The overall grade, or what a motion or a 推荐 offers."""
    names: tuple[str, ...]
    copies: int = 1
    title: str = "民主评议党员测评票"
    enclosure: str = "附件1"
    notes: tuple[str, ...] = ()
    ungraded: tuple[int, ...] = ()
    """Places of those who take part and get no grade, counted from 0."""
    has_remarks: bool = False
    is_rehearsal: bool = False
    criteria: tuple[Judgement, ...] = ()
    """What is judged one by one before the overall grade."""
    head: str = "姓名"
    """What the rows are."""
    called: str = "测评票"
    """What such papers are called: 测评票, 表决票, 推荐票."""
    are_names: bool = True
    """Whether they are members of the roll, in its order."""
    heading: str = "综合评价"
    """What stands over the grades."""
    problems: tuple[str, ...] = ()
    """What may be named by number beside each row."""
    write_ins: int = 0
    """Lines for names of the voter's own."""
    has_text: bool = False
    """Whether there is room for 意见建议."""
    pool: str = ""
    """Who fills it in, where they are no members."""
    subject: str = ""
    """What the poll is about, under the title."""

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Everything that a row is asked, the overall grade last."""
        return (*self.criteria, Judgement("总评" if self.criteria else "", self.scale))


@dataclass(frozen=True)
class CountPaper:
    """A 计票报告单, signed by those who counted. No count for a person stands on it but a decision that people are told."""

    branch: str
    meeting: str
    poll: str
    date: date | None
    due: int
    present: int
    issued: int
    returned: int
    valid: int
    void: int
    digest: str = ""
    """SHA-256 over salt and full count, as the closing link of the book's log holds it."""
    salt: str = ""
    """Only where the counts stand on the sheet too; else it is on the internal table alone."""
    scrutineers: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()
    is_rehearsal: bool = False
    slip: str = "测评票"
    who: str = "党员"
    """Of whom so many were due and present: 党员, 有表决权党员, 群众代表."""
    rule: str = ""
    """Of a 推荐, how many a slip might choose and how many names write in."""
    results: tuple[str, ...] = ()
    """Sentences of a result that people are told: a motion's."""
    has_paper: bool = True
    """False where a booth left no slips."""
    withdrawn: int = 0
    """Admissions to a booth that were taken back."""
    entries: int = 1
    """2 where two people typed every slip in."""


@dataclass(frozen=True)
class SummaryRow:
    """One row's counts, in the order of the scale; `base` is what a percentage is of."""

    name: str
    counts: tuple[int, ...]
    blank: int
    base: int
    void: int = 0
    is_graded: bool = True
    """False where the slip has no place to mark and says 不定等次: there is nothing to count."""


@dataclass(frozen=True)
class SummarySection:
    """One judgement of several, with a row a target."""

    title: str
    scale: tuple[str, ...]
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class SummaryPaper:
    """A 汇总表（内部）: the counts for each member, for the committee alone."""

    branch: str
    year: int
    poll: str
    date: date | None
    scale: tuple[str, ...]
    rows: tuple[SummaryRow, ...]
    """Of the overall grade; empty of a pool too small to show."""
    due: int
    present: int
    issued: int
    returned: int
    valid: int
    void: int
    base_note: str = "得票率以有效票数为基数。"
    digest: str = ""
    salt: str = ""
    scrutineers: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()
    is_rehearsal: bool = False
    title: str = "民主测评结果汇总表（内部）"
    use: str = "测评结果供支部委员会提出评定意见时参考，不公开。"
    """What the counts are for."""
    slip: str = "测评票"
    who: str = "党员"
    has_paper: bool = True
    """False where a booth left no slips."""
    called: str = "测评汇总表（内部）"
    head: str = "姓名"
    blank_word: str = "弃权"
    criteria: tuple[SummarySection, ...] = ()
    problems: tuple[str, ...] = ()
    named: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """How often each problem was named of each row that had any."""
    others: tuple[tuple[str, int], ...] = ()
    """What was written in, with its votes."""
    written_in: str = "另选人"
    """What the slip calls it."""
    texts: tuple[str, ...] = ()
    """What was written, by content."""
    remarks: tuple[str, ...] = ()
    """The line of the cap or of a 推荐 and the ties at it; a motion's decision; why nothing is shown."""
