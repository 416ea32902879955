"""Where a book may stand, and what a full disk leaves of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db import place
from db.book import Book, open_book
from db.check import examine
from db.errors import BookError

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:30 / /mnt/share rw,relatime shared:9 - nfs4 server:/export rw,vers=4.2
31 22 0:31 / /mnt/支部\040共享 rw,relatime shared:10 - cifs //server/share rw
32 30 8:2 / /mnt/share/local rw,relatime - ext4 /dev/sdb1 rw
33 22 0:33 / /home/王/云 rw,nosuid - fuse.sshfs host:/ rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/王/支部", "ext4"),
        ("/mnt/share", "nfs4"),
        ("/mnt/share/a/b", "nfs4"),
        ("/mnt/shared", "ext4"),
        ("/mnt/share/local/a", "ext4"),
        ("/mnt/支部 共享/2026", "cifs"),
        ("/home/王/云/簿", "fuse.sshfs"),
    ],
)
def test_the_innermost_mount_says_what_a_folder_is_on(folder: str, kind: str) -> None:
    assert place.mounted_type(Path(folder), place.linux_mounts(MOUNTS)) == kind


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_a_network_share_is_refused_and_nothing_is_made_there(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    folder = tmp_path / "share"
    folder.mkdir()
    named = str(folder).replace(" ", r"\040")
    mounts.write_text(
        f"22 1 8:1 / / rw - ext4 d rw\n30 22 0:3 / {named} rw - {kind} s rw\n", encoding="utf-8"
    )
    monkeypatch.setattr(place, "MOUNTINFO", mounts)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(BookError, match="网络共享"):
        open_book(folder / "支部.db")
    assert list(folder.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="不存在"):
        open_book(tmp_path / "没有" / "支部.db")


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="是文件夹"):
        open_book(tmp_path)


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_read_only_place_is_refused_before_anything_is_written(
    is_folder: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "支部.db"
    open_book(path).close()
    before = path.read_bytes()
    locked = tmp_path if is_folder else path
    real = os.access
    monkeypatch.setattr("os.access", lambda at, mode: Path(at) != locked and real(at, mode))
    with pytest.raises(BookError, match="不能写入"):
        open_book(path)
    assert path.read_bytes() == before


def fill(book: Book) -> None:
    """Let the disk be full from here on, as SQLite sees it."""
    book.conn.execute(f"PRAGMA max_page_count = {book.value('PRAGMA page_count')}")


def write_much(book: Book) -> None:
    with book.write("organisation.added") as writing:
        writing.db.table("organisation").insert({"uid": "u", "kind": "branch", "name": "支" * 100_000})


def test_a_full_disk_is_said_in_chinese(book: Book) -> None:
    fill(book)
    with pytest.raises(BookError, match="磁盘已满"):
        write_much(book)


def test_a_full_disk_leaves_no_half_act(book: Book) -> None:
    fill(book)
    with pytest.raises(BookError):
        write_much(book)
    assert book.value("SELECT count(*) FROM organisation") == 0


def test_a_book_that_met_a_full_disk_is_sound(book: Book) -> None:
    fill(book)
    with pytest.raises(BookError):
        write_much(book)
    assert examine(book).is_sound


def test_a_name_too_long_for_the_system_is_no_file(tmp_path: Path) -> None:
    assert not place.is_file(tmp_path / ("长" * 400))


def test_a_folder_that_may_not_be_looked_into_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def withheld(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", withheld)
    assert not place.is_folder(tmp_path)
