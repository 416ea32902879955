"""Who comments on whom: which commentary to go on with, by whom a new one is, and changing that of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.acts import commentary as acts
from db.acts.commentary import CommentaryDraft
from db.rules.commentary import Manner, Role
from tui.console.commentator_dialogs import Commentator, ask_change, ask_commentator
from tui.present import commentary as present
from tui.strings import commentary as words
from tui.widgets.dialogs import Choice, Choose

if TYPE_CHECKING:
    from db.views.commentary import Board, CommentaryRow, TargetRow
    from tui.console.pane import Desk

ANOTHER: Final = 0
"""Instead of a commentary's id: a new one is to be begun."""


class Beginning:
    """Asks what a commentary cannot be begun without; remembers the superior who was named before."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._superior: Commentator | None = None

    async def which(self, target: TargetRow) -> int | None:
        """The commentary on a target to go on with, `ANOTHER`, or None where the question was left by Esc."""
        if len(target.comments) < 2:
            return target.comments[0].id if target.comments else ANOTHER
        choices = [Choice(str(row.id), present.by_words(row)) for row in target.comments]
        choices.append(Choice(str(ANOTHER), words.ANOTHER))
        chosen = await self._desk.ask(Choose(words.WHICH_TITLE.format(name=target.name), choices))
        return int(chosen) if chosen is not None else None

    async def draft(self, target: TargetRow, board: Board, *, asks: bool) -> CommentaryDraft | None:
        """A new commentary by whoever usually comments on the target, unless it `asks`; None after Esc."""
        who = None if asks else self._usual(target, board)
        if who is None:
            question = words.WHO.format(name=target.name)
            who = await ask_commentator(self._desk, question, board, target)
        if who is None:
            return None
        if who.id is None:
            self._superior = who
        return CommentaryDraft(target.member_id, who.id, who.name, who.post)

    def _usual(self, target: TargetRow, board: Board) -> Commentator | None:
        """The secretary for members; the superior named before for the branch and the secretary."""
        if target.due_role is Role.SECRETARY and board.secretary_id is not None:
            return Commentator(board.secretary_id)
        return self._superior if target.due_role is Role.SUPERIOR else None

    async def change(self, comment: CommentaryRow, target: TargetRow, board: Board) -> bool:
        """Ask for another commentator, post or manner of a draft; whether anything was changed."""
        who = "" if comment.commentator_id is not None else comment.commentator
        draft = CommentaryDraft(
            comment.member_id, comment.commentator_id, who, comment.post, Manner(comment.manner)
        )
        changed = await ask_change(self._desk, board, target, draft)
        if changed is None:
            return False
        acts.change(self._desk.book, comment.id, changed)
        return True
