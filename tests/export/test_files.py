"""Where documents go, and that nothing is overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.errors import Refused
from db.export.files import FileError, file_name, save_new, save_numbered


def test_a_name_is_one_that_every_system_takes() -> None:
    name = file_name("2026年度/组织:生活会?", "会议记录", day=date(2026, 11, 22), suffix=".docx")
    assert name == "2026-11-22 2026年度 组织 生活会 会议记录.docx"


def test_a_name_of_nothing_is_still_a_name() -> None:
    assert file_name("??", suffix=".md") == "导出.md"


def test_a_long_title_is_cut_before_the_suffix() -> None:
    assert file_name("会" * 300, suffix=".docx") == "会" * 60 + ".docx"


def test_a_new_file_holds_what_was_given(tmp_path: Path) -> None:
    assert save_new(tmp_path / "a" / "b.docx", b"x").read_bytes() == b"x"


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    with pytest.raises(Refused, match="没有覆盖"):
        save_new(path, b"new")
    assert path.read_bytes() == b"old"


def test_the_next_file_of_one_name_gets_a_number(tmp_path: Path) -> None:
    names = [save_numbered(tmp_path, "会议记录.docx", b"x").name for _ in range(3)]
    assert names == ["会议记录.docx", "会议记录(2).docx", "会议记录(3).docx"]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(FileError):
        save_new(tmp_path / "文件" / "a.docx", b"x")


def test_what_cannot_be_written_whole_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileError, match="磁盘已满"):
        save_new(tmp_path / "a.docx", b"x")
    assert list(tmp_path.iterdir()) == []
