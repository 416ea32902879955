"""The sample's roster and points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.acts import organisations, points, roster
from db.demo import people as who
from db.scheme import load_scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.book import Book
    from db.scheme import Scheme

STUDY_SHARE, LESSON_SHARE = 5, 7
"""Every so many-th member missed one study session, or one lesson, for a good reason."""


@dataclass(frozen=True)
class People:
    """The sample's people by name; of two namesakes the year of birth stands behind the name."""

    organisation: int
    ids: dict[str, int]

    def __getitem__(self, name: str) -> int:
        return self.ids[name]

    def but(self, names: Iterable[str]) -> list[int]:
        """Everybody else."""
        left_out = {self.ids[name] for name in names}
        return [number for number in self.ids.values() if number not in left_out]


def add_people(book: Book, held_on: date) -> People:
    """Name the branch and enter the 26 members."""
    organisation = organisations.name_branch(book, who.BRANCH)
    drafts = who.roster(probation=(held_on - timedelta(days=150)).isoformat())
    common = Counter(draft.name for draft in drafts)
    ids = {}
    for draft in drafts:
        key = draft.name if common[draft.name] == 1 else f"{draft.name}（{draft.birth[:4]}）"
        ids[key] = roster.add_member(book, draft, organisation_id=organisation)
    return People(organisation, ids)


def give_year(book: Book, people: People, days: Sequence[date], *, is_settled: bool) -> None:
    """A year of points: what everybody earned, what some earned, what some lost.

    Args:
        book: The book.
        people: Whose.
        days: Four days of the year, in order.
        is_settled: Let the committee decide what waits for 审核认定; else leave it waiting.
    """
    scheme = load_scheme("branch-default")
    first, second, third, last = (day.isoformat() for day in days)
    everybody = list(people.ids.values())
    _rule(book, scheme, everybody, "study", first)
    _rule(book, scheme, everybody[::2] + everybody[1::STUDY_SHARE], "study", second)
    _rule(book, scheme, [n for i, n in enumerate(everybody) if i % LESSON_SHARE], "lesson", second)
    _rule(book, scheme, everybody[3::3], "party-day", third)
    _rule(book, scheme, everybody[1::4], "notes", third)
    _rule(book, scheme, [people["欧阳晓岚"], people["王芳（1993）"], people["李卓然"]], "talk", third)
    _rule(book, scheme, [people["解文娟"]], "paper", third, "《党建研究》内刊第3期")
    _rule(book, scheme, [people["乔丽娜"]], "thanks", last, "行政审批窗口收到群众锦旗一面")
    _rule(book, scheme, [people["石磊"], people["吴国栋"], people["阿依古丽·买买提"]], "urgent", last)
    points.give_by_hand(
        book, [people["石磊"]], 20, "汛期连续值守，带队转移群众37人", scheme=scheme, category="奖励", day=last
    )
    _rule(book, scheme, [people["丁一凡"]], "task-undone", last)
    _rule(book, scheme, [people["孙启明"], people["于洋"]], "study-missed", last)
    if is_settled:
        settle(book, people)


def settle(book: Book, people: People) -> None:
    """Let another member of the committee decide whatever waits."""
    waiting = [
        row[0]
        for row in book.rows(
            "SELECT id FROM point_entry WHERE id NOT IN (SELECT entry_id FROM point_approval) ORDER BY id"
        )
    ]
    points.approve(book, waiting, approver_id=people[who.DEPUTY])


def _rule(  # noqa: PLR0917  a line of a table
    book: Book, scheme: Scheme, members: list[int], code: str, day: str, evidence: str = ""
) -> None:
    rule = scheme.points.rule(code)
    assert rule is not None, code  # noqa: S101  the packaged scheme has it
    points.give_by_rule(book, members, rule, scheme=scheme, evidence=evidence, day=day)
