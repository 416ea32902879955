"""What a person reads on a screen, as text, and the keys that he presses one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot


def screen_text(app: App[Any]) -> str:
    """Every line of the screen in front, joined."""
    compositor = app.screen._compositor
    width, height = app.size
    lines = compositor.render_strips()[:height]
    return "\n".join("".join(segment.text for segment in strip)[:width].rstrip() for strip in lines)


def says(pilot: Pilot[Any], text: str) -> bool:
    """Whether the screen says something, wherever its lines break."""
    return "".join(text.split()) in "".join(screen_text(pilot.app).split())


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each drawn before the next."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
