"""Waits until an app under test has nothing left to do, told by its event loop and not by the clock.

Textual's own `wait_for_idle` compares computing time with the clock: where the cores are taken, a process that waits for
its turn looks idle and a test goes on too early; where they are free, every key costs 40 ms of sleep.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import textual.app
import textual.pilot
from textual.constants import MAX_FPS
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

SOON = 2 / MAX_FPS + 0.002
"""A timer due within so many seconds belongs to what is under way: a dirty screen is drawn with the next frame, or with
the one after where the process came too late for it."""
AT_MOST = 30.0
"""Seconds of work; what never comes to rest is not waited for longer."""
THREADS_AT_MOST = 30.0
"""Seconds that the work of a thread is waited for; none where a test holds one up."""
THREAD_TURN = 0.002
"""Seconds between two looks whether a thread is done."""
ASLEEP_AT_MOST = 0.5
"""Seconds of sleep; an app that is about to exit keeps a timer going and draws no more."""
TURNS = 3
"""So many turns of the loop with nothing to do are rest; what another process or thread sent arrives in between."""

WAKE: Any = vars(asyncio.futures)["_set_result_unless_cancelled"]
"""What the loop calls when a sleep is over."""


async def wait_for_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Return once no callback is ready, no timer is due soon and no thread is at work.

    Args:
        min_sleep: As for Textual's own; not needed here.
        max_sleep: The same.
    """
    del min_sleep, max_sleep
    loop: Any = asyncio.get_running_loop()
    started = time.monotonic()
    quiet, asleep = 0, 0.0
    while quiet < TURNS and time.monotonic() < started + AT_MOST:
        await asyncio.sleep(0)
        if loop._ready:
            quiet = 0
        elif _is_thread_at_work(loop) and time.monotonic() < started + THREADS_AT_MOST:
            quiet = 0
            await asyncio.sleep(THREAD_TURN)
        elif asleep < ASLEEP_AT_MOST and (wait := _seconds_until_the_last_due_soon(loop)):
            quiet = 0
            asleep += max(wait, 0.0)
            await asyncio.sleep(wait)
        else:
            quiet += 1


def _is_thread_at_work(loop: Any) -> bool:
    pool = loop._default_executor
    return pool is not None and (
        not pool._work_queue.empty() or pool._idle_semaphore._value < len(pool._threads)
    )


def _seconds_until_the_last_due_soon(loop: Any) -> float:
    """Only sleeps count, and Textual's timers sleep; the watch over the book asks by `call_later` and never rests."""
    now = loop.time()
    sleeps = (timer for timer in loop._scheduled if timer._callback is WAKE)
    moments = (timer.when() for timer in sleeps if not timer.cancelled())
    return max((moment - now for moment in moments if moment < now + SOON), default=0.0)


_post_mouse_events = Pilot._post_mouse_events


async def _post_mouse_events_at_rest(pilot: Pilot[Any], *arguments: Any, **options: Any) -> bool:
    """Let the layout come to rest first: `Pilot` looks where a widget stands before it waits."""
    await pilot.pause()
    return await _post_mouse_events(pilot, *arguments, **options)


def install() -> None:
    """Let `Pilot` wait in this way in every app of this process, and no cursor blink: a picture shows it or does not."""
    vars(textual.app)["wait_for_idle"] = wait_for_idle
    vars(textual.pilot)["wait_for_idle"] = wait_for_idle
    Pilot._post_mouse_events = _post_mouse_events_at_rest  # type: ignore[method-assign,assignment]
    vars(Input.cursor_blink)["_default"] = False
    vars(TextArea.cursor_blink)["_default"] = False
