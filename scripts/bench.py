# -*- coding: utf-8 -*-  # noqa: UP009  Python 2 needs it
"""Measure the program against its floors: `python3 scripts/bench.py [--rounds N] [start] [key] [display] [minutes] [cast] [count] [crowd] [ledger] [registers]`."""

import _python  # noqa: F401  must come before anything that an old Python cannot parse
import _venv

if __name__ == "__main__":
    _venv.ensure("dev")
    _venv.become_script("_bench.py")
