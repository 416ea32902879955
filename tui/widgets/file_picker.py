"""Choosing a file: a path typed or pasted, or folders walked through."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote, urlsplit

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from db.place import is_file, is_folder, why_not
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

SPREADSHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".txt", ".htm", ".html", ".xml", ".ods"})
"""Suffixes that are listed; any other file can still be typed."""

_MOST_LISTED = 500
_MOUNTS = ("media/*/*", "run/media/*/*", "Volumes/*")
_USUAL_FOLDERS = ("桌面", "Desktop", "下载", "Downloads", "文档", "Documents")


@dataclass(frozen=True)
class Entry:
    """A line of the listing: a folder or a file."""

    path: Path
    title: str
    is_folder: bool
    hint: str = ""


def typed_path(text: str, folder: Path) -> Path | None:
    """A path as people type or drop it into a terminal: quoted, escaped, `file://`, `~`, or relative to a folder."""
    bare = text.strip().strip("'\"“”").strip()
    if not bare:
        return None
    if bare.startswith("file://"):
        bare = unquote(urlsplit(bare).path)
    if os.sep == "/":
        bare = bare.replace("\\ ", " ")
    path = Path(bare)
    try:
        path = path.expanduser()
    except RuntimeError:
        return folder / bare
    return path if path.is_absolute() else folder / path


def entries(folder: Path, suffixes: frozenset[str] = SPREADSHEETS) -> list[Entry]:
    """What a folder offers: the way up, its folders, its spreadsheets with the latest first.

    Raises:
        OSError: the folder cannot be read.
    """
    folders: list[Entry] = []
    files: list[tuple[float, Entry]] = []
    with os.scandir(folder) as found:
        for item in found:
            if item.name.startswith((".", "~$")):
                continue
            path = Path(item.path)
            if _is_folder(item):
                folders.append(Entry(path, f"{item.name}/", is_folder=True, hint="文件夹"))
            elif path.suffix.lower() in suffixes:
                changed = _changed_at(item)
                files.append((changed, Entry(path, item.name, is_folder=False, hint=_when(changed))))
    folders.sort(key=lambda entry: entry.title)
    files.sort(key=lambda pair: (-pair[0], pair[1].title))
    up = [] if folder.parent == folder else [Entry(folder.parent, "../", is_folder=True, hint="上一级")]
    return [*up, *(entry for _, entry in files), *folders][:_MOST_LISTED]


def usual_folders(home: Path, drives: Iterable[Path] = ()) -> list[Entry]:
    """Where people keep such files, as far as it is there: the usual folders, the home folder, sticks and drives."""
    named = [
        Entry(home / name, f"{name}/", is_folder=True, hint="常用")
        for name in _USUAL_FOLDERS
        if is_folder(home / name)
    ]
    own = [Entry(home, f"{home.name or home}/", is_folder=True, hint="个人文件夹")] if is_folder(home) else []
    plugged = [Entry(drive, f"{drive.name or drive}/", is_folder=True, hint="U盘、磁盘") for drive in drives]
    return [*named, *own, *plugged]


def plugged_in() -> list[Path]:
    """Sticks and further drives that are there now, as this system shows them."""
    if os.name == "nt":
        drives = (Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        return [drive for drive in drives if is_folder(drive)]
    found: list[Path] = []
    for parent in _MOUNTS:
        with contextlib.suppress(OSError):
            found += sorted(
                path for path in Path("/").glob(parent) if path.is_dir() and os.access(path, os.R_OK)
            )
    return found


def first_folder(home: Path, here: Path, suffixes: frozenset[str] = SPREADSHEETS) -> Path:
    """Where choosing begins: here if such files lie here, else in the first of the usual folders."""
    with contextlib.suppress(OSError):
        if any(not entry.is_folder for entry in entries(here, suffixes)):
            return here
    return next((entry.path for entry in usual_folders(home)), here)


class PickFile(ModalScreen["Path | None"]):
    """Gives the chosen file, or None. Enter on a folder opens it; a typed path goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
    ]
    DEFAULT_CSS = """
    PickFile .dialog Rows { height: 37vh; max-height: 18; }
    PickFile #folder { color: $text-muted; width: 100%; height: 1; }
    """

    def __init__(self, title: str, folder: Path, *, suffixes: frozenset[str] = SPREADSHEETS) -> None:
        super().__init__()
        self._title = title
        self._folder = folder if is_folder(folder) else Path.home()
        self._suffixes = suffixes
        self._entries: list[Entry] = []

    @property
    def folder(self) -> Path:
        """The folder that is listed."""
        return self._folder

    def compose(self) -> ComposeResult:
        """A title, an input, the folder, what is in it."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Input(placeholder="输入或粘贴文件路径，也可用方向键在下面选择", select_on_focus=False)
            yield Static("", id="folder")
            yield Rows((Column("", 0), Column("", 16)), show_header=False, empty="这里没有表格文件")
            yield Static("", classes="dialog-note")

    def on_mount(self) -> None:
        """List the first folder."""
        self._note("")
        self._open(first_folder(Path.home(), self._folder, self._suffixes))
        self.query_one(Input).focus()

    def _open(self, folder: Path) -> None:
        try:
            found = entries(folder, self._suffixes)
        except OSError as error:
            self._note(f"打不开文件夹{folder}：{why_not(error)}", is_bad=True)
            return
        self._folder = folder.resolve()
        known = {entry.path for entry in found}
        usual = [
            entry
            for entry in usual_folders(Path.home(), plugged_in())
            if entry.path not in known | {self._folder}
        ]
        self._entries = [*found, *usual]
        self.query_one("#folder", Static).update(Content(str(self._folder)))
        rows = self.query_one(Rows)
        rows.set_rows(self._shown(""))
        first = next((index for index, entry in enumerate(self._entries) if not entry.is_folder), 0)
        rows.cursor = first
        self._note("")

    def _shown(self, typed: str) -> Iterable[Row]:
        wanted = typed.strip().lower()
        for index, entry in enumerate(self._entries):
            if not wanted or wanted in entry.title.lower():
                yield Row(str(index), (entry.title, entry.hint), "head" if entry.is_folder else "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed narrows the listing, unless it is a path."""
        event.stop()
        looks_like_path = any(mark in event.value for mark in ("/", "\\", "~"))
        rows = self.query_one(Rows)
        rows.set_rows(self._shown("" if looks_like_path else event.value))
        self._note("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the typed path, else take the line under the cursor."""
        event.stop()
        path = typed_path(event.value, self._folder)
        if path is not None and is_file(path):
            self.dismiss(path)
        elif path is not None and is_folder(path):
            event.input.value = ""
            self._open(path)
        elif self.query_one(Rows).cursor_key is not None and not any(m in event.value for m in "/\\"):
            self._take(self.query_one(Rows).cursor_key or "")
        else:
            self._note(f"找不到“{event.value.strip()}”，请检查文件名和所在的文件夹。", is_bad=True)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a double click on a line."""
        event.stop()
        self._take(event.key)

    def _take(self, key: str) -> None:
        entry = self._entries[int(key)]
        if entry.is_folder:
            self.query_one(Input).value = ""
            self._open(entry.path)
        else:
            self.dismiss(entry.path)

    def _note(self, text: str, *, is_bad: bool = False) -> None:
        note = self.query_one(".dialog-note", Static)
        note.set_class(is_bad, "-bad")
        note.update(Content(text or "上下键选择，Enter 打开或确定，Esc 返回"))

    def action_move(self, step: int) -> None:
        """Move in the listing while the input keeps the focus."""
        self.query_one(Rows).action_move(step)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:
        return False


def _changed_at(item: os.DirEntry[str]) -> float:
    """When a file was last changed; 0 where nobody can tell, as of a link that leads nowhere."""
    try:
        return item.stat().st_mtime
    except OSError:
        return 0.0


def _when(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment).astimezone():%Y-%m-%d %H:%M}"
