"""Asking for a person: a member by 汉字, initials or number, a 列席 person, or a name typed freely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.present.finding import fits
from tui.present.remarks import FOUND
from tui.strings import remarks as words
from tui.widgets.dialogs import Find
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from db.views.remarks import Floor
    from tui.console.pane import Desk


@dataclass(frozen=True)
class Person:
    """Who was named: a member by id, somebody else by name, or nobody (the branch)."""

    id: int | None
    name: str = ""


async def ask_person(
    desk: Desk,
    question: str,
    floor: Floor,
    *,
    but: int | None = None,
    takes_guests: bool = True,
    has_branch: bool = False,
    none: str = "",
) -> Person | None:
    """Ask for a person; None where the answer was Esc.

    Args:
        desk: Where to ask.
        question: The title of the dialog.
        floor: The members, in the order of speaking, and those who sit in.
        but: A member who cannot be the answer.
        takes_guests: Whether somebody from outside the branch may be named, typed freely where unknown.
        has_branch: Whether the branch itself may be the answer.
        none: Words of the answer that names nobody, where there is one.
    """

    def found(typed: str) -> list[Row]:
        rows = [Row("none", ("", none, ""))] if none and not typed.strip() else []
        rows += [
            Row(f"m{row.member_id}", (str(number), row.name, row.post))
            for number, row in enumerate(floor.rows, 1)
            if row.member_id != but and fits(typed, row.name, row.initials, number)
        ]
        if has_branch and fits(typed, words.BRANCH, "zb"):
            rows.append(Row("none", ("", words.BRANCH, "")))
        if takes_guests:
            rows += [
                Row(f"g{label}", ("", name, f"{words.GUEST} {label.removeprefix(name)}"))
                for name, label in floor.guests
                if fits(typed, name, "")
            ]
            name = " ".join(typed.split())
            if name and not name.isascii():
                rows.append(Row(f"g{name}", ("", name, words.TYPED)))
        return rows

    key = await desk.ask(Find(question, found, FOUND))
    if key is None:
        return None
    if key == "none":
        return Person(None)
    return Person(int(key[1:])) if key.startswith("m") else Person(None, key[1:])
