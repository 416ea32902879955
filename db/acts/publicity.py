"""积分公示: the list of a quarter is posted as it stands that day; objections are logged and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.errors import Refused
from db.rules import ledger
from db.rules.settings import Rules
from db.store import publicity as store

if TYPE_CHECKING:
    from db.book import Book


@dataclass(frozen=True)
class Notice:
    """Where and how long a list is posted, and to whom objections go."""

    begins: str
    ends: str
    place: str = ""
    contact: str = ""


def publish(
    book: Book, organisation_id: int, year: int, quarter: int, notice: Notice, *, rules: Rules | None = None
) -> int:
    """Post the list of a quarter: what it brought each member, and the year's total at its end.

    Only approved entries count. With ``points_order = "rank"`` the list stands by rank, else in 姓氏笔画 order
    without one.

    Raises:
        Refused: the days are none or run backwards, the quarter has not begun, a list of it stands, or nobody counts.
    """
    local = rules or Rules()
    begins, ends = (_day(day) for day in (notice.begins, notice.ends))
    if ends < begins:
        raise Refused(f"公示截止日期{ends}早于开始日期{begins}。")
    if book.today() < f"{year}-{quarter * 3 - 2:02}-01":
        raise Refused(f"{year}年度{ledger.QUARTERS[quarter - 1]}还没有开始，不能公示。")
    with book.write("points.published") as writing:
        if store.posted(book, organisation_id, year, quarter) is not None:
            raise Refused(f"{year}年度{ledger.QUARTERS[quarter - 1]}已经公示；要改先撤回原来的公示。")
        lines = _lines(book, organisation_id, year, quarter, local)
        if not lines:
            raise Refused("支部里没有参加积分的党员。")
        row = {
            "organisation_id": organisation_id, "year": year, "quarter": quarter, "begins": begins, "ends": ends,
            "place": notice.place.strip(), "contact": notice.contact.strip(), "published_at": book.now(),
        }  # fmt: skip
        number = store.insert(writing.db, row, lines)
        writing.about(publicity=number, year=year, quarter=quarter)
        writing.digest_of(
            {str(line["member_id"]): [line["quarter_tenths"], line["total_tenths"]] for line in lines}
        )
        return number


def _lines(
    book: Book, organisation_id: int, year: int, quarter: int, rules: Rules
) -> list[dict[str, int | str]]:
    scale = ledger.Scale(
        rules.points_base, rules.points_floor, rules.points_ceiling or None, rules.points_veto == "zero"
    )
    # As in the month columns: a day before the 年度 stands in its first month, one after it in its last.
    first = "" if quarter == 1 else f"{year}-{quarter * 3 - 2:02}"
    last = "~" if quarter == 4 else f"{year}-{quarter * 3:02}"
    found = store.sums(book, organisation_id, year, (first, last))
    totals = {one.member_id: scale.total(one.moved, is_vetoed=one.is_vetoed) for one in found}
    is_ranked = rules.points_order == "rank"
    ranks = ledger.ranks(totals) if is_ranked else {}
    ordered = sorted(found, key=lambda one: ranks[one.member_id]) if is_ranked else found
    return [
        {
            "position": position, "member_id": one.member_id, "name": one.shown_name,
            "group_name": one.group, "quarter_tenths": one.quarter, "total_tenths": totals[one.member_id],
            "rank": ranks.get(one.member_id, 0),
        }
        for position, one in enumerate(ordered, 1)
    ]  # fmt: skip


def withdraw(book: Book, publicity_id: int, reason: str) -> None:
    """Take a list off the board, so that another can be posted in its place; it stays on record.

    Raises:
        Refused: no reason, or no such list stands.
    """
    if not reason.strip():
        raise Refused("撤回公示要写明理由。")
    with book.write("points.publicity_withdrawn") as writing:
        _standing(book, publicity_id)
        store.withdraw(writing.db, publicity_id, reason.strip(), book.now())
        writing.about(publicity=publicity_id)


def object_to(
    book: Book,
    publicity_id: int,
    content: str,
    *,
    raised_by: str,
    day: str = "",
    member_id: int | None = None,
) -> int:
    """Log an objection to a posted list; returns its id.

    Args:
        book: The book.
        publicity_id: The list.
        content: What is objected to.
        raised_by: Who objects.
        day: When; today.
        member_id: Whose points it is about; None for the list as a whole.

    Raises:
        Refused: content or name is missing, the day is none, or no such list stands.
    """
    if not content.strip() or not raised_by.strip():
        raise Refused("异议要写明内容和提出人。")
    with book.write("points.objected") as writing:
        _standing(book, publicity_id)
        row = {
            "publicity_id": publicity_id, "member_id": member_id, "raised_by": raised_by.strip(),
            "raised_on": _day(day or book.today()), "content": content.strip(),
        }  # fmt: skip
        number = store.insert_objection(writing.db, row)
        writing.about(publicity=publicity_id, objection=number)
        return number


def answer(
    book: Book, objection_id: int, finding: str, *, is_upheld: bool, handled_by: str, day: str = ""
) -> None:
    """Write down what looking into an objection found; the entry itself is put right by a reversal.

    Raises:
        Refused: finding or name is missing, the day is none, or the objection was answered before.
    """
    if not finding.strip() or not handled_by.strip():
        raise Refused("答复异议要写明调查情况和经办人。")
    with book.write("points.objection_answered") as writing:
        if store.outcome_of(book, objection_id) != "open":
            raise Refused("这条异议已经答复过，或者找不到。")
        row = {
            "outcome": "upheld" if is_upheld else "dismissed", "finding": finding.strip(),
            "handled_by": handled_by.strip(), "answered_on": _day(day or book.today()),
        }  # fmt: skip
        store.answer(writing.db, objection_id, row)
        writing.about(objection=objection_id)


def _standing(book: Book, publicity_id: int) -> None:
    if not store.is_standing(book, publicity_id):
        raise Refused("没有这份公示，或已经撤回。")


def _day(day: str) -> str:
    try:
        return date.fromisoformat(day.strip()).isoformat()
    except ValueError:
        raise Refused(f"“{day}”不是日期，请写成 2026-11-22。") from None
