"""Points as they stand: totals in order, movement, groups, who may approve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.rules import ledger
from db.rules.electorate import sits_on_committee
from db.rules.settings import Rules
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader


@dataclass(frozen=True)
class Standing:
    """One member's points.

    Attributes:
        total: Base and approved entries, between floor and ceiling, in tenths.
        moved: Sum of the approved entries of the year.
        movement: The part of it approved since the moment asked for.
        waiting: How many entries wait for 审核认定.
        rank: Shared by ties; 0 for members who are 免计.
        veto: Why the year's points are lost (一票否决); empty for nearly everybody.
        exempt: Why a member is 免计, where somebody wrote it down.
    """

    member_id: int
    shown_name: str
    initials: str
    post: str
    group_id: int | None
    group: str
    counts: bool
    total: int
    moved: int
    movement: int
    waiting: int
    rank: int
    veto: str = ""
    exempt: str = ""


@dataclass(frozen=True)
class Approver:
    """Somebody of the 支委会 who may decide on points."""

    member_id: int
    shown_name: str
    post: str


def scale_of(rules: Rules) -> ledger.Scale:
    """Return where totals start and between what bounds they stay under these rules."""
    return ledger.Scale(
        rules.points_base, rules.points_floor, rules.points_ceiling or None, rules.points_veto == "zero"
    )


_STANDINGS = """
SELECT m.id, m.name, m.mark, m.initials, m.post, m.group_id, coalesce(g.name, ''), m.counts_points,
       coalesce(b.tenths, 0), coalesce(v.reason, ''), coalesce(x.reason, '')
FROM member m LEFT JOIN organisation g ON g.id = m.group_id
LEFT JOIN point_balance b ON b.member_id = m.id AND b.year = ?1
LEFT JOIN point_veto v ON v.member_id = m.id AND v.year = ?1 AND v.lifted_at IS NULL
LEFT JOIN point_exemption x ON x.member_id = m.id AND x.ended_on IS NULL AND NOT m.counts_points
WHERE m.left_at IS NULL AND (?2 IS NULL OR m.organisation_id = ?2)
ORDER BY m.sort_key, m.id
"""

_ONE = """
SELECT coalesce((SELECT tenths FROM point_balance WHERE year = ?1 AND member_id = ?2), 0),
       (SELECT coalesce(sum(e.tenths), 0) FROM point_entry e JOIN point_approval a ON a.entry_id = e.id
        WHERE e.year = ?1 AND e.member_id = ?2 AND a.at >= ?3 AND a.decision = 'approved'),
       (SELECT count(*) FROM point_pending p CROSS JOIN point_entry e ON e.id = p.entry_id
        WHERE e.year = ?1 AND e.member_id = ?2)
"""


def standings(
    reader: Reader,
    year: int,
    rules: Rules | None = None,
    *,
    since: str = "",
    organisation_id: int | None = None,
    order: str = "",
) -> tuple[Standing, ...]:
    """Every member's points of a 年度, from the kept balances.

    Args:
        reader: The book.
        year: The 年度.
        rules: Base, floor, ceiling and order; the defaults where none are given.
        since: UTC moment from which `movement` counts; empty for none.
        organisation_id: One branch, or None for all.
        order: ``stroke`` (姓氏笔画) or ``rank``; empty as the rules say.
    """
    local = rules or Rules()
    scale = scale_of(local)
    rows = reader.rows(_STANDINGS, (year, organisation_id))
    movement = movements(reader, year, since) if since else {}
    waiting = dict(
        reader.rows(
            "SELECT e.member_id, count(*) FROM point_pending p CROSS JOIN point_entry e ON e.id = p.entry_id "
            "WHERE e.year = ? GROUP BY e.member_id",
            (year,),
        )
    )
    totals = {row[0]: scale.total(row[8], is_vetoed=bool(row[9])) for row in rows}
    ranks = ledger.ranks({row[0]: totals[row[0]] for row in rows if row[7]})
    found = tuple(
        Standing(
            member, shown_name(name, mark), initials, post, group_id, group, bool(counts), totals[member], moved,
            movement.get(member, 0), waiting.get(member, 0), ranks.get(member, 0), veto, exempt,
        )
        for member, name, mark, initials, post, group_id, group, counts, moved, veto, exempt in rows
    )  # fmt: skip
    if (order or local.points_order) == "rank":
        return tuple(sorted(found, key=lambda one: (not one.counts, one.rank)))
    return found


def refreshed(
    reader: Reader,
    standings_: tuple[Standing, ...],
    member_id: int,
    year: int,
    rules: Rules | None = None,
    *,
    since: str = "",
) -> tuple[Standing, ...]:
    """Read one member again and rank everybody anew; standings that did not change stay the same objects.

    The path of a key press: the same as `standings` in the same order, for the price of one member.
    """
    moved, movement, waiting = reader.rows(_ONE, (year, member_id, since or "~"))[0]
    is_vetoed = any(one.veto for one in standings_ if one.member_id == member_id)
    total = scale_of(rules or Rules()).total(moved, is_vetoed=is_vetoed)
    ranks = ledger.ranks(
        {
            one.member_id: total if one.member_id == member_id else one.total
            for one in standings_
            if one.counts
        }
    )

    def again(one: Standing) -> Standing:
        rank = ranks.get(one.member_id, 0)
        if one.member_id == member_id:
            return replace(one, total=total, moved=moved, movement=movement, waiting=waiting, rank=rank)
        return one if one.rank == rank else replace(one, rank=rank)

    return tuple(map(again, standings_))


def movements(reader: Reader, year: int, since: str) -> dict[int, int]:
    """What each member has gained or lost by approvals at or after a moment."""
    return dict(
        reader.rows(
            "SELECT e.member_id, sum(e.tenths) FROM point_approval a CROSS JOIN point_entry e ON e.id = a.entry_id "
            "WHERE a.at >= ? AND a.decision = 'approved' AND e.year = ? GROUP BY e.member_id",
            (since, year),
        )
    )


def approvers(reader: Reader, organisation_id: int | None = None) -> tuple[Approver, ...]:
    """The members of the 支委会, in 姓氏笔画 order."""
    rows = reader.rows(
        "SELECT id, name, mark, post FROM member WHERE left_at IS NULL AND post <> '' "
        "AND (?1 IS NULL OR organisation_id = ?1) ORDER BY sort_key, id",
        (organisation_id,),
    )
    return tuple(
        Approver(number, shown_name(name, mark), post)
        for number, name, mark, post in rows
        if sits_on_committee(post)
    )


def in_room(reader: Reader, meeting_id: int) -> tuple[int, ...]:
    """The members who are in the room, for points to all who came."""
    return tuple(
        row[0]
        for row in reader.rows(
            "SELECT member_id FROM attendance WHERE meeting_id = ? AND in_room ORDER BY member_id",
            (meeting_id,),
        )
    )
