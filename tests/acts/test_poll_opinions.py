"""Opinions filed in writing before a secret 表决: of those absent when it opens, in each round anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.acts import poll_drafts, polls
from db.acts.poll_opinions import NO_WRITTEN, set_written
from db.errors import Refused
from db.rules.ballot import Ballot
from db.rules.motion import HandCount
from db.rules.poll_kinds import KINDS
from db.views import polls as views
from db.views.record import record
from tests import kinds, paper, sample

if TYPE_CHECKING:
    from tests.conftest import Branch

ONE, TWO = HandCount(1, 0, 0), HandCount(1, 1, 0)


@pytest.fixture
def ready(branch: Branch) -> Branch:
    """Everybody is here but 何平 and 宋丽华, who may each have filed an opinion."""
    kinds.ready(branch)
    for member in branch.members[20:22]:
        kinds.away(branch, member)
    return branch


def drafted(branch: Branch, written: HandCount = TWO, by: tuple[int, ...] | None = None) -> int:
    authors = tuple(branch.members[20:22]) if by is None else by
    return poll_drafts.draft(
        branch.book, branch.meeting, replace(kinds.MOTION, written=written, written_by=authors)
    )


def comes(branch: Branch, *members: int) -> None:
    with branch.book.quiet() as db:
        for member in members:
            db.execute("UPDATE attendance SET status = 'present', in_room = 1 WHERE member_id = ?", (member,))


def refusals(branch: Branch, poll: int) -> str:
    return "".join(views.preflight_of(branch.book, poll).refusals)


def voided_again(branch: Branch) -> int:
    """The repetition of a 表决 that was voided after it opened."""
    poll = drafted(branch)
    paper.open_now(branch.book, poll)
    polls.void_poll(branch.book, poll, "票数对不上")
    return poll_drafts.draft_rerun(branch.book, poll, "票数对不上")


def test_the_order_in_which_authors_were_typed_is_kept_nowhere(ready: Branch) -> None:
    """Whoever types them pile by pile, 赞成 before 反对, would else leave in the book whose opinion was which."""
    first, second = ready.members[20:22]
    poll = drafted(ready, by=(second, first))
    drafts = [ready.book.value("SELECT written_by FROM poll WHERE id = ?", (poll,))]
    set_written(ready.book, poll, TWO, (second, first))
    drafts.append(ready.book.value("SELECT written_by FROM poll WHERE id = ?", (poll,)))
    assert drafts == [f"[{first}, {second}]"] * 2


def test_a_repetition_keeps_who_filed_an_opinion(ready: Branch) -> None:
    again = voided_again(ready)
    assert views.filers(ready.book, again).still == ("何平", "宋丽华")
    assert refusals(ready, again) == ""


def test_an_author_who_came_is_named_and_his_opinion_put_right(ready: Branch) -> None:
    again = voided_again(ready)
    comes(ready, ready.members[20])
    assert "何平已经到会，由本人投票，会前提交的书面意见不再计入" in refusals(ready, again)
    set_written(ready.book, again, ONE, ready.members[21:22])
    assert refusals(ready, again) == ""
    paper.open_now(ready.book, again)


@pytest.mark.parametrize(
    ("change", "who"),
    [
        ("UPDATE attendance SET is_due = 0 WHERE member_id = ?", "何平"),
        ("DELETE FROM attendance WHERE member_id = ?", "已不在名册的1人"),
    ],
)
def test_an_author_without_a_vote_any_more_is_named_and_his_opinion_put_right(
    ready: Branch, change: str, who: str
) -> None:
    poll = drafted(ready)
    with ready.book.quiet() as db:
        db.execute(change, (ready.members[20],))
    assert f"{who}不再是应到的有表决权党员，提交的书面意见不能计入" in refusals(ready, poll)
    set_written(ready.book, poll, ONE, ready.members[21:22])
    assert refusals(ready, poll) == ""


def test_the_archive_names_the_authors_as_the_room_was_told_of_them(ready: Branch) -> None:
    """Whoever is renamed, or gets a mark beside the name, after the poll opened changes nothing of it."""
    poll = drafted(ready)
    sealer = paper.open_now(ready.book, poll)
    with ready.book.quiet() as db:
        db.execute("UPDATE member SET name = '何萍' WHERE id = ?", (ready.members[20],))
    present = ready.book.value("SELECT electorate FROM poll WHERE id = ?", (poll,))
    paper.hand_out(ready.book, poll, present)
    paper.enter(ready.book, poll, sealer, [Ballot((1,))] * present)
    paper.count(ready.book, poll)
    assert record(ready.book, poll)["poll"]["written_by"] == ["何平", "宋丽华"]


def test_with_no_opinion_left_the_rule_of_the_meeting_is_back(ready: Branch) -> None:
    again = voided_again(ready)
    comes(ready, *ready.members[20:22])
    set_written(ready.book, again, NO_WRITTEN, ())
    sheet = views.sheet(ready.book, again)
    assert sheet is not None
    assert (sheet.written.total, sheet.rules.written_opinion_counts, refusals(ready, again)) == (0, False, "")


def test_whoever_came_since_a_count_is_still_too_few_to_hide(ready: Branch) -> None:
    first = kinds.counted(ready, replace(kinds.MOTION, written=NO_WRITTEN), 20)
    kinds.away(ready, ready.members[20])
    again = poll_drafts.draft_rerun(ready.book, first, "有人代填")
    set_written(ready.book, again, ONE, ready.members[20:21])
    assert "两次票数相减" in refusals(ready, again)


def test_enough_who_came_since_a_count_may_vote_again(ready: Branch) -> None:
    for member in ready.members[10:15]:
        kinds.away(ready, member)
    authors = tuple(ready.members[20:22])
    poll = drafted(ready, TWO, authors)
    sealer = paper.open_now(ready.book, poll)
    paper.hand_out(ready.book, poll, 10)
    paper.enter(ready.book, poll, sealer, kinds.deck(KINDS["motion"].form, 1, 10))
    paper.count(ready.book, poll)
    comes(ready, *ready.members[10:15], ready.members[20])
    again = poll_drafts.draft_rerun(ready.book, poll, "到会人员有变化")
    set_written(ready.book, again, ONE, ready.members[21:22])
    assert refusals(ready, again) == ""


@pytest.mark.parametrize(
    ("written", "authors", "said"),
    [
        (TWO, (20,), "书面意见共2份，写明的提交人是1名"),
        (ONE, (3,), "王伟已经到会，由本人投票"),
        (ONE, (23,), "张超没有表决权"),
        (TWO, (20, 20), "写了两次"),
    ],
)
def test_an_opinion_is_of_somebody_absent_with_a_vote(
    ready: Branch, written: HandCount, authors: tuple[int, ...], said: str
) -> None:
    kinds.away(ready, ready.members[23])
    with pytest.raises(Refused, match=said):
        drafted(ready, written, tuple(ready.members[place] for place in authors))


def test_only_what_decides_has_opinions_in_writing(branch: Branch) -> None:
    sample.all_present(branch.book, branch.meeting)
    poll = poll_drafts.draft(branch.book, branch.meeting, kinds.SATISFACTION)
    with pytest.raises(Refused, match="没有书面意见"):
        set_written(branch.book, poll, ONE, ())


def test_the_archive_tells_who_filed_and_not_what(ready: Branch) -> None:
    poll = drafted(ready)
    sealer = paper.open_now(ready.book, poll)
    paper.hand_out(ready.book, poll, 20)
    paper.enter(ready.book, poll, sealer, kinds.deck(KINDS["motion"].form, 1, 20))
    paper.count(ready.book, poll)
    told = record(ready.book, poll)["poll"]
    assert (told["written_by"], told["written"]) == (["何平", "宋丽华"], [1, 1, 0])
