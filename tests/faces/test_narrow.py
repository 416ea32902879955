"""The compatible look: nothing of ambiguous width leaves for a terminal that draws it wide."""

from __future__ import annotations

import unicodedata

import pytest

from tests.faces.screen import screen_text
from tui.calm_app import CalmApp
from tui.compatible import PLAIN
from tui.widgets.rows import Column, Row, Rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.app import ComposeResult


class Listing(CalmApp[None]):
    def __init__(self, *, compatible: bool) -> None:
        super().__init__()
        self.is_compatible = compatible

    def compose(self) -> ComposeResult:
        yield Rows(
            (Column("姓名", 20), Column("类别", 4)),
            [Row("1", ("阿依古丽·吐尔逊", "“正式”")), Row("2", ("王", "预备"))],
        )


def test_every_stand_in_is_one_plain_cell() -> None:
    assert {unicodedata.east_asian_width(value) for value in PLAIN.values()} == {"Na"}
    assert {len(value) for value in PLAIN.values()} == {1}


def test_no_letter_of_a_name_is_replaced() -> None:
    assert not [chr(code) for code in PLAIN if unicodedata.category(chr(code)).startswith("L")]


@pytest.mark.parametrize(("compatible", "shown"), [(True, "阿依古丽.吐尔逊"), (False, "阿依古丽·吐尔逊")])
async def test_names_keep_their_dot_unless_the_terminal_draws_it_wide(compatible: bool, shown: str) -> None:
    app = Listing(compatible=compatible)
    async with app.run_test(size=(40, 6)):
        assert shown in screen_text(app)
