"""台账: entries that fulfil a requirement, for one or for a whole group; edited, withdrawn with a reason.

Points follow where the scheme's requirement names a rule, and go when the entry goes.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from db.acts import auto_points, stage
from db.acts.days import typed_day
from db.acts.point_entries import Cause
from db.errors import BadInput, Refused
from db.rules.register_fields import fault
from db.rules.requirements import Owner, asks_member, duty_of, is_of_organisations
from db.rules.scheme import PARTY_BODIES
from db.rules.stage import SceneSpec
from db.store import registers as store
from db.store import schemes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.acts.point_entries import BookedLine
    from db.book import Book, Writing
    from db.rules.scheme import Requirement, Scheme

CAUSE = "register"
"""The kind of cause that an entry is to its points; the uid is the entry's."""
MOST = 999

_KINDS: Mapping[str, tuple[str, ...]] = {"group": ("group",), "organisation": PARTY_BODIES}


@dataclass(frozen=True)
class Filing:
    """What an entry says.

    Attributes:
        day: When it was done, ISO; today by default.
        counts_on: A day of the period that it fulfils; its own day by default.
        amount: How many it stands for.
        said: The scheme's fields by code.
    """

    day: str = ""
    counts_on: str = ""
    amount: int = 1
    said: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Filed:
    """What one act wrote: the entries, the points that followed, whom it passed over and why."""

    entry_ids: tuple[int, ...]
    points: tuple[BookedLine, ...]
    skipped: tuple[tuple[Owner, str], ...] = ()


def file(
    book: Book,
    scheme: Scheme,
    requirement: Requirement,
    owners: Sequence[Owner],
    filing: Filing | None = None,
) -> Filed:
    """Enter for one owner, or for many in one act, that a requirement was fulfilled.

    Raises:
        BadInput: a day is none, lies in the future or outside the requirement; a field is missing or wrong.
        Refused: nobody is left of whom the requirement asks anything.
    """
    same = filing or Filing()
    return file_each(book, scheme, requirement, [(owner, same) for owner in dict.fromkeys(owners)])


def file_each(
    book: Book, scheme: Scheme, requirement: Requirement, pieces: Sequence[tuple[Owner, Filing]]
) -> Filed:
    """Enter several pieces in one act, each with what it says: how periods that are late are made up.

    Raises:
        BadInput: as in `file`; nothing is written.
        Refused: nobody is left of whom the requirement asks anything.
    """
    checked = {filing: _checked(book, scheme, requirement, filing) for _, filing in pieces}
    act = _Act(book, scheme, requirement, secrets.token_hex(8) if len(pieces) > 1 else "")
    entries: list[int] = []
    points: list[BookedLine] = []
    skipped: dict[Owner, str] = {}
    with book.write("register.filed") as writing:
        schemes.keep(writing.db, scheme, book.now())
        for owner in dict.fromkeys(owner for owner, _ in pieces):
            why_not = _why_not(book, requirement, owner)
            if why_not:
                skipped[owner] = why_not
        for owner, filing in pieces:
            if owner not in skipped:
                number, booked = act.enter(writing, owner, checked[filing])
                entries.append(number)
                points.extend(booked)
        if not entries:
            raise Refused(
                next(iter(skipped.values())) if len(skipped) == 1 else "所选的对象都不在这项要求之内。"
            )
        writing.about(entry=entries[0], count=len(entries), batch=act.batch, requirement=requirement.code)
        writing.digest_of(
            {
                "entries": entries,
                "said": [[one.day, one.counts_on, dict(one.said)] for one in checked.values()],
            }
        )
    return Filed(tuple(entries), tuple(points), tuple(skipped.items()))


def _checked(book: Book, scheme: Scheme, requirement: Requirement, filing: Filing) -> Filing:
    """The filing with its days filled in, after every check that does not ask who it is for."""
    today = book.today()
    day = typed_day(filing.day or today, "日期").isoformat()
    counts_on = typed_day(filing.counts_on or day, "所属时期").isoformat()
    if day > today:
        raise BadInput(f"{day} 还没有到，台账只登记已经做了的事。")
    if not 1 <= filing.amount <= MOST:
        raise BadInput(f"数量应是 1 到 {MOST} 的整数。")
    if filing.amount > 1 and requirement.points_rule:
        raise BadInput(f"“{requirement.name}”按次计积分，请逐次登记，数量写 1。")
    held = duty_of(scheme, requirement).held
    if date.fromisoformat(counts_on) not in held:
        raise BadInput(
            f"{counts_on} 不在“{requirement.name}”的时限之内（{held.begins.isoformat()} 至 {held.ends.isoformat()}）。"
        )
    said = {code: text.strip() for code, text in filing.said.items() if text.strip()}
    complaint = fault(requirement, said)
    if complaint:
        raise BadInput(complaint)
    return Filing(day, counts_on, filing.amount, said)


def _why_not(book: Book, requirement: Requirement, owner: Owner) -> str:
    if owner.organisation_id is not None:
        kind = store.organisation_kind(book, owner.organisation_id)
        if kind is None:
            return "这个党组织已经撤销，或不在名册里。"
        return "" if kind in _KINDS.get(requirement.who, ()) else f"“{requirement.name}”不由这个党组织填报。"
    if is_of_organisations(requirement) or owner.member_id is None:
        return f"“{requirement.name}”由党组织填报，不由党员个人填报。"
    person = store.person(book, owner.member_id)
    if person is None:
        return "名册里没有这个人。"
    if person.has_left:
        return f"{person.name}已转出，不再登记台账。"
    if not asks_member(requirement, person.kind, person.posts):
        return f"“{requirement.name}”对{person.name}没有要求。"
    return ""


@dataclass(frozen=True)
class _Act:
    """One act under way: what holds for all of its entries."""

    book: Book
    scheme: Scheme
    requirement: Requirement
    batch: str

    def enter(self, writing: Writing, owner: Owner, filing: Filing) -> tuple[int, tuple[BookedLine, ...]]:
        """Write one entry and the points that follow; returns its id and those."""
        row = {
            "requirement": self.requirement.code, "member_id": owner.member_id,
            "organisation_id": owner.organisation_id, "day": filing.day, "counts_on": filing.counts_on,
            "amount": filing.amount, "said": _json(filing.said), "batch": self.batch, "entered_at": self.book.now(),
            "scheme_print": self.scheme.fingerprint[: store.PRINT_DIGITS],
        }  # fmt: skip
        number, uid = store.insert(writing.db, row)
        code = self.requirement.points_rule
        rule = self.scheme.points.rule(code) if code else None
        if rule is None or owner.member_id is None:
            return number, ()
        booked = auto_points.grant(
            self.book, writing, Cause(CAUSE, uid), owner.member_id, rule, day=filing.day, scheme=self.scheme,
            reason=self._reason(rule.name), batch=self.batch,
        )  # fmt: skip
        return number, (booked,) if booked else ()

    def _reason(self, rule: str) -> str:
        name = self.requirement.name
        return rule if rule == name else f"{name}：{rule}"


def _json(said: Mapping[str, str]) -> str:
    return json.dumps(dict(said), ensure_ascii=False, sort_keys=True)


def edit(book: Book, scheme: Scheme, requirement: Requirement, entry_id: int, filing: Filing) -> None:
    """Change what an entry says; the points that followed from it stay as they are.

    Raises:
        BadInput: as in `file`.
        Refused: it is withdrawn, belongs to another requirement, or its points hang on the day that is to change.
    """
    wanted = _checked(book, scheme, requirement, filing)
    with book.write("register.edited") as writing:
        found = _living(book, entry_id)
        if found.requirement != requirement.code:
            raise Refused("这一条属于另一项要求。")
        if requirement.points_rule and found.day != wanted.day:
            raise Refused("这一条已经按日期计了积分，不能改日期。请撤回后重新登记。")
        store.update(
            writing.db,
            entry_id,
            day=wanted.day,
            counts_on=wanted.counts_on,
            amount=wanted.amount,
            said=_json(wanted.said),
            at=book.now(),
        )
        writing.about(entry=entry_id)
        writing.digest_of({"day": wanted.day, "counts_on": wanted.counts_on, "said": dict(wanted.said)})


def withdraw(book: Book, entry_ids: Sequence[int], why: str) -> tuple[int, ...]:
    """Take entries back, all of them or none, and the points that followed from them.

    Returns:
        The reversing entries of the points.

    Raises:
        Refused: there is no reason, nothing to take back, or an entry is withdrawn already.
    """
    if not why.strip():
        raise Refused("撤回要写明理由。")
    if not entry_ids:
        raise Refused("没有可以撤回的登记。")
    reversed_points: list[int] = []
    with book.write("register.withdrawn") as writing:
        for entry_id in entry_ids:
            found = _living(book, entry_id)
            store.withdraw(writing.db, entry_id, why=why.strip(), at=book.now())
            reversed_points.extend(auto_points.withdraw(book, writing, Cause(CAUSE, found.uid)))
        writing.about(entries=",".join(map(str, entry_ids)))
        writing.digest_of({"why": why.strip()})
    return tuple(reversed_points)


def _living(book: Book, entry_id: int) -> store.StoredEntry:
    found = store.entry(book, entry_id)
    if found is None:
        raise Refused("找不到这一条登记。")
    if found.is_withdrawn:
        raise Refused("这一条登记已经撤回，不能再改。")
    return found


def put_on_wall(book: Book, scheme: Scheme, kind: str) -> None:
    """Show the counts of the registers (`registers`) or the targets (`targets`) to the room, as of today.

    The scheme is kept in the book, so that the display, which knows no `config.toml`, counts by the same one.
    """
    with book.quiet() as db:
        schemes.keep(db, scheme, book.now())
    ids = {"day": int(book.today().replace("-", "")), "scheme": int(scheme.fingerprint[:12], 16)}
    stage.show(book, SceneSpec(kind, ids))
