"""Lists of points that were posted, and the objections to them, in SQL."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from db.book import Reader


@dataclass(frozen=True)
class MemberSums:
    """One member who counts: approved tenths of the quarter, and of the year up to its end."""

    member_id: int
    name: str
    mark: str
    group: str
    quarter: int
    moved: int
    is_vetoed: bool

    @property
    def shown_name(self) -> str:
        """The name with the mark that tells namesakes apart."""
        return f"{self.name}（{self.mark}）" if self.mark else self.name


def sums(reader: Reader, organisation_id: int, year: int, months: tuple[str, str]) -> tuple[MemberSums, ...]:
    """What every member of a branch who counts has by the end of a quarter, in 姓氏笔画 order.

    Args:
        reader: The book.
        organisation_id: The branch.
        year: The 年度.
        months: First and last month of the quarter as the 年度 counts them; "" and "~" leave an end open.
    """
    rows = reader.rows(
        "SELECT m.id, m.name, m.mark, coalesce(g.name, ''), "
        "coalesce(sum(p.tenths) FILTER (WHERE p.month >= ?3 AND p.month <= ?4 AND p.category <> '结转'), 0), "
        "coalesce(sum(p.tenths) FILTER (WHERE p.month <= ?4 OR p.category = '结转'), 0), v.id IS NOT NULL "
        "FROM member m LEFT JOIN organisation g ON g.id = m.group_id "
        "LEFT JOIN point_month p ON p.member_id = m.id AND p.year = ?2 "
        "LEFT JOIN point_veto v ON v.member_id = m.id AND v.year = ?2 AND v.lifted_at IS NULL "
        "WHERE m.organisation_id = ?1 AND m.left_at IS NULL AND m.counts_points "
        "GROUP BY m.id ORDER BY m.sort_key, m.id",
        (organisation_id, year, *months),
    )
    return tuple(MemberSums(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6])) for row in rows)


def posted(reader: Reader, organisation_id: int, year: int, quarter: int) -> int | None:
    """The list of a quarter that stands, or None."""
    found = reader.value(
        "SELECT id FROM point_publicity WHERE organisation_id = ? AND year = ? AND quarter = ? AND withdrawn_at IS NULL",
        (organisation_id, year, quarter),
    )
    return None if found is None else int(found)


def insert(db: Database, row: dict[str, Any], lines: Iterable[dict[str, Any]]) -> int:
    """Write a list with its lines; returns its id."""
    number = int(db.table("point_publicity").insert({"uid": secrets.token_hex(16), **row}).last_pk)  # type: ignore[arg-type]
    db.conn.executemany(
        "INSERT INTO point_publicity_line (publicity_id, position, member_id, name, group_name, quarter_tenths, "
        "total_tenths, rank) VALUES (:publicity_id, :position, :member_id, :name, :group_name, :quarter_tenths, "
        ":total_tenths, :rank)",
        [{**line, "publicity_id": number} for line in lines],
    )
    return number


def is_standing(reader: Reader, publicity_id: int) -> bool:
    """Whether a list is there and was not withdrawn."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM point_publicity WHERE id = ? AND withdrawn_at IS NULL)",
            (publicity_id,),
        )
    )


def withdraw(db: Database, publicity_id: int, reason: str, now: str) -> None:
    """Take a list off the board, with the reason."""
    db.execute(
        "UPDATE point_publicity SET withdrawn_at = ?, withdrawn_reason = ? WHERE id = ?",
        (now, reason, publicity_id),
    )


def insert_objection(db: Database, row: dict[str, Any]) -> int:
    """Write an objection; returns its id."""
    return int(db.table("point_objection").insert({"uid": secrets.token_hex(16), **row}).last_pk)  # type: ignore[arg-type]


def outcome_of(reader: Reader, objection_id: int) -> str | None:
    """How an objection stands, or None where there is none."""
    found = reader.value("SELECT outcome FROM point_objection WHERE id = ?", (objection_id,))
    return None if found is None else str(found)


def answer(db: Database, objection_id: int, row: dict[str, Any]) -> None:
    """Write the answer to an objection."""
    db.table("point_objection").update(objection_id, row)
