"""Slips, count sheets and forms as they come out of the book."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from db.acts import commentary, motions, remarks
from db.acts.commentary import CommentaryDraft, Texts
from db.acts.motions import MotionDraft
from db.acts.remarks import RemarkDraft
from db.errors import Refused
from db.export.desk import NAMES, order
from db.export.papers import Decision, Speech
from db.export.wording import comrade
from db.rules.ballot import APPRAISAL_SCALE, Ballot
from db.rules.motion import HandCount
from db.rules.remarks import Kind
from db.rules.tally import percent
from db.views import meetings, papers, poll_papers, polls
from db.views.minutes import paper as minutes_paper
from tests import paper, sample
from tests.export.reading import all_text, opened

if TYPE_CHECKING:
    from db.views.meetings import Meeting
    from tests.conftest import Branch

ROWS = 26


def meeting_of(branch: Branch) -> Meeting:
    found = meetings.meeting(branch.book, branch.meeting)
    assert found is not None
    return found


def held(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', started_at = ?", (branch.book.now(),))


@pytest.fixture
def draft(branch: Branch) -> int:
    return paper.draft(branch.book, branch.meeting)


def counted(branch: Branch, draft: int) -> None:
    sealer = paper.open_now(branch.book, draft)
    paper.hand_out(branch.book, draft, 24)
    slips = [Ballot((1,) * ROWS)] * 20 + [Ballot((2,) * ROWS)] * 3 + [Ballot((0,) * ROWS, is_void=True)]
    paper.enter(branch.book, draft, sealer, slips)
    paper.count(branch.book, draft)


def test_slips_are_as_many_as_rate_now_and_two_spare(branch: Branch, draft: int) -> None:
    preparation = polls.preflight_of(branch.book, draft)
    assert (preparation.refusals, poll_papers.slip_paper(branch.book, meeting_of(branch)).copies) == ((), 28)


def test_a_slip_lists_the_targets_in_the_order_of_entry(branch: Branch, draft: int) -> None:
    sheet = polls.sheet(branch.book, draft)
    assert sheet is not None
    told = poll_papers.slip_paper(branch.book, meeting_of(branch))
    assert (told.names, told.scale) == (tuple(t.label for t in sheet.targets), APPRAISAL_SCALE.names)


def test_there_is_no_slip_before_an_appraisal_is_prepared(branch: Branch) -> None:
    with pytest.raises(Refused, match="还没有准备投票测评"):
        poll_papers.slip_paper(branch.book, meeting_of(branch))


def test_there_is_no_count_sheet_before_the_count(branch: Branch, draft: int) -> None:
    with pytest.raises(Refused, match="还没有计票"):
        poll_papers.count_paper(branch.book, meeting_of(branch))


def test_the_count_sheet_tells_the_four_numbers(branch: Branch, draft: int) -> None:
    counted(branch, draft)
    told = poll_papers.count_paper(branch.book, meeting_of(branch))
    assert (told.due, told.present, told.issued, told.returned, told.valid, told.void) == (
        26,
        26,
        24,
        24,
        23,
        1,
    )


def test_both_sheets_carry_the_code_of_the_witness(branch: Branch, draft: int) -> None:
    counted(branch, draft)
    stored = branch.book.one("SELECT count_hash, count_salt FROM poll WHERE id = ?", (draft,))
    sheets = (
        poll_papers.count_paper(branch.book, meeting_of(branch)),
        poll_papers.summary_paper(branch.book, meeting_of(branch)),
    )
    assert stored is not None
    assert [(sheet.digest, sheet.salt) for sheet in sheets] == [(stored[0], ""), stored]


def test_the_summary_counts_each_member_on_the_valid_slips(branch: Branch, draft: int) -> None:
    counted(branch, draft)
    row = poll_papers.summary_paper(branch.book, meeting_of(branch)).rows[0]
    assert (row.counts, row.blank, percent(row.counts[0], row.base)) == ((20, 3, 0, 0), 0, "86.96%")


def test_those_on_leave_are_marked_on_the_sign_in_sheet(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE attendance SET status = 'leave', reason = '病假' WHERE member_id = ?",
            (branch.members[2],),
        )
    told = papers.sign_in_paper(branch.book, meeting_of(branch))
    assert (len(told.members), told.members[2].note, told.members[3].note) == (26, "请假：病假", "")


def test_branch_and_every_member_have_a_blank_commentary_sheet(branch: Branch) -> None:
    forms = papers.blank_commentary_paper(branch.book, meeting_of(branch)).forms
    assert (len(forms), forms[0].target, forms[2].post) == (27, "党支部", "党支部书记")


def test_only_what_was_released_stands_on_a_commentary_sheet(branch: Branch) -> None:
    with branch.book.quiet() as db:
        for member, state, at in ((0, "released", "1"), (1, "draft", None)):
            db.execute(
                "INSERT INTO commentary (uid, meeting_id, commentator, member_id, results, state, released_at, "
                "created_at, saved_at) VALUES (hex(randomblob(16)), ?, '于建国', ?, '成绩', ?, ?, '', '')",
                (branch.meeting, branch.members[member], state, at),
            )
    forms = papers.commentary_paper(branch.book, meeting_of(branch)).forms
    blank = papers.blank_commentary_paper(branch.book, meeting_of(branch)).forms
    assert ([form.results for form in forms], len(blank)) == (["成绩"], 26)


def test_a_secretary_who_comments_is_the_branch_s_and_a_superior_keeps_his_post(branch: Branch) -> None:
    secretary = branch.book.value("SELECT id FROM member WHERE post = '书记'")
    with branch.book.quiet() as db:
        for person, name, post, target in (
            (secretary, "于建国", "书记", branch.members[0]),
            (None, "周敏", "书记", branch.members[1]),
        ):
            db.execute(
                "INSERT INTO commentary (uid, meeting_id, commentator_id, commentator, commentator_post, member_id, "
                "results, state, released_at, created_at, saved_at) "
                "VALUES (hex(randomblob(16)), ?, ?, ?, ?, ?, '成绩', 'released', '1', '', '')",
                (branch.meeting, person, name, post, target),
            )
    forms = papers.commentary_paper(branch.book, meeting_of(branch)).forms
    assert [form.commentator_post for form in forms] == ["党支部书记", "书记"]


def test_a_motion_stands_in_the_minutes_with_its_sentence(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    held(branch)
    poll = motions.put(branch.book, branch.meeting, MotionDraft("推选监票人、计票人"))
    result = motions.record(branch.book, poll, HandCount(24, 1, 0))
    item = next(item for item in minutes_paper(branch.book, meeting_of(branch)).items if "推选" in item.title)
    assert item.parts == (Decision("推选监票人、计票人", result.sentence),)


def test_a_guest_is_addressed_before_his_unit(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    held(branch)
    said = RemarkDraft(Kind.COMMENT, speaker="赵明（区委组织部）")
    remark = remarks.begin(branch.book, branch.meeting, said)
    remarks.save_text(branch.book, remark, "会议开得好")
    remarks.finish(branch.book, remark)
    parts = [part for item in minutes_paper(branch.book, meeting_of(branch)).items for part in item.parts]
    assert parts == [Speech("赵明同志（区委组织部）", "发言", "会议开得好")]


@pytest.mark.parametrize(
    ("name", "said"), [("王伟", "王伟同志"), ("周敏同志", "周敏同志"), ("王伟（女）", "王伟同志（女）")]
)
def test_comrades_are_addressed_once(name: str, said: str) -> None:
    assert comrade(name) == said


@pytest.mark.parametrize("what", [what for what in NAMES if what != "record"])
def test_every_document_can_be_made_after_the_count(branch: Branch, draft: int, what: str) -> None:
    counted(branch, draft)
    comment = commentary.begin(branch.book, branch.meeting, CommentaryDraft(None, commentator="周敏"))
    commentary.save_texts(branch.book, comment, Texts("成绩"))
    commentary.release(branch.book, comment)
    assert "机关第一党支部" in all_text(opened(order(branch.book, what, branch.meeting).make()))


@pytest.mark.parametrize("what", list(NAMES))
def test_nothing_is_exported_while_a_poll_is_open(branch: Branch, draft: int, what: str) -> None:
    paper.open_now(branch.book, draft)
    with pytest.raises(Refused, match="尚未计票完毕"):
        order(branch.book, what, branch.meeting)


def test_only_the_minutes_come_as_markdown(branch: Branch) -> None:
    with pytest.raises(Refused, match="只能导出为 Word"):
        order(branch.book, "signin", branch.meeting, file_format="md")


def test_a_document_is_named_by_day_meeting_and_kind(branch: Branch) -> None:
    held(branch)
    assert (
        order(branch.book, "minutes", branch.meeting, file_format="md").name
        == "2026-11-22 2026年度组织生活会 会议记录.md"
    )


def test_there_is_no_document_of_no_meeting(branch: Branch) -> None:
    with pytest.raises(Refused, match="没有这次会议"):
        order(branch.book, "minutes", 99)


def test_the_same_record_gives_the_same_file(branch: Branch) -> None:
    made = [order(branch.book, "minutes", branch.meeting).make() for _ in range(2)]
    assert hashlib.sha256(made[0]).digest() == hashlib.sha256(made[1]).digest()


def test_a_large_branch_prints_one_slip_as_often_as_needed(branch: Branch) -> None:
    sample.add_members(branch.book, branch.organisation, 200)
    with branch.book.quiet() as db:
        db.execute(
            "INSERT OR IGNORE INTO attendance (meeting_id, member_id, has_vote) SELECT ?, id, 1 FROM member",
            (branch.meeting,),
        )
    paper.draft(branch.book, branch.meeting)
    assert order(branch.book, "slips", branch.meeting).note == "人数多，文件里只有一张票，请打印228份。"
