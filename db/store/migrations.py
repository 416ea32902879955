"""The schema, as ordered migrations of literal STRICT SQL; released ones are never edited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

SCHEMA = Path(__file__).parent / "schema"
FIRST = ("house", "members", "meeting", "remarks", "points", "polls", "registers", "publicity", "undo")
"""The aggregates of the first schema, in an order in which every reference stands before its use."""

APPLICATION_ID = 0x50494E47
"""`PRAGMA application_id` of every book: the letters PING."""


def m0001_first(db: Database) -> None:
    """Create every table of the first release."""
    for name in FIRST:
        run_script(db, (SCHEMA / f"{name}.sql").read_text(encoding="utf-8"))


MIGRATIONS: tuple[Callable[[Database], None], ...] = (m0001_first,)
"""`PRAGMA user_version` of a book is the number of these that it has."""


def run_script(db: Database, script: str) -> None:
    """Run a script statement by statement, inside the caller's transaction (`executescript` would commit it)."""
    import sqlite3

    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""
    if statement.strip() and not all(
        line.lstrip().startswith("--") for line in statement.split("\n") if line.strip()
    ):
        db.conn.execute(statement)


def apply(db: Database) -> None:
    """Bring a book up to date; each migration runs whole or not at all, and is recorded with its name."""
    from sqlite_utils import Migrations

    migrations = Migrations("pingyi")
    for function in MIGRATIONS:
        migrations(name=function.__name__)(function)
    migrations.apply(db)
    db.conn.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
