"""Where the targets stand: who is up to standard, who is in which tier, and what share that makes on a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules import targets as rules
from db.rules.requirements import Owner
from db.rules.scheme import PARTY_BODIES
from db.views.roster import shown_name

if TYPE_CHECKING:
    from db.book import Reader
    from db.rules.scheme import Scheme, Target, Tier


@dataclass(frozen=True)
class Placed:
    """One organisation or member as last placed.

    Attributes:
        kind: Of an organisation: branch, general_branch …; empty of a member.
        up: By the code of the target: up to standard or not; absent where nobody decided.
        tier: Code of the tier, empty where none was given.
        day: Of the last placement.
    """

    owner: Owner
    shown_name: str
    initials: str
    kind: str
    up: dict[str, bool]
    tier: str
    day: str
    basis: str


@dataclass(frozen=True)
class TargetLine:
    """One target on a date.

    Attributes:
        up: How many are up to it; for a share that rises, how many are in the first tier.
        before: The same at the beginning, out of how many; None where nothing was on record.
    """

    target: Target
    code: str
    up: int
    total: int
    state: rules.State
    before: tuple[int, int] | None

    @property
    def percent(self) -> int:
        """The share reached, in whole per cent."""
        return rules.percent(self.up, self.total)


@dataclass(frozen=True)
class TierLine:
    """One tier: how many organisations or members of all are in it."""

    tier: Tier
    count: int
    total: int


@dataclass(frozen=True)
class TargetBoard:
    """Targets, tiers, and everybody who is placed."""

    day: str
    targets: tuple[TargetLine, ...]
    organisations: tuple[Placed, ...]
    members: tuple[Placed, ...]

    def tiers(self, scheme: Scheme, subject: str) -> tuple[TierLine, ...]:
        """One line a tier, of organisations or of members."""
        placed = self.organisations if subject == "organisation" else self.members
        return tuple(
            TierLine(tier, sum(one.tier == tier.code for one in placed), len(placed)) for tier in scheme.tiers
        )


_SUBJECTS = {
    "organisation": "SELECT id, name, '', '', kind FROM organisation WHERE closed_at IS NULL "
    "ORDER BY CASE kind WHEN 'committee' THEN 0 WHEN 'general_branch' THEN 1 WHEN 'branch' THEN 2 ELSE 3 END, position, id",
    "member": "SELECT id, name, mark, initials, '' FROM member WHERE left_at IS NULL ORDER BY sort_key, id",
}
_PLACED = (
    "SELECT {column}, about, is_up, tier, day, basis FROM placement WHERE {column} IS NOT NULL "
    "AND withdrawn_at IS NULL AND day <= ? ORDER BY day, id"
)


def board(reader: Reader, scheme: Scheme, day: str) -> TargetBoard:
    """Everything about the targets of a scheme on an ISO date."""
    with reader.snapshot():
        counted = _counted(scheme)
        bodies = tuple(one for one in _placed(reader, "organisation", day) if one.kind in counted)
        people = _placed(reader, "member", day)
        lines = tuple(
            _line(reader, scheme, target, people if target.subject == "member" else bodies, day)
            for target in scheme.targets
        )
    return TargetBoard(day, lines, bodies, people)


def _counted(scheme: Scheme) -> set[str]:
    """Which kinds of organisation any target counts; 党组织 of every kind where there is no target for them."""
    named = [target.of for target in scheme.targets if target.subject == "organisation"]
    return {kind for kinds in named or [PARTY_BODIES] for kind in kinds}


def _placed(reader: Reader, subject: str, day: str) -> tuple[Placed, ...]:
    column = "organisation_id" if subject == "organisation" else "member_id"
    up: dict[int, dict[str, bool]] = {}
    tier: dict[int, str] = {}
    last: dict[int, tuple[str, str]] = {}
    for number, about, is_up, given, on, basis in reader.rows(_PLACED.format(column=column), (day,)):
        if about:
            up.setdefault(number, {})[about] = bool(is_up)
        if given:
            tier[number] = given
        last[number] = (on, basis)
    found = []
    for number, name, mark, initials, kind in reader.rows(_SUBJECTS[subject]):
        owner = Owner(None, number) if subject == "organisation" else Owner(number)
        placed, basis = last.get(number, ("", ""))
        found.append(
            Placed(
                owner, shown_name(name, mark), initials, kind, up.get(number, {}), tier.get(number, ""), placed, basis
            )
        )  # fmt: skip
    return tuple(found)


def _line(reader: Reader, scheme: Scheme, target: Target, placed: tuple[Placed, ...], day: str) -> TargetLine:
    code = rules.subject_code(scheme.targets, target)
    if target.subject == "organisation":
        placed = tuple(one for one in placed if one.kind in target.of)
    if target.share:
        up, before = sum(one.up.get(code, False) for one in placed), None
    else:
        first = scheme.tiers[0].code if scheme.tiers else ""
        up = sum(one.tier == first for one in placed) if first else 0
        before = _first_share(reader, target.subject, first, placed)
    stands = rules.state(target, up, len(placed), day, before)
    return TargetLine(target, code, up, len(placed), stands, before)


def _first_share(
    reader: Reader, subject: str, tier: str, placed: tuple[Placed, ...]
) -> tuple[int, int] | None:
    """How many were in a tier by the day on which tiers were first given."""
    column = "organisation_id" if subject == "organisation" else "member_id"
    first = reader.value(
        f"SELECT min(day) FROM placement WHERE {column} IS NOT NULL AND withdrawn_at IS NULL AND tier <> ''"
    )
    if first is None or not tier:
        return None
    rows = reader.rows(
        f"SELECT DISTINCT {column} FROM placement p WHERE {column} IS NOT NULL AND withdrawn_at IS NULL AND day = ? "
        "AND tier = ? "
        f"AND NOT EXISTS (SELECT 1 FROM placement q WHERE q.{column} = p.{column} AND q.day = p.day AND q.id > p.id "
        "AND q.withdrawn_at IS NULL AND q.tier <> '')",
        (first, tier),
    )
    counted = {one.owner.member_id or one.owner.organisation_id for one in placed}
    return sum(number in counted for (number,) in rows), len(placed)


@dataclass(frozen=True)
class LastPlacement:
    """The last placing that was not taken back, one owner's or many in one act.

    Attributes:
        who: 丁一, or 丁一等3名.
        about: Code of the target that `is_up` speaks of, or "".
        tier: Code of the tier, or "".
    """

    placement_ids: tuple[int, ...]
    who: str
    about: str
    is_up: bool
    tier: str
    entered_at: str


def last_placement(reader: Reader) -> LastPlacement | None:
    """What F7 would take back, or None."""
    row = reader.one(
        "SELECT id, batch, about, is_up, tier, entered_at FROM placement WHERE withdrawn_at IS NULL "
        "ORDER BY id DESC LIMIT 1"
    )
    if row is None:
        return None
    number, batch, about, is_up, tier, at = row
    rows = reader.rows(
        "SELECT p.id, coalesce(m.name, o.name), coalesce(m.mark, ''), iif(m.id IS NULL, '个', '名') FROM placement p "
        "LEFT JOIN member m ON m.id = p.member_id LEFT JOIN organisation o ON o.id = p.organisation_id "
        "WHERE p.withdrawn_at IS NULL AND (p.id = ?1 OR (?2 <> '' AND p.batch = ?2)) ORDER BY p.id",
        (number, batch),
    )
    who = shown_name(rows[0][1], rows[0][2]) + (f"等{len(rows)}{rows[0][3]}" if len(rows) > 1 else "")
    return LastPlacement(tuple(each[0] for each in rows), who, about, bool(is_up), tier, at)
