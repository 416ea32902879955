"""Who owes the registers on a date: members and organisations, since when, and when they are excused."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from db.rules.moments import local
from db.rules.requirements import EVERYBODY, Holder, Owner, asks_member, is_of_organisations
from db.rules.spans import Span, span_of
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader
    from db.rules.scheme import Requirement

SETTLING_DAYS = 31
"""Whoever is entered within so many days of the book's beginning is taken to have been there all along."""


@dataclass(frozen=True)
class OwnerRow:
    """Somebody who may owe: whose name a list shows, where he belongs, and how long he has.

    Attributes:
        posts: 党内职务 and 行政职务, by which a requirement may single him out.
        held: The days on which he belongs to the branch.
        away: Excuses by requirement; those under "" hold for all.
    """

    owner: Owner
    shown_name: str
    initials: str
    kind: str
    posts: str
    group_id: int | None
    group: str
    held: Span
    away: dict[str, tuple[Span, ...]]

    @property
    def column(self) -> str:
        """The column by which tables name such an owner."""
        return "member_id" if self.owner.member_id is not None else "organisation_id"

    @property
    def number(self) -> int:
        """The id in that column."""
        return self.owner.member_id or self.owner.organisation_id or 0

    def holder(self, code: str) -> Holder:
        """How long he owes a requirement."""
        away = (*self.away.get("", ()), *self.away.get(code, ()))
        return Holder(self.held, away) if away or self.held != EVERYBODY.held else EVERYBODY

    def is_asked(self, requirement: Requirement) -> bool:
        """Whether a requirement is about him at all."""
        if self.owner.member_id is not None:
            return asks_member(requirement, self.kind, self.posts)
        if not is_of_organisations(requirement):
            return False
        return (self.kind == "group") == (requirement.who == "group")


def begun(reader: Reader) -> date:
    """The local date on which the book was begun."""
    created = reader.value("SELECT created_at FROM book")
    return local(created).date()


_MEMBERS = (
    "SELECT m.id, m.name, m.mark, m.initials, m.kind, m.post || '、' || m.job, m.group_id, coalesce(g.name, ''), m.joined, m.added_at, "
    "m.left_at FROM member m LEFT JOIN organisation g ON g.id = m.group_id "
)


def members_on(reader: Reader, day: date, *, organisation_id: int | None = None) -> tuple[OwnerRow, ...]:
    """The members who belong to the branch (or one branch of several) on a date, in 姓氏笔画 order."""
    rows = reader.rows(
        f"{_MEMBERS} WHERE (m.left_at IS NULL OR m.left_at > ?1) AND (?2 IS NULL OR m.organisation_id = ?2) "
        "ORDER BY m.sort_key, m.id",
        ((day - timedelta(days=1)).isoformat(), organisation_id),
    )
    excuses, since = _excuses(reader), begun(reader)
    found = (_member(row, since, excuses.get(row[0], {})) for row in rows)
    return tuple(one for one in found if day in one.held)


def member_row(reader: Reader, member_id: int) -> OwnerRow | None:
    """One member, whether still here or gone."""
    row = reader.one(f"{_MEMBERS} WHERE m.id = ?", (member_id,))
    return (
        None if row is None else _member(row, begun(reader), _excuses(reader, member_id).get(member_id, {}))
    )


def organisations(reader: Reader) -> tuple[OwnerRow, ...]:
    """The branches and their 党小组 that are open, each branch before its groups."""
    rows = reader.rows(
        "SELECT o.id, o.name, o.kind, coalesce(p.name, '') FROM organisation o "
        "LEFT JOIN organisation p ON p.id = o.parent_id "
        "WHERE o.closed_at IS NULL AND o.kind IN ('branch', 'group') "
        "ORDER BY CASE o.kind WHEN 'branch' THEN o.position ELSE p.position END, "
        "CASE o.kind WHEN 'branch' THEN o.id ELSE p.id END, o.kind, o.position, o.id"
    )
    return tuple(
        OwnerRow(Owner(None, number), name, "", kind, "", None, parent, EVERYBODY.held, {})
        for number, name, kind, parent in rows
    )


def owner_row(reader: Reader, owner: Owner) -> OwnerRow | None:
    """Somebody who may owe, by id; None where he is not there."""
    if owner.member_id is not None:
        return member_row(reader, owner.member_id)
    return next((one for one in organisations(reader) if one.owner == owner), None)


def _member(row: tuple[Any, ...], since: date, away: dict[str, tuple[Span, ...]]) -> OwnerRow:
    number, name, mark, initials, kind, posts, group_id, group, joined, added_at, left_at = row
    held = Span(_first(joined, local(added_at).date(), since), local(left_at).date() if left_at else date.max)
    return OwnerRow(Owner(number), shown_name(name, mark), initials, kind, posts, group_id, group, held, away)


def _first(joined: str, added: date, since: date) -> date:
    """From when somebody belongs: his 入党 where the day is known, his entry where he came after the book was settled."""
    first = date.min
    if len(joined) == 10:
        first = date.fromisoformat(joined)
    return max(first, added) if (added - since).days > SETTLING_DAYS else first


def _excuses(reader: Reader, member_id: int | None = None) -> dict[int, dict[str, tuple[Span, ...]]]:
    found: dict[int, dict[str, tuple[Span, ...]]] = defaultdict(dict)
    for member, code, begins, ends in reader.rows(
        "SELECT member_id, requirement, begins, ends FROM requirement_excuse WHERE ?1 IS NULL OR member_id = ?1",
        (member_id,),
    ):
        found[member][code] = (*found[member].get(code, ()), span_of(begins, ends))
    return found


@dataclass(frozen=True)
class ExcuseLine:
    """An excuse that runs; `requirement` "" is all of them, `ends` "" until taken back."""

    id: int
    requirement: str
    begins: str
    ends: str
    reason: str


def excuses_on(reader: Reader, member_id: int, day: str) -> tuple[ExcuseLine, ...]:
    """What a member is excused from on an ISO date, and that nobody has ended."""
    return tuple(
        ExcuseLine(*row)
        for row in reader.rows(
            "SELECT id, requirement, begins, ends, reason FROM requirement_excuse WHERE member_id = ? "
            "AND begins <= ? AND (ends = '' OR ends >= ?) AND ended_at IS NULL ORDER BY begins, id",
            (member_id, day, day),
        )
    )
