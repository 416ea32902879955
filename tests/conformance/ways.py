"""Every way to vote, played with a deck from draft to count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db.acts import ballots, booths, poll_drafts, polls
from db.rules.ballot import BLANK, Ballot, RowTotals
from db.rules.ballot_bytes import NoteTotals
from db.rules.tally import tally
from tests import paper, sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.book import Book
    from db.sealing import Sealer
    from tests.conformance.decks import Deck

WAYS: Final = ("slips", "twice", "totals", "calls", "booth")


def branch_of(book: Book, people: int) -> tuple[int, list[int]]:
    """A meeting with so many full members in the room, and their ids; two more watch and count."""
    branch = sample.add_branch(book)
    members = sample.add_members(book, branch, people)
    with book.quiet() as db:
        db.execute("UPDATE member SET kind = 'full'")
    meeting = sample.add_meeting(book, branch)
    sample.all_present(book, meeting)
    paper.choose_roles(book, meeting, "王监票", "李计票")
    return meeting, members


def play(book: Book, meeting: int, members: list[int], deck: Deck, way: str) -> int:
    """Vote a deck in one way, count, and return the poll."""
    poll = drafted(book, meeting, members, deck, way)
    vote(book, poll, deck, way)
    return poll


def vote(book: Book, poll: int, deck: Deck, way: str) -> None:
    """Open a draft, vote a deck in one way, and count."""
    sealer = paper.open_now(book, poll)
    PLAYERS[way](book, poll, sealer, deck, whole(deck))
    paper.count(book, poll)


def drafted(book: Book, meeting: int, members: list[int], deck: Deck, way: str) -> int:
    """A draft of the deck's question."""
    with book.quiet() as db:
        rules = f'{{"invalid_scope": "{deck.scope}"}}'
        db.execute("UPDATE meeting SET rules = ? WHERE id = ?", (rules, meeting))
    on_roll = deck.kind in ("appraisal", "criteria", "nomination")
    lines = [
        poll_drafts.Line(f"第{place + 1}项", members[place] if on_roll else None)
        for place in range(deck.targets)
    ]
    size = len(deck.ballots)
    return poll_drafts.draft(
        book,
        meeting,
        poll_drafts.PollDraft(
            kind=deck.kind,
            title=deck.name,
            channel="slips" if way == "twice" else way,
            form=deck.form,
            lines=tuple(lines),
            pool=deck.pool,
            pool_due=size if deck.pool else 0,
            pool_present=size if deck.pool else 0,
            entries=2 if way == "twice" else 1,
        ),
    )


def whole(deck: Deck) -> list[Ballot]:
    """The deck's ballots; a void slip has as many rows as any."""
    cells = deck.form.cells(deck.targets)
    masks = (0,) * deck.targets if deck.form.problems else ()
    return [
        replace(ballot, marks=(BLANK,) * cells, problems=masks) if ballot.is_void else ballot
        for ballot in deck.ballots
    ]


def by_slip(book: Book, poll: int, sealer: Sealer, deck: Deck, slips: list[Ballot]) -> None:
    """Typed in once, or called out."""
    paper.hand_out(book, poll, len(slips))
    paper.enter(book, poll, sealer, slips)


def twice(book: Book, poll: int, sealer: Sealer, deck: Deck, slips: list[Ballot]) -> None:
    """Typed in by two people who agree."""
    by_slip(book, poll, sealer, deck, slips)
    for number, slip in enumerate(slips, 1):
        ballots.enter_slip(book, poll, sealer, number, slip, entry=2)


def by_totals(book: Book, poll: int, sealer: Sealer, deck: Deck, slips: list[Ballot]) -> None:
    """What the tellers add up on paper: the counts written by hand, and of a pool too small to show, the slips'."""
    paper.hand_out(book, poll, len(slips))
    result = deck.expected if deck.expected.rows else tally(slips, deck.form, deck.targets, deck.scope)
    for cell, count in enumerate(result.rows):
        is_first = cell % len(deck.form.parts) == 0
        named = result.problems[deck.form.target_of(cell)] if is_first and result.problems else ()
        row = RowTotals(result.valid, result.void, count.grades, count.blank, count.void_rows, named)
        ballots.enter_totals(book, poll, sealer, cell, row)
    if deck.form.write_ins or deck.form.text_bytes:
        others, texts = (
            [NoteTotals(result.valid, result.void, votes, text) for text, votes in notes]
            for notes in (result.others, [(text, 1) for text in result.texts])
        )
        ballots.enter_notes(book, poll, sealer, others, texts, valid=result.valid, void=result.void)


def in_booths(book: Book, poll: int, sealer: Sealer, deck: Deck, slips: list[Ballot]) -> None:
    """Two booths in turn."""
    numbers = [booths.add_booth(book, poll) for _ in range(2)]
    for turn, slip in enumerate(slips):
        number = numbers[turn % 2]
        booths.admit(book, poll, number)
        booths.cast(book, poll, sealer, number, slip)
        booths.leave(book, poll, number)
    polls.count_booth(book, poll, len(slips), len(slips))


PLAYERS: Final[dict[str, Callable[[Book, int, Sealer, Deck, list[Ballot]], None]]] = {
    "slips": by_slip,
    "twice": twice,
    "totals": by_totals,
    "calls": by_slip,
    "booth": in_booths,
}
