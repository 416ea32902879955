"""Opens the display in a terminal window of its own, where the system has one that can be asked to."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

TITLE = "评议台 投影"
LINUX_TERMINALS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("deepin-terminal", ("-e",)),
    ("mate-terminal", ("--title", TITLE, "--disable-factory", "-x")),
    ("gnome-terminal", ("--title", TITLE, "--")),
    ("xfce4-terminal", ("--title", TITLE, "-x")),
    ("konsole", ("-e",)),
    (
        "xterm",
        (
            "-tn",
            "xterm-256color",
            "-T",
            TITLE,
            "-fa",
            "Monospace",
            "-fd",
            "Noto Sans Mono CJK SC",
            "-fs",
            "14",
            "-maximized",
            "-e",
        ),
    ),
    ("x-terminal-emulator", ("-e",)),
)
"""Terminals in the order in which they are tried, each with the words before the command."""


def display_command(book: Path, config: Path | None = None) -> list[str]:
    """The command that shows a book to the room."""
    command = [sys.executable, "-m", "tui", "display", "--db", str(book.resolve())]
    return [*command, "--config", str(config)] if config else command


def typed_command(
    book: Path,
    platform: str = sys.platform,
    *,
    face: str = "display",
    which: Callable[[str], str | None] = shutil.which,
) -> str:
    """A face's command as a person types it; from a checkout `pingyi` is on no path, and Python is named instead."""
    quote = _quoted_for_windows if platform == "win32" else shlex.quote
    program = "pingyi" if which("pingyi") else f"{quote(sys.executable)} -m tui"
    return f"{program} {face} --db {quote(str(book.resolve()))}"


def _quoted_for_windows(text: str) -> str:
    return f'"{text}"' if " " in text else text


def window_command(
    command: Sequence[str],
    *,
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
) -> list[str]:
    """The command that opens a terminal window running another one; empty where none is known.

    Args:
        command: What runs in the window.
        platform: As `sys.platform`.
        environ: On Linux a window needs DISPLAY or WAYLAND_DISPLAY.
        which: Finds a program, as `shutil.which`.
    """
    if platform == "win32":
        if which("wt"):
            return ["wt", "-w", "-1", "new-tab", "--title", TITLE, *command]
        return ["cmd", "/c", "start", TITLE, *command] if which("cmd") else []
    if platform == "darwin":
        return _macos(command) if which("osascript") else []
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return []
    found = ([program, *words, *command] for program, words in LINUX_TERMINALS if which(program))
    return next(found, [])


def _macos(command: Sequence[str]) -> list[str]:
    line = shlex.join(command).replace("\\", "\\\\").replace('"', '\\"')
    script = f'tell application "Terminal"\nactivate\ndo script "exec {line}"\nend tell'
    return ["osascript", "-e", script]


def open_window(book: Path, config: Path | None = None) -> bool:
    """Open the display in a window of its own; False where that cannot be done.

    The window lives on when the console ends. It inherits none of Textual's switches.
    """
    command = window_command(display_command(book, config))
    if not command:
        return False
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(
            command,
            env=environ,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=sys.platform != "win32",
        )
    except OSError:
        return False
    return True
