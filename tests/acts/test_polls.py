from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db import sealing
from db.acts import ballots, poll_drafts, polls
from db.acts.poll_opinions import NO_WRITTEN
from db.errors import Conflict, Refused
from db.polling import refuse_while_polling
from db.rules.ballot import VOID_ROW, Ballot
from db.views import polls as views
from tests import kinds, paper, sample
from tui.strings import ballot as words

if TYPE_CHECKING:
    from tests.conftest import Branch


@pytest.fixture
def poll(branch: Branch) -> int:
    return paper.draft(branch.book, branch.meeting)


def state(branch: Branch, poll: int) -> str:
    return str(branch.book.value("SELECT state FROM poll WHERE id = ?", (poll,)))


def lock() -> sealing.Lock:
    return sealing.new_lock(paper.CODES, paper.CHEAP)


def test_a_draft_lists_every_member_in_order_with_the_probationary_one_ungraded(
    branch: Branch, poll: int
) -> None:
    paper_sheet = views.sheet(branch.book, poll)
    assert paper_sheet is not None
    assert [row.label for row in paper_sheet.targets] == list(sample.NAMES)
    assert [row.label for row in paper_sheet.targets if not row.is_graded] == [sample.PROBATIONARY]


def test_a_member_no_longer_counted_is_not_on_the_slip(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET status = 'suspended' WHERE name = '丁一'")
        db.execute("UPDATE member SET status = 'lost' WHERE name = '王伟'")
    sheet = views.sheet(branch.book, poll_drafts.draft_appraisal(branch.book, branch.meeting))
    assert sheet is not None
    assert {"丁一", "王伟"}.isdisjoint(row.label for row in sheet.targets)


def test_namesakes_are_told_apart_on_the_slip(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET name = '王伟', mark = '第二党小组' WHERE name = '王志强'")
    sheet = views.sheet(branch.book, poll_drafts.draft_appraisal(branch.book, branch.meeting))
    assert sheet is not None
    assert "王伟（第二党小组）" in [row.label for row in sheet.targets]


def test_who_is_on_the_slip_can_be_chosen_before_opening(branch: Branch, poll: int) -> None:
    poll_drafts.set_targets(branch.book, poll, branch.members[:3][::-1])
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    assert [row.member_id for row in sheet.targets] == branch.members[:3]


def test_only_one_secret_poll_is_prepared_or_held_at_a_time(branch: Branch, poll: int) -> None:
    with pytest.raises(Refused, match="还没有结束"):
        poll_drafts.draft_appraisal(branch.book, branch.meeting)


def test_a_draft_can_be_given_up(branch: Branch, poll: int) -> None:
    poll_drafts.discard_draft(branch.book, poll)
    assert views.turnout(branch.book, poll) is None


def test_a_poll_without_roles_does_not_open(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    poll = poll_drafts.draft_appraisal(branch.book, branch.meeting)
    with pytest.raises(Refused, match="还没有推选监票人。还没有推选计票人。"):
        polls.open_poll(branch.book, poll, lock(), question=views.question_print(branch.book, poll))
    assert state(branch, poll) == "draft"


def test_opening_freezes_who_takes_part(branch: Branch, poll: int) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE attendance SET in_room = 0 WHERE member_id = ?", (branch.members[5],))
    paper.open_now(branch.book, poll)
    sample.all_present(branch.book, branch.meeting)
    turnout = views.turnout(branch.book, poll)
    assert turnout is not None
    assert (turnout.due, turnout.electorate) == (26, 25)


def test_a_poll_does_not_open_on_another_question_than_was_shown(branch: Branch, poll: int) -> None:
    shown = views.question_print(branch.book, poll)
    with branch.book.quiet() as db:
        db.execute("UPDATE attendance SET in_room = 0 WHERE member_id = ?", (branch.members[5],))
    with pytest.raises(Conflict):
        polls.open_poll(branch.book, poll, lock(), question=shown)
    assert state(branch, poll) == "draft"


def test_the_fingerprint_of_an_open_poll_is_the_one_that_was_shown(branch: Branch, poll: int) -> None:
    shown = views.question_print(branch.book, poll)
    paper.open_now(branch.book, poll)
    assert views.question_print(branch.book, poll) == shown


def test_an_open_poll_forbids_a_backup(branch: Branch, poll: int) -> None:
    refuse_while_polling(branch.book, "备份")
    paper.open_now(branch.book, poll)
    with pytest.raises(Refused, match="为保守投票秘密"):
        refuse_while_polling(branch.book, "备份")


def test_a_connection_that_could_lose_a_ballot_opens_no_poll(branch: Branch, poll: int) -> None:
    branch.book.conn.execute("PRAGMA synchronous = NORMAL")
    with pytest.raises(Refused, match="逐笔落盘"):
        polls.open_poll(branch.book, poll, lock(), question=views.question_print(branch.book, poll))


def test_a_connection_that_leaves_deleted_content_opens_no_poll(branch: Branch, poll: int) -> None:
    branch.book.conn.execute("PRAGMA secure_delete = OFF")
    with pytest.raises(Refused, match="彻底删除"):
        polls.open_poll(branch.book, poll, lock(), question=views.question_print(branch.book, poll))


def test_no_more_slips_go_out_than_people_take_part(branch: Branch, poll: int) -> None:
    paper.open_now(branch.book, poll)
    with pytest.raises(Refused, match="发出27张，多于实到26人"):
        polls.record_issued(branch.book, poll, 27)


def test_the_first_difference_is_told_without_the_books_own_figure(branch: Branch, poll: int) -> None:
    paper.open_now(branch.book, poll)
    polls.record_issued(branch.book, poll, 25)
    with pytest.raises(Refused, match="不一致") as refusal:
        polls.count_slips(branch.book, poll, 24, 24)
    assert "25" not in refusal.value.message
    assert state(branch, poll) == "open"


def test_the_first_difference_names_the_step_in_which_it_is_mended(branch: Branch, poll: int) -> None:
    paper.open_now(branch.book, poll)
    polls.record_issued(branch.book, poll, 25)
    with pytest.raises(Refused, match=f"先到“{words.STEPS['issue']}”一步改正") as refusal:
        polls.count_slips(branch.book, poll, 24, 24)
    assert f"在“{words.STEPS['slips']}”一步再报" in refusal.value.message
    polls.record_issued(branch.book, poll, 24)
    polls.count_slips(branch.book, poll, 24, 24)
    assert state(branch, poll) == "open"


def test_a_second_difference_voids(branch: Branch, poll: int) -> None:
    paper.open_now(branch.book, poll)
    polls.record_issued(branch.book, poll, 25)
    for _ in range(2):
        with pytest.raises(Refused):
            polls.count_slips(branch.book, poll, 24, 24)
    assert state(branch, poll) == "void"


def test_a_figure_counted_again_and_right_goes_on(branch: Branch, poll: int) -> None:
    paper.open_now(branch.book, poll)
    polls.record_issued(branch.book, poll, 25)
    with pytest.raises(Refused):
        polls.count_slips(branch.book, poll, 24, 24)
    polls.count_slips(branch.book, poll, 25, 24)
    turnout = views.turnout(branch.book, poll)
    assert turnout is not None
    assert (turnout.issued, turnout.returned) == (25, 24)


def test_more_slips_back_than_out_void_the_poll(branch: Branch, poll: int) -> None:
    paper.open_now(branch.book, poll)
    polls.record_issued(branch.book, poll, 24)
    with pytest.raises(Refused, match="收回25张，多于发出24张"):
        polls.count_slips(branch.book, poll, 24, 25)
    assert state(branch, poll) == "void"


def test_a_poll_with_slips_still_to_type_in_does_not_close(branch: Branch, poll: int) -> None:
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 3)
    paper.enter(branch.book, poll, sealer, paper.deck(2, 26))
    with pytest.raises(Refused, match="还有1张票没有录入"):
        polls.close_poll(branch.book, poll)


def test_a_closed_poll_takes_no_more_slips(branch: Branch, poll: int) -> None:
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 2)
    slips = paper.deck(2, 26)
    paper.enter(branch.book, poll, sealer, slips)
    polls.close_poll(branch.book, poll)
    with pytest.raises(Refused, match="没有存入"):
        ballots.enter_slip(branch.book, poll, sealer, 1, slips[1])


@pytest.mark.parametrize("wanted", ["open", "draft"])
def test_the_book_itself_refuses_to_reopen_a_closed_poll(branch: Branch, poll: int, wanted: str) -> None:
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 1)
    paper.enter(branch.book, poll, sealer, paper.deck(1, 26))
    polls.close_poll(branch.book, poll)
    with pytest.raises(sqlite3.IntegrityError, match="never reopens"), branch.book.quiet() as db:
        db.execute("UPDATE poll SET state = ? WHERE id = ?", (wanted, poll))


def test_voiding_destroys_the_boxes_and_keeps_the_reason(branch: Branch, poll: int) -> None:
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 2)
    paper.enter(branch.book, poll, sealer, paper.deck(2, 26))
    polls.void_poll(branch.book, poll, "票数对不上")
    turnout = views.turnout(branch.book, poll)
    assert turnout is not None
    assert (turnout.state, turnout.void_reason) == ("void", "票数对不上")
    assert branch.book.value("SELECT count(*) FROM poll_box") == 0


def test_a_counted_poll_cannot_be_voided(branch: Branch) -> None:
    poll = paper.whole_poll(branch.book, branch.meeting, paper.deck(6, 26))
    with pytest.raises(Refused, match="已经计票"):
        polls.void_poll(branch.book, poll, "反悔")


def test_a_rerun_names_what_it_repeats_and_why(branch: Branch) -> None:
    first = paper.whole_poll(branch.book, branch.meeting, paper.deck(6, 26))
    again = poll_drafts.draft_rerun(branch.book, first, "有人代填")
    sheet = views.sheet(branch.book, again)
    assert sheet is not None
    assert (sheet.rerun_of, sheet.turnout.rerun_reason) == (first, "有人代填")
    assert views.result(branch.book, first) is not None


def test_a_counted_appraisal_is_repeated_only_as_a_rerun(branch: Branch) -> None:
    paper.whole_poll(branch.book, branch.meeting, paper.deck(26, 26))
    with pytest.raises(Refused, match="重新投票"):
        poll_drafts.draft_appraisal(branch.book, branch.meeting)


def test_a_rerun_needs_a_reason(branch: Branch) -> None:
    first = paper.whole_poll(branch.book, branch.meeting, paper.deck(6, 26))
    with pytest.raises(Refused, match="原因"):
        poll_drafts.draft_rerun(branch.book, first, "  ")


def test_a_rerun_with_one_person_less_is_refused(branch: Branch) -> None:
    first = paper.whole_poll(branch.book, branch.meeting, paper.deck(6, 26))
    again = poll_drafts.draft_rerun(branch.book, first, "有人代填")
    with branch.book.quiet() as db:
        db.execute("UPDATE attendance SET in_room = 0 WHERE member_id = ?", (branch.members[5],))
    with pytest.raises(Refused, match="相差1人"):
        polls.open_poll(branch.book, again, lock(), question=views.question_print(branch.book, again))


def test_a_rerun_of_a_void_poll_may_have_any_electorate(branch: Branch, poll: int) -> None:
    paper.open_now(branch.book, poll)
    polls.void_poll(branch.book, poll, "票数对不上")
    again = poll_drafts.draft_rerun(branch.book, poll, "票数对不上")
    with branch.book.quiet() as db:
        db.execute("UPDATE attendance SET in_room = 0 WHERE member_id = ?", (branch.members[5],))
    paper.open_now(branch.book, again)
    assert state(branch, again) == "open"


def test_no_act_of_a_poll_tells_a_choice_to_the_event_log(branch: Branch) -> None:
    paper.whole_poll(branch.book, branch.meeting, paper.deck(6, 26))
    kinds = [
        row[0] for row in branch.book.rows("SELECT kind FROM event WHERE kind LIKE 'poll.%' ORDER BY id")
    ]
    assert kinds == [
        "poll.drafted",
        "poll.opened",
        "poll.slips_issued",
        "poll.slips_counted",
        "poll.closed",
        "poll.counted",
        "poll.cleaned",
    ]


def close(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")


def test_a_closed_meeting_is_not_balloted_again(branch: Branch) -> None:
    counted = paper.whole_poll(branch.book, branch.meeting, paper.deck(26, 26))
    close(branch)
    with pytest.raises(Refused, match="已经闭会"):
        poll_drafts.draft_rerun(branch.book, counted, "有人反映票箱没有密封")


def test_a_draft_left_over_does_not_open_once_the_meeting_is_closed(branch: Branch, poll: int) -> None:
    close(branch)
    with pytest.raises(Refused, match="已经闭会"):
        paper.open_now(branch.book, poll)


def test_a_motion_marked_twice_is_a_void_slip_whatever_the_setting(branch: Branch) -> None:
    slips = [Ballot((1,))] * 14 + [Ballot((VOID_ROW,))]
    poll = kinds.counted(branch, replace(kinds.MOTION, written=NO_WRITTEN), slips)
    numbers = views.turnout(branch.book, poll)
    assert numbers is not None
    assert (numbers.valid, numbers.void) == (14, 1)
