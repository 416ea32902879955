"""The handbook says what the program does."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from tui import cli
from tui.cli_export import DOCUMENTS

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = (ROOT / "README.zh.md").read_text(encoding="utf-8")


def test_its_table_of_keys_is_that_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    assert import_module("key_table").written(HANDBOOK) == HANDBOOK


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_picture_and_file_it_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    linked = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in linked if not (ROOT / link).exists()] == []


def test_it_names_every_command() -> None:
    assert [command for command in cli.COMMANDS if command not in HANDBOOK] == []


def test_it_names_every_document_that_can_be_exported() -> None:
    assert [word for word in DOCUMENTS if f"{word} " not in HANDBOOK] == []
