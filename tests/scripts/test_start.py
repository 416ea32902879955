"""The scripts before there is a venv: old Pythons, no network, no venv module, and the stamp."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
ENTRANCES = ["start.py", "test.py", "make_wheelhouse.py"]


@pytest.fixture
def venv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The helper module, its venv in a temporary folder."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    module = import_module("_venv")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "LOG", tmp_path / "install.log")
    monkeypatch.setattr(module, "WHEELHOUSE", tmp_path / "wheelhouse")
    return module


@pytest.mark.parametrize("name", [*ENTRANCES, "_python.py"])
def test_an_old_python_can_parse_it(name: str) -> None:
    tree = ast.parse((SCRIPTS / name).read_text(encoding="utf-8"), feature_version=(3, 4))
    modern = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef)
    assert [node for node in ast.walk(tree) if isinstance(node, modern)] == []


@pytest.mark.parametrize("name", ENTRANCES)
def test_an_old_python_gets_one_chinese_sentence(name: str) -> None:
    code = f"import sys, runpy; sys.version_info = (3, 8, 18); sys.path.insert(0, {str(SCRIPTS)!r}); runpy.run_path({str(SCRIPTS / name)!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False
    )
    sentence = "评议台需要 Python 3.10 或更高版本，本机运行的是 3.8；请安装新版 Python 后再试。\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


@pytest.mark.parametrize("name", ENTRANCES)
def test_the_age_is_asked_before_anything_modern_is_imported(name: str) -> None:
    imports = [
        line
        for line in (SCRIPTS / name).read_text(encoding="utf-8").splitlines()
        if line.startswith("import")
    ]
    assert imports[0].startswith("import _python")


SAID = {
    "Failed to establish a new connection: NewConnectionError": "连不上网络",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES": "校验值不符",
    "[Errno 28] No space left on device": "磁盘空间不足",
    "ERROR: No matching distribution found for lxml==6.1.3": "没有适合本机",
    "something else": "请再试一次",
}


@pytest.mark.parametrize(("said", "sentence"), SAID.items())
def test_what_pip_says_becomes_one_chinese_sentence(
    said: str, sentence: str, venv: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        venv.pip_or_stop([[sys.executable, "-c", f"import sys; sys.exit({said!r})"]])
    told = capfd.readouterr().err
    assert (left.value.code, sentence in told, told.count("\n"), "Traceback" in told) == (1, True, 1, False)


def test_a_wrong_hash_is_not_hidden_by_the_missing_network_after_it(
    venv: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    tries = [[sys.executable, "-c", f"import sys; sys.exit({said!r})"] for said in list(SAID)[1::-1]]
    with pytest.raises(SystemExit):
        venv.pip_or_stop(tries)
    assert "校验值不符" in capfd.readouterr().err


def test_the_second_try_counts_when_the_wheelhouse_lacks_something(venv: Any) -> None:
    venv.pip_or_stop([[sys.executable, "-c", "raise SystemExit(1)"], [sys.executable, "-c", ""]])
    assert not venv.LOG.exists()


def test_without_the_venv_module_one_sentence_says_what_to_install(
    venv: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit):
        venv.ensure("run")
    assert "python3-venv" in capfd.readouterr().err


def test_a_checkout_that_cannot_be_written_is_said_in_one_sentence(
    venv: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(kind: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(venv, "_make", refuse)
    with pytest.raises(SystemExit):
        venv.ensure("run")
    assert "有权写入的文件夹" in capfd.readouterr().err


def stamp(venv: Any) -> None:
    venv.PYTHON.parent.mkdir(parents=True)
    venv.PYTHON.touch()
    (venv.VENV / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).parent}\n", encoding="utf-8")
    venv.stamp_of("run").write_bytes(venv.wanted("run"))


def test_with_the_stamp_a_start_installs_nothing(venv: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(venv)
    monkeypatch.setattr(venv, "_make", lambda kind: pytest.fail("it installed"))
    venv.ensure("run")
    assert venv.is_ready("run")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_another_lock_or_project_needs_another_installation(
    name: str, venv: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stamp(venv)
    for file in ("requirements.lock", "pyproject.toml"):
        (tmp_path / file).write_bytes((ROOT / file).read_bytes() + (b"#" if file == name else b""))
    monkeypatch.setattr(venv, "ROOT", tmp_path)
    monkeypatch.setitem(venv.LOCKS, "run", tmp_path / "requirements.lock")
    assert not venv.is_ready("run")


def test_a_moved_checkout_needs_another_installation(venv: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(venv)
    written = venv.stamp_of("run").read_bytes()
    assert str(ROOT).encode() in written.splitlines()[0]


def test_a_venv_whose_python_is_gone_is_not_ready(venv: Any) -> None:
    stamp(venv)
    venv.PYTHON.unlink()
    assert not venv.is_ready("run")


def test_a_venv_copied_from_another_computer_is_not_ready(venv: Any, tmp_path: Path) -> None:
    stamp(venv)
    (venv.VENV / "pyvenv.cfg").write_text(f"home = {tmp_path / 'Python312'}\n", encoding="utf-8")
    assert not venv.is_ready("run")


def test_a_python_of_another_kind_of_computer_is_made_anew(
    venv: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(venv)
    venv.PYTHON.write_bytes(b"MZ\x90\x00")
    venv.PYTHON.chmod(0o755)
    made: list[str] = []
    monkeypatch.setattr(venv, "_create", lambda: made.append("anew"))
    monkeypatch.setattr(venv, "_install", lambda arguments: None)
    venv.stamp_of("run").unlink()
    venv.ensure("run")
    assert made == ["anew"]


def test_a_folder_whose_name_the_locale_cannot_read_is_no_obstacle(
    venv: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = Path(os.fsdecode(bytes(tmp_path) + b"/\xb5\xb3\xce\xf1"))
    monkeypatch.setattr(venv, "ROOT", folder)
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    assert bytes(folder) in venv.wanted("run")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_every_line_with_hashes_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.findall(
        r"^\S+==\S+(?: ;[^\\]+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", text, re.MULTILINE
    )
    assert len(entries) == len(re.findall(r"^[a-z]", text, re.MULTILINE)) > 30
    assert re.search(r"https?:|file:|index-url|find-links|/opt|@ ", text) is None


def test_the_dev_lock_holds_the_runtime_lock() -> None:
    pins = [
        set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0] <= pins[1]


def test_the_lock_carries_the_build_backend() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert [
        name for name in ("hatchling==", "editables==", "pathspec==", "pluggy==") if name not in text
    ] == []


@pytest.mark.parametrize(
    ("version", "pin"), [("3.10", "python-calamine==0.8.3"), ("3.12", "python-calamine==0.9.1")]
)
def test_another_pythons_wheelhouse_gets_the_pins_of_that_python(
    version: str, pin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    venv, wheelhouse = import_module("_venv"), import_module("_wheelhouse")
    monkeypatch.setattr(venv, "PYTHON", Path(sys.executable))
    chosen = wheelhouse.without_markers((ROOT / "requirements.lock").read_text(encoding="utf-8"), version)
    assert re.findall(r"^python-calamine==\S+", chosen, re.MULTILINE) == [pin]


def test_wrong_usage_of_the_test_script_is_two() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "test.py"), "--quick"],
        capture_output=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 2
