"""What the files of a book tell to somebody who gets hold of them: while a poll is open, after it, and planted leaks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from db import backup
from db.acts import ballots, cleaning, counting, poll_drafts, polls
from db.errors import Refused
from db.rules.ballot import APPRAISAL_FORM, Ballot, RowTotals
from db.rules.tally import tally
from db.sealing import Tampered, WrongCodes, new_lock
from tests import paper
from tests.secrecy import traces

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Branch

ROWS = 26
SLIPS = [slip for slip in paper.deck(24, ROWS, seed=7) if not slip.is_void]


def open_and_fill(branch: Branch, slips: list[Ballot]) -> int:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, len(slips))
    paper.enter(branch.book, poll, sealer, slips)
    return poll


def boxes_of(branch: Branch) -> list[bytes]:
    return [row[0] for row in branch.book.rows("SELECT box FROM poll_box")]


def test_no_slip_can_be_read_in_the_files_of_an_open_poll(branch: Branch) -> None:
    open_and_fill(branch, SLIPS)
    assert traces.traces(traces.bytes_of(branch.book.path), SLIPS) == []


def test_no_slip_can_be_read_in_the_files_after_the_count(branch: Branch) -> None:
    poll = open_and_fill(branch, SLIPS)
    paper.count(branch.book, poll)
    assert traces.traces(traces.bytes_of(branch.book.path), SLIPS) == []


@pytest.mark.parametrize("form", list(traces.spellings((1, 2, 3))))
def test_a_slip_planted_in_the_book_is_found_however_it_is_written(branch: Branch, form: str) -> None:
    open_and_fill(branch, SLIPS)
    with branch.book.quiet() as db:
        db.execute("CREATE TABLE leak (what BLOB)")
        db.execute("INSERT INTO leak VALUES (?)", (traces.spellings(SLIPS[3].marks)[form],))
    assert any(
        f"slip 4 as {form}" == found for found in traces.traces(traces.bytes_of(branch.book.path), SLIPS)
    )


def test_a_slip_planted_and_deleted_is_found_in_the_log_of_the_book(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("CREATE TABLE leak (what BLOB)")
        db.execute("INSERT INTO leak VALUES (?)", (bytes(SLIPS[3].marks),))
    with branch.book.quiet() as db:
        db.execute("DELETE FROM leak")
    assert traces.traces(traces.bytes_of(branch.book.path), SLIPS)


def test_no_totals_can_be_read_in_the_files_of_an_open_poll(branch: Branch) -> None:
    expected = tally(SLIPS, APPRAISAL_FORM, ROWS)
    poll = paper.draft(branch.book, branch.meeting, "totals")
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, len(SLIPS))
    paper.enter_totals(branch.book, poll, sealer, expected)
    data = traces.bytes_of(branch.book.path)
    assert not any(found_in(data, row_forms(row.cells)) for row in expected.rows)


def test_totals_planted_in_the_book_are_found(branch: Branch) -> None:
    expected = tally(SLIPS, APPRAISAL_FORM, ROWS)
    with branch.book.quiet() as db:
        db.execute("CREATE TABLE leak (what TEXT)")
        db.execute("INSERT INTO leak VALUES (?)", (json.dumps(expected.rows[5].cells),))
    data = traces.bytes_of(branch.book.path)
    assert found_in(data, row_forms(expected.rows[5].cells))


def row_forms(cells: tuple[int, ...]) -> set[bytes]:
    words = [str(cell) for cell in cells]
    return {
        ", ".join(words).encode(),
        b"".join(cell.to_bytes(2, "big") for cell in cells),
        b"".join(cell.to_bytes(2, "little") for cell in cells),
    }


def found_in(data: bytes, forms: set[bytes]) -> set[bytes]:
    return {form for form in forms if form in data}


def test_nothing_of_any_box_is_left_in_the_files_after_the_count(branch: Branch) -> None:
    poll = open_and_fill(branch, SLIPS)
    boxes = boxes_of(branch)
    assert traces.boxes_left(traces.bytes_of(branch.book.path), boxes) == len(SLIPS)
    paper.count(branch.book, poll)
    assert traces.boxes_left(traces.bytes_of(branch.book.path), boxes) == 0


def test_nothing_of_any_box_is_left_in_the_files_after_voiding(branch: Branch) -> None:
    poll = open_and_fill(branch, SLIPS)
    boxes = boxes_of(branch)
    polls.void_poll(branch.book, poll, "票数对不上")
    cleaning.finish_cleaning(branch.book, poll)
    assert traces.boxes_left(traces.bytes_of(branch.book.path), boxes) == 0


@pytest.mark.parametrize("forgotten", ["the wiping of the log", "the overwriting of deleted content"])
def test_a_count_that_forgets_to_clean_up_is_caught(branch: Branch, forgotten: str) -> None:
    poll = open_and_fill(branch, SLIPS)
    boxes = boxes_of(branch)
    polls.close_poll(branch.book, poll)
    result = paper.unsealed(branch.book, poll)
    if forgotten == "the wiping of the log":
        counting.store_count(branch.book, poll, result)
    else:
        branch.book.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        branch.book.conn.execute("PRAGMA secure_delete = OFF")
        with branch.book.quiet() as db:
            db.execute("DELETE FROM poll_box")
        branch.book.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert traces.boxes_left(traces.bytes_of(branch.book.path), boxes) > 0


def test_the_order_of_entry_is_gone_after_the_count(branch: Branch) -> None:
    poll = open_and_fill(branch, SLIPS)
    sealer = paper.unlock(branch.book, poll)
    entered = [
        branch.book.value("SELECT box FROM poll_box WHERE key = ?", (sealer.key(ballots.slip_place(number)),))
        for number in range(1, len(SLIPS) + 1)
    ]
    while_open = traces.order_found(traces.bytes_of(branch.book.path), entered)
    assert len(while_open) == len(SLIPS)  # the attack works where there is something to find
    paper.count(branch.book, poll)
    assert traces.order_found(traces.bytes_of(branch.book.path), entered) == []


def test_the_keys_of_the_boxes_tell_nothing_of_the_order(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    keys = [sealer.key(ballots.slip_place(number)) for number in range(1, 601)]
    order = sorted(range(600), key=lambda index: keys[index])
    assert 0.4 < traces.concordance(order) < 0.6


def test_keys_that_do_tell_the_order_are_caught() -> None:
    keys = [ballots.slip_place(number) for number in range(1, 201)]
    order = sorted(range(200), key=lambda index: keys[index])
    assert traces.concordance(order) == 1.0


def test_no_table_ties_a_member_to_a_box_or_a_grade(branch: Branch) -> None:
    tables = {
        name: {row[1] for row in branch.book.rows(f"PRAGMA table_info({name})")}
        for name in ("poll_box", "booth", "poll_count", "poll_problem", "poll_note", "poll_elector")
    }
    assert tables == {
        "poll_box": {"key", "poll_id", "box"},
        "booth": {"poll_id", "number", "is_busy", "is_recalled"},
        "poll_count": {"poll_id", "target_id", "part", "grade", "count"},
        "poll_problem": {"poll_id", "target_id", "number", "count"},
        "poll_note": {"poll_id", "kind", "content", "count"},
        "poll_elector": {"poll_id", "member_id"},
    }


def test_entering_a_slip_leaves_no_event_and_no_moment(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting)
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 5)
    before = branch.book.rows("SELECT * FROM event")
    row = branch.book.rows("SELECT * FROM poll")
    branch.clock.move(3600)
    paper.enter(branch.book, poll, sealer, SLIPS[:5])
    assert branch.book.rows("SELECT * FROM event") == before
    assert branch.book.rows("SELECT * FROM poll") == row


def test_every_box_has_one_length_whatever_is_in_it(branch: Branch) -> None:
    blank = Ballot((0,) * ROWS)
    void = Ballot((1,) * ROWS, is_void=True)
    open_and_fill(branch, [*SLIPS[:5], blank, void])
    assert len({len(box) for box in boxes_of(branch)}) == 1


def test_a_copy_is_refused_while_the_poll_is_open_and_holds_nothing_afterwards(
    branch: Branch, tmp_path: Path
) -> None:
    poll = open_and_fill(branch, SLIPS)
    boxes = boxes_of(branch)
    copy = tmp_path / "备份" / "copy.db"
    with pytest.raises(Refused, match="不能备份"):
        backup.copy_to(branch.book, copy)
    assert not copy.exists()
    paper.count(branch.book, poll)
    backup.copy_to(branch.book, copy)
    data = copy.read_bytes()
    assert traces.boxes_left(data, boxes) == 0
    assert traces.traces(data, SLIPS) == []


def test_the_count_is_the_same_whichever_slip_came_first(branch: Branch) -> None:
    poll = open_and_fill(branch, SLIPS[::-1])
    assert paper.count(branch.book, poll) == tally(SLIPS, APPRAISAL_FORM, ROWS)


def test_a_refusal_over_totals_names_no_count(branch: Branch) -> None:
    poll = paper.draft(branch.book, branch.meeting, "totals")
    sealer = paper.open_now(branch.book, poll)
    paper.hand_out(branch.book, poll, 20)
    with pytest.raises(Refused) as refusal:
        ballots.enter_totals(branch.book, poll, sealer, 3, RowTotals(19, 1, (13, 4, 0, 0), 0, 0))
    assert not any(letter.isdigit() for letter in refusal.value.message.replace("第4行", ""))


TAMPERING = {
    "two targets change places": "UPDATE poll_target SET position = 1000 - position WHERE position IN (0, 1)",
    "a target becomes another member": "UPDATE poll_target SET member_id = 2 WHERE position = 0",
    "a name is changed": "UPDATE poll_target SET label = '王志远' WHERE position = 0",
    "the grades change places": 'UPDATE poll SET scale = \'[{"code": "unqualified", "name": "不合格", '
    '"capped": false}, {"code": "qualified", "name": "合格", "capped": false}, {"code": "basic", '
    '"name": "基本合格", "capped": false}, {"code": "excellent", "name": "优秀", "capped": true}]\'',
    "the rule is changed": "UPDATE poll SET rules = json_set(rules, '$.invalid_scope', 'ballot')",
    "an elector is taken off": "DELETE FROM poll_elector WHERE member_id = 5",
    "a box and the number of slips are taken back": "UPDATE poll SET returned = returned - 1",
    "the poll becomes another": "UPDATE poll SET uid = 'x' || substr(uid, 2)",
}


@pytest.mark.parametrize("change", TAMPERING.values(), ids=TAMPERING.keys())
def test_a_question_changed_behind_the_programs_back_makes_the_ballots_void(
    branch: Branch, change: str
) -> None:
    poll = open_and_fill(branch, SLIPS)
    polls.close_poll(branch.book, poll)
    with branch.book.quiet() as db:
        changed = db.execute(change).rowcount
        if "returned" in change:
            sealer = paper.unlock(branch.book, poll)
            db.execute("DELETE FROM poll_box WHERE key = ?", (sealer.key(ballots.slip_place(len(SLIPS))),))
    assert changed
    with pytest.raises(Tampered):
        counting.unseal(counting.work_of(branch.book, poll), paper.CODES)


def test_a_swapped_public_key_is_found_out_by_the_codes(branch: Branch) -> None:
    poll = open_and_fill(branch, SLIPS)
    polls.close_poll(branch.book, poll)
    mine = new_lock(("0" * 12, "1" * 12), paper.CHEAP)
    with branch.book.quiet() as db:
        db.execute("UPDATE poll SET public_key = ?", (mine.public_key,))
    with pytest.raises(WrongCodes):
        counting.unseal(counting.work_of(branch.book, poll), paper.CODES)


def test_a_box_of_an_earlier_poll_is_found_out(branch: Branch) -> None:
    first = open_and_fill(branch, SLIPS)
    old = branch.book.one("SELECT key, box FROM poll_box LIMIT 1")
    assert old is not None
    polls.void_poll(branch.book, first, "演示")
    second = poll_drafts.draft_rerun(branch.book, first, "演示")
    sealer = paper.open_now(branch.book, second)
    paper.hand_out(branch.book, second, 3)
    paper.enter(branch.book, second, sealer, SLIPS[:2])
    with branch.book.quiet() as db:
        db.execute("INSERT INTO poll_box (key, poll_id, box) VALUES (?, ?, ?)", (old[0], second, old[1]))
    polls.close_poll(branch.book, second)
    with pytest.raises(Tampered):
        counting.unseal(counting.work_of(branch.book, second), paper.CODES)
