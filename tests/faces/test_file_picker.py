"""Paths as people type and drop them; what a folder offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.widgets.file_picker import entries, typed_path

HOME = Path.home()
HERE = Path("/tmp")  # noqa: S108 - a folder to be relative to; nothing is written


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/数据/名册.xlsx", Path("/数据/名册.xlsx")),
        ("'/数据/名 册.xlsx'", Path("/数据/名 册.xlsx")),
        ("/数据/名\\ 册.xlsx ", Path("/数据/名 册.xlsx")),
        ("file:///%E6%95%B0%E6%8D%AE/a.xlsx", Path("/数据/a.xlsx")),
        ("~/a.xlsx", HOME / "a.xlsx"),
        ("a.xlsx", HERE / "a.xlsx"),
        ("“a.xlsx”", HERE / "a.xlsx"),
        ("  ", None),
    ],
)
def test_a_path_in_every_way_of_writing_it(text: str, path: Path | None) -> None:
    assert typed_path(text, HERE) == path


def test_a_folder_offers_the_way_up_spreadsheets_and_folders(tmp_path: Path) -> None:
    (tmp_path / "子").mkdir()
    for name in ("名册.XLSX", "旧.xls", "照片.jpg", ".隐藏.csv", "~$名册.xlsx"):
        (tmp_path / name).write_bytes(b"")
    titles = [entry.title for entry in entries(tmp_path)]
    assert (titles[0], sorted(titles[1:3]), titles[3:]) == ("../", ["名册.XLSX", "旧.xls"], ["子/"])


def test_a_link_that_leads_nowhere_does_not_close_its_folder(tmp_path: Path) -> None:
    (tmp_path / "断.xlsx").symlink_to(tmp_path / "没有.xlsx")
    (tmp_path / "名册.xlsx").write_bytes(b"")
    assert [entry.title for entry in entries(tmp_path)][1:] == ["名册.xlsx", "断.xlsx"]


def test_the_latest_file_comes_first(tmp_path: Path) -> None:
    import os

    for age, name in enumerate(("新.csv", "中.csv", "旧.csv")):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (1_700_000_000 - age * 100, 1_700_000_000 - age * 100))
    files = [entry.title for entry in entries(tmp_path) if not entry.is_folder]
    assert files == ["新.csv", "中.csv", "旧.csv"]
