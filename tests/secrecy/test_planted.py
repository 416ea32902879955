"""The attacks on a box find what they look for: each leak is planted in a copy of the program and is seen to be caught."""

from __future__ import annotations

import contextlib
import hmac
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from db import sealing
from db.acts import booths, counting, poll_drafts, polls
from db.book import Book, Writing, open_book
from db.check import examine
from db.rules.ballot import APPRAISAL_FORM, Ballot, BallotForm
from db.rules.tally import tally
from db.store import poll_boxes, poll_counts, poll_rounds
from db.views import polls as views
from tests import paper
from tests.secrecy import traces
from tests.secrecy.test_attacks import DECK, LONG_FORM, ROWS, closed, forged, opened, unseal, vote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.conftest import Branch


@pytest.fixture
def poll(branch: Branch) -> int:
    return opened(branch, "booth")


def ended(branch: Branch, poll: int, boxes: int) -> None:
    polls.count_booth(branch.book, poll, boxes, boxes)
    paper.count(branch.book, poll)


# Reading


def test_a_cast_that_keeps_a_running_total_is_caught_by_two_snapshots(
    branch: Branch, poll: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealer, put = paper.unlock(branch.book, poll), poll_boxes.put_box

    def counting_along(db: Any, poll_id: int, key: bytes, box: bytes) -> None:
        put(db, poll_id, key, box)
        db.execute("UPDATE poll SET mismatches = mismatches + 1 WHERE id = ?", (poll_id,))

    monkeypatch.setattr(poll_boxes, "put_box", counting_along)
    booths.admit(branch.book, poll, 1)
    before = traces.beside_the_box(branch.book)
    booths.cast(branch.book, poll, sealer, 1, DECK[0])
    assert traces.beside_the_box(branch.book) != before


def test_a_box_as_long_as_its_ballot_is_caught_by_two_snapshots(branch: Branch) -> None:
    poll = opened(branch, "booth", LONG_FORM)
    sealer, grown = paper.unlock(branch.book, poll), set()
    with branch.book.quiet() as db:
        db.execute("CREATE TABLE leak (box BLOB)")
    for length in (0, 300):
        before = len(traces.bytes_of(branch.book.path))
        with branch.book.quiet() as db:
            db.execute("INSERT INTO leak VALUES (?)", (sealer.key(b"0" * 16) * (length + 1),))
        grown.add(len(traces.bytes_of(branch.book.path)) - before)
    assert len(grown) == 2


def test_a_moment_of_a_cast_in_the_log_is_caught(
    branch: Branch, poll: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Book, "quiet", witnessed_quiet)
    before = branch.book.rows("SELECT * FROM event")
    vote(branch, poll, DECK[:1])
    assert branch.book.rows("SELECT * FROM event") != before


def witnessed_quiet(book: Book) -> Any:
    """`Book.quiet` with an event, as if a cast were an act like any other."""

    @contextlib.contextmanager
    def quiet() -> Any:
        with book.write("ballot.cast") as writing:
            yield writing.db

    return quiet()


@pytest.mark.parametrize("way", ["number by number", "as a list"])
def test_a_count_in_the_log_is_caught(
    branch: Branch, poll: int, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote(branch, poll, DECK)
    polls.count_booth(branch.book, poll, len(DECK), len(DECK))
    polls.close_poll(branch.book, poll)
    result, about = paper.unsealed(branch.book, poll), Writing.about

    def talkative(writing: Writing, **ids: int | str) -> None:
        cells = result.rows[4].cells
        numbered = {f"cell{place}": number for place, number in enumerate(cells)}
        listed = {"cells": ", ".join(map(str, cells))}
        about(writing, **ids, **(numbered if way == "number by number" else listed))

    monkeypatch.setattr(Writing, "about", talkative)
    counting.store_count(branch.book, poll, result)
    assert 4 in traces.said_in_log(branch.book, result.rows)


def test_texts_kept_in_the_order_of_the_voters_are_caught(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = BallotForm(APPRAISAL_FORM.scale, text_bytes=90)
    poll = opened(branch, "booth", form)
    texts = [f"意见{letter}" for letter in "丁丙乙甲戊己庚辛"]

    def as_they_came(db: Any, _poll: int, kind: str, notes: Iterable[tuple[str, int]]) -> None:
        db.execute("CREATE TABLE IF NOT EXISTS leak (content TEXT)")
        kept = {text for text, _ in notes} if kind == "text" else set()
        for text in (text for text in texts if text in kept):
            db.execute("INSERT INTO leak VALUES (?)", (text,))

    monkeypatch.setattr(poll_counts, "insert_notes", as_they_came)
    vote(branch, poll, [Ballot((1,) * ROWS, text=text) for text in texts])
    ended(branch, poll, len(texts))
    assert not traces.lie_by_content(branch.book.path.read_bytes(), texts)


def test_a_row_of_a_voter_with_a_hole_is_caught(
    branch: Branch, poll: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    holes = [Ballot(tuple(0 if row == voter else 1 for row in range(ROWS))) for voter in range(4)]
    keep = counting._keep

    def row_by_row(writing: Writing, *arguments: Any) -> None:
        keep(writing, *arguments)
        writing.db.execute("CREATE TABLE leak (marks BLOB)")
        for slip in holes:
            writing.db.execute("INSERT INTO leak VALUES (?)", (bytes(slip.marks),))

    monkeypatch.setattr(counting, "_keep", row_by_row)
    vote(branch, poll, holes)
    ended(branch, poll, len(holes))
    assert (
        len({found.split(" as ")[0] for found in traces.traces(traces.bytes_of(branch.book.path), holes)})
        == 4
    )


def test_a_copy_made_while_the_poll_is_open_is_caught_though_the_book_is_clean_afterwards(
    branch: Branch, poll: int, tmp_path: Path
) -> None:
    cast = vote(branch, poll, DECK)
    branch.book.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = tmp_path / "抄走.db"
    shutil.copy(branch.book.path, copy)
    ended(branch, poll, len(DECK))
    assert traces.boxes_left(traces.bytes_of(branch.book.path), cast) == 0
    assert traces.boxes_left(copy.read_bytes(), cast) == len(DECK)


def test_a_box_that_is_not_overwritten_when_deleted_is_caught_in_the_free_pages(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = opened(branch, "booth", LONG_FORM)
    cast = vote(branch, poll, DECK * 2)
    polls.count_booth(branch.book, poll, len(cast), len(cast))
    branch.book.conn.execute("PRAGMA secure_delete = OFF")
    monkeypatch.setattr(counting, "assert_durable", lambda _book: None)
    paper.count(branch.book, poll)
    assert branch.book.value("PRAGMA freelist_count") > 0
    assert traces.boxes_left(branch.book.path.read_bytes(), cast) > 0


# Writing


def test_without_the_tag_a_forged_box_would_be_counted(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = closed(branch)
    with branch.book.quiet() as db:
        db.execute("DROP TRIGGER poll_box_only_while_open")
        db.execute("DELETE FROM poll_box WHERE key = (SELECT min(key) FROM poll_box)")
        db.execute("INSERT INTO poll_box (key, poll_id, box) VALUES (?, 1, ?)", forged(branch, poll))
    monkeypatch.setattr(hmac, "compare_digest", lambda *_: True)
    result = unseal(branch, poll).result
    assert result is not None
    assert result != tally(DECK, APPRAISAL_FORM, ROWS)


def test_without_the_place_a_box_dropped_in_twice_would_be_counted(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = closed(branch)
    box = branch.book.value("SELECT box FROM poll_box ORDER BY key DESC LIMIT 1")
    with branch.book.quiet() as db:
        db.execute("DROP TRIGGER poll_box_only_while_open")
        db.execute("DELETE FROM poll_box WHERE key = (SELECT min(key) FROM poll_box)")
        db.execute("INSERT INTO poll_box (key, poll_id, box) VALUES (?, ?, ?)", (b"r" * 16, poll, box))

    def trusting(opener: sealing.Opener, boxes: Iterable[sealing.SealedBox], _progress: object = None) -> Any:
        return tuple(opener._open(sealed)[1] for sealed in boxes)

    monkeypatch.setattr(hmac, "compare_digest", lambda *_: True)
    monkeypatch.setattr(sealing.Opener, "open_all", trusting)
    result = unseal(branch, poll).result
    assert result is not None
    assert result != tally(DECK, APPRAISAL_FORM, ROWS)


def test_without_the_log_a_box_dropped_with_every_number_would_go_unseen(branch: Branch) -> None:
    poll = closed(branch)
    with branch.book.quiet() as db:
        db.execute("DELETE FROM poll_box WHERE key = (SELECT min(key) FROM poll_box)")
        db.execute(
            "UPDATE poll SET admissions = admissions - 1, issued = issued - 1, returned = returned - 1"
        )
        db.execute("DROP TRIGGER IF EXISTS event_no_update")
        db.execute(
            "UPDATE event SET ids = json_set(ids, '$.returned', ?) WHERE kind = 'poll.voters_counted'",
            (len(DECK) - 1,),
        )
    assert unseal(branch, poll).result is not None  # so the strokes on paper must be compared, and the chain
    assert not next(one for one in examine(branch.book).findings if one.code == "event_chain").is_sound


def test_two_counts_that_were_let_through_would_give_a_ballot_away(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = closed(branch)
    before = paper.unsealed(branch.book, first)
    counting.store_count(branch.book, first, before)
    monkeypatch.setattr(poll_rounds, "rerun_refusal", lambda *_: None)
    with branch.book.quiet() as db:
        db.execute("UPDATE attendance SET in_room = 0 WHERE member_id = ?", (branch.members[3],))
    again = poll_drafts.draft_rerun(branch.book, first, "演示")
    paper.open_now(branch.book, again)
    booths.add_booth(branch.book, again)
    vote(branch, again, DECK[1:])
    ended(branch, again, len(DECK) - 1)
    result = views.result(branch.book, again)
    assert result is not None
    alone = [
        [one - other for one, other in zip(row.cells, less.cells, strict=True)]
        for row, less in zip(before.rows, result.tally.rows, strict=True)
    ]
    assert alone == [list(row.cells) for row in tally(DECK[:1], APPRAISAL_FORM, ROWS).rows]


def test_a_book_rolled_back_unnoticed_would_count_the_older_ballots(
    branch: Branch, poll: int, tmp_path: Path
) -> None:
    vote(branch, poll, DECK[:3])
    branch.book.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    older = tmp_path / "旧" / "支部.db"
    older.parent.mkdir()
    shutil.copy(branch.book.path, older)
    vote(branch, poll, DECK[3:6])
    with open_book(older) as book:
        polls.count_booth(book, poll, 3, 3)  # whoever types the program's figure instead of the strokes
        assert paper.count(book, poll) == tally(DECK[:3], APPRAISAL_FORM, ROWS)
