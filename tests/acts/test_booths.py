from __future__ import annotations

import pytest

from db.acts import booths, counting, poll_drafts, polls
from db.errors import Refused
from db.rules.ballot import APPRAISAL_FORM, Ballot, blank_ballot
from db.rules.tally import tally
from db.sealing import Tampered
from db.views import polls as views
from db.views.booths import Booth, door
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
    is_back = booths.withdraw(branch.book, poll, 1)
    now = door(branch.book, poll)
    assert (is_back, now.admitted, now.cast, now.booths) == (False, 1, 1, (Booth(1, True, True),))


def test_a_voter_gone_whose_cast_was_said_to_have_failed_leaves_his_booth_free(
    branch: Branch, poll: int
) -> None:
    open_with(branch, poll)
    sealer, place = paper.unlock(branch.book, poll), booths.new_place()
    booths.admit(branch.book, poll, 1)
    booths.cast(branch.book, poll, sealer, 1, blank_ballot(APPRAISAL_FORM, ROWS), place=place)
    assert not booths.withdraw(branch.book, poll, 1)
    assert not booths.hand_back(branch.book, poll, sealer, 1, place)
    now = door(branch.book, poll)
    assert (now.admitted, now.cast, now.booths) == (1, 1, (Booth(1, False, False),))


def cast_at(branch: Branch, poll: int, number: int) -> None:
    sealer = paper.unlock(branch.book, poll)
    booths.cast(branch.book, poll, sealer, number, blank_ballot(APPRAISAL_FORM, ROWS))


def hand_back(branch: Branch, poll: int, number: int, place: bytes | None = None) -> bool:
    sealer = paper.unlock(branch.book, poll)
    return booths.hand_back(branch.book, poll, sealer, number, place or booths.new_place())


@pytest.mark.parametrize("was_cast", [True, False])
def test_after_a_restart_the_box_tells_whether_the_last_ballot_is_in(
    branch: Branch, poll: int, was_cast: bool
) -> None:
    open_with(branch, poll)
    booths.admit(branch.book, poll, 1)
    if was_cast:
        cast_at(branch, poll, 1)
    again = booths.settle_broken(branch.book, poll, [1])
    now = door(branch.book, poll)
    assert (again, now.admitted, now.cast, now.busy) == (int(not was_cast), int(was_cast), int(was_cast), 0)


def test_nothing_is_settled_while_a_ballot_may_be_that_of_a_voter_at_another_booth(
    branch: Branch, poll: int
) -> None:
    open_with(branch, poll, 2)
    booths.admit(branch.book, poll, 1)
    booths.admit(branch.book, poll, 2)
    cast_at(branch, poll, 1)
    with pytest.raises(Refused, match="其他投票台还有人"):
        booths.settle_broken(branch.book, poll, [1])
    assert door(branch.book, poll).busy == 2


@pytest.mark.parametrize(("cast", "again"), [(0, 1), (2, 0)])
def test_what_the_numbers_tell_at_once_is_settled_while_another_votes_on(
    branch: Branch, poll: int, cast: int, again: int
) -> None:
    two_broken(branch, poll, cast)
    assert booths.settle_broken(branch.book, poll, [1]) == again
    if not cast:
        cast_at(branch, poll, 2)
    booths.leave(branch.book, poll, 2)
    now = door(branch.book, poll)
    assert (now.admitted, now.cast, now.busy) == (2 - again, 2 - again, 0)


@pytest.mark.parametrize("boxes", [-1, 1])
def test_nothing_is_settled_by_numbers_that_cannot_be(branch: Branch, poll: int, boxes: int) -> None:
    open_with(branch, poll)
    booths.admit(branch.book, poll, 1)
    with branch.book.quiet() as db:
        db.execute("UPDATE poll SET admissions = admissions + ? WHERE id = ?", (2 * boxes, poll))
    with pytest.raises(Refused, match="数目不合理"):
        booths.settle_broken(branch.book, poll, [1], seen=1)
    assert door(branch.book, poll).busy == 1


def test_nothing_is_settled_where_nobody_was_at_the_booth(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    with pytest.raises(Refused, match="不用查"):
        booths.settle_broken(branch.book, poll, [1])


@pytest.mark.parametrize("was_cast", [True, False])
def test_a_voter_who_walks_away_from_another_booth_leaves_the_broken_one_decided(
    branch: Branch, poll: int, was_cast: bool
) -> None:
    open_with(branch, poll, 2)
    booths.admit(branch.book, poll, 1)
    booths.admit(branch.book, poll, 2)
    if was_cast:
        cast_at(branch, poll, 1)  # and booth 1 breaks off
    if not booths.withdraw(branch.book, poll, 2):  # the numbers do not tell: booth 2 is asked, and knows
        hand_back(branch, poll, 2)
    assert booths.settle_broken(branch.book, poll, [1]) == int(not was_cast)
    assert door(branch.book, poll).admitted == int(was_cast)


def test_a_voter_asked_back_who_has_cast_stays_in(branch: Branch, poll: int) -> None:
    open_with(branch, poll, 2)
    booths.admit(branch.book, poll, 1)
    booths.admit(branch.book, poll, 2)
    cast_at(branch, poll, 2)
    is_back = booths.withdraw(branch.book, poll, 2)
    recalled = door(branch.book, poll).booth(2)
    booths.leave(branch.book, poll, 2)
    now = door(branch.book, poll)
    assert (is_back, recalled, now.booth(2)) == (False, Booth(2, True, True), Booth(2, False, False))
    assert (now.admitted, now.cast) == (2, 1)


def test_handing_back_finds_a_ballot_that_reached_the_disk_after_all(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    sealer, place = paper.unlock(branch.book, poll), booths.new_place()
    booths.admit(branch.book, poll, 1)
    booths.cast(branch.book, poll, sealer, 1, blank_ballot(APPRAISAL_FORM, ROWS), place=place)
    is_back = hand_back(branch, poll, 1, place)
    now = door(branch.book, poll)
    assert (is_back, now.admitted, now.cast, now.busy) == (False, 1, 1, 0)


def test_a_booth_that_says_twice_that_it_is_free_is_free(branch: Branch, poll: int) -> None:
    """The first time reached the disk although it was said to have failed: asked for ever, it would call nobody any more."""
    open_with(branch, poll)
    vote(branch, poll, 1, blank_ballot(APPRAISAL_FORM, ROWS))
    booths.leave(branch.book, poll, 1)
    assert door(branch.book, poll).booths == (Booth(1, is_busy=False),)


def test_nobody_is_handed_back_where_nobody_is(branch: Branch, poll: int) -> None:
    open_with(branch, poll)
    with pytest.raises(Refused, match="没有人"):
        hand_back(branch, poll, 1)


def two_broken(branch: Branch, poll: int, cast: int) -> None:
    open_with(branch, poll, 2)
    for number in (1, 2):
        booths.admit(branch.book, poll, number)
    for number in range(1, cast + 1):
        cast_at(branch, poll, number)


@pytest.mark.parametrize(("cast", "seen", "again"), [(0, None, 2), (1, 1, 1), (2, None, 0)])
def test_two_booths_that_broke_off_at_once_are_settled_by_numbers_and_by_what_their_voters_saw(
    branch: Branch, poll: int, cast: int, seen: int | None, again: int
) -> None:
    two_broken(branch, poll, cast)
    assert booths.settle_broken(branch.book, poll, [1, 2], seen=seen) == again
    now = door(branch.book, poll)
    assert (now.admitted, now.cast, now.busy) == (cast, cast, 0)


@pytest.mark.parametrize("seen", [None, 0, 2])
def test_what_the_voters_saw_must_agree_with_the_box(branch: Branch, poll: int, seen: int | None) -> None:
    two_broken(branch, poll, 1)
    with pytest.raises(Refused, match="不能断定谁的票已经投入"):
        booths.settle_broken(branch.book, poll, [1, 2], seen=seen)
    now = door(branch.book, poll)
    assert (now.admitted, now.cast, now.busy) == (2, 1, 2)


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
