"""Schemes in SQL: which one the book follows, and the text of every one that something was recorded under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Reader
    from db.rules.scheme import Scheme


@dataclass(frozen=True)
class Kept:
    """A scheme as its file read when something was recorded under it."""

    scheme: str
    begins: str
    text: str


def chosen(reader: Reader) -> str:
    """Return the fingerprint of the scheme that the branch chose; empty where nobody chose yet."""
    return str(reader.value("SELECT scheme_print FROM book") or "")


def kept(reader: Reader, fingerprint: str) -> Kept | None:
    """Return a kept scheme by its fingerprint or the first digits of it, or None."""
    row = reader.one(
        "SELECT scheme, begins, text FROM scheme_text WHERE fingerprint >= :f AND fingerprint < :f || 'g' LIMIT 1",
        {"f": fingerprint},
    )
    return Kept(*row) if row and fingerprint else None


def choose(db: Database, scheme: Scheme) -> None:
    """Let the book follow a scheme whose text it keeps."""
    db.execute("UPDATE book SET scheme_print = ?", (scheme.fingerprint,))


def keep(db: Database, scheme: Scheme, at: str) -> None:
    """Keep the text of a scheme once, so that what is recorded under it can be read when its file has changed."""
    db.execute(
        "INSERT OR IGNORE INTO scheme_text (fingerprint, scheme, title, begins, text, kept_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (scheme.fingerprint, scheme.id, scheme.title, scheme.begun, scheme.text, at),
    )
