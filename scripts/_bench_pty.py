"""A terminal of 160 by 45 cells for the benches: runs a program on a pty, answers its questions, keeps what it wrote."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE = (45, 160)
ANSWERS = ((b"\x1b[6n", b"\x1b[1;2R"), (b"\x1b[c", b"\x1b[?62;22c"), (b"\x1b[?2026$p", b"\x1b[?2026;2$y"))
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]")


def plain(data: bytes) -> str:
    """What is left of a program's output without its escape sequences."""
    return ESCAPES.sub(b"", data).decode("utf-8", "replace")


class Terminal:
    """One program on a pty. `chunks` are the reads, each with the moment at which it returned."""

    def __init__(self, command: Sequence[str]) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        self.chunks: list[tuple[float, bytes]] = []
        self.began = time.perf_counter()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
            os.execve(command[0], list(command), environment)  # noqa: S606

    def pump(self, seconds: float) -> bool:
        """Read once, waiting so long at most; returns whether anything came. Questions are answered at once."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.chunks.append((time.perf_counter(), data))
        for question, answer in ANSWERS:
            for _ in range(data.count(question)):
                os.write(self.master, answer)
        return bool(data)

    def settle(self, quiet: float = 0.3, longest: float = 10.0) -> None:
        """Read until nothing came for so long."""
        until = time.perf_counter() + longest
        while self.pump(quiet) and time.perf_counter() < until:
            pass

    def wait_for(self, holds: Callable[[str], bool], longest: float = 15.0) -> None:
        """Read until the text written since `forget` holds something.

        Raises:
            TimeoutError: it never did; the message ends with what was written.
        """
        until = time.perf_counter() + longest
        while not holds(self.text()):
            if time.perf_counter() > until:
                raise TimeoutError(self.text()[-2000:])
            self.pump(0.5)

    def text(self) -> str:
        """Everything read since `forget`, as plain text."""
        return plain(b"".join(data for _, data in self.chunks))

    def forget(self) -> None:
        """Start a new stretch of output."""
        self.chunks.clear()

    def send(self, keys: bytes) -> float:
        """Press keys; returns the moment before they were written."""
        moment = time.perf_counter()
        os.write(self.master, keys)
        return moment

    def when(self, holds: Callable[[str], bool]) -> float:
        """The moment of the read after which the plain text of this stretch held something first.

        Raises:
            TimeoutError: it does not hold now.
        """
        low, high = 0, len(self.chunks)
        if not holds(self.text()):
            raise TimeoutError(self.text()[-2000:])
        while low < high:
            middle = (low + high) // 2
            if holds(plain(b"".join(data for _, data in self.chunks[: middle + 1]))):
                high = middle
            else:
                low = middle + 1
        return self.chunks[low][0]

    def rss(self) -> float:
        """Resident memory in MB."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        with open(f"/proc/{self.pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Kill the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)
