"""What is told of each kind of secret poll: to the branch, on the wall, in the minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.acts import booths, poll_drafts
from db.acts.poll_drafts import PollDraft
from db.errors import Refused
from db.export.markdown import markdown
from db.export.minutes_outline import minutes_blocks
from db.rules.ballot import Ballot
from db.rules.motion import HandCount
from db.rules.stage import SceneSpec
from db.views import decisions, meetings, polls
from db.views.minutes import paper as minutes_paper
from db.views.scene import scene
from db.views.scene_view import BallotsView, MotionResultView, NominationView, SlipResultView
from db.views.status import status
from tests import kinds, paper

if TYPE_CHECKING:
    from db.views.scene_view import SceneView
    from tests.conftest import Branch

KINDS = ["appraisal", "criteria", "branch", "satisfaction", "motion", "nomination"]


def asked(branch: Branch, kind: str) -> PollDraft:
    return dict(zip(KINDS, kinds.every(branch), strict=True))[kind]


def wall(branch: Branch, poll: int, kind: str = "result") -> SceneView:
    return scene(branch.book, SceneSpec(kind, {"poll": poll}))


def told(branch: Branch) -> str:
    """The whole minutes."""
    meeting = meetings.meeting(branch.book, branch.meeting)
    assert meeting is not None
    return markdown(minutes_blocks(minutes_paper(branch.book, meeting)))


def result(branch: Branch, poll: int) -> polls.PollResult:
    found = polls.result(branch.book, poll)
    assert found is not None
    return found


# The wall


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("asked_for", ["ballots", "result"])
def test_while_a_poll_is_open_only_slips_out_and_in_are_on_the_wall(
    branch: Branch, kind: str, asked_for: str
) -> None:
    poll = kinds.opened(branch, asked(branch, kind))
    paper.hand_out(branch.book, poll, 7)
    view = wall(branch, poll, asked_for)
    assert isinstance(view, BallotsView)
    assert (view.issued, view.returned, view.cast, view.expected) == (7, 7, None, None)


@pytest.mark.parametrize("kind", ["appraisal", "criteria", "branch", "satisfaction", "nomination"])
def test_a_counted_poll_that_belongs_to_the_branch_is_four_numbers_on_the_wall(
    branch: Branch, kind: str
) -> None:
    poll = kinds.counted(branch, asked(branch, kind))
    view = wall(branch, poll)
    assert isinstance(view, SlipResultView)
    assert (view.issued, view.returned, view.valid, view.void) == (7, 7, 6, 1)
    labels = [target.label for target in result(branch, poll).sheet.targets if target.label != view.branch]
    assert not any(label in repr(view) for label in (*labels, "冯军", "走访少"))


def test_the_wall_names_the_pool(branch: Branch) -> None:
    view = wall(branch, kinds.counted(branch, kinds.SATISFACTION))
    assert isinstance(view, SlipResultView)
    assert view.pool == "群众代表"


def test_a_secret_motion_shows_its_full_count_with_written_opinions_in_it(branch: Branch) -> None:
    slips = [Ballot((1,))] * 14 + [Ballot((2,))] * 3 + [Ballot((0,))] + [Ballot((1,), is_void=True)]
    view = wall(branch, kinds.counted(branch, kinds.MOTION, slips))
    assert isinstance(view, MotionResultView)
    assert view.counts == (("赞成", 15), ("反对", 3), ("弃权", 1))
    assert (view.is_passed, view.void, view.written) == (True, 1, 1)


def test_a_recommendation_goes_up_where_the_setting_says_so(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET rules = json_set(rules, '$.nomination_on_wall', json('true'))")
    slips = [
        Ballot((1, 1, 0, 0, 0, 0)),
        Ballot((1, 0, 0, 0, 0, 0), others=("冯军",)),
        Ballot((0, 0, 0, 0, 0, 1)),
    ]
    view = wall(branch, kinds.counted(branch, kinds.nomination(branch), slips))
    assert isinstance(view, NominationView)
    assert [(row.name, row.votes, row.standing) for row in view.rows][:4] == [
        ("丁一", 2, "in"),
        ("于建国", 1, "tied"),
        ("阿依古丽·吐尔逊", 1, "tied"),
        ("冯军", 1, "tied"),
    ]


def test_a_booth_shows_how_many_have_voted_of_how_many(branch: Branch) -> None:
    kinds.ready(branch)
    poll = poll_drafts.draft(
        branch.book, branch.meeting, replace(kinds.MOTION, channel="booth", written=HandCount(0, 0, 0))
    )
    sealer = paper.open_now(branch.book, poll)
    booth = booths.add_booth(branch.book, poll)
    booths.admit(branch.book, poll, booth)
    booths.cast(branch.book, poll, sealer, booth, Ballot((1,)))
    view = wall(branch, poll)
    assert isinstance(view, BallotsView)
    assert (view.cast, view.expected, view.issued, view.returned) == (1, 25, None, None)


@pytest.mark.parametrize("kind", KINDS)
def test_a_void_poll_shows_no_number_of_votes(branch: Branch, kind: str) -> None:
    from db.acts import polls as acts

    poll = kinds.opened(branch, asked(branch, kind))
    acts.void_poll(branch.book, poll, "票箱打翻")
    assert isinstance(wall(branch, poll), BallotsView)


# The minutes


@pytest.mark.parametrize("kind", ["appraisal", "criteria", "satisfaction", "nomination"])
def test_the_minutes_tell_the_sentence_and_nobodys_count(branch: Branch, kind: str) -> None:
    poll = kinds.counted(branch, asked(branch, kind))
    text = told(branch)
    found = result(branch, poll)
    assert found.sentence in text
    assert "监票人：史文；计票人：冯军" in text
    assert "得票" not in text
    assert not any(row.part.scale.names[0] + str(row.count.grades[0]) in text for row in found.rows)
    assert "走访少" not in text


def test_a_secret_motion_is_told_like_one_by_hands_with_its_slips(branch: Branch) -> None:
    slips = [Ballot((1,))] * 11 + [Ballot((2,))] * 8 + [Ballot((1,), is_void=True)]
    kinds.counted(branch, kinds.MOTION, slips)
    assert (
        "大会以无记名方式就“接收阿依古丽·吐尔逊为预备党员”进行表决，发出表决票20张，收回20张，其中有效票19张，废票1张。"
        "收回的表决票与发出的表决票相等，表决有效。应到会有表决权党员25名，实到24名，符合规定人数。"
        "收到书面意见1份（赞成1份，反对0份，弃权0份），计入票数。赞成12票，反对8票，弃权0票。"
        "赞成票未超过应到会有表决权党员的半数，未获通过。"
    ) in told(branch)


def test_a_pool_is_named_and_a_repetition_gives_its_reason(branch: Branch) -> None:
    first = kinds.counted(branch, kinds.SATISFACTION)
    again = poll_drafts.draft_rerun(branch.book, first, "票数不清")
    sealer = paper.open_now(branch.book, again)
    paper.hand_out(branch.book, again, 3)
    paper.enter(branch.book, again, sealer, [Ballot((1, 2, 3)), Ballot((2, 1, 1)), Ballot((3, 3, 2))])
    paper.count(branch.book, again)
    assert "因票数不清，重新进行测评。群众代表以无记名方式进行满意度测评，发出测评票3张" in told(branch)


def test_two_polls_of_a_kind_are_told_apart_by_their_titles(branch: Branch) -> None:
    poll = kinds.counted(branch, replace(kinds.SATISFACTION, title="窗口服务满意度测评"))
    assert "群众代表以无记名方式就“窗口服务满意度测评”进行测评" in result(branch, poll).sentence


def test_a_booth_is_told_as_one(branch: Branch) -> None:
    from db.acts import polls as acts

    kinds.ready(branch)
    poll = poll_drafts.draft(branch.book, branch.meeting, replace(kinds.SATISFACTION, channel="booth"))
    sealer = paper.open_now(branch.book, poll)
    booth = booths.add_booth(branch.book, poll)
    for _ in range(3):
        booths.admit(branch.book, poll, booth)
        booths.cast(branch.book, poll, sealer, booth, Ballot((1, 2, 3)))
        booths.leave(branch.book, poll, booth)
    acts.count_booth(branch.book, poll, 3, 3)
    paper.count(branch.book, poll)
    assert result(branch, poll).sentence == (
        "群众代表用投票台以无记名方式进行满意度测评，参加投票3人，收回测评票3张，其中有效票3张，废票0张。"
        "收回的测评票与参加投票的人数相等，测评有效。"
    )


# The branch's own eyes


def test_a_motion_is_never_softened_and_an_appraisal_is(branch: Branch) -> None:
    motion = kinds.counted(branch, kinds.MOTION, [Ballot((1,))] * 20)
    appraisal = kinds.counted(branch, replace(kinds.APPRAISAL, form=None), [Ballot((1,) * 26)] * 6)
    assert [row.is_softened for row in result(branch, motion).rows] == [False]
    assert all(row.is_softened for row in result(branch, appraisal).rows)


def test_a_total_of_pools_is_kept_back_where_one_row_would_follow_by_subtraction(branch: Branch) -> None:
    plain = [Ballot((1, 2, 1)), Ballot((2, 1, 3)), Ballot((1, 1, 4)), Ballot((3, 3, 3)), Ballot((1, 2, 2))]
    alike = [replace(slip, marks=(1, *slip.marks[1:])) for slip in plain]
    kinds.counted(branch, kinds.SATISFACTION, plain)
    poll = kinds.counted(branch, replace(kinds.SATISFACTION, pool="服务对象"), alike)
    compared = polls.pools(branch.book, poll)
    assert compared is not None
    assert [row.total is None for row in compared.rows] == [True, False, False]


def test_other_questions_are_not_compared(branch: Branch) -> None:
    kinds.counted(branch, kinds.SATISFACTION)
    other = replace(kinds.SATISFACTION, pool="服务对象", lines=kinds.SATISFACTION.lines[:2])  # type: ignore[index]
    assert polls.pools(branch.book, kinds.counted(branch, other)) is None


def test_a_pools_appraisal_is_not_the_members_own(branch: Branch) -> None:
    own = kinds.counted(branch, replace(kinds.APPRAISAL, form=None))
    masses = replace(kinds.APPRAISAL, form=None, pool="群众代表", pool_due=9, pool_present=9)
    kinds.counted(branch, masses)
    latest = polls.latest_appraisal(branch.book, branch.meeting)
    assert latest is not None
    assert latest.id == own


def test_a_draft_is_changed_whole_but_for_its_kind(branch: Branch) -> None:
    poll = poll_drafts.draft(branch.book, branch.meeting, kinds.SATISFACTION)
    poll_drafts.redraft(branch.book, poll, replace(kinds.SATISFACTION, title="另一个", pool="服务对象"))
    sheet = polls.sheet(branch.book, poll)
    assert sheet is not None
    assert (sheet.turnout.title, sheet.turnout.pool) == ("另一个", "服务对象")
    with pytest.raises(Refused, match="种类不能改"):
        poll_drafts.redraft(branch.book, poll, kinds.APPRAISAL)


def test_changing_a_draft_keeps_the_members_chosen_for_it(branch: Branch) -> None:
    poll = poll_drafts.draft(branch.book, branch.meeting, kinds.APPRAISAL)
    poll_drafts.set_targets(branch.book, poll, branch.members[:3])
    poll_drafts.redraft(branch.book, poll, replace(kinds.APPRAISAL, title="年度民主测评"))
    sheet = polls.sheet(branch.book, poll)
    assert sheet is not None
    assert len(sheet.targets) == 3


def test_a_repetition_keeps_its_question(branch: Branch) -> None:
    poll = kinds.counted(branch, kinds.SATISFACTION)
    again = poll_drafts.draft_rerun(branch.book, poll, "票数不清")
    with pytest.raises(Refused, match="只能改投票方式"):
        poll_drafts.redraft(branch.book, again, kinds.SATISFACTION)


def test_a_poll_belongs_to_the_item_that_is_going_on_where_that_serves_polls(branch: Branch) -> None:
    items = dict(branch.book.rows("SELECT kind, id FROM agenda_item"))
    assert polls.home_item(branch.book, branch.meeting, "satisfaction") == items["appraisal"]
    assert polls.home_item(branch.book, branch.meeting, "motion") == items["motion"]
    with branch.book.quiet() as db:
        db.execute("UPDATE agenda_item SET state = 'paused' WHERE kind = 'motion'")
    assert polls.home_item(branch.book, branch.meeting, "nomination") == items["motion"]


@pytest.mark.parametrize("kind", ["appraisal", "criteria", "satisfaction"])
def test_an_appraisal_belongs_to_its_own_item_though_the_clock_still_stands_on_the_one_before(
    branch: Branch, kind: str
) -> None:
    items = dict(branch.book.rows("SELECT kind, id FROM agenda_item"))
    with branch.book.quiet() as db:
        db.execute("UPDATE agenda_item SET state = 'paused' WHERE kind = 'motion'")
    assert polls.home_item(branch.book, branch.meeting, kind) == items["appraisal"]


def test_the_line_above_everything_tells_a_closed_poll_from_an_open_one(branch: Branch) -> None:
    poll = kinds.opened(branch, replace(kinds.APPRAISAL, channel="slips"))
    before = status(branch.book).is_poll_open
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE poll SET state = 'closed', closed_at = '2026-11-22T06:30:00.000+00:00' WHERE id = ?",
            (poll,),
        )
    assert (before, status(branch.book).is_poll_open) == (True, False)


def test_of_two_items_for_appraisals_the_one_going_on_has_it(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE agenda_item SET kind = 'appraisal', state = 'paused' WHERE kind = 'commentary'")
    running = branch.book.value("SELECT id FROM agenda_item WHERE state = 'paused'")
    assert polls.home_item(branch.book, branch.meeting, "appraisal") == running


def test_a_pools_appraisal_is_no_ground_for_an_opinion_and_criteria_are(branch: Branch) -> None:
    masses = replace(kinds.APPRAISAL, form=None, pool="群众代表", pool_due=9, pool_present=9)
    kinds.counted(branch, masses)
    kinds.counted(branch, kinds.CRITERIA_OF_BRANCH)
    assert decisions.board(branch.book, branch.meeting) is None
    poll = kinds.counted(branch, kinds.CRITERIA_OF_MEMBERS)
    board = decisions.board(branch.book, branch.meeting)
    assert board is not None
    assert board.poll.sheet.turnout.id == poll
    assert board.rows[0].result == result(branch, poll).overall[0]
