"""One requirement as it is kept: everybody who owes it in one period, the entries of one owner, the last act."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from db.rules.register_fields import RATE, fields_of, rate_tenths, rate_text
from db.rules.requirements import Owner, State
from db.views import registers
from db.views.roster import shown_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from db.book import Reader
    from db.rules.requirements import Midway, PeriodStanding, Standing
    from db.rules.scheme import Requirement, Scheme
    from db.rules.spans import Period
    from db.views.register_asked import Asked
    from db.views.register_owners import OwnerRow
    from db.views.registers import Matrix


@dataclass(frozen=True)
class SheetLine:
    """One owner in one period.

    Attributes:
        now: How the period stands.
        standing: How all of his periods do.
        last_day: The last day in the period on which he did it, empty where he has not.
        said: What that entry says.
        before: What the last entry before the period says; a rate is compared with it.
    """

    who: OwnerRow
    now: PeriodStanding
    standing: Standing
    last_day: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A requirement in one of its periods.

    Attributes:
        places: Where each owner stands, by his id, among the rows of the matrix and among the lines; it holds as long
            as the sheet is only read again line by line.
    """

    found: Matrix
    period: Period
    lines: tuple[SheetLine, ...]
    places: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def asked(self) -> Asked:
        """The requirement with its periods."""
        return self.found.asked[0]

    def count(self, state: State) -> int:
        """How many stand so in the period."""
        return sum(line.now.state is state for line in self.lines)


def sheet(
    reader: Reader, scheme: Scheme, code: str, day: date, midway: Midway = "share", *, period: str = ""
) -> Sheet | None:
    """A requirement in the period of that key, else in the last that has begun.

    None where the scheme has no such requirement, or it has not begun.
    """
    with reader.snapshot():
        found = registers.matrix(reader, scheme, day, midway, codes=(code,))
        if not found.asked or not found.asked[0].periods:
            return None
        periods = found.asked[0].periods
        chosen = next((one for one in periods if one.key == period), periods[-1])
        who = [row.who for row in found.rows]
        standings = [row.cells[0] for row in found.rows]
        lines = _lines(reader, found.asked[0], chosen, who, standings)
    at_line = {line.who.number: place for place, line in enumerate(lines)}
    at_row = {row.who.number: place for place, row in enumerate(found.rows)}
    places = {number: (at_row[number], place) for number, place in at_line.items()}
    return Sheet(found, chosen, lines, places)


def refreshed(reader: Reader, before: Sheet, who: Sequence[OwnerRow]) -> Sheet:
    """The sheet with a few owners of its lines read again: the path of a key press.

    Lines that are not read again are the same objects as before.
    """
    with reader.snapshot():
        fresh = [registers.row_of(reader, before.found, one) for one in who]
        standings = [row.cells[0] for row in fresh]
        again = _lines(reader, before.asked, before.period, who, standings)
    rows, lines = list(before.found.rows), list(before.lines)
    for row in fresh:
        rows[before.places[row.who.number][0]] = row
    for line in again:
        lines[before.places[line.who.number][1]] = line
    return replace(before, found=replace(before.found, rows=tuple(rows)), lines=tuple(lines))


_DONE = """
SELECT {column}, sum(amount), max(day), said FROM register_entry
WHERE requirement = ?1 AND counts_on BETWEEN ?2 AND ?3 AND withdrawn_at IS NULL AND day <= ?4 AND {column} IS NOT NULL
{only} GROUP BY {column}
"""
_BEFORE = """
SELECT {column}, max(counts_on), said FROM register_entry
WHERE requirement = ?1 AND counts_on < ?2 AND withdrawn_at IS NULL AND {column} IS NOT NULL {only} GROUP BY {column}
"""
# SQLite takes the bare column from the row that holds the maximum.


def _lines(
    reader: Reader,
    one: Asked,
    period: Period,
    who: Sequence[OwnerRow],
    standings: Sequence[Standing | None],
) -> tuple[SheetLine, ...]:
    if not who:
        return ()
    column = who[0].column
    span = period.span.meet(one.duty.held)
    only = f"AND {column} = {who[0].number}" if len(who) == 1 else ""
    first, last, day = span.begins.isoformat(), span.ends.isoformat(), one.day.isoformat()
    done = {
        row[0]: row[1:]
        for row in reader.rows(_DONE.format(column=column, only=only), (one.duty.code, first, last, day))
    }
    before = {}
    if one.requirement.measure == "rate":
        rows = reader.rows(_BEFORE.format(column=column, only=only), (one.duty.code, first))
        before = {number: json.loads(said) for number, _, said in rows}
    lines = []
    same: dict[int, PeriodStanding] = {}
    for each, standing in zip(who, standings, strict=True):
        if standing is None:
            continue
        count, last_day, said = done.get(each.number, (0, "", "{}"))
        holder = each.holder(one.duty.code)
        now = same.get(count) if holder.is_regular else one.line(period, count, holder)
        if now is None:  # whoever was always there and did as many stands the same
            now = same[count] = one.line(period, count, holder)
        words = json.loads(said) if said != "{}" else {}
        lines.append(SheetLine(each, now, standing, last_day, words, before.get(each.number, {})))
    return tuple(lines)


@dataclass(frozen=True)
class EntryLine:
    """One entry of an owner, in words."""

    id: int
    requirement: str
    day: str
    counts_on: str
    amount: int
    said: Mapping[str, str]
    text: str
    withdrawn_why: str


_ENTRY = (
    "SELECT id, requirement, day, counts_on, amount, said, withdrawn_why FROM register_entry "
    "WHERE requirement = ? AND member_id IS ? AND organisation_id IS ? ORDER BY counts_on, day, id"
)


def entries(reader: Reader, requirement: Requirement, owner: Owner) -> tuple[EntryLine, ...]:
    """Every entry of an owner for a requirement, withdrawn ones among them, in order."""
    rows = reader.rows(_ENTRY, (requirement.code, owner.member_id, owner.organisation_id))
    return tuple(_entry(requirement, row) for row in rows)


def _entry(requirement: Requirement, row: tuple[Any, ...]) -> EntryLine:
    number, code, day, counts_on, amount, said, why = row
    values = json.loads(said)
    return EntryLine(number, code, day, counts_on, amount, values, said_text(requirement, values), why)


def said_text(requirement: Requirement, said: Mapping[str, str]) -> str:
    """What an entry says, in one line: 题目：学习体会；字数：2000."""
    names = {one.code: one.name for one in fields_of(requirement)}
    parts = []
    for code in sorted(said, key=lambda one: list(names).index(one) if one in names else len(names)):
        text = said[code]
        if code == RATE and (tenths := rate_tenths(text)) is not None:
            text = rate_text(tenths)
        parts.append(f"{names.get(code, code)}：{text}")
    return "；".join(parts)


@dataclass(frozen=True)
class LastAct:
    """The last act that can be taken back: its entries, whose, and of which requirement."""

    entry_ids: tuple[int, ...]
    requirement: str
    who: str
    entered_at: str


def last_act(reader: Reader) -> LastAct | None:
    """The entries of the last filing that are not withdrawn, or None."""
    row = reader.one(
        "SELECT id, batch, requirement, entered_at FROM register_entry WHERE withdrawn_at IS NULL "
        "ORDER BY id DESC LIMIT 1"
    )
    if row is None:
        return None
    number, batch, code, at = row
    rows = reader.rows(
        "SELECT e.id, coalesce(m.name, o.name), coalesce(m.mark, ''), iif(m.id IS NULL, '个', '名') FROM register_entry e "
        "LEFT JOIN member m ON m.id = e.member_id LEFT JOIN organisation o ON o.id = e.organisation_id "
        "WHERE e.withdrawn_at IS NULL AND (e.id = ?1 OR (?2 <> '' AND e.batch = ?2)) ORDER BY e.id",
        (number, batch),
    )
    who = shown_name(rows[0][1], rows[0][2]) + (f"等{len(rows)}{rows[0][3]}" if len(rows) > 1 else "")
    return LastAct(tuple(each[0] for each in rows), code, who, at)


@dataclass(frozen=True)
class RegisterLine:
    """One entry of a register as the paper has it: whose, of which group, what."""

    who: str
    group: str
    entry: EntryLine


def register(reader: Reader, requirement: Requirement) -> tuple[RegisterLine, ...]:
    """Every entry of a requirement that is not withdrawn, by the period that it counts for, then by name."""
    rows = reader.rows(
        "SELECT coalesce(m.name, o.name), coalesce(m.mark, ''), coalesce(g.name, ''), "
        "e.id, e.requirement, e.day, e.counts_on, e.amount, e.said, e.withdrawn_why FROM register_entry e "
        "LEFT JOIN member m ON m.id = e.member_id LEFT JOIN organisation o ON o.id = e.organisation_id "
        "LEFT JOIN organisation g ON g.id = m.group_id "
        "WHERE e.requirement = ? AND e.withdrawn_at IS NULL ORDER BY e.counts_on, m.sort_key, o.position, e.id",
        (requirement.code,),
    )
    return tuple(
        RegisterLine(shown_name(name, mark), group, _entry(requirement, tuple(rest)))
        for name, mark, group, *rest in rows
    )
