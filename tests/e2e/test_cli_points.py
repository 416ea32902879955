"""`pingyi points`, as a script uses it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from db.acts import points
from db.scheme import load_scheme
from tests import sample
from tui.cli import main

if TYPE_CHECKING:
    import pytest

    from tests.conftest import Branch


def add(branch: Branch, name: str, tenths: int) -> None:
    member = branch.members[sample.NAMES.index(name)]
    points.give_by_hand(branch.book, [member], tenths, "帮扶", scheme=load_scheme("branch-default"))


def as_json(branch: Branch, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["points", "--json", "--db", str(branch.book.path), *words]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_points_are_listed_in_stroke_order(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", 25)
    assert [one["name"] for one in as_json(branch, capsys)["members"]] == list(sample.NAMES)


def test_points_are_numbers_with_one_place(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", 25)
    found = {one["name"]: one for one in as_json(branch, capsys)["members"]}
    assert (found["刘芳"]["points"], found["刘芳"]["rank"], found["丁一"]["rank"]) == (102.5, 1, 2)


def test_what_waits_is_counted(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", -25)
    found = {one["name"]: one for one in as_json(branch, capsys)["members"]}
    assert (found["刘芳"]["points"], found["刘芳"]["waiting"]) == (100.0, 1)


def test_another_year_is_asked_for(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", 25)
    assert {one["points"] for one in as_json(branch, capsys, "--year", "2025")["members"]} == {100.0}


def test_points_for_people_come_one_a_line(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    add(branch, "刘芳", 25)
    assert main(["points", "--rank", "--db", str(branch.book.path)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "1\t刘芳\t102.5\t第1名\t第一党小组"


def test_a_year_that_is_no_number_is_wrong_usage(branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points", "--year", "去年", "--db", str(branch.book.path)]) == 2
    assert "不是整数" in capsys.readouterr().err
