"""What the registers wait for, as the home page says it: read after its first frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.present.registers import heads

if TYPE_CHECKING:
    from db.views.register_due import Owing


def due_text(owing: Owing, most: int = 3) -> str:
    """What runs out within the week and what is late: 7日内到期：提一条金点子（11月25日，20名未完成）。已逾期：月读一本（12名）."""
    soon = [
        f"{one.requirement.name}（{one.deadline.month}月{one.deadline.day}日，{heads(one.owing, one.requirement)}未完成）"
        for one in owing.soon
    ]
    late = [f"{one.requirement.name}（{heads(one.late, one.requirement)}）" for one in owing.late]
    return "。".join(
        title + "；".join(parts[:most]) + (f"；等{len(parts)}项" if len(parts) > most else "")
        for title, parts in (("7日内到期：", soon), ("已逾期：", late))
        if parts
    )


def due_hint(owing: Owing) -> str:
    """The same beside the registers in the list of places: 7日内到期2项，已逾期3项（31项次）."""
    soon = f"7日内到期{len(owing.soon)}项" if owing.soon else ""
    late = f"已逾期{len(owing.late)}项（{sum(one.late for one in owing.late)}项次）" if owing.late else ""
    return "，".join(part for part in (soon, late) if part)
