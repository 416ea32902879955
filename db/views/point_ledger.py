"""The entries of the points ledger: what waits for 审核认定, the last ones, a meeting's, what can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from db.rules.ledger import format_tenths
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader

State = Literal["approved", "pending", "rejected", "withdrawn", "reversed"]
"""How an entry stands; `reversed` was approved and has been undone since."""


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
        f"{reason}，{'加' if tenths >= 0 else '扣'}{format_tenths(abs(tenths))}分：{_named(found)}"
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
    people = len({one.member_id for one in found})
    whom = first.shown_name if people == 1 else f"{first.shown_name}等{people}人"
    where = f"（第{first.id}笔{'' if len(found) == 1 else '起'}）"
    if len({(one.reason, one.asked) for one in found}) > 1 or people < len(found):
        return f"{whom}的{len(found)}笔积分{where}"
    return f"{whom} {first.reason} {format_tenths(first.asked, sign=True)}分{where}"
