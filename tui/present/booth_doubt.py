"""What the teller is told about booths that broke off with a voter: what the numbers say, and what is to be done. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.broken_booths import Finding, finding
from tui.strings import booth as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.views.booths import Door

TEXTS = {
    Finding.WAIT: (words.DOUBT_WAITS, words.DOUBT_WAITS),
    Finding.IN: (words.DOUBT_IN, words.DOUBT_ALL_IN),
    Finding.OUT: (words.DOUBT_OUT, words.DOUBT_ALL_OUT),
    Finding.MIXED: (words.DOUBT_MIXED, words.DOUBT_MIXED),
    Finding.IMPOSSIBLE: (words.DOUBT_TAMPERED, words.DOUBT_TAMPERED),
}
"""By what is found: where one broke off, and where several did."""


def found(door: Door, broken: Sequence[int]) -> Finding:
    """What the numbers tell about the booths that broke off with a voter."""
    return finding(len(broken), door.busy - len(broken), door.outstanding)


def doubt_text(door: Door, broken: Sequence[int]) -> str:
    """What the teller is told; empty where no booth broke off with a voter."""
    if not broken:
        return ""
    return TEXTS[found(door, broken)][len(broken) > 1].format(
        numbers="、".join(map(str, broken)),
        admitted=door.admitted,
        cast=door.cast,
        people=len(broken),
        out=door.outstanding,
    )


def seen_choices(people: int) -> list[str]:
    """What the voters may answer who were asked whether they saw that they had cast: none of them, one, and so on."""
    return [words.SEEN.format(seen=seen, unseen=people - seen) for seen in range(people + 1)]
