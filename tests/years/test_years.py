from __future__ import annotations

import dataclasses
import io
from collections import Counter, defaultdict
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import openpyxl
import pytest

from db.acts import point_standing
from db.acts.schemes import choose
from db.book import open_book
from db.check import examine
from db.config import Config
from db.export.point_sheets import Subject, order
from db.rules.requirements import State
from db.scheme import load_scheme
from db.views import point_tables, publicity, registers
from db.views import points as view
from db.views.schemes import rules_in_force
from tests import sample
from tests.years import replay
from tests.years.life import YEAR, Year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUICK = ("zibo-safety", "huzhou-drug-lab")
LONG = ("zixi-county", "putian-organs", "huizhou-court", "shizong-agri", "hebei-research")
SCHEMES = (*QUICK, *(pytest.param(name, marks=pytest.mark.long) for name in LONG))


@pytest.fixture(scope="module", params=SCHEMES)
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """A year lived to its end under each scheme, as it runs when it is begun on New Year's Day."""
    clock = sample.Clock()
    scheme = load_scheme(request.param, None, f"{YEAR}-01-01")
    path: Path = tmp_path_factory.mktemp("year") / "支部.db"
    clock.moment = clock.moment.replace(year=YEAR, month=1, day=1)
    with open_book(path, clock=clock) as book:
        book.conn.execute("PRAGMA synchronous = OFF")
        choose(book, scheme)
        lived = Year(book, clock, scheme, rules_in_force(book, Config()), Random(request.param))
        lived.begin()
        lived.live()
        yield lived


def counted(lived: Year) -> dict[int, int]:
    """Everybody's total by the replay: the base and what was approved, within the bounds, nothing after a veto."""
    moved = replay.sums(replay.approved(replay.lines(lived.book), YEAR), lived.members)
    base, floor = lived.scheme.points.base, lived.scheme.points.floor
    vetoed = lived.members[5]
    return {member: 0 if member == vetoed else max(floor, base + tenths) for member, tenths in moved.items()}


def test_the_year_was_a_full_one(year: Year) -> None:
    kinds = Counter(one.cause[0] for one in replay.lines(year.book))
    assert year.held == 13
    assert year.filed > 300
    assert kinds["attendance"] > 30
    assert kinds[""] > 200


def test_points_followed_from_the_registers_where_the_scheme_says_so(year: Year) -> None:
    entered = {
        row[0] for row in year.book.rows("SELECT requirement FROM register_entry WHERE member_id IS NOT NULL")
    }
    rules = {one.points_rule for one in year.scheme.requirements if one.code in entered} - {""}
    given = {one.rule for one in replay.lines(year.book) if one.cause[0] == "register"}
    assert given == rules


def test_totals_are_those_of_the_replay(year: Year) -> None:
    standings = view.standings(year.book, YEAR, year.rules)
    assert {one.member_id: one.total for one in standings} == counted(year)


def test_ranks_are_shared(year: Year) -> None:
    totals = {one: total for one, total in counted(year).items() if one != year.members[7]}
    found = {one.member_id: one.rank for one in view.standings(year.book, YEAR, year.rules) if one.counts}
    assert found == {one: 1 + sum(each > total for each in totals.values()) for one, total in totals.items()}


def test_months_and_quarters_add_up_to_the_replay(year: Year) -> None:
    wanted: dict[int, list[int]] = {member: [0] * 12 for member in year.members}
    for one in replay.approved(replay.lines(year.book), YEAR):
        wanted[one.member][int(one.day[5:7]) - 1 if one.day[:4] == str(YEAR) else 0] += one.tenths
    found = point_tables.month_lines(year.book, YEAR, view.standings(year.book, YEAR, year.rules))
    assert {one.standing.member_id: list(one.months) for one in found} == wanted
    assert all(sum(one.quarters) == sum(wanted[one.standing.member_id]) for one in found)


def test_groups_and_branch_add_up_to_the_replay(year: Year) -> None:
    totals = {one: total for one, total in counted(year).items() if one != year.members[7]}
    group_of = dict(
        year.book.rows("SELECT m.id, g.name FROM member m JOIN organisation g ON g.id = m.group_id")
    )
    wanted: dict[str, int] = defaultdict(int)
    for member, total in totals.items():
        wanted[group_of[member]] += total
        wanted[point_tables.BRANCH] += total
    found = point_tables.group_lines(year.book, YEAR, view.standings(year.book, YEAR, year.rules))
    assert {one.name: one.total.tenths for one in found} == dict(wanted)


def test_categories_and_trend_add_up_to_the_replay(year: Year) -> None:
    wanted: Counter[str] = Counter()
    for one in replay.approved(replay.lines(year.book), YEAR):
        if one.member != year.members[7]:
            wanted[one.category] += one.tenths
    found = {one.category: one.tenths for one in point_tables.category_sums(year.book, YEAR)}
    assert found == dict(wanted)
    assert sum(map(sum, point_tables.month_sums(year.book, YEAR))) == sum(wanted.values())


def test_a_members_record_ends_on_the_replay(year: Year) -> None:
    base = year.scheme.points.base
    moved = replay.sums(replay.approved(replay.lines(year.book), YEAR), year.members)
    for member in year.members:
        record = point_tables.record(year.book, member, YEAR, base, limit=10_000)
        counting = [one.balance for one in record.lines if one.balance is not None]
        assert counting[-1] == base + moved[member]
        assert record.before == base


def test_the_workbook_of_the_year_adds_up_to_the_replay(year: Year) -> None:
    file = openpyxl.load_workbook(io.BytesIO(order(year.book, "year", Subject(YEAR, year.rules)).make()))
    rows = [[cell.value for cell in row] for row in file.worksheets[0].iter_rows()]
    head = next(row for row in rows if "年度积分" in row)
    at = head.index("年度积分")
    total = next(row for row in rows if "支部合计" in row)[at]
    assert isinstance(total, (int, float))
    wanted = sum(tenths for one, tenths in counted(year).items() if one != year.members[7])
    assert round(total * 10) == wanted


def test_no_cap_was_exceeded(year: Year) -> None:
    found = [one for one in replay.lines(year.book) if one.year == YEAR]
    exceeded = [
        (member, rule.code, used)
        for rule in year.scheme.points.rules
        if rule.cap
        for (member, code, _), used in replay.taken(found, replay.MONTHS[rule.cap.period]).items()
        if code == rule.code and abs(used) > abs(rule.cap.tenths)
    ]
    assert exceeded == []


def test_no_cause_gave_twice_and_none_that_is_gone_gives(year: Year) -> None:
    automatic = [one for one in replay.living(replay.lines(year.book)) if one.cause[0]]
    times = Counter((one.cause, one.member, one.rule) for one in automatic)
    alive = {row[0] for row in year.book.rows("SELECT uid FROM register_entry WHERE withdrawn_at IS NULL")}
    waiting = {row[0] for row in year.book.rows(
        "SELECT o.id FROM point_entry o JOIN point_entry r ON r.reverses_id = o.id LEFT JOIN point_approval a ON a.entry_id = r.id"
        " WHERE a.entry_id IS NULL OR a.decision = 'rejected'"
    )}  # fmt: skip
    gone = [
        one
        for one in automatic
        if one.cause[0] == "register" and one.cause[1] not in alive and one.id not in waiting
    ]
    assert set(times.values()) == {1}
    assert gone == []


def test_every_list_that_was_posted_says_the_quarter(year: Year) -> None:
    for quarter, number in enumerate(year.lists, 1):
        posted = publicity.lines(year.book, number)
        assert len(posted) == len(year.members) - (quarter > 1)
        before = year.book.value("SELECT published_at FROM point_publicity WHERE id = ?", (number,))
        wanted = dict(year.book.rows(
            "SELECT e.member_id, sum(e.tenths) FROM point_entry e JOIN point_approval a ON a.entry_id = e.id"
            " WHERE a.decision = 'approved' AND a.at <= ? AND (CAST(substr(e.day, 6, 2) AS INTEGER) + 2) / 3 = ?"
            " GROUP BY e.member_id", (before, quarter),
        ))  # fmt: skip
        assert {one.member_id: one.quarter for one in posted if one.quarter} == {
            member: tenths
            for member, tenths in wanted.items()
            if tenths and member in {one.member_id for one in posted}
        }


@pytest.mark.parametrize("day", [date(YEAR, 6, 30), date(YEAR, 12, 31)])
def test_the_matrix_is_that_of_the_replay(year: Year, day: date) -> None:
    found = registers.matrix(year.book, year.scheme, day)
    entries: dict[tuple[str, int | None, int | None], list[tuple[str, int]]] = defaultdict(list)
    for code, member, organisation, counts_on, amount in year.book.rows(
        "SELECT requirement, member_id, organisation_id, counts_on, amount FROM register_entry"
        " WHERE withdrawn_at IS NULL AND day <= ?", (day.isoformat(),)
    ):  # fmt: skip
        entries[code, member, organisation].append((counts_on, amount))
    for row in found.rows:
        owner = row.who.owner
        for one, cell in zip(year.scheme.requirements, row.cells, strict=True):
            assert (cell is not None) == (owner in year.asked(one))
            if cell is not None:
                done = entries[one.code, owner.member_id, owner.organisation_id]
                wanted = replay.standing(one, year.scheme.owed_in(one), done, day)
                assert dataclasses.astuple(cell) == wanted, (row.who.shown_name, one.code)


def test_the_counts_of_the_wall_are_those_of_the_matrix(year: Year) -> None:
    found = registers.matrix(year.book, year.scheme, date(YEAR, 12, 31))
    for place, count in enumerate(found.counts()):
        cells = [cell.state for row in found.rows if (cell := row.cells[place]) is not None]
        assert count.asked == len(cells) - cells.count(State.NONE)
        assert count.done + count.owed + count.late == count.asked


def test_the_book_is_sound(year: Year) -> None:
    assert examine(year.book).is_sound


def test_the_next_year_opens_as_the_scheme_says(year: Year) -> None:
    year.to(date(YEAR + 1, 1, 4))
    half = dataclasses.replace(year.scheme.points.carry, mode="share", percent=50)
    scheme = dataclasses.replace(year.scheme, points=dataclasses.replace(year.scheme.points, carry=half))
    point_standing.carry_over(year.book, YEAR + 1, scheme=scheme, rules=year.rules)
    totals = counted(year)
    opened = {one.member: one.tenths for one in replay.lines(year.book) if one.year == YEAR + 1}
    base = year.scheme.points.base
    counting = {one for one in year.members if one != year.members[7]}
    assert set(opened) == counting
    assert all(abs(2 * (base + opened[one]) - totals[one]) <= 1 for one in counting)
