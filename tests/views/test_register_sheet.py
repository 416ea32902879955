from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.acts import registers as acts
from db.rules.requirements import Owner, State
from db.views import register_sheet as view
from tests import registers as sample

if TYPE_CHECKING:
    from tests.conftest import Branch

TODAY = date(2026, 11, 22)


def sheet(branch: Branch, code: str, period: str = "") -> view.Sheet:
    found = view.sheet(branch.book, sample.scheme(), code, TODAY, period=period)
    assert found is not None
    return found


def begin_book(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE book SET created_at = '2026-01-01T00:00:00.000+00:00'")
        db.execute("UPDATE member SET added_at = '2026-01-01T00:00:00.000+00:00'")


def test_a_sheet_opens_on_the_period_that_runs(branch: Branch) -> None:
    begin_book(branch)
    found = sheet(branch, "essay")
    assert (found.period.label, len(found.lines), found.count(State.OWED)) == ("2026年第四季度", 26, 26)


def test_a_sheet_of_an_earlier_period_shows_who_did_it_then(branch: Branch) -> None:
    begin_book(branch)
    sample.tick(branch.book, "essay", branch.members[:4], counts_on="2026-05-05", title="学")
    found = sheet(branch, "essay", "2026Q2")
    assert (found.count(State.DONE), found.count(State.LATE)) == (4, 22)


def test_a_line_knows_what_is_late_and_the_last_day(branch: Branch) -> None:
    begin_book(branch)
    sample.tick(branch.book, "essay", branch.members[:1], day="2026-11-20", title="学")
    line = sheet(branch, "essay").lines[0]
    assert (line.now.state, line.standing.late, line.last_day) == (State.DONE, 3, "2026-11-20")


def test_only_those_asked_stand_on_a_sheet(branch: Branch) -> None:
    assert [line.who.shown_name for line in sheet(branch, "train").lines] == ["张超"]


def test_a_requirement_that_has_not_begun_has_no_sheet(branch: Branch) -> None:
    assert view.sheet(branch.book, sample.scheme(), "idea", date(2026, 9, 30)) is None
    assert view.sheet(branch.book, sample.scheme(), "none", TODAY) is None


def test_a_line_read_again_is_that_of_a_new_sheet(branch: Branch) -> None:
    begin_book(branch)
    before = sheet(branch, "read")
    sample.tick(branch.book, "read", branch.members[2:4])
    who = [line.who for line in before.lines[2:4]]
    assert view.refreshed(branch.book, before, who) == sheet(branch, "read")


def test_reading_a_line_again_leaves_the_others_the_same_objects(branch: Branch) -> None:
    begin_book(branch)
    before = sheet(branch, "read")
    sample.tick(branch.book, "read", branch.members[2:3])
    after = view.refreshed(branch.book, before, [before.lines[2].who])
    fresh = [
        n for n, pair in enumerate(zip(before.lines, after.lines, strict=True)) if pair[0] is not pair[1]
    ]
    assert fresh == [2]


def test_a_line_is_found_again_where_not_everybody_is_asked(branch: Branch) -> None:
    begin_book(branch)
    before = sheet(branch, "duty")
    (line,) = before.lines
    sample.tick(branch.book, "duty", [line.who.number])
    assert view.refreshed(branch.book, before, [line.who]) == sheet(branch, "duty")


def test_a_rate_stands_beside_the_one_before(branch: Branch) -> None:
    begin_book(branch)
    owner, rate = Owner(None, branch.organisation), sample.requirement("rate")
    for day, figure in (("2026-09-30", "91"), ("2026-10-31", "93.5"), ("2026-11-20", "92")):
        acts.file(branch.book, sample.scheme(), rate, [owner], acts.Filing(day, said={"rate": figure}))
    (line,) = sheet(branch, "rate").lines
    assert (line.said, line.before) == ({"rate": "92"}, {"rate": "93.5"})


def test_entries_stand_in_order_with_their_words(branch: Branch) -> None:
    first = sample.tick(branch.book, "essay", branch.members[:1], title="初读", words="800")
    sample.tick(branch.book, "essay", branch.members[:1], counts_on="2026-02-01", title="补写")
    acts.withdraw(branch.book, first.entry_ids, "记错了")
    found = view.entries(branch.book, sample.requirement("essay"), Owner(branch.members[0]))
    assert [(one.text, one.withdrawn_why) for one in found] == [
        ("题目：补写", ""),
        ("题目：初读；字数：800", "记错了"),
    ]


def test_a_rate_reads_as_a_rate(branch: Branch) -> None:
    assert view.said_text(sample.requirement("rate"), {"rate": "95.0"}) == "百分率：95%"


def test_what_an_unknown_field_said_is_not_lost(branch: Branch) -> None:
    text = view.said_text(sample.requirement("essay"), {"old": "旧栏", "title": "新栏"})
    assert text == "题目：新栏；old：旧栏"


def test_the_last_act_is_a_whole_group(branch: Branch) -> None:
    sample.tick(branch.book, "idea", branch.members[:1])
    filed = sample.tick(branch.book, "idea", branch.members[1:4])
    last = view.last_act(branch.book)
    assert last is not None
    assert (last.entry_ids, last.who, last.requirement) == (filed.entry_ids, "于建国等3名", "idea")


def test_what_was_withdrawn_is_no_last_act(branch: Branch) -> None:
    filed = sample.tick(branch.book, "idea", branch.members[:1])
    acts.withdraw(branch.book, filed.entry_ids, "记错了")
    assert view.last_act(branch.book) is None
