"""Opinions filed in writing before a 表决: who filed one and is away, and how many say what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.views import polls as views
from tui.present import ballot_drafts as present
from tui.strings import ballot_drafts as words
from tui.widgets.dialogs import Field, Form

if TYPE_CHECKING:
    from db.rules.motion import HandCount
    from db.views.polls import Candidate, Filers, PollSheet
    from tui.console.pane import Desk


MOST_NAMED = 10
"""How many of those away are named beside the form; the form itself must stay on the screen."""


@dataclass(frozen=True)
class Filed:
    """Opinions as they were typed: how many say what, and the ids of their authors."""

    count: HandCount
    by: tuple[int, ...]


async def ask(desk: Desk, meeting_id: int, sheet: PollSheet | None = None) -> Filed | None:
    """What was filed in writing, or None when somebody went back.

    Args:
        desk: The console.
        meeting_id: Its roll says who is away.
        sheet: The draft that is changed; its authors whose opinion counts no more are named and left out.
    """
    away = views.may_file(desk.book, meeting_id)
    before = views.filers(desk.book, sheet.turnout.id) if sheet is not None else None
    given = present.given_of(sheet) if sheet is not None else {}
    stay = "、".join(before.still) if before is not None else ""
    fields = [Field("who", words.WRITTEN_WHO, stay, words.WRITTEN_WHO_HINT)]
    fields += [Field(name, label, given.get(name, "")) for name, label in words.WRITTEN_FIELDS]
    values = await desk.ask(
        Form(
            words.WRITTEN_TITLE,
            fields,
            note=_note(away, before),
            check=lambda typed: present.filing_complaint(typed, away),
        )
    )
    count = present.written_of(values) if values is not None else None
    if values is None or count is None:
        return None
    return Filed(count, present.filers_of(values, away))


def _note(away: tuple[Candidate, ...], before: Filers | None) -> str:
    lines = [words.WRITTEN_NOTE]
    if away:
        more = words.WRITTEN_MORE.format(count=len(away)) if len(away) > MOST_NAMED else ""
        names = "、".join(one.label for one in away[:MOST_NAMED])
        lines.append(words.WRITTEN_AWAY.format(names=names + more))
    if before is not None and before.here:
        lines.append(words.WRITTEN_ARRIVED.format(names="、".join(before.here)))
    if before is not None and before.out:
        lines.append(words.WRITTEN_OUT.format(names="、".join(before.out)))
    return "\n".join(lines)
