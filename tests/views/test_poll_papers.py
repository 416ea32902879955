"""The papers of every kind of poll by every way to vote: they can be made, and say what that kind says."""

from __future__ import annotations

import hashlib
import json
from itertools import product
from typing import TYPE_CHECKING

import pytest

from db.export.desk import order
from db.views import poll_papers
from db.views.meetings import Meeting, meeting
from tests.conformance import ways
from tests.conformance.decks import DECKS, Deck
from tests.export.reading import all_text, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book

BY_NAME = {deck.name: deck for deck in DECKS}


def held(book: Book, name: str, way: str = "slips") -> Meeting:
    deck = BY_NAME[name]
    number, members = ways.branch_of(book, max(3, len(deck.ballots)))
    ways.play(book, number, members, deck, way)
    found = meeting(book, number)
    assert found is not None
    return found


@pytest.mark.parametrize("what", ["slips", "count", "summary"])
@pytest.mark.parametrize("deck", DECKS, ids=[deck.name for deck in DECKS])
def test_every_paper_of_every_kind_can_be_made(book: Book, deck: Deck, what: str) -> None:
    of = held(book, deck.name)
    assert all_text(opened(order(book, what, of.id).make()))


def test_the_archive_is_json_named_so(book: Book) -> None:
    of = held(book, "30 mixed")
    made = order(book, "record", of.id)
    assert (made.name.endswith("计票档案（内部）.json"), json.loads(made.make())["format"]) == (
        True,
        "pingyi-record",
    )


def test_a_motion_has_three_columns_to_mark(book: Book) -> None:
    of = held(book, "30 carry a motion")
    assert poll_papers.slip_paper(book, of).scale == ("赞成", "反对", "弃权")


def test_the_count_sheet_of_a_recommendation_tells_how_many_might_be_chosen_and_written_in(
    book: Book,
) -> None:
    of = held(book, "7 choosing two of three")
    text = all_text(opened(order(book, "count", of.id).make()))
    assert "每张票最多推荐2名，其中可以另选2名；多于2名的，整张票作废。" in text


def test_the_count_sheet_of_a_motion_tells_the_decision(book: Book) -> None:
    of = held(book, "30 carry a motion")
    (sentence,) = poll_papers.count_paper(book, of).results
    assert ("赞成16票" in sentence, "通过" in sentence) == (True, True)


def test_the_count_sheet_of_an_appraisal_tells_no_result(book: Book) -> None:
    assert poll_papers.count_paper(book, held(book, "30 mixed")).results == ()


def test_the_count_sheet_of_a_booth_has_no_slips(book: Book) -> None:
    assert not poll_papers.count_paper(book, held(book, "7 all one grade", "booth")).has_paper


def searched(salt: str, digest: str, targets: Sequence[str], slips: int) -> list[tuple[int, ...]] | None:
    """Try every count that so many valid slips can give; what somebody with the signed sheet would do."""
    rows = [row for row in product(range(slips + 1), repeat=6) if sum(row) == slips]
    for guess in product(rows, repeat=len(targets)):
        content = {"valid": slips, "void": 0, "problems": [], "others": [], "texts": []}
        listed = {"rows": [[target, *row] for target, row in zip(targets, guess, strict=True)]}
        text = json.dumps(content | listed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if hashlib.sha256(salt.encode() + text.encode()).hexdigest() == digest:
            return list(guess)
    return None


def test_the_code_beside_its_salt_would_give_a_short_count_away(book: Book) -> None:
    told = poll_papers.summary_paper(book, held(book, "3 of a pool"))
    found = searched(told.salt, told.digest, ["第1项", "第2项", "第3项"], 3)
    assert found == [row.cells for row in BY_NAME["3 of a pool"].expected.rows]


@pytest.mark.parametrize("name", ["3 of a pool", "30 mixed", "7 choosing two of three", "30 carry a motion"])
def test_the_sheet_has_the_salt_only_where_it_has_the_counts(book: Book, name: str) -> None:
    of = held(book, name)
    told = poll_papers.summary_paper(book, of)
    text = all_text(opened(order(book, "count", of.id).make()))
    assert (told.salt in text, told.digest[:8] in text) == (BY_NAME[name].is_passed is not None, True)


def test_two_entries_are_told(book: Book) -> None:
    assert poll_papers.count_paper(book, held(book, "7 all one grade", "twice")).entries == 2


def test_a_pool_is_named_with_its_own_numbers(book: Book) -> None:
    told = poll_papers.count_paper(book, held(book, "3 of a pool"))
    assert (told.who, told.due, told.present) == ("群众代表", 3, 3)


def test_a_pool_too_small_shows_why_there_are_no_counts(book: Book) -> None:
    told = poll_papers.summary_paper(book, held(book, "2 of a pool, too few to show"))
    assert (told.rows, told.remarks) == ((), (poll_papers.WITHHELD,))


def test_the_summary_of_a_recommendation_marks_the_ties_at_the_line(book: Book) -> None:
    (remark,) = poll_papers.summary_paper(book, held(book, "7 choosing two of three")).remarks
    assert (remark.startswith("推荐名额2名"), "得票相同" in remark) == (True, True)


def test_the_summary_has_problems_names_and_opinions(book: Book) -> None:
    told = poll_papers.summary_paper(book, held(book, "7 with problems and opinions"))
    assert (told.named[0], told.texts[0]) == (("第1项", (4, 1, 2)), "[/x]")


def test_the_summary_has_a_section_a_criterion(book: Book) -> None:
    told = poll_papers.summary_paper(book, held(book, "7 on a criterion and the whole"))
    assert [(section.title, len(section.rows)) for section in told.criteria] == [("理想信念", 2)]
