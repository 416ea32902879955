# -*- coding: utf-8 -*-  # noqa: UP009  Python 2 needs it
"""Fill `wheelhouse/` so that `scripts/start.py` needs no network; see --help.  Any Python can parse this file."""

import _python  # noqa: F401  must come before anything that an old Python cannot parse
import _wheelhouse

if __name__ == "__main__":
    _wheelhouse.main()
