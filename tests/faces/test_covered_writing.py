"""What is being written where the room sees the laptop's screen: covered, alike in remarks, commentary and agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from db.acts.stage import set_room
from db.config import Config
from tests.faces.floor import press, settle, write
from tests.faces.screen import screen_text
from tests.sample import all_present
from tui.console.app import ConsoleApp
from tui.console.shell import Shell
from tui.widgets.prose import SEEN, Prose

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.conftest import Branch

TEXT = "学习上有所放松，[/x]要抓紧补上"
PLACES = {"remarks": ("1",), "commentary": ("down", "enter"), "agenda": ("tab",)}
"""The keys that open a text."""


@pytest.fixture(params=["mirrored", pytest.param("single", marks=pytest.mark.long)])
def seen(branch: Branch, request: pytest.FixtureRequest) -> Branch:
    all_present(branch.book, branch.meeting)
    set_room(branch.book, request.param)
    return branch


def app(branch: Branch, place: str) -> ConsoleApp:
    return ConsoleApp(branch.book, Config(), start=place)


def drawn(pilot: Pilot[Any]) -> str:
    """What the editor with the cursor shows, without its blanks."""
    prose = pilot.app.screen.focused
    assert isinstance(prose, Prose)
    lines = [prose.render_line(y).text for y in range(prose.size.height)]
    return "".join("".join(lines).split())


@pytest.mark.parametrize("place", PLACES)
async def test_only_the_characters_just_typed_are_seen(seen: Branch, place: str) -> None:
    async with app(seen, place).run_test(size=(80, 24)) as pilot:
        await press(pilot, *PLACES[place])
        await write(pilot, TEXT)
        covered = drawn(pilot)
        assert covered[-SEEN:] == TEXT[-SEEN:]
        assert set(covered[:-SEEN]) == {"*", "＊"}
        assert cell_len(covered) == cell_len(TEXT)


@pytest.mark.parametrize("place", PLACES)
async def test_nothing_is_seen_once_the_cursor_has_left(seen: Branch, place: str) -> None:
    async with app(seen, place).run_test(size=(80, 24)) as pilot:
        await press(pilot, *PLACES[place])
        await write(pilot, TEXT)
        prose = pilot.app.screen.focused
        assert isinstance(prose, Prose)
        prose.blur()
        await settle(pilot)
        assert TEXT[-1] not in "".join(prose.render_line(y).text for y in range(prose.size.height))


@pytest.mark.parametrize("place", PLACES)
async def test_f2_1_shows_the_text_and_covers_it_again(seen: Branch, place: str) -> None:
    async with app(seen, place).run_test(size=(80, 24)) as pilot:
        await press(pilot, *PLACES[place])
        await write(pilot, TEXT)
        await press(pilot, "f2", "1")
        assert (drawn(pilot), "全场看得见" in screen_text(pilot.app)) == (TEXT, True)
        await press(pilot, "f2", "1")
        assert TEXT not in drawn(pilot)


@pytest.mark.parametrize("place", PLACES)
async def test_the_next_text_begins_covered(seen: Branch, place: str) -> None:
    async with app(seen, place).run_test(size=(80, 24)) as pilot:
        await press(pilot, *PLACES[place], "f2", "1")
        await write(pilot, TEXT)
        await press(pilot, "escape")
        again = {"remarks": ("tab", "enter"), "commentary": ("enter",), "agenda": ("down", "up", "tab")}
        await press(pilot, *again[place])
        assert TEXT not in drawn(pilot)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_whoever_writes_is_told_and_keeps_the_keys_in_sight(
    seen: Branch, place: str, size: tuple[int, int]
) -> None:
    async with app(seen, place).run_test(size=size) as pilot:
        await press(pilot, *PLACES[place])
        shown = screen_text(pilot.app)
    keys = {"remarks": "Esc 记完返回", "commentary": "Esc 写完返回", "agenda": "Esc 回到议程"}
    assert [text in shown for text in ("正文已遮盖", "F2 1 显示", keys[place])] == [True] * 3


@pytest.mark.parametrize("place", PLACES)
async def test_on_a_screen_of_its_own_all_is_seen_and_there_is_nothing_to_uncover(
    branch: Branch, place: str
) -> None:
    all_present(branch.book, branch.meeting)
    async with app(branch, place).run_test(size=(80, 24)) as pilot:
        await press(pilot, *PLACES[place])
        await write(pilot, TEXT)
        assert drawn(pilot) == TEXT
        shell = pilot.app.screen
        assert isinstance(shell, Shell)
        assert "没有遮盖" in shell.pane.why_not("uncover")


async def test_beside_the_agenda_the_prose_of_an_item_is_covered_too(seen: Branch) -> None:
    async with app(seen, "agenda").run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab")
        await write(pilot, TEXT)
        await press(pilot, "escape")
        shown = screen_text(pilot.app)
    assert ("正文已遮盖" in shown, "抓紧" in shown, "1下一项" in shown) == (True, False, True)
