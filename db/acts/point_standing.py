"""What stands beside the ledger: 一票否决, 免计, what goes over into the next year."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.acts.point_entries import Award, Cause, Entering
from db.errors import Refused
from db.rules import ledger
from db.store import point_standing as store
from db.store import points as entries

if TYPE_CHECKING:
    from db.book import Book
    from db.rules.settings import Rules
    from db.scheme import Scheme

CARRY = "carry-over"
"""Kind of the cause of an opening entry; its uid is the year that opens."""


def veto(book: Book, member_id: int, year: int, reason: str, *, approver: str, day: str = "") -> int:
    """Mark a member with 一票否决 for a 年度.

    Args:
        book: The book.
        member_id: Whom it concerns.
        year: The 年度 whose points are lost.
        reason: The event and the document that settled it.
        approver: Who decided: the branch's meeting, the superior.
        day: Day of the decision; today.

    Raises:
        Refused: no reason, nobody who decided, no such member, the day is none, or there is one already.
    """
    if not reason.strip() or not approver.strip():
        raise Refused("一票否决要写明事由和认定单位。")
    with book.write("points.vetoed") as writing:
        name = _name(book, member_id)
        if store.veto_of(book, member_id, year) is not None:
            raise Refused(f"{name}{year}年度已有一票否决。")
        row = {
            "member_id": member_id, "year": year, "day": _day(book, day), "reason": reason.strip(),
            "approver": approver.strip(), "entered_at": book.now(),
        }  # fmt: skip
        veto_id = store.insert_veto(writing.db, row)
        writing.about(veto=veto_id, member=member_id)
        return veto_id


def lift_veto(book: Book, member_id: int, year: int, reason: str) -> None:
    """Lift a member's 一票否决 of a 年度, with the reason; the record of it stays.

    Raises:
        Refused: no reason, or there is none to lift.
    """
    if not reason.strip():
        raise Refused("撤销一票否决要写明理由。")
    with book.write("points.veto_lifted") as writing:
        found = store.veto_of(book, member_id, year)
        if found is None:
            raise Refused(f"{_name(book, member_id)}{year}年度没有一票否决。")
        store.lift_veto(writing.db, found, reason.strip(), book.now())
        writing.about(veto=found, member=member_id)


def exempt(book: Book, member_id: int, reason: str, *, approver: str, since: str = "") -> None:
    """Leave a member out of the points (免计), with the reason and who agreed: old, ill, seconded, long away.

    Raises:
        Refused: no reason, nobody who agreed, no such member, or the day is none.
    """
    if not reason.strip() or not approver.strip():
        raise Refused("免计积分要写明原因和由谁同意。")
    with book.write("points.exempted") as writing:
        _name(book, member_id)
        row = {
            "member_id": member_id, "since": _day(book, since), "reason": reason.strip(),
            "approver": approver.strip(), "entered_at": book.now(),
        }  # fmt: skip
        store.begin_exemption(writing.db, row)
        writing.about(member=member_id)


def count_again(book: Book, member_id: int) -> None:
    """Let a member take part in the points again.

    Raises:
        Refused: no such member, or he takes part already.
    """
    with book.write("points.counted_again") as writing:
        person = entries.person(book, member_id)
        if person is not None and person.counts_points:
            raise Refused(f"{person.name}本来就参加积分。")
        _name(book, member_id)
        store.end_exemption(writing.db, member_id, book.today())
        writing.about(member=member_id)


@dataclass(frozen=True)
class Carried:
    """What opening a year did: for how many an entry was written, and for how many it waits for 审核认定."""

    written: int
    waiting: int


def carry_over(book: Book, year: int, *, scheme: Scheme, rules: Rules) -> Carried:
    """Open a 年度 with what the scheme carries over from the one before: one entry a member, once a year.

    The entry moves a member from the base to what he starts from: a share of the last total, or all of it.

    Raises:
        Refused: the scheme begins every year anew, or the year was opened before.
    """
    carry = scheme.points.carry
    if carry.mode == "reset":
        raise Refused(f"方案“{scheme.title}”每年重新起算，不结转。")
    scale = ledger.Scale(
        rules.points_base, rules.points_floor, rules.points_ceiling or None, rules.points_veto == "zero"
    )
    with book.write("points.carried_over") as writing:
        entering = Entering(book, writing, scheme, secrets.token_hex(8))
        lines = []
        for member_id, moved, is_vetoed in store.year_ends(book, year - 1):
            person = entries.person(book, member_id)
            last = scale.total(moved, is_vetoed=is_vetoed)
            start = ledger.carried(last, scale.base, carry.mode, carry.percent)
            cause = Cause(CARRY, str(year))
            if person is None or entries.has_given(book, CARRY, str(year), member_id, ""):
                continue
            reason = _carried_reason(
                year, last, start, scale.base, carry.percent if carry.mode == "share" else 0
            )
            award = Award(
                start - scale.base, reason, ledger.CARRIED, day=f"{year}-01-01", year=year, cause=cause
            )
            lines.append(entering.settle(award, person))
        if not lines:
            raise Refused(f"{year}年度已经结转过，或上年度没有计分的党员。")
        writing.about(year=year, count=len(lines))
        writing.digest_of({str(line.entry_id): [line.member_id, line.tenths] for line in lines})
    return Carried(len(lines), sum(not line.is_approved for line in lines))


def _carried_reason(year: int, last: int, start: int, base: int, percent: int) -> str:
    share = f"的{percent}%" if percent else ""
    return (
        f"{year - 1}年度{ledger.format_tenths(last)}分{share}结转，"
        f"起始分{ledger.format_tenths(start)}分（基础分{ledger.format_tenths(base)}分）"
    )


def _name(book: Book, member_id: int) -> str:
    person = entries.person(book, member_id)
    if person is None or person.has_left:
        raise Refused("名册里没有这个人。")
    return person.name


def _day(book: Book, day: str) -> str:
    chosen = day.strip() or book.today()
    try:
        date.fromisoformat(chosen)
    except ValueError:
        raise Refused(f"“{chosen}”不是日期，请写成 2026-11-22。") from None
    return chosen
