"""Writing and taking back entries of the ledger inside an act that is going on; no event of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from db import words
from db.errors import Refused, refuse_if
from db.rules import ledger
from db.rules.ledger import Deed
from db.store import points as store
from db.store.schemes import keep

if TYPE_CHECKING:
    from db.book import Book, Writing
    from db.scheme import Scheme

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
class Cause:
    """What an automatic entry follows from: its kind, and the uid of the one thing of that kind."""

    kind: str
    uid: str


@dataclass(frozen=True)
class Award:
    """What is given to everybody in one act; with a proposer or a cause where nobody decided it on the spot."""

    tenths: int
    reason: str
    category: str = ""
    rule: str = ""
    evidence: str = ""
    day: str = ""
    year: int | None = None
    meeting_id: int | None = None
    proposed_by: int | None = None
    cause: Cause | None = None


@dataclass
class Entering:
    """One act under way: what holds for all of its entries."""

    book: Book
    writing: Writing
    scheme: Scheme
    batch: str = ""
    secretaries: dict[int, store.Person | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keep(self.writing.db, self.scheme, self.book.now())

    def enter(self, award: Award, person: store.Person) -> BookedLine:
        """Write one entry, cut to what the caps leave; approved at once where nobody else has to decide.

        Raises:
            Refused: the day is none, or the meeting is closed or not there.
        """
        return self._write(
            award, person, needs_approval=waits(award.tenths, award.category) or award.proposed_by is not None
        )

    def settle(self, award: Award, person: store.Person) -> BookedLine:
        """Write one entry that follows from the scheme alone, whatever its sign; the secretary's own still waits."""
        return self._write(award, person, needs_approval=False)

    def _write(self, award: Award, person: store.Person, *, needs_approval: bool) -> BookedLine:
        day = award.day or self.book.today()
        year = year_of(self.book, award, day)
        granted = self._granted(award, person, day, year)
        row = {
            "member_id": person.id, "meeting_id": award.meeting_id, "year": year, "day": day,
            "rule": award.rule, "category": award.category, "tenths": granted.tenths, "asked": award.tenths,
            "reason": award.reason, "evidence": award.evidence, "batch": self.batch,
            "proposed_by": award.proposed_by, "entered_at": self.book.now(),
            "cause_kind": award.cause.kind if award.cause else "",
            "cause_uid": award.cause.uid if award.cause else "",
            "scheme_print": self.scheme.fingerprint[: store.PRINT_DIGITS],
        }  # fmt: skip
        entry_id = store.insert(self.writing.db, row)
        secretary = self.secretary(person.organisation_id)
        is_own = secretary is not None and secretary.id == person.id
        is_approved = not needs_approval and not is_own
        if is_approved:
            sign(self.book, self.writing, entry_id, secretary)
        return BookedLine(entry_id, person.id, award.tenths, granted.tenths, is_approved, granted.note)

    def _granted(self, award: Award, person: store.Person, day: str, year: int) -> ledger.Grant:
        caps = self.scheme.points.caps
        deed = Deed(person.id, award.tenths, day, award.rule, award.category)
        rule_cap = caps.rules.get(award.rule) if award.rule else None
        category_cap = caps.categories.get(award.category)
        return ledger.grant(
            deed,
            caps,
            store.used(self.book, deed, year, rule_cap, by="rule") if rule_cap else 0,
            store.used(self.book, deed, year, category_cap, by="category") if category_cap else 0,
        )

    def secretary(self, organisation_id: int) -> store.Person | None:
        """The secretary of a branch, read once an act."""
        if organisation_id not in self.secretaries:
            self.secretaries[organisation_id] = store.secretary(self.book, organisation_id)
        return self.secretaries[organisation_id]


def waits(tenths: int, category: str) -> bool:
    """Whether points wait for 审核认定 whoever enters them: losses, and what takes a part of a loss away again."""
    return tenths <= 0 or category == words.POINT_CATEGORY[-1]


def year_of(book: Book, award: Award, day: str) -> int:
    """The 年度 of an entry: that of its meeting, else the one named, else that of the day.

    Raises:
        Refused: the day is none, or the meeting is closed or not there.
    """
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


def why_not_counted(person: store.Person | None) -> str:
    """Why somebody cannot be given points; empty where he can."""
    if person is None:
        return "名册里没有这个人。"
    if person.has_left:
        return f"{person.name}已转出，不再计积分。"
    return "" if person.counts_points else f"{person.name}免计积分，可在名册中更改。"


def sign(book: Book, writing: Writing, entry_id: int, signer: store.Person | None) -> None:
    """Approve an entry in the name of the secretary, or of the post where nobody holds it."""
    name, number = (signer.name, signer.id) if signer else (BRANCH_SIGNATURE, None)
    store.decide(writing.db, entry_id, "approved", approver=name, approver_id=number, at=book.now())


def take_back(book: Book, writing: Writing, entry_id: int, batch: str = "") -> int | None:
    """Undo one entry: what waits is withdrawn, what counts gets a reversing entry.

    Returns:
        The id of the reversing entry; None where the entry was only withdrawn.

    Raises:
        Refused: there is no such entry, it was undone or turned down before, or is itself a reversal.
    """
    found = store.entry(book, entry_id)
    if found is None:
        raise Refused("找不到要撤销的积分。")
    person = store.person(book, found.member_id)
    secretary = store.secretary(book, person.organisation_id) if person else None
    if found.decision is None:
        signer = secretary.name if secretary else BRANCH_SIGNATURE
        number = secretary.id if secretary else None
        store.decide(writing.db, found.id, "withdrawn", approver=signer, approver_id=number, at=book.now())
        return None
    if found.decision != "approved":
        raise Refused(f"第{found.id}笔“{found.reason}”没有计入，不需要撤销。")
    is_reversal, is_reversed = found.reverses_id is not None, found.reversed_by is not None
    refuse_if(ledger.why_not_reverse(is_reversal=is_reversal, is_reversed=is_reversed))
    reversing = store.insert(writing.db, _reversing(book, found, batch))
    if secretary is None or secretary.id != found.member_id:
        sign(book, writing, reversing, secretary)
    return reversing


def _reversing(book: Book, found: store.StoredEntry, batch: str) -> dict[str, object]:
    """The row of a reversal; a closed meeting takes no entry any more."""
    meeting = store.meeting(book, found.meeting_id) if found.meeting_id is not None else None
    return {
        "member_id": found.member_id, "meeting_id": found.meeting_id if meeting and meeting[1] != "closed" else None,
        "year": found.year, "day": found.day, "rule": found.rule, "category": found.category,
        "tenths": -found.tenths, "asked": -found.tenths, "reason": f"{ledger.REVERSAL}{found.id}笔：{found.reason}",
        "batch": batch, "scheme_print": found.scheme_print, "reverses_id": found.id, "entered_at": book.now(),
    }  # fmt: skip
