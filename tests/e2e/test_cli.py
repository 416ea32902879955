"""The command line: what each outcome prints and returns, without a terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from db.book import open_book
from tests.conftest import Branch
from tui import cli

ROOT = Path(__file__).resolve().parents[2]
LATIN = re.compile(r"[A-Za-z]{2,}")


def pingyi(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tui", *words], cwd=ROOT, env={**os.environ, **environment}, capture_output=True,
        text=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


@pytest.fixture
def path(branch: Branch) -> str:
    branch.book.close()
    return str(branch.book.path)


@pytest.mark.parametrize("place", ["before", "after", "equals"])
def test_the_book_is_named_before_or_after_the_command(
    place: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {
        "before": ["--db", path, "meetings"],
        "after": ["meetings", "--db", path],
        "equals": ["meetings", f"--db={path}"],
    }
    assert cli.main(words[place]) == 0
    assert "2026年度组织生活会" in capsys.readouterr().out


def test_meetings_are_json_for_scripts(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["meetings", "--json", "--db", path])
    assert [meeting["number"] for meeting in json.loads(capsys.readouterr().out)] == [1]


def test_check_says_that_a_book_is_sound(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--json", "--db", path]) == 0
    assert json.loads(capsys.readouterr().out)["is_sound"] is True


def test_check_refuses_a_book_that_is_not(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_book(Path(path)) as book:
        book.conn.execute("DROP TRIGGER event_no_update")
        book.conn.execute("UPDATE event SET digest = 'x'")
    assert cli.main(["check", "--db", path]) == 1
    assert "检查未通过" in capsys.readouterr().err


def test_backup_makes_the_file(path: str, tmp_path: Path) -> None:
    assert cli.main(["backup", "--out", str(tmp_path / "备.db"), "--db", path]) == 0
    assert (tmp_path / "备.db").exists()


def test_backup_without_a_name_stands_beside_the_book(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["backup", "--db", path])
    assert Path(capsys.readouterr().out.removeprefix("已备份到 ").strip()).parent == Path(path).parent


def test_a_missing_book_is_refused_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "没有.db"
    assert cli.main(["backup", "--db", str(missing)]) == 1
    assert ("找不到簿册" in capsys.readouterr().err, missing.exists()) == (True, False)


@pytest.mark.parametrize(
    "words",
    [
        ["不存在的命令"],
        ["check", "--wrong"],
        ["check", "more"],
        ["backup", "--out"],
        ["check", "--db"],
        ["check", "--db", "a.db", "--db", "b.db"],
        ["console", "more"],
        ["check", "--json=1"],
        ["export", "nothing"],
        ["export", "minutes", "--meeting", "one"],
    ],
)
def test_wrong_usage_is_two_and_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 2
    said = capsys.readouterr().err
    known = {"pingyi", "db", "config", "help", "out", "json", "wrong", "more", "check", "console", "demo", "display", "booth",
             "rehearse", "import", "export", "members", "meetings", "points", "scheme", "backup", "nothing", "one", "meeting",
             "minutes", "slips", "count", "summary", "signin", "commentary", "blank", "corrections", "record"}  # fmt: skip
    assert set(LATIN.findall(said)) <= known


def test_a_missing_book_says_how_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["members", "--db", str(tmp_path / "没有.db")])
    assert "先打开主控台新建" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["scheme"], "缺少参数 动作、方案。"),
        (["export", "minutes", "--meeting", "one"], "one 不是整数"),
        (["scheme", "check"], "scheme check 后面要写方案文件；scheme list 列出程序自带的。"),
        (["nothing"], "backup、check。"),
    ],
)
def test_wrong_usage_says_what_to_write(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(words)
    assert said in capsys.readouterr().err


def test_choices_are_listed_as_chinese_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["export", "nothing"])
    assert "可选：minutes、slips、" in capsys.readouterr().err


@pytest.mark.parametrize("face", sorted(cli.FACES))
def test_help_of_a_face_says_what_it_is(face: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([face, "--help"]) == 0
    assert cli.FACES[face] in capsys.readouterr().out


def test_the_sample_is_made_without_any_stdin(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    made = subprocess.run(
        ["sh", "-c", '"$0" -m tui demo --db "$1" <&-', sys.executable, path],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (made.returncode, path.exists()) == (0, True)


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert [name for name in (*cli.FACES, *cli.COMMANDS) if name not in said] == []


def test_help_of_a_command_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["backup", "--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert set(LATIN.findall(said)) <= {"pingyi", "backup", "out", "db", "config", "help"}


def test_the_console_without_a_terminal_is_refused(path: str) -> None:
    done = pingyi("console", "--db", path)
    assert (done.returncode, "没有终端" in done.stderr) == (1, True)


def test_a_fault_of_the_program_is_a_sentence_without_traceback(
    path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(*_: object) -> int:
        raise ValueError("秘密")

    monkeypatch.setattr("tui.cli_check.run", fail)
    monkeypatch.setattr(cli, "_data_folder", lambda: tmp_path)
    assert cli.main(["check", "--db", path]) == 1
    said = capsys.readouterr().err
    assert ("意外错误" in said, "Traceback" in said, "秘密" in said) == (True, False, False)


def test_ctrl_c_is_calm(
    path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli_check.run", interrupt)
    assert cli.main(["check", "--db", path]) == 130
    assert capsys.readouterr().err == "已中断。\n"


def test_a_reader_that_has_gone_leaves_no_traceback(path: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "tui", "check", "--json", "--db", path]
    done = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GB18030"])
def test_a_pipe_gets_utf8_whatever_the_locale(locale: str, path: str) -> None:
    done = pingyi("meetings", "--db", path, LC_ALL=locale, PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert "2026年度组织生活会" in done.stdout


def test_a_command_imports_no_screen(path: str) -> None:
    code = (
        "import sys; from tui import cli; cli.main(sys.argv[1:]); "
        "print(sorted({'textual', 'rich', 'docx', 'openpyxl', 'nacl', 'pypinyin'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, "check", "--db", path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_wrong_configuration_names_file_and_key(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[look]\ntheme = 7\n", encoding="utf-8")
    assert cli.main(["check", "--db", path, "--config", str(config)]) == 1
    said = capsys.readouterr().err
    assert ("config.toml" in said, "theme" in said) == (True, True)
