"""Booths as processes on terminals of their own: two of them, one killed, and what each leaves behind."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.acts import booths, polls
from db.booth_seats import is_taken
from db.rules.ballot import APPRAISAL_FORM, Ballot
from db.rules.tally import tally
from db.views.booths import door
from tests import booth as kit
from tests import paper, sample
from tests.e2e.terminal import ROOT, Terminal, outside_alternate_screen, plain
from tui.cli import KILLED
from tui.guard import RESTORE
from tui.strings import booth as words

if TYPE_CHECKING:
    from tests.conftest import Branch

DIGITS = "12341234123412341234123412"
WAIT = words.WAIT_TEXT
KILLED_AFTER_CAST = """
import os, signal, sys
from db.acts import booths
booths.leave = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)
from tui.cli import main
sys.exit(main(sys.argv[1:]))
"""
CRASHES_IN_HAND = """
import sys
from db.acts import booths
def broken(book, poll, sealer, number, ballot, **named):
    choices = ballot.marks
    raise RuntimeError(f"{choices}")
booths.cast = broken
from tui.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def poll(branch: Branch) -> int:
    return kit.open_poll(branch.book, branch.meeting)


def booth(branch: Branch, *, code: str = "", environment: dict[str, str] | None = None) -> Terminal:
    path = branch.book.path
    return Terminal("booth", "--db", str(path), code=code, environment=environment or {}, folder=path.parent)


def unlock(terminal: Terminal) -> None:
    terminal.until("请监票人、计票人到这里输入各自的密码")
    terminal.press("\r")
    for code, role in zip(paper.CODES, ("监票人密码", "计票人密码"), strict=True):
        terminal.until(role)
        terminal.press(code + "\r")
    terminal.until(WAIT)


def vote(terminal: Terminal, digits: str = DIGITS) -> None:
    terminal.until("按 Enter 开始")
    terminal.press("\r")
    terminal.until("已填 0/26")
    terminal.press(digits + "\r\r")
    terminal.until(words.THANKS_TEXT)


def test_two_booths_take_ballots_at_once(branch: Branch, poll: int) -> None:
    with booth(branch) as one, booth(branch) as two:
        unlock(one)
        unlock(two)
        booths.admit(branch.book, poll, 1)
        booths.admit(branch.book, poll, 2)
        vote(one)
        vote(two, "2" * 26)
        one.until(WAIT)
        booths.admit(branch.book, poll, 1)
        vote(one, "3" * 26)
    polls.count_booth(branch.book, poll, 3, 3)
    deck = [Ballot(tuple(map(int, digits))) for digits in (DIGITS, "2" * 26, "3" * 26)]
    assert paper.count(branch.book, poll) == tally(deck, APPRAISAL_FORM, 26)


def test_killed_between_cast_and_leaving_the_ballot_is_in_once_and_the_booth_comes_back(
    branch: Branch, poll: int
) -> None:
    with booth(branch, code=KILLED_AFTER_CAST) as first:
        unlock(first)
        booths.admit(branch.book, poll, 1)
        first.until("按 Enter 开始")
        first.press("\r")
        first.until("已填 0/26")
        first.press(DIGITS + "\r\r")
        assert first.ended() == 128 + signal.SIGKILL
    now = door(branch.book, poll)
    assert (now.cast, now.busy, is_taken(branch.book.path, poll, 1)) == (1, 1, False)
    assert booths.settle_broken(branch.book, poll, [1]) == 0
    with booth(branch) as again:
        unlock(again)
        booths.admit(branch.book, poll, 1)
        vote(again)
    polls.count_booth(branch.book, poll, 2, 2)
    ballot = Ballot(tuple(map(int, DIGITS)))
    assert paper.count(branch.book, poll) == tally([ballot] * 2, APPRAISAL_FORM, 26)


def test_killed_with_a_ballot_in_hand_nothing_is_in_and_the_voter_votes_again(
    branch: Branch, poll: int
) -> None:
    with booth(branch) as first:
        unlock(first)
        booths.admit(branch.book, poll, 1)
        first.until("按 Enter 开始")
        first.press("\r" + DIGITS)
        first.until("已填 26/26")
        status = first.kill_face()
        output = first.output
    assert (status, booths.settle_broken(branch.book, poll, [1])) == (128 + signal.SIGKILL, 1)
    # The page with half a ballot is gone, and whatever was scrolled away with it.
    assert output.endswith(f"{RESTORE}{KILLED['booth']}\r\n".encode())
    with booth(branch) as again:
        unlock(again)
        booths.admit(branch.book, poll, 1)
        vote(again)
    assert door(branch.book, poll).cast == 1


def leave(terminal: Terminal) -> int:
    """F12 and both codes; the exit status."""
    terminal.until(WAIT)
    terminal.press("\x1b[24~")
    for code, role in zip(paper.CODES, ("监票人密码", "计票人密码"), strict=True):
        terminal.until(role)
        terminal.press(code + "\r")
    return terminal.ended()


SECRETS = ("优秀", "合格", "弃权", *sample.NAMES)


def test_the_terminal_keeps_nothing_of_a_ballot(branch: Branch, poll: int) -> None:
    with booth(branch) as terminal:
        unlock(terminal)
        booths.admit(branch.book, poll, 1)
        vote(terminal)
        status = leave(terminal)
        output = terminal.output
    kept = outside_alternate_screen(output)
    assert (status, [text for text in SECRETS if text in kept]) == (0, [])
    assert "优秀" in plain(output)  # it was there to be kept
    assert b"\x1b[?1049h" in output
    # The other screen is emptied last of all, whatever stood on it.
    assert output.rstrip().endswith(b"\x1b[?1049h\x1b[H\x1b[2J\x1b[?1049l")


def test_no_byte_reaches_the_clipboard_or_the_title(branch: Branch, poll: int) -> None:
    with booth(branch) as terminal:
        unlock(terminal)
        booths.admit(branch.book, poll, 1)
        terminal.until("按 Enter 开始")
        terminal.press("\r" + DIGITS)
        terminal.until("已填 26/26")
        terminal.press("\x01\x03\x18")  # ctrl+a, ctrl+c, ctrl+x
        terminal.press(
            "\x1b[<0;10;5M\x1b[<32;60;15M\x1b[<0;60;15m\x03"
        )  # dragged over the ballot with the mouse
        terminal.press("\r\r")
        terminal.until(words.THANKS_TEXT)
        output = terminal.output
    assert b"\x1b]52" not in output
    commands = re.findall(rb"\x1b\]([^\x07\x1b]*)", output)
    assert not [command for command in commands for text in SECRETS if text.encode() in command]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_booth_told_to_end_wipes_the_ballot_in_hand(branch: Branch, poll: int, number: int) -> None:
    with booth(branch) as terminal:
        unlock(terminal)
        booths.admit(branch.book, poll, 1)
        terminal.until("按 Enter 开始")
        terminal.press("\r" + DIGITS)
        terminal.until("已填 26/26")
        terminal.process.send_signal(number)
        terminal.ended()
        output = terminal.output
    now = door(branch.book, poll)
    assert (now.admitted, now.busy) == (0, 0)  # it knew that its voter had not cast, and said so
    assert [text for text in SECRETS if text in outside_alternate_screen(output)] == []
    assert output.rstrip().endswith(b"\x1b[?1049h\x1b[H\x1b[2J\x1b[?1049l")


def test_a_crash_with_a_ballot_in_hand_leaves_one_sentence(branch: Branch, poll: int) -> None:
    with booth(branch, code=CRASHES_IN_HAND) as terminal:
        unlock(terminal)
        booths.admit(branch.book, poll, 1)
        terminal.until("按 Enter 开始")
        terminal.press("\r" + DIGITS + "\r\r")
        status = terminal.ended()
        kept = outside_alternate_screen(terminal.output)
    log = (branch.book.path.parent / "出错记录.log").read_text(encoding="utf-8")
    assert (status, "评议台遇到意外错误" in kept, "RuntimeError" in log) == (1, True, True)
    assert not [text for text in (*SECRETS, "1, 2, 3, 4", DIGITS) if text in kept + log]


RECORDERS = (
    "TEXTUAL",
    "TEXTUAL_LOG",
    "TEXTUAL_DEBUG",
    "TEXTUAL_PRESS",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_DRIVER",
)


def test_what_would_record_textual_records_no_booth(branch: Branch, poll: int, tmp_path: Path) -> None:
    log = tmp_path / "记录.log"
    wanted = {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_LOG": str(log),
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_PRESS": "1,1,1",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path),
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
    }
    before = set(tmp_path.rglob("*"))
    with booth(branch, environment=wanted) as terminal:
        unlock(terminal)
        booths.admit(branch.book, poll, 1)
        vote(terminal)
        time.sleep(0.2)
    new = {path.name for path in set(tmp_path.rglob("*")) - before}
    assert not [name for name in new if name.endswith((".log", ".svg"))]
    assert not log.exists()


UNGUARDED = """
import sys
from tui import terminal
terminal.set_switches = lambda *arguments, **named: None
terminal.is_recorded = lambda: False
from tui.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_booth_that_inherited_a_recorder_is_caught_by_what_it_records(
    branch: Branch, poll: int, tmp_path: Path
) -> None:
    log = tmp_path / "记录.log"
    recorder = {"TEXTUAL_LOG": str(log), "TEXTUAL_DEBUG": "1", "TEXTUAL": "debug"}
    with booth(branch, code=UNGUARDED, environment=recorder) as terminal:
        unlock(terminal)
        booths.admit(branch.book, poll, 1)
        vote(terminal)
        time.sleep(0.2)
    assert (tmp_path / "keys.log").exists()  # where the test above would find it
    pressed = re.findall(r"Key\(key='(\d)'", log.read_text(encoding="utf-8", errors="replace"))
    assert DIGITS in "".join(pressed)


def test_textual_imported_with_a_recorder_on_is_refused(branch: Branch, poll: int, tmp_path: Path) -> None:
    assert poll
    code = "import sys, textual.constants\nfrom tui.cli import main\nsys.exit(main(sys.argv[1:]))"
    recorder = {"TEXTUAL_LOG": str(tmp_path / "记录.log")}
    with booth(branch, code=code, environment=recorder) as terminal:
        status = terminal.ended()
        assert (status, words.INHERITED in terminal.text_since()) == (1, True)


PLACES = [
    ("TMUX", "/run/tmux-0/default,1,0", "tmux"),
    ("STY", "1234.pts-0.host", "screen"),
    ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22", "ssh"),
    ("SSH_TTY", "/dev/pts/1", "ssh"),
    ("TERM", "screen-256color", "screen"),
    ("TERM", "tmux-256color", "tmux"),
]


@pytest.mark.parametrize(("name", "value", "what"), PLACES, ids=lambda value: value)
def test_a_terminal_that_others_see_is_refused_in_one_sentence(
    branch: Branch, name: str, value: str, what: str
) -> None:
    with booth(branch, environment={name: value}) as terminal:
        status = terminal.ended()
        said = terminal.text_since()
    assert (status, said) == (1, "".join(f"不能在这里投票：{words.OUTSIDE.format(what=what)}".split()))


def test_a_rehearsal_may_be_held_anywhere(branch: Branch, poll: int) -> None:
    assert poll
    with branch.book.quiet() as db:
        db.execute("UPDATE book SET rehearsal = 1")
    with booth(branch, environment={"TMUX": "1", "SSH_TTY": "/dev/pts/1"}) as terminal:
        unlock(terminal)


DUMPS_ALLOWED = """
import resource, sys
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from tui.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_booth_leaves_no_core_dump(branch: Branch, poll: int) -> None:
    assert poll
    with booth(branch, code=DUMPS_ALLOWED) as terminal:
        unlock(terminal)
        limits = Path(f"/proc/{terminal.face}/limits").read_text(encoding="utf-8")
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4] == "0"


def test_a_ballot_that_a_terminal_would_keep_is_caught() -> None:
    leaky = "\x1b[?1049h优秀\x1b[?1049l不合格".encode()
    assert [text for text in SECRETS if text in outside_alternate_screen(leaky)] == ["合格"]


def test_a_booth_loads_nothing_of_the_console_and_no_exporter() -> None:
    code = "import sys, tui.booth.app; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert not [
        name
        for name in loaded
        if name.startswith(("tui.console", "tui.display", "db.export", "docx", "openpyxl"))
    ]
