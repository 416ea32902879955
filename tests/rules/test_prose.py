"""Long text: what is stripped, how it is counted, how far a step by word goes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.prose import PHRASE, clause, clean, count_chars, phrase_end, phrase_start, take_chars

LINES = st.text(alphabet=st.sampled_from("党支部，。 ab12１（）“”《》\u3000"), max_size=40)


def test_a_joined_family_falls_into_whole_characters() -> None:
    assert clean("👨‍👩‍👧") == "👨👩👧"


def test_a_skin_tone_goes() -> None:
    assert clean("👍🏽") == "👍"


def test_a_flag_goes_whole() -> None:
    assert clean("中🇨🇳国") == "中国"


def test_a_keycap_leaves_its_digit() -> None:
    assert clean("1️⃣条") == "1条"


def test_escape_sequences_lose_their_control_character() -> None:
    assert clean("\x1b[31m红\x07\x00") == "[31m红"


def test_marks_of_direction_and_width_go() -> None:
    assert clean("\ufeff党\u200b员\u202e\u00ad") == "党员"


def test_a_lone_surrogate_goes() -> None:
    assert clean("书\ud800记") == "书记"


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_break_is_a_newline(mark: str) -> None:
    assert clean(f"一{mark}二") == "一\n二"


def test_a_tab_is_a_blank() -> None:
    assert clean("一\t二") == "一 二"


@pytest.mark.parametrize("char", ["𠮷", "㐂", "\U00031350", "\U0002ebf0", "\ue000", "１", "\u3000", "é"])
def test_rare_han_and_wide_digits_stay(char: str) -> None:
    assert clean(char) == char


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters()))
def test_what_is_left_is_storable_and_free_of_controls(text: str) -> None:
    left = clean(text)
    left.encode()
    assert not any(unicodedata.category(char) == "Cc" for char in left if char != "\n")


def test_blanks_are_not_counted() -> None:
    assert count_chars("一 二\n　三。") == 4


@given(st.text(), st.integers(0, 30))
def test_what_is_taken_fits_and_is_the_longest(text: str, room: int) -> None:
    taken = take_chars(text, room)
    rest = text[len(taken) : len(taken) + 1]
    assert text.startswith(taken)
    assert count_chars(taken) <= room
    assert not rest or count_chars(taken + rest) > room


@pytest.mark.parametrize(
    ("column", "start"), [(10, 6), (11, 10), (12, 10), (16, 12), (23, 19), (26, 23), (27, 26)]
)
def test_a_step_left_stops_at_a_mark_a_word_or_a_few_characters(column: int, start: int) -> None:
    assert phrase_start("围绕中心工作抓得不紧，，2025年参加only八次呢。", column) == start


def test_a_step_right_skips_blanks_first() -> None:
    assert phrase_end("党  支部，", 1) == 5


@given(LINES, st.data())
def test_no_step_takes_more_than_a_few_han(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, len(line)))
    taken = line[phrase_start(line, column) : column] + line[column : phrase_end(line, column)]
    assert sum(char in "党支部" for char in taken) <= 2 * PHRASE


@given(LINES)
def test_steps_left_reach_the_beginning(line: str) -> None:
    column, steps = len(line), 0
    while column and steps <= len(line):
        column, steps = phrase_start(line, column), steps + 1
    assert column == 0


@given(LINES, st.data())
def test_a_step_left_always_moves(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, len(line)))
    assert phrase_start(line, column) < column or column == 0


@given(LINES, st.data())
def test_a_step_right_always_moves(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, len(line)))
    assert phrase_end(line, column) > column or column == len(line)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("上级未到会。", "上级未到会"), ("因病", "因病"), (" 点错了；。", "点错了"), ("。", ""), ("", "")],
)
def test_a_clause_loses_the_stop_that_it_ends_with(typed: str, told: str) -> None:
    assert clause(typed) == told
