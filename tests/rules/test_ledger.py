from __future__ import annotations

from collections import Counter
from itertools import groupby
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules import ledger
from db.rules.ledger import Cap, Caps, Deed, Entry, Scale

CAPS = Caps(
    rules={"study": Cap(60, "quarter"), "duty": Cap(30, "month"), "late": Cap(50, "year")},
    categories={"贡献": Cap(100, "year")},
)
RULES = {"study": (20, "贡献"), "duty": (10, "贡献"), "late": (-20, "扣分"), "": (15, "奖励")}
MEMBERS = (1, 2, 3)
days = st.builds("2026-{:02}-{:02}".format, st.integers(1, 12), st.integers(1, 28))


@st.composite
def deeds(draw: st.DrawFn, only: str | None = None) -> Deed:
    rule = draw(st.sampled_from(sorted(RULES))) if only is None else only
    tenths, category = RULES[rule]
    return Deed(draw(st.sampled_from(MEMBERS)), tenths, draw(days), rule, category)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Entry, ...]:
    book: tuple[Entry, ...] = ()
    for number, deed in enumerate(draw(st.lists(deeds(), max_size=25))):
        book = ledger.append(book, deed, CAPS, at=f"2026-11-22T00:00:{number:02}")
        standing = [one.id for one in book if one.reverses is None and not undone(book, one.id)]
        if standing and draw(st.integers(0, 3)) == 0:
            book = (*book, ledger.reversal(book, draw(st.sampled_from(standing)), at=book[-1].at))
    return book


def undone(book: tuple[Entry, ...], entry_id: int) -> bool:
    return any(entry.reverses == entry_id for entry in book)


@pytest.mark.parametrize(
    ("text", "tenths"),
    [
        ("2", 20),
        ("2.5", 25),
        ("0.5", 5),
        (".5", 5),
        ("3.", 30),
        ("+1", 10),
        ("-1.5", -15),
        ("−1.5", -15),
        ("２．５", 25),
        ("－3", -30),
        (" 4 ", 40),
        ("2.50", 25),
        ("0", 0),
        ("10000", 100_000),
    ],
)
def test_points_are_read_into_tenths(text: str, tenths: int) -> None:
    assert ledger.parse_tenths(text) == tenths


def test_three_places_are_refused_by_their_number() -> None:
    with pytest.raises(ValueError, match=r"“1\.125”有3位小数，积分最多保留一位小数"):
        ledger.parse_tenths("1.125")


@pytest.mark.parametrize("text", ["", "  ", "甲", "1,5", "1..5", ".", "-", "1e3", "nan"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"没有填写分数|不是分数"):
        ledger.parse_tenths(text)


@pytest.mark.parametrize("text", ["10000.1", "99999999999"])
def test_an_absurd_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="单笔积分不超过10000分"):
        ledger.parse_tenths(text)


@given(st.integers(-100_000, 100_000))
def test_what_is_written_reads_back_the_same(tenths: int) -> None:
    assert ledger.parse_tenths(ledger.format_tenths(tenths)) == tenths


def test_a_gain_can_carry_its_sign() -> None:
    assert [ledger.format_tenths(each, sign=True) for each in (25, -30, 0)] == ["+2.5", "-3", "0"]


@pytest.mark.parametrize(("period", "name"), [("month", "2026-09"), ("quarter", "2026Q3"), ("year", "2026")])
def test_a_day_belongs_to_its_period(period: ledger.Period, name: str) -> None:
    assert ledger.period_of("2026-09-30", period) == name


@given(days)
def test_a_quarter_holds_three_months(day: str) -> None:
    months = [
        month
        for month in range(1, 13)
        if ledger.period_of(f"2026-{month:02}-01", "quarter") == ledger.period_of(day, "quarter")
    ]
    assert len(months) == 3


def test_a_cap_that_cuts_says_what_counts() -> None:
    given_now = ledger.grant(Deed(1, 20, "2026-11-22", "study"), CAPS, 50, 0)
    assert (given_now.tenths, given_now.note) == (10, "本项每季度最多6分，+2分只计+1分。")


def test_a_full_cap_says_that_nothing_counts() -> None:
    given_now = ledger.grant(Deed(1, 20, "2026-11-22", "study"), CAPS, 60, 0)
    assert (given_now.tenths, given_now.note) == (0, "本项每季度最多6分，已满，+2分不再计入。")


def test_a_cap_on_a_deduction_bounds_what_is_taken() -> None:
    assert ledger.grant(Deed(1, -20, "2026-11-22", "late"), CAPS, -40, 0).tenths == -10


def test_a_category_bounds_rules_together() -> None:
    assert ledger.grant(Deed(1, 20, "2026-11-22", "study", "贡献"), CAPS, 0, 95).tenths == 5


def test_the_next_period_has_its_own_room() -> None:
    book: tuple[Entry, ...] = ()
    for day in ("2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-02-01"):
        book = ledger.append(book, Deed(1, 10, day, "duty"), CAPS)
    assert [entry.granted for entry in book] == [10, 10, 10, 0, 10]


def test_a_reversal_gives_the_room_back() -> None:
    book = ledger.append((), Deed(1, 30, "2026-01-05", "duty"), CAPS)
    book = (*book, ledger.reversal(book, 1))
    assert ledger.append(book, Deed(1, 10, "2026-01-06", "duty"), CAPS)[-1].granted == 10


def test_an_entry_is_undone_only_once() -> None:
    book = ledger.append((), Deed(1, 10, "2026-01-05"), CAPS)
    book = (*book, ledger.reversal(book, 1))
    with pytest.raises(ValueError, match="不能撤销两次"):
        ledger.reversal(book, 1)


def test_a_reversal_is_not_undone() -> None:
    book = ledger.append((), Deed(1, 10, "2026-01-05"), CAPS)
    book = (*book, ledger.reversal(book, 1))
    with pytest.raises(ValueError, match="本身就是撤销"):
        ledger.reversal(book, 2)


def test_an_unknown_entry_is_not_undone() -> None:
    with pytest.raises(ValueError, match="找不到"):
        ledger.reversal((), 7)


@given(ledgers(), st.data())
def test_a_reversal_restores_every_total(book: tuple[Entry, ...], data: st.DataObject) -> None:
    longer = ledger.append(book, data.draw(deeds()), CAPS)
    undone_again = (*longer, ledger.reversal(longer, longer[-1].id))
    assert ledger.totals(MEMBERS, undone_again, Scale()) == ledger.totals(MEMBERS, book, Scale())


@given(ledgers())
def test_totals_are_the_sum_of_a_replay(book: tuple[Entry, ...]) -> None:
    replayed: Counter[int] = Counter()
    for entry in book:
        replayed[entry.deed.member] += entry.granted
    expected = {member: max(0, 1000 + replayed[member]) for member in MEMBERS}
    assert ledger.totals(MEMBERS, book, Scale()) == expected


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(book: tuple[Entry, ...], chance: Random) -> None:
    shuffled = list(book)
    chance.shuffle(shuffled)
    assert ledger.totals(MEMBERS, shuffled, Scale()) == ledger.totals(MEMBERS, book, Scale())


@given(st.lists(deeds(only="study"), max_size=12), st.data())
def test_the_order_of_deeds_under_one_cap_does_not_matter(every: list[Deed], data: st.DataObject) -> None:
    def replay(order: list[Deed]) -> dict[int, int]:
        book: tuple[Entry, ...] = ()
        for deed in order:
            book = ledger.append(book, deed, CAPS)
        return ledger.totals(MEMBERS, book, Scale())

    assert replay(data.draw(st.permutations(every))) == replay(every)


@given(ledgers())
def test_a_rule_never_brings_more_than_its_cap(book: tuple[Entry, ...]) -> None:
    for rule, cap in CAPS.rules.items():

        def span(entry: Entry, period: ledger.Period = cap.period) -> tuple[int, str]:
            return entry.deed.member, ledger.period_of(entry.deed.day, period)

        ours = sorted((entry for entry in book if entry.deed.rule == rule), key=span)
        assert all(
            abs(sum(entry.granted for entry in each)) <= cap.tenths for _, each in groupby(ours, key=span)
        )


@given(ledgers(), st.sampled_from(MEMBERS))
def test_a_category_never_brings_more_than_its_cap(book: tuple[Entry, ...], member: int) -> None:
    ours = [entry for entry in book if entry.deed.category == "贡献" and entry.deed.member == member]
    assert sum(entry.granted for entry in ours) <= CAPS.categories["贡献"].tenths


@given(st.integers(-5000, 5000))
def test_a_total_stays_between_floor_and_ceiling(moved: int) -> None:
    assert 0 <= Scale(1000, 0, 1200).total(moved) <= 1200


def test_without_bounds_a_total_is_what_it_is() -> None:
    assert Scale(0, None, None).total(-35) == -35


def test_movement_counts_from_the_moment_on() -> None:
    book = (
        Entry(1, Deed(1, 10, "2026-11-22"), 10, "2026-11-22T06:00:00"),
        Entry(2, Deed(1, 20, "2026-11-22"), 20, "2026-11-22T07:00:00"),
    )
    assert ledger.moved(book, "2026-11-22T07:00:00") == {1: 20}


def test_a_tie_shares_one_rank_and_the_next_rank_skips() -> None:
    assert ledger.ranks({"a": 30, "b": 20, "c": 20, "d": 10}) == {"a": 1, "b": 2, "c": 2, "d": 4}


@given(st.dictionaries(st.integers(), st.integers(0, 5), max_size=30))
def test_a_rank_is_one_more_than_the_number_ahead(values: dict[int, int]) -> None:
    found = ledger.ranks(values)
    assert found == {
        key: 1 + sum(other > value for other in values.values()) for key, value in values.items()
    }


def test_groups_add_up_their_members() -> None:
    found = ledger.group_totals({1: 10, 2: 25, 3: 40, 4: 99}, {1: "一", 2: "一", 3: "二"})
    assert {name: (each.members, each.tenths, each.mean) for name, each in found.items()} == {
        "一": (2, 35, 18),
        "二": (1, 40, 40),
    }


@pytest.mark.parametrize(
    ("month", "place"), [("2026-01", 0), ("2026-12", 11), ("2027-01", 11), ("2025-12", 0), ("2026-07", 6)]
)
def test_every_month_has_a_place_in_the_year(month: str, place: int) -> None:
    assert ledger.month_place(month, 2026) == place


@given(months=st.lists(st.integers(-500, 500), min_size=12, max_size=12))
def test_quarters_add_up_to_the_year(months: list[int]) -> None:
    assert sum(ledger.quarter_sums(months)) == sum(months)


@pytest.mark.parametrize(
    ("mode", "percent", "start"), [("reset", 0, 1000), ("all", 0, 1183), ("share", 20, 237), ("share", 0, 0)]
)
def test_a_year_starts_from_what_goes_over(mode: str, percent: int, start: int) -> None:
    assert ledger.carried(1183, 1000, mode, percent) == start


def test_a_veto_is_nothing_whatever_moved() -> None:
    assert ledger.Scale(1000, 500, None).total(300, is_vetoed=True) == 0
