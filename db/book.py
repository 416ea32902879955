"""Opens, migrates and writes a book: one immediate transaction an act, one hash-chained event. No noun in it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import sqlite3
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.book_file import book_fault, check_header, no_book, not_a_book
from db.errors import BookError, OtherVersion
from db.place import check_place, why_not
from db.store.migrations import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType

    from sqlite_utils import Database

GENESIS = "0" * 64
"""The `previous` of the first event."""


def utc_now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(timezone.utc)


def new_uid() -> str:
    """A random name of 32 hexadecimal digits, by which books can be joined later."""
    return secrets.token_hex(16)


def event_hash(previous: str, at: str, kind: str, ids: str, digest: str) -> str:
    """SHA-256 that chains one event to the one before it."""
    return hashlib.sha256("\n".join((previous, at, kind, ids, digest)).encode()).hexdigest()


class Reader:
    """A connection that only asks. Views take one; the display has nothing else."""

    def __init__(self, path: Path, conn: sqlite3.Connection, clock: Callable[[], datetime] = utc_now) -> None:
        self.path = path
        self.conn = conn
        self.clock = clock

    def today(self) -> str:
        """The local date, 2026-11-22."""
        return self.clock().astimezone().date().isoformat()

    def rows(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Every row of a SELECT; the cursor is exhausted, so that no old snapshot stays pinned."""
        return self.conn.execute(sql, params).fetchall()

    def one(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a SELECT, or None."""
        rows = self.rows(sql, params)
        return rows[0] if rows else None

    def value(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, params)
        return row[0] if row else None

    def version(self) -> int:
        """`PRAGMA data_version`: changes when ANOTHER connection has committed."""
        return int(self.conn.execute("PRAGMA data_version").fetchone()[0])

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several SELECTs of one moment: a read transaction, closed at once afterwards."""
        if self.conn.in_transaction:
            yield
            return
        self.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.conn.execute("COMMIT")

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Writing:
    """One act being written: the database, and what its event will say."""

    def __init__(self, db: Database, kind: str) -> None:
        self.db = db
        self.kind = kind
        self.ids: dict[str, int | str] = {}
        self._content: dict[str, Any] = {}

    def about(self, **ids: int | str) -> None:
        """Name what the act touched: ids and uids only, never text that a person wrote."""
        self.ids.update(ids)

    def digest_of(self, content: Mapping[str, Any]) -> None:
        """Add content to the event's digest (a hash; never a ballot's choices)."""
        self._content.update(content)

    def digest(self) -> str:
        """SHA-256 over the content as canonical JSON."""
        text = json.dumps(self._content, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


class Book(Reader):
    """The open book: reads like a `Reader`, writes through `write` and `quiet`."""

    def __init__(self, path: Path, conn: sqlite3.Connection, clock: Callable[[], datetime] = utc_now) -> None:
        super().__init__(path, conn, clock)
        self._database: Database | None = None

    @property
    def db(self) -> Database:
        """The same connection through sqlite-utils, imported at the first write so that a first frame never waits."""
        if self._database is None:
            from sqlite_utils import Database

            self._database = Database(self.conn, execute_plugins=False)
        return self._database

    def now(self) -> str:
        """The moment as aware UTC ISO text with milliseconds: how every moment is stored."""
        return self.clock().astimezone(timezone.utc).isoformat(timespec="milliseconds")

    @contextlib.contextmanager
    def write(self, kind: str) -> Iterator[Writing]:
        """One act: an immediate transaction that ends with one event. Rolls back whole on any exception.

        Args:
            kind: what happened, `noun.past_tense`, such as `member.added`.

        Raises:
            BookError: the disk is full, the book is locked or read-only. Nothing was written.
        """
        with self._transaction():
            writing = Writing(self.db, kind)
            yield writing
            self._append_event(writing)

    @contextlib.contextmanager
    def quiet(self) -> Iterator[Database]:
        """A transaction without an event: autosaves, the stage, sealed boxes."""
        with self._transaction():
            yield self.db

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.conn.in_transaction:
            msg = "an act inside an act"
            raise RuntimeError(msg)
        try:
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.conn.execute("COMMIT")
            finally:
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            raise book_fault(error, self.path) from error

    def _append_event(self, writing: Writing) -> None:
        previous = self.value("SELECT hash FROM event ORDER BY id DESC LIMIT 1") or GENESIS
        at = self.now()
        ids = json.dumps(writing.ids, sort_keys=True, ensure_ascii=False)
        digest = writing.digest()
        # Plain execute: the event is on the path of every key press.
        self.conn.execute(
            "INSERT INTO event (at, kind, ids, digest, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
            (at, writing.kind, ids, digest, previous, event_hash(previous, at, writing.kind, ids, digest)),
        )

    def close(self) -> None:
        """Close the connection, what sits in the write-ahead log put into the file first.

        The last connection does so by itself, but a display may still be reading, and people copy files.
        """
        with contextlib.suppress(sqlite3.Error):
            self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        super().close()

    def __enter__(self) -> Book:
        return self


def open_book(path: Path, *, create: bool = True, clock: Callable[[], datetime] = utc_now) -> Book:
    """Open a book to write, making it or bringing it up to date where needed.

    Raises:
        BookError: the file is no book, is newer than the program, or cannot be opened or written.
    """
    try:
        check_place(path)
    except OSError as error:
        raise BookError(f"“{path}”打不开：{why_not(error)}。请换一个位置，或检查权限。") from error
    fresh = not path.exists() or path.stat().st_size == 0
    if fresh and not create:
        raise no_book(path)
    if not fresh:
        check_header(path)
    try:
        conn = sqlite3.connect(path, timeout=2.0, isolation_level=None)
        _set_pragmas(conn)
        book = Book(path, conn, clock)
        _bring_up_to_date(book)
    except sqlite3.DatabaseError as error:
        raise book_fault(error, path) from error
    return book


def open_reader(path: Path) -> Reader:
    """Open a book to read only (`mode=ro`), as the display does.

    Raises:
        BookError: there is no such book yet, or it is none that this program reads.
        OtherVersion: it is a book of another version of the program.
    """
    check_header(path)
    try:
        conn = sqlite3.connect(
            path.resolve().as_uri() + "?mode=ro", uri=True, timeout=0.5, isolation_level=None
        )
        application_id = conn.execute("PRAGMA application_id").fetchone()[0]
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        tables = conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise book_fault(error, path) from error
    if application_id != APPLICATION_ID and tables:
        conn.close()
        raise not_a_book(path)
    if version != len(MIGRATIONS):
        conn.close()
        raise OtherVersion("簿册的版本与本程序不同，请先用主控台打开一次。")
    return Reader(path, conn)


def _set_pragmas(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA secure_delete = ON")
    # What SQLite sets aside while it works stays in memory; a file in a folder for temporary ones is never wiped.
    conn.execute("PRAGMA temp_store = MEMORY")


def _bring_up_to_date(book: Book) -> None:
    conn, name = book.conn, book.path.name
    version = int(book.value("PRAGMA user_version"))
    application_id = int(book.value("PRAGMA application_id"))
    tables = int(book.value("SELECT count(*) FROM sqlite_master"))
    if application_id != APPLICATION_ID and tables:
        conn.close()
        raise not_a_book(book.path)
    if version > len(MIGRATIONS):
        conn.close()
        raise BookError(
            f"“{name}”由更新版本的评议台建立，本程序不能打开，未作任何改动。请升级程序。", title="簿册较新"
        )
    if version == len(MIGRATIONS):
        conn.execute("PRAGMA journal_mode = WAL")
        return
    from db.store import migrations

    if tables:
        from db.backup import before_migration

        before_migration(book)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(book.db)
    if book.one("SELECT 1 FROM book") is None:
        _begin(book)


def _begin(book: Book) -> None:
    """Write the first rows of a new book: its uid, its stage, the genesis event."""
    with book.write("book.created") as writing:
        uid, now = new_uid(), book.now()
        writing.db.execute("INSERT INTO book (id, uid, created_at) VALUES (1, ?, ?)", (uid, now))
        writing.db.execute("INSERT INTO stage (id, changed_at) VALUES (1, ?)", (now,))
        writing.about(book=uid)
