"""What stands behind a face: clears the terminal when it was killed, passes everything else on, and never outlives it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.terminal import PATIENCE, Terminal
from tui.guard import RESTORE

SENTENCE = "被强行结束，屏幕已经清空。"
CLEARED = f"{RESTORE}{SENTENCE}\r\n".encode()
DRAWS = "print('\\x1b[?1049h\\x1b[?1003h优秀', flush=True)"
FACE = f"""
import os, signal, sys, time
from tui import guard
guard.PATIENCE = {{patience}}
def face():
    {DRAWS}
    {{work}}
sys.exit(guard.run(face, {SENTENCE!r}))
"""
UNGUARDED = FACE.replace(f"guard.run(face, {SENTENCE!r})", "face()")
LATE = FACE.replace(
    "def face():",
    """
ask = signal.sigwait
def ask_late(numbers):
    signal.sigwait = ask
    while signal.SIGTERM not in signal.sigpending():
        time.sleep(0.01)
    return ask(numbers)
signal.sigwait = ask_late
def face():""",
)
"""The guard asks what it was sent only once it was sent something."""
WATCHED = f"""
import time
from tui import guard
with guard.watch({SENTENCE!r}):
    {DRAWS}
    {{work}}
print('left', flush=True)
"""
WAITS = "[time.sleep(0.05) for _ in range(2000)]"
"""In short sleeps: a signal that comes just before one is heard only after it."""
DEAF = f"signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); {WAITS}"
LEAVES = f"signal.signal(signal.SIGTERM, lambda *_: os._exit(7)); print('ready', flush=True); {WAITS}"


def guarded(work: str, code: str = FACE, *, patience: float = 100) -> Terminal:
    """A face under guard; only one that is deaf need ever use the patience up."""
    return Terminal(code=code.format(work=work, patience=patience))


def until_gone(pid: int) -> None:
    end = time.monotonic() + PATIENCE
    while is_alive(pid):
        assert time.monotonic() < end
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):  # gone while it was read, or before
        return False


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_face_that_was_killed_leaves_an_empty_terminal_and_one_sentence(number: int) -> None:
    with guarded(WAITS) as terminal:
        terminal.until("优秀")
        os.kill(terminal.face, number)
        status = terminal.ended()
        assert (status, terminal.output.endswith(CLEARED)) == (128 + number, True)


def test_without_a_guard_the_last_page_would_stay() -> None:
    with guarded(WAITS, UNGUARDED) as terminal:
        terminal.until("优秀")
        terminal.kill_face()
        assert terminal.output.rstrip().endswith("优秀".encode())


def test_keys_that_nobody_read_do_not_reach_the_shell() -> None:
    with guarded(WAITS) as terminal:
        terminal.until("优秀")
        terminal.press("1234\r")
        terminal.kill_face()
        assert terminal.unread() == 0


def test_the_terminal_gets_its_modes_back() -> None:
    with guarded("import tty; tty.setraw(0); print('raw', flush=True); " + WAITS) as terminal:
        terminal.until("raw")
        during, before = terminal.modes(), terminal.modes_before
        terminal.kill_face()
        assert (during != before, terminal.modes() == before) == (True, True)


@pytest.mark.parametrize("work", ["return 3", "raise SystemExit(3)"])
def test_a_face_that_leaves_by_itself_is_passed_on_as_it_is(work: str) -> None:
    with guarded(work) as terminal:
        assert (terminal.ended(), RESTORE.encode() in terminal.output) == (3, False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_guard_told_to_end_tells_the_face(number: int) -> None:
    with guarded(LEAVES) as terminal:
        terminal.until("ready")
        terminal.process.send_signal(number)
        assert terminal.ended() == 7


def test_a_guard_told_to_end_before_it_is_ready_tells_the_face_once_it_is() -> None:
    with guarded(LEAVES, LATE) as terminal:
        terminal.until("ready")
        terminal.process.terminate()
        assert terminal.ended() == 7


def test_a_face_that_does_not_hear_is_killed_and_cleared_away() -> None:
    with guarded(DEAF, patience=0.2) as terminal:
        terminal.until("deaf")
        terminal.process.terminate()
        assert (terminal.ended(), terminal.output.endswith(CLEARED)) == (128 + signal.SIGKILL, True)


def test_the_interrupt_key_is_the_faces_alone() -> None:
    with guarded(LEAVES) as terminal:
        terminal.until("ready")
        terminal.process.send_signal(signal.SIGINT)
        terminal.process.terminate()
        assert terminal.ended() == 7


def test_a_face_leaves_by_its_door_when_its_guard_is_killed() -> None:
    with guarded(LEAVES) as terminal:
        terminal.until("ready")
        face = terminal.face
        terminal.process.kill()
        until_gone(face)
        terminal.drain()
        assert RESTORE.encode() not in terminal.output


def test_a_face_whose_door_is_blocked_clears_the_screen_when_its_guard_is_killed() -> None:
    with guarded(DEAF, patience=0.2) as terminal:
        terminal.until("deaf")
        face = terminal.face
        terminal.process.kill()
        until_gone(face)
        terminal.drain()
        assert terminal.output.endswith(RESTORE.encode())


def test_what_holds_the_console_clears_after_it_was_killed() -> None:
    with guarded(WAITS, WATCHED) as terminal:
        terminal.until("优秀")
        terminal.process.kill()
        terminal.until_ending(CLEARED)


def test_keys_that_a_killed_console_did_not_read_do_not_reach_the_shell() -> None:
    """A slip typed on, blindly, would else stand at the prompt, and in the history of commands."""
    raw = "import tty; tty.setraw(0); print('raw', flush=True); "
    with guarded(raw + WAITS, WATCHED) as terminal:
        terminal.until("raw")
        terminal.press("1234\r")
        terminal.process.kill()
        terminal.until(SENTENCE)
        assert terminal.unread() == 0


def test_what_holds_the_console_is_gone_without_a_word_once_the_ballots_are() -> None:
    with guarded("pass", WATCHED) as terminal:
        terminal.until("left")
        assert (terminal.ended(), RESTORE.encode() in terminal.output) == (0, False)


def test_the_guard_imports_next_to_nothing() -> None:
    code = "import sys, tui.cli, tui.guard; print(*sys.modules)"
    with Terminal(code=code) as terminal:
        terminal.ended()
        loaded = terminal.output.decode().split()
    assert not [name for name in loaded if name.startswith(("textual", "rich", "sqlite", "nacl", "asyncio"))]
