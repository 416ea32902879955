"""Line breaking: nothing lost, nothing too wide, no mark where it may not stand."""

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.present.wrap import NEVER_FIRST, NEVER_LAST, cut, wrap_cjk

ALPHABET = st.sampled_from(
    [*"会议评议党员支部一二三，。；：？！（）《》「」“”、 ab1", "2026", "word", "\n", "　", "𠮷"]
)
TEXTS = st.lists(ALPHABET, max_size=60).map("".join)


def _dense(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(TEXTS, st.integers(2, 40))
def test_nothing_but_blanks_is_lost(text: str, cells: int) -> None:
    assert _dense("".join(wrap_cjk(text, cells))) == _dense(text)


@given(TEXTS, st.integers(2, 40))
def test_no_line_is_wider_than_asked(text: str, cells: int) -> None:
    assert all(cell_len(line) <= cells for line in wrap_cjk(text, cells))


@given(st.text(max_size=40), st.integers(2, 20))
def test_any_text_at_all_keeps_both_laws(text: str, cells: int) -> None:
    lines = wrap_cjk(text, cells)
    assert (_dense("".join(lines)), max(map(cell_len, lines)) <= cells) == (_dense(text), True)


@given(
    st.lists(st.sampled_from(["会议", "评议，", "（党员）", "《条例》。", "支部：", "12名"]), min_size=1).map(
        "".join
    )
)
def test_no_mark_stands_where_it_may_not(text: str) -> None:
    lines = wrap_cjk(text, 14)
    assert not any(line[0] in NEVER_FIRST or line[-1] in NEVER_LAST for line in lines)


def test_a_comma_takes_the_character_before_it_to_the_next_line() -> None:
    assert wrap_cjk("开展批评和自我批评，", 18) == ["开展批评和自我批", "评，"]


def test_an_opening_mark_goes_to_the_next_line_with_what_it_opens() -> None:
    assert wrap_cjk("学习党章（摘要）", 10) == ["学习党章", "（摘要）"]


def test_a_number_stays_whole() -> None:
    assert wrap_cjk("今年是2026年", 8) == ["今年是", "2026年"]


def test_a_word_before_hanzi_does_not_stand_alone() -> None:
    assert wrap_cjk("abc 这是一段很长的话", 12) == ["abc 这是一段", "很长的话"]


def test_a_paragraph_indent_is_kept() -> None:
    assert wrap_cjk("　　会议开始", 20) == ["　　会议开始"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap_cjk("", 10) == [""]


def test_a_line_of_marks_alone_is_cut_by_force() -> None:
    assert wrap_cjk("。。。。", 4) == ["。。", "。。"]


@given(st.text(max_size=30), st.integers(0, 30))
def test_cut_text_fits(text: str, cells: int) -> None:
    assert cell_len(cut(text, cells)) <= cells


def test_text_that_fits_is_not_cut() -> None:
    assert cut("欧阳慕容", 8) == "欧阳慕容"


def test_cut_text_says_so() -> None:
    assert cut("欧阳慕容司马", 8) == "欧阳慕.."
