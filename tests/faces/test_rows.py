"""The virtual list: what stays, what is painted, what fits."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult

from tests.faces.screen import screen_text
from tui.widgets.cells import fit
from tui.widgets.rows import Column, Row, Rows

COLUMNS = (Column("序号", 4, is_right=True), Column("姓名", 0), Column("状态", 8))


def people(count: int) -> list[Row]:
    return [Row(str(number), (str(number), f"党员{number}", "未签到")) for number in range(1, count + 1)]


class ListApp(App[None]):
    """One list."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self._rows = rows
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield Rows(COLUMNS, self._rows)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.heard.append(event.key)


@pytest.mark.parametrize("count", [0, 3, 30, 300])
async def test_any_number_of_rows_draws_and_takes_keys(count: int) -> None:
    app = ListApp(people(count))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("down", "pagedown", "end", "home", "up")
        await pilot.pause()
        text = screen_text(app)
    assert ("党员1" in text) == (count > 0)


async def test_an_empty_list_says_so() -> None:
    app = ListApp([])
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert "暂无内容" in screen_text(app)


async def test_the_last_row_comes_into_sight() -> None:
    app = ListApp(people(300))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "党员300" in screen_text(app)


async def test_the_cursor_stays_with_its_key_when_rows_are_reordered() -> None:
    app = ListApp(people(10))
    async with app.run_test(size=(40, 14)) as pilot:
        rows = app.query_one(Rows)
        await pilot.press("down", "down")
        rows.set_rows(reversed(people(10)))
        assert rows.cursor_key == "3"


async def test_the_cursor_stays_in_a_shorter_list() -> None:
    app = ListApp(people(10))
    async with app.run_test(size=(40, 14)) as pilot:
        rows = app.query_one(Rows)
        await pilot.press("end")
        rows.set_rows(people(4))
        assert rows.cursor_key == "4"


async def test_equal_rows_are_not_painted_again() -> None:
    app = ListApp(people(30))
    async with app.run_test(size=(40, 14)) as pilot:
        rows = app.query_one(Rows)
        await pilot.pause()
        before = dict(rows._strips)
        rows.set_rows(people(30))
        assert rows._strips == before


async def test_one_changed_row_forgets_only_its_own_line() -> None:
    app = ListApp(people(30))
    async with app.run_test(size=(40, 14)) as pilot:
        rows = app.query_one(Rows)
        await pilot.pause()
        lines = {key[0] for key in rows._strips}
        rows.set_row(Row("4", ("4", "党员4", "到会")))
        assert lines - {key[0] for key in rows._strips} == {3}


async def test_enter_and_a_double_click_choose() -> None:
    app = ListApp(people(5))
    async with app.run_test(size=(40, 14)) as pilot:
        await pilot.press("down", "enter")
        await pilot.click(Rows, offset=(8, 4), times=2)
        await pilot.pause()
    assert app.heard == ["2", "4"]


async def test_markup_in_a_cell_is_shown_as_typed() -> None:
    app = ListApp([Row("1", ("1", "[/x][bold]王", "到会"))])
    async with app.run_test(size=(40, 14)) as pilot:
        await pilot.pause()
        assert "[/x][bold]王" in screen_text(app)


@pytest.mark.parametrize(
    "text", ["王", "阿依古丽·吐尔逊", "a王b", "", "两行\n文字", "很长很长很长很长的名字"]
)
@pytest.mark.parametrize("width", [1, 2, 5, 8, 13])
@pytest.mark.parametrize("is_right", [False, True])
def test_a_cell_is_exactly_as_wide_as_its_column(text: str, width: int, is_right: bool) -> None:
    for cell in (text, Text(text.replace("\n", " "))):
        segments = fit(cell, width, Style(), is_right=is_right)
        assert cell_len("".join(segment.text for segment in segments)) == width


@pytest.mark.parametrize(("shows_cut", "shown"), [(True, "通报准备情.."), (False, "通报准备情况")])
async def test_a_column_can_show_that_its_text_was_cut(shows_cut: bool, shown: str) -> None:
    class CutApp(App[None]):
        def compose(self) -> ComposeResult:
            columns = (Column("", 12, shows_cut=shows_cut), Column("", 4))
            yield Rows(columns, [Row("1", ("通报准备情况及上次", "12分"))], show_header=False)

    app = CutApp()
    async with app.run_test(size=(40, 4)):
        assert screen_text(app).splitlines()[0] == f" {shown}  12分"
