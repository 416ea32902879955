"""How a test waits for an app: by what the app still has to do."""

from __future__ import annotations

import asyncio
import time

import pytest
from textual.app import App, ComposeResult
from textual.constants import MAX_FPS
from textual.widgets import Input, Static, TextArea

from tests import idle

LINKS = 40
FRAMES = 10
STALL = 0.005
"""Seconds that a link takes without computing, as when the process waits for a core."""


class Chain(App[None]):
    """A key starts things that start one another."""

    done = 0

    def on_key(self) -> None:
        self.link()

    def link(self) -> None:
        time.sleep(STALL)
        self.done += 1
        if self.done < LINKS:
            asyncio.get_running_loop().call_soon(self.link)


class Delayed(App[None]):
    """A key starts timers, one after the other."""

    done = 0

    def __init__(self, frames: float) -> None:
        super().__init__()
        self.seconds = frames / MAX_FPS

    def on_key(self) -> None:
        self.set_timer(self.seconds, self.link)

    def link(self) -> None:
        self.done += 1
        if self.done < FRAMES:
            self.set_timer(self.seconds, self.link)


async def test_a_key_is_waited_for_to_the_end_however_long_the_process_waits_for_a_core() -> None:
    async with Chain().run_test() as pilot:
        await pilot.press("a")
        assert pilot.app.done == LINKS  # type: ignore[attr-defined]


@pytest.mark.parametrize("frames", [0.5, 2], ids=["within a frame", "after a missed one"])
async def test_what_a_frame_later_follows_is_waited_for(frames: float) -> None:
    async with Delayed(frames).run_test() as pilot:
        await pilot.press("a")
        assert pilot.app.done == FRAMES  # type: ignore[attr-defined]


class Target(Static):
    """Counts the clicks that land on it."""

    hits = 0

    def on_click(self) -> None:
        self.hits += 1


class Settling(App[None]):
    """A line above grows once its width is known, as lists and rules do."""

    def compose(self) -> ComposeResult:
        yield Static("", id="above")
        yield Target("here")

    def on_resize(self) -> None:
        self.set_timer(1 / 120, self.grow)

    def grow(self) -> None:
        self.query_one("#above").styles.height = 7


async def test_a_click_lands_where_the_widget_stands_at_last() -> None:
    async with Settling().run_test() as pilot:
        await pilot.click("Target", offset=(1, 0))
        assert pilot.app.query_one(Target).hits == 1


class Threaded(App[None]):
    """A key starts work in a thread, which waits for a core more than it computes."""

    done = False

    async def on_key(self) -> None:
        self.run_worker(self.work())

    async def work(self) -> None:
        await asyncio.to_thread(time.sleep, 40 * STALL)
        self.done = True


async def test_a_thread_at_work_is_waited_for_though_it_does_not_compute() -> None:
    async with Threaded().run_test() as pilot:
        await pilot.press("a")
        assert pilot.app.done  # type: ignore[attr-defined]


class Restless(App[None]):
    """A timer that never stops."""

    ticks = 0

    def on_mount(self) -> None:
        self.set_interval(0.01, self.tick)

    def tick(self) -> None:
        self.ticks += 1


async def test_an_app_that_never_rests_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "ASLEEP_AT_MOST", 0.05)
    async with Restless().run_test() as pilot:
        before = pilot.app.ticks  # type: ignore[attr-defined]
        await pilot.press("a")
        assert before < pilot.app.ticks < before + 1000  # type: ignore[attr-defined]


@pytest.mark.parametrize("field", [Input, TextArea])
def test_no_cursor_blinks_while_a_test_looks(field: type[Input | TextArea]) -> None:
    assert not field().cursor_blink
