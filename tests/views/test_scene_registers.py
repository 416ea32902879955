from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.placements import PlacementDraft, place
from db.acts.registers import Filing, file, put_on_wall
from db.acts.stage import preview, show
from db.errors import Refused
from db.rules.requirements import Owner
from db.rules.stage import SceneSpec
from db.scheme import load_scheme
from db.views.scene import live_scene, scene
from db.views.scene_view import SharesView
from tests import registers as sample
from tests.sample import add_branch, add_members

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch

DAY = {"day": 20261122}


def shares(branch: Branch, kind: str) -> SharesView:
    found = scene(branch.book, SceneSpec(kind, DAY))
    assert isinstance(found, SharesView)
    return found


def test_the_wall_counts_who_has_done_what(branch: Branch) -> None:
    scheme = sample.follow_zibo(branch.book)
    one = scheme.requirement("book-monthly")
    assert one is not None
    file(branch.book, scheme, one, [Owner(each) for each in branch.members[:6]], Filing("2026-11-02"))
    row = next(row for row in shares(branch, "registers").rows if row.name == "月读一本")
    assert (row.done, row.total, row.late) == (0, 26, 26)


def test_the_wall_names_nobody(branch: Branch) -> None:
    sample.follow_zibo(branch.book)
    shown = repr(shares(branch, "registers").rows)
    names = [row[0] for row in branch.book.rows("SELECT name FROM member WHERE length(name) > 1")]
    assert not [name for name in names if name in shown]


def test_the_wall_shows_targets_with_the_share_that_is_wanted(branch: Branch) -> None:
    scheme = sample.follow_zibo(branch.book)
    place(branch.book, scheme, [Owner(None, branch.organisation)], PlacementDraft("half", is_up=True))
    row = shares(branch, "targets").rows[0]
    assert (row.done, row.total, row.goal) == (1, 1, 50)


def test_the_wall_counts_by_the_scheme_that_the_console_shows(branch: Branch) -> None:
    put_on_wall(branch.book, load_scheme("shizong-agri"), "registers")
    found = live_scene(branch.book)
    assert isinstance(found, SharesView)
    assert "金点子" in [row.name for row in found.rows]


def test_a_scene_put_up_for_no_day_is_of_the_books_own_day(branch: Branch) -> None:
    sample.follow_zibo(branch.book)
    branch.clock.move(400 * 86_400)
    found = {
        name: scene(branch.book, SceneSpec("registers", ids))
        for name, ids in (
            ("now", {}),
            ("moved", {"day": int(branch.book.today().replace("-", ""))}),
            ("before", DAY),
        )
    }
    assert (found["now"] == found["moved"], found["now"] == found["before"]) == (True, False)


def test_the_wall_counts_before_there_is_any_meeting(book: Book) -> None:
    add_members(book, add_branch(book), 3)
    put_on_wall(book, load_scheme("zixi-county"), "registers")
    found = live_scene(book)
    assert isinstance(found, SharesView)
    assert ("党性教育", 3) in [(row.name, row.total) for row in found.rows]


def test_what_only_a_meeting_has_is_not_put_up_without_one(book: Book) -> None:
    add_members(book, add_branch(book), 3)
    for put in (show, preview):
        with pytest.raises(Refused, match="还没有会议，大屏不能放“积分情况”"):
            put(book, SceneSpec("points"))
