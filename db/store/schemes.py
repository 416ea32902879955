"""Schemes in SQL: which one the book follows, and the text of every one that something was recorded under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Reader
    from db.rules.scheme import Scheme


@dataclass(frozen=True)
class Choice:
    """What the book follows; an empty fingerprint where nobody chose yet."""

    scheme: str
    begins: str
    fingerprint: str


@dataclass(frozen=True)
class Kept:
    """A scheme as its file read when something was recorded under it."""

    scheme: str
    begins: str
    text: str


def choice(reader: Reader) -> Choice:
    """Return what the book follows."""
    return Choice(*(reader.one("SELECT scheme, scheme_begins, scheme_print FROM book") or ("", "", "")))


def kept(reader: Reader, fingerprint: str) -> Kept | None:
    """Return a kept scheme by its fingerprint or the first digits of it, or None."""
    row = reader.one(
        "SELECT scheme, begins, text FROM scheme_text WHERE fingerprint >= :f AND fingerprint < :f || 'g' LIMIT 1",
        {"f": fingerprint},
    )
    return Kept(*row) if row and fingerprint else None


def choose(db: Database, scheme: Scheme, begins: str) -> None:
    """Let the book follow a scheme."""
    db.execute(
        "UPDATE book SET scheme = ?, scheme_begins = ?, scheme_print = ?",
        (scheme.id, begins, scheme.fingerprint),
    )


def keep(db: Database, scheme: Scheme, at: str) -> None:
    """Keep the text of a scheme once, so that what is recorded under it can be read when its file has changed."""
    db.execute(
        "INSERT OR IGNORE INTO scheme_text (fingerprint, scheme, title, begins, text, kept_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (scheme.fingerprint, scheme.id, scheme.title, scheme.begun, scheme.text, at),
    )
