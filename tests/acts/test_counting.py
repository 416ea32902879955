from __future__ import annotations

import json
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

from db import backup
from db.acts import ballots, cleaning, counting, poll_drafts, polls
from db.book import Writing, open_book, open_reader
from db.errors import Refused
from db.rules.ballot import APPRAISAL_FORM, Ballot, RowTotals
from db.rules.poll import salted_hash
from db.rules.tally import tally
from db.sealing import Sealer, Tampered, WrongCodes
from db.views import polls as views
from tests import paper, sample

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Branch

ROWS = 26


@pytest.fixture
def poll(branch: Branch) -> int:
    return paper.draft(branch.book, branch.meeting)


def filled(branch: Branch, poll: int, slips: list[Ballot]) -> Sealer:
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, len(slips))
    paper.enter(branch.book, poll, sealer, slips)
    return sealer


def counted_cells(branch: Branch, poll: int) -> list[tuple[int, ...]]:
    result = views.result(branch.book, poll)
    assert result is not None
    return [row.count.cells for row in result.rows]


@pytest.mark.parametrize("count", [3, 7, 26])
def test_slips_typed_one_by_one_are_counted_as_the_rules_count_them(
    branch: Branch, poll: int, count: int
) -> None:
    slips = paper.deck(count, ROWS, seed=count)
    filled(branch, poll, slips)
    paper.count(branch.book, poll)
    expected = tally(slips, APPRAISAL_FORM, ROWS)
    assert counted_cells(branch, poll) == [row.cells for row in expected.rows]


def test_totals_lead_to_the_same_counts_as_slips(branch: Branch) -> None:
    slips = paper.deck(20, ROWS)
    expected = tally(slips, APPRAISAL_FORM, ROWS)
    poll = paper.draft(branch.book, branch.meeting, channel="totals")
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 20)
    paper.enter_totals(branch.book, poll, sealer, expected)
    assert paper.count(branch.book, poll) == expected
    assert counted_cells(branch, poll) == [row.cells for row in expected.rows]


def test_the_four_numbers_are_kept_and_said(branch: Branch, poll: int) -> None:
    slips = [Ballot((1,) * ROWS)] * 23 + [Ballot((0,) * ROWS, is_void=True)]
    filled(branch, poll, slips)
    paper.count(branch.book, poll)
    result = views.result(branch.book, poll)
    assert result is not None
    assert result.sentence.startswith(
        "大会以无记名方式进行民主测评，发出测评票24张，收回24张，其中有效票23张，废票1张。"
    )


def test_entering_a_slip_again_replaces_it(branch: Branch, poll: int) -> None:
    sealer = filled(branch, poll, [Ballot((1,) * ROWS)] * 5)
    ballots.enter_slip(branch.book, poll, sealer, 3, Ballot((4,) * ROWS))
    paper.count(branch.book, poll)
    assert counted_cells(branch, poll)[0] == (4, 0, 0, 1, 0, 0)


def test_what_was_entered_is_known_again_after_a_restart(branch: Branch, poll: int) -> None:
    paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 5)
    for number in (1, 2, 4):
        ballots.enter_slip(branch.book, poll, paper.unlock(branch.book, poll), number, Ballot((1,) * ROWS))
    assert ballots.entered_slips(branch.book, paper.unlock(branch.book, poll), 5) == (1, 2, 4)
    assert ballots.missing((1, 2, 4), 5) == (3, 5)


def test_no_more_slips_than_came_back_are_taken(branch: Branch, poll: int) -> None:
    sealer = filled(branch, poll, paper.deck(4, ROWS))
    with pytest.raises(Refused, match="没有存入"):
        ballots.enter_slip(branch.book, poll, sealer, 5, Ballot((1,) * ROWS))


def test_no_slip_is_taken_before_the_scrutineer_counted(branch: Branch, poll: int) -> None:
    sealer = paper.open_now(branch.book, poll)
    polls.record_issued(branch.book, poll, 4)
    with pytest.raises(Refused, match="没有存入"):
        ballots.enter_slip(branch.book, poll, sealer, 1, Ballot((1,) * ROWS))


def test_a_row_of_totals_that_does_not_add_up_is_not_kept(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting, channel="totals")
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 20)
    with pytest.raises(Refused, match="各项之和不等于有效票") as refusal:
        ballots.enter_totals(branch.book, poll, sealer, 0, RowTotals(19, 1, (7, 7, 3, 1), 0, 0))
    assert not any(letter.isdigit() for letter in refusal.value.message.replace("第1行", ""))
    assert branch.book.value("SELECT count(*) FROM poll_box") == 0


def test_totals_counted_on_other_slips_are_refused_until_they_start_again(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting, channel="totals")
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 20)
    ballots.enter_totals(branch.book, poll, sealer, 0, RowTotals(19, 1, (19, 0, 0, 0), 0, 0))
    other = RowTotals(18, 2, (18, 0, 0, 0), 0, 0)
    with pytest.raises(Refused, match="与先前封存各行时不同"):
        ballots.enter_totals(branch.book, poll, sealer, 1, other)
    ballots.start_totals_again(branch.book, poll)
    ballots.enter_totals(branch.book, poll, sealer, 1, other)
    assert ballots.entered_rows(branch.book, poll, sealer, 18, 2) == (1,)


def test_a_row_of_totals_entered_again_replaces_it(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting, channel="totals")
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 2)
    for grades in ((2, 0, 0, 0), (0, 2, 0, 0)):
        for row in range(ROWS):
            ballots.enter_totals(branch.book, poll, sealer, row, RowTotals(2, 0, grades, 0, 0))
    assert paper.count(branch.book, poll).rows[0].cells == (0, 2, 0, 0, 0, 0)


def test_wrong_codes_change_nothing(branch: Branch, poll: int) -> None:
    filled(branch, poll, paper.deck(3, ROWS))
    polls.close_poll(branch.book, poll)
    work = counting.work_of(branch.book, poll)
    with pytest.raises(WrongCodes):
        counting.unseal(work, (paper.CODES[0], "0" * 12))
    assert paper.unsealed(branch.book, poll).returned == 3


def test_an_open_poll_is_not_unsealed(branch: Branch, poll: int) -> None:
    filled(branch, poll, paper.deck(3, ROWS))
    with pytest.raises(Refused, match="还没有截止"):
        counting.work_of(branch.book, poll)


def test_a_box_that_vanished_voids_instead_of_counting(branch: Branch, poll: int) -> None:
    filled(branch, poll, paper.deck(3, ROWS))
    polls.close_poll(branch.book, poll)
    with branch.book.quiet() as db:
        db.execute("DELETE FROM poll_box WHERE key = (SELECT min(key) FROM poll_box)")
    with pytest.raises(Tampered, match="与收回票数不一致"):
        counting.unseal(counting.work_of(branch.book, poll), paper.CODES)


def test_after_the_count_no_box_is_left_and_no_row_tells_of_a_voter(branch: Branch, poll: int) -> None:
    filled(branch, poll, paper.deck(8, ROWS))
    paper.count(branch.book, poll)
    assert branch.book.value("SELECT count(*) FROM poll_box") == 0
    assert branch.book.value("SELECT count(*) FROM poll_count") == ROWS * 6


def test_the_four_facts_are_recorded_and_clean(branch: Branch, poll: int) -> None:
    filled(branch, poll, paper.deck(8, ROWS))
    paper.count(branch.book, poll)
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    assert sheet.is_cleaned
    assert sheet.facts == {"boxes_left": 0, "wal_bytes": 0, "secure_delete": 1, "backups": 0}


def test_a_copy_made_while_the_poll_is_open_spoils_the_facts(
    branch: Branch, poll: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(branch, poll, paper.deck(8, ROWS))
    monkeypatch.setattr(backup, "refuse_while_polling", lambda *_: None)
    backup.copy_to(branch.book, tmp_path / "外带.db")
    paper.count(branch.book, poll)
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    assert sheet.facts["backups"] == 1


def test_a_copy_made_before_opening_or_after_the_count_spoils_nothing(
    branch: Branch, poll: int, tmp_path: Path
) -> None:
    backup.copy_to(branch.book, tmp_path / "会前.db")
    filled(branch, poll, paper.deck(8, ROWS))
    polls.close_poll(branch.book, poll)
    result = paper.unsealed(branch.book, poll)
    counting.store_count(branch.book, poll, result)
    backup.copy_to(branch.book, tmp_path / "会后.db")  # the clean-up had to wait
    facts = cleaning.finish_cleaning(branch.book, poll)
    assert facts is not None
    assert facts.backups == 0


def test_cleaning_waits_while_another_program_reads_and_is_resumed(branch: Branch, poll: int) -> None:
    branch.book.conn.execute("PRAGMA busy_timeout = 50")
    filled(branch, poll, paper.deck(8, ROWS))
    polls.close_poll(branch.book, poll)
    result = paper.unsealed(branch.book, poll)
    with open_reader(branch.book.path) as reader:
        with reader.snapshot():
            reader.value("SELECT count(*) FROM poll")
            counting.store_count(branch.book, poll, result)
            assert cleaning.finish_cleaning(branch.book, poll) is None
            assert cleaning.resume_cleaning(branch.book) == (poll,)
        assert cleaning.resume_cleaning(branch.book) == ()
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    assert sheet.is_cleaned


def test_a_book_that_takes_nothing_after_the_count_keeps_it_and_is_cleaned_later(
    branch: Branch, poll: int
) -> None:
    filled(branch, poll, paper.deck(8, ROWS))
    polls.close_poll(branch.book, poll)
    result = paper.unsealed(branch.book, poll)
    counting.store_count(branch.book, poll, result)
    branch.book.conn.execute("PRAGMA query_only = ON")
    assert cleaning.finish_cleaning(branch.book, poll) is None
    branch.book.conn.execute("PRAGMA query_only = OFF")
    assert cleaning.resume_cleaning(branch.book) == ()


def test_a_poll_that_another_console_voided_meanwhile_is_not_counted(branch: Branch, poll: int) -> None:
    filled(branch, poll, paper.deck(8, ROWS))
    polls.close_poll(branch.book, poll)
    result = paper.unsealed(branch.book, poll)
    with open_book(branch.book.path) as other:
        polls.void_poll(other, poll, "监票人不在场")
    with pytest.raises(Refused):
        counting.store_count(branch.book, poll, result)
    assert branch.book.value("SELECT count(*) FROM poll_count") == 0


def test_a_poll_that_another_console_counts_while_it_is_voided_stays_counted(
    branch: Branch, poll: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(branch, poll, paper.deck(8, ROWS))
    polls.close_poll(branch.book, poll)
    begin = branch.book.write
    with open_book(branch.book.path) as other:

        def counted_first(kind: str) -> AbstractContextManager[Writing]:
            result = paper.unsealed(other, poll)
            counting.store_count(other, poll, result)
            return begin(kind)

        monkeypatch.setattr(branch.book, "write", counted_first)
        with pytest.raises(Refused, match="已经计票"):
            polls.void_poll(branch.book, poll, "监票人不在场")
    assert branch.book.value("SELECT state FROM poll") == "counted"


def test_the_closing_link_holds_the_salted_hash_of_the_whole_count(branch: Branch, poll: int) -> None:
    filled(branch, poll, paper.deck(8, ROWS))
    result = paper.count(branch.book, poll)
    ids = json.loads(branch.book.value("SELECT ids FROM event WHERE kind = 'poll.counted'"))
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    uids = [
        branch.book.value("SELECT uid FROM member WHERE id = ?", (row.member_id,)) for row in sheet.targets
    ]
    assert ids["count"] == sheet.count_hash == salted_hash(sheet.count_salt, result, uids)


def test_counts_are_not_told_before_the_count(branch: Branch, poll: int) -> None:
    filled(branch, poll, paper.deck(8, ROWS))
    polls.close_poll(branch.book, poll)
    turnout = views.turnout(branch.book, poll)
    assert turnout is not None
    assert views.result(branch.book, poll) is None
    assert (turnout.valid, turnout.void, views.sentence(turnout)) == (None, None, None)


def test_a_full_disk_keeps_the_boxes_and_no_count(branch: Branch, poll: int) -> None:
    filled(branch, poll, paper.deck(8, ROWS))
    polls.close_poll(branch.book, poll)
    result = paper.unsealed(branch.book, poll)
    with branch.book.quiet() as db:
        db.execute(
            "CREATE TRIGGER planted BEFORE DELETE ON poll_box BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    with pytest.raises(Exception, match="disk is full"):
        counting.store_count(branch.book, poll, result)
    assert branch.book.value("SELECT count(*) FROM poll_count") == 0
    assert branch.book.value("SELECT count(*) FROM poll_box") == 8


def test_two_entries_that_agree_are_counted_once(branch: Branch) -> None:
    poll, slips = typed_twice(branch)
    result = paper.unsealed(branch.book, poll)
    assert result == tally(slips, APPRAISAL_FORM, ROWS)


def test_two_entries_that_differ_are_settled_against_the_paper(branch: Branch) -> None:
    poll, slips = typed_twice(branch, wrong=3)
    work = counting.work_of(branch.book, poll)
    unsealed = counting.unseal(work, paper.CODES)
    counting.begin_settling(branch.book, poll)
    counting.log_settled(branch.book, poll, 3)
    result = counting.settled(work, unsealed, {3: slips[2]})
    counting.store_count(branch.book, poll, result)
    assert [one.slip for one in unsealed.differences] == [3]
    assert result == tally(slips, APPRAISAL_FORM, ROWS)


def test_settling_begun_is_begun_again_after_a_crash_with_the_codes(branch: Branch) -> None:
    poll, _ = typed_twice(branch, wrong=1)
    counting.begin_settling(branch.book, poll)
    unsealed = counting.unseal(counting.work_of(branch.book, poll), paper.CODES)
    assert (unsealed.result, [one.slip for one in unsealed.differences]) == (None, [1])


def test_the_log_of_settling_names_the_slip_and_no_mark(branch: Branch) -> None:
    poll, _ = typed_twice(branch, wrong=2)
    counting.begin_settling(branch.book, poll)
    counting.log_settled(branch.book, poll, 2)
    ids = branch.book.value("SELECT ids FROM event ORDER BY id DESC LIMIT 1")
    assert json.loads(ids) == {"poll": poll, "slip": 2}


def test_a_poll_is_not_closed_before_both_entries_are_whole(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    paper.choose_roles(branch.book, branch.meeting)
    poll = poll_drafts.draft(
        branch.book, branch.meeting, poll_drafts.PollDraft("appraisal", "民主测评", entries=2)
    )
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 3)
    paper.enter(branch.book, poll, sealer, paper.deck(3, ROWS))
    with pytest.raises(Refused, match="还有3张票"):
        polls.close_poll(branch.book, poll)


def typed_twice(branch: Branch, wrong: int = 0) -> tuple[int, list[Ballot]]:
    """Four slips typed by two people, the second mistaking one."""
    sample.all_present(branch.book, branch.meeting)
    paper.choose_roles(branch.book, branch.meeting)
    draft = poll_drafts.PollDraft("appraisal", "民主测评", entries=2)
    poll = poll_drafts.draft(branch.book, branch.meeting, draft)
    sealer = paper.open_now(branch.book, poll)
    slips = [Ballot(tuple(1 + (row + number) % 4 for row in range(ROWS))) for number in range(4)]
    paper.hand_out(branch.book, poll, len(slips))
    paper.enter(branch.book, poll, sealer, slips)
    for number, slip in enumerate(slips, 1):
        again = Ballot((*slip.marks[:-1], 0)) if number == wrong else slip
        ballots.enter_slip(branch.book, poll, sealer, number, again, entry=2)
    polls.close_poll(branch.book, poll)
    return poll, slips
