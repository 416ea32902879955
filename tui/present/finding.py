"""Finding a person by what is typed: 汉字, pinyin initials or number."""

from __future__ import annotations

import unicodedata


def fits(typed: str, name: str, initials: str, number: int | None = None) -> bool:
    """Whether a person fits what was typed so far.

    Args:
        typed: Any part of the name, the beginning of its pinyin initials, or the whole number in the list.
        name: The name as shown.
        initials: Every reading of the initials, blank between.
        number: The person's number in the list.
    """
    wanted = "".join(unicodedata.normalize("NFKC", typed).lower().split())
    if not wanted:
        return True
    if wanted.isdecimal():
        return number is not None and int(wanted) == number
    return wanted in name.lower() or any(reading.startswith(wanted) for reading in initials.lower().split())
