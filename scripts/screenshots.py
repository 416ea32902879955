# -*- coding: utf-8 -*-  # noqa: UP009  Python 2 needs it
"""Make the handbook's pictures from the sample branch; needs chromium and Noto Sans Mono CJK SC."""

import _python  # noqa: F401  must come before anything that an old Python cannot parse
import _venv

if __name__ == "__main__":
    _venv.ensure("dev")
    _venv.become_script("_pictures.py")
