"""The tellers' totals of somebody who gets no grade: only the problems named of him are typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.acts.poll_drafts import PollDraft
from db.rules.ballot import APPRAISAL_SCALE, BallotForm
from tests import paper
from tests.faces.ballot_desk import at_the_table, lines, opened, post, settle, until
from tests.faces.screen import screen_text
from tui.console.ballot.totals import TotalsEntry

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from db.sealing import Sealer
    from db.views.polls import PollSheet
    from tests.conftest import Branch

FORM = BallotForm(APPRAISAL_SCALE, problems=("学习不够", "担当不够"))
NAMES = ("[/x]", "阿卜杜拉艾山江·")


def first_ungraded(branch: Branch) -> tuple[int, PollSheet, Sealer]:
    poll, sheet, sealer = opened(branch, PollDraft("appraisal", "测评", "totals", FORM, lines(*NAMES)), 5)
    first = replace(sheet.targets[0], is_graded=False)
    return poll, replace(sheet, targets=(first, *sheet.targets[1:])), sealer


async def row(pilot: Pilot[None], *numbers: int) -> None:
    await post(pilot, *[key for number in numbers for key in (*str(number), "enter")])


async def test_only_the_problems_are_typed(branch: Branch) -> None:
    poll, sheet, sealer = first_ungraded(branch)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await until(pilot, TotalsEntry)
        await settle(pilot)
        await row(pilot, 5, 0)
        await row(pilot, 2, 1)
        await row(pilot, 5, 0, 0, 0, 0, 0, 0, 0)
        assert "全部2行都已封存" in screen_text(pilot.app)
    counted = paper.count(branch.book, poll)
    assert (counted.rows[0].grades, counted.rows[0].blank) == ((0, 0, 0, 0), 5)
    assert counted.problems == ((2, 1), (0, 0))


async def test_a_grade_is_refused(branch: Branch) -> None:
    _, sheet, sealer = first_ungraded(branch)
    async with at_the_table(branch, sheet, sealer).app.run_test(size=(80, 24)) as pilot:
        await until(pilot, TotalsEntry)
        await settle(pilot)
        await row(pilot, 5, 0)
        await post(pilot, *["left"] * 6, "5", *["right"] * 4, "backspace", "0", "right", "right")
        await row(pilot, 1, 1)
        assert "等次不用录" in screen_text(pilot.app)
