from __future__ import annotations

from textual.app import App, ComposeResult

from tests.faces.screen import screen_text
from tui.widgets.told import Told


class Telling(App[None]):
    def compose(self) -> ComposeResult:
        yield Told("起初[/x]")


async def test_text_is_never_markup() -> None:
    app = Telling()
    async with app.run_test(size=(30, 5)):
        assert "起初[/x]" in screen_text(app)


async def test_another_text_is_told_at_once() -> None:
    app = Telling()
    async with app.run_test(size=(30, 5)) as pilot:
        app.query_one(Told).tell("后来[b]")
        await pilot.pause()
        assert "后来[b]" in screen_text(app)


async def test_the_same_text_is_not_drawn_again() -> None:
    app = Telling()
    async with app.run_test(size=(30, 5)):
        told, drawn = app.query_one(Told), []
        told.update = lambda content, **_: drawn.append(content)  # type: ignore[method-assign]
        told.tell("起初[/x]")
        assert drawn == []
