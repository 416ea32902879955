"""A document as a list of plain blocks: what Word, Markdown and the screen each draw in their own way.

A final record is kept as these blocks (`to_json`), so that it reads the same years later, whatever the roster has
become.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Title:
    """The lines of the title."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Label and value, two columns."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Heading:
    """A numbered heading of level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text; `lead` are the words that open it. `is_kept` keeps it on the page of what follows."""

    text: str
    lead: str = ""
    is_kept: bool = False


@dataclass(frozen=True)
class Grid:
    """A table with one head row; widths in millimetres, `left` the columns whose text starts at the left."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    left: tuple[int, ...] = ()


@dataclass(frozen=True)
class Signatures:
    """Places to sign, on one line, and the date to the right below."""

    places: tuple[str, ...]
    date: str = ""


Block = Title | Facts | Heading | Paragraph | Grid | Signatures
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Title, Facts, Heading, Paragraph, Grid, Signatures)
}


def to_json(blocks: tuple[Block, ...]) -> str:
    """Write blocks as JSON, keys sorted, so that equal records are equal texts."""
    return json.dumps(
        [{"kind": type(block).__name__, **vars(block)} for block in blocks],
        ensure_ascii=False,
        sort_keys=True,
    )


def from_json(text: str) -> tuple[Block, ...]:
    """Read what `to_json` wrote."""
    blocks = []
    for entry in json.loads(text):
        kind = _KINDS[entry.pop("kind")]
        blocks.append(kind(**{name: _frozen(value) for name, value in entry.items()}))
    return tuple(blocks)


def digest(text: str) -> str:
    """Return the SHA-256 of a record kept by `to_json`, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
