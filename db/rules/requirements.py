"""Requirements (台账要求): for any date, which periods are due, and what is done, owed or late of them.

The seed documents say who keeps what register, how many times and how often or by when; what happens to somebody who
joins or leaves within a period they leave open. The default counts his share of the days, rounded half up, so that a
full period owes all of it and a day owes nothing (`DERIVED`; a setting).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from db.rules.periods import RECURRING, Every
from db.rules.scheme import Requirement, Scheme
from db.rules.spans import ALWAYS, Period, Span, covered, periods, span_of

Midway = Literal["share", "full", "whole"]


class State(str, Enum):
    """How somebody stands with a requirement."""

    DONE = "done"
    OWED = "owed"  # the period still runs
    LATE = "late"  # the period is over
    NONE = "none"  # nothing is asked of him


@dataclass(frozen=True)
class Owner:
    """Who owes and whose an entry is: a member, or an organisation."""

    member_id: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True)
class Duty:
    """A requirement as the calendar sees it.

    Attributes:
        code: The requirement's code.
        every: How often; ``once`` and ``by`` fall due a single time, by the end of ``held``.
        held: The days on which the requirement holds.
        how_many: Asked for in each period; 0 where no number is laid down, and then nothing is owed.
    """

    code: str
    every: Every
    held: Span
    how_many: int = 1


@dataclass(frozen=True)
class Holder:
    """Somebody who owes: how long he belongs, and when he is excused (免做)."""

    held: Span = ALWAYS
    away: tuple[Span, ...] = ()

    @property
    def is_regular(self) -> bool:
        """True where nothing is taken off in any period."""
        return self.held == ALWAYS and not self.away


EVERYBODY = Holder()


@dataclass(frozen=True)
class PeriodStanding:
    """One period of one holder: how many are wanted and done, until when, and how that stands."""

    period: Period
    wanted: int
    done: int
    deadline: date
    state: State


@dataclass(frozen=True)
class Standing:
    """One holder and one requirement over all the periods due.

    Attributes:
        periods_done: Periods fulfilled.
        periods_due: Periods that ask something of the holder.
        late: Periods over and not fulfilled.
        owed: How many are still wanted in the period that runs.
    """

    periods_done: int = 0
    periods_due: int = 0
    late: int = 0
    owed: int = 0

    @property
    def state(self) -> State:
        """The worst of its periods: late before owed before done."""
        if self.late:
            return State.LATE
        if self.owed:
            return State.OWED
        return State.DONE if self.periods_due else State.NONE


def duty_of(scheme: Scheme, requirement: Requirement) -> Duty:
    """Return a requirement of a scheme as the calendar sees it."""
    held = span_of(*scheme.owed_in(requirement))
    return Duty(requirement.code, requirement.period, held, requirement.how_many)


def asks_member(requirement: Requirement, kind: str, posts: str) -> bool:
    """Say whether a requirement asks something of a member of this kind with these posts, 、 between."""
    if requirement.who == "all":
        return True
    if requirement.who == "kind":
        return kind in requirement.whom
    if requirement.who == "post":
        return any(_is_post(part, wanted) for part in _parts(posts) for wanted in requirement.whom)
    return False


def _parts(posts: str) -> list[str]:
    return [part.strip() for part in posts.replace("，", "、").split("、") if part.strip()]


def _is_post(held: str, wanted: str) -> bool:
    """支部书记 holds 书记; 副书记 does not."""
    return held == wanted or (held.endswith(wanted) and ("副" in wanted or "副" not in held))


def is_of_organisations(requirement: Requirement) -> bool:
    """Say whether organisations owe a requirement, and not members."""
    return requirement.who in ("group", "organisation")


def first_day(requirement_begins: str, year_begins: date, book_begins: date) -> date:
    """Return from when on periods are looked at.

    A requirement with a first day of its own is followed from then on; one that simply holds, through the year of the
    date, and not from before the book was begun.
    """
    return date.fromisoformat(requirement_begins) if requirement_begins else max(year_begins, book_begins)


def due_periods(duty: Duty, window: Span) -> tuple[Period, ...]:
    """Return the periods of a duty that have begun by the end of a window and not ended before it.

    A period that the duty holds for only in part stays whole here: `needed` takes the share, `deadline` the end.
    """
    seen = window.meet(duty.held)
    if not seen.days:
        return ()
    if duty.every in RECURRING:
        return periods(duty.every, seen)
    return (Period(duty.every, once_label(duty.held), duty.held),)


def once_label(held: Span) -> str:
    """Name the single period of a duty by its deadline; 长期 where it has none."""
    if held.ends == date.max:
        return "长期"
    return f"{held.ends.year}年{held.ends.month}月{held.ends.day}日前"


def deadline(duty: Duty, period: Period) -> date:
    """Return the last day on which a period can be fulfilled in time."""
    return min(period.span.ends, duty.held.ends)


def needed(duty: Duty, period: Period, holder: Holder = EVERYBODY, midway: Midway = "share") -> int:
    """Return how many a holder owes in a period.

    Args:
        duty: The requirement.
        period: One of its periods.
        holder: Who owes.
        midway: Where requirement and holder meet for only part of the period: ``share`` by days, rounded half up,
            ``full`` all of it, ``whole`` nothing.
    """
    days = period.span.days
    held = covered(period.span, duty.held.meet(holder.held), holder.away)
    if held <= 0:
        return 0
    if held >= days or midway == "full":
        return duty.how_many
    if midway == "whole":
        return 0
    return (2 * duty.how_many * held + days) // (2 * days)


def state(wanted: int, done: int, last: date, today: date) -> State:
    """Say how one period stands on a date; the deadline itself is still in time."""
    if wanted <= 0:
        return State.NONE
    if done >= wanted:
        return State.DONE
    return State.LATE if last < today else State.OWED


def period_standings(
    duty: Duty,
    wanted: Iterable[tuple[Period, int]],
    done: Mapping[str, int],
    today: date,
) -> tuple[PeriodStanding, ...]:
    """Return every due period of one holder with what is wanted and done in it.

    Args:
        duty: The requirement.
        wanted: Its periods that are due, each with how many the holder owes.
        done: How many are done, by the key of the period.
        today: The date asked about.
    """
    found = []
    for period, count in wanted:
        last, filed = deadline(duty, period), done.get(period.key, 0)
        found.append(PeriodStanding(period, count, filed, last, state(count, filed, last, today)))
    return tuple(found)


def summed(lines: Iterable[PeriodStanding]) -> Standing:
    """Add up the periods of one holder."""
    asked = [line for line in lines if line.state is not State.NONE]
    return Standing(
        periods_done=sum(line.state is State.DONE for line in asked),
        periods_due=len(asked),
        late=sum(line.state is State.LATE for line in asked),
        owed=sum(line.wanted - line.done for line in asked if line.state is State.OWED),
    )
