"""The switches, the IME through Textual's parser, and the width probe on a pty."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from textual import constants, events
from textual._xterm_parser import XTermParser

from tui import terminal

ROOT = Path(__file__).resolve().parents[2]
HAN = "有很大差别不同程度存在理论学习不深入问题"
"""Twenty characters, as a secretary commits them at one stroke of the space bar."""


def keys(data: str, *, is_switched_off: bool, monkeypatch: pytest.MonkeyPatch) -> list[events.Key]:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", is_switched_off)
    XTermParser._parse_extended_key.cache_clear()
    parser = XTermParser()
    found = [*parser.feed(data), *parser.feed("")]
    return [event for event in found if isinstance(event, events.Key)]


def characters(found: list[events.Key]) -> str:
    return "".join(event.character or "" for event in found)


def as_kitty(text: str) -> str:
    return f"\x1b[0;;{':'.join(str(ord(character)) for character in text)}u"


@pytest.mark.parametrize("length", range(1, 21))
def test_a_commit_of_the_ime_arrives_whole_with_the_switch(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HAN[:length]
    assert characters(keys(text, is_switched_off=True, monkeypatch=monkeypatch)) == text


@pytest.mark.parametrize("length", range(1, 21))
def test_without_the_switch_textual_loses_commits_of_five_and_more(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason for the switch; when this fails, Textual has mended it."""
    found = characters(keys(as_kitty(HAN[:length]), is_switched_off=False, monkeypatch=monkeypatch))
    assert (found == HAN[:length]) is (length < 5)


def test_escape_of_a_kitty_terminal_on_windows_is_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    found = keys("\x1b[27u", is_switched_off=False, monkeypatch=monkeypatch)
    assert [event.key for event in found] == ["escape"]


def test_the_switch_would_turn_escape_into_letters_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason why Windows never gets the switch."""
    found = keys("\x1b[27u", is_switched_off=True, monkeypatch=monkeypatch)
    assert "escape" not in [event.key for event in found]


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_kitty_is_switched_off_where_the_ime_needs_it(platform: str) -> None:
    environ: dict[str, str] = {}
    terminal.set_switches(environ, platform)
    assert environ == {"TEXTUAL_DISABLE_KITTY_KEY": "1"}


def test_a_users_own_setting_of_the_switch_stays() -> None:
    environ = {"TEXTUAL_DISABLE_KITTY_KEY": "0"}
    terminal.set_switches(environ, "linux")
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "0"


def test_kitty_stays_on_windows_even_when_the_environment_says_otherwise() -> None:
    environ = {"TEXTUAL_DISABLE_KITTY_KEY": "1"}
    terminal.set_switches(environ, "win32")
    assert environ == {}


@pytest.mark.parametrize(
    "name", ["TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT"]
)
def test_what_logs_or_presses_keys_is_not_inherited(name: str) -> None:
    environ = {name: "1", "PATH": "/bin"}
    terminal.set_switches(environ, "linux")
    assert name not in environ


def test_textual_serve_may_choose_its_driver() -> None:
    environ = {"TEXTUAL_DRIVER": "web"}
    terminal.set_switches(environ, "linux")
    assert environ["TEXTUAL_DRIVER"] == "web"


def test_the_booth_inherits_nothing() -> None:
    environ = {"TEXTUAL_DRIVER": "web", "TEXTUAL_DISABLE_KITTY_KEY": "0"}
    terminal.set_switches(environ, "linux", is_booth=True)
    assert environ == {"TEXTUAL_DISABLE_KITTY_KEY": "1"}


def test_textual_is_imported_with_the_switch_set() -> None:
    code = (
        "from tui import terminal\n"
        "def face():\n    from textual import constants\n    return constants.DISABLE_KITTY_KEY\n"
        "print(terminal.load(face))"
    )
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "(True, None)"


def on_a_pty(reply: bytes | None) -> tuple[str, bytes]:
    """Run `load` on a pty that answers the question with `reply`; what it printed, and what it wrote at first.

    An answer is waited for however long this process takes to give it.
    """
    code = (
        "import termios\nfrom tui import terminal\n"
        f"terminal.PATIENCE = {terminal.PATIENCE if reply is None else 100}\n"
        "before = termios.tcgetattr(0)\nloaded = terminal.load(lambda: None)\n"
        "print('result', loaded[1], termios.tcgetattr(0) == before, flush=True)"
    )
    master, slave = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color"}
    child = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, stdin=slave, stdout=slave, start_new_session=True
    )
    os.close(slave)
    said, answered = b"", False
    while b"result" not in said or not said.endswith(b"\n"):
        ready, _, _ = select.select([master], [], [], 30)
        assert ready, said
        try:
            said += os.read(master, 4096)
        except OSError:
            break
        if b"\x1b[6n" in said and reply is not None and not answered:
            answered = True
            os.write(master, reply)
    child.wait()
    os.close(master)
    return said.decode().partition("result ")[2].strip(), said


def test_a_terminal_that_draws_lines_in_one_column_keeps_the_normal_look() -> None:
    assert on_a_pty(b"\x1b[12;2R")[0] == "False True"


def test_a_terminal_that_draws_lines_wide_gets_the_compatible_look() -> None:
    assert on_a_pty(b"\x1b[12;3R")[0] == "True True"


def test_keys_typed_ahead_do_not_hide_the_answer() -> None:
    assert on_a_pty(b"12\x1b[12;3R")[0] == "True True"


def test_a_silent_terminal_is_not_waited_for_long_and_is_left_as_it_was() -> None:
    assert on_a_pty(None)[0] == "None True"


def test_the_question_wipes_its_glyph_away() -> None:
    assert b"\xe2\x94\x80\x1b[6n\r\x1b[K" in on_a_pty(b"\x1b[1;2R")[1]


def test_a_pipe_is_asked_nothing() -> None:
    code = "from tui import terminal; terminal.load(lambda: None)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("encoding", "is_fault"), [("utf-8", "False"), ("gb18030", "True"), ("ascii", "False")]
)
def test_a_terminal_that_cannot_carry_chinese_is_refused_in_chinese(encoding: str, is_fault: str) -> None:
    code = "from tui import terminal; fault = terminal.encoding_fault(); print(fault is not None, 'UTF-8' in (fault or ''))"
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, check=True
    )
    assert done.stdout.decode().split() == [is_fault, is_fault]
