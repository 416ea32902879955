from __future__ import annotations

import pytest

from db.acts import booths, counting, poll_drafts, polls
from db.errors import Refused
from db.rules.ballot import APPRAISAL_FORM, Ballot, blank_ballot
from db.rules.tally import tally
from db.sealing import Tampered
from db.views import polls as views
from tests import paper, sample
from tests.conftest import Branch

ROWS = 26


@pytest.fixture
def poll(branch: Branch) -> int:
    sample.all_present(branch.book, branch.meeting)
    paper.choose_roles(branch.book, branch.meeting)
    return poll_drafts.draft_appraisal(branch.book, branch.meeting, channel="booth")


def vote(branch: Branch, poll: int, number: int, ballot: Ballot) -> None:
    booths.admit(branch.book, poll, number)
    booths.cast(branch.book, poll, paper.unlock(branch.book, poll), number, ballot)
    booths.leave(branch.book, poll, number)


def open_with(branch: Branch, poll: int, count: int = 1) -> None:
    paper.open_now(branch.book, poll)
    for _ in range(count):
        booths.add_booth(branch.book, poll)


def test_ballots_from_a_booth_are_counted_like_any_others(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    deck = paper.deck(5, ROWS)
    for ballot in deck:
        vote(branch, poll, 1, ballot)
    polls.count_booth(branch.book, poll, 5, 5)
    assert paper.count(branch.book, poll) == tally(deck, APPRAISAL_FORM, ROWS)


def test_nobody_casts_who_was_not_admitted(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    sealer = paper.unlock(branch.book, poll)
    with pytest.raises(Refused, match="没有投入"):
        booths.cast(branch.book, poll, sealer, 1, blank_ballot(APPRAISAL_FORM, ROWS))


def test_a_second_cast_of_one_admission_is_refused(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    sealer = paper.unlock(branch.book, poll)
    ballot = blank_ballot(APPRAISAL_FORM, ROWS)
    booths.admit(branch.book, poll, 1)
    booths.cast(branch.book, poll, sealer, 1, ballot)
    with pytest.raises(Refused, match="没有投入"):
        booths.cast(branch.book, poll, sealer, 1, ballot)


def test_trying_again_after_a_write_that_did_reach_the_disk_leaves_one_ballot(
    branch: Branch, poll: int
) -> None:
    open_with(branch, poll)
    sealer, place = paper.unlock(branch.book, poll), booths.new_place()
    booths.admit(branch.book, poll, 1)
    for mark in (1, 2):
        booths.cast(branch.book, poll, sealer, 1, Ballot((mark,) * ROWS), place=place)
    booths.leave(branch.book, poll, 1)
    polls.count_booth(branch.book, poll, 1, 1)
    assert paper.count(branch.book, poll) == tally([Ballot((2,) * ROWS)], APPRAISAL_FORM, ROWS)


def test_a_booth_takes_one_voter_at_a_time(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    booths.admit(branch.book, poll, 1)
    with pytest.raises(Refused, match="还有人"):
        booths.admit(branch.book, poll, 1)


def test_no_more_are_admitted_than_may_vote(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    electorate = views.turnout(branch.book, poll)
    assert electorate is not None
    with branch.book.quiet() as db:
        db.execute("UPDATE poll SET admissions = electorate WHERE id = ?", (poll,))
    with pytest.raises(Refused, match="都已入场"):
        booths.admit(branch.book, poll, 1)


def test_an_admission_taken_back_lets_the_same_voter_come_again(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    booths.admit(branch.book, poll, 1)
    booths.withdraw(branch.book, poll, 1)
    vote(branch, poll, 1, blank_ballot(APPRAISAL_FORM, ROWS))
    polls.count_booth(branch.book, poll, 1, 1)
    assert paper.count(branch.book, poll).returned == 1


def test_a_ballot_in_the_box_cannot_be_withdrawn(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    booths.admit(branch.book, poll, 1)
    booths.cast(branch.book, poll, paper.unlock(branch.book, poll), 1, blank_ballot(APPRAISAL_FORM, ROWS))
    with pytest.raises(Refused, match="已经投入"):
        booths.withdraw(branch.book, poll, 1)


def test_after_a_restart_the_box_tells_whether_the_last_ballot_is_in(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    booths.admit(branch.book, poll, 1)
    before = booths.is_cast(branch.book, poll, 1)
    booths.cast(branch.book, poll, paper.unlock(branch.book, poll), 1, blank_ballot(APPRAISAL_FORM, ROWS))
    assert (before, booths.is_cast(branch.book, poll, 1)) == (False, True)


def test_after_a_restart_nothing_is_said_while_another_booth_is_busy(branch: Branch, poll: int) -> None:
    open_with(branch, poll, 2)
    booths.admit(branch.book, poll, 1)
    booths.admit(branch.book, poll, 2)
    assert booths.is_cast(branch.book, poll, 1) is None


def test_the_poll_does_not_end_while_somebody_is_voting(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    booths.admit(branch.book, poll, 1)
    with pytest.raises(Refused, match="还有人在投票台"):
        polls.count_booth(branch.book, poll, 1, 1)


def test_a_count_of_voters_that_differs_twice_voids_the_poll(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    vote(branch, poll, 1, blank_ballot(APPRAISAL_FORM, ROWS))
    for _ in range(2):
        with pytest.raises(Refused, match="不一致"):
            polls.count_booth(branch.book, poll, 2, 2)
    turnout = views.turnout(branch.book, poll)
    assert turnout is not None
    assert turnout.state == "void"


def test_casting_writes_a_box_and_nothing_else(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    booths.admit(branch.book, poll, 1)
    tables = [
        row[0]
        for row in branch.book.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('poll_box', 'sqlite_sequence')"
        )
    ]

    def everything() -> list[object]:
        return [branch.book.rows(f"SELECT * FROM {table}") for table in tables]

    before = everything()
    booths.cast(branch.book, poll, paper.unlock(branch.book, poll), 1, blank_ballot(APPRAISAL_FORM, ROWS))
    assert everything() == before


def test_a_box_taken_out_voids_the_count(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    for ballot in paper.deck(3, ROWS):
        vote(branch, poll, 1, ballot)
    polls.count_booth(branch.book, poll, 3, 3)
    polls.close_poll(branch.book, poll)
    with branch.book.quiet() as db:
        db.execute("DELETE FROM poll_box WHERE key = (SELECT min(key) FROM poll_box)")
    with pytest.raises(Tampered, match="不一致"):
        counting.unseal(counting.work_of(branch.book, poll), paper.CODES)


def test_a_ballot_of_another_form_is_not_taken(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    booths.admit(branch.book, poll, 1)
    with pytest.raises(Refused, match="与票样不符"):
        booths.cast(branch.book, poll, paper.unlock(branch.book, poll), 1, Ballot((5,) * ROWS))
