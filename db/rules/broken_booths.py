"""What the numbers tell about booths whose process ended while somebody was there.

A booth at work knows of itself whether its voter has cast; one that broke off cannot say. Ballots that were admitted and
are not in the box are outstanding; once no booth at work has a voter, all of them belong to those that broke off.
(Source: the protocol of the booths, admitted − withdrawn = returned.)
"""

from __future__ import annotations

from enum import Enum, auto


class Finding(Enum):
    """What became of the ballots of the booths that broke off."""

    NOTHING = auto()
    """No booth broke off with a voter."""
    WAIT = auto()
    """Another booth has a voter: its ballot may be any of those outstanding."""
    IN = auto()
    """Every one is in the box."""
    OUT = auto()
    """None is in the box."""
    MIXED = auto()
    """Some are: how many, the numbers tell; whose, only the voters."""


def finding(broken: int, at_work: int, outstanding: int) -> Finding:
    """What is known.

    Args:
        broken: Booths that broke off with a voter.
        at_work: Booths at work that have a voter.
        outstanding: Ballots admitted, not taken back and not in the box; a number that cannot be (somebody changed the
            file) agrees with no voters, and is `MIXED`.
    """
    if not broken:
        return Finding.NOTHING
    if at_work:
        return Finding.WAIT
    if outstanding in (0, broken):
        return Finding.OUT if outstanding else Finding.IN
    return Finding.MIXED
