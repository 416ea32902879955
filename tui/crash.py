"""What happens when the program itself is at fault: one Chinese sentence, and a log that holds nothing of the book.

Textual's own crash screen prints local variables, and so would show a ballot or a draft to the room. Here neither the
screen nor the log gets a local, and the log gets no message of an exception either unless the system wrote it.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import traceback
from datetime import datetime, timezone
from pathlib import Path
from typing import TypeVar

from rich.segment import Segments
from rich.text import Text
from textual.app import App

LOG_NAME = "出错记录.log"
LARGEST_LOG = 262_144
"""Bytes; a longer log is begun anew."""
SORRY = "评议台遇到意外错误，已退出。已经确认的内容都在簿册里，重新打开即可继续。"
LOGGED = "出错的位置（不含任何内容）记在 {path}，可交给维护人员。"

R = TypeVar("R")


class CalmApp(App[R]):
    """The base of every app here: an unhandled exception ends it with a sentence instead of a page of locals.

    Attributes:
        log_folder: Where the log is kept; None for no log.
    """

    log_folder: Path | None = None

    def _handle_exception(self, error: Exception) -> None:
        """End the app; called by Textual with whatever nobody caught."""
        self._return_code = 1
        if self._exception is None:  # the first one is what Pilot raises again in a test
            self._exception = error
            self._exception_event.set()
            self._fatal_error()

    def _fatal_error(self) -> None:
        """Leave one sentence for the terminal, once the screen is restored."""
        error = self._exception
        sentence = SORRY if error is None else report(error, self.log_folder)
        if not self._exit_renderables:
            self._exit_renderables.append(Segments(self.console.render(Text(sentence), self.console.options)))
        self._close_messages_no_wait()


def report(error: BaseException, folder: Path | None) -> str:
    """Log where `error` arose and return the sentence for the screen; never fails itself."""
    if folder is None:
        return SORRY
    path = folder / LOG_NAME
    with contextlib.suppress(Exception):
        folder.mkdir(parents=True, exist_ok=True)
        _append(path, describe(error))
        return SORRY + LOGGED.format(path=path)
    return SORRY


def describe(error: BaseException) -> str:
    """Moment, system, and for each exception of the chain its type and its frames: file, line, function.

    No locals, no source text, and a message only where the operating system or SQLite worded it: what this program
    or Python says may quote a value.
    """
    lines = [
        f"{datetime.now(timezone.utc).isoformat(timespec='seconds')} Python {platform.python_version()} {sys.platform}"
    ]
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}{_safe_message(link)}")
        frames = traceback.extract_tb(link.__traceback__, limit=-30)
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n\n"


def _safe_message(error: BaseException) -> str:
    if type(error).__module__ == "sqlite3":
        return f": {error}"
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    return ""


def _append(path: Path, text: str) -> None:
    is_long = path.exists() and path.stat().st_size > LARGEST_LOG
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if is_long else os.O_APPEND)
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
