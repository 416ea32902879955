"""The house: which room may know which, and what the console's start must not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def loaded(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has after a statement."""
    code = f"{statement}\nimport sys\nprint(' '.join(sorted(name.partition('.')[0] for name in sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize("module", ["db.book", "db.acts.stage", "db.views.status", "db.config"])
def test_the_book_has_no_screen(module: str) -> None:
    assert not loaded(f"import {module}") & {"textual", "rich", "tui"}


def test_the_rules_need_only_the_standard_library() -> None:
    modules = [
        f"db.rules.{path.stem}" for path in (ROOT / "db" / "rules").glob("*.py") if path.stem != "__init__"
    ]
    third_party = {
        "textual",
        "rich",
        "sqlite_utils",
        "nacl",
        "docx",
        "openpyxl",
        "pypinyin",
        "tomli",
        "sqlite3",
    }
    assert not loaded("import " + ", ".join(modules)) & third_party


def test_the_first_frame_waits_for_no_exporter_importer_crypto_or_pinyin() -> None:
    statement = "import tui.console.app, tui.console.panes.home, tui.console.panes.rollcall"
    slow = {"docx", "openpyxl", "python_calamine", "nacl", "pypinyin", "sqlite_utils", "lxml", "click"}
    assert not loaded(statement) & slow


def test_the_display_loads_no_writer_and_no_exporter() -> None:
    assert not loaded("import tui.display.app") & {"docx", "openpyxl", "nacl", "pypinyin", "sqlite_utils"}
