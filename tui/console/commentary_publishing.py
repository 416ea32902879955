"""Releasing commentaries, taking them back, striking them out, showing them: each step can be undone by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import commentary as acts
from db.acts import stage as stage_acts
from db.acts import undoing
from db.rules.commentary import State
from db.rules.stage import SceneSpec
from db.views.commentary import CommentaryRow
from db.views.meetings import meeting
from db.views.undoing import last_step
from tui.strings import commentary as words
from tui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.console.pane import Desk


class Publishing:
    """What happens to a commentary once it is written, and the way back.

    Each act takes the commentary as the book has it and the name of its target, and returns the sentence to say.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._book = desk.book

    def can_undo(self, meeting_id: int) -> bool:
        """Whether there is a step to take back."""
        return last_step(self._book, meeting_id, "commentary") is not None

    def release(self, comment: CommentaryRow, name: str) -> str:
        """Make a draft public in the record."""
        acts.release(self._book, comment.id)
        self._remember("release", comment, name, {"do": "take_back"})
        return words.RELEASED.format(name=name)

    def take_back(self, comment: CommentaryRow, name: str) -> str:
        """Make it a draft again."""
        acts.take_back(self._book, comment.id)
        digest = undoing.texts_digest(comment.results, comment.problems, comment.direction)
        self._remember("take_back", comment, name, {"do": "release", "digest": digest})
        return words.TAKEN_BACK.format(name=name)

    def withdraw(self, comment: CommentaryRow, name: str) -> str:
        """Strike it out."""
        state = acts.withdraw(self._book, comment.id)
        self._remember("withdraw", comment, name, {"do": "restore", "state": state.value})
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

    def undo(self, meeting_id: int) -> str:
        """Take back the last step, and name it.

        Raises:
            Refused: there is none, or the text was changed since.
        """
        step = undoing.undo(self._book, meeting_id, "commentary")
        return words.UNDONE.format(what=step.name)

    def _remember(self, act: str, comment: CommentaryRow, name: str, back: Mapping[str, str]) -> None:
        what = words.DID[act].format(name=name)
        if self._desk.meeting_id is not None:
            undoing.keep(self._book, self._desk.meeting_id, "commentary", what, back, ref=comment.id)
