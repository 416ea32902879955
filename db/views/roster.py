"""Who belongs to the branch, in 姓氏笔画 order; who has left; one member in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.names import school_of_key

if TYPE_CHECKING:
    from db.book import Reader
    from db.rules.names import School


@dataclass(frozen=True)
class MemberRow:
    """One member as every list shows him.

    `shown_name` carries the mark that tells namesakes apart: 王伟（女）. Dates are partial ISO dates or empty.
    """

    id: int
    name: str
    mark: str
    shown_name: str
    kind: str
    status: str
    floating: bool
    post: str
    group_id: int | None
    group: str
    sort_key: str
    initials: str
    gender: str
    birth: str
    joined: str
    confirmed: str
    phone: str
    organisation_id: int
    organisation: str
    counts_points: bool


@dataclass(frozen=True)
class MemberDetail(MemberRow):
    """Everything that the book knows about one member."""

    ethnicity: str
    education: str
    job: str
    note: str
    id_number: str
    address: str
    added_at: str
    left_at: str | None
    left_reason: str


@dataclass(frozen=True)
class OrganisationRow:
    """A branch or a 党小组, with how many members it has now."""

    id: int
    parent_id: int | None
    kind: str
    name: str
    members: int


_COLUMNS = (
    "m.id, m.name, m.mark, m.kind, m.status, m.floating, m.post, m.group_id, coalesce(g.name, ''), m.sort_key, "
    "m.initials, m.gender, m.birth, m.joined, m.confirmed, m.phone, m.organisation_id, "
    "o.name, m.counts_points"
)
_DETAILS = (
    "m.ethnicity, m.education, m.job, m.note, m.id_number, m.address, m.added_at, m.left_at, m.left_reason"
)
_FROM = "FROM member m JOIN organisation o ON o.id = m.organisation_id LEFT JOIN organisation g ON g.id = m.group_id"


def shown_name(name: str, mark: str) -> str:
    """A name with the mark that tells namesakes apart, if it has one."""
    return f"{name}（{mark}）" if mark else name


def members(reader: Reader, *, organisation_id: int | None = None) -> tuple[MemberRow, ...]:
    """The members of the branch (or of one branch among several) who have not left, in 姓氏笔画 order."""
    rows = reader.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE m.left_at IS NULL AND (?1 IS NULL OR m.organisation_id = ?1) "
        "ORDER BY m.sort_key, m.id",
        (organisation_id,),
    )
    return tuple(MemberRow(*_row_values(row)) for row in rows)


def member(reader: Reader, member_id: int) -> MemberDetail | None:
    """One member in full, whether still here or gone."""
    row = reader.one(
        f"SELECT {_COLUMNS}, {_DETAILS} {_FROM} WHERE m.id = ?",
        (member_id,),
    )
    if row is None:
        return None
    return MemberDetail(*_row_values(row[:19]), *row[19:])


def departed(reader: Reader) -> tuple[MemberDetail, ...]:
    """Those who have left, the latest first."""
    rows = reader.rows(
        f"SELECT {_COLUMNS}, {_DETAILS} {_FROM} WHERE m.left_at IS NOT NULL ORDER BY m.left_at DESC, m.id"
    )
    return tuple(MemberDetail(*_row_values(row[:19]), *row[19:]) for row in rows)


def branches(reader: Reader) -> tuple[OrganisationRow, ...]:
    """The 党支部 that the book knows, in their order."""
    return tuple(
        OrganisationRow(*row)
        for row in reader.rows(
            "SELECT o.id, o.parent_id, o.kind, o.name, count(m.id) FROM organisation o "
            "LEFT JOIN member m ON m.organisation_id = o.id AND m.left_at IS NULL "
            "WHERE o.kind = 'branch' AND o.closed_at IS NULL GROUP BY o.id ORDER BY o.position, o.id"
        )
    )


def groups(reader: Reader, organisation_id: int | None = None) -> tuple[OrganisationRow, ...]:
    """The 党小组 of a branch (or of all), in their order."""
    return tuple(
        OrganisationRow(*row)
        for row in reader.rows(
            "SELECT o.id, o.parent_id, o.kind, o.name, count(m.id) FROM organisation o "
            "LEFT JOIN member m ON m.group_id = o.id AND m.left_at IS NULL "
            "WHERE o.kind = 'group' AND o.closed_at IS NULL AND (?1 IS NULL OR o.parent_id = ?1) "
            "GROUP BY o.id ORDER BY o.position, o.id",
            (organisation_id,),
        )
    )


def _row_values(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The nineteen columns of `_COLUMNS` as the fields of `MemberRow`."""
    number, name, mark, kind, status, floating, *middle, counts_points = row
    return (
        number, name, mark, shown_name(name, mark), kind, status, bool(floating), *middle, bool(counts_points)
    )  # fmt: skip


def name_order(reader: Reader) -> School | None:
    """The school by which the roster stands in order; None where no name of two characters tells."""
    key = reader.value("SELECT sort_key FROM member WHERE length(name) = 2 LIMIT 1")
    return school_of_key(key) if key else None


def is_untouched(reader: Reader) -> bool:
    """Whether the book holds no branch, no member and no meeting yet."""
    return not reader.value(
        "SELECT EXISTS (SELECT 1 FROM organisation) OR EXISTS (SELECT 1 FROM member) OR EXISTS (SELECT 1 FROM meeting)"
    )
