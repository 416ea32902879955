"""A member goes from one branch of the book to another, and everything recorded about him goes with him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts.designations import release
from db.acts.member_fields import mark_namesakes, refuse_copy
from db.acts.rollcall import follow_roster
from db.errors import Refused
from db.store import members as store

if TYPE_CHECKING:
    from db.acts.designations import Leaving
    from db.book import Book


def move_member(book: Book, member_id: int, organisation_id: int, leaving: Leaving | None = None) -> str:
    """Move a member to another branch of the book; his 党小组 and his 党内职务 were the old branch's and end.

    Whether 先锋岗 and 责任区 that he holds end with it is for the branch to say. His tier and whether he is up to standard
    are about him, and go with him.

    Returns:
        The name of the branch that has him now.

    Raises:
        BadInput: the day on which his posts end is none, lies ahead, or before one of them began.
        Refused: a meeting is going on, he is not on the roster, is there already or somebody like him is, the branch is
            not in the book, or he holds posts and nobody decided what becomes of them.
    """
    running = store.running_meeting(book)
    if running:
        raise Refused(f"“{running}”正在进行，应到人数已定。请散会后再转。")
    old = store.member_fields(book, member_id)
    if old is None or old["left_at"]:
        raise Refused("这名党员已经不在名册中。")
    name = {number: name for number, name, _ in store.branches(book)}.get(organisation_id)
    if name is None:
        raise Refused("簿里没有这个支部。")
    if old["organisation_id"] == organisation_id:
        raise Refused(f"{old['name']}本来就在{name}。")
    here = store.members_where(book, "m.left_at IS NULL AND m.organisation_id = ?", (organisation_id,))
    refuse_copy(here, old, "")
    with book.write("member.moved") as writing:
        store.update_member(
            writing.db, member_id, {"organisation_id": organisation_id, "group_id": None, "post": ""}
        )
        release(book, writing, leaving, f"转到{name}", member_id=member_id)
        mark_namesakes(book, writing.db, organisation_id, {str(old["name"])})
        follow_roster(writing.db)
        writing.about(member=member_id, left=int(old["organisation_id"]), organisation=organisation_id)
    return name
