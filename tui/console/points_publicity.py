"""积分公示 as questions: post a quarter, read a list, log objections and answer them, take a list off the board."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.acts import publicity as acts
from db.errors import Refused
from db.rules.ledger import QUARTERS
from db.views import publicity as view
from db.views.roster import branches, members
from tui.present import point_tables as present
from tui.strings import point_tables as words
from tui.widgets.dialogs import Choice, Choose, Field, Form, Notice

if TYPE_CHECKING:
    from db.rules.settings import Rules
    from tui.console.pane import Desk

DAYS = 5
"""How long a list hangs where nobody says (各地办法：不少于五个工作日)."""


async def publish(desk: Desk, year: int, rules: Rules) -> str:
    """Ask which quarter, when and where; post it. Returns what to say, empty where somebody went back.

    Raises:
        Refused: the quarter cannot be posted.
    """
    book = desk.book
    here = branches(book)
    if not here:
        raise Refused(words.EMPTY)
    quarter = await desk.ask(
        Choose(
            words.PAGES[6],
            [Choice(str(number), f"{year}年度{name}") for number, name in enumerate(QUARTERS, 1)],
            selected=str(latest_over(year, book.today())),
        )
    )
    if quarter is None:
        return ""
    today = date.fromisoformat(book.today())
    fields = (
        Field("begins", "开始日期", today.isoformat(), required=True),
        Field("ends", "截止日期", (today + timedelta(days=DAYS)).isoformat(), required=True),
        Field("place", "公示地点", hint="例如：党务公开栏、工作群"),
        Field("contact", "异议反映给", hint="姓名或电话"),
    )
    values = await desk.ask(Form(f"公示{year}年度{QUARTERS[int(quarter) - 1]}积分", fields, save="公示"))
    if values is None:
        return ""
    notice = acts.Notice(values["begins"], values["ends"], values["place"], values["contact"])
    number = acts.publish(book, here[0].id, year, int(quarter), notice, rules=rules)
    return words.PUBLISHED.format(quarter=QUARTERS[int(quarter) - 1], count=len(view.lines(book, number)))


def latest_over(year: int, today: str) -> int:
    """The last quarter of a 年度 that is over on an ISO day; the first where none is."""
    over = [quarter for quarter in (1, 2, 3, 4) if f"{year}-{quarter * 3:02}-31" < today]
    return max(over, default=1)


async def choose(desk: Desk, year: int, preferred: str = "") -> view.Posted | None:
    """Which list is meant: the one under the cursor, the only one that stands, else asked.

    Raises:
        Refused: nothing was posted.
    """
    lists = [one for one in view.posted(desk.book, year) if not one.withdrawn_reason]
    if not lists:
        raise Refused(words.NOT_POSTED)
    at = next((one for one in lists if str(one.id) == preferred), None)
    if at is not None or len(lists) == 1:
        return at or lists[0]
    choices = [Choice(str(one.id), QUARTERS[one.quarter - 1], one.begins) for one in lists]
    chosen = await desk.ask(Choose(words.WHICH_LIST, choices))
    return next((one for one in lists if str(one.id) == chosen), None)


async def read(desk: Desk, one: view.Posted) -> None:
    """Show a list with its objections."""
    text = present.posted_text(one, view.lines(desk.book, one.id), view.objections(desk.book, one.id))
    title = words.POSTED_TITLE.format(year=one.year, quarter=QUARTERS[one.quarter - 1])
    await desk.ask(Notice(title, text))


async def object_to(desk: Desk, one: view.Posted) -> str:
    """Log an objection; returns what to say.

    Raises:
        Refused: something is missing.
    """
    names = {member.shown_name: member.id for member in members(desk.book)}

    def known(values: dict[str, str]) -> str:
        about = values["member"].strip()
        return f"名册里没有“{about}”，不写则针对整份名单。" if about and about not in names else ""

    fields = (
        Field("raised_by", "提出人", required=True),
        Field("member", "涉及党员", hint="姓名，不写为整份名单"),
        Field("content", "异议内容", required=True),
        Field("day", "提出日期", desk.book.today(), required=True),
    )
    values = await desk.ask(Form("登记异议", fields, check=known))
    if values is None:
        return ""
    member = names.get(values["member"].strip())
    acts.object_to(
        desk.book,
        one.id,
        values["content"],
        raised_by=values["raised_by"],
        day=values["day"],
        member_id=member,
    )
    return "已登记异议，请调查后答复。"


async def answer(desk: Desk, one: view.Posted) -> str:
    """Answer an open objection; returns what to say.

    Raises:
        Refused: none is open, or something is missing.
    """
    waiting = [each for each in view.objections(desk.book, one.id) if each.outcome == "open"]
    if not waiting:
        raise Refused(words.NO_OPEN_OBJECTION)
    chosen: str | None = str(waiting[0].id)
    if len(waiting) > 1:
        choices = [
            Choice(str(each.id), f"{each.raised_by}：{each.content}", each.raised_on) for each in waiting
        ]
        chosen = await desk.ask(Choose(words.WHICH_OBJECTION, choices))
    if chosen is None:
        return ""
    fields = (
        Field("upheld", "结果", choices=(("1", "属实，已更正"), ("0", "不属实，已说明")), required=True),
        Field("finding", "调查情况", required=True),
        Field("handled_by", "经办人", required=True),
        Field("day", "答复日期", desk.book.today(), required=True),
    )
    about = next(each for each in waiting if str(each.id) == chosen)
    note = f"{about.raised_by}：{about.content}。属实的，请另在“积分”里撤销或补记那一笔。"
    values = await desk.ask(Form("答复异议", fields, note=note))
    if values is None:
        return ""
    acts.answer(
        desk.book,
        int(chosen),
        values["finding"],
        is_upheld=values["upheld"] == "1",
        handled_by=values["handled_by"],
        day=values["day"],
    )
    return "已答复异议。"


async def withdraw(desk: Desk, one: view.Posted) -> str:
    """Take a list off the board; returns what to say.

    Raises:
        Refused: there is no reason.
    """
    title = f"撤回{one.year}年度{QUARTERS[one.quarter - 1]}积分公示"
    values = await desk.ask(Form(title, (Field("reason", "理由", required=True),), save="撤回"))
    if values is None:
        return ""
    acts.withdraw(desk.book, one.id, values["reason"])
    return "已撤回公示，可以重新公示。"
