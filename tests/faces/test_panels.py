"""F6 goes round the panels, beside the work or over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts.stage import preview
from db.config import Config
from db.rules.stage import SceneSpec
from tests.faces.screen import screen_text
from tui.console.agenda_panel import AgendaPanel
from tui.console.app import ConsoleApp
from tui.console.room_panel import RoomPanel
from tui.widgets.scene import Scene

if TYPE_CHECKING:
    from tests.conftest import Branch


@pytest.mark.parametrize(("size", "back"), [((80, 24), ("f6", "f6")), ((160, 45), ("f6",))])
async def test_f6_goes_round_and_comes_back_to_the_work(
    branch: Branch, size: tuple[int, int], back: tuple[str, ...]
) -> None:
    app = ConsoleApp(branch.book, Config(), start="rollcall")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        before = app.screen.focused
        await pilot.press("f6")
        assert app.screen.focused in list(app.screen.query_one(AgendaPanel).query("*"))
        await pilot.press(*back)
        await pilot.pause()
        assert app.screen.focused is before
        assert not app.screen.query(".-open")


async def test_escape_closes_an_open_side_and_stays_in_the_place(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config(), start="rollcall")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f6", "escape")
        await pilot.pause()
        assert not app.screen.query(".-open")
        assert "序号" in screen_text(app)


async def test_enter_on_an_agenda_item_goes_where_it_is_done(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        await pilot.press("f6", "down", "down", "down", "enter")
        await pilot.pause()
        await pilot.pause()
        assert "积分" in screen_text(app).splitlines()[1]


WIDTHS = [(80, 24), (119, 24), (120, 24), (120, 30), (149, 40), (150, 24), (160, 45), (189, 45), (190, 45)]


@pytest.mark.parametrize("size", WIDTHS)
async def test_the_sides_never_leave_the_centre_less_than_80_columns(
    branch: Branch, size: tuple[int, int]
) -> None:
    app = ConsoleApp(branch.book, Config(), start="rollcall")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#centre").size.width >= 80


@pytest.mark.parametrize("size", [size for size in WIDTHS if size[0] >= 120])
async def test_no_picture_of_the_wall_is_cut_off_at_the_side(branch: Branch, size: tuple[int, int]) -> None:
    preview(branch.book, SceneSpec("rollcall", {"meeting": branch.meeting}))
    app = ConsoleApp(branch.book, Config(), start="rollcall")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        panel = app.screen.query_one(RoomPanel)
        await panel.draw_pictures()
        await pilot.pause()
        shown = [scene for scene in panel.query(Scene) if scene.display]
        assert shown
        assert all(panel.region.contains_region(scene.region) for scene in shown)
        assert panel.region.contains_region(panel.query_one("#room-next").region)
