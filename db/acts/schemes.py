"""Choosing the scheme (方案) that the branch works by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Refused
from db.store import schemes as store

if TYPE_CHECKING:
    from db.book import Book
    from db.rules.scheme import Scheme


def choose(book: Book, scheme: Scheme) -> None:
    """Let the branch follow a scheme from now on; what is recorded keeps the one that it was recorded under.

    The book keeps the text, so that a branch's own file need not travel with it.

    Raises:
        Refused: it follows this very scheme already.
    """
    if store.chosen(book) == scheme.fingerprint:
        raise Refused(f"现在采用的就是“{scheme.title}”。")
    with book.write("scheme.chosen") as writing:
        store.keep(writing.db, scheme, book.now())
        store.choose(writing.db, scheme)
        writing.about(scheme=scheme.id)
        writing.digest_of({"fingerprint": scheme.fingerprint})
