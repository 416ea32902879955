"""What an import of points asks of the book: who is meant by a name, and what the ledger has already."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.electorate import is_secretary
from db.rules.ledger import month_place
from db.rules.names import bare_name

if TYPE_CHECKING:
    from db.book import Reader
    from db.rules.ledger import Deed


@dataclass(frozen=True)
class Candidate:
    """A member whom a name may mean."""

    id: int
    shown_name: str
    is_secretary: bool


def people(reader: Reader) -> dict[str, tuple[Candidate, ...]]:
    """Whom a name means: members who are here by name, and by name with mark; who left only where nobody else fits."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    gone: dict[str, list[Candidate]] = defaultdict(list)
    for number, name, mark, post, has_left in reader.rows(
        "SELECT id, name, mark, post, left_at IS NOT NULL FROM member ORDER BY sort_key, id"
    ):
        shown = f"{name}（{mark}）" if mark else name
        one = Candidate(number, shown, is_secretary(post))
        for key in {bare_name(name), bare_name(shown)}:
            (gone if has_left else found)[key].append(one)
    return {key: tuple(found.get(key) or gone[key]) for key in {*found, *gone}}


def holds(reader: Reader, year: int, deed: Deed, reason: str) -> bool:
    """Whether the ledger has such an entry that counts or waits and was not undone; evidence may stand by the reason."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM point_entry e LEFT JOIN point_approval a ON a.entry_id = e.id "
            "WHERE e.year = ? AND e.member_id = ? AND e.day = ? AND ? IN (e.reason, e.reason || '（' || e.evidence || '）') AND e.asked = ? "
            "AND e.reverses_id IS NULL AND coalesce(a.decision, 'approved') = 'approved' AND NOT EXISTS ("
            "SELECT 1 FROM point_entry r JOIN point_approval d ON d.entry_id = r.id AND d.decision = 'approved' "
            "WHERE r.reverses_id = e.id))",
            (year, deed.member, deed.day, reason, deed.tenths),
        )
    )


def month_sums(
    reader: Reader, year: int, carried: str, loss: str
) -> dict[tuple[int, int, bool], tuple[int, int]]:
    """What each member has of each month (1 to 12) of a 年度, gains and losses apart: approved and waiting, in tenths.

    Args:
        reader: The book.
        year: The 年度.
        carried: The category that is none of a month's: with it the year opens.
        loss: The category of losses; the third of each key says whether it is that.
    """
    sums: dict[tuple[int, int, bool], tuple[int, int]] = {}
    for member, month, is_loss, approved, waiting in reader.rows(
        "SELECT member_id, month, category = ?3, sum(tenths), sum(held) FROM point_month "
        "WHERE year = ?1 AND category <> ?2 GROUP BY member_id, month, 3",
        (year, carried, loss),
    ):
        key = (member, month_place(month, year) + 1, bool(is_loss))
        before = sums.get(key, (0, 0))
        sums[key] = (before[0] + approved, before[1] + waiting)
    return sums


def deed_sums(reader: Reader, year: int, member_id: int, rule: str, reason: str) -> tuple[int, int]:
    """What a rule, or a reason outside the rules where no rule is given, has brought: approved and waiting, in tenths."""
    row = reader.one(
        "SELECT coalesce(sum(iif(a.decision IS NULL, 0, e.tenths)), 0), coalesce(sum(iif(a.decision IS NULL, e.tenths, 0)), 0) "
        "FROM point_entry e LEFT JOIN point_approval a ON a.entry_id = e.id "
        "WHERE e.year = ?1 AND e.member_id = ?2 AND e.rule = ?3 AND (?3 <> '' OR e.reason = ?4) "
        "AND e.reverses_id IS NULL AND coalesce(a.decision, 'approved') = 'approved' AND NOT EXISTS ("
        "SELECT 1 FROM point_entry r JOIN point_approval d ON d.entry_id = r.id AND d.decision = 'approved' "
        "WHERE r.reverses_id = e.id)",
        (year, member_id, rule, reason),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def year_facts(reader: Reader, member_id: int, year: int, carried: str) -> tuple[int, bool]:
    """What the opening entry of a member's year moved, in tenths, and whether 一票否决 stands on it."""
    row = reader.one(
        "SELECT (SELECT coalesce(sum(tenths), 0) FROM point_month WHERE year = ?1 AND member_id = ?2 AND category = ?3), "
        "EXISTS (SELECT 1 FROM point_veto WHERE year = ?1 AND member_id = ?2 AND lifted_at IS NULL)",
        (year, member_id, carried),
    )
    return (int(row[0]), bool(row[1])) if row else (0, False)
