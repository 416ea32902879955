"""The branch and its 党小组: named, renamed, dissolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts.designations import Leaving, release
from db.acts.rollcall import follow_roster
from db.book import new_uid
from db.errors import BadInput, Refused
from db.rules.names import bare_name
from db.store import members as store

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Book

UNNAMED_BRANCH = "本支部"
"""The name of a branch until somebody gives it one."""

LONGEST_NAME = 60


def name_branch(book: Book, name: str, organisation_id: int | None = None) -> int:
    """Give the branch its name, making it where the book has none yet; returns its id.

    Raises:
        BadInput: there is no name.
        Refused: another branch has that name.
    """
    wanted = _organisation_name(name, "支部名称")
    known = store.branches(book)
    if organisation_id is None and known:
        organisation_id = known[0][0]
    if any(other == wanted and number != organisation_id for number, other, _ in known):
        raise Refused(f"已经有“{wanted}”，请换一个名称。")
    with book.write("branch.named") as writing:
        if organisation_id is None:
            organisation_id = store.insert_organisation(writing.db, new_uid(), "branch", wanted, None)
        else:
            store.rename_organisation(writing.db, organisation_id, wanted)
        writing.about(organisation=organisation_id)
        writing.digest_of({"name": wanted})
    return organisation_id


def add_group(book: Book, name: str, organisation_id: int | None = None) -> int:
    """Make a 党小组 in a branch; returns its id, also where it was there already."""
    wanted = _organisation_name(name, "党小组名称")
    with book.write("group.added") as writing:
        branch = ensure_branch(book, writing.db, organisation_id)
        group = ensure_group(book, writing.db, branch, wanted)
        writing.about(organisation=branch, group=group or 0)
    return int(group or 0)


def rename_group(book: Book, group_id: int, name: str) -> None:
    """Give a 党小组 another name.

    Raises:
        Refused: a sister group has that name.
    """
    wanted = _organisation_name(name, "党小组名称")
    found = store.organisation(book, group_id)
    if found is None:
        raise Refused("这个党小组已经撤销。")
    other = store.find_organisation(book, "group", wanted, found[2])
    if other not in (None, group_id):
        raise Refused(f"已经有“{wanted}”，请换一个名称。")
    with book.write("group.renamed") as writing:
        store.rename_organisation(writing.db, group_id, wanted)
        writing.about(group=group_id)


def close_group(book: Book, group_id: int) -> None:
    """Dissolve a 党小组; its members stay in the branch without one, and the 责任区 that it held end with it."""
    with book.write("group.closed") as writing:
        writing.db.execute("UPDATE member SET group_id = NULL WHERE group_id = ?", (group_id,))
        store.close_organisation(writing.db, group_id, book.now())
        release(book, writing, Leaving(), "党小组撤销", group_id=group_id)
        follow_roster(writing.db)
        writing.about(group=group_id)


def ensure_branch(book: Book, db: Database, organisation_id: int | None) -> int:
    """The branch to write into: the one named, else the first, else a new unnamed one."""
    if organisation_id is not None:
        return organisation_id
    known = store.branches(book)
    return known[0][0] if known else store.insert_organisation(db, new_uid(), "branch", UNNAMED_BRANCH, None)


def group_named(book: Book, branch: int, name: str) -> int | None:
    """The 党小组 of that name in a branch, dissolved or not."""
    wanted = bare_name(name)
    return store.find_organisation(book, "group", wanted, branch) if wanted else None


def ensure_group(book: Book, db: Database, branch: int, name: str) -> int | None:
    """The 党小组 of that name in a branch, made or opened again where needed; None for no name."""
    wanted = bare_name(name)
    if not wanted:
        return None
    found = group_named(book, branch, wanted)
    if found is None:
        return store.insert_organisation(db, new_uid(), "group", wanted, branch)
    store.close_organisation(db, found, None)
    return found


def _organisation_name(typed: str, label: str) -> str:
    name = bare_name(typed)
    if not name:
        raise BadInput(f"请填写{label}。")
    if len(name) > LONGEST_NAME:
        raise BadInput(f"{label}不能超过{LONGEST_NAME}个字。")
    return name
