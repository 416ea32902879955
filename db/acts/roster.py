"""The roster by hand: add, edit, let go and take back a member."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from db.acts.designations import release
from db.acts.organisations import ensure_branch, ensure_group
from db.acts.rollcall import follow_roster
from db.book import new_uid
from db.errors import BadInput, PingyiError, Refused
from db.imports import values
from db.imports.pinyin import initials
from db.rules import namesakes
from db.rules.names import School, bare_name, name_sort_key
from db.rules.prose import clean
from db.store import members as store
from db.words import MEMBER_STATUS, SECRETARY_POST

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.acts.designations import Leaving
    from db.book import Book, Reader

LONGEST_NAME = 30
_DATES: Mapping[str, str] = {"birth": "出生日期", "joined": "入党日期", "confirmed": "转正日期"}


@dataclass(frozen=True)
class MemberDraft:
    """What is typed about a member; `group` is a 党小组 by name and is made where there is none.

    Dates in any form that a roster may use; they are kept as partial ISO dates.
    """

    name: str
    mark: str = ""
    kind: str = "full"
    status: str = "normal"
    floating: bool = False
    gender: str = ""
    ethnicity: str = ""
    birth: str = ""
    education: str = ""
    joined: str = ""
    confirmed: str = ""
    group: str = ""
    post: str = ""
    job: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    counts_points: bool = True
    note: str = ""


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
        group = ensure_group(book, writing.db, branch, draft.group)
        row = computed(book, fields, school) | {"organisation_id": branch, "group_id": group}
        member = store.insert_member(writing.db, row)
        mark_namesakes(book, writing.db, branch, {str(fields["name"])})
        follow_roster(writing.db)
        writing.about(member=member, organisation=branch)
        writing.digest_of(fields)
    return member


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


# What importing shares with typing


def checked(draft: MemberDraft) -> dict[str, Any]:
    """The columns that a draft fills, read and cleaned.

    Raises:
        BadInput: a field cannot be read; the message names it.
    """
    name = bare_name(draft.name)
    if not name:
        raise BadInput("请填写姓名。")
    if len(name) > LONGEST_NAME:
        raise BadInput(f"姓名不能超过{LONGEST_NAME}个字。")
    if draft.status not in MEMBER_STATUS:
        raise BadInput(f"没有“{draft.status}”这种党员状态。")
    fields: dict[str, Any] = {
        field: " ".join(clean(str(getattr(draft, field))).split())
        for field in ("mark", "education", "post", "job", "address", "note")
    }
    fields |= {"name": name, "status": draft.status, "floating": int(draft.floating)}
    fields |= {"counts_points": int(draft.counts_points)}
    fields["kind"] = (
        draft.kind
        if draft.kind in ("full", "probationary")
        else _read(values.member_kind, draft.kind, "类别")
    )
    for field, label in _DATES.items():
        fields[field] = _read(values.partial_date, getattr(draft, field), label)
    fields["gender"] = _read(values.gender, draft.gender, "性别")
    fields["ethnicity"] = _read(values.ethnicity, draft.ethnicity, "民族")
    fields["phone"] = _read(values.phone, draft.phone, "手机")
    fields["id_number"] = _read(values.id_number, draft.id_number, "证件号码")
    _check_order(fields)
    return fields


def computed(book: Book, fields: Mapping[str, Any], school: School) -> dict[str, Any]:
    """A whole new row: the fields, the order, the initials, the uid and the moment."""
    return {**fields, **order_columns(str(fields["name"]), school), "uid": new_uid(), "added_at": book.now()}


def order_columns(name: str, school: School) -> dict[str, str]:
    """The columns that follow from a name."""
    return {"sort_key": name_sort_key(name, school), "initials": initials(name)}


def mark_namesakes(book: Book, db: Database, branch: int, names: set[str]) -> None:
    """Give people of one name in a branch marks that tell them apart, where any of them has none."""
    for name in names:
        here = store.members_where(
            book, "m.left_at IS NULL AND m.organisation_id = ? AND m.name = ?", (branch, name)
        )
        if len(here) < 2:
            continue
        told = namesakes.marks(here)
        kept = [person["mark"] or mark for person, mark in zip(here, told, strict=True)]
        for person, mark in zip(here, kept if len(set(kept)) == len(here) else told, strict=True):
            if person["mark"] != mark:
                store.update_member(db, person["id"], {"mark": mark})


def refuse_copy(here: list[dict[str, Any]], fields: Mapping[str, Any], group: str) -> None:
    """Refuse a member in whom nothing tells him from one of those here.

    Raises:
        Refused: there is one of his name, and no birth, joining, phone, gender, mark or group differs.
    """
    for person in here:
        if person["name"] != fields["name"]:
            continue
        told = [
            namesakes.agree(f, str(person[f]), str(fields[f])) for f in ("birth", "joined", "phone", "gender")
        ]
        if False in told or (fields["mark"] and fields["mark"] != person["mark"]):
            continue
        if group and person["group"] and group != person["group"]:
            continue
        raise Refused(
            f"名册中已有{fields['name']}。若是同名的另一人，请填上出生日期、性别或党小组，或在“区分”里写明。"
        )


def _refuse_second_secretary(
    here: list[dict[str, Any]], fields: Mapping[str, Any], member_id: int | None
) -> None:
    if fields["post"] != SECRETARY_POST:
        return
    other = next((p for p in here if p["post"] == SECRETARY_POST and p["id"] != member_id), None)
    if other is not None:
        raise Refused(f"支部已有书记{other['name']}。请先改他的党内职务，再登记新书记。")


def _read(read: Callable[[str], str | None], typed: str, label: str) -> str:
    try:
        return read(typed) or ""
    except ValueError as error:
        raise BadInput(f"{label}“{typed}”：{error}。") from None


def _check_order(fields: Mapping[str, Any]) -> None:
    pairs = (("birth", "joined"), ("joined", "confirmed"))
    for earlier, later in pairs:
        if values.contradicts(str(fields[earlier]), str(fields[later])):
            raise BadInput(
                f"{_DATES[later]}{fields[later]}早于{_DATES[earlier]}{fields[earlier]}，请改正其中一个。"
            )
