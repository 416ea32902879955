"""Soft wrap of Chinese text in an editor."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.document._document import Document

from tui.widgets.han_wrap import HanWrapped, wide_len, wrap_offsets

TEXT = st.text(alphabet=st.sampled_from("党支部，。（《”abc XY1[/x]　"), max_size=80)


def parts(line: str, cells: int) -> list[str]:
    edges = [0, *wrap_offsets(line, cells), len(line)]
    return [line[start:end] for start, end in pairwise(edges)]


@given(TEXT, st.integers(2, 30))
def test_no_part_is_wider_than_the_line(line: str, cells: int) -> None:
    assert all(cell_len(part) <= cells for part in parts(line, cells))


@given(TEXT, st.integers(2, 30))
def test_nothing_is_lost(line: str, cells: int) -> None:
    assert "".join(parts(line, cells)) == line


@given(TEXT.filter(bool), st.integers(2, 30))
def test_no_part_is_empty(line: str, cells: int) -> None:
    assert all(parts(line, cells))


def test_a_short_word_does_not_stand_alone_before_a_han_run() -> None:
    assert parts("abc 这是一段很长很长的话", 12)[0] == "abc 这是一段"


def test_a_comma_does_not_begin_a_line() -> None:
    assert parts("支部工作抓得紧，", 14) == ["支部工作抓得", "紧，"]


def test_an_opening_bracket_does_not_end_a_line() -> None:
    assert parts("支部工作（试行）", 10) == ["支部工作", "（试行）"]


@given(st.lists(TEXT, min_size=1, max_size=5), st.lists(TEXT, min_size=1, max_size=5))
def test_an_edit_wraps_as_a_fresh_document_does(before: list[str], after: list[str]) -> None:
    document = Document("\n".join(before))
    wrapped = HanWrapped(document, width=11)
    result = document.replace_range((0, 0), document.end, "\n".join(after))
    wrapped.wrap_range((0, 0), document.end, result.end_location)
    fresh = HanWrapped(document, width=11)
    assert (wrapped.lines, wrapped.height) == (fresh.lines, fresh.height)


def test_quotation_marks_count_two_where_the_terminal_draws_them_so() -> None:
    assert wrap_offsets("“党”员", 6, wide_len) == [3]


def test_quotation_marks_count_one_elsewhere() -> None:
    assert wrap_offsets("“党”员", 6) == []
