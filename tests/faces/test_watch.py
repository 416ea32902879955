"""The watch over a book: commits of another connection are noticed, nothing else is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from db.acts import stage
from db.book import open_reader
from tui.watch import Watch

if TYPE_CHECKING:
    from db.book import Book


async def test_a_commit_is_noticed(book: Book) -> None:
    noticed = asyncio.Event()
    with open_reader(book.path) as reader:
        watch = Watch(reader.version, noticed.set)
        watch.start()
        stage.blank(book, on=True)
        await asyncio.wait_for(noticed.wait(), 30)
        watch.stop()


async def test_what_was_there_before_is_no_change(book: Book) -> None:
    asked, changes = asyncio.Event(), []
    with open_reader(book.path) as reader:
        count = 0

        def version() -> int:
            nonlocal count
            count += 1
            if count > 3:
                asked.set()
            return reader.version()

        watch = Watch(version, lambda: changes.append(1), period=0.001)
        watch.start()
        await asyncio.wait_for(asked.wait(), 30)
        watch.stop()
    assert changes == []


async def test_a_stopped_watch_asks_no_more() -> None:
    watch = Watch(lambda: 1, lambda: None)
    watch.start()
    watch.stop()
    assert not watch.is_running


async def test_an_error_stops_the_watch_and_is_told() -> None:
    told: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
    answers = iter([1])
    watch = Watch(lambda: next(answers), lambda: None, period=0.001)
    watch.failed = told.set_result
    watch.start()
    assert (type(await asyncio.wait_for(told, 30)), watch.is_running) == (StopIteration, False)


def test_a_book_that_cannot_be_asked_is_not_watched() -> None:
    watch = Watch(lambda: 1 // 0, lambda: None)
    with pytest.raises(ZeroDivisionError):
        watch.start()
