"""Adding, editing and letting go members by hand; the branch and its groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.acts import organisations, poll_drafts, remarks, roster, undoing
from db.acts.member_fields import MemberDraft
from db.acts.rollcall import mark
from db.acts.roster import add_member, edit_member, edited, let_go, take_back, undo_adding
from db.check import examine
from db.errors import BadInput, Refused
from db.rules.attendance import Status
from db.rules.motion import HandCount
from db.rules.remarks import Kind
from db.views import rollcall
from db.views.roster import branches, departed, groups, member, members
from tests import kinds

if TYPE_CHECKING:
    from db.book import Book
    from tests.conftest import Branch


def names(book: Book) -> list[str]:
    return [row.shown_name for row in members(book)]


def test_a_member_added_to_an_empty_book_makes_its_branch(book: Book) -> None:
    add_member(book, MemberDraft("王伟"))
    assert [(branch.name, branch.members) for branch in branches(book)] == [("本支部", 1)]


def test_members_stand_in_stroke_order(book: Book) -> None:
    for name in ("熊秀", "田大利", "丁一", "田 富"):
        add_member(book, MemberDraft(name))
    assert names(book) == ["丁一", "田富", "田大利", "熊秀"]


def test_the_other_school_is_used_when_asked(book: Book) -> None:
    for name in ("田富", "田大利"):
        add_member(book, MemberDraft(name), school="fullname")
    assert names(book) == ["田大利", "田富"]


def test_a_change_of_school_reorders_the_roster(book: Book) -> None:
    for name in ("田富", "田大利", "丁一"):
        add_member(book, MemberDraft(name))
    assert roster.apply_name_order(book, "fullname") == 2
    assert names(book) == ["丁一", "田大利", "田富"]


def test_a_school_already_in_force_writes_nothing(book: Book) -> None:
    add_member(book, MemberDraft("田富"))
    before = book.value("SELECT count(*) FROM event")
    roster.apply_name_order(book, "surname")
    assert book.value("SELECT count(*) FROM event") == before


def test_initials_are_computed_on_write(book: Book) -> None:
    add_member(book, MemberDraft("单成华"))
    assert members(book)[0].initials.split()[0] == "sch"


def test_dates_are_read_in_any_form(book: Book) -> None:
    number = add_member(book, MemberDraft("王伟", birth="1980.5", joined="2010年07月", confirmed="—"))
    found = member(book, number)
    assert found is not None
    assert (found.birth, found.joined, found.confirmed) == ("1980-05", "2010-07", "")


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (MemberDraft(" "), "请填写姓名"),
        (MemberDraft("王" * 31), "30个字"),
        (MemberDraft("王伟", joined="明年"), "入党日期“明年”"),
        (MemberDraft("王伟", gender="甲"), "男或女"),
        (MemberDraft("王伟", kind="群众"), "类别“群众”"),
        (MemberDraft("王伟", status="无"), "党员状态"),
        (MemberDraft("王伟", joined="2010-07", confirmed="2009-07"), "早于入党日期2010-07"),
        (MemberDraft("王伟", birth="1980", joined="1979"), "早于出生日期1980"),
    ],
)
def test_what_cannot_be_read_is_refused(book: Book, draft: MemberDraft, problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        add_member(book, draft)
    assert members(book) == ()


def test_the_same_person_is_not_added_twice(book: Book) -> None:
    add_member(book, MemberDraft("王伟", birth="1980-05"))
    with pytest.raises(Refused, match="已有王伟"):
        add_member(book, MemberDraft("王 伟"))


def test_two_of_one_name_are_marked(book: Book) -> None:
    add_member(book, MemberDraft("王伟", gender="男"))
    add_member(book, MemberDraft("王伟", gender="女"))
    assert names(book) == ["王伟（男）", "王伟（女）"]


def test_a_mark_given_by_hand_stays(book: Book) -> None:
    add_member(book, MemberDraft("王伟", mark="大", gender="男"))
    add_member(book, MemberDraft("王伟", gender="女"))
    assert names(book) == ["王伟（大）", "王伟（女）"]


def test_a_second_secretary_is_refused(branch: Branch) -> None:
    with pytest.raises(Refused, match="已有书记于建国"):
        add_member(branch.book, MemberDraft("周一", post="书记"))


def test_the_secretary_keeps_the_post_when_edited(branch: Branch) -> None:
    secretary = next(row for row in members(branch.book) if row.post == "书记")
    assert edit_member(branch.book, secretary.id, edited(branch.book, secretary.id, phone="13800000001")) == (
        "phone",
    )


def test_an_edit_without_a_change_writes_nothing(branch: Branch) -> None:
    before = branch.book.value("SELECT count(*) FROM event")
    assert edit_member(branch.book, branch.members[0], edited(branch.book, branch.members[0])) == ()
    assert branch.book.value("SELECT count(*) FROM event") == before


def test_a_new_name_gets_a_new_place(branch: Branch) -> None:
    add_member(branch.book, MemberDraft("熊秀"))
    number = branch.members[0]
    edit_member(branch.book, number, edited(branch.book, number, name="龚新敏"))
    found = member(branch.book, number)
    assert found is not None
    assert found.initials.split()[0] == "gxm"


def test_a_group_is_made_where_there_is_none(branch: Branch) -> None:
    number = branch.members[0]
    edit_member(branch.book, number, edited(branch.book, number, group="青年党小组"))
    assert "青年党小组" in [group.name for group in groups(branch.book)]


def test_a_member_who_is_let_go_leaves_the_roster_and_stays_in_history(branch: Branch) -> None:
    let_go(branch.book, branch.members[3], "组织关系转出")
    assert branch.members[3] not in [row.id for row in members(branch.book)]
    assert [(row.name, row.left_reason) for row in departed(branch.book)] == [("王伟", "组织关系转出")]


def test_letting_go_needs_a_reason(branch: Branch) -> None:
    with pytest.raises(BadInput, match="原因"):
        let_go(branch.book, branch.members[3], "  ")


def test_nobody_is_let_go_twice(branch: Branch) -> None:
    let_go(branch.book, branch.members[3], "转出")
    with pytest.raises(Refused):
        let_go(branch.book, branch.members[3], "转出")


def test_nobody_is_let_go_while_a_meeting_runs(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', started_at = ?", (branch.book.now(),))
    with pytest.raises(Refused, match="正在进行"):
        let_go(branch.book, branch.members[3], "转出")


def test_who_left_can_be_taken_back(branch: Branch) -> None:
    let_go(branch.book, branch.members[3], "转出")
    take_back(branch.book, branch.members[3])
    assert (len(members(branch.book)), departed(branch.book)) == (26, ())


def test_a_replaced_secretary_comes_back_without_the_post(branch: Branch) -> None:
    old = next(row for row in members(branch.book) if row.post == "书记")
    let_go(branch.book, old.id, "转出")
    new = next(row for row in members(branch.book) if not row.post)
    edit_member(branch.book, new.id, edited(branch.book, new.id, post="书记"))
    take_back(branch.book, old.id)
    assert [row.id for row in members(branch.book) if row.post == "书记"] == [new.id]


def test_a_form_that_would_be_refused_says_why_before_it_is_kept(branch: Branch) -> None:
    assert "已有书记" in roster.why_not_keep(branch.book, MemberDraft("周一", post="书记"))


def test_a_form_that_says_nothing_new_may_be_kept(branch: Branch) -> None:
    first = branch.members[0]
    assert roster.why_not_keep(branch.book, edited(branch.book, first), first) == ""


def test_who_is_here_cannot_be_taken_back(branch: Branch) -> None:
    with pytest.raises(Refused):
        take_back(branch.book, branch.members[3])


def test_the_branch_is_named_and_renamed(book: Book) -> None:
    organisations.name_branch(book, "机关第一党支部")
    organisations.name_branch(book, "机关党支部")
    assert [branch.name for branch in branches(book)] == ["机关党支部"]


def test_a_branch_needs_a_name(book: Book) -> None:
    with pytest.raises(BadInput):
        organisations.name_branch(book, " ")


def test_a_dissolved_group_leaves_its_members_in_the_branch(branch: Branch) -> None:
    group = groups(branch.book)[0]
    organisations.close_group(branch.book, group.id)
    assert len(groups(branch.book)) == 2
    assert len(members(branch.book)) == 26


def test_a_dissolved_group_opens_again_under_its_name(branch: Branch) -> None:
    group = groups(branch.book)[0]
    organisations.close_group(branch.book, group.id)
    assert organisations.add_group(branch.book, group.name, branch.organisation) == group.id


def test_a_group_is_not_renamed_to_its_sister(branch: Branch) -> None:
    first, second, *_ = groups(branch.book)
    with pytest.raises(Refused):
        organisations.rename_group(branch.book, first.id, second.name)


def test_a_group_takes_a_new_name(branch: Branch) -> None:
    organisations.rename_group(branch.book, groups(branch.book)[0].id, "机关党小组")
    assert groups(branch.book)[0].name == "机关党小组"


def test_additions_are_taken_back_from_the_last_on(branch: Branch) -> None:
    before = names(branch.book)
    add_member(branch.book, MemberDraft("新人甲"))
    add_member(branch.book, MemberDraft("新人乙"))
    assert [undo_adding(branch.book), undo_adding(branch.book)] == ["新人乙", "新人甲"]
    assert names(branch.book) == before


def test_a_group_that_the_addition_made_goes_with_it(branch: Branch) -> None:
    before = groups(branch.book)
    add_member(branch.book, MemberDraft("新人甲", group="第九党小组"))
    undo_adding(branch.book)
    assert groups(branch.book) == before


def test_a_group_that_somebody_joined_since_stays(branch: Branch) -> None:
    add_member(branch.book, MemberDraft("新人甲", group="第九党小组"))
    with branch.book.quiet() as db:
        made = "(SELECT group_id FROM member WHERE name = '新人甲')"
        db.execute(f"UPDATE member SET group_id = {made} WHERE id = ?", (branch.members[0],))
    undo_adding(branch.book)
    assert "第九党小组" in [one.name for one in groups(branch.book)]


def test_a_group_that_was_empty_before_stays(branch: Branch) -> None:
    organisations.add_group(branch.book, "第九党小组", branch.organisation)
    add_member(branch.book, MemberDraft("新人甲", group="第九党小组"))
    undo_adding(branch.book)
    assert "第九党小组" in [one.name for one in groups(branch.book)]


def test_a_namesake_loses_the_mark_that_the_addition_gave_him(book: Book) -> None:
    add_member(book, MemberDraft("王伟", gender="男"))
    add_member(book, MemberDraft("王伟", gender="女"))
    undo_adding(book)
    assert names(book) == ["王伟"]


def test_a_mark_that_a_namesake_had_before_stays(book: Book) -> None:
    first = add_member(book, MemberDraft("王伟", gender="男", mark="男"))
    add_member(book, MemberDraft("王伟", gender="女"))
    undo_adding(book)
    found = member(book, first)
    assert found is not None
    assert found.shown_name == "王伟（男）"


def test_who_was_added_to_a_meeting_leaves_its_roll_again(branch: Branch) -> None:
    due = len(rollcall.roll(branch.book, branch.meeting))
    add_member(branch.book, MemberDraft("新人"))
    undo_adding(branch.book)
    assert (len(rollcall.roll(branch.book, branch.meeting)), examine(branch.book).is_sound) == (due, True)


@pytest.mark.parametrize("status", [Status.PRESENT, Status.UNMARKED])
def test_who_was_called_is_let_go_instead(branch: Branch, status: Status) -> None:
    member_id = add_member(branch.book, MemberDraft("新人"))
    mark(branch.book, branch.meeting, member_id, Status.PRESENT)
    mark(branch.book, branch.meeting, member_id, status)
    with pytest.raises(Refused, match=r"新人已经签到过.*请按 4 调出"):
        undo_adding(branch.book)


def test_about_whom_something_is_recorded_is_let_go_instead(branch: Branch) -> None:
    member_id = add_member(branch.book, MemberDraft("新人"))
    remarks.begin(branch.book, branch.meeting, remarks.RemarkDraft(Kind.SELF_REVIEW, member_id))
    with pytest.raises(Refused, match="名下已有发言"):
        undo_adding(branch.book)
    assert member(branch.book, member_id) is not None


@pytest.mark.parametrize("settled", ["adjourned", "closed", "voted"])
def test_a_roll_that_is_settled_keeps_whom_it_counted(branch: Branch, settled: str) -> None:
    member_id = add_member(branch.book, MemberDraft("新人"))
    with branch.book.quiet() as db:
        if settled == "voted":
            db.execute(
                "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at) "
                "VALUES ('u', ?, 'motion', 'hands', '推选监票人', 'counted', '[]', '{}', '')",
                (branch.meeting,),
            )
        else:
            db.execute("UPDATE meeting SET state = ?", (settled,))
    with pytest.raises(Refused, match="签到名单"):
        undo_adding(branch.book)
    assert member_id in {row.member_id for row in rollcall.roll(branch.book, branch.meeting)}


def test_whom_a_step_that_can_be_taken_back_would_name_again_is_let_go_instead(branch: Branch) -> None:
    member_id = add_member(branch.book, MemberDraft("新人"))
    one, other = branch.members[:2]
    said = remarks.begin(
        branch.book, branch.meeting, remarks.RemarkDraft(Kind.CRITICISM, one, about_id=other)
    )
    draft = {"kind": "criticism", "speaker_id": one, "speaker": "", "about_id": member_id, "reader_id": None}
    undoing.keep(branch.book, branch.meeting, "remarks", "更改", {"do": "change", "draft": draft}, ref=said)
    with pytest.raises(Refused, match="名下已有发言"):
        undo_adding(branch.book)


def test_who_filed_an_opinion_is_let_go_instead(branch: Branch) -> None:
    member_id = add_member(branch.book, MemberDraft("新人"))
    written = replace(kinds.MOTION, written=HandCount(1, 0, 0), written_by=(member_id,))
    poll_drafts.draft(branch.book, branch.meeting, written)
    with pytest.raises(Refused, match="书面意见"):
        undo_adding(branch.book)


@pytest.mark.parametrize(
    ("act", "told"), [("edit", "F4 改回"), ("let_go", "已调出的党员"), ("nothing", "没有可以")]
)
def test_another_act_is_not_taken_for_the_addition(book: Book, act: str, told: str) -> None:
    if act != "nothing":
        number = add_member(book, MemberDraft("王伟"))
        if act == "edit":
            edit_member(book, number, edited(book, number, phone="13800000001"))
        else:
            let_go(book, number, "转出")
    with pytest.raises(Refused, match=told):
        undo_adding(book)


def test_every_act_is_witnessed(book: Book) -> None:
    number = add_member(book, MemberDraft("王伟"))
    edit_member(book, number, edited(book, number, phone="13800000001"))
    let_go(book, number, "转出")
    take_back(book, number)
    kinds = [row[0] for row in book.rows("SELECT kind FROM event ORDER BY id")]
    assert kinds[-4:] == ["member.added", "member.changed", "member.let_go", "member.taken_back"]


def test_no_name_stands_in_the_log(book: Book) -> None:
    add_member(book, MemberDraft("欧阳修文"))
    assert not any("欧阳" in str(row) for row in book.rows("SELECT * FROM event"))
