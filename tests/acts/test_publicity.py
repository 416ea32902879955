from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from db.acts import points, publicity
from db.acts.publicity import Notice
from db.errors import Refused
from db.rules.settings import Rules
from db.scheme import load_scheme
from db.views import publicity as view
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch

YEAR = 2026
SCHEME = load_scheme("branch-default")
WEEK = Notice("2026-11-23", "2026-11-27", "党务公开栏", "马晓燕")


def named(branch: Branch, name: str) -> int:
    return branch.members[sample.NAMES.index(name)]


def give(branch: Branch, name: str, tenths: int, day: str) -> None:
    points.give_by_hand(branch.book, [named(branch, name)], tenths, "帮扶", scheme=SCHEME, day=day)


def publish(branch: Branch, quarter: int = 3, rules: Rules | None = None) -> int:
    return publicity.publish(branch.book, branch.organisation, YEAR, quarter, WEEK, rules=rules)


def line(branch: Branch, number: int, name: str) -> view.PostedLine:
    return next(one for one in view.lines(branch.book, number) if one.name == name)


def test_a_list_has_the_quarter_and_the_year_up_to_its_end(branch: Branch) -> None:
    give(branch, "王伟", 10, "2026-02-03")
    give(branch, "王伟", 25, "2026-08-01")
    give(branch, "王伟", 70, "2026-10-01")
    found = line(branch, publish(branch), "王伟")
    assert (found.quarter, found.total) == (25, 1035)


def test_a_list_stands_in_name_order_without_ranks(branch: Branch) -> None:
    give(branch, "张超", 50, "2026-08-01")
    assert [(one.name, one.rank) for one in view.lines(branch.book, publish(branch))][:2] == [
        ("丁一", 0),
        ("于建国", 0),
    ]


def test_by_setting_a_list_stands_by_rank(branch: Branch) -> None:
    give(branch, "张超", 50, "2026-08-01")
    found = view.lines(branch.book, publish(branch, rules=Rules(points_order="rank")))
    assert [(one.name, one.rank) for one in found][:3] == [("张超", 1), ("丁一", 2), ("于建国", 2)]


def test_a_january_meetings_points_stand_in_the_last_quarter(branch: Branch) -> None:
    points.give_by_hand(
        branch.book, [named(branch, "王伟")], 30, "会上", scheme=SCHEME, day="2027-01-10", year=YEAR
    )
    assert line(branch, publish(branch, 4), "王伟").quarter == 30


def test_a_posted_list_stays_as_it_was(branch: Branch) -> None:
    number = publish(branch)
    give(branch, "王伟", 25, "2026-08-01")
    assert line(branch, number, "王伟").total == 1000


def test_a_quarter_is_posted_once(branch: Branch) -> None:
    publish(branch)
    with pytest.raises(Refused, match="第三季度已经公示"):
        publish(branch)


def test_a_withdrawn_list_makes_room_for_another(branch: Branch) -> None:
    publicity.withdraw(branch.book, publish(branch), "有一笔记错")
    publish(branch)
    assert [one.withdrawn_reason for one in view.posted(branch.book, YEAR)] == ["有一笔记错", ""]


def test_a_quarter_that_has_not_begun_is_not_posted(branch: Branch) -> None:
    with pytest.raises(Refused, match="还没有开始"):
        publicity.publish(branch.book, branch.organisation, YEAR + 1, 1, WEEK)


def test_days_that_run_backwards_are_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="早于开始日期"):
        publicity.publish(branch.book, branch.organisation, YEAR, 3, Notice("2026-11-27", "2026-11-23"))


def test_the_book_itself_keeps_a_posted_list(branch: Branch) -> None:
    publish(branch)
    with pytest.raises(sqlite3.IntegrityError, match="not changed"):
        branch.book.conn.execute("UPDATE point_publicity_line SET total_tenths = 0")


def test_an_objection_is_logged_and_answered(branch: Branch) -> None:
    number = publish(branch)
    objection = publicity.object_to(
        branch.book, number, "八月的帮扶没有记", raised_by="王伟", member_id=named(branch, "王伟")
    )
    publicity.answer(branch.book, objection, "查阅台账，确有漏记，已补记", is_upheld=True, handled_by="石磊")
    (found,) = view.objections(branch.book, number)
    assert (found.member, found.outcome, found.answered_on) == ("王伟", "upheld", "2026-11-22")


def test_an_answer_is_given_once(branch: Branch) -> None:
    objection = publicity.object_to(branch.book, publish(branch), "排名有误", raised_by="刘芳")
    publicity.answer(branch.book, objection, "核对无误", is_upheld=False, handled_by="石磊")
    with pytest.raises(Refused, match="已经答复过"):
        publicity.answer(branch.book, objection, "再核对", is_upheld=False, handled_by="石磊")


def test_open_objections_are_counted(branch: Branch) -> None:
    number = publish(branch)
    publicity.object_to(branch.book, number, "排名有误", raised_by="刘芳")
    (found,) = view.posted(branch.book, YEAR)
    assert (found.objections, found.open_objections) == (1, 1)


def test_nobody_objects_to_a_withdrawn_list(branch: Branch) -> None:
    number = publish(branch)
    publicity.withdraw(branch.book, number, "有一笔记错")
    with pytest.raises(Refused, match="已经撤回"):
        publicity.object_to(branch.book, number, "排名有误", raised_by="刘芳")
