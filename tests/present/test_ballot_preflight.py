"""What the chair reads before a poll opens makes sense for each kind by each way to vote."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.acts import poll_drafts
from db.acts.poll_drafts import Line
from db.acts.poll_opinions import NO_WRITTEN
from db.views import polls as views
from tests import kinds
from tui.present.ballot_preflight import preflight_text

if TYPE_CHECKING:
    from db.acts.poll_drafts import PollDraft
    from tests.conftest import Branch


def told(branch: Branch, asked: PollDraft, away: int = 20) -> str:
    """The preflight of a draft, with one member away."""
    kinds.ready(branch)
    kinds.away(branch, branch.members[away])
    poll = poll_drafts.draft(branch.book, branch.meeting, asked)
    sheet, ready = views.sheet(branch.book, poll), views.preparing(branch.book, poll)
    assert sheet is not None
    assert ready is not None
    return preflight_text(sheet, ready)


@pytest.mark.parametrize("kind", range(6))
def test_a_booth_is_told_nothing_of_spoilt_paper(branch: Branch, kind: int) -> None:
    text = told(branch, replace(kinds.every(branch)[kind], channel="booth"))
    assert ("多选" in text, "选两项以上" in text, "印好" in text) == (False, False, False)
    assert "投票方式：投票台。没有纸票，计票以后不能重新清点" in text


SPOILT = (
    "一行多选，该行作废", "一栏多选，该栏作废", "一栏多选，该栏作废", "一行多选，该行作废", "选两项以上的，整张票作废",
    "每票至多推荐2名，可另选1名，多选的整张票作废",
)  # fmt: skip


@pytest.mark.parametrize("kind", range(6))
def test_paper_is_told_what_spoils_it(branch: Branch, kind: int) -> None:
    assert any(line.startswith(SPOILT[kind]) for line in told(branch, kinds.every(branch)[kind]).splitlines())


def test_a_motion_says_how_many_carry_it_and_has_no_rows(branch: Branch) -> None:
    text = told(branch, kinds.MOTION)
    assert "赞成超过应到会有表决权党员的半数，即至少13票，为通过" in text
    assert "票面" not in text


def test_a_motion_says_who_filed_an_opinion(branch: Branch) -> None:
    text = told(branch, replace(kinds.MOTION, written_by=(branch.members[25],)), away=25)
    assert "书面意见：赞成1份，反对0份，弃权0份，计入票数；提交人：阿依古丽·吐尔逊" in text


def test_a_recommendation_names_its_candidates_and_its_title_once(branch: Branch) -> None:
    first = told(branch, kinds.nomination(branch)).splitlines()[0]
    assert first == "推荐优秀共产党员，候选6人：丁一、于建国、马晓燕、王伟、王志强、阿依古丽·吐尔逊"


def test_groups_are_not_counted_as_people(branch: Branch) -> None:
    asked = replace(kinds.nomination(branch, 1, 0), lines=(Line("第一党小组"), Line("第二党小组")))
    text = told(branch, replace(asked, title="先进党小组"))
    assert "推荐：先进党小组，候选2个：第一党小组；第二党小组" in text
    assert "每票至多推荐1个，不可另选" in text


def test_criteria_say_their_own_words_and_whom_they_judge(branch: Branch) -> None:
    text = told(branch, kinds.CRITERIA_OF_BRANCH)
    assert "票面1项：机关第一党支部" in text
    assert "分项（好、一般、差）：政治合格、执行纪律合格" in text


@pytest.mark.parametrize(
    ("kind", "said"), [(3, "开票后屏上不列各项票数"), (5, "这种投票要公布票数，是否进行由支部决定")]
)
def test_too_few_to_hide_in_are_told_what_becomes_of_the_counts(branch: Branch, kind: int, said: str) -> None:
    few = replace(kinds.every(branch)[kind], pool="服务对象", pool_due=4, pool_present=4)
    assert said in told(branch, few)


def test_few_present_are_told_in_the_words_of_the_kind(branch: Branch) -> None:
    few = replace(kinds.nomination(branch), pool="服务对象", pool_due=20, pool_present=6)
    assert "推荐没有法定人数" in told(branch, few)


def test_a_repetition_says_why(branch: Branch) -> None:
    first = kinds.counted(branch, replace(kinds.MOTION, written=NO_WRITTEN), 20)
    again = poll_drafts.draft_rerun(branch.book, first, "有人代填")
    sheet, ready = views.sheet(branch.book, again), views.preparing(branch.book, again)
    assert sheet is not None
    assert ready is not None
    assert "重新表决，原因：有人代填" in preflight_text(sheet, ready)
