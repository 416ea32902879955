"""The sample book is built through the acts, so it walks a whole meeting."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import TYPE_CHECKING

import pytest

from db.book import Book, open_book, open_reader, utc_now
from db.check import examine
from db.demo import make_demo
from db.errors import Refused
from db.rules.minutes import State
from db.scheme import load_scheme
from db.views import minutes
from db.views.registers import matrix
from tui import cli

if TYPE_CHECKING:
    from pathlib import Path

    from db.book import Reader


pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "示例.db"
    make_demo(path)
    return path


@pytest.fixture
def demo(made: Path) -> Reader:
    return open_reader(made)


def test_the_sample_book_is_sound(demo: Reader) -> None:
    assert examine(demo).is_sound


def test_it_has_26_members_in_three_groups(demo: Reader) -> None:
    assert demo.rows("SELECT count(*), count(DISTINCT group_id) FROM member") == [(26, 3)]


def test_its_namesakes_are_told_apart(demo: Reader) -> None:
    assert len({row[0] for row in demo.rows("SELECT mark FROM member WHERE name = '王芳'")}) == 2


def test_one_meeting_is_closed_and_one_is_ready(demo: Reader) -> None:
    assert demo.rows("SELECT number, state FROM meeting ORDER BY number") == [(1, "closed"), (2, "planned")]


def test_the_minutes_of_the_closed_one_are_final_and_lack_nothing(demo: Reader) -> None:
    found = minutes.minutes(demo, 1)
    assert found is not None
    assert (found.state, found.gaps) == (State.FINAL, ())


def test_every_item_of_its_agenda_was_held(demo: Reader) -> None:
    assert demo.rows("SELECT DISTINCT state FROM agenda_item WHERE meeting_id = 1") == [("done",)]


def test_its_ballot_left_counts_and_no_box(demo: Reader) -> None:
    counts, boxes = demo.value("SELECT count(*) FROM poll_count"), demo.value("SELECT count(*) FROM poll_box")
    assert (counts > 0, boxes) == (True, 0)


def test_everybody_was_decided_upon_and_told(demo: Reader) -> None:
    assert demo.rows("SELECT count(*), sum(fed_back_on <> '') FROM grade_decision WHERE meeting_id = 1") == [
        (26, 26)
    ]


def test_everybody_who_came_spoke(demo: Reader) -> None:
    silent = demo.rows(
        "SELECT m.name FROM attendance a JOIN member m ON m.id = a.member_id WHERE a.meeting_id = 1"
        " AND a.status IN ('present', 'late') AND NOT EXISTS"
        " (SELECT 1 FROM remark r WHERE r.speaker_id = m.id AND r.kind = 'self_review' AND r.state = 'spoken')"
    )
    assert silent == []


def test_some_deductions_wait_for_approval(demo: Reader) -> None:
    waiting = demo.value(
        "SELECT count(*) FROM point_entry WHERE tenths < 0 AND id NOT IN (SELECT entry_id FROM point_approval)"
    )
    assert waiting > 0


def test_its_registers_are_kept_with_something_owed(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    make_demo(path, now=lambda: datetime(2026, 11, 22, 2, tzinfo=timezone.utc))
    with open_reader(path) as reader:
        found = matrix(reader, load_scheme("branch-default"), date(2026, 11, 22)).counts()
    assert {one.requirement.code: (one.done, one.late) for one in found if one.requirement.code in ("talk", "lecture", "committee", "group-meeting")} == {
        "committee": (1, 0), "group-meeting": (2, 1), "lecture": (0, 1), "talk": (22, 0),
    }  # fmt: skip


@pytest.mark.parametrize("day", [(2026, 1, 3), (2026, 1, 12), (2028, 2, 29), (2026, 12, 31)])
def test_the_sample_can_be_made_on_any_day(tmp_path: Path, day: tuple[int, int, int]) -> None:
    make_demo(tmp_path / "示例.db", now=lambda: datetime(*day, 2, tzinfo=timezone.utc))
    with open_reader(tmp_path / "示例.db") as reader:
        assert reader.value("SELECT count(*) FROM designation") == (0 if day[1:] == (1, 3) else 3)


def test_it_takes_writes_durably_once_made(made: Path) -> None:
    with open_book(made) as book:
        assert book.value("PRAGMA synchronous") == 2


def test_a_second_start_keeps_what_was_done(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    make_demo(path)
    with open_book(path) as book, book.quiet() as db:
        db.execute("UPDATE meeting SET place = '别处' WHERE number = 2")
    assert make_demo(path) is False
    with open_reader(path) as reader:
        assert reader.value("SELECT place FROM meeting WHERE number = 2") == "别处"


def test_fresh_makes_it_anew(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    make_demo(path)
    with open_book(path) as book, book.quiet() as db:
        db.execute("UPDATE meeting SET place = '别处' WHERE number = 2")
    assert make_demo(path, is_fresh=True) is True
    with open_reader(path) as reader:
        assert reader.value("SELECT place FROM meeting WHERE number = 2") != "别处"


@pytest.mark.parametrize("is_fresh", [False, True])
def test_a_branchs_own_book_is_never_taken_for_the_sample(book: Book, is_fresh: bool) -> None:
    with pytest.raises(Refused, match="不是示例簿册"):
        make_demo(book.path, is_fresh=is_fresh)
    assert book.path.exists()


def test_making_it_leaves_nothing_else_behind(made: Path) -> None:
    assert [path.name for path in made.parent.iterdir() if not path.name.startswith(made.name)] == []


@pytest.mark.parametrize("words", [["demo"], ["--demo"], ["--demo", "--fresh"]])
def test_without_a_terminal_the_command_makes_the_book(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, "--db", str(tmp_path / "示例.db")]) == 0
    assert (tmp_path / "示例.db").exists()


def test_nothing_of_it_happened_later_than_now(demo: Reader) -> None:
    now = utc_now().isoformat(timespec="milliseconds")
    assert demo.value("SELECT max(at) FROM point_approval") <= now
    assert demo.value("SELECT max(entered_at) FROM point_entry") <= now
