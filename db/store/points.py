"""The points ledger in SQL: appending, deciding, what a cap has used up."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.electorate import is_secretary
from db.rules.ledger import Cap, Deed

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Reader

PRINT_DIGITS = 16
"""How much of a scheme's fingerprint an entry keeps."""


@dataclass(frozen=True)
class Person:
    """A member as the ledger needs him."""

    id: int
    name: str
    post: str
    counts_points: bool
    has_left: bool
    organisation_id: int


@dataclass(frozen=True)
class StoredEntry:
    """One entry with its decision; `reversed_by` is the entry that undoes it or asks to, unless it was turned down."""

    id: int
    member_id: int
    meeting_id: int | None
    year: int
    day: str
    rule: str
    category: str
    tenths: int
    reason: str
    batch: str
    scheme_print: str
    reverses_id: int | None
    decision: str | None
    reversed_by: int | None


def person(reader: Reader, member_id: int) -> Person | None:
    """One member, whether here or gone."""
    row = reader.one(
        "SELECT id, name, post, counts_points, left_at IS NOT NULL, organisation_id FROM member WHERE id = ?",
        (member_id,),
    )
    return Person(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[5]) if row else None


SECRETARY = (
    "SELECT id, name, post, counts_points, organisation_id FROM member "
    "WHERE organisation_id = ? AND left_at IS NULL AND post <> '' AND post LIKE '%书记%' ORDER BY sort_key, id"
)
"""On the path of a key press: it must read those who hold a post, not the whole branch."""


def secretary(reader: Reader, organisation_id: int) -> Person | None:
    """The secretary of a branch, or None where nobody holds the post."""
    rows = reader.rows(SECRETARY, (organisation_id,))
    found = next((row for row in rows if is_secretary(row[2])), None)
    return Person(found[0], found[1], found[2], bool(found[3]), False, found[4]) if found else None


def meeting(reader: Reader, meeting_id: int) -> tuple[int, str] | None:
    """The 年度 and the state of a meeting."""
    row = reader.one("SELECT year, state FROM meeting WHERE id = ?", (meeting_id,))
    return (int(row[0]), str(row[1])) if row else None


def used(reader: Reader, deed: Deed, year: int, cap: Cap, *, by: str) -> int:
    """Sum what the deed's rule or category has brought its member in the period of the cap.

    What still waits for 审核认定 keeps its room, and so does what a waiting reversal would undo; what was rejected or
    withdrawn does not.
    """
    first, last = _span(deed.day, cap)
    table, kept, column, value = (
        ("point_use", "tenths", "rule", deed.rule)
        if by == "rule"
        else ("point_month", "tenths + held", "category", deed.category)
    )
    return int(
        reader.value(
            f"SELECT coalesce(sum({kept}), 0) FROM {table} WHERE year = ? AND member_id = ? "
            f"AND {column} = ? AND month BETWEEN ? AND ?",
            (year, deed.member, value, first, last),
        )
    )


def _span(day: str, cap: Cap) -> tuple[str, str]:
    """The first and last month of the period; a year is the 年度 itself, whatever the day."""
    if cap.period == "year":
        return "", "~"
    if cap.period == "month":
        return day[:7], day[:7]
    first = (int(day[5:7]) - 1) // 3 * 3 + 1
    return f"{day[:4]}-{first:02}", f"{day[:4]}-{first + 2:02}"


_IS_LIVE = (
    "e.reverses_id IS NULL AND coalesce(a.decision, 'approved') = 'approved' AND NOT EXISTS ("
    "SELECT 1 FROM point_entry r LEFT JOIN point_approval d ON d.entry_id = r.id "
    "WHERE r.reverses_id = e.id AND coalesce(d.decision, 'approved') = 'approved')"
)


def has_given(reader: Reader, cause_kind: str, cause_uid: str, member_id: int, rule: str) -> bool:
    """Whether a cause has an entry of this member and rule that counts, waits, or was turned down."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM point_entry e LEFT JOIN point_approval a ON a.entry_id = e.id "
            "WHERE e.cause_kind = ? AND e.cause_uid = ? AND e.cause_uid <> '' AND e.member_id = ? AND e.rule = ? "
            "AND e.reverses_id IS NULL AND coalesce(a.decision, '') <> 'withdrawn' AND NOT EXISTS ("
            "SELECT 1 FROM point_entry r JOIN point_approval d ON d.entry_id = r.id AND d.decision = 'approved' "
            "WHERE r.reverses_id = e.id))",
            (cause_kind, cause_uid, member_id, rule),
        )
    )


def live_of_cause(
    reader: Reader, cause_kind: str, cause_uid: str, member_id: int | None = None, rule: str = ""
) -> tuple[int, ...]:
    """The entries of a cause that count or wait and are not being undone, in order."""
    rows = reader.rows(
        "SELECT e.id FROM point_entry e LEFT JOIN point_approval a ON a.entry_id = e.id "
        "WHERE e.cause_kind = ?1 AND e.cause_uid = ?2 AND e.cause_uid <> '' AND (?3 IS NULL OR e.member_id = ?3) "
        f"AND (?4 = '' OR e.rule = ?4) AND {_IS_LIVE} ORDER BY e.id",
        (cause_kind, cause_uid, member_id, rule),
    )
    return tuple(row[0] for row in rows)


def entry(reader: Reader, entry_id: int) -> StoredEntry | None:
    """One entry, or None."""
    row = reader.one(
        "SELECT e.id, e.member_id, e.meeting_id, e.year, e.day, e.rule, e.category, e.tenths, e.reason, e.batch, "
        "e.scheme_print, e.reverses_id, a.decision, r.id FROM point_entry e "
        "LEFT JOIN point_approval a ON a.entry_id = e.id LEFT JOIN point_entry r ON r.reverses_id = e.id "
        "AND NOT EXISTS (SELECT 1 FROM point_approval d WHERE d.entry_id = r.id AND d.decision <> 'approved') "
        "WHERE e.id = ?",
        (entry_id,),
    )
    return StoredEntry(*row) if row else None


def insert(db: Database, row: dict[str, Any]) -> int:
    """Append an entry; returns its id. Plain SQL: this is on the path of a key press."""
    full = {"uid": secrets.token_hex(16), **row}
    names = ", ".join(full)
    marks = ", ".join("?" for _ in full)
    cursor = db.execute(f"INSERT INTO point_entry ({names}) VALUES ({marks})", tuple(full.values()))
    return int(cursor.lastrowid or 0)


def decide(
    db: Database,
    entry_id: int,
    decision: str,
    *,
    approver: str,
    approver_id: int | None,
    at: str,
    note: str = "",
) -> None:
    """Write the one decision of an entry."""
    db.execute(
        "INSERT INTO point_approval (entry_id, decision, approver, approver_id, note, at) VALUES (?, ?, ?, ?, ?, ?)",
        (entry_id, decision, approver, approver_id, note, at),
    )


def balance_faults(reader: Reader) -> tuple[str, ...]:
    """Replay the whole ledger against the kept balances and the kept list of what waits; empty when they agree."""
    faults = [
        f"{year}年度第{member}号党员的台账合计{replayed / 10:g}分，余额却是{kept / 10:g}分"
        for year, member, replayed, kept in reader.rows(
            "SELECT year, member_id, sum(replayed), sum(kept) FROM ("
            " SELECT e.year, e.member_id, e.tenths AS replayed, 0 AS kept FROM point_entry e"
            " JOIN point_approval a ON a.entry_id = e.id AND a.decision = 'approved'"
            " UNION ALL SELECT year, member_id, 0, tenths FROM point_balance"
            ") GROUP BY year, member_id HAVING sum(replayed) <> sum(kept)"
        )
    ]
    faults.extend(
        f"{year}年度第{member}号党员{month}的分月积分与台账不符"
        for year, member, month in reader.rows(
            "SELECT DISTINCT year, member_id, month FROM ("
            " SELECT e.year, e.member_id, substr(e.day, 1, 7) AS month, 'm' || e.category AS key,"
            " iif(a.decision = 'approved', e.tenths, 0) AS tenths, iif(a.decision IS NULL AND e.reverses_id IS NULL, e.tenths, 0) AS held"
            " FROM point_entry e LEFT JOIN point_approval a ON a.entry_id = e.id"
            " UNION ALL SELECT e.year, e.member_id, substr(e.day, 1, 7), 'u' || e.rule,"
            " iif(coalesce(a.decision, iif(e.reverses_id IS NULL, 'approved', '')) = 'approved', e.tenths, 0), 0"
            " FROM point_entry e LEFT JOIN point_approval a ON a.entry_id = e.id"
            " UNION ALL SELECT year, member_id, month, 'm' || category, -tenths, -held FROM point_month"
            " UNION ALL SELECT year, member_id, month, 'u' || rule, -tenths, 0 FROM point_use"
            ") GROUP BY year, member_id, month, key HAVING sum(tenths) <> 0 OR sum(held) <> 0"
        )
    )
    waiting = reader.value(
        "SELECT count(*) FROM (SELECT id FROM point_entry WHERE id NOT IN (SELECT entry_id FROM point_approval) "
        "EXCEPT SELECT entry_id FROM point_pending)"
    )
    if waiting:
        faults.append(f"待审核的积分有{waiting}笔没有列出")
    return tuple(faults)
