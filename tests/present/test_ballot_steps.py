"""The steps of a secret poll: what is done, what comes next, what is still to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.acts import poll_drafts
from db.views import polls as views
from tests import kinds
from tui.present import ballot_steps as steps
from tui.strings import ballot as words

if TYPE_CHECKING:
    from db.views.polls import PollSheet
    from tests.conftest import Branch


def typed_twice(branch: Branch, state: str) -> PollSheet:
    """A poll whose slips two people type in, in a state."""
    kinds.ready(branch)
    poll = poll_drafts.draft(branch.book, branch.meeting, replace(kinds.APPRAISAL, entries=2))
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    return replace(sheet, turnout=replace(sheet.turnout, state=state))


def step(sheet: PollSheet, wanted: str) -> steps.Step:
    return next(one for one in steps.steps(sheet, is_entered=True) if one.id == wanted)


def test_a_count_that_two_entries_hold_up_is_not_called_done(branch: Branch) -> None:
    count = step(typed_twice(branch, "settling"), "count")
    assert (count.state, count.hint) == (words.UNFINISHED, words.TO_SETTLE["count"])


def test_what_is_still_to_do_of_such_a_count_is_said_at_its_step(branch: Branch) -> None:
    settle = step(typed_twice(branch, "settling"), words.SETTLE)
    assert (settle.state, settle.hint) == (words.NOW, words.TO_SETTLE["settle"])


@pytest.mark.parametrize("act", ["count", "settle"])
def test_either_step_goes_on_with_such_a_count(branch: Branch, act: str) -> None:
    assert steps.why_not(act, typed_twice(branch, "settling"), is_entered=True) == ""


def test_nothing_is_settled_before_the_count_found_a_difference(branch: Branch) -> None:
    settle = step(typed_twice(branch, "closed"), words.SETTLE)
    assert (settle.state, settle.why_not) == ("", words.LATER["settle"])
