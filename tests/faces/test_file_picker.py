"""Paths as people type and drop them; what a folder offers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.config import Config
from tui.console.app import ConsoleApp
from tui.widgets.file_picker import PickFile, entries, first_folder, typed_path, usual_folders

if TYPE_CHECKING:
    from tests.conftest import Branch

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


def titles_and_hints(home: Path, *drives: Path) -> list[tuple[str, str]]:
    return [(entry.title, entry.hint) for entry in usual_folders(home, drives)]


def test_without_a_desktop_the_home_folder_and_sticks_are_offered(tmp_path: Path) -> None:
    assert titles_and_hints(tmp_path, Path("/media/li/党务U盘")) == [
        (f"{tmp_path.name}/", "个人文件夹"),
        ("党务U盘/", "U盘、磁盘"),
    ]


def test_the_usual_folders_come_first_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "下载").mkdir()
    assert [title for title, _ in titles_and_hints(tmp_path)] == ["下载/", f"{tmp_path.name}/"]


@pytest.mark.parametrize(
    ("made", "begins"), [((), "家"), (("家/桌面",), "家/桌面"), (("家/桌面", "这里/名册.xlsx"), "这里")]
)
def test_choosing_begins_where_such_files_are_likely(
    tmp_path: Path, made: tuple[str, ...], begins: str
) -> None:
    for name in ("家", "这里", *made):
        path = tmp_path / name
        if path.suffix:
            path.write_bytes(b"")
        else:
            path.mkdir()
    assert first_folder(tmp_path / "家", tmp_path / "这里") == tmp_path / begins
    assert first_folder(tmp_path / "家", tmp_path / "没有") == tmp_path / begins.replace("这里", "家/桌面")


async def test_a_folder_of_the_program_is_not_what_is_listed_first(
    branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, here = tmp_path / "家目录", tmp_path / "程序"
    (here / "tui").mkdir(parents=True)
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.chdir(here)
    app = ConsoleApp(branch.book, Config(), start="roster")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "1")
        await pilot.pause()
        await pilot.pause()
        picker = app.screen
        assert isinstance(picker, PickFile)
        assert picker.folder == home
