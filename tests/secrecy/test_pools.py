"""A pool too small to show: of its slips nothing is in the files, the papers, the archive, the minutes or on the wall."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.export.desk import order
from db.rules.ballot import Ballot, BallotForm
from db.rules.poll import salted_hash
from db.rules.poll_kinds import SATISFACTION_SCALE
from db.rules.stage import SceneSpec
from db.rules.tally import Tally
from db.views import polls as views
from db.views.scene import scene
from tests import kinds
from tests.secrecy import traces
from tui.present import ballot_results as present
from tui.present.ballot_tables import Shown

if TYPE_CHECKING:
    from tests.conftest import Branch

TEXTS = ("多走访困难群众", "办事大厅早点开门", "路灯坏了没人修")
FORM = BallotForm(SATISFACTION_SCALE, problems=("无故缺勤", "推诿任务"), text_bytes=90)
ASKED = replace(kinds.SATISFACTION, form=FORM, pool="服务对象")
VOID = Ballot((0,) * 3, is_void=True, problems=(0,) * 3)


def slips(count: int) -> list[Ballot]:
    """So many slips that are valid, each with its own marks, problems and words."""
    return [
        Ballot((1 + n, 4 - n, 2), problems=(1 + n % 3, 0, 2), text=text)
        for n, text in enumerate(TEXTS[:count])
    ]


def told(branch: Branch, poll: int) -> bytes:
    """Whatever anybody gets to see or to keep of a counted poll."""
    said = [traces.bytes_of(branch.book.path)]
    for what in ("count", "summary", "record", "minutes"):
        made = order(branch.book, what, branch.meeting, poll_id=poll).make()
        said.append(unpacked(made) if made[:2] == b"PK" else made)
    said += [
        repr(scene(branch.book, SceneSpec(kind, {"poll": poll}))).encode() for kind in ("ballots", "result")
    ]
    result = views.result(branch.book, poll)
    assert result is not None
    shown = Shown(result, views.pools(branch.book, poll), 160, False)
    tables = [present.table(view, shown) for view in present.views(result, shown.pools)]
    said += [repr([row.cells for row in one.rows]).encode() for one in tables]
    return b"\n".join([*said, present.result_note(result).encode()])


def unpacked(made: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize(("valid", "void"), [(1, 0), (2, 0), (1, 2), (2, 4)])
def test_nothing_of_a_slip_of_a_pool_too_small_is_anywhere(branch: Branch, valid: int, void: int) -> None:
    poll = kinds.counted(branch, ASKED, [*slips(valid), *[VOID] * void])
    found = told(branch, poll)
    assert [text for text in TEXTS if text.encode() in found] == []
    kept = ("poll_count", "poll_problem", "poll_note")
    assert [branch.book.value(f"SELECT count(*) FROM {name}") for name in kept] == [0, 0, 0]
    result = views.result(branch.book, poll)
    assert result is not None
    assert (result.is_withheld, result.tally.valid, result.tally.void) == (True, valid, void)


def test_a_pool_large_enough_is_told_so_the_search_finds_what_is_there(branch: Branch) -> None:
    poll = kinds.counted(branch, ASKED, slips(3))
    found = told(branch, poll)
    assert [text for text in TEXTS if text.encode() in found] == list(TEXTS)


def test_the_code_of_a_pool_too_small_is_that_of_two_numbers_alone(branch: Branch) -> None:
    result = views.result(branch.book, kinds.counted(branch, ASKED, slips(2)))
    assert result is not None
    aspects = [target.label for target in result.sheet.targets]
    assert result.sheet.count_hash == salted_hash(result.sheet.count_salt, Tally(2, 0, ()), aspects)
