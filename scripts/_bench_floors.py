"""The floors: the barest Textual apps that do what is measured. `_bench_floors.py start|key|display [database]`."""

from __future__ import annotations

import sqlite3
import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header, Static

FIRST_ROWS, KEY_ROWS = 30, 300


class Start(App[None]):
    """A header, a table of thirty rows, a footer."""

    ROWS: ClassVar[int] = FIRST_ROWS

    def compose(self) -> ComposeResult:
        """Three widgets."""
        yield Header()
        yield DataTable()
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("序号", "姓名", "状态", "党小组")
        for row in range(self.ROWS):
            table.add_row(str(row + 1), f"党员第{row + 1}行", "未签到", "第一党小组", key=str(row))


class Key(Start):
    """A key commits one row and updates one cell."""

    ROWS: ClassVar[int] = KEY_ROWS

    def on_mount(self) -> None:
        """Open the database; Textual fills the table through the base class's own handler."""
        self.database = sqlite3.connect(sys.argv[2], isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.execute("CREATE TABLE IF NOT EXISTS mark (id INTEGER PRIMARY KEY, status TEXT)")
        self.pressed = 0

    def key_x(self) -> None:
        """Commit, then update."""
        self.pressed += 1
        status = f"到会{self.pressed:02d}"
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute("INSERT INTO mark (status) VALUES (?)", (status,))
        self.database.execute("COMMIT")
        table = self.query_one(DataTable)
        row = self.pressed % FIRST_ROWS
        table.update_cell(str(row), list(table.columns)[2], status)


class Display(App[None]):
    """Asks `data_version` every ten milliseconds and shows one value."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("")

    def on_mount(self) -> None:
        """Open the database and begin to ask."""
        self.database = sqlite3.connect(f"file:{sys.argv[2]}?mode=ro", uri=True, isolation_level=None)
        self.version = 0
        self.set_interval(0.01, self.look)

    def look(self) -> None:
        """Show what changed."""
        version = self.database.execute("PRAGMA data_version").fetchone()[0]
        if version != self.version:
            self.version = version
            found = self.database.execute("SELECT max(id) FROM mark").fetchall()
            self.query_one(Static).update(f"第{found[0][0]}笔")


if __name__ == "__main__":
    {"start": Start, "key": Key, "display": Display}[sys.argv[1]]().run()
