"""The first start on an empty book: branch name, roster, first meeting; each of the three can be skipped."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.acts import organisations
from db.acts.meetings import CheckDraft, ItemDraft, MeetingDraft, create_meeting
from db.acts.member_fields import MemberDraft
from db.acts.organisations import UNNAMED_BRANCH, name_branch
from db.acts.roster import add_member
from db.errors import PingyiError
from db.rules.meeting import planned_moment, why_not_plan
from db.rules.names import school_named
from db.views.roster import branches, members
from db.words import SECRETARY_POST
from tui.console.in_force import rules_in_force, scheme_in_force
from tui.console.roster.forms import draft_from, member_form
from tui.console.roster.importing import import_roster
from tui.widgets.dialogs import Choice, Choose, Field, Form

if TYPE_CHECKING:
    from db.rules.names import School
    from tui.console.pane import Desk

BRANCH_TITLE = "首次使用（1/3）  支部名称"
BRANCH_NOTE = "写在名册、会议记录和测评票上，以后可改。"
ROSTER_TITLE = "首次使用（2/3）  党员名册"
ROSTER_NOTE = "从表格导入会先逐行预览，确认后才写入。数字选择，Esc 跳过"
MEETING_TITLE = "首次使用（3/3）  第一次会议"
MEETING_NOTE = "议程按常用程序排好，以后可改。"
DONE = "准备好了。请核对议程；Esc 回主页，按数字进入各处。"
NO_MEETING_YET = "名册已有党员{count}名。接下来到“会议筹备”新建会议。"
SKIPPED = "已跳过。以后在“党员名册”和“会议筹备”里补上即可，F1 随时查看帮助。"


async def first_start(desk: Desk) -> None:
    """Ask the three things, one screen each; what was answered is kept even where the rest is skipped."""
    await _ask_branch(desk)
    desk.changed()
    await _ask_roster(desk)
    desk.changed()
    has_meeting = await _ask_meeting(desk)
    desk.changed()
    desk.go("plan" if has_meeting else "home")
    count = len(members(desk.book))
    desk.say(DONE if has_meeting else NO_MEETING_YET.format(count=count) if count else SKIPPED)


async def _ask_branch(desk: Desk) -> None:
    hint = "例如：中共某某局机关第一支部委员会"
    field = Field("name", "支部名称", hint=hint)
    form = Form(BRANCH_TITLE, (field,), note=BRANCH_NOTE, check=_branch_complaint, save="确定", leave="跳过")
    values = await desk.ask(form)
    if values and values["name"]:
        organisations.name_branch(desk.book, values["name"])


async def _ask_roster(desk: Desk) -> None:
    """Import or type members until the secretary goes on."""
    school = school_named(desk.config.rules().name_order)
    folder, note = Path.cwd(), ROSTER_NOTE
    while True:
        count = len(members(desk.book))
        choices = [
            Choice("import", "从表格导入", "xlsx、xls、csv"),
            Choice("add", "逐个添加"),
            Choice("on", "下一步" if count else "以后再说", f"已有党员{count}名" if count else ""),
        ]
        chosen = await desk.ask(
            Choose(ROSTER_TITLE, choices, note=note, selected="on" if count else "import")
        )
        if chosen in (None, "on"):
            return
        try:
            if chosen == "import":
                done, folder = await import_roster(desk, folder, school)
                note = done or ROSTER_NOTE
            else:
                note = await _add_one(desk, school) or ROSTER_NOTE
        except PingyiError as error:
            note = error.message
        desk.changed()
        desk.go("home")


async def _add_one(desk: Desk, school: School) -> str:
    values = await desk.ask(member_form("添加党员", desk.book, MemberDraft("")))
    if values is None:
        return ""
    add_member(desk.book, draft_from(values), school=school)
    return f"已添加{values['name']}。"


async def _ask_meeting(desk: Desk) -> bool:
    """Plan the first meeting; True where it was planned."""
    today = date.fromisoformat(desk.book.today())
    # A round held before the summer belongs to the year before.
    year = today.year if today.month > 6 else today.year - 1
    fields = (
        Field("title", "会议名称", f"{year}年度组织生活会", required=True),
        Field("year", "年度", str(year), required=True),
        Field("topic", "主题", hint="可以以后再填"),
        Field("planned_at", "时间", hint=f"例如：{today.isoformat()} 14:30"),
        Field("place", "地点", hint="例如：三楼会议室"),
    )
    values = await desk.ask(
        Form(MEETING_TITLE, fields, note=MEETING_NOTE, check=_complaint, save="新建", leave="跳过")
    )
    if values is None:
        return False
    known = branches(desk.book)
    branch = known[0].id if known else name_branch(desk.book, UNNAMED_BRANCH)
    chair = next((m.id for m in members(desk.book, organisation_id=branch) if m.post == SECRETARY_POST), None)
    scheme = scheme_in_force(desk)
    template = scheme.usual_meeting
    draft = MeetingDraft(
        title=values["title"],
        year=int(values["year"]),
        topic=values["topic"],
        planned_at=values["planned_at"],
        place=values["place"],
        chair_id=chair,
        level=template.level,
    )
    create_meeting(
        desk.book,
        branch,
        draft,
        [ItemDraft(item.kind, item.title, item.minutes) for item in template.agenda],
        checks=[CheckDraft(check.code, check.name, check.unit) for check in template.checklist],
        rules=rules_in_force(desk),
        scheme=scheme,
    )
    return True


def _branch_complaint(values: dict[str, str]) -> str:
    too_long = len(values["name"]) > organisations.LONGEST_NAME
    return f"支部名称不能超过{organisations.LONGEST_NAME}个字。" if too_long else ""


def _complaint(values: dict[str, str]) -> str:
    year = values["year"]
    if not year.isdecimal():
        return "年度请填四位数字，如 2026。"
    return why_not_plan(values["title"], int(year), planned_moment(values["planned_at"]))
