"""People of one name: who is who, and how lists tell them apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.namesakes import are_one_person, marks, merged, pair

PERSON = st.fixed_dictionaries({
    "gender": st.sampled_from(["", "男", "女"]),
    "birth": st.sampled_from(["", "1980", "1980-05", "1980-05-01", "1990-05"]),
    "joined": st.sampled_from(["", "2005-07", "2010-07"]),
    "phone": st.sampled_from(["", "13800000001", "13800000002"]),
    "group": st.sampled_from(["", "第一党小组", "第二党小组"]),
})  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"birth": "1980-05"}, {"birth": "1980-05-03"}, True),
        ({"birth": "1980-05"}, {"birth": "1981-05"}, True),
        ({"birth": "1980-05", "gender": "男"}, {"birth": "1990-01", "gender": "女"}, False),
        ({"birth": "1980", "joined": "2005", "gender": "男"}, {"birth": "1980", "joined": "2005", "gender": "女"}, True),
        ({"joined": "1987-12", "gender": "男"}, {"joined": "2001-07", "gender": "男"}, False),
        ({"joined": "1987", "birth": "1965-08"}, {"joined": "1978", "birth": "1965-08"}, True),
        ({}, {}, True),
        ({"id_number": "1", "birth": "1980"}, {"id_number": "2", "birth": "1980"}, False),
        ({"id_number": "1", "birth": "1980", "joined": "1"}, {"id_number": "1", "birth": "1990", "joined": "2"}, True),
    ],
)  # fmt: skip
def test_one_difference_is_a_correction_and_two_are_a_namesake(
    one: dict[str, str], other: dict[str, str], same: bool
) -> None:
    assert are_one_person(one, other) is same


def test_each_of_two_finds_the_right_one() -> None:
    found = [{"birth": "1990-05"}, {"birth": "1980-05"}]
    known = [{"birth": "1980-05-01"}, {"birth": "1990-05-02"}]
    assert pair(found, known) == (1, 0)


def test_a_second_person_of_a_known_name_is_new() -> None:
    assert pair([{"birth": "1990-05"}, {"birth": "1980-05"}], [{"birth": "1980-05"}]) == (None, 0)


@given(st.lists(PERSON, max_size=4), st.lists(PERSON, max_size=4))
def test_nobody_in_the_book_is_taken_twice(found: list[dict[str, str]], known: list[dict[str, str]]) -> None:
    taken = [place for place in pair(found, known) if place is not None]
    assert len(taken) == len(set(taken))


@given(PERSON)
def test_the_same_entry_is_the_same_person(person: dict[str, str]) -> None:
    assert pair([person], [person]) == (0,)


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([{"gender": "男"}, {"gender": "女"}], ("男", "女")),
        ([{"gender": "男", "group": "一组"}, {"gender": "男", "group": "二组"}], ("一组", "二组")),
        ([{"birth": "1980-05"}, {"birth": "1990"}], ("1980年生", "1990年生")),
        ([{"phone": "13800000001"}, {"phone": "13800000002"}], ("尾号0001", "尾号0002")),
        ([{}, {}], ("之一", "之二")),
    ],
)
def test_marks_use_the_first_thing_that_differs(people: list[dict[str, str]], told: tuple[str, ...]) -> None:
    assert marks(people) == told


@given(st.lists(PERSON, max_size=12))
def test_marks_always_differ(people: list[dict[str, str]]) -> None:
    told = marks(people)
    assert (len(told), len(set(told))) == (len(people), len(people))


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [("1980-05-03", "1980-05", "1980-05-03"), ("1980", "1980-05", "1980-05"), ("1980-05-03", "1981", "1981")],
)
def test_a_less_exact_date_does_not_blur_a_more_exact_one(old: str, new: str, kept: str) -> None:
    assert merged("birth", old, new) == kept
