"""What 通报准备情况及上次整改落实情况 has to say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.rules.corrections import State, carried_sentence, is_overdue
from db.rules.moments import partial_date_text
from db.rules.preparation import checklist_sentence
from db.views.corrections import CorrectionRow, carried
from db.views.meetings import checklist

if TYPE_CHECKING:
    from db.book import Reader


def briefing(reader: Reader, meeting_id: int, today: str) -> str:
    """The sentences of the briefing, a line each: preparation, the last list in numbers, each item still open."""
    day = date.fromisoformat(today)
    inherited = carried(reader, meeting_id)
    lines = [
        checklist_sentence(line.rule for line in checklist(reader, meeting_id)),
        carried_sentence((row.rule for row in inherited), day),
        *(_open_line(row, day) for row in inherited if row.state is State.OPEN),
    ]
    return "\n".join(line for line in lines if line)


def _open_line(row: CorrectionRow, today: date) -> str:
    late = "，已逾期" if is_overdue(row.rule, today) else ""
    due = f"，{partial_date_text(row.due)}前" if row.rule.due else (f"，{row.due}" if row.due else "")
    whose = f"{row.whose}：" if row.whose else ""
    return f"未完成：{whose}{row.problem}（{row.owner}{due}{late}）"
