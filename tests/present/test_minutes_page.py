"""The record as a page: tables in sentences, and the line that says how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import minutes as acts
from db.acts.meetings import open_meeting
from db.acts.remarks import RemarkDraft, begin, finish, save_text
from db.export.outline import Grid
from db.rules.remarks import Kind
from db.views.minutes import Minutes, minutes
from tui.present.minutes import page_lines, state_line

if TYPE_CHECKING:
    from tests.conftest import Branch

CORRECTION = Grid(
    head=("序号", "存在问题", "整改措施", "责任人", "完成时限"),
    rows=(("1", "下基层少[/x]。", "每月两次；", "王伟", "2026年12月31日"),),
    widths=(1, 1, 1, 1, 1),
)


def standing(branch: Branch) -> Minutes:
    found = minutes(branch.book, branch.meeting)
    assert found is not None
    return found


def test_a_row_of_a_table_reads_as_one_sentence_without_a_stop_before_its_semicolon() -> None:
    text = "".join(line.text for line in page_lines((CORRECTION,), 200)).strip()
    assert text == "1. 存在问题：下基层少[/x]；整改措施：每月两次；责任人：王伟；完成时限：2026年12月31日"


def test_a_change_after_the_reading_is_said_even_where_the_objections_are_long(branch: Branch) -> None:
    open_meeting(branch.book, branch.meeting)
    acts.read_back(
        branch.book, branch.meeting, standing(branch).spoken_digest, "史文同志提出：" + "漏记发言" * 20
    )
    number = begin(branch.book, branch.meeting, RemarkDraft(Kind.SELF_REVIEW, branch.members[0]))
    save_text(branch.book, number, "查摆问题")
    finish(branch.book, number)
    assert "已宣读核对　核对后又有改动　意见：" in state_line(standing(branch), 80)
