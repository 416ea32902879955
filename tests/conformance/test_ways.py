from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.rules.poll import salted_hash
from db.rules.tally import tally
from db.views import polls as views
from tests.conformance import ways
from tests.conformance.decks import DECKS, Deck

if TYPE_CHECKING:
    from db.book import Book

every_deck = pytest.mark.parametrize("deck", DECKS, ids=[deck.name for deck in DECKS])
every_way = pytest.mark.parametrize("way", ways.WAYS)


def counted(book: Book, deck: Deck, way: str) -> views.PollResult:
    meeting, members = ways.branch_of(book, max(3, len(deck.ballots)))
    result = views.result(book, ways.play(book, meeting, members, deck, way))
    assert result is not None
    return result


@every_deck
@every_way
def test_every_way_gives_the_counts_written_by_hand(book: Book, deck: Deck, way: str) -> None:
    assert counted(book, deck, way).tally == deck.expected


@every_way
@pytest.mark.parametrize(
    "deck", [deck for deck in DECKS if deck.is_passed is not None], ids=lambda deck: deck.name
)
def test_every_way_decides_a_motion_alike(book: Book, deck: Deck, way: str) -> None:
    assert counted(book, deck, way).is_passed is deck.is_passed


@every_way
def test_every_way_ends_with_the_four_facts(book: Book, way: str) -> None:
    sheet = counted(book, DECKS[4], way).sheet
    assert sheet.facts == {"boxes_left": 0, "wal_bytes": 0, "secure_delete": 1, "backups": 0}


@every_way
def test_every_way_signs_the_same_count_with_the_same_hash(book: Book, way: str) -> None:
    result = counted(book, DECKS[8], way)
    uids = [
        book.value("SELECT uid FROM member WHERE id = ?", (target.member_id,))
        for target in result.sheet.targets
    ]
    assert result.sheet.count_hash == salted_hash(result.sheet.count_salt, DECKS[8].expected, uids)


@every_deck
def test_the_rules_alone_give_the_counts_written_by_hand(deck: Deck) -> None:
    result = tally(ways.whole(deck), deck.form, deck.targets, deck.scope)
    kept = (deck.expected.rows and result) or type(result)(result.valid, result.void, ())
    assert kept == deck.expected
