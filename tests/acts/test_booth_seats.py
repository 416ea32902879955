"""Places of booths: taken once, free when the process ends, and no file of one that crashed is left for good."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from db import booth_seats
from db.acts import cleaning, polls
from db.booth_seats import is_taken, sweep, take
from db.seat import hold
from tests import booth as kit
from tests.conftest import Branch
from tui.booth.joining import join

CRASHED = """
import os, pathlib, sys
from db.booth_seats import take
seat = take(pathlib.Path(sys.argv[1]), 1, int(sys.argv[2]))
os.kill(os.getpid(), 9)
"""


def crash(book: Path, number: int) -> None:
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", CRASHED, str(book), str(number)], cwd=root, check=False)


def files(book: Path) -> list[str]:
    return sorted(file.name for file in book.parent.iterdir() if "投票台" in file.name)


def test_a_place_is_taken_once_and_falls_free(branch: Branch) -> None:
    path = branch.book.path
    first = take(path, 1, 1)
    assert first is not None
    second, taken = take(path, 1, 1), is_taken(path, 1, 1)
    first.release()
    assert (second, taken, is_taken(path, 1, 1), files(path)) == (None, True, False, [])


def test_sweeping_takes_what_a_crash_left_and_leaves_what_is_held(tmp_path: Path) -> None:
    book = tmp_path / "簿册.db"
    crash(book, 1)
    held = take(book, 1, 2)
    other = tmp_path / ".另一本.db.投票台1-1"
    other.touch()
    before = files(book)
    sweep(book)
    assert held is not None
    after, taken = files(book), is_taken(book, 1, 2)
    held.release()
    assert len(before) == 3
    assert (after, taken) == ([".另一本.db.投票台1-1", ".簿册.db.投票台1-2"], True)


def test_a_place_swept_while_it_is_taken_is_taken_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "簿册.db"
    swept: list[bool] = []

    def hold_after_a_sweep(file: IO[Any]) -> None:
        if not swept:
            swept.append(True)
            sweep(book)
        hold(file)

    monkeypatch.setattr(booth_seats, "hold", hold_after_a_sweep)
    seat = take(book, 1, 1)
    assert seat is not None
    taken, names = is_taken(book, 1, 1), files(book)
    seat.release()
    assert (swept, taken, names) == ([True], True, [".簿册.db.投票台1-1"])


def test_a_folder_that_is_gone_is_swept_without_a_word(tmp_path: Path) -> None:
    sweep(tmp_path / "没有" / "簿册.db")
    assert not (tmp_path / "没有").exists()


def test_a_booth_that_starts_sweeps(branch: Branch) -> None:
    crash(branch.book.path, 9)
    poll = kit.open_poll(branch.book, branch.meeting)
    _, seat = join(branch.book, poll)
    names = files(branch.book.path)
    seat.release()
    assert len(names) == 1
    assert names[0].endswith(f"{poll}-1")


def test_a_console_that_starts_sweeps(branch: Branch) -> None:
    crash(branch.book.path, 9)
    cleaning.resume_cleaning(branch.book)
    assert files(branch.book.path) == []


def test_the_end_of_a_poll_sweeps(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    crash(branch.book.path, 9)
    polls.void_poll(branch.book, poll, "重来")
    cleaning.finish_cleaning(branch.book, poll)
    assert files(branch.book.path) == []
