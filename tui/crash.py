"""What happens when the program itself is at fault: one Chinese sentence, and a log that holds nothing of the book.

Python's and Textual's own reports quote values, and so would show a ballot or a draft to the room. Here neither the
screen nor the log gets a local, and the log gets no message of an exception either unless the system worded it.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import traceback
from datetime import datetime, timezone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

LOG_NAME = "出错记录.log"
LARGEST_LOG = 262_144
"""Bytes; a longer log is begun anew."""
SORRY = "评议台遇到意外错误，已退出。已经确认的内容都在簿册里，重新打开即可继续。"
LOGGED = "出错的位置（不含任何内容）记在 {path}，可交给维护人员。"


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
