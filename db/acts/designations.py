"""先锋岗、示范岗、责任区: given within the scheme's numbers, held against the standard, renewed, ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.acts.days import typed_day
from db.errors import BadInput, Refused, refuse_if
from db.rules import designations as rules
from db.store import designations as store
from db.store import registers, schemes

if TYPE_CHECKING:
    from db.book import Book, Writing
    from db.rules.scheme import Designation, Scheme


@dataclass(frozen=True)
class DesignationDraft:
    """What is typed about a designation: its name, who holds it (a member or an organisation), standard and first day."""

    name: str
    member_id: int | None = None
    group_id: int | None = None
    standard: str = ""
    begins: str = ""
    ends: str = ""


def designate(
    book: Book, scheme: Scheme, kind: Designation, organisation_id: int, draft: DesignationDraft
) -> int:
    """Give a designation; its term ends as the scheme says where no last day is typed. Returns its id.

    Raises:
        BadInput: no name, a day that is none, or a last day before the first.
        Refused: the branch has as many as the scheme allows, the holder does not fit, or holds this one already.
    """
    name = draft.name.strip()
    if not name:
        raise BadInput("请填写岗位或责任区的名称，例如 受理窗口先锋岗。")
    begins = typed_day(draft.begins or book.today())
    term = rules.term_end(kind, begins)
    ends = typed_day(draft.ends) if draft.ends.strip() else term
    if ends is not None and ends < begins:
        raise BadInput(f"期满日期 {ends.isoformat()} 早于开始日期 {begins.isoformat()}。")
    with book.write("designation.given") as writing:
        schemes.keep(writing.db, scheme, book.now())
        refuse_if(_holder_fault(book, kind, draft))
        refuse_if(rules.why_not_another(kind, store.running(book, organisation_id, kind.code)))
        if store.is_held(book, kind.code, name, draft.member_id, draft.group_id):
            raise Refused(f"“{name}”已经由他担任，不能重复设立。")
        row = {
            "kind": kind.code, "scheme_print": scheme.fingerprint[: registers.PRINT_DIGITS],
            "organisation_id": organisation_id, "name": name, "member_id": draft.member_id, "group_id": draft.group_id,
            "standard": draft.standard.strip() or kind.standard, "begins": begins.isoformat(),
            "ends": ends.isoformat() if ends else "", "created_at": book.now(),
        }  # fmt: skip
        number = store.insert(writing.db, "designation", row)
        writing.about(designation=number, organisation=organisation_id)
        writing.digest_of(asdict(draft))
    return number


def _holder_fault(book: Book, kind: Designation, draft: DesignationDraft) -> str:
    if kind.holder == "organisation":
        if draft.group_id is None or registers.organisation_kind(book, draft.group_id) is None:
            return f"“{kind.name}”由党组织担任，请选择党组织。"
        return ""
    person = registers.person(book, draft.member_id) if draft.member_id is not None else None
    if person is None:
        return f"“{kind.name}”由党员担任，请选择党员。"
    return f"{person.name}已转出，不能担任。" if person.has_left else ""


def check(book: Book, designation_id: int, *, passed: bool, finding: str = "", day: str = "") -> int:
    """Write down that a holder was held against the standard, and what was found; returns the id.

    Raises:
        BadInput: the day is none, or lies ahead.
        Refused: it has ended, or it was found wanting and nobody wrote why.
    """
    on = typed_day(day or book.today())
    if on.isoformat() > book.today():
        raise BadInput(f"{on.isoformat()} 还没有到，只能登记已经做过的考核。")
    if not passed and not finding.strip():
        raise Refused("考核不合格要写明情况。")
    with book.write("designation.checked") as writing:
        _running(book, designation_id)
        row = {
            "designation_id": designation_id, "day": on.isoformat(), "passed": int(passed),
            "finding": finding.strip(), "entered_at": book.now(),
        }  # fmt: skip
        number = store.insert(writing.db, "designation_check", row)
        writing.about(designation=designation_id, check=number)
        writing.digest_of(row)
    return number


def renew(book: Book, kind: Designation, designation_id: int) -> str:
    """Let a designation run for another term from the end of this one; returns its new last day.

    Raises:
        Refused: it has ended, or runs without a term.
    """
    with book.write("designation.renewed") as writing:
        found = _running(book, designation_id)
        if not found.ends:
            raise Refused("它没有期限，不需要续期。")
        term = rules.term_end(kind, date.fromordinal(date.fromisoformat(found.ends).toordinal() + 1))
        if term is None:
            raise Refused("方案没有规定期限，请撤下后重新设立。")
        store.renew(writing.db, designation_id, term.isoformat())
        writing.about(designation=designation_id)
        writing.digest_of({"ends": term.isoformat()})
    return term.isoformat()


def end(book: Book, designation_id: int, why: str, on: str = "") -> None:
    """End a designation on a day (today), with the reason.

    Raises:
        BadInput: the day is none, lies ahead, or before the designation began.
        Refused: there is no reason, or it has ended before.
    """
    if not why.strip():
        raise Refused("撤下要写明理由，例如期满、调离、考核不合格。")
    with book.write("designation.ended") as writing:
        day = _end(book, writing, _running(book, designation_id), why.strip(), on)
        writing.about(designation=designation_id)
        writing.digest_of({"why": why.strip(), "on": day})


@dataclass(frozen=True)
class Leaving:
    """What becomes of the posts that somebody holds when he leaves: ended on a day ("" is today), or kept for now."""

    is_kept: bool = False
    on: str = ""


def release(
    book: Book,
    writing: Writing,
    leaving: Leaving | None,
    why: str,
    *,
    member_id: int | None = None,
    group_id: int | None = None,
) -> None:
    """End, within an act that lets its holder leave, what a member or a 党小组 holds, or keep it, as was decided.

    A post is the branch's that set it up: whoever leaves that branch as a rule leaves the post, but a desk or a 责任区 may
    stay his until it is handed over, so the program does neither by itself.

    Raises:
        BadInput: the day is none, lies ahead, or before one of them began.
        Refused: nothing was decided, and there is something to decide.
    """
    held = store.held_by(book, member_id=member_id, group_id=group_id)
    if held and leaving is None:
        names = "、".join(f"“{one.name}”" for one in held)
        raise Refused(f"还担任{names}，请先确定撤下还是保留。")
    if leaving is None or leaving.is_kept:
        return
    days = [_end(book, writing, one, why, leaving.on) for one in held]
    if held:
        writing.about(posts=",".join(str(one.id) for one in held))
        writing.digest_of({"posts_ended_on": days[0]})


def why_not_release(book: Book, member_id: int, on: str) -> str:
    """Why what a member holds cannot end on a day as it was typed, or nothing; writes nothing."""
    try:
        for one in store.held_by(book, member_id=member_id):
            _last_day(book, one, on)
    except BadInput as error:
        return error.message
    return ""


def _end(book: Book, writing: Writing, one: store.StoredDesignation, why: str, on: str) -> str:
    day = _last_day(book, one, on)
    store.end(writing.db, one.id, on=day, why=why)
    return day


def _last_day(book: Book, one: store.StoredDesignation, on: str) -> str:
    day = typed_day(on or book.today(), "撤下日期").isoformat()
    complaint = rules.why_not_end(one.begins, day, book.today())
    if complaint:
        raise BadInput(f"“{one.name}”：{complaint}")
    return day


def _running(book: Book, designation_id: int) -> store.StoredDesignation:
    found = store.designation(book, designation_id)
    if found is None:
        raise Refused("找不到这个岗位。")
    if found.has_ended:
        raise Refused(f"“{found.name}”已经撤下，不能再改。")
    return found
