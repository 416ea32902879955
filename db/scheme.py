"""A scheme (方案): what a branch works by, as data. Loads the packaged ones and a branch's own file.

The scheme is never an `if` in the program: point rules, meeting templates, checklist and grades all come from it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from db import words
from db.errors import BadInput
from db.rules.agenda import MINUTES_MAX, Kind
from db.rules.ballot import MAX_GRADES, Grade, Scale
from db.rules.ledger import MOST_TENTHS, PERIODS, Cap, Caps, Period
from db.rules.settings import Rules
from db.toml_file import Table, read_toml

SCHEMES = Path(__file__).resolve().parent / "schemes"
ORIGINS = ("default", "seed")
DEDUCTION = "扣分"

_CODE = re.compile(r"[a-z][a-z0-9_-]*")
_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


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
    """

    code: str
    name: str
    category: str
    tenths: int
    cap: Cap | None = None
    needs_evidence: bool = False
    origin: str = "default"
    source: str = ""


@dataclass(frozen=True)
class PointScheme:
    """Where members start, between what bounds they stay (tenths), and by which rules they move."""

    base: int
    floor: int
    ceiling: int
    rules: tuple[PointRule, ...]
    category_caps: Mapping[str, Cap]
    origin: str = "default"

    @property
    def caps(self) -> Caps:
        """The caps of the ledger."""
        return Caps({rule.code: rule.cap for rule in self.rules if rule.cap}, self.category_caps)

    def rule(self, code: str) -> PointRule | None:
        """Return the rule of a code, or None where the scheme has none."""
        return next((rule for rule in self.rules if rule.code == code), None)


@dataclass(frozen=True)
class TemplateItem:
    """One agenda item of a meeting template."""

    kind: Kind
    title: str
    minutes: int


@dataclass(frozen=True)
class TemplateCheck:
    """One line of a template's checklist; `db.rules.preparation` knows the common codes."""

    code: str
    name: str
    unit: str


@dataclass(frozen=True)
class MeetingTemplate:
    """How a meeting of one kind is set up."""

    code: str
    title: str
    level: str
    agenda: tuple[TemplateItem, ...]
    checklist: tuple[TemplateCheck, ...]


@dataclass(frozen=True)
class Scheme:
    """A scheme, whole.

    Attributes:
        id: The name of its file.
        fingerprint: SHA-256 over its content, comments and layout left out; records keep it.
    """

    id: str
    title: str
    issuer: str
    number: str
    date: str
    source: str
    points: PointScheme
    scale: Scale
    scale_title: str
    meetings: tuple[MeetingTemplate, ...]
    fingerprint: str
    path: Path = field(compare=False)

    def rules(self, base: Rules | None = None) -> Rules:
        """Return the rules with this scheme's points over them."""
        return dataclasses.replace(
            base or Rules(),
            points_base=self.points.base,
            points_floor=self.points.floor,
            points_ceiling=self.points.ceiling,
        )

    def template(self, code: str) -> MeetingTemplate:
        """Return a meeting template.

        Raises:
            BadInput: the scheme has none of that code.
        """
        for each in self.meetings:
            if each.code == code:
                return each
        raise BadInput(f"方案“{self.title}”没有会议模板 {code}。")


def packaged() -> tuple[str, ...]:
    """Return the ids of the schemes that come with the program."""
    return tuple(sorted(path.stem for path in SCHEMES.glob("*.toml")))


def load_scheme(name: str, beside: Path | None = None) -> Scheme:
    """Load a packaged scheme by id, or a branch's own file by path.

    Args:
        name: Id or path; a relative path starts at ``beside``.
        beside: The folder of the file that named the scheme.

    Raises:
        BadInput: there is no such scheme, or its file is at fault: file, key, expected.
    """
    if name in packaged():
        return read_scheme(SCHEMES / f"{name}.toml")
    if not name.endswith(".toml"):
        raise BadInput(
            f"没有方案“{name}”。程序自带的有：{'、'.join(packaged())}；也可以写自己的 .toml 文件的路径。"
        )
    return read_scheme((beside or Path()) / Path(name).expanduser())


def read_scheme(path: Path) -> Scheme:
    """Read one scheme file.

    Raises:
        BadInput: naming the file, the key and what was expected.
    """
    top = read_toml(path)
    scale_table = top.table("scale")
    scheme = Scheme(
        id=path.stem,
        title=top.text("title"),
        issuer=top.text("issuer", ""),
        number=top.text("number", ""),
        date=top.text(
            "date", "", check=lambda text: bool(_DATE.fullmatch(text)), expected="日期，如 2018-10-28"
        ),
        source=top.text("source", ""),
        points=_points(top.table("points")),
        scale=_scale(scale_table),
        scale_title=scale_table.text("title"),
        meetings=_templates(top),
        fingerprint=fingerprint(top.content),
        path=path,
    )
    scale_table.finish()
    top.finish()
    return scheme


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a scheme says, whatever its comments and layout."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text))


def _code(table: Table, taken: set[str]) -> str:
    code = table.text("code", check=_is_code, expected="小写字母开头的代号，如 study")
    if code in taken:
        raise table.fault("code", "没有用过的代号")
    taken.add(code)
    return code


def _scale(table: Table) -> Scale:
    taken: set[str] = set()
    grades = []
    for one in table.tables("grades", required=True):
        grades.append(Grade(_code(one, taken), one.text("name"), one.flag("capped", default=False)))
        one.finish()
    if len(grades) > MAX_GRADES:
        raise table.fault("grades", f"不超过{MAX_GRADES}个等次")
    return Scale(tuple(grades))


def _points(table: Table) -> PointScheme:
    origin = table.text("origin", "default", choices=ORIGINS)
    base = table.tenths("base", low=0, high=MOST_TENTHS)
    floor = table.tenths("floor", 0, low=-MOST_TENTHS, high=base)
    ceiling = table.tenths("ceiling", 0, low=0, high=MOST_TENTHS)
    if ceiling and ceiling <= base:
        raise table.fault("ceiling", "大于 base 的数，或 0（不限）")
    taken: set[str] = set()
    rules = tuple(_rule(one, taken, origin) for one in table.tables("rules", required=True))
    caps: dict[str, Cap] = {}
    for one in table.tables("caps"):
        category = one.text("category", choices=words.POINT_CATEGORY)
        if category in caps:
            raise one.fault("category", "没有写过的类别")
        caps[category] = Cap(one.tenths("cap", low=1, high=MOST_TENTHS), _period(one))
        one.finish()
    table.finish()
    return PointScheme(base, floor, ceiling, rules, MappingProxyType(caps), origin)


def _period(table: Table) -> Period:
    text = table.text("period", choices=PERIODS)
    return next(period for period in PERIODS if period == text)


def _rule(table: Table, taken: set[str], origin: str) -> PointRule:
    category = table.text("category", choices=words.POINT_CATEGORY)
    is_loss = category == DEDUCTION
    tenths = table.tenths("points", low=-MOST_TENTHS, high=MOST_TENTHS)
    if (tenths >= 0) if is_loss else (tenths <= 0):
        raise table.fault("points", "负数（扣分项）" if is_loss else "正数（加分项）")
    cap = None
    if "cap" in table or "period" in table:
        cap = Cap(table.tenths("cap", low=abs(tenths), high=MOST_TENTHS), _period(table))
    table.know("cap", "period")
    rule = PointRule(
        code=_code(table, taken),
        name=table.text("name"),
        category=category,
        tenths=tenths,
        cap=cap,
        needs_evidence=table.flag("evidence", default=False),
        origin=table.text("origin", origin, choices=ORIGINS),
        source=table.text("source", ""),
    )
    table.finish()
    return rule


def _templates(top: Table) -> tuple[MeetingTemplate, ...]:
    taken: set[str] = set()
    return tuple(_template(one, taken) for one in top.tables("meetings", required=True))


def _template(table: Table, taken: set[str]) -> MeetingTemplate:
    lines: set[str] = set()
    template = MeetingTemplate(
        code=_code(table, taken),
        title=table.text("title"),
        level=table.text("level", "assembly", choices=tuple(words.MEETING_LEVEL)),
        agenda=tuple(_item(one) for one in table.tables("agenda", required=True)),
        checklist=tuple(_check(one, lines) for one in table.tables("checklist")),
    )
    table.finish()
    return template


def _item(table: Table) -> TemplateItem:
    kind = Kind(table.text("kind", choices=tuple(each.value for each in Kind)))
    item = TemplateItem(kind, table.text("title"), table.integer("minutes", low=0, high=MINUTES_MAX))
    table.finish()
    return item


def _check(table: Table, taken: set[str]) -> TemplateCheck:
    line = TemplateCheck(_code(table, taken), table.text("name"), table.text("unit", ""))
    table.finish()
    return line
