from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.acts.corrections import (
    CorrectionDraft,
    add_correction,
    edit_correction,
    note_progress,
    remove_correction,
    reopen,
    strike_off,
)
from db.errors import Refused
from db.rules.corrections import State
from db.views.corrections import CorrectionRow, carried, correction, corrections
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch

DRAFT = CorrectionDraft("学习不够深入", "每月集中学习两次", "马晓燕", "2027-06")


def add(branch: Branch, draft: CorrectionDraft = DRAFT) -> int:
    return add_correction(branch.book, branch.meeting, draft)


def shown(branch: Branch, correction_id: int) -> CorrectionRow:
    found = correction(branch.book, correction_id)
    assert found is not None
    return found


def close(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed' WHERE id = ?", (branch.meeting,))


def test_correction_keeps_what_was_laid_down(branch: Branch) -> None:
    row = shown(branch, add(branch))
    assert (row.problem, row.measures, row.owner, row.due) == (
        "学习不够深入", "每月集中学习两次", "马晓燕", "2027-06",
    )  # fmt: skip


def test_branch_comes_before_its_members(branch: Branch) -> None:
    add(branch, replace(DRAFT, member_id=branch.members[0]))
    add(branch)
    assert [row.whose for row in corrections(branch.book, branch.meeting)] == ["", "丁一"]


def test_correction_without_an_owner_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="责任人"):
        add(branch, replace(DRAFT, owner=""))


def test_correction_can_be_changed_before_closing(branch: Branch) -> None:
    correction_id = add(branch)
    edit_correction(branch.book, correction_id, replace(DRAFT, owner="于建国"))
    assert shown(branch, correction_id).owner == "于建国"


def test_correction_of_a_closed_meeting_is_not_changed(branch: Branch) -> None:
    correction_id = add(branch)
    close(branch)
    with pytest.raises(Refused, match="闭会"):
        edit_correction(branch.book, correction_id, DRAFT)


def test_correction_can_be_taken_off_before_closing(branch: Branch) -> None:
    correction_id = add(branch)
    remove_correction(branch.book, correction_id)
    assert correction(branch.book, correction_id) is None


def test_correction_of_a_closed_meeting_is_struck_off_with_its_result(branch: Branch) -> None:
    correction_id = add(branch)
    close(branch)
    strike_off(branch.book, correction_id, "已组织学习四次")
    row = shown(branch, correction_id)
    assert (row.state, row.progress) == (State.STRUCK_OFF, "已组织学习四次")


def test_striking_off_without_a_result_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="整改结果"):
        strike_off(branch.book, add(branch), " ")


def test_striking_off_can_be_taken_back(branch: Branch) -> None:
    correction_id = add(branch)
    strike_off(branch.book, correction_id, "已完成")
    reopen(branch.book, correction_id)
    assert shown(branch, correction_id).state is State.OPEN


def test_struck_correction_takes_no_progress(branch: Branch) -> None:
    correction_id = add(branch)
    strike_off(branch.book, correction_id, "已完成")
    with pytest.raises(Refused, match="已经销号"):
        note_progress(branch.book, correction_id, "还在做")


def test_progress_is_kept_on_a_closed_meeting(branch: Branch) -> None:
    correction_id = add(branch)
    close(branch)
    note_progress(branch.book, correction_id, "已学习两次")
    assert shown(branch, correction_id).progress == "已学习两次"


def test_next_meeting_inherits_the_list(branch: Branch) -> None:
    correction_id = add(branch)
    close(branch)
    following = sample.add_meeting(branch.book, branch.organisation, number=2)
    assert [row.id for row in carried(branch.book, following)] == [correction_id]


def test_struck_off_corrections_of_the_last_meeting_are_reported_too(branch: Branch) -> None:
    correction_id = add(branch)
    strike_off(branch.book, correction_id, "已完成")
    close(branch)
    following = sample.add_meeting(branch.book, branch.organisation, number=2)
    assert [row.state for row in carried(branch.book, following)] == [State.STRUCK_OFF]


def test_older_open_corrections_are_still_inherited(branch: Branch) -> None:
    old, struck = add(branch), add(branch)
    strike_off(branch.book, struck, "已完成")
    close(branch)
    sample.add_meeting(branch.book, branch.organisation, number=2, state="closed")
    following = sample.add_meeting(branch.book, branch.organisation, number=3)
    assert [row.id for row in carried(branch.book, following)] == [old]


def test_a_meeting_does_not_inherit_its_own_list(branch: Branch) -> None:
    add(branch)
    assert carried(branch.book, branch.meeting) == ()
