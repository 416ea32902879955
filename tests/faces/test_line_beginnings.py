"""No line of the console begins with a comma, in any place, menu or help, at the sizes where lines must be broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.config import Config
from tests.faces.screen import screen_text
from tests.sample import all_present
from tui.console.app import ConsoleApp
from tui.console.places import PLACES
from tui.console.register_dialogs import Sheet
from tui.present.wrap import NEVER_FIRST
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Form, Notice
from tui.widgets.rows import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import ModalScreen

    from tests.conftest import Branch

FRAME = "▐▌█│┃┏┗┛┓━─▊▎▔▁ "
CLINGING = NEVER_FIRST - set(".%·-—…,:!?;)]}")
"""Latin ones may begin what a person typed or a number, such as `.5`."""


def bad_lines(text: str) -> list[str]:
    lines = (line.strip(FRAME) for line in text.splitlines())
    return [line for line in lines if line and line[0] in CLINGING]


@pytest.mark.parametrize(
    "width", [80, *(pytest.param(width, marks=pytest.mark.long) for width in (86, 94, 103))]
)
@pytest.mark.parametrize("place", [place.id for place in PLACES])
async def test_no_line_begins_with_a_mark_that_clings_to_the_one_before(
    branch: Branch, place: str, width: int
) -> None:
    all_present(branch.book, branch.meeting)
    app = ConsoleApp(branch.book, Config(), start=place)
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        shown = [screen_text(app)]
        for key in ("f1", "f2"):
            await pilot.press(key)
            await pilot.pause()
            shown.append(screen_text(app))
            await pilot.press("escape")
            await pilot.pause()
    assert bad_lines("\n".join(shown)) == []


TITLE = "撤销" + "甲乙，" * 20
"""Wherever a dialog of 80 columns breaks it, a comma is near; moved by one character it is at the break."""


@pytest.mark.parametrize("shift", [0, *(pytest.param(shift, marks=pytest.mark.long) for shift in (1, 2))])
@pytest.mark.parametrize(
    "dialog",
    [
        lambda title: Choose(title, [Choice("1", "一")]),
        lambda title: Form(title, [Field("reason", "理由")]),
        lambda title: Confirm(title, "是否继续？"),
        lambda title: Notice(title, "完"),
        lambda title: Sheet(title, (Column("", 0),), (), note=title, empty="没有"),
    ],
    ids=["choose", "form", "confirm", "notice", "sheet"],
)
async def test_no_line_of_a_long_title_does(
    branch: Branch, dialog: Callable[[str], ModalScreen[Any]], shift: int
) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(dialog("丙" * shift + TITLE))
        await pilot.pause()
        shown = screen_text(app)
    assert "撤销甲乙" in shown
    assert bad_lines(shown) == []
