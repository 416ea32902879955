"""Decks of ballots with the counts that they amount to, written by hand.

A ballot is written as its digits, `-` for a row that does not count, `X` for a slip that is void as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.rules.ballot import APPRAISAL_FORM, APPRAISAL_SCALE, VOID_ROW, Ballot, BallotForm, InvalidScope, Part
from db.rules.poll_kinds import CRITERION_SCALE, KINDS, NOMINATION_SCALE, SATISFACTION_SCALE
from db.rules.tally import RowCount, Tally


@dataclass(frozen=True)
class Deck:
    """One deck.

    Attributes:
        name: What it tries.
        kind: The kind of poll.
        form: What a slip asks.
        ballots: The slips.
        expected: The count, by hand.
        targets: How many rows a slip has.
        pool: Who votes, where they are no members.
        scope: What an over-marked row spoils.
        is_passed: What the count decides, of a motion.
    """

    name: str
    kind: str
    form: BallotForm
    ballots: tuple[Ballot, ...]
    expected: Tally
    targets: int = 3
    pool: str = ""
    scope: InvalidScope = "row"
    is_passed: bool | None = None


def ballot(text: str, problems: tuple[int, ...] = (), others: tuple[str, ...] = (), says: str = "") -> Ballot:
    """Read a ballot as it is written above."""
    if text == "X":
        return Ballot((), is_void=True)
    marks = tuple(VOID_ROW if mark == "-" else int(mark) for mark in text.replace(" ", ""))
    return Ballot(marks, False, problems, others, says)


def stack(*heaps: tuple[int, str]) -> tuple[Ballot, ...]:
    """So many slips of each."""
    return tuple(ballot(text) for count, text in heaps for _ in range(count))


def row(*numbers: int) -> RowCount:
    """Votes a grade, then 弃权, then 行废."""
    return RowCount(numbers[:-2], numbers[-2], numbers[-1])


ASPECTS = BallotForm(SATISFACTION_SCALE)
MOTION = KINDS["motion"].form
CRITERIA = BallotForm(APPRAISAL_SCALE, criteria=(Part("belief", "理想信念", CRITERION_SCALE),))
NOTES = BallotForm(APPRAISAL_SCALE, problems=("无故缺勤", "拖欠党费", "推诿任务"), text_bytes=1000)
CHOICE = BallotForm(NOMINATION_SCALE, most_chosen=2, write_ins=2, blank_name="未选")

DECKS = (
    Deck(
        "3 blank", "appraisal", APPRAISAL_FORM, stack((3, "000")),
        Tally(3, 0, (row(0, 0, 0, 0, 3, 0),) * 3),
    ),
    Deck(
        "3 with a void slip and void rows", "appraisal", APPRAISAL_FORM, stack((1, "12-"), (1, "1-0"), (1, "X")),
        Tally(2, 1, (row(2, 0, 0, 0, 0, 0), row(0, 1, 0, 0, 0, 1), row(0, 0, 0, 0, 1, 1))),
    ),
    Deck(
        "3 where a void row spoils the slip", "appraisal", APPRAISAL_FORM, stack((1, "12-"), (1, "111"), (1, "000")),
        Tally(2, 1, (row(1, 0, 0, 0, 1, 0),) * 3), scope="ballot",
    ),
    Deck(
        "7 all one grade", "appraisal", APPRAISAL_FORM, stack((7, "111")),
        Tally(7, 0, (row(7, 0, 0, 0, 0, 0),) * 3),
    ),
    Deck(
        "7 with each mark once a target", "appraisal", APPRAISAL_FORM,
        stack((1, "123"), (1, "234"), (1, "341"), (1, "412"), (1, "000"), (1, "---"), (1, "X")),
        Tally(6, 1, (row(1, 1, 1, 1, 1, 1),) * 3),
    ),
    Deck(
        "30 mixed", "appraisal", APPRAISAL_FORM, stack((12, "111"), (9, "222"), (6, "133"), (2, "4-0"), (1, "X")),
        Tally(29, 1, (row(18, 9, 0, 2, 0, 0), row(12, 9, 6, 0, 0, 2), row(12, 9, 6, 0, 2, 0))),
    ),
    Deck(
        "60 mixed", "appraisal", APPRAISAL_FORM, stack((25, "121"), (20, "212"), (10, "333"), (4, "044"), (1, "X")),
        Tally(59, 1, (row(25, 20, 10, 0, 4, 0), row(20, 25, 10, 4, 0, 0), row(25, 20, 10, 4, 0, 0))),
    ),
    Deck(
        "7 on a criterion and the whole", "criteria", CRITERIA,
        stack((3, "11 22"), (2, "24 13"), (1, "-0 0-"), (1, "X")),
        Tally(6, 1, (row(3, 2, 0, 0, 1), row(3, 0, 0, 2, 1, 0), row(2, 3, 0, 1, 0), row(0, 3, 2, 0, 0, 1))),
        targets=2,
    ),
    Deck(
        "7 with problems and opinions", "appraisal", NOTES,
        (
            ballot("111", (1, 0, 0), says="多到基层走走"),
            ballot("122", (1, 2, 0), says="[/x]"),
            ballot("122", (5, 0, 4), says="多到基层走走"),
            ballot("222", (0, 0, 0)),
            ballot("333", (7, 7, 7), says="要带头学习"),
            ballot("000", (0, 0, 0)),
            ballot("X"),
        ),
        Tally(
            6, 1, (row(3, 1, 1, 0, 1, 0), row(1, 3, 1, 0, 1, 0), row(1, 3, 1, 0, 1, 0)),
            problems=((4, 1, 2), (1, 2, 1), (1, 1, 2)),
            texts=("[/x]", "多到基层走走", "多到基层走走", "要带头学习"),
        ),
    ),
    Deck(
        "3 of a pool", "satisfaction", ASPECTS, stack((1, "124"), (1, "120"), (1, "-31")),
        Tally(3, 0, (row(2, 0, 0, 0, 0, 1), row(0, 2, 1, 0, 0, 0), row(1, 0, 0, 1, 1, 0))), pool="群众代表",
    ),
    Deck(
        "2 of a pool, too few to show", "satisfaction", ASPECTS, stack((1, "124"), (1, "421")),
        Tally(2, 0, ()), pool="服务对象",
    ),
    Deck(
        "1 valid slip of a pool beside two void ones", "satisfaction", ASPECTS, stack((1, "124"), (2, "X")),
        Tally(1, 2, ()), pool="服务对象",
    ),
    Deck(
        "7 choosing two of three", "nomination", CHOICE,
        (
            ballot("110"), ballot("011"), ballot("111"), ballot("000"),
            ballot("100", others=("张三",)), ballot("000", others=("张三", "李四")), ballot("110", others=("王五",)),
        ),
        Tally(
            5, 2, (row(2, 3, 0), row(2, 3, 0), row(1, 4, 0)), others=(("张三", 2), ("李四", 1)),
        ),
    ),
    Deck(
        "30 carry a motion", "motion", MOTION, stack((16, "1"), (9, "2"), (4, "0"), (1, "X")),
        Tally(29, 1, (row(16, 9, 4, 0),)), targets=1, is_passed=True,
    ),
    Deck(
        "30 do not carry a motion by half", "motion", MOTION, stack((15, "1"), (15, "2")),
        Tally(30, 0, (row(15, 15, 0, 0),)), targets=1, is_passed=False,
    ),
)  # fmt: skip
