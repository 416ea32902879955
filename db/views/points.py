"""Points as they stand: totals in order, movement, groups, what waits for 审核认定, the last entries, one member's page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from db.rules import ledger
from db.rules.electorate import sits_on_committee
from db.rules.settings import Rules
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader

State = Literal["approved", "pending", "rejected", "withdrawn", "reversed"]
"""How an entry stands; `reversed` was approved and has been undone since."""


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
class EntryLine:
    """One entry as a list shows it."""

    id: int
    member_id: int
    shown_name: str
    year: int
    day: str
    rule: str
    category: str
    tenths: int
    asked: int
    reason: str
    evidence: str
    state: State
    approver: str
    note: str
    entered_at: str
    reverses_id: int | None
    reversed_by: int | None
    batch: str
    post: str
    proposer: str = ""
    cause_kind: str = ""
    cause_uid: str = ""


@dataclass(frozen=True)
class LastAct:
    """The last act that can be undone: its entries, the words that name it, and when it was entered."""

    entry_ids: tuple[int, ...]
    sentence: str
    entered_at: str


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


def group_standings(standings_: tuple[Standing, ...]) -> tuple[tuple[str, ledger.GroupTotal], ...]:
    """Each 党小组 with its count, sum and mean, in the order in which its first member stands."""
    counted = {one.member_id: one for one in standings_ if one.counts and one.group_id is not None}
    names = {one.group_id: one.group for one in counted.values()}
    sums = ledger.group_totals(
        {member: one.total for member, one in counted.items()},
        {member: one.group_id for member, one in counted.items()},
    )
    return tuple((name, sums[group]) for group, name in names.items())


_ENTRY = """
SELECT e.id, e.member_id, m.name, m.mark, e.year, e.day, e.rule, e.category, e.tenths, e.asked, e.reason, e.evidence,
       coalesce(a.decision, 'pending'), coalesce(a.approver, ''), coalesce(a.note, ''), e.entered_at, e.reverses_id,
       (SELECT r.id FROM point_entry r JOIN point_approval d ON d.entry_id = r.id AND d.decision = 'approved'
        WHERE r.reverses_id = e.id), e.batch, m.post,
       coalesce((SELECT name FROM member WHERE id = e.proposed_by), ''), e.cause_kind, e.cause_uid
FROM {source} JOIN member m ON m.id = e.member_id LEFT JOIN point_approval a ON a.entry_id = e.id
"""


def pending(reader: Reader) -> tuple[EntryLine, ...]:
    """What waits for 审核认定, the oldest first."""
    sql = _ENTRY.format(source="point_pending p CROSS JOIN point_entry e ON e.id = p.entry_id")
    return _entries(reader, sql + "ORDER BY e.id", ())


def pending_count(reader: Reader) -> int:
    """How many entries wait for 审核认定."""
    return int(reader.value("SELECT count(*) FROM point_pending"))


def last_entries(
    reader: Reader, limit: int = 10, *, meeting_id: int | None = None, year: int | None = None
) -> tuple[EntryLine, ...]:
    """The last entries, the newest first; of one meeting, of a 年度, or of the whole book."""
    column, value = ("meeting_id", meeting_id) if meeting_id is not None else ("year", year)
    if value is None:
        return entries_where(reader, "ORDER BY e.id DESC LIMIT ?", (limit,))
    # The plus keeps the index on the year away: the newest are found from the end of the table.
    plus = "+" if column == "year" else ""
    return entries_where(reader, f"WHERE {plus}e.{column} = ? ORDER BY e.id DESC LIMIT ?", (value, limit))


def meeting_entries(reader: Reader, meeting_id: int) -> tuple[EntryLine, ...]:
    """Every entry made in a meeting, in order, for its minutes."""
    sql = _ENTRY.format(source="point_entry e")
    return _entries(reader, sql + "WHERE e.meeting_id = ? ORDER BY e.id", (meeting_id,))


MOST_NAMED = 8
"""A minute names so many members of one gain; beyond it, the first and the number."""


def meeting_statement(reader: Reader, meeting_id: int) -> str:
    """What the minutes say of the points given in a meeting: each gain and loss with whom; empty for none.

    What was undone is left out; what still waits is counted, not named: it has not been found true.
    """
    entries = [one for one in meeting_entries(reader, meeting_id) if one.reverses_id is None]
    names: dict[tuple[str, int], list[str]] = {}
    for one in entries:
        if one.state == "approved" and one.tenths:
            names.setdefault((one.reason, one.tenths), []).append(one.shown_name)
    parts = [
        f"{reason}，{'加' if tenths >= 0 else '扣'}{ledger.format_tenths(abs(tenths))}分：{_named(found)}"
        for (reason, tenths), found in names.items()
    ]
    waiting = sum(one.state == "pending" for one in entries)
    if waiting:
        parts.append(f"另有{waiting}笔待审核认定")
    return f"会上登记积分。{'；'.join(parts)}。" if parts else ""


def _named(names: list[str]) -> str:
    return "、".join(names) if len(names) <= MOST_NAMED else f"{names[0]}等{len(names)}名党员"


def entry(reader: Reader, entry_id: int) -> EntryLine | None:
    """One entry, or None."""
    found = _entries(reader, _ENTRY.format(source="point_entry e") + "WHERE e.id = ?", (entry_id,))
    return found[0] if found else None


def entries_where(reader: Reader, sql: str, params: tuple[Any, ...]) -> tuple[EntryLine, ...]:
    """Entries (``e``) that a condition with its order chooses."""
    return _entries(reader, _ENTRY.format(source="point_entry e") + sql, params)


def _entries(reader: Reader, sql: str, params: tuple[Any, ...]) -> tuple[EntryLine, ...]:
    return tuple(_line(row) for row in reader.rows(sql, params))


def _line(row: tuple[Any, ...]) -> EntryLine:
    number, member, name, mark, *rest = row
    fields = [number, member, shown_name(name, mark), *rest]
    if fields[11] == "approved" and fields[16] is not None:
        fields[11] = "reversed"
    return EntryLine(*fields)


_NOT_UNDONE = (
    "NOT EXISTS (SELECT 1 FROM point_entry r LEFT JOIN point_approval d ON d.entry_id = r.id "
    "WHERE r.reverses_id = e.id AND coalesce(d.decision, 'approved') = 'approved')"
)
"""Not undone, nor about to be: a reversal that was turned down does not count."""


def last_act(reader: Reader) -> LastAct | None:
    """The last act that can still be undone, or None: one entry, or a whole group's."""
    row = reader.one(
        "SELECT e.id, e.batch FROM point_entry e LEFT JOIN point_approval a ON a.entry_id = e.id "
        "WHERE e.reverses_id IS NULL AND coalesce(a.decision, 'approved') = 'approved' "
        f"AND {_NOT_UNDONE} ORDER BY e.id DESC LIMIT 1"
    )
    if row is None:
        return None
    number, batch = row
    if not batch:
        found = _entries(reader, _ENTRY.format(source="point_entry e") + "WHERE e.id = ?", (number,))
    else:
        found = _entries(
            reader,
            _ENTRY.format(source="point_entry e")
            + "WHERE e.batch = ? AND e.reverses_id IS NULL AND coalesce(a.decision, 'approved') = 'approved' "
            f"AND {_NOT_UNDONE} ORDER BY e.id",
            (batch,),
        )
    return LastAct(tuple(one.id for one in found), _sentence(found), found[0].entered_at)


def _sentence(found: tuple[EntryLine, ...]) -> str:
    first = found[0]
    what = f"{first.reason} {ledger.format_tenths(first.asked, sign=True)}分"
    if len(found) == 1:
        return f"{first.shown_name} {what}（第{first.id}笔）"
    return f"{first.shown_name}等{len(found)}人 {what}（第{first.id}笔起）"


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
