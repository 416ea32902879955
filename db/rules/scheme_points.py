"""The points of a scheme (积分): base, bounds, rules, caps, what goes over into the next year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from db.rules.ledger import Cap, Caps
from db.rules.periods import Every
from db.rules.stated import Origin, Stated

DEDUCTION = "扣分"

Cause = Literal["", "attended", "late", "absent", "register", "pledge-kept", "pledge-broken"]
CAUSES: tuple[Cause, ...] = ("", "attended", "late", "absent", "register", "pledge-kept", "pledge-broken")
"""What the book itself knows that brings points; empty: a person gives them."""

CarryMode = Literal["reset", "share", "all"]
CARRY_MODES: tuple[CarryMode, ...] = ("reset", "share", "all")


@dataclass(frozen=True)
class PointRule:
    """One rule of the points (积分项).

    Attributes:
        code: Unique in the scheme; entries keep it.
        name: What people read.
        category: 基础, 贡献, 奖励 or 扣分.
        tenths: What it brings, negative for 扣分.
        cap: The most it may bring in a period.
        needs_evidence: Whether the reason must name a proof (佐证).
        origin: ``seed`` where the document lays it down, ``default`` where this program fills in.
        source: Where the value comes from.
        valid_from: First day that it holds (ISO); empty: always.
        valid_to: Last day that it holds (ISO); empty: always.
        cause: What gives it without a hand; empty where a person does.
        levels: Levels of the meetings whose attendance counts; empty: all.
        defaults: Names of those values that the document leaves open.
    """

    code: str
    name: str
    category: str
    tenths: int
    cap: Cap | None = None
    needs_evidence: bool = False
    origin: Origin = "default"
    source: str = ""
    valid_from: str = ""
    valid_to: str = ""
    cause: Cause = ""
    levels: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()

    def holds_on(self, day: str) -> bool:
        """Whether the rule holds on an ISO day."""
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)

    def is_default(self, name: str = "") -> bool:
        """Whether the rule, or the named value of it, is this program's and not the document's."""
        return self.origin == "default" or name in self.defaults


@dataclass(frozen=True)
class CarryOver(Stated):
    """What goes over into the next year: nothing (``reset``), a ``share`` in per cent of the total, or ``all`` of it.

    With ``share`` the next year starts from that share instead of the base; with ``all`` from the last total.
    """

    mode: CarryMode = "reset"
    percent: int = 0


@dataclass(frozen=True)
class Veto(Stated):
    """一票否决: an event that undoes the year's points and bars the first grade."""

    code: str
    name: str


@dataclass(frozen=True)
class PointScheme:
    """Where members start, between what bounds they stay (tenths), and by which rules they move.

    Attributes:
        ceiling: 0 without limit.
        publicity: How often the totals are made public; empty where nothing is said.
    """

    base: int
    floor: int
    ceiling: int
    rules: tuple[PointRule, ...]
    category_caps: Mapping[str, Cap]
    origin: Origin = "default"
    carry: CarryOver = field(default_factory=lambda: CarryOver(origin="default"))
    vetoes: tuple[Veto, ...] = ()
    publicity: Every | Literal[""] = ""
    source: str = ""

    @property
    def caps(self) -> Caps:
        """The caps of the ledger."""
        return Caps({rule.code: rule.cap for rule in self.rules if rule.cap}, self.category_caps)

    def rule(self, code: str) -> PointRule | None:
        """Return the rule of a code, or None where the scheme has none."""
        return next((rule for rule in self.rules if rule.code == code), None)
