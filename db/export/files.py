"""Putting a finished document on disk: under a name that is free, whole or not at all, nothing overwritten."""

from __future__ import annotations

import os
import re
from datetime import date
from itertools import count
from pathlib import Path

from db.errors import PingyiError, Refused

FOLDER = "导出"
"""Beside the book, where the console puts documents."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 60


class FileError(PingyiError):
    """A file could not be written."""

    title = "文件没有写成"


def file_name(*parts: str, day: date | None = None, suffix: str) -> str:
    """Return a file name that every system takes: 2026-11-22 2026年度组织生活会 会议记录.docx."""
    words = [day.isoformat() if day else "", *parts]
    stem = " ".join(cleaned for word in words if (cleaned := _FORBIDDEN.sub(" ", word).strip(" .")))
    return f"{stem[:_LONGEST].rstrip(' .') or '导出'}{suffix}"


def save_new(path: Path, data: bytes) -> Path:
    """Write a file that does not exist yet.

    Raises:
        Refused: there is one of that name.
        FileError: it cannot be written there.
    """
    try:
        _write(path, data)
    except FileExistsError:
        raise Refused(f"“{path}”已经存在，没有覆盖。请换一个文件名。", title="文件已存在") from None
    return path


def save_numbered(folder: Path, name: str, data: bytes) -> Path:
    """Write a file under its name, or with the next free number: 会议记录(2).docx. Returns where it went.

    Raises:
        FileError: it cannot be written there.
    """
    wanted = Path(name)
    for number in count(1):
        path = folder / (name if number == 1 else f"{wanted.stem}({number}){wanted.suffix}")
        try:
            _write(path, data)
        except FileExistsError:
            continue
        return path
    raise AssertionError


def _write(path: Path, data: bytes) -> None:
    """Write a file that nobody else has; what could not be written whole is taken away again.

    Raises:
        FileExistsError: there is one of that name.
        FileError: it cannot be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        if path.parent.is_dir():
            raise
        raise FileError(f"“{path.parent}”不是文件夹，文件没有写成。请换一个位置。") from None
    except OSError as error:
        raise FileError(f"“{path}”写不进去：{_reason(error)}。请换一个位置再试。") from error


def _reason(error: OSError) -> str:
    known = {28: "磁盘已满", 13: "没有写入的权限", 30: "所在磁盘只能读", 36: "文件名太长"}
    return known.get(error.errno or 0, "系统不允许")
