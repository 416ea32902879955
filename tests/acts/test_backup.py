"""Copies of the book: whole or absent, never while votes are secret, the last ten kept."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from db import backup
from db.book import Book, open_book
from db.check import examine
from db.errors import BookError, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Branch
    from tests.sample import Clock


def open_poll(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at)"
            " VALUES ('u', ?, 'appraisal', 'totals', '民主测评', 'open', '[]', '{}', '')",
            (branch.meeting,),
        )


def test_a_copy_holds_what_still_sat_in_the_write_ahead_log(branch: Branch, tmp_path: Path) -> None:
    backup.copy_to(branch.book, tmp_path / "外" / "备份.db")
    with open_book(tmp_path / "外" / "备份.db", create=False) as copy:
        assert copy.value("SELECT count(*) FROM member") == len(branch.members)


def test_a_copy_is_a_sound_book(branch: Branch, tmp_path: Path) -> None:
    backup.copy_to(branch.book, tmp_path / "备份.db")
    with open_book(tmp_path / "备份.db", create=False) as copy:
        assert examine(copy).is_sound


def test_a_copy_never_overwrites(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "重要.db"
    target.write_bytes(b"x")
    with pytest.raises(BookError, match="不会覆盖"):
        backup.copy_to(book, target)
    assert target.read_bytes() == b"x"


def test_no_copy_is_made_while_a_secret_poll_is_open(branch: Branch, tmp_path: Path) -> None:
    open_poll(branch)
    with pytest.raises(Refused, match="现在不能备份"):
        backup.copy_to(branch.book, tmp_path / "备份.db")
    assert not (tmp_path / "备份.db").exists()


def test_nor_is_an_automatic_one(branch: Branch) -> None:
    open_poll(branch)
    with pytest.raises(Refused, match="现在不能备份"):
        backup.automatic(branch.book, "闭会")
    assert not backup.folder(branch.book).exists()


def kinds(book: Book) -> list[str]:
    return [row[0] for row in book.rows("SELECT kind FROM event ORDER BY id")]


def test_every_copy_is_told_to_the_log_of_the_book(book: Book, tmp_path: Path) -> None:
    backup.copy_to(book, tmp_path / "备份.db")
    backup.automatic(book, "闭会")
    assert kinds(book)[-2:] == ["backup.made", "backup.made"]


def test_a_copy_is_told_to_the_log_before_its_first_byte(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(backup, "_vacuum_into", lambda *_: told.extend(kinds(book)))
    backup.copy_to(book, tmp_path / "备份.db")
    assert told[-1] == "backup.made"


def test_no_book_is_brought_up_to_date_while_a_secret_poll_is_open(branch: Branch) -> None:
    open_poll(branch)
    branch.book.conn.execute("PRAGMA user_version = 0")
    with pytest.raises(BookError, match="请用原来版本的评议台打开"):
        open_book(branch.book.path)
    assert not backup.folder(branch.book).exists()


def test_a_copy_that_fails_leaves_nothing_behind(book: Book, tmp_path: Path) -> None:
    (tmp_path / "挡路").write_bytes(b"")
    with pytest.raises(BookError, match="备份写不到"):
        backup.copy_to(book, tmp_path / "挡路" / "备份.db")
    assert (tmp_path / "挡路").read_bytes() == b""


def test_a_full_disk_stops_the_copy_and_leaves_nothing_behind(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BookError, match="簿册本身未受影响"):
        backup.copy_to(book, tmp_path / "外" / "备份.db")
    assert list((tmp_path / "外").iterdir()) == []


def test_the_last_ten_automatic_copies_stay(book: Book, clock: Clock) -> None:
    made = []
    for _ in range(backup.KEPT + 3):
        clock.move(60)
        made.append(backup.automatic(book, "闭会"))
    assert sorted(backup.folder(book).iterdir()) == made[3:]


def test_a_persons_own_file_in_that_folder_is_not_counted_nor_deleted(book: Book, clock: Clock) -> None:
    backup.folder(book).mkdir()
    own = backup.folder(book) / "01-自己存的.db"
    own.write_bytes(b"x")
    for _ in range(backup.KEPT + 1):
        clock.move(60)
        backup.automatic(book, "闭会")
    assert own.exists()


def test_a_copy_comes_before_any_migration(tmp_path: Path) -> None:
    path = tmp_path / "旧.db"
    open_book(path).close()
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA user_version = 0")
    conn.close()
    with open_book(path) as book:
        assert [copy.name[-6:] for copy in backup.folder(book).iterdir()] == ["升级前.db"]
