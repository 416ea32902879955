"""The book: what it refuses to open, and what an act leaves behind."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.book import GENESIS, Book, Reader, event_hash, open_book, open_reader
from db.errors import BookError

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_new_book_begins_with_a_genesis_event(book: Book) -> None:
    assert book.rows("SELECT kind, previous FROM event") == [("book.created", GENESIS)]


def test_an_act_appends_one_chained_event(book: Book) -> None:
    with book.write("member.added") as writing:
        writing.about(member=3)
    first, second = book.rows("SELECT at, kind, ids, digest, previous, hash FROM event ORDER BY id")
    assert second[4] == first[5]
    assert second[5] == event_hash(*(second[4], second[0], second[1], second[2], second[3]))


def test_an_act_that_fails_leaves_neither_row_nor_event(book: Book) -> None:
    def fail() -> None:
        with book.write("organisation.added") as writing:
            writing.db.table("organisation").insert({"uid": "u", "kind": "branch", "name": "支部"})
            raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert book.value("SELECT count(*) FROM organisation") == 0
    assert book.value("SELECT count(*) FROM event") == 1


def test_the_witness_cannot_be_rewritten(book: Book) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        book.conn.execute("UPDATE event SET kind = 'x'")


def test_foreign_keys_are_enforced(book: Book) -> None:
    with pytest.raises(sqlite3.IntegrityError), book.write("x.y") as writing:
        writing.db.table("observer").insert({"meeting_id": 99, "name": "周敏"})


def test_writes_are_durable(book: Book) -> None:
    assert book.value("PRAGMA synchronous") == 2
    assert book.value("PRAGMA journal_mode") == "wal"
    assert book.value("PRAGMA secure_delete") == 1


def test_nothing_is_set_aside_in_a_folder_for_temporary_files(book: Book) -> None:
    in_memory = 2
    assert book.value("PRAGMA temp_store") == in_memory


@pytest.mark.parametrize("name", ["支部?#%.db", "机关 一支部.db"])
def test_an_odd_file_name_opens_for_the_display_too(tmp_path: Path, name: str) -> None:
    with open_book(tmp_path / name), open_reader(tmp_path / name) as reader:
        assert reader.value("SELECT count(*) FROM book") == 1


def test_the_display_cannot_write(book: Book) -> None:
    with open_reader(book.path) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.conn.execute("UPDATE book SET room = 'single'")


def test_a_text_file_is_no_book_and_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "名单.db"
    file.write_text("姓名\n王伟\n", encoding="utf-8")
    with pytest.raises(BookError, match="不是评议台的簿册"):
        open_book(file)
    assert file.read_text(encoding="utf-8") == "姓名\n王伟\n"


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE t (x)")
    other.close()
    before = file.read_bytes()
    with pytest.raises(BookError, match="其他程序"):
        open_book(file)
    assert file.read_bytes() == before


def test_another_programs_database_is_named_as_such_to_a_reader_too(tmp_path: Path) -> None:
    path = tmp_path / "其他.db"
    with contextlib.closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE t (x)")
    with pytest.raises(BookError, match="其他程序"):
        open_reader(path)


def test_a_folder_is_no_book_to_a_reader(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="是文件夹"):
        open_reader(tmp_path)


@pytest.mark.parametrize("opens", [open_book, open_reader])
def test_a_folder_that_may_not_be_entered_is_told_in_chinese(
    opens: Callable[[Path], Reader], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def withheld(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", withheld)
    monkeypatch.setattr(Path, "open", withheld)
    with pytest.raises(BookError, match="没有权限"):
        opens(tmp_path / "簿册.db")


def test_a_book_newer_than_the_program_is_refused(book: Book) -> None:
    book.conn.execute("PRAGMA user_version = 999")
    book.close()
    with pytest.raises(BookError, match="更新版本"):
        open_book(book.path)


def test_a_missing_book_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="找不到簿册"):
        open_book(tmp_path / "没有.db", create=False)
    assert not (tmp_path / "没有.db").exists()
