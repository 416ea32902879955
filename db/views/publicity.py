"""Posted lists of points, their lines and the objections to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader


@dataclass(frozen=True)
class Posted:
    """One list: its quarter, when and where it was on the board, how many objections, and how many are open."""

    id: int
    organisation: str
    year: int
    quarter: int
    begins: str
    ends: str
    place: str
    contact: str
    withdrawn_reason: str
    objections: int
    open_objections: int


@dataclass(frozen=True)
class PostedLine:
    """One line of a list, in tenths; rank 0 where the list stands in 姓氏笔画 order."""

    position: int
    member_id: int
    name: str
    group: str
    quarter: int
    total: int
    rank: int


@dataclass(frozen=True)
class Objection:
    """One objection and what became of it."""

    id: int
    member: str
    raised_by: str
    raised_on: str
    content: str
    outcome: str
    finding: str
    handled_by: str
    answered_on: str


def posted(reader: Reader, year: int) -> tuple[Posted, ...]:
    """Every list of a 年度, withdrawn ones among them, by quarter."""
    return tuple(
        Posted(*row)
        for row in reader.rows(
            "SELECT p.id, o.name, p.year, p.quarter, p.begins, p.ends, p.place, p.contact, p.withdrawn_reason, "
            "(SELECT count(*) FROM point_objection x WHERE x.publicity_id = p.id), "
            "(SELECT count(*) FROM point_objection x WHERE x.publicity_id = p.id AND x.outcome = 'open') "
            "FROM point_publicity p JOIN organisation o ON o.id = p.organisation_id WHERE p.year = ? "
            "ORDER BY p.quarter, p.id",
            (year,),
        )
    )


def lines(reader: Reader, publicity_id: int) -> tuple[PostedLine, ...]:
    """A list as it was posted."""
    return tuple(
        PostedLine(*row)
        for row in reader.rows(
            "SELECT position, member_id, name, group_name, quarter_tenths, total_tenths, rank "
            "FROM point_publicity_line WHERE publicity_id = ? ORDER BY position",
            (publicity_id,),
        )
    )


def objections(reader: Reader, publicity_id: int) -> tuple[Objection, ...]:
    """The objections to a list, in the order in which they came."""
    return tuple(
        Objection(row[0], shown_name(row[1], row[2]) if row[1] else "", *row[3:])
        for row in reader.rows(
            "SELECT x.id, m.name, m.mark, x.raised_by, x.raised_on, x.content, x.outcome, x.finding, x.handled_by, "
            "coalesce(x.answered_on, '') FROM point_objection x LEFT JOIN member m ON m.id = x.member_id "
            "WHERE x.publicity_id = ? ORDER BY x.id",
            (publicity_id,),
        )
    )
