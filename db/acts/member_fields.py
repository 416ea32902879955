"""What is filled in about a member, read and checked: alike for typing and for importing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.book import new_uid
from db.errors import BadInput, Refused
from db.imports import values
from db.imports.pinyin import initials
from db.rules import namesakes
from db.rules.names import School, bare_name, name_sort_key
from db.rules.prose import clean
from db.store import members as store
from db.words import MEMBER_STATUS

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Book

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
