"""Changing, striking out and bringing back remarks, and the order of speaking: each step can be undone by its name."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from db.acts import remarks as acts
from db.acts import undoing
from db.acts.remarks import RemarkDraft
from db.views.undoing import last_step
from tui.console.remark_questions import ask_change
from tui.present import remarks as present
from tui.strings import remarks as words
from tui.widgets.dialogs import Choice, Choose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.views.remarks import Floor, RemarkRow
    from tui.console.pane import Desk


class Mending:
    """What happens to a remark once it is said, and the way back. The acts return the sentence to say."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._book = desk.book

    def can_undo(self, meeting_id: int) -> bool:
        """Whether there is a step to take back."""
        return last_step(self._book, meeting_id, "remarks") is not None

    def finished(self, row: RemarkRow) -> None:
        """Remember that a draft came to stand in the record."""
        self._remember("finish", row, {"do": "restore", "state": "draft"})

    async def change(self, row: RemarkRow, floor: Floor) -> bool:
        """Ask for another kind, speaker, target or reader; whether anything was changed."""
        speaker = row.speaker if row.speaker_id is None else ""
        draft = RemarkDraft(row.kind, row.speaker_id, speaker, row.about_id, row.reader_id)
        changed = await ask_change(self._desk, floor, draft)
        if changed is None or changed == draft:
            return False
        before = acts.change(self._book, row.id, changed)
        back = {"do": "change", "draft": {**asdict(before), "kind": before.kind.value}}
        self._remember("change", row, back)
        return True

    def withdraw(self, row: RemarkRow) -> str:
        """Strike a remark out."""
        state = acts.withdraw(self._book, row.id)
        self._remember("withdraw", row, {"do": "restore", "state": state})
        return words.WITHDRAWN.format(what=present.title(row))

    async def restore(self, rows: Sequence[RemarkRow], *, is_covered: bool) -> str:
        """Ask which of those struck out comes back; nothing to say where that was left by Esc."""
        choices = [Choice(str(row.id), present.title(row), "" if is_covered else row.text) for row in rows]
        chosen = await self._desk.ask(Choose(words.RESTORE_TITLE, choices))
        if chosen is None:
            return ""
        row = next(row for row in rows if str(row.id) == chosen)
        acts.restore(self._book, row.id)
        self._remember("restore", row, {"do": "withdraw"})
        return words.RESTORED.format(what=present.title(row))

    def set_order(self, meeting_id: int, order: tuple[int, ...]) -> None:
        """Let the members speak in another order; an empty one is the usual."""
        before = acts.set_order(self._book, meeting_id, order)
        self._remember("order", None, {"do": "order", "order": before})

    def undo(self, meeting_id: int) -> str:
        """Take back the last step, and name it.

        Raises:
            Refused: there is none, or it cannot be taken back any more.
        """
        return words.UNDONE.format(what=undoing.undo(self._book, meeting_id, "remarks").name)

    def _remember(self, act: str, row: RemarkRow | None, back: Mapping[str, Any]) -> None:
        if self._desk.meeting_id is not None:
            what = words.DID[act].format(what=present.title(row) if row else "")
            undoing.keep(
                self._book, self._desk.meeting_id, "remarks", what, back, ref=row.id if row else None
            )
