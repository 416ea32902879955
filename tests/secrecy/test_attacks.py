"""Attacks on a box by somebody who has the file, the program and one code at most; each is seen to fail."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from db.acts import ballots, booths, counting, poll_drafts, poll_locks, polls
from db.book import open_book
from db.errors import Refused
from db.rules.ballot import APPRAISAL_FORM, Ballot, BallotForm
from db.rules.ballot_bytes import encode_ballot
from db.rules.tally import tally
from db.sealing import Sealer, Tampered
from db.store import poll_boxes
from db.views import polls as views
from tests import paper, sample
from tests.secrecy import traces

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Branch

ROWS = 26
LONG_FORM = BallotForm(APPRAISAL_FORM.scale, text_bytes=900)
"""Boxes so long that a poll fills pages of its own, which the count sets free."""
DECK = [slip for slip in paper.deck(14, ROWS, seed=3) if not slip.is_void][:10]
FORGERY = Ballot((4,) * ROWS)
"""Like no ballot of the deck: whichever box makes room for it, the count turns out another."""


def opened(branch: Branch, channel: str, form: BallotForm = APPRAISAL_FORM, title: str = "民主测评") -> int:
    sample.all_present(branch.book, branch.meeting)
    if not branch.book.value("SELECT count(*) FROM meeting_role"):
        paper.choose_roles(branch.book, branch.meeting)
    draft = poll_drafts.PollDraft("appraisal", title, channel, form)
    poll = poll_drafts.draft(branch.book, branch.meeting, draft)
    paper.open_now(branch.book, poll)
    if channel == "booth":
        booths.add_booth(branch.book, poll)
    return poll


def vote(branch: Branch, poll: int, slips: list[Ballot]) -> list[bytes]:
    """Vote one after another; returns the boxes in the order in which they were cast."""
    sealer, cast = paper.unlock(branch.book, poll), []
    for slip in slips:
        before = {row[0] for row in branch.book.rows("SELECT box FROM poll_box")}
        booths.admit(branch.book, poll, 1)
        booths.cast(branch.book, poll, sealer, 1, slip)
        booths.leave(branch.book, poll, 1)
        cast += [row[0] for row in branch.book.rows("SELECT box FROM poll_box") if row[0] not in before]
    return cast


def closed(branch: Branch, slips: list[Ballot] = DECK) -> int:
    poll = opened(branch, "booth")
    vote(branch, poll, slips)
    polls.count_booth(branch.book, poll, len(slips), len(slips))
    polls.close_poll(branch.book, poll)
    return poll


def unseal(branch: Branch, poll: int) -> counting.Unsealed:
    return counting.unseal(counting.work_of(branch.book, poll), paper.CODES)


# Reading


def test_no_choice_of_a_booth_can_be_read_while_it_is_open(branch: Branch) -> None:
    poll = opened(branch, "booth")
    vote(branch, poll, DECK)
    assert traces.traces(traces.bytes_of(branch.book.path), DECK) == []


def test_neither_choice_nor_order_of_a_booth_is_left_after_the_count(branch: Branch) -> None:
    poll = opened(branch, "booth")
    cast = vote(branch, poll, DECK)
    assert (
        traces.order_found(traces.bytes_of(branch.book.path), cast) != []
    )  # the attack works while it is open
    polls.count_booth(branch.book, poll, len(DECK), len(DECK))
    paper.count(branch.book, poll)
    data = traces.bytes_of(branch.book.path)
    assert (traces.traces(data, DECK), traces.order_found(data, cast)) == ([], [])


def test_free_pages_hold_no_box_after_the_count(branch: Branch) -> None:
    poll = opened(branch, "booth", LONG_FORM)
    cast = vote(branch, poll, DECK * 2)
    polls.count_booth(branch.book, poll, len(cast), len(cast))
    paper.count(branch.book, poll)
    assert branch.book.value("PRAGMA freelist_count") > 0  # there is somewhere to look
    assert traces.boxes_left(branch.book.path.read_bytes(), cast) == 0
    shm = branch.book.path.with_name(branch.book.path.name + "-shm")
    assert not shm.exists() or traces.boxes_left(shm.read_bytes(), cast) == 0


def test_two_snapshots_around_a_cast_differ_alike_whatever_was_chosen(branch: Branch, tmp_path: Path) -> None:
    poll = opened(branch, "booth")
    sealer = paper.unlock(branch.book, poll)

    def snapshot() -> bytes:
        return traces.bytes_of(branch.book.path)

    grown = set()
    for mark in (1, 2, 3, 4, 0):
        booths.admit(branch.book, poll, 1)
        before, beside = snapshot(), traces.beside_the_box(branch.book)
        booths.cast(branch.book, poll, sealer, 1, Ballot((mark,) * ROWS))
        after = snapshot()
        assert traces.beside_the_box(branch.book) == beside
        grown.add(len(after) - len(before))
        assert traces.traces(after, [Ballot((mark,) * ROWS)]) == traces.traces(
            before, [Ballot((mark,) * ROWS)]
        )
        booths.leave(branch.book, poll, 1)
    assert len(grown) == 1


def test_free_texts_lie_in_the_file_by_content_not_by_voter(branch: Branch) -> None:
    form = BallotForm(APPRAISAL_FORM.scale, text_bytes=90)
    poll = opened(branch, "booth", form)
    texts = [f"意见{letter}" for letter in "丁丙乙甲戊己庚辛"]
    vote(branch, poll, [Ballot((1,) * ROWS, text=text) for text in texts])
    polls.count_booth(branch.book, poll, len(texts), len(texts))
    paper.count(branch.book, poll)
    data = branch.book.path.read_bytes()
    assert all(text.encode() in data for text in texts)
    assert traces.lie_by_content(data, texts)


def test_a_row_with_a_hole_names_nobody_because_no_row_of_a_voter_is_kept(branch: Branch) -> None:
    poll = opened(branch, "booth")
    holes = [Ballot(tuple(0 if row == voter else 1 for row in range(ROWS))) for voter in range(8)]
    vote(branch, poll, holes)
    polls.count_booth(branch.book, poll, 8, 8)
    paper.count(branch.book, poll)
    result = views.result(branch.book, poll)
    assert result is not None
    assert {row.cells for row in result.tally.rows[:8]} == {(7, 0, 0, 0, 1, 0)}
    assert traces.traces(traces.bytes_of(branch.book.path), holes) == []


def test_the_log_of_a_booth_says_nothing_of_admissions_or_casts(branch: Branch) -> None:
    poll = opened(branch, "booth")
    before = branch.book.rows("SELECT * FROM event")
    vote(branch, poll, DECK)
    assert branch.book.rows("SELECT * FROM event") == before


def test_no_event_of_a_whole_poll_holds_a_count(branch: Branch) -> None:
    poll = opened(branch, "booth")
    vote(branch, poll, DECK)
    polls.count_booth(branch.book, poll, len(DECK), len(DECK))
    result = paper.count(branch.book, poll)
    said = [json.loads(row[0]) for row in branch.book.rows("SELECT ids FROM event WHERE kind LIKE 'poll.%'")]
    allowed = {"poll", "meeting", "electorate", "returned", "count", "issued", "booth", "scheme"}
    assert {key for ids in said for key in ids} <= allowed
    assert traces.said_in_log(branch.book, result.rows) == []


# Writing


def forged(branch: Branch, poll: int, sealer: Sealer | None = None) -> tuple[bytes, bytes]:
    """A box made with the public key and a tag key of the forger's own."""
    lock, context = poll_locks.context_of(branch.book, poll)
    mine = sealer or Sealer(context, lock.public_key, b"\0" * 32)
    box = mine.seal(b"p" * 16, encode_ballot(FORGERY, APPRAISAL_FORM))
    return box.key, box.box


TAMPERING = {
    "a box forged with the public key is put in": "forge",
    "a box is replaced by a forged one": "replace",
    "a box is put in twice": "replay",
    "a box is dropped": "drop",
    "a box and every number beside it are dropped": "drop with numbers",
    "a box comes from another poll": "carry over",
}


@pytest.mark.parametrize("attack", TAMPERING.values(), ids=TAMPERING.keys())
def test_a_box_that_was_tampered_with_voids_the_poll_unread(branch: Branch, attack: str) -> None:
    if attack == "carry over":
        first = opened(branch, "booth", title="前一次")
        carried = vote(branch, first, DECK[:1])[0]
        polls.void_poll(branch.book, first, "演示")
    poll = closed(branch)
    one = branch.book.one("SELECT key, box FROM poll_box ORDER BY key LIMIT 1")
    assert one is not None
    with branch.book.quiet() as db:
        db.execute("DROP TRIGGER poll_box_only_while_open")
        if attack == "forge":
            db.execute("INSERT INTO poll_box (key, poll_id, box) VALUES (?, 1, ?)", forged(branch, poll))
        elif attack == "replay":
            db.execute("INSERT INTO poll_box (key, poll_id, box) VALUES (?, ?, ?)", (b"r" * 16, poll, one[1]))
        else:
            db.execute("DELETE FROM poll_box WHERE key = ?", (one[0],))
        if attack == "replace":
            db.execute("INSERT INTO poll_box (key, poll_id, box) VALUES (?, 1, ?)", forged(branch, poll))
        if attack == "carry over":
            db.execute("INSERT INTO poll_box (key, poll_id, box) VALUES (?, ?, ?)", (one[0], poll, carried))
        if attack == "drop with numbers":
            db.execute(
                "UPDATE poll SET admissions = admissions - 1, issued = issued - 1, returned = returned - 1"
            )
    with pytest.raises(Tampered):
        unseal(branch, poll)
    polls.void_tampered(branch.book, poll, "票箱异常")
    assert branch.book.value("SELECT count(*) FROM poll_count") == 0
    assert poll_boxes.box_count(branch.book, poll) == 0


def test_rolling_back_to_an_older_file_is_found_out_by_the_strokes_on_paper(
    branch: Branch, tmp_path: Path
) -> None:
    poll = opened(branch, "booth")
    vote(branch, poll, DECK[:3])
    branch.book.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    older = tmp_path / "旧" / "支部.db"
    older.parent.mkdir()
    shutil.copy(branch.book.path, older)
    vote(branch, poll, DECK[3:6])
    with open_book(older) as book:
        for _ in range(polls.MAX_MISMATCHES):
            with pytest.raises(Refused, match="不一致"):
                polls.count_booth(book, poll, 6, 6)
        assert book.value("SELECT state FROM poll WHERE id = ?", (poll,)) == "void"


def test_whoever_sees_a_count_before_it_is_kept_cannot_choose_another(branch: Branch) -> None:
    """Peek, kill, choose: after unsealing there is no way back to voting, and the same boxes give the same count."""
    poll = closed(branch)
    peeked = unseal(branch, poll).result
    with open_book(branch.book.path) as after_the_kill:
        with pytest.raises(Refused):
            booths.admit(after_the_kill, poll, 1)
        with pytest.raises(Refused):
            booths.cast(after_the_kill, poll, paper.unlock(after_the_kill, poll), 1, DECK[0])
        counting.store_count(after_the_kill, poll, paper.unsealed(after_the_kill, poll))
        result = views.result(after_the_kill, poll)
    assert result is not None
    assert result.tally == peeked == tally(DECK, APPRAISAL_FORM, ROWS)


def test_a_poll_that_is_being_settled_is_not_voided_at_will(branch: Branch) -> None:
    poll = closed(branch)
    counting.begin_settling(branch.book, poll)
    with pytest.raises(Refused):
        polls.void_poll(branch.book, poll, "不满意")


@pytest.mark.parametrize("gone", [1, 4])
def test_two_counts_cannot_be_subtracted(branch: Branch, gone: int) -> None:
    poll = closed(branch)
    counting.store_count(branch.book, poll, paper.unsealed(branch.book, poll))
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE attendance SET in_room = 0 WHERE member_id IN (SELECT member_id FROM attendance "
            "WHERE kind = 'full' LIMIT ?)",
            (gone,),
        )
    again = poll_drafts.draft_rerun(branch.book, poll, "演示")
    check = views.preflight_of(branch.book, again)
    assert any("两次票数相减" in refusal for refusal in check.refusals)


def test_a_counted_poll_is_not_repeated_under_another_name(branch: Branch) -> None:
    poll = closed(branch)
    counting.store_count(branch.book, poll, paper.unsealed(branch.book, poll))
    with pytest.raises(Refused, match="重新投票"):
        poll_drafts.draft_appraisal(branch.book, branch.meeting, title="另一个名称", channel="booth")


def test_a_box_of_a_booth_and_of_paper_are_never_mixed(branch: Branch) -> None:
    poll = opened(branch, "booth")
    sealer = paper.unlock(branch.book, poll)
    with pytest.raises(Refused):
        ballots.enter_slip(branch.book, poll, sealer, 1, DECK[0])
    with pytest.raises(Refused):
        polls.record_issued(branch.book, poll, 3)
