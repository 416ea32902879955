"""The faces as processes: console, display, booth, sample branch, rehearsal."""

from __future__ import annotations

import dataclasses
import os
import sys
from typing import TYPE_CHECKING

from db.book import open_book
from db.config import load_config
from db.errors import Refused
from tui import terminal
from tui.cli import DEMO_NAME, FACES, default_book
from tui.errors import Usage
from tui.strings.console import REHEARSE

if TYPE_CHECKING:
    from pathlib import Path

    from db.book import Book
    from db.config import Config
    from tui.booth.app import BoothApp
    from tui.console.app import ConsoleApp
    from tui.display.app import DisplayApp

SWITCH_SECONDS = 0.0005
"""After so long, not Python's 5 ms, the thread that writes gets its turn beside the one that draws."""


def open_face(name: str, words: list[str], book: Path | None, config_path: Path | None) -> int:
    """Run one face until it is left and return the exit status.

    Raises:
        Usage: a word that the face does not know.
        PingyiError: the book cannot be opened, or there is no terminal.
    """
    if not {"-h", "--help"}.isdisjoint(words):
        fresh = " [--fresh]" if name == "demo" else ""
        print(f"用法：pingyi {name} [--db 簿册] [--config 文件]{fresh}\n\n{FACES[name]}")
        return 0
    allowed = {"--fresh"} if name == "demo" else set()
    unknown = next((word for word in words if word not in allowed), None)
    if unknown is not None:
        raise Usage(f"{name} 不认识“{unknown}”。")
    config = load_config(config_path, book)
    if name == "demo":
        return _demo(book or default_book(config.data_folder, DEMO_NAME), config, is_fresh="--fresh" in words)
    path = book or default_book(config.data_folder)
    _take_terminal()
    if name == "display":
        return _display(path, config)
    if name == "booth":
        return _booth(path, config)
    return _console(path, config, is_rehearsal=name == REHEARSE)


def _demo(path: Path, config: Config, *, is_fresh: bool) -> int:
    from db.demo import make_demo

    made = make_demo(path, is_fresh=is_fresh)
    if all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        _take_terminal()
        return _console(path, config)
    print(f"示例簿册{'已建好' if made else '沿用原有'}：{path}")
    return 0


def _console(path: Path, config: Config, *, is_rehearsal: bool = False) -> int:
    from db.rehearsal import sweep
    from db.seat import taken

    with open_book(path) as book, taken(path):
        sweep(path)
        if is_rehearsal:
            return _rehearse(book, config)
        while True:
            status, wish = _run_console(book, config)
            if wish != REHEARSE or status:
                return status
            status = _rehearse(book, config)
            if status:
                return status


def _rehearse(book: Book, config: Config) -> int:
    from db.rehearsal import rehearsal

    with rehearsal(book) as copy:
        return _run_console(copy, config, log_folder=book.path.parent)[0]


def _run_console(book: Book, config: Config, *, log_folder: Path | None = None) -> tuple[int, str | None]:
    app_class, is_wide = terminal.load(_import_console)
    app = app_class(book, _with_look(config, is_wide=is_wide))
    app.log_folder = log_folder or book.path.parent
    try:
        wish = app.run()
    finally:
        # Slips, counts and, where this laptop goes from hand to hand, ballots stood there.
        terminal.wipe_other_screen()
    return app.return_code or 0, wish


def _display(path: Path, config: Config) -> int:
    app_class, is_wide = terminal.load(_import_display)
    app = app_class(path, _with_look(config, is_wide=is_wide))
    app.log_folder = path.parent
    app.run()
    return app.return_code or 0


def _booth(path: Path, config: Config) -> int:
    """Run a booth where nobody else sees the terminal and nothing records it.

    Raises:
        Refused: inside tmux, screen or ssh (but for a rehearsal), or something records what Textual does.
    """
    from db.sealing import forbid_core_dumps
    from tui.strings.booth import INHERITED, OUTSIDE

    outside = terminal.seen_elsewhere(os.environ)
    if outside and not _is_rehearsal(path):
        raise Refused(OUTSIDE.format(what=outside), title="不能在这里投票")
    forbid_core_dumps()
    app_class, is_wide = terminal.load(_import_booth, is_booth=True)
    if terminal.is_recorded():
        raise Refused(INHERITED, title="不能在这里投票")
    app = app_class(path, _with_look(config, is_wide=is_wide))
    app.log_folder = path.parent
    try:
        app.run()
    finally:
        terminal.wipe_other_screen()
    return app.return_code or 0


def _is_rehearsal(path: Path) -> bool:
    from db.book import open_reader
    from db.errors import BookError
    from db.views.status import status

    try:
        with open_reader(path) as reader:
            return status(reader).is_rehearsal
    except BookError:
        return False


def _import_booth() -> type[BoothApp]:
    from tui.booth.app import BoothApp

    return BoothApp


def _import_console() -> type[ConsoleApp]:
    from tui.console.app import ConsoleApp

    return ConsoleApp


def _import_display() -> type[DisplayApp]:
    from tui.display.app import DisplayApp

    return DisplayApp


def _with_look(config: Config, *, is_wide: bool | None) -> Config:
    """The configuration with `auto` settled: the compatible look where the terminal draws ambiguous glyphs wide.

    It stays `auto` where the terminal did not say.
    """
    if config.look.compatible != "auto" or is_wide is None:
        return config
    look = dataclasses.replace(config.look, compatible="on" if is_wide else "off")
    return dataclasses.replace(config, look=look)


def _take_terminal() -> None:
    """Be ready to draw; refuse where there is nobody to look and press keys; Textual draws on stderr.

    Raises:
        Refused: a stream is no terminal, or it cannot carry Chinese.
    """
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise Refused(
            "这个界面要在终端窗口里打开，输入输出都不能改道；脚本请用 pingyi import、export、check 等命令。",
            title="没有终端",
        )
    fault = terminal.encoding_fault()
    if fault:
        raise Refused(fault, title="终端不能显示中文")
    sys.setswitchinterval(SWITCH_SECONDS)
