"""领导点评: drafted in private, released one by one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from db.acts.commentary import (
    CommentaryDraft,
    Texts,
    begin,
    change,
    discard_if_empty,
    release,
    restore,
    save_texts,
    take_back,
    withdraw,
)
from db.acts.remarks import RemarkDraft, finish, save_text
from db.acts.remarks import begin as begin_remark
from db.errors import Conflict, Refused
from db.rules.commentary import Manner, Role, State
from db.rules.remarks import Kind
from db.rules.stage import SceneSpec
from db.views.commentary import board, commentary, facts, released
from db.views.scene import scene
from tests.sample import all_present

if TYPE_CHECKING:
    from tests.conftest import Branch

TEXTS = Texts("成绩[/x]", "问题", "方向")
SUPERIOR = CommentaryDraft(None, None, "赵明", "区委组织部副部长", Manner.COLLECTIVE)


def on_branch(branch: Branch, texts: Texts = TEXTS) -> int:
    number = begin(branch.book, branch.meeting, SUPERIOR)
    save_texts(branch.book, number, texts)
    return number


def on_member(branch: Branch, index: int = 3, by: int = 1) -> int:
    number = begin(branch.book, branch.meeting, CommentaryDraft(branch.members[index], branch.members[by]))
    save_texts(branch.book, number, TEXTS)
    return number


def events(branch: Branch) -> list[str]:
    return [
        row[0] for row in branch.book.rows("SELECT kind FROM event WHERE kind <> 'book.created' ORDER BY id")
    ]


def test_drafting_leaves_no_event(branch: Branch) -> None:
    on_branch(branch)
    assert events(branch) == []


def test_the_three_boxes_are_kept(branch: Branch) -> None:
    found = commentary(branch.book, on_branch(branch))
    assert found is not None
    assert (found.results, found.problems, found.direction) == ("成绩[/x]", "问题", "方向")


def test_commentator_post_and_manner_are_kept(branch: Branch) -> None:
    found = commentary(branch.book, on_branch(branch))
    assert found is not None
    assert (found.commentator, found.post, found.manner) == ("赵明", "区委组织部副部长", "collective")


def test_the_post_of_a_member_is_filled_in(branch: Branch) -> None:
    found = commentary(branch.book, on_member(branch))
    assert found is not None
    assert (found.commentator, found.post) == ("于建国", "书记")


def test_release_leaves_one_event_with_ids(branch: Branch) -> None:
    number = on_branch(branch)
    release(branch.book, number)
    ids = branch.book.value("SELECT ids FROM event WHERE kind = 'commentary.released'")
    assert json.loads(ids) == {"meeting": branch.meeting, "commentary": number}


def test_a_draft_is_not_released(branch: Branch) -> None:
    on_branch(branch)
    assert released(branch.book, branch.meeting) == ()


def test_a_draft_never_reaches_the_wall(branch: Branch) -> None:
    number = on_branch(branch)
    assert "成绩" not in repr(scene(branch.book, SceneSpec("commentary", {"commentary": number})))


def test_a_released_one_on_the_branch_reaches_the_wall(branch: Branch) -> None:
    number = on_branch(branch)
    release(branch.book, number)
    assert "成绩" in repr(scene(branch.book, SceneSpec("commentary", {"commentary": number})))


def test_a_released_one_on_a_member_keeps_its_text_off_the_wall(branch: Branch) -> None:
    number = on_member(branch)
    release(branch.book, number)
    assert "成绩" not in repr(scene(branch.book, SceneSpec("commentary", {"commentary": number})))


def test_an_empty_one_is_not_released(branch: Branch) -> None:
    with pytest.raises(Refused, match="空的"):
        release(branch.book, on_branch(branch, Texts(" \n", "　", "")))


def test_a_released_one_is_not_edited(branch: Branch) -> None:
    number = on_branch(branch)
    release(branch.book, number)
    with pytest.raises(Refused, match="先收回"):
        save_texts(branch.book, number, Texts("改"))


def test_one_taken_back_can_be_edited(branch: Branch) -> None:
    number = on_branch(branch)
    release(branch.book, number)
    take_back(branch.book, number)
    save_texts(branch.book, number, Texts("改"))
    found = commentary(branch.book, number)
    assert found is not None
    assert (found.results, found.state, found.released_at) == ("改", State.DRAFT, None)


def test_a_draft_cannot_be_taken_back(branch: Branch) -> None:
    with pytest.raises(Conflict, match="没有公布"):
        take_back(branch.book, on_branch(branch))


def test_striking_out_and_bringing_back_leave_a_trail(branch: Branch) -> None:
    number = on_branch(branch)
    restore(branch.book, number, withdraw(branch.book, number))
    assert events(branch) == ["commentary.withdrawn", "commentary.restored"]


def test_a_released_one_comes_back_released(branch: Branch) -> None:
    number = on_branch(branch)
    release(branch.book, number)
    restore(branch.book, number, withdraw(branch.book, number))
    assert [row.id for row in released(branch.book, branch.meeting)] == [number]


def test_a_struck_out_one_is_on_no_list(branch: Branch) -> None:
    withdraw(branch.book, on_branch(branch))
    assert board(branch.book, branch.meeting).targets[0].comments == ()


def test_an_untouched_draft_is_dropped(branch: Branch) -> None:
    number = begin(branch.book, branch.meeting, SUPERIOR)
    assert (discard_if_empty(branch.book, number), commentary(branch.book, number)) == (True, None)


def test_a_written_draft_is_not_dropped(branch: Branch) -> None:
    assert discard_if_empty(branch.book, on_branch(branch)) is False


def test_nobody_comments_on_himself(branch: Branch) -> None:
    with pytest.raises(Refused, match="本人"):
        on_member(branch, index=1, by=1)


def test_the_secretary_does_not_comment_on_the_branch(branch: Branch) -> None:
    with pytest.raises(Refused, match="上级"):
        begin(branch.book, branch.meeting, CommentaryDraft(None, branch.members[1]))


def test_an_ordinary_member_comments_on_nobody(branch: Branch) -> None:
    with pytest.raises(Refused, match="另选点评人"):
        on_member(branch, index=3, by=0)


def test_the_chair_may_comment_in_the_secretarys_place(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET chair_id = ?", (branch.members[0],))
    found = commentary(branch.book, on_member(branch, index=3, by=0))
    assert found is not None
    assert found.commentator == "丁一"


def test_a_superior_needs_a_name(branch: Branch) -> None:
    with pytest.raises(Refused, match="点评人的姓名"):
        begin(branch.book, branch.meeting, CommentaryDraft(None, commentator=" "))


def test_changing_the_target_is_held_to_the_rules(branch: Branch) -> None:
    number = on_member(branch)
    with pytest.raises(Refused, match="本人"):
        change(branch.book, number, CommentaryDraft(branch.members[1], branch.members[1]))


def test_a_closed_meeting_takes_no_commentary(branch: Branch) -> None:
    number = on_branch(branch)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    with pytest.raises(Refused, match="更正说明"):
        save_texts(branch.book, number, Texts("改"))


def test_the_board_begins_with_the_branch(branch: Branch) -> None:
    assert board(branch.book, branch.meeting).targets[0].name == "机关第一党支部"


def test_the_board_counts_who_has_none(branch: Branch) -> None:
    release(branch.book, on_branch(branch))
    on_member(branch)
    assert board(branch.book, branch.meeting).missing == 26


def test_the_board_says_whose_say_it_is(branch: Branch) -> None:
    roles = [row.due_role for row in board(branch.book, branch.meeting).targets[:3]]
    assert roles == [Role.SUPERIOR, Role.SECRETARY, Role.SUPERIOR]


def test_the_board_knows_superiors_who_sit_in(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO observer (meeting_id, name, unit, post) VALUES (?, '赵明', '组织部', '部长')",
            (branch.meeting,),
        )
    assert board(branch.book, branch.meeting).superiors == (("赵明", "组织部部长"),)


def test_facts_tell_attendance(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running'")
    all_present(branch.book, branch.meeting)
    found = facts(branch.book, branch.meeting, branch.members[3])
    assert (found.came, found.held) == (1, 1)


def test_facts_tell_points(branch: Branch) -> None:
    assert facts(branch.book, branch.meeting, branch.members[3]).points == 1000


def test_facts_tell_criticisms_that_stand(branch: Branch) -> None:
    target = branch.members[3]
    for text in ("学习不够", ""):
        number = begin_remark(
            branch.book, branch.meeting, RemarkDraft(Kind.CRITICISM, branch.members[0], about_id=target)
        )
        save_text(branch.book, number, text)
        finish(branch.book, number)
    found = facts(branch.book, branch.meeting, target)
    assert (found.criticisms, found.openings) == (1, ("学习不够",))


def test_facts_tell_corrections_of_earlier_meetings_only(branch: Branch) -> None:
    with branch.book.quiet() as db:
        for meeting, problem in ((None, "旧"), (branch.meeting, "新")):
            db.execute(
                "INSERT INTO correction (uid, meeting_id, member_id, problem, created_at) VALUES (?, ?, ?, ?, '')",
                (problem, meeting, branch.members[3], problem),
            )
    assert facts(branch.book, branch.meeting, branch.members[3]).corrections == (("旧", False),)


def test_facts_of_the_branch_hold_no_points(branch: Branch) -> None:
    assert facts(branch.book, branch.meeting, None).points is None


@pytest.mark.parametrize(
    ("room", "tally"),
    [("extended", (("优秀", 3), ("合格", 20), ("基本合格", 1), ("不合格", 0))), ("mirrored", ())],
)
def test_a_tally_is_shown_only_where_the_room_does_not_read_along(
    branch: Branch, room: str, tally: tuple[tuple[str, int], ...]
) -> None:
    from db.rules.ballot import Grade, Scale
    from db.store.poll_forms import scale_to_json

    names = ("优秀", "合格", "基本合格", "不合格")
    scale = scale_to_json(Scale(tuple(Grade(f"g{i}", name, is_capped=False) for i, name in enumerate(names))))
    with branch.book.quiet() as db:
        db.execute("UPDATE book SET room = ?", (room,))
        poll = db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, electorate, issued, returned, "
            "valid, void, created_at) VALUES ('p', ?, 'appraisal', 'totals', '测评', 'counted', ?, '{}', 24, 24, 24, 24, 0, '') "
            "RETURNING id",
            (branch.meeting, scale),
        ).fetchone()[0]
        target = db.execute(
            "INSERT INTO poll_target (poll_id, position, member_id, label) VALUES (?, 1, ?, '王伟') RETURNING id",
            (poll, branch.members[3]),
        ).fetchone()[0]
        for code, count in (("g0", 3), ("g1", 20), ("g2", 1)):
            db.execute(
                "INSERT INTO poll_count (poll_id, target_id, grade, count) VALUES (?, ?, ?, ?)",
                (poll, target, code, count),
            )
    assert facts(branch.book, branch.meeting, branch.members[3]).tally == tally


def test_an_empty_draft_of_a_closed_meeting_is_not_dropped(branch: Branch) -> None:
    number = begin(branch.book, branch.meeting, CommentaryDraft(branch.members[0], branch.members[1]))
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")
    with pytest.raises(Refused):
        discard_if_empty(branch.book, number)
