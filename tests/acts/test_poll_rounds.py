"""No two counts of nearly the same people on the same question, whatever the second one is called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db import sealing
from db.acts import poll_drafts, polls
from db.acts.poll_drafts import Line, PollDraft
from db.acts.poll_opinions import NO_WRITTEN
from db.errors import Refused
from db.rules.ballot import APPRAISAL_FORM, Ballot
from db.rules.poll_kinds import KINDS
from db.store import polls as store
from db.views import polls as views
from tests import kinds, paper, sample

if TYPE_CHECKING:
    from tests.conftest import Branch

APPRAISAL = PollDraft("appraisal", "民主测评")
ROWS = 26


@pytest.fixture
def ready(branch: Branch) -> Branch:
    sample.all_present(branch.book, branch.meeting)
    paper.choose_roles(branch.book, branch.meeting)
    return branch


def drafted(branch: Branch, asked: PollDraft) -> int:
    return poll_drafts.draft(branch.book, branch.meeting, asked)


def count(branch: Branch, poll: int) -> int:
    """Open a draft and count ten slips, all with the first mark."""
    record = store.poll(branch.book, poll)
    assert record is not None
    targets = len(store.targets(branch.book, poll))
    masks = (0,) * targets if record.form.problems else ()
    marks = (1,) * (1 if record.form.most_chosen else record.form.cells(targets))
    slip = Ballot((*marks, *(0,) * (record.form.cells(targets) - len(marks))), False, masks)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 10)
    paper.enter(branch.book, poll, sealer, [slip] * 10)
    paper.count(branch.book, poll)
    return poll


def leave(branch: Branch, first: int, people: int) -> None:
    """So many members leave the room, from a place of the roll on."""
    with branch.book.quiet() as db:
        for member in branch.members[first : first + people]:
            db.execute("UPDATE attendance SET in_room = 0 WHERE member_id = ?", (member,))


def may_open(branch: Branch, poll: int) -> bool:
    """Whether the preflight lets it open; the act itself agrees."""
    check = views.preflight_of(branch.book, poll)
    question = views.question_print(branch.book, poll)
    if check.may_open:
        return True
    with pytest.raises(Refused, match="两次票数相减"):
        polls.open_poll(branch.book, poll, sealing.new_lock(paper.CODES, paper.CHEAP), question=question)
    return False


def test_two_repetitions_of_one_poll_are_compared_with_each_other(ready: Branch) -> None:
    first = count(ready, drafted(ready, APPRAISAL))
    leave(ready, 3, 6)
    count(ready, poll_drafts.draft_rerun(ready.book, first, "有人代填"))
    leave(ready, 9, 1)
    assert not may_open(ready, poll_drafts.draft_rerun(ready.book, first, "又有人代填"))


def test_a_void_poll_is_not_the_way_round_one_that_was_counted_since(ready: Branch) -> None:
    void = drafted(ready, APPRAISAL)
    paper.open_now(ready.book, void)
    polls.void_poll(ready.book, void, "票数对不上")
    count(ready, drafted(ready, APPRAISAL))
    leave(ready, 3, 1)
    assert not may_open(ready, poll_drafts.draft_rerun(ready.book, void, "票数对不上"))


def test_the_overall_grade_of_another_kind_is_the_same_question(ready: Branch) -> None:
    count(ready, drafted(ready, kinds.CRITERIA_OF_MEMBERS))
    leave(ready, 3, 1)
    assert not may_open(ready, drafted(ready, APPRAISAL))


def test_the_same_people_may_be_asked_by_another_kind(ready: Branch) -> None:
    count(ready, drafted(ready, kinds.CRITERIA_OF_MEMBERS))
    assert may_open(ready, drafted(ready, APPRAISAL))


def test_another_scale_is_another_question(ready: Branch) -> None:
    count(ready, drafted(ready, kinds.CRITERIA_OF_MEMBERS))
    leave(ready, 3, 1)
    assert may_open(ready, drafted(ready, replace(APPRAISAL, form=KINDS["satisfaction"].form)))


def test_two_recommendations_of_different_titles_are_two_questions(ready: Branch) -> None:
    asked = kinds.nomination(ready)
    count(ready, drafted(ready, asked))
    leave(ready, 10, 1)
    assert may_open(ready, drafted(ready, replace(asked, title="推荐优秀党务工作者")))


@pytest.mark.parametrize(
    "asked",
    [APPRAISAL, kinds.CRITERIA_OF_MEMBERS, kinds.CRITERIA_OF_BRANCH, kinds.MOTION],
    ids=lambda one: one.title,
)
def test_every_kind_is_repeated_by_the_same_people_or_by_enough_others(
    ready: Branch, asked: PollDraft
) -> None:
    asked = replace(asked, written=NO_WRITTEN)
    first = count(ready, drafted(ready, asked))
    again = poll_drafts.draft_rerun(ready.book, first, "有人代填")
    assert may_open(ready, again)
    leave(ready, 3, 1)
    assert not may_open(ready, again)
    leave(ready, 4, 4)
    assert may_open(ready, again)


def test_a_repetition_asks_about_the_branch_again_and_not_about_its_members(ready: Branch) -> None:
    first = count(ready, drafted(ready, kinds.CRITERIA_OF_BRANCH))
    again = poll_drafts.draft_rerun(ready.book, first, "有人代填")
    assert [target.label for target in store.targets(ready.book, again)] == ["机关第一党支部"]


def test_rows_chosen_afterwards_do_not_repeat_a_counted_poll_unsaid(ready: Branch) -> None:
    early, late = ready.members[:3], ready.members[3:6]
    lines = tuple(Line(f"党员{member}", member) for member in early)
    asked = PollDraft("criteria", "分项测评", form=APPRAISAL_FORM, lines=lines)
    count(ready, drafted(ready, asked))
    lines = tuple(Line(f"党员{member}", member) for member in late)
    again = drafted(ready, replace(asked, title="分项测评（二）", lines=lines))
    with pytest.raises(Refused, match="已经计票"):
        poll_drafts.set_targets(ready.book, again, early)
    assert {target.member_id for target in store.targets(ready.book, again)} == set(late)


def test_a_draft_that_repeats_a_counted_poll_does_not_open(ready: Branch) -> None:
    other = drafted(ready, APPRAISAL)
    with ready.book.quiet() as db:  # counted in the meantime, by a second console
        db.execute("UPDATE poll SET kind = 'criteria' WHERE id = ?", (other,))
    count(ready, other)
    again = drafted(ready, APPRAISAL)
    with ready.book.quiet() as db:
        db.execute("UPDATE poll SET kind = 'appraisal' WHERE id = ?", (other,))
    question = views.question_print(ready.book, again)
    with pytest.raises(Refused, match="已经计票"):
        polls.open_poll(ready.book, again, sealing.new_lock(paper.CODES, paper.CHEAP), question=question)


@pytest.mark.parametrize(("gone", "is_warned"), [(0, False), (1, True), (4, True), (5, False)])
def test_another_meeting_of_the_year_with_nearly_the_same_people_is_warned_about(
    ready: Branch, gone: int, is_warned: bool
) -> None:
    count(ready, drafted(ready, APPRAISAL))
    ready.book.conn.execute("UPDATE meeting SET state = 'closed'")
    again = replace(ready, meeting=sample.add_meeting(ready.book, ready.organisation, number=2))
    sample.all_present(again.book, again.meeting)
    paper.choose_roles(again.book, again.meeting)
    leave(again, 3, gone)
    check = views.preflight_of(again.book, drafted(again, APPRAISAL))
    assert (check.may_open, any("另一次会议" in warning for warning in check.warnings)) == (True, is_warned)
