from __future__ import annotations

import unicodedata

import pytest
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult

from tests.faces.screen import screen_text
from tui.widgets.rows import NARROW, Column, Row, Rows, narrow


class Listing(App[None]):
    def __init__(self, *, compatible: bool) -> None:
        super().__init__()
        self.set_class(compatible, "-compatible")

    def compose(self) -> ComposeResult:
        yield Rows(
            (Column("姓名", 20), Column("类别", 4)),
            [Row("1", ("阿依古丽·吐尔逊", "正式")), Row("2", ("王", "预备"))],
        )


def test_only_glyphs_of_ambiguous_width_are_replaced() -> None:
    assert {unicodedata.east_asian_width(chr(code)) for code in NARROW} == {"A"}
    assert all(unicodedata.east_asian_width(chr(code)) in ("Na", "N") for code in NARROW.values())


def test_style_of_a_cell_survives() -> None:
    cell = narrow(Text("甲·乙", spans=[]).append("丙", Style(bold=True)))
    assert isinstance(cell, Text)
    assert (cell.plain, len(cell.spans)) == ("甲.乙丙", 1)


@pytest.mark.parametrize(("compatible", "shown"), [(True, "阿依古丽.吐尔逊"), (False, "阿依古丽·吐尔逊")])
async def test_names_keep_their_dot_unless_the_terminal_draws_it_wide(compatible: bool, shown: str) -> None:
    app = Listing(compatible=compatible)
    async with app.run_test(size=(40, 6)):
        assert shown in screen_text(app)
