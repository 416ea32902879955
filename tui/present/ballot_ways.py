"""The ways to vote as they are offered and named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.views.polls import PollSheet


@dataclass(frozen=True)
class Way:
    """One way to vote as it is offered: the channel, and how often each slip is typed in."""

    id: str
    title: str
    hint: str
    channel: str
    entries: int = 1


WAYS: Final = (
    Way("slips", "逐张录入", "每张票一行一行录，程序合计", "slips"),
    Way("twice", "录入两遍", "两人各录一遍，互不相看，相核", "slips", 2),
    Way("totals", "录入合计", "计票人合计后录数", "totals"),
    Way("calls", "唱票", "唱一票按一键，划正字", "calls"),
    Way("booth", "投票台", "在电脑上投票，没有纸票", "booth"),
)
"""In the order of the menu."""


def way_of(channel: str, entries: int) -> Way:
    """The way that a poll votes by."""
    return next(way for way in WAYS if (way.channel, way.entries) == (channel, entries))


def way_title(sheet: PollSheet) -> str:
    """What the way of a poll is called."""
    return way_of(sheet.turnout.channel, sheet.entries).title
