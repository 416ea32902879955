"""A member's 平时积分记录表 as a sheet: every entry that counts, with the balance after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import words
from db.export.xlsx import Cell, Column, Table, points
from db.rules.ledger import format_tenths
from db.views import point_tables as tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.book import Reader
    from db.views.point_ledger import EntryLine
    from db.views.points import Standing

_RECORD = (
    Column("登记日期", 12),
    Column("加扣分事由", 44),
    Column("加分", 8, is_number=True),
    Column("扣分", 8, is_number=True),
    Column("结存", 9, is_number=True),
    Column("审核人", 14),
)


def record_of(
    reader: Reader, one: Standing, year: int, base: int, notes: Callable[..., tuple[str, ...]]
) -> Table:
    """The sheet of one member.

    Args:
        reader: The book.
        one: The member.
        year: The 年度.
        base: Where the year starts, in tenths.
        notes: Makes the lines above the table of the facts given to it.
    """
    kind = reader.value("SELECT kind FROM member WHERE id = ?", (one.member_id,))
    found = tables.record(reader, one.member_id, year, base, limit=1_000_000)
    rows = [
        (
            line.entry.day,
            _what_for(line.entry),
            points(line.entry.tenths) if line.entry.asked > 0 else None,
            points(-line.entry.tenths) if line.entry.asked < 0 else None,
            points(line.balance),
            line.entry.approver,
        )
        for line in found.lines
        if line.balance is not None
    ]
    gained = sum(
        line.entry.tenths for line in found.lines if line.balance is not None and line.entry.tenths > 0
    )
    lost = sum(
        line.entry.tenths for line in found.lines if line.balance is not None and line.entry.tenths < 0
    )
    total: tuple[Cell, ...] = ("", "合计", points(gained), points(-lost), points(one.total), "")
    facts = (f"姓名：{one.shown_name}", f"类别：{words.MEMBER_KIND.get(kind, '')}", f"基础分：{points(base)}")
    veto = (f"一票否决：{one.veto}",) if one.veto else ()
    return Table(
        one.shown_name,
        f"{year}年度党员平时积分记录表",
        _RECORD,
        (*rows, total),
        notes=(*notes(*facts), *veto),
        foot=("支部书记（签字）：                    日期：",),
        totals=1,
    )


def _what_for(entry: EntryLine) -> str:
    """The reason with its evidence, and what it would have brought where a cap took some of that."""
    evidence = f"（{entry.evidence}）" if entry.evidence else ""
    capped = f"（原{format_tenths(entry.asked, sign=True)}，达上限）" if entry.tenths != entry.asked else ""
    return entry.reason + evidence + capped
