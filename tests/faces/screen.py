"""What a person reads on a screen, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App


def screen_text(app: App[Any]) -> str:
    """Every line of the screen in front, joined."""
    compositor = app.screen._compositor
    width, height = app.size
    lines = compositor.render_strips()[:height]
    return "\n".join("".join(segment.text for segment in strip)[:width].rstrip() for strip in lines)
