"""Asking who comments, and on whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.rules.commentary import Manner, Role
from db.rules.electorate import sits_on_committee
from db.views.commentary import superior_label
from db.words import MANNER
from tui.present.commentary import FOUND, key_of
from tui.present.finding import fits
from tui.strings import commentary as words
from tui.widgets.dialogs import Choice, Choose, Field, Find, Form
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from db.acts.commentary import CommentaryDraft
    from db.views.commentary import Board, TargetRow
    from tui.console.pane import Desk


@dataclass(frozen=True)
class Commentator:
    """Who was named: a member by id, or a superior by name and post."""

    id: int | None
    name: str = ""
    post: str = ""


async def ask_commentator(desk: Desk, question: str, board: Board, target: TargetRow) -> Commentator | None:
    """Ask who comments on a target; a superior may be typed freely, then his post is asked."""
    known = {superior_label(name, post): (name, post) for name, post in board.superiors}

    def found(typed: str) -> list[Row]:
        rows = [
            Row(f"s{label}", ("", name, post or words.GUEST))
            for label, (name, post) in known.items()
            if fits(typed, name, "")
        ]
        if target.due_role is not Role.SUPERIOR:
            rows += [
                Row(f"m{row.member_id}", ("", row.name, row.post))
                for row in board.targets
                if row.member_id not in (None, target.member_id)
                and sits_on_committee(row.post)
                and fits(typed, row.name, row.initials)
            ]
        name = " ".join(typed.split())
        if name and not name.isascii():
            rows.append(Row(f"t{name}", ("", name, words.TYPED)))
        return rows

    key = await desk.ask(Find(question, found, FOUND))
    if key is None:
        return None
    if key.startswith("m"):
        return Commentator(int(key[1:]))
    if key.startswith("s"):
        return Commentator(None, *known[key[1:]])
    field = Field("post", words.POST, "", words.POST_HINT)
    filled = await desk.ask(Form(words.POST_TITLE.format(name=key[1:]), [field]))
    return None if filled is None else Commentator(None, key[1:], filled["post"])


async def ask_target(desk: Desk, board: Board) -> str | None:
    """Ask for a target; gives the key of its line."""

    def found(typed: str) -> list[Row]:
        return [
            Row(key_of(row.member_id), (str(number) if number else "", row.name, row.post))
            for number, row in enumerate(board.targets)
            if fits(typed, row.name, row.initials or "zb", number)
        ]

    return await desk.ask(Find(words.FIND_TITLE, found, FOUND))


async def ask_change(
    desk: Desk, board: Board, target: TargetRow, draft: CommentaryDraft
) -> CommentaryDraft | None:
    """The draft with commentator, post or manner asked anew; None where the answer was Esc."""
    choices = [Choice(code, title) for code, title in words.CHANGE.items()]
    chosen = await desk.ask(Choose(words.CHANGE_TITLE, choices))
    if chosen == "commentator":
        who = await ask_commentator(desk, words.WHO.format(name=target.name), board, target)
        if who is None:
            return None
        return replace(draft, commentator_id=who.id, commentator=who.name, post=who.post)
    if chosen == "post":
        field = Field("post", words.POST, draft.post, words.POST_HINT)
        filled = await desk.ask(Form(words.POST, [field]))
        return None if filled is None else replace(draft, post=filled["post"])
    if chosen == "manner":
        manners = [Choice(code, title) for code, title in MANNER.items()]
        code = await desk.ask(Choose(words.MANNER_TITLE, manners, selected=draft.manner.value))
        return None if code is None else replace(draft, manner=Manner(code))
    return None
