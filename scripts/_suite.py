"""The checks behind `scripts/test.py`: lint, format, types, import contracts, tests; with --long the wheel too."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import _venv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"
"""import-linter has no module to run with -m, and its script breaks when a checkout is moved."""
QUICK_KILLS, LONG_KILLS = 20, 500
HELP = "用法：python3 scripts/test.py [--long]\n  --long  另加长时间测试、500 次断电式中止测试，并在另一环境安装 wheel 后试运行"


def main() -> NoReturn:
    """Run the checks one after another, all of them even when one fails; exit 1 when any failed."""
    unknown = [argument for argument in sys.argv[1:] if argument != "--long"]
    if unknown:
        sys.stderr.write(HELP + "\n")
        sys.exit(0 if unknown == ["--help"] else 2)
    thorough = "--long" in sys.argv
    _venv.ensure("dev")
    started = time.monotonic()
    compiling = threading.Thread(target=compile_ahead)
    compiling.start()

    def tests() -> bool:
        compiling.join()
        return run_tests(thorough=thorough)

    checks: list[tuple[str, Callable[[], bool]]] = [
        ("ruff check", lambda: run("ruff", "check", ".")),
        ("ruff format", lambda: run("ruff", "format", "--check", ".")),
        ("mypy --strict", lambda: run("mypy")),
        ("lint-imports", lambda: run("lint-imports")),
        ("pytest", tests),
    ]
    if thorough:
        checks.append(("wheel", try_wheel))
    failed = [name for name, check in checks if not timed(name, check)]
    print(
        f"{'FAILED: ' + ', '.join(failed) if failed else 'all checks passed'} in {time.monotonic() - started:.0f} s"
    )
    sys.exit(1 if failed else 0)


def timed(name: str, check: Callable[[], bool]) -> bool:
    """Run one check under a heading; say how long it took."""
    print(f"== {name}", flush=True)
    started = time.monotonic()
    passed = check()
    print(f"== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
    return passed


def run(tool: str, *arguments: str, environment: dict[str, str] | None = None) -> bool:
    """Run one of the venv's tools in the checkout; its output passes through."""
    start = ("-c", LINT_IMPORTS) if tool == "lint-imports" else ("-m", tool)
    command = [str(_venv.PYTHON), "-I", *start, *arguments]
    return subprocess.call(command, cwd=_venv.ROOT, env=environment, stdin=subprocess.DEVNULL) == 0


def compile_ahead() -> None:
    """Compile program and tests beside the checks that keep one core busy.

    Else each worker compiles all of it, and every program that a test starts compiles itself.
    """
    python = [str(_venv.PYTHON), "-I", "-m"]
    for command in (("compileall", "-q", "db", "tui"), ("pytest", "--collect-only", "-qq", "-n", "0")):
        subprocess.call(
            [*python, *command], cwd=_venv.ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )


def run_tests(*, thorough: bool) -> bool:
    """Run pytest with the workers that pyproject.toml names; the long tests only when asked for."""
    kills = LONG_KILLS if thorough else QUICK_KILLS
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
    environment |= {"PINGYI_KILLS": str(kills), "PINGYI_LONG": "1" if thorough else ""}
    select = () if thorough else ("-m", "not long")
    # Tests that share one long evening stay on one worker.
    return run("pytest", "--dist", "loadgroup", *select, environment=environment)


def try_wheel() -> bool:
    """Build the wheel, install it in a venv of its own and make the sample book from it, away from the checkout."""
    import venv

    with tempfile.TemporaryDirectory(prefix="pingyi-wheel-") as name:
        place = Path(name)
        pip = [str(_venv.PYTHON), "-I", "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation"]
        if subprocess.call([*pip, "--wheel-dir", str(place), str(_venv.ROOT)]):
            return False
        other = place / "venv"
        venv.create(other, with_pip=True)
        python = str(other / _venv.PYTHON.relative_to(_venv.VENV))
        install = [
            python,
            "-I",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
        ]
        wheelhouse = ["--find-links", str(_venv.WHEELHOUSE)] if _venv.WHEELHOUSE.is_dir() else []
        locked = ["--require-hashes", "-r", str(_venv.LOCKS["run"]), *wheelhouse]
        wheel = str(next(place.glob("pingyitai-*.whl")))
        book = place / "sample.pyt"
        steps = (
            [*install, *locked],
            [*install, wheel],
            [python, "-I", "-m", "tui", "demo", "--db", str(book)],
            [python, "-I", "-m", "tui", "check", "--db", str(book)],
        )
        return all(subprocess.call(step, cwd=place, stdin=subprocess.DEVNULL) == 0 for step in steps)
