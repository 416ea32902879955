"""The papers of each kind of poll as they are printed: what is asked in its own words, on as few sheets as it fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.acts import poll_drafts
from db.acts.poll_drafts import Line
from db.acts.poll_opinions import NO_WRITTEN
from db.export.count_sheets import count_docx
from db.export.desk import order
from db.export.slips import slips_docx
from db.views import poll_papers
from db.views.meetings import meeting
from tests import kinds
from tests.export.reading import all_text, opened

if TYPE_CHECKING:
    from db.acts.poll_drafts import PollDraft
    from db.export.ballot_papers import SlipPaper
    from tests.conftest import Branch

LONG_TITLE = "推荐本年度“两优一先”表彰对象中的优秀共产党员、优秀党务工作者和先进党小组建议人选（第一轮）"


def slip_of(branch: Branch, asked: PollDraft) -> SlipPaper:
    """The slip of a draft."""
    kinds.ready(branch)
    poll = poll_drafts.draft(branch.book, branch.meeting, asked)
    of = meeting(branch.book, branch.meeting)
    assert of is not None
    return replace(poll_papers.slip_paper(branch.book, of, poll), copies=1)


def text_of(paper: SlipPaper) -> str:
    return all_text(opened(slips_docx(paper)))


def test_groups_are_recommended_as_what_they_are(branch: Branch) -> None:
    lines = (Line("第一党小组"), Line("第二党小组"))
    text = text_of(slip_of(branch, replace(kinds.nomination(branch, 1, 1), lines=lines)))
    assert ("推荐对象" in text, "最多推荐1个" in text, "另选：" in text) == (True, True, True)
    assert ("姓名" in text, "姓氏笔画" in text) == (False, False)


def test_the_branch_is_judged_as_no_person(branch: Branch) -> None:
    text = text_of(slip_of(branch, kinds.CRITERIA_OF_BRANCH))
    assert ("测评对象" in text, "姓名" in text, "姓氏笔画" in text) == (True, False, False)


def test_a_motion_says_how_to_vote_in_its_own_words(branch: Branch) -> None:
    text = text_of(slip_of(branch, replace(kinds.MOTION, written=NO_WRITTEN)))
    assert "请在“赞成”、“反对”、“弃权”中的一栏内划“√”；划两栏以上的，整张票作废；都不划的视为弃权。" in text
    assert "表决事项" in text


def test_a_date_after_a_long_name_is_not_broken(branch: Branch) -> None:
    paper = replace(
        slip_of(branch, kinds.APPRAISAL), branch="省级机关事务管理局后勤服务中心物业管理处老干部第一党支部"
    )
    lines = [paragraph.text for paragraph in opened(slips_docx(paper)).paragraphs]
    assert "2026年11月22日" in lines


@pytest.mark.parametrize(("kind", "lowest", "highest"), [(1, 5.7, 6.7), (2, 8.9, 9.1)])
def test_rows_stand_closer_just_where_that_saves_a_sheet(
    branch: Branch, kind: int, lowest: float, highest: float
) -> None:
    paper = slip_of(branch, kinds.every(branch)[kind])
    height = opened(slips_docx(paper)).tables[0].rows[2].height
    assert height is not None
    assert lowest < height.mm < highest


def test_a_booth_s_count_sheet_speaks_of_no_paper(branch: Branch) -> None:
    poll = kinds.counted(branch, kinds.nomination(branch), 7)
    of = meeting(branch.book, branch.meeting)
    assert of is not None
    paper = poll_papers.count_paper(branch.book, of, poll)
    told = all_text(opened(count_docx(paper)))
    booth = all_text(opened(count_docx(replace(paper, has_paper=False))))
    assert "应当复核封存的推荐票，或者重新推荐" in told
    assert "参加投票7人，收回推荐票7张" in booth
    assert "只能重新推荐" in booth
    assert ("发出" in booth, "封存人" in booth, "复核" in booth) == (False, False, False)


def test_a_file_is_named_for_what_it_is_however_long_the_title(branch: Branch) -> None:
    poll = kinds.counted(branch, replace(kinds.nomination(branch), title=LONG_TITLE), 7)
    names = {
        what: order(branch.book, what, branch.meeting, poll_id=poll).name
        for what in ("slips", "count", "summary", "record")
    }
    ends = {
        "slips": "推荐票.docx",
        "count": "计票报告单.docx",
        "summary": "推荐汇总表（内部）.docx",
        "record": "计票档案（内部）.json",
    }
    assert all(names[what].endswith(end) for what, end in ends.items())
