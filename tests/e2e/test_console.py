"""The console as a process on a terminal of its own: what it leaves behind."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests import sample
from tests.e2e.terminal import Terminal, outside_alternate_screen

if TYPE_CHECKING:
    from tests.conftest import Branch

EMPTIED = b"\x1b[?1049h\x1b[H\x1b[2J\x1b[?1049l"


def console(branch: Branch) -> Terminal:
    return Terminal("console", "--db", str(branch.book.path))


def test_the_console_empties_its_screen_when_it_is_left(branch: Branch) -> None:
    with console(branch) as terminal:
        terminal.until("机关第一党支部")
        terminal.press("\x11")
        terminal.until("确定退出")
        terminal.until("2 返回")
        terminal.press("1")
        status = terminal.ended()
        output = terminal.output
    assert (status, output.rstrip().endswith(EMPTIED)) == (0, True)
    assert not [name for name in sample.NAMES if name in outside_alternate_screen(output)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_console_told_to_end_empties_its_screen(branch: Branch, number: int) -> None:
    with console(branch) as terminal:
        terminal.until("机关第一党支部")
        terminal.process.send_signal(number)
        terminal.ended()
        output = terminal.output
    assert output.rstrip().endswith(EMPTIED)


def test_what_is_written_beside_the_other_screen_is_caught() -> None:
    with Terminal(
        code="print('优秀', flush=True); print('\\x1b[?1049h合格\\x1b[?1049l', flush=True)"
    ) as terminal:
        terminal.ended()
        kept = outside_alternate_screen(terminal.output)
    assert ("优秀" in kept, "合格" in kept) == (True, False)
