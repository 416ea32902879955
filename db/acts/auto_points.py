"""Points that follow from what the book knows: each traceable to its cause, never twice, taken back with the cause.

For use inside another act's transaction; the event is that act's.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from db.acts.point_entries import Award, BookedLine, Cause, Entering, take_back, why_not_counted
from db.store import points as store

if TYPE_CHECKING:
    from db.book import Book, Writing
    from db.scheme import PointRule, Scheme

__all__ = ["Cause", "grant", "withdraw"]


def grant(
    book: Book,
    writing: Writing,
    cause: Cause,
    member_id: int,
    rule: PointRule,
    *,
    day: str,
    scheme: Scheme,
    year: int | None = None,
    meeting_id: int | None = None,
    reason: str = "",
    evidence: str = "",
    batch: str = "",
) -> BookedLine | None:
    """Give a member what a rule of the scheme gives for a cause; the caps of the rule and its category apply.

    A gain is signed by the secretary at once; a loss, and whatever concerns the secretary, waits for 审核认定.

    Args:
        book: The book.
        writing: The act that is going on.
        cause: What the points follow from.
        member_id: Whose points.
        rule: A rule of the scheme.
        day: ISO date of the deed.
        scheme: The scheme in force.
        year: The 年度 where it is not that of the day.
        meeting_id: The meeting in whose minutes the entry stands, if any.
        reason: What the record says; the rule's name by default.
        evidence: 佐证.
        batch: What one act writes together shares one.

    Returns:
        The entry; None where the cause has given the member these points, or had them turned down, before, and
        where the member does not count.
    """
    person = store.person(book, member_id)
    if (
        person is None
        or why_not_counted(person)
        or store.has_given(book, cause.kind, cause.uid, member_id, rule.code)
    ):
        return None
    award = Award(
        rule.tenths,
        reason or rule.name,
        rule.category,
        rule.code,
        evidence,
        day,
        year,
        meeting_id,
        cause=cause,
    )
    return Entering(book, writing, scheme, batch).enter(award, person)


def withdraw(
    book: Book, writing: Writing, cause: Cause, member_id: int | None = None, *, rule: str = ""
) -> tuple[int, ...]:
    """Take back what a cause gave, of one member or of all, by one rule or by any.

    Returns:
        The reversing entries; what still waited was withdrawn instead, and a reversal under way is left alone.
    """
    batch = secrets.token_hex(8)
    live = store.live_of_cause(book, cause.kind, cause.uid, member_id, rule)
    taken = (take_back(book, writing, entry_id, batch) for entry_id in live)
    return tuple(number for number in taken if number is not None)
