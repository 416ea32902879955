"""The points ledger (积分台账): integer tenths, caps by period, reversals, totals, shared ranks.

No Party regulation fixes points; the shapes follow the local rules in DOMAIN §6 and are settings or scheme data.
An entry is never edited: a mistake is undone by a reversal, which names what it undoes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

Period = Literal["month", "quarter", "year"]
PERIODS: tuple[Period, ...] = ("month", "quarter", "year")

MOST_TENTHS = 100_000
"""The largest amount a person may type, 10 000 points: beyond it a slip of the finger is likelier than a deed."""

_DECIMAL = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?")
_Key = TypeVar("_Key", bound=Hashable)


def parse_tenths(text: str) -> int:
    """Read points with at most one decimal place into tenths; ``+``, ``−`` and full-width digits are understood.

    Raises:
        ValueError: In Chinese, naming the text and what was expected.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("–", "-")
    if not plain:
        raise ValueError("没有填写分数。")
    found = _DECIMAL.fullmatch(plain)
    if found is None or not (found[2] or found[3]):
        raise ValueError(f"“{text.strip()}”不是分数，请填数字，例如 2 或 0.5。")
    places = (found[3] or "").rstrip("0")
    if len(places) > 1:
        raise ValueError(f"“{text.strip()}”有{len(found[3])}位小数，积分最多保留一位小数。")
    if len(found[2].lstrip("0")) > 6:
        raise ValueError(f"“{text.strip()}”太大，单笔积分不超过{format_tenths(MOST_TENTHS)}分。")
    tenths = int(found[2] or "0") * 10 + int(places or "0")
    if tenths > MOST_TENTHS:
        raise ValueError(f"“{text.strip()}”太大，单笔积分不超过{format_tenths(MOST_TENTHS)}分。")
    return -tenths if found[1] == "-" else tenths


def format_tenths(tenths: int, *, sign: bool = False) -> str:
    """Write tenths as points: 25 → ``2.5``, 30 → ``3``; with ``sign`` a gain carries its plus."""
    whole, rest = divmod(abs(tenths), 10)
    mark = "-" if tenths < 0 else "+" if sign and tenths > 0 else ""
    return f"{mark}{whole}.{rest}" if rest else f"{mark}{whole}"


def period_of(day: str, period: Period) -> str:
    """Name the period that holds an ISO day: ``2026-11``, ``2026Q4`` or ``2026``."""
    if period == "year":
        return day[:4]
    if period == "month":
        return day[:7]
    return f"{day[:4]}Q{(int(day[5:7]) + 2) // 3}"


@dataclass(frozen=True)
class Cap:
    """The most that may count in one period, in tenths; for deductions the most that may be taken away."""

    tenths: int
    period: Period


@dataclass(frozen=True)
class Deed:
    """What a rule or a hand proposes for one member, before any cap.

    Attributes:
        member: Whose points.
        tenths: Gain (positive) or loss (negative).
        day: Local ISO date of the deed, which decides the period of the cap.
        rule: Code of the rule; empty by hand, and then no rule cap applies.
        category: 基础, 贡献, 奖励 or 扣分.
    """

    member: int
    tenths: int
    day: str
    rule: str = ""
    category: str = ""


@dataclass(frozen=True)
class Entry:
    """One approved line of the ledger.

    Attributes:
        id: Unique in the ledger.
        deed: What was proposed.
        granted: What counts, after the caps, in tenths.
        at: UTC ISO moment of the approval.
        reverses: The entry that this one undoes.
    """

    id: int
    deed: Deed
    granted: int
    at: str = ""
    reverses: int | None = None


@dataclass(frozen=True)
class Caps:
    """Caps by rule code and by category."""

    rules: Mapping[str, Cap] = field(default_factory=dict)
    categories: Mapping[str, Cap] = field(default_factory=dict)


@dataclass(frozen=True)
class Grant:
    """What a deed brings after the caps, and the sentence that says so when a cap took something."""

    tenths: int
    note: str = ""


@dataclass(frozen=True)
class Scale:
    """Where every member starts and between what bounds a total stays, in tenths; None is unbounded.

    `veto_is_zero`: 一票否决 leaves nothing of a year's points (DOMAIN §6.3); else it is only marked.
    """

    base: int = 1000
    floor: int | None = 0
    ceiling: int | None = None
    veto_is_zero: bool = True

    def total(self, moved: int, *, is_vetoed: bool = False) -> int:
        """Return the total shown for the sum of the granted entries."""
        if is_vetoed and self.veto_is_zero:
            return 0
        value = self.base + moved
        if self.ceiling is not None:
            value = min(value, self.ceiling)
        if self.floor is not None:
            value = max(value, self.floor)
        return value


def room(cap: Cap, used: int, tenths: int) -> int:
    """Return how much of ``tenths`` still fits under the cap when ``used`` has been granted in the period.

    A cap bounds the net movement of its period in the direction of the deed; a net movement the other way
    does not widen it.
    """
    direction = 1 if tenths >= 0 else -1
    left = max(0, cap.tenths - max(0, used * direction))
    return direction * min(abs(tenths), left)


def grant(deed: Deed, caps: Caps, used_by_rule: int, used_by_category: int) -> Grant:
    """Apply the caps of a deed's rule and category to it.

    Args:
        deed: What is proposed.
        caps: The caps in force.
        used_by_rule: Tenths already granted to the member by this rule in the period of the rule's cap.
        used_by_category: The same for the category in the period of its cap.
    """
    allowed, note = deed.tenths, ""
    for cap, used, what in (
        (caps.rules.get(deed.rule) if deed.rule else None, used_by_rule, "本项"),
        (caps.categories.get(deed.category), used_by_category, f"“{deed.category}”类"),
    ):
        if cap is None:
            continue
        fits = room(cap, used, allowed)
        if fits != allowed:
            note = _cap_note(cap, fits, deed.tenths, what)
            allowed = fits
    return Grant(allowed, note)


def _cap_note(cap: Cap, fits: int, asked: int, what: str) -> str:
    span = {"month": "每月", "quarter": "每季度", "year": "每年"}[cap.period]
    limit = f"{what}{span}最多{format_tenths(cap.tenths)}分"
    if not fits:
        return f"{limit}，已满，{format_tenths(asked, sign=True)}分不再计入。"
    return f"{limit}，{format_tenths(asked, sign=True)}分只计{format_tenths(fits, sign=True)}分。"


def used(entries: Iterable[Entry], deed: Deed, cap: Cap, *, by: Literal["rule", "category"]) -> int:
    """Sum what was granted to the deed's member, by its rule or category, in the period of the deed's day.

    A reversal carries the deed of what it undoes with the sign turned, so it gives the room back.
    """
    span = period_of(deed.day, cap.period)
    return sum(
        entry.granted
        for entry in entries
        if entry.deed.member == deed.member
        and period_of(entry.deed.day, cap.period) == span
        and getattr(entry.deed, by) == getattr(deed, by)
    )


def append(ledger: tuple[Entry, ...], deed: Deed, caps: Caps, at: str = "") -> tuple[Entry, ...]:
    """Return the ledger with one more deed, granted as far as the caps allow."""
    rule_cap = caps.rules.get(deed.rule) if deed.rule else None
    category_cap = caps.categories.get(deed.category)
    given = grant(
        deed,
        caps,
        used(ledger, deed, rule_cap, by="rule") if rule_cap else 0,
        used(ledger, deed, category_cap, by="category") if category_cap else 0,
    )
    number = max((entry.id for entry in ledger), default=0) + 1
    return (*ledger, Entry(number, deed, given.tenths, at))


def reversal(ledger: tuple[Entry, ...], entry_id: int, at: str = "") -> Entry:
    """Return the entry that undoes another one: same member, day, rule and category, the sign turned.

    Raises:
        ValueError: In Chinese, when there is no such entry, it is itself a reversal, or it is undone already.
    """
    undone = next((entry for entry in ledger if entry.id == entry_id), None)
    if undone is None:
        raise ValueError("找不到要撤销的积分。")
    fault = why_not_reverse(
        is_reversal=undone.reverses is not None,
        is_reversed=any(entry.reverses == entry_id for entry in ledger),
    )
    if fault:
        raise ValueError(fault)
    deed = undone.deed
    turned = Deed(deed.member, -undone.granted, deed.day, deed.rule, deed.category)
    number = max(entry.id for entry in ledger) + 1
    return Entry(number, turned, -undone.granted, at, reverses=entry_id)


def why_not_reverse(*, is_reversal: bool, is_reversed: bool) -> str:
    """Say why an entry cannot be undone; empty when it can."""
    if is_reversal:
        return "这一笔本身就是撤销，不能再撤销；需要时请重新加分或扣分。"
    if is_reversed:
        return "这一笔已经撤销过，不能撤销两次。"
    return ""


def moved(entries: Iterable[Entry], since: str = "") -> dict[int, int]:
    """Sum what was granted to each member, or only what was approved at or after a moment."""
    sums: dict[int, int] = defaultdict(int)
    for entry in entries:
        if entry.at >= since:
            sums[entry.deed.member] += entry.granted
    return dict(sums)


def totals(members: Iterable[int], entries: Iterable[Entry], scale: Scale) -> dict[int, int]:
    """Replay the ledger: the total of every member, also of one without entries."""
    sums = moved(entries)
    return {member: scale.total(sums.get(member, 0)) for member in members}


def ranks(values: Mapping[_Key, int]) -> dict[_Key, int]:
    """Rank the values from the highest down: ties share one rank and the next rank skips (1, 2, 2, 4)."""
    ordered = sorted(values.values(), reverse=True)
    first: dict[int, int] = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    return {key: first[value] for key, value in values.items()}


QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


def month_place(month: str, year: int) -> int:
    """The column, 0 to 11, of a month (``2026-11``) in the table of a 年度.

    A deed on a day outside the 年度, as at a meeting held in January for the year before, stands in the nearest month.
    """
    if month[:4] != str(year):
        return 0 if month < str(year) else 11
    return int(month[5:7]) - 1


def quarter_sums(months: Iterable[int]) -> tuple[int, ...]:
    """Add twelve months up by quarters."""
    each = tuple(months)
    return tuple(sum(each[first : first + 3]) for first in range(0, 12, 3))


REVERSAL = "撤销第"
"""How the reason of a reversal begins."""

CARRIED = "结转"
"""Category of the entry with which a year opens where something goes over from the last one."""


def carried(last_total: int, base: int, mode: str, percent: int) -> int:
    """What a year starts from, in tenths, after a year that ended at a total.

    ``reset``: the base; ``all``: the last total; ``share``: so many per cent of it, half a tenth rounded up.
    """
    if mode == "all":
        return last_total
    if mode == "share":
        return (last_total * percent * 2 + 100) // 200
    return base


@dataclass(frozen=True)
class GroupTotal:
    """One group (党小组): how many count, their sum, and their mean rounded half up to a tenth."""

    members: int
    tenths: int

    @property
    def mean(self) -> int:
        """The mean in tenths; 0 for a group without members."""
        if not self.members:
            return 0
        return (2 * self.tenths + self.members) // (2 * self.members)


def group_totals(values: Mapping[int, int], groups: Mapping[int, _Key]) -> dict[_Key, GroupTotal]:
    """Add up members' totals by group; a member without a group is left out."""
    found: dict[_Key, list[int]] = defaultdict(list)
    for member, value in values.items():
        if member in groups:
            found[groups[member]].append(value)
    return {group: GroupTotal(len(each), sum(each)) for group, each in found.items()}
