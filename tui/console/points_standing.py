"""What stands beside giving points: proposals, 一票否决, 免计, the roll of the meeting, the year's end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.acts import point_standing as acts
from db.acts import points
from db.acts.point_attendance import settle_attendance
from db.errors import Refused
from db.views import points as view
from tui.console.in_force import scheme_in_force
from tui.console.points_finding import find_member
from tui.present import points as present
from tui.strings import point_tables as table_words
from tui.strings import points as words
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Form
from tui.widgets.rows import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.settings import Rules
    from tui.console.pane import Desk
    from tui.console.points_giving import Counter


async def propose(counter: Counter, members: Sequence[int]) -> str:
    """Ask who proposes, and what; the entries wait for 审核认定. Returns what to say.

    Raises:
        Refused: nobody is left to give points to, or a rule says no.
    """
    desk = counter.desk
    whom = present.marked_names(counter.standings, members)
    if not any(one.counts for one in counter.standings if one.member_id in members):
        raise Refused(words.NOBODY_COUNTS.format(whom=whom))
    proposer = await _ask_member(desk, counter.standings, words.PROPOSER_TITLE)
    if proposer is None:
        return ""
    rules = [rule for rule in counter.scheme.points.rules if rule.holds_on(desk.book.today())]
    choices = [Choice(rule.code, rule.name, present.rule_hint(rule)) for rule in rules]
    code = await desk.ask(Choose(f"{words.RULE_TITLE}：{whom}", choices))
    rule = counter.scheme.points.rule(code) if code is not None else None
    if rule is None:
        return ""
    evidence = ""
    if rule.needs_evidence:
        field = Field("evidence", "佐证", hint="文件名称、文号、刊物或日期", required=True)
        values = await desk.ask(Form(words.EVIDENCE_TITLE.format(name=rule.name, whom=whom), [field]))
        if values is None:
            return ""
        evidence = values["evidence"]
    booked = points.give_by_rule(
        desk.book,
        members,
        rule,
        scheme=counter.scheme,
        evidence=evidence,
        year=counter.year,
        meeting_id=counter.live_meeting,
        proposed_by=proposer.member_id,
    )
    return words.PROPOSED_TOLD.format(
        who=proposer.shown_name, count=len(booked.lines), what=rule.name, points=present.rule_points(rule)
    )


async def _ask_member(desk: Desk, standings: Sequence[view.Standing], title: str) -> view.Standing | None:
    shape = (Column("", 18), Column("", 14), Column("", 0))
    return await find_member(desk, standings, title, shape, lambda one: (one.shown_name, one.post, one.group))


async def veto(desk: Desk, one: view.Standing, year: int, events: Sequence[str]) -> str:
    """Mark a member with 一票否决, or lift it. Returns what to say.

    Args:
        desk: The console.
        one: The member.
        year: The 年度.
        events: What the scheme names; another reason can be typed.

    Raises:
        Refused: something is missing.
    """
    if one.veto:
        field = Field("reason", "撤销理由", required=True)
        title = words.LIFT_TITLE.format(name=one.shown_name, why=one.veto)
        values = await desk.ask(Form(title, [field], save="撤销"))
        if values is None:
            return ""
        acts.lift_veto(desk.book, one.member_id, year, values["reason"])
        return words.LIFTED.format(name=one.shown_name)
    reason = ""
    if events:
        choices = [Choice(event, event) for event in events]
        title = words.VETO_EVENT.format(name=one.shown_name)
        chosen = await desk.ask(Choose(title, [*choices, Choice("", words.VETO_OTHER)]))
        if chosen is None:
            return ""
        reason = chosen
    fields = [
        Field("reason", "事由", reason, required=True),
        Field("approver", "认定单位", hint="例如：机关纪委、支部党员大会", required=True),
        Field("day", "认定日期", desk.book.today(), required=True),
    ]
    values = await desk.ask(
        Form(words.VETO_TITLE.format(name=one.shown_name, year=year), fields, save="登记")
    )
    if values is None:
        return ""
    acts.veto(
        desk.book, one.member_id, year, values["reason"], approver=values["approver"], day=values["day"]
    )
    return words.VETOED.format(name=one.shown_name, year=year)


async def exempt(desk: Desk, one: view.Standing) -> str:
    """Leave a member out of the points, or take him in again. Returns what to say.

    Raises:
        Refused: something is missing.
    """
    if not one.counts:
        text = words.COUNT_AGAIN.format(name=one.shown_name, why=one.exempt or words.NO_REASON)
        if not await desk.ask(Confirm(words.COUNT_AGAIN_TITLE, text, yes="恢复计分")):
            return ""
        acts.count_again(desk.book, one.member_id)
        return words.COUNTS_AGAIN.format(name=one.shown_name)
    fields = [
        Field("reason", "原因", hint="例如：长期患病、退休年老、长期流动", required=True),
        Field("approver", "由谁同意", hint="例如：支部党员大会", required=True),
        Field("since", "从哪天起", desk.book.today(), required=True),
    ]
    values = await desk.ask(Form(words.EXEMPT_TITLE.format(name=one.shown_name), fields, save="登记"))
    if values is None:
        return ""
    acts.exempt(
        desk.book, one.member_id, values["reason"], approver=values["approver"], since=values["since"]
    )
    return words.EXEMPTED.format(name=one.shown_name)


def by_roll(counter: Counter) -> str:
    """Bring the points of the meeting in line with its roll. Returns what to say.

    Raises:
        Refused: there is no meeting, or no rule speaks of its roll.
    """
    meeting = counter.desk.meeting_id
    if meeting is None:
        raise Refused(words.NO_MEETING)
    done = settle_attendance(counter.desk.book, meeting, scheme=counter.scheme)
    if done.is_nothing:
        return words.ROLL_AGREES
    return words.ROLL_SETTLED.format(given=done.given, taken=done.taken)


async def carry_over(desk: Desk, rules: Rules) -> tuple[int, str] | None:
    """Open a 年度 with what the scheme carries over. Returns the year and what to say; None where it was left.

    Raises:
        Refused: the scheme carries nothing over.
    """
    scheme = scheme_in_force(desk)
    carry = scheme.points.carry
    today = date.fromisoformat(desk.book.today()).year
    choices = [Choice(str(year), f"{year}年度") for year in (today, today + 1)]
    chosen = await desk.ask(Choose("给哪个年度记起始分", choices))
    if chosen is None:
        return None
    how = table_words.CARRY_HOW[carry.mode].format(percent=carry.percent)
    text = table_words.CARRY_TEXT.format(scheme=scheme.title, how=how)
    text = "\n".join((text, *_too_early(desk, int(chosen) - 1)))
    if not await desk.ask(Confirm(table_words.CARRY_TITLE.format(year=chosen), text, yes="结转")):
        return None
    done = acts.carry_over(desk.book, int(chosen), scheme=scheme, rules=rules)
    told = table_words.CARRIED_WAITING if done.waiting else table_words.CARRIED
    return int(chosen), told.format(count=done.written, waiting=done.waiting)


def _too_early(desk: Desk, year: int) -> list[str]:
    """What can still move the totals of the year that is carried over."""
    told = []
    if desk.book.today() <= f"{year}-12-31":
        told.append(table_words.CARRY_EARLY.format(year=year))
    waiting = sum(one.waiting for one in view.standings(desk.book, year))
    if waiting:
        told.append(table_words.CARRY_UNSETTLED.format(year=year, count=waiting))
    return told
