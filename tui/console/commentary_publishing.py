"""Releasing commentaries, taking them back, striking them out, showing them: each step can be undone by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import commentary as acts
from db.acts import stage as stage_acts
from db.errors import Refused
from db.rules.commentary import State
from db.rules.stage import SceneSpec
from db.views.commentary import CommentaryRow, commentary
from db.views.meetings import meeting
from tui.strings import commentary as words
from tui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.console.pane import Desk

UNDO_LIMIT = 100


class Publishing:
    """What happens to a commentary once it is written, and the way back.

    Each act takes the commentary as the book has it and the name of its target, and returns the sentence to say.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._book = desk.book
        self._steps: list[tuple[str, int, Callable[[], object]]] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps)

    def forget_all(self) -> None:
        """Another meeting: what was done before is not undone from here."""
        self._steps.clear()

    def forget(self, commentary_id: int) -> None:
        """A commentary was dropped; its number may be given to another one."""
        self._steps = [step for step in self._steps if step[1] != commentary_id]

    def release(self, comment: CommentaryRow, name: str) -> str:
        """Make a draft public in the record."""
        acts.release(self._book, comment.id)
        self._remember("release", comment, name, lambda: acts.take_back(self._book, comment.id))
        return words.RELEASED.format(name=name)

    def take_back(self, comment: CommentaryRow, name: str) -> str:
        """Make it a draft again."""
        acts.take_back(self._book, comment.id)
        self._remember("take_back", comment, name, lambda: self._release_again(comment))
        return words.TAKEN_BACK.format(name=name)

    def _release_again(self, was: CommentaryRow) -> None:
        now = commentary(self._book, was.id)
        if now is None or (now.results, now.problems, now.direction) != (
            was.results,
            was.problems,
            was.direction,
        ):
            raise Refused(words.CHANGED_SINCE)
        acts.release(self._book, was.id)

    def withdraw(self, comment: CommentaryRow, name: str) -> str:
        """Strike it out."""
        state = acts.withdraw(self._book, comment.id)
        self._remember("withdraw", comment, name, lambda: acts.restore(self._book, comment.id, state))
        return words.WITHDRAWN.format(name=name)

    async def put_on_stage(self, comment: CommentaryRow, name: str, meeting_id: int) -> str:
        """Release where needed, after a question, then show it to the room; nothing to say where that was declined."""
        shows_text = self._shows_text(comment, meeting_id)
        if comment.state is not State.RELEASED:
            what = words.STAGE_MEMBER_TEXT if shows_text else words.STAGE_MEMBER
            what = words.STAGE_BRANCH if comment.member_id is None else what
            text = words.STAGE_TEXT.format(name=name, what=what)
            if not await self._desk.ask(Confirm(words.STAGE_TITLE, text, yes=words.STAGE_YES)):
                return ""
            self.release(comment, name)
        ids = {"meeting": meeting_id, "commentary": comment.id}
        stage_acts.show(self._book, SceneSpec("commentary", ids))
        return (words.ON_STAGE if shows_text else words.ON_STAGE_NAMES).format(name=name)

    def _shows_text(self, comment: CommentaryRow, meeting_id: int) -> bool:
        held = meeting(self._book, meeting_id)
        return comment.member_id is None or bool(held and held.rules.show_member_commentary)

    def undo(self) -> str:
        """Take back the last step, and name it.

        Raises:
            Refused: there is none, or the text was changed since.
        """
        if not self._steps:
            raise Refused(words.NOTHING_TO_UNDO)
        what, _, undo = self._steps.pop()
        undo()
        return words.UNDONE.format(what=what)

    def _remember(self, act: str, comment: CommentaryRow, name: str, undo: Callable[[], object]) -> None:
        self._steps.append((words.DID[act].format(name=name), comment.id, undo))
        del self._steps[:-UNDO_LIMIT]
