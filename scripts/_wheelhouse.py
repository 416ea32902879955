"""What stands behind `scripts/make_wheelhouse.py`: the locked wheels of one or more machines, in `wheelhouse/`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import _venv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

HELP = """用法：python3 scripts/make_wheelhouse.py [--dev] [--for 平台 Python版本]...
  不带参数    为本机的 Python 下载
  --for       为另一台电脑下载，可重复；例：--for win_amd64 3.12
              平台：win_amd64、manylinux2014_x86_64、manylinux2014_aarch64、macosx_11_0_arm64
  --dev       连同开发工具一起下载，供 scripts/test.py 离线使用"""
SAYS = "已下载 {count} 个程序库文件到 {folder}；连同本程序目录一起拷到目标电脑即可离线首次运行。"
MARKERS = """
import sys
from packaging.requirements import Requirement
version = sys.argv[1]
for line in sys.stdin.read().split("\\0"):
    marker = Requirement(line.partition("\\\\")[0]).marker
    there = {"python_version": version, "python_full_version": version + ".0"}
    if marker is None or marker.evaluate(there):
        print(line, end="\\0")
"""
"""pip evaluates markers for the Python that runs it, so another Python's lines are picked here, by the venv's packaging."""


def main() -> NoReturn:
    """Download for this machine, or for each `--for`."""
    words, kind, targets = sys.argv[1:], "run", list[tuple[str, str]]()
    while words:
        word = words.pop(0)
        if word == "--dev":
            kind = "dev"
        elif word == "--for" and len(words) > 1 and re.fullmatch(r"3\.\d+", words[1]):
            targets.append((words.pop(0), words.pop(0)))
        else:
            sys.stderr.write(HELP + "\n")
            sys.exit(0 if word in {"-h", "--help"} else 2)
    _venv.ensure("run")
    for platform, version in targets:
        download_for(_venv.LOCKS[kind], platform, version)
    if not targets:
        fetch(["-r", str(_venv.LOCKS[kind])])
    count = sum(1 for _ in _venv.WHEELHOUSE.glob("*.whl"))
    _venv.tell(SAYS.format(count=count, folder=_venv.WHEELHOUSE))
    sys.exit(0)


def download_for(lock: Path, platform: str, version: str) -> None:
    """Fetch every wheel of the lock for another machine."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "requirements.txt"
        chosen.write_text(without_markers(lock.read_text(encoding="utf-8"), version), encoding="utf-8")
        platforms = _older_glibc(platform)
        fetch(["-r", str(chosen), "--python-version", version, "--implementation", "cp", *platforms])


def _older_glibc(platform: str) -> Sequence[str]:
    """A manylinux name stands for one glibc; wheels of the others that 2019's and later systems run are good too."""
    names = [platform]
    if platform.startswith("manylinux"):
        machine = platform.partition("_")[2]
        names += [f"manylinux_2_{minor}_{machine}" for minor in (17, 26, 27, 28)]
    return [word for name in names for word in ("--platform", name)]


def without_markers(lock: str, version: str) -> str:
    """The lines of the lock that hold for Python `version`, their markers taken away."""
    body = "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    entries = [entry for entry in re.split(r"\n(?=\S)", body) if entry.strip()]
    picked = subprocess.run(
        [_venv.PYTHON, "-I", "-c", MARKERS, version], input="\0".join(entries), capture_output=True, text=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    return "\n".join(re.sub(r" ;.*?(?= \\)", "", entry, count=1) for entry in picked.stdout.split("\0"))


def fetch(arguments: Sequence[str]) -> None:
    """Download with pip into `wheelhouse/`: wheels only, hashes checked."""
    command = [str(_venv.PYTHON), "-I", "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", str(_venv.WHEELHOUSE)]
    _venv.pip_or_stop([[*command, *arguments]])
