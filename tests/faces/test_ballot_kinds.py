"""The place of the secret polls: preparing every kind, several a meeting, their steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from db import sealing
from db.acts import motions, poll_drafts, polls
from db.acts.motions import MotionDraft
from db.rules.motion import HandCount
from db.views import polls as views
from tests import kinds, paper, sample
from tests.faces.ballot_desk import console, settle, shown, type_codes, until, until_state
from tests.faces.screen import screen_text
from tui.console.ballot import ceremony, figures
from tui.console.ballot.preflight import Preflight
from tui.widgets.codes import CodeShown
from tui.widgets.dialogs import Choose, Confirm, Form, Notice
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.conftest import Branch

SIZES = [(80, 24), (160, 45)]


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = list(paper.CODES)
    monkeypatch.setattr(ceremony, "COST", paper.CHEAP)
    monkeypatch.setattr(sealing, "draw_code", lambda: codes.pop(0))


async def form_of(pilot: Pilot[Any], *digits: str) -> None:
    """Prepare: the kind with this digit, and where the kind asks, the source with the next."""
    await settle(pilot)
    await pilot.press("1")
    for digit in digits:
        await until(pilot, Choose)
        await pilot.press(digit)
        await settle(pilot)
    await until(pilot, Form)


async def fill(pilot: Pilot[Any], field: str, typed: str) -> None:
    """Put text in a field, as an input method does."""
    pilot.app.screen.query_one(f"#field-{field}").value = typed  # type: ignore[attr-defined]
    await settle(pilot)


async def save(pilot: Pilot[Any]) -> None:
    await pilot.press("f5")
    await settle(pilot)


def latest(branch: Branch) -> views.PollSheet:
    sheet = views.sheet(branch.book, branch.book.value("SELECT max(id) FROM poll"))
    assert sheet is not None
    return sheet


async def to_opening(pilot: Pilot[Any], branch: Branch) -> str:
    """From a draft to the open poll by keys; returns what the preflight said."""
    await pilot.press("2")
    await until(pilot, Preflight)
    await settle(pilot)
    said = "".join(screen_text(pilot.app).split())
    await pilot.press("1")
    for _ in range(2):
        await until(pilot, CodeShown)
        await pilot.press("enter")
        await settle(pilot)
    await type_codes(pilot)
    await until_state(pilot, branch, "open")
    return said


async def test_a_satisfaction_poll_of_a_pool_from_preparing_to_opening(branch: Branch) -> None:
    kinds.ready(branch)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "3")
        await fill(pilot, "due", "12")
        await fill(pilot, "present", "9")
        await save(pilot)
        said = await to_opening(pilot, branch)
        told = screen_text(pilot.app)
    sheet = latest(branch)
    assert [target.label for target in sheet.targets][:2] == ["基本评价", "推动中心工作和重点任务完成情况"]
    assert (sheet.turnout.pool, sheet.turnout.due, sheet.turnout.electorate) == ("群众代表", 12, 9)
    assert "群众代表应到12人，实到9人" in said
    assert "零票报告：票箱0张，计票0项" in told


async def test_a_pool_without_its_numbers_is_sent_back(branch: Branch) -> None:
    kinds.ready(branch)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "3")
        await save(pilot)
        assert "由群众代表参加，请填写应到、实到人数" in "".join(screen_text(pilot.app).split())
    assert branch.book.value("SELECT count(*) FROM poll") == 0


async def test_criteria_come_from_the_scheme_in_force(branch: Branch) -> None:
    kinds.ready(branch)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "2")
        await save(pilot)
        said = await to_opening(pilot, branch)
    sheet = latest(branch)
    assert [part.name for part in sheet.form.criteria] == [
        "政治合格", "执行纪律合格", "品德合格", "发挥作用合格",
    ]  # fmt: skip
    assert len(sheet.targets) == 26
    assert "分项（好、一般、差）：政治合格、执行纪律合格" in said


async def test_the_branch_itself_is_judged_on_its_own_standard(branch: Branch) -> None:
    kinds.ready(branch)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "2")
        await pilot.press("enter", "1")
        await save(pilot)
        text = screen_text(pilot.app)
    assert [target.label for target in latest(branch).targets] == ["机关第一党支部"]
    assert "优秀名额" not in text


async def test_a_secret_motion_counts_what_was_filed_in_writing(branch: Branch) -> None:
    kinds.ready(branch)
    kinds.away(branch, branch.members[20])
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "4")
        await fill(pilot, "title", "接收王伟为预备党员")
        await pilot.press("enter", "2")
        await save(pilot)
        await until(pilot, Form)
        await fill(pilot, "who", "何平")
        await fill(pilot, "for", "1")
        await save(pilot)
        said = await to_opening(pilot, branch)
    sheet = latest(branch)
    assert (sheet.written, sheet.turnout.due, sheet.turnout.electorate) == (HandCount(1, 0, 0), 25, 24)
    assert "书面意见：赞成1份" in said
    assert "有表决权的党员应到25人，实到24人" in said


async def test_an_opinion_without_its_author_is_sent_back(branch: Branch) -> None:
    kinds.ready(branch)
    kinds.away(branch, branch.members[20])
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "4")
        await fill(pilot, "title", "接收王伟为预备党员")
        await pilot.press("enter", "2")
        await save(pilot)
        await until(pilot, Form)
        await fill(pilot, "for", "1")
        asked = "".join(screen_text(pilot.app).split())
        await save(pilot)
        refused = "".join(screen_text(pilot.app).split())
    assert "应到而不在场的有表决权党员：何平。" in asked
    assert "请写明书面意见是谁提交的。" in refused


async def test_whoever_came_before_a_repetition_is_named_and_left_out(branch: Branch) -> None:
    kinds.ready(branch)
    for member in branch.members[20:22]:
        kinds.away(branch, member)
    asked = replace(kinds.MOTION, written=HandCount(1, 1, 0), written_by=tuple(branch.members[20:22]))
    poll = poll_drafts.draft(branch.book, branch.meeting, asked)
    paper.open_now(branch.book, poll)
    polls.void_poll(branch.book, poll, "票数对不上")
    poll_drafts.draft_rerun(branch.book, poll, "票数对不上")
    with branch.book.quiet() as db:
        db.execute("UPDATE attendance SET in_room = 1 WHERE member_id = ?", (branch.members[20],))
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("1")
        await until(pilot, Form)
        await save(pilot)
        await settle(pilot)
        told = "".join(screen_text(pilot.app).split())
        await fill(pilot, "against", "")
        await save(pilot)
    assert "何平已经到会，由本人投票，书面意见不再计入" in told
    assert latest(branch).written == HandCount(1, 0, 0)
    assert views.filers(branch.book, latest(branch).turnout.id).still == ("宋丽华",)


@pytest.mark.parametrize(("channel", "following"), [("slips", "请录票"), ("calls", "请唱票")])
async def test_after_the_slips_are_counted_the_next_step_is_named_as_it_is(
    branch: Branch, channel: str, following: str
) -> None:
    poll = kinds.opened(branch, replace(kinds.APPRAISAL, channel=channel))
    polls.record_issued(branch.book, poll, 5)
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None

    class Desk:
        book = branch.book

        async def ask(self, _: object) -> tuple[int, int]:
            return 5, 5

    assert following in await figures.ask_slips(cast("Any", Desk()), sheet)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE attendance SET is_due = 0", "何平不再是应到的有表决权党员，书面意见不再计入。"),
        ("DELETE FROM attendance", "已不在名册的1人不再是应到的有表决权党员，书面意见不再计入。"),
    ],
)
async def test_why_an_opinion_counts_no_more_is_said_as_it_is(branch: Branch, change: str, said: str) -> None:
    kinds.ready(branch)
    author = branch.members[20]
    kinds.away(branch, author)
    asked = replace(kinds.MOTION, written=HandCount(1, 0, 0), written_by=(author,))
    poll_drafts.draft(branch.book, branch.meeting, asked)
    with branch.book.quiet() as db:
        db.execute(f"{change} WHERE member_id = ?", (author,))
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("1")
        await until(pilot, Form)
        await save(pilot)
        told = "".join(screen_text(pilot.app).split())
    assert said in told


async def test_a_recommendation_of_typed_names_from_the_roll(branch: Branch) -> None:
    kinds.ready(branch)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "5", "1")
        await fill(pilot, "chosen", "2")
        await fill(pilot, "write_ins", "1")
        await fill(pilot, "names", "王伟、阿依、丁一")
        await save(pilot)
        said = await to_opening(pilot, branch)
    sheet = latest(branch)
    assert [target.label for target in sheet.targets] == ["丁一", "王伟", "阿依古丽·吐尔逊"]
    assert (sheet.form.most_chosen, sheet.form.write_ins) == (2, 1)
    assert "每票至多推荐2名，可另选1名，多选的整张票作废" in said


async def test_a_name_that_nobody_has_is_sent_back(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "5", "1")
        await fill(pilot, "names", "赵[/x]")
        await save(pilot)
        assert "名册中没有“赵[/x]”" in screen_text(pilot.app)


async def test_groups_are_recommended_from_their_list(branch: Branch) -> None:
    async with console(branch).run_test(size=(160, 45)) as pilot:
        await form_of(pilot, "5", "2")
        await save(pilot)
        text = screen_text(pilot.app)
    labels = [target.label for target in latest(branch).targets]
    assert labels == ["第一党小组", "第二党小组", "第三党小组"]
    assert "第三党小组" in text


async def test_whoever_stands_may_not_count_and_the_preflight_says_so(branch: Branch) -> None:
    kinds.ready(branch)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "5", "1")
        await save(pilot)
        await pilot.press("2")
        await until(pilot, Notice)
        text = "".join(screen_text(pilot.app).split())
    assert "不能开始：" in text
    assert "是候选人，不能担任监票人、计票人" in text


async def test_a_draft_is_changed_in_the_same_form(branch: Branch) -> None:
    kinds.ready(branch)
    poll = poll_drafts.draft(branch.book, branch.meeting, kinds.SATISFACTION)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("1")
        await until(pilot, Form)
        await fill(pilot, "line1", "总体评价")
        await fill(pilot, "line3", "")
        await save(pilot)
    sheet = latest(branch)
    assert sheet.turnout.id == poll
    assert [target.label for target in sheet.targets] == ["总体评价", kinds.ASPECTS[1]]


async def test_typing_twice_is_offered_first_where_the_setting_says_so(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET rules = json_set(rules, '$.second_entry', json('true'))")
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "1")
        await save(pilot)
        text = screen_text(pilot.app)
    assert (latest(branch).turnout.channel, latest(branch).entries) == ("slips", 2)
    assert "8  核对差异" in text


async def test_problems_and_texts_follow_their_settings(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE meeting SET rules = json_set(rules, '$.ballot_text', json('true'), '$.ballot_problems', json('true'))"
        )
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await form_of(pilot, "1")
        await save(pilot)
    form = latest(branch).form
    assert (len(form.problems), form.text_bytes) == (10, 1000)


async def test_a_waiting_motion_is_handed_over_with_its_words(branch: Branch) -> None:
    kinds.ready(branch)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', started_at = ?", (branch.book.now(),))
    motions.put(branch.book, branch.meeting, MotionDraft("接收王伟为预备党员"))
    async with console(branch).run_test(size=(80, 24)) as pilot:
        pilot.app.screen.go("motions")  # type: ignore[attr-defined]
        await settle(pilot)
        await pilot.press("5")
        await until(pilot, Form)
        await settle(pilot)
        text = screen_text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
    assert "接收王伟为预备党员" in text
    assert "计入（接收、转正）" in text
    assert branch.book.value("SELECT state FROM poll") == "void"


# Several polls a meeting


async def test_every_poll_of_the_meeting_is_listed_and_the_cursor_chooses(branch: Branch) -> None:
    first = kinds.counted(branch, kinds.APPRAISAL)
    kinds.counted(branch, kinds.SATISFACTION)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "群众代表以无记名方式进行满意度测评" in "".join(screen_text(pilot.app).split())
        listed = pilot.app.screen.query_one("#polls", Rows)
        listed.focus()
        await pilot.press("up")
        await settle(pilot)
        assert listed.cursor_key == str(first)
        assert "大会以无记名方式进行民主测评" in "".join(screen_text(pilot.app).split())


async def test_a_poll_under_way_comes_before_counted_ones(branch: Branch) -> None:
    kinds.counted(branch, kinds.SATISFACTION)
    poll_drafts.draft(branch.book, branch.meeting, kinds.APPRAISAL)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "民主测评  准备中" in screen_text(pilot.app)


async def test_no_second_poll_is_prepared_while_one_is_under_way(branch: Branch) -> None:
    kinds.opened(branch, kinds.SATISFACTION)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert "上一次投票还没有结束" in screen_text(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_every_kind_shows_what_the_chair_reads_out(branch: Branch, size: tuple[int, int]) -> None:
    for asked in kinds.every(branch)[::2]:
        kinds.counted(branch, asked)
    sentences = [views.result(branch.book, one.id) for one in views.secret_polls(branch.book, branch.meeting)]
    async with console(branch).run_test(size=size) as pilot:
        await settle(pilot)
        listed = pilot.app.screen.query_one("#polls", Rows)
        listed.focus()
        await pilot.press("home")
        for result in sentences:
            await settle(pilot)
            assert result is not None
            assert f"主持人宣读：{result.sentence[:20]}" in "".join(screen_text(pilot.app).split())
            await pilot.press("down")


# Booth


async def test_a_booth_hands_out_nothing_and_asks_how_many_voted(branch: Branch) -> None:
    kinds.ready(branch)
    poll_drafts.draft(
        branch.book, branch.meeting, replace(kinds.MOTION, channel="booth", written=HandCount(0, 0, 0))
    )
    text = await shown(branch)
    assert [name for name in ("3  投票", "4  核对人数", "5  截止", "6  计票") if name in text] == [
        "3  投票", "4  核对人数", "5  截止", "6  计票",
    ]  # fmt: skip
    assert "发票" not in text


async def test_a_repetition_may_only_change_the_way(branch: Branch) -> None:
    poll = kinds.counted(branch, kinds.SATISFACTION)
    poll_drafts.draft_rerun(branch.book, poll, "票数不清")
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "重新测评：票数不清" in screen_text(pilot.app)
        await pilot.press("1")
        await until(pilot, Choose)
        await pilot.press("3")
        await settle(pilot)
    assert latest(branch).turnout.channel == "totals"


@pytest.mark.parametrize("size", [SIZES[0], pytest.param(SIZES[1], marks=pytest.mark.long)])
@pytest.mark.parametrize("count", [0, 3, 30, 300])
async def test_the_place_stands_with_any_number_of_members(
    book: Any, size: tuple[int, int], count: int
) -> None:
    from tests.conftest import Branch

    organisation = sample.add_branch(book)
    members = sample.add_members(book, organisation, count)
    branch = Branch(book, sample.Clock(), organisation, members, sample.add_meeting(book, organisation))
    poll_drafts.draft(branch.book, branch.meeting, replace(kinds.APPRAISAL, form=None))
    text = await shown(branch, size=size)
    assert f"票面{count}" in text


async def test_the_zero_report_is_read_from_the_book(branch: Branch) -> None:
    poll = kinds.opened(branch, kinds.SATISFACTION)
    assert views.zero_report(branch.book, poll) == (0, 0)
    polls.record_issued(branch.book, poll, 3)
    text = await shown(branch)
    assert "零票报告：票箱0张，计票0项" in text


async def test_the_preflight_scrolls(branch: Branch) -> None:
    kinds.ready(branch)
    poll_drafts.draft(branch.book, branch.meeting, kinds.APPRAISAL)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await until(pilot, Preflight)
        await pilot.press("down", "up", "escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, Confirm)
