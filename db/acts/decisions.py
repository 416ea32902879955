"""评定意见: what the 支委会, or the 党员大会 where there is none, decides on its own day, apart from the tally."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.book import new_uid
from db.errors import BadInput, Refused, refuse_if
from db.rules.grades import UNGRADED, reason_needed, why_not_decide
from db.rules.moments import local
from db.store import decisions as store
from db.store import point_standing, points, polls
from db.store.decisions import SessionRecord
from db.words import DECISION_BODY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.book import Book
    from db.store.decisions import Ground
    from db.store.polls import Person


class NeedsReason(Refused):
    """The committee may decide so, with a reason written down."""

    title = "请写明理由"


def hold_session(
    book: Book, meeting_id: int, *, body: str, held_on: str, place: str, attendance: str, record: str
) -> None:
    """Write down the sitting that decides: who, when, where, who attended, what was said.

    Raises:
        Refused: the appraisal is not counted yet.
        BadInput: no such body, no such date, or one before the appraisal was counted.
    """
    ground = _ground(book, meeting_id)
    if body not in DECISION_BODY:
        raise BadInput("评定机构只能是支委会或者党员大会。")
    day = _read_day(held_on)
    counted_at = book.value("SELECT counted_at FROM poll WHERE id = ?", (ground.poll_id,))
    if counted_at and day < local(counted_at).date().isoformat():
        raise BadInput("评定会议的日期早于民主测评的日期，请核对。")
    if not attendance.strip():
        raise BadInput("请填写出席情况。")
    sitting = SessionRecord(body, day, place.strip(), attendance.strip(), record.strip())
    with book.write("decision.session_held") as writing:
        store.put_session(writing.db, meeting_id, sitting)
        writing.about(meeting=meeting_id)
        writing.digest_of(vars(sitting))


def decide(
    book: Book, meeting_id: int, member_id: int, grade: str, *, opinion: str = "", reason: str = ""
) -> None:
    """Write down one member's grade, and the opinion in words.

    Raises:
        Refused: not counted yet, no sitting yet, the member is not on the roll, or gets no grade.
        NeedsReason: above the limit of 优秀, or 优秀 in a case decided by hand, and no reason is given.
    """
    ground = _ground(book, meeting_id)
    if store.session(book, meeting_id) is None:
        raise Refused("请先填写评定会议的日期、地点和出席情况。")
    person = _person(book, meeting_id, member_id, ground)
    refuse_if(why_not_decide(grade, ground.scale, person.rights.grading))
    standing = store.decisions(book, meeting_id)
    capped_codes = {one.code for one in ground.scale.grades if one.is_capped}
    if grade in capped_codes:
        _refuse_vetoed(book, meeting_id, member_id)
    others = sum(one.grade in capped_codes for one in standing.values() if one.member_id != member_id)
    why = reason_needed(grade, ground.scale, person.rights.grading, others + 1, ground.cap)
    if why and not reason.strip():
        raise NeedsReason(why)
    with book.write("grade.decided") as writing:
        store.put_decision(
            writing.db,
            uid=new_uid(),
            meeting_id=meeting_id,
            poll_id=ground.poll_id,
            member_id=member_id,
            grade=grade,
            opinion=opinion.strip(),
            reason=reason.strip(),
            at=book.now(),
        )
        writing.about(meeting=meeting_id, member=member_id)
        writing.digest_of({"grade": grade, "opinion": opinion.strip(), "reason": reason.strip()})


def _refuse_vetoed(book: Book, meeting_id: int, member_id: int) -> None:
    """一票否决 of the year bars the grade whose share is limited, 优秀 (DOMAIN §6.3)."""
    meeting = points.meeting(book, meeting_id)
    if meeting is not None and point_standing.veto_of(book, member_id, meeting[0]) is not None:
        raise Refused(f"{meeting[0]}年度登记有一票否决，不能评为优秀。")


def decide_ungraded(book: Book, meeting_id: int) -> int:
    """Write 不定等次 for everybody on the roll who gets no grade and has no opinion yet; returns how many."""
    ground = _ground(book, meeting_id)
    standing = store.decisions(book, meeting_id)
    waiting = [
        person.id
        for person in polls.people(book, meeting_id, ground.rules)
        if polls.is_rated(person) and not person.is_full and not person.rights.is_graded
        if person.id not in standing
    ]
    for member_id in waiting:
        decide(book, meeting_id, member_id, UNGRADED)
    return len(waiting)


def withdraw(book: Book, meeting_id: int, member_id: int) -> None:
    """Take an opinion back.

    Raises:
        Refused: there is none.
    """
    if member_id not in store.decisions(book, meeting_id):
        raise Refused("还没有评定，无可撤回。")
    with book.write("grade.withdrawn") as writing:
        store.delete_decision(writing.db, meeting_id, member_id)
        writing.about(meeting=meeting_id, member=member_id)


def feed_back(book: Book, meeting_id: int, member_ids: Iterable[int], day: str) -> int:
    """Remember the day on which members were told their opinion; returns how many.

    Raises:
        Refused: one of them has no opinion yet, or was told before the sitting.
        BadInput: no such date.
    """
    told_on = _read_day(day)
    sitting = store.session(book, meeting_id)
    standing = store.decisions(book, meeting_id)
    wanted = sorted(set(member_ids))
    if any(member_id not in standing for member_id in wanted):
        raise Refused("还没有评定的，不能反馈。")
    if sitting is not None and told_on < sitting.held_on:
        raise Refused("反馈日期早于评定会议的日期，请核对。")
    if wanted:
        with book.write("grade.fed_back") as writing:
            for member_id in wanted:
                store.set_fed_back(writing.db, meeting_id, member_id, told_on)
            writing.about(meeting=meeting_id, members=len(wanted))
            writing.digest_of({"members": wanted, "day": told_on})
    return len(wanted)


def _ground(book: Book, meeting_id: int) -> Ground:
    ground = store.ground(book, meeting_id)
    if ground is None:
        raise Refused("民主测评还没有计票。评定意见要依据测评情况和日常表现。")
    return ground


def _person(book: Book, meeting_id: int, member_id: int, ground: Ground) -> Person:
    roll = polls.people(book, meeting_id, ground.rules)
    person = next((one for one in roll if one.id == member_id and polls.is_rated(one)), None)
    if person is None:
        raise Refused("该同志不在本次评议范围内。")
    return person


def _read_day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise BadInput("日期请写作 2026-11-25。") from None
