"""What the console does once after its first frame: finish what a crash interrupted, follow a changed setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.book import Book
    from db.config import Config


def resume_cleaning(book: Book) -> None:
    """Wipe what a counted poll left in the files, where a crash came between."""
    from db.acts.cleaning import resume_cleaning as resume

    resume(book)


def settle_name_order(book: Book, config: Config) -> bool:
    """Reorder the roster where the setting names the other school of 姓氏笔画; tell whether it did."""
    from db.rules.names import school_named
    from db.views.roster import name_order

    found, wanted = name_order(book), school_named(config.rules().name_order)
    if found in (None, wanted):
        return False
    from db.acts.roster import apply_name_order

    apply_name_order(book, wanted)
    return True
