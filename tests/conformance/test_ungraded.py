"""Whoever gets no grade (预备党员) is judged on everything else, by every way of voting, on paper and in the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts import poll_drafts
from db.rules.ballot import APPRAISAL_FORM, APPRAISAL_SCALE, BLANK, Ballot, BallotForm, Part
from db.rules.poll_kinds import CRITERION_SCALE, NOMINATION_SCALE
from db.rules.tally import tally
from db.views import polls as views
from db.views.meetings import meeting as meeting_view
from db.views.poll_papers import slip_paper, summary_paper
from tests import paper, sample
from tui.booth import hand as hands
from tui.console.ballot import slip_state
from tui.present import totals
from tui.present.ballot_tables import instead_of
from tui.strings import ballot as words

if TYPE_CHECKING:
    from db.views.polls import PollSheet
    from tests.conftest import Branch

PROBLEMS = ("学习不够", "担当不够")
CRITERIA = BallotForm(APPRAISAL_SCALE, criteria=(Part("a", "政治合格", CRITERION_SCALE),), problems=PROBLEMS)
FORMS = {
    "appraisal": ("appraisal", APPRAISAL_FORM),
    "problems": ("appraisal", BallotForm(APPRAISAL_SCALE, problems=PROBLEMS)),
    "criteria": ("criteria", CRITERIA),
    "nomination": ("nomination", BallotForm(NOMINATION_SCALE, most_chosen=30, blank_name="未选")),
}


def drafted(branch: Branch, name: str, channel: str = "slips") -> int:
    sample.all_present(branch.book, branch.meeting)
    paper.choose_roles(branch.book, branch.meeting, "王监票", "李计票")
    kind, form = FORMS[name]
    return poll_drafts.draft(branch.book, branch.meeting, poll_drafts.PollDraft(kind, "投票", channel, form))


def sheet_of(branch: Branch, poll: int) -> PollSheet:
    found = views.sheet(branch.book, poll)
    assert found is not None
    return found


def ungraded(sheet: PollSheet) -> list[int]:
    return [row for row, target in enumerate(sheet.targets) if not target.is_graded]


def in_booth(sheet: PollSheet) -> Ballot:
    """1 for everything that the booth asks."""
    hand = hands.new_hand(sheet.form, len(sheet.targets), sheet.unmarked)
    for _ in range(hand.wanted):
        hand = hands.marked(hand, 1) or hand
    return hand.ballot()


def on_paper(sheet: PollSheet) -> Ballot:
    """1 for everything that typing a slip, or calling it, asks."""
    slip = slip_state.new_slip(sheet.form, len(sheet.targets), sheet.unmarked)
    for _ in range(slip.wanted):
        slip = slip_state.typed_digit(slip, 1) or slip
    return slip.ballot_so_far()


@pytest.mark.parametrize("name", FORMS)
def test_every_way_asks_the_same_of_everybody(branch: Branch, name: str) -> None:
    sheet = sheet_of(branch, drafted(branch, name))
    rows, parts = ungraded(sheet), len(sheet.form.parts)
    is_graded_kind = sheet.turnout.traits.has_cap
    overall = {row * parts + parts - 1 for row in rows} if is_graded_kind else set()
    marks = tuple(BLANK if cell in overall else 1 for cell in range(sheet.form.cells(len(sheet.targets))))
    assert rows  # the sample branch has a probationary member
    assert (in_booth(sheet).marks, on_paper(sheet).marks) == (marks, marks)
    assert sheet.unmarked == overall


@pytest.mark.parametrize("name", ["appraisal", "problems", "criteria"])
def test_the_printed_slip_has_the_same_places(branch: Branch, name: str) -> None:
    poll = drafted(branch, name)
    sheet = sheet_of(branch, poll)
    found = meeting_view(branch.book, branch.meeting)
    assert found is not None
    parts = len(sheet.form.parts)
    assert slip_paper(branch.book, found, poll).ungraded == tuple(
        cell // parts for cell in sorted(sheet.unmarked)
    )


@pytest.mark.parametrize("name", ["problems", "criteria"])
def test_problems_of_somebody_without_a_grade_can_be_named_by_every_way(branch: Branch, name: str) -> None:
    sheet = sheet_of(branch, drafted(branch, name))
    row, parts = ungraded(sheet)[0], len(sheet.form.parts)
    hand = hands.new_hand(sheet.form, len(sheet.targets), sheet.unmarked)
    hand = hands.toggled(hands.moved(hand, row), 0)
    slip = slip_state.new_slip(sheet.form, len(sheet.targets), sheet.unmarked)
    naming = slip_state.naming(slip_state.moved_to_target(slip, row))
    assert naming is not None
    named = slip_state.typed_digit(naming, 1)
    assert named is not None
    assert (hand.row, hand.problems[row], named.problems[row]) == (row, 1, 1)
    assert totals.has_problems(sheet.form, row * parts)


def test_criteria_of_somebody_without_a_grade_are_counted_and_shown(branch: Branch) -> None:
    poll = drafted(branch, "criteria")
    sealer = paper.open_now(branch.book, poll)
    sheet = sheet_of(branch, poll)
    deck = [in_booth(sheet)] * 6
    paper.hand_out(branch.book, poll, 6)
    paper.enter(branch.book, poll, sealer, deck)
    counted = paper.count(branch.book, poll)
    result = views.result(branch.book, poll)
    assert result is not None
    row = ungraded(sheet)[0]
    shown = [instead_of(result.rows[row * 2 + part], is_covered=False) for part in range(2)]
    assert counted == tally(deck, CRITERIA, len(sheet.targets))
    assert counted.rows[row * 2].grades == (6, 0, 0)
    assert shown[1] == words.UNGRADED_CELL
    assert shown[0] != words.UNGRADED_CELL
    found = meeting_view(branch.book, branch.meeting)
    assert found is not None
    summary = summary_paper(branch.book, found, poll)
    assert (summary.criteria[0].rows[row].is_graded, summary.rows[row].is_graded) == (True, False)
