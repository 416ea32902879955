"""What the roll call asks for in writing: a reason, times of coming and going, who sits in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts.observers import ObserverDraft
from db.errors import Refused
from db.rules.attendance import Status
from db.rules.meeting import time_of_day
from db.rules.moments import clock_text, local, stored
from db.words import ATTENDANCE, MOVEMENT
from tui.widgets.dialogs import Field, Form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.views.rollcall import Observer, RollRow
    from tui.console.pane import Desk

REASON_HINT = "例如：出差、生病、外出学习"
TIME_HINT = "例如：14:35"


async def ask_reason(desk: Desk, row: RollRow, *, note: str) -> str | None:
    """Why a member is on leave; None after Esc."""
    fields = [Field("reason", "事由", row.reason, REASON_HINT)]
    answer = await desk.ask(Form(f"{row.shown_name} 请假", fields, note=note))
    return answer["reason"] if answer is not None else None


async def ask_line(desk: Desk, row: RollRow, *, note: str) -> tuple[str, list[tuple[str, str]]] | None:
    """The reason and the comings and goings of a member; None after Esc.

    Raises:
        Refused: there is nothing to fill in about him.
    """
    if row.status is Status.UNMARKED:
        raise Refused("这名党员还没有签到，请先按数字登记。")
    fields = _time_fields(row.movements)
    if row.status in (Status.LEAVE, Status.ABSENT):
        fields.append(Field("reason", "事由", row.reason, REASON_HINT))
    if not fields:
        raise Refused("到会的党员没有事由可填；中途离会请按 5，返会请按 6。")
    title = f"{row.shown_name} {ATTENDANCE[row.status.value]}"
    answer = await desk.ask(Form(title, fields, note=note, check=_check_times))
    if answer is None:
        return None
    return answer.get("reason", row.reason), _times(row.movements, answer)


async def ask_observer(
    desk: Desk, observer: Observer | None
) -> tuple[ObserverDraft, list[tuple[str, str]]] | None:
    """A 列席 person, new or known, with his comings and goings; None after Esc."""
    moves = observer.movements if observer else ()
    fields = [
        Field("name", "姓名", observer.name if observer else "", required=True),
        Field("unit", "单位", observer.unit if observer else ""),
        Field("post", "职务", observer.post if observer else ""),
        *_time_fields(moves),
    ]
    answer = await desk.ask(Form("列席人员", fields, check=_check_times))
    if answer is None:
        return None
    return ObserverDraft(answer["name"], answer["unit"], answer["post"]), _times(moves, answer)


def _time_fields(moves: Sequence[tuple[str, str]]) -> list[Field]:
    return [
        Field(str(index), f"{MOVEMENT[kind]}时间", clock_text(at), TIME_HINT, required=True)
        for index, (kind, at) in enumerate(moves)
    ]


def _times(moves: Sequence[tuple[str, str]], answer: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(kind, _moved(at, answer[str(index)])) for index, (kind, at) in enumerate(moves)]


def _check_times(values: dict[str, str]) -> str:
    wrong = next(
        (value for key, value in values.items() if key.isdecimal() and time_of_day(value) is None), None
    )
    return "" if wrong is None else f"“{wrong}”不是时间，请写作 14:35。"


def _moved(at: str, typed: str) -> str:
    """The stored moment with another local time of the same day; unchanged where the minute is the same."""
    read = time_of_day(typed)
    if read is None or clock_text(at) == f"{read[0]:02d}:{read[1]:02d}":
        return at
    return stored(local(at).replace(hour=read[0], minute=read[1], second=0, microsecond=0))
