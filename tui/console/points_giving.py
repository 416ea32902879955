"""Giving points, with the questions that some ways of it ask: evidence, a reason, which rule, which group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from db import words as terms
from db.acts import points as acts
from db.rules.ledger import parse_tenths
from db.views import points as view
from db.views.roster import groups
from tui.present import points as present
from tui.strings import points as words
from tui.widgets.dialogs import Choice, Choose, Field, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.scheme import PointRule, Scheme
    from tui.console.pane import Desk


class Counter(Protocol):
    """What giving needs of the pane."""

    desk: Desk
    standings: tuple[view.Standing, ...]

    @property
    def scheme(self) -> Scheme:
        """The scheme that the branch follows."""

    @property
    def live_meeting(self) -> int | None:
        """The meeting that an entry belongs to."""

    @property
    def year(self) -> int:
        """The 年度 on the screen."""

    def given(self, booked: acts.Booked, what: str, tenths: int) -> None:
        """Points were given."""


class Giving:
    """The ways of giving points to members."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.desk = counter.desk
        self.book = counter.desk.book

    def give(self, rule: PointRule, members: Sequence[int], evidence: str = "") -> None:
        """Apply a rule at once."""
        booked = acts.give_by_rule(
            self.book,
            members,
            rule,
            scheme=self.counter.scheme,
            evidence=evidence,
            year=self.counter.year,
            meeting_id=self.counter.live_meeting,
        )
        self.counter.given(booked, rule.name, rule.tenths)

    async def ask_evidence(self, rule: PointRule, members: Sequence[int]) -> None:
        """Apply a rule that wants evidence."""
        answer = await self.desk.ask(
            Form(
                words.EVIDENCE_TITLE.format(name=rule.name, whom=self._whom(members)),
                [Field("evidence", "佐证", hint="文件名称、文号、刊物或日期", required=True)],
            )
        )
        if answer is not None:
            self.give(rule, members, answer["evidence"])

    async def by_hand(self, members: Sequence[int]) -> None:
        """Points outside the rules, with a reason."""
        answer = await self.desk.ask(
            Form(
                words.BY_HAND_TITLE.format(whom=self._whom(members)),
                [
                    Field("points", "分数", hint="加分写 2 或 0.5，扣分写 -2", required=True),
                    Field("reason", "事由", hint="写明做了什么", required=True),
                    Field("category", "类别", choices=tuple((one, one) for one in terms.POINT_CATEGORY)),
                ],
                check=_check_points,
            )
        )
        if answer is None:
            return
        tenths = parse_tenths(answer["points"])
        booked = acts.give_by_hand(
            self.book,
            members,
            tenths,
            answer["reason"],
            scheme=self.counter.scheme,
            category=answer["category"],
            year=self.counter.year,
            meeting_id=self.counter.live_meeting,
        )
        self.counter.given(booked, answer["reason"], tenths)

    async def by_menu(self, members: Sequence[int]) -> None:
        """A rule out of the whole list, with category and cap."""
        rule = await self._ask_rule(self._whom(members))
        if rule is not None:
            await self._give_asking(rule, members)

    async def to_group(self, rule: PointRule | None) -> None:
        """A rule, the one given or one asked for, for everybody in a group."""
        choices = self._groups()
        title = words.GROUP_TITLE
        if rule is not None:
            title = words.GROUP_RULE_TITLE.format(name=rule.name, points=present.rule_points(rule))
        chosen = await self.desk.ask(
            Choose(
                title,
                [
                    Choice(key, name, f"{len(members)}人", "" if members else "没有人")
                    for key, (name, members) in choices.items()
                ],
            )
        )
        if chosen is None:
            return
        name, members = choices[chosen]
        rule = rule or await self._ask_rule(name)
        if rule is not None:
            await self._give_asking(rule, members)

    def _groups(self) -> dict[str, tuple[str, list[int]]]:
        here = self.counter.standings
        found = {
            f"g{group.id}": (group.name, [one.member_id for one in here if one.group_id == group.id])
            for group in groups(self.book)
        }
        meeting = self.counter.live_meeting
        if meeting is not None:
            room = set(view.in_room(self.book, meeting))
            found["room"] = (words.PRESENT, [one.member_id for one in here if one.member_id in room])
        found["all"] = (words.EVERYBODY, [one.member_id for one in here])
        return found

    async def _ask_rule(self, whom: str) -> PointRule | None:
        points = self.counter.scheme.points
        today = self.book.today()
        choices = [
            Choice(rule.code, rule.name, present.rule_hint(rule))
            for rule in points.rules
            if rule.holds_on(today)
        ]
        code = await self.desk.ask(Choose(f"{words.RULE_TITLE}：{whom}", choices))
        return points.rule(code) if code is not None else None

    async def _give_asking(self, rule: PointRule, members: Sequence[int]) -> None:
        if rule.needs_evidence:
            await self.ask_evidence(rule, members)
        else:
            self.give(rule, members)

    def _whom(self, members: Sequence[int]) -> str:
        return present.marked_names(self.counter.standings, members)


def _check_points(values: dict[str, str]) -> str:
    try:
        parse_tenths(values["points"])
    except ValueError as error:
        return str(error)
    return ""
