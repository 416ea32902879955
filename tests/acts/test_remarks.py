"""What is said: saved while typed, finished, changed, struck out; what the witness learns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from db.acts.remarks import (
    RemarkDraft,
    begin,
    change,
    finish,
    restore,
    save_text,
    set_order,
    settle,
    withdraw,
)
from db.acts.rollcall import prepare
from db.errors import Conflict, Refused
from db.rules.remarks import Kind, Step
from db.views.commentary import board
from db.views.remarks import floor, remark, remarks, spoken, withdrawn
from tests.sample import all_present

if TYPE_CHECKING:
    from tests.conftest import Branch

TEXT = "围绕中心工作抓得不够紧[/x]"


def start(branch: Branch, kind: Kind = Kind.CRITICISM, speaker: int | None = 0, about: int | None = 1) -> int:
    draft = RemarkDraft(
        kind,
        branch.members[speaker] if speaker is not None else None,
        "" if speaker is not None else "赵明（区委组织部）",
        branch.members[about] if about is not None else None,
    )
    return begin(branch.book, branch.meeting, draft)


def say(branch: Branch, kind: Kind = Kind.CRITICISM, speaker: int | None = 0, about: int | None = 1) -> int:
    number = start(branch, kind, speaker, about)
    save_text(branch.book, number, TEXT)
    finish(branch.book, number)
    return number


def events(branch: Branch) -> list[str]:
    return [
        row[0] for row in branch.book.rows("SELECT kind FROM event WHERE kind <> 'book.created' ORDER BY id")
    ]


def close(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'closed'")


def test_saving_while_typing_leaves_no_event(branch: Branch) -> None:
    save_text(branch.book, start(branch), TEXT)
    assert events(branch) == []


def test_what_was_saved_is_read_back_whole(branch: Branch) -> None:
    number = start(branch)
    save_text(branch.book, number, TEXT * 50)
    found = remark(branch.book, number)
    assert found is not None
    assert found.text == TEXT * 50


def test_saving_tells_the_moment(branch: Branch) -> None:
    number = start(branch)
    branch.clock.move(60)
    assert save_text(branch.book, number, TEXT) == branch.book.now()


def test_text_is_cleaned_on_the_way_in(branch: Branch) -> None:
    number = start(branch)
    save_text(branch.book, number, "好\x1b\u200d的")
    found = remark(branch.book, number)
    assert found is not None
    assert found.text == "好的"


def test_finishing_leaves_one_event(branch: Branch) -> None:
    say(branch)
    assert events(branch) == ["remark.finished"]


def test_the_event_names_ids_and_holds_no_text(branch: Branch) -> None:
    number = say(branch)
    ids, digest = branch.book.rows("SELECT ids, digest FROM event WHERE kind = 'remark.finished'")[0]
    assert (json.loads(ids), len(digest)) == ({"meeting": branch.meeting, "remark": number}, 64)


def test_the_digest_depends_on_the_text(branch: Branch) -> None:
    for text in ("甲", "乙"):
        number = start(branch)
        save_text(branch.book, number, text)
        finish(branch.book, number)
    digests = branch.book.rows("SELECT DISTINCT digest FROM event WHERE kind = 'remark.finished'")
    assert len(digests) == 2


def test_a_remark_that_broke_off_unfinished_is_taken_up_again(branch: Branch) -> None:
    first = start(branch)
    save_text(branch.book, first, TEXT)
    assert start(branch) == first


@pytest.mark.parametrize("other", [{"speaker": 2}, {"about": 3}, {"kind": Kind.COMMENT}])
def test_beside_an_unfinished_remark_another_is_begun(branch: Branch, other: dict[str, Any]) -> None:
    first = start(branch)
    save_text(branch.book, first, TEXT)
    assert start(branch, **other) != first


def test_after_a_finished_remark_the_same_people_begin_another(branch: Branch) -> None:
    said = say(branch)
    assert start(branch) != said


def test_an_empty_draft_is_dropped(branch: Branch) -> None:
    number = start(branch)
    save_text(branch.book, number, " \n　")
    assert (finish(branch.book, number), remark(branch.book, number)) == (False, None)


def test_a_draft_does_not_stand_in_the_record(branch: Branch) -> None:
    save_text(branch.book, start(branch), TEXT)
    assert [one.state for one in remarks(branch.book, branch.meeting)] == ["draft"]
    assert spoken(branch.book, branch.meeting) == ()


def test_a_finished_remark_can_be_edited(branch: Branch) -> None:
    number = say(branch)
    save_text(branch.book, number, "改后")
    assert spoken(branch.book, branch.meeting)[0].text == "改后"


def test_editing_a_finished_remark_leaves_an_event_when_done(branch: Branch) -> None:
    number = say(branch)
    save_text(branch.book, number, "改后")
    finish(branch.book, number)
    assert events(branch) == ["remark.finished", "remark.amended"]


def test_finishing_again_without_a_change_leaves_nothing(branch: Branch) -> None:
    finish(branch.book, say(branch))
    assert events(branch) == ["remark.finished"]


def test_saving_the_same_text_again_is_no_edit(branch: Branch) -> None:
    number = say(branch)
    save_text(branch.book, number, TEXT)
    finish(branch.book, number)
    assert events(branch) == ["remark.finished"]


def test_settling_leaves_events_for_edits_that_were_left_open(branch: Branch) -> None:
    save_text(branch.book, say(branch), "改后")
    say(branch)
    assert (settle(branch.book, branch.meeting), events(branch)[-1]) == (1, "remark.amended")


def test_settling_drops_empty_drafts_only(branch: Branch) -> None:
    start(branch)
    kept = start(branch)
    save_text(branch.book, kept, TEXT)
    settle(branch.book, branch.meeting)
    assert [row.id for row in remarks(branch.book, branch.meeting)] == [kept]


def test_a_withdrawn_remark_leaves_record_and_list(branch: Branch) -> None:
    withdraw(branch.book, say(branch))
    assert (spoken(branch.book, branch.meeting), remarks(branch.book, branch.meeting)) == ((), ())


def test_a_withdrawn_remark_comes_back_with_its_text(branch: Branch) -> None:
    number = say(branch)
    restore(branch.book, number, withdraw(branch.book, number))
    assert spoken(branch.book, branch.meeting)[0].text == TEXT


def test_striking_out_and_bringing_back_leave_a_trail(branch: Branch) -> None:
    number = say(branch)
    restore(branch.book, number, withdraw(branch.book, number))
    assert events(branch) == ["remark.finished", "remark.withdrawn", "remark.restored"]


def test_finishing_is_undone_by_reopening(branch: Branch) -> None:
    number = say(branch)
    restore(branch.book, number, "draft")
    found = remark(branch.book, number)
    assert found is not None
    assert (found.state, events(branch)[-1]) == ("draft", "remark.reopened")


def test_a_withdrawn_remark_takes_no_text(branch: Branch) -> None:
    number = say(branch)
    withdraw(branch.book, number)
    with pytest.raises(Conflict, match="已被删去"):
        save_text(branch.book, number, "再写")


def test_withdrawn_remarks_are_listed_apart(branch: Branch) -> None:
    number = say(branch)
    withdraw(branch.book, number)
    assert [row.id for row in withdrawn(branch.book, branch.meeting)] == [number]


def test_speaker_and_subject_of_a_finished_remark_change_with_an_event(branch: Branch) -> None:
    number = say(branch)
    change(branch.book, number, RemarkDraft(Kind.CRITICISM, branch.members[2], about_id=branch.members[3]))
    assert (remarks(branch.book, branch.meeting)[0].speaker, events(branch)[-1]) == (
        "马晓燕",
        "remark.amended",
    )


def test_a_draft_changes_without_an_event(branch: Branch) -> None:
    number = start(branch)
    change(branch.book, number, RemarkDraft(Kind.CRITICISM, branch.members[2], about_id=branch.members[3]))
    assert events(branch) == []


def test_change_gives_back_what_was(branch: Branch) -> None:
    number = say(branch)
    before = change(branch.book, number, RemarkDraft(Kind.COMMENT, branch.members[2]))
    assert before == RemarkDraft(Kind.CRITICISM, branch.members[0], about_id=branch.members[1])


def test_a_guest_speaks_under_the_name_typed(branch: Branch) -> None:
    say(branch, Kind.COMMENT, speaker=None, about=None)
    assert spoken(branch.book, branch.meeting)[0].speaker == "赵明（区委组织部）"


def test_a_written_statement_names_its_reader(branch: Branch) -> None:
    me, other = branch.members[3], branch.members[4]
    draft = RemarkDraft(Kind.SELF_REVIEW, me, about_id=me, reader_id=other)
    number = begin(branch.book, branch.meeting, draft)
    found = remark(branch.book, number)
    assert found is not None
    assert found.reader == "王志强"


def test_nobody_criticises_himself(branch: Branch) -> None:
    with pytest.raises(Refused, match="本人"):
        start(branch, speaker=1, about=1)


@pytest.mark.parametrize(
    ("kind", "about", "item"),
    [
        (Kind.REPORT, None, "work_report"),
        (Kind.SELF_REVIEW, 0, "self_review"),
        (Kind.CRITICISM, 1, "self_review"),
        (Kind.SUMMARY, None, "summary"),
    ],
)
def test_a_remark_finds_its_agenda_item(branch: Branch, kind: Kind, about: int | None, item: str) -> None:
    number = start(branch, kind, 0, about)
    sql = "SELECT i.kind FROM remark r JOIN agenda_item i ON i.id = r.agenda_item_id WHERE r.id = ?"
    assert branch.book.value(sql, (number,)) == item


def test_the_running_item_comes_first_where_it_suits(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE agenda_item SET state = 'running', running_since = 'x' WHERE kind = 'work_report'")
    number = start(branch, Kind.SELF_REVIEW, 1, None)
    sql = "SELECT i.kind FROM remark r JOIN agenda_item i ON i.id = r.agenda_item_id WHERE r.id = ?"
    assert branch.book.value(sql, (number,)) == "work_report"


def test_a_closed_meeting_takes_no_text(branch: Branch) -> None:
    number = say(branch)
    close(branch)
    with pytest.raises(Refused, match="更正说明"):
        save_text(branch.book, number, "再改")


def test_final_minutes_take_no_text(branch: Branch) -> None:
    number = say(branch)
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO minutes (meeting_id, uid, state, record, hash) VALUES (?, 'u', 'final', '{}', 'h')",
            (branch.meeting,),
        )
    with pytest.raises(Refused, match="定稿"):
        save_text(branch.book, number, "再改")


def test_remarks_can_be_edited_after_the_meeting_adjourned(branch: Branch) -> None:
    number = say(branch)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'adjourned'")
    save_text(branch.book, number, "改后")
    assert spoken(branch.book, branch.meeting)[0].text == "改后"


def test_the_floor_begins_with_the_secretary(branch: Branch) -> None:
    assert floor(branch.book, branch.meeting).rows[0].name == "于建国"


def test_the_floor_suggests_the_secretarys_review(branch: Branch) -> None:
    secretary = branch.members[1]
    assert floor(branch.book, branch.meeting).steps[0] == Step(Kind.SELF_REVIEW, secretary, secretary)


def test_the_floor_follows_a_chosen_order(branch: Branch) -> None:
    set_order(branch.book, branch.meeting, [branch.members[1], branch.members[25]])
    assert [row.name for row in floor(branch.book, branch.meeting).rows[:2]] == ["于建国", "阿依古丽·吐尔逊"]


def test_choosing_an_order_gives_back_the_one_before(branch: Branch) -> None:
    set_order(branch.book, branch.meeting, branch.members[:2])
    assert set_order(branch.book, branch.meeting, []) == tuple(branch.members[:2])


def test_the_floor_counts_what_is_finished_only(branch: Branch) -> None:
    save_text(branch.book, start(branch, Kind.SELF_REVIEW, 1, 1), TEXT)
    say(branch, Kind.SELF_REVIEW, 2, 2)
    assert branch.members[1] in floor(branch.book, branch.meeting).not_spoken
    assert branch.members[2] not in floor(branch.book, branch.meeting).not_spoken


def test_an_absent_member_is_called_last(branch: Branch) -> None:
    all_present(branch.book, branch.meeting)
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE attendance SET status = 'leave', in_room = 0 WHERE member_id = ?", (branch.members[1],)
        )
    assert floor(branch.book, branch.meeting).steps[0].speaker_id == branch.members[0]


def test_a_list_holds_only_the_beginning_of_a_text(branch: Branch) -> None:
    number = start(branch)
    save_text(branch.book, number, "长" * 250 + "\n　 " + "长" * 250)
    row = remarks(branch.book, branch.meeting)[0]
    assert (len(row.text), row.chars) == (60, 500)


def test_a_meeting_whose_order_was_chosen_can_still_be_taken_back(branch: Branch) -> None:
    from db.acts.meetings import remove_meeting

    set_order(branch.book, branch.meeting, branch.members)
    remove_meeting(branch.book, branch.meeting)
    assert branch.book.value("SELECT count(*) FROM meeting") == 0


def _of_first_group(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE meeting SET level = 'group', "
            "organisation_id = (SELECT id FROM organisation WHERE kind = 'group' ORDER BY position LIMIT 1)"
        )
        db.execute("DELETE FROM attendance")
    prepare(branch.book, branch.meeting)


def test_the_members_of_a_group_speak_at_its_meeting(branch: Branch) -> None:
    _of_first_group(branch)
    rows = floor(branch.book, branch.meeting).rows
    assert (len(rows), rows[0].name) == (9, "丁一")


def test_the_members_of_a_group_are_commented_on_at_its_meeting(branch: Branch) -> None:
    _of_first_group(branch)
    assert [row.name for row in board(branch.book, branch.meeting).targets][:3] == [
        "第一党小组",
        "丁一",
        "王伟",
    ]


@pytest.mark.parametrize(("about", "kind"), [(None, "work_report"), (0, "self_review")])
def test_what_is_said_of_the_branch_goes_with_its_report(
    branch: Branch, about: int | None, kind: str
) -> None:
    remark_id = start(branch, Kind.SELF_REVIEW, about=about)
    sql = "SELECT i.kind FROM remark r JOIN agenda_item i ON i.id = r.agenda_item_id WHERE r.id = ?"
    assert branch.book.value(sql, (remark_id,)) == kind
