# -*- coding: utf-8 -*-  # noqa: UP009  Python 2 needs it
"""Run every check: `python3 scripts/test.py [--long]`; exit status 0 when all pass.  Any Python can parse this file."""

import _python  # noqa: F401  must come before anything that an old Python cannot parse
import _suite

if __name__ == "__main__":
    _suite.main()
