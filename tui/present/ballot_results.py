"""A counted poll for the secretary's own eyes: which tables it has, and the note above them.

What the room would see along is covered; what unmasks people is left to the internal sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from db.rules.tally import SMALLEST_K, smallest_open_count
from tui.present import ballot_beside, ballot_counts
from tui.present.ballot_tables import SLACK, Shown, Table, is_small, rate_note
from tui.present.wrap import wrap_cjk
from tui.strings import ballot as words
from tui.widgets.cells import GAP
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.views.poll_results import PoolComparison
    from db.views.polls import PollResult, PollSheet


def views(result: PollResult, pools: PoolComparison | None) -> tuple[str, ...]:
    """The tables that a result has, in the order of their digits; none of a pool too small to show."""
    form = result.sheet.form
    if result.is_withheld:
        return ()
    there = {
        "counts": True,
        "criteria": bool(form.criteria),
        "problems": bool(form.problems),
        "texts": bool(form.text_bytes),
        "pools": pools is not None,
    }
    return tuple(view for view in words.VIEWS if there[view])


def views_hint(every: Sequence[str]) -> str:
    """Which digit shows which table; nothing where there is only one."""
    if len(every) <= 1:
        return ""
    named = "  ".join(f"{number} {words.VIEWS[view]}" for number, view in enumerate(every, 1))
    return words.VIEWS_HINT.format(views=named)


def withheld(result: PollResult, width: int) -> Table:
    """What there is of a pool too small to show: 有效票 and 废票, and why no more.

    Args:
        result: The counted poll.
        width: Cells of the list.
    """
    valid, void, details = words.WITHHELD_ROWS
    columns = (Column("", cell_len(details)), Column("", 0))
    pool, count = result.sheet.turnout.pool, result.tally.valid
    why = words.WITHHELD.format(pool=pool, count=count, least=SMALLEST_K)
    lines = wrap_cjk(why, max(10, width - cell_len(details) - GAP - SLACK))
    numbers = ((valid, count), (void, result.tally.void))
    rows = [Row(name, (name, words.WITHHELD_COUNT.format(count=number))) for name, number in numbers]
    rows += [Row(f"why{place}", ("" if place else details, line)) for place, line in enumerate(lines)]
    return Table(columns, tuple(rows))


TABLES: Final[MappingProxyType[str, Callable[[Shown], Table]]] = MappingProxyType(
    {
        "counts": ballot_counts.counts,
        "criteria": ballot_beside.criteria,
        "problems": ballot_beside.problems,
        "texts": ballot_beside.texts,
        "pools": ballot_beside.pools,
    }
)


def table(view: str, shown: Shown) -> Table:
    """One of the tables of a result."""
    return TABLES[view](shown)


def result_note(result: PollResult, view: str = "counts") -> str:
    """The sentence to read out, why rows are left out, what the line means, what the cleaning found."""
    sheet = result.sheet
    lines = [words.SENTENCE + result.sentence]
    softened = [row.is_softened for row in result.overall if row.target.is_graded]
    if softened and is_small(result):
        lines.append(words.SOFTENED_ALL.format(k=smallest_open_count(sheet.rules.small_electorate)))
    elif any(softened):
        lines.append(words.SOFTENED_SOME)
    if view == "counts" and result.places and not is_small(result) and not result.is_withheld:
        line = words.PLACES_LINE if sheet.form.most_chosen else words.LIMIT_LINE
        lines.append(line.format(places=result.places, unit=words.UNIT_CHOSEN[sheet.is_of_members]))
    if view in ("counts", "pools") and not (result.is_withheld or is_small(result)):
        lines.append(rate_note(sheet.scale, sheet.rules))
    if view == "pools":
        lines.append(words.POOLS_NOTE)
    lines.append(facts(sheet))
    return "\n".join(line for line in lines if line)


def facts(sheet: PollSheet) -> str:
    """What was found after the boxes were destroyed."""
    if not sheet.is_cleaned or not sheet.facts:
        return words.FACTS_WAITING
    clean = {"boxes_left": 0, "wal_bytes": 0, "secure_delete": 1, "backups": 0}
    if sheet.facts == clean:
        return words.FACTS_CLEAN
    told = {
        "boxes_left": words.FAULT_BOXES.format(count=sheet.facts["boxes_left"]),
        "wal_bytes": words.FAULT_LOG,
        "secure_delete": words.FAULT_DELETE,
        "backups": words.FAULT_BACKUPS.format(count=sheet.facts["backups"]),
    }
    faults = [text for name, text in told.items() if sheet.facts[name] != clean[name]]
    return words.FACTS_BAD.format(faults="，".join(faults))
