"""Whoever leaves a branch: what becomes of the 先锋岗 and 责任区 that he holds there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts.designations import Leaving, why_not_release
from db.views.designations import held
from tui.strings import registers as words
from tui.widgets.dialogs import Field, Form

if TYPE_CHECKING:
    from db.book import Reader
    from tui.console.pane import Desk


async def ask_leaving(desk: Desk, name: str, member_id: int, *, may_keep: bool) -> Leaving | None:
    """From when the posts of a member end, or that he keeps them for now; None to leave everything as it was.

    Nothing is asked of somebody who holds none.
    """
    posts = held(desk.book, member_id=member_id)
    if not posts:
        return Leaving()
    what = Field("what", words.LEAVING_WHAT, "end", choices=words.LEAVING, required=True)
    on = Field("on", words.LEAVING_ON, desk.book.today(), required=True)
    text = words.LEAVING_NOTE.format(name=name, posts="；".join(posts))
    fields = [what, on] if may_keep else [on]

    def complaint(values: dict[str, str]) -> str:
        is_kept = values.get("what") == "keep"
        return "" if is_kept else why_not_release(desk.book, member_id, values["on"])

    values = await desk.ask(Form(words.LEAVING_TITLE.format(name=name), fields, note=text, check=complaint))
    if values is None:
        return None
    return Leaving(is_kept=values.get("what") == "keep", on=values["on"])


def posts_of_group(reader: Reader, group_id: int) -> str:
    """What a 党小组 that is dissolved holds and loses, as a sentence; nothing where it holds none."""
    posts = held(reader, group_id=group_id)
    return words.GROUP_POSTS.format(posts="；".join(posts)) if posts else ""
