# -*- coding: utf-8 -*-  # noqa: UP009  Python 2 needs it
"""Open 评议台 from a checkout: `python3 scripts/start.py [--demo [--fresh]] [any pingyi command]`.

The first start makes `.venv` and installs what requirements.lock names, from `wheelhouse/` where there is one. Later
starts only look at a stamp. Any Python can parse this file.
"""

import _python  # noqa: F401  must come before anything that an old Python cannot parse
import _venv

if __name__ == "__main__":
    _venv.start()
