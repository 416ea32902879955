"""What a victim of a kill test does besides its work: acknowledge, and die where it is told to."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_text = ""
_left = {"lines": 0, "statements": 0, "spared": sys.maxsize}


def aim(point: str, kill_after: int | None = None) -> None:
    """Say where to die: `TEXT@N` or `line@N`, nowhere where it is empty; and after how many lines another kills it."""
    global _text
    _text, _, number = point.rpartition("@")
    _left["lines"] = int(number or 0) if _text == "line" else 0
    _left["statements"] = int(number or 0)
    _left["spared"] = sys.maxsize if kill_after is None else kill_after


def die() -> None:
    """End at once, as a power cut would: nothing is flushed, nothing is tidied."""
    os.kill(os.getpid(), signal.SIGKILL)


def await_kill() -> None:
    """Done before the kill that is on its way, wait for it; whoever is to kill may be waiting for a core."""
    while _left["spared"] <= 0:
        signal.pause()


def arm(conn: sqlite3.Connection) -> None:
    """Watch the statements of a connection and die before the one that was named; `*` is any."""
    if not _text or _text == "line":
        return

    def watch(statement: str) -> None:
        if _text == "*" or _text in statement:
            _left["statements"] -= 1
            if _left["statements"] == 0:
                die()

    conn.set_trace_callback(watch)


def acknowledge(line: str) -> None:
    """Say that something is done; the parent may hold it against the book."""
    _left["spared"] -= 1
    if _left["lines"]:
        _left["lines"] -= 1
        if _left["lines"] == 0:
            die()
    os.write(1, f"{line}\n".encode())  # not through `sys.stdout`, which an app takes and never flushes
