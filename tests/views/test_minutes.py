"""The minutes as they come out of the tables."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest

from db.acts import motions
from db.acts.motions import MotionDraft
from db.acts.observers import ObserverDraft, add_observer, move_observer
from db.book import new_uid
from db.export.markdown import markdown
from db.export.minutes_outline import minutes_blocks
from db.export.papers import Criticism, Decision, Item, MinutesPaper, Person, PollNote, Speech, Turn
from db.rules.attendance import Direction
from db.rules.ballot import APPRAISAL_SCALE
from db.rules.motion import HandCount, Nominee
from db.store.poll_forms import scale_to_json
from db.views import meetings
from db.views.minutes import minutes, paper
from tests import sample

if TYPE_CHECKING:
    from tests.conftest import Branch

_position = itertools.count()


@pytest.fixture
def held(branch: Branch) -> Branch:
    """A meeting that runs, everybody present."""
    sample.all_present(branch.book, branch.meeting)
    execute(branch, "UPDATE meeting SET state = 'running', started_at = ?", branch.book.now())
    return branch


def execute(branch: Branch, sql: str, *values: object) -> None:
    with branch.book.quiet() as db:
        db.execute(sql, values)


def put(branch: Branch, table: str, **fields: Any) -> int:
    with branch.book.quiet() as db:
        row = {"uid": new_uid(), "meeting_id": branch.meeting, **fields}
        return int(db.table(table).insert(row).last_pk)  # type: ignore[arg-type]


def say(branch: Branch, kind: str, speaker: int, text: str, about: int | None = None, **fields: Any) -> None:
    whose = speaker if kind in ("self_review", "response") else about
    put(
        branch,
        "remark",
        position=next(_position),
        kind=kind,
        speaker_id=branch.members[speaker],
        about_id=None if whose is None else branch.members[whose],
        text=text,
        **{"state": "spoken", "created_at": "", "saved_at": "", **fields},
    )


def mark(branch: Branch, member: int, status: str, reason: str = "") -> None:
    execute(
        branch,
        "UPDATE attendance SET status = ?, reason = ?, in_room = ? WHERE member_id = ?",
        status,
        reason,
        status in ("present", "late"),
        branch.members[member],
    )


def poll(branch: Branch, **fields: Any) -> int:
    defaults = {
        "kind": "appraisal", "channel": "totals", "title": "民主测评", "state": "counted", "scale": scale_to_json(APPRAISAL_SCALE), "rules": "{}",
        "due": 26, "electorate": 24, "issued": 24, "returned": 24, "valid": 23, "void": 1, "created_at": "",
        "scrutineers": '["石磊"]', "tellers": '["白雪梅"]',
    }  # fmt: skip
    return put(branch, "poll", **{**defaults, **fields})


def paper_of(branch: Branch) -> MinutesPaper:
    meeting = meetings.meeting(branch.book, branch.meeting)
    assert meeting is not None
    return paper(branch.book, meeting)


def item_of(branch: Branch, title: str) -> Item:
    return next(item for item in paper_of(branch).items if item.title == title)


def gaps_of(branch: Branch) -> str:
    found = minutes(branch.book, branch.meeting)
    assert found is not None
    return "；".join(found.gaps)


SELF_REVIEW = "个人对照检查和相互批评"


def test_the_head_names_branch_chair_and_recorder(held: Branch) -> None:
    told = paper_of(held)
    assert (told.branch, told.chair, told.recorder) == (
        "机关第一党支部",
        Person("于建国", "党支部书记"),
        Person("马晓燕", "组织委员"),
    )


def test_full_and_probationary_members_are_counted_apart(held: Branch) -> None:
    mark(held, 0, "leave", "出差")
    told = paper_of(held)
    assert ((told.due.full, told.due.probationary), (told.present.full, told.present.probationary)) == (
        (25, 1),
        (24, 1),
    )


def test_the_minutes_open_with_the_chair_and_the_turnout(held: Branch) -> None:
    assert paper_of(held).opening.startswith("主持人宣布开会。应到党员26名，")


def test_who_left_early_was_present_and_is_named_with_the_time(held: Branch) -> None:
    execute(held, "INSERT INTO movement (meeting_id, member_id, kind, at) VALUES (?, ?, 'left', ?)",
            held.meeting, held.members[3], "2026-11-22T07:05:00.000+00:00")  # fmt: skip
    execute(held, "UPDATE attendance SET in_room = 0 WHERE member_id = ?", held.members[3])
    told = paper_of(held)
    assert (told.present.total, told.movements) == (26, (Person("王伟", "15:05离会"),))


def test_who_sat_in_and_left_early_is_named_among_those_who_came_and_went(held: Branch) -> None:
    observer = add_observer(held.book, held.meeting, ObserverDraft("陈明", "机关党委"))
    move_observer(held.book, observer, Direction.LEFT)
    told = paper_of(held)
    assert (told.observers, told.movements) == (
        (Person("陈明", "机关党委"),),
        (Person("陈明", "列席，14:30离会"),),
    )


def test_leave_and_absence_carry_their_reasons(held: Branch) -> None:
    mark(held, 0, "leave", "因公出差")
    mark(held, 1, "absent", "")
    told = paper_of(held)
    assert (told.on_leave, told.absent) == ((Person("丁一", "因公出差"),), (Person("于建国"),))


def test_whoever_was_never_called_is_told_as_such(held: Branch) -> None:
    mark(held, 2, "unmarked")
    assert paper_of(held).absent == (Person("马晓燕", "未签到"),)


def test_those_who_sit_in_are_named_with_unit_and_post(held: Branch) -> None:
    with held.book.quiet() as db:
        db.table("observer").insert(
            {"meeting_id": held.meeting, "name": "周敏", "unit": "机关工委", "post": "部长"}
        )
    assert paper_of(held).observers == (Person("周敏", "机关工委部长"),)


def test_a_turn_gathers_review_criticisms_and_answer(held: Branch) -> None:
    say(held, "self_review", 1, "检查")
    say(held, "criticism", 3, "意见一", about=1)
    say(held, "criticism", 4, "意见二", about=1)
    say(held, "response", 1, "接受")
    turn = Turn("于建国", "检查", "", (Criticism("王伟", "意见一"), Criticism("王志强", "意见二")), "接受")
    assert item_of(held, SELF_REVIEW).parts == (turn,)


def test_turns_follow_the_order_in_which_they_began(held: Branch) -> None:
    say(held, "self_review", 1, "检查")
    say(held, "self_review", 0, "检查")
    say(held, "criticism", 0, "补充意见", about=1)
    turns = item_of(held, SELF_REVIEW).parts
    assert [(turn.name, len(turn.criticisms)) for turn in turns if isinstance(turn, Turn)] == [
        ("于建国", 1),
        ("丁一", 0),
    ]


def test_a_written_statement_names_its_reader(held: Branch) -> None:
    say(held, "self_review", 1, "书面", reader_id=held.members[2])
    assert item_of(held, SELF_REVIEW).parts == (Turn("于建国", "书面", "马晓燕"),)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_only_what_was_spoken_stands_in_the_minutes(held: Branch, state: str) -> None:
    say(held, "self_review", 1, "不算", state=state)
    assert item_of(held, SELF_REVIEW).parts == ()


def test_a_draft_remark_is_named_as_a_gap(held: Branch) -> None:
    say(held, "self_review", 1, "未完", state="draft")
    assert "有1条发言还是草稿" in gaps_of(held)


def test_criticism_of_the_branch_is_a_speech_of_its_own(held: Branch) -> None:
    say(held, "criticism", 3, "多听基层意见")
    assert item_of(held, SELF_REVIEW).parts == (Speech("王伟同志", "对党支部提出批评意见", "多听基层意见"),)


def test_namesakes_are_told_apart(held: Branch) -> None:
    execute(held, "UPDATE member SET name = '王伟', mark = '女' WHERE id = ?", held.members[4])
    say(held, "self_review", 4, "检查")
    assert item_of(held, SELF_REVIEW).parts == (Turn("王伟（女）", "检查"),)


def test_the_note_of_an_item_is_its_first_part(held: Branch) -> None:
    execute(held, "UPDATE agenda_item SET note = '公布了积分' WHERE kind = 'points'")
    assert "公布了积分" in markdown(minutes_blocks(paper_of(held)))


def test_a_skipped_item_keeps_its_reason(held: Branch) -> None:
    execute(held, "UPDATE agenda_item SET state = 'skipped', skip_reason = '时间不足' WHERE kind = 'points'")
    assert item_of(held, "公布积分情况").skipped == "时间不足"


def test_an_item_never_reached_is_told_as_not_held_once_the_meeting_is_over(held: Branch) -> None:
    execute(held, "UPDATE meeting SET state = 'adjourned', ended_at = ?", held.book.now())
    assert item_of(held, "公布积分情况").skipped == ""


def test_planned_and_spent_minutes_of_a_done_item_are_told(held: Branch) -> None:
    execute(held, "UPDATE agenda_item SET state = 'done', elapsed_ms = 1080000 WHERE kind = 'briefing'")
    item = item_of(held, "通报准备情况及上次整改落实情况")
    assert (item.planned_minutes, item.actual_minutes) == (10, 18)


def test_the_appraisal_is_its_sentence_and_who_counted(held: Branch) -> None:
    poll(held)
    (part,) = item_of(held, "民主测评").parts
    assert isinstance(part, PollNote)
    assert ("发出测评票24张，收回24张" in part.sentence, part.scrutineers, part.tellers) == (
        True,
        ("石磊",),
        ("白雪梅",),
    )


def test_a_poll_that_is_not_counted_is_not_told(held: Branch) -> None:
    poll(held, state="open", issued=None, returned=None, valid=None, void=None)
    assert item_of(held, "民主测评").parts == ()


def test_a_void_round_stands_before_the_one_that_counted(held: Branch) -> None:
    poll(held, state="void", void_reason="收回的票多于发出的票")
    poll(held, rerun_reason="上一次作废")
    text = markdown(minutes_blocks(paper_of(held)))
    assert text.index("作废，原因：收回的票多于发出的票。") < text.index("重新进行测评")


def test_no_count_of_a_person_reaches_the_minutes(held: Branch) -> None:
    identity = poll(held)
    with held.book.quiet() as db:
        target = (
            db.table("poll_target")
            .insert({"poll_id": identity, "position": 0, "member_id": held.members[0], "label": "丁一"})
            .last_pk
        )
        db.table("poll_count").insert(
            {"poll_id": identity, "target_id": target, "grade": "excellent", "count": 7777},
        )
    assert "7777" not in markdown(minutes_blocks(paper_of(held)))


def test_only_released_commentary_is_told(held: Branch) -> None:
    common = {"commentator": "周敏", "commentator_post": "部长", "created_at": "", "saved_at": ""}
    put(held, "commentary", results="私下的话", **common)
    put(held, "commentary", results="公开的话", state="released", released_at="1", **common)
    text = markdown(minutes_blocks(paper_of(held)))
    assert ("公开的话" in text, "私下的话" in text) == (True, False)


def test_corrections_are_told_with_owner_and_date(held: Branch) -> None:
    put(
        held,
        "correction",
        problem="学习不够",
        measures="每周一次",
        owner="李娜",
        due="2027-06",
        created_at="",
    )
    assert "| 1 | 学习不够 | 每周一次 | 李娜 | 2027年6月 |" in markdown(minutes_blocks(paper_of(held)))


def test_an_absence_without_a_reason_is_a_gap(held: Branch) -> None:
    mark(held, 0, "leave")
    assert "丁一没有注明请假、缺席事由" in gaps_of(held)


def test_members_without_a_self_review_are_a_gap_once_it_was_held(held: Branch) -> None:
    execute(
        held,
        "UPDATE agenda_item SET state = 'done', started_at = ? WHERE kind = 'self_review'",
        held.book.now(),
    )
    assert "丁一、于建国、马晓燕等26人没有对照检查记录" in gaps_of(held)


def test_what_people_typed_is_told_as_typed(held: Branch) -> None:
    say(held, "self_review", 0, "[/x] 【】 <b>")
    assert "[/x] 【】 \\<b>" in markdown(minutes_blocks(paper_of(held)))


@pytest.mark.parametrize("count", [0, 3, 300])
def test_minutes_of_any_size_can_be_written(branch: Branch, count: int) -> None:
    execute(branch, "DELETE FROM attendance")
    members = sample.add_members(branch.book, branch.organisation, 300)[:count]
    with branch.book.quiet() as db:
        db.table("attendance").insert_all(
            {"meeting_id": branch.meeting, "member_id": one, "status": "present", "in_room": 1}
            for one in members
        )
    execute(branch, "UPDATE meeting SET state = 'running', started_at = ?", branch.book.now())
    assert paper_of(branch).present.total == count


def test_who_becomes_full_after_the_meeting_changes_no_headcount(held: Branch) -> None:
    before = paper_of(held)
    execute(held, "UPDATE member SET kind = 'full'")
    assert paper_of(held) == before
    assert before.due.probationary == 1


def test_there_are_no_minutes_of_no_meeting(branch: Branch) -> None:
    assert minutes(branch.book, 99) is None


def test_a_member_s_own_correction_names_him(held: Branch) -> None:
    put(
        held,
        "correction",
        member_id=held.members[3],
        problem="学习不够",
        measures="自学",
        owner="王伟",
        created_at="",
    )
    assert "王伟：学习不够" in markdown(minutes_blocks(paper_of(held)))


def elect(branch: Branch) -> None:
    """推选监票人、计票人, while the clock stands on the remarks."""
    sample.all_present(branch.book, branch.meeting)
    execute(branch, "UPDATE agenda_item SET state = 'paused' WHERE kind = 'self_review'")
    proposed = (("scrutineer", 3), ("teller", 4))
    nominees = tuple(Nominee(role, branch.members[at], sample.NAMES[at]) for role, at in proposed)
    motion = motions.put(branch.book, branch.meeting, MotionDraft("", nominees))
    motions.record(branch.book, motion, HandCount(25, 0, 0))


def test_who_counts_is_elected_under_the_item_of_its_own(held: Branch) -> None:
    elect(held)
    assert any(isinstance(part, Decision) for part in item_of(held, "推选监票人、计票人").parts)


def test_an_election_on_the_agenda_is_no_gap_because_the_clock_stood_elsewhere(held: Branch) -> None:
    elect(held)
    execute(held, "UPDATE meeting SET state = 'adjourned', ended_at = ?", held.book.now())
    assert "“推选监票人、计票人”未进行" not in gaps_of(held)


def test_without_an_item_of_its_own_the_election_stays_where_it_was_held(held: Branch) -> None:
    execute(held, "DELETE FROM agenda_item WHERE kind = 'motion'")
    elect(held)
    assert any(isinstance(part, Decision) for part in item_of(held, SELF_REVIEW).parts)


def test_a_motion_taken_off_before_the_vote_is_not_told(held: Branch) -> None:
    motions.withdraw(held.book, motions.put(held.book, held.meeting, MotionDraft("误写的事项")))
    assert "误写的事项" not in markdown(minutes_blocks(paper_of(held)))


def test_a_motion_voided_after_the_vote_is_told_with_its_reason(held: Branch) -> None:
    sample.all_present(held.book, held.meeting)
    put_motion = motions.put(held.book, held.meeting, MotionDraft("关于延期的决定"))
    motions.record(held.book, put_motion, HandCount(20, 3, 2))
    motions.withdraw(held.book, put_motion, "清点有误。")
    assert "“关于延期的决定”的表决作废，原因：清点有误。" in markdown(minutes_blocks(paper_of(held)))
    assert "。。" not in markdown(minutes_blocks(paper_of(held)))


def test_the_minutes_tell_how_long_they_are_kept(branch: Branch) -> None:
    found = minutes(branch.book, branch.meeting)
    assert found is not None
    assert "保管期限" in found.record_json
