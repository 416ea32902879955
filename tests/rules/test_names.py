"""姓氏笔画 order, both schools, and how names are kept and shown."""

from __future__ import annotations

import json
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.names import (
    School,
    bare_name,
    missing_strokes,
    name_sort_key,
    school_of_key,
)
from tests.sample import NAMES

HAN = st.text(alphabet="一丁七王田大富利丽李国庆孔文方毛韦尹邓于上官阿依古皙达䶮", min_size=1, max_size=4)


def by_strokes(names: list[str]) -> list[str]:
    return sorted(names, key=name_sort_key)


def test_a_name_keeps_no_mark_that_steers_a_terminal() -> None:
    assert bare_name("王\x1b\u202e伟\x07") == "王伟"


def test_fewer_strokes_come_first() -> None:
    assert by_strokes(["李娜", "丁一", "王伟"]) == ["丁一", "王伟", "李娜"]


def test_equal_counts_go_by_the_strokes_one_by_one() -> None:
    assert "".join(sorted("孔文方毛王韦尹邓", key=name_sort_key)) == "王韦毛文方尹孔邓"


def test_the_surname_school_counts_a_blank_place_before_a_single_given_name() -> None:
    assert by_strokes(["田大利", "田富"]) == ["田富", "田大利"]


def test_the_full_name_school_counts_no_blank_place() -> None:
    assert sorted(["田富", "田大利"], key=lambda name: name_sort_key(name, "fullname")) == ["田大利", "田富"]


def test_people_of_one_surname_stay_together() -> None:
    # 于 and 干 have the same strokes in the same order.
    assert by_strokes(["于一", "干一", "于王", "干王"]) in (
        ["于一", "于王", "干一", "干王"],
        ["干一", "干王", "于一", "于王"],
    )


def test_a_compound_surname_goes_by_its_first_character() -> None:
    assert by_strokes(["司马东", "上官明"]) == ["上官明", "司马东"]


def test_the_dot_of_a_transliterated_name_does_not_count() -> None:
    assert name_sort_key("阿依古丽·吐尔逊") == name_sort_key("阿依古丽吐尔逊")


def test_a_shorter_name_comes_before_the_longer_that_begins_with_it() -> None:
    assert by_strokes(["王国庆", "王国"])[0] == "王国"


def stroke_count(char: str) -> int:
    """How many strokes a character has; outside the table, more than any has."""
    return int(name_sort_key(char)[:2])


@pytest.mark.parametrize(("char", "count"), [("皙", 13), ("达", 6), ("一", 1), ("邓", 4)])
def test_stroke_counts(char: str, count: int) -> None:
    assert stroke_count(char) == count


def test_a_surname_outside_the_table_stands_at_the_end() -> None:
    assert by_strokes(["䶮一", "龚新敏", "丁一"])[-1] == "䶮一"


def test_characters_outside_the_table_are_reported_once_each() -> None:
    assert missing_strokes("䶮䶮王𠮷") == ("䶮", "𠮷")


def test_a_usual_name_misses_nothing() -> None:
    assert [name for name in NAMES if missing_strokes(name)] == []


@given(st.lists(HAN, unique_by=bare_name), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_arrival(names: list[str], chance: random.Random) -> None:
    shuffled = list(names)
    chance.shuffle(shuffled)
    assert by_strokes(names) == by_strokes(shuffled)


@given(HAN, HAN)
def test_equal_keys_mean_equal_names(one: str, other: str) -> None:
    assert (name_sort_key(one) == name_sort_key(other)) == (bare_name(one) == bare_name(other))


@given(HAN, HAN)
def test_the_first_characters_strokes_decide_first(one: str, other: str) -> None:
    mine, others = stroke_count(one[0]), stroke_count(other[0])
    if mine < others:
        assert name_sort_key(one) < name_sort_key(other)


@given(HAN)
def test_blanks_do_not_change_the_place_of_a_name(name: str) -> None:
    assert name_sort_key("\u3000".join(name) + " ") == name_sort_key(name)


def test_keys_sort_in_sqlite_as_in_python() -> None:
    import sqlite3

    names = [*NAMES, "䶮一", "田富", "田大利"]
    conn = sqlite3.connect(":memory:")
    rows = conn.execute(
        "SELECT value FROM json_each(?) ORDER BY value",
        (json.dumps([name_sort_key(name) for name in names]),),
    ).fetchall()
    conn.close()
    assert [row[0] for row in rows] == [name_sort_key(name) for name in by_strokes(names)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("王 伟 ", "王伟"),
        ("于\u3000昉", "于昉"),
        ("何\u00a0\u200b喆", "何喆"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("买买提‧艾力", "买买提·艾力"),
        ("\u2f70敏", "示敏"),
        ("", ""),
    ],
)
def test_a_name_is_kept_bare(written: str, kept: str) -> None:
    assert bare_name(written) == kept


@given(st.text(max_size=12))
def test_keeping_bare_twice_changes_nothing(text: str) -> None:
    assert bare_name(bare_name(text)) == bare_name(text)


def test_the_sample_of_pairs_is_in_order() -> None:
    ordered = ["丁一", "上官明", "马艳", "王伟", "孔丽", "田富", "田大利", "李娜", "侯辉伟", "熊秀"]
    assert all(name_sort_key(a) < name_sort_key(b) for a, b in pairwise(ordered))


@given(HAN.filter(lambda name: len(bare_name(name)) == 2), st.sampled_from(["surname", "fullname"]))
def test_the_key_of_two_characters_tells_its_school(name: str, school: School) -> None:
    assert school_of_key(name_sort_key(name, school)) == school


@pytest.mark.parametrize("key", ["", "00000", "x1", name_sort_key("王")])
def test_another_key_tells_nothing(key: str) -> None:
    assert school_of_key(key) is None
