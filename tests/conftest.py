"""Fixtures: a fresh book with a clock that stands still, and a sample branch in it."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from db.book import Book, open_book
from tests import sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

gc.disable()
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TZ"] = "Asia/Shanghai"
for name in ("TEXTUAL_LOG", "TEXTUAL_DEBUG", "NO_COLOR", "TEXTUAL"):
    os.environ.pop(name, None)
os.environ["COLORTERM"] = "truecolor"
if hasattr(__import__("time"), "tzset"):
    __import__("time").tzset()

from tests import idle, sheets  # noqa: E402  Textual reads the environment once, when it is imported

idle.install()
sheets.install()

SEARCHES = pytest.StashKey[int]()

UNHURRIED = (HealthCheck.too_slow,)
"""What depends on how long the machine takes, and not on the program."""
settings.register_profile("quick", deadline=None, derandomize=True, suppress_health_check=UNHURRIED)
settings.register_profile("long", deadline=None, max_examples=1000, suppress_health_check=UNHURRIED)
settings.load_profile("long" if os.environ.get("PINGYI_LONG") else "quick")


YOUNG = 30_000
"""So many objects of a test are worth a search for garbage among them; an app under test leaves about 40,000."""
SEARCHES_A_SWEEP = 50
"""So many searches among the young are followed by one among all."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep the garbage collector off what was loaded, and out of the tests: in an app under test it takes a fifth of the time."""
    gc.freeze()
    session.config.stash[SEARCHES] = 0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Collect what the test left, between tests instead of in the midst of one."""
    yield
    if gc.get_count()[0] > YOUNG:
        searches = item.config.stash[SEARCHES] = item.config.stash[SEARCHES] + 1
        gc.collect(0 if searches % SEARCHES_A_SWEEP else 2)


@dataclass(frozen=True)
class Branch:
    """A book with a branch of 26 and a meeting ready to run."""

    book: Book
    clock: sample.Clock
    organisation: int
    members: list[int]
    meeting: int


@pytest.fixture
def clock() -> sample.Clock:
    return sample.Clock()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A fresh book as a file: its tables are made once, and every test gets a copy."""
    path = tmp_path_factory.mktemp("簿") / "支部.db"
    open_book(path, clock=sample.Clock()).close()
    return path.read_bytes()


@pytest.fixture(scope="session")
def branch_file(empty_file: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book with the sample branch and its meeting as a file."""
    path = tmp_path_factory.mktemp("簿") / "支部.db"
    path.write_bytes(empty_file)
    with open_book(path, clock=sample.Clock()) as made:
        organisation = sample.add_branch(made)
        sample.add_members(made, organisation)
        sample.add_meeting(made, organisation)
    return path.read_bytes()


@pytest.fixture
def book(request: pytest.FixtureRequest, tmp_path: Path, clock: sample.Clock) -> Iterator[Book]:
    path = tmp_path / "支部.db"
    path.write_bytes(
        request.getfixturevalue("branch_file" if "branch" in request.fixturenames else "empty_file")
    )
    with open_book(path, clock=clock) as opened:
        yield opened


@pytest.fixture
def branch(book: Book, clock: sample.Clock) -> Branch:
    organisation = book.value("SELECT id FROM organisation WHERE kind = 'branch'")
    members = [row[0] for row in book.rows("SELECT id FROM member ORDER BY id")]
    return Branch(book, clock, organisation, members, book.value("SELECT id FROM meeting"))
