"""`pingyi export`: what is written, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.acts import poll_drafts
from tests import paper
from tests.conftest import Branch
from tests.export.reading import all_text, opened
from tui import cli
from tui.cli_export import DOCUMENTS


@pytest.fixture
def path(branch: Branch) -> str:
    branch.book.close()
    return str(branch.book.path)


def test_the_minutes_become_a_word_file(path: str, tmp_path: Path) -> None:
    out = tmp_path / "记录.docx"
    assert cli.main(["export", "minutes", "--meeting", "1", "--out", str(out), "--db", path]) == 0
    assert "2026年度组织生活会会议记录" in all_text(opened(out.read_bytes()))


def test_the_suffix_decides_the_format(path: str, tmp_path: Path) -> None:
    out = tmp_path / "记录.md"
    cli.main(["export", "minutes", "--meeting", "1", "--out", str(out), "--db", path])
    assert out.read_text(encoding="utf-8").startswith("# 机关第一党支部2026年度组织生活会会议记录")


@pytest.mark.parametrize("name", ["记录.txt", "记录.doc", "记录"])
def test_a_suffix_that_would_lie_about_the_file_is_wrong_usage(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    out = tmp_path / name
    assert cli.main(["export", "minutes", "--out", str(out), "--db", path]) == 2
    assert ("应以 .docx 结尾" in capsys.readouterr().err, out.exists()) == (True, False)


def test_a_format_named_must_be_that_of_the_file(path: str, tmp_path: Path) -> None:
    out = tmp_path / "记录.md"
    assert cli.main(["export", "minutes", "--format", "docx", "--out", str(out), "--db", path]) == 2


def test_a_file_that_exists_is_refused_and_kept(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "记录.docx"
    out.write_bytes(b"old")
    assert cli.main(["export", "minutes", "--out", str(out), "--db", path]) == 1
    assert ("没有覆盖" in capsys.readouterr().err, out.read_bytes()) == (True, b"old")


def test_without_a_name_the_file_gets_one(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cli.main(["export", "signin", "--db", path])
    assert (tmp_path / "2026-11-22 2026年度组织生活会 签到表.docx").exists()


def test_a_number_of_no_meeting_is_refused(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        cli.main(["export", "minutes", "--meeting", "7", "--out", str(tmp_path / "a.docx"), "--db", path])
        == 1
    )
    assert "没有编号为7的会议" in capsys.readouterr().err


def test_an_unknown_document_is_wrong_usage(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "小说", "--db", path]) == 2
    assert "没有" in capsys.readouterr().err


def test_an_open_poll_refuses_the_export(
    branch: Branch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper.open_now(branch.book, paper.draft(branch.book, branch.meeting))
    out = tmp_path / "a.docx"
    assert cli.main(["export", "minutes", "--out", str(out), "--db", str(branch.book.path)]) == 1
    assert ("尚未计票完毕" in capsys.readouterr().err, out.exists()) == (True, False)


def test_slips_say_how_they_are_printed(
    branch: Branch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper.draft(branch.book, branch.meeting)
    cli.main(["export", "slips", "--out", str(tmp_path / "票.docx"), "--db", str(branch.book.path)])
    assert "文件里有28张票" in capsys.readouterr().out


def test_the_font_preset_of_the_configuration_is_used(path: str, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[documents]\nfonts = "系统自带"\n', encoding="utf-8")
    out = tmp_path / "记录.docx"
    cli.main(["export", "minutes", "--out", str(out), "--db", path, "--config", str(config)])
    assert opened(out.read_bytes()).paragraphs[0].runs[0].bold


def test_the_usage_text_knows_every_document() -> None:
    from db.export.desk import NAMES

    assert DOCUMENTS == NAMES


def test_papers_of_a_count_are_of_the_counted_poll_though_its_repetition_is_in_preparation(
    branch: Branch, tmp_path: Path
) -> None:
    counted = paper.whole_poll(branch.book, branch.meeting, paper.deck(6, 26))
    poll_drafts.draft_rerun(branch.book, counted, "有人未到")
    out = tmp_path / "单.docx"
    words = ["export", "count", "--poll", "民主测评", "--out", str(out), "--db", str(branch.book.path)]
    assert (cli.main(words), out.exists()) == (0, True)


def test_a_poll_that_there_is_not_is_told_with_those_that_there_are(
    branch: Branch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper.whole_poll(branch.book, branch.meeting, paper.deck(6, 26))
    out = tmp_path / "单.docx"
    words = ["export", "count", "--poll", "推荐", "--out", str(out), "--db", str(branch.book.path)]
    assert cli.main(words) == 1
    assert "现有：民主测评" in capsys.readouterr().err
