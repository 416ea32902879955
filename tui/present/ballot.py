"""The appraisal as the pane draws it: the steps of the evening, the facts, the rows of a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.poll import grouped
from tui.strings import ballot as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.views.polls import Candidate, PollResult, PollSheet

ORDER = tuple(step for step, _ in words.STEPS)


@dataclass(frozen=True)
class Step:
    """One step of the evening: its name, where it stands, and why it cannot be done now."""

    id: str
    title: str
    state: str
    hint: str
    why_not: str


def step_now(sheet: PollSheet | None) -> str:
    """The step that comes next; nothing once the poll is counted or void."""
    if sheet is None:
        return "prepare"
    turnout = sheet.turnout
    if turnout.state == "draft":
        return "open"
    if turnout.state == "open":
        if turnout.issued is None:
            return "issue"
        return "slips" if turnout.returned is None else "entry"
    return "count" if turnout.state == "closed" else ""


def steps(sheet: PollSheet | None, *, is_entered: bool) -> tuple[Step, ...]:
    """Every step with its state.

    Args:
        sheet: The poll that work goes to, or None.
        is_entered: Every slip, or every row of totals, is sealed.
    """
    now = step_now(sheet)
    if now == "entry" and is_entered:
        now = "close"
    is_over = sheet is not None and not now
    found = []
    for place, (step, title) in enumerate(words.STEPS):
        if is_over or (now and place < ORDER.index(now)):
            state, why_not = words.DONE, words.STEP_DONE
        elif step == now:
            state, why_not = words.NOW, ""
        else:
            state, why_not = "", words.LATER.get(step, words.NOT_YET)
        # A slip may be typed again, and what is handed out corrected, until the next step is taken.
        if step == "entry" and now == "close":
            why_not = ""
        if step == "issue" and now == "slips":
            why_not = ""
        found.append(Step(step, title, state, hint(step, sheet), why_not))
    return tuple(found)


def hint(step: str, sheet: PollSheet | None) -> str:
    """What the book knows of a step."""
    if sheet is None:
        return ""
    turnout = sheet.turnout
    if step == "prepare":
        return f"测评对象{len(sheet.targets)}人，{words.CHANNELS.get(turnout.channel, '')}"
    if step == "open" and turnout.state != "draft":
        return words.PEOPLE.format(due=turnout.due, present=turnout.electorate)
    if step == "issue" and turnout.issued is not None:
        return f"发出{turnout.issued}张"
    if step == "slips" and turnout.returned is not None:
        return f"收回{turnout.returned}张"
    if step == "count" and turnout.valid is not None:
        return f"有效票{turnout.valid}张，废票{turnout.void}张"
    return ""


def step_rows(sheet: PollSheet | None, *, is_entered: bool) -> list[Row]:
    """The steps as rows of a list."""
    found = []
    for number, step in enumerate(steps(sheet, is_entered=is_entered), 1):
        tone = "head" if step.state == words.NOW else ("muted" if step.why_not else "")
        found.append(Row(step.id, (str(number), step.title, step.state, step.hint), tone))
    return found


def headline(sheet: PollSheet | None) -> str:
    """What the poll is, in a line."""
    if sheet is None:
        return words.NO_POLL
    turnout = sheet.turnout
    parts = [turnout.title, turnout.state_name]
    if turnout.rerun_reason:
        parts.append(f"重新测评：{turnout.rerun_reason}")
    if turnout.state == "void":
        parts.append(f"原因：{turnout.void_reason}")
    if sheet.fingerprint:
        parts.append(words.FINGERPRINT.format(print=grouped(sheet.fingerprint)))
    return "  ".join(parts)


def roles(sheet: PollSheet) -> str:
    """Who watches and who counts, and the limit on 优秀."""
    parts = [
        f"监票人：{'、'.join(sheet.scrutineers) or '未推选'}",
        f"计票人：{'、'.join(sheet.tellers) or '未推选'}",
        words.SCOPE[sheet.rules.invalid_scope],
    ]
    if sheet.cap is not None:
        parts.append(sheet.cap.sentence)
    return "  ".join(parts)


TARGET_COLUMNS = (Column("序号", 4, is_right=True), Column("姓名", 20), Column("", 6), Column("", 0))


def target_rows(candidates: Iterable[Candidate]) -> list[Row]:
    """Whom the slip names, numbered as the slip numbers them, and whom it leaves out."""
    rows, number = [], 0
    for one in candidates:
        number += one.is_listed
        cells = (
            str(number) if one.is_listed else "",
            one.label,
            words.LISTED if one.is_listed else words.LEFT_OUT,
            "" if one.is_graded else words.UNGRADED,
        )
        rows.append(Row(str(one.member_id), cells, "" if one.is_listed else "muted"))
    return rows


def found_rows(candidates: Iterable[Candidate], typed: str) -> list[Row]:
    """Whoever on the slip fits what was typed: 汉字, initials or number."""
    wanted = typed.strip().lower()
    listed = [one for one in candidates if one.is_listed]
    return [
        Row(str(one.member_id), (str(number), one.label))
        for number, one in enumerate(listed, 1)
        if not wanted or wanted in one.label or wanted == str(number) or fits_initials(one.initials, wanted)
    ]


def fits_initials(initials: str, wanted: str) -> bool:
    """Whether any reading of a name begins with the letters typed."""
    return any(reading.startswith(wanted) for reading in initials.split())


WIDE, MIDDLE = 76, 64
"""Cells that all columns of a result need, and all but the number; a narrower list leaves the share out too."""


def result_columns(sheet: PollSheet, width: int) -> tuple[Column, ...]:
    """The columns of the counts: a grade each, 弃权, 行废, and where there is room number and share."""
    names = sheet.scale.names
    share = Column(f"{names[0]}率", 7, is_right=True)
    if width < WIDE:
        heads = (*(name[:2] for name in names), words.BLANK, words.VOID_ROWS)
        counts = tuple(Column(head, 4, is_right=True) for head in heads)
        if width >= MIDDLE:
            return (Column("姓名", 16), *counts, share)
        room = width - 3 - 6 * len(heads)  # a margin each side, the scroll bar, four cells and a gap a column
        return (Column("姓名", max(10, min(16, room))), *counts)
    grades = tuple(Column(name, max(4, 2 * len(name)), is_right=True) for name in names)
    rest = (Column(words.BLANK, 4, is_right=True), Column(words.VOID_ROWS, 4, is_right=True), share)
    return (Column("序号", 4, is_right=True), Column("姓名", 16), *grades, *rest)


def result_rows(result: PollResult, width: int, *, is_covered: bool) -> list[Row]:
    """The counts for the secretary's own eyes: covered where the room looks on, softened where they unmask."""
    rows = []
    for number, row in enumerate(result.rows, 1):
        cells: tuple[str, ...] = (*map(str, row.count.cells), row.shares[0])
        instead = words.COVERED_CELL if is_covered else "" if row.target.is_graded else words.UNGRADED_CELL
        if not instead and row.is_softened:
            instead = words.SOFTENED
        if instead:
            cells = (instead, *[""] * (len(cells) - 1))
        cells = (row.target.label, *cells) if width < WIDE else (str(number), row.target.label, *cells)
        tone = "muted" if instead else ""
        rows.append(Row(str(row.target.member_id), cells, tone))
    return rows


def result_note(result: PollResult) -> str:
    """The sentence to read out, why rows are left out, what the cleaning found."""
    sheet = result.sheet
    lines = [words.SENTENCE + result.sentence]
    softened = [row.is_softened for row in result.rows if row.target.is_graded]
    if softened and all(softened) and result.tally.valid < max(3, sheet.rules.small_electorate):
        lines.append(words.SOFTENED_ALL.format(k=max(3, sheet.rules.small_electorate)))
    elif any(softened):
        lines.append(words.SOFTENED_SOME)
    lines.append(facts(sheet))
    return "\n".join(lines)


def facts(sheet: PollSheet) -> str:
    """What was found after the boxes were destroyed."""
    if not sheet.is_cleaned or not sheet.facts:
        return words.FACTS_WAITING
    clean = {"boxes_left": 0, "wal_bytes": 0, "secure_delete": 1, "backups": 0}
    return words.FACTS_CLEAN if sheet.facts == clean else words.FACTS_BAD.format(**sheet.facts)


def preflight_text(sheet: PollSheet, question: str, warnings: tuple[str, ...], present: int) -> str:
    """What is shown before the codes are drawn."""
    lines = [
        f"测评对象：{len(sheet.targets)}人，等次：{'、'.join(sheet.scale.names)}",
        f"实到参评：{present}人（开始后不再变动）",
        f"录票方式：{words.CHANNELS.get(sheet.turnout.channel, '')}，{words.SCOPE[sheet.rules.invalid_scope]}",
        f"监票人：{'、'.join(sheet.scrutineers)}　计票人：{'、'.join(sheet.tellers)}",
    ]
    if sheet.cap is not None:
        lines.append(sheet.cap.sentence)
    lines.append(words.FINGERPRINT.format(print=grouped(question)))
    lines += [f"注意：{warning}" for warning in warnings]
    return "\n".join(lines)
