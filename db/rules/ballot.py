"""One ballot and the form that it is on: a mark in every cell, or a slip that is void as a whole.

Every kind of poll uses the same form: targets down, one judgement or several across, and what a voter may add
beside the marks. A ballot never says whose it is. Its `repr` never says what it holds: a choice must not reach a
log, a notification or a crash screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

BLANK: Final = 0
"""The mark of a row left empty: 弃权."""

VOID_ROW: Final = 15
"""The mark of a row that names more than one grade, or none that can be read: the row does not count."""

MAX_PROBLEMS: Final = 16
"""The problems that a form lists (存在问题) are numbered from 1."""

MAX_TEXT_BYTES: Final = 1000
"""The most that a voter may write (意见建议), in UTF-8 bytes."""

NAME_BYTES: Final = 60
"""The most that a name written in (另选人) takes, in UTF-8 bytes."""

MAX_GRADES: Final = 9
"""A grade is one digit, 1 to 9, best first; 0 is blank."""

InvalidScope = Literal["row", "ballot"]
"""What an over-marked row spoils: itself, or the whole slip."""


@dataclass(frozen=True)
class Grade:
    """One grade of a scale (等次).

    Attributes:
        code: What the book stores.
        name: What people read: 优秀.
        is_capped: Whether the share of members who may be given it is limited.
    """

    code: str
    name: str
    is_capped: bool = False


@dataclass(frozen=True)
class Scale:
    """The grades of a poll, best first; the digit of a grade is its place, from 1."""

    grades: tuple[Grade, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.grades) <= MAX_GRADES:
            raise ValueError("a scale has one to nine grades")
        if len({grade.code for grade in self.grades}) != len(self.grades):
            raise ValueError("two grades of a scale share a code")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the grades, best first."""
        return tuple(grade.name for grade in self.grades)


APPRAISAL_SCALE: Final = Scale(
    (
        Grade("excellent", "优秀", is_capped=True),
        Grade("qualified", "合格"),
        Grade("basic", "基本合格"),
        Grade("unqualified", "不合格"),
    )
)
"""优秀、合格、基本合格、不合格: the grades of the yearly notices since 2018."""


@dataclass(frozen=True)
class Part:
    """One judgement that every target is given: a criterion (分项), or the overall grade (总评).

    Attributes:
        code: What the book stores; empty for the overall grade.
        name: What the slip prints over the column.
        scale: The grades to choose from.
    """

    code: str
    name: str
    scale: Scale


@dataclass(frozen=True)
class BallotForm:
    """What a slip asks of each target, and what may be written beside it.

    Attributes:
        scale: The overall grade, which every form has.
        criteria: What is judged one by one before it (分项测评).
        most_chosen: Of 推荐, how many a slip may choose, names written in among them; 0 where nothing is chosen.
        write_ins: How many names may be written in (另选人).
        problems: What a voter may name as 存在问题, by number from 1.
        text_bytes: How long a free text may be, in UTF-8 bytes; 0 where there is none.
        blank_name: What an empty row means.
    """

    scale: Scale
    criteria: tuple[Part, ...] = ()
    most_chosen: int = 0
    write_ins: int = 0
    problems: tuple[str, ...] = ()
    text_bytes: int = 0
    blank_name: str = "弃权"

    def __post_init__(self) -> None:
        if len({part.code for part in self.parts}) != len(self.parts):
            raise ValueError("two criteria of a form share a code")
        if len(self.problems) > MAX_PROBLEMS or not 0 <= self.text_bytes <= MAX_TEXT_BYTES:
            raise ValueError("a form lists at most 16 problems and takes at most 1000 bytes of text")
        if self.write_ins > max(0, self.most_chosen):
            raise ValueError("more names may be written in than chosen")

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every judgement in the order of the slip; the overall grade is the last."""
        return (*self.criteria, Part("", "总评" if self.criteria else "", self.scale))

    @property
    def has_notes(self) -> bool:
        """Whether anything but marks may be on a slip."""
        return bool(self.write_ins or self.problems or self.text_bytes)

    def cells(self, targets: int) -> int:
        """How many marks a slip of so many targets has."""
        return targets * len(self.parts)

    def part_of(self, cell: int) -> Part:
        """The judgement that a cell asks for; cells run along a target first."""
        return self.parts[cell % len(self.parts)]

    def target_of(self, cell: int) -> int:
        """The place of the target that a cell is about, from 0."""
        return cell // len(self.parts)


APPRAISAL_FORM: Final = BallotForm(APPRAISAL_SCALE)
"""A grade for every member, and nothing else."""


@dataclass(frozen=True, repr=False)
class Ballot:
    """What is on one slip.

    Attributes:
        marks: A mark a cell, target by target.
        is_void: The slip is void as a whole.
        problems: A bit mask a target of the problems named (bit 0 is number 1); empty where the form lists none.
        others: Names written in.
        text: What the voter wrote.
    """

    marks: tuple[int, ...]
    is_void: bool = False
    problems: tuple[int, ...] = ()
    others: tuple[str, ...] = ()
    text: str = ""

    def __repr__(self) -> str:
        return f"<Ballot of {len(self.marks)} rows>"


@dataclass(frozen=True, repr=False)
class RowTotals:
    """What the tellers counted for one cell, with the slips that they counted it on.

    Attributes:
        valid: Valid slips of the whole count (有效票).
        void: Void slips of the whole count (废票).
        grades: Votes for each grade, best first.
        blank: Rows left empty (弃权).
        void_rows: Rows that do not count (行废).
        problems: How often each problem was named, with the first cell of a target; empty with any other.
    """

    valid: int
    void: int
    grades: tuple[int, ...]
    blank: int
    void_rows: int
    problems: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"<RowTotals of {len(self.grades)} grades>"


def is_mark(value: int, scale: Scale) -> bool:
    """Tell whether a number is a mark of this scale."""
    return value in (BLANK, VOID_ROW) or 1 <= value <= len(scale.grades)


def fits_form(ballot: Ballot, form: BallotForm, targets: int) -> bool:
    """Tell whether everything on a ballot is something that the form asks for."""
    problems = targets if form.problems else 0
    return (
        len(ballot.marks) == form.cells(targets)
        and all(is_mark(mark, form.part_of(cell).scale) for cell, mark in enumerate(ballot.marks))
        and len(ballot.problems) == problems
        and all(0 <= mask < 1 << len(form.problems) for mask in ballot.problems)
        and len(ballot.others) <= form.write_ins
        and all(name and fits(name, NAME_BYTES) for name in ballot.others)
        and fits(ballot.text, form.text_bytes)
    )


def chosen(ballot: Ballot) -> int:
    """Count what a slip of a 推荐 chooses, names written in among it."""
    return sum(mark not in (BLANK, VOID_ROW) for mark in ballot.marks) + len(ballot.others)


def is_over_chosen(ballot: Ballot, form: BallotForm) -> bool:
    """Tell whether a slip chooses more than it may, which voids it (选举办法 by analogy: 多于应推荐人数的为废票)."""
    return bool(form.most_chosen) and chosen(ballot) > form.most_chosen


def is_counted(ballot: Ballot, form: BallotForm, scope: InvalidScope) -> bool:
    """Tell whether a slip is valid: not void, not over-chosen, nor spoilt by a row where the rule says so."""
    if ballot.is_void or is_over_chosen(ballot, form):
        return False
    return scope == "row" or VOID_ROW not in ballot.marks


def clean_text(text: str) -> str:
    """Return a free text as it is counted: blanks and line ends become single spaces, none at the ends."""
    return " ".join(text.split())


def fits(text: str, most: int) -> bool:
    """Tell whether a text takes at most so many UTF-8 bytes."""
    return len(text.encode()) <= most


def blank_ballot(form: BallotForm, targets: int) -> Ballot:
    """Return the ballot of a slip on which nothing is marked."""
    return Ballot((BLANK,) * form.cells(targets), problems=(0,) * targets if form.problems else ())


def with_mark(marks: Sequence[int], cell: int, mark: int) -> tuple[int, ...]:
    """Return the marks with one cell changed."""
    return (*marks[:cell], mark, *marks[cell + 1 :])
