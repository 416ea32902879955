"""The status line in any width."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from db.views.status import Status
from tui.present.status import status_line

LONG = Status(
    branch="中共云溪区水务局机关第一支部委员会", is_rehearsal=False, meeting_id=1, meeting="2026年度组织生活会", state="running",
    due=26, present=25, item="个人对照检查", item_state="paused", planned_seconds=5400, elapsed_ms=0, running_since=None,
    poll="", returned=None, issued=None,
)  # fmt: skip


def test_a_long_branch_name_gives_way_before_the_meeting_and_its_state() -> None:
    assert status_line(LONG, 80).plain.startswith(" 中共云溪区水务局..  2026年度组织生活会 进行中 ")


def test_a_branch_name_of_which_too_little_would_be_left_goes() -> None:
    assert status_line(replace(LONG, poll="民主测评"), 80).plain.startswith(" 2026年度组织生活会 进行中 ")


def test_a_meeting_without_room_for_its_name_keeps_its_state() -> None:
    crowded = replace(LONG, poll="民主测评", issued=25, returned=25)
    assert status_line(crowded, 80).plain.startswith(" 进行中 ")


@pytest.mark.parametrize(("is_open", "word"), [(True, " 投票中：民主测评 "), (False, " 待计票：民主测评 ")])
def test_a_closed_poll_is_no_longer_said_to_go_on(is_open: bool, word: str) -> None:
    assert word in status_line(replace(LONG, poll="民主测评", is_poll_open=is_open), 160).plain


def test_a_long_title_of_a_poll_shows_that_it_goes_on() -> None:
    shown = status_line(replace(LONG, poll="云溪区水务局[/x]党员满意度测评"), 160).plain
    assert " 投票中：云溪区水务局[/.. " in shown


@pytest.mark.parametrize("width", range(60, 161))
def test_the_line_is_as_wide_as_the_screen(width: int) -> None:
    assert cell_len(status_line(LONG, width).plain) == width


def test_where_there_is_room_nothing_is_cut() -> None:
    shown = status_line(LONG, 160).plain
    assert shown.startswith(" 中共云溪区水务局机关第一支部委员会  2026年度组织生活会 进行中 ")
