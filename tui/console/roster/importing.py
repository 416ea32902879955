"""An import from the console: pick a file, choose what to read of it, look at the preview, write it or leave it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from db.acts.roster_import import commit_import, replaced_text
from db.acts.roster_plan import plan_import
from db.imports.columns import FIELDS, PRIVATE_FIELDS
from db.imports.roster import Roster, read_roster
from tui.console.roster.preview import ImportPreview
from tui.present.roster import FIELD_WORDS, imported_text
from tui.widgets.dialogs import Choice, Choose, Confirm
from tui.widgets.file_picker import PickFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from db.acts.roster_plan import ImportPlan
    from db.rules.names import School
    from tui.console.pane import Desk

Answer = TypeVar("Answer")

ALL_BRANCHES = "*"
NOT_READ = "-"


@dataclass(frozen=True)
class Reading:
    """How a file is read; what the preview changes."""

    path: Path
    sheet: str | None = None
    branch: str | None = None
    mapping: Mapping[str, str | None] | None = None
    private: bool = False


async def import_roster(desk: Desk, folder: Path, school: School) -> tuple[str, Path]:
    """Ask for a file and import it.

    Returns:
        What was done, empty where nothing was; and the folder to start in next time.

    Raises:
        BadInput: the file cannot be read.
        Conflict: the book changed during the preview.
    """
    path = await desk.ask(PickFile("选择党员名册文件", folder))
    if path is None:
        return "", folder
    reading: Reading | None = Reading(path)
    roster = _read(desk, Reading(path))
    if len(roster.sheets) > 1:
        reading = await _choose_sheet(desk, Reading(path), roster)
        roster = _read(desk, reading) if reading else roster
    if reading is not None and len(roster.branches) > 1:
        reading = await _choose_branch(desk, reading, roster)
    done = await _preview(desk, reading, school) if reading is not None else ""
    return done, path.parent


def _read(desk: Desk, reading: Reading) -> Roster:
    """Read the file as the choices so far say."""
    today = date.fromisoformat(desk.book.today())
    return read_roster(
        reading.path,
        sheet=reading.sheet,
        branch=reading.branch,
        mapping=reading.mapping,
        private=reading.private,
        today=today,
    )


async def _preview(desk: Desk, reading: Reading, school: School) -> str:
    while True:
        roster = _read(desk, reading)
        plan = plan_import(desk.book, roster)
        answer = await desk.ask(ImportPreview(plan, is_private_read=reading.private))
        if answer in ("import", "skip"):
            if await _is_agreed(desk, plan):
                return imported_text(
                    commit_import(
                        desk.book, plan, skip_bad=answer == "skip", replace_secretary=True, school=school
                    )
                )
            continue
        if answer == "columns":
            reading = await _choose_columns(desk, reading, roster)
        elif answer == "branch":
            reading = await _choose_branch(desk, reading, roster) or reading
        elif answer == "private":
            reading = replace(reading, private=not reading.private)
        else:
            return ""


async def _is_agreed(desk: Desk, plan: ImportPlan) -> bool:
    """Whether a 书记 whom the file replaces may lose the post; True where it replaces none."""
    if not plan.replaced:
        return True
    names = "、".join(one.successor for one in plan.replaced)
    question = Confirm(f"书记换成{names}？", replaced_text(plan.replaced), yes="更换书记并导入")
    return await desk.ask(question) is True


async def _choose_sheet(desk: Desk, reading: Reading, roster: Roster) -> Reading | None:
    choices = [Choice(name, name) for name in roster.sheets]
    chosen = await desk.ask(Choose("文件里有几张工作表，读哪一张", choices, selected=roster.sheet))
    return replace(reading, sheet=chosen) if chosen else None


async def _choose_branch(desk: Desk, reading: Reading, roster: Roster) -> Reading | None:
    choices = [Choice(name, name, "只导入这个支部") for name in roster.branches]
    choices.append(Choice(ALL_BRANCHES, "全部支部", "各自登记，分别成册"))
    chosen = await desk.ask(Choose("表里有几个支部，导入哪一个", choices, selected=reading.branch or ""))
    if not chosen:
        return None
    return replace(reading, branch=None if chosen == ALL_BRANCHES else chosen)


async def _choose_columns(desk: Desk, reading: Reading, roster: Roster) -> Reading:
    """Say for one field after another which column gives it."""
    places = roster.columns
    fields = [
        Choice(field, FIELD_WORDS[field], places.title_of(field) if field in places.places else "不读")
        for field in FIELDS
        if reading.private or field not in PRIVATE_FIELDS
    ]
    field = await desk.ask(Choose("哪一项的对应要改", fields))
    if field is None:
        return reading
    titles = [Choice(title, title) for title in places.titles if title]
    if field != "name":
        titles.append(Choice(NOT_READ, "不读这一项"))
    current = places.title_of(field) if field in places.places else NOT_READ
    title = await desk.ask(Choose(f"{FIELD_WORDS[field]}在哪一列", titles, selected=current))
    if title is None:
        return reading
    return replace(reading, mapping={**(reading.mapping or {}), field: None if title == NOT_READ else title})
