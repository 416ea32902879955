"""Write requirements.lock and requirements-dev.lock from pyproject.toml.  Needs `uv` on PATH; for developers.

The runtime lock carries the build backend too, so that the editable install works with no network.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = (
    "uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--python-version", "3.10",
    "--custom-compile-command", "python3 scripts/make_lock.py", "--no-emit-index-url", "--no-emit-find-links",
    "--no-emit-package", "pip", "--no-emit-package", "setuptools", "--quiet", "--group", "build",
)  # fmt: skip
"""pip and setuptools stay out: every venv has a pip, and pinning it would make it replace itself."""


def main(upgrade: bool) -> int:
    """Resolve both locks; the dev lock is held to the versions of the runtime lock."""
    more = ("--upgrade",) if upgrade else ()
    runtime = ("--output-file", "requirements.lock")
    dev = ("--group", "dev", "--constraint", "requirements.lock", "--output-file", "requirements-dev.lock")
    for rest in (runtime, dev):
        done = subprocess.run([*COMMON, *rest, *more], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(upgrade="--upgrade" in sys.argv[1:]))
