"""Runs a program of this folder in a process of its own, kills it without warning, and tells what it had acknowledged.

A victim prints one line for every thing it says is done (`victim.acknowledge`). It dies in one of two ways: the parent
kills it after so many lines, wherever it then is; or it kills itself at a named point (`victim.arm`): before the n-th
statement that holds a text, or between a commit and its line.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("PINGYI_KILLS", "20"))
"""How many random kills a run makes in all; more in the long run."""
SHARE = max(5, KILLS // 4)
"""Those of one of the four: roll call and clocks, points, prose, slips."""
BALLOT_SHARE = max(50, KILLS) // 3 + 1
"""Those of one of three around a box: slips, booths, settling."""


@dataclass(frozen=True)
class Outcome:
    """What a victim acknowledged before it ended, and how it ended."""

    lines: tuple[str, ...]
    was_killed: bool
    complaint: str


def run(module: str, *arguments: str, kill_after: int | None = None, point: str = "") -> Outcome:
    """Run `tests.kill.<module>` with arguments.

    Args:
        module: The victim's module in this folder.
        *arguments: Given to it as they are.
        kill_after: Kill it once it printed so many lines; it waits for that where it is done before this process gets its turn.
        point: Where it kills itself: `TEXT@N` before the N-th statement that holds TEXT, `line@N` before the N-th line.
    """
    nursery = _nursery()
    out_end, out = os.pipe()
    complaint_end, complaint = os.pipe()
    order = json.dumps(
        {"module": module, "arguments": arguments, "point": point, "kill_after": kill_after}
    ).encode()
    socket.send_fds(nursery, [order], [out, complaint])
    os.close(out)
    os.close(complaint)
    victim = int(nursery.recv(64))
    with os.fdopen(out_end) as said, os.fdopen(complaint_end) as complained:
        lines = []
        for line in said:
            lines.append(line.strip())
            if kill_after is not None and len(lines) >= kill_after:
                os.kill(victim, signal.SIGKILL)
                break
        # What was in the pipe when it died was acknowledged too.
        lines += [line.strip() for line in said if line.endswith("\n")]
        told = complained.read()
    nursery.send(b"buried?")
    status = int(nursery.recv(64))
    return Outcome(tuple(lines), os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, told)


@cache
def _nursery() -> socket.socket:
    """A process that has everything imported and no book open, and makes the victims; ends with this one."""
    ours, theirs = socket.socketpair()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.kill.nursery", str(theirs.fileno())]
    nursery = subprocess.Popen(
        command, cwd=ROOT, env=environment, pass_fds=[theirs.fileno()], stdout=subprocess.DEVNULL
    )
    theirs.close()
    atexit.register(_dismiss, nursery, ours)
    return ours


def _dismiss(nursery: subprocess.Popen[bytes], ours: socket.socket) -> None:
    """Nobody gives orders any more: the nursery ends, and is waited for."""
    ours.close()
    nursery.wait()
