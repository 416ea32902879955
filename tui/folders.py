"""Showing a folder in the system's own file manager, where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def can_open_folder() -> bool:
    """Whether this machine has something to show a folder with."""
    return sys.platform == "win32" or bool(_opener())


def open_folder(folder: Path) -> bool:
    """Show a folder; False where nothing could be started. Never waits for the window."""
    try:
        if sys.platform == "win32":
            os.startfile(folder)  # noqa: S606
            return True
        opener = _opener()
        if not opener:
            return False
        subprocess.Popen(
            [opener, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True


def _opener() -> str:
    if sys.platform == "darwin":
        return shutil.which("open") or ""
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return (shutil.which("xdg-open") or "") if has_screen else ""
