"""A program in a real terminal of its own: a pty, whose every byte is kept."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from bisect import bisect_left
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[()=>].?")
ELSEWHERE = ("TMUX", "STY", "ZELLIJ", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "ASCIINEMA_REC")
PATIENCE = 30.0
"""Seconds until something that should appear is missed; the cores may be taken."""


class Terminal:
    """Runs `python -m tui …`, or the code given, at 80 by 24, in a folder where whatever it leaves is seen."""

    def __init__(
        self, *words: str, code: str = "", environment: Mapping[str, str] = {}, folder: Path = ROOT
    ) -> None:
        command = [sys.executable, *(("-c", code) if code else ("-m", "tui")), *words]
        environ = {
            name: value
            for name, value in os.environ.items()
            if name not in ELSEWHERE and not name.startswith("TEXTUAL")
        }
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.modes_before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **environment},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        self._slave = slave
        self.output = b""
        self._seen = 0

    def read(self, seconds: float) -> None:
        """Take what comes within some seconds."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if ready:
            try:
                self.output += os.read(self._master, 65536)
            except OSError:
                time.sleep(0.01)

    def drain(self) -> None:
        """Take all that is there: a single reading of a terminal gives a page of it at most."""
        taken = -1
        while taken != len(self.output):
            taken = len(self.output)
            self.read(0.1)

    def text_since(self) -> str:
        """What was written since the last `until`, escape sequences and blanks left out."""
        return squeezed(self.output[self._seen :])

    def until(self, text: str) -> None:
        """Wait until a text has been written; the next one is looked for right behind it, however much came at once."""
        wanted = "".join(text.split())
        end = time.monotonic() + PATIENCE
        while wanted not in self.text_since():
            assert time.monotonic() < end, f"{text!r} did not come; there was {self.text_since()[-400:]!r}"
            self.read(0.05)
        ends = range(self._seen, len(self.output))
        self._seen += bisect_left(
            ends, True, key=lambda end: wanted in squeezed(self.output[self._seen : end])
        )

    def until_ending(self, data: bytes) -> None:
        """Wait until what was written ends so: a line may come before its end."""
        end = time.monotonic() + PATIENCE
        while not self.output.endswith(data):
            assert time.monotonic() < end, self.output[-400:]
            self.read(0.05)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def ended(self) -> int:
        """Wait for the end and return the exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, self.text_since()[-400:]
            self.read(0.05)
        self.drain()
        return self.process.returncode

    def modes(self) -> list[Any]:
        """How the terminal treats keys and lines."""
        return termios.tcgetattr(self._master)

    def unread(self) -> int:
        """How many bytes were typed that nobody read."""
        return int(struct.unpack("i", fcntl.ioctl(self._slave, termios.FIONREAD, b"\0" * 4))[0])

    @property
    def face(self) -> int:
        """The process that stands behind the screen: the program's own, or the one that it guards."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        known = children.read_text(encoding="ascii").split()
        return int(known[0]) if known else self.process.pid

    def kill_face(self) -> int:
        """End without warning what stands behind the screen; the exit status of the program."""
        os.kill(self.face, signal.SIGKILL)
        return self.ended()

    def kill(self) -> None:
        """End it without warning, and whatever it guards."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """End it and let the terminal go."""
        self.kill()
        os.close(self._slave)
        os.close(self._master)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def plain(data: bytes) -> str:
    """What was written, without escape sequences."""
    return ESCAPES.sub("", data.decode(errors="replace"))


def squeezed(data: bytes) -> str:
    """The same without blanks, which a terminal is free to draw as it likes."""
    return "".join(plain(data).split())


def outside_alternate_screen(data: bytes) -> str:
    """What a terminal keeps in its own screen and scrollback."""
    kept, is_other = "", False
    for piece in re.split(rb"(\x1b\[\?1049[hl])", data):
        if piece in (b"\x1b[?1049h", b"\x1b[?1049l"):
            is_other = piece.endswith(b"h")
        elif not is_other:
            kept += plain(piece)
    return kept
