"""What the room may see: each scene, and what must never be in one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlite_utils.db import Table

from db.acts import motions, point_standing, points, stage
from db.acts.motions import MotionDraft
from db.book import new_uid, open_reader
from db.errors import Refused
from db.rules.motion import HandCount
from db.rules.settings import Rules
from db.rules.stage import SCENES, SceneSpec
from db.scheme import load_scheme
from db.views.scene import live_scene, next_scene, scene
from db.views.scene_view import (
    AgendaView,
    BallotsView,
    BlankView,
    CommentaryView,
    CorrectionsView,
    CoverView,
    MessageView,
    MotionResultView,
    PointsHeldView,
    PointsView,
    ProofView,
    RollCallView,
    SceneView,
    SlipResultView,
)
from tests import sample

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch

PRIVATE = "此句不得上墙"


def _show(branch: Branch, kind: str, **ids: int) -> Any:
    return scene(branch.book, SceneSpec(kind, ids))


def _insert(book: Book, name: str, **row: Any) -> int:
    with book.quiet() as db:
        table = db.table(name)
        assert isinstance(table, Table)
        return int(table.insert({"uid": new_uid(), **row}).last_pk)  # type: ignore[arg-type]


def _set(book: Book, sql: str, *params: Any) -> None:
    with book.quiet() as db:
        db.execute(sql, params)


def _rules(branch: Branch, **changed: Any) -> None:
    _set(branch.book, "UPDATE meeting SET rules = ?", Rules(**changed).to_json())


def _give(branch: Branch, member: int, tenths: int, *, decision: str = "approved") -> None:
    book = branch.book
    entry = _insert(book, "point_entry", member_id=member, meeting_id=branch.meeting, year=2026, day="2026-11-22",
                    tenths=tenths, asked=tenths, reason=PRIVATE, entered_at=book.now())  # fmt: skip
    if decision:
        _set(book, "INSERT INTO point_approval (entry_id, decision, approver, at) VALUES (?, ?, '支委会', ?)",
             entry, decision, book.now())  # fmt: skip


def _poll(branch: Branch, kind: str = "appraisal", state: str = "open", **more: Any) -> int:
    scale = [{"code": "excellent", "name": "优秀"}, {"code": "qualified", "name": "合格"}]
    if kind == "motion":
        scale = [
            {"code": "for", "name": "赞成"},
            {"code": "against", "name": "反对"},
            {"code": "abstain", "name": "弃权"},
        ]
    row = {"meeting_id": branch.meeting, "kind": kind, "channel": "slips", "title": "民主测评", "state": state,
           "scale": json.dumps(scale), "rules": "{}", "created_at": branch.book.now(), **more}  # fmt: skip
    return _insert(branch.book, "poll", **row)


def _count(branch: Branch, poll: int, counts: dict[str, int]) -> None:
    with branch.book.quiet() as db:
        target = db.execute(
            "INSERT INTO poll_target (poll_id, position, label) VALUES (?, 0, '王伟') RETURNING id", (poll,)
        ).fetchone()[0]
        for grade, count in counts.items():
            db.execute(
                "INSERT INTO poll_count (poll_id, target_id, grade, count) VALUES (?, ?, ?, ?)",
                (poll, target, grade, count),
            )


def _comment(branch: Branch, member: int | None, state: str = "released") -> int:
    return _insert(branch.book, "commentary", meeting_id=branch.meeting, commentator="赵部长", commentator_post="组织部部长",
                   member_id=member, results="工作扎实", problems=PRIVATE, direction="", state=state,
                   released_at=branch.book.now(), created_at="", saved_at="")  # fmt: skip


# The stage


def test_what_is_live_is_shown(branch: Branch) -> None:
    stage.show(branch.book, SceneSpec("message", text="休息十分钟"))
    assert live_scene(branch.book) == MessageView("机关第一党支部", "2026年度组织生活会", text="休息十分钟")


def test_a_blanked_wall_shows_nothing(branch: Branch) -> None:
    stage.show(branch.book, SceneSpec("message", text=PRIVATE))
    stage.blank(branch.book, on=True)
    assert live_scene(branch.book) == BlankView()


def test_what_is_next_is_not_live(branch: Branch) -> None:
    stage.preview(branch.book, SceneSpec("cover"))
    assert (type(live_scene(branch.book)), type(next_scene(branch.book))) == (ProofView, CoverView)


def test_nothing_is_next_in_a_new_book(branch: Branch) -> None:
    assert next_scene(branch.book) is None


@pytest.mark.parametrize("kind", SCENES)
def test_every_scene_stands_in_an_empty_book(book: Book, kind: str) -> None:
    assert isinstance(scene(book, SceneSpec(kind)), SceneView)


@pytest.mark.parametrize("kind", SCENES)
def test_every_scene_can_be_read_without_writing(branch: Branch, kind: str) -> None:
    with open_reader(branch.book.path) as reader:
        assert scene(reader, SceneSpec(kind)) == scene(branch.book, SceneSpec(kind))


def test_a_rehearsal_is_marked_on_every_scene(branch: Branch) -> None:
    _set(branch.book, "UPDATE book SET rehearsal = 1")
    assert all(_show(branch, kind).is_rehearsal for kind in SCENES if kind != "blank")


def test_the_test_card_says_how_the_projector_is_wired(branch: Branch) -> None:
    stage.set_room(branch.book, "mirrored")
    assert _show(branch, "test").room == "mirrored"


def test_the_cover_names_branch_year_and_kind(branch: Branch) -> None:
    view = _show(branch, "cover")
    assert isinstance(view, CoverView)
    assert (view.branch, view.year, view.meeting, view.place) == (
        "机关第一党支部", 2026, "2026年度组织生活会", "三楼会议室",
    )  # fmt: skip


# Roll call


def test_the_roll_call_counts_those_due_here_on_leave_and_sitting_in(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    _set(branch.book, "UPDATE attendance SET status = 'leave', in_room = 0, reason = ? WHERE member_id = ?",
         PRIVATE, branch.members[3])  # fmt: skip
    _set(branch.book, "INSERT INTO observer (meeting_id, name) VALUES (?, '赵部长')", branch.meeting)
    view = _show(branch, "rollcall")
    assert isinstance(view, RollCallView)
    assert (view.due, view.present, view.on_leave, view.observers) == (26, 25, 1, 1)


def test_one_who_sat_in_and_left_is_not_counted_any_more(branch: Branch) -> None:
    _set(
        branch.book,
        "INSERT INTO observer (meeting_id, name, in_room) VALUES (?, '赵部长', 0)",
        branch.meeting,
    )
    view = _show(branch, "rollcall")
    assert isinstance(view, RollCallView)
    assert view.observers == 0


def test_those_who_have_not_come_stand_in_stroke_order(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    _set(
        branch.book,
        "UPDATE attendance SET status = 'absent', in_room = 0 WHERE member_id = ?",
        branch.members[20],
    )
    _set(
        branch.book,
        "UPDATE attendance SET status = 'unmarked', in_room = 0 WHERE member_id = ?",
        branch.members[1],
    )
    assert _show(branch, "rollcall").missing == ("于建国", "何平")


def test_one_who_has_left_the_room_is_not_present_and_not_missing(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    _set(branch.book, "UPDATE attendance SET in_room = 0 WHERE member_id = ?", branch.members[0])
    view = _show(branch, "rollcall")
    assert (view.present, view.missing) == (25, ())


def test_one_who_is_not_due_but_came_sits_in(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    _set(branch.book, "UPDATE attendance SET is_due = 0 WHERE member_id = ?", branch.members[0])
    view = _show(branch, "rollcall")
    assert (view.due, view.present, view.observers) == (25, 25, 1)


def test_a_reason_for_leave_is_never_shown(branch: Branch) -> None:
    _set(branch.book, "UPDATE attendance SET status = 'leave', reason = ?", PRIVATE)
    assert PRIVATE not in repr(_show(branch, "rollcall"))


# Agenda


def test_the_agenda_carries_the_facts_of_the_clock(branch: Branch) -> None:
    _set(
        branch.book,
        "UPDATE agenda_item SET state = 'running', running_since = ? WHERE position = 1",
        branch.book.now(),
    )
    view = _show(branch, "agenda")
    assert isinstance(view, AgendaView)
    assert [line.running_since for line in view.items if line.state == "running"] == [branch.book.now()]


def test_what_was_noted_under_an_item_is_never_shown(branch: Branch) -> None:
    _set(branch.book, "UPDATE agenda_item SET note = ?, skip_reason = ?", PRIVATE, PRIVATE)
    assert PRIVATE not in repr(_show(branch, "agenda"))


# Points


def test_points_stand_in_stroke_order_without_ranks(branch: Branch) -> None:
    _give(branch, branch.members[5], 25)
    view = _show(branch, "points")
    assert isinstance(view, PointsView)
    assert [(row.name, row.tenths, row.rank) for row in view.rows[4:6]] == [
        ("王志强", 1000, 0),
        ("邓丽", 1025, 0),
    ]


def test_ranks_are_shown_by_setting_and_ties_share_one(branch: Branch) -> None:
    _rules(branch, points_order="rank")
    _give(branch, branch.members[5], 25)
    assert [(row.name, row.rank) for row in _show(branch, "points").rows[:3]] == [
        ("邓丽", 1),
        ("丁一", 2),
        ("于建国", 2),
    ]


@pytest.mark.parametrize("decision", ["", "rejected"])
def test_points_that_are_not_approved_move_nothing(branch: Branch, decision: str) -> None:
    before = _show(branch, "points")
    _give(branch, branch.members[0], -50, decision=decision)
    assert _show(branch, "points") == before


@pytest.mark.parametrize("state", ["open", "closed", "settling"])
def test_points_stay_off_the_wall_while_a_poll_is_open(branch: Branch, state: str) -> None:
    stage.show(branch.book, SceneSpec("points"))
    _poll(branch, state=state)
    assert isinstance(live_scene(branch.book), PointsHeldView)


def test_points_come_back_once_the_poll_is_counted(branch: Branch) -> None:
    _poll(branch, state="counted")
    assert isinstance(_show(branch, "points"), PointsView)


def test_points_by_group_are_means(branch: Branch) -> None:
    _give(branch, branch.members[0], 90)
    rows = _show(branch, "points", by_group=1).rows
    assert [(row.name, row.tenths) for row in rows] == [
        ("第一党小组", 1010),
        ("第二党小组", 1000),
        ("第三党小组", 1000),
    ]


def test_one_who_does_not_take_part_has_no_points_on_the_wall(branch: Branch) -> None:
    _set(branch.book, "UPDATE member SET counts_points = 0 WHERE id = ?", branch.members[0])
    assert "丁一" not in [row.name for row in _show(branch, "points").rows]


def test_namesakes_are_told_apart(branch: Branch) -> None:
    _set(branch.book, "UPDATE member SET mark = '女' WHERE id = ?", branch.members[3])
    assert _show(branch, "points").rows[3].name == "王伟（女）"


def test_a_reason_for_points_is_never_shown(branch: Branch) -> None:
    _give(branch, branch.members[0], 25)
    assert PRIVATE not in repr(_show(branch, "points"))


# Polls


def test_an_open_poll_shows_slips_out_and_in_alone(branch: Branch) -> None:
    _poll(branch, issued=26, returned=25, valid=24, void=1)
    assert _show(branch, "result") == BallotsView(
        "机关第一党支部", "2026年度组织生活会", title="民主测评", state="投票中", issued=26, returned=25
    )


def test_a_counted_appraisal_shows_four_numbers_and_nobodys_count(branch: Branch) -> None:
    poll = _poll(branch, state="counted", issued=26, returned=25, valid=24, void=1)
    _count(branch, poll, {"excellent": 17, "qualified": 7})
    view = _show(branch, "result", poll=poll)
    assert isinstance(view, SlipResultView)
    assert ((view.issued, view.returned, view.valid, view.void), "王伟" in repr(view), "17" in repr(view)) == (
        (26, 25, 24, 1), False, False,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["appraisal", "satisfaction", "nomination", "criteria"])
def test_revealing_changes_nothing_about_a_secret_poll(branch: Branch, kind: str) -> None:
    poll = _poll(branch, kind, "counted", issued=26, returned=25, valid=24, void=1)
    _count(branch, poll, {"excellent": 17, "qualified": 7})
    assert type(scene(branch.book, SceneSpec("result", {"poll": poll}, reveal=True))) is SlipResultView


def test_a_counted_motion_shows_the_full_count(branch: Branch) -> None:
    poll = _poll(branch, "motion", "counted", channel="hands", passed=1)
    _count(branch, poll, {"against": 1, "for": 22, "abstain": 2})
    view = _show(branch, "result", poll=poll)
    assert isinstance(view, MotionResultView)
    assert (view.counts, view.is_passed) == ((("赞成", 22), ("反对", 1), ("弃权", 2)), True)


def test_a_motion_of_the_real_acts_shows_its_count(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    poll = motions.put(branch.book, branch.meeting, MotionDraft("通过工作计划"))
    before = _show(branch, "result", poll=poll)
    motions.record(branch.book, poll, HandCount(23, 1, 1))
    after = _show(branch, "result", poll=poll)
    assert (before.counts, after.counts, after.is_passed) == (
        (),
        (("赞成", 23), ("反对", 1), ("弃权", 1)),
        True,
    )


def test_a_motion_has_no_slips_to_show(branch: Branch) -> None:
    _poll(branch, title="民主测评", state="counted")
    _poll(branch, "motion", "counted", title="通过工作计划", channel="hands")
    assert _show(branch, "ballots").title == "民主测评"


def test_the_open_poll_comes_before_a_later_one(branch: Branch) -> None:
    _poll(branch, title="正在投")
    _poll(branch, state="counted", title="已计票")
    assert _show(branch, "ballots").title == "正在投"


def test_a_second_round_says_why(branch: Branch) -> None:
    poll = _poll(branch, state="counted", rerun_reason="收回多于发出")
    assert _show(branch, "result", poll=poll).rerun_reason == "收回多于发出"


# Commentary and corrections


def test_a_released_commentary_on_the_branch_is_shown_in_full(branch: Branch) -> None:
    view = _show(branch, "commentary", commentary=_comment(branch, None))
    assert isinstance(view, CommentaryView)
    assert (view.target, view.parts) == ("机关第一党支部", (("肯定成绩", "工作扎实"), ("指出问题", PRIVATE)))


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_commentary_that_is_not_released_is_private(branch: Branch, state: str) -> None:
    view = _show(branch, "commentary", commentary=_comment(branch, None, state))
    assert view == CommentaryView("机关第一党支部", "2026年度组织生活会")


def test_a_commentary_on_a_member_names_him_without_its_text(branch: Branch) -> None:
    view = _show(branch, "commentary", commentary=_comment(branch, branch.members[3]))
    assert (view.commentator, view.target, view.parts) == ("赵部长", "王伟", ())


def test_a_setting_puts_the_text_on_a_member_on_the_wall(branch: Branch) -> None:
    _rules(branch, show_member_commentary=True)
    assert _show(branch, "commentary", commentary=_comment(branch, branch.members[3])).parts[0] == (
        "肯定成绩",
        "工作扎实",
    )


def test_only_the_branchs_own_corrections_are_shown(branch: Branch) -> None:
    for member, problem in ((None, "学习不够深入"), (branch.members[3], PRIVATE)):
        _insert(branch.book, "correction", meeting_id=branch.meeting, member_id=member, problem=problem, due="2026-12",
                created_at="")  # fmt: skip
    view = _show(branch, "corrections")
    assert isinstance(view, CorrectionsView)
    assert [(line.problem, line.due) for line in view.lines] == [("学习不够深入", "2026年12月")]


def test_open_corrections_of_another_branch_stay_off_the_wall(branch: Branch) -> None:
    other = sample.add_branch(branch.book, "第二党支部")
    number = sample.add_meeting(branch.book, other, number=2)
    _insert(branch.book, "correction", meeting_id=number, problem=PRIVATE, created_at="")
    view = _show(branch, "corrections", meeting=branch.meeting)
    assert isinstance(view, CorrectionsView)
    assert not view.lines


@pytest.mark.parametrize("kind", SCENES)
def test_no_scene_ever_shows_a_remark(branch: Branch, kind: str) -> None:
    for state in ("draft", "spoken"):
        _insert(branch.book, "remark", meeting_id=branch.meeting, position=1, kind="criticism", text=PRIVATE, state=state,
                speaker_id=branch.members[0], about_id=branch.members[1], created_at="", saved_at="")  # fmt: skip
    assert PRIVATE not in repr(_show(branch, kind))


@pytest.mark.parametrize("count", [None, HandCount(20, 2, 1)])
def test_a_motion_that_is_withdrawn_leaves_the_wall(branch: Branch, count: HandCount | None) -> None:
    sample.all_present(branch.book, branch.meeting)
    poll = motions.put(branch.book, branch.meeting, MotionDraft("通过整改方案"))
    if count is not None:
        motions.record(branch.book, poll, count)
    motions.withdraw(branch.book, poll, "票数录入有误")
    assert isinstance(_show(branch, "result", poll=poll), CoverView)


def test_a_meeting_of_a_group_shows_the_points_of_its_members(branch: Branch) -> None:
    group = branch.book.value("SELECT id FROM organisation WHERE kind = 'group' ORDER BY position LIMIT 1")
    _set(branch.book, "UPDATE meeting SET level = 'group', organisation_id = ?", group)
    assert [row.name for row in _show(branch, "points").rows][:2] == ["丁一", "王伟"]


POINT_SCENES = ("points_movement", "points_categories", "points_months", "points_latest")


@pytest.mark.parametrize("kind", POINT_SCENES)
@pytest.mark.parametrize("state", ["open", "closed", "settling"])
def test_no_points_scene_stands_while_a_poll_is_open(branch: Branch, kind: str, state: str) -> None:
    stage.show(branch.book, SceneSpec(kind))
    _poll(branch, state=state)
    assert isinstance(live_scene(branch.book), PointsHeldView)


@pytest.mark.parametrize("kind", POINT_SCENES)
def test_no_points_scene_is_put_up_while_a_poll_is_open(branch: Branch, kind: str) -> None:
    _poll(branch)
    with pytest.raises(Refused):
        stage.show(branch.book, SceneSpec(kind))


def test_movement_is_what_was_approved_since_the_meeting_began(branch: Branch) -> None:
    _give(branch, branch.members[3], 20)
    branch.clock.move(60)
    branch.book.conn.execute("UPDATE meeting SET state = 'running', started_at = ?", (branch.book.now(),))
    branch.clock.move(60)
    _give(branch, branch.members[5], 15)
    assert [(row.name, row.tenths) for row in _show(branch, "points_movement").rows] == [("邓丽", 15)]


def test_categories_and_months_name_nobody(branch: Branch) -> None:
    _give(branch, branch.members[3], 20)
    shown = repr((_show(branch, "points_categories"), _show(branch, "points_months")))
    assert not any(name in shown for name in sample.NAMES)


def test_months_are_what_each_month_gained(branch: Branch) -> None:
    _give(branch, branch.members[3], 20)
    rows = _show(branch, "points_months").rows
    assert [row.tenths for row in rows] == [0] * 10 + [20, 0]


def test_the_last_gains_stand_newest_first_without_losses(branch: Branch) -> None:
    for member, tenths in ((3, 20), (5, -30), (7, 15)):
        _give(branch, branch.members[member], tenths)
    assert [(row.name, row.tenths) for row in _show(branch, "points_latest").rows] == [
        ("叶秀英", 15),
        ("王伟", 20),
    ]


def test_a_veto_stands_on_the_wall_as_nothing(branch: Branch) -> None:
    point_standing.veto(branch.book, branch.members[3], 2026, "参与集体上访", approver="机关党委")
    assert next(row.tenths for row in _show(branch, "points").rows if row.name == "王伟") == 0


def test_a_reason_typed_by_hand_is_not_for_the_wall(branch: Branch) -> None:
    scheme = load_scheme("branch-default")
    points.give_by_hand(branch.book, branch.members[3:4], 20, PRIVATE, scheme=scheme)
    points.give_by_rule(branch.book, branch.members[3:4], scheme.points.rules[5], scheme=scheme)
    assert [row.reason for row in _show(branch, "points_latest").rows] == ["讲微党课、宣讲", "奖励"]
