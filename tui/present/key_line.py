"""The line of keys at the foot of the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from tui.keys import BY_KEY, FOOTER

if TYPE_CHECKING:
    from collections.abc import Collection

OF_A_PLACE = ("f3", "f4", "f7")
"""Keys that do something only where the place has an act for them."""


def key_line(own: Collection[str], width: int) -> Text:
    """The keys that do something now, with room between them where the width allows.

    Args:
        own: The keys of the place in front.
        width: Cells of the line.
    """
    wide = Text(no_wrap=True)
    close = Text(no_wrap=True)
    for spec in (BY_KEY[key] for key in FOOTER if key not in OF_A_PLACE or key in own):
        wide.append(f" {spec.label}", "bold").append(f" {spec.short} ")
        close.append(f" {spec.label}", "bold").append(spec.short)
    return wide if wide.cell_len <= width else close
