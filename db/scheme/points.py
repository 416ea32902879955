"""Reading the points of a scheme file: base, bounds, rules, caps, carry-over, 一票否决."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from db import words
from db.rules.ledger import MOST_TENTHS, PERIODS, Cap, Period
from db.rules.scheme_points import (
    CARRY_MODES,
    CAUSES,
    DEDUCTION,
    CarryOver,
    PointRule,
    PointScheme,
    Veto,
)
from db.rules.stated import ORIGINS, Origin
from db.scheme.reading import Known, day_in_order, every, one_of, stated

if TYPE_CHECKING:
    from db.toml_file import Table

RULE = "积分项"


def read_points(table: Table, known: Known) -> PointScheme:
    """Read `[points]` whole."""
    origin = one_of(table, "origin", ORIGINS, "default")
    base = table.tenths("base", low=0, high=MOST_TENTHS)
    floor = table.tenths("floor", 0, low=-MOST_TENTHS, high=base)
    ceiling = table.tenths("ceiling", 0, low=0, high=MOST_TENTHS)
    if ceiling and ceiling <= base:
        raise table.fault("ceiling", "大于 base 的数，或 0（不限）")
    rules = tuple(_rule(one, known, origin) for one in table.tables("rules", required=True))
    points = PointScheme(
        base=base,
        floor=floor,
        ceiling=ceiling,
        rules=rules,
        category_caps=MappingProxyType(_caps(table)),
        origin=origin,
        carry=_carry(table, origin),
        vetoes=tuple(_veto(one, known, origin) for one in table.tables("vetoes")),
        publicity=every(table, "publicity"),
        source=table.text("source", ""),
    )
    table.finish()
    return points


def _caps(table: Table) -> dict[str, Cap]:
    caps: dict[str, Cap] = {}
    for one in table.tables("caps"):
        category = one.text("category", choices=words.POINT_CATEGORY)
        if category in caps:
            raise one.fault("category", "没有写过的类别")
        caps[category] = Cap(one.tenths("cap", low=1, high=MOST_TENTHS), _period(one))
        one.finish()
    return caps


def _period(table: Table) -> Period:
    return one_of(table, "period", PERIODS)


def _carry(table: Table, origin: Origin) -> CarryOver:
    if "carry" not in table:
        table.know("carry")
        return CarryOver(origin=origin)
    one = table.table("carry")
    mode = one_of(one, "mode", CARRY_MODES)
    percent = one.integer("percent", low=1, high=100) if mode == "share" else 0
    carry = CarryOver(mode=mode, percent=percent, **stated(one, origin))
    one.finish()
    return carry


def _veto(table: Table, known: Known, origin: Origin) -> Veto:
    veto = Veto(known.code(table, "一票否决"), table.text("name"), **stated(table, origin))
    table.finish()
    return veto


def _rule(table: Table, known: Known, origin: Origin) -> PointRule:
    category = table.text("category", choices=words.POINT_CATEGORY)
    is_loss = category == DEDUCTION
    tenths = table.tenths("points", low=-MOST_TENTHS, high=MOST_TENTHS)
    if (tenths >= 0) if is_loss else (tenths <= 0):
        raise table.fault("points", "负数（扣分项）" if is_loss else "正数（加分项）")
    cap = None
    if "cap" in table or "period" in table:
        cap = Cap(table.tenths("cap", low=abs(tenths), high=MOST_TENTHS), _period(table))
    table.know("cap", "period")
    valid_from = table.day("valid_from", "")
    said = stated(table, origin)
    rule = PointRule(
        code=known.code(table, RULE),
        name=table.text("name"),
        category=category,
        tenths=tenths,
        cap=cap,
        needs_evidence=table.flag("evidence", default=False),
        origin=said["origin"],
        source=said["source"],
        valid_from=valid_from,
        valid_to=day_in_order(table, "valid_to", valid_from, "valid_from", ""),
        cause=one_of(table, "cause", CAUSES, ""),
        levels=_levels(table),
        defaults=said["defaults"],
    )
    table.finish()
    return rule


def _levels(table: Table) -> tuple[str, ...]:
    levels = table.texts("levels", ())
    if not set(levels) <= set(words.MEETING_LEVEL):
        raise table.fault(
            "levels", "由" + "、".join(f'"{one}"' for one in words.MEETING_LEVEL) + "组成的列表"
        )
    return levels
