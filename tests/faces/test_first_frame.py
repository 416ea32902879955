"""What the console's first frame does not wait for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Branch

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import asyncio, sys
from pathlib import Path
from db.book import open_book
from db.config import Config
from tui import calm_app
calm_app.after_first_frame = lambda pump, run: None
from tui.console import shell
shell.IDLE_SECONDS = 3600  # or a start that takes four seconds would load places beforehand
from tui.console.app import ConsoleApp
async def first_frame():
    with open_book(Path(sys.argv[1])) as book:
        async with ConsoleApp(book, Config()).run_test(size=(160, 45)) as pilot:
            await pilot.pause()
            print(*sys.modules, sep="\\n")
asyncio.run(first_frame())
"""


@pytest.fixture
def loaded(branch: Branch) -> set[str]:
    branch.book.close()
    command = [sys.executable, "-c", CODE, str(branch.book.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_first_frame_waits_for_no_exporter_importer_or_crypto(loaded: set[str]) -> None:
    heavy = {"docx", "openpyxl", "lxml", "python_calamine", "nacl", "pypinyin", "sqlite_utils", "argparse"}
    assert loaded & heavy == set()


def test_only_the_pane_in_front_is_loaded(loaded: set[str]) -> None:
    assert {name for name in loaded if name.startswith("tui.console.panes.")} == {"tui.console.panes.home"}


def test_what_is_put_off_is_not_loaded_for_the_frame_itself(loaded: set[str]) -> None:
    put_off = {"db.scheme", "db.rules.scheme", "db.rules.ballot", "db.views.scene", "db.views.register_due"}
    assert loaded & put_off == set()
