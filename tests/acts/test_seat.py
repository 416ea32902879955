"""One console a book."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db.errors import BookError
from db.seat import taken

ROOT = Path(__file__).resolve().parents[2]


def test_a_second_console_is_told_where_the_book_is_open(tmp_path: Path) -> None:
    book = tmp_path / "支部.db"
    with taken(book), pytest.raises(BookError, match="另一个主控台窗口"), taken(book):
        pass


def test_the_seat_is_free_again_afterwards_and_leaves_no_file(tmp_path: Path) -> None:
    book = tmp_path / "支部.db"
    with taken(book):
        pass
    with taken(book):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_killed_console_locks_nobody_out(tmp_path: Path) -> None:
    book = tmp_path / "支部.db"
    code = f"import os, pathlib\nfrom db.seat import taken\nwith taken(pathlib.Path({str(book)!r})): os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    with taken(book):
        pass


def test_two_books_in_one_folder_do_not_hinder_each_other(tmp_path: Path) -> None:
    with taken(tmp_path / "一支部.db"), taken(tmp_path / "二支部.db"):
        pass
