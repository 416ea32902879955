from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.ballot import APPRAISAL_FORM, APPRAISAL_SCALE, VOID_ROW, Ballot, InvalidScope, RowTotals
from db.rules.tally import (
    RowCount,
    Slips,
    is_unanimous,
    percent,
    row_faults,
    secrecy_warnings,
    slip_faults,
    smallest_open_count,
    softened_rows,
    tally,
    tally_faults,
    tally_of_totals,
    validity_faults,
)

ROWS = 4
NAMES = ("王志", "李四", "欧阳修", "张三")
marks = st.sampled_from([0, 1, 2, 3, 4, VOID_ROW])
ballots = st.builds(Ballot, st.tuples(*[marks] * ROWS), st.booleans())
decks = st.lists(ballots, max_size=30)
scopes = st.sampled_from(["row", "ballot"])


def counted(slips: list[tuple[int, ...]], scope: InvalidScope = "row") -> list[tuple[int, ...]]:
    result = tally([Ballot(slip) for slip in slips], APPRAISAL_FORM, len(slips[0]), scope)
    return [row.cells for row in result.rows]


@given(decks, scopes)
def test_every_slip_is_valid_or_void_and_every_row_adds_up_to_the_valid_ones(
    deck: list[Ballot], scope: InvalidScope
) -> None:
    result = tally(deck, APPRAISAL_FORM, ROWS, scope)
    assert result.returned == len(deck)
    assert all(row.total == result.valid for row in result.rows)


@given(decks, st.integers(0, 99), scopes)
def test_the_order_of_the_slips_makes_no_difference(
    deck: list[Ballot], seed: int, scope: InvalidScope
) -> None:
    shuffled = random.Random(seed).sample(deck, len(deck))
    assert tally(shuffled, APPRAISAL_FORM, ROWS, scope) == tally(deck, APPRAISAL_FORM, ROWS, scope)


@given(st.lists(ballots, min_size=1, max_size=30), scopes)
def test_totals_and_slips_lead_to_the_same_tally(deck: list[Ballot], scope: InvalidScope) -> None:
    by_slip = tally(deck, APPRAISAL_FORM, ROWS, scope)
    typed = [
        RowTotals(by_slip.valid, by_slip.void, row.grades, row.blank, row.void_rows) for row in by_slip.rows
    ]
    assert tally_of_totals(typed, APPRAISAL_FORM) == by_slip


@given(decks, scopes)
def test_a_true_count_has_no_fault(deck: list[Ballot], scope: InvalidScope) -> None:
    result = tally(deck, APPRAISAL_FORM, ROWS, scope)
    slips = Slips(present=len(deck), issued=len(deck), returned=len(deck))
    assert tally_faults(result, APPRAISAL_FORM, slips, NAMES, scope) == ()


@given(decks, decks)
def test_two_heaps_counted_apart_add_up_to_both_counted_together(
    one: list[Ballot], other: list[Ballot]
) -> None:
    apart = [tally(heap, APPRAISAL_FORM, ROWS) for heap in (one, other)]
    together = tally(one + other, APPRAISAL_FORM, ROWS)
    for row in range(ROWS):
        cells = [heap.rows[row].cells for heap in apart]
        assert tuple(map(sum, zip(*cells, strict=True))) == together.rows[row].cells


def test_each_grade_once_then_blank_then_over_marked() -> None:
    assert counted([(1,), (2,), (3,), (4,), (0,), (VOID_ROW,)]) == [(1, 1, 1, 1, 1, 1)]


def test_thirty_slips_all_excellent() -> None:
    assert counted([(1, 1)] * 30) == [(30, 0, 0, 0, 0, 0)] * 2


def test_an_over_marked_row_leaves_the_other_rows_standing() -> None:
    assert counted([(VOID_ROW, 2)]) == [(0, 0, 0, 0, 0, 1), (0, 1, 0, 0, 0, 0)]


def test_an_over_marked_row_voids_the_whole_slip_where_the_rule_says_so() -> None:
    result = tally([Ballot((VOID_ROW, 2)), Ballot((1, 1))], APPRAISAL_FORM, 2, "ballot")
    assert (result.valid, result.void) == (1, 1)
    assert [row.cells for row in result.rows] == [(1, 0, 0, 0, 0, 0)] * 2


def test_a_slip_left_wholly_blank_is_valid_and_abstains_everywhere() -> None:
    result = tally([Ballot((0, 0))], APPRAISAL_FORM, 2)
    assert result.valid == 1
    assert [row.blank for row in result.rows] == [1, 1]


def test_a_void_slip_adds_to_no_row() -> None:
    result = tally([Ballot((1, 1), is_void=True)], APPRAISAL_FORM, 2)
    assert (result.valid, result.void) == (0, 1)
    assert all(row.total == 0 for row in result.rows)


def test_a_ballot_of_another_question_is_refused() -> None:
    with pytest.raises(ValueError, match="another question"):
        tally([Ballot((1,))], APPRAISAL_FORM, 2)


def test_rows_counted_on_different_slips_make_no_tally() -> None:
    with pytest.raises(ValueError, match="different slips"):
        tally_of_totals(
            [RowTotals(3, 0, (3, 0, 0, 0), 0, 0), RowTotals(4, 0, (4, 0, 0, 0), 0, 0)], APPRAISAL_FORM
        )


def test_more_returned_than_issued_voids_the_round_in_so_many_words() -> None:
    (fault,) = slip_faults(Slips(present=24, issued=22, returned=24))
    assert fault.detail == "收回24张，多于发出22张，多2张。本次投票无效，应当重新投票。"


def test_more_issued_than_present_is_explained() -> None:
    (fault,) = slip_faults(Slips(present=24, issued=25, returned=25))
    assert fault.detail.startswith("发出25张，多于实到24人，多1张。")


def test_slips_not_returned_are_no_fault() -> None:
    assert slip_faults(Slips(present=26, issued=25, returned=23)) == ()


def test_valid_and_void_that_do_not_make_up_the_returned_are_explained() -> None:
    (fault,) = validity_faults(23, 2, 24)
    assert fault.detail == "有效票23张＋废票2张＝25张，与收回24张不符，多1张。"


def test_a_row_that_does_not_add_up_is_explained_to_the_tellers() -> None:
    (fault,) = row_faults(RowCount((10, 8, 2, 0), 1, 1), APPRAISAL_SCALE, valid=23, row=2, name="欧阳修")
    assert (
        fault.detail
        == "第3行欧阳修：优秀10＋合格8＋基本合格2＋不合格0＋弃权1＋行废1＝22，有效票23张，少1张。"
    )


def test_what_is_said_of_a_faulty_row_outside_holds_no_count() -> None:
    (fault,) = row_faults(RowCount((10, 8, 2, 0), 1, 1), APPRAISAL_SCALE, valid=23, row=2, name="欧阳修")
    assert fault.brief == "第3行欧阳修：各项之和不等于有效票。"
    assert "10" not in repr(fault)


def test_a_spoilt_row_cannot_be_counted_where_it_spoils_the_slip() -> None:
    (fault,) = row_faults(
        RowCount((1, 0, 0, 0), 0, 1), APPRAISAL_SCALE, valid=2, row=0, name="王志", scope="ballot"
    )
    assert "整张票作废" in fault.detail


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_is_the_nearest_hundredth(count: int, base: int) -> None:
    shown = int(percent(count, base).rstrip("%").replace(".", ""))
    assert abs(shown * base - count * 10000) * 2 <= base


@pytest.mark.parametrize(
    ("count", "base", "shown"), [(134, 141, "95.04%"), (1, 3, "33.33%"), (2, 3, "66.67%"), (0, 7, "0.00%")]
)
def test_shares_are_printed_as_count_sheets_print_them(count: int, base: int, shown: str) -> None:
    assert percent(count, base) == shown


def test_a_share_of_nothing_is_a_dash() -> None:
    assert percent(0, 0) == "－"


def test_no_setting_makes_two_people_enough_to_hide_one() -> None:
    assert [smallest_open_count(k) for k in (0, 3, 5, 9)] == [3, 3, 5, 9]


def test_few_voters_are_warned_about_before_the_poll() -> None:
    assert secrecy_warnings(5, 5) == ()
    assert "只有4人，少于5人" in secrecy_warnings(4, 5)[0]
    assert "另一人的票" in secrecy_warnings(2, 5)[0]


def test_a_row_that_tells_everybodys_vote_is_softened() -> None:
    result = tally([Ballot((1, 1))] * 5 + [Ballot((1, 2))], APPRAISAL_FORM, 2)
    assert softened_rows(result, 5) == (True, False)


def test_every_row_is_softened_when_too_few_slips_are_valid() -> None:
    result = tally([Ballot((1, 2)), Ballot((2, 1))], APPRAISAL_FORM, 2)
    assert softened_rows(result, 5) == (True, True)


def test_nothing_is_unanimous_when_no_slip_is_valid() -> None:
    assert not is_unanimous(RowCount((0, 0, 0, 0), 0, 0), 0)


def test_counts_do_not_show_when_printed() -> None:
    one = tally([Ballot((1, 1))], APPRAISAL_FORM, 2)
    other = tally([Ballot((4, 3))] * 9, APPRAISAL_FORM, 2)
    assert repr(one) == repr(other)
    assert repr(one.rows) == repr(other.rows)
