from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.ballot import APPRAISAL_FORM, VOID_ROW, Ballot, Grade, RowTotals, Scale, is_counted, with_mark
from db.rules.ballot_bytes import (
    ballot_bytes,
    decode_ballot,
    decode_totals,
    encode_ballot,
    encode_totals,
    totals_bytes,
)

marks = st.sampled_from([0, 1, 2, 3, 4, VOID_ROW])
counts = st.integers(0, 0xFFFF)


@given(st.lists(marks, max_size=40))
def test_a_ballot_reads_back_as_it_was_written(slip: list[int]) -> None:
    ballot = Ballot(tuple(slip))
    assert decode_ballot(encode_ballot(ballot, APPRAISAL_FORM), APPRAISAL_FORM, len(slip)) == ballot


@given(st.lists(marks, min_size=5, max_size=5), st.booleans())
def test_every_ballot_of_a_poll_has_one_length(slip: list[int], is_void: bool) -> None:
    assert len(encode_ballot(Ballot(tuple(slip), is_void), APPRAISAL_FORM)) == ballot_bytes(APPRAISAL_FORM, 5)


def test_a_void_slip_hides_what_was_marked_on_it() -> None:
    assert encode_ballot(Ballot((1, 2, 3), is_void=True), APPRAISAL_FORM) == bytes((1, 0, 0, 0))


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"\x02\x01\x01", b"\x00\x05\x01", b"\x00\x01\x01\x01"])
def test_bytes_that_are_no_ballot_of_the_poll_are_not_read(data: bytes) -> None:
    assert decode_ballot(data, APPRAISAL_FORM, 2) is None


@given(counts, counts, st.tuples(counts, counts, counts, counts), counts, counts)
def test_totals_read_back_as_they_were_written(
    valid: int, void: int, grades: tuple[int, int, int, int], blank: int, void_rows: int
) -> None:
    totals = RowTotals(valid, void, grades, blank, void_rows)
    data = encode_totals(totals, APPRAISAL_FORM)
    assert len(data) == totals_bytes(APPRAISAL_FORM)
    assert decode_totals(data, APPRAISAL_FORM, 0) == totals


def test_totals_of_another_scale_are_not_read() -> None:
    assert decode_totals(bytes(10), APPRAISAL_FORM, 0) is None


def test_a_count_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        encode_totals(RowTotals(1, 0, (70000, 0, 0, 0), 0, 0), APPRAISAL_FORM)


def test_neither_ballot_nor_totals_show_a_choice_when_printed() -> None:
    assert repr(Ballot((1, 3))) == repr(Ballot((4, 2)))
    assert repr(RowTotals(3, 0, (1, 1, 1, 0), 0, 0)) == repr(RowTotals(9, 1, (9, 0, 0, 0), 0, 0))


def test_an_over_marked_row_spoils_the_slip_only_where_the_rule_says_so() -> None:
    slip = Ballot((1, VOID_ROW))
    assert is_counted(slip, APPRAISAL_FORM, "row")
    assert not is_counted(slip, APPRAISAL_FORM, "ballot")


def test_a_mark_changes_its_own_row_only() -> None:
    assert with_mark((0, 0, 0), 1, 3) == (0, 3, 0)


def test_a_scale_needs_a_grade_and_a_code_of_its_own_for_each() -> None:
    with pytest.raises(ValueError, match="one to nine"):
        Scale(())
    with pytest.raises(ValueError, match="share a code"):
        Scale((Grade("a", "好"), Grade("a", "差")))
