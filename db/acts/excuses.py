"""免做: who owes nothing of the registers for a time, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.acts.days import typed_day
from db.errors import BadInput, Refused
from db.store import registers as store

if TYPE_CHECKING:
    from db.book import Book


@dataclass(frozen=True)
class ExcuseDraft:
    """Who owes nothing for a time, of which requirement ("" is all), and why."""

    member_ids: tuple[int, ...]
    reason: str
    requirement: str = ""
    begins: str = ""
    ends: str = ""


def excuse(book: Book, draft: ExcuseDraft) -> tuple[int, ...]:
    """免做: write down that members owe nothing from a day (today) to a day, or until taken back; returns the ids.

    Raises:
        BadInput: a day is none, or the last lies before the first.
        Refused: there is no reason, or nobody to excuse.
    """
    if not draft.reason.strip():
        raise Refused("免做要写明理由，例如长期患病、在外学习。")
    begins = typed_day(draft.begins or book.today(), "开始日期").isoformat()
    ends = typed_day(draft.ends, "结束日期").isoformat() if draft.ends else ""
    if ends and ends < begins:
        raise BadInput(f"结束日期 {ends} 早于开始日期 {begins}。")
    written = []
    with book.write("requirement.excused") as writing:
        for member_id in dict.fromkeys(draft.member_ids):
            person = store.person(book, member_id)
            if person is None or person.has_left:
                raise Refused("名册里没有这个人，或已转出。")
            row = {
                "member_id": member_id, "requirement": draft.requirement, "begins": begins, "ends": ends,
                "reason": draft.reason.strip(), "entered_at": book.now(),
            }  # fmt: skip
            written.append(store.insert_excuse(writing.db, row))
        if not written:
            raise Refused("请先选择党员。")
        writing.about(excuse=written[0], count=len(written), requirement=draft.requirement)
        writing.digest_of({"reason": draft.reason.strip(), "begins": begins, "ends": ends})
    return tuple(written)


def end_excuse(book: Book, excuse_id: int, on: str = "") -> None:
    """Let an excuse end on a day (today); what was excused before stays so.

    Raises:
        BadInput: the day is none.
        Refused: it is ended already, or the day does not lie within it.
    """
    day = typed_day(on or book.today(), "结束日期").isoformat()
    with book.write("requirement.excuse_ended") as writing:
        found = store.excuse(book, excuse_id)
        if found is None:
            raise Refused("找不到这条免做记录。")
        _member, begins, ends, is_ended = found
        if is_ended or (ends and ends < day):
            raise Refused("这条免做已经结束。")
        store.end_excuse(writing.db, excuse_id, ends=max(day, begins), at=book.now())
        writing.about(excuse=excuse_id)
