"""The steps of a secret poll's evening: where each stands, what comes next, and why one cannot be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.present.ballot_ways import way_title
from tui.strings import ballot as words
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from db.views.polls import PollSheet


@dataclass(frozen=True)
class Step:
    """One step of the evening: its name, where it stands, and why it cannot be done now."""

    id: str
    title: str
    state: str
    hint: str
    why_not: str


def order(sheet: PollSheet | None) -> tuple[str, ...]:
    """The steps of a poll, as its way to vote has them."""
    if sheet is None:
        return words.PAPER_STEPS
    found = words.STEPS_OF[sheet.turnout.channel]
    return (*found, words.SETTLE) if sheet.entries > 1 else found


def step_now(sheet: PollSheet | None, *, is_entered: bool = False) -> str:
    """The step that comes next; nothing once the poll is counted or void.

    Args:
        sheet: The poll, or None where there is none.
        is_entered: Every ballot that is to come in is sealed.
    """
    if sheet is None:
        return "prepare"
    turnout = sheet.turnout
    by_state = {"draft": "open", "closed": "count", "settling": words.SETTLE}
    if turnout.state != "open":
        return by_state.get(turnout.state, "")
    if "voters" in order(sheet):
        return "close" if turnout.returned is not None else "voters" if is_entered else "entry"
    if turnout.issued is None:
        return "issue"
    if turnout.returned is None:
        return "slips"
    return "close" if is_entered else "entry"


ALSO: dict[str, tuple[str, ...]] = {
    "close": ("entry",),
    "slips": ("issue",),
    "entry": ("voters",),
    "voters": ("entry",),
    "settle": ("count",),
}
"""What may still, or already, be done beside the step that comes next: a slip is typed again, 发出 is put right."""


def steps(sheet: PollSheet | None, *, is_entered: bool) -> tuple[Step, ...]:
    """Every step with its state.

    Args:
        sheet: The poll that work goes to, or None.
        is_entered: Every ballot that is to come in is sealed.
    """
    now = step_now(sheet, is_entered=is_entered)
    every = order(sheet)
    is_booth = "voters" in every
    beside = () if is_booth and now == "close" else ALSO.get(now, ())
    found = []
    for place, step in enumerate(every):
        if now == words.SETTLE and step == "count":
            state, why_not = words.UNFINISHED, ""
        elif (sheet is not None and not now) or (now and place < every.index(now)):
            state, why_not = words.DONE, words.STEP_DONE
        elif step == now:
            state, why_not = words.NOW, ""
        else:
            later = words.LATER | (words.LATER_BOOTH if is_booth else {})
            state, why_not = "", later.get(step, words.NOT_YET)
        why_not = "" if step in beside else why_not
        found.append(Step(step, step_title(step, sheet), state, hint(step, sheet), why_not))
    return tuple(found)


def step_title(step: str, sheet: PollSheet | None) -> str:
    """What a step is called in a way to vote."""
    if step == "entry" and sheet is not None:
        return words.ENTRY_TITLES.get(sheet.turnout.channel, words.STEPS[step])
    return words.STEPS[step]


def hint(step: str, sheet: PollSheet | None) -> str:
    """What the book knows of a step."""
    if sheet is None:
        return ""
    turnout = sheet.turnout
    if step == "prepare":
        return f"{rows_of(sheet)}，{way_title(sheet)}"
    if step == "open" and turnout.state != "draft":
        return words.PEOPLE.format(due=turnout.due, present=turnout.electorate)
    if step == "issue" and turnout.issued is not None:
        return f"发出{turnout.issued}张"
    if step == "slips" and turnout.returned is not None:
        return f"收回{turnout.returned}张"
    if step == "voters" and turnout.returned is not None:
        return f"入场{turnout.issued}人，投票{turnout.returned}人"
    if turnout.state == "settling" and step in words.TO_SETTLE:
        return words.TO_SETTLE[step]
    if step == "count" and turnout.valid is not None:
        return f"有效票{turnout.valid}张，废票{turnout.void}张"
    return ""


def rows_of(sheet: PollSheet) -> str:
    """How much the slip asks: 票面26人."""
    return words.SLIP_ROWS.format(count=len(sheet.targets), unit=words.UNIT_ROWS[sheet.is_of_members])


def step_rows(sheet: PollSheet | None, *, is_entered: bool) -> list[Row]:
    """The steps as rows of a list."""
    found = []
    for number, step in enumerate(steps(sheet, is_entered=is_entered), 1):
        tone = "head" if step.state == words.NOW else ("muted" if step.why_not else "")
        found.append(Row(step.id, (str(number), step.title, step.state, step.hint), tone))
    return found


# Acts beside the steps

WITHIN: dict[str, tuple[tuple[str, ...], str]] = {
    "void": (("open", "closed"), "只有开始以后、开箱以前的投票可以作废"),
    "rerun": (("counted", "void"), "只有已计票或已作废的投票可以重新投票"),
    "discard": (("draft",), "没有准备中的投票"),
    "way": (("draft",), "只有准备中的投票可以改投票方式"),
    "print_count": (("counted",), "请先计票"),
    "print_summary": (("counted",), "请先计票"),
    "print_record": (("counted",), "请先计票"),
}
"""In which states an act that is no step can be done, and what is said in any other."""


def why_not(act: str, sheet: PollSheet, *, is_entered: bool) -> str:
    """Why an act cannot be done with a poll now, in Chinese; nothing where it can.

    Args:
        act: A step, or an act beside the steps.
        sheet: The poll that work goes to.
        is_entered: Every ballot that is to come in is sealed.
    """
    if act in WITHIN:
        states, refusal = WITHIN[act]
        return "" if sheet.turnout.state in states else refusal
    if act == "find":
        return "" if sheet.is_of_members else "票面没有党员"
    if act == "print_slips":
        return "投票台投票没有纸票" if "issue" not in order(sheet) else ""
    every = steps(sheet, is_entered=is_entered)
    return next((step.why_not for step in every if step.id == act), words.NO_SUCH_STEP)
