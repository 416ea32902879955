"""The schema as it stands, triggers included, against the golden copy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.book import Book

GOLDEN = Path(__file__).with_name("schema.sql")


def dump(book: Book) -> str:
    """Every table, index and trigger, in name order."""
    rows = book.rows(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '%_sqlite_migrations%' ORDER BY type, name"
    )
    return "".join(f"{row[0].strip()};\n\n" for row in rows)


def test_the_schema_is_the_golden_one(book: Book) -> None:
    found = dump(book)
    if os.environ.get("GOLDEN_UPDATE"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


def test_every_table_is_strict(book: Book) -> None:
    loose = book.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
    )
    assert {row[0] for row in loose} <= {"sqlite_schema", "_sqlite_migrations", "sqlite_sequence"}
