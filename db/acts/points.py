"""Points: add or deduct by a rule or by hand, 审核认定, undo by a reversal.

Additions that the secretary enters are approved at once; deductions wait for 审核认定, and whatever concerns the
secretary waits for another member of the committee: nobody approves his own points.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import words
from db.acts.point_entries import Award, BookedLine, Entering, take_back, why_not_counted, year_of
from db.errors import Refused
from db.rules import ledger
from db.rules.electorate import sits_on_committee
from db.rules.moments import date_text
from db.store import points as store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book
    from db.scheme import PointRule, Scheme


@dataclass(frozen=True)
class Booked:
    """What one act wrote, and whom it passed over, with the reason."""

    lines: tuple[BookedLine, ...]
    skipped: tuple[tuple[int, str], ...] = ()


def give_by_rule(
    book: Book,
    member_ids: Sequence[int],
    rule: PointRule,
    *,
    scheme: Scheme,
    evidence: str = "",
    day: str = "",
    year: int | None = None,
    meeting_id: int | None = None,
    proposed_by: int | None = None,
) -> Booked:
    """Apply a rule of the scheme to one member or to many, each under the rule's cap.

    The entry belongs to the 年度 of the meeting, else to the year given, else to that of the day (today). What
    somebody proposes (提出人: a group leader, any member) waits for 审核认定, whatever its sign.

    Raises:
        Refused: the rule does not hold on the day, it asks for evidence, or nobody is left to give points to.
    """
    if not rule.holds_on(day or book.today()):
        raise Refused(why_not_in_force(rule))
    if rule.needs_evidence and not evidence.strip():
        raise Refused(f"“{rule.name}”要写明佐证材料，例如文件名称、文号或日期。")
    award = Award(
        rule.tenths,
        rule.name,
        rule.category,
        rule.code,
        evidence.strip(),
        day,
        year,
        meeting_id,
        proposed_by,
    )
    return _give(book, member_ids, award, scheme)


def why_not_in_force(rule: PointRule) -> str:
    """Say on which days a rule holds, for somebody who wants it on another."""
    if not rule.valid_from:
        return f"“{rule.name}”只适用到{date_text(rule.valid_to)}。"
    if not rule.valid_to:
        return f"“{rule.name}”自{date_text(rule.valid_from)}起适用。"
    return f"“{rule.name}”只适用于{date_text(rule.valid_from)}至{date_text(rule.valid_to)}。"


def give_by_hand(
    book: Book,
    member_ids: Sequence[int],
    tenths: int,
    reason: str,
    *,
    scheme: Scheme,
    category: str = "",
    day: str = "",
    year: int | None = None,
    meeting_id: int | None = None,
    proposed_by: int | None = None,
) -> Booked:
    """Add or deduct by hand, with a reason; only a cap of the category applies. Day and 年度 as by a rule.

    Raises:
        Refused: no points, no reason, a category that does not fit, or nobody to give them to.
    """
    if tenths == 0:
        raise Refused("加分或扣分不能是0分。")
    if abs(tenths) > ledger.MOST_TENTHS:
        raise Refused(f"单笔积分不超过{ledger.format_tenths(ledger.MOST_TENTHS)}分。")
    if not reason.strip():
        raise Refused("请写明加分或扣分的事由。")
    chosen = category or (words.POINT_CATEGORY[-1] if tenths < 0 else words.POINT_CATEGORY[2])
    if (chosen == words.POINT_CATEGORY[-1]) != (tenths < 0):
        raise Refused(f"{ledger.format_tenths(tenths, sign=True)}分与类别“{chosen}”不符。")
    award = Award(
        tenths, reason.strip(), chosen, day=day, year=year, meeting_id=meeting_id, proposed_by=proposed_by
    )
    return _give(book, member_ids, award, scheme)


def _give(book: Book, member_ids: Sequence[int], award: Award, scheme: Scheme) -> Booked:
    year_of(book, award, award.day or book.today())
    everyone = list(dict.fromkeys(member_ids))
    batch = secrets.token_hex(8) if len(everyone) > 1 else ""
    with book.write("points.added" if award.proposed_by is None else "points.proposed") as writing:
        entering = Entering(book, writing, scheme, batch)
        lines, skipped = [], []
        for member_id in everyone:
            person = store.person(book, member_id)
            why_not = why_not_counted(person)
            if person is None or why_not:
                skipped.append((member_id, why_not))
            else:
                lines.append(entering.enter(award, person))
        if not lines:
            raise Refused(skipped[0][1] if len(skipped) == 1 else "所选的人都不计积分。")
        writing.about(entry=lines[0].entry_id, count=len(lines), batch=batch)
        writing.digest_of({str(line.entry_id): [line.member_id, line.tenths] for line in lines})
    return Booked(tuple(lines), tuple(skipped))


def approve(
    book: Book, entry_ids: Sequence[int], *, approver_id: int | None = None, approver: str = ""
) -> None:
    """审核认定: approve entries that wait, all of them or none.

    Args:
        book: The book.
        entry_ids: What is approved.
        approver_id: The member who decides for the branch.
        approver: Name where no member of the branch decides, such as the superior organisation.

    Raises:
        Refused: an entry is decided already, the approver gains or loses by it, or nobody is named.
    """
    if not entry_ids:
        raise Refused("没有待审核的积分。")
    name = _approver_name(book, approver_id, approver)
    with book.write("points.approved") as writing:
        for entry_id in entry_ids:
            found = _waiting(book, entry_id)
            if approver_id is not None and found.member_id == approver_id:
                raise Refused(f"这一笔是{name}本人的积分，本人不能审核认定，请另一名支委或上级认定。")
            store.decide(
                writing.db, entry_id, "approved", approver=name, approver_id=approver_id, at=book.now()
            )
        writing.about(entries=",".join(map(str, entry_ids)))


def reject(
    book: Book, entry_ids: Sequence[int], note: str, *, approver_id: int | None = None, approver: str = ""
) -> None:
    """Decide that entries do not count, with the reason.

    Raises:
        Refused: there is no reason, an entry is decided already, or the one who decides is concerned himself.
    """
    if not note.strip():
        raise Refused("不予认定要写明理由。")
    if not entry_ids:
        raise Refused("没有待审核的积分。")
    name = _approver_name(book, approver_id, approver)
    with book.write("points.rejected") as writing:
        for entry_id in entry_ids:
            found = _waiting(book, entry_id)
            if approver_id is not None and found.member_id == approver_id:
                raise Refused(f"这一笔是{name}本人的积分，本人不能审核，请另一名支委或上级审核。")
            store.decide(
                writing.db,
                entry_id,
                "rejected",
                approver=name,
                approver_id=approver_id,
                at=book.now(),
                note=note.strip(),
            )
        writing.about(entries=",".join(map(str, entry_ids)))


def _approver_name(book: Book, approver_id: int | None, approver: str) -> str:
    if approver_id is None:
        if not approver.strip():
            raise Refused("请写明由谁审核认定。")
        return approver.strip()
    person = store.person(book, approver_id)
    if person is None or person.has_left:
        raise Refused("名册里没有这位审核人。")
    if not sits_on_committee(person.post):
        raise Refused(f"{person.name}不是支委会成员，不能审核认定。请由书记、其他支委或上级认定。")
    return person.name


def _waiting(book: Book, entry_id: int) -> store.StoredEntry:
    found = store.entry(book, entry_id)
    if found is None:
        raise Refused("找不到这一笔积分。")
    if found.decision is not None:
        raise Refused(f"第{entry_id}笔“{found.reason}”已经审核过了。")
    return found


def undo(book: Book, entry_ids: Sequence[int]) -> tuple[int, ...]:
    """Undo entries, all of them or none: a reversing entry each, which names what it undoes.

    What still waits is withdrawn instead. A reversal that concerns the secretary waits like any entry of his own.

    Returns:
        The ids of the reversing entries; none for what was only withdrawn.

    Raises:
        Refused: an entry was undone or turned down before, or is itself a reversal.
    """
    if not entry_ids:
        raise Refused("没有可以撤销的积分。")
    written = []
    batch = secrets.token_hex(8) if len(entry_ids) > 1 else ""
    with book.write("points.reversed") as writing:
        for entry_id in entry_ids:
            number = take_back(book, writing, entry_id, batch)
            if number is not None:
                written.append(number)
        writing.about(entries=",".join(map(str, entry_ids)), reversals=",".join(map(str, written)))
    return tuple(written)
