"""What the columns of a table of members and points mean: months, a sum, where the year starts, a kind of deed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from db.imports.columns import FIELDS as ROSTER_FIELDS
from db.imports.columns import normal_title
from db.imports.sheets import Cell

NAMES = frozenset(["姓名", "党员姓名", "名字", "人员姓名"])
PROOFS = frozenset(["佐证", "佐证材料", "证明材料", "依据"])
STARTS = frozenset(["起始分", "基础分", "基本分", "起评分", "上年结转", "结转", "结转分"])
SUMS = frozenset(
    [
        "合计",
        "总计",
        "共计",
        "总分",
        "得分合计",
        "合计得分",
        "积分合计",
        "合计积分",
        "总积分",
        "总得分",
        "年度积分",
        "年度合计",
        "年度总分",
        "年度得分",
        "全年合计",
        "全年积分",
        "累计",
        "累计积分",
        "累计得分",
        "年度累计",
        "积分",
        "得分",
        "分数",
        "分值",
        "小计",
    ]
)
_OTHERS = frozenset(
    [
        "序号",
        "编号",
        "工号",
        "年龄",
        "党龄",
        "职称",
        "人数",
        "月份",
        "签名",
        "签字",
        "本人签字",
        "审核",
        "审核人",
        "审核签名",
        "审核意见",
        "支部书记审核签名",
        "登记人",
        "填表人",
        "名次",
        "排名",
        "位次",
        "等次",
        "评定",
        "评定等次",
        "星级",
        "是否达标",
        "人均",
        "平均",
        "平均分",
    ]
)
_ROSTER = frozenset(name for names in ROSTER_FIELDS.values() for name in names)

_DIGITS = {
    word: number
    for number, word in enumerate(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1
    )
}
_NUMBER = r"(\d{1,2}|十[一二]?|[一二三四五六七八九])"
_TAIL = r"(?:加扣分|加减分|积分|得分|分值|分数|合计|小计|累计)*"
_YEAR = r"(?:(\d{4})[年./-]?)?(?:年?度)?"
_MONTH = re.compile(_YEAR + _NUMBER + r"月份?" + _TAIL)
_ISO_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})")
_QUARTER = re.compile(_YEAR + r"第?" + _NUMBER + r"季度?" + _TAIL)
_HALF = re.compile(_YEAR + r"(上|下)半年" + _TAIL)
_LOSS = re.compile(r"扣|减分")
_GAIN = re.compile(r"加分|奖")
_BOTH = re.compile(r"[加奖]分?[、/和]?[扣减罚惩]")
_WHOLE = re.compile(
    r"(?:\d{4}年?度?|本年度?|全年度?|年终|个人|最终|实际)(?:积分|得分|分数)|.*(?:总分|总积分|总得分)"
)
_SIDED = re.compile(r"(.+?)(?:加分?|奖励?分?|扣分?|减分?)(?:合计|小计|累计)?")
_YEARS = frozenset(["全年", "年度", "本年", "本年度", "总"])
_PART = re.compile(r".*(?:合计|总计|共计|小计|累计)")

Role = Literal["name", "proof", "start", "sum", "span", "deed", ""]


@dataclass(frozen=True)
class Span:
    """Months of a year, from 1 to 12, both ends inside; `year` is 0 where the title names none."""

    first: int
    last: int
    year: int = 0

    @property
    def words(self) -> str:
        """As an entry names it."""
        if self.first == self.last:
            return f"{self.first}月"
        if self.last - self.first == 2:
            return f"{'一二三四'[self.last // 3 - 1]}季度"
        return "上半年" if self.first == 1 else "下半年"

    def holds(self, other: Span) -> bool:
        """Whether the other lies in this one and is shorter."""
        is_inside = self.first <= other.first and other.last <= self.last
        return is_inside and (self.first, self.last) != (other.first, other.last)


@dataclass(frozen=True)
class PointColumn:
    """One column: where it stands from 0, its words, what it is, and its months where it is a span."""

    place: int
    title: str
    role: Role
    span: Span | None = None

    @property
    def is_loss(self) -> bool:
        """Whether its numbers are points taken away, whatever their sign."""
        return bool(_LOSS.search(self.title)) and not _BOTH.search(self.title)

    @property
    def is_gain(self) -> bool:
        """Whether it speaks of gains alone."""
        return bool(_GAIN.search(self.title)) and not _BOTH.search(self.title) and not self.is_loss

    def holds(self, other: PointColumn) -> bool:
        """Whether it is a sum of the other: of shorter spans, or of the gains and losses of its own."""
        if self.span is None or other.span is None:
            return False
        is_split = self.span == other.span and not self.side and bool(other.side)
        return is_split or self.span.holds(other.span)

    @property
    def side(self) -> str:
        """加分 or 扣分 where it speaks of one of them alone; empty of both."""
        return "加分" if self.is_gain else "扣分" if self.is_loss else ""

    @property
    def may_be_deed(self) -> bool:
        """Whether a sum is all that some table tells of a kind of deed: 学习小计, 扣分合计, with nothing that it sums."""
        return self.role == "sum" and self.title not in SUMS and not _WHOLE.fullmatch(self.title)


def column_of(place: int, cell: Cell) -> PointColumn:
    """What a column is by its title alone; a title that says nothing known may be what was done (deed)."""
    title = normal_title(cell)
    if isinstance(cell, date):
        return PointColumn(
            place, f"{cell.year}年{cell.month}月", "span", Span(cell.month, cell.month, cell.year)
        )
    sided = _SIDED.fullmatch(title)
    span = span_of(title) or (span_of(sided[1]) if sided else None)
    if span is not None:
        return PointColumn(place, title, "span", span)
    roles: tuple[tuple[Role, frozenset[str]], ...] = (
        ("name", NAMES), ("proof", PROOFS), ("start", STARTS), ("sum", SUMS), ("", _OTHERS | _ROSTER),
    )  # fmt: skip
    is_sided_sum = sided is not None and sided[1] in SUMS | _YEARS
    is_sum = is_sided_sum or _WHOLE.fullmatch(title) or _PART.fullmatch(title)
    other: Role = "sum" if is_sum else "deed" if title else ""
    found: Role = next((role for role, words in roles if title in words), other)
    return PointColumn(place, title, found)


def span_of(title: str) -> Span | None:
    """The months that a title names: 5月, 2026年5月份, 2026-05, 五月积分, 第二季度合计, 上半年; None where it names none."""
    found = _MONTH.fullmatch(title)
    if found:
        return _span(found[1], _number(found[2]), 1, 12)
    found = _ISO_MONTH.fullmatch(title)
    if found:
        return _span(found[1], int(found[2]), 1, 12)
    found = _QUARTER.fullmatch(title)
    if found:
        return _span(found[1], _number(found[2]), 3, 4)
    found = _HALF.fullmatch(title)
    return _span(found[1], 1 if found[2] == "上" else 2, 6, 2) if found else None


def _span(year: str | None, number: int, months: int, most: int) -> Span | None:
    if not 1 <= number <= most:
        return None
    return Span((number - 1) * months + 1, number * months, int(year or 0))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _DIGITS[text]
