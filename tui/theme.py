"""The two looks: blue is calm, orange asks for attention; told apart by colour-blind eyes too."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="pingyi-dark",
    primary="#4f9ddf",
    secondary="#7fb4e3",
    accent="#f0a030",
    warning="#f0a030",
    error="#ff8a50",
    success="#6fc3ff",
    foreground="#e8edf2",
    background="#10161d",
    surface="#161f29",
    panel="#1d2935",
    dark=True,
    variables={
        "block-cursor-background": "#2f6fae",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#2a3a4a",
        "border": "#4f9ddf",
        "border-blurred": "#3a4c5e",
    },
)
LIGHT = Theme(
    name="pingyi-light",
    primary="#1b5e9b",
    secondary="#3a78b0",
    accent="#b45a00",
    warning="#b45a00",
    error="#a33c00",
    success="#0b5394",
    foreground="#14202b",
    background="#f4f6f8",
    surface="#ffffff",
    panel="#e6ecf2",
    dark=False,
    variables={
        "block-cursor-background": "#1b5e9b",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#cfdbe6",
        "border": "#1b5e9b",
        "border-blurred": "#b5c2cf",
    },
)
