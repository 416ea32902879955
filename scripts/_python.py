# -*- coding: utf-8 -*-  # noqa: UP009  Python 2 needs it
"""Imported first by every script: end with one sentence where this Python is too old.

Written so that every Python back to 2.7 can parse it; keep it so.
"""

import sys

NEEDED = (3, 10)

if sys.version_info < NEEDED:
    found = ".".join(str(part) for part in sys.version_info[:2])
    text = "评议台需要 Python 3.10 或更高版本，本机运行的是 " + found + "；请安装新版 Python 后再试。\n"
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    if encoding.lower().startswith(("ascii", "ansi", "us-ascii")):
        encoding = "utf-8"
    data = text if isinstance(text, bytes) else text.encode(encoding, "replace")
    getattr(sys.stderr, "buffer", sys.stderr).write(data)  # type: ignore[arg-type]
    sys.exit(1)
