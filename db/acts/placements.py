"""达标认定、分类定档: whether an organisation or a member is up to standard, and in which tier; the last one counts."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from db.acts.days import typed_day
from db.errors import BadInput, Refused
from db.store import designations as store
from db.store import registers, schemes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book
    from db.rules.requirements import Owner
    from db.rules.scheme import Scheme


@dataclass(frozen=True)
class PlacementDraft:
    """What is decided: whether up to the standard of a target, or the tier; on what grounds, on which day.

    `about` is the code of the target; with "" nothing is said of one, and `is_up` goes unread.
    """

    about: str = ""
    is_up: bool = False
    tier: str = ""
    basis: str = ""
    day: str = ""


def place(book: Book, scheme: Scheme, owners: Sequence[Owner], draft: PlacementDraft) -> tuple[int, ...]:
    """Place one owner, or many in one act; what was placed before stays on record. Returns the ids.

    Raises:
        BadInput: a day that is none or lies ahead, or a tier that the scheme does not have.
        Refused: nothing is decided, or an owner is not there.
    """
    if not draft.about and not draft.tier:
        raise Refused("请选择是否达标，或选择档次。")
    if draft.about and draft.about not in {target.code for target in scheme.targets}:
        raise BadInput(f"方案“{scheme.title}”没有目标“{draft.about}”。")
    if draft.tier and draft.tier not in {tier.code for tier in scheme.tiers}:
        raise BadInput(f"方案“{scheme.title}”没有档次“{draft.tier}”。")
    day = typed_day(draft.day or book.today()).isoformat()
    if day > book.today():
        raise BadInput(f"{day} 还没有到，不能先行认定。")
    written = []
    placed = tuple(dict.fromkeys(owners))
    batch = secrets.token_hex(8) if len(placed) > 1 else ""
    with book.write("placement.made") as writing:
        schemes.keep(writing.db, scheme, book.now())
        for owner in placed:
            if not _is_there(book, owner):
                raise Refused("名册里没有这个对象，或已转出、撤销。")
            row = {
                "member_id": owner.member_id, "organisation_id": owner.organisation_id, "day": day,
                "about": draft.about, "is_up": int(draft.is_up) if draft.about else None, "tier": draft.tier,
                "basis": draft.basis.strip(), "scheme_print": scheme.fingerprint[: registers.PRINT_DIGITS],
                "batch": batch, "entered_at": book.now(),
            }  # fmt: skip
            written.append(store.insert(writing.db, "placement", row))
        if not written:
            raise Refused("请先选择党组织或党员。")
        writing.about(placement=written[0], count=len(written))
        writing.digest_of(asdict(draft))
    return tuple(written)


def withdraw(book: Book, placement_ids: Sequence[int], why: str) -> None:
    """Take placements back, all of them or none: what was decided before them counts again.

    Raises:
        Refused: there is no reason, nothing to take back, or one is withdrawn already.
    """
    if not why.strip():
        raise Refused("撤回要写明理由。")
    if not placement_ids:
        raise Refused("没有可以撤回的认定。")
    with book.write("placement.withdrawn") as writing:
        for number in placement_ids:
            if not store.is_standing(book, number):
                raise Refused("这次认定已经撤回，不能再改。")
            store.withdraw_placement(writing.db, number, why=why.strip(), at=book.now())
        writing.about(placements=",".join(map(str, placement_ids)))
        writing.digest_of({"why": why.strip()})


def _is_there(book: Book, owner: Owner) -> bool:
    if owner.organisation_id is not None:
        return registers.organisation_kind(book, owner.organisation_id) is not None
    person = registers.person(book, owner.member_id) if owner.member_id is not None else None
    return person is not None and not person.has_left
