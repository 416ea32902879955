"""Sentences and rows of planning, roll call, agenda and closing, without an app."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from rich.cells import cell_len

from db.rules.agenda import State
from db.rules.attendance import Status
from db.rules.clock import Clock
from db.rules.corrections import State as CorrectionState
from db.rules.settings import Rules
from db.views.agenda import Agenda, AgendaRow
from db.views.closing import Closing
from db.views.corrections import CorrectionRow
from db.views.meetings import Meeting
from db.views.rollcall import RollRow
from tui.console.panes import agenda as agenda_pane
from tui.console.panes import closing as closing_pane
from tui.console.panes import plan as plan_pane
from tui.console.panes import rollcall as rollcall_pane
from tui.present.agenda import agenda_line, headline, now_line, situation
from tui.present.closing import correction_row, detail, summary, to_do
from tui.present.plan import COLUMNS as PLAN_COLUMNS
from tui.present.plan import carried_row, headlines, notice_line
from tui.present.rollcall import roll_line, status_word

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)
TODAY = date(2026, 11, 22)
ROW = RollRow(3, "王伟", "王伟（女）", "full", "", "", "ww", Status.PRESENT, "", True, True, True)
ITEM = AgendaRow(1, 0, "briefing", "通报", State.WAITING, "", Clock(600), None, None, "")
MEETING = Meeting(
    1, 1, "组织生活会", "", 2026, "2026-12-22T14:30", "", None, None, "planned", None, None, None, Rules(),
    "branch-default", 1, "支部", "assembly", "", "", "",
)  # fmt: skip
CLOSING = Closing(
    "adjourned", "2026-11-22T06:30:00+00:00", "2026-11-22T08:58:00+00:00", None, (), 0, 0, "", "final", 2, 5
)
CORRECTION = CorrectionRow(
    1, 1, "组织生活会", None, "", "学习不深", "每月学习", "马晓燕", "2026-06", "", CorrectionState.OPEN, None
)


@pytest.mark.parametrize("pane", [agenda_pane, closing_pane, plan_pane, rollcall_pane])
def test_the_line_of_digits_fits_between_both_sides(pane: object) -> None:
    assert cell_len(pane.HINT) <= 68  # type: ignore[attr-defined]


def test_who_came_and_left_is_shown_as_gone() -> None:
    assert status_word(replace(ROW, in_room=False)) == "已离会"


def test_who_is_on_leave_is_not_shown_as_gone() -> None:
    assert status_word(replace(ROW, status=Status.LEAVE, in_room=False)) == "请假"


def test_line_of_the_roll_tells_namesakes_apart() -> None:
    assert roll_line(4, ROW).cells[1] == "王伟（女）"


def test_times_and_reason_stand_together() -> None:
    row = replace(ROW, movements=(("left", "2026-11-22T07:30:00.000+00:00"),), reason="接电话")
    assert roll_line(1, row).cells[4] == "15:30离会 接电话"


def test_member_not_counted_says_so() -> None:
    assert roll_line(1, replace(ROW, is_due=False)).cells[4] == "不计入应到"


def test_a_reason_stays_covered_where_the_wall_shows_the_same() -> None:
    row = replace(ROW, reason="住院手术")
    assert (roll_line(1, row).cells[4], roll_line(1, row, is_covered=True).cells[4]) == (
        "住院手术",
        "事由已遮盖",
    )


def test_skipped_item_shows_its_reason() -> None:
    assert situation(replace(ITEM, state=State.SKIPPED, skip_reason="未到会"), NOW) == "未进行：未到会"


def test_finished_item_keeps_saying_that_it_overran() -> None:
    assert situation(replace(ITEM, state=State.DONE, clock=Clock(600, 700_000)), NOW) == "已完成 超时 1分"


def test_item_about_to_end_says_so() -> None:
    row = replace(ITEM, state=State.RUNNING, clock=Clock(600, 0, NOW - timedelta(seconds=570)))
    assert situation(row, NOW) == "进行中 将到时"


def test_waiting_item_shows_no_actual_time() -> None:
    assert agenda_line(ITEM, NOW).cells[3] == ""


def test_before_the_meeting_the_plan_is_told() -> None:
    told = headline(MEETING, Agenda(1, (ITEM,)), NOW)
    assert told == "还没有开会，按 9 宣布开会。原定2026年12月22日（星期二）14:30，1项10分。"


def test_in_the_meeting_the_expected_end_is_told() -> None:
    held = replace(MEETING, state="running", started_at="2026-11-22T06:30:00+00:00")
    assert headline(held, Agenda(1, (ITEM,)), NOW) == "14:30开会，预计14:40散会。计划10分。"


def test_paused_item_is_still_in_hand() -> None:
    row = replace(ITEM, state=State.PAUSED, clock=Clock(600, 65_000))
    assert now_line(Agenda(1, (row,)), NOW) == "01:05 / 10:00  暂停  1 通报"


def test_between_items_the_next_is_told() -> None:
    assert now_line(Agenda(1, (ITEM,)), NOW) == "下一项：1 通报"


def test_everything_done_is_told() -> None:
    assert now_line(Agenda(1, (replace(ITEM, state=State.DONE),)), NOW) == "议程已全部进行完毕。"


def test_what_is_not_yet_planned_says_so() -> None:
    assert (
        headlines(replace(MEETING, planned_at=""), TODAY).splitlines()[1]
        == "时间 未定  地点 未定  主持 未定  记录 未定"
    )


def test_late_notice_is_told() -> None:
    assert (
        notice_line(replace(MEETING, planned_at="2026-11-24"), TODAY)
        == "通知应提前7天发出，已过2026年11月17日。"
    )


def test_no_notice_once_the_meeting_is_open() -> None:
    assert notice_line(replace(MEETING, state="running"), TODAY) == ""


def test_length_of_the_meeting_is_told() -> None:
    assert (
        summary(CLOSING)
        == "2026年11月22日 14:30开会，16:58散会，历时2小时28分，已散会，整改支部2项、个人5项。"
    )


def test_nothing_left_means_it_can_be_closed() -> None:
    assert to_do(CLOSING) == "可以闭会。"


def test_everything_left_is_named() -> None:
    now = replace(CLOSING, waiting=("点评",), drafts=2, unreleased=1, open_poll="民主测评", minutes="draft")
    expected = "闭会前：“民主测评”未计票，1项议程未进行，2条发言是草稿，1条点评未公布，会议记录未宣读核对。"
    assert to_do(now) == expected


def test_minutes_read_back_are_still_to_be_made_final() -> None:
    assert to_do(replace(CLOSING, minutes="read_back")) == "闭会前：会议记录未定稿。"


def test_overdue_correction_is_a_word_and_a_tone() -> None:
    row = correction_row(CORRECTION, TODAY)
    assert (row.cells[-1], row.tone) == ("已逾期", "warn")


def test_detail_of_a_struck_off_correction_names_its_result() -> None:
    row = replace(CORRECTION, state=CorrectionState.STRUCK_OFF, progress="已学习四次")
    assert "整改结果：已学习四次" in detail(row)


def test_wording_of_a_date_is_left_as_typed() -> None:
    assert correction_row(replace(CORRECTION, due="长期坚持"), TODAY).cells[3] == "长期坚持"


def test_the_longest_date_of_a_carried_correction_has_room_beside_its_state() -> None:
    row = carried_row(replace(CORRECTION, due="2026-12-31"), TODAY)
    assert (row.cells[-1], cell_len(str(row.cells[-1]))) == ("整改中 2026年12月31日", PLAN_COLUMNS[-1].width)
