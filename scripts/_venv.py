"""The checkout's own `.venv`: made once from the lock files, then found again by a stamp.

Every fault that a person can mend ends as one Chinese sentence on stderr and exit status 1.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

TYPE_CHECKING = False  # typing and subprocess are imported only where a second start does not pass
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
WHEELHOUSE = ROOT / "wheelhouse"
LOG = VENV / "install.log"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}

MIRROR = "python3 -m pip config set global.index-url https://pypi.tuna.tsinghua.edu.cn/simple"
NO_VENV = (
    "本机的 Python 缺少 venv 模块，无法准备运行环境；"
    "统信、麒麟、Debian、Ubuntu 请先运行 sudo apt install python3-venv，再试一次。"
)
NO_NETWORK = (
    "首次运行要下载程序库，但连不上网络，也没有可用的 wheelhouse 文件夹；请联网后再试"
    f"（下载慢可先运行 {MIRROR}），或在能上网的电脑上运行 python3 scripts/make_wheelhouse.py，"
    "把生成的 wheelhouse 文件夹拷到本程序目录。"
)
BAD_HASH = "下载到的程序库与锁定的校验值不符，已停止安装；请删除 wheelhouse 文件夹或更换下载源后再试。"
FULL_DISK = "磁盘空间不足，运行环境没有装完；请腾出约 200 MB 空间后再试。"
NO_WHEEL = (
    "没有适合本机（Python {python}，{platform}）的程序库；请换用 Python 3.12 或联网后再试，详情见 {log}。"
)
FAILED = "运行环境没有装好；请再试一次，详情见 {log}。"
NOT_WRITABLE = "无法在 {root} 写入运行环境；请把本程序放到自己有权写入的文件夹后再试。"
FAULTS = (
    (BAD_HASH, ("DO NOT MATCH THE HASHES",)),
    (FULL_DISK, ("No space left on device",)),
    (NO_NETWORK, ("NewConnectionError", "ConnectTimeoutError", "ProxyError", "Temporary failure in name resolution",
                  "Network is unreachable", "SSLError", "Read timed out", "Could not fetch URL")),
    (NO_WHEEL, ("No matching distribution found", "Could not find a version")),
)  # fmt: skip
"""What pip says, and the sentence for it.  The first that occurs wins."""


def start() -> NoReturn:
    """Become `pingyi` in the venv, with this process's arguments; makes the venv first where it must."""
    ensure("run")
    become(["-I", "-m", "tui", *sys.argv[1:]])


def become(arguments: Sequence[str]) -> NoReturn:
    """Replace this process by the venv's Python (on Windows: run it and end with its status)."""
    command = [str(PYTHON), *arguments]
    if not WINDOWS:
        os.execv(PYTHON, command)  # noqa: S606
    import subprocess

    try:
        status = subprocess.call(command)
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def become_script(name: str) -> NoReturn:
    """Run one of these scripts with the venv's Python and this process's arguments."""
    become([str(ROOT / "scripts" / name), *sys.argv[1:]])


def stop(sentence: str, **values: object) -> NoReturn:
    """End with one sentence and status 1."""
    import platform

    values = {"python": platform.python_version(), "platform": platform.platform(), "log": LOG, **values}
    encoding = sys.stderr.encoding or "utf-8"
    text = sentence.format(**values) + "\n"
    sys.stderr.flush()
    sys.stderr.buffer.write(text.encode("utf-8" if "ascii" in encoding.lower() else encoding, "replace"))
    sys.stderr.flush()
    sys.exit(1)


def tell(sentence: str) -> None:
    """One line to the person who waits, on stderr: stdout belongs to the command."""
    sys.stderr.buffer.write((sentence + "\n").encode(sys.stderr.encoding or "utf-8", "replace"))
    sys.stderr.flush()


def stamp_of(kind: str) -> Path:
    """The file that says which lock is installed."""
    return VENV / f"pingyi-{kind}.stamp"


def wanted(kind: str) -> bytes:
    """What the stamp holds when nothing is to be done: place, Python, project and lock, word for word."""
    head = os.fsencode(ROOT) + f"\n{sys.version_info[:2]}\n".encode()
    return head + (ROOT / "pyproject.toml").read_bytes() + LOCKS[kind].read_bytes()


def is_ready(kind: str) -> bool:
    """Whether the venv holds exactly this lock, for this place and this Python."""
    try:
        return PYTHON.exists() and stamp_of(kind).read_bytes() == wanted(kind) and _has_home()
    except OSError:
        return False


def _has_home() -> bool:
    """Whether the Python that the venv was made of is still there.

    Not so in a folder copied to another computer; the venv's own Python would end with English lines.
    """
    settings = (VENV / "pyvenv.cfg").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    homes = [line.partition("=")[2].strip() for line in settings if line.partition("=")[0].strip() == "home"]
    return all(Path(home).is_dir() for home in homes)


def ensure(kind: str) -> None:
    """Make the venv hold the lock `kind` ("run" or "dev") and the project; silent and quick when it does."""
    if is_ready(kind):
        return
    try:
        with _alone():
            if not is_ready(kind):
                _make(kind)
    except OSError as error:
        stop(FULL_DISK if error.errno == errno.ENOSPC else NOT_WRITABLE, root=ROOT)
    except KeyboardInterrupt:
        stop("已中断；再次运行会从头准备运行环境。")


def _make(kind: str) -> None:
    is_first = not any(stamp_of(each).exists() for each in LOCKS)
    tell("首次运行：正在准备运行环境，大约需要一分钟……" if is_first else "正在更新运行环境……")
    if not _has_pip():
        _create()
    _install(["--no-deps", "--require-hashes", "-r", str(LOCKS[kind])])
    _install(["--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    stamp_of(kind).write_bytes(wanted(kind))
    if kind == "dev":
        stamp_of("run").write_bytes(wanted("run"))


def _has_pip() -> bool:
    """Whether `.venv` is whole and of this Python; an interrupted first start leaves it otherwise."""
    import subprocess

    if not PYTHON.exists():
        return False
    question = "import sys, pip; print(sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-I", "-c", question], capture_output=True, text=True, check=False)
    except OSError:  # copied from another kind of computer
        return False
    return answer.returncode == 0 and answer.stdout.strip() == str(sys.version_info[:2])


def _create() -> None:
    import subprocess

    try:
        import ensurepip  # noqa: F401  Debian ships venv without it, and venv then fails with a page of text
        import venv
    except ImportError:
        stop(NO_VENV)
    try:
        venv.create(VENV, with_pip=True, clear=True, symlinks=not WINDOWS)
    except subprocess.CalledProcessError as error:
        stop(FULL_DISK if b"No space left" in (error.output or b"") else NO_VENV)


def _install(arguments: Sequence[str]) -> None:
    """Install with pip: from the wheelhouse alone where there is one, else (or if that fails) with the index."""
    pip = [str(PYTHON), "-I", "-m", "pip"]
    common = ["install", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    tries = [[*pip, *common, "--retries", "2", "--timeout", "20"]]
    if WHEELHOUSE.is_dir():
        offline = [*pip, "--isolated", *common, "--no-index", "--find-links", str(WHEELHOUSE)]
        tries = [offline, [*tries[0], "--find-links", str(WHEELHOUSE)]]
    pip_or_stop(tries)


def pip_or_stop(tries: Sequence[Sequence[str]]) -> None:
    """Run the commands until one succeeds; if none does, end with the sentence for what pip said."""
    import subprocess

    said = ""  # of every try: a wrong hash offline matters more than the missing network after it
    for command in tries:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
        )
        if done.returncode == 0:
            return
        said += done.stdout + done.stderr
    LOG.write_text(said, encoding="utf-8")
    stop(next((sentence for sentence, marks in FAULTS if any(mark in said for mark in marks)), FAILED))


def _alone() -> AbstractContextManager[None]:
    """Hold the checkout's install lock: console and display may both be started at first."""
    from contextlib import contextmanager

    @contextmanager
    def held() -> Iterator[None]:
        with (ROOT / ".venv.lock").open("a") as file:
            if WINDOWS:
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    return held()
