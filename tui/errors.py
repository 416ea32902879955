"""What a face tells a person instead of going on, beyond what the book tells."""

from __future__ import annotations

from db.errors import PingyiError


class Usage(PingyiError):
    """The command line was not written as it has to be; the sentence says how."""

    title = "用法不对"
