"""The tables of a counted poll: what stands in them and how it fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from db.rules.ballot import Ballot
from db.views import polls as views
from tests import kinds
from tui.present import ballot_results as results

if TYPE_CHECKING:
    from db.acts.poll_drafts import PollDraft
    from db.views.polls import PollResult
    from tests.conftest import Branch


def result_of(branch: Branch, asked: PollDraft, slips: list[Ballot] | int = 7) -> PollResult:
    found = views.result(branch.book, kinds.counted(branch, asked, slips))
    assert found is not None
    return found


@pytest.mark.parametrize("width", [56, 78])
def test_of_a_pool_too_small_there_is_valid_and_void_and_why_no_more(branch: Branch, width: int) -> None:
    slips = [Ballot((1, 2, 3)), Ballot((1, 1, 1)), Ballot((0, 0, 0), is_void=True)]
    result = result_of(branch, replace(kinds.SATISFACTION, pool="服务对象和下属单位"), slips)
    table = results.withheld(result, width)
    cells = [row.cells for row in table.rows]
    assert cells[:2] == [("有效票", "2张"), ("废票", "1张")]
    assert cells[2][0] == "各项票数"
    why = "".join(str(text) for _, text in cells[2:])
    assert why == "不存不列：服务对象和下属单位只有2张有效票，不足3张，列出就等于公开各人所投。"
    assert all(cell_len(str(text)) <= width - 8 - 2 - 3 for _, text in cells[2:])
