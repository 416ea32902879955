"""Points: add or deduct by a rule or by hand, 审核认定, undo by a reversal.

Additions that the secretary enters are approved at once; deductions wait for 审核认定, and whatever concerns the
secretary waits for another member of the committee: nobody approves his own points.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from db import words
from db.errors import Refused
from db.rules import ledger
from db.rules.ledger import Deed
from db.store import points as store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book, Writing
    from db.scheme import PointRule, Scheme

BRANCH_SIGNATURE = "支部书记"
"""Who approves where no member holds the post."""


@dataclass(frozen=True)
class BookedLine:
    """One entry that an act wrote: what it asked for, what counts, and the sentence of the cap."""

    entry_id: int
    member_id: int
    asked: int
    tenths: int
    is_approved: bool
    cap_note: str


@dataclass(frozen=True)
class Booked:
    """What one act wrote, and whom it passed over, with the reason."""

    lines: tuple[BookedLine, ...]
    skipped: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Award:
    """What is given to everybody in one act."""

    tenths: int
    reason: str
    category: str = ""
    rule: str = ""
    evidence: str = ""
    day: str = ""
    year: int | None = None
    meeting_id: int | None = None


@dataclass
class _Act:
    """One act under way: what holds for all of its entries."""

    book: Book
    scheme: Scheme
    award: Award
    day: str
    year: int
    batch: str
    secretaries: dict[int, store.Person | None] = field(default_factory=dict)

    def secretary(self, organisation_id: int) -> store.Person | None:
        if organisation_id not in self.secretaries:
            self.secretaries[organisation_id] = store.secretary(self.book, organisation_id)
        return self.secretaries[organisation_id]


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
) -> Booked:
    """Apply a rule of the scheme to one member or to many, each under the rule's cap.

    The entry belongs to the 年度 of the meeting, else to the year given, else to that of the day (today).

    Raises:
        Refused: the rule asks for evidence, or nobody is left to whom points can be given.
    """
    if rule.needs_evidence and not evidence.strip():
        raise Refused(f"“{rule.name}”要写明佐证材料，例如文件名称、文号或日期。")
    award = Award(rule.tenths, rule.name, rule.category, rule.code, evidence.strip(), day, year, meeting_id)
    return _give(book, member_ids, award, scheme)


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
    award = Award(tenths, reason.strip(), chosen, day=day, year=year, meeting_id=meeting_id)
    return _give(book, member_ids, award, scheme)


def _give(book: Book, member_ids: Sequence[int], award: Award, scheme: Scheme) -> Booked:
    day = award.day or book.today()
    act = _Act(book, scheme, award, day, _year(book, award, day), "")
    everyone = list(dict.fromkeys(member_ids))
    if len(everyone) > 1:
        act.batch = secrets.token_hex(8)
    with book.write("points.added") as writing:
        lines, skipped = [], []
        for member_id in everyone:
            person = store.person(book, member_id)
            why_not = _why_not(person)
            if person is None or why_not:
                skipped.append((member_id, why_not))
            else:
                lines.append(_enter(writing, act, person))
        if not lines:
            raise Refused(skipped[0][1] if len(skipped) == 1 else "所选的人都不计积分。")
        writing.about(entry=lines[0].entry_id, count=len(lines), batch=act.batch)
        writing.digest_of({str(line.entry_id): [line.member_id, line.tenths] for line in lines})
    return Booked(tuple(lines), tuple(skipped))


def _year(book: Book, award: Award, day: str) -> int:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise Refused(f"“{day}”不是日期，请写成 2026-11-22。") from None
    if award.meeting_id is None:
        return award.year or int(day[:4])
    found = store.meeting(book, award.meeting_id)
    if found is None:
        raise Refused("找不到这次会议。")
    if found[1] == "closed":
        raise Refused("会议已闭会，记录不再改动。请作为会后积分登记。")
    return found[0]


def _why_not(person: store.Person | None) -> str:
    if person is None:
        return "名册里没有这个人。"
    if person.has_left:
        return f"{person.name}已转出，不再计积分。"
    return "" if person.counts_points else f"{person.name}免计积分，可在名册中更改。"


def _enter(writing: Writing, act: _Act, person: store.Person) -> BookedLine:
    award, caps = act.award, act.scheme.points.caps
    deed = Deed(person.id, award.tenths, act.day, award.rule, award.category)
    rule_cap = caps.rules.get(award.rule) if award.rule else None
    category_cap = caps.categories.get(award.category)
    granted = ledger.grant(
        deed,
        caps,
        store.used(act.book, deed, act.year, rule_cap, by="rule") if rule_cap else 0,
        store.used(act.book, deed, act.year, category_cap, by="category") if category_cap else 0,
    )
    row = {
        "member_id": person.id, "meeting_id": award.meeting_id, "year": act.year, "day": act.day,
        "rule": award.rule, "category": award.category, "tenths": granted.tenths, "asked": award.tenths,
        "reason": award.reason, "evidence": award.evidence, "batch": act.batch, "entered_at": act.book.now(),
        "scheme_print": act.scheme.fingerprint[: store.PRINT_DIGITS],
    }  # fmt: skip
    entry_id = store.insert(writing.db, row)
    secretary = act.secretary(person.organisation_id)
    is_own = secretary is not None and secretary.id == person.id
    is_approved = award.tenths > 0 and not is_own
    if is_approved:
        _sign(writing, act.book, entry_id, secretary)
    return BookedLine(entry_id, person.id, award.tenths, granted.tenths, is_approved, granted.note)


def _sign(writing: Writing, book: Book, entry_id: int, signer: store.Person | None) -> None:
    name, number = (signer.name, signer.id) if signer else (BRANCH_SIGNATURE, None)
    store.decide(writing.db, entry_id, "approved", approver=name, approver_id=number, at=book.now())


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
            found = store.entry(book, entry_id)
            if found is None:
                raise Refused("找不到要撤销的积分。")
            number = _undo_one(writing, book, found, batch)
            if number is not None:
                written.append(number)
        writing.about(entries=",".join(map(str, entry_ids)), reversals=",".join(map(str, written)))
    return tuple(written)


def _undo_one(writing: Writing, book: Book, found: store.StoredEntry, batch: str) -> int | None:
    person = store.person(book, found.member_id)
    secretary = store.secretary(book, person.organisation_id) if person else None
    signer = secretary.name if secretary else BRANCH_SIGNATURE
    if found.decision is None:
        store.decide(
            writing.db,
            found.id,
            "withdrawn",
            approver=signer,
            approver_id=secretary.id if secretary else None,
            at=book.now(),
        )
        return None
    if found.decision != "approved":
        raise Refused(f"第{found.id}笔“{found.reason}”没有计入，不需要撤销。")
    fault = ledger.reversal_fault(
        is_reversal=found.reverses_id is not None, is_reversed=found.reversed_by is not None
    )
    if fault:
        raise Refused(fault)
    meeting = store.meeting(book, found.meeting_id) if found.meeting_id is not None else None
    row = {
        "member_id": found.member_id, "meeting_id": found.meeting_id if meeting and meeting[1] != "closed" else None, "year": found.year, "day": found.day,
        "rule": found.rule, "category": found.category, "tenths": -found.tenths, "asked": -found.tenths,
        "reason": f"撤销第{found.id}笔：{found.reason}", "batch": batch, "scheme_print": found.scheme_print,
        "reverses_id": found.id, "entered_at": book.now(),
    }  # fmt: skip
    number = store.insert(writing.db, row)
    if secretary is None or secretary.id != found.member_id:
        _sign(writing, book, number, secretary)
    return number
