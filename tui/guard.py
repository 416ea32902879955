"""Stands behind a face that holds secrets: when it is killed, its last page must not stay on the terminal.

`run` is for a face that holds nothing else, the booth. The face runs in a process of its own, forked off before
anything is imported or read, so that nothing of a ballot is ever here. This process only waits. A face that leaves by its own door is passed on as it is; one that was killed leaves
the other screen standing, the keyboard in its own mode and keys unread: then all of that is cleared away, and one
sentence says so. The face ends with its guard: a pipe that only the guard holds open falls shut with it.

`watch` is for the console, which is seldom a booth: a second Python behind it would take a quarter of its memory all
evening. A bare one stands by for as long as ballots are on the screen, and clears it when the console is gone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

PATIENCE = 5.0
"""Seconds that a face gets to leave by its door once it was told to."""
RESTORE = (
    "\x1b\\\x1b[?2026l"  # a sequence cut short, a frame held back
    "\x1b[?1049h\x1b[0m\x1b[r\x1b[H\x1b[2J"  # the other screen, emptied
    "\x1b[<u\x1b[=0u"  # the Kitty keyboard, which each screen has for itself
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # the mouse
    "\x1b[?1004l\x1b[?2004l\x1b[?2048l"  # focus, pasting, resizing
    "\x1b[?1049l\x1b[0m\x1b[r\x1b[?7h\x1b[?25h"
    "\x1b[H\x1b[2J\x1b[3J"  # the terminal's own screen and what was scrolled away
)
"""Undoes whatever a face may have set, wherever it was cut off."""
STANDS_BY = """
import os, sys, termios
if not os.read(0, 1):
    termios.tcflush(1, termios.TCIFLUSH)
    os.system("stty sane <&1")
    termios.tcflush(1, termios.TCIFLUSH)
    os.write(1, sys.argv[1].encode())
"""
"""What stands by for the console: a byte says that it left by its door, the end of the pipe that it is gone.

Keys that nobody read are thrown away first, before the shell that the console was started from can take them up.
"""


def run(face: Callable[[], int], sentence: str) -> int:
    """Run a face under guard and return its exit status: 128 and the signal's number where one ended it.

    Windows forks no processes: there the face runs by itself, and whoever ends it by force closes its window.

    Args:
        face: Runs in the other process; what it raises goes on from here in that process.
        sentence: Said where the face did not end by itself.
    """
    if sys.platform == "win32" or not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return face()
    return _forked(face, sentence)


@contextlib.contextmanager
def watch(sentence: str) -> Iterator[None]:
    """Have the terminal cleared should this process be killed before the block is left.

    Does nothing on Windows, and where no terminal is.

    Args:
        sentence: Said where it was killed.
    """
    screen = sys.__stdout__
    if sys.platform == "win32" or screen is None or not screen.isatty():
        yield
        return
    import subprocess

    command = [sys.executable, "-I", "-S", "-c", STANDS_BY, _cleared(sentence)]
    # A session of its own: no key and no closing window reaches it, and it may set the terminal that it does not own.
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=screen.fileno(),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as watcher:
        try:
            yield
        finally:
            watcher.communicate(b".")


if sys.platform != "win32":
    HEARD = frozenset({signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGCHLD})
    KEPT_OUT = frozenset({signal.SIGINT, signal.SIGQUIT})
    """Keys of the terminal reach both processes; the face alone decides what they do."""

    def _forked(face: Callable[[], int], sentence: str) -> int:
        modes = _modes()
        ours, theirs = os.pipe()
        # Held back from here on and asked for one by one: none can come before it is known what to do with it, nor
        # between the asking and the waiting. What has no handler at all, a system may forget while it is held back.
        before = signal.signal(signal.SIGCHLD, lambda *_: None)
        held = signal.pthread_sigmask(signal.SIG_BLOCK, HEARD | KEPT_OUT)
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, before)
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
            os.close(theirs)
            threading.Thread(target=_end_with_guard, args=(ours,), daemon=True).start()
            return face()
        os.close(ours)
        status = _wait_for(child)
        if status >= 0:
            return status
        _restore(modes)
        _clear(sentence)
        return 128 - status

    def _modes() -> list[Any] | None:
        import termios

        try:
            return termios.tcgetattr(0)
        except termios.error:
            return None

    def _restore(modes: list[Any] | None) -> None:
        """The terminal's own modes again; keys that nobody read are thrown away, or the shell would show them."""
        import termios

        if modes is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(0, termios.TCSAFLUSH, modes)
                # The flush above takes what has arrived; this one also what is still on its way through the terminal.
                termios.tcflush(0, termios.TCIFLUSH)

    def _wait_for(child: int) -> int:
        """The exit status of the face. Told to end meanwhile, tell it; one that does not hear is killed."""
        while True:
            number = signal.sigwait(HEARD)
            if number == signal.SIGCHLD:
                ended, status = os.waitpid(child, os.WNOHANG)
                if ended:
                    return os.waitstatus_to_exitcode(status)
                continue
            os.kill(child, signal.SIGKILL if number == signal.SIGALRM else signal.SIGTERM)
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)

    def _end_with_guard(pipe: int) -> None:
        """Leave by the door once the guard is gone; where the door is blocked, clear the screen and end."""
        os.read(pipe, 1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        _clear("")
        os.kill(os.getpid(), signal.SIGKILL)


def _clear(sentence: str) -> None:
    """Undo what a face set, leave nothing of what it showed, say one sentence."""
    with contextlib.suppress(OSError):
        os.write(1, _cleared(sentence).encode())


def _cleared(sentence: str) -> str:
    return RESTORE + (sentence and sentence + "\n")
