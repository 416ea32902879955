"""Points as rows, rules and sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from db.rules.ledger import format_tenths
from tui.strings import points as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from db.acts.points import Booked
    from db.scheme import PointRule
    from db.views.point_ledger import EntryLine
    from db.views.point_tables import Record
    from db.views.points import Standing

PAGE = 9
"""Rules that a digit reaches at once."""
WIDE = 70
"""From so many cells on the list names the 党小组 and the rules stand three abreast; below it two."""

ENTRY_COLUMNS = (
    Column("笔号", 5, is_right=True),
    Column("日期", 5),
    Column("加分", 5, is_right=True),
    Column("扣分", 5, is_right=True),
    Column("结存", 6, is_right=True),
    Column("审核", 8),
    Column("事由", shows_cut=True),
)
_PERIODS = {"month": "每月", "quarter": "每季", "year": "每年"}


def columns(*, in_meeting: bool, is_wide: bool) -> tuple[Column, ...]:
    """The columns of the list; what moved is named after the meeting once it has begun."""
    moved = words.SINCE if in_meeting else words.NO_SINCE
    common = (
        Column("积分", 6, is_right=True),
        Column(moved, 6, is_right=True),
        Column("名次", 4, is_right=True),
    )
    if is_wide:
        return (
            Column("序号", 4, is_right=True),
            Column("姓名", 18),
            *common,
            Column("审核", 6),
            Column("党小组", 0),
        )
    return (Column("序号", 4, is_right=True), Column("姓名", 0), *common, Column("审核", 6))


def member_line(number: int, one: Standing, *, in_meeting: bool, is_marked: bool) -> Row:
    """One member's line; a gain and a loss carry their sign, a marked one says so in place of its number."""
    moved = one.movement if in_meeting else one.moved
    cells = (
        words.SELECTED if is_marked else str(number),
        one.shown_name,
        format_tenths(one.total) if one.counts else words.EXEMPT,
        format_tenths(moved, sign=True) if moved else "",
        str(one.rank) if one.rank else "",
        words.VETO_CELL if one.veto else words.WAITING.format(count=one.waiting) if one.waiting else "",
        one.group,
    )
    tone = (
        "muted"
        if not one.counts
        else "head"
        if is_marked
        else "bad"
        if one.veto
        else "warn"
        if one.waiting
        else ""
    )
    return Row(str(one.member_id), cells, tone)


def rule_points(rule: PointRule) -> str:
    """What a rule brings, with its sign."""
    return format_tenths(rule.tenths, sign=True)


def rule_hint(rule: PointRule) -> str:
    """Category, points and cap of a rule: 基础 +2 每年最多12."""
    cap = f" {_PERIODS[rule.cap.period]}最多{format_tenths(rule.cap.tenths)}" if rule.cap else ""
    return f"{rule.category} {rule_points(rule)}{cap}{' 须佐证' if rule.needs_evidence else ''}"


def _shape(width: int) -> tuple[int, int]:
    """How many rules stand abreast, and the cells of one."""
    across = 3 if width >= WIDE else 2
    return across, max(12, (width - across + 1) // across)


def rules_height(width: int) -> int:
    """The lines that a page of rules takes, its heading among them."""
    return 1 + -(-PAGE // _shape(width)[0])


def rules_text(rules: Sequence[PointRule], page: int, armed: str, marked: int, width: int) -> Text:
    """The rules of one page, numbered, under one line that says what Enter does."""
    pages = max(1, -(-len(rules) // PAGE))
    chosen = next((rule for rule in rules if rule.code == armed), None)
    if chosen is not None:
        whom = words.MARKED.format(count=marked) if marked else words.HERE
        head = words.ARMED.format(name=chosen.name, points=rule_points(chosen), whom=whom)
    elif pages > 1:
        head = words.RULES_HEAD_PAGE.format(page=page + 1, pages=pages)
    else:
        head = words.RULES_HEAD
    text = Text().append(set_cell_size(head, width), "bold" if chosen else "dim")
    across, slot = _shape(width)
    for index, rule in enumerate(rules[page * PAGE : page * PAGE + PAGE]):
        text.append(" " if index % across else "\n")
        text.append(_rule_cell(index, rule, slot), "reverse bold" if rule.code == armed else "")
    return text


def rule_at(rules: Sequence[PointRule], page: int, x: int, y: int, width: int) -> PointRule | None:
    """The rule that a click on `rules_text` hits, or None."""
    across, slot = _shape(width)
    index = page * PAGE + (y - 1) * across + x // (slot + 1)
    if y < 1 or x // (slot + 1) >= across or not page * PAGE <= index < min(len(rules), (page + 1) * PAGE):
        return None
    return rules[index]


def _rule_cell(index: int, rule: PointRule, slot: int) -> str:
    points = rule_points(rule)
    room = slot - 3 - cell_len(points)
    name = rule.name if cell_len(rule.name) <= room else set_cell_size(rule.name, max(2, room))
    return set_cell_size(f"{index + 1} {name} {points}", slot)


def headline(year: int, standings: Sequence[Standing], pending: int, order: str) -> str:
    """One line: which year, how many count, what waits, in which order."""
    text = words.HEADLINE.format(year=year, count=sum(one.counts for one in standings))
    text += words.ORDER[order]
    return text + (words.PENDING.format(count=pending) if pending else "")


def given_text(booked: Booked, what: str, points: int, names: dict[int, str], totals: dict[int, int]) -> str:
    """Say what one act did: to whom, what, how it stands now, what a cap took, whom it passed over."""
    first = booked.lines[0]
    who = names[first.member_id]
    if len(booked.lines) > 1:
        who += f"等{len(booked.lines)}人"
    text = words.GIVEN.format(who=who, what=what, points=format_tenths(points, sign=True))
    if not all(line.is_approved for line in booked.lines):
        waiting = sum(not line.is_approved for line in booked.lines)
        text += words.WAITS if waiting == len(booked.lines) else f"{words.WAITS}{waiting}人"
    elif len(booked.lines) == 1:
        text += words.NOW.format(total=format_tenths(totals[first.member_id]))
    capped = [line for line in booked.lines if line.cap_note]
    if capped:
        text += f"。{capped[0].cap_note}" + (f"（共{len(capped)}人）" if len(capped) > 1 else "")
    if booked.skipped:
        text += words.SKIPPED.format(count=len(booked.skipped), why=booked.skipped[0][1])
    return text


def entry_rows(record: Record) -> list[Row]:
    """One member's page, as the sheet on paper has it: date, gain, loss, balance, approver, reason."""
    rows = []
    if record.has_more:
        rows.append(Row("", ("", "", "", "", format_tenths(record.before), "", words.EARLIER), "muted"))
    for line in record.lines:
        one = line.entry
        counts = line.balance is not None
        shown = one.tenths if counts else one.asked
        detail = one.reason + (f"（{one.evidence}）" if one.evidence else "")
        if one.tenths != one.asked:
            detail += f"［原{format_tenths(one.asked, sign=True)}，达上限］"
        detail += words.PROPOSED.format(name=one.proposer) if one.proposer else ""
        detail += words.AUTOMATIC if one.cause_kind else ""
        if one.note:
            detail += f"［{one.note}］"
        cells = (
            str(one.id),
            one.day[5:],
            format_tenths(shown) if shown > 0 or (shown == 0 and one.asked > 0) else "",
            format_tenths(-shown) if shown < 0 or (shown == 0 and one.asked < 0) else "",
            format_tenths(line.balance) if line.balance is not None else "",
            words.STATES[one.state] or one.approver,
            detail,
        )
        tone = "" if one.state == "approved" else "warn" if one.state == "pending" else "muted"
        rows.append(Row(str(one.id), cells, tone))
    return rows


def pending_title(one: EntryLine) -> str:
    """What waits, in one line: 王伟 无故缺席集中学习 -3分（丁一提出）."""
    by = words.PROPOSED.format(name=one.proposer) if one.proposer else ""
    return f"{one.shown_name} {one.reason} {format_tenths(one.asked, sign=True)}分{by}"


def pending_question(one: EntryLine) -> str:
    """What waits with all that whoever decides should know: the day, and the evidence where there is some."""
    told = [one.day, *((words.EVIDENCE.format(evidence=one.evidence),) if one.evidence else ())]
    return f"{pending_title(one)}（{'，'.join(told)}）"


def why_not_approved_by(one: EntryLine, approver_id: int | None) -> str:
    """Why this person may not decide on an entry; empty where he may."""
    return words.OWN if approver_id is not None and one.member_id == approver_id else ""


def marked_names(standings: Sequence[Standing], members: Collection[int]) -> str:
    """Whom an act is about, in few words."""
    names = [one.shown_name for one in standings if one.member_id in members]
    return "、".join(names) if len(names) <= 3 else f"{names[0]}等{len(names)}人"
