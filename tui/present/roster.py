"""The roster as text and rows: members, one member in full, what an import would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from db.rules.moments import date_text, partial_date_text
from db.words import MEMBER_KIND, MEMBER_KIND_SHORT, MEMBER_STATUS
from tui.present.finding import fits
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.acts.roster_import import Imported
    from db.acts.roster_plan import Change, ImportPlan, PlannedRow
    from db.views.roster import MemberDetail, MemberRow

FIELD_WORDS = {
    "name": "姓名", "mark": "同名区分", "kind": "类别", "gender": "性别", "ethnicity": "民族", "birth": "出生日期",
    "education": "学历", "joined": "入党日期", "confirmed": "转正日期", "post": "党内职务", "job": "工作岗位",
    "group": "党小组", "branch": "支部", "phone": "手机", "note": "备注", "id_number": "证件号码", "address": "住址",
    "status": "党员状态", "floating": "流动党员", "counts_points": "参加积分",
}  # fmt: skip
"""What each field of a member is called."""

OUTCOME = {"new": "新增", "changed": "更改", "same": "不变", "gone": "不登记", "bad": "有误"}
OUTCOME_TONE = {"new": "good", "changed": "warn", "same": "muted", "gone": "muted", "bad": "bad"}
_ORDER = {"bad": 0, "changed": 1, "gone": 2, "new": 3, "same": 4}
_NOTHING = "无"
_MOST_ABSENT = 12


def headline(members: Sequence[MemberRow], groups: int, branches: int = 1) -> str:
    """How many there are, of which kinds."""
    if not members:
        return "名册还是空的。"
    probationary = sum(member.kind == "probationary" for member in members)
    text = f"党员{len(members)}名：正式{len(members) - probationary}名，预备{probationary}名"
    text += f"；支部{branches}个" if branches > 1 else ""
    return text + (f"；党小组{groups}个" if groups else "") + "。按姓氏笔画排列"


Layout = Literal["wide", "middle", "narrow"]
"""Which columns the list has: all; status beside the post; and no group, so that names are never cut for it."""

_WIDE, _MIDDLE = 77, 66
_NUMBER, _NAME, _KIND, _GROUP = (
    Column("", 3, is_right=True),
    Column("姓名", 0),
    Column("类别", 4),
    Column("党小组", 12),
)
_COLUMNS: dict[Layout, tuple[Column, ...]] = {
    "wide": (_NUMBER, _NAME, _KIND, Column("党内职务", 14), _GROUP, Column("状态", 8)),
    "middle": (_NUMBER, _NAME, _KIND, Column("职务和状态", 14), _GROUP),
    "narrow": (_NUMBER, _NAME, _KIND, Column("职务和状态", 14)),
}
_BRANCH = Column("支部", 14)
_COLUMNS_OF_SEVERAL: dict[Layout, tuple[Column, ...]] = {
    "wide": (_NUMBER, _NAME, _KIND, Column("职务和状态", 14), _GROUP, _BRANCH),
    "middle": (_NUMBER, _NAME, _KIND, Column("职务和状态", 14), _BRANCH),
    "narrow": (_NUMBER, _NAME, _KIND, _BRANCH),
}
"""Where the book has several branches; fits up to 80 cells by leaving out what the card tells."""
FOUND_COLUMNS = (_NUMBER, _NAME, Column("党内职务", 14), _GROUP)
"""Of the finder."""


def layout_for(width: int) -> Layout:
    """The layout for so many cells."""
    return "wide" if width >= _WIDE else "middle" if width >= _MIDDLE else "narrow"


def member_columns(layout: Layout, *, has_branches: bool = False) -> tuple[Column, ...]:
    """What the list of members shows; with several branches, whose member each is."""
    return _COLUMNS_OF_SEVERAL[layout] if has_branches else _COLUMNS[layout]


def member_rows(
    members: Sequence[MemberRow], typed: str = "", *, layout: Layout = "wide", has_branches: bool = False
) -> list[Row]:
    """One line a member who fits what was typed: number, name, kind, post, group, status; see `member_columns`."""
    cells = _cells_of_several if has_branches else _cells
    return [
        Row(str(member.id), cells(number, member, layout), _tone(member))
        for number, member in enumerate(members, 1)
        if fits(typed, member.shown_name, member.initials, number)
    ]


def found_rows(members: Sequence[MemberRow], typed: str) -> list[Row]:
    """Those who fit what was typed, for the finder: number, name, post, group."""
    return [
        Row(row.key, (row.cells[0], row.cells[1], row.cells[3], row.cells[4]))
        for row in member_rows(members, typed)
    ]


def _cells_of_several(number: int, member: MemberRow, layout: Layout) -> tuple[str, ...]:
    start = (str(number), member.shown_name, MEMBER_KIND_SHORT[member.kind])
    more = {
        "wide": (_post_and_status(member), member.group),
        "middle": (_post_and_status(member),),
        "narrow": (),
    }
    return (*start, *more[layout], member.organisation)


def _status(member: MemberRow) -> str:
    return MEMBER_STATUS[member.status] if member.status != "normal" else "流动" if member.floating else ""


def _post_and_status(member: MemberRow) -> str:
    return " ".join(filter(None, (_status(member), member.post)))


def _cells(number: int, member: MemberRow, layout: Layout) -> tuple[str, ...]:
    kind = MEMBER_KIND_SHORT[member.kind]
    if layout != "wide":
        line = (str(number), member.shown_name, kind, _post_and_status(member), member.group)
        return line[: len(_COLUMNS[layout])]
    return (str(number), member.shown_name, kind, member.post, member.group, _status(member))


def _tone(member: MemberRow) -> str:
    if member.status != "normal":
        return "warn"
    return "head" if member.post == "书记" else ""


def member_card(member: MemberDetail) -> str:
    """Everything about one member, a line a field; fields that are not filled in are left out."""
    facts = (
        ("类别", MEMBER_KIND[member.kind]),
        ("党员状态", "" if member.status == "normal" else MEMBER_STATUS[member.status]),
        ("流动党员", "是" if member.floating else ""),
        ("所在支部", member.organisation),
        ("党小组", member.group),
        ("党内职务", member.post),
        ("性别", member.gender),
        ("民族", member.ethnicity),
        ("出生日期", partial_date_text(member.birth) if member.birth else ""),
        ("学历", member.education),
        ("入党日期", partial_date_text(member.joined) if member.joined else ""),
        ("转正日期", partial_date_text(member.confirmed) if member.confirmed else ""),
        ("工作岗位", member.job),
        ("手机", member.phone),
        ("证件号码", member.id_number),
        ("住址", member.address),
        ("参加积分", "" if member.counts_points else "不参加"),
        ("备注", member.note),
        ("拼音首字母", member.initials),
        ("调出", f"{date_text(member.left_at)}，{member.left_reason}" if member.left_at else ""),
    )
    return "\n".join(f"{_label(label)}  {value}" for label, value in facts if value)


def _label(label: str) -> str:
    return label + "  " * (5 - len(label))


def changes_text(changes: Sequence[Change]) -> str:
    """What a file changes about a member, old and new."""
    return "；".join(
        f"{FIELD_WORDS[change.field]}：{_value(change.field, change.old)} 改为 {_value(change.field, change.new)}"
        for change in changes
    )


def _value(field: str, value: str) -> str:
    if field == "kind":
        return MEMBER_KIND.get(value, value)
    return value or _NOTHING


def plan_headline(plan: ImportPlan) -> str:
    """What the whole file would do."""
    bad = len(plan.roster.faulty_rows)
    text = f"新增{plan.count('new')}名，更改{plan.count('changed')}名，不变{plan.count('same')}名"
    text += f"，不登记{plan.count('gone')}名" if plan.count("gone") else ""
    text += f"；有误{bad}行" if bad else "，没有错误"
    return text + "".join(f"；书记由{one.name}换成{one.successor}" for one in plan.replaced)


def plan_rows(plan: ImportPlan) -> list[Row]:
    """One line a row of the file, what needs a look first: number, name, what it becomes, details."""
    lines: list[tuple[int, int, Row]] = []
    for number in plan.roster.faulty_rows:
        faults = [fault for fault in plan.faults if fault.row == number]
        told = "；".join(f"{fault.column}{_quoted(fault.value)}：{fault.problem}" for fault in faults)
        name = faults[0].name
        lines.append((0, number, Row(f"bad-{number}", (str(number), name, OUTCOME["bad"], told), "bad")))
    for row in plan.rows:
        outcome = row.outcome
        cells = (str(row.person.row), row.person.name, OUTCOME[outcome], row_details(row))
        line = Row(f"row-{row.person.row}", cells, OUTCOME_TONE[outcome])
        lines.append((_ORDER[outcome], row.person.row, line))
    return [line for _, _, line in sorted(lines, key=lambda item: item[:2])]


def row_details(row: PlannedRow) -> str:
    """What a row says about its person, or what it changes."""
    if row.outcome == "changed":
        return changes_text(row.changes)
    if row.outcome == "gone":
        return row.remark
    person = row.person
    told = (
        MEMBER_KIND_SHORT[person.kind], person.post, person.group, f"{person.joined}入党" if person.joined else "",
        person.gender, f"{person.birth}出生" if person.birth else "", row.remark,
    )  # fmt: skip
    return " ".join(part for part in told if part)


def plan_notes(plan: ImportPlan) -> str:
    """What else the secretary should know: notices, columns not read, members not in the file, where people go."""
    roster = plan.roster
    targets = list(dict.fromkeys((row.branch_id, row.branch) for row in plan.rows))
    new = [branch for number, branch in targets if number is None]
    notes = [f"将新建支部：{'、'.join(new)}"] if new else []
    notes += [f"登记到：{'、'.join(branch for number, branch in targets if number is not None)}"] * (
        len(new) < len(targets)
    )
    notes += [f"第{notice.row}行{notice.column}：{notice.problem}" for notice in roster.notices[:3]]
    notes += [f"另有{len(roster.notices) - 3}条提示"] if len(roster.notices) > 3 else []
    unread = [title for title in roster.columns.unread if title not in ("序号", "编号")]
    notes += [f"未读的列：{'、'.join(unread)}"] if unread else []
    if plan.absent:
        names = "、".join(plan.absent[:_MOST_ABSENT]) + ("等" if len(plan.absent) > _MOST_ABSENT else "")
        notes.append(f"名册中有{len(plan.absent)}名党员不在这份表里，保持不动：{names}")
    return "。".join(notes) + ("。" if notes else "")


def imported_text(done: Imported) -> str:
    """What an import did."""
    text = f"已导入：新增{done.added}名，更改{done.changed}名，不变{done.unchanged}名"
    text += f"，已调出不登记{done.gone}名" if done.gone else ""
    return text + (f"，跳过有误的{done.skipped}行。" if done.skipped else "。")


def _quoted(value: str) -> str:
    return f"“{value}”" if value else ""
