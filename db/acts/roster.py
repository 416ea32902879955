"""The roster by hand: add, edit, let go and take back a member."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from sqlite3 import IntegrityError
from typing import TYPE_CHECKING, Any

from db.acts.designations import release
from db.acts.member_fields import MemberDraft, checked, computed, mark_namesakes, order_columns, refuse_copy
from db.acts.organisations import ensure_branch, ensure_group, group_named
from db.acts.rollcall import follow_roster
from db.errors import BadInput, PingyiError, Refused
from db.rules import namesakes
from db.rules.names import School, name_sort_key
from db.store import members as store
from db.words import SECRETARY_POST

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.acts.designations import Leaving
    from db.book import Book, Reader

_LET_GO = "确实不在本支部的，请按 4 调出，记录保留。"
_OTHER_STEPS = {
    "member.changed": "最近一步是修改党员，不能用 F7 撤销。请按 F4 改回。",
    "member.let_go": "最近一步是调出党员，不能用 F7 撤销。请在“已调出的党员”里恢复。",
    "member.taken_back": "最近一步是恢复党员，不能用 F7 撤销。请按 4 调出。",
    "member.moved": "最近一步是转到另一支部，不能用 F7 撤销。请再转回来。",
    "roster.imported": "最近一步是导入名册，不能用 F7 撤销。多出的人请按 4 调出。",
}
"""What to do instead, where something else than an addition was done last; by the kind of the event."""


def add_member(
    book: Book, draft: MemberDraft, *, organisation_id: int | None = None, school: School = "surname"
) -> int:
    """Add a member; returns the id. Namesakes get a mark where they have none.

    Raises:
        BadInput: a field cannot be read.
        Refused: the same person is there already, or the branch has a secretary.
    """
    fields = checked(draft)
    with book.write("member.added") as writing:
        branch = ensure_branch(book, writing.db, organisation_id)
        here = store.members_where(book, "m.left_at IS NULL AND m.organisation_id = ?", (branch,))
        _refuse_second_secretary(here, fields, None)
        refuse_copy(here, fields, draft.group)
        is_new_group = group_named(book, branch, draft.group) is None
        group = ensure_group(book, writing.db, branch, draft.group)
        row = computed(book, fields, school) | {"organisation_id": branch, "group_id": group}
        unmarked = [one["id"] for one in here if one["name"] == fields["name"] and not one["mark"]]
        member = store.insert_member(writing.db, row)
        mark_namesakes(book, writing.db, branch, {str(fields["name"])})
        follow_roster(writing.db)
        writing.about(member=member, organisation=branch)
        if is_new_group and group is not None:
            writing.about(made_group=group)
        if unmarked:
            writing.about(marked=unmarked[0])
        writing.digest_of(fields)
    return member


def why_not_undo_adding(book: Reader) -> str:
    """Why there is no addition to take back, or nothing; only the last act on the roster can be."""
    kind = store.last_step(book).kind
    return "" if kind == "member.added" else _OTHER_STEPS.get(kind, "没有可以撤销的添加。")


def last_added(book: Reader) -> tuple[str, str]:
    """Whose addition would be taken back, and when it was.

    Raises:
        Refused: something else was done last.
    """
    step, fields = _addition(book)
    return str(fields["name"]), step.at


def _addition(book: Reader) -> tuple[store.RosterStep, dict[str, Any]]:
    why_not = why_not_undo_adding(book)
    step = store.last_step(book)
    fields = store.member_fields(book, step.member)
    if why_not or fields is None:
        raise Refused(why_not or "没有可以撤销的添加。")
    return step, fields


def undo_adding(book: Book) -> str:
    """Take back the addition of a member, the last thing done to the roster, and of a 党小组 that it made; returns the name.

    Raises:
        Refused: something else was done last, or something is recorded about the member already.
    """
    step, fields = _addition(book)
    name, member_id = str(fields["name"]), step.member
    if store.is_in_steps_of_roll(book, member_id):
        raise Refused(f"{name}已经签到过，不能撤销添加。{_LET_GO}")
    if store.is_named(book, member_id):
        raise Refused(f"{name}名下已有发言或书面意见，不能撤销添加。{_LET_GO}")
    branch = int(fields["organisation_id"])
    with book.write(store.ADDITION_UNDONE) as writing:
        _unmark_namesake(book, writing.db, branch, name, step)
        try:
            store.delete_member(writing.db, member_id)
        except IntegrityError as error:
            raise Refused(
                f"{name}已列入一次会议的签到名单，或名下已有发言、积分、职务等记录，不能撤销添加。{_LET_GO}"
            ) from error
        with suppress(IntegrityError):  # somebody belongs to it since, or something was entered for it
            store.delete_organisation(writing.db, step.made_group)
        writing.about(member=member_id, organisation=branch)
    return name


def _unmark_namesake(book: Book, db: Database, branch: int, name: str, step: store.RosterStep) -> None:
    """Take the mark back that an addition gave to the one who bore the name before."""
    here = store.members_where(
        book, "m.left_at IS NULL AND m.organisation_id = ? AND m.name = ?", (branch, name)
    )
    if len(here) != 2:
        return
    for person, mark in zip(here, namesakes.marks(here), strict=True):
        if person["id"] == step.marked and person["mark"] == mark:
            store.update_member(db, person["id"], {"mark": ""})


def edit_member(
    book: Book, member_id: int, draft: MemberDraft, *, school: School = "surname"
) -> tuple[str, ...]:
    """Change what is filled in about a member; returns the fields that changed (none: nothing was written).

    Raises:
        BadInput: a field cannot be read.
        Refused: there is no such member, or the branch has another secretary.
    """
    old = store.member_fields(book, member_id)
    if old is None:
        raise Refused("簿里没有这名党员。")
    fields = checked(draft)
    here = store.members_where(book, "m.left_at IS NULL AND m.organisation_id = ?", (old["organisation_id"],))
    _refuse_second_secretary(here, fields, member_id)
    changed = tuple(field for field, value in fields.items() if old[field] != value)
    if draft.group != old["group"]:
        changed = (*changed, "group")
    if not changed:
        return ()
    with book.write("member.changed") as writing:
        group = ensure_group(book, writing.db, int(old["organisation_id"]), draft.group)
        row = {field: fields[field] for field in changed if field != "group"} | {"group_id": group}
        if "name" in changed:
            row |= order_columns(str(fields["name"]), school)
        store.update_member(writing.db, member_id, row)
        mark_namesakes(book, writing.db, int(old["organisation_id"]), {str(fields["name"])})
        follow_roster(writing.db)
        writing.about(member=member_id)
        writing.digest_of({field: row.get(field, draft.group) for field in changed})
    return changed


def why_not_keep(
    book: Reader, draft: MemberDraft, member_id: int | None = None, *, organisation_id: int | None = None
) -> str:
    """Why a filled form cannot be kept as a new member (of a branch) or as a change of one, or nothing; writes nothing."""
    try:
        fields = checked(draft)
        old = None if member_id is None else store.member_fields(book, member_id)
        known = store.branches(book)
        first = known[0][0] if known else None
        branch = old["organisation_id"] if old else organisation_id or first
        here = store.members_where(book, "m.left_at IS NULL AND m.organisation_id = ?", (branch,))
        _refuse_second_secretary(here, fields, member_id)
        if member_id is None:
            refuse_copy(here, fields, draft.group)
    except PingyiError as error:
        return error.message
    return ""


def let_go(book: Book, member_id: int, reason: str, leaving: Leaving | None = None) -> None:
    """Strike a member off the roster with the reason; everything recorded about him stays.

    Raises:
        BadInput: there is no reason, or the day on which his posts end is wrong.
        Refused: a meeting is going on, he has left already, or he holds posts and nobody said from when they end.
    """
    why = " ".join(reason.split())
    if not why:
        raise BadInput("请写明调出原因，例如：组织关系转出、去世、除名。")
    running = store.running_meeting(book)
    if running:
        raise Refused(f"“{running}”正在进行，应到人数已定。请散会后再办理调出。")
    old = store.member_fields(book, member_id)
    if old is None or old["left_at"]:
        raise Refused("这名党员已经不在名册中。")
    with book.write("member.let_go") as writing:
        store.update_member(writing.db, member_id, {"left_at": book.now(), "left_reason": why})
        release(book, writing, leaving, why, member_id=member_id)
        follow_roster(writing.db)
        writing.about(member=member_id)
        writing.digest_of({"reason": why})


def take_back(book: Book, member_id: int) -> None:
    """Put a member who had left back on the roster; a secretary who has been replaced comes back without the post.

    Raises:
        Refused: he is there.
    """
    old = store.member_fields(book, member_id)
    if old is None or not old["left_at"]:
        raise Refused("这名党员本来就在名册中。")
    row: dict[str, Any] = {"left_at": None, "left_reason": ""}
    here = store.members_where(book, "m.left_at IS NULL AND m.organisation_id = ?", (old["organisation_id"],))
    if old["post"] == SECRETARY_POST and any(person["post"] == SECRETARY_POST for person in here):
        row["post"] = ""
    with book.write("member.taken_back") as writing:
        store.update_member(writing.db, member_id, row)
        mark_namesakes(book, writing.db, int(old["organisation_id"]), {str(old["name"])})
        follow_roster(writing.db)
        writing.about(member=member_id)


def apply_name_order(book: Book, school: School) -> int:
    """Put every name into the order of a school, after the setting has changed; returns how many keys changed."""
    stale = [
        (key, number)
        for number, name, old in book.rows("SELECT id, name, sort_key FROM member")
        if (key := name_sort_key(name, school)) != old
    ]
    if stale:
        with book.write("roster.reordered") as writing:
            for key, number in stale:
                writing.db.execute("UPDATE member SET sort_key = ? WHERE id = ?", (key, number))
            writing.about(members=len(stale))
    return len(stale)


def draft_of(fields: Mapping[str, Any]) -> MemberDraft:
    """A member as stored, as a draft to change."""
    known = {field: fields[field] for field in store.FIELDS} | {"group": fields["group"]}
    return MemberDraft(
        **known | {"floating": bool(known["floating"]), "counts_points": bool(known["counts_points"])}
    )


def edited(reader: Reader, member_id: int, **changes: str | bool) -> MemberDraft:
    """The draft of a member with some fields changed.

    Raises:
        Refused: there is no such member.
    """
    old = store.member_fields(reader, member_id)
    if old is None:
        raise Refused("簿里没有这名党员。")
    return replace(draft_of(old), **changes)  # type: ignore[arg-type]


def _refuse_second_secretary(
    here: list[dict[str, Any]], fields: Mapping[str, Any], member_id: int | None
) -> None:
    if fields["post"] != SECRETARY_POST:
        return
    other = next((p for p in here if p["post"] == SECRETARY_POST and p["id"] != member_id), None)
    if other is not None:
        raise Refused(f"支部已有书记{other['name']}。请先改他的党内职务，再登记新书记。")
