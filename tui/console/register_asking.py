"""What the registers ask in a dialog: which row, which period, whose page, whether an old act is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import placements
from db.acts.registers import withdraw
from db.errors import Refused
from db.rules.moments import between_ms, date_time_text
from db.views.register_pages import page
from db.views.register_sheet import last_act
from db.views.targets import last_placement
from tui.console.register_dialogs import Sheet as SheetDialog
from tui.present import registers as present
from tui.present.designations import placement_text
from tui.present.finding import fits
from tui.strings import registers as words
from tui.widgets.dialogs import Choice, Choose, Confirm, Find
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from db.rules.requirements import Midway
    from db.rules.scheme import Scheme
    from db.views.register_owners import OwnerRow
    from db.views.register_sheet import Sheet
    from tui.console.pane import Desk

JUST_NOW_MS = 30 * 60 * 1000
"""An act older than that is not taken back without asking."""
FIND_COLUMNS = (Column("", 4, is_right=True), Column("", 24), Column("", 0))

Findable = tuple[str, str, str, str]
"""A row that can be found: its key, name, initials, and what stands beside the name."""


async def ask_row(desk: Desk, lines: Sequence[Findable], title: str = "查找") -> str | None:
    """One of some rows by 汉字, initials or number: its key, or None."""

    def found(typed: str) -> list[Row]:
        return [
            Row(key, (str(number), name, beside))
            for number, (key, name, initials, beside) in enumerate(lines, 1)
            if fits(typed, name, initials, number)
        ]

    return await desk.ask(Find(title, found, FIND_COLUMNS))


async def ask_period(desk: Desk, sheet: Sheet) -> str | None:
    """The key of another period of a sheet, the latest first."""
    choices = [Choice(one.key, one.label) for one in reversed(sheet.asked.periods)]
    title = words.PERIOD_TITLE.format(name=sheet.asked.requirement.name)
    return await desk.ask(Choose(title, choices, selected=sheet.period.key))


async def ask_page(desk: Desk, scheme: Scheme, who: OwnerRow, day: date, midway: Midway) -> str | None:
    """Everything that one owes on a date; the code of the requirement that is picked."""
    lines = page(desk.book, scheme, who, day, midway)
    title = words.PAGE_TITLE.format(who=who.shown_name, day=day.isoformat())
    return await desk.ask(
        SheetDialog(
            title, present.PAGE_COLUMNS, present.page_rows(lines), note=words.PAGE_NOTE, empty=words.EMPTY
        )
    )


async def take_back(desk: Desk, scheme: Scheme) -> str:
    """Withdraw the last filing, asking first where it is not of just now; what was taken back, or "".

    Raises:
        Refused: there is nothing to take back.
    """
    last = last_act(desk.book)
    if last is None:
        raise Refused(words.NOTHING_TO_UNDO)
    one = scheme.requirement(last.requirement)
    name = one.name if one else last.requirement
    text = words.OLD_UNDO.format(when=date_time_text(last.entered_at), who=last.who, name=name)
    if not await _is_agreed(desk, last.entered_at, words.OLD_UNDO_TITLE, text):
        return ""
    withdraw(desk.book, last.entry_ids, words.UNDO_WHY)
    return words.WITHDRAWN.format(who=last.who, name=name)


async def take_placement_back(desk: Desk, scheme: Scheme) -> str:
    """Withdraw the last placement, asking first where it is not of just now; what was taken back, or "".

    Raises:
        Refused: there is nothing to take back.
    """
    last = last_placement(desk.book)
    if last is None:
        raise Refused(words.NO_PLACEMENT)
    what = placement_text(scheme, last.about, last.tier, is_up=last.is_up)
    text = words.OLD_PLACEMENT.format(when=date_time_text(last.entered_at), who=last.who, what=what)
    if not await _is_agreed(desk, last.entered_at, words.OLD_PLACEMENT_TITLE, text):
        return ""
    placements.withdraw(desk.book, last.placement_ids, words.PLACEMENT_WHY)
    return words.PLACEMENT_WITHDRAWN.format(who=last.who, what=what)


async def _is_agreed(desk: Desk, entered_at: str, title: str, text: str) -> bool:
    """Whether something may be taken back: what was entered just now at once, anything older when asked."""
    if between_ms(entered_at, desk.book.now()) <= JUST_NOW_MS:
        return True
    return await desk.ask(Confirm(title, text, yes="撤回", is_dangerous=True)) is True
