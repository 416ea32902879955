"""Reading what a scheme is held against and when: standards, stages, links, activities, nodes, inspections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.rules.scheme import (
    LINKS,
    SUBJECTS,
    Activity,
    Criterion,
    Inspection,
    Link,
    Node,
    Stage,
    Standard,
)
from db.scheme.reading import Known, day_in_order, every, one_of, stated

if TYPE_CHECKING:
    from db.toml_file import Table

STANDARD, STAGE, LINK = "标准", "阶段", "环节"
_YEARLY = re.compile(r"--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def read_standards(top: Table, known: Known) -> tuple[Standard, ...]:
    """Read every `[[standards]]` with its criteria."""
    return tuple(_standard(one, known) for one in top.tables("standards"))


def _standard(table: Table, known: Known) -> Standard:
    inner = Known()
    standard = Standard(
        code=known.code(table, STANDARD),
        target=one_of(table, "target", SUBJECTS),
        name=table.text("name"),
        criteria=tuple(_criterion(one, inner) for one in table.tables("criteria", required=True)),
        **stated(table),
    )
    table.finish()
    return standard


def _criterion(table: Table, inner: Known) -> Criterion:
    criterion = Criterion(
        inner.code(table, "条目"), table.text("title"), table.text("text", ""), **stated(table)
    )
    table.finish()
    return criterion


def read_stages(top: Table, known: Known) -> tuple[Stage, ...]:
    """Read every `[[stages]]`; they may overlap, but none begins before the one above it."""
    stages: list[Stage] = []
    for one in top.tables("stages"):
        previous = stages[-1].begins if stages else ""
        begins = day_in_order(one, "begins", previous, "上一阶段的 begins")
        stages.append(
            Stage(
                code=known.code(one, STAGE),
                name=one.text("name"),
                begins=begins,
                ends=day_in_order(one, "ends", begins, "begins"),
                wording=one.text("wording"),
                tasks=one.texts("tasks", ()),
                **stated(one),
            )
        )
        one.finish()
    return tuple(stages)


def read_links(top: Table, known: Known) -> tuple[Link, ...]:
    """Read every `[[links]]`; each code stands once, and `within` names another of them."""
    tables = top.tables("links")
    links = tuple(_link(one, known) for one in tables)
    for one, link in zip(tables, links, strict=True):
        known.reference(one, "within", LINK)
        if link.within == link.code:
            raise one.fault("within", "另一个环节的代号")
    return links


def _link(table: Table, known: Known) -> Link:
    if table.text("code", choices=LINKS) in known.codes.get(LINK, set()):
        raise table.fault("code", "没有用过的代号")
    known.code(table, LINK)
    link = Link(
        code=one_of(table, "code", LINKS),
        name=table.text("name"),
        text=table.text("text"),
        every=every(table),
        wording=table.text("wording", ""),
        ways=table.texts("ways", ()),
        is_partial=table.flag("partial", default=False),
        within=table.text("within", ""),
        **stated(table),
    )
    table.finish()
    return link


def read_activities(top: Table) -> tuple[Activity, ...]:
    """Read every `[[activities]]`."""
    found = []
    for one in top.tables("activities"):
        found.append(Activity(one.text("name"), one.text("text"), one.texts("items", ()), **stated(one)))
        one.finish()
    return tuple(found)


def read_nodes(table: Table, key: str = "nodes") -> tuple[Node, ...]:
    """Read the days that things are fixed to: a day, or ``"--07-01"`` for every year, or none."""
    return tuple(_node(one) for one in table.tables(key))


def _node(table: Table) -> Node:
    node = Node(table.text("name"), _node_day(table), table.text("wording", ""), **stated(table))
    table.finish()
    return node


def _node_day(table: Table) -> str:
    is_yearly = isinstance(table.content.get("day"), str) and str(table.content["day"]).startswith("--")
    if not is_yearly:
        return table.day("day", "")
    return table.text(
        "day", check=lambda text: bool(_YEARLY.fullmatch(text)), expected='日期，或每年的月日如 "--07-01"'
    )


def read_inspections(top: Table) -> tuple[Inspection, ...]:
    """Read every `[[inspections]]`."""
    found = []
    for one in top.tables("inspections"):
        found.append(
            Inspection(
                name=one.text("name"),
                every=every(one),
                by=one.text("by", ""),
                ways=one.texts("ways", ()),
                remedies=one.texts("remedies", ()),
                wording=one.text("wording", ""),
                **stated(one),
            )
        )
        one.finish()
    return tuple(found)
