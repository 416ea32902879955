"""Every form of a ballot at a booth, from the first digit to the count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from db.acts import polls
from db.rules.ballot import APPRAISAL_SCALE, Ballot, BallotForm
from db.rules.ballot_bytes import encode_ballot
from db.rules.tally import tally
from db.views.booths import door
from tests import booth as kit
from tests import paper
from tests.booth import FORMS, Hall, seat, station
from tests.faces.screen import says, screen_text
from tui.booth import hand as hands
from tui.present.booth import Area, Notice, Slip, cells
from tui.present.booth_marking import marking
from tui.present.booth_review import review, review_pages
from tui.present.lines import Block

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.conftest import Branch


async def type_text(pilot: Pilot[Any], text: str) -> None:
    for character in text:
        pilot.app.screen.post_message(Key(character, character))
    await pilot.pause()


async def cast_by_hand(branch: Branch, poll: int, *keys: str | tuple[str]) -> None:
    """One voter's keys (a tuple is text of an input method), cast at the end."""
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        for key in keys:
            if isinstance(key, tuple):
                await type_text(pilot, key[0])
            else:
                await pilot.press(key)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert door(branch.book, poll).cast == 1, screen_text(pilot.app)


@pytest.mark.parametrize(
    ("form", "keys", "ballot"),
    [
        ("satisfaction", "143", Ballot((1, 4, 3))),
        ("motion", "2", Ballot((2,))),
        ("nomination", "10010", Ballot((1, 0, 0, 1, 0))),
        ("one grade", "10", Ballot((1, 0))),
        ("criteria", "123121" * 4, Ballot((1, 2, 3, 1, 2, 1) * 4)),
    ],
)
async def test_a_form_takes_a_digit_a_cell(branch: Branch, form: str, keys: str, ballot: Ballot) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, form)
    await cast_by_hand(branch, poll, *keys)
    polls.count_booth(branch.book, poll, 1, 1)
    _, asked, labels = FORMS[form]
    assert paper.count(branch.book, poll) == tally([ballot], asked, len(labels))


async def test_problems_and_a_text_go_into_the_box(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "everything")
    text = "多下基层，少发文件"
    keys = ("f4", "1", "3", "escape", "1", "2", "3", "end", "1", (text,), "enter")
    await cast_by_hand(branch, poll, *keys)
    polls.count_booth(branch.book, poll, 1, 1)
    counted = paper.count(branch.book, poll)
    assert (counted.problems[0], counted.texts) == ((1, 0, 1), (text,))


async def test_a_name_written_in_goes_into_the_box(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "nomination")
    await cast_by_hand(branch, poll, "1", "end", "1", ("欧阳修文",), "enter")
    polls.count_booth(branch.book, poll, 1, 1)
    assert paper.count(branch.book, poll).others == (("欧阳修文", 1),)


async def test_too_many_chosen_is_told_in_a_sentence_and_not_cast(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "nomination")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "1", "1", "enter")
        told = says(pilot, "选了3名，最多选2名")
        await pilot.press("enter")
        cast = door(branch.book, poll).cast
        await pilot.press("escape", "home", "0", "enter", "enter")
        assert (told, cast, door(branch.book, poll).cast) == (True, 0, 1)


@pytest.mark.parametrize("name", ["朱明", "  朱明 "])
async def test_a_name_that_is_on_the_list_is_not_written_in(branch: Branch, name: str) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "nomination")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("end", "1")
        await type_text(pilot, name)
        await pilot.press("enter", "enter", "enter")
        assert (says(pilot, "“朱明”已在名单上"), door(branch.book, poll).cast) == (True, 0)


async def test_how_many_are_chosen_stands_above(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "nomination")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "0", "1")
        assert "已选 2/2" in screen_text(pilot.app)


async def test_leaving_others_unchosen_is_no_oversight(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "nomination")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        assert ("推荐" in screen_text(pilot.app), "等次" in screen_text(pilot.app)) == (True, False)
        await pilot.press("1", "enter")
        assert "没有填" not in screen_text(pilot.app)


async def test_a_text_is_written_where_the_cursor_stands(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "everything")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("end", "1")
        await type_text(pilot, "多下层12")
        await pilot.press("left", "left", "left")
        await type_text(pilot, "基")
        await pilot.press("end", "backspace", "escape")
        assert station(pilot.app).filling.hand.text == "多下基层1"  # type: ignore[union-attr]


async def test_the_window_of_an_input_method_opens_at_the_cursor(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "everything")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("end", "1")
        await type_text(pilot, "多下基层")
        assert tuple(pilot.app.cursor_position) == (9, 2)


async def test_a_text_that_is_full_says_so(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "everything")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("end", "1")
        await type_text(pilot, "好" * 101)
        assert says(pilot, "写满了")
        await pilot.press("enter")
        assert station(pilot.app).filling.hand.text == "好" * 100  # type: ignore[union-attr]


async def test_what_was_written_is_read_again_before_casting(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "everything")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("f4", "2", "enter", "1", "end", "1")
        await type_text(pilot, "[/x]再多些时间")
        await pilot.press("enter", "enter")
        text = screen_text(pilot.app)
        assert ("意见建议  [/x]再多些时间" in text, "存在问题 2" in text) == (True, True)


def slip(form: BallotForm, count: int, label: str = "阿依古丽·吐尔逊") -> Slip:
    return Slip("民主测评", "1号投票台", form, tuple(f"{label}{number}" for number in range(count)))


def widths(page: Block) -> set[int]:
    return {sum(cells(text) for text, _ in line) for line in page}


FORM_LIST = [form for _, form, _ in FORMS.values()]


@pytest.mark.parametrize("form", FORM_LIST, ids=list(FORMS))
@pytest.mark.parametrize("size", [(80, 24), pytest.param((160, 45), marks=pytest.mark.long)])
@pytest.mark.parametrize("count", [0, 1, 3, 30, 300])
def test_every_page_fits_the_screen(form: BallotForm, size: tuple[int, int], count: int) -> None:
    area, what = Area(*size), slip(form, count)
    hand = hands.new_hand(form, count)
    for hand_ in (hand, hands.moved(hand, rows=hand.rows), hands.moved(hand, columns=9)):
        for page in (marking(what, hand_, area, Notice()), review(what, hand_, area, Notice(), 0)):
            assert len(page) == size[1]
            assert max(widths(page)) <= size[0]


def shown(pages: list[Block]) -> str:
    return "\n".join("".join(text for text, _ in line) for page in pages for line in page)


@pytest.mark.parametrize("form", FORM_LIST, ids=list(FORMS))
@pytest.mark.parametrize("count", [1, 26, 300])
def test_the_review_lists_every_target_once(form: BallotForm, count: int) -> None:
    what = slip(form, count, "党员")
    text = shown(review_pages(what, hands.new_hand(form, count), Area(80, 24)))
    assert [text.split().count(f"党员{number}") for number in range(count)] == [1] * count


def test_the_column_under_the_cursor_is_always_in_sight() -> None:
    _, form, _ = FORMS["criteria"]
    hand = hands.new_hand(form, 2)
    what = slip(form, 2)
    for column, part in enumerate(form.parts):
        page = marking(what, hands.moved(hand, columns=column), Area(80, 24), Notice())
        assert part.name in "".join(text for text, _ in page[2])


def test_the_overall_grade_of_somebody_who_gets_none_says_so_and_is_never_marked() -> None:
    _, form, labels = FORMS["criteria"]
    parts = len(form.parts)
    hand = hands.new_hand(form, len(labels), frozenset({parts - 1}))
    there = hands.moved(hand, columns=parts - 1)
    page = marking(Slip("分项测评", "1号", form, labels), there, Area(160, 45), Notice())
    assert "这一格不用填" in "".join(text for text, _ in page[1])
    assert ("不定等次", "cursor") in [(text.strip(), role) for text, role in page[3]]
    assert hands.marked(there, 1) is None
    assert hands.marked(hands.moved(hand, columns=parts - 2), 1) is not None


def test_the_whole_of_a_long_line_is_read_below() -> None:
    _, form, labels = FORMS["motion"]
    page = marking(Slip("表决", "1号", form, labels), hands.new_hand(form, 1), Area(80, 24), Notice())
    assert labels[0] in "".join("".join(text for text, _ in line).strip() for line in page[-3:-1])


KEYS = st.one_of(
    st.tuples(st.just("digit"), st.integers(0, 9)),
    st.tuples(st.just("move"), st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1), (99, 0), (-99, 0)])),
    st.tuples(st.just("problem"), st.integers(-1, 16)),
)


@given(st.sampled_from(FORM_LIST), st.integers(1, 6), st.sets(st.integers(0, 5)), st.lists(KEYS, max_size=40))
def test_any_keys_leave_a_ballot_that_the_box_takes(
    form: BallotForm, targets: int, unmarked: set[int], keys: list[tuple[str, Any]]
) -> None:
    parts = len(form.parts)
    skipped = frozenset(row * parts + parts - 1 for row in unmarked if row < targets)
    hand = hands.new_hand(form, targets, skipped)
    for what, value in keys:
        if what == "digit":
            hand = hands.marked(hand, value) or hand
        elif what == "move":
            hand = hands.moved(hand, *value)
        else:
            hand = hands.toggled(hand, value)
    ballot = hand.ballot()
    assert len(encode_ballot(ballot, form)) == len(
        encode_ballot(hands.new_hand(form, targets).ballot(), form)
    )
    assert all(ballot.marks[cell] == 0 for cell in skipped)


@given(st.text(max_size=30), st.lists(st.sampled_from(["left", "right", "back", "del"]), max_size=10))
def test_a_text_never_grows_past_its_room(text: str, steps: list[str]) -> None:
    draft = hands.new_draft("", 20)
    for character in text:
        draft = hands.typed(draft, character) or draft
        for step in steps:
            if step in ("back", "del"):
                draft = hands.erased(draft, forward=step == "del")
            else:
                draft = hands.stepped(draft, -1 if step == "left" else 1)
    assert draft.left >= 0
    assert 0 <= draft.at <= len(draft.text)


@pytest.mark.parametrize("grade", range(1, 5))
def test_every_grade_costs_one_key_and_moves_the_same(grade: int) -> None:
    hand = hands.new_hand(BallotForm(APPRAISAL_SCALE), 26)
    after = hands.marked(hand, grade)
    assert after is not None
    assert (after.row, after.marked) == (1, 1)
