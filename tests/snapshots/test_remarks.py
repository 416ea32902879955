"""发言记录 as it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.events import Paste

from db.acts.remarks import RemarkDraft, begin, finish, save_text
from db.config import Config, Look
from db.rules.remarks import Kind
from tests.sample import all_present
from tests.snapshots import evening
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tests.conftest import Branch

REVIEW = (
    "一是理论学习不够深入。满足于完成规定动作，结合实际思考不多；\n二是联系服务群众不够经常，2025年仅到联系点6次，"
    "听取意见建议（含书面）不够主动；\n三是“一岗双责”落实得不够到位，抓班子、带队伍的韧劲不足。"
)


def say(
    branch: Branch, kind: Kind, speaker: int | None, about: int | None, text: str, *, done: bool = True
) -> None:
    people = branch.members
    draft = RemarkDraft(
        kind,
        None if speaker is None else people[speaker],
        "赵明（区委组织部副部长）" if speaker is None else "",
        None if about is None else people[about],
    )
    number = begin(branch.book, branch.meeting, draft)
    save_text(branch.book, number, text)
    if done:
        finish(branch.book, number)


def speak(branch: Branch) -> None:
    """The secretary's turn is over, the next is going on, one text is not finished."""
    all_present(branch.book, branch.meeting)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running'")
        db.execute(
            "UPDATE attendance SET status = 'leave', in_room = 0 WHERE member_id = ?", (branch.members[4],)
        )
    say(branch, Kind.SELF_REVIEW, 1, 1, REVIEW)
    say(branch, Kind.CRITICISM, 25, 1, "要多到一线去，和党员谈心谈话再经常一些。")
    say(branch, Kind.CRITICISM, None, 1, "把抓党建的责任扛得更实。")
    say(branch, Kind.RESPONSE, 1, 1, "诚恳接受，照单全收，逐条整改。")
    say(branch, Kind.SELF_REVIEW, 0, 0, "以干代学的现象还存在。")
    say(branch, Kind.CRITICISM, 25, 0, "遇到矛盾有畏难情绪。")
    say(branch, Kind.CRITICISM, 2, 0, "学习要更系统", done=False)


async def write(pilot: Pilot[Any]) -> None:
    """The editor is open with a long text."""
    await pilot.press("2")
    for _ in range(4):
        await pilot.pause()
    pilot.app.post_message(Paste(REVIEW * 2))
    await pilot.pause()
    await pilot.press("f8")
    await evening.rest(pilot)


def test_the_floor_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    speak(branch)
    app = ConsoleApp(branch.book, Config(), start="remarks")
    assert snap_compare(app, terminal_size=(80, 24), run_before=evening.rest)


def test_a_remark_being_typed_at_160_by_45(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    speak(branch)
    app = ConsoleApp(branch.book, Config(), start="remarks")
    assert snap_compare(app, terminal_size=(160, 45), run_before=write)


def test_a_remark_being_typed_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    speak(branch)
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="remarks")
    assert snap_compare(app, terminal_size=(80, 24), run_before=write)


def test_the_floor_with_odd_texts(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    evening.odd_texts(branch)
    speak(branch)
    say(branch, Kind.CRITICISM, 0, 25, "[/x][b]粗[/b]\n第二段")
    app = ConsoleApp(branch.book, Config(look=Look(theme="light")), start="remarks")
    assert snap_compare(app, terminal_size=(110, 30), run_before=evening.rest)
