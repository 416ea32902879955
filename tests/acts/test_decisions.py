from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts import decisions, point_standing
from db.errors import BadInput, Refused
from db.rules.ballot import Ballot
from db.rules.grades import UNGRADED, deciding_body
from db.views import decisions as views
from tests import paper, sample

if TYPE_CHECKING:
    from tests.conftest import Branch

ROWS = 26


def hold(branch: Branch, day: str = "2026-11-25") -> None:
    decisions.hold_session(
        branch.book,
        branch.meeting,
        body="committee",
        held_on=day,
        place="小会议室",
        attendance="应到5名，实到5名",
        record="逐人研究。",
    )


@pytest.fixture
def counted(branch: Branch) -> Branch:
    paper.whole_poll(branch.book, branch.meeting, paper.deck(20, ROWS))
    return branch


@pytest.fixture
def sitting(counted: Branch) -> Branch:
    hold(counted)
    return counted


def row(branch: Branch, member: int) -> views.DecisionRow:
    board = views.board(branch.book, branch.meeting)
    assert board is not None
    return next(one for one in board.rows if one.member_id == member)


def probationary(branch: Branch) -> int:
    return int(branch.book.value("SELECT id FROM member WHERE name = ?", (sample.PROBATIONARY,)))


def test_nothing_is_decided_before_the_count(branch: Branch) -> None:
    with pytest.raises(Refused, match="还没有计票"):
        hold(branch)
    assert views.board(branch.book, branch.meeting) is None


def test_nothing_is_decided_before_the_sitting_is_written_down(counted: Branch) -> None:
    with pytest.raises(Refused, match="日期、地点和出席"):
        decisions.decide(counted.book, counted.meeting, counted.members[0], "excellent")


def test_a_grade_stands_beside_the_tally_and_leaves_it_alone(sitting: Branch) -> None:
    before = row(sitting, sitting.members[0]).result
    decisions.decide(sitting.book, sitting.meeting, sitting.members[0], "qualified", opinion="表现良好")
    after = row(sitting, sitting.members[0])
    assert (after.grade_name, after.opinion, after.result) == ("合格", "表现良好", before)


def test_a_probationary_member_gets_no_grade(sitting: Branch) -> None:
    with pytest.raises(Refused, match="不定等次"):
        decisions.decide(sitting.book, sitting.meeting, probationary(sitting), "qualified")
    decisions.decide(sitting.book, sitting.meeting, probationary(sitting), UNGRADED)
    assert row(sitting, probationary(sitting)).grade_name == "不定等次"


def test_all_who_get_no_grade_are_written_so_at_once(sitting: Branch) -> None:
    assert decisions.decide_ungraded(sitting.book, sitting.meeting) == 1
    assert decisions.decide_ungraded(sitting.book, sitting.meeting) == 0
    assert row(sitting, probationary(sitting)).grade == UNGRADED


def test_the_first_one_above_a_third_asks_for_a_reason_and_then_stands(sitting: Branch) -> None:
    full = [member for member in sitting.members if member != probationary(sitting)]
    for member in full[:8]:  # 25 full members: a third is 8
        decisions.decide(sitting.book, sitting.meeting, member, "excellent")
    with pytest.raises(decisions.NeedsReason, match="优秀已有9名，超过正式党员25名的1/3（8名），多1名"):
        decisions.decide(sitting.book, sitting.meeting, full[8], "excellent")
    decisions.decide(sitting.book, sitting.meeting, full[8], "excellent", reason="上级表彰的先进个人")
    board = views.board(sitting.book, sitting.meeting)
    assert board is not None
    assert (board.excellent, board.counter) == (9, "优秀 9/8")
    assert "多1名" in board.warning


def test_writing_the_same_grade_again_needs_no_second_place(sitting: Branch) -> None:
    full = [member for member in sitting.members if member != probationary(sitting)]
    for member in full[:8]:
        decisions.decide(sitting.book, sitting.meeting, member, "excellent")
    decisions.decide(sitting.book, sitting.meeting, full[0], "excellent", opinion="模范")
    assert row(sitting, full[0]).opinion == "模范"


def test_a_member_under_discipline_is_excellent_only_with_a_reason(counted: Branch) -> None:
    member = counted.members[0]
    with counted.book.quiet() as db:
        db.execute("UPDATE member SET status = 'observing' WHERE id = ?", (member,))
    hold(counted)
    with pytest.raises(decisions.NeedsReason, match="处分"):
        decisions.decide(counted.book, counted.meeting, member, "excellent")
    decisions.decide(counted.book, counted.meeting, member, "qualified")


def test_somebody_off_the_roll_is_not_decided_about(sitting: Branch) -> None:
    with pytest.raises(Refused, match="评议范围"):
        decisions.decide(sitting.book, sitting.meeting, 999, "qualified")


def test_an_unknown_grade_is_refused(sitting: Branch) -> None:
    with pytest.raises(Refused, match="没有这个等次"):
        decisions.decide(sitting.book, sitting.meeting, sitting.members[0], "superb")


def test_an_opinion_can_be_taken_back_once(sitting: Branch) -> None:
    decisions.decide(sitting.book, sitting.meeting, sitting.members[0], "qualified")
    decisions.withdraw(sitting.book, sitting.meeting, sitting.members[0])
    assert row(sitting, sitting.members[0]).grade == ""
    with pytest.raises(Refused, match="无可撤回"):
        decisions.withdraw(sitting.book, sitting.meeting, sitting.members[0])


def test_the_day_on_which_a_member_was_told_is_kept(sitting: Branch) -> None:
    decisions.decide(sitting.book, sitting.meeting, sitting.members[0], "qualified")
    assert decisions.feed_back(sitting.book, sitting.meeting, [sitting.members[0]], "2026-11-28") == 1
    assert row(sitting, sitting.members[0]).fed_back_on == "2026-11-28"


def test_another_grade_has_to_be_told_again(sitting: Branch) -> None:
    decisions.decide(sitting.book, sitting.meeting, sitting.members[0], "qualified")
    decisions.feed_back(sitting.book, sitting.meeting, [sitting.members[0]], "2026-11-28")
    decisions.decide(sitting.book, sitting.meeting, sitting.members[0], "basic")
    assert row(sitting, sitting.members[0]).fed_back_on == ""


def test_nobody_is_told_before_it_is_decided(sitting: Branch) -> None:
    with pytest.raises(Refused, match="还没有评定"):
        decisions.feed_back(sitting.book, sitting.meeting, [sitting.members[0]], "2026-11-28")
    decisions.decide(sitting.book, sitting.meeting, sitting.members[0], "qualified")
    with pytest.raises(Refused, match="早于"):
        decisions.feed_back(sitting.book, sitting.meeting, [sitting.members[0]], "2026-11-24")


@pytest.mark.parametrize("day", ["", "明天", "2026-13-01", "2026/11/25"])
def test_a_day_that_is_none_is_refused(counted: Branch, day: str) -> None:
    with pytest.raises(BadInput, match="2026-11-25"):
        hold(counted, day)


def test_the_sitting_can_be_corrected(sitting: Branch) -> None:
    hold(sitting, "2026-11-26")
    board = views.board(sitting.book, sitting.meeting)
    assert board is not None
    assert (board.sitting.held_on, board.sitting.body_name) == ("2026-11-26", "支委会")


@pytest.mark.parametrize(("full", "body"), [(6, "assembly"), (7, "committee"), (25, "committee")])
def test_a_branch_of_fewer_than_seven_decides_in_the_assembly(full: int, body: str) -> None:
    assert deciding_body(full) == body


def test_the_committee_sees_who_criticised_and_who_reviewed_himself(sitting: Branch) -> None:
    speaker, about = sitting.members[:2]
    with sitting.book.quiet() as db:
        for kind, who, whom in (("self_review", about, about), ("criticism", speaker, about)):
            db.execute(
                "INSERT INTO remark (uid, meeting_id, position, kind, speaker_id, about_id, text, state, "
                "created_at, saved_at) VALUES (?, ?, 1, ?, ?, ?, '学习不够系统', 'spoken', '', '')",
                (kind, sitting.meeting, kind, who, whom),
            )
    found = row(sitting, about)
    assert (found.self_reviews, found.criticisms) == (1, 1)
    assert len(views.remarks_about(sitting.book, sitting.meeting, about)) == 2


def test_the_committee_sees_points_of_the_year(sitting: Branch) -> None:
    assert row(sitting, sitting.members[0]).tenths == 1000


def test_a_rerun_that_was_counted_is_what_the_committee_goes_by(sitting: Branch) -> None:
    from db.acts import poll_drafts

    first = sitting.book.value("SELECT max(id) FROM poll")
    again = poll_drafts.draft_rerun(sitting.book, first, "有人代填")
    sealer = paper.open_now(sitting.book, again)
    paper.hand_out(sitting.book, again, 6)
    paper.enter(sitting.book, again, sealer, [Ballot((2,) * ROWS)] * 6)
    paper.count(sitting.book, again)
    result = row(sitting, sitting.members[0]).result
    assert result is not None
    assert result.count.cells == (0, 6, 0, 0, 0, 0)


def test_a_sitting_before_the_ballot_is_refused(counted: Branch) -> None:
    with pytest.raises(BadInput, match="早于民主测评"):
        hold(counted, "2026-11-21")


def test_a_veto_of_the_year_bars_excellent_and_nothing_else(sitting: Branch) -> None:
    member = sitting.members[0]
    point_standing.veto(sitting.book, member, 2026, "参与集体上访", approver="机关党委")
    with pytest.raises(Refused, match="一票否决，不能评为优秀"):
        decisions.decide(sitting.book, sitting.meeting, member, "excellent")
    decisions.decide(sitting.book, sitting.meeting, member, "qualified")
    assert row(sitting, member).grade_name == "合格"
