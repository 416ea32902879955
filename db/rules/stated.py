"""Where a value of a scheme comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Origin = Literal["seed", "default"]
ORIGINS: tuple[Origin, ...] = ("seed", "default")


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A part of a scheme and its origin.

    Attributes:
        origin: ``seed`` where the document lays it down, ``default`` where this program fills in.
        defaults: Names of those values that the document leaves open, though it lays down the part.
        source: Where it stands in the document, or where a default comes from.
    """

    origin: Origin = "seed"
    defaults: tuple[str, ...] = ()
    source: str = ""

    def is_default(self, name: str = "") -> bool:
        """Whether the part, or the named value of it, is this program's and not the document's."""
        return self.origin == "default" or name in self.defaults
