"""What each document is made from: plain records, filled by a view, with no trace of where they are kept.

All moments are local time. All texts are as typed; the documents break them into paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from db.rules.minutes import State


@dataclass(frozen=True)
class Person:
    """A name, and what is said of it in brackets: a post, a reason, a time."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Headcount:
    """How many members, of whom how many are full."""

    full: int = 0
    probationary: int = 0

    @property
    def total(self) -> int:
        """Full and probationary together."""
        return self.full + self.probationary


@dataclass(frozen=True)
class Statement:
    """Running text, with the words that open it, such as 通报."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Criticism:
    """What one member said to another; `reader` where a written statement was read by somebody else."""

    speaker: str
    text: str
    reader: str = ""


@dataclass(frozen=True)
class Turn:
    """One member's turn: the self-review, what others said, the answer."""

    name: str
    review: str = ""
    reader: str = ""
    criticisms: tuple[Criticism, ...] = ()
    response: str = ""


@dataclass(frozen=True)
class Speech:
    """A report, a comment or a summary; `kind` is its word (汇报, 发言, 总结)."""

    speaker: str
    kind: str
    text: str
    reader: str = ""


@dataclass(frozen=True)
class Decision:
    """A motion and its outcome, as one sentence with the counts."""

    title: str
    sentence: str


@dataclass(frozen=True)
class PollNote:
    """A secret poll as the minutes may tell it: who counted, and the sentence. Never a count for a person."""

    sentence: str
    scrutineers: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommentaryNote:
    """A released commentary of a superior."""

    commentator: str
    target: str
    post: str = ""
    manner: str = ""
    results: str = ""
    problems: str = ""
    direction: str = ""


Part = Statement | Turn | Speech | Decision | PollNote | CommentaryNote


@dataclass(frozen=True)
class Item:
    """One agenda item with what was said and decided in it; minutes are whole, None where not kept."""

    title: str
    parts: tuple[Part, ...] = ()
    planned_minutes: int | None = None
    actual_minutes: int | None = None
    started: datetime | None = None
    skipped: str | None = None
    """Why it was not held; None where it was, empty where no reason was given."""


@dataclass(frozen=True)
class CorrectionLine:
    """One line of the 整改清单."""

    problem: str
    measure: str = ""
    owner: str = ""
    due: str = ""
    kind: str = ""
    """Whose it is: 党支部, or a member."""
    cause: str = ""
    goal: str = ""
    progress: str = ""
    struck_off: str = ""


@dataclass(frozen=True)
class ReadBack:
    """When and with what outcome the record was read back."""

    at: datetime
    objections: str = ""


@dataclass(frozen=True)
class Amendment:
    """A 更正说明 made after the record was final."""

    at: datetime
    text: str
    by: str = ""


@dataclass(frozen=True)
class MinutesPaper:
    """Everything that a 组织生活会会议记录 says."""

    branch: str
    title: str
    year: int
    place: str = ""
    chair: Person = Person("")
    recorder: Person = Person("")
    topic: str = ""
    started: datetime | None = None
    ended: datetime | None = None
    is_begun: bool = True
    """False for a meeting not yet opened: who came and who stayed away is not known then."""
    total: Headcount | None = None
    due: Headcount = Headcount()
    present: Headcount = Headcount()
    on_leave: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()
    movements: tuple[Person, ...] = ()
    """Who came late or left early, with the time."""
    observers: tuple[Person, ...] = ()
    opening: str = ""
    items: tuple[Item, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    enclosures: tuple[str, ...] = ()
    retention_years: int = 0
    """保管期限; 0 leaves the line out."""
    is_rehearsal: bool = False


@dataclass(frozen=True)
class Standing:
    """How far the record has come, kept apart from its text, which no longer changes once it is final."""

    state: State = State.DRAFT
    read_back: ReadBack | None = None
    finalised: datetime | None = None
    digest: str = ""
    amendments: tuple[Amendment, ...] = ()


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
    head: str = "姓名"
    blank_word: str = "弃权"
    criteria: tuple[SummarySection, ...] = ()
    problems: tuple[str, ...] = ()
    named: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """How often each problem was named of each row that had any."""
    others: tuple[tuple[str, int], ...] = ()
    """Names written in."""
    texts: tuple[str, ...] = ()
    """What was written, by content."""
    remarks: tuple[str, ...] = ()
    """The line of the cap or of a 推荐 and the ties at it; a motion's decision; why nothing is shown."""


@dataclass(frozen=True)
class SignInPaper:
    """A 签到表: all members in the order given, and empty lines for those who sit in."""

    branch: str
    meeting: str
    time: str
    place: str
    topic: str
    members: tuple[Person, ...]
    observers: tuple[Person, ...] = ()
    lines: int = 4
    """For 列席 persons: those named and empty ones together."""
    is_rehearsal: bool = False


@dataclass(frozen=True)
class CommentaryForm:
    """A 领导点评登记表: one sheet for one target."""

    target: str
    post: str = ""
    commentator: str = ""
    commentator_post: str = ""
    when_and_where: str = ""
    manner: str = ""
    facts: str = ""
    results: str = ""
    problems: str = ""
    direction: str = ""


@dataclass(frozen=True)
class CommentaryPaper:
    """The commentary sheets of a meeting."""

    branch: str
    year: int
    forms: tuple[CommentaryForm, ...]
    period: str = ""
    is_rehearsal: bool = False


@dataclass(frozen=True)
class CorrectionsPaper:
    """A 整改清单, landscape."""

    branch: str
    year: int
    date: date | None
    lines: tuple[CorrectionLine, ...] = field(default=())
    is_rehearsal: bool = False
