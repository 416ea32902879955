"""Traps of the platform that cost days; each stays shut."""

from __future__ import annotations

import inspect
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.segment import Segment
from textual.app import App
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea

from db.backup import copy_to
from db.book import open_book, open_reader

if TYPE_CHECKING:
    from db.book import Book

ROOT = Path(__file__).resolve().parents[2]


def test_a_writer_that_read_first_never_meets_a_stale_snapshot(book: Book) -> None:
    """A deferred BEGIN fails at once with "database is locked" when another connection committed meanwhile."""
    with open_book(book.path) as other:
        with book.write("a.read") as writing:
            writing.db.execute("SELECT count(*) FROM member").fetchall()
            other.conn.execute("PRAGMA busy_timeout = 0")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.conn.execute("BEGIN IMMEDIATE")
        with other.write("b.wrote"):
            pass
    assert book.value("SELECT count(*) FROM event") == 3


def test_a_name_mistyped_in_a_write_makes_no_table(book: Book) -> None:
    """sqlite-utils creates a table on the first insert; the store must only insert into declared ones."""
    declared = {row[0] for row in book.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    used: set[str] = set()
    for path in (ROOT / "db").rglob("*.py"):
        used |= set(re.findall(r'\bdb\.table\("(\w+)"\)', path.read_text(encoding="utf-8")))
    assert used <= declared


def test_a_backup_made_while_the_book_is_open_has_every_row(book: Book, tmp_path: Path) -> None:
    """Copying the file alone would lose what still sits in the -wal."""
    with book.write("organisation.added") as writing:
        writing.db.table("organisation").insert({"uid": "u", "kind": "branch", "name": "支部"})
    copy_to(book, tmp_path / "备份.db")
    with open_reader(tmp_path / "备份.db") as reader:
        assert reader.value("SELECT name FROM organisation") == "支部"


def test_a_reader_never_pins_an_old_snapshot(book: Book) -> None:
    """An unexhausted cursor would go on seeing the book as it was."""
    with open_reader(book.path) as reader:
        assert reader.value("SELECT count(*) FROM organisation") == 0
        with book.write("organisation.added") as writing:
            writing.db.table("organisation").insert({"uid": "u", "kind": "branch", "name": "支部"})
        assert reader.value("SELECT count(*) FROM organisation") == 1


def test_the_log_can_be_truncated_while_the_display_is_open(book: Book) -> None:
    """A reader inside a transaction would keep the -wal alive, with what was deleted still in it."""
    with open_reader(book.path) as reader:
        reader.rows("SELECT * FROM event")
        assert book.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0


def test_append_only_tables_keep_their_guards(book: Book) -> None:
    """A table transformed by sqlite-utils silently loses its triggers."""
    triggers = {row[0] for row in book.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    guards = {
        f"{table}_no_{what}"
        for table in ("event", "point_entry", "point_approval", "poll_count", "minutes_note")
        for what in ("update", "delete")
    }
    assert guards <= triggers
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "db").rglob("*.py"))
    assert ".transform(" not in sources


def test_no_upsert_and_no_replace(book: Book) -> None:
    """A partial upsert trips over NOT NULL columns; a replace deletes the row and what hangs on it."""
    del book
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "db").rglob("*.py"))
    assert ".upsert(" not in sources
    assert "replace=True" not in sources
    assert "INSERT OR REPLACE" not in sources


def test_textual_is_pinned_exactly_and_every_locked_package_is_hashed() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'"textual==\d+\.\d+\.\d+"', project)
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-zA-Z0-9_.-]+(?:\[[^]]*\])?==\S+", lock, flags=re.MULTILINE)
        blocks = re.split(r"^(?=[a-zA-Z0-9_.-]+(?:\[[^]]*\])?==)", lock, flags=re.MULTILINE)[1:]
        assert pins
        assert all("--hash=sha256:" in block for block in blocks)


PRIVATE = {
    App: {
        "_close_messages_no_wait",
        "_exception",
        "_exception_event",
        "_exit_renderables",
        "_fatal_error",
        "_handle_exception",
        "_refresh_truecolor_filter",
        "_return_code",
    },
    TextArea: {"_line_cache", "_rewrap_and_refresh_virtual_size", "_set_document"},
    WrappedDocument: {
        "_line_index_to_offsets",
        "_offset_to_line_info",
        "_tab_width",
        "_tab_width_cache",
        "_width",
        "_wrap_offsets",
    },
    Segment: {"_split_cells"},
}
"""What is used of Textual and rich that they promise to nobody: the reason why Textual is pinned."""


def test_what_is_used_of_textuals_private_parts_is_there() -> None:
    for owner, names in PRIVATE.items():
        source = inspect.getsource(owner)
        assert {name for name in names if not re.search(rf"\b{name}\b", source)} == set(), owner


def test_no_other_private_part_of_textual_is_used() -> None:
    """A private name that is read, and that no file of the program defines, belongs to somebody else."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tui").rglob("*.py"))
    made = " ".join(
        re.findall(r"def _\w+|^ +_\w+: |self\.\w+(?:, self\.\w+)*(?:: | = )", sources, re.MULTILINE)
    )
    ours = set(re.findall(r"\b_\w+", made))
    argparse_and_tuples = {"_actions", "_optionals", "_option_string_actions", "_replace"}
    used = set(re.findall(r"\w\.(_[a-z]\w*)\b(?! import)", sources)) - argparse_and_tuples
    assert used - ours <= set().union(*PRIVATE.values())


def test_no_bare_english_binding_descriptions_reach_the_screen() -> None:
    """Textual has no translations: what shows must be ours, so its footer and palette stay out."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tui").rglob("*.py"))
    assert "Footer(" not in sources
    assert "Header(" not in sources
    assert "ENABLE_COMMAND_PALETTE = True" not in sources


def test_only_keys_that_every_terminal_tells_apart_are_bound() -> None:
    """Without Kitty's protocol ctrl+i is Tab, ctrl+m is Enter, ctrl+h is Backspace, ctrl+[ is Escape."""
    for path in (ROOT / "tui").rglob("*.py"):
        bound = re.findall(r'Binding\("([^"]+)"', path.read_text(encoding="utf-8"))
        keys = {key for group in bound for key in group.split(",")}
        assert not keys & {
            "ctrl+i",
            "ctrl+m",
            "ctrl+h",
            "ctrl+j",
            "ctrl+left_square_bracket",
            "f10",
            "f11",
        }, path
        assert not {key for key in keys if key.startswith(("super+", "ctrl+shift+"))}, path
