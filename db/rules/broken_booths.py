"""What the numbers tell about booths whose process ended while somebody was there.

A booth at work knows of itself whether its voter has cast; one that broke off cannot say. Ballots that were admitted and
are not in the box are outstanding: where they are as many as the voters, nobody has cast, and where there are none,
everybody has. In between, once no booth at work has a voter, all of them belong to those that broke off.
(Source: the protocol of the booths, admitted − withdrawn = returned.)
"""

from __future__ import annotations

from enum import Enum, auto


class Finding(Enum):
    """What became of the ballots of the booths that broke off."""

    NOTHING = auto()
    """No booth broke off with a voter."""
    WAIT = auto()
    """Some ballots are in, and another booth has a voter: they may be his."""
    IN = auto()
    """Every one is in the box."""
    OUT = auto()
    """None is in the box."""
    MIXED = auto()
    """Some are: how many, the numbers tell; whose, only the voters."""
    IMPOSSIBLE = auto()
    """The numbers cannot be: somebody changed the file."""


def finding(broken: int, at_work: int, outstanding: int) -> Finding:
    """What is known.

    Args:
        broken: Booths that broke off with a voter.
        at_work: Booths at work that have a voter.
        outstanding: Ballots admitted, not taken back and not in the box.
    """
    voters = broken + at_work
    if not broken:
        return Finding.NOTHING
    if not 0 <= outstanding <= voters:
        return Finding.IMPOSSIBLE
    if outstanding in (0, voters):
        return Finding.OUT if outstanding else Finding.IN
    return Finding.WAIT if at_work else Finding.MIXED
