"""Runs a program of this folder in a process of its own, kills it without warning, and tells what it had acknowledged.

A victim prints one line for every thing it says is done (`victim.acknowledge`). It dies in one of two ways: the parent
kills it after so many lines, wherever it then is; or it kills itself at a named point (`victim.arm`): before the n-th
statement that holds a text, or between a commit and its line.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
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
        kill_after: Kill it once it printed so many lines.
        point: Where it kills itself: `TEXT@N` before the N-th statement that holds TEXT, `line@N` before the N-th line.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PINGYI_KILL_POINT": point, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", f"tests.kill.{module}", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if kill_after is not None and len(lines) >= kill_after:
                process.kill()
                break
        # What was in the pipe when it died was acknowledged too.
        lines += [line.strip() for line in process.stdout if line.endswith("\n")]
        complaint = process.stderr.read()
    return Outcome(tuple(lines), process.returncode == -signal.SIGKILL, complaint)
