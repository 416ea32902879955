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
