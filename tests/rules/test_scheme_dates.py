"""A scheme begun on another day: what moves with it, what stays with the calendar, what is never touched."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.scheme import Scheme
from db.rules.scheme_dates import begun, months_between, moved, nearest
from db.scheme import load_scheme, packaged, start_on

ALL = [load_scheme(name) for name in packaged()]
DATED = [scheme for scheme in ALL if scheme.stages]
days = st.dates(date(2011, 1, 1), date(2080, 12, 31)).map(date.isoformat)
schemes = st.sampled_from(DATED)


def stages(scheme: Scheme) -> list[tuple[str, str, str]]:
    return [(one.name, one.begins, one.ends) for one in scheme.stages]


@pytest.fixture
def moved_zibo() -> Scheme:
    return load_scheme("zibo-safety", begins="2026-04-01")


def test_sixteen_years_on_every_stage_stands_on_the_same_days_of_the_year(moved_zibo: Scheme) -> None:
    assert stages(moved_zibo) == [
        ("调查研究", "2026-04-01", "2026-05-31"),
        ("动员部署", "2026-05-01", "2026-06-30"),
        ("全面争创", "2026-05-21", "2027-06-30"),
        ("完善提升", "2027-07-01", "2028-04-30"),
        ("表彰总结", "2028-05-01", "2028-10-31"),
    ]


def test_the_words_of_the_document_stay(moved_zibo: Scheme) -> None:
    assert [one.wording for one in moved_zibo.stages] == [
        one.wording for one in load_scheme("zibo-safety").stages
    ]


def test_targets_at_the_end_of_a_year_stay_at_the_end_of_a_year(moved_zibo: Scheme) -> None:
    assert [one.by for one in moved_zibo.targets[:3]] == ["2026-12-31", "2027-12-31", "2028-12-31"]


def test_awards_go_to_the_first_of_july_of_the_new_year(moved_zibo: Scheme) -> None:
    assert moved_zibo.awards[0].nodes[0].day == "2027-07-01"


def test_the_first_of_july_stays_whatever_the_month_of_the_beginning() -> None:
    scheme = load_scheme("zibo-safety", begins="2026-05-01")
    assert scheme.awards[0].nodes[0].day == "2027-07-01"


def test_a_register_owed_by_a_day_moves() -> None:
    one = load_scheme("shizong-agri", begins="2026-05-01").requirement("idea")
    assert one is not None
    assert (one.begins, one.ends) == ("2026-05-01", "2026-06-20")


def test_a_meeting_held_by_a_day_moves() -> None:
    template = load_scheme("hebei-research", begins="2026-04-01").template("duty-report")
    assert template is not None
    assert template.by == "2027-03-31"


def test_a_node_of_every_year_is_of_every_year() -> None:
    scheme = load_scheme("huzhou-drug-lab", begins="2026-05-01")
    assert [one.day for one in scheme.nodes] == ["--07-01", "--10-01"]


def test_a_scheme_without_a_timetable_holds_from_the_day_on() -> None:
    scheme = load_scheme("huizhou-court", begins="2026-05-01")
    assert (scheme.begins, scheme.begun, scheme.stages) == ("2026-05-01", "2026-05-01", ())


def test_begun_on_its_own_first_day_it_is_itself() -> None:
    scheme = load_scheme("zibo-safety")
    assert begun(scheme, scheme.begins) == scheme


def test_its_own_first_day_gives_the_same_fingerprint() -> None:
    scheme = load_scheme("zibo-safety")
    assert load_scheme("zibo-safety", begins=scheme.begins).fingerprint == scheme.fingerprint


def test_another_first_day_gives_another_fingerprint(moved_zibo: Scheme) -> None:
    assert moved_zibo.fingerprint != load_scheme("zibo-safety").fingerprint


def test_a_moved_scheme_can_be_put_back(moved_zibo: Scheme) -> None:
    assert start_on(moved_zibo, "") == load_scheme("zibo-safety")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2010-06-30", 1, "2010-07-31"),
        ("2010-01-31", 1, "2010-02-28"),
        ("2012-01-30", 1, "2012-02-29"),
        ("2010-05-21", 193, "2026-06-21"),
        ("2010-12-15", -12, "2009-12-15"),
        ("", 5, ""),
    ],
)
def test_a_day_moves_by_months_and_a_last_day_stays_the_last(day: str, months: int, expected: str) -> None:
    assert moved(day, months) == expected


def test_the_nearest_anniversary_may_lie_before_or_after() -> None:
    assert (nearest("2011-07-01", 193), nearest("2011-07-01", 190)) == ("2027-07-01", "2027-07-01")


@given(schemes, days)
def test_the_first_stage_begins_on_the_very_day(scheme: Scheme, day: str) -> None:
    assert begun(scheme, day).stages[0].begins == day


@given(schemes, days)
def test_no_date_runs_backwards(scheme: Scheme, day: str) -> None:
    result = begun(scheme, day)
    order = [one.begins for one in result.stages]
    assert order == sorted(order)
    assert all(one.begins <= one.ends <= result.ends for one in result.stages)
    assert all(one.begins <= one.ends for one in result.requirements if one.ends)


@given(schemes, days)
def test_a_stage_takes_as_many_months_as_before(scheme: Scheme, day: str) -> None:
    taken = [months_between(one.begins, one.ends) for one in scheme.stages]
    assert [months_between(one.begins, one.ends) for one in begun(scheme, day).stages] == taken


@given(schemes, days)
def test_named_nodes_keep_month_and_day_and_lie_within_half_a_year(scheme: Scheme, day: str) -> None:
    result = begun(scheme, day)
    months = months_between(scheme.begins, day)
    for before, after in zip(scheme.nodes, result.nodes, strict=True):
        assert after.day[5:] == before.day[5:]
        assert (
            abs((date.fromisoformat(after.day) - date.fromisoformat(moved(before.day, months))).days) <= 184
        )


@given(schemes, st.integers(1, 60))
def test_moved_by_whole_years_everything_keeps_month_and_day(scheme: Scheme, years: int) -> None:
    result = begun(scheme, f"{int(scheme.begins[:4]) + years}{scheme.begins[4:]}")
    pairs = zip(scheme.stages, result.stages, strict=True)
    assert all((a.begins[4:], a.ends[4:]) == (b.begins[4:], b.ends[4:]) for a, b in pairs)


@given(st.sampled_from(ALL), days)
def test_nothing_but_dates_moves(scheme: Scheme, day: str) -> None:
    result = begun(scheme, day)
    assert (result.standards, result.links, result.points.base, result.scale) == (
        scheme.standards,
        scheme.links,
        scheme.points.base,
        scheme.scale,
    )
