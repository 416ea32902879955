"""What an import of points would do, as rows and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.ledger import format_tenths
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from db.acts.points_import import ImportedPoints, PointsPlan
    from db.acts.points_planning import PlannedEntry

OUTCOME = {"given": "记入", "waits": "待审核", "same": "已有"}
OUTCOME_TONE = {"given": "good", "waits": "warn", "same": "muted"}
BAD = "有误"
_ORDER = {"waits": 1, "given": 2, "same": 3}


def plan_headline(plan: PointsPlan) -> str:
    """What the whole sheet would do."""
    text = f"记入{plan.count('given')}笔，待审核{plan.count('waits')}笔"
    text += f"，台账已有{plan.count('same')}笔" if plan.count("same") else ""
    bad = len(plan.faulty_rows)
    return text + (f"；有误{bad}行" if bad else "，没有错误")


def plan_notes(plan: PointsPlan) -> str:
    """What else the secretary should know."""
    notes = [f"登记到{plan.year}年度"]
    if plan.sheet.cells:
        notes.append("每格是该党员这一列应有的积分，只补差额；合计只核对")
    elif "day" not in plan.sheet.titles:
        notes.append("表里没有日期一列，都按今天登记")
    if plan.count("waits"):
        notes.append("扣分和书记本人的积分写入后待审核认定")
    return "。".join(notes) + "。"


def plan_rows(plan: PointsPlan) -> list[Row]:
    """One line a row of the sheet, what needs a look first: number, name, what it becomes, details."""
    lines: list[tuple[int, int, Row]] = []
    for number in plan.faulty_rows:
        faults = [fault for fault in plan.faults if fault.row == number]
        told = "；".join(
            f"{one.column}{f'“{one.value}”' if one.value else ''}：{one.problem}" for one in faults
        )
        lines.append((0, number, Row(f"bad-{number}", (str(number), faults[0].name, BAD, told), "bad")))
    for place, row in enumerate(plan.rows):
        cells = (str(row.line.row), row.shown_name, OUTCOME[row.outcome], details(row))
        line = Row(f"row-{place}", cells, OUTCOME_TONE[row.outcome])
        lines.append((_ORDER[row.outcome], row.line.row, line))
    return [line for _, _, line in sorted(lines, key=lambda item: item[:2])]


def details(row: PlannedEntry) -> str:
    """Day, points, reason and category of a row; a reason that is a rule of the scheme says so.

    Of a table: the column, what the ledger has and what the table says, and what is entered.
    """
    evidence = f"（{row.line.evidence}）" if row.line.evidence else ""
    kind = f"方案·{row.category}" if row.rule else row.category
    if row.before is not None:
        wanted = format_tenths(row.line.tenths or 0)
        if row.outcome == "same":
            return f"{row.line.column}：{wanted}"
        change = f"{row.line.column}：{format_tenths(row.before)} → {wanted}"
        return f"{change}，{format_tenths(row.tenths, sign=True)} {row.line.reason}{evidence} {kind}"
    return f"{row.line.day} {format_tenths(row.tenths, sign=True)} {row.line.reason}{evidence} {kind}"


def imported_text(done: ImportedPoints) -> str:
    """What an import did."""
    text = f"已导入积分：记入{done.given}笔，待审核{done.waiting}笔"
    text += f"，台账已有{done.unchanged}笔" if done.unchanged else ""
    return text + (f"，跳过有误的{done.skipped}行。" if done.skipped else "。")
