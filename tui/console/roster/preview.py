"""The preview of a roster file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.console.preview import Preview, Previewed
from tui.present.roster import plan_headline, plan_notes, plan_rows

if TYPE_CHECKING:
    from db.acts.roster_plan import ImportPlan


class ImportPreview(Preview):
    """Gives `import`, `skip`, `columns`, `branch`, `private`, or None to leave everything as it was."""

    def __init__(self, plan: ImportPlan, *, is_private_read: bool = False) -> None:
        roster = plan.roster
        shown = Previewed(
            title=f"导入预览：{roster.file}　{roster.sheet}（还没有写入）",
            headline=plan_headline(plan),
            is_bad=bool(roster.faults or plan.replaced),
            notes=plan_notes(plan),
            rows=tuple(plan_rows(plan)),
            empty="这份表里没有党员",
            acts=_acts(plan, is_private_read=is_private_read),
        )
        super().__init__(shown)


def _acts(plan: ImportPlan, *, is_private_read: bool) -> tuple[tuple[str, str, str], ...]:
    bad = len(plan.roster.faulty_rows)
    stopped = f"有{bad}行有误：请改正文件，或按 2 跳过这些行" if bad else ""
    nothing = "" if plan.changes_anything else "没有要写入的内容"
    acts = [
        ("import", "全部导入", stopped or nothing),
        (
            "skip",
            f"跳过有误的{bad}行，其余导入" if bad else "跳过有误的行",
            nothing if bad else "没有有误的行",
        ),
        ("columns", "列的对应", ""),
        ("private", "不读证件、住址" if is_private_read else "读证件、住址", ""),
    ]
    if len(plan.roster.branches) > 1:
        acts.append(("branch", "换支部", ""))
    return tuple(acts)
