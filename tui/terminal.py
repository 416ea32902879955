"""What has to be settled with the terminal before Textual is imported.

Textual reads its switches while it is imported, so every face starts through `load`. The question how wide this terminal
draws ambiguous glyphs is asked before that import and its answer is read after it: the wait costs nothing.
"""

from __future__ import annotations

import contextlib
import gc
import os
import re
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping
    from typing import Any, TypeVar

    T = TypeVar("T")

KITTY_SWITCH = "TEXTUAL_DISABLE_KITTY_KEY"
KEPT = frozenset({
    KITTY_SWITCH, "TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER", "TEXTUAL_FILTERS", "TEXTUAL_FPS",
})  # fmt: skip
"""Textual's variables that a face may inherit (textual-serve sets some). The others log keys, press keys, take
screenshots or open a debugging port."""

PROBE = "\r─\x1b[6n\r\x1b[K"
"""One ambiguous glyph, the question where the cursor is, and the glyph wiped away."""
REPLY = re.compile(rb"\x1b\[\d+;(\d+)R")
PATIENCE = 0.2
"""Seconds from question to answer, most of which the import takes anyway."""

ELSEWHERE = {
    "TMUX": "tmux", "STY": "screen", "ZELLIJ": "zellij", "SSH_CONNECTION": "ssh", "SSH_CLIENT": "ssh", "SSH_TTY": "ssh",
    "ASCIINEMA_REC": "asciinema",
}  # fmt: skip
"""What tells that somebody else sees or keeps what this terminal shows, and its name."""
ELSEWHERE_TERMS = ("tmux", "screen")
"""How TERM begins inside a multiplexer whose own variable was stripped."""

NOT_UTF8 = "终端的字符编码是 {encoding}，不是 UTF-8，中文会显示成乱码；请把终端改为 UTF-8，或先运行 export LANG=zh_CN.UTF-8 再启动。"


def set_switches(environ: MutableMapping[str, str], platform: str, *, is_booth: bool = False) -> None:
    """Set Textual's switches in `environ`; only before Textual is imported does it matter.

    Kitty's keyboard protocol is off on Linux and macOS: with it, terminals send what a Chinese IME commits as one
    escape sequence, of which Textual 8.2 loses five characters or more. On Windows it must stay on: there the driver
    asks for the protocol whatever the switch says, and the switch would turn Escape into letters.

    Args:
        environ: The environment to change.
        platform: As `sys.platform`.
        is_booth: Let nothing be inherited, not even what is harmless elsewhere.
    """
    kept: frozenset[str] = frozenset() if is_booth else KEPT
    if platform == "win32":
        kept -= {KITTY_SWITCH}
    for name in [name for name in environ if name.startswith("TEXTUAL")]:
        if name not in kept:
            del environ[name]
    if platform != "win32":
        environ.setdefault(KITTY_SWITCH, "1")


def seen_elsewhere(environ: Mapping[str, str]) -> str:
    """The name of what else sees or keeps what this terminal shows; empty where there is nothing of the kind."""
    for name, what in ELSEWHERE.items():
        if environ.get(name):
            return what
    kind = environ.get("TERM", "").partition("-")[0]
    return kind if kind in ELSEWHERE_TERMS else ""


def encoding_fault() -> str | None:
    """The sentence to refuse with when stdout cannot carry Chinese; None when it can.

    A plain C locale says nothing about the terminal, which then almost always is UTF-8: the streams are switched.
    """
    if sys.platform == "win32":
        return None
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-")
    if encoding in {"utf-8", "utf8"}:
        return None
    if encoding not in {"ascii", "us-ascii", "ansi-x3.4-1968", "iso8859-1", "latin-1"}:
        return NOT_UTF8.format(encoding=encoding)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    return None


class WidthProbe:
    """Asks the terminal how many columns it gives an ambiguous glyph such as the box-drawing line."""

    def __init__(self) -> None:
        self._asked = 0.0
        self._before: list[Any] | None = None

    def ask(self) -> None:
        """Put the question, unless stdin or stdout is no terminal."""
        if not (sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty()):
            return
        if os.environ.get("TERM") == "dumb":
            return
        with contextlib.suppress(OSError):
            self._unbuffer()
            sys.stdout.write(PROBE)
            sys.stdout.flush()
            self._asked = time.monotonic()

    def answer(self) -> int | None:
        """How many columns; None when nobody answered in time. Leaves the terminal as it was."""
        if not self._asked:
            return None
        said = b""
        try:
            while more := self._read(max(self._asked + PATIENCE - time.monotonic(), 0)):
                said += more
                if (match := REPLY.search(said)) is not None:
                    return int(match[1]) - 1
        except OSError:
            return None
        finally:
            self._asked = 0.0
            self._restore()
        return None

    if sys.platform == "win32":  # pragma: no cover

        def _unbuffer(self) -> None:
            import ctypes

            kernel, mode = ctypes.windll.kernel32, ctypes.c_uint32()
            handle = kernel.GetStdHandle(-11)
            kernel.GetConsoleMode(handle, ctypes.byref(mode))
            kernel.SetConsoleMode(handle, mode.value | 4)

        def _read(self, seconds: float) -> bytes:
            import msvcrt

            until = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() >= until:
                    return b""
                time.sleep(0.002)
            return msvcrt.getwch().encode()

        def _restore(self) -> None:
            """Windows needs nothing undone: Textual wants the same console mode."""

    else:

        def _unbuffer(self) -> None:
            import termios
            import tty

            try:
                self._before = termios.tcgetattr(0)
                tty.setcbreak(0, termios.TCSANOW)
            except termios.error as error:
                raise OSError(*error.args) from error

        def _read(self, seconds: float) -> bytes:
            import select

            ready, _, _ = select.select([0], [], [], seconds)
            return os.read(0, 256) if ready else b""

        def _restore(self) -> None:
            import termios

            if self._before is not None:
                with contextlib.suppress(termios.error):
                    termios.tcsetattr(0, termios.TCSANOW, self._before)


def load(importer: Callable[[], T], *, is_booth: bool = False) -> tuple[T, bool | None]:
    """Import a face with the switches set, the garbage collector out of the way and the width asked meanwhile.

    Args:
        importer: Imports the face's module (and Textual with it) and returns what the caller wants of it.
        is_booth: As for `set_switches`.

    Returns:
        What `importer` returned, and whether the terminal draws ambiguous glyphs wide; None when it did not say.
    """
    set_switches(os.environ, sys.platform, is_booth=is_booth)
    probe = WidthProbe()
    probe.ask()
    gc.disable()
    try:
        loaded = importer()
    finally:
        gc.freeze()
        gc.enable()
        columns = probe.answer()
    return loaded, None if columns is None else columns > 1


def is_recorded() -> bool:
    """Whether Textual, once imported, would log keys, press some, or open a debugging port; for a booth."""
    from textual import constants

    found = (
        constants.LOG_FILE,
        constants.DEBUG,
        constants.PRESS,
        constants.DRIVER,
        os.environ.get("TEXTUAL"),
    )
    return any(found) or constants.SCREENSHOT_DELAY >= 0


def wipe_other_screen() -> None:
    """Empty the terminal's other screen, on which every face draws; what a crash left there is gone with it."""
    if sys.stdout and sys.stdout.isatty():
        sys.stdout.write("\x1b[?1049h\x1b[H\x1b[2J\x1b[?1049l")
        sys.stdout.flush()
