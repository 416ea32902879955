"""What an import of points asks of the book: who is meant by a name, and whether the ledger has an entry already."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.electorate import is_secretary
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
    """Whether the ledger has such an entry that counts or waits and was not undone."""
    return bool(
        reader.value(
            "SELECT EXISTS (SELECT 1 FROM point_entry e LEFT JOIN point_approval a ON a.entry_id = e.id "
            "WHERE e.year = ? AND e.member_id = ? AND e.day = ? AND e.reason = ? AND e.asked = ? "
            "AND e.reverses_id IS NULL AND coalesce(a.decision, 'approved') = 'approved' AND NOT EXISTS ("
            "SELECT 1 FROM point_entry r JOIN point_approval d ON d.entry_id = r.id AND d.decision = 'approved' "
            "WHERE r.reverses_id = e.id))",
            (year, deed.member, deed.day, reason, deed.tenths),
        )
    )
