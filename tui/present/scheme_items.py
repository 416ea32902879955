"""What the sections of a scheme are made of, and the sign of a value that is the program's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import words
from tui.present.scheme_words import quoted
from tui.strings import scheme as text

if TYPE_CHECKING:
    from db.rules.stated import Stated


@dataclass(frozen=True)
class Item:
    """One thing of a section.

    Attributes:
        head: What it is called.
        says: What is said of it, one paragraph each.
        is_default: Whether it is the program's and not the document's.
        tone: `""` or `"now"` for what is going on today.
    """

    head: str
    says: tuple[str, ...] = ()
    is_default: bool = False
    tone: str = ""


def mark(words_of: str, part: Stated, *names: str) -> str:
    """Words with the sign of a default where one of the named values is the program's."""
    return words_of + (text.DEFAULT if any(name in part.defaults for name in names) else "")


def is_ours(part: Stated) -> bool:
    """Whether a whole part is the program's and not the document's."""
    return part.origin == "default"


def rhythm_words(part: Stated, every: str, wording: str) -> str:
    """How often, with the sign of a default where it is the program's, and the document's own words."""
    is_said = every and words.EVERY[every] in wording and not part.is_default("every")
    often = mark(words.EVERY[every], part, "every") if every and not is_said else ""
    return "".join((often, quoted(wording)))
